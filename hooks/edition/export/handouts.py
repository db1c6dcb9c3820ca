"""The files of one lesson for a class: handouts for students and for lecturers, and slides.

The slides belong to the lecturer, as the handout with solutions does: their notes say what the
lecturer's boxes say.
"""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from edition.course import Lesson
from edition.export import lesson_text, looks, pandoc, pdf, powerpoint, word
from edition.export.archive import zipped
from edition.export.lesson_text import DOCX, EDITIONS, TYPST, Strings

_NO_PROPERTIES = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns="http://schemas.openxmlformats.org'
    b'/officeDocument/2006/custom-properties"></Properties>'
)
_DAY = "1980-01-01T00:00:00Z"
_UNSPOKEN = re.compile(rb"<a:(rPr|endParaRPr)(?=[ />])(?![^<>]*\blang=)")


def lesson_files(
    lesson: Lesson, strings: Strings, base: str, bibliography: Path, csl: Path, locale: str
) -> dict[str, bytes]:
    """The files of a lesson by their names: `lesson-N-slides.pptx`, and `lesson-N-EDITION.docx` and
    `.pdf` for each edition.

    `base` is the address of the site, to which links lead; `csl` the style and `locale` the language
    of the citations, such as "id-ID". `strings` are the words of the lesson's language. Raises
    PandocError where pandoc finds a fault (a source that is not in the bibliography, too),
    typst.TypstError where the PDF would not be accessible (PDF/UA-1), KeyError for a missing word.
    """
    sources = ["--citeproc", f"--bibliography={bibliography}", f"--csl={csl}"]
    name = f"lesson-{lesson.number}"
    files = {}
    for edition in EDITIONS:
        files[f"{name}-{edition}.docx"] = _docx(lesson, strings, edition, base, sources, locale)
        files[f"{name}-{edition}.pdf"] = _pdf(lesson, strings, edition, base, sources, locale)
    files[f"{name}-slides.pptx"] = _pptx(lesson, strings, base, sources, locale)
    return files


def _docx(
    lesson: Lesson, strings: Strings, edition: str, base: str, sources: list[str], locale: str
) -> bytes:
    text = lesson_text.handout(lesson, strings, edition, DOCX, base)
    return _office(text, "docx", lesson.page.title, strings[f"handout_{edition}"], locale, sources)


def _pptx(lesson: Lesson, strings: Strings, base: str, sources: list[str], locale: str) -> bytes:
    text = lesson_text.slides(lesson, strings, base)
    # The list of sources is in the handouts: on slides nobody could read it.
    options = [*sources, "--metadata=suppress-bibliography:true", "--slide-level=1"]
    return _office(text, "pptx", lesson.page.title, strings["slides_lecturer"], locale, options)


def _office(text: str, to: str, title: str, subtitle: str, locale: str, options: list[str]) -> bytes:
    """A document of Word or PowerPoint with our template, and always the same bytes."""
    template = word.template(locale) if to == "docx" else powerpoint.template(locale)
    with tempfile.TemporaryDirectory(prefix="edition-") as folder:
        path = Path(folder) / f"template.{to}"
        path.write_bytes(template)
        asked = [f"--reference-doc={path}", f"--metadata=subtitle:{subtitle}", *options]
        made = pandoc.document(text, to, title, locale, asked)
    files = looks.unzipped(made)
    files["docProps/core.xml"] = _properties(title, locale)
    files["docProps/custom.xml"] = _NO_PROPERTIES  # pandoc's hold paths of this machine
    if to == "pptx":
        spoken = f" lang={quoteattr(locale)}".encode()
        for name in [
            name for name in files if name.startswith(("ppt/slides/slide", "ppt/notesSlides/notes"))
        ]:
            said = files[name].replace(b'lang="en-US"', spoken.strip())
            files[name] = _UNSPOKEN.sub(lambda found: found[0] + spoken, said)
    return zipped(files)


def _properties(title: str, locale: str) -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<cp:coreProperties xmlns:cp="http://schemas.'
        'openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title)}</dc:title><dc:language>{escape(locale)}</dc:language>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{_DAY}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{_DAY}</dcterms:modified></cp:coreProperties>'
    ).encode()


def _pdf(lesson: Lesson, strings: Strings, edition: str, base: str, sources: list[str], locale: str) -> bytes:
    text = lesson_text.handout(lesson, strings, edition, TYPST, base)
    body = pandoc.document(text, "typst-smart", lesson.page.title, locale, sources).decode()
    return pdf.document(body, lesson.page.title, strings[f"handout_{edition}"], locale)
