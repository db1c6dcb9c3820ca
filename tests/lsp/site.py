"""A small site in two languages, with everything that an editor can ask about."""

from __future__ import annotations

from pathlib import Path

from edition.lsp.project import Project

CONFIG = """\
site_name: Case
plugins:
  - bibtex:
      bib_file: references.bib
markdown_extensions: [admonition, attr_list, def_list, footnotes, md_in_html, pymdownx.superfences]
extra:
  glossary: glossary
  records:
    evidence: data/evidence.yml
  alternate:
    - {lang: en, name: English, link: /en/}
    - {lang: id, name: Bahasa Indonesia, link: /id/}
nav:
  - en/index.md
  - Rules: en/rules/law.md
  - "en/glossary/consent.md"
"""

BIB = """\
@article{wulandari2024,
  author = {Wulandari, Dewi Ayu and Nugroho, Adi},
  title = {Fake jobs online},
  journaltitle = {Global Local Interactions},
  volume = {4},
  number = {1},
  pages = {46--63},
  date = {2024-03},
  doi = {10.22219/gli.v4i1.31604},
}

@report{un2023,
  author = {{United Nations}},
  title = {Scams},
  institution = {{United Nations}},
  date = {2023},
}
"""

EVIDENCE = """\
- id: C001
  text:
    en: The journal received it in January.
    id: Jurnal menerimanya pada Januari.
  cites: [wulandari2024, "un2023"]
  status: consistent
"""

EN = """\
# Start

See [the law](rules/law.md#notes "Law") and [[consent]] [@wulandari2024; @un2023] [#C001].[^a]

[^a]: A note.

## Aims

Back to [Aims](#aims), to [the duty](rules/law.md#duty).
"""

ID = """\
# Mulai

Lihat [hukumnya](rules/law.md#catatan "Hukum") dan [[consent]] [@wulandari2024; @un2023] [#C001].[^a]

[^a]: Sebuah catatan.

## Tujuan

Kembali ke [Tujuan](#tujuan), ke [kewajiban](rules/law.md#duty).
"""

EN_LAW = """\
# Law

Home is [the start](../index.md), its [aims](../index.md#aims).

## Notes

First.

## Duty {#duty}

Second, see [consent](../glossary/consent.md).
"""

ID_LAW = """\
# Hukum

Beranda ada di [awal](../index.md), dengan [tujuan](../index.md#tujuan).

## Catatan

Pertama.

## Kewajiban {#duty}

Kedua, lihat [persetujuan](../glossary/consent.md).
"""

EN_TERM = """\
---
term: consent
definition: Agreement that is free and informed.
sources: [un2023]
---

It is free.
"""

ID_TERM = """\
---
term: persetujuan
definition: Kesediaan yang bebas dan sadar.
sources: [un2023]
---

Persetujuan itu bebas.
"""

FILES = {
    "mkdocs.yml": CONFIG,
    "references.bib": BIB,
    "data/evidence.yml": EVIDENCE,
    "docs/en/index.md": EN,
    "docs/id/index.md": ID,
    "docs/en/rules/law.md": EN_LAW,
    "docs/id/rules/law.md": ID_LAW,
    "docs/en/glossary/consent.md": EN_TERM,
    "docs/id/glossary/consent.md": ID_TERM,
}


def loaded(root: Path) -> Project:
    """The site of a folder as the server holds it."""
    project = Project(root)
    project.take(*project.read())
    return project


def write(folder: Path, files: dict[str, str] | None = None) -> Path:
    """The site, with other or more files where some are given."""
    for name, content in {**FILES, **(files or {})}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode())
    return folder
