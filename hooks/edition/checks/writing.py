"""What was begun in Markdown and not finished: headings, boxes, fences, comments and attribute lists."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from edition.model import Fix, Heading, Page, Site
from edition.patterns import late
from edition.rules import Finding, rule
from edition.slips import meant
from edition.sources.code import mask
from edition.sources.lines import holds

FAMILY = "records"

_NO_HEADING = late(r"#{1,6}[ \t#]*$", re.M)  # a picture is no text either, but something
_BOX = late(
    r"^(?P<indent>[ \t]*)(?:(?P<sign>!!!|\?\?\?)\+?[ ]?[\w-]+(?:[ ]+[\w-]+)*(?P<title>[ ]+\"[^\n]*\")?"
    r"|(?P<tab>===)[+!]*[ ]+[\"'][^\n]*)[ \t]*$",
    re.M,
)
_EXTENSIONS = {"!!!": "admonition", "???": "pymdownx.details", "===": "pymdownx.tabbed"}
_NEXT = late(r"(?:[ \t]*\n)*+([ \t]*)(\S[^\n]*)?")
# Below a box that is a title and nothing else, and was meant so, something new begins.
_ANOTHER = late(r"#|!!!|\?\?\?|===|---|\*\*\*|<|\Z")
# What says something by itself; Chinese and Japanese words follow one another without blanks.
_SENTENCE = late(r"[.!?)。！？]\"$|(?<!\S)(?:\S+ +){5}|[\u3040-\u30ff\u4e00-\u9fff]{6}")
_FENCE = late(
    r"^(?P<indent>[ \t>]*)(?P<bullet>(?:[-*+]|\d+[.)])[ ]+)?(?P<sign>`{3,}+|~{3,}+)(?![^\n]*`[ \t]*\S)"
    r"(?P<info>[^\n]*)$",
    re.M,
)
_COMMENT = late("<!--|-->")
_INFO = late(r"[ ]*\{?[.\w]")
_ATTRIBUTE = r"(?:[#.][A-Za-z][\w:-]*|[A-Za-z][\w-]*=(?:\"[^\"\n]*\"|'[^'\n]*'|[\w%.-]+))"
_OPEN_LIST = late(rf"(?<=[\s)\]])\{{:?[ ]*{_ATTRIBUTE}(?:[ ]+{_ATTRIBUTE})*+[ \t]*$", re.M)

_MOST_ATTEMPTS = 5  # to find a comment among signs that are code: each reads the whole page


@rule
def empty_heading(site: Site) -> Iterator[Finding]:
    """A heading without words is a gap on the page and an empty line in its table of contents.

    An empty title at the beginning of a page whose front matter has one keeps the theme from showing that.

    Bad: `##` alone on its line
    Good: `## Method`
    """
    for page in site.pages.values():
        for heading in page.document.headings:
            if heading.text or not _NO_HEADING.match(page.document.text, heading.offset):
                continue
            if not _hides_title(page, heading):
                yield Finding(
                    page.path, heading.place, "the heading has no words", "write them, or remove it"
                )


def _hides_title(page: Page, heading: Heading) -> bool:
    first = heading.level == 1 and heading is page.document.headings[0]
    return first and bool(page.document.front_matter.data.get("title"))


@rule
def empty_box(site: Site) -> Iterator[Finding]:
    """The text of an admonition or a tab is indented by four blanks; otherwise it stands below an empty box.

    A box that is only a title is reported where a text follows it, unless the title is a sentence.

    Bad: `!!! note` and, not indented, `The text.`
    Good: `!!! note` and, indented by four blanks, `The text.`
    """
    on = [sign for sign, extension in _EXTENSIONS.items() if extension in site.settings.extensions]
    for page in site.pages.values():
        masked = page.document.masked
        signs = [sign for sign in on if holds(masked, sign)]
        if not signs or page.document.missing_snippets:
            continue  # the text of the box may be what is missing
        for box in _lonely(page.document.text, _boxes(masked, signs)):
            if _is_empty(page.document.text, box):
                place = page.document.places.at(box.end("indent"))
                message = f"the {'tab' if box['tab'] else 'box'} has no text in it"
                yield Finding(page.path, place, message, "indent its text by four blanks")


def _boxes(masked: str, signs: Iterable[str]) -> Iterator[re.Match[str]]:
    """The lines that begin with one of the signs and are the title of a box or a tab."""
    for sign in signs:
        at = masked.find(sign)
        while at != -1:
            box = _BOX.match(masked, masked.rfind("\n", 0, at) + 1)
            if box and box.end("indent") == at:
                yield box
            end = masked.find("\n", at)
            at = masked.find(sign, end) if end != -1 else -1


def _lonely(text: str, boxes: Iterable[re.Match[str]]) -> Iterator[re.Match[str]]:
    """The boxes without those tabs that stand right below another: nothing but names, and meant so."""
    waiting: re.Match[str] | None = None
    follows = False
    for box in boxes:
        joined = waiting is not None and _is_below(text, waiting, box)
        if waiting and not (joined or follows):
            yield waiting
        waiting, follows = box, joined
    if waiting and not follows:
        yield waiting


def _is_below(text: str, one: re.Match[str], other: re.Match[str]) -> bool:
    """Whether two tabs have nothing between them."""
    return bool(one["tab"] and other["tab"]) and not text[one.end() : other.start()].strip()


def _is_empty(text: str, box: re.Match[str]) -> bool:
    below = _NEXT.match(text, box.end() + 1)
    if below is None or below[2] is None:
        return not box["title"]
    if len(below[1].expandtabs(4)) >= len(box["indent"].expandtabs(4)) + 4:
        return False
    title = box["title"] or ""
    apart = text.startswith("\n", box.end() + 1)
    return not (title and (_ANOTHER.match(below[2]) or (apart and _SENTENCE.search(title))))


@rule
def unclosed_fence(site: Site) -> Iterator[Finding]:
    """Code that is not closed either is no code or goes on to the next fence or to the end of the page.

    Bad: a line of three backticks, and no second one
    Good: one above the code and one below it
    """
    for page in site.pages.values():
        text = page.document.text
        if not holds(text, "```", "~~~"):
            continue
        comments = [(sign.start(), sign[0]) for sign in _COMMENT.finditer(text)] if "<!--" in text else []
        for fence in open_fences(text):
            if not _is_within(comments, fence.start()):
                place = page.document.places.at(fence.start("sign"))
                message = "the fence of code is not closed"
                yield Finding(page.path, place, message, f"write {fence['sign']} below the code")


@rule
def malformed_fence(site: Site) -> Iterator[Finding]:
    """What follows the backticks that begin code is its language and its options, with quotation marks and braces in
    pairs; otherwise the line is text, and the backticks below the code begin another piece of it.

    A language that is misspelt gives no colours.

    Bad: three backticks and `python title="a.py`, or `pyhton`
    Good: three backticks and `python title="a.py"`
    """
    for page in site.pages.values():
        text = page.document.text
        sign = ""
        for line in _FENCE.finditer(text) if holds(text, "```", "~~~") else ():
            if sign:
                closes = line["sign"].startswith(sign) and not line["info"].strip()
                sign = "" if closes else sign
                continue
            sign, info = line["sign"], line["info"]
            if found := _LANGUAGE.match(info):
                yield from _of_language(page, found["name"], line.start("info") + found.start("name"))
            if info.count('"') % 2 or info.count("{") != info.count("}"):
                place = page.document.places.at(line.start("sign"))
                missing = '"' if info.count('"') % 2 else "}"
                yield Finding(
                    page.path, place, f"the options of this fence lack a {missing}", f"write {missing}"
                )


_LANGUAGE = late(r"[ ]*(?:\{[ ]*\.)?(?P<name>[a-z]{5,12})(?![\w+#-])")
_LANGUAGES = ("python", "javascript", "typescript", "markdown", "console", "powershell", "dockerfile", "mermaid",
              "terraform", "graphql", "makefile", "kotlin", "haskell", "plaintext")  # fmt: skip


def _of_language(page: Page, name: str, offset: int) -> Iterator[Finding]:
    """A language whose name is misspelt: its code is shown without colours, and a diagram as text."""
    if near := meant(name, _LANGUAGES):
        place = page.document.places.at(offset)
        yield Finding(
            page.path, place, f'unknown language "{name}"', f'did you mean "{near}"?', Fix(name, near)
        )


def _is_within(comments: Sequence[tuple[int, str]], offset: int) -> bool:
    """Whether the last sign of a comment before an offset is one that begins it."""
    index = bisect_left(comments, offset, key=lambda sign: sign[0]) - 1
    return index >= 0 and comments[index][1] == "<!--"


def open_fences(text: str) -> Iterator[re.Match[str]]:
    """Each line that opens a fence without an end, or whose end is that of the next fence."""
    opened: re.Match[str] | None = None
    for line in _FENCE.finditer(text):
        if opened is None:
            opened = line
        elif _is_outside(opened, line):
            yield opened
            opened = line
        elif line["sign"].startswith(opened["sign"]) and not line["bullet"]:
            if not line["info"].strip():
                opened = opened if _belongs_to(opened, line) else None
            elif _opens_another(text, opened, line):
                yield opened
                opened = line
    if opened is not None:
        yield opened


def _is_outside(opened: re.Match[str], line: re.Match[str]) -> bool:
    """Whether a line stands outside of the item or the box in which a fence was opened."""
    return not opened["bullet"] and len(opened["indent"].expandtabs(4)) >= 4 and not line["indent"]


def _belongs_to(opened: re.Match[str], line: re.Match[str]) -> bool:
    """Whether a line is shown in the code of a fence, for it lies deeper."""
    deep, own = (len(each["indent"].expandtabs(4)) for each in (line, opened))
    return not opened["bullet"] and deep >= own + 4


def _opens_another(text: str, opened: re.Match[str], line: re.Match[str]) -> bool:
    """Whether a line with a language cannot belong to the code: it stands below a blank line, as the first did."""
    blank = text[max(line.start() - 2, 0) : line.start()] == "\n\n"
    alike = line["indent"] == opened["indent"] and line["sign"] == opened["sign"]
    return blank and alike and _INFO.match(line["info"]) is not None


@rule
def unclosed_comment(site: Site) -> Iterator[Finding]:
    """A comment that is not closed is printed, and for some programs it hides the rest of the page.

    Bad: `<!-- to do` without `-->`
    Good: `<!-- to do -->`
    """
    for page in site.pages.values():
        if holds(page.document.text, "<!--"):
            at, message = _open_comment(page.document.text)
            if at != -1:
                place = page.document.places.at(at)
                yield Finding(page.path, place, message, "write --> where it ends")


def _open_comment(text: str) -> tuple[int, str]:
    at = text.find("<!--", text.rfind("-->") + 1)
    if at != -1 and _is_comment(text, at):
        return at, "the comment is not closed"
    at, attempts = text.find("<!--"), 0
    while at != -1 and attempts < _MOST_ATTEMPTS:
        end = text.find("-->", at)
        inner = text.find("<!--", at + 4, max(end, 0))
        if inner != -1 and "\n" in text[at:inner]:
            if _is_comment(text, at):
                return at, "the comment is not closed before another begins"
            attempts += 1
        at = text.find("<!--", end) if end != -1 else -1
    return -1, ""


def _is_comment(text: str, at: int) -> bool:
    """Whether the `<!--` at an offset begins a comment: other signs in its place would be no code."""
    sign = "word"
    return mask(f"{text[:at]}{sign}{text[at + 4 :]}")[at : at + 4] == sign


@rule
def unclosed_attributes(site: Site) -> Iterator[Finding]:
    """An attribute list that is not closed is printed, and its id is none.

    Bad: `## Method {#method`
    Good: `## Method {#method}`
    """
    for page in site.pages.values() if "attr_list" in site.settings.extensions else ():
        masked = page.document.masked
        if "{" not in masked or masked.count("{") <= masked.count("}"):
            continue
        for found in _OPEN_LIST.finditer(masked):
            old = found[0].rstrip()
            fix = Fix(old, f"{old} }}" if old[1] in " :" else f"{old}}}")
            message = f'the attribute list "{old}" is not closed'
            yield Finding(page.path, page.document.places.at(found.start()), message, f"write {fix.new}", fix)
