"""`mkdocs serve` builds anew after an edit to a page, to the bibliography and to the records."""

from __future__ import annotations

import os
import queue
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

PATIENCE = 60.0  # s for a start or a build on a busy machine
AGAIN = 4.0  # s after which an edit is repeated: the first look of the watcher may come after it


@dataclass
class Server:
    """A running `mkdocs serve`, and the lines that it says."""

    folder: Path
    lines: queue.Queue[str]

    def said(self, words: str, patience: float) -> str | None:
        """What it says up to a line with these words; `None` if that takes too long."""
        heard: list[str] = []
        try:
            while True:
                heard.append(self.lines.get(timeout=patience))
                if words in heard[-1]:
                    return "".join(heard)
        except queue.Empty:
            return None

    def build_after(self, edit: Callable[[], object]) -> str:
        """What it says while it builds after an edit."""
        for _ in range(int(PATIENCE / AGAIN)):
            edit()
            if said := self.said("Documentation built", AGAIN):
                return said
        raise AssertionError("the edit was never seen")


@pytest.fixture
def server(tiny: Path) -> Iterator[Server]:
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
    assert process.stderr is not None
    started = Server(tiny, queue.Queue())
    listener = threading.Thread(
        target=lambda: [started.lines.put(line) for line in process.stderr or ()], daemon=True
    )
    listener.start()
    try:
        assert started.said("Serving on", PATIENCE)
        yield started
    finally:
        process.terminate()
        process.wait(timeout=20)


@pytest.mark.parametrize(
    ("file", "addition"),
    [
        ("docs/id/index.md", "\nKalimat baru.\n"),
        ("references.bib", "\n% a remark\n"),
        ("data/contacts.yml", "\n# a remark\n"),
    ],
)
def test_an_edit_is_seen(server: Server, file: str, addition: str) -> None:
    def edit() -> None:
        with (server.folder / file).open("a", encoding="utf-8") as changed:
            changed.write(addition)

    assert "WARNING" not in server.build_after(edit)


def test_an_edit_is_checked(server: Server) -> None:
    path = server.folder / "docs/id/paper/method.md"
    wrong = path.read_text(encoding="utf-8").replace("@hocking2014", "@nobody2000")
    said = server.build_after(lambda: path.write_text(wrong, encoding="utf-8"))
    assert 'docs/id/paper/method.md:9:38: unknown citation key "nobody2000"' in said
