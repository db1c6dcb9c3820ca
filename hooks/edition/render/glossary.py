"""The glossary: the frame of a term's page, the index, and the downloads."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
import xml.etree.ElementTree as ET
from collections import defaultdict
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from edition.render.page import Frame, downloads
from edition.terms import Term

DOMAINS = ("crime", "migration", "media", "relations", "research")
Terms = Mapping[str, Term]


def head(
    term: Term, neutral: Mapping[str, Any], others: Sequence[tuple[str, str, Term]], frame: Frame
) -> str:
    """What stands above the text of a term: its name, its definition and its place in the glossary.

    `neutral` is the front matter of the first language, which holds what no language changes;
    `others` are the term in the other languages: (code, address, term).
    """
    strings = frame.strings
    names = "".join(
        f"<dt>{escape(strings['language_names'].get(code, code))}</dt>"
        f'<dd><a href="{escape(url)}" hreflang="{code}" lang="{code}">{escape(other.title)}</a></dd>'
        for code, url, other in others
    )
    domain, equivalence = str(neutral.get("domain", "")), str(neutral.get("equivalence", ""))
    rows = names
    if term.forms:
        rows += f"<dt>{escape(strings['term_forms'])}</dt><dd>{escape(', '.join(term.forms))}</dd>"
    rows += f"<dt>{escape(strings['term_domain'])}</dt><dd>{frame.word('domains', domain)}</dd>"
    rows += (
        f"<dt>{escape(strings['term_equivalence'])}</dt><dd>{frame.word('equivalences', equivalence)}</dd>"
    )
    keys = [key for _, key in term.record.texts("sources")]
    return (
        f'<h1 id="term" data-pagefind-weight="1">{escape(term.title)}</h1>\n'
        f'<p class="term-definition" data-no-terms>{escape(term.definition)} {frame.cite(keys)}</p>\n'
        f'<dl class="term-facts" data-no-terms>{rows}</dl>\n'
    )


def foot(term: Term, neutral: Mapping[str, Any], terms: Terms, frame: Frame) -> str:
    """What stands below the text of a term: words to avoid, and other terms."""
    strings = frame.strings
    html = ""
    avoid = term.record.data.get("avoid")
    if isinstance(avoid, list) and avoid:
        items = "".join(
            f"<li><strong>{escape(str(each.get('word', '')))}</strong>: {escape(str(each.get('why', '')))}</li>"
            for each in avoid
            if isinstance(each, Mapping)
        )
        html += f'<h2 id="avoid">{escape(strings["term_avoid"])}</h2>\n<ul data-no-terms>{items}</ul>\n'
    near = [terms[slug] for slug in neutral.get("see_also") or () if slug in terms]
    if near:
        items = "".join(f"<li>{frame.link(other.page.slug, other.title)}</li>" for other in near)
        html += f'<h2 id="see-also">{escape(strings["term_see_also"])}</h2>\n<ul>{items}</ul>\n'
    return html


def index(terms: Terms, first: Terms, others: Mapping[str, Terms], frame: Frame) -> str:
    """All terms by letter and by domain, each with its name in the other languages.

    `first` are the terms of the first language, `others` those of each other language by its code.
    """
    strings = frame.strings
    by_letter: defaultdict[str, list[Term]] = defaultdict(list)
    by_domain: defaultdict[str, list[Term]] = defaultdict(list)
    for term in sorted(terms.values(), key=lambda each: _folded(each.title)):
        by_letter[_folded(term.title)[:1].upper()].append(term)
        neutral = first[term.slug].record.data if term.slug in first else {}
        by_domain[str(neutral.get("domain", ""))].append(term)

    def listed(group: Sequence[Term]) -> str:
        return "".join(f"<li>{_entry(term, others, frame)}</li>" for term in group)

    letters = "".join(
        f'<h3 id="letter-{letter.lower()}">{letter}</h3>\n<ul class="terms">{listed(group)}</ul>\n'
        for letter, group in sorted(by_letter.items())
    )
    jumps = " ".join(f'<a href="#letter-{letter.lower()}">{letter}</a>' for letter in sorted(by_letter))
    domains = "".join(
        f'<h3 id="domain-{domain}">{frame.word("domains", domain)}</h3>\n'
        f'<ul class="terms">{listed(by_domain[domain])}</ul>\n'
        for domain in DOMAINS
        if by_domain[domain]
    )
    files = downloads(frame, [("/data/glossary.csv", strings["download_csv"]),
                              ("/data/glossary.json", strings["download_json_ld"]),
                              ("/data/glossary.tbx", strings["download_tbx"])])  # fmt: skip
    return (
        f'<div data-no-terms>{files}\n<h2 id="by-letter">{escape(strings["by_letter"])}</h2>\n'
        f'<p class="letters">{jumps}</p>\n{letters}'
        f'<h2 id="by-domain">{escape(strings["by_domain"])}</h2>\n{domains}</div>\n'
    )


def _entry(term: Term, others: Mapping[str, Terms], frame: Frame) -> str:
    names = [
        f'<span lang="{code}">{escape(other[term.slug].title)}</span>'
        for code, other in others.items()
        if term.slug in other
    ]
    return frame.link(term.page.slug, term.title) + "".join(f" · {name}" for name in names)


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKD", text).casefold()


def as_csv(glossaries: Mapping[str, Terms]) -> str:
    """One row a term and language."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(
        ["id", "language", "term", "abbreviation", "definition", "forms", "domain", "equivalence"]
    )
    for slug, of_language in _concepts(glossaries):
        neutral = _neutral(of_language)
        for code, term in of_language.items():
            writer.writerow([slug, code, term.name, term.abbr, term.definition, "; ".join(term.forms),
                             neutral.get("domain", ""), neutral.get("equivalence", "")])  # fmt: skip
    return out.getvalue()


