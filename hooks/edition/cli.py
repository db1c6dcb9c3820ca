"""The command `edition`."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import NamedTuple, NoReturn

from edition import checks, mends, output, policy, report, rules
from edition.model import Problem, Site, in_order
from edition.rules import Rule
from edition.sources.config import ConfigError, ConfigFault
from edition.sources.disk import load_site, load_strings
from edition.sources.texts import Texts, reader

_FORMATS = ("text", "json", "github", "sarif")
_PASSES = 10  # of `--fix`


class Command(NamedTuple):
    """A command: what it does in a few words, what enters its options, and what runs it to its exit status."""

    does: str
    options: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command. Returns 0 for clean, 1 for problems, 2 for usage or unreadable input."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    name, *rest = given or [""]
    try:
        if name in MODULES:
            run: Callable[[Sequence[str]], int] = import_module(MODULES[name][1]).main
            return run(rest)
        if name in COMMANDS:
            parser = argparse.ArgumentParser(prog=f"edition {name}", formatter_class=_Help)
            COMMANDS[name].options(parser)
            alone = argparse.Namespace(alone=arguments is None)  # in a process of our own, which then ends
            return COMMANDS[name].run(parser.parse_args(rest, alone))
    except ConfigError as error:
        output.tell(str(error) if isinstance(error, ConfigFault) else f"edition: {error}")
        return 2
    overview = _overview()
    overview.parse_args(given)
    overview.error("the command stands first")


class _Help(argparse.HelpFormatter):
    """As wide as the terminal: argparse itself would load a module, for each check, to ask how wide that is."""

    def __init__(self, prog: str) -> None:
        try:
            width = os.get_terminal_size().columns
        except OSError:
            width = 100
        super().__init__(prog, width=width - 2)


def _overview() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="edition", description="Tools for a bilingual, cited MkDocs site.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, command in COMMANDS.items():
        commands.add_parser(name, help=command.does)
    for name, (does, _) in MODULES.items():
        commands.add_parser(name, help=does)
    return parser


def _config_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--config", type=Path, default=Path("mkdocs.yml"), help="default: mkdocs.yml")


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.split(",") if name.strip()]


# edition check


def _check_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH",
                        help="print only problems in these files or folders (the whole site is read)")  # fmt: skip
    _config_option(parser)
    parser.add_argument("--format", choices=_FORMATS, default="text", help="default: text")
    for option, does in (("select", "apply only these"), ("ignore", "leave these out")):
        parser.add_argument(f"--{option}", action="extend", type=_names, default=[], metavar="NAME[,NAME]",
                            help=f"{does}: rules, or families of them (see `edition rules`)")  # fmt: skip
    parser.add_argument("--external", action="store_true",
                        help="ask the web for every address too (needs lychee)")  # fmt: skip
    parser.add_argument("--built", type=Path, metavar="FOLDER",
                        help="check what MkDocs has built there too")  # fmt: skip
    repairs = parser.add_mutually_exclusive_group()
    repairs.add_argument(
        "--fix", action="store_true", help="make the repairs that are certain, show them as a diff"
    )
    repairs.add_argument("--diff", action="store_true", help="only show them, as a diff")


class _Checked(NamedTuple):
    """A site with its problems; `rules` are those that were applied."""

    site: Site
    rules: Sequence[Rule]
    texts: Texts
    problems: Sequence[Problem]


def _run_check(options: argparse.Namespace) -> int:
    if options.alone:
        # A check holds nearly all that it makes until it ends: to look for garbage in it again and again
        # takes a tenth of its time, and to give it back one by one at the end a twentieth (2,000 pages).
        gc.disable()
    checked = _check(options)
    status = _reported(options, checked)
    if options.alone:
        _end(status)
    return status


def _end(status: int) -> NoReturn:
    """End the process without clearing up; all that was to be written has been."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.flush()
    os._exit(status)


def _reported(options: argparse.Namespace, checked: _Checked) -> int:
    """Say what was found, and mend it where that is asked for; the exit status."""
    if options.diff:
        output.write(_diff(options, checked))
        return _status(checked.problems)
    if options.fix:
        checked, shown = _fixed(options, checked)
        # Between the objects of a format for programs a diff has no place.
        if options.format == "text":
            output.write(shown)
        elif shown:
            output.tell(shown.rstrip("\n"))
    output.write(_shown(options.format, checked))
    errors = sum(problem.severity == "error" for problem in checked.problems)
    if options.format == "text" and errors:
        output.tell(f"{errors} problem{'s' if errors > 1 else ''}")
    return _status(checked.problems)


def _status(problems: Sequence[Problem]) -> int:
    return 1 if any(problem.severity == "error" for problem in problems) else 0


