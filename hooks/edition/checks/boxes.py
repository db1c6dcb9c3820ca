"""Boxes and tabs: a first line that Markdown understands, of a kind that the theme knows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from edition.checks.wording import KINDS
from edition.model import Fix, Page, Site
from edition.patterns import late
from edition.rules import Finding, rule
from edition.slips import meant

FAMILY = "records"
MOST_SLIPS = 2  # what stands in more boxes is a kind of the site's own

_LINE = late(r"(?P<indent>[ \t>]*)(?P<sign>!{2,4}|\?{2,4}\+?|={2,4}[!+]*)(?P<rest>[ ]*[\w\"'“][^\n]*)$", re.M)
_KIND = r"[ ]?(?P<kind>[\w-]+)(?:[ ]+[\w-]+)*"
_SOUND = {
    "!": late(rf"!!!{_KIND}(?:[ ]+\"[^\n]*\")?[ \t]*"),
    "?": late(rf"\?\?\?\+?(?:{_KIND}(?:[ ]+\"[^\n]*\")?|[ ]*\"[^\n]*\")[ \t]*"),
    "=": late(r"===[!+]*[ ]+\"[^\n]*\"[ \t]*"),
}
_EXTENSIONS = {"!": "admonition", "?": "pymdownx.details", "=": "pymdownx.tabbed"}
_BELOW = late(r"(?:[ \t>]*\n)*(?P<indent>[ \t>]*)\S")
_WORDS = late(r"(?P<kind>(?:[\w-]++[ ]*+)*+)(?P<title>.*)")


@rule
def malformed_box(site: Site) -> Iterator[Finding]:
    """A box or a tab begins with three signs, its kind and a title in straight quotation marks; otherwise it is
    printed as it was typed. A kind that is misspelt looks like any other.

    Bad: `!! note`, `!!! note "Before you go`, `!!! warnning`, `=== Windows`
    Good: `!!! note "Before you go"`, `!!! warning`, `=== "Windows"`
    """
    on = {sign for sign, extension in _EXTENSIONS.items() if extension in site.settings.extensions}
    kinds: list[tuple[Page, re.Match[str]]] = []
    for page in site.pages.values() if on else ():
        masked = page.document.masked
        for line in _lines(masked, on):
            sign = line["sign"][0]
            if _has_text(page.document.text, line):
                sound = _SOUND[sign].fullmatch(masked, line.start("sign"), line.end())
                if sound is None:
                    yield _malformed(page, line)
                elif sound.groupdict().get("kind"):
                    kinds.append((page, sound))
    used = Counter(sound["kind"].lower() for _, sound in kinds)
    for page, sound in kinds:
        near = _near(sound["kind"].lower()) if used[sound["kind"].lower()] <= MOST_SLIPS else ""
        if near:
            place = page.document.places.at(sound.start("kind"))
            message = f'unknown kind of box "{sound["kind"]}"'
            yield Finding(page.path, place, message, f'did you mean "{near}"?', Fix(sound["kind"], near))


def _lines(masked: str, signs: Iterable[str]) -> list[re.Match[str]]:
    """The lines of a page that begin as boxes with one of the signs do, in their order."""
    found: list[re.Match[str]] = []
    for sign in signs:
        at = masked.find(sign * 2) if sign in masked else -1
        while at != -1:
            line = _LINE.match(masked, masked.rfind("\n", 0, at) + 1)
            found += [line] if line and line["sign"][0] == sign else []
            end = masked.find("\n", at)
            at = masked.find(sign * 2, end) if end != -1 else -1
    return sorted(found, key=lambda line: line.start())


def _has_text(text: str, line: re.Match[str]) -> bool:
    """Whether what follows is indented as the text of a box is."""
    below = _BELOW.match(text, line.end() + 1)
    return below is not None and len(below["indent"].expandtabs(4)) >= len(line["indent"].expandtabs(4)) + 4


def _malformed(page: Page, line: re.Match[str]) -> Finding:
    words = _WORDS.fullmatch(line["rest"].strip())
    sign = line["sign"]
    right = sign[0] * 3 + sign.lstrip(sign[0])
    if words:
        kind, title = words["kind"].strip(), words["title"].strip("\"'“”„ ")
        kind = kind or "note" * (sign[0] == "!")
        title = f"{kind} {title}".strip() if sign[0] == "=" else title
        right += f" {kind}" * (sign[0] != "=" and bool(kind)) + f' "{title}"' * bool(title)
    old = page.document.text[line.start("sign") : line.end()].rstrip()
    name = "tab" if sign[0] == "=" else "box"
    place = page.document.places.at(line.start("sign"))
    fix = Fix(old, right) if _SOUND[sign[0]].fullmatch(right) else None
    return Finding(page.path, place, f'"{old}" begins no {name}', f"write {right}" if fix else "", fix)


def _near(kind: str) -> str:
    """The kind that was meant by one that the theme does not know, "" for none."""
    near = meant(kind, KINDS) if len(kind) > 3 and "-" not in kind else ""
    return near if near[:1] == kind[0] else ""
