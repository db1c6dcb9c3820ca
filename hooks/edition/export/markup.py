"""A lesson's Markdown as pandoc's: links that work outside the site, claims, widths of columns."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass

from edition.course import Lesson
from edition.patterns import late

_SPECIAL = late(r"[\\`*_{}\[\]<>()#+!|@$~^&]")
_OUTSIDE = late(r"[a-z][a-z0-9+.-]*:|//", re.I)
# Code stays as it is; then comments, claims, terms, images and links.
_MARKS = late(
    r"(?P<code>(?<!`)(?P<ticks>`++).*?(?<!`)(?P=ticks)(?!`))|(?P<comment><!--.*?-->)"
    r"|(?P<claims>\[#[A-Z]\d+\](?:[ ]*+\n?[ ]*+\[#[A-Z]\d+\])*)"
    r"|\[\[\s*+(?P<term>[^\[\]|]*[^\[\]|\s])\s*+(?:\|(?P<words>[^\[\]]+))?\]\](?![(\[])"
    r"|(?P<image>!)(?=\[[^\[\]]*\]\()"
    r"|\]\(\s*<?(?P<target>[^()\s<>]++)>?(?P<title>\s++\"[^\"]*\")?\s*\)",
    re.S,
)
_RULE = late(r"[ ]*+\|?[ ]*+:?-++:?[ ]*+(?:\|[ ]*+:?-++:?[ ]*+)*+\|?[ ]*+")
_CELLS = late(r"(?<!\\)\|")
_LINK = late(r"\[([^\[\]]*)\]\([^()]*\)")
_DASHES = 90  # so many make pandoc keep the proportion of the columns


def escaped(text: str) -> str:
    """Plain text as Markdown that says the same. By numbers: not every sign can have a backslash."""
    return _SPECIAL.sub(lambda found: f"&#{ord(found[0])};", " ".join(text.split()))


@dataclass(frozen=True, slots=True)
class Markup:
    """The texts of one page for pandoc. `base` is the address of the site, `src` the path of the page
    in the documentation folder, `folder` the folder of its language."""

    base: str
    src: str
    folder: str

    @classmethod
    def of(cls, lesson: Lesson, base: str) -> Markup:
        """That of a lesson."""
        language = lesson.page.language
        return cls(base.rstrip("/") + "/", lesson.page.src, language.folder if language else "")

    def address(self, target: str = "") -> str:
        """The absolute address of what a link of the page names; without a target that of the page."""
        if _OUTSIDE.match(target):
            return target
        path, hash_, anchor = target.partition("#")
        found = posixpath.normpath(posixpath.join(posixpath.dirname(self.src), path)) if path else self.src
        if found.endswith(".md"):
            folder, name = posixpath.split(found.removesuffix(".md"))
            found = posixpath.join(folder, "" if name == "index" else f"{name}/")
        return self.base + found.lstrip("/") + hash_ + anchor

    def text(self, markdown: str) -> str:
        """Markdown of the page as pandoc's. An image becomes a link: nothing is fetched."""
        return _with_widths(_MARKS.sub(self._mark, markdown))

    def _mark(self, found: re.Match[str]) -> str:
        if found["code"]:
            return found["code"]
        if found["claims"]:
            return "(" + ", ".join(self._claim(name) for name in re.findall(r"#(\w+)", found["claims"])) + ")"
        if found["term"]:
            return (found["words"] or found["term"]).strip()
        if found["target"]:
            return f"](<{self.address(found['target'])}>{found['title'] or ''})"
        return ""  # a comment, or the mark of an image

    def _claim(self, name: str) -> str:
        ledger = posixpath.join(self.base + self.folder, "evidence", f"#{name}")
        return f"[{name}](<{ledger}>)"


def _with_widths(markdown: str) -> str:
    """Tables whose columns are as wide as what stands in them asks for, by the dashes below the head."""
    lines = markdown.split("\n")
    for index in range(1, len(lines)):
        if "|" in lines[index] and "|" in lines[index - 1] and _RULE.fullmatch(lines[index]):
            end = index + 1
            while end < len(lines) and "|" in lines[end]:
                end += 1
            rows = [_row(line) for line in (lines[index - 1], *lines[index + 1 : end])]
            lines[index] = _rule(_row(lines[index]), rows)
    return "\n".join(lines)


def _row(line: str) -> list[str]:
    return [cell.strip() for cell in _CELLS.split(line.strip().removeprefix("|").removesuffix("|"))]


def _rule(rule: list[str], rows: list[list[str]]) -> str:
    columns = [[_seen(row[index]) for row in rows if index < len(row)] for index in range(len(rule))]
    # The root: a column with ten times the text needs more width, but not ten times as much. Words
    # are not to be broken: the longest of a column is the least that it gets.
    weights = [max(sum(map(len, cells)) ** 0.5, 1.2 * _longest(cells), 3) for cells in columns]
    dashes = [max(3, round(_DASHES * weight / sum(weights))) for weight in weights]
    return "|" + "|".join(
        (":" if cell.startswith(":") else "-") + "-" * count + (":" if cell.endswith(":") else "-")
        for cell, count in zip(rule, dashes, strict=True)
    ) + "|"  # fmt: skip


def _seen(cell: str) -> str:
    """What is seen of a cell: of a link its words."""
    return _LINK.sub(r"\1", cell)


def _longest(cells: list[str]) -> int:
    return max((len(word) for cell in cells for word in cell.split() if "@" not in word), default=0)
