"""`edition new` as an author uses it: what is written, what the checks say about it, and what is refused."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from edition import edits
from edition.cli import main
from edition.model import Mark
from edition.places import Place

REPOSITORY = Path(__file__).parents[2]

SMALL = {
    "mkdocs.yml": """\
site_name: Small
site_url: !ENV [SITE_URL, "https://small.example/"]  # a tag and a comment
markdown_extensions: [admonition, attr_list]
extra:
  alternate:
    - {lang: en, name: English, link: /en/}
    - {lang: id, name: Bahasa Indonesia, link: /id/}
  front_matter: [title, description, status]
  glossary: terms
  records:
    evidence: data/claims.yml
nav:
  - en/index.md
  # The law
  - Law:
      - First: en/law/first.md  # the first
      - "en/law/second.md"
  - id/index.md
  - Hukum: [id/law/first.md, id/law/second.md]
""",
    "data/claims.yml": "[]\n",
    **{
        f"docs/{code}/{slug}.md": f"---\ntitle: A\ndescription: B\nstatus: draft\n---\n# A {slug}\n"
        for code in ("en", "id")
        for slug in ("index", "law/first", "law/second")
    },
}


def written(root: Path) -> dict[str, bytes]:
    """All files below a folder, with what is in them."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()
    }


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, content in SMALL.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(content, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def edition(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """This repository's pages and data."""
    for name in ("docs", "data"):
        shutil.copytree(REPOSITORY / name, tmp_path / name)
    for name in ("mkdocs.yml", "references.bib"):
        shutil.copy(REPOSITORY / name, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def found(capsys: pytest.CaptureFixture[str]) -> set[str]:
    """What the checks print; the dates of contacts grow old by themselves."""
    capsys.readouterr()
    main(["check", "--ignore", "stale-contact"])
    return set(capsys.readouterr().out.splitlines())


def stopping(lines: set[str]) -> list[str]:
    return sorted(line for line in lines if ": advice: " not in line)


NEW = {
    "page": ["page", "paper/aftermath", "--title", "What came: after", "--title-id", "Sesudahnya"],
    "term": ["term", "safe-return", "--name", "safe return", "--name-id", "pulang dengan aman"],
    "lesson": ["lesson", "9", "--title", "Writing it up", "--title-id", "Menuliskannya"],
    "claim": ["claim", "--section", "conclusion", "--text", "It ends.", "--text-id", "Selesai."],
}
# What only the author can do: say on which page the claim is treated.
LEFT = {"claim": ["is treated on no page; write [#C136] where it is [untreated-claim]"]}


@pytest.mark.parametrize("kind", NEW)
def test_this_edition_has_nothing_new_that_stops_the_build(
    kind: str, edition: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = found(capsys)
    assert main(["new", *NEW[kind]]) == 0
    after = found(capsys) - before
    assert [line.partition('"C136" ')[2] for line in stopping(after)] == LEFT.get(kind, [])
    assert any("[leftover-todo]" in line for line in after)


@pytest.mark.parametrize("kind", ["page", "term", "lesson"])
def test_a_second_time_it_refuses_and_changes_nothing(
    kind: str, edition: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["new", *NEW[kind]])
    before = written(edition)
    capsys.readouterr()
    assert main(["new", *NEW[kind]]) == 2
    assert "already" in capsys.readouterr().err
    assert written(edition) == before


def test_a_page_stands_in_both_languages_and_in_nav(
    edition: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = written(edition)
    main(["new", *NEW["page"]])
    assert (edition / "docs/id/paper/aftermath.md").read_text(encoding="utf-8") == (
        "---\ntitle: Sesudahnya\n"
        'description: "TODO: satu kalimat untuk mesin pencari dan daftar."\n'
        "status: draft\n---\n\n# Sesudahnya\n\nTODO: tulislah halaman ini.\n"
    )
    assert 'title: "What came: after"\n' in (edition / "docs/en/paper/aftermath.md").read_text()
    entry = b"      - en/paper/reading-critically.md\n"
    assert (edition / "mkdocs.yml").read_bytes() == before["mkdocs.yml"].replace(
        entry, entry + b"      - en/paper/aftermath.md\n"
    )
    assert set(written(edition)) - set(before) == {
        "docs/en/paper/aftermath.md",
        "docs/id/paper/aftermath.md",
    }
    printed = capsys.readouterr().out
    assert "wrote docs/id/paper/aftermath.md\nadded to mkdocs.yml\n" in printed


def test_a_lesson_comes_with_its_quiz_behind_the_last_one(edition: Path) -> None:
    main(["new", *NEW["lesson"]])
    lines = [line.strip() for line in (edition / "mkdocs.yml").read_text(encoding="utf-8").splitlines()]
    start = lines.index("- en/classroom/quiz-8.md")
    assert lines[start + 1 : start + 4] == [
        "- en/classroom/lesson-9.md",
        "- en/classroom/quiz-9.md",
        "- en/classroom/self-study.md",
    ]
    quiz = (edition / "docs/id/classroom/quiz-9.md").read_text(encoding="utf-8")
    assert '\ntitle: "Kuis 9: Menuliskannya"\n' in quiz
    assert quiz.count("\n## Pertanyaan ") == 12


def test_a_term_stays_out_of_a_navigation_that_names_none(edition: Path) -> None:
    nav = (edition / "mkdocs.yml").read_bytes()
    main(["new", *NEW["term"]])
    assert (edition / "mkdocs.yml").read_bytes() == nav
    english = (edition / "docs/en/glossary/safe-return.md").read_text(encoding="utf-8")
    assert 'domain: "TODO: crime, media, migration, relations, research"\n' in english
    assert "domain:" not in (edition / "docs/id/glossary/safe-return.md").read_text(encoding="utf-8")


def test_a_claim_is_added_to_the_ledger_and_the_audit(edition: Path) -> None:
    before = written(edition)
    main(["new", *NEW["claim"]])
    after = written(edition)
    assert after["data/audit.csv"] == before["data/audit.csv"] + b"C136,conclusion,,,,,uncited,\n"
    added = after["data/evidence.yml"].removeprefix(before["data/evidence.yml"]).decode()
    assert added == (
        '\n- id: C136\n  section: conclusion\n  text:\n    en: "It ends."\n    id: "Selesai."\n'
        "  cites: []\n  status: uncited\n  why:\n"
        '    en: "TODO: why it has this status."\n    id: "TODO: alasan status ini."\n'
    )


@pytest.mark.parametrize("kind", NEW)
def test_a_small_site_without_a_bibliography(
    kind: str, small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = [word.replace("paper/", "law/") for word in NEW[kind]]
    assert main(["new", *words]) == 0
    rules = {line.rpartition("[")[2] for line in stopping(found(capsys))}
    # Without sources and claims there is nothing that a quiz could cite; a claim waits for its page.
    assert rules == {"lesson": {"question-feedback]"}, "claim": {"untreated-claim]"}}.get(kind, set())


def test_comments_tags_and_titles_of_the_configuration_stay(small: Path) -> None:
    main(["new", "page", "law/third"])
    assert (small / "mkdocs.yml").read_text(encoding="utf-8") == SMALL["mkdocs.yml"].replace(
        '      - "en/law/second.md"\n', '      - "en/law/second.md"\n      - en/law/third.md\n'
    )


def test_an_entry_that_cannot_be_made_is_left_to_the_author(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["new", "page", "law/third"])
    assert "name id/law/third.md in nav of mkdocs.yml" in capsys.readouterr().out


def test_a_page_in_a_new_folder_stands_below_those_above(small: Path) -> None:
    main(["new", "page", "help/call"])
    assert "\n  - en/index.md\n  - en/help/call.md\n  # The law\n" in (small / "mkdocs.yml").read_text()
    assert "\n  - id/index.md\n  - id/help/call.md\n" in (small / "mkdocs.yml").read_text()


def test_without_titles_the_name_of_the_page_serves(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["new", "page", "law/old-law"])
    assert "\n# Old law\n" in (small / "docs/en/law/old-law.md").read_text()
    indonesian = (small / "docs/id/law/old-law.md").read_text()
    assert "\n# Old law\n\nTODO: terjemahkan judul halaman ini.\n" in indonesian


def test_a_language_without_words_of_its_own_gets_the_english_ones(small: Path) -> None:
    (small / "docs/de").mkdir()
    config = SMALL["mkdocs.yml"].replace(
        "  front_matter:", "    - {lang: de, name: Deutsch}\n  front_matter:"
    )
    (small / "mkdocs.yml").write_text(config)
    assert main(["new", "page", "law/third", "--title", "Third", "--title-de", "Drittes"]) == 0
    assert "# Drittes\n\nTODO: write this page.\n" in (small / "docs/de/law/third.md").read_text()


def test_a_site_in_one_language_without_front_matter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/index.md").write_text("# Home\n")
    (tmp_path / "mkdocs.yml").write_text("site_name: One\n")
    monkeypatch.chdir(tmp_path)
    assert main(["new", "page", "guide/start", "--title", "Start"]) == 0
    text = "---\ntitle: Start\n---\n\n# Start\n\nTODO: write this page.\n"
    assert (tmp_path / "docs/guide/start.md").read_text() == text
    assert main(["check"]) == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["term", "law"], "this site has no glossary"),
        (["claim", "--section", "law"], "this site has no ledger of claims"),
    ],
)
def test_a_site_without_glossary_or_ledger_says_so(
    small: Path, words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (small / "mkdocs.yml").write_text("site_name: Plain\n")
    assert main(["new", *words]) == 2
    assert said in capsys.readouterr().err


REFUSED = [
    (["page", "../outside"], 'such as "outside"'),
    (["page", "/etc/passwd"], 'such as "etc/passwd"'),
    (["page", "law/../../x"], "is no name of a page"),
    (["page", "Law/My Page.md"], 'such as "law/my-page"'),
    (["page", "law/"], 'such as "law"'),
    (["page", ""], 'such as "paper/method"'),
    (["page", "hukum/é"], 'such as "hukum"'),
    (["page", "a" * 101], "at most 100 signs"),
    (["page", "law/con"], '"con" cannot be the name'),
    (["page", "readme"], '"readme" cannot be the name'),
    (["page", "templates/a"], '"templates" cannot be the name'),
    (["page", "en/law/third"], 'write "law/third" without the folder of a language'),
    (["page", "terms/debt"], "write edition new term debt"),
    (["page", "law/third", "--title", ""], 'the text in "en" is empty'),
    (["page", "law/third", "--title-id", "A\nB"], 'the text in "id" is empty or has more than one line'),
    (["term", "law/debt"], "write a name without folders"),
    (["term", "index"], "write a name without folders"),
    (["lesson", "0"], "between 1 and 999"),
    (["claim", "--section", " "], "--section"),
    (["page", "law/first"], "docs/en/law/first.md is there already; nothing was written"),
]


@pytest.mark.parametrize(("words", "said"), REFUSED, ids=[" ".join(words)[:40] for words, _ in REFUSED])
def test_what_cannot_be_is_refused_and_nothing_written(
    small: Path, words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = written(small)
    assert main(["new", *words]) == 2
    assert said in capsys.readouterr().err
    assert written(small) == before


def test_a_page_that_one_language_has_is_not_overwritten(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (small / "docs/id/law/third.md").write_text("# Ketiga\n")
    before = written(small)
    assert main(["new", "page", "law/third"]) == 2
    assert "docs/id/law/third.md is there already" in capsys.readouterr().err
    assert written(small) == before


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the owner's rights must bind")
def test_what_cannot_be_written_leaves_nothing_behind(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (small / "docs/id/law").chmod(0o500)
    before = written(small)
    assert main(["new", "page", "law/third"]) == 2
    (small / "docs/id/law").chmod(0o700)
    assert "nothing was written" in capsys.readouterr().err
    assert written(small) == before


def test_a_folder_that_cannot_be_made_leaves_nothing_behind(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (small / "docs/id/more").write_text("a file where a folder is needed")
    before = written(small)
    assert main(["new", "page", "more/third"]) == 2
    assert "nothing was written" in capsys.readouterr().err
    assert written(small) == before
    assert not (small / "docs/en/more").exists()


def test_a_folder_that_leads_out_of_the_site_is_refused(
    small: Path, tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str]
) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (small / "docs/en/away").symlink_to(outside, target_is_directory=True)
    assert main(["new", "page", "away/third"]) == 2
    assert "outside of the documentation folder" in capsys.readouterr().err
    assert list(outside.iterdir()) == []


def test_a_known_word_is_no_new_term(edition: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "term", "agreement", "--name", "consent"]) == 2
    assert '"consent" is a word of the term "consent" already' in capsys.readouterr().err


def test_an_unreadable_ledger_is_mended_first(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (small / "data/claims.yml").write_text("- id: [\n")
    assert main(["new", "claim", "--section", "law"]) == 2
    assert "mend data/claims.yml:2:1 first" in capsys.readouterr().err


@pytest.mark.parametrize("ledger", ["[{id: C001}]\n", "- id: C001\n...\n"])
def test_a_ledger_that_cannot_be_added_to_stays_as_it_is(
    small: Path, ledger: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (small / "data/claims.yml").write_text(ledger)
    assert main(["new", "claim", "--section", "law"]) == 2
    assert "edit it by hand" in capsys.readouterr().err
    assert (small / "data/claims.yml").read_text() == ledger


def test_the_first_claim_of_a_ledger_is_number_one(small: Path) -> None:
    main(["new", "claim", "--section", "law"])
    assert (small / "data/claims.yml").read_text().startswith("- id: C001\n  section: law\n")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ["--section", "conclusions"],
            'the ledger has no section "conclusions": write front-matter, abstract,',
        ),
        (["--section", "law", "--text-id", "Dua."], 'the ledger has no texts in "id" yet'),
    ],
)
def test_a_claim_has_to_fit_into_its_ledger(
    request: pytest.FixtureRequest, words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    root: Path = request.getfixturevalue("small" if "law" in words else "edition")
    if "law" in words:
        (root / "data/claims.yml").write_text("- id: C001\n  section: law\n  text: {en: One.}\n")
    before = written(root)
    assert main(["new", "claim", *words]) == 2
    assert said in capsys.readouterr().err
    assert written(root) == before


def test_windows_line_ends_stay(small: Path) -> None:
    config = SMALL["mkdocs.yml"].replace("\n", "\r\n").encode()
    (small / "mkdocs.yml").write_bytes(config)
    main(["new", "page", "law/third"])
    entry = b'      - "en/law/second.md"\r\n'
    assert (small / "mkdocs.yml").read_bytes() == config.replace(
        entry, entry + b"      - en/law/third.md\r\n"
    )


def test_another_folder_may_be_the_current_one(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(small / "docs")
    assert main(["new", "page", "law/third", "--config", "../mkdocs.yml"]) == 0
    assert (small / "docs/en/law/third.md").is_file()


@pytest.mark.parametrize("words", [["--help"], ["page", "--help"], ["page"], ["page", "a", "--titel", "A"]])
def test_help_and_wrong_usage_say_how_it_is_written(
    small: Path, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["new", *words])
    assert stop.value.code == (0 if "--help" in words else 2)
    assert "usage: edition new" in "".join(capsys.readouterr())


def test_help_needs_no_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as stop:
        main(["new", "term", "--help"])
    assert stop.value.code == 0


@pytest.mark.parametrize("line", ["nav: [a.md, b.md]", "  - {A: a.md}", "  - ? A\n    : a.md"])
def test_an_entry_on_a_line_with_others_is_not_touched(line: str) -> None:
    assert edits.below_nav_entry(f"{line}\n", Mark("a.md", Place(1, 1)), ["c.md"]) == ""
