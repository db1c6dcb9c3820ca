"""The navigation: written once, for the first language, and mirrored for the others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

Nav = list[Any]


def mirror(nav: Sequence[Any], source: str, target: str, title: Callable[[str], str | None]) -> Nav:
    """The navigation of the language in the folder `target`, from that of the folder `source`.

    A section is called after the first page in it. `title` gives the title of a page, `None` where
    there is no such page: it is left out here, and the rule `missing-counterpart` reports it.
    """
    mirrored: Nav = []
    for item in nav:
        label, value = next(iter(item.items())) if isinstance(item, dict) else (None, item)
        if isinstance(value, list):
            children = mirror(value, source, target, title)
            if children:
                mirrored.append({_first_title(children, title) or label: children})
            continue
        path = _moved(str(value), source, target)
        if title(path) is not None or source == target:
            mirrored.append(path)
    return mirrored


def _moved(path: str, source: str, target: str) -> str:
    inside = path.startswith(f"{source}/")
    return f"{target}/{path.removeprefix(f'{source}/')}" if inside else path


def _first_title(children: Nav, title: Callable[[str], str | None]) -> str | None:
    return title(children[0]) if isinstance(children[0], str) else None
