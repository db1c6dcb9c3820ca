"""Regular expressions that are compiled when they are first used: to compile all of them takes as long as to read
a hundred pages, and most are for what few pages hold."""

from __future__ import annotations

import re
from typing import Any, cast


class _Late:
    def __init__(self, pattern: str, flags: int) -> None:
        self._pattern = pattern
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        """A method of the compiled pattern, kept where the next call finds it first."""
        found = getattr(re.compile(self._pattern, self._flags), name)
        setattr(self, name, found)
        return found


def late(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """As `re.compile`, but done when the pattern is first asked for something."""
    return cast(re.Pattern[str], _Late(pattern, flags))
