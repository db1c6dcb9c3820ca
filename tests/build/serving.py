"""A running `mkdocs serve`: what it says, and what it shows."""

from __future__ import annotations

import os
import queue
import socket
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

PATIENCE = 60.0  # s for a start or a build on a busy machine
AGAIN = 4.0  # s after which an edit is repeated: the first look of the watcher may come after it


@dataclass
class Server:
    """`lines` are those that it says, `address` is that of the site and ends in `/`."""

    folder: Path
    lines: queue.Queue[str] = field(default_factory=queue.Queue)
    address: str = ""

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
            if self.said("Detected file changes", AGAIN):
                said = self.said("Reloading browsers", PATIENCE)
                assert said, "it was not built anew"
                return said
        raise AssertionError("the edit was never seen")

    def write(self, file: str, text: str) -> str:
        """What it says while it builds after a file got another text."""
        return self.build_after(lambda: (self.folder / file).write_text(text, encoding="utf-8"))

    def show(self, path: str) -> str:
        """The HTML of a page."""
        with urllib.request.urlopen(self.address + path, timeout=PATIENCE) as answer:
            return str(answer.read().decode("utf-8"))


@contextmanager
def serving(folder: Path, *arguments: str) -> Iterator[Server]:
    """Serve the site of a folder, at a port that is free."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-u", "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}", *arguments],
        cwd=folder,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    server = Server(folder)

    def listen() -> None:
        for line in process.stderr or ():
            server.lines.put(line)

    threading.Thread(target=listen, daemon=True).start()
    try:
        said = server.said("Serving on", PATIENCE)
        assert said, "it did not start"
        server.address = said.split()[-1]
        yield server
    finally:
        process.terminate()
        process.wait(timeout=20)
