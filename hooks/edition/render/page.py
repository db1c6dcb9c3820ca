"""What a piece of a page has to know of the page that it stands on."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

from edition.model import Page, Site

Strings = Mapping[str, Any]


@dataclass(frozen=True)
class Frame:
    """A page in the making.

    `language` is the code of its language, `strings` its words; `url` gives the address of a page
    (by its slug) or of a file at the root of the site (by its name, beginning with `/`), relative to
    this page; `cite` the HTML of a citation of some keys; `title` the title of a page by its slug.
    """

    language: str
    strings: Strings
    url: Callable[[str], str]
    cite: Callable[[Iterable[str]], str]
    title: Callable[[str], str]

    def text(self, value: Any) -> str:
        """A text of a record as HTML: in the language of the page, else in the first that it has."""
        if not isinstance(value, Mapping) or not value:
            return ""
        code = self.language if self.language in value else next(iter(value))
        text = escape(str(value[code]))
        return text if code == self.language else f'<span lang="{escape(code)}">{text}</span>'

    def word(self, group: str, name: str) -> str:
        """A word of a group in strings.yml, such as the name of a status, as HTML."""
        return escape(str(self.strings[group].get(name, name)))

    def link(self, slug: str, label: str, attributes: str = "") -> str:
        """A link to a page; `label` is text."""
        return f'<a href="{escape(self.url(slug))}"{attributes}>{escape(label)}</a>'


def frame(
    page: Page,
    strings: Strings,
    site: Site,
    urls: Mapping[str, str],
    cite: Callable[[str, Iterable[str]], str],
) -> Frame:
    """The frame of a page that has a language.

    `urls` are the addresses of all pages by their `src`, relative to the root of the site; `cite`
    makes the HTML of a citation from the code of a language and some keys.
    """
    language = page.language
    assert language is not None
    here = urls[page.src] if urls[page.src].endswith("/") else posixpath.dirname(urls[page.src])

    def url(name: str) -> str:
        target = name[1:] if name.startswith("/") else urls.get(f"{language.folder}/{name}", name)
        relative = posixpath.relpath(target or ".", here or ".")
        return f"{relative}/" if target.endswith("/") else relative

    def title(slug: str) -> str:
        own = site.translations.get(slug, {}).get(language.code)
        return own.title if own else slug

    return Frame(language.code, strings, url, lambda keys: cite(language.code, keys), title)


def options(name: str, label: str, choices: Iterable[tuple[str, str]], every: str) -> str:
    """A labelled list to choose from; the first choice is all of them."""
    items = "".join(f'<option value="{escape(value)}">{escape(text)}</option>' for value, text in choices)
    return (
        f'<label>{escape(label)} <select name="{name}"><option value="">{escape(every)}</option>{items}'
        "</select></label>"
    )


def downloads(frame: Frame, files: Iterable[tuple[str, str]]) -> str:
    """Links to files at the root of the site: (name, label)."""
    links = "".join(
        f'<li><a href="{escape(frame.url(name))}" download>{escape(label)}</a></li>' for name, label in files
    )
    return f'<ul class="download" data-pagefind-ignore>{links}</ul>'
