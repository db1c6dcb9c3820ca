"""The glossary: each term complete, explained in other words than its own, and told apart from the others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from edition.model import Page, Place, Site
from edition.patterns import late
from edition.rules import Finding, did_you_mean, rule
from edition.terms import Term, by_name, glossary, term_pages

LONGEST_DEFINITION = 45  # words: what a reader takes in from a popover
EQUIVALENCE = ("exact", "near", "none")
_WORD = late(r"(?<!\S)[^\w\s]*+\w\S*")
_TEXTS = ("term", "definition")
_LISTS = ("forms", "sources")
# What does not depend on the language stands only on the page of the first language.
_NEUTRAL_TEXTS = ("domain", "equivalence")
_NEUTRAL_LISTS = ("see_also",)


def _all_terms(site: Site) -> Iterator[Mapping[str, Term]]:
    for language in site.settings.languages if site.settings.glossary else ():
        yield glossary(site, language)


@rule
def term_record(site: Site) -> Iterator[Finding]:
    """A page of the glossary says what the popover, the lists and the downloads need.

    Bad: a page of the glossary without `definition`, or with `equivalence: similar`
    Good: `term`, `definition`, `forms`, `sources`; in the first language also `domain`,
          `equivalence` and `see_also`
    """
    for page in term_pages(site):
        matter, first = page.document.front_matter, page.language == site.settings.languages[0]
        if matter.error:
            continue
        texts = _TEXTS + (_NEUTRAL_TEXTS if first else ())
        lists = _LISTS + (_NEUTRAL_LISTS if first else ())
        for name in (*texts, *lists):
            value = matter.data.get(name)
            wanted = "a text" if name in texts else "a list"
            if value is None or (isinstance(value, str) and not value.strip()):
                yield Finding(page.path, _at(page, name), f'a term needs "{name}"', f"add {name}: ({wanted})")
            elif not (isinstance(value, str) if name in texts else _is_list_of_texts(value)):
                yield Finding(page.path, _at(page, name), f'"{name}" of a term is {wanted}')
        if not isinstance(matter.data.get("abbr", ""), str):
            yield Finding(
                page.path, _at(page, "abbr"), '"abbr" of a term is a text', "put it in quotation marks"
            )
        for name in () if first else (*_NEUTRAL_TEXTS, *_NEUTRAL_LISTS):
            if name in matter.data:
                yield Finding(page.path, _at(page, name), f'"{name}" is the same in all languages',
                              f"write it only in {site.settings.languages[0].folder}/")  # fmt: skip
        equivalence = matter.data.get("equivalence")
        if first and isinstance(equivalence, str) and equivalence and equivalence not in EQUIVALENCE:
            message = f'unknown equivalence "{equivalence}"'
            yield Finding(page.path, _at(page, "equivalence"), message, f"write {', '.join(EQUIVALENCE)}")


def _is_list_of_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) and item.strip() for item in value)


def _at(page: Page, name: str) -> Place:
    return page.record.place(name) if name in page.record.data else Place(1, 1)


@rule
def term_definition(site: Site) -> Iterator[Finding]:
    """A definition is short enough for a popover and does not explain a word by itself.

    Bad: `definition: Extradition is the extradition of a suspect to another state.`
    Good: `definition: The handing over of a suspect or a convicted person to another state.`
    """
    for terms in _all_terms(site):
        for term in terms.values():
            words = len(_WORD.findall(term.definition))
            used = [name for name in (term.name, term.abbr) if name and _uses(term.definition, name)]
            if words > LONGEST_DEFINITION:
                message = f"the definition has {words} words"
                yield _of_definition(term, message, f"write {LONGEST_DEFINITION} at most")
            for name in used:
                message = f'the definition uses "{name}", the word that it defines'
                yield _of_definition(term, message, "explain it in other words")


def _of_definition(term: Term, message: str, advice: str) -> Finding:
    return Finding(term.page.path, term.record.place("definition"), message, advice)


def _uses(text: str, word: str) -> bool:
    if word.casefold() not in text.casefold():
        return False  # without a pattern: to make one for each term takes longer than all the rest
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.I) is not None


@rule
def duplicate_form(site: Site) -> Iterator[Finding]:
    """A word means one term, or its link leads to the wrong page.

    Bad: `forms: [trafficker]` on two pages of one language
    Good: on the page of the term that it means
    """
    for terms in _all_terms(site):
        owners: dict[str, Term] = {}
        for term in terms.values():
            for way, form in [(("term",), term.slug), (("term",), term.name), *_forms(term)]:
                owner = owners.setdefault(form.casefold(), term)
                if owner is not term:
                    message = f'"{form}" is also a form of the term "{owner.name}"'
                    yield Finding(term.page.path, term.record.place(*way), message, "keep it in one place")


def _forms(term: Term) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if term.abbr:
        yield ("abbr",), term.abbr
    for index, form in term.record.texts("forms"):
        if form.strip().casefold() not in (term.name.casefold(), term.abbr.casefold()):
            yield ("forms", index), form.strip()


@rule
def unknown_term(site: Site) -> Iterator[Finding]:
    """A link to a term leads to a page of the glossary.

    Bad: `[[traficking]]`, `see_also: [traficking]`
    Good: `[[trafficking in persons]]`, `[[tppo|the crime]]`
    """
    for language in site.settings.languages if site.settings.glossary else ():
        if any(page.language == language and page.document.front_matter.error for page in term_pages(site)):
            continue  # the term may be the one that could not be read
        terms = glossary(site, language)
        names = by_name(terms)
        for page in site.pages_of(language):
            for mark in page.document.terms:
                if mark.name.casefold() not in names:
                    advice = did_you_mean(mark.name, [term.name for term in terms.values()])
                    yield Finding(page.path, mark.place, f'unknown term "{mark.name}"', advice)
        for term in terms.values():
            for index, slug in term.record.texts("see_also"):
                if slug == term.slug:
                    wrong, advice = f'the term "{slug}" refers to itself', "remove it"
                elif slug not in terms:
                    wrong, advice = f'unknown term "{slug}"', did_you_mean(slug, terms)
                else:
                    continue
                yield Finding(term.page.path, term.record.place("see_also", index), wrong, advice)
