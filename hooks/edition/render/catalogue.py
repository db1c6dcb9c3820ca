"""The rules of the checks as a page for contributors: why each is there, with a bad and a good example.

A text about a rule is its docstring or a translation of it: paragraphs that say why it is there, then
lines `Bad: ...` and `Good: ...`, each of which may go on in the lines below it. Code stands in backticks.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape

from edition.patterns import late
from edition.render.page import Frame
from edition.rules import Rule

DOCSTRINGS = "en"  # the language in which the rules explain themselves
_EXAMPLE = late(r"^(Bad|Good):(.*?)(?=\n(?:Bad|Good):|\n\s*\n|\s*\Z)", re.M | re.S)
_CODE = late(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)")
_BETWEEN = late(r"(?:[,;]? (?:(?:and|or|with|dan|atau|dengan) )?)?\.?")  # what joins pieces of code
_NARROW = 28  # signs of code in a line of the narrowest screen


@dataclass(frozen=True)
class Explanation:
    """What a text says about a rule. The examples are one line each, "" where there is none."""

    why: str
    bad: str = ""
    good: str = ""


def explanation(text: str) -> Explanation:
    """The parts of a text about a rule."""
    examples = {
        found[1]: " ".join(line.strip() for line in found[2].splitlines())
        for found in _EXAMPLE.finditer(text)
    }
    return Explanation(_EXAMPLE.sub("", text).strip(), examples.get("Bad", ""), examples.get("Good", ""))


def code_lines(example: str) -> list[str]:
    """The pieces of an example that is nothing but code; none where it says something in words."""
    parts = _CODE.split(example)
    return parts[2::3] if all(_BETWEEN.fullmatch(words) for words in parts[::3]) else []


def sections(
    rules: Iterable[Rule], translations: Mapping[str, str], frame: Frame, mended: Collection[str] = ()
) -> str:
    """The rules as Markdown: a heading a family, and below it one a rule, whose anchor is its name.

    `translations` are texts about rules by their names, in the language of the frame; what they lack is
    shown as the docstring has it. `mended` are the names of the rules that `--fix` can mend.
    """
    families: dict[str, list[Rule]] = {name: [] for name in frame.strings["rule_families"]}
    for rule in sorted(rules, key=lambda rule: rule.name):
        families.setdefault(rule.family, []).append(rule)
    shown = {name: own for name, own in families.items() if own}
    links = " ".join(f'<a href="#{name}">{frame.word("rule_families", name)}</a>' for name in shown)
    texts = translations if frame.language != DOCSTRINGS else {}
    blocks = [f'<p class="letters">{links}</p>']
    for name, own in shown.items():
        blocks.append(f"## {frame.word('rule_families', name)} {{#{name}}}")
        for rule in own:
            blocks += _section(rule, texts.get(rule.name, ""), frame, rule.name in mended)
    return "\n\n".join(blocks)


def _section(rule: Rule, translation: str, frame: Frame, mends: bool) -> Iterator[str]:
    facts = [frame.word("rule_severities", rule.severity)]
    facts += [_prose(frame.strings["rule_mended"])] if mends else []
    body = [f"<p><small>{' '.join(facts)}</small></p>", *_body(explanation(rule.why), translation, frame)]
    yield f"### `{rule.name}` {{#{rule.name}}}"
    yield "\n".join(['<div class="rule" data-no-terms>', *body, "</div>"])


def _body(original: Explanation, translation: str, frame: Frame) -> Iterator[str]:
    own = explanation(translation)
    for paragraph in (own.why or original.why).split("\n\n"):
        yield f"<p{_language(own.why, frame)}>{_prose(paragraph)}</p>"
    for label, text, source in (
        ("rule_bad", own.bad, original.bad),
        ("rule_good", own.good, original.good),
    ):
        if text or source:
            yield _example(frame.strings[label], text, source, frame)


def _example(label: str, translation: str, original: str, frame: Frame) -> str:
    strong, lines = f"<strong>{escape(label)}</strong>", code_lines(translation or original)
    if lines:
        # Who has no mouse scrolls a box only when it can have the focus.
        wide = f' tabindex="0" role="group" aria-label="{escape(label)}"'
        attributes = wide if max(map(len, lines)) > _NARROW else ""
        return f"<p>{strong}</p>\n<pre><code{attributes}>{escape(chr(10).join(lines))}</code></pre>"
    words = f"<span{_language(translation, frame)}>{_prose(translation or original)}</span>"
    return f"<p>{strong} {words}</p>"


def _language(translation: str, frame: Frame) -> str:
    """The attribute of a text in another language than the page's."""
    return "" if translation or frame.language == DOCSTRINGS else f' lang="{DOCSTRINGS}"'


def _prose(text: str) -> str:
    """Words with code in backticks, as HTML."""
    parts = _CODE.split(" ".join(text.splitlines()))
    return "".join(
        f"<code>{escape(part)}</code>" if index % 3 == 2 else escape(part)
        for index, part in enumerate(parts)
        if index % 3 != 1
    )
