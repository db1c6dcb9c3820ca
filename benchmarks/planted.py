"""Measure the checks as an outsider does: sound sites, and one planted defect at a time.

Prints `name: value` lines: how many kinds are planted, found (something new is reported in the file) and
found at their line and column, how many near misses get the right suggestion first, and the false alarms
on the sound sites; then what was missed. The table of plants, `tests/planted/plants.yml`, says how it is read.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from unittest import mock

import yaml

FOLDER = Path(__file__).parent.parent / "tests" / "planted"
BASES = ("bilingual", "generic", "listed", "generated")
HERE = "⟦here⟧"
TODAY = "1795521600"  # 24 November 2026, as seconds

Report = tuple[str, int, int, str, str, str]  # path, line, column, rule, message, advice


@dataclass(frozen=True)
class Result:
    """What the checks said of one plant: what is new against the base, and whether it is the planted thing."""

    plant: Mapping[str, Any]
    place: tuple[str, int, int] | None
    reports: tuple[Report, ...]
    failure: str = ""

    @property
    def sound(self) -> bool:
        """Whether nothing is to be reported at all."""
        return bool(self.plant.get("sound"))

    @property
    def found(self) -> bool:
        """Whether anything new is reported in the file."""
        return self.place is not None and any(report[0] == self.place[0] for report in self.reports)

    @property
    def at_place(self) -> bool:
        """Whether that is at the line and column."""
        return any(report[:3] == self.place for report in self.reports)

    @property
    def suggestion(self) -> str:
        """The first advice at the place, else in the file."""
        at_place = [report for report in self.reports if report[:3] == self.place]
        in_file = [report for report in self.reports if self.place and report[0] == self.place[0]]
        return next((report[5] for report in at_place or in_file if report[5]), "")

    @property
    def right(self) -> bool:
        """Whether all is as it should be."""
        if self.failure or self.sound:
            return not self.failure and not self.reports
        return self.at_place and self.well_advised

    @property
    def well_advised(self) -> bool:
        """Whether the first advice names what it should; True where nothing near was missed."""
        return str(self.plant.get("suggest", "")) in self.suggestion


@cache
def plants() -> tuple[Mapping[str, Any], ...]:
    """The table."""
    return tuple(yaml.safe_load((FOLDER / "plants.yml").read_text(encoding="utf-8")))


def check(folder: Path) -> tuple[list[Report], str]:
    """What `edition check` prints for a site, and why it failed ("" where it did not)."""
    from edition.cli import main

    out, err = io.StringIO(), io.StringIO()
    try:
        with (
            mock.patch.dict(os.environ, SOURCE_DATE_EPOCH=TODAY),
            contextlib.chdir(folder),
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(err),
        ):
            status = main(["check", "--format", "json"])
    except Exception as error:  # a crash is a result too
        return [], f"{type(error).__name__}: {error}"
    if status == 2:
        return [], err.getvalue().strip()
    names = ("path", "line", "col", "rule", "message", "advice")
    return [tuple(found[name] for name in names) for found in json.loads(out.getvalue())], ""


@cache
def base_reports(base: str) -> tuple[tuple[Report, ...], str]:
    """What is said of a sound site; every one of these is a false alarm."""
    found, failure = check(FOLDER / base)
    return tuple(found), failure


def run(plant: Mapping[str, Any]) -> Result:
    """Plant one defect in a copy of its base, and check it."""
    base = str(plant.get("base", "bilingual"))
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made) / "site"
        shutil.copytree(FOLDER / base, folder)
        place = _plant(plant, folder)
        found, failure = check(folder)
    known = Counter(_without_place(report) for report in base_reports(base)[0])
    new = []
    for report in found:
        if known[_without_place(report)] > 0:
            known[_without_place(report)] -= 1
        else:
            new.append(report)
    return Result(plant, place, tuple(new), failure)


def _without_place(report: Report) -> tuple[str, ...]:
    return report[0], *report[3:]


def _plant(plant: Mapping[str, Any], folder: Path) -> tuple[str, int, int] | None:
    """Make the changes; the place that is marked, or named."""
    marked = None
    own = [plant] if "in" in plant else []
    for edit in (*own, *plant.get("edits", ())):
        marked = _edit(edit, folder) or marked
    if "place" in plant:
        path, line, column = str(plant["place"]).rsplit(":", 2)
        return path, int(line), int(column)
    if marked is None and not plant.get("sound"):
        raise ValueError(f"{plant['id']}: no place")
    return marked


def _edit(edit: Mapping[str, Any], folder: Path) -> tuple[str, int, int] | None:
    name = str(edit["in"])
    path = folder / name
    if edit.get("delete"):
        path.unlink()
        return None
    path.parent.mkdir(parents=True, exist_ok=True)
    if "link" in edit:
        path.symlink_to(edit["link"])
        return (name, 1, 1)
    text, codec = _text(edit, path), "latin-1" if "bytes" in edit else "utf-8"
    before, mark, after = text.partition(HERE)
    path.write_bytes((before + after).encode(codec))
    lines = before.replace("\r\n", "\n").split("\n")
    return (name, len(lines), len(lines[-1].removeprefix("\ufeff")) + 1) if mark else None


def _text(edit: Mapping[str, Any], path: Path) -> str:
    for name in ("write", "bytes"):
        if name in edit:
            return str(edit[name])
    text = path.read_bytes().decode()
    if "append" in edit:
        return f"{text}\n{edit['append']}"
    if text.count(edit["find"]) != 1:
        raise ValueError(f"{edit['in']} holds {edit['find']!r} {text.count(edit['find'])} times")
    return text.replace(edit["find"], edit["put"])


def kinds(results: Iterable[Result]) -> dict[str, list[Result]]:
    """The results by kind: `A01b` is one more plant of the kind `A01`."""
    found: dict[str, list[Result]] = {}
    for result in results:
        if not result.sound:
            found.setdefault(str(result.plant["id"]).rstrip("bcdefgh"), []).append(result)
    return found


def summary(results: list[Result]) -> Iterator[str]:
    """The lines that are printed."""
    by_kind = kinds(results)
    advised = [result for result in results if "suggest" in result.plant]
    alarms = [report for base in BASES for report in base_reports(base)[0]]
    alarms += [report for result in results if result.sound for report in result.reports]
    yield f"kinds: {len(by_kind)}"
    yield f"found: {sum(all(one.found for one in same) for same in by_kind.values())}"
    yield f"at_place: {sum(all(one.at_place for one in same) for same in by_kind.values())}"
    yield f"near_misses: {len(advised)}"
    yield f"suggestions: {sum(result.well_advised for result in advised)}"
    yield f"false_alarms: {len(alarms)}"
    yield f"failures: {sum(bool(result.failure) for result in results)}"


def main() -> None:
    """Run all plants, or those that are named, and print the numbers and what was missed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument(
        "--pending", action="store_true", help="print only the names of what is not at its place"
    )
    parser.add_argument("ids", nargs="*", help="only these plants, with everything that is said of them")
    options = parser.parse_args()
    wanted = options.ids
    for base in BASES:
        if failure := base_reports(base)[1]:
            raise SystemExit(f"{base}: {failure}")
    results = [run(plant) for plant in plants() if not wanted or plant["id"] in wanted]
    if options.pending:
        print("\n".join([str(result.plant["id"]) for result in results if not result.right] + _unsound()))
        return
    for line in summary(results):
        print(line)
    for base in BASES:
        for alarm in base_reports(base)[0]:
            print(f"false alarm on {base}: {_line(alarm)}")
    for result in results:
        for line in _verdict(result, bool(wanted)):
            print(line)


def _unsound() -> list[str]:
    return [base for base in BASES if base_reports(base)[0]]


def _verdict(result: Result, everything: bool) -> Iterator[str]:
    name = f"{result.plant['id']} ({result.plant['kind']})"
    place = ":".join(map(str, result.place or ()))
    in_file = [_line(report) for report in result.reports if result.place and report[0] == result.place[0]]
    if result.failure:
        yield f"failure: {name} {place}: {result.failure}"
    if result.sound:
        yield from (f"false alarm: {name}: {_line(report)}" for report in result.reports)
    elif not result.found:
        yield f"missed: {name} at {place}"
    elif not result.at_place:
        yield f"elsewhere: {name} at {place}, reported: {' | '.join(in_file[:3])}"
    elif not result.well_advised:
        yield f'suggestion: {name} at {place}: "{result.suggestion}" lacks "{result.plant["suggest"]}"'
    if everything:
        yield from (f"    {_line(report)}" for report in result.reports)


def _line(report: Report) -> str:
    path, line, column, rule, message, advice = report
    return f"{path}:{line}:{column}: {message}; {advice} [{rule}]"


if __name__ == "__main__":
    main()
