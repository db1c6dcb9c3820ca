"""Attribute lists: what stands between the braces of `{#id .class key=value}`."""

from __future__ import annotations

import re

from edition.patterns import late

_ITEM = r"#[\w-]+|\.[\w-]+|[\w-]+=(?:\"[^\"{}]*\"|[\w.,-]+)"
_SIMPLE = late(rf"[ ]*(?:{_ITEM})(?:[ ]+(?:{_ITEM}))*[ ]*")
_PARTS = late(
    r"#(?P<id>[\w-]+)|\.(?P<class>[\w-]+)|(?P<key>[\w-]+)=(?:\"(?P<quoted>[^\"]*)\"|(?P<value>[\w.,-]+))"
)


def pairs(attributes: str) -> list[tuple[str, str]]:
    """The names and values of a list as Python-Markdown reads it; the name of a class is "."."""
    if _SIMPLE.fullmatch(attributes):
        return [_pair(found) for found in _PARTS.finditer(attributes)]
    # Only here: Markdown takes longer to load than a hundred pages to read.
    from markdown.extensions.attr_list import get_attrs_and_remainder

    return [(name, value or "") for name, value in get_attrs_and_remainder(attributes)[0]]


def _pair(found: re.Match[str]) -> tuple[str, str]:
    if found["key"]:
        return found["key"], found["quoted"] if found["quoted"] is not None else found["value"]
    return ("id", found["id"]) if found["id"] else (".", found["class"])


def own_id(attributes: str) -> str:
    """The id that a list gives, "" for none; the last of several counts."""
    return next((value for name, value in reversed(pairs(attributes)) if name == "id"), "")
