"""Problems to what an editor underlines, and the repairs that it offers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from edition.lsp.position import Edit, Span, line_of
from edition.model import Problem
from edition.patterns import late

# The token at a place: one bracket or quote at most, then up to the next blank, bracket or quote.
_TOKEN = late(r"[\[(<{\"'`]*[^\s\[\](){}<>\"'`]*")
_FILE = late(r"([^:\n]+\.(?:toml|ya?ml))(?::(\d+))?(?::(\d+))?: ")


def span(problem: Problem, lines: list[str]) -> Span:
    """What a problem is about: what its repair replaces, else the token at its place; never empty
    unless the line is."""
    text = line_of(lines, problem.line)
    start = min(problem.col, len(text) + 1)
    if problem.fix and text.startswith(problem.fix.old, start - 1) and problem.fix.old:
        return Span(problem.path, problem.line, start, start + len(problem.fix.old))
    token = _TOKEN.match(text, start - 1)
    length = len(token[0]) if token else 0
    if not length and start > len(text):  # something is missing at the end of the line
        return Span(problem.path, problem.line, max(len(text), 1), len(text) + 1)
    return Span(problem.path, problem.line, start, start + max(length, 1))


def message(problem: Problem) -> str:
    """What is wrong, and what to write instead."""
    return f"{problem.message}; {problem.advice}" if problem.advice else problem.message


def repairs(
    problems: Iterable[Problem], lines: list[str], first: int, last: int
) -> Iterator[tuple[Problem, Edit]]:
    """The certain repairs of the problems on some lines (numbers from 1, both included) of a file."""
    for problem in problems:
        if problem.fix is None or not first <= problem.line <= last:
            continue
        if line_of(lines, problem.line).startswith(problem.fix.old, problem.col - 1):
            end = problem.col + len(problem.fix.old)
            yield problem, Edit(Span(problem.path, problem.line, problem.col, end), problem.fix.new)


def unloadable(path: str, fault: str, advice: str = "") -> Problem:
    """A site that cannot be read, as a problem of its configuration or of the file that the fault names."""
    if named := _FILE.match(fault):
        line, col = int(named[2] or 1), int(named[3] or 1)
        return Problem(named[1], line, col, "configuration", fault[named.end() :], advice)
    return Problem(path, 1, 1, "configuration", fault, advice)
