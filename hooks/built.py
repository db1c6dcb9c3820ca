"""Check what MkDocs has built: each problem is a warning, and a warning stops `--strict`."""

from __future__ import annotations

import logging
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority

from edition import report
from edition.checks import html
from edition.sources.built import load
from edition.sources.config import ConfigError

log = logging.getLogger("mkdocs.hooks.edition")  # below `mkdocs`: its warnings stop `--strict`


@event_priority(-200)
def on_post_build(config: MkDocsConfig) -> None:
    """Look at all files of the site, those of the other hooks too: this one comes last."""
    shared = config.extra["edition"]
    try:
        built = load(Path(config.site_dir), Path(config.config_file_path).parent, config.site_url or "")
    except ConfigError as error:
        raise PluginError(str(error)) from error
    # With --quiet MkDocs neither shows nor counts warnings; a defect must stop the build all the same.
    level = logging.WARNING if log.isEnabledFor(logging.WARNING) else logging.ERROR
    for problem in html.run(built, shared["site"], shared["problems"]):
        log.log(level if problem.severity == "error" else logging.INFO, "%s", report.line(problem))
