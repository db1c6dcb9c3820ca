"""`edition status`: which translations have been overtaken by the pages that they translate."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from edition import output
from edition.freshness import report, states
from edition.freshness.states import PageState
from edition.model import Site
from edition.sources.config import ConfigError
from edition.sources.disk import load_site
from edition.stamp import lies, required, why


def main(arguments: Sequence[str]) -> int:
    """Run `edition status` with what stands behind it. Returns 0, whatever the state of the translations;
    raises ConfigError for a wrong path."""
    parser = argparse.ArgumentParser(
        prog="edition status",
        description="How fresh the translations are, page by page and section by section.",
    )
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH",
                        help="only these pages, in whichever language, or folders")  # fmt: skip
    shown = parser.add_mutually_exclusive_group()
    shown.add_argument("--format", choices=report.FORMATS, default="text", help="default: text")
    shown.add_argument("--diff", action="store_true", help="print what has changed in the source pages")
    parser.add_argument("--config", type=Path, default=Path("mkdocs.yml"), help="default: mkdocs.yml")
    options = parser.parse_args(arguments)
    site = load_site(options.config)
    found = _chosen(site, options.config.parent.resolve(), options.paths)
    if not site.settings.translations and options.format == "text":
        output.write(report.OFF)
    else:
        output.write(report.diff(site, found) if options.diff else report.FORMATS[options.format](found))
    return 0


def _chosen(site: Site, root: Path, paths: Sequence[Path]) -> list[PageState]:
    found = list(states.pages(site))
    wanted = [(given, required(given)) for given in paths]
    for given, path in wanted:
        if not any(_lies(root, page, path) for page in found):
            raise ConfigError(f"{given} {why(site, root, path)}")
    return [page for page in found if not wanted or any(_lies(root, page, path) for _, path in wanted)]


def _lies(root: Path, page: PageState, path: Path) -> bool:
    return lies(root, page.source, path) or lies(root, page.translation, path)
