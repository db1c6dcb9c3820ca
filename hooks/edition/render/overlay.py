"""The problems of a site as a panel on a page that somebody is writing, under `mkdocs serve`.

The panel lies in a shadow root: neither do the site's styles and scripts reach it, nor the checks of the built
HTML, which would take what it quotes for what the page says.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from html import escape

from edition.model import Problem
from edition.patterns import late
from edition.render.page import Strings

_LANGUAGE = "en"  # in which problems are described
_MOST = 50  # problems of a group that are shown: each page shows all groups
# A keyboard must not move behind the bar.
_ROOM = "<style>html { scroll-padding-bottom: 4rem; }</style>"
_PANEL = late(rf"{re.escape(_ROOM)}<aside.*?</aside>\n", re.S)


@dataclass(frozen=True)
class Groups:
    """Problems as one page shows them: its own, those of files that are no page, those of other pages."""

    here: Sequence[Problem]
    files: Sequence[Problem]
    elsewhere: Sequence[Problem]


@dataclass(frozen=True)
class Links:
    """The addresses, relative to the page, of another page by its path in the project and of what explains a
    rule; "" where there is none."""

    page: Callable[[str], str]
    rule: Callable[[str], str]


def groups(problems: Iterable[Problem], path: str, page: Callable[[str], str]) -> Groups:
    """The problems as the page of `path` shows them, errors first, else in their order; `page` gives the path of the
    page that a file is or was made from, "" for none."""
    here: list[Problem] = []
    files: list[Problem] = []
    elsewhere: list[Problem] = []
    for found in sorted(problems, key=lambda found: found.severity != "error"):
        owner = page(found.path)
        group = files if not owner else here if owner == path else elsewhere
        group.append(found)
    return Groups(here, files, elsewhere)


def put(html: str, panel: str) -> str:
    """A page with a panel at the end of its `<body>`, in place of the one that it may have."""
    before, body, after = _PANEL.sub("", html).rpartition("</body>")
    return f"{before}{panel}{body}{after}" if body else html


def panel(shown: Groups, strings: Strings, links: Links, style: str, script: str) -> str:
    """The panel, to be put at the end of `<body>`; "" where there is no problem.

    It is a bar that opens, without a script too; `script` keeps it open over reloads.
    """
    if not (shown.here or shown.files or shown.elsewhere):
        return ""
    label = escape(strings["problems"])
    body = _group(shown.here, strings["problems_here"], strings, replace(links, page=lambda path: ""))
    body += _group(shown.files, strings["problems_files"], strings, links)
    body += _folded(shown.elsewhere, strings, links)
    return (
        f'{_ROOM}<aside aria-label="{label}" data-problems><template shadowrootmode="open"><style>{style}</style>'
        f"<details><summary>{_summary(shown, strings)}</summary>"
        f'<div class="list" role="group" aria-label="{label}" tabindex="0">{body}</div></details>'
        f"<script>{script}</script></template></aside>\n"
    )


def _summary(shown: Groups, strings: Strings) -> str:
    """What the bar says: how many problems are where, those of the page in the colour of the worst."""
    counts = [
        ("problems_here", shown.here),
        ("problems_files", shown.files),
        ("problems_elsewhere", shown.elsewhere),
    ]
    told = [
        f'<span class="{_worst(found)}">{_count(strings[key], found)}</span>'
        for key, found in counts
        if found or key == "problems_here"
    ]
    return f"<strong>{escape(strings['problems'])}</strong> {' '.join(told)}"


def _worst(problems: Iterable[Problem]) -> str:
    severities = {found.severity for found in problems}
    return next((name for name in ("error", "advice") if name in severities), "none")


def _count(label: str, problems: Sequence[Problem]) -> str:
    return escape(label.format(number=len(problems)))


def _group(problems: Sequence[Problem], label: str, strings: Strings, links: Links) -> str:
    if not problems:
        return ""
    return f"<h2>{_count(label, problems)}</h2>{_list(problems, strings, links)}"


def _folded(problems: Sequence[Problem], strings: Strings, links: Links) -> str:
    if not problems:
        return ""
    label = _count(strings["problems_elsewhere"], problems)
    return f"<details><summary>{label}</summary>{_list(problems, strings, links)}</details>"


def _list(problems: Sequence[Problem], strings: Strings, links: Links) -> str:
    items = [_item(found, strings, links) for found in problems[:_MOST]]
    if rest := problems[_MOST:]:
        items.append(f"<li>{_count(strings['problems_more'], rest)}</li>")
    return f"<ul>{''.join(items)}</ul>"


def _item(found: Problem, strings: Strings, links: Links) -> str:
    severity = escape(str(strings["problem_severities"].get(found.severity, found.severity)))
    place = f"<code>{escape(found.path)}:{found.line}:{found.col}</code>"
    advice = f' <span class="mend" lang="{_LANGUAGE}">{escape(found.advice)}</span>' if found.advice else ""
    return (
        f'<li><strong class="{escape(found.severity)}">{severity}</strong> '
        f"{_linked(place, links.page(found.path))} "
        f'<span lang="{_LANGUAGE}">{escape(found.message)}</span>{advice} '
        f"{_linked(f'<code>{escape(found.rule)}</code>', links.rule(found.rule))}</li>"
    )


def _linked(html: str, address: str) -> str:
    return f'<a href="{escape(address)}">{html}</a>' if address else html
