"""Inline ignores: comments that say which problems, at their place, are there on purpose.

`<!-- edition: ignore RULE, RULE: reason -->` in a page, `# edition: ignore ...` in YAML and in TOML, `% ...` in
BibTeX. RULE is the name of a rule or of a family. An ignore covers the lines on which it stands; alone on a
line it covers also what follows: in a page the block up to the next blank line, in BibTeX the entry, else
the next line that is not blank. In front matter it covers also the first line, at which lies what
concerns the whole page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from edition.model import Problem, Site
from edition.places import Place, Places
from edition.policy import Policy, known, unknown
from edition.rules import CATALOGUE, Rule
from edition.sources import code, front_matter
from edition.sources.lines import normalise
from edition.sources.texts import Texts

MARK = "edition: ignore"
REASON, UNUSED = "ignore-reason", "unused-ignore"
_MARKDOWN = (".md", ".markdown", ".mdown", ".mkdn", ".mkd", ".html", ".txt")
_SIGNS = {".bib": "%", ".yml": "#", ".yaml": "#", ".toml": "#"}
_OPENING = re.compile(r"<!--[ \t\n]*edition: ignore\b")
_SIGN = re.compile(r"[^\n]")
_LINE = {sign: re.compile(rf"(?<![^\s]){sign}[ \t]*edition: ignore\b([^\n]*)") for sign in "%#"}


@dataclass(frozen=True)
class Ignore:
    """An ignore at its place: `names` with their places, and the first and last lines that it covers."""

    place: Place
    names: tuple[tuple[str, Place], ...]
    reason: str
    first: int
    last: int
    used: set[str] = field(default_factory=set)  # names that a problem has needed


def apply(
    problems: Iterable[Problem], site: Site, active: Iterable[Rule], policy: Policy, texts: Texts
) -> list[Problem]:
    """The problems that nobody ignores, in their order, and those of the ignores themselves.

    `active` are the rules that could have found something in this run: no other is missed.
    """
    found, rules = list(problems), {rule.name: rule for rule in active}
    ignores = {path: list(find(path, text)) for path, text in _texts(found, site, rules, texts)}
    kept = [problem for problem in found if not _ignored(problem, ignores.get(problem.path, ()))]
    for path, own in ignores.items():
        kept += (problem for problem in _faults(path, own, rules) if problem.rule in rules)
    left_out = policy.ignores()
    if policy.per_file:
        kept = [problem for problem in kept if not left_out(problem.path, CATALOGUE[problem.rule])]
    return sorted(kept)


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
                yield path, normalise(text)


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
        yield Ignore(ignore.place, ignore.names, ignore.reason, 1, ignore.last)
    yield from _comments(text, places, start)


def _lines(text: str, places: Places, sign: str, stop: int) -> Iterator[Ignore]:
    """The ignores up to an offset that end with their line."""
    lines = text.split("\n")
    for found in _LINE[sign].finditer(text, 0, stop):
        place = places.at(found.start())
        last = place.line
        if not lines[last - 1][: place.col - 1].strip():
            last = _entry(lines, last) if sign == "%" else _next(lines, last)
        yield _ignore(found[1], found.start(1), places, place, last)


def _next(lines: Sequence[str], line: int) -> int:
    """The next line that is not blank; the last one where none is left."""
    return next((n for n in range(line + 1, len(lines) + 1) if lines[n - 1].strip()), len(lines))


def _entry(lines: Sequence[str], line: int) -> int:
    """The last line of the entry that begins next; inside an entry, the next line."""
    first = _next(lines, line)
    if not lines[first - 1].lstrip().startswith("@"):
        return first
    begins = (n for n in range(first + 1, len(lines) + 1) if lines[n - 1].startswith("@"))
    return next(begins, len(lines) + 1) - 1


def _comments(text: str, places: Places, start: int) -> Iterator[Ignore]:
    """The ignores of a page's body. What stands in code is only shown to the reader, and ignores nothing."""
    opened = list(_OPENING.finditer(text, start))
    words = _OPENING.sub(lambda found: _SIGN.sub("x", found[0]), text[start:]) if opened else ""
    masked = code.mask(words)
    lines = text.split("\n")
    for found in opened:
        end = text.find("-->", found.end())
        if end < 0:
            return
        if masked[found.start() - start] != "x":
            continue
        place, close = places.at(found.start()), places.at(end + 3)
        alone = not (lines[place.line - 1][: place.col - 1] + lines[close.line - 1][close.col - 1 :]).strip(
            " \t>"
        )
        last = _block(lines, close.line) if alone else close.line
        yield _ignore(text[found.end() : end], found.end(), places, place, last)


def _block(lines: Sequence[str], line: int) -> int:
    """The last line of the block that follows a line, blank lines between them left out."""
    line = _next(lines, line)
    while line < len(lines) and lines[line].strip():
        line += 1
    return line


def _ignore(body: str, offset: int, places: Places, place: Place, last: int) -> Ignore:
    listed, _, reason = body.partition(":")
    names = (
        (found[0].rstrip(), places.at(offset + found.start()))
        for found in re.finditer(r"[^\s,][^,]*", listed)
    )
    return Ignore(place, tuple(names), reason.strip(), place.line, last)


def _ignored(problem: Problem, ignores: Iterable[Ignore]) -> bool:
    wanted = (problem.rule, CATALOGUE[problem.rule].family)
    ignored = False
    for ignore in ignores:
        needed = {name for name, _ in ignore.names if name in wanted}
        if needed and ignore.first <= problem.line <= ignore.last:
            ignore.used.update(needed)
            ignored = True
    return ignored


def _faults(path: str, ignores: Iterable[Ignore], rules: Iterable[str]) -> Iterator[Problem]:
    valid, active = known(), set(rules)
    for ignore in ignores:
        if not ignore.names:
            yield _problem(
                path, ignore.place, REASON, "the ignore names no rule", f"write {MARK} RULE: reason"
            )
        elif not ignore.reason:
            name = ignore.names[0][0]
            write = f"write {MARK} {name if name in valid else 'RULE'}: reason"
            yield _problem(path, ignore.place, REASON, "the ignore has no reason", write)
        for name, place in ignore.names:
            if name not in valid:
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
