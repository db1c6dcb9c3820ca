"""The bodies of new pages, in words of each language. Whatever an author has still to write begins with TODO.

A language without words of its own here gets the English ones; a TODO stays a TODO, and the checks report it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from edition.patterns import late

TODO = "TODO:"
OUTCOMES = 3
_QUESTIONS = 12
_MINUTES = (35, 35, 30)
_PLAIN = late(r"[^\W\d_][\w ,;()/.'’–-]*")
_BLOCK = "\n"  # begins a value that stands below its name
_YAML_WORDS = {"true", "false", "yes", "no", "on", "off", "null", "y", "n"}

_ENGLISH = {
    "describe": "one sentence for search engines and lists.",
    "field": "fill this in.",
    "page": "write this page.",
    "title": "translate the title of this page.",
    "name": "name",
    "define": "say in one sentence, in 45 words at most, what it is.",
    "domain": "one of those that other terms have",
    "term": "explain it, with its sources. Set domain and equivalence (exact, near or none) above.",
    "in_paper": "In the paper",
    "paper_says": "say how the paper uses it, with the numbers of the claims.",
    "abroad": "In Indonesia and internationally",
    "differs": "say what differs, or that nothing does.",
    "claim": "what the paper claims, in your own words.",
    "why": "why it has this status.",
    "lesson": "Lesson {number}",
    "quiz": "Quiz {number}",
    "outcome": "what students can do after this part, beginning with a verb.",
    "material": "what is needed in class.",
    "prior": "what students know already.",
    "opening": "begin with a case or a question.",
    "questions_box": "Questions of this lesson",
    "lesson_question": "a question that this lesson answers.",
    "segment": "name of part {part}",
    "teach": "explain what the part is about, with sources.",
    "slide": "title of the slide",
    "bullet": "at most four points.",
    "lecturer": "For the lecturer",
    "advise": "how the minutes are spent, and what to watch for.",
    "exercise": "Exercise {part}: name (10 minutes)",
    "task": "what students do, alone, in pairs or in groups.",
    "solution": "Solution to exercise {part}",
    "solve": "the answer, and why.",
    "key_points": "Key points",
    "key_point": "what is worth remembering.",
    "homework": "Homework",
    "home": "what students do at home. Then they take [quiz {number}](quiz-{number}.md).",
    "reading": "Further reading",
    "read": "pages and sources that lead further.",
    "introduce": "say what the questions are about.",
    "question": "Question {index}",
    "ask": "ask something that has one right answer.",
    "right": "the right answer",
    "wrong": "a wrong answer",
    "other": "another wrong answer",
    "because": "say why.",
    "where": "say where this can be read, in place of {source}.",
    "where_at_all": "say where this can be read: a citation or a claim.",
}
_INDONESIAN = {
    "describe": "satu kalimat untuk mesin pencari dan daftar.",
    "field": "isilah bagian ini.",
    "page": "tulislah halaman ini.",
    "title": "terjemahkan judul halaman ini.",
    "name": "nama",
    "define": "jelaskan dalam satu kalimat, paling banyak 45 kata, apa artinya.",
    "domain": "salah satu bidang yang dipakai istilah lain",
    "term": "jelaskan istilah ini beserta sumbernya.",
    "in_paper": "Dalam artikel",
    "paper_says": "jelaskan pemakaiannya dalam artikel, dengan nomor pernyataannya.",
    "abroad": "Di Indonesia dan secara internasional",
    "differs": "jelaskan perbedaannya, atau nyatakan bahwa tidak ada.",
    "claim": "apa yang dinyatakan artikel, dengan kata-kata sendiri.",
    "why": "alasan status ini.",
    "lesson": "Pelajaran {number}",
    "quiz": "Kuis {number}",
    "outcome": "kemampuan mahasiswa setelah bagian ini, diawali kata kerja.",
    "material": "apa yang diperlukan di kelas.",
    "prior": "apa yang sudah diketahui mahasiswa.",
    "opening": "mulailah dengan sebuah kasus atau pertanyaan.",
    "questions_box": "Pertanyaan pelajaran ini",
    "lesson_question": "pertanyaan yang dijawab pelajaran ini.",
    "segment": "nama bagian {part}",
    "teach": "jelaskan pokok bahasan bagian ini beserta sumbernya.",
    "slide": "judul salindia",
    "bullet": "paling banyak empat butir.",
    "lecturer": "Untuk dosen",
    "advise": "pembagian waktu dan hal yang perlu diperhatikan.",
    "exercise": "Latihan {part}: nama (10 menit)",
    "task": "tugas mahasiswa, sendiri, berpasangan, atau berkelompok.",
    "solution": "Jawaban latihan {part}",
    "solve": "jawabannya dan alasannya.",
    "key_points": "Pokok-pokok penting",
    "key_point": "hal yang patut diingat.",
    "homework": "Tugas rumah",
    "home": "tugas di rumah. Sesudah itu kerjakan [kuis {number}](quiz-{number}.md).",
    "reading": "Bacaan lanjutan",
    "read": "halaman dan sumber untuk dibaca lebih lanjut.",
    "introduce": "jelaskan pokok bahasan pertanyaan-pertanyaan ini.",
    "question": "Pertanyaan {index}",
    "ask": "ajukan pertanyaan yang hanya memiliki satu jawaban benar.",
    "right": "jawaban yang benar",
    "wrong": "jawaban yang salah",
    "other": "jawaban lain yang salah",
    "because": "jelaskan alasannya.",
    "where": "sebutkan di mana hal ini dapat dibaca, sebagai ganti {source}.",
    "where_at_all": "sebutkan di mana hal ini dapat dibaca: sitasi atau pernyataan.",
}
_WORDS = {"en": _ENGLISH, "id": _INDONESIAN}


def words(code: str) -> Mapping[str, str]:
    """The words of a language by its code; those of English where it has none."""
    return _WORDS.get(code.partition("-")[0].casefold(), _ENGLISH)


def scalar(text: str) -> str:
    """A text on one line as a value in YAML, with quotation marks where it needs them."""
    if _PLAIN.fullmatch(text) and text.casefold() not in _YAML_WORDS and text == text.strip():
        return text
    return json.dumps(text, ensure_ascii=False)


def matter(fields: Mapping[str, str]) -> str:
    """Front matter; each value is YAML already."""
    lines = (f"{name}:{'' if value[:1] == _BLOCK else ' '}{value}\n" for name, value in fields.items())
    return f"---\n{''.join(lines)}---\n"


def todo(code: str, name: str, **values: object) -> str:
    """What is to be written, in a language, after its TODO."""
    return f"{TODO} {words(code)[name].format(**values)}"


def page(code: str, fields: Sequence[str], title: str, translated: bool) -> str:
    """A page. `fields`: those that its front matter must hold; `translated`: its title is of its language."""
    notes = [] if translated else [todo(code, "title")]
    return "\n\n".join([_head(code, fields, title, {}), *notes, todo(code, "page")]) + "\n"


def term(code: str, fields: Sequence[str], name: str, domains: Sequence[str], first: bool) -> str:
    """A term of the glossary. `first`: in the language that says what is the same in all."""
    found = {
        "term": scalar(name),
        "definition": scalar(todo(code, "define")),
        "forms": "[]",
        "sources": "[]",
    }
    if first:
        choice = f"{TODO} {', '.join(domains)}" if domains else todo(code, "domain")
        found |= {"domain": scalar(choice), "equivalence": "near", "see_also": "[]"}
    others = [field for field in fields if field not in ("title", "description", *found)]
    found |= {field: "draft" if field == "status" else scalar(todo(code, "field")) for field in others}
    say = words(code)
    return "\n\n".join([
        matter(found) + f"\n{todo(code, 'term')}",
        f"## {say['in_paper']}", todo(code, "paper_says"),
        f"## {say['abroad']}", todo(code, "differs"),
    ]) + "\n"  # fmt: skip


def numbered(code: str, kind: str, number: int, title: str) -> str:
    """`Lesson 9: Title`; `kind` is "lesson" or "quiz"."""
    return f"{words(code)[kind].format(number=number)}: {title}"


def lesson(code: str, fields: Sequence[str], number: int, title: str) -> str:
    """A lesson: three parts, each with its outcome, its slide and its exercise."""
    whole = numbered(code, "lesson", number, title)
    own: dict[str, str] = {"lesson": str(number), "duration": str(sum(_MINUTES))}
    outcomes = "".join(
        f'\n  - {{id: "{number}.{part}", bloom: understand, text: {scalar(todo(code, "outcome"))}}}'
        for part in range(1, OUTCOMES + 1)
    )
    own |= {
        "outcomes": outcomes,
        "materials": f"[{scalar(todo(code, 'material'))}]",
        "prior": scalar(todo(code, "prior")),
    }
    parts = [_part(code, number, part, minutes) for part, minutes in enumerate(_MINUTES, 1)]
    head = _head(code, fields, whole, own)
    opening = f"{todo(code, 'opening')}\n\n{_box(code, '!!! question', 'questions_box', 'lesson_question')}"
    return "\n\n".join([head, opening, *parts, *_ending(code, number)]) + "\n"


def quiz(code: str, fields: Sequence[str], number: int, title: str, source: str) -> str:
    """The quiz of a lesson. `source`: a citation or a claim that there is, "" for none."""
    head = _head(code, fields, numbered(code, "quiz", number, title), {"quiz": str(number)})
    questions = [_question(code, number, index, source) for index in range(1, _QUESTIONS + 1)]
    return "\n\n".join([head, todo(code, "introduce"), *questions]) + "\n"


def _head(code: str, fields: Sequence[str], title: str, own: dict[str, str]) -> str:
    known = {"title": scalar(title), "description": scalar(todo(code, "describe")), "status": "draft"}
    names = dict.fromkeys(["title", *fields])
    found = {name: known.get(name) or scalar(todo(code, "field")) for name in names}
    return f"{matter(found | own)}\n# {title}"


def _part(code: str, number: int, part: int, minutes: int) -> str:
    mark = f'{{#segment-{part} data-minutes={minutes} data-outcomes="{number}.{part}"}}'
    return "\n\n".join([
        f"## {todo(code, 'segment', part=part)} {mark}", todo(code, "teach"),
        _box(code, "!!! slide", "slide", "bullet"), _box(code, "!!! lecturer", "lecturer", "advise"),
        _box(code, "!!! exercise", "exercise", "task", part),
        _box(code, "??? solution", "solution", "solve", part),
    ])  # fmt: skip


def _box(code: str, opening: str, title: str, text: str, part: int = 0) -> str:
    named = todo(code, title) if title == "slide" else words(code)[title].format(part=part)
    listed = "- " if opening in ("!!! slide", "!!! question") else ""
    return f'{opening} "{named}"\n\n    {listed}{todo(code, text)}'


def _ending(code: str, number: int) -> list[str]:
    say = words(code)
    return [
        f"## {say['key_points']} {{#key-points}}", f"- {todo(code, 'key_point')}",
        f"## {say['homework']} {{#homework}}", todo(code, "home", number=number),
        f"## {say['reading']} {{#further-reading}}", f"- {todo(code, 'read')}",
    ]  # fmt: skip


def _question(code: str, number: int, index: int, source: str) -> str:
    part = (index - 1) * OUTCOMES // _QUESTIONS + 1
    level = (index - 1) % 3 + 1
    mark = f"{{#q{number}-{index} data-kind=single data-outcome={number}.{part} data-level={level}}}"
    answers = "\n".join(
        f"- [{'x' if name == 'right' else ' '}] {todo(code, name)}\n    - {todo(code, 'because')}"
        for name in ("right", "wrong", "other")
    )
    where = todo(code, "where", source=source) if source else todo(code, "where_at_all")
    heading = f"## {words(code)['question'].format(index=index)} {mark}"
    return f"{heading}\n\n{todo(code, 'ask')}\n\n{answers}\n\n> {where}"
