"""The help contacts: numbers first, each with its date and how sure it is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from typing import Any

from edition.model import Record, Records
from edition.render.dates import written
from edition.render.page import Frame

_CALLED = ("phone", "whatsapp")


def numbers(records: Records, frame: Frame) -> str:
    """The numbers that are sure enough, for the first screen of somebody in a hurry."""
    items = "\n".join(_numbers(record, frame) for record in records.all if _is_sure(record))
    return f'<ul class="contacts contacts--numbers" data-no-terms>\n{items}\n</ul>\n'


def contacts(records: Records, frame: Frame) -> str:
    """All contacts in the order of the file, each with its date and how sure it is."""
    items = "\n".join(_contact(record, frame) for record in records.all)
    return f'<ul class="contacts" data-no-terms>\n{items}\n</ul>\n'


def _is_sure(record: Record) -> bool:
    verified = record.data.get("verified", {})
    called = any(channel.get("kind") in _CALLED for channel in record.data.get("channels", ()))
    return called and verified.get("sureness") != "low"


def _numbers(record: Record, frame: Frame) -> str:
    channels = record.data.get("channels", ())
    called = "".join(_channel(each, frame) for each in channels if each.get("kind") in _CALLED)
    name = frame.text(record.data.get("name"))
    return f'<li class="contact"><p class="contact__name">{name}</p><ul class="channels">{called}</ul></li>'


def _contact(record: Record, frame: Frame) -> str:
    data, strings = record.data, frame.strings
    verified = data.get("verified", {})
    channels = "".join(_channel(each, frame) for each in data.get("channels", ()))
    seen = strings["contact_seen"].format(date=written(str(verified.get("on")), strings))
    sure = frame.word("sureness", str(verified.get("sureness")))
    return (
        f'<li id="{escape(record.id)}" class="contact contact--{escape(str(verified.get("sureness")))}">'
        f'<p class="contact__name">{frame.text(data.get("name"))}</p><ul class="channels">{channels}</ul>'
        f"<p>{frame.text(data.get('reach'))}</p>"
        f"<details><summary>{escape(seen)} {sure}</summary><p>{frame.text(verified.get('note'))}</p>"
        f"{_pages(verified.get('urls', ()), strings)}</details></li>"
    )


def _channel(channel: Mapping[str, Any], frame: Frame) -> str:
    """A way to reach a contact. Whether a web address was ever tried is not known: it is no link."""
    kind, value = str(channel.get("kind")), str(channel.get("value"))
    digits = re.sub(r"\D", "", value)
    targets = {
        "phone": f"tel:{'+' if value.startswith('+') else ''}{digits}",
        "whatsapp": f"https://wa.me/{digits}",
        "email": f"mailto:{value}",
    }
    text = (
        f'<span class="channel__kind">{frame.word("channels", kind)}</span> <strong>{escape(value)}</strong>'
    )
    label = frame.text(channel.get("label"))
    note = f' <span class="channel__note">{label}</span>' if label else ""
    if kind in targets:
        return f'<li><a class="channel" href="{escape(targets[kind])}" rel="noreferrer">{text}</a>{note}</li>'
    return f'<li><span class="channel">{text}</span>{note}</li>'


def _pages(urls: Any, strings: Mapping[str, Any]) -> str:
    items = "".join(f"<li><bdi>{escape(str(url))}</bdi></li>" for url in urls)
    return f'<p>{escape(strings["pages_seen"])}</p><ul class="addresses">{items}</ul>' if items else ""
