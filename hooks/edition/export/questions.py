"""The questions of a quiz, and the terms of the glossary, in the formats of learning platforms."""

from __future__ import annotations

from edition.export.gift import gift
from edition.export.moodle import glossary_xml, moodle_xml
from edition.export.qti import qti_package

__all__ = ["gift", "glossary_xml", "moodle_xml", "qti_package"]
