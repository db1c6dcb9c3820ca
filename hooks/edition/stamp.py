"""`edition stamp`: records which text of the source page a translator has seen."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from pathlib import Path

from edition import output
from edition.freshness.report import snapshot_path
from edition.model import Pair, Site
from edition.sources.config import ConfigError
from edition.sources.disk import load_site


def main(arguments: Sequence[str]) -> int:
    """Run `edition stamp` with what stands behind it. Returns 0; raises ConfigError, and then the paths are
    wrong or a file cannot be written."""
    parser = argparse.ArgumentParser(
        prog="edition stamp", description="Record that a translation fits the source page as it is now."
    )
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH",
                        help="translations, source pages (all their translations) or folders")  # fmt: skip
    parser.add_argument("--all", action="store_true", help="every translation of the site")
    parser.add_argument("--config", type=Path, default=Path("mkdocs.yml"), help="default: mkdocs.yml")
    options = parser.parse_args(arguments)
    if bool(options.paths) == options.all:
        parser.error("name the translations that you have looked at, or write --all")
    site, root = load_site(options.config), options.config.parent
    written = write(site, root, chosen(site, root, options.paths))
    output.write("".join(f"{name}\n" for name in written))
    output.tell(f"{len(written)} written")
    return 0


def chosen(site: Site, root: Path, paths: Sequence[Path]) -> list[Pair]:
    """The translations that lie at the paths, or whose source pages do; a path can be a folder; all where there
    are no paths. Raises ConfigError for a path at which there is none."""
    root = root.resolve()
    pairs = list(site.pairs)
    found: dict[str, Pair] = {}
    for given in paths:
        path = required(given)
        here = [pair for pair in pairs if any(lies(root, page.path, path) for page in pair)]
        if not here:
            raise ConfigError(f"{given} {why(site, root, path)}")
        found |= {pair.translation.src: pair for pair in here}
    return list(found.values()) if paths else pairs


def write(site: Site, root: Path, pairs: Iterable[Pair]) -> list[str]:
    """Copy each source page to the snapshot of its translation; returns the paths of those that were not
    there yet or differed. Raises ConfigError where a file cannot be read or written."""
    _require_folder(site, root)
    written = []
    for source, translation in pairs:
        name = snapshot_path(site, translation)
        try:
            if _copy(root / source.path, root / name):
                written.append(name)
        except OSError as error:
            raise ConfigError(f"{name} cannot be written: {error.strerror}") from error
    return written


def _require_folder(site: Site, root: Path) -> None:
    named = site.settings.translations
    if not named:
        raise ConfigError(
            "mkdocs.yml names no folder for it: add `translations: translations` below `extra:`"
        )
    folder, project, docs = ((root / name).resolve() for name in (named, "", site.settings.docs_dir))
    if folder == project or not folder.is_relative_to(project) or folder.is_relative_to(docs):
        raise ConfigError(
            f'extra.translations: "{named}" is no folder in the project, beside that of the pages'
        )


def _copy(source: Path, snapshot: Path) -> bool:
    content = source.read_bytes()
    if snapshot.is_file() and snapshot.read_bytes() == content:
        return False
    snapshot.parent.mkdir(parents=True, exist_ok=True)
    snapshot.write_bytes(content)
    return True


def lies(root: Path, page: str, path: Path) -> bool:
    """Whether a page lies at a path, which is a file or a folder; `root` and `path` are resolved."""
    return (root / page).is_relative_to(path)


def required(path: Path) -> Path:
    """The path, resolved. Raises ConfigError where it does not exist."""
    if not path.exists():
        raise ConfigError(f"{path} does not exist")
    return path.resolve()


def why(site: Site, root: Path, path: Path) -> str:
    """Why there is no translation at a path."""
    languages = site.settings.languages
    page = next((page for page in site.pages.values() if lies(root, page.path, path)), None)
    if page is None:
        return "is no page of the site"
    if page.language is None:
        return "belongs to no language"
    if page.language == languages[0]:
        return "has no translation yet" if len(languages) > 1 else "needs none: the site has one language"
    return f"has no source page {site.settings.docs_dir}/{languages[0].src(page.slug)}"
