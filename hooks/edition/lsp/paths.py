"""Targets of links: from what is written in a page to a file of the documentation, and back."""

from __future__ import annotations

import posixpath
from urllib.parse import unquote

from edition import targets

_ENCODED = {ord(sign): f"%{ord(sign):02X}" for sign in " ()<>%?#"}


def split(target: str) -> tuple[str, str]:
    """The path of a target and the rest of it (query and fragment, with their signs), as written."""
    end = min((target.find(sign) for sign in "?#" if sign in target), default=len(target))
    return target[:end], target[end:]


def fragment(target: str) -> str:
    """The anchor that a target names, decoded, "" for none."""
    return unquote(target.partition("#")[2])


def resolve(src: str, target: str) -> str | None:
    """The path in the documentation that a target on the page `src` means; `None`: it lies elsewhere."""
    found = None if targets.SCHEME.match(target) else targets.resolve(src, target)
    return None if found is None or found.startswith("..") else found


def relative(src: str, to: str) -> str:
    """How the page `src` writes the path `to`, fit for a Markdown link."""
    return posixpath.relpath(to, posixpath.dirname(src) or ".").translate(_ENCODED)
