"""Imports point one way, and the core knows neither MkDocs nor the theme (decisions/0001)."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

CORE = Path(__file__).parents[2] / "hooks" / "edition"
MODULES = sorted(CORE.rglob("*.py"))

# What a part of the core may import of the core, beside itself.
EVERYWHERE = {"cached", "patterns"}
ALLOWED: dict[str, set[str]] = {
    "cached": set(),
    "patterns": set(),
    "places": set(),
    "slips": set(),
    "programs": set(),
    "figures": {"alignment"},
    "drawings": {"model"},
    "targets": set(),
    "dates": set(),
    "alignment": {"model", "places"},
    "model": {"alignment", "course", "places", "targets"},
    "course": {"model"},
    "families": set(),  # it loads the checks by their names
    "rules": {"families", "model", "places"},
    "near": {"rules", "targets"},
    "built_paths": {"model", "targets"},
    "built": {"places"},
    "built_rules": {"built", "model", "rules"},
    "built_ignores": {"built", "built_rules", "ignores", "model", "policy", "rules", "sources"},
    "terms": {"model"},
    "addresses": {"model"},
    "freshness": {"alignment", "model", "places"},
    "sources": {"built", "course", "model", "places", "slips"},
    "policy": {"families", "rules", "sources"},
    "ignores": {"model", "places", "policy", "rules", "sources"},
    "checks": {
        "addresses",
        "alignment",
        "built",
        "built_ignores",
        "built_paths",
        "built_rules",
        "course",
        "dates",
        "drawings",
        "figures",
        "freshness",
        "ignores",
        "model",
        "near",
        "places",
        "policy",
        "programs",
        "rules",
        "slips",
        "sources",
        "targets",
        "terms",
    },
    "render": {"model", "terms", "dates", "course", "drawings", "rules"},
    "export": {"model", "terms", "dates", "course"},
    "report": {"model", "rules", "sources"},
    "sarif": {"model", "report", "rules", "sources"},
    "fixes": {"model", "sources"},
    "edits": {"model"},
    "skeletons": set(),
    "scaffold": {"edits", "skeletons", "model", "course", "terms"},
    "new": {"scaffold", "model", "output", "sources"},
    "lychee": {"sources"},
    "external": {"model", "addresses", "lychee", "sources"},
    "stamp": {"freshness", "model", "output", "sources"},
    "status": {"freshness", "model", "output", "sources", "stamp"},
    "publish": {"model", "course", "terms", "sources", "render", "export"},
    "lsp": {
        "built_paths",
        "checks",
        "course",
        "model",
        "places",
        "policy",
        "report",
        "rules",
        "sources",
        "targets",
        "terms",
    },
    "mends": set(),
    "output": {"sources"},
    "cli": {
        "checks",
        "external",
        "fixes",
        "mends",
        "model",
        "output",
        "policy",
        "publish",
        "report",
        "rules",
        "sarif",
        "sources",
    },
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
    assert parts <= ALLOWED.get(own, set()) | (EVERYWHERE if own not in EVERYWHERE else set()) | {own}
