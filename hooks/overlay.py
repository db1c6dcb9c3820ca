"""Show the problems in the pages under `mkdocs serve`; a build is left as it is."""

from __future__ import annotations

from importlib import resources
from typing import Literal

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from edition.model import Site
from edition.render import overlay
from edition.report import CATALOGUE_PAGE

_FOLDER = resources.files("edition") / "render"

_serving = False
_urls: dict[str, str] = {}  # of the pages of this build, by their paths in the project


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """Only `serve` shows problems; with `--clean` it shows what a build would make."""
    global _serving
    _serving = command == "serve"


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """Where each page is."""
    global _urls
    urls = {file.src_uri: file.url for file in files}
    site: Site = config.extra["edition"]["site"]
    _urls = {page.path: urls[src] for src, page in site.pages.items() if src in urls}


@event_priority(-200)  # the page is done
def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Put the panel at the end of the page."""
    before, body, after = output.rpartition("</body>")
    return f"{before}{_panel(page, config)}{body}{after}" if _serving and body else output


def _panel(page: Page, config: MkDocsConfig) -> str:
    """The panel, in the language of the page or, where it has none, in the first."""
    shared = config.extra["edition"]
    settings = shared["site"].settings
    source = shared["site"].pages.get(page.file.src_uri)
    language = (source and source.language) or settings.languages[0]
    folder = f"{language.folder}/" if language.folder else ""
    rules = _address(f"{settings.docs_dir}/{folder}{CATALOGUE_PAGE}", page)
    return overlay.panel(
        overlay.groups(shared["problems"], source.path if source else "", _urls.__contains__),
        shared["strings"][language.code],
        overlay.Links(lambda path: _address(path, page), lambda rule: rules and f"{rules}#{rule}"),
        (_FOLDER / "overlay.css").read_text(encoding="utf-8"),
        (_FOLDER / "overlay.js").read_text(encoding="utf-8"),
    )


def _address(path: str, page: Page) -> str:
    """The address of another page by its path in the project, "" where there is none."""
    return get_relative_url(_urls[path], page.url) if path in _urls else ""
