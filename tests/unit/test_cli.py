"""`edition check` as a contributor and a workflow see it: what it prints and how it exits."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from edition.cli import main

CONFIG = "site_name: A\nplugins: []\n"


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "docs" / "law").mkdir(parents=True)
    (tmp_path / "mkdocs.yml").write_text(CONFIG)
    (tmp_path / "docs" / "index.md").write_text("# A\n\n[b](bb.md)\n")
    (tmp_path / "docs" / "b.md").write_text("# B\n")
    (tmp_path / "docs" / "law" / "c.md").write_text("# C\n\nSee ![](x.svg).\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_text_names_place_advice_and_rule(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 1
    printed = capsys.readouterr()
    assert printed.out.splitlines() == [
        'docs/index.md:3:5: page "bb.md" does not exist; did you mean "b.md"? [missing-page]',
        'docs/law/c.md:3:5: image "x.svg" has no alternative text; say what it shows [image-alt]',
        'docs/law/c.md:3:9: image "x.svg" does not exist [missing-image]',
    ]
    assert printed.err == "3 problems\n"


def test_json_has_the_same_problems(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--format", "json"]) == 1
    first, *others = json.loads(capsys.readouterr().out)
    assert first == {
        "path": "docs/index.md",
        "line": 3,
        "col": 5,
        "end_col": 10,
        "rule": "missing-page",
        "family": "links",
        "severity": "error",
        "message": 'page "bb.md" does not exist',
        "advice": 'did you mean "b.md"?',
        "fix": None,
    }
    assert len(others) == 2


def test_json_has_the_repair(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (site / "docs" / "index.md").write_text("# A\n\n[b](B.md)\n")
    assert main(["check", "docs/index.md", "--format", "json"]) == 1
    (found,) = json.loads(capsys.readouterr().out)
    assert found["fix"] == {"old": "B.md", "new": "b.md"}


def test_github_annotations(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "docs/index.md", "--format", "github"]) == 1
    assert capsys.readouterr().out == (
        "::error file=docs/index.md,line=3,col=5,title=missing-page::"
        'page "bb.md" does not exist; did you mean "b.md"?\n'
    )


def test_a_folder_limits_what_is_printed(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "docs/law"]) == 1
    assert all(line.startswith("docs/law/") for line in capsys.readouterr().out.splitlines())


def test_a_clean_site_is_silent(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "docs/b.md"]) == 0
    assert capsys.readouterr() == ("", "")


def test_another_folder_may_be_the_current_one(
    site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(site / "docs")
    assert main(["check", "--config", "../mkdocs.yml"]) == 1
    assert capsys.readouterr().out.startswith("docs/index.md:3:5: ")


@pytest.mark.parametrize(
    ("broken", "content", "said"),
    [
        ("mkdocs.yml", b"- a list", "not a list of `option: value`"),
        ("mkdocs.yml", b"site_name: [", "invalid YAML"),
    ],
)
def test_unreadable_input_exits_with_2(
    site: Path, capsys: pytest.CaptureFixture[str], broken: str, content: bytes, said: str
) -> None:
    (site / broken).write_bytes(content)
    assert main(["check"]) == 2
    assert said in capsys.readouterr().err


def test_missing_configuration_exits_with_2(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (site / "mkdocs.yml").unlink()
    assert main(["check"]) == 2
    assert "mkdocs.yml cannot be read" in capsys.readouterr().err


def test_unknown_path_exits_with_2(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "docs/nothing.md"]) == 2
    assert "does not exist" in capsys.readouterr().err


def test_wrong_usage_exits_with_2(site: Path) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["check", "--format", "xml"])
    assert stop.value.code == 2


def test_rules_and_families_are_selected_and_left_out(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--select", "missing-page"]) == 1
    assert [line.rpartition("[")[2] for line in capsys.readouterr().out.splitlines()] == ["missing-page]"]
    assert main(["check", "--select", "links", "--ignore", "missing-page,image-alt"]) == 1
    assert [line.rpartition("[")[2] for line in capsys.readouterr().out.splitlines()] == ["missing-image]"]
    assert main(["check", "--select", "citations"]) == 0


def test_a_rule_that_there_is_not_exits_with_2(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--ignore", "mising-page"]) == 2
    assert (
        'no rule or family is called "mising-page"; did you mean "missing-page"?' in capsys.readouterr().err
    )


def test_the_rules_are_listed_with_their_reasons(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules"]) == 0
    printed = capsys.readouterr().out
    assert (
        "links: missing-page (error, mended by --fix)\n    A link to a page leads to a Markdown file that is there.\n"
        in printed
    )
    assert "records: stale-contact (advice)" in printed


def test_a_rule_or_a_family_is_explained_in_full(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "missing-image"]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("links: missing-image (error, mended by --fix)\n    ")
    assert "\n    Bad: " in printed and "\n    Good: " in printed
    assert main(["rules", "citations", "missing-image"]) == 0
    printed = capsys.readouterr().out
    assert (
        "links: missing-image (error, mended by --fix)" in printed
        and "citations: " in printed
        and "terms: " not in printed
    )


def test_a_rule_that_there_is_not_is_not_explained(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "mising-page"]) == 2
    said = capsys.readouterr().err
    assert said == 'edition: no rule or family is called "mising-page"; did you mean "missing-page"?\n'


def run(site: Path, *arguments: str) -> subprocess.Popen[bytes]:
    program = [sys.executable, "-m", "edition.cli", *arguments]
    return subprocess.Popen(program, cwd=site, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def many_problems(site: Path) -> None:
    (site / "docs" / "b.md").write_text("".join(f"[a](no-{n}.md)\n\n" for n in range(3000)))


def test_a_pipe_gets_everything_and_the_same_each_time(site: Path) -> None:
    many_problems(site)
    first, second = (run(site, "check").communicate() for _ in range(2))
    assert first == second
    assert first[0].count(b"[missing-page]\n") == 3001
    assert first[1].splitlines()[-1].endswith(b"problems")


def test_a_reader_that_leaves_early_is_no_error(site: Path) -> None:
    many_problems(site)
    process = run(site, "check", "--format", "json")
    assert process.stdout and process.stderr
    process.stdout.read(10)
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait() == 1


def test_a_terminal_that_knows_few_signs_is_no_error(site: Path) -> None:
    (site / "docs" / "index.md").write_text("# A\n\n[b](é人.md)\n", encoding="utf-8")
    program = [sys.executable, "-m", "edition.cli", "check", "docs/index.md"]
    few = os.environ | {"PYTHONIOENCODING": "ascii"}
    done = subprocess.run(program, cwd=site, capture_output=True, env=few, check=False)
    assert done.returncode == 1
    assert done.stdout.startswith(b'docs/index.md:3:5: page "\\xe9\\u4eba.md" does not exist')


@pytest.mark.skipif(sys.platform == "win32", reason="has no pseudo terminals")
@pytest.mark.parametrize(
    ("environment", "colour"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)]
)
def test_a_terminal_shows_the_place(site: Path, environment: dict[str, str], colour: bool) -> None:
    import pty

    plain = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "COLUMNS")}
    ours, theirs = pty.openpty()
    program = [sys.executable, "-m", "edition.cli", "check", "docs/index.md"]
    process = subprocess.Popen(program, cwd=site, stdout=theirs, env=plain | {"TERM": "xterm"} | environment)
    os.close(theirs)
    printed = b""
    while chunk := _read(ours):
        printed += chunk
    assert process.wait() == 1
    assert (b"\x1b[" in printed) is colour
    text = re.sub(rb"\x1b\[\d*m", b"", printed).decode().replace("\r\n", "\n")
    assert text == (
        'docs/index.md:3:5: page "bb.md" does not exist; did you mean "b.md"? [missing-page]\n'
        "   3 | [b](bb.md)\n"
        "     |     ^^^^^\n"
        "     = edition rules missing-page\n\n"
    )


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError:  # how Linux says that the other end is closed
        return b""


PAGE = "\ufeff« A »: [b](B.md) and [b](b/)\r\n\r\n[c](nothing-near.md)".encode()


@pytest.fixture
def mendable(site: Path) -> Path:
    (site / "docs" / "index.md").write_bytes(PAGE)
    return site


def test_repairs_are_shown_without_being_made(mendable: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--select", "missing-page", "--diff"]) == 1
    assert capsys.readouterr().out == (
        "--- a/docs/index.md\n"
        "+++ b/docs/index.md\n"
        "@@ -1,3 +1,3 @@\n"
        "-\ufeff« A »: [b](B.md) and [b](b/)\r\n"
        "+\ufeff« A »: [b](b.md) and [b](b.md)\r\n"
        " \r\n"
        " [c](nothing-near.md)\n"
        "\\ No newline at end of file\n"
    )
    assert (mendable / "docs" / "index.md").read_bytes() == PAGE


def test_repairs_are_made_and_what_remains_is_printed(
    mendable: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "--select", "missing-page", "--fix"]) == 1
    printed = capsys.readouterr()
    assert printed.out.startswith("--- a/docs/index.md\n+++ b/docs/index.md\n")
    assert printed.out.splitlines()[-1].startswith('docs/index.md:3:5: page "nothing-near.md" does not exist')
    assert printed.err == "1 problem\n"
    mended = PAGE.replace(b"B.md", b"b.md").replace(b"b/", b"b.md")
    assert (mendable / "docs" / "index.md").read_bytes() == mended
    assert main(["check", "--select", "missing-page", "--fix"]) == 1
    assert capsys.readouterr().out.startswith("docs/index.md:3:5: ")


def test_a_repair_that_shows_another_is_followed_by_it(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (site / "docs" / "index.md").write_bytes(b"# A\n\n[b](\0B.md)\n")

    assert main(["check", "--select", "missing-page,control-character", "--fix"]) == 0
    assert (site / "docs" / "index.md").read_bytes() == b"# A\n\n[b](b.md)\n"
    shown = capsys.readouterr().out.splitlines()
    assert [line for line in shown if line[:1] in "+-"][2:] == ["-[b](\0B.md)", "+[b](b.md)"]


def test_only_what_was_asked_for_is_mended(mendable: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "docs/law", "--fix"]) == 1
    assert main(["check", "--select", "image-alt", "--fix"]) == 1
    assert "+++" not in capsys.readouterr().out
    assert (mendable / "docs" / "index.md").read_bytes() == PAGE


def test_a_diff_does_not_spoil_a_format_for_programs(
    mendable: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "--select", "missing-page", "--fix", "--format", "json"]) == 1
    printed = capsys.readouterr()
    assert [found["line"] for found in json.loads(printed.out)] == [3]
    assert printed.err.startswith("--- a/docs/index.md\n")


POLICY = """\
[project]
name = "select"

