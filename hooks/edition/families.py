"""The families of rules, and the modules of `edition.checks` that hold each: only what is asked for is loaded."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module

MODULES: dict[str, tuple[str, ...]] = {
    "links": ("external", "files", "links", "navigation", "notes", "sheets", "snippets", "syntax", "targets"),
    "anchors": ("anchors",),
    "citations": ("brackets", "citations", "cited_pages"),
    "bibliography": ("bibliography", "entries", "macros", "people", "titles"),
    "terms": ("lists", "terms"),
    "parity": ("decimals", "freshness", "marks", "measures", "parity", "translation", "wording"),
    "records": (
        "archive", "attributes", "boxes", "drafts", "drawings", "emphasis", "ignores", "items", "letters",
        "project", "records", "signs", "structure", "tables", "tags", "writing",
    ),
    "evidence": ("evidence",),
    "course": ("course",),
    "html": ("assets", "html", "markup"),
}  # fmt: skip


BUILT = frozenset(("html", "markup"))  # the modules that look at what has been built


def load(names: Iterable[str] = (), built: bool = True) -> None:
    """Let the rules of these families enter the catalogue: all rules where a name is that of no family, or
    where there is no name. To load them all takes longer than to check a hundred pages; where nothing is
    `built` there is no need for those that look at it."""
    families = list(names)
    if not MODULES.keys() >= set(families):
        families, built = [], True
    for family in families or MODULES:
        for module in MODULES[family]:
            if built or module not in BUILT:
                import_module(f"edition.checks.{module}")
