"""Check the site while MkDocs builds it: each problem is a warning, and a warning stops `--strict`.

This hook comes first: it reads the site once for all hooks, into `config.extra["edition"]`.
"""

from __future__ import annotations

import logging
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError
from mkdocs.plugins import event_priority

from edition import checks, policy, report
from edition.model import Site
from edition.sources.config import ConfigError
from edition.sources.disk import load_site
from edition.sources.texts import reader

log = logging.getLogger("mkdocs.hooks.edition")  # below `mkdocs`: its warnings stop `--strict`

# With these mkdocs-bibtex stops the build itself, and without saying where.
FATAL = {"bibliography-syntax", "duplicate-key"}

# The site of the build before, under `mkdocs serve`: a page that is the same is not parsed again.
_before: Site | None = None


@event_priority(100)
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read the site and check it; afresh for each build, also under `mkdocs serve`."""
    global _before
    root = Path(config.config_file_path).parent
    try:
        site = load_site(Path(config.config_file_path), _before)
        asked = policy.load(root)
        problems = checks.run(site, policy=asked, texts=reader(site, root))
    except ConfigError as error:
        raise ConfigurationError(str(error)) from error
    _before = site
    report.log(problems, log)
    if any(problem.rule in FATAL for problem in problems):
        raise Abort("The bibliography cannot be read: mend what is named above.")
    config.extra["edition"] = {"site": site, "policy": asked, "problems": problems}
    return config
