"""Inline ignores: comments that say which problems, at their place, are there on purpose.

`<!-- edition: ignore RULE, RULE: reason -->` in a page, `# edition: ignore ...` in YAML and in TOML, `% ...` in
BibTeX. RULE is the name of a rule or of a family. An ignore covers the lines on which it stands; alone on a
line it covers also what follows: in a page the block up to the next blank line, in BibTeX the entry (which
itself can hold no comment), else the next line that is neither blank nor a comment. In front matter it
covers also the first line, at which lies what concerns the whole page.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from edition.model import Problem, Site, in_order
from edition.patterns import late
from edition.places import Place, Places
from edition.policy import Policy, is_known, unknown
from edition.rules import CATALOGUE, Rule
from edition.sources import code, front_matter
from edition.sources.texts import Texts

MARK = "edition: ignore"
REASON, UNUSED = "ignore-reason", "unused-ignore"
_OUTER = " \t>"  # what may stand around a comment that is alone on its line
_MARKDOWN = (".md", ".markdown", ".mdown", ".mkdn", ".mkd", ".html", ".txt")
_SIGNS = {".bib": "%", ".yml": "#", ".yaml": "#", ".toml": "#"}
_OPENING = late(r"<!--[ \t\n]*edition: ignore\b")
_SIGN = late(r"[^\n]")
_LINE = {sign: late(rf"(?<![^\s]){sign}[ \t]*edition: ignore\b([^\n]*)") for sign in "%#"}


class Ignore(NamedTuple):
    """An ignore at its place: `names` with their places, and the first and last lines that it covers."""

    place: Place
    names: tuple[tuple[str, Place], ...]
    reason: str
    first: int
    last: int
    used: set[str]  # names that a problem has needed


def apply(
    problems: Iterable[Problem], site: Site, active: Iterable[Rule], policy: Policy, texts: Texts
) -> list[Problem]:
    """The problems that nobody ignores, in their order, and those of the ignores themselves.

    `active` are the rules that could have found something in this run: no other is missed.
    """
    found, rules = list(problems), {rule.name: rule for rule in active}
    ignores = {path: list(find(path, text)) for path, text in _texts(found, site, rules, texts)}
    by_path: dict[str, list[Problem]] = {path: [] for path in ignores}
    for problem in found:
        if problem.path in by_path:
            by_path[problem.path].append(problem)
    ignored = {path: _ignored(by_path[path], own) for path, own in ignores.items()}
    kept = [problem for problem in found if problem not in ignored.get(problem.path, ())]
    for path, own in ignores.items():
        kept += (problem for problem in _faults(path, own, rules) if problem.rule in rules)
    left_out = policy.ignores()
    if policy.per_file:
        kept = [problem for problem in kept if not left_out(problem.path, CATALOGUE[problem.rule])]
    return in_order(kept)


def _texts(
    problems: Iterable[Problem], site: Site, rules: Iterable[str], texts: Texts
) -> Iterator[tuple[str, str]]:
    """The texts that hold an ignore, each with its path."""
    paths = {problem.path for problem in problems} - {page.path for page in site.pages.values()}
    paths |= {site.settings.path, *site.settings.records.values()}
    for page in site.pages.values():
        if MARK in page.document.text:
            places = _marks(page.document.text, page.document.places)
            paths |= {place.path or page.path for place in places}
    for path in sorted(paths):
        if MARK in (text := texts(path)):
            yield path, text
    # A bibliography that no rule has asked for is not read for the sake of its ignores.
    if any(CATALOGUE[name].family == "bibliography" for name in rules):
        for path in sorted(set(site.bibliography.texts) - paths):
            if MARK in (text := site.bibliography.texts[path]):
                yield path, text


def _marks(text: str, places: Places) -> Iterator[Place]:
    return (places.at(found.start()) for found in re.finditer(MARK, text))


def find(path: str, text: str) -> Iterator[Ignore]:
    """The ignores of a normalised text, in their order."""
    places = Places(text)
    if not path.lower().endswith(_MARKDOWN):
        sign = next((sign for end, sign in _SIGNS.items() if path.lower().endswith(end)), "")
        yield from _lines(text, places, sign, len(text)) if sign else ()
        return
    start = front_matter.body(text)
    for ignore in _lines(text, places, "#", start):
        yield Ignore(ignore.place, ignore.names, ignore.reason, 1, ignore.last, set())
    yield from _comments(text, places, start)


def _lines(text: str, places: Places, sign: str, stop: int) -> Iterator[Ignore]:
    """The ignores up to an offset that end with their line."""
    found = list(_LINE[sign].finditer(text, 0, stop))
    lines = _Lines(text, sign) if found else None
    for mark in found:
        place = places.at(mark.start())
        alone = lines is not None and lines.begins(place)
        last = lines.end_of_next(place.line) if lines and alone else place.line
        yield _ignore(mark[1], mark.start(1), places, place, last)


def _comments(text: str, places: Places, start: int) -> Iterator[Ignore]:
    """The ignores of a page's body. What stands in code is only shown to the reader, and ignores nothing."""
    opened = list(_OPENING.finditer(text, start))
    words = _OPENING.sub(lambda found: _SIGN.sub("x", found[0]), text[start:]) if opened else ""
    masked = code.mask(words)
    lines = _Lines(text, "") if opened else None
    done = start
    for found in opened:
        if found.start() < done or masked[found.start() - start] != "x":
            continue  # within another comment, or code
        end = text.find("-->", found.end())
        if end < 0 or lines is None:
            return
        done = end + 3
        place, close = places.at(found.start()), places.at(done)
        alone = lines.begins(place) and lines.ends(close)
        last = lines.end_of_next(close.line) if alone else close.line
        yield _ignore(text[found.end() : end], found.end(), places, place, last)


