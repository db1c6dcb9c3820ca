"""The catalogue of rules.

A rule is a function from a `Site` to the problems it finds. Its name is that of the function with
hyphens; its docstring says why the rule is there, with a bad and a good example; its family is that
of its module of `checks`: the name, or what the module calls FAMILY. A rule finds and says; it mends nothing
and prints nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from edition import families
from edition.model import Fix, Problem, Site
from edition.places import Place


class Finding(NamedTuple):
    """What a rule yields: a problem that does not yet know by which rule it was found."""

    path: str
    place: Place
    message: str
    advice: str = ""
    fix: Fix | None = None


Check = Callable[[Site], Iterable[Finding]]


class Rule(NamedTuple):
    """A rule of the catalogue. What an "error" finds stops the build, what an "advice" finds does not."""

    name: str
    family: str
    check: Check
    severity: str = "error"

    @property
    def reason(self) -> str:
        """The first sentence of the docstring."""
        return " ".join(self.why.split("\n\n")[0].split())

    @property
    def why(self) -> str:
        """The docstring: why the rule is there, with a bad and a good example."""
        import inspect  # only for who reads

        return inspect.getdoc(self.check) or ""

    def problems(self, site: Site) -> Iterator[Problem]:
        """What the rule finds on a site."""
        for found in self.check(site):
            place = found.place
            yield Problem(
                place.path or found.path,
                place.line,
                place.col,
                self.name,
                found.message,
                found.advice,
                self.severity,
                found.fix,
            )


CATALOGUE: dict[str, Rule] = {}  # those that have been loaded


def rule(check: Check) -> Check:
    """Enter a function into the catalogue, under its own name."""
    return _enter(check, "error")


def advice(check: Check) -> Check:
    """The same for a rule whose findings are shown and stop nothing."""
    return _enter(check, "advice")


def _enter(check: Check, severity: str) -> Check:
    name = check.__name__.replace("_", "-")
    if name in CATALOGUE:
        raise ValueError(f"two rules are called {name}")
    family = check.__globals__.get("FAMILY") or check.__module__.rpartition(".")[2]
    CATALOGUE[name] = Rule(name, str(family), check, severity)
    return check


def all_rules() -> Mapping[str, Rule]:
    """All rules by their names."""
    families.load()
    return CATALOGUE


def chosen(select: Iterable[str], ignore: Iterable[str], built: bool = True) -> list[Rule]:
    """The rules that are named, by their own name or by that of their family, without those to ignore.

    None selected means all, but for those of the built site where nothing is `built`. Raises KeyError with
    the name that neither a rule nor a family has.
    """
    select, ignore = list(select), list(ignore)
    families.load([*select, *ignore] if select else [], built or bool(ignore))
    wanted, unwanted = _named(select), _named(ignore)
    return [rule for rule in CATALOGUE.values() if (not wanted or rule in wanted) and rule not in unwanted]


def _named(names: Iterable[str]) -> list[Rule]:
    found: list[Rule] = []
    for name in names:
        own = [rule for rule in CATALOGUE.values() if name in (rule.name, rule.family)]
        if not own:
            raise KeyError(name)
        found += own
    return found


def nearest(wrong: str, valid: Iterable[str]) -> str:
    """The nearest of the valid words, "" where none is near; one that differs in its case comes first."""
    from rapidfuzz import fuzz, process
    from rapidfuzz.distance import OSA  # only where something is wrong: the command must start fast

    folded = _folded(tuple(valid))
    if wrong.casefold() in folded:
        return folded[wrong.casefold()]
    near = process.extract(wrong.casefold(), folded.keys(), scorer=fuzz.ratio, score_cutoff=60, limit=9)
    best = [word for word, score, _ in near if score == near[0][1]]
    # Of words that are equally near, the one with exchanged letters.
    return folded[min(best, key=lambda word: OSA.distance(wrong.casefold(), word))] if best else ""


@lru_cache(maxsize=16)
def _folded(words: tuple[str, ...]) -> dict[str, str]:
    return {word.casefold(): word for word in reversed(words)}


def did_you_mean(wrong: str, valid: Iterable[str]) -> str:
    """Advice that names the nearest of the valid words, "" where none is near."""
    near = nearest(wrong, valid)
    return f'did you mean "{near}"?' if near else ""
