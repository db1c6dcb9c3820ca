"""The command `edition`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from edition import checks, report, rules
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
    problems = _check(options)
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
    for option, does in (("select", "apply only these"), ("ignore", "leave these out")):
        check.add_argument(f"--{option}", action="extend", type=_names, default=[], metavar="NAME[,NAME]",
                           help=f"{does}: rules, or families of them (see `edition rules`)")  # fmt: skip
    check.set_defaults(run=_run_check)
    rules_ = commands.add_parser("rules", help="list the rules, with their families and reasons")
    rules_.set_defaults(run=_run_rules)
    export = commands.add_parser(
        "export", help="make the files for a class: slides, handouts, quizzes, cards"
    )
    export.add_argument("folder", type=Path, help="where they are written; what is in it is replaced")
    export.add_argument("--config", type=Path, default=Path("mkdocs.yml"), help="default: mkdocs.yml")
    export.add_argument("--base", default="https://edition.example/", help="the address of the site")
    export.set_defaults(run=_run_export)
    return parser


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.split(",") if name.strip()]


def _run_rules(options: argparse.Namespace) -> int:
    for rule in sorted(rules.CATALOGUE.values(), key=lambda rule: (rule.family, rule.name)):
        print(f"{rule.family}: {rule.name} ({rule.severity})\n    {rule.reason}")
    return 0


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


def _check(options: argparse.Namespace) -> list[Problem]:
    try:
        chosen = rules.chosen(options.select, options.ignore)
    except KeyError as error:
        names = {name for rule in rules.CATALOGUE.values() for name in (rule.name, rule.family)}
        hint = rules.did_you_mean(error.args[0], sorted(names))
        raise ConfigError(
            f'no rule or family is called "{error.args[0]}"; {hint or "see edition rules"}'
        ) from error
    site = load_site(options.config)
    root = options.config.parent.resolve()
    wanted = [path.resolve() for path in options.paths]
    for path in wanted:
        if not path.exists():
            raise ConfigError(f"{path} does not exist")
    problems = checks.run(site, chosen)
    if not wanted:
        return problems
    return [found for found in problems if any((root / found.path).is_relative_to(path) for path in wanted)]


if __name__ == "__main__":
    sys.exit(main())
