"""Imports point one way, and the core knows neither MkDocs nor the theme (decisions/0001)."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

CORE = Path(__file__).parents[2] / "hooks" / "edition"
MODULES = sorted(CORE.rglob("*.py"))

# What a part of the core may import of the core, beside itself.
ALLOWED = {
    "model": {"course"},
    "rules": {"model"},
    "sources": {"model", "course"},
    "terms": {"model"},
    "course": {"model"},
    "dates": set(),
    "checks": {"model", "rules", "terms", "dates", "course"},
    "render": {"model", "terms", "dates", "course"},
    "export": {"model", "terms", "dates", "course"},
    "report": {"model", "rules"},
    "publish": {"model", "course", "terms", "sources", "render", "export"},
    "cli": {"publish", "model", "rules", "sources", "checks", "render", "report", "export", "terms"},
}


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(CORE).as_posix())
def test_the_core_imports_neither_mkdocs_nor_the_theme(path: Path) -> None:
    assert not {
        name for name in imported(path) if name.split(".")[0] in {"mkdocs", "material", "mkdocs_bibtex"}
    }


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(CORE).as_posix())
def test_imports_within_the_core_point_one_way(path: Path) -> None:
    own = path.relative_to(CORE).parts[0].removesuffix(".py")
    parts = {name.split(".")[1] for name in imported(path) if name.startswith("edition.")}
    assert parts <= ALLOWED.get(own, set()) | {own}
