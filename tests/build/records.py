"""The records and the glossary of the tiny site."""

from __future__ import annotations

DATA = {
    "archive.yml": "[]\n",
    "evidence.yml": """\
- id: C001
  section: method
  text: {en: The paper counts 484 people., id: Artikel menghitung 484 orang.}
  value: 484
  unit: persons
  date: 2022
  cites: [rahmah2023]
  status: consistent
  checked:
    verdict: unverified
    note: {en: Not found., id: Tidak ditemukan.}
    urls: [https://example.org/seen]
    seen: 2026-11-24
- id: C002
  section: conclusion
  text: {en: 'It concludes: "a & b < c".', id: 'Simpulannya: "a & b < c".'}
  date: 2023-08-21
  cites: [hocking2014]
  status: anachronistic
  why: {en: The source is older., id: Sumbernya lebih tua.}
""",
    "audit.csv": """\
id,section,value,unit,date,cites,status,verdict
C001,method,484,persons,2022,rahmah2023,consistent,unverified
C002,conclusion,,,2023-08-21,hocking2014,anachronistic,
""",
    "timeline.yml": """\
- id: memorandum
  date: 2023-08-21
  kind: meeting
  text: {en: A memorandum is signed., id: Nota kesepahaman ditandatangani.}
  claims: [C002]
  cites: [antara2024a1]
  paper:
    - {date: 2022-08, claims: [C002], note: {en: A year earlier., id: Setahun lebih awal.}}
""",
    "contacts.yml": """\
- id: embassy
  name: {en: Embassy, id: KBRI}
  channels:
    - {kind: phone, value: "+855 12 345 678"}
    - {kind: web, value: www.example.org}
  reach: {en: For everyone., id: Untuk semua.}
  verified:
    on: 2020-02-02
    sureness: low
    urls: [https://example.org/contact]
    note: {en: Old., id: Lama.}
""",
    "figures.yml": """\
- id: standing
  shape: bars
  title: {en: How they stand, id: Kedudukannya}
  description: {en: Two bars & more., id: Dua batang & lainnya.}
  caveat: {en: Few claims., id: Sedikit pernyataan.}
  data: standing
  head: [{en: Group, id: Kelompok}, {en: Status, id: Status}, {en: Claims, id: Pernyataan}]
  cites: [hocking2014]
  claims: [C001]
""",
}

TERMS = {
    "en/glossary/consent.md": """\
---
term: consent
definition: Free and informed agreement.
forms: [consented]
sources: [rahmah2023]
avoid: [{word: she wanted it, why: It blames.}]
domain: crime
equivalence: near
see_also: [trafficking]
status: draft
---

It matters in trafficking [@rahmah2023].
""",
    "id/glossary/consent.md": """\
---
term: persetujuan
definition: Kesediaan yang bebas dan berdasarkan pengetahuan.
forms: [menyetujui]
sources: [rahmah2023]
avoid: [{word: ia sendiri mau, why: Menyalahkan korban.}]
status: draft
---

Hal ini penting dalam perdagangan orang [@rahmah2023].
""",
    "en/glossary/trafficking.md": """\
---
term: trafficking in persons
abbr: TIP
definition: Recruiting people by force or deceit in order to exploit them.
forms: [human trafficking, trafficking]
sources: [hocking2014]
domain: crime
equivalence: exact
see_also: [consent]
status: draft
---

A crime [@hocking2014].
""",
    "id/glossary/trafficking.md": """\
---
term: perdagangan orang
abbr: TPPO
definition: Perekrutan dengan paksaan atau penipuan untuk mengeksploitasi.
forms: [memperdagangkan, diperdagangkan]
sources: [hocking2014]
status: draft
---

Suatu kejahatan [@hocking2014].
""",
}
