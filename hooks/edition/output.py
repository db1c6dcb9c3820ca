"""What a command prints: all of it, or an error that says why not."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import TextIO

from edition.sources.config import ConfigError


def write(text: str) -> None:
    """Print all of a text. Who reads only the beginning (`| head`) gets that, and no error.

    Raises ConfigError where it cannot be written, as on a full disk.
    """
    if sys.stdout is None or not text:  # closed by who has called
        return
    try:
        try:
            sys.stdout.write(text)
        except UnicodeEncodeError:  # a name that is no text, or a terminal that knows few signs
            known = sys.stdout.encoding
            sys.stdout.write(text.encode(known, "backslashreplace").decode(known))
        sys.stdout.flush()
    except BrokenPipeError:
        _abandon(sys.stdout)
    except OSError as error:
        _abandon(sys.stdout)
        raise ConfigError(f"the output cannot be written: {error.strerror}") from error


def tell(text: str) -> None:
    """Print a line for people, beside the output; where nobody can read it nothing is wrong."""
    if sys.stderr is None:
        return
    try:
        print(text, file=sys.stderr, flush=True)
    except OSError:
        _abandon(sys.stderr)


def _abandon(stream: TextIO) -> None:
    """Python itself flushes once more at its end, into what is closed or full: let that go nowhere."""
    with suppress(OSError, ValueError):  # a stream that is no file
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
