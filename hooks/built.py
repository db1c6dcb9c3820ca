"""Check what MkDocs has built: each problem is a warning, and a warning stops `--strict`."""

from __future__ import annotations

import logging
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority

from edition import report
from edition.built_rules import origins
from edition.checks import html
from edition.sources.built import load
from edition.sources.config import ConfigError
from edition.sources.texts import reader

log = logging.getLogger("mkdocs.hooks.edition")  # below `mkdocs`: its warnings stop `--strict`


@event_priority(-200)
def on_post_build(config: MkDocsConfig) -> None:
    """Look at all files of the site, those of the other hooks too: this one comes last."""
    shared = config.extra["edition"]
    site, known = shared["site"], shared["problems"]
    root = Path(config.config_file_path).parent
    try:
        built = load(Path(config.site_dir), root, config.site_url or "")
        problems = html.run(built, site, known, policy=shared["policy"], texts=reader(site, root))
    except ConfigError as error:
        raise PluginError(str(error)) from error
    report.log(problems, log)
    shared |= {"problems": sorted([*known, *problems]), "origins": origins(built, site)}
