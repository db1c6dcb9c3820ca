"""The addresses in a style sheet, in linear time whatever the text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from edition.patterns import late

# It begins with the first sign of a comment, an address or a text: what lies between them is passed over quickly.
_CSS = late(
    r"""[/uU@"'](?:
        (?<=/)\*.*?(?:\*/|\Z)
      | (?<=[uU])(?<![\w-].)[rR][lL]\(\s*+(?:"([^"\n]*+)"|'([^'\n]*+)'|([^)\s"'(]*+))\s*+\)
      | (?<=@)(?i:import)\s*+(?:"([^"\n]*+)"|'([^'\n]*+)')
      | (?<=")(?:[^"\\\n]|\\.)*+"?
      | (?<=')(?:[^'\\\n]|\\.)*+'?
    )""",
    re.S | re.X,
)


def addresses(sheet: str) -> Iterator[tuple[int, str]]:
    """The addresses that a style sheet names in `url()` and `@import`, each after its offset."""
    for found in _CSS.finditer(sheet):
        group = found.lastindex
        if group and found[group].strip():
            yield found.start(group), found[group].strip()
