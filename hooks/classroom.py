"""The classroom: lessons with their frame, quizzes that can be answered, and the files for a class."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

from markdown import Markdown
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from edition.model import Site
from edition.render import downloads, lessons, quizzes, short
from edition.render.page import Frame
from edition.sources import course as parser
from edition.sources import markdown as documents
from edition.sources.disk import exports

DOWNLOADS = "<!-- downloads -->"
_TITLE = re.compile(r"\A\s*# [^\n]*\n")
_PARAGRAPH = re.compile(r"\A<p>(.*)</p>\Z", re.S)


@event_priority(90)
def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Fold the lecturer's notes of a lesson; make the questions of a quiz, after its marks are HTML."""
    shared = config.extra["edition"]
    frame: Frame | None = shared["frames"].get(page.file.src_uri)
    source = shared["site"].pages.get(page.file.src_uri)
    if frame is None or source is None:
        return markdown
    if page.meta.get("lesson"):
        return lessons.folded(markdown)
    if not page.meta.get("quiz"):
        return markdown
    title = _TITLE.match(markdown)
    quiz = parser.quiz(
        source._replace(document=documents.parse(markdown, shared["site"].settings.extensions))
    )
    converter = Markdown(extensions=["edition.render.spans"])

    def inline(text: str) -> str:
        html = converter.reset().convert(text)
        found = _PARAGRAPH.match(html)
        return found[1] if found and "</p>" not in found[1] else html

    return (title[0] if title else "") + "\n" + quizzes.markdown(quiz, inline, frame)


@event_priority(140)
def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Put the frame around a lesson, and the list of files where a page asks for it."""
    shared = config.extra["edition"]
    frame: Frame | None = shared["frames"].get(page.file.src_uri)
    if frame is None:
        return html
    course = shared["site"].courses.get(frame.language)
    number: Any = page.meta.get("lesson") or page.meta.get("quiz")
    if not number and DOWNLOADS not in html:
        return html
    offered = exports(_exports(config), frame.language)
    if course and number in course.lessons and page.meta.get("lesson"):
        lesson = course.lessons[number]
        head = lessons.head(lesson, frame) + short.notice(lesson, config.site_url or "/", frame)
        html = lessons.with_minutes(html, frame)
        html = re.sub(r"(</h1>)", lambda found: found[1] + head, html, count=1)
    if number:
        html += downloads.of_lesson(offered, number, frame)
    return html.replace(DOWNLOADS, downloads.all_files(offered, frame))


def _exports(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).parent / "exports"


def on_post_build(config: MkDocsConfig) -> None:
    """Write the short addresses; offer what `edition export` has made, if it has."""
    site: Site = config.extra["edition"]["site"]
    for code, course in site.courses.items():
        for lesson in course.lessons.values():
            path = Path(config.site_dir) / short.path(lesson, code) / "index.html"
            path.parent.mkdir(exist_ok=True)
            target = f"../{lesson.page.src.removesuffix('.md')}/"
            path.write_text(short.redirect(target, lesson.page.title, code), encoding="utf-8", newline="\n")
    folder = _exports(config)
    if any(course.lessons for course in site.courses.values()) and folder.is_dir():
        hidden = shutil.ignore_patterns(".*")
        shutil.copytree(folder, Path(config.site_dir) / "exports", dirs_exist_ok=True, ignore=hidden)
