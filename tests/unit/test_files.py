"""Which files mkdocs.yml leaves out: the fast ways say the same as the library that reads .gitignore."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pathspec.gitignore import GitIgnoreSpec

from edition.model import Settings
from edition.sources import configuration, files
from edition.sources.disk import load_site

LETTERS = st.sampled_from("ab.-_é1")
NAMES = st.text(LETTERS, min_size=1, max_size=3).filter(lambda name: name.strip("."))
KNOWN = st.sampled_from(["templates", "a.md", "drafts", ".git", "b", "a"])
PARTS = KNOWN | NAMES
PATHS = st.lists(PARTS, min_size=1, max_size=4).map("/".join)
PLAIN = st.tuples(PARTS.filter(lambda name: name[0] not in ".-"), st.sampled_from(["", "/"])).map("".join)
LINES = PLAIN | st.tuples(st.sampled_from(["", "/", "*", "**/", ".", "a/"]), PARTS).map("".join)
AGAIN = LINES.map("!{}".format)
MKDOCS = (".*", "/templates/")  # what it leaves out of itself


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder = tmp_path_factory.mktemp("site")
    (folder / "docs").mkdir()
    (folder / "mkdocs.yml").write_text("site_name: A\n", encoding="utf-8")
    return load_site(folder / "mkdocs.yml").settings


@settings(max_examples=500, deadline=None)
@given(st.lists(PLAIN, min_size=1, max_size=3), PATHS)
@example(["a"], "a/b")
@example(["a/"], "a")
@example(["a/"], "b/a/b")
@example(["a.md"], "A.md")
def test_plain_names_are_matched_as_in_gitignore(patterns: list[str], path: str) -> None:
    found = files.matcher(tuple(patterns))
    assert found.__module__ == "edition.sources.files", "the fast way"
    assert found(path) == GitIgnoreSpec.from_lines(patterns).match_file(path)


@settings(max_examples=500, deadline=None)
@given(st.lists(LINES | AGAIN, max_size=3), PATHS)
def test_other_patterns_are_left_to_the_library(patterns: list[str], path: str) -> None:
    assert files.matcher(tuple(patterns))(path) == GitIgnoreSpec.from_lines(patterns).match_file(path)


@settings(max_examples=500, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(LINES | AGAIN, max_size=3), st.lists(LINES, max_size=2), PATHS)
@example([], [], ".a/b")
@example([], [], "b/templates/a")
@example(["!.a"], [], ".a")
@example(["!templates/"], [], "templates/a.md")
@example(["a", "!a"], ["a"], "a")
def test_what_is_hidden_is_what_mkdocs_hides(
    read: Settings, excluded: list[str], drafts: list[str], path: str
) -> None:
    hidden = configuration.hidden(read._replace(excluded=tuple(excluded), drafts=tuple(drafts)))
    left_out = GitIgnoreSpec.from_lines([*MKDOCS, *excluded]).match_file(path)
    drafted = GitIgnoreSpec.from_lines(drafts).match_file(path)
    assert hidden(path) == ("exclude_docs" if left_out else "draft_docs" if drafted else "")
