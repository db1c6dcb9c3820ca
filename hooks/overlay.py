"""Show the problems in the pages under `mkdocs serve`; a build is left as it is."""

from __future__ import annotations

from importlib import resources
from pathlib import Path
from typing import Literal

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.utils import get_relative_url

from edition.model import Site
from edition.render import overlay
from edition.report import CATALOGUE_PAGE

_FOLDER = resources.files("edition") / "render"

_serving = False
_files: list[File] = []  # the pages of this build
_urls: dict[str, str] = {}  # theirs, by their paths in the project


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """Only `serve` shows problems; with `--clean` it shows what a build would make."""
    global _serving
    _serving = command == "serve"


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """Where each page is."""
    global _files, _urls
    _files = list(files.documentation_pages())
    urls = {file.src_uri: file.url for file in files}
    site: Site = config.extra["edition"]["site"]
    _urls = {page.path: urls[src] for src, page in site.pages.items() if src in urls}


@event_priority(-300)  # behind the checks of what was built: some problems are known only now
def on_post_build(config: MkDocsConfig) -> None:
    """Put the panel into every page, in the folder that `serve` shows and then deletes."""
    for file in _files if _serving else ():
        written = Path(file.abs_dest_path)
        if written.is_file():  # with `--dirty` that of a draft may be missing
            html = written.read_bytes().decode("utf-8")
            written.write_bytes(overlay.put(html, _panel(file, config)).encode())


def _panel(file: File, config: MkDocsConfig) -> str:
    """The panel, in the language of the page or, where it has none, in the first."""
    shared = config.extra["edition"]
    settings = shared["site"].settings
    source = shared["site"].pages.get(file.src_uri)
    language = (source and source.language) or settings.languages[0]
    folder = f"{language.folder}/" if language.folder else ""
    rules = _address(f"{settings.docs_dir}/{folder}{CATALOGUE_PAGE}", file)

    def page(path: str) -> str:
        return path if path in _urls else str(shared.get("origins", {}).get(path, ""))

    return overlay.panel(
        overlay.groups(shared["problems"], source.path if source else "", page),
        shared["strings"][language.code],
        overlay.Links(lambda path: _address(page(path), file), lambda rule: rules and f"{rules}#{rule}"),
        (_FOLDER / "overlay.css").read_text(encoding="utf-8"),
        (_FOLDER / "overlay.js").read_text(encoding="utf-8"),
    )


def _address(path: str, file: File) -> str:
    """The address of another page by its path in the project, "" where there is none."""
    return get_relative_url(_urls[path], file.url) if path in _urls else ""
