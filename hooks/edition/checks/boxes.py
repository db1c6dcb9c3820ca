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
_TITLE_AS_STYLE = late(r"[a-z-]+[ ]+(?=[^\"\n]*$)[A-Z][a-z]")


@rule
def malformed_box(site: Site) -> Iterator[Finding]:
    """A box or a tab begins with three signs, its kind and a title in straight quotation marks; otherwise it is
    printed as it was typed. A kind that is misspelt looks like any other.

    A title without quotation marks is taken for the name of a style, and is not printed.

    Bad: `!! note`, `!!! note "Before you go`, `!!! note Before you go`, `!!! warnning`, `=== Windows`
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
                if sound is None or _TITLE_AS_STYLE.match(line["rest"].strip()):
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


@rule
def foreign_box(site: Site) -> Iterator[Finding]:
    """A box is written as the extensions of this site read it; those of GitHub, Docusaurus and other programs are
    printed with their signs.

    Bad: `> [!NOTE]`, `:::note`
    Good: `!!! note` and, indented by four blanks, the text
    """
    names = " ".join((*site.settings.extensions, *site.settings.plugins))
    if any(name in names for name in _BOX_READERS):
        return
    for page in site.pages.values():
        masked = page.document.masked
        for found in _FOREIGN.finditer(masked):
            kind = (found["github"] or found["fence"] or "").lower()
            if kind in KINDS and not (found["sign"] == "///" and "pymdownx.blocks" in names):
                place = page.document.places.at(found.start("sign"))
                written = found["sign"] if found["github"] else found[0].strip()
                message = f'"{written}" begins no box here'
                yield Finding(
                    page.path, place, message, f"write !!! {kind}, and its text indented by four blanks"
                )


_BOX_READERS = ("pymdownx.quotes", "callout", "alert", "obsidian", "fenced_div", "directive", "container")
_FOREIGN = late(
    r"\n[ \t]*(?:>[ \t]*(?=\[!)|(?=:::|///))(?P<sign>\[!(?P<github>[A-Za-z]+)\]|:{3,}(?=[ {]?\w)|///(?=[ ]))"
    r"(?P<blank>[ ]*)(?P<fence>(?<!\])[A-Za-z]+)?"
)


@rule
def repeated_tab(site: Site) -> Iterator[Finding]:
    """Each tab of a group has a name of its own: a reader who chooses one must know what is behind it.

    Bad: `=== "Windows"` twice in one group
    Good: `=== "Windows"` and `=== "Linux"`
    """
    for page in site.pages.values() if "pymdownx.tabbed" in site.settings.extensions else ():
        masked = page.document.masked
        if masked.count('=== "') < 2:
            continue
        group: dict[str, dict[str, int]] = {}  # of each indent the titles of the tabs that are open
        before: dict[str, int] = {}  # where the last one of each indent ends
        for tab in _TAB.finditer(masked):
            indent = tab["indent"]
            if (
                indent not in before
                or tab["new"]
                or not _belong(masked[before[indent] : tab.start()], indent)
            ):
                group[indent] = {}
            before[indent] = tab.end()
            title = page.document.text[slice(*tab.span("title"))]
            first = group[indent].setdefault(title, tab.start("title"))
            if first != tab.start("title"):
                line = page.document.places.at(first).line
                place = page.document.places.at(tab.start("title") - 1)
                message = f'the tab "{title}" stands in line {line} already'
                yield Finding(page.path, place, message, "give it another name")


_TAB = late(r"(?:^|(?<=\n))(?P<indent>[ \t]*)===(?P<new>!?)\+?[ ]+\"(?P<title>[^\"\n]*)\"[ \t]*(?=\n|\Z)")


def _belong(between: str, indent: str) -> bool:
    """Whether all that stands between two tabs lies in the first."""
    deep = f"{indent}    "
    return all(line.startswith(deep) or not line.strip() for line in between.split("\n"))


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
        if sign[0] != "=" and not title:
            kind, _, title = kind.partition(" ")
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
