"""`mkdocs serve` builds anew after an edit to a page, to the bibliography and to the records."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.build.serving import Server, serving


@pytest.fixture
def server(tiny: Path) -> Iterator[Server]:
    with serving(tiny) as started:
        yield started


@pytest.mark.parametrize(
    ("file", "addition"),
    [
        ("docs/id/index.md", "\n<!-- catatan -->\n"),
        ("references.bib", "\n% a remark\n"),
        ("data/contacts.yml", "\n# a remark\n"),
    ],
)
def test_an_edit_is_seen(server: Server, file: str, addition: str) -> None:
    def edit() -> None:
        with (server.folder / file).open("a", encoding="utf-8") as changed:
            changed.write(addition)

    assert "WARNING" not in server.build_after(edit)


def test_an_edit_is_checked(server: Server) -> None:
    path = server.folder / "docs/id/paper/method.md"
    wrong = path.read_text(encoding="utf-8").replace("@hocking2014", "@nobody2000")
    said = server.build_after(lambda: path.write_text(wrong, encoding="utf-8"))
    assert 'docs/id/paper/method.md:9:38: unknown citation key "nobody2000"' in said
