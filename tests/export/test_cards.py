"""The decks of the glossary, imported into a collection of Anki itself."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date
from functools import cache
from html import unescape
from pathlib import Path

import pytest
from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest

from edition.export import cards
from edition.model import Language, Page
from edition.sources import markdown
from edition.terms import Term, glossary

from .quizzes import site

NASTY = "a = ~ # { } : “a” «b» \"c\" 'd' \\ <b> & {{Term}} x"
CODES = ("en", "id")


@cache
def terms() -> dict[str, dict[str, Term]]:
    return {language.code: glossary(site(), language) for language in site().settings.languages}


def term(code: str, slug: str, name: str, definition: str, abbr: str = "") -> Term:
    page = Page(f"docs/{code}/{slug}.md", "", "", Language(code, code.upper(), code), markdown.parse(""))
    forms = (abbr, f"{name}s <i>") if abbr else ()
    return Term(slug, page, name, abbr, definition, forms)


def nasty(definition: str = f"*Bukan* {NASTY}") -> dict[str, dict[str, Term]]:
    """Two terms, of which one is missing in the other language."""
    return {
        "en": {"one": term("en", "one", NASTY, "One.", "B&C")},
        "id": {
            "one": term("id", "one", NASTY, definition, "B&C"),
            "two": term("id", "two", "dua", "Dua & <x>."),
        },
    }


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    opened = Collection(str(tmp_path / "collection.anki2"))
    yield opened
    opened.close()


def import_into(collection: Collection, content: bytes, folder: Path) -> None:
    path = folder / "some.apkg"
    path.write_bytes(content)
    options = ImportAnkiPackageOptions(with_scheduling=True, with_deck_configs=True)
    collection.import_anki_package(ImportAnkiPackageRequest(package_path=str(path), options=options))


def words(html: str) -> str:
    """What a card shows, without its style."""
    text = re.sub(r"<style>.*?</style>", "", html, flags=re.S)
    return " ".join(unescape(re.sub(r"</?(?:div|hr|span|em|p|br)\b[^<>]*>", " ", text)).split())


def test_two_runs_are_the_same() -> None:
    assert cards.decks(terms()) == cards.decks(terms())
    for content in cards.decks(terms()).values():
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            assert sorted(archive.namelist()) == ["collection.anki2", "media"]
            assert {each.date_time for each in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_names_of_the_files_begin_with_their_language() -> None:
    assert list(cards.decks(terms())) == ["en/glossary.apkg", "id/glossary.apkg"]
    assert cards.decks({"en": {}, "id": {}}) == {}


@pytest.mark.parametrize("code", CODES)
def test_anki_shows_every_term_in_both_directions(code: str, collection: Collection, tmp_path: Path) -> None:
    own, (other,) = terms()[code], [terms()[each] for each in CODES if each != code]
    import_into(collection, cards.decks(terms(), {code: f"Title {code}"})[f"{code}/glossary.apkg"], tmp_path)
    assert f"Title {code}" in [deck.name for deck in collection.decks.all_names_and_ids()]
    assert collection.note_count() == len(own) and collection.card_count() == 2 * len(own)
    for number in collection.find_notes(""):
        note = collection.get_note(number)
        found = own[note["Slug"]]
        first, second = note.cards()
        assert words(first.question()) == found.title
        assert words(second.question()) == words(cards.inline(found.definition, str))
        for back in (first.answer(), second.answer()):
            assert f'lang="{code}"' in back
            assert words(found.definition) in words(back) and found.title in words(back)
            assert words(back).endswith(other[found.slug].title)
        assert note.tags == [terms()["en"][found.slug].record.data["domain"]]


def test_the_decks_of_both_languages_can_stand_side_by_side(collection: Collection, tmp_path: Path) -> None:
    for content in cards.decks(terms()).values():
        import_into(collection, content, tmp_path)
    assert collection.note_count() == sum(len(own) for own in terms().values())
    names = {language.name for language in site().settings.languages}
    assert names <= {deck.name for deck in collection.decks.all_names_and_ids()}


def test_a_new_deck_mends_the_old_one(collection: Collection, tmp_path: Path) -> None:
    import_into(collection, cards.decks(nasty())["id/glossary.apkg"], tmp_path)
    (number,) = collection.find_notes("Slug:one")
    cards_before = sorted(collection.find_cards(""))
    later = cards.decks(nasty("Baru."), day=date(1980, 1, 2))
    import_into(collection, later["id/glossary.apkg"], tmp_path)
    assert collection.note_count() == 2 and sorted(collection.find_cards("")) == cards_before
    assert collection.get_note(number)["Definition"] == "Baru."


def test_troublesome_words_are_shown_as_they_are(collection: Collection, tmp_path: Path) -> None:
    import_into(collection, cards.decks(nasty())["id/glossary.apkg"], tmp_path)
    notes = {note["Slug"]: note for note in map(collection.get_note, collection.find_notes(""))}
    first, second = notes["one"].cards()
    title = f"{NASTY[:1].upper()}{NASTY[1:]} (B&C)"
    assert words(first.question()) == title
    assert words(second.question()) == f"Bukan {NASTY}"
    assert "<em>Bukan</em>" in second.question()
    assert words(first.answer()) == f"{title} Bukan {NASTY} {NASTY}s <i> {title}"
    lonely, _ = notes["two"].cards()
    assert words(lonely.answer()) == "Dua Dua & <x>."  # no other language, no empty line
    assert "translation" not in re.sub(r"<style>.*?</style>", "", lonely.answer(), flags=re.S)
