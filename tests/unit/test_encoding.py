"""A page that is no UTF-8 is reported at its first wrong byte; the rest of the site is checked all the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from edition.cli import main


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ("# A\n\nSelf-évident\n".encode("cp1252"), "3:6: not UTF-8 text: invalid continuation byte"),
        (b"\xef\xbb\xbf# A\n\nab \xff\n", "3:4: not UTF-8 text: invalid start byte"),
        ("# A\n".encode("utf-16"), "1:1: not UTF-8 text: invalid start byte"),
    ],
    ids=["windows-1252", "after a byte order mark", "utf-16"],
)
def test_the_first_wrong_byte(
    content: bytes,
    place: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text("site_name: Case\n")
    (tmp_path / "docs/a.md").write_bytes(content)
    (tmp_path / "docs/b.md").write_text("# B\n\n[C](c.md)\n")
    monkeypatch.chdir(tmp_path)
    assert main(["check", "--select", "file-encoding,missing-page"]) == 1
    shown = capsys.readouterr().out
    assert f"docs/a.md:{place}; save the file as UTF-8 [file-encoding]\n" in shown
    assert "docs/b.md:3:5: " in shown


def test_utf_8_with_and_without_a_byte_order_mark_is_sound(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text("site_name: Case\n")
    (tmp_path / "docs/a.md").write_bytes("\ufeff# Ä\n".encode())
    (tmp_path / "docs/b.md").write_bytes("# Ä\n".encode())
    monkeypatch.chdir(tmp_path)
    assert main(["check", "--select", "file-encoding"]) == 0
    assert capsys.readouterr().out == ""


SITE = """\
site_name: Case
plugins: [{bibtex: {bib_file: references.bib, enable_inline_citations: false}}]
extra: {records: {evidence: data/evidence.yml, audit: data/audit.csv}, translations: translations,
  alternate: [{lang: en, name: English, link: /en/}, {lang: id, name: Indonesia, link: /id/}]}
"""
FILES = {
    "mkdocs.yml": SITE,
    "docs/en/a.md": "# A\n\nAs [@a2020] and [@b2020] say. [D](d.md)\n",
    "docs/id/a.md": "# A\n\nKata [@a2020] dan [@b2020].\n",
    "translations/id/a.md": "# A\n",
    "references.bib": "@misc{a2020, title = {A}, url = {https://example.org/é}}\n@misc{b2020, title = {B}}\n",
    "data/evidence.yml": "- id: C001\n  text: {en: é}\n",
    "data/audit.csv": "key,note\na,é\n",
}


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("references.bib", "1:54: "),
        ("data/evidence.yml", "2:14: "),
        ("data/audit.csv", "2:3: "),
        ("translations/id/a.md", ""),
    ],
)
def test_a_wrong_byte_beside_the_pages_hides_nothing_else(
    path: str, place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        content = text if name != "translations/id/a.md" else f"{text}é"
        (tmp_path / name).write_bytes(content.encode("latin-1" if name == path else "utf-8"))
    monkeypatch.chdir(tmp_path)

    chosen = "missing-page,citation-key,bibliography-syntax,record-syntax"
    assert main(["check", "--select", chosen]) == 1
    shown = capsys.readouterr().out
    assert "docs/en/a.md:3:35: " in shown
    wrong = [line for line in shown.splitlines() if "not UTF-8 text" in line]
    assert len(wrong) == bool(place)
    assert all(line.startswith(f"{path}:{place}") and "; save the file as UTF-8 [" in line for line in wrong)
    assert main(["status"]) in (0, 1)


def test_a_bibliography_with_the_line_ends_of_old_computers_has_lines(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/a.md").write_text("# A\n\n[@a]\n")
    (tmp_path / "mkdocs.yml").write_text("plugins: [{bibtex: {bib_file: a.bib}}]\n")
    (tmp_path / "a.bib").write_bytes(
        "@misc{a,\r  title = {A},\r  note = {dÃ©but},\r}\r<<<<<<< HEAD\r".encode()
    )
    monkeypatch.chdir(tmp_path)
    assert main(["check", "--select", "replacement-character,merge-conflict"]) == 1
    places = [line.partition(": ")[0] for line in capsys.readouterr().out.splitlines()]
    assert places == ["a.bib:3:12", "a.bib:5:1"]
