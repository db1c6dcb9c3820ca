"""The families of rules, and the modules of `edition.checks` that hold each: only what is asked for is loaded."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module

MODULES: dict[str, tuple[str, ...]] = {
    "links": ("external", "files", "links", "navigation", "notes", "sheets", "snippets", "syntax", "targets"),
    "anchors": ("anchors",),
    "citations": ("brackets", "citations", "cited_pages"),
    "bibliography": ("bibliography", "entries", "people", "titles"),
    "terms": ("lists", "terms"),
    "parity": ("decimals", "freshness", "marks", "parity", "translation", "wording"),
    "records": (
        "archive", "boxes", "drafts", "ignores", "project", "records", "signs", "structure", "tables", "tags",
        "writing",
    ),
    "evidence": ("evidence",),
    "course": ("course",),
    "html": ("html", "markup"),
}  # fmt: skip


def load(names: Iterable[str] = ()) -> None:
    """Let the rules of these families enter the catalogue: all rules where a name is that of no family, or
    where there is no name. To load them all takes longer than to check a hundred pages."""
    families = list(names)
    if not families or not MODULES.keys() >= set(families):
        families = list(MODULES)
    for family in families:
        for module in MODULES[family]:
            import_module(f"edition.checks.{module}")
