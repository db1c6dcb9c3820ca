"""The files for a class, as lists of links with format and size."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import escape

from edition.render.page import Frame

Offered = Mapping[str, int]  # the path of a file below the site, and its size in bytes


def of_lesson(files: Offered, number: int, frame: Frame) -> str:
    """The files of one lesson and its quiz."""
    own = [name for name in files if re.search(rf"/(?:lesson|quiz)-{number}[-.]", name)]
    if not own:
        return ""
    title = escape(frame.strings["lesson_files"])
    return f'<h2 id="files">{title}</h2>\n{_list(own, files, frame)}'


def all_files(files: Offered, frame: Frame) -> str:
    """All files: those of each lesson under its number, then those of the whole course."""
    if not files:
        return f"<p>{escape(frame.strings['no_files'])}</p>"
    html = ""
    of_lessons: set[str] = set()
    for number in range(1, 100):
        own = [name for name in files if re.search(rf"/(?:lesson|quiz)-{number}[-.]", name)]
        of_lessons.update(own)
        if own:
            title = escape(frame.strings["lesson_number"].format(number=number))
            html += f'<h2 id="lesson-{number}">{title}</h2>\n{_list(own, files, frame)}'
    rest = [name for name in files if name not in of_lessons]
    if rest:
        html = (
            f'<h2 id="course">{escape(frame.strings["course_files"])}</h2>\n{_list(rest, files, frame)}'
            + html
        )
    return html


def _list(names: Sequence[str], files: Offered, frame: Frame) -> str:
    items = "".join(
        f'<li><a href="{escape(frame.url(f"/exports/{name}"))}" download>{_label(name, frame)}</a> '
        f'<span class="file-size">{_size(files[name], frame)}</span></li>'
        for name in names
    )
    return f'<ul class="files" data-pagefind-ignore>{items}</ul>\n'


def _label(name: str, frame: Frame) -> str:
    """The name of a file for people, from `file_kinds` of strings.yml: by the end of its name."""
    kinds = frame.strings["file_kinds"]
    base = name.rpartition("/")[2]
    kind = next((kind for kind in sorted(kinds, key=len, reverse=True) if base.endswith(kind)), "")
    return f"{escape(str(kinds.get(kind, base)))} <code>{escape(base)}</code>"


def _size(size: int, frame: Frame) -> str:
    number = f"{max(1, round(size / 1000)):,}"
    return f"{number if frame.language == 'en' else number.replace(',', '.')} kB"
