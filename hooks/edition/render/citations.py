"""Citations and references: what pandoc is asked, and what is made of its answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape
from pathlib import Path

from edition.model import Entry
from edition.patterns import late

_MARK = late(r'<div id="mark-(\d+)">\s*<p>(.*?)</p>\s*</div>', re.S)
_REFERENCE = late(r'<div id="ref-([^"]+)" class="csl-entry"[^>]*>\s*(.*?)\s*</div>', re.S)
_LINKED = late(r'<a href="#ref-([^"]+)" role="doc-biblioref">')
_NUMBERED = late(r'<a class="cite" href="#ref-([^"]+)">')
_ADDRESS = late(r'<a href="(?:[^"]*)">(.*?)</a>', re.S)

Strings = Mapping[str, str]


def mark(keys: Iterable[str]) -> str:
    """The citation of some keys, as authors write it; "" for none."""
    named = "; ".join(f"@{key}" for key in keys)
    return f"[{named}]" if named else ""


def options(bibliography: Path, style: Path, locale: str) -> list[str]:
    """What pandoc is called with to answer a `question`."""
    return [
        "--from=markdown", "--to=html", "--wrap=none", "--citeproc",
        f"--bibliography={bibliography}", f"--csl={style}", f"--metadata=lang:{locale}",
    ]  # fmt: skip


def question(marks: Sequence[str]) -> str:
    """The Markdown that pandoc is given: each citation in a block of its own, then all references.

    All entries are asked for, cited or not, so that 2024a and 2024b mean the same everywhere.
    """
    blocks = "\n\n".join(f"::: {{#mark-{index}}}\n{mark}\n:::" for index, mark in enumerate(marks))
    return f"---\nnocite: '@*'\nlink-citations: true\n---\n\n{blocks}\n"


def answer(html: str, marks: Sequence[str]) -> tuple[dict[str, str], dict[str, str]]:
    """The HTML of each citation by its source, and of each reference by its key, in their order."""
    inline = {marks[int(found[1])]: _linked(found[2]) for found in _MARK.finditer(html)}
    references = {found[1]: " ".join(found[2].split()) for found in _REFERENCE.finditer(html)}
    return inline, references


def _linked(mark: str) -> str:
    mark = re.sub(r"</?span[^>]*>", "", " ".join(mark.split()))
    return _LINKED.sub(r'<a class="cite" href="#ref-\1">', mark)


def number(html: str) -> tuple[str, dict[str, list[str]]]:
    """Give each citation of a page an id, and list the ids by key in the order of the page."""
    ids: dict[str, list[str]] = {}

    def numbered(found: re.Match[str]) -> str:
        marks = ids.setdefault(found[1], [])
        marks.append(f"cite-{found[1]}-{len(marks) + 1}")
        return f'<a class="cite" href="#ref-{found[1]}" id="{marks[-1]}">'

    return _NUMBERED.sub(numbered, html), ids


def sources(ids: Mapping[str, Sequence[str]], references: Mapping[str, str],
            entries: Mapping[str, Entry], strings: Strings) -> str:  # fmt: skip
    """The list at the foot of a page: each source that it cites, with the way back to each mark."""
    items = []
    for key, reference in references.items():
        if key in ids:
            back = " ".join(_back(mark, index, strings) for index, mark in enumerate(ids[key], 1))
            items.append(f'<li id="ref-{key}">{_sound(reference, entries.get(key), strings)} {back}</li>')
    title = escape(strings["sources"])
    return (
        f'\n<section class="sources" aria-labelledby="sources">\n<h2 id="sources">{title}</h2>\n'
        f'<ul class="references">\n{chr(10).join(items)}\n</ul>\n</section>\n'
    )


def _back(mark: str, index: int, strings: Strings) -> str:
    label = escape(strings["back_to_mark"].format(number=index))
    return f'<a class="backref" href="#{mark}" aria-label="{label}" title="{label}">↩\ufe0e</a>'


def _sound(reference: str, entry: Entry | None, strings: Strings) -> str:
    """A reference whose address is a link only where the address is known to be sound."""
    if entry is None or entry.get("linkstatus") != "untested":
        return reference
    text = _ADDRESS.sub(r'<span class="address">\1</span>', reference)
    return f'{text} <span class="untested">{escape(strings["untested_address"])}</span>'


def reference_list(
    references: Mapping[str, str],
    entries: Mapping[str, Entry],
    citing: Callable[[str], Iterable[tuple[str, str]]],
    note: Callable[[Entry], str],
    strings: Strings,
) -> str:
    """All references of a language, alphabetical.

    `citing` gives (address, title) of each page that cites a key, `note` the note on an entry in
    the language of the list.
    """
    items = []
    for key, reference in references.items():
        entry = entries.get(key)
        parts = [f"<p>{_sound(reference, entry, strings)}</p>"]
        text = note(entry) if entry else ""
        if text:
            parts.append(
                f'<p class="correction"><strong>{escape(strings["entry_note"])}</strong> {escape(text)}</p>'
            )
        pages = ", ".join(f'<a href="{escape(url)}">{escape(title)}</a>' for url, title in citing(key))
        if pages:
            parts.append(f'<p class="cited-on">{escape(strings["cited_on"])} {pages}</p>')
        items.append(f'<li id="ref-{key}">{"".join(parts)}</li>')
    return f'<ul class="references references--all" data-pagefind-weight="0.2">\n{chr(10).join(items)}\n</ul>'


def download(url: str, strings: Strings) -> str:
    """The link to the bibliography itself."""
    label = escape(strings["download_bibliography"])
    return f'<p class="download"><a href="{escape(url)}" download>{label}</a></p>\n'


_BRACES = late(r"(?<!\\)[{}]")


def plain(value: str) -> str:
    """The text of a BibTeX field without its braces and escapes."""
    return re.sub(r"\\([&%#_${}])", r"\1", _BRACES.sub("", value))