class _Lines:
    """What stands where on the lines of a text, and what follows them; each line is looked at once.

    `sign` begins a comment of one line, "" in a page.
    """

    def __init__(self, text: str, sign: str) -> None:
        lines = text.split("\n")
        self._begin = [len(line) - len(line.lstrip(_OUTER)) + 1 for line in lines]
        self._end = [len(line.rstrip(_OUTER)) + 1 for line in lines]
        self._last = [0] * (len(lines) + 1)  # of what follows a line: its last line
        follows, last = len(lines), len(lines)
        for number in range(len(lines), 0, -1):
            self._last[number] = last
            line = lines[number - 1].lstrip(_OUTER)
            if not line or (sign and line.startswith(sign)):
                continue
            if sign == "%" and line.startswith("@"):
                last, follows = follows, number - 1
            elif sign or number == len(lines) or not lines[number].strip(_OUTER):
                last = number

    def begins(self, place: Place) -> bool:
        """Whether nothing stands before a place on its line."""
        return self._begin[place.line - 1] >= place.col

    def ends(self, place: Place) -> bool:
        """Whether nothing stands behind it."""
        return self._end[place.line - 1] <= place.col

    def end_of_next(self, line: int) -> int:
        """The last line of what follows a line: of the block, of the entry, or that line itself."""
        return self._last[line]


def _ignore(body: str, offset: int, places: Places, place: Place, last: int) -> Ignore:
    listed, _, reason = body.partition(":")
    names = (
        (found[0].rstrip(), places.at(offset + found.start()))
        for found in re.finditer(r"[^\s,][^,]*", listed)
    )
    return Ignore(place, tuple(names), reason.strip(), place.line, last, set())


def _ignored(problems: Iterable[Problem], ignores: Iterable[Ignore]) -> set[Problem]:
    """The problems of one file, in their order, that its ignores cover; each ignore learns which of its names were
    needed."""
    named: dict[str, list[Problem]] = {}
    for problem in problems:
        for name in {problem.rule, CATALOGUE[problem.rule].family}:
            named.setdefault(name, []).append(problem)
    lines = {name: [problem.line for problem in own] for name, own in named.items()}
    ends: dict[str, int] = {}  # how far the problems of a name are ignored already
    ignored: set[Problem] = set()
    for ignore in sorted(ignores, key=lambda ignore: ignore.first):
        for name, _ in ignore.names:
            first = bisect_left(lines.get(name, ()), ignore.first)
            end = bisect_right(lines.get(name, ()), ignore.last)
            if first < end:
                ignore.used.add(name)
                ignored.update(named[name][max(first, ends.get(name, 0)) : end])
                ends[name] = max(end, ends.get(name, 0))
    return ignored


def _faults(path: str, ignores: Iterable[Ignore], rules: Iterable[str]) -> Iterator[Problem]:
    active = set(rules)
    for ignore in ignores:
        if not ignore.names:
            yield _problem(
                path, ignore.place, REASON, "the ignore names no rule", f"write {MARK} RULE: reason"
            )
        elif not ignore.reason:
            name = ignore.names[0][0]
            write = f"write {MARK} {name if is_known(name) else 'RULE'}: reason"
            yield _problem(path, ignore.place, REASON, "the ignore has no reason", write)
        for name, place in ignore.names:
            if not is_known(name):
                message, _, hint = unknown(name).partition("; ")
                yield _problem(path, place, REASON, message, hint)
            elif name not in ignore.used and _rules_of(name) <= active:
                message = f'nothing needs the ignore of "{name}" any more'
                yield _problem(path, place, UNUSED, message, "remove it")


def _rules_of(name: str) -> set[str]:
    """The rules that a name stands for, but for those that judge the ignores."""
    named = {rule.name for rule in CATALOGUE.values() if name in (rule.name, rule.family)}
    return named - {REASON, UNUSED}


def _problem(path: str, place: Place, rule: str, message: str, advice: str) -> Problem:
    return Problem(path, place.line, place.col, rule, message, advice, CATALOGUE[rule].severity)
