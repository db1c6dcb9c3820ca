"""What mkdocs.yml takes over from other files, and what it names from the top of the project."""

from __future__ import annotations

from pathlib import Path

import pytest

from edition.cli import main


def write(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")


def check(config: Path, *rules: str) -> int:
    return main(["check", "--config", str(config), "--select", ",".join(rules)])


def test_a_site_inherits_from_the_one_beside_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(
        tmp_path,
        {
            "pyproject.toml": "",
            "docs/en/mkdocs.yml": "site_name: En\nnav: [a.md]\n",
            "docs/id/mkdocs.yml": "INHERIT: ../en/mkdocs.yml\nsite_name: Id\n",
            "docs/id/docs/b.md": "# B\n",
        },
    )
    assert check(tmp_path / "docs/id/mkdocs.yml", "missing-nav-page") == 1
    assert capsys.readouterr().out.startswith('../en/mkdocs.yml:2:7: page "a.md" of nav does not exist')


@pytest.mark.parametrize(
    ("named", "said"),
    [
        ("../other.yml", "lies outside of the project"),
        ("/etc/passwd", "lies outside of the project"),
        ("mkdocs.yml", "without end"),
        ("gone.yml", "gone.yml cannot be read"),
    ],
)
def test_what_cannot_be_inherited_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], named: str, said: str
) -> None:
    write(
        tmp_path,
        {"other.yml": "", "a/mkdocs.yml": f"INHERIT: {named}\nsite_name: A\n", "a/docs/index.md": "# A\n"},
    )
    assert check(tmp_path / "a/mkdocs.yml", "links") == 2
    assert said in capsys.readouterr().err


BROKEN = "invalid YAML: did not find expected ',' or ']'"


@pytest.mark.parametrize("command", [["check"], ["status"], ["stamp", "--all"], ["new", "page", "a"]])
@pytest.mark.parametrize(
    ("config", "base", "said"),
    [
        ("site_name: A\nnav: [a.md\n", "", f"mkdocs.yml:2:6: {BROKEN}"),
        ("INHERIT: ../base.yml\n", "nav: [a.md\n", f"../base.yml:1:6: {BROKEN}"),
        ("INHERIT: parts/base.yml\n", "- a", "parts/base.yml:1:1: not a list of `option: value`"),
        ("", "", "mkdocs.yml:1:1: not a list of `option: value`"),
    ],
)
def test_what_is_no_yaml_is_said_at_its_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: list[str], config: str, base: str, said: str
) -> None:
    write(
        tmp_path,
        {
            "pyproject.toml": "",
            "base.yml": base,
            "a/parts/base.yml": base,
            "a/mkdocs.yml": config,
            "a/docs/index.md": "# A\n",
        },
    )
    assert main([*command, "--config", str(tmp_path / "a/mkdocs.yml")]) == 2
    assert capsys.readouterr() == ("", f"{said}\n")


def test_snippets_are_found_from_the_top_of_the_project(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(
        tmp_path,
        {
            "pyproject.toml": "",
            "docs/mkdocs.yml": "site_name: A\ndocs_dir: en\n"
            "markdown_extensions: [{pymdownx.snippets: {base_path: [docs/en]}}]\n",
            "docs/en/part.md": "[B](no.md)\n",
            "docs/en/index.md": '# A\n\n--8<-- "part.md"\n\n--8<-- "parts.md"\n',
        },
    )
    assert check(tmp_path / "docs/mkdocs.yml", "missing-snippet", "missing-project-file") == 1
    assert capsys.readouterr().out == (
        'en/index.md:5:9: snippet "parts.md" does not exist; did you mean "part.md"? [missing-snippet]\n'
    )
