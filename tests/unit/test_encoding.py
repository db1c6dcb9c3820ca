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
