"""pandoc, asked for one document at a time: Markdown in, bytes out."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence

import pypandoc

# 1 January 1980, the time that archive.py gives to the members of a ZIP.
EPOCH = 315532800

# What Python-Markdown and the site's own extensions know; without what only pandoc would see in a
# text, such as "(1)" as a list, "\ " as a blank, "$" as mathematics, or the words of a heading between
# brackets as a link to it.
_WITHOUT = (
    "all_symbols_escapable auto_identifiers escaped_line_breaks example_lists fancy_lists grid_tables "
    "implicit_figures implicit_header_references inline_notes latex_macros line_blocks multiline_tables "
    "pandoc_title_block raw_html raw_tex simple_tables strikeout subscript superscript table_captions "
    "tex_math_dollars yaml_metadata_block"
)
_READER = "-".join(["markdown", *_WITHOUT.split()])


class PandocError(RuntimeError):
    """What pandoc said when it did not make a document, or made one with something missing."""


def document(markdown: str, to: str, title: str, locale: str, options: Sequence[str] = ()) -> bytes:
    """A document in a format of pandoc's. Raises PandocError, for a source that is unknown, too."""
    command = [
        pypandoc.get_pandoc_path(), f"--from={_READER}", f"--to={to}", "--output=-", "--wrap=none",
        "--sandbox", "--fail-if-warnings", "--metadata=link-citations:true", f"--metadata=title:{title}",
        f"--metadata=lang:{locale}", *options,
    ]  # fmt: skip
    done = _run(command, markdown)
    if done.returncode:
        raise PandocError(f"{title}: pandoc made no {to}: {done.stderr.decode(errors='replace').strip()}")
    return done.stdout


def data_file(name: str) -> bytes:
    """A file that pandoc brings with it. Raises PandocError where it has none of that name."""
    done = _run([pypandoc.get_pandoc_path(), "--print-default-data-file", name], "")
    if done.returncode:
        raise PandocError(f"pandoc has no {name}: {done.stderr.decode(errors='replace').strip()}")
    return done.stdout


def _run(command: Sequence[str], markdown: str) -> subprocess.CompletedProcess[bytes]:
    environment = os.environ | {"SOURCE_DATE_EPOCH": str(EPOCH)}
    return subprocess.run(command, input=markdown.encode(), capture_output=True, env=environment, check=False)
