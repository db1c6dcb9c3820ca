"""Certain repairs: applied to texts, shown as a unified diff, written to files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate
from pathlib import Path

from edition.model import Problem
from edition.patterns import late
from edition.sources.config import ConfigError
from edition.sources.texts import inside

_LINE_END = late(r"\r\n|\r|\n")


def mend(text: str, problems: Iterable[Problem]) -> str:
    """A text as it is in its file, with each repair whose old words stand at their place.

    Of repairs that touch each other the first is applied. Line ends, a byte order mark and all else stay.
    """
    parts, done = [""], 0
    for start, end, new in _apart(sorted(_edits(text, problems), key=lambda edit: edit[:2])):
        parts += text[done:start], new
        done = end
    return "".join([*parts, text[done:]])


def _edits(text: str, problems: Iterable[Problem]) -> Iterator[tuple[int, int, str]]:
    """The range of each repair in the text, and what comes there."""
    lines = _LINE_END.split(text)
    ends = [found[0] for found in _LINE_END.finditer(text)]
    starts = [0, *accumulate(len(line) + len(end) for line, end in zip(lines, ends, strict=False))]
    for problem in problems:
        if problem.fix is None or not 1 <= problem.line <= len(lines):
            continue
        mark = problem.line == 1 and text.startswith("\ufeff")
        start = starts[problem.line - 1] + problem.col - 1 + mark
        old = r"(?:\r\n|\r|\n)".join(map(re.escape, problem.fix.old.split("\n")))
        found = re.compile(old).match(text, start)
        if found and problem.col <= len(lines[problem.line - 1]) - mark + 1:
            yield start, found.end(), problem.fix.new.replace("\n", ends[0] if ends else "\n")


def _apart(edits: Iterable[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    last = (-1, -1)
    for start, end, new in edits:
        if start >= last[1] and start != last[0]:
            last = (start, end)
            yield start, end, new


def mended(root: Path, problems: Iterable[Problem]) -> dict[str, tuple[str, str]]:
    """For each path with repairs that can be made, the text of its file now and with them. A file that is no
    UTF-8 stays as it is.

    Raises ConfigError where a file cannot be read.
    """
    found: dict[str, tuple[str, str]] = {}
    by_path: dict[str, list[Problem]] = {}
    for problem in problems:
        if problem.fix is not None:
            by_path.setdefault(problem.path, []).append(problem)
    for path, own in sorted(by_path.items()):
        file = inside(root, path)
        if file is None:
            continue
        try:
            text = file.read_bytes().decode()
        except UnicodeDecodeError:
            continue  # which is a problem of its own
        except OSError as error:
            raise ConfigError(f"{path} cannot be read: {error.strerror}") from error
        if (new := mend(text, own)) != text:
            found[path] = text, new
    return found


def diff(changes: Mapping[str, tuple[str, str]]) -> str:
    """A unified diff that `git apply` and `patch -p1` take."""
    from difflib import unified_diff  # only where something is mended

    shown: list[str] = []
    for path, (old, new) in changes.items():
        for line in unified_diff(_lines(old), _lines(new), f"a/{path}", f"b/{path}"):
            shown.append(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n")
    return "".join(shown)


def _lines(text: str) -> list[str]:
    """Lines with their ends; only `\\n` ends one, as in the programs that apply a diff."""
    return [f"{line}\n" for line in text.split("\n")[:-1]] + (
        [last] if (last := text.rpartition("\n")[2]) else []
    )


def write(root: Path, changes: Mapping[str, tuple[str, str]]) -> None:
    """Write the new texts, each file at once or not at all, with the permissions that it had.

    Raises ConfigError where a file cannot be written or leads out of the project.
    """
    for path, (_, new) in changes.items():
        file = inside(root, path)
        if file is None:
            raise ConfigError(f"{path} lies outside of the project: it is not mended")
        try:
            _replace(file, new.encode())
        except OSError as error:
            raise ConfigError(f"{path} cannot be written: {error.strerror}") from error


def _replace(file: Path, content: bytes) -> None:
    import tempfile

    mode = file.stat().st_mode & 0o7777
    with tempfile.NamedTemporaryFile(dir=file.parent, prefix=f".{file.name}.", delete=False) as temporary:
        made = Path(temporary.name)
        try:
            temporary.write(content)
            temporary.close()  # before it is renamed: other systems than Linux insist
            made.chmod(mode)
            made.replace(file)
        except BaseException:
            made.unlink(missing_ok=True)
            raise
