"""What the office documents share: their colours and their font, and how a template is edited.

The templates are pandoc's own, made when they are needed, so that no binary lies in the repository.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable

FONT = "Calibri"
INK, NAVY, BLUE, GREEN, AMBER, GREY = "1C232B", "17405F", "0B57A4", "1D6B3A", "8A4B00", "4A5560"
# Each kind of box with the colour of its title and of the ground behind it (contrast 5 and more).
LOOKS = {
    "question": (NAVY, "EEF2F6"),
    "slide": (GREY, "F2F3F5"),
    "exercise": (BLUE, "E6F0FA"),
    "solution": (GREEN, "E8F4EC"),
    "lecturer": (AMBER, "FCF2E1"),
}
LINE_COLOUR = "9AA5AF"

Edit = tuple[str, str]  # a pattern, and what stands there afterwards

# What the properties of a program say; those of the templates count the slides of the template.
APP = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns="http://schemas.openxmlformats.org'
    b'/officeDocument/2006/extended-properties"><Application>pandoc</Application></Properties>'
)


def unzipped(archive: bytes) -> dict[str, bytes]:
    """The members of a ZIP by their paths."""
    with zipfile.ZipFile(io.BytesIO(archive)) as found:
        return {name: found.read(name) for name in found.namelist() if not name.endswith("/")}


def edited(xml: bytes, edits: Iterable[Edit]) -> bytes:
    """An XML text with each pattern replaced wherever it stands.

    Raises ValueError where one stands nowhere: then a new pandoc has another template.
    """
    text = xml.decode()
    for pattern, words in edits:
        text, count = re.subn(pattern, lambda _, words=words: words, text, flags=re.S)  # type: ignore[misc]
        if not count:
            raise ValueError(f"pandoc's template has no {pattern}")
    return text.encode()
