"""`mkdocs serve` builds anew after an edit to a page, to the bibliography and to the records."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture
def served(tiny: Path) -> Iterator[tuple[Path, subprocess.Popen[str]]]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-u", "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"],
        cwd=tiny,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    try:
        read_until(process, "Serving on")
        yield tiny, process
    finally:
        process.terminate()
        process.wait(timeout=20)


def read_until(process: subprocess.Popen[str], words: str) -> str:
    """What the server says up to a line with these words; fails if it stops before."""
    assert process.stderr is not None
    said = []
    for line in process.stderr:
        said.append(line)
        if words in line:
            return "".join(said)
    raise AssertionError(f"never said: {words}\n{''.join(said)}")


@pytest.mark.parametrize(
    ("file", "addition"),
    [
        ("docs/id/index.md", "\nKalimat baru.\n"),
        ("references.bib", "\n% a remark\n"),
        ("data/new.yml", "a: 1\n"),
    ],
)
def test_an_edit_is_seen(served: tuple[Path, subprocess.Popen[str]], file: str, addition: str) -> None:
    folder, process = served
    with (folder / file).open("a", encoding="utf-8") as changed:
        changed.write(addition)
    assert "Documentation built" in read_until(process, "Documentation built")


def test_an_edit_to_the_bibliography_changes_the_page(served: tuple[Path, subprocess.Popen[str]]) -> None:
    folder, process = served
    path = folder / "docs/id/paper/method.md"
    path.write_text(path.read_text(encoding="utf-8").replace("@hocking2014", "@nobody2000"), encoding="utf-8")
    said = read_until(process, "Documentation built")
    assert 'docs/id/paper/method.md:9:38: unknown citation key "nobody2000"' in said
