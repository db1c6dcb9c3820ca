"""mkdocs.yml: options that stand once and are spelt rightly, files that are there."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from edition.model import Fix, Site
from edition.near import nearest_path
from edition.rules import Finding, rule
from edition.slips import meant
from edition.targets import SCHEME

FAMILY = "records"

# MkDocs 1.6, https://www.mkdocs.org/user-guide/configuration/
_OPTIONS = """
INHERIT copyright dev_addr docs_dir draft_docs edit_uri edit_uri_template exclude_docs extra extra_css
extra_javascript extra_templates hooks markdown_extensions nav not_in_nav plugins remote_branch remote_name
repo_name repo_url site_author site_description site_dir site_name site_url strict theme use_directory_urls
validation watch
"""
_PLUGINS = """
api-autonav autorefs awesome-nav awesome-pages bibtex blog build_plantuml callouts charts drawio encryptcontent
enumerate-headings exclude exporter gen-files git-authors git-committers git-revision-date
git-revision-date-localized glightbox group htmlproofer i18n include-markdown info jupyter kroki linkcheck
literate-nav macros markdownextradata mermaid2 meta mike minify mkdocs-jupyter mkdocstrings monorepo multirepo
offline optimize pdf-export print-site privacy projects redirects roamlinks rss search section-index social
spellcheck static-i18n swagger-ui-tag table-reader tags techdocs-core to-pdf typeset with-pdf
"""
_EXTENSIONS = """
abbr admonition attr_list codehilite def_list extra fenced_code footnotes legacy_attrs legacy_em md_in_html meta
nl2br sane_lists smarty tables toc wikilinks pymdownx.arithmatex pymdownx.b64 pymdownx.betterem
pymdownx.blocks.admonition pymdownx.blocks.caption pymdownx.blocks.definition pymdownx.blocks.details
pymdownx.blocks.html pymdownx.blocks.tab pymdownx.caret pymdownx.critic pymdownx.details pymdownx.emoji
pymdownx.escapeall pymdownx.extra pymdownx.fancylists pymdownx.highlight pymdownx.inlinehilite pymdownx.keys
pymdownx.magiclink pymdownx.mark pymdownx.pathconverter pymdownx.progressbar pymdownx.quotes
pymdownx.saneheaders pymdownx.smartsymbols pymdownx.snippets pymdownx.striphtml pymdownx.superfences
pymdownx.tabbed pymdownx.tasklist pymdownx.tilde
"""
# Material for MkDocs 9, https://squidfunk.github.io/mkdocs-material/
_FEATURES = """
announce.dismiss content.action.edit content.action.view content.code.annotate content.code.copy
content.code.select content.footnote.tooltips content.tabs.link content.tooltips header.autohide
navigation.expand navigation.footer navigation.indexes navigation.instant navigation.instant.prefetch
navigation.instant.preview navigation.instant.progress navigation.path navigation.prune navigation.sections
navigation.tabs navigation.tabs.sticky navigation.top navigation.tracking search.highlight search.share
search.suggest toc.follow toc.integrate
"""
_THEMES = ("material", "mkdocs", "readthedocs", "bootstrap", "cinder", "dracula", "windmill", "shadcn")
_KNOWN = {
    "theme": _THEMES,
    "feature": _FEATURES.split(),
    "option": _OPTIONS.split(),
    "plugin": _PLUGINS.split(),
    "extension": _EXTENSIONS.split(),
}


@rule
def repeated_option(site: Site) -> Iterator[Finding]:
    """Of an option that stands twice in mkdocs.yml the first is forgotten, and nothing says so.

    Bad: `extra_css:` at the top of mkdocs.yml, and again at its end
    Good: one list
    """
    for mark in site.settings.repeated:
        message = f'"{mark.name}" stands here twice: only the last counts'
        yield Finding(site.settings.path, mark.place, message, "put both into one")


@rule
def unknown_option(site: Site) -> Iterator[Finding]:
    """MkDocs reads past an option that it does not know, and stops at an unknown plugin or extension.

    Only what differs by one slip from something that is well known is reported.

    Bad: `site_nmae:`, `- serach` under `plugins:`
    Good: `site_name:`, `- search`
    """
    for kind, mark in site.settings.names:
        prefix = "material/" if mark.name.startswith("material/") else "markdown.extensions."
        name = mark.name.removeprefix(prefix)
        near = meant(name, _KNOWN[kind]) if len(name) > 3 else ""
        if near:
            right = mark.name[: len(mark.name) - len(name)] + near
            message = f'unknown {kind} "{mark.name}"'
            fix = Fix(mark.name, right)
            yield Finding(site.settings.path, mark.place, message, f'did you mean "{right}"?', fix)


@rule
def alternate_link(site: Site) -> Iterator[Finding]:
    """The link by which a reader changes the language leads to the pages of that language.

    Reported where a language or its link names a folder of the documentation, and the other one does not.

    Bad: `lang: id` with `link: /idn/`
    Good: `lang: id` with `link: /id/`
    """
    folders = {src.partition("/")[0] for src in site.pages if "/" in src}
    base = urlsplit(site.settings.site_url).path.strip("/")
    for lang, link in site.settings.alternates:
        if SCHEME.match(link.name):
            continue
        path = urlsplit(link.name).path.strip("./")
        folder = path.removeprefix(base).strip("/") if f"{path}/".startswith(f"{base}/") else path
        if folder == lang.name or not (folder or lang.name in folders):
            continue
        if not site.settings.site_url and folder.endswith(f"/{lang.name}"):
            continue  # in which folder the site will live is not said
        if lang.name in folders:
            right = f"/{base}/{lang.name}/" if base else f"/{lang.name}/"
            message = f'the link "{link.name}" does not lead to the pages of "{lang.name}"'
            yield Finding(site.settings.path, link.place, message, f'did you mean "{right}"?')
        elif folder in folders and len(folder) == 2 and not _is_variant(lang.name, folder):
            message = f'the language "{lang.name}" is that of no pages: its link leads to {folder}/'
            yield Finding(site.settings.path, lang.place, message, f'did you mean "{folder}"?')


def _is_variant(code: str, folder: str) -> bool:
    """Whether a code names the language of a folder more closely: "en-GB" of en/."""
    return re.split(r"[-_]", code)[0].casefold() == folder.casefold()


@rule
def missing_project_file(site: Site) -> Iterator[Finding]:
    """A bibliography, a style or a script that mkdocs.yml names must be there.

    Bad: `bib_file: refs.bib` where the file is called references.bib
    Good: `bib_file: references.bib`
    """
    for option, mark in site.settings.own_files:
        path = posixpath.normpath(mark.name) + "/" * mark.name.endswith("/")
        if "://" in mark.name or mark.name.startswith(("/", "~", "$")) or path == "./":
            continue
        beside = site.rest.beside(path)
        if path not in beside and not (option == "base_path" and path.rstrip("/") in beside):
            message = f'{option} "{mark.name}" does not exist'
            yield Finding(site.settings.path, mark.place, message, _hint(path, beside))


def _hint(path: str, beside: Sequence[str]) -> str:
    """The nearest of the same kind; where there is only one, that one."""
    kind = posixpath.splitext(path)[1]
    alike = [each for each in beside if (each.endswith("/") if path.endswith("/") else each.endswith(kind))]
    near = nearest_path(path, alike) or (alike[0] if len(alike) == 1 and kind else "")
    return f'did you mean "{near}"?' if near else ""
