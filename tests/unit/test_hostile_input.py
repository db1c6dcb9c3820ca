"""Input that is made to be slow or deep: reading it neither fails nor takes long."""

import pytest

from edition.sources import bibtex, config, front_matter, markdown
from edition.sources.config import ConfigError

SIZE = 50_000  # characters
PATTERNS = {
    "open brackets": "[",
    "open links": "[a](",
    "open titles": '[a](b "',
    "backticks": "`a",
    "fences without an end": "~~~a\n~~~~a\n",
    "the same heading": "# a\n",
    "the same underlined heading": "a\n-\n",
    "raw elements without an end": "<pre>",
    "tags without an end": '<a "',
    "comments without an end": "<!--",
    "citations without an end": "[@a; ",
    "definitions": "[a]: ",
    "quotations": "> ",
    "entries without an end": "@book{a, t = {",
    "fields without a comma": '@book{a, t = "x" # ',
}


@pytest.mark.timeout(10)
@pytest.mark.parametrize("pattern", PATTERNS.values(), ids=PATTERNS)
def test_repeated_openings_are_read_in_a_moment(pattern: str) -> None:
    text = pattern * (SIZE // len(pattern))

    assert markdown.parse(text, {"toc": {}, "attr_list": {}}).text == text
    bibtex.parse(text, "references.bib")


@pytest.mark.timeout(10)
@pytest.mark.parametrize("pattern", [" *a", "![", "[a](", "`a``b", "<a:", " `` ` "])
def test_a_heading_as_long_as_a_page_is_read_in_a_moment(pattern: str) -> None:
    text = "# " + pattern * (SIZE // len(pattern))

    assert len(markdown.parse(text, {"toc": {}, "attr_list": {}}).headings) == 1


@pytest.mark.parametrize("nested", ["[" * SIZE, "- " * SIZE, "a: {" * SIZE])
def test_yaml_that_is_nested_without_end_is_a_problem_not_a_crash(nested: str) -> None:
    matter = front_matter.parse(f"---\n{nested}\n---\n")

    assert matter.error
    with pytest.raises(ConfigError):
        config.load(nested)


def test_repeated_headings_are_numbered_as_python_markdown_does() -> None:
    text = "# a\n\n# a_1\n\n# a\n\n# a_1\n\n# a\n"

    anchors = [heading.id for heading in markdown.parse(text, {"toc": {}}).headings]

    assert anchors == ["a", "a_1", "a_2", "a_3", "a_4"]
