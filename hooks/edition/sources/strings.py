"""strings.yml: the words of the site that are in no page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from edition.sources import yaml_text
from edition.sources.config import ConfigError, ConfigFault

Strings = dict[str, Any]


def parse(text: str, path: str) -> Strings:
    """The words of one language. Raises ConfigError where the text is no YAML mapping."""
    try:
        data, _ = yaml_text.load(text)
    except yaml_text.YamlFault as fault:
        raise ConfigFault(path, fault.place, fault) from fault
    if data is not None and not isinstance(data, dict):
        raise ConfigError(f"{path}: not a list of `name: words`")
    return {str(name): words for name, words in (data or {}).items()}


def complete(found: Mapping[str, Strings]) -> dict[str, Strings]:
    """All languages with every word; what one lacks comes from the first.

    How citations are printed is no word: a language without `citations` gets plain APA in its own
    locale, not that of the first language.
    """
    first = next(iter(found.values()), {})
    words = {name: word for name, word in first.items() if name != "citations"}
    return {code: words | own for code, own in found.items()}
