"""Citations: what the pages cite, and how it is written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set

from edition.checks.fields import is_citable, page_span
from edition.model import Citation, CitationGroup, Fix, Page, Path, Record, Site, cited_keys
from edition.patterns import late
from edition.rules import Finding, did_you_mean, nearest, rule
from edition.terms import term_pages

# The words that begin a locator, by language. A language that is not here is not checked.
LOCATOR_WORDS = {
    "en": ("p.", "pp.", "page", "pages", "ch.", "chap.", "chapter", "sec.", "section", "para.", "vol."),
    "id": ("hlm.", "hal.", "halaman", "bab", "bagian", "pasal", "ayat", "paragraf", "jil.", "jilid"),
    "de": ("s.", "seite", "seiten", "kap.", "kapitel", "abschn.", "abschnitt", "abs.", "bd.", "band"),
    "fr": ("p.", "pp.", "page", "pages", "chap.", "chapitre", "sect.", "section", "par.", "vol."),
}
# What each word is in other languages; that of Indonesian in English, if nothing else is said.
_PAGES = {"en": "p.", "id": "hlm.", "de": "S.", "fr": "p."}
_PAGE_WORDS = frozenset(("p.", "pp.", "page", "pages", "hlm.", "hal.", "halaman", "s.", "seite", "seiten"))
_TRANSLATED = {"p.": "hlm.", "pp.": "hlm.", "page": "hlm.", "pages": "hlm.", "ch.": "bab", "chap.": "bab",
               "chapter": "bab", "sec.": "bagian", "section": "bagian", "para.": "paragraf", "vol.": "jil.",
               "hlm.": "p.", "hal.": "p.", "halaman": "p.", "bab": "ch.", "bagian": "sec.",
               "paragraf": "para.", "jil.": "vol.", "jilid": "vol."}  # fmt: skip


_BEGINNING = late(r"^[ \t]*+@?[ \t]*+[A-Za-z]+[ \t]*[{(]\s*([\w-]+)", re.M)  # of an entry, perhaps without @


def _groups(site: Site) -> Iterator[tuple[Page, CitationGroup]]:
    for page in site.pages.values() if site.has_bibliography else ():
        yield from ((page, group) for group in page.document.citations)


def _citations(site: Site) -> Sequence[tuple[Page, Citation]]:
    return site.citations if site.has_bibliography else ()


def _record_citations(site: Site) -> Iterator[tuple[Record, Path, str]]:
    """Each key that records and terms of the glossary give as a source, with the way to it."""
    records = [record for collection in site.records.values() for record in collection.all]
    for record in records if site.has_bibliography else ():
        yield from ((record, ("cites", index), key) for index, key in record.texts("cites"))
    for page in term_pages(site) if site.has_bibliography else ():
        yield from ((page.record, ("sources", index), key) for index, key in page.record.texts("sources"))


def _unread(site: Site) -> bool:
    faults = any(collection.faults for collection in site.records.values())
    return faults or any(page.document.front_matter.error for page in term_pages(site))


def _same_but_case(key: str, site: Site) -> str:
    return site.bibliography.by_folded_key.get(key.casefold(), "")


@rule
def unknown_citation(site: Site) -> Iterator[Finding]:
    """A citation must name an entry of the bibliography, or the reader finds no source.

    Bad: `[@fadli2012]` where the entry is called `fadli2021`.
    Good: `[@fadli2021]`
    """
    known, unread = site.bibliography.by_key, _unread_keys(site)
    for page, citation in _citations(site):
        if (
            citation.key not in known
            and citation.key not in unread
            and not _same_but_case(citation.key, site)
        ):
            message = f'unknown citation key "{citation.key}"'
            yield Finding(page.path, citation.place, message, did_you_mean(citation.key, known))
    for record, way, key in _record_citations(site):
        if key not in known and key not in unread:
            message = f'unknown citation key "{key}"'
            yield Finding(record.path, record.place(*way), message, did_you_mean(key, known))


def _unread_keys(site: Site) -> frozenset[str]:
    """The keys of entries that could not be read: bibliography-syntax speaks of them, not their citations."""
    texts = site.bibliography.texts.values() if site.bibliography.faults else ()
    return frozenset(key for text in texts for key in _BEGINNING.findall(text))


@rule
def citation_case(site: Site) -> Iterator[Finding]:
    """Keys are told apart by capitals too: pandoc knows no `Fadli2021`.

    Bad: `[@Fadli2021]`
    Good: `[@fadli2021]`
    """
    known = site.bibliography.by_key
    for page, citation in _citations(site):
        right = "" if citation.key in known else _same_but_case(citation.key, site)
        if right:
            message = f'citation key "{citation.key}" has the wrong case'
            fix = Fix(f"@{citation.key}", f"@{right}")
            yield Finding(page.path, citation.place, message, f'write "{right}"', fix)


@rule
def citation_split(site: Site) -> Iterator[Finding]:
    """A citation stands on one line: broken over two it is printed as it was typed.

    Bad: `[see @fadli2021,` and, on the next line, `p. 3]`
    Good: `[see @fadli2021, p. 3]`
    """
    for page, group in _groups(site):
        if group.fault == "split":
            yield Finding(page.path, group.place, "citation broken over two lines", "write it on one line")


@rule
def citation_separator(site: Site) -> Iterator[Finding]:
    """Sources in one bracket are separated by a semicolon; anything else loses the second source.

    Bad: `[@fadli2021 and @ramdhan2021]`, `[@fadli2021, @ramdhan2021]`
    Good: `[@fadli2021; @ramdhan2021]`
    """
    messages = {
        "and": "two keys without a semicolon between them in one citation",
        "comma": "a comma between two keys of a citation",
        "empty": "a part of a citation names no source",
    }
    for page, group in _groups(site):
        if group.fault in messages:
            place = group.fault_place
            advice = "write [@one; @two]" if group.fault != "empty" else "remove the semicolon or add a @key"
            message = messages[group.fault]
            if doubled := re.search(r"@(@[\w-]+)", group.source):
                message, advice = f'"{doubled[0]}" has one @ too many', f'write "{doubled[1]}"'
            yield Finding(page.path, place, message, advice)


@rule
def citation_blank(site: Site) -> Iterator[Finding]:
    """A blank stands before a citation, or the names of the source are printed as a part of the word before it.

    Bad: `in more detail[@fadli2021]`
    Good: `in more detail [@fadli2021]`
    """
    for page, group in _groups(site):
        before = page.document.masked[group.start - 1 : group.start] if group.start else ""
        if before == " ":
            continue  # as nearly everywhere
        if before.isascii() and before.isalnum() and not group.fault and "-@" not in group.source[:3]:
            message = f'no blank before the citation "{group.source}"'
            yield Finding(page.path, group.place, message, "write one", Fix("[", " ["))


@rule
def citation_locator(site: Site) -> Iterator[Finding]:
    """After the comma stands the place in the source; an empty one prints a stray comma.

    So are pages that run backwards, or have three hyphens between them, no place in it.

    Bad: `[@fadli2021, ]`, `[@fadli2021, p. ]`, `[@fadli2021, pp. 9--3]`
    Good: `[@fadli2021, p. 3]`, `[@fadli2021, pp. 3--9]`, `[@fadli2021]`
    """
    words = {word for known in LOCATOR_WORDS.values() for word in known}
    for page, citation in _citations(site):
        if citation.locator is not None and (not citation.locator or citation.locator.lower() in words):
            place = citation.locator_place
            yield Finding(page.path, place, f'empty locator after "@{citation.key}"',
                          "give the page or remove the comma")  # fmt: skip
        elif citation.locator and (wrong := _wrong_range(citation.locator)):
            yield Finding(page.path, citation.locator_place, *wrong)


_RANGE = late(r"(?<![\w.-])(\d{1,6})(-{1,9}|–)(\d{1,6})(?![\w-])")


def _wrong_range(locator: str) -> tuple[str, str] | None:
    """What is wrong with the pages of a locator, and what to write; 1087--92 ends at 1092."""
    for found in _RANGE.finditer(locator) if "-" in locator or "–" in locator else ():
        first, last = found[1], found[3]
        begin, end = page_span(first, last)
        if len(found[2]) > 2:
            return f'{len(found[2])} hyphens in the pages "{found[0]}"', f'write "{first}--{last}"'
        if end < begin:
            return f'the pages "{found[0]}" run backwards', f'did you mean "{last}{found[2]}{first}"?'
    return None


@rule
def locator_language(site: Site) -> Iterator[Finding]:
    """The word before a page number is that of the page's language, or it is not understood as one.

    Bad: `[@fadli2021, p. 33]` on an Indonesian page.
    Good: `[@fadli2021, hlm. 33]`
    """
    for page, citation in _citations(site) if len(site.settings.languages) > 1 else ():
        code = page.language.code if page.language else ""
        word = re.match(r"[A-Za-z]+\.?", citation.locator or "")
        if code not in LOCATOR_WORDS or not word:
            continue
        foreign = any(word[0].lower() in words for other, words in LOCATOR_WORDS.items() if other != code)
        if foreign and word[0].lower() not in LOCATOR_WORDS[code]:
            both = code in ("en", "id") and word[0].lower() in _TRANSLATED
            right = _TRANSLATED[word[0].lower()] if both else ""
            right = right or (_PAGES[code] if word[0].lower() in _PAGE_WORDS else "")
            advice = f'write "{right}"' if right else ""
            message = f'locator "{word[0]}" is not of the language of this page ({code})'
            fix = Fix(word[0], right) if right else None
            yield Finding(page.path, citation.locator_place, message, advice, fix)


@rule
def bare_citation(site: Site) -> Iterator[Finding]:
    """A key without brackets is printed as it was typed, and so is one in brackets without its `@`.

    Where mkdocs-bibtex reads such keys (`enable_inline_citations`), only the unknown ones are reported.

    Bad: `as @fadli2021 says`
    Good: `as Fadli [-@fadli2021] says`
    """
    yield from _without_at(site)
    yield from _of_latex(site)
    known = {key.casefold(): key for key in site.bibliography.by_key}
    known |= {key: key for key in site.bibliography.by_key}
    inline, unread = site.settings.inline_citations, _unread_keys(site)
    for page in site.pages.values() if site.has_bibliography else ():
        for mark in page.document.bare_citations:
            right = known.get(mark.name) or known.get(mark.name.casefold())
            if mark.name in unread and mark.name not in known:
                continue
            if (right == mark.name and inline) or not (right or _is_like_a_key(mark.name)):
                continue
            right = right or nearest(mark.name, site.bibliography.by_key)
            message = f'bare citation "@{mark.name}"' if not inline else f'unknown citation key "{mark.name}"'
            advice = f'did you mean "{right}"?' if inline and right else f"write [@{right or mark.name}]"
            yield Finding(page.path, mark.place, message, advice)


_CITE = late(r"\\(?:text|paren|auto|foot)?cite[pt]?\*?(?:\[[^\[\]\n]*\])*\{([^{}\n]+)\}")


def _of_latex(site: Site) -> Iterator[Finding]:
    """Commands of LaTeX that cite an entry of the bibliography."""
    known = site.bibliography.by_key if site.has_bibliography else {}
    for page in site.pages.values() if known else ():
        masked = page.document.masked
        for found in _CITE.finditer(masked) if "\\" in masked and "cite" in masked else ():
            keys = [key.strip() for key in found[1].split(",")]
            if any(key in known for key in keys):
                right = "[" + "; ".join(f"@{key}" for key in keys) + "]"
                place = page.document.places.at(found.start())
                yield Finding(page.path, place, f'"{found[0]}" is a command of LaTeX', f"write {right}")


def _without_at(site: Site) -> Iterator[Finding]:
    """Brackets that hold a key of the bibliography and nothing else, on a page that gives them no other sense."""
    known = site.bibliography.by_key if site.has_bibliography else {}
    for page in site.pages.values() if known else ():
        labels = {mark.name for mark in page.document.labels}
        masked = page.document.masked
        for found in _KEY_ALONE.finditer(masked) if "[]" in page.document.loose else ():
            before = masked[found.start() - 1 : found.start()]
            alone = not before.isalnum() and before not in ("]", "\\", "_")
            if alone and found[1] in known and found[1].lower() not in labels:
                place = page.document.places.at(
                    found.start(1) - 1 if found[0][1] != "@" else found.start() + 1
                )
                fix = Fix(found[0][1:-1], f"@{found[1]}") if found[0][1] == "@" else Fix("[", "[@")
                yield Finding(
                    page.path, place, f'the citation of "{found[1]}" lacks its @', f"write [@{found[1]}]", fix
                )


_KEY_ALONE = late(r"\[(?:@[ ]+)?([A-Za-z][\w-]*)\](?![\[(:])")


def _is_like_a_key(name: str) -> bool:
    return re.fullmatch(r"[A-Za-z]+[_:-]?(?:19|20)\d\d[A-Za-z]*", name) is not None


@rule
def missing_reference_list(site: Site) -> Iterator[Finding]:
    """Who cites says at the foot of the page what the sources are.

    Reported where mkdocs-bibtex is told to print the list only where a page asks for it
    (`bib_by_default: false`).

    Bad: `[@fadli2021]` on a page without `\\bibliography`
    Good: both
    """
    command = site.settings.bibliography_command
    for page in site.pages.values() if command else ():
        cited = next(iter(page.document.citations), None)
        commands = (command, "full_bibliography")
        if cited and not any(each in page.document.text for each in commands):
            message = f'this page cites "{cited.source}" and prints no list of its sources'
            yield Finding(page.path, cited.place, message, f"write {command} at its end")


@rule
def uncited_entry(site: Site) -> Iterator[Finding]:
    """An entry that no page cites is either forgotten or no source of this site.

    Bad: an entry `ikbar2014` in references.bib, and no `[@ikbar2014]` on any page.
    Good: cite it, or remove it.
    """
    if _unread(site):
        return  # what cites the entry may stand in what could not be read
    cited = {*cited_keys(site.pages.values()), *(key for _, _, key in _record_citations(site))}
    if site.settings.inline_citations:
        cited |= {mark.name for page in site.pages.values() for mark in page.document.bare_citations}
    meant = {nearest(key, site.bibliography.by_key) for key in cited - site.bibliography.by_key.keys()}
    cited |= set(_lenders(site, cited | meant))
    named = {key.casefold() for key in cited | meant}  # unknown-citation and the like speak of the others
    uncited = [entry for key, entry in site.bibliography.by_key.items() if key.casefold() not in named]
    if uncited and any("\\full_bibliography" in page.document.text for page in site.pages.values()):
        return  # a page that lists them all
    for entry in (each for each in uncited if is_citable(each) and each.type != "xdata"):
        message = f'entry "{entry.key}" is cited on no page'
        yield Finding(entry.path, entry.place, message, "cite it or remove it")


def _lenders(site: Site, cited: Set[str]) -> Iterator[str]:
    """The entries from which those that are cited take fields: pandoc needs them, and prints them or not."""
    for key in cited & site.bibliography.by_key.keys():
        entry = site.bibliography.by_key[key]
        for name in ("crossref", "xdata", "xref", "related", "entryset"):
            yield from (each.strip() for each in entry.get(name).split(",") if each.strip())
