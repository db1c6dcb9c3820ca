"""Targets of links: from what is written in a page to a file of the documentation, and back."""

from __future__ import annotations

import posixpath
import re
from urllib.parse import unquote

_ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
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
    path = unquote(split(target)[0])
    if _ELSEWHERE.match(target):
        return None
    if not path:
        return src
    found = posixpath.normpath(path[1:] if path[0] == "/" else posixpath.join(posixpath.dirname(src), path))
    return None if found.startswith("..") else found


def relative(src: str, to: str) -> str:
    """How the page `src` writes the path `to`, fit for a Markdown link."""
    return posixpath.relpath(to, posixpath.dirname(src) or ".").translate(_ENCODED)
