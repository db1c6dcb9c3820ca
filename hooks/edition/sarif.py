"""Problems as SARIF 2.1.0, which code hosts and editors read (OASIS, 2020; errata 01 of 2023)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any
from urllib.parse import quote

from edition.model import Problem
from edition.report import Explain, extent, source_lines
from edition.rules import Rule
from edition.sources.texts import Texts

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_ROOT = "%SRCROOT%"
_LEVELS = {"error": "error", "advice": "note"}
_Lines = Callable[[str, int], str]


def log(problems: Iterable[Problem], rules: Sequence[Rule], texts: Texts, explain: Explain) -> str:
    """A SARIF log with one run. `rules` are those that were applied; each problem is of one of them."""
    import json  # only where it is asked for: the command must start fast

    driver = {"name": "edition", "rules": [_descriptor(rule, explain) for rule in rules]}
    root = {"description": {"text": "The folder of mkdocs.yml."}}
    run = {
        "tool": {"driver": driver},
        "originalUriBaseIds": {_ROOT: root},
        "columnKind": "unicodeCodePoints",
        "results": _results(problems, rules, source_lines(texts)),
    }
    document = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _descriptor(rule: Rule, explain: Explain) -> dict[str, Any]:
    found: dict[str, Any] = {
        "id": rule.name,
        "shortDescription": {"text": rule.reason},
        "fullDescription": {"text": rule.why},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"tags": [rule.family]},
    }
    address = explain(rule.name)
    return found | {"helpUri": address} if address.startswith(("http://", "https://")) else found


def _results(problems: Iterable[Problem], rules: Sequence[Rule], lines: _Lines) -> list[dict[str, Any]]:
    index = {rule.name: number for number, rule in enumerate(rules)}
    seen: Counter[str] = Counter()
    results = []
    for found in problems:
        source = lines(found.path, found.line)
        mark = _fingerprint(found, source)
        seen[mark] += 1
        results.append(_result(found, source, index[found.rule], f"{mark}:{seen[mark]}", lines))
    return results


def _result(found: Problem, source: str, index: int, mark: str, lines: _Lines) -> dict[str, Any]:
    end = found.col + extent(source, found.col, found)
    region = {"startLine": found.line, "startColumn": found.col, "endColumn": end}
    place = {"artifactLocation": _location(found.path), "region": region}
    result: dict[str, Any] = {
        "ruleId": found.rule,
        "ruleIndex": index,
        "level": _LEVELS[found.severity],
        "message": {"text": f"{found.message}; {found.advice}" if found.advice else found.message},
        "locations": [{"physicalLocation": place}],
        "partialFingerprints": {"edition/v1": mark},
    }
    deleted = _deleted(found, lines)
    return result | {"fixes": [_fix(found, deleted)]} if deleted else result


def _location(path: str) -> dict[str, str]:
    return {"uri": quote(path, safe="/", errors="surrogateescape"), "uriBaseId": _ROOT}


def _fingerprint(found: Problem, source: str) -> str:
    """The same while the line is, wherever it moves to in its file; how it is indented does not count."""
    from hashlib import sha256

    known = "\0".join((found.rule, found.path, " ".join(source.split()), found.message if not source else ""))
    return sha256(known.encode("utf-8", "surrogateescape")).hexdigest()[:16]


def _deleted(found: Problem, lines: _Lines) -> dict[str, int]:
    """The region that the repair takes away; nothing where its old words do not stand there."""
    if found.fix is None:
        return {}
    old = found.fix.old.split("\n")
    count = len(old)
    text = [lines(found.path, found.line + number) for number in range(count)]
    stands = "\n".join(text).startswith(found.fix.old, found.col - 1)
    end = len(old[-1]) + (found.col if count == 1 else 1)
    return (
        {
            "startLine": found.line,
            "startColumn": found.col,
            "endLine": found.line + count - 1,
            "endColumn": end,
        }
        if stands
        else {}
    )


def _fix(found: Problem, deleted: dict[str, int]) -> dict[str, Any]:
    new = found.fix.new if found.fix else ""
    replacement = {"deletedRegion": deleted, "insertedContent": {"text": new}}
    change = {"artifactLocation": _location(found.path), "replacements": [replacement]}
    return {"description": {"text": found.advice or "Mend it."}, "artifactChanges": [change]}
