"""Under `mkdocs serve` the problems stand in the pages; in what is built nothing of it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html

from .conftest import build
from .serving import Server, serving

METHOD = "docs/en/paper/method.md"
PANEL = "//aside[@data-problems]"
POLICY = '[tool.edition]\nignore = ["unstamped-translation", "stale-contact"]\n'


@pytest.fixture
def sound(tiny: Path) -> Path:
    """The tiny site without anything that the checks advise."""
    (tiny / "pyproject.toml").write_text(POLICY, encoding="utf-8")
    return tiny


def panel(server: Server, path: str) -> html.HtmlElement | None:
    """The panel of a page, as if its shadow root were none."""
    page = html.fromstring(server.show(path).replace("<template", "<div").replace("</template", "</div"))
    found = page.xpath(PANEL)
    return found[0] if found else None


def words(element: html.HtmlElement | None, path: str) -> list[str]:
    assert element is not None
    return [" ".join(found.text_content().split()) for found in element.xpath(path)]


def test_problems_come_and_go_with_the_edits(sound: Path) -> None:
    right = (sound / METHOD).read_text(encoding="utf-8")
    with serving(sound) as server:
        assert panel(server, "en/paper/method/") is None

        said = server.write(METHOD, right.replace("@hocking2014", "@hocking2104"))
        assert f'{METHOD}:9:38: unknown citation key "hocking2104"' in said
        own = panel(server, "en/paper/method/")
        assert words(own, ".//details/summary")[0] == "Problems On this page: 1"
        assert words(own, ".//ul/li") == [
            f'Error {METHOD}:9:38 unknown citation key "hocking2104" did you mean "hocking2014"? unknown-citation'
        ]
        other = panel(server, "id/paper/method/")
        assert words(other, ".//details/summary")[0] == "Masalah Di halaman ini: 0 Di halaman lain: 1"
        assert other is not None
        assert other.xpath(".//details//details//a/@href") == ["../../../en/paper/method/"]

        server.write(METHOD, right)
        assert panel(server, "id/paper/method/") is None


def test_a_problem_of_the_bibliography_stands_on_every_page(sound: Path) -> None:
    file = sound / "references.bib"
    wrong = file.read_text(encoding="utf-8").replace("date = {2014}", "date = {20144}")
    file.write_text(wrong, encoding="utf-8")
    with serving(sound) as server:
        for path, label in (("en/", "In other files: 1"), ("id/help/", "Di berkas lain: 1")):
            own = panel(server, path)
            assert words(own, ".//h2") == [label]
            assert words(own, ".//ul/li//code")[0].startswith("references.bib:")


def test_what_only_the_built_page_shows_is_in_it_too(sound: Path) -> None:
    right = (sound / METHOD).read_text(encoding="utf-8")
    with serving(sound) as server:
        server.write(
            METHOD, f'{right}\n<form action="no-such.cgi"></form>\n\n<p lang="en">**b**</p> <p>**b**</p>\n'
        )
        own = panel(server, "en/paper/method/")
        said = " ".join(words(own, ".//ul/li"))
        assert "html-broken-link" in said
        assert "html-leftover-markdown" in said
        assert "html-broken-link" in server.show("en/")

        ignore = "<!-- edition: ignore html: a server answers -->"
        server.write(METHOD, f'{right}\n{ignore}\n<form action="no-such.cgi"></form>\n')
        assert "html-broken-link" not in server.show("en/paper/method/")


def test_with_clean_a_site_is_served_as_it_is_built(tiny: Path) -> None:
    with serving(tiny, "--clean") as server:
        assert "data-problems" not in server.show("en/paper/method/")


def test_a_build_is_the_same_without_the_hook(tiny: Path) -> None:
    config, page = tiny / "mkdocs.yml", tiny / METHOD
    page.write_text(page.read_text(encoding="utf-8").replace("@hocking2014", "@nobody"), encoding="utf-8")
    with_hook = contents(tiny, "with")
    config.write_text(
        config.read_text(encoding="utf-8").replace("  - hooks/overlay.py\n", ""), encoding="utf-8"
    )
    assert contents(tiny, "without") == with_hook
    assert not [name for name, content in with_hook.items() if b"data-problems" in content]


def contents(folder: Path, name: str) -> dict[str, bytes]:
    """Every file of the site built into a folder, by its path."""
    done = build(folder, "--site-dir", name, SOURCE_DATE_EPOCH="1700000000")
    assert done.returncode == 0, done.stderr
    assert "unknown citation key" in done.stderr
    files = [path for path in (folder / name).rglob("*") if path.is_file()]
    return {path.relative_to(folder / name).as_posix(): path.read_bytes() for path in files}
