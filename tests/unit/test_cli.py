"""`edition check` as a contributor and a workflow see it: what it prints and how it exits."""

from __future__ import annotations

import json
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
        "rule": "missing-page",
        "message": 'page "bb.md" does not exist',
        "advice": 'did you mean "b.md"?',
        "severity": "error",
    }
    assert len(others) == 2


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
        ("docs/b.md", b"# B \xff\n", "is not UTF-8 text"),
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
        "links: missing-page (error)\n    A link to a page leads to a Markdown file that is there.\n"
        in printed
    )
    assert "records: stale-contact (advice)" in printed
