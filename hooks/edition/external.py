"""What the web answers to the addresses of a site."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from edition import lychee
from edition.addresses import uses
from edition.model import Answer, Site
from edition.sources.config import ConfigError

CACHE = ".cache/edition"  # in the folder of mkdocs.yml
_GONE = (404, 410)
_PROBES = 3  # addresses that are asked once more to learn whether there is a network


def answers(site: Site, root: Path, manners: lychee.Manners = lychee.POLITE) -> dict[str, Answer]:
    """What each address of the site answers, for `Site.external`; `root` is the folder of mkdocs.yml.

    Nothing is said of addresses that lychee leaves out (reserved, private) or cannot read. Raises ConfigError
    where lychee is missing or fails, and where there is no network.
    """
    addresses = sorted({use.address for use in uses(site)})
    if not addresses:
        return {}
    folder = _folder(root)
    replies = lychee.ask(addresses, folder, manners, cache=True)
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


def _answer(address: str, reply: lychee.Reply, manners: lychee.Manners) -> Answer:
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


def _online(replies: Mapping[str, lychee.Reply], folder: Path, manners: lychee.Manners) -> bool:
    """Whether anything answered just now. Answers from the cache prove nothing: some are asked once more."""
    fresh = [reply for reply in replies.values() if not reply.cached]
    if not fresh or any(reply.code for reply in fresh):
        return True
    known = [address for address, reply in replies.items() if reply.cached][:_PROBES]
    return bool(known) and any(
        reply.code for reply in lychee.ask(known, folder, manners, cache=False).values()
    )


def _with_known_moves(replies: Mapping[str, lychee.Reply], folder: Path) -> dict[str, lychee.Reply]:
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
