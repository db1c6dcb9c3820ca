"""The panel with the problems, as HTML."""

from __future__ import annotations

from pathlib import Path

from edition.checks import html as checks
from edition.model import Problem
from edition.render.overlay import Links, groups, panel, put
from edition.sources.built import load
from edition.sources.disk import load_site

STRINGS = {
    "problems": "Problems",
    "problems_here": "On this page: {number}",
    "problems_files": "In other files: {number}",
    "problems_elsewhere": "On other pages: {number}",
    "problems_more": "and {number} more",
    "problem_severities": {"error": "Error", "advice": "Advice"},
}
PAGES = {"docs/a.md": "../a/", "docs/b.md": "../b/"}
LINKS = Links(lambda path: PAGES.get(path, ""), lambda rule: f"../checks/#{rule}")


def shown(*problems: Problem, path: str = "docs/a.md") -> str:
    return panel(groups(problems, path, page), STRINGS, LINKS, "", "")


def page(path: str) -> str:
    return "docs/a.md" if path == "site/a/index.html" else path if path in PAGES else ""


def test_no_problem_is_no_panel() -> None:
    assert shown() == ""


def test_its_own_come_first_then_those_of_files_then_those_of_other_pages() -> None:
    html = shown(
        Problem("data/x.yml", 1, 1, "r", "of a file"),
        Problem("docs/a.md", 1, 1, "r", "its own"),
        Problem("docs/b.md", 1, 1, "r", "of another page"),
    )
    assert html.index("its own") < html.index("of a file") < html.index("of another page")


def test_what_a_problem_quotes_is_text() -> None:
    html = shown(Problem("docs/a.md", 1, 1, "r", "</template><script>x()</script>", "write <b>"))
    assert html.count("</template>") == 1
    assert "&lt;script&gt;x()" in html
    assert "write &lt;b&gt;" in html


def test_severity_is_a_word() -> None:
    html = shown(Problem("docs/a.md", 3, 7, "image-alt", "no text", severity="advice"))
    assert '<strong class="advice">Advice</strong>' in html
    assert "docs/a.md:3:7" in html
    assert '<a href="../checks/#image-alt"><code>image-alt</code></a>' in html


def test_the_bar_has_the_colour_of_the_worst() -> None:
    html = shown(
        Problem("docs/a.md", 1, 1, "r", "one", severity="advice"),
        Problem("docs/a.md", 2, 1, "r", "two"),
        Problem("docs/b.md", 2, 1, "r", "three", severity="advice"),
    )
    assert '<span class="error">On this page: 2</span>' in html
    assert '<span class="advice">On other pages: 1</span>' in html


def test_what_lies_in_the_built_page_is_the_pages_own() -> None:
    problem = Problem("site/a/index.html", 40, 7, "html-missing-lang", "x")
    assert "On this page: 1" in shown(problem)
    assert "On other pages: 1" in shown(problem, path="docs/b.md")


def test_it_stands_once_at_the_end_of_the_page_and_goes_with_the_problems() -> None:
    page = "<html><body>\n<p>x</p>\n</body></html>\n"
    first, second = (shown(Problem("docs/a.md", 1, 1, "r", said)) for said in ("first", "second"))
    assert put(put(page, first), second) == f"<html><body>\n<p>x</p>\n{second}</body></html>\n"
    assert put(put(page, first), "") == page
    assert put("<p>a part of a page</p>", first) == "<p>a part of a page</p>"


def test_errors_come_before_advice() -> None:
    html = shown(
        Problem("docs/a.md", 1, 1, "r", "an advice", severity="advice"),
        Problem("docs/a.md", 2, 1, "r", "an error"),
    )
    assert html.index("an error") < html.index("an advice")


def test_a_page_does_not_grow_with_all_problems_of_the_site() -> None:
    html = shown(*(Problem("docs/b.md", line, 1, "r", "x") for line in range(1, 1001)))
    assert '<span class="error">On other pages: 1000</span>' in html
    assert html.count("docs/b.md:") == 50
    assert "<li>and 950 more</li>" in html


def test_only_other_pages_are_linked() -> None:
    html = shown(Problem("docs/a.md", 1, 1, "r", "x"), Problem("docs/b.md", 1, 1, "r", "x"))
    assert '<a href="../a/">' not in html
    assert '<a href="../b/"><code>docs/b.md:1:1</code></a>' in html


def test_nothing_links_where_nothing_explains() -> None:
    found = groups([Problem("mkdocs.yml", 1, 1, "r", "x")], "docs/a.md", page)
    assert "<a" not in panel(found, STRINGS, Links(lambda path: "", lambda rule: ""), "", "").replace(
        "<aside", ""
    )


def test_the_checks_of_the_built_site_do_not_take_it_for_what_the_page_says(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: A\n")
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/index.md").write_text("# A\n")
    (tmp_path / "site").mkdir()
    site = load_site(tmp_path / "mkdocs.yml")
    quoting = shown(
        Problem("docs/a.md", 1, 1, "r", 'the link "[a](b.md)" is **bold**', "write [^1] or {{ x }}")
    )

    def found(body: str) -> list[Problem]:
        head = '<html lang="en"><head><title>A</title></head>'
        (tmp_path / "site/index.html").write_text(f"<!doctype html>{head}<body>{body}</body></html>")
        return checks.run(load(tmp_path / "site", tmp_path), site)

    assert found(quoting) == []
    assert len(found(quoting.replace("template", "div"))) > 1
