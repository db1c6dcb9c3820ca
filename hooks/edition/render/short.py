"""Short addresses of the lessons, to be typed from a blackboard or read by a camera."""

from __future__ import annotations

from html import escape

import segno

from edition.course import Lesson
from edition.render.page import Frame


def path(lesson: Lesson, code: str) -> str:
    """The short address below the root of the site, such as `id6/`."""
    return f"{code}{lesson.number}/"


def notice(lesson: Lesson, base: str, frame: Frame) -> str:
    """The short address with its QR code; `base` is the address of the site, with a slash."""
    address = base + path(lesson, frame.language)
    picture = segno.make(address, error="m").svg_inline(
        border=2, omitsize=True, svgclass="qr", lineclass="qr__dots", title=address, dark="#000"
    )
    return (
        '<details class="short-address" data-pagefind-ignore>'
        f"<summary>{escape(frame.strings['short_address'])}</summary>"
        f'<p><strong>{escape(address)}</strong></p><div class="qr-frame">{picture}</div></details>\n'
    )


def redirect(target: str, title: str, code: str) -> str:
    """The page at a short address: it leads on at once, and by a link where that is forbidden."""
    return (
        f'<!doctype html>\n<html lang="{escape(code)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="refresh" content="0; url={escape(target)}">\n<meta name="robots" content="noindex">\n'
        f"<title>{escape(title)}</title>\n</head>\n"
        f'<body>\n<main><p><a href="{escape(target)}">{escape(title)}</a></p></main>\n</body>\n</html>\n'
    )