[tool.edition]
ignore = ["image-alt"]

[tool.edition.per-file-ignores]
"docs/**/c.md" = ["missing-image"]
"""


def test_the_project_says_what_to_ignore(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (site / "pyproject.toml").write_text(POLICY)
    assert main(["check"]) == 1
    assert [line.rpartition("[")[2] for line in capsys.readouterr().out.splitlines()] == ["missing-page]"]
    assert main(["check", "--ignore", "missing-page"]) == 0


def test_the_command_selects_in_place_of_the_project(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (site / "pyproject.toml").write_text('[tool.edition]\nselect = ["missing-page"]\n')
    assert main(["check", "--select", "image-alt"]) == 1
    assert [line.rpartition("[")[2] for line in capsys.readouterr().out.splitlines()] == ["image-alt]"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[tool.edition]\nselct = []", ':2: [tool.edition] has no option "selct"; did you mean "select"?'),
        (
            '[tool.edition]\nignore = [\n  "mising-page",\n]',
            ':3: no rule or family is called "mising-page"; did you mean "missing-page"?',
        ),
        (
            '[tool.edition.per-file-ignores]\n"a.md" = "links"',
            ':2: "a.md" is not a list of names of rules',
        ),
        ("[tool]\nedition = 1", ":2: [tool.edition] is not a table"),
        (
            "[tool.edition]\nper-file-ignores = 1",
            ':2: "per-file-ignores" is not a table of `"path" = ["rule"]`',
        ),
        ("[tool.edition\n", ": Expected ']' at the end of a table declaration (at line 1, column 14)"),
    ],
)
def test_a_policy_that_asks_for_what_there_is_not_exits_with_2(
    site: Path, capsys: pytest.CaptureFixture[str], text: str, said: str
) -> None:
    (site / "pyproject.toml").write_text(text)
    assert main(["check"]) == 2
    assert capsys.readouterr().err == f"edition: pyproject.toml{said}\n"


@pytest.mark.skipif(sys.platform == "win32", reason="its shell closes nothing")
@pytest.mark.parametrize(("format_", "told"), [("text", b"3 problems\n"), ("json", b"")])
def test_a_closed_output_is_no_error(site: Path, format_: str, told: bytes) -> None:
    program = [sys.executable, "-m", "edition.cli", "check", "--format", format_]
    done = subprocess.run(["sh", "-c", 'exec "$@" >&-', "sh", *program], cwd=site, capture_output=True)
    assert (done.returncode, done.stderr) == (1, told)


def test_a_web_that_nothing_asks_changes_nothing(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 1
    without = capsys.readouterr()
    assert main(["check", "--external"]) == 1
    assert capsys.readouterr() == without


def test_nothing_is_exported_from_a_site_with_errors(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "exports"]) == 1
    printed = capsys.readouterr().out
    assert printed.startswith("docs/index.md:3:5: ") and "[missing-image]\n" in printed
    assert not (site / "exports").exists()


@pytest.fixture
def sound(site: Path) -> Path:
    (site / "docs" / "index.md").write_text("# A\n")
    (site / "docs" / "law" / "c.md").unlink()
    return site


@pytest.mark.parametrize("named", ["bib_file: a.bib", "bib_dir: ."])
def test_a_site_without_lessons_exports_nothing(
    sound: Path, capsys: pytest.CaptureFixture[str], named: str
) -> None:
    (sound / "mkdocs.yml").write_text(f"site_name: A\nplugins: [{{bibtex: {{{named}}}}}]\n")
    (sound / "a.bib").write_text("")
    assert main(["export", "exports", "--base", "https://example.org"]) == 0
    assert capsys.readouterr() == ("", "0 files in exports\n")
    assert main(["export", "mkdocs.yml/exports"]) == 2
    assert re.fullmatch("edition: .*'mkdocs.yml/exports'\n", capsys.readouterr().err)


def test_an_export_without_sources_says_what_to_write(
    sound: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", "exports"]) == 2
    assert capsys.readouterr().err == (
        "edition: there are no sources to print: name a bibliography, `bib_file` of the plugin bibtex\n"
    )
