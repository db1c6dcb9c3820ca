"""What the target of a link means. Pure text: nothing is looked up."""

from __future__ import annotations

import posixpath
import re
from functools import lru_cache
from urllib.parse import unquote

from edition.patterns import late

SCHEME = late(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
PAGE = late(r"\.(?:md|markdown|mdown|mkdn|mkd)$", re.I)
# Nothing about such a path is unusual: it names a Markdown file below a folder.
_PLAIN = late(r"(?:[\w-][\w.-]*+/)*+[\w-][\w.-]*\.md")
_PLAIN_FRAGMENT = late(r"[\w-]+")
_MOST_KNOWN = 100_000  # paths that are remembered


def split(target: str) -> tuple[str, str | None]:
    """Path and fragment of a target; the fragment is `None` where there is no `#`."""
    path, hash_sign, fragment = target.partition("#")
    return unquote(path.partition("?")[0]), unquote(fragment) if hash_sign else None


def resolve(src: str, target: str) -> str:
    """What a target on the page `src` means, as a path in the documentation folder."""
    path, _ = split(target)
    if path.startswith("/"):
        return path.lstrip("/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(src), path)) if path else src


class Resolver:
    """Resolves the targets of one page; a plain one in a tenth of the time."""

    def __init__(self, src: str) -> None:
        self._src = src
        folders = src.split("/")[:-1]
        # What a target that goes so many folders up begins with, and the folder in which it is then.
        self._folders = {
            "../" * up: "".join(f"{folder}/" for folder in folders[: len(folders) - up])
            for up in range(len(folders) + 1)
        }

    def read(self, target: str) -> tuple[str | None, str | None, bool]:
        """Path (`None`: it lies elsewhere on the web), fragment, and whether the target is a plain one: a Markdown
        file and perhaps an anchor."""
        path, hash_sign, fragment = target.partition("#")
        up, sign, name = path.rpartition("../")
        folder = self._folders.get(up + sign)
        if folder is not None and _is_plain(name) and (not hash_sign or _is_plain_fragment(fragment)):
            return folder + name, fragment if hash_sign else None, True
        if target.startswith("#"):
            return self._src, split(target)[1], False
        return None if SCHEME.match(target) else resolve(self._src, target), split(target)[1], False


# Pages are linked to again and again, and headings of one name are on many of them.
@lru_cache(maxsize=_MOST_KNOWN)
def _is_plain(path: str) -> bool:
    return _PLAIN.fullmatch(path) is not None


@lru_cache(maxsize=_MOST_KNOWN)
def _is_plain_fragment(fragment: str) -> bool:
    return _PLAIN_FRAGMENT.fullmatch(fragment) is not None
