"""Front matter of the plainest kind is read line by line; it must be what YAML makes of it."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from edition.model import Place
from edition.sources import front_matter

NAMES = st.sampled_from(["title", "description", "Lang", "a_b", "x-y", "on", "yes", "null", "é"])
VALUES = st.sampled_from(
    ["About 1", "a, b (c)", "a/b-c", "x.y", "e5", "Inf", "N", "é à", "a - b", "Yes", "off", "NaN", "2024-01-01", "1",
     "is: it", "a #b", "a#b", "- x", "~", "'a'", "[a]", "a ", "", "*a", "&a b", "!a", "a:", "| x"]
)  # fmt: skip


@given(st.lists(st.tuples(NAMES, VALUES), min_size=1, max_size=4))
def test_a_page_says_what_its_yaml_says(fields: list[tuple[str, str]]) -> None:
    source = "".join(f"{name}: {value}\n" for name, value in fields)
    try:
        wanted = yaml.safe_load(source)
    except (yaml.YAMLError, ValueError):
        return
    found = front_matter.parse(f"---\n{source}---\n# Page\n")
    if isinstance(wanted, dict):
        assert found.data == {str(name): value for name, value in wanted.items()}


@pytest.mark.parametrize("value", ["Words", "'Words'"])
def test_a_field_has_the_place_of_its_value(value: str) -> None:
    found = front_matter.parse(f"---\ntitle: {value}\nlast: x\n---\n")
    assert found.places["title",] == Place(2, 8)
    assert found.places["last",] == Place(3, 7)
    assert found.places[()] == Place(2, 1)
    assert found.end == 4
