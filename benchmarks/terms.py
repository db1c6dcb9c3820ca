"""Measure how the time that linking terms takes grows with the words of the pages.

Prints `name: value` lines; `terms_growth` is the time for four times the words over the time for
them once (median of paired runs): 4 is linear.
"""

from __future__ import annotations

import statistics
import time
from pathlib import Path

from edition.render import term_links
from edition.sources.disk import load_site
from edition.terms import Matcher, glossary

ROOT = Path(__file__).parent.parent
RUNS = 5


def main() -> None:
    """Link the terms of the Indonesian pages, once and four times over."""
    site = load_site(ROOT / "mkdocs.yml")
    language = site.settings.languages[-1]
    matcher = Matcher(glossary(site, language).values())
    pages = [f"<p>{page.document.text}</p>" for page in site.pages_of(language)]

    def seconds(times: int) -> float:
        start = time.perf_counter()
        for page in pages:
            term_links.link(page * times, matcher, language.code, lambda slug, words: words)
        return time.perf_counter() - start

    runs = [(seconds(1), seconds(4)) for _ in range(RUNS)]
    print(f"terms_words: {sum(len(page.split()) for page in pages)}")
    print(f"terms_seconds: {statistics.median(once for once, _ in runs):.3f}")
    print(f"terms_growth: {statistics.median(four / once for once, four in runs):.2f}")


if __name__ == "__main__":
    main()
