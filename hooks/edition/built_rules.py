"""Rules over the built site. They stand in the catalogue with all others, and find nothing without a build."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from typing import TypeVar

from edition.built import Built, BuiltPage
from edition.model import Page, Problem, Site
from edition.rules import CATALOGUE, Finding, Rule

Look = Callable[[Built, Site], Iterable[Finding]]
Function = TypeVar("Function", bound=Look)
FAMILY = "html"


LOOKS: dict[str, Look] = {}  # what each rule does, by its name


def problems(rule: Rule, built: Built, site: Site) -> Iterator[Problem]:
    """What a rule of the catalogue finds on a built site, nothing if it is about something else."""
    look = LOOKS.get(rule.name)
    return rule._replace(check=lambda site: look(built, site)).problems(site) if look else iter(())


def built_rule(look: Function) -> Function:
    """Enter a function into the catalogue, under its own name."""
    return _enter(look, "error")


def built_advice(look: Function) -> Function:
    """The same for a rule whose findings are shown and stop nothing."""
    return _enter(look, "advice")


def _enter(look: Function, severity: str) -> Function:
    @wraps(look)  # its docstring is that of the rule
    def check(site: Site) -> Iterable[Finding]:
        return ()

    name = look.__name__.replace("_", "-")
    if name in CATALOGUE:
        raise ValueError(f"two rules are called {name}")
    CATALOGUE[name], LOOKS[name] = Rule(name, FAMILY, check, severity), look
    return look


def origin(site: Site, path: str) -> Page | None:
    """The page of the documentation that a built file was made from."""
    whole = path.removesuffix(".html")
    folder = "" if whole == "index" else whole.removesuffix("/index")
    sources = [whole]
    if folder != whole:
        sources += [f"{folder}/README".lstrip("/"), folder]
    found = (site.pages.get(f"{source}.md") for source in sources)
    return next((page for page in found if page), None)


def origins(built: Built, site: Site) -> dict[str, str]:
    """The built pages, as messages show them, each with the path of the page that it was made from."""
    found = ((path, origin(site, path)) for path in built.pages)
    return {built.shown(path): page.path for path, page in found if page}


def finding(
    built: Built, site: Site, page: BuiltPage, offset: int, written: str, message: str, advice: str = ""
) -> Finding:
    """A finding where a contributor can mend it: in the Markdown where that holds `written` exactly once,
    else at an offset of the built page."""
    source = origin(site, page.path)
    if source is not None and source.document.text.count(written) == 1:
        place = source.document.places.at(source.document.text.index(written))
        return Finding(place.path or source.path, place._replace(path=""), message, advice)
    return Finding(built.shown(page.path), page.places.at(offset), message, advice)
