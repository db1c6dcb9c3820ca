"""One Markdown text to a `Document`: read once, everything with its place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from edition.cached import cached_property
from edition.model import Block, CitationGroup, FrontMatter, Heading, Link, Mark
from edition.patterns import late
from edition.places import Places, Spliced
from edition.sources import attributes, blocks, citations, code, front_matter, headings, inline, snippets
from edition.sources.lines import normalise

Extensions = Mapping[str, Mapping[str, Any]]

# Templates have two braces, or a per cent sign.
_ATTRIBUTE_LIST = late(r"\{(?<!\{\{)(?!%):?[ ]*+([^{}\n]*+)\}")
# Of pymdownx.blocks: behind the name of an element, or among the options of a block, which follow it at once.
_BLOCK_ID = late(
    r"\n[ \t>]*+///++[ ]*+(?:html[ ]*+\|[ ]*+[\w-]*+(?:\.[\w-]++)*+#([\w-]+)"
    r"|[\w-]++[^\n]*+\n(?:[ ]{4}[^\n]*+\n){0,8}?[ ]{4}[ ]*+attrs:[ ]*+\{[^{}\n]*?\bid:[ ]*+['\"]?([\w-]+))"
)
_OWN_ID = late(r"(?:#|\bid=['\"]?)([^\s'\"]+)")
_WORD = late(r"\w+")
_TAB = late(r"^[ \t]*===[+!]*[ ]+(?:\"([^\"\n]+)\"|'([^'\n]+)')", re.M)


class Source:
    """A Markdown text, of which each part is read when it is first asked for; see `edition.model.Document`."""

    def __init__(
        self,
        source: str,
        text: str,
        places: Places,
        reader: Reader,
        missing: Sequence[Mark] = (),
    ) -> None:
        self.source = source
        self.text = text
        self.places = places
        self.missing_snippets = missing
        self._reader = reader

    @cached_property
    def front_matter(self) -> FrontMatter:
        return front_matter.parse(self._own)

    @cached_property
    def _own(self) -> str:
        """The text without its snippets, whose front matter would be that of other pages."""
        return normalise(self.source) if isinstance(self.places, Spliced) else self.text

    @cached_property
    def masked(self) -> str:
        """The text with its front matter, its code and its comments blank."""
        return code.blank(self.text[: self._body]) + code.mask(self.text[self._body :])

    @cached_property
    def _body(self) -> int:
        return front_matter.body(self._own)

    @cached_property
    def _inline(self) -> inline.Inline:
        return inline.find(self.text, self.masked, self.places)

    @property
    def links(self) -> list[Link]:
        return self._inline.links

    @property
    def citations(self) -> list[CitationGroup]:
        return self._inline.groups

    @cached_property
    def bare_citations(self) -> tuple[Mark, ...]:
        return tuple(citations.bare(self._inline.rest, self.places)) if self._inline.rest else ()

    @property
    def claims(self) -> list[Mark]:
        return self._inline.claims

    @property
    def terms(self) -> list[Mark]:
        return self._inline.terms

    @property
    def labels(self) -> list[Mark]:
        return self._inline.labels

    @property
    def used_labels(self) -> frozenset[str]:
        return frozenset(self._inline.used_labels)

    @property
    def undefined_labels(self) -> list[Mark]:
        return self._inline.undefined_labels

    @property
    def loose(self) -> set[str]:
        return self._inline.loose

    @property
    def footnotes(self) -> list[Mark]:
        return self._inline.footnotes if self._reader.has("footnotes") else []

    @property
    def used_footnotes(self) -> frozenset[str]:
        return frozenset(self._inline.used_footnotes)

    @property
    def undefined_footnotes(self) -> list[Mark]:
        known = {note.name for note in self._inline.footnotes} if self._inline.used_footnotes else ()
        return [
            Mark(name, self.places.at(start), start)
            for name, start in self._inline.used_footnotes.items()
            if name not in known
        ]

    @property
    def abbreviations(self) -> list[Mark]:
        return self._inline.abbreviations if self._reader.has("abbr") else []

    @property
    def used_abbreviations(self) -> frozenset[str]:
        names = {mark.name for mark in self.abbreviations}
        words = Counter(_WORD.findall(self.masked)) if names else Counter()
        defined = Counter(mark.name for mark in self.abbreviations)
        used = {name for name in names if words[name] > defined[name]}
        longer = "|".join(
            re.escape(name) for name in sorted(names, key=len, reverse=True) if not name.isalnum()
        )
        used.update(re.findall(rf"(?<!\*\[)(?<!\w)(?:{longer})(?!\w)", self.masked) if longer else ())
        return frozenset(used)

    @cached_property
    def definitions(self) -> list[Mark]:
        return (
            list(blocks.definitions(self.masked, self.text, self.places))
            if self._reader.has("def_list")
            else []
        )

    @cached_property
    def _attribute_ids(self) -> list[Mark]:
        if "{" not in self.masked or not self._reader.has("attr_list"):
            return []
        found = []
        for listed in _ATTRIBUTE_LIST.finditer(self.masked):
            if "#" in listed[1] or "id=" in listed[1]:
                own = attributes.own_id(listed[1]).replace("\\", "")
                places = [each.start(1) for each in _OWN_ID.finditer(listed[1]) if each[1] == own]
                start = listed.start(1) + (places[-1] if places else 0)
                found += [Mark(own, self.places.at(start), start, start + len(own))] if own else []
        return found

    @cached_property
    def _block_ids(self) -> list[Mark]:
        """The ids of blocks: `/// html | div#here`, and `attrs: {id: here}` below such a line."""
        found = _BLOCK_ID.finditer(f"\n{self.masked}") if "///" in self.masked else ()
        spans = ((each.start(each.lastindex or 0) - 1, each[each.lastindex or 0]) for each in found)
        return [Mark(name, self.places.at(start), start, start + len(name)) for start, name in spans]

    @cached_property
    def own_ids(self) -> list[Mark]:
        found = [*self._inline.html_ids, *self._attribute_ids, *self._block_ids]
        return sorted(found, key=lambda mark: mark.start)

    @cached_property
    def headings(self) -> tuple[Heading, ...]:
        taken = self._inline.taken.union(mark.name for mark in self._attribute_ids)
        lists, slug = self._reader.has("attr_list"), self._reader.slug
        sane = self._reader.has("pymdownx.saneheaders")
        found = headings.find(self.text, self.masked, self.places, taken, slug, lists, self._body, sane)
        return tuple(found)

    @cached_property
    def ids(self) -> frozenset[str]:
        found = {heading.id for heading in self.headings}
        found.update(mark.name for mark in self.own_ids)
        for note in self._inline.footnotes:
            found.update((f"fn:{note.name}", f"fnref:{note.name}"))
        found.update(self._tabs())
        return frozenset(found)

    def _tabs(self) -> Iterable[str]:
        """The anchors of tabs, where mkdocs.yml asks for them."""
        options = self._reader.options("pymdownx.tabbed")
        slug = options.get("slugify")
        if callable(slug) and "===" in self.masked:
            separator = str(options.get("separator", "-"))
            yield from (slug(tab[1] or tab[2], separator) for tab in _TAB.finditer(self.masked))

    @cached_property
    def blocks(self) -> list[Block]:
        return list(blocks.find(self.text, self.masked, self._body, self.headings, self.places))


class Reader:
    """Reads the pages of one site.

    `extensions` maps the names of `markdown_extensions` to their options (`None`: all that we know),
    `include` finds the text of a snippet.
    """

    def __init__(self, extensions: Extensions | None = None, include: snippets.Include | None = None) -> None:
        self.extensions = extensions
        self._include = include
        options = (extensions or {}).get("pymdownx.snippets")
        self._snippets = include is not None and options is not None
        appended = (options or {}).get("auto_append")
        self._appended = [str(name) for name in appended] if isinstance(appended, list) else []
        self._dedent = bool((options or {}).get("dedent_subsections"))

    def has(self, extension: str) -> bool:
        """Whether an extension is on."""
        return self.extensions is None or extension in self.extensions

    def options(self, extension: str) -> Mapping[str, Any]:
        """The options of an extension."""
        return (self.extensions or {}).get(extension, {})

    @cached_property
    def slug(self) -> headings.Slug:
        """What makes the anchors of headings; it remembers what it made."""
        return headings.slugifier(self.options("toc"))

    def read(self, source: str) -> Source:
        """A page as Python-Markdown with the configured extensions would see it. Never raises."""
        text = normalise(source)
        if self._include is not None and self._snippets and (self._appended or "8<-" in text):
            start = front_matter.body(text)
            whole, places, missing = snippets.expand(text, self._include, self._appended, self._dedent, start)
            return Source(source, whole, places, self, missing)
        return Source(source, text, Places(text), self)


def parse(source: str, extensions: Extensions | None = None) -> Source:
    """A page by itself. Never raises."""
    return Reader(extensions).read(source)
