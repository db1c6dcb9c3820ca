"""The real site, built strictly once, served under a path of its own, and a Chromium to open it."""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request, sync_playwright

ROOT = Path(__file__).parents[2]
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@dataclass
class Site:
    """A built site at an address: `address` ends in `/edition/`, `pages` are paths below it."""

    folder: Path
    address: str
    pages: list[str] = field(default_factory=list)


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the tests' own output is what counts."""


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The site under /edition/, as on a host that serves other things beside it."""
    root = tmp_path_factory.mktemp("served")
    folder = root / "edition"
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(folder)]
    environment = {**os.environ, "SITE_URL": "https://edition.example/edition/"}  # 404.html needs the path
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    handler = functools.partial(_Quiet, directory=str(root))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        pages = sorted(
            path.parent.relative_to(folder).as_posix() + "/"
            for path in folder.rglob("index.html")
            if 'http-equiv="refresh"' not in path.read_text(encoding="utf-8")
        )
        pages = ["" if page == "./" else page for page in pages]
        yield Site(folder, f"http://127.0.0.1:{server.server_port}/edition/", pages)
        server.shutdown()


@pytest.fixture(
    scope="module"
)  # while it runs, no other event loop can: those of the language server's tests
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine and none could be installed")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": 1280, "height": 900})
    yield opened
    opened.close()


@pytest.fixture
def requests(page: Page) -> list[str]:
    """The addresses that the page asks for, as they come."""
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url)

    page.on("request", note)
    return asked
