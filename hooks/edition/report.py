"""Problems to text, to GitHub annotations and to JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict

from edition.model import Problem

_COMMANDS = {"error": "error", "advice": "notice"}


def line(problem: Problem) -> str:
    """`path:line:col: message; advice [rule]`; what stops nothing says so before its message."""
    kind = "" if problem.severity == "error" else f"{problem.severity}: "
    return f"{problem.path}:{problem.line}:{problem.col}: {kind}{_message(problem)} [{problem.rule}]"


def text(problems: Iterable[Problem]) -> str:
    """One line a problem."""
    return "".join(f"{line(problem)}\n" for problem in problems)


def github(problems: Iterable[Problem]) -> str:
    """Workflow commands that GitHub shows as annotations on the changed lines."""
    return "".join(
        f"::{_COMMANDS[found.severity]} file={_escape(found.path, True)},line={found.line},col={found.col},"
        f"title={_escape(found.rule, True)}::{_escape(_message(found))}\n"
        for found in problems
    )


def as_json(problems: Iterable[Problem]) -> str:
    """A JSON array of objects with path, line, col, rule, message, advice and severity."""
    return json.dumps([asdict(problem) for problem in problems], ensure_ascii=False, indent=2) + "\n"


FORMATS: Mapping[str, Callable[[Iterable[Problem]], str]] = {
    "text": text,
    "github": github,
    "json": as_json,
}


def _message(problem: Problem) -> str:
    return f"{problem.message}; {problem.advice}" if problem.advice else problem.message


def _escape(value: str, in_property: bool = False) -> str:
    value = value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return value.replace(":", "%3A").replace(",", "%2C") if in_property else value