def as_json(glossaries: Mapping[str, Terms], name: str, base: str) -> str:
    """JSON-LD: a DefinedTermSet of schema.org. `base` is the address of the site, with a slash."""
    terms = [
        {
            "@type": "DefinedTerm",
            "@id": f"{base}{code}/{term.page.slug.removesuffix('.md')}/",
            "termCode": slug,
            "inLanguage": code,
            "name": term.name,
            "alternateName": list(term.forms),
            "description": term.definition,
            "url": f"{base}{code}/{term.page.slug.removesuffix('.md')}/",
            "inDefinedTermSet": f"{base}data/glossary.json",
        }
        for slug, of_language in _concepts(glossaries)
        for code, term in of_language.items()
    ]
    whole = {
        "@context": {"@vocab": "https://schema.org/"},
        "@type": "DefinedTermSet",
        "@id": f"{base}data/glossary.json",
        "name": name,
        "inLanguage": list(glossaries),
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "hasDefinedTerm": terms,
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def as_tbx(glossaries: Mapping[str, Terms], name: str) -> str:
    """TBX-Basic (ISO 30042:2008, the edition that translation tools read): an entry for each term,
    with a section for each language."""
    root = ET.Element("martif", {"type": "TBX-Basic", _LANG: next(iter(glossaries))})
    header = _add(root, "martifHeader")
    description = _add(header, "fileDesc")
    _add(_add(description, "titleStmt"), "title", name)
    _add(_add(description, "sourceDesc"), "p", name)
    _add(_add(header, "encodingDesc"), "p", "TBXBasicXCSV02.xcs", type="XCSURI")
    body = _add(_add(root, "text"), "body")
    for slug, of_language in _concepts(glossaries):
        entry = _add(body, "termEntry", id=slug)
        domain = _neutral(of_language).get("domain")
        if domain:
            _add(entry, "descrip", str(domain), type="subjectField")
        for code, term in of_language.items():
            section = _add(entry, "langSet")
            section.set(_LANG, code)
            _add(_add(section, "descripGrp"), "descrip", term.definition, type="definition")
            _add_term(section, term.name, "fullForm")
            if term.abbr and term.abbr != term.name:
                _add_term(section, term.abbr, "acronym")
    ET.indent(root, " ")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _add_term(section: ET.Element, name: str, kind: str) -> None:
    own = _add(section, "tig")
    _add(own, "term", name)
    _add(own, "termNote", kind, type="termType")


def _add(parent: ET.Element, name: str, text: str = "", **attributes: str) -> ET.Element:
    child = ET.SubElement(parent, name, attributes)
    child.text = text or None
    return child


def _concepts(glossaries: Mapping[str, Terms]) -> list[tuple[str, dict[str, Term]]]:
    """Each slug of the first language with its terms by language."""
    slugs = sorted(next(iter(glossaries.values()), {}))
    return [
        (slug, {code: terms[slug] for code, terms in glossaries.items() if slug in terms}) for slug in slugs
    ]


def _neutral(of_language: Mapping[str, Term]) -> Mapping[str, Any]:
    return next(iter(of_language.values())).record.data
