"""What a project asks of the checks: `[tool.edition]` in the pyproject.toml beside its mkdocs.yml."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from edition import families, rules
from edition.rules import Rule
from edition.sources.config import ConfigError
from edition.sources.texts import content, inside

FILE = "pyproject.toml"
_OPTIONS = ("select", "ignore", "per-file-ignores")


class Policy(NamedTuple):
    """Names of rules or families: those to apply (none: all), those to leave out, and those to leave out in
    the files that a pattern, in the form of .gitignore, names."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    per_file: Mapping[str, tuple[str, ...]] = {}

    def rules(self, select: Iterable[str] = (), ignore: Iterable[str] = (), built: bool = True) -> list[Rule]:
        """The rules to apply. `select` takes the place of the project's, `ignore` adds to it; see `rules.chosen`.

        Raises ConfigError for a name that neither a rule nor a family has.
        """
        try:
            return rules.chosen(tuple(select) or self.select, (*self.ignore, *ignore), built)
        except KeyError as error:
            raise ConfigError(unknown(error.args[0])) from error

    def ignores(self) -> Callable[[str, Rule], bool]:
        """Whether a rule is left out in the file of a path."""
        if not self.per_file:
            return lambda path, rule: False
        from pathspec.gitignore import GitIgnoreSpec  # few projects need it

        specs = [
            (GitIgnoreSpec.from_lines([glob]), frozenset(names)) for glob, names in self.per_file.items()
        ]
        return lambda path, rule: any(
            (rule.name in names or rule.family in names) and spec.match_file(path) for spec, names in specs
        )


EVERYTHING = Policy()


def load(root: Path) -> Policy:
    """The policy of the project in a folder. Raises ConfigError where it cannot be read or asks for what
    there is not."""
    path = root / FILE
    if inside(root, FILE) is None:
        raise ConfigError(f"{FILE} lies outside of the project, where nothing is read")
    try:
        return parse(content(path).decode("utf-8-sig"))
    except FileNotFoundError:
        return EVERYTHING
    except UnicodeDecodeError as error:
        raise ConfigError(f"{FILE} is not UTF-8 text: {error.reason} at byte {error.start}") from error
    except OSError as error:
        raise ConfigError(f"{FILE} cannot be read: {error.strerror}") from error


def parse(text: str) -> Policy:
    """The policy of the text of a pyproject.toml. Raises ConfigError as `load`."""
    import tomllib  # only where there is such a file

    try:
        data = tomllib.loads(text.replace("\r\n", "\n"))
    except (ValueError, RecursionError) as error:  # a number may have too many digits
        raise ConfigError(f"{FILE}: {error or 'nested too deep'}") from error
    tool = data.get("tool")
    table = tool.get("edition", {}) if isinstance(tool, dict) else {}
    if not isinstance(table, dict):
        raise _error(text, "edition", "[tool.edition] is not a table")
    for option in table:
        if option not in _OPTIONS:
            hint = rules.did_you_mean(option, _OPTIONS) or f"there are {', '.join(_OPTIONS)}"
            raise _error(text, option, f'[tool.edition] has no option "{option}"; {hint}')
    per_file = table.get("per-file-ignores", {})
    if not isinstance(per_file, dict):
        raise _error(text, "per-file-ignores", '"per-file-ignores" is not a table of `"path" = ["rule"]`')
    return Policy(
        _names(text, "select", table.get("select", [])),
        _names(text, "ignore", table.get("ignore", [])),
        {_glob(text, glob): _names(text, glob, names) for glob, names in per_file.items()},
    )


def _glob(text: str, glob: str) -> str:
    from pathspec.gitignore import GitIgnoreSpec  # few projects need it

    try:
        GitIgnoreSpec.from_lines([glob])
    except ValueError as error:
        raise _error(text, glob, str(error)) from error
    return glob


def _names(text: str, option: str, value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
        raise _error(text, option, f'"{option}" is not a list of names of rules')
    for name in value:
        if not is_known(name):
            raise _error(text, name, unknown(name))
    return tuple(value)


def is_known(name: str) -> bool:
    """Whether a rule or a family has a name. All rules are loaded only for one that none of the loaded has."""
    modules = families.MODULES.get(name, ())
    return (
        name in rules.CATALOGUE or (bool(modules) and families.BUILT.isdisjoint(modules)) or name in known()
    )


def known() -> set[str]:
    """The names of all rules and families."""
    return {name for rule in rules.all_rules().values() for name in (rule.name, rule.family)}


def unknown(name: str) -> str:
    """Says that no rule has a name, and which one may have been meant."""
    hint = rules.did_you_mean(name, sorted(known())) or "see `edition rules`"
    return f'no rule or family is called "{name}"; {hint}'


def _error(text: str, word: str, message: str) -> ConfigError:
    """The message with the first line of the tables of `edition` that holds the word."""
    lines = text.splitlines()
    start = next((index for index, line in enumerate(lines) if re.match(r"\s*\[.*\bedition\b", line)), 0)
    found = (index + 1 for index, line in enumerate(lines[start:], start) if word in line)
    line = next(found, 0)
    return ConfigError(f"{FILE}:{line}: {message}" if line else f"{FILE}: {message}")
