"""The command `edition`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from edition import checks, report
from edition.model import Problem
from edition.sources.config import ConfigError
from edition.sources.disk import load_site, load_strings


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command. Returns 0 for clean, 1 for problems, 2 for usage or unreadable input."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except ConfigError as error:
        print(f"edition: {error}", file=sys.stderr)
        return 2


def _run_check(options: argparse.Namespace) -> int:
    problems = _check(options.config, options.paths)
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
    check.set_defaults(run=_run_check)
    export = commands.add_parser(
        "export", help="make the files for a class: slides, handouts, quizzes, cards"
    )
    export.add_argument("folder", type=Path, help="where they are written; what is in it is replaced")
    export.add_argument("--config", type=Path, default=Path("mkdocs.yml"), help="default: mkdocs.yml")
    export.add_argument("--base", default="https://edition.example/", help="the address of the site")
    export.set_defaults(run=_run_export)
    return parser


def _run_export(options: argparse.Namespace) -> int:
    # Only here: the writers of documents take a moment to load.
    from edition import publish

    site = load_site(options.config)
    stopping = [problem for problem in checks.run(site) if problem.severity == "error"]
    if stopping:
        sys.stdout.write(report.text(stopping))
        return 1
    root = options.config.parent
    base = options.base if options.base.endswith("/") else f"{options.base}/"
    files = publish.export(site, load_strings(root, site.settings), root, base)
    try:
        publish.write(files, options.folder)
    except OSError as error:
        raise ConfigError(str(error)) from error
    print(f"{len(files)} files in {options.folder}", file=sys.stderr)
    return 0


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
