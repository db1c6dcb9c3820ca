"""Each file of `cases/<rule>/` is a site and the problems that `edition check` prints for it.

`files` maps paths to contents; `mkdocs.yml` may be left out (see BILINGUAL). `problems` are the
lines that are expected of the rule and of the others that they name, all of them, in their order; a
sound case has none.
"""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from edition import checks, families, mends
from edition.built_rules import LOOKS
from edition.cli import main
from edition.rules import all_rules
from edition.sources.disk import load_site
from edition.sources.texts import reader

CASES = Path(__file__).parent / "cases"

BILINGUAL = """\
site_name: Case
plugins:
  - bibtex:
      bib_file: references.bib
      enable_inline_citations: false
markdown_extensions: [admonition, attr_list, def_list, footnotes, md_in_html, pymdownx.superfences]
extra:
  alternate:
    - {lang: en, name: English, link: /en/}
    - {lang: id, name: Bahasa Indonesia, link: /id/}
"""


def write(folder: Path, files: dict[str, str]) -> None:
    for name, content in {"mkdocs.yml": BILINGUAL, "references.bib": "", **files}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode())


@pytest.mark.parametrize(
    "case", sorted(CASES.glob("*/*.yml")), ids=lambda case: f"{case.parent.name}/{case.stem}"
)
def test_case(
    case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    content = yaml.safe_load(case.read_text(encoding="utf-8"))
    expected = content["problems"]
    write(tmp_path, content["files"])
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795521600")  # 24 November 2026
    named = {line[line.rindex("[") + 1 : -1] for line in expected}
    # What other rules say of the same text is theirs to test; an ignore is about all of them.
    rules = [] if case.parent.name.endswith(("ignore", "ignore-reason")) else [case.parent.name, *named]
    status = main(["check", "--select", ",".join(rules)] if rules else ["check"])
    assert capsys.readouterr().out.splitlines() == expected
    assert status == (1 if any(": advice: " not in line for line in expected) else 0)


def test_what_is_said_to_be_mended_is_what_a_case_mends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795521600")
    mended = set()
    for number, case in enumerate(sorted(CASES.glob("*/*.yml"))):
        root = tmp_path / str(number)
        write(root, yaml.safe_load(case.read_text(encoding="utf-8"))["files"])
        site = load_site(root / "mkdocs.yml")
        mended |= {found.rule for found in checks.run(site, texts=reader(site, root)) if found.fix}
    assert mended == mends.RULES, "enter them into hooks/edition/mends.py, or take them out"


# What the web or a built site alone can break has tests of its own.
ELSEWHERE = {"dead-link", "unseen-link", "redirected-link", "file-encoding"}
ELSEWHERE |= {name for name in all_rules() if name in LOOKS}


@pytest.mark.parametrize("name", sorted(all_rules().keys() - ELSEWHERE))
def test_every_rule_has_a_bad_and_a_sound_case(name: str) -> None:
    cases = [yaml.safe_load(case.read_text(encoding="utf-8")) for case in CASES.glob(f"{name}/*.yml")]
    assert any(f"[{name}]" in line for case in cases for line in case["problems"])
    assert any(not case["problems"] for case in cases)


@pytest.mark.parametrize("rule", all_rules().values(), ids=lambda rule: rule.name)
def test_every_rule_says_why_with_a_bad_and_a_good_example(rule) -> None:
    assert "\nBad: " in rule.why
    assert "\nGood: " in rule.why


def test_every_module_of_the_checks_is_of_the_family_that_loads_it() -> None:
    loaded = {name: family for family, names in families.MODULES.items() for name in names}
    found = {rule.check.__module__.rpartition(".")[2]: rule.family for rule in all_rules().values()}
    holding = {path.stem for path in Path(checks.__file__).parent.glob("*.py")} - {
        "__init__",
        "fields",
        "generated",
    }
    assert loaded == found
    assert loaded.keys() == holding
