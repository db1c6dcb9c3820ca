"""Problems to text, to a log, to GitHub annotations and to JSON; `edition.sarif` has the fourth format."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from edition.model import Problem, Site
from edition.patterns import late
from edition.rules import CATALOGUE
from edition.sources.texts import Texts

if TYPE_CHECKING:
    from logging import Logger

Explain = Callable[[str], str]  # the name of a rule to where it is explained

CATALOGUE_PAGE = "contributing/checks.md"  # in the folder of a language
_COMMANDS = {"error": "error", "advice": "notice"}
_TOKEN = late(r"[^\s\[\](){}<>\"'“”‘’«»`|,;]+")
_CLOSING = {"[": "]", "(": ")", "{": "}", "<": ">", '"': '"', "'": "'", "`": "`"}
_MARGIN = 16  # columns of context that stay in view before the place in a long line
_TAB = 4


def line(problem: Problem) -> str:
    """`path:line:col: message; advice [rule]`; what stops nothing says so before its message."""
    kind = "" if problem.severity == "error" else f"{problem.severity}: "
    said = f"{kind}{_message(problem)}".replace("\n", " ").replace("\r", " ")
    return f"{problem.path}:{problem.line}:{problem.col}: {said} [{problem.rule}]"


def text(problems: Iterable[Problem]) -> str:
    """One line a problem."""
    return "".join(f"{line(problem)}\n" for problem in problems)


def log(problems: Iterable[Problem], logger: Logger) -> None:
    """One line a problem into the log of a build. What stops the build is a warning there; where none is counted
    (`mkdocs build --quiet`), an error: a defect must stop the build all the same."""
    import logging  # only where there is a log

    level = logging.WARNING if logger.isEnabledFor(logging.WARNING) else logging.ERROR
    for problem in problems:
        logger.log(level if problem.severity == "error" else logging.INFO, "%s", line(problem))


def github(problems: Iterable[Problem]) -> str:
    """Workflow commands that GitHub shows as annotations on the changed lines."""
    return "".join(
        f"::{_COMMANDS[found.severity]} file={_escape(found.path, True)},line={found.line},col={found.col},"
        f"title={_escape(found.rule, True)}::{_escape(_message(found))}\n"
        for found in problems
    )


def as_json(problems: Iterable[Problem], texts: Texts) -> str:
    """A JSON array of objects; `end_col` is that of the first sign after the place, `fix` may be null."""
    import json  # only where it is asked for: the command must start fast

    lines = source_lines(texts)
    return json.dumps([_object(found, lines) for found in problems], ensure_ascii=False, indent=2) + "\n"


def _object(found: Problem, lines: Callable[[str, int], str]) -> dict[str, Any]:
    return {
        "path": found.path,
        "line": found.line,
        "col": found.col,
        "end_col": found.col + extent(lines(found.path, found.line), found.col, found),
        "rule": found.rule,
        "family": CATALOGUE[found.rule].family,
        "severity": found.severity,
        "message": found.message,
        "advice": found.advice,
        "fix": found.fix and {"old": found.fix.old, "new": found.fix.new},
    }


def terminal(
    problems: Iterable[Problem], texts: Texts, explain: Explain, width: int = 80, colour: bool = False
) -> str:
    """Each problem with the line of its source, the place underlined, and where its rule is explained.

    `width` is that of the terminal, in columns.
    """
    paint = _painted if colour else lambda text, code: text
    lines = source_lines(texts)
    return "".join(
        "\n".join(_block(found, lines(found.path, found.line), explain, width, paint)) + "\n\n"
        for found in problems
    )


def _block(
    found: Problem, source: str, explain: Explain, width: int, paint: Callable[[str, str], str]
) -> Iterator[str]:
    colour = "31" if found.severity == "error" else "33"
    head = _printable(line(found))
    place = f"{_printable(found.path)}:{found.line}:{found.col}:"
    yield paint(place, "1") + head.removeprefix(place)
    indent = " " * len(f"{found.line:>4}")
    if source.strip():
        shown, carets = underline(
            source, found.col, extent(source, found.col, found), width - len(indent) - 4
        )
        yield f"{found.line:>4} | {shown}"
        blanks = carets.rstrip("^")
        yield f"{indent} | {blanks}{paint(carets[len(blanks) :], colour)}"
    yield f"{indent} = {explain(found.rule)}"


def _painted(text: str, code: str) -> str:
    return f"\x1b[{code}m{text}\x1b[0m"


def extent(line: str, col: int, problem: Problem) -> int:
    """How many characters of a line the place of a problem covers, at least 1.

    What its repair takes away, if that stands there; else the word, or the bracket up to its end. `col` counts
    from 1.
    """
    start = col - 1
    if problem.fix is not None and (old := problem.fix.old.split("\n")[0]) and line.startswith(old, start):
        return len(old)
    if found := _TOKEN.match(line, start):
        return len(found[0])
    end = line.find(_CLOSING[line[start]], col) if line[start : start + 1] in _CLOSING else -1
    return end - start + 1 if end >= 0 else 1


def underline(source: str, col: int, length: int, width: int) -> tuple[str, str]:
    """A line as a terminal of `width` columns shows it, and below it carets under a part of it.

    A long line is cut around the place; tabs become blanks, and what a terminal would obey is not shown.
    """
    start = min(col - 1, len(source))
    cells = [_cell(sign) for sign in source]
    widths = [columns for _, columns in cells]
    first, last = _window(widths, start, max(width, 2 * _MARGIN))
    before, after = "…" * (first > 0), "…" * (last < len(cells))
    shown = before + "".join(sign for sign, _ in cells[first:last]) + after
    blanks = len(before) + sum(widths[first:start])
    return shown, " " * blanks + "^" * max(sum(widths[start : min(start + length, last)]), 1)


def _window(widths: list[int], start: int, width: int) -> tuple[int, int]:
    """The first sign in view and the one after the last; both ellipses have their room."""
    if sum(widths) <= width:
        return 0, len(widths)
    first, room = start, _MARGIN
    if sum(widths[:start]) <= width // 2:
        first = 0
    while first and room - widths[first - 1] >= 0:
        first, room = first - 1, room - widths[first - 1]
    last, room = first, width - 2
    while last < len(widths) and room - widths[last] >= 0:
        last, room = last + 1, room - widths[last]
    return first, last


def _cell(sign: str) -> tuple[str, int]:
    """A character as it is shown, and the columns that it takes."""
    if sign == "\t":
        return " " * _TAB, _TAB
    kind = unicodedata.category(sign)
    if kind in ("Cc", "Cs", "Zl", "Zp") or unicodedata.bidirectional(sign) in _TURNING:
        return "\ufffd", 1
    if kind in ("Mn", "Me", "Cf"):
        return sign, 0
    return sign, 2 if unicodedata.east_asian_width(sign) in "WF" else 1


# They turn the direction of all that follows: the carets would stand elsewhere.
_TURNING = frozenset(("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"))


def _printable(text: str) -> str:
    return "".join(_cell(sign)[0] for sign in text)


def source_lines(texts: Texts) -> Callable[[str, int], str]:
    """Gives a line of a text by its path and number, "" where there is none."""
    split: dict[str, list[str]] = {}

    def source(path: str, number: int) -> str:
        if path not in split:
            split[path] = texts(path).split("\n")
        return split[path][number - 1] if 1 <= number <= len(split[path]) else ""

    return source


def explanations(site: Site) -> Explain:
    """Where a rule is explained: on the site's own page about the checks, where it has one and an address
    (in the first language that has it), else by a command."""
    settings = site.settings
    folders = [f"{language.folder}/" if language.folder else "" for language in settings.languages]
    page = next((found for folder in folders if (found := f"{folder}{CATALOGUE_PAGE}") in site.pages), "")
    if not page or not settings.site_url.startswith(("http://", "https://")):
        return lambda rule: f"edition rules {rule}"
    built = page.removesuffix(".md") + ("/" if settings.directory_urls else ".html")
    return lambda rule: f"{settings.site_url.rstrip('/')}/{built}#{rule}"


def _message(problem: Problem) -> str:
    return f"{problem.message}; {problem.advice}" if problem.advice else problem.message


def _escape(value: str, in_property: bool = False) -> str:
    value = value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return value.replace(":", "%3A").replace(",", "%2C") if in_property else value
