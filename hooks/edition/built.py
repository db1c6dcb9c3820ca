"""A built site as values: its files, its pages, and where an address in one of them leads.

Paths are relative to the built folder and written with `/`; offsets count characters of the file.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from edition.cached import cached_property
from edition.patterns import late
from edition.places import Places

_SCHEME = late(r"[a-z][a-z0-9+.-]*:|//", re.I)
_BLANKS = str.maketrans("", "", "\t\n\r")  # what browsers leave out of an address


class Attribute(NamedTuple):
    """An attribute of a tag; `value` is decoded, `offset` that of the value as written, from the tag's `<`."""

    name: str
    value: str
    offset: int


class Tag(NamedTuple):
    """A start tag. `targets` are those of its attributes that hold one address, `candidates` the addresses
    in its `srcset` and `styles` those in its `style`, each with its own offset; `end` is its length."""

    name: str
    attributes: Mapping[str, Attribute]
    targets: tuple[Attribute, ...]
    candidates: tuple[Attribute, ...]
    styles: tuple[Attribute, ...]
    end: int

    def get(self, name: str) -> str:
        """The value of an attribute, "" where the tag has none of that name."""
        found = self.attributes.get(name)
        return found.value if found else ""


class Address(NamedTuple):
    """Where an address of the own site leads: `path` (a leading `..` leaves the site), `file` the file of
    the built site that a server sends for it, "" for none, and the fragment as written."""

    path: str
    file: str
    fragment: str


class _BuiltPage(NamedTuple):
    path: str
    text: str
    tags: tuple[tuple[int, Tag], ...] = ()
    styles: tuple[tuple[int, str], ...] = ()


class BuiltPage(_BuiltPage):
    """An HTML file. `tags` are its start tags that an address, an id or a rule depends on, each after its
    offset; `styles` are the addresses in its `<style>` elements, likewise."""

    @cached_property
    def places(self) -> Places:
        """Finds the place of an offset."""
        return Places(self.text)

    @cached_property
    def ids(self) -> frozenset[str]:
        """Everything that a fragment can name."""
        named = {tag.get("name") for _, tag in self.tags if tag.name == "a"}
        return frozenset(named | {tag.get("id") for _, tag in self.tags})

    @cached_property
    def redirects(self) -> bool:
        """Whether it only sends the reader on."""
        return any(tag.name == "meta" and tag.get("http-equiv").lower() == "refresh" for _, tag in self.tags)

    @cached_property
    def base(self) -> str:
        """The address from which its relative ones count, as its `<base>` says it, "" without one."""
        return next((tag.get("href") for _, tag in self.tags if tag.name == "base" and tag.get("href")), "")


class _Built(NamedTuple):
    folder: str
    pages: Mapping[str, BuiltPage]
    files: frozenset[str]
    texts: Mapping[str, str] = {}
    sheets: Mapping[str, tuple[tuple[int, str], ...]] = {}
    anchors: Mapping[str, frozenset[str]] = {}
    address: str = ""


class Built(_Built):
    """A built site. `folder` is what its paths are shown behind; `address` that of the site on the web, or "".

    Read when they are asked for: `texts` of files, `sheets` (the addresses in a style sheet, each after its
    offset) and `anchors` (the ids in an SVG file).
    """

    @cached_property
    def root(self) -> str:
        """The folder of the host in which the site lives, with both slashes."""
        return "/" + f"{urlsplit(self.address).path.strip('/')}/".lstrip("/")

    @cached_property
    def host(self) -> str:
        """The host of the site, "" where nobody knows it."""
        return urlsplit(self.address).netloc.lower()

    @cached_property
    def _addresses(self) -> dict[str, Addresses]:
        return {}

    def addresses(self, file: str) -> Addresses:
        """Where the addresses lead that stand in a file of the site."""
        if file not in self._addresses:
            self._addresses[file] = Addresses(self, file)
        return self._addresses[file]

    @cached_property
    def targets(self) -> list[tuple[BuiltPage, int, Tag, Attribute, Address]]:
        """Every attribute of every page that leads to the own site; the offset is that of its tag."""
        return list(_targets(self))

    def shown(self, path: str) -> str:
        """A path of the built site as messages show it."""
        return f"{self.folder}/{path}" if self.folder else path

    def file(self, path: str) -> str:
        """The file that a server sends for a path, "" for none."""
        if path in self.files:
            return path
        index = f"{path.rstrip('/')}/index.html".lstrip("/")
        return index if index in self.files else ""


class Addresses(dict[str, "Address | None"]):
    """Where each address that stands in one file leads, by the address; `None`: off the site."""

    def __init__(self, built: Built, file: str) -> None:
        super().__init__()
        page = built.pages.get(file)
        self._built, self._file = built, file
        self._folder: str | None = posixpath.dirname(file)
        self._based = bool(page and page.base)
        if page and page.base:
            base = self._path(page.base.partition("#")[0].partition("?")[0])
            self._folder = None if base is None else posixpath.dirname(base)

    def __missing__(self, written: str) -> Address | None:
        value = written
        if not value.isprintable() or value != value.strip():
            value = value.translate(_BLANKS).strip()
        wanted, _, fragment = value.partition("#")
        path = self._path(wanted.partition("?")[0])
        found = None if path is None else Address(path, self._built.file(path), fragment)
        self[written] = found
        return found

    def _path(self, wanted: str) -> str | None:
        """The path in the site that an address without query and fragment means."""
        if ":" in wanted or wanted[:1] == "/":
            if _SCHEME.match(wanted):
                return self._own(wanted)
            if wanted[0] == "/":
                return self._below_root(wanted)
        if self._folder is None:
            return None
        if not wanted:
            return f"{self._folder}/".lstrip("/") if self._based else self._file
        return _joined(self._folder, wanted)

    def _own(self, wanted: str) -> str | None:
        scheme, _, rest = wanted.partition("//")
        host, slash, path = rest.partition("/")
        own = scheme.lower() in ("", "http:", "https:") and host.lower() == self._built.host
        return self._below_root(slash + path or "/") if own and host else None

    def _below_root(self, wanted: str) -> str | None:
        root = self._built.root
        wanted = f"{wanted}/" if f"{wanted}/" == root else wanted
        return _joined("", wanted[len(root) :]) if wanted.startswith(root) else None


def _joined(folder: str, wanted: str) -> str:
    """A relative path from a folder; unlike in a browser, what leads above the site stays above it."""
    wanted = unquote(wanted) if "%" in wanted else wanted
    path = posixpath.normpath(f"{folder}/{wanted}".lstrip("/"))
    if path == ".":
        return ""
    return f"{path}/" if wanted.endswith(("/", "/.", "/..")) or wanted in (".", "..") else path


def _targets(built: Built) -> Iterator[tuple[BuiltPage, int, Tag, Attribute, Address]]:
    for page in built.pages.values():
        addresses = built.addresses(page.path)
        for offset, tag in page.tags:
            for target in tag.targets:
                address = addresses[target.value]
                if address is not None:
                    yield page, offset, tag, target, address
