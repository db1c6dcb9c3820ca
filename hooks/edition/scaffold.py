"""What `edition new` writes: a site and the wishes of an author to the texts of files. Nothing is read or written.

Every function returns a `Plan` and raises `ScaffoldError` where the wish cannot be met.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from edition import edits, skeletons
from edition.course import Lesson, Quiz
from edition.model import Language, Record, Records, Settings, Site, cited_keys
from edition.patterns import late
from edition.terms import by_name, glossary, term_pages

_PART = late(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LONGEST = 100  # signs of a slug: file systems allow 255 bytes, and addresses are read aloud
_RESERVED = {"readme", "con", "prn", "aux", "nul"} | {
    f"{port}{n}" for port in ("com", "lpt") for n in range(10)
}
_NUMBERED = late(r"([A-Z])(\d{1,9})")


class ScaffoldError(Exception):
    """The wish cannot be met; the message says why, and what to write instead."""


@dataclass(frozen=True)
class Plan:
    """`new` files and the whole texts of `changed` ones, by their paths within the project; `then` says what
    the author does next."""

    new: Mapping[str, str] = field(default_factory=dict)
    changed: Mapping[str, str] = field(default_factory=dict)
    then: tuple[str, ...] = ()


def edited(site: Site) -> tuple[str, ...]:
    """The paths of the files that a plan may change: their texts are what the functions below ask for."""
    records = site.settings.records
    return (site.settings.path, *(records[name] for name in ("evidence", "audit") if name in records))


def page(site: Site, slug: str, titles: Mapping[str, str], texts: Mapping[str, str]) -> Plan:
    """A page in each language. `slug` is `folder/name`; `titles` by language code, some or none."""
    slug = valid_slug(slug)
    _refuse_language_folder(site.settings, slug)
    glossary_folder = site.settings.glossary
    if glossary_folder and slug.startswith(f"{glossary_folder}/") and slug != f"{glossary_folder}/index":
        raise ScaffoldError(
            f'"{slug}" is a term of the glossary: write edition new term {posixpath.basename(slug)}'
        )
    named = _named(site.settings, titles, _spoken(slug).capitalize())
    fields = site.settings.required_front_matter
    new = {
        _path(site.settings, language, slug): skeletons.page(
            language.code, fields, named[language.code], language.code in titles or number == 0
        )
        for number, language in enumerate(site.settings.languages)
    }
    return _with_nav(site, Plan(new), [slug], "", texts)


def term(site: Site, slug: str, names: Mapping[str, str], texts: Mapping[str, str]) -> Plan:
    """A term of the glossary in each language. `names` by language code, some or none."""
    settings = site.settings
    if not settings.glossary:
        raise ScaffoldError(f"this site has no glossary: {settings.path} names none under extra: glossary:")
    slug = valid_slug(slug)
    if "/" in slug or slug == "index":
        raise ScaffoldError(f'"{slug}" cannot be a term: write a name without folders, such as debt-bondage')
    named = _named(settings, names, _spoken(slug))
    for language in settings.languages:
        _refuse_known_term(site, language, named[language.code])
    domains = _domains(site)
    new = {
        _path(settings, language, f"{settings.glossary}/{slug}"): skeletons.term(
            language.code, settings.required_front_matter, named[language.code], domains, number == 0
        )
        for number, language in enumerate(settings.languages)
    }
    then = tuple(
        f'translate "{named[language.code]}": term: in {_path(settings, language, f"{settings.glossary}/{slug}")}'
        for language in settings.languages[1:]
        if language.code not in names
    )
    plan = Plan(new, then=then)
    terms = {page.src for page in term_pages(site)}
    listed = any(mark.name in terms for mark in settings.nav)
    return _with_nav(site, plan, [f"{settings.glossary}/{slug}"], "", texts) if listed else plan


def lesson(site: Site, number: int, titles: Mapping[str, str], texts: Mapping[str, str]) -> Plan:
    """A lesson and its quiz in each language. `titles` by language code, without `Lesson 9:`."""
    if not 1 <= number <= 999:
        raise ScaffoldError("the number of a lesson is between 1 and 999")
    settings = site.settings
    folder, before = _lessons_before(site, number)
    slugs = {kind: posixpath.join(folder, f"{kind}-{number}") for kind in ("lesson", "quiz")}
    _require_lines(titles)
    fields, source = settings.required_front_matter, _known_source(site)
    new = {}
    for language in settings.languages:
        code = language.code
        title = titles.get(code, "").strip() or skeletons.todo(code, "name")
        new[_path(settings, language, slugs["lesson"])] = skeletons.lesson(code, fields, number, title)
        new[_path(settings, language, slugs["quiz"])] = skeletons.quiz(code, fields, number, title, source)
    then = tuple(
        f"name lesson {number} in {page.path}"
        for page in site.pages.values()
        if page.slug == posixpath.join(folder, "index.md")
    )
    return _with_nav(site, Plan(new, then=then), list(slugs.values()), before, texts)


def claim(site: Site, section: str, claims: Mapping[str, str], texts: Mapping[str, str]) -> Plan:
    """A claim with the next free number. `claims`: its text by language code, some or none."""
    ledger = site.collection("evidence")
    if not ledger.path:
        raise ScaffoldError(
            f"this site has no ledger of claims: {site.settings.path} names none under extra: records: evidence:"
        )
    if ledger.faults:
        path, place, message = ledger.faults[0]
        raise ScaffoldError(f"mend {path}:{place.line}:{place.col} first: {message}")
    _refuse_unknown_section(ledger, section)
    name = _next_claim(ledger)
    changed = {ledger.path: edits.with_record(texts[ledger.path], _claim(site, name, section, claims))}
    audit = site.collection("audit")
    if audit.path and audit.all:
        row = {"id": name, "section": section, "status": "uncited"}
        changed[audit.path] = edits.with_row(texts[audit.path], row)
    both = " and ".join(changed)
    then = (
        f"write [#{name}] on the page that treats it, in every language",
        f"fill in its text, sources, date and status in {both}",
    )
    return Plan({}, changed, then)


def valid_slug(slug: str) -> str:
    """A slug as it was given. Raises ScaffoldError where it is none."""
    parts = slug.split("/")
    wrong = next((part for part in parts if not _PART.fullmatch(part)), None)
    if wrong is not None or len(slug) > _LONGEST:
        example = re.sub(r"[^a-z0-9/]+", "-", slug.removesuffix(".md").casefold())[:_LONGEST].strip("-/")
        example = "/".join(part.strip("-") for part in example.split("/") if part.strip("-"))
        hint = f'such as "{example}"' if example else 'such as "paper/method"'
        raise ScaffoldError(
            f'"{slug}" is no name of a page: write lower-case letters, digits and hyphens, '
            f"folders with / between them and no ending, at most {_LONGEST} signs, {hint}"
        )
    reserved = next((part for part in parts if part in _RESERVED), "")
    if reserved or parts[0] == "templates":
        raise ScaffoldError(
            f'"{reserved or parts[0]}" cannot be the name of a page or a folder: choose another'
        )
    return slug


def _refuse_language_folder(settings: Settings, slug: str) -> None:
    first, _, rest = slug.partition("/")
    if any(language.folder == first for language in settings.languages):
        raise ScaffoldError(
            f'write "{rest or slug}" without the folder of a language: the page is made in each'
        )


def _refuse_known_term(site: Site, language: Language, name: str) -> None:
    known = by_name(glossary(site, language)).get(name.casefold())
    if known:
        raise ScaffoldError(f'"{name}" is a word of the term "{known.name}" already: {known.page.path}')


def _refuse_unknown_section(ledger: Records, section: str) -> None:
    described = ledger.schema.get("properties", {})
    sections = described.get("section", {}).get("enum") if isinstance(described, Mapping) else None
    if sections and section not in sections:
        raise ScaffoldError(f'the ledger has no section "{section}": write {", ".join(map(str, sections))}')
    if not section.strip() or not section.isprintable():
        raise ScaffoldError("a claim needs the section of the paper in which it stands: --section")


def _require_lines(given: Mapping[str, str]) -> None:
    for code, text in given.items():
        if not text.strip() or not text.isprintable():
            raise ScaffoldError(f'the text in "{code}" is empty or has more than one line: write one line')


def _named(settings: Settings, given: Mapping[str, str], otherwise: str) -> dict[str, str]:
    """What each language calls it: what was given, else what the first language calls it."""
    _require_lines(given)
    first = given.get(settings.languages[0].code, otherwise)
    return {language.code: given.get(language.code, first).strip() for language in settings.languages}


def _spoken(slug: str) -> str:
    return posixpath.basename(slug).replace("-", " ")


def _path(settings: Settings, language: Language, slug: str) -> str:
    return posixpath.join(settings.docs_dir, language.folder, f"{slug}.md")


def _domains(site: Site) -> list[str]:
    terms = glossary(site, site.settings.languages[0]).values()
    return sorted({str(term.record.data.get("domain") or "") for term in terms} - {""})


def _lessons_before(site: Site, number: int) -> tuple[str, str]:
    """The folder of the lessons, and the last lesson or quiz below a number that nav names, "" for none."""
    course = site.courses.get(site.settings.languages[0].code)
    parts: list[Lesson | Quiz] = [*course.lessons.values(), *course.quizzes.values()] if course else []
    lines = {mark.name: mark.place.line for mark in site.settings.nav}
    earlier = [part for part in parts if part.number < number and part.page.src in lines]
    last = max(earlier, key=lambda part: (part.number, lines[part.page.src]), default=None)
    return posixpath.dirname(parts[0].page.slug) if parts else "classroom", last.page.slug if last else ""


def _known_source(site: Site) -> str:
    """A citation or a claim that there is, as an example in a quiz: the source that most pages cite."""
    cited = cited_keys(site.pages.values()) if site.has_bibliography else {}
    known = {key: len(pages) for key, pages in cited.items() if key in site.bibliography.by_key}
    if known:
        return f"[@{max(sorted(known), key=known.__getitem__)}]"
    claims = site.collection("evidence").all
    return f"[#{claims[0].id}]" if claims and _NUMBERED.fullmatch(claims[0].id) else ""


def _next_claim(ledger: Records) -> str:
    found = [match for record in ledger.all if (match := _NUMBERED.fullmatch(record.id))]
    if not found:
        return "C001"
    last = max(found, key=lambda match: int(match[2]))
    return f"{last[1]}{int(last[2]) + 1:0{len(last[2])}}"


def _claim(site: Site, name: str, section: str, claims: Mapping[str, str]) -> str:
    """A claim in YAML, in the languages into which the ledger is translated, with no source yet."""
    codes = _begun(site, site.collection("evidence").all)
    unknown = next((code for code in claims if code not in codes), "")
    if unknown:
        raise ScaffoldError(
            f'the ledger has no texts in "{unknown}" yet: begin them in all its claims at once'
        )
    _require_lines(claims)
    lines = [f"- id: {name}", f"  section: {skeletons.scalar(section)}", "  text:"]
    lines += [f"    {code}: {_text(claims.get(code) or skeletons.todo(code, 'claim'))}" for code in codes]
    lines += ["  cites: []", "  status: uncited", "  why:"]
    lines += [f"    {code}: {_text(skeletons.todo(code, 'why'))}" for code in codes]
    return "\n".join(lines) + "\n"


def _text(text: str) -> str:
    return json.dumps(text.strip(), ensure_ascii=False)


def _begun(site: Site, records: Iterable[Record]) -> list[str]:
    """The languages in which the records have texts; all where there are none yet."""
    texts = [record.data.get("text") for record in records]
    found = {code for text in texts if isinstance(text, Mapping) for code in text}
    codes = [language.code for language in site.settings.languages]
    return [code for code in codes if code in found] or codes


def _with_nav(site: Site, plan: Plan, slugs: Sequence[str], after: str, texts: Mapping[str, str]) -> Plan:
    """A plan that also names its pages in nav, for each language of which nav names pages.

    `after` is the slug of the page below which they stand, "" for the end of their folder.
    """
    path, nav = site.settings.path, site.settings.nav
    text, by_hand = texts[path], list[str]()
    for language in site.settings.languages if nav else ():
        prefix = f"{language.folder}/" if language.folder else ""
        own = [mark for mark in nav if mark.name.startswith(prefix)]
        if not own and language != site.settings.languages[0]:
            continue  # its navigation mirrors that of the first language
        srcs = [f"{prefix}{slug}.md" for slug in slugs]
        entry = edits.nav_entry(own, srcs[0], f"{prefix}{after}")
        changed = edits.below_nav_entry(text, entry, srcs) if entry else ""
        text = changed or text
        by_hand += [] if changed else srcs
    then = [f"name {' and '.join(by_hand)} in nav of {path}"] if by_hand else []
    changed_files = {**plan.changed, path: text} if text != texts[path] else plan.changed
    return Plan(plan.new, changed_files, (*plan.then, *then))
