"""A handout as PDF: the look of the page, and Typst."""

from __future__ import annotations

import json
from functools import cache

import typst

from edition.export import looks, pandoc


def document(body: str, title: str, subtitle: str, locale: str) -> bytes:
    """A tagged PDF on A4 from the Typst markup of pandoc, in the fonts that Typst brings.

    Raises typst.TypstError where it would not be accessible by PDF/UA-1.
    """
    language, _, region = locale.partition("-")
    values = {"doc-title": title, "doc-subtitle": subtitle, "doc-lang": language, "doc-region": region}
    # Typst's strings are escaped as those of JSON.
    head = "".join(
        f"#let {name} = {json.dumps(value, ensure_ascii=False)}\n" for name, value in values.items()
    )
    return typst.compile(
        (head + _PREAMBLE + body).encode(), format="pdf", pdf_standards=["ua-1"], timestamp=pandoc.EPOCH,
        font_paths=_fonts(), ignore_system_fonts=True,
    )  # fmt: skip


@cache
def _fonts() -> typst.Fonts:
    """Only those that Typst brings: the same on every machine."""
    return typst.Fonts(include_system_fonts=False)


_LONG = ("exercise", "solution")  # the boxes that may go on on the next page
_BOXES = "".join(
    f'#let box-{kind} = boxed.with(rgb("#{colour}"), rgb("#{ground}"), {str(kind in _LONG).lower()})\n'
    for kind, (colour, ground) in looks.LOOKS.items()
)
_PREAMBLE = rf"""
#set document(title: doc-title)
#set text(lang: doc-lang, region: if doc-region == "" {{ none }} else {{ doc-region }},
  font: "Libertinus Serif", size: 11pt, fill: rgb("#{looks.INK}"))
#set smartquote(enabled: false)
#set page(paper: "a4", margin: (x: 2.2cm, top: 2cm, bottom: 2.2cm), footer: context [
  #set text(9pt, fill: rgb("#{looks.GREY}"))
  #doc-title #h(1fr) #counter(page).display("1 / 1", both: true)
])
#set par(leading: 0.62em, spacing: 0.95em)
#set list(indent: 0.3em, spacing: 0.65em)
#set enum(indent: 0.3em, spacing: 0.65em)
#show title: set text(20pt, fill: rgb("#{looks.NAVY}"), hyphenate: false)
#show heading: set text(fill: rgb("#{looks.NAVY}"), hyphenate: false)
#show heading.where(level: 1): set text(14.5pt)
#show heading.where(level: 1): set block(above: 1.7em, below: 0.8em)
#show heading.where(level: 2): set text(11.5pt)
#show heading.where(level: 2): set block(above: 0.2em, below: 0.75em, sticky: true)
#show link: set text(fill: rgb("#{looks.BLUE}"))
#show figure: set block(breakable: true)
#show figure: set align(left)
#set table(inset: 5pt, stroke: 0.5pt + rgb("#{looks.LINE_COLOUR}"),
  fill: (_, row) => if row == 0 {{ rgb("#EEF2F6") }})
#show table: set text(9.5pt, hyphenate: true)
#set table.cell(breakable: false)
#show table: set par(leading: 0.5em)
#show table: set align(left)
#show table.cell.where(y: 0): it => {{ // a head that is repeated on the next page may hold no links
  set text(weight: "bold")
  show link: linked => text(fill: rgb("#{looks.INK}"), linked.body)
  it
}}
#let horizontalrule = line(length: 100%, stroke: 0.5pt)
#let boxed(colour, ground, long, body) = block(breakable: long, width: 100%, fill: ground, stroke: (left: 3pt + colour),
  inset: (left: 10pt, rest: 8pt), above: 1.2em, below: 1.2em, {{
  show heading: set text(fill: colour)
  body
}})
#let writing-lines(count) = pdf.artifact(block(above: 1em, for _ in range(count) {{
  v(0.75cm, weak: false)
  line(length: 100%, stroke: 0.4pt + rgb("#{looks.LINE_COLOUR}"))
}}))
#let references(body) = {{
  set text(9.5pt)
  set par(hanging-indent: 1.4em, spacing: 0.8em)
  body
}}
{_BOXES}
#title()
#text(12pt, fill: rgb("#{looks.GREY}"), doc-subtitle)

"""
