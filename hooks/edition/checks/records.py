"""Records: the data at the top of each page."""

from __future__ import annotations

from collections.abc import Iterator

from edition.model import Place, Site
from edition.rules import Finding, rule

STATUSES = ("draft", "reviewed")


@rule
def front_matter(site: Site) -> Iterator[Finding]:
    """Each page says its title, what it is about and how far it is; MkDocs prints bad YAML as text.

    Which fields are needed stands in mkdocs.yml, under `extra: front_matter:`.

    Bad: a page without `description`, or with `title: Law: what it says`
    Good: `title: "Law: what it says"` and `description: What the law of 2007 forbids.`
    """
    required = site.settings.required_front_matter
    for page in site.pages.values():
        matter = page.document.front_matter
        if matter.error:
            advice = "quote values that hold a colon" if "mapping values" in matter.error else ""
            yield Finding(page.path, matter.error_place, matter.error, advice)
            continue
        if page.language is None or not required:
            continue
        if not matter.present:
            fields = ", ".join(required)
            yield Finding(page.path, Place(1, 1), "front matter is missing", f"begin with --- and {fields}")
            continue
        for name in required:
            value = matter.data.get(name)
            if value is None or (isinstance(value, str) and not value.strip()):
                place = matter.places.get(name, Place(1, 1))
                yield Finding(page.path, place, f'front matter has no "{name}"', f"add {name}: ...")
            elif not isinstance(value, str):
                message = f'"{name}" in the front matter is not text'
                yield Finding(page.path, matter.places[name], message, "put it in quotation marks")


@rule
def page_status(site: Site) -> Iterator[Finding]:
    """A page is a draft or reviewed; readers see which.

    Bad: `status: finished`
    Good: `status: reviewed`
    """
    for page in site.pages.values():
        matter = page.document.front_matter
        status = matter.data.get("status")
        wanted = "status" in site.settings.required_front_matter
        if wanted and isinstance(status, str) and status and status not in STATUSES:
            message = f'unknown status "{status}"'
            yield Finding(page.path, matter.places["status"], message, f"write {' or '.join(STATUSES)}")
