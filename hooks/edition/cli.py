"""The command `edition`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from edition import checks, report
from edition.model import Problem
from edition.sources.config import ConfigError
from edition.sources.disk import load_site


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command. Returns 0 for clean, 1 for problems, 2 for usage or unreadable input."""
    options = _parser().parse_args(arguments)
    try:
        problems = _check(options.config, options.paths)
    except ConfigError as error:
        print(f"edition: {error}", file=sys.stderr)
        return 2
    sys.stdout.write(report.FORMATS[options.format](problems))
    sys.stdout.flush()
    errors = sum(problem.severity == "error" for problem in problems)
    if options.format == "text" and errors:
        print(f"{errors} problem{'s' if errors > 1 else ''}", file=sys.stderr)
    return 1 if errors else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="edition", description="Tools for a bilingual, cited MkDocs site.")
    commands = parser.add_subparsers(required=True)
    check = commands.add_parser("check", help="find what is wrong with the pages and the bibliography")
    check.add_argument("paths", nargs="*", type=Path, metavar="PATH",
                       help="print only problems in these files or folders (the whole site is read)")  # fmt: skip
    check.add_argument("--config", type=Path, default=Path("mkdocs.yml"), help="default: mkdocs.yml")
    check.add_argument("--format", choices=report.FORMATS, default="text", help="default: text")
    return parser


def _check(config: Path, paths: Sequence[Path]) -> list[Problem]:
    site = load_site(config)
    root = config.parent.resolve()
    wanted = [path.resolve() for path in paths]
    for path in wanted:
        if not path.exists():
            raise ConfigError(f"{path} does not exist")
    problems = checks.run(site)
    if not wanted:
        return problems
    return [found for found in problems if any((root / found.path).is_relative_to(path) for path in wanted)]


if __name__ == "__main__":
    sys.exit(main())
