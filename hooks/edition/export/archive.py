"""ZIP archives that are the same bytes whenever they are made."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

_TIME = (1980, 1, 1, 0, 0, 0)  # the first that a ZIP can say
_UNIX = 3
_MODE = 0o100644 << 16  # a plain file that all may read


def zipped(files: Mapping[str, bytes]) -> bytes:
    """A ZIP of some files by their paths (written with `/`), in the order of these."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for path in sorted(files):
            member = zipfile.ZipInfo(path, _TIME)
            member.create_system = _UNIX  # not that of the machine at hand
            member.external_attr = _MODE
            archive.writestr(member, files[path], zipfile.ZIP_DEFLATED, 9)
    return buffer.getvalue()
