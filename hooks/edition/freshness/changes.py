"""What has become of a section."""

from __future__ import annotations

from dataclasses import dataclass

from edition.places import Place

FRESH, TOUCHED, CHANGED, MISSING, UNSTAMPED = STATES = (
    "up to date",
    "touched",
    "changed",
    "missing",
    "unstamped",
)
FRONT_MATTER = "front matter"


@dataclass(frozen=True, slots=True)
class Change:
    """What differs, in words, and where in the source page."""

    text: str
    place: Place


@dataclass(frozen=True)
class Comparison:
    """A section as it was (`None`: it is new) and as it is (`None`: it is gone), by their indices.

    The front matter has no index at all, and the way of its first changed field in `field`.
    """

    name: str
    id: str
    state: str
    place: Place
    changes: tuple[Change, ...] = ()
    old: int | None = None
    new: int | None = None
    field: tuple[str | int, ...] | None = None
