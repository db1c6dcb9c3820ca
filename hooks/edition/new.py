"""`edition new`: begins a page, a term, a lesson or a claim, in all languages of a site at once."""

from __future__ import annotations

import argparse
import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from edition import output, scaffold
from edition.model import Language, Site
from edition.sources import config, records
from edition.sources.config import ConfigError
from edition.sources.disk import load_site

_NAMED = {"page": "title", "term": "name", "lesson": "title", "claim": "text"}


def main(arguments: Sequence[str]) -> int:
    """Run `edition new` with what stands behind it. Returns 0; raises ConfigError, and then nothing was written."""
    first = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    first.add_argument("--config", type=Path, default=Path("mkdocs.yml"))
    path = first.parse_known_args(arguments)[0].config
    if {"-h", "--help"} & set(arguments) and not path.is_file():
        _parser(()).parse_args(arguments)
    site = load_site(path)
    options = _parser(site.settings.languages).parse_args(arguments)
    root = path.parent
    try:
        plan = _plan(site, options, {name: _read(root / name) for name in scaffold.edited(site)})
    except scaffold.ScaffoldError as error:
        raise ConfigError(str(error)) from error
    _require_sound(site, plan)
    _write(root, site.settings.docs_dir, plan)
    output.write(_report(plan, site.settings.path))
    return 0


def _parser(languages: Sequence[Language]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="edition new",
        description="Begin a page in all languages; what you have to write is marked TODO.",
    )
    kinds = parser.add_subparsers(required=True, dest="kind", metavar="page|term|lesson|claim")
    for kind, does, what in (
        ("page", "a page, and its entry in nav", "slug"),
        ("term", "a term of the glossary", "slug"),
        ("lesson", "a lesson and its quiz", "number"),
        ("claim", "a claim of the ledger, with the next free number", ""),
    ):
        own = kinds.add_parser(kind, help=does, description=f"Begin {does}.", allow_abbrev=False)
        if what == "slug":
            own.add_argument("slug", help="its path without language and ending: paper/method, debt-bondage")
        elif what == "number":
            own.add_argument("number", type=int, help="the number of the lesson")
        else:
            own.add_argument(
                "--section", required=True, help="the part of the paper in which the claim stands"
            )
        own.add_argument("--config", type=Path, help="default: mkdocs.yml")
        for index, language in enumerate(languages):
            names = [f"--{_NAMED[kind]}-{language.code}"]
            names = [f"--{_NAMED[kind]}", *names] if index == 0 else names
            own.add_argument(*names, dest=f"in_{language.code}", metavar="TEXT", help=f"in {language.name}")
    return parser


def _plan(site: Site, options: argparse.Namespace, texts: Mapping[str, str]) -> scaffold.Plan:
    found = {language.code: getattr(options, f"in_{language.code}") for language in site.settings.languages}
    names = {code: text for code, text in found.items() if text is not None}
    if options.kind == "page":
        return scaffold.page(site, options.slug, names, texts)
    if options.kind == "term":
        return scaffold.term(site, options.slug, names, texts)
    if options.kind == "lesson":
        return scaffold.lesson(site, options.number, names, texts)
    return scaffold.claim(site, options.section, names, texts)


def _require_sound(site: Site, plan: scaffold.Plan) -> None:
    """Refuses an edit that changes more than was meant: files are kept by hand, in many ways."""
    settings = site.settings
    for path, text in plan.changed.items():
        plain = text.removeprefix("\ufeff")
        if path == settings.path:
            new = {name.removeprefix(f"{settings.docs_dir}/") for name in plan.new}
            known = Counter(mark.name for mark in settings.nav)
            added = Counter(_names(config.load(plain, path)[0].get("nav"))) - known
            sound = set(added) <= new and max(added.values(), default=1) == 1
        else:
            before = next(found.all for found in site.records.values() if found.path == path)
            after = records.parse(plain, path).all
            sound = [record.data for record in after[:-1]] == [record.data for record in before]
        if not sound:
            raise ConfigError(f"{path} is written in a way that cannot be added to: edit it by hand")


def _names(nav: Any) -> Iterator[str]:
    """The pages that nav names."""
    if isinstance(nav, dict):
        nav = list(nav.values())
    if isinstance(nav, list):
        for child in nav:
            yield from _names(child)
    elif nav:
        yield str(nav)


def _read(path: Path) -> str:
    try:
        return path.read_bytes().decode()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path} cannot be read: {error}") from error


def _write(root: Path, docs_dir: str, plan: scaffold.Plan) -> None:
    """All files or none."""
    docs = (root / docs_dir).resolve()
    for name in plan.new:
        if os.path.lexists(root / name):
            raise ConfigError(f"{name} is there already; nothing was written")
        if not (root / name).resolve().is_relative_to(docs):
            raise ConfigError(f"{name} lies outside of the documentation folder; nothing was written")
    done: list[tuple[Path, bytes | None]] = []
    try:
        for name, text in plan.new.items():
            done += [(folder, None) for folder in _missing_folders((root / name).parent)]
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            with (root / name).open("xb") as file:
                done.append((root / name, None))
                file.write(text.encode())
        for name, text in plan.changed.items():
            done.append((root / name, (root / name).read_bytes()))
            (root / name).write_bytes(text.encode())
    except OSError as error:
        _undo(done)
        raise ConfigError(
            f"{error.filename} cannot be written: {error.strerror}; nothing was written"
        ) from error


def _missing_folders(folder: Path) -> list[Path]:
    return [parent for parent in (*reversed(folder.parents), folder) if not parent.exists()]


def _undo(done: Sequence[tuple[Path, bytes | None]]) -> None:
    for path, content in reversed(done):
        if content is not None:
            path.write_bytes(content)
        elif path.is_dir():
            path.rmdir()
        else:
            path.unlink(missing_ok=True)


def _report(plan: scaffold.Plan, config_path: str) -> str:
    lines = [f"wrote {path}" for path in plan.new] + [f"added to {path}" for path in plan.changed]
    records_ = any(path != config_path for path in plan.changed)
    where = "the new entry" if records_ else "these files"
    then = [*plan.then, f"fill in what is marked TODO in {where}", "run edition check"]
    return "\n".join([*lines, "Next:", *(f"  - {step}" for step in then)]) + "\n"
