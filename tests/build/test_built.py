"""What the strict build says of the HTML that it has just written."""

from __future__ import annotations

from pathlib import Path

from .conftest import build

ARTICLE = "paper/method"


def add(folder: Path, text: str) -> None:
    """Write a text at the end of both languages' page, so that they stay the same."""
    for code in ("en", "id"):
        path = folder / "docs" / code / f"{ARTICLE}.md"
        path.write_text(f"{path.read_text(encoding='utf-8')}\n{text}\n", encoding="utf-8")


def test_the_tiny_site_is_sound(tiny: Path) -> None:
    done = build(tiny, "--strict")

    assert done.returncode == 0, done.stderr
    assert "[html-" not in done.stderr


def test_what_no_source_check_sees_stops_the_strict_build(tiny: Path) -> None:
    add(tiny, '<form action="no-such.cgi"></form>\n\nAn icon: :material-check: here')

    done = build(tiny, "--strict")

    assert done.returncode == 1
    assert 'en/paper/method/no-such.cgi" [html-broken-link]' in done.stderr
    assert "docs/en/paper/method.md:" in done.stderr
    assert "[html-leftover-markdown]" in done.stderr


def test_what_a_style_sheet_lacks_is_said_once(tiny: Path) -> None:
    style = tiny / "docs/assets/css/edition.css"
    style.write_text(
        f"{style.read_text(encoding='utf-8')}\n.x {{ background: url(no-such.svg); }}\n", "utf-8"
    )

    done = build(tiny, "--strict")

    assert done.returncode == 1
    assert done.stderr.count("no-such.svg") == 1
    assert '"no-such.svg" does not exist [css-url]' in done.stderr


def test_quiet_builds_stop_too(tiny: Path) -> None:
    add(tiny, '<form action="no-such.cgi"></form>')

    assert build(tiny, "--strict", "--quiet").returncode == 1


def test_a_template_that_forgets_the_language(tiny: Path) -> None:
    (tiny / "overrides/404.html").write_text(
        "<html><title>Lost</title><a href='/en/'>Home</a></html>", "utf-8"
    )

    done = build(tiny, "--strict")

    assert done.returncode == 1
    assert (
        "site/404.html:1:1: <html> has no lang; write the language of the page [html-missing-lang]"
        in done.stderr
    )