def _check(options: argparse.Namespace) -> _Checked:
    root = options.config.parent
    asked = policy.load(root)
    chosen = asked.rules(options.select, options.ignore, built=bool(options.built))
    wanted = [path.resolve() for path in options.paths]
    for given, path in zip(options.paths, wanted, strict=True):
        if not path.exists():
            raise ConfigError(f"{given} does not exist")
    site = load_site(options.config)
    texts = reader(site, root)
    if options.external:
        from edition import external

        site = site._replace(external=external.answers(site, root))
    problems = checks.run(site, chosen, asked, texts)
    if options.built:
        from edition.checks import html
        from edition.sources.built import load

        built = load(options.built, root, site.settings.site_url)
        problems = in_order([*problems, *html.run(built, site, problems, chosen, asked, texts)])
    if wanted:
        base = root.resolve()
        problems = [
            found for found in problems if any((base / found.path).is_relative_to(path) for path in wanted)
        ]
    return _Checked(site, chosen, texts, problems)


def _diff(options: argparse.Namespace, checked: _Checked) -> str:
    from edition import fixes  # only where something is to be mended

    return fixes.diff(fixes.mended(options.config.parent, checked.problems))


def _fixed(options: argparse.Namespace, checked: _Checked) -> tuple[_Checked, str]:
    """What is left when all repairs are made, and these as a diff. A repair can show the next one: of two that
    touch each other only the first is made at a time."""
    from edition import fixes

    root, made = options.config.parent, dict[str, tuple[str, str]]()
    for _ in range(_PASSES):
        changes = fixes.mended(root, checked.problems)
        if not changes:
            break
        fixes.write(root, changes)
        made |= {path: (made.get(path, (old,))[0], new) for path, (old, new) in changes.items()}
        checked = _check(options)
    return checked, fixes.diff(made)


def _shown(form: str, checked: _Checked) -> str:
    if form == "json":
        return report.as_json(checked.problems, checked.texts)
    if form == "github":
        return report.github(checked.problems)
    explain = report.explanations(checked.site)
    if form == "sarif":
        from edition import sarif

        return sarif.log(checked.problems, checked.rules, checked.texts, explain)
    if sys.stdout is None or not sys.stdout.isatty():
        return report.text(checked.problems)
    from shutil import get_terminal_size  # only for people

    width = get_terminal_size().columns
    colour = not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return report.terminal(checked.problems, checked.texts, explain, width, colour)


# edition rules


def _rules_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("names", nargs="*", metavar="NAME", help="a rule or a family to explain in full")


def _run_rules(options: argparse.Namespace) -> int:
    try:
        found = rules.chosen(options.names, ())
    except KeyError as error:
        raise ConfigError(policy.unknown(error.args[0])) from error
    full = bool(options.names)
    listed = sorted(found, key=lambda rule: (rule.family, rule.name))
    output.write("".join(_explained(rule, rule.why if full else rule.reason) for rule in listed))
    return 0


def _explained(rule: Rule, words: str) -> str:
    indented = "\n".join(f"    {line}".rstrip() for line in words.split("\n"))
    facts = f"{rule.severity}, mended by --fix" if rule.name in mends.RULES else rule.severity
    return f"{rule.family}: {rule.name} ({facts})\n{indented}\n"


# edition export


def _export_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, help="where they are written; what is in it is replaced")
    _config_option(parser)
    parser.add_argument("--base", default="https://edition.example/", help="the address of the site")


def _run_export(options: argparse.Namespace) -> int:
    # Only here: the writers of documents take a moment to load.
    from edition import publish

    root = options.config.parent
    asked = policy.load(root)
    site = load_site(options.config)
    problems = checks.run(site, policy=asked, texts=reader(site, root))
    stopping = [problem for problem in problems if problem.severity == "error"]
    if stopping:
        output.write(report.text(stopping))
        return 1
    if not site.bibliography.texts:
        raise ConfigError(
            "there are no sources to print: name a bibliography, `bib_file` of the plugin bibtex"
        )
    base = options.base if options.base.endswith("/") else f"{options.base}/"
    files = publish.export(site, load_strings(root, site.settings), root, base)
    try:
        publish.write(files, options.folder)
    except OSError as error:
        raise ConfigError(str(error)) from error
    output.tell(f"{len(files)} files in {options.folder}")
    return 0


COMMANDS: Mapping[str, Command] = {
    "check": Command("find what is wrong with the pages and the bibliography", _check_options, _run_check),
    "rules": Command(
        "list the rules with their reasons, or explain some in full", _rules_options, _run_rules
    ),
    "export": Command(
        "make the files for a class: slides, handouts, quizzes, cards", _export_options, _run_export
    ),
}
# Commands with a parser of their own: what they do, and the module whose `main(arguments)` runs them.
MODULES: Mapping[str, tuple[str, str]] = {
    "lsp": ("say to an editor what `check` finds, while you write", "edition.lsp.server"),
    "new": ("begin a page, a term, a lesson or a claim in all languages", "edition.new"),
    "stamp": ("record that a translator has looked", "edition.stamp"),
    "status": ("how fresh the translations are", "edition.status"),
}


if __name__ == "__main__":
    sys.exit(main())
