"""The glossary as Anki decks (docs.ankiweb.net), one for each language.

Each term is a note with two cards: the term asks for its definition, and the definition for the term.
The back of both shows the term in the other languages. The ids of decks, notes and cards' templates
come from names that do not change, so that a newer deck mends the old one and keeps what was learnt.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from html import escape

import genanki  # type: ignore[import-untyped]

from edition.export.archive import zipped
from edition.export.text import inline
from edition.terms import Term

Glossaries = Mapping[str, Mapping[str, Term]]  # the terms by their slug, by the code of their language

_FIRST_DAY = date(1980, 1, 1)  # as in a ZIP
_FIELDS = ("Slug", "Term", "Forms", "Definition", "Translation")
_CSS = """.card { font: 20px/1.45 sans-serif; max-width: 38em; margin: 1em auto; text-align: left; }
.term { font-size: 1.3em; font-weight: bold; }
.forms, .translation { margin-top: .6em; color: #52606d; }
.night_mode .forms, .night_mode .translation, .nightMode .forms, .nightMode .translation { color: #b7c1cc; }
"""
_TERM = '<div class="term" lang="{code}">{{{{Term}}}}</div>'
_FORMS = '{{{{#Forms}}}}<div class="forms" lang="{code}">{{{{Forms}}}}</div>{{{{/Forms}}}}'
_DEFINITION = '<div class="definition" lang="{code}">{{{{Definition}}}}</div>'
_TRANSLATION = '{{{{#Translation}}}}<div class="translation">{{{{Translation}}}}</div>{{{{/Translation}}}}'
_LINE = '<hr id="answer">'


def decks(
    terms: Glossaries, titles: Mapping[str, str] | None = None, day: date = _FIRST_DAY
) -> dict[str, bytes]:
    """`CODE/glossary.apkg` for each language that has terms.

    `titles` are the names of the decks by language; a deck without one has the name of its language.
    `day` is that of this version: Anki takes over the changes of a deck only where it is later than
    that of the deck before.
    """
    made = {}
    for code, own in terms.items():
        if own:
            title = (titles or {}).get(code) or _language(own)
            made[f"{code}/glossary.apkg"] = deck(code, title, terms, day)
    return made


def deck(code: str, title: str, terms: Glossaries, day: date) -> bytes:
    """The package (.apkg) of the terms of a language: always the same bytes for the same terms and day."""
    model = _model(code)
    made = genanki.Deck(_number(f"deck {code}"), title)
    for term in sorted(terms[code].values(), key=lambda term: (term.name.casefold(), term.slug)):
        made.add_note(_note(model, code, term, terms))
    buffer = io.BytesIO()
    midnight = datetime.combine(day, time(), UTC)
    genanki.Package(made).write_to_file(buffer, timestamp=midnight.timestamp())
    with zipfile.ZipFile(buffer) as archive:  # genanki's holds the time at which it was made
        return zipped({name: archive.read(name) for name in archive.namelist()})


def _language(terms: Mapping[str, Term]) -> str:
    return next((term.page.language.name for term in terms.values() if term.page.language), "")


def _number(name: str) -> int:
    """An id as Anki wants it: a number that no other deck is likely to have."""
    return (1 << 30) + int.from_bytes(hashlib.sha256(f"edition {name}".encode()).digest()[:4]) % (1 << 30)


def _model(code: str) -> genanki.Model:
    """The kind of note of a language, with its two cards."""
    term, forms, definition = (part.format(code=escape(code)) for part in (_TERM, _FORMS, _DEFINITION))
    translation = _TRANSLATION.format()
    return genanki.Model(
        _number(f"model {code}"),
        f"edition {code}",
        fields=[{"name": name} for name in _FIELDS],
        templates=[
            {"name": "1", "qfmt": term, "afmt": "".join([term, _LINE, definition, forms, translation])},
            {"name": "2", "qfmt": definition, "afmt": "".join([definition, _LINE, term, forms, translation])},
        ],
        css=_CSS,
        sort_field_index=1,
    )


def _note(model: genanki.Model, code: str, term: Term, terms: Glossaries) -> genanki.Note:
    others = [
        f'<span lang="{escape(other)}">{escape(own[term.slug].title)}</span>'
        for other, own in terms.items()
        if other != code and term.slug in own
    ]
    forms = "; ".join(form for form in term.forms if form != term.abbr)
    definition = inline(term.definition, lambda group: group)
    fields = [term.slug, escape(term.title), escape(forms), definition, " · ".join(others)]
    guid = genanki.guid_for("edition", code, term.slug)
    return genanki.Note(model, fields, guid=guid, tags=_tags(term, terms))


def _tags(term: Term, terms: Glossaries) -> list[str]:
    """The domain, which one language names for all; a tag has no blanks."""
    pages = [term, *(own[term.slug] for own in terms.values() if term.slug in own)]
    domains = ("-".join(str(page.record.data.get("domain") or "").split()) for page in pages)
    return [domain for domain in domains if domain][:1]
