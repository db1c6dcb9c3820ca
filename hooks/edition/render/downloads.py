"""The files for a class, as lists of links with format and size."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from edition.patterns import late
from edition.render.page import Frame

Offered = Mapping[str, int]  # the path of a file below the site, and its size in bytes


_OF_LESSON = late(r"/(?:lesson|quiz)-(\d+)[-.]")
_COURSE = 0  # in place of a number: what belongs to no single lesson


def _by_lesson(files: Offered) -> dict[int, list[str]]:
    """The names of the files by the number of their lesson, in the order of the numbers."""
    found: dict[int, list[str]] = {}
    for name in files:
        number = _OF_LESSON.search(name)
        found.setdefault(int(number[1]) if number else _COURSE, []).append(name)
    return dict(sorted(found.items()))


def of_lesson(files: Offered, number: int, frame: Frame) -> str:
    """The files of one lesson and its quiz."""
    own = _by_lesson(files).get(number)
    if not own:
        return ""
    title = escape(frame.strings["lesson_files"])
    return f'<h2 id="files">{title}</h2>\n{_list(own, files, frame)}'


def all_files(files: Offered, frame: Frame) -> str:
    """All files: those of the whole course, then those of each lesson under its number."""
    if not files:
        return f"<p>{escape(frame.strings['no_files'])}</p>"
    html = ""
    for number, own in _by_lesson(files).items():
        name, title = f"lesson-{number}", frame.strings["lesson_number"].format(number=number)
        if number == _COURSE:
            name, title = "course", frame.strings["course_files"]
        html += f'<h2 id="{name}">{escape(title)}</h2>\n{_list(own, files, frame)}'
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
