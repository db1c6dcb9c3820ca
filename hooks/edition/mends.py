"""The rules that `edition check --fix` can mend: those of whose findings some have a certain repair.

Whoever gives a rule a repair enters its name here; `tests/test_cases.py` compares this with what the cases show.
"""

from __future__ import annotations

RULES = frozenset(
    (
        "bare-citation",
        "blank-before-target",
        "blank-in-target",
        "citation-case",
        "control-character",
        "decimal-sign",
        "doi-doubled",
        "doi-ip",
        "doi-resolver",
        "doi-trailing",
        "doi-url",
        "double-encoding",
        "front-matter",
        "html-anchor",
        "latex-special",
        "link-language",
        "locator-language",
        "malformed-address",
        "malformed-box",
        "malformed-url",
        "missing-anchor",
        "missing-file",
        "missing-image",
        "missing-nav-page",
        "missing-page",
        "missing-snippet",
        "misspelt-scheme",
        "page-range",
        "redirect-source",
        "redirect-target",
        "reversed-link",
        "stray-text",
        "title-end",
        "unclosed-attributes",
        "unclosed-link",
        "unknown-field",
        "unknown-language",
        "unknown-option",
        "unknown-type",
        "wiki-link",
    )
)
