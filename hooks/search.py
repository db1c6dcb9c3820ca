"""Make the search: Pagefind reads the built pages and writes one index a language."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority

log = logging.getLogger("mkdocs.hooks.edition")

# A list of sources would find every page for every author.
NOT_SEARCHED = (".headerlink", ".sources")


@event_priority(-100)
def on_post_build(config: MkDocsConfig) -> None:
    """Index what has been built; the language of a page is that of its `<html lang>`."""
    command = [sys.executable, "-m", "pagefind", "--site", config.site_dir, "--quiet"]
    command += ["--exclude-selectors", ", ".join(NOT_SEARCHED)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        log.warning("the search could not be made: %s", (done.stderr or done.stdout).strip())
        return
    _sort(Path(config.site_dir) / "pagefind" / "pagefind-entry.json")


def _sort(path: Path) -> None:
    """Pagefind lists the languages in an order that changes from run to run; builds must not."""
    if path.is_file():
        path.write_text(json.dumps(json.loads(path.read_text()), sort_keys=True), encoding="utf-8")
