"""What a reader sees of a page: the words of its language, and the text of its HTML."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from lxml import html

from edition.render.page import Frame

ROOT = Path(__file__).parents[2]


@cache
def strings(code: str) -> dict[str, Any]:
    """The words of the site in a language."""
    found: dict[str, Any] = yaml.safe_load((ROOT / f"docs/{code}/strings.yml").read_text(encoding="utf-8"))
    return found


def frame(code: str = "en", url: Callable[[str], str] = lambda name: name) -> Frame:
    """The frame of a page with the site's own words; a citation is its keys in brackets."""
    return Frame(code, strings(code), url, lambda keys: f"({', '.join(keys)})", lambda slug: slug)


def tree(markup: str) -> html.HtmlElement:
    """Some HTML, to be asked for its elements."""
    return html.fromstring(f"<div>{markup}</div>")


def seen(element: html.HtmlElement) -> str:
    """The text of an element, with single blanks."""
    return " ".join(element.text_content().split())
