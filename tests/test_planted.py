"""Each planted defect is reported in its file, at its line and column, with the right suggestion.

The table is `planted/plants.yml`; `planted/pending.txt` names what is not required yet, one plant a line.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from benchmarks import planted

PENDING = frozenset((planted.FOLDER / "pending.txt").read_text(encoding="utf-8").split())


def _parameters(names: Mapping[str, Any]) -> Any:
    marks = [pytest.mark.xfail(strict=False, reason="pending")] if names["id"] in PENDING else []
    return pytest.param(names, id=names["id"], marks=marks)


@pytest.mark.parametrize("plant", map(_parameters, planted.plants()))
def test_plant(plant: Mapping[str, Any]) -> None:
    result = planted.run(plant)
    assert not result.failure
    if result.sound:
        assert result.reports == ()
    else:
        assert result.place in [report[:3] for report in result.reports], result.reports
        assert str(plant.get("suggest", "")) in result.suggestion


@pytest.mark.parametrize(
    "base",
    [
        pytest.param(
            base, marks=[pytest.mark.xfail(strict=False, reason="pending")] if base in PENDING else []
        )
        for base in planted.BASES
    ],
)
def test_sound_base(base: str) -> None:
    assert planted.base_reports(base) == ((), "")


def test_each_kind_is_planted_once() -> None:
    names = [plant["id"] for plant in planted.plants()]
    assert len(names) == len(set(names))


def test_nothing_unknown_is_pending() -> None:
    assert {plant["id"] for plant in planted.plants()} | set(planted.BASES) >= PENDING
