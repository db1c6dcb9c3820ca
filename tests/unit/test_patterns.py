"""Patterns that are compiled when they are first used, and what a check does not load."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from edition.patterns import late

HEAVY = {"dataclasses", "inspect", "json", "csv", "jsonschema_rs", "pathspec", "rapidfuzz"}
FILES = {
    "mkdocs.yml": "site_name: A\nexclude_docs: drafts/\nnav: [index.md, b.md]\n"
    "plugins: [search, {bibtex: {bib_file: a.bib}}]\n"
    "markdown_extensions: [attr_list, footnotes, admonition, toc: {permalink: true}]\n",
    "a.bib": "@book{a2020, author = {Bell, A.}, title = {A}, date = {2020}, publisher = {P}}\n",
    "docs/index.md": "# A\n\n[B](b.md#c) says [@a2020, p. 3].[^1] ![A dot](dot.png)\n\n"
    "[^1]: A note.\n\n\\bibliography\n",
    "docs/b.md": "---\ntitle: B\n---\n\n# B\n\n## C {#c}\n\n[A](index.md) <a href='../'>A</a>\n",
    "docs/dot.png": "",
}


def test_a_late_pattern_does_what_a_compiled_one_does() -> None:
    found, wanted = late(r"(?P<a>x)|y", re.I), re.compile(r"(?P<a>x)|y", re.I)
    for text in ("X", "ay", ""):
        assert [each.groupdict() for each in found.finditer(text)] == [
            each.groupdict() for each in wanted.finditer(text)
        ]
        assert bool(found.search(text)) is bool(wanted.search(text))
        assert found.sub("-", text) == wanted.sub("-", text)
    assert (found.pattern, found.flags, found.groupindex) == (
        wanted.pattern,
        wanted.flags,
        wanted.groupindex,
    )


def test_a_late_pattern_is_compiled_when_it_is_first_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled = []
    compiler = re.compile
    monkeypatch.setattr(re, "compile", lambda *given: compiled.append(given) or compiler(*given))
    found = late("a+")
    assert compiled == []
    for _ in range(3):
        assert found.fullmatch("aa")
    assert compiled == [("a+", 0)]


def test_a_late_pattern_that_is_wrong_says_so_when_it_is_asked() -> None:
    found = late("(")
    with pytest.raises(re.error, match="unterminated subpattern"):
        found.search("a")


def test_a_check_of_a_sound_site_loads_nothing_heavy(tmp_path: Path) -> None:
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    code = (
        "import sys; from edition.cli import main; s = main(sys.argv[1:]); print(*sys.modules); sys.exit(s)"
    )
    program = [sys.executable, "-c", code, "check", "--select", "links,anchors,citations"]
    done = subprocess.run(program, cwd=tmp_path, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr) == (0, "")
    (names,) = done.stdout.splitlines()
    loaded = set(names.split())
    assert {"edition.checks.citations", "edition.sources.bibtex"} <= loaded
    assert not {name for name in loaded if name.partition(".")[0] in HEAVY}
