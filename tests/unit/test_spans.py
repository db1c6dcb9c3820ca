"""Bracketed spans, and what must not become one."""

from __future__ import annotations

import pytest
from markdown import markdown

EXTENSIONS = ["attr_list", "footnotes", "edition.render.spans"]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("[tersangka]{lang=id}", '<span lang="id">tersangka</span>'),
        ("*[laporan polisi]{lang=id}*", '<em><span lang="id">laporan polisi</span></em>'),
        ("[two *words*]{.a .b lang=en}", '<span class="a b" lang="en">two <em>words</em></span>'),
        ("[x]{#here}", '<span id="here">x</span>'),
        ("[link](a.md){.c}", '<a class="c" href="a.md">link</a>'),
        ("![alt](a.svg){width=20}", '<img alt="alt" src="a.svg" width="20" />'),
        ("`[code]{lang=id}`", "<code>[code]{lang=id}</code>"),
        (r"\[plain]{lang=id}", "[plain]{lang=id}"),
        ("[#C113] and {braces}", "[#C113] and {braces}"),
        ("[no attributes]{}", "[no attributes]{}"),
    ],
)
def test_span(source: str, expected: str) -> None:
    assert markdown(source, extensions=EXTENSIONS) == f"<p>{expected}</p>"
