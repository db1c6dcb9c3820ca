"""Feed the checks what nobody would write: this project's own texts, cut and spliced at random.

Each input goes through every reader; every `--sites`-th one becomes a small site on which `edition check` (all
formats, `--diff`, `--fix`) and `edition status` run. Prints `name: value` lines. A crash is any exception but
the one that says what is wrong with the input; a hang takes more than a second for 10 kB; misplaced is a
problem whose place its file does not have; unstable is a site on which a second `--fix` still mends something.
Each failure is printed with the options that repeat it, on the same texts.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import random
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from edition import policy
from edition.cli import main as edition
from edition.model import Document
from edition.sources import bibtex, config, front_matter, html, markdown, records, snippets, strings
from edition.sources.config import ConfigError
from edition.sources.lines import normalise

ROOT = Path(__file__).parent.parent
CORPUS = (
    "docs/**/*.md", "tests/planted/**/*.md", "tests/cases/**/*.yml", "*.bib", "tests/planted/**/*.bib",
    "data/*",
    "**/mkdocs.yml", "pyproject.toml", "overrides/**/*.html", "docs/**/*.css", "docs/*/strings.yml",
)  # fmt: skip
PARTS = [name for name, value in vars(Document).items() if isinstance(value, property)]
PLACES = ("place", "start", "locator_place", "fault_place")
ALL = ("toc", "tables", "abbr", "admonition", "attr_list", "def_list", "footnotes", "md_in_html",
       "pymdownx.details", "pymdownx.superfences", "pymdownx.tabbed")  # fmt: skip
EXTENSIONS = {name: {} for name in ALL} | {"pymdownx.snippets": {"auto_append": ["b.md"]}}
TOKENS = [
    *"[]()<>{}#*_`~!|:;\\\"'@%&=+-.,/?^$ \t\n\r0",
    # Markdown
    "[a](", "](b.md)", "](../b.md#a)", "![", "[^1]", "[^1]:", "*[A]:", "[[a]]", "[[a|b]]", "[@", "@key", "; @b",
    ", p. 5", ", pp. 5-9]", "[#A1]", "[a]: b.md", "[a][b]", "[a][]", "<a@b.c>", "<https://a.b/>",
    "https://a.b/c",
    "\n# ", "\n## ", "\n===\n", "\n---\n", "\n> ", "\n- ", "\n1. ", "\n    ", "\n\t", "\n\n", "  \n", "\n: ",
    "\n```\n", "\n~~~ py\n", "``", "\n!!! note\n    ", '\n??? tip "a"\n\n    ', '\n=== "a"\n\n    ',
    "\n!!! quiz\n",
    "{#a}", "{: .a #b }", "{ .a", "| a | b |\n|---|---|\n", "\n| a |", '--8<-- "a.md"', '--8<-- "a.md:b"',
    "--8<--\na.md\n--8<--", '--8<-- "a.md:1:2"', "--8<-- [start:b]", "- [x] ", "&amp;", "&#x41;", "&#0;",
    "&nbsp",
    # HTML
    "<!--", "-->", "<!-- edition: ignore links: a -->", "<a href='", '<img src="', '<img srcset="a 1x, b 2x">',
    "<div markdown>", "</div>", "<pre>", "<script>", "<style>", "url(", '<p id="a">', "<b\n", "<![CDATA[",
    "<?a",
    # YAML
    "---\n", "...\n", "key: value\n", "- id: a\n", "&a", "*a", "!!python/name:os.system", "!ENV A",
    "!!binary a",
    "<<: *a\n", "? a\n", "{a: b}", "[a, b]", "null", "2024-99-99", "0x_", "1e999", ".nan", "|\n", ">-\n",
    "# edition: ignore",
    "nav:", "plugins:", "extra:", "!!set", "1:99", "012", "on", "\n  a: 1", "- - - a",
    # BibTeX
    "@book{a,", "@string{a = ", "@comment{", "@preamble{", "a = {", "}", "},\n", " # ", "{\\'e}", "\\&",
    "year = 2020,",
    "doi = {10.1/a},", "url = {https://a.b},", "crossref = {a},", "author = {A, B and C},",
    "date = {2020-13/..},",
    # paths
    "../", "../../../etc/passwd", "/etc/passwd", "%2e%2e/", "%", "%zz", "C:\\a", "//a/b",
    "a" * 300, "file:///a",
    # what no text should hold, and what looks like something else
    "\0", "\x01", "\x0b", "\x0c", "\x1b[31m", "\x7f", "\x85", "\xa0", "\xad", "\u200b", "\u200d", "\u2028",
    "\u2029", "\u202e",
    "\ufeff", "\ufffd", "\ufffe", "\ud800", "\udfff", "\U0010ffff", "٣", "²", "Ⅷ", "１", "৪", "e\u0301",
    "\u0301",
    "\u0301" * 20, "ﬁ", "ß", "İ", "ı", "ǅ", "ﷺ", "漢字", "👩‍👩‍👧", "‘’“”«»", "\r\n", "\r",
]  # fmt: skip

SITE = """\
site_name: Fuzzed
site_url: https://fuzzed.example/
theme: {name: material, custom_dir: overrides}
extra_css: [a.css]
extra:
  alternate:
    - {lang: en, name: English, link: /en/}
    - {lang: id, name: Bahasa Indonesia, link: /id/}
  front_matter: [title, description]
  glossary: glossary
  translations: translations
  records: {evidence: data/evidence.yml, audit: data/audit.csv, timeline: data/timeline.yml,
            contacts: data/contacts.yml, figures: data/figures.yml, archive: data/archive.yml}
plugins:
  - bibtex: {bib_file: references.bib, bib_by_default: false}
  - redirects: {redirect_maps: {en/c.md: en/a.md}}
markdown_extensions: [abbr, admonition, attr_list, def_list, footnotes, md_in_html, tables, pymdownx.details,
  pymdownx.superfences, pymdownx.tabbed, {pymdownx.snippets: {base_path: [includes]}}]
exclude_docs: internal/
nav: [en/a.md, en/b.md, {Terms: [en/glossary/a.md]}]
"""
PAGES = ("a.md", "b.md", "glossary/a.md", "classroom/lesson-1.md")
COMMANDS = (
    *(("check", "--format", form) for form in ("text", "json", "github", "sarif")),
    ("check", "--diff"), ("check", "--fix"), ("check", "--diff"),
    ("status",), ("status", "--diff"), ("rules",),
)  # fmt: skip


class Hang(BaseException):
    """Raised into whatever has been running for too long."""


def _stop(number: int, frame: FrameType | None) -> None:
    raise Hang


def _seconds(read: Callable[[], object], size: int) -> float:
    """How long something takes. Raises Hang after ten seconds (more for more than 10 kB) of the processor."""
    signal.setitimer(signal.ITIMER_VIRTUAL, max(10.0, size / 1000))
    start = time.perf_counter()
    try:
        with contextlib.suppress(ConfigError):
            read()
        return time.perf_counter() - start
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


@dataclass
class Run:
    """What has been seen so far. `slowest` are seconds per kB, by what was read."""

    seed: str
    count: Counter[str] = field(default_factory=Counter)
    slowest: dict[str, tuple[float, int]] = field(default_factory=dict)

    def timed(
        self, name: str, number: int, size: int, read: Callable[[], object], again: bool = True
    ) -> bool:
        """Run something on an input of `size` characters; whether it went as it should. `again`: it can be
        repeated, which is done where it seems slow: only the shortest time says something of the program."""
        kilobytes = max(size, 1000) / 1000
        try:
            took = _seconds(read, size)
            for _ in range(3 if again else 0):
                if took / kilobytes > self.slowest.get(name, (0.0, 0))[0]:
                    took = min(took, _seconds(read, size))
        except Hang as hang:
            self.failure("hangs", name, number, hang)
            return False
        except Exception as error:
            self.failure("crashes", name, number, error)
            return False
        self.slowest[name] = max(self.slowest.get(name, (0.0, 0)), (took / kilobytes, number))
        if took > max(1.0, size / 10_000):
            self.failure("hangs", name, number, f"{took:.2f} s for {size} characters")
        return True

    def failure(self, kind: str, name: str, number: int, error: BaseException | str) -> None:
        """Count a failure and say how to repeat it."""
        self.count[kind] += 1
        err = sys.__stderr__  # not what the command that failed writes to
        print(f"{kind}: {name}: repeat with --seed {self.seed} --only {number}", file=err)
        if isinstance(error, str):
            print(error, file=err)
        elif self.count[kind] <= 50:
            traceback.print_exception(error, limit=-4, file=err)


def corpus() -> list[str]:
    """The texts of this project that are mutated."""
    found = sorted({path for pattern in CORPUS for path in ROOT.glob(pattern) if path.is_file()})
    own = [
        path for path in found if not {"site", ".venv", "node_modules"} & set(path.relative_to(ROOT).parts)
    ]
    return [path.read_bytes().decode("utf-8", "replace") for path in own]


def window(chance: random.Random, text: str, longest: int) -> str:
    """A part of a text: its beginning, as often as some lines of its middle."""
    start = 0 if chance.random() < 0.5 else text.find("\n", chance.randrange(len(text) + 1)) + 1
    return text[start : start + chance.randrange(1, longest)]


def mutated(chance: random.Random, text: str, texts: list[str]) -> str:
    """The text with some changes at random."""
    for _ in range(chance.choice((1, 1, 2, 3, 5, 8, 13))):
        text = _changed(chance, text, texts)
    return text


def _changed(chance: random.Random, text: str, texts: list[str]) -> str:
    start = chance.randrange(len(text) + 1)
    end = min(start + chance.choice((1, 1, 2, 5, 20, 100)), len(text))
    token = chance.choice(TOKENS)
    kind = chance.randrange(12)
    if kind < 4:
        return text[:start] + token + text[start:]
    if kind == 4:
        return text[:start] + text[end:]
    if kind == 5:
        return text[:end] + text[start:end] * chance.choice((1, 2, 10)) + text[end:]
    if kind == 6:
        return text[:start] + window(chance, chance.choice(texts), 300) + text[end:]
    if kind == 7:
        return text[:start] + token + text[end:]
    if kind == 8:
        many = chance.choice((3, 30, 300)) if chance.random() < 0.97 else 20_000 // len(token)
        return text[:start] + token * many + text[start:]
    if kind == 9:
        return text.replace("\n", chance.choice(("\r\n", "\r", " ", "\n    ", "\n> ", "\n\n")))
    if kind == 10:
        return text[:start]
    return text[:start] + "".join(chance.choices(TOKENS, k=chance.choice((3, 10, 30)))) + text[start:]


def readers(text: str) -> Iterator[tuple[str, Callable[[], object]]]:
    """Everything that reads a text."""
    plain = normalise(text)
    included = {"a.md": ("a.md", text), "b.md": ("includes/b.md", text[:200])}.get
    yield "markdown", lambda: _whole(markdown.parse(text))
    yield "markdown-extensions", lambda: _whole(markdown.Reader(EXTENSIONS, included).read(text))
    yield "snippets", lambda: snippets.expand(plain, included, ("b.md",), True)
    yield "bibtex", lambda: bibtex.parse(text, "references.bib")
    yield "front-matter", lambda: front_matter.parse(f"---\n{plain}\n---\n")
    yield "front-matter-page", lambda: front_matter.parse(plain)
    yield "config", lambda: _settings(text)
    yield "records", lambda: records.parse(text, "data/a.yml")
    yield "table", lambda: records.parse(text, "data/a.csv")
    yield "html", lambda: html.parse(text, "a.html").places.at(len(text))
    yield "css", lambda: list(html.addresses(text))
    yield "strings", lambda: strings.parse(text, "strings.yml")
    yield "policy", lambda: policy.parse(text)


def _whole(document: Document) -> None:
    for part in PARTS:
        found = getattr(document, part)
        for each in found if isinstance(found, list | tuple) else ():
            for place in PLACES:
                getattr(each, place, None)


def _settings(text: str) -> None:
    data, nodes = config.load(text)
    config.settings(data, "mkdocs.yml", frozenset(("en", "id")), nodes)


def write_site(folder: Path, chance: random.Random, text: str, texts: list[str]) -> int:
    """Write a site in which the text is some of the files; returns its size."""

    def some(longest: int = 800) -> str:
        return mutated(chance, window(chance, chance.choice(texts), longest), texts)

    files = {"mkdocs.yml": SITE, "docs/a.css": "a{}", "references.bib": chance.choice((text, some(2000)))}
    for page in PAGES:
        english = chance.choice((text, some()))
        files[f"docs/en/{page}"] = english
        files[f"docs/id/{page}"] = chance.choice((text, english, mutated(chance, english, texts)))
        files[f"translations/id/{page}"] = chance.choice((english, mutated(chance, english, texts)))
    files["includes/a.md"] = chance.choice((text, some()))
    for file in (ROOT / "data").iterdir():
        content = file.read_bytes().decode()
        if file.name.endswith(".schema.json"):
            files[f"data/{file.name}"] = content
        else:
            files[f"data/{file.name}"] = mutated(chance, content[: chance.randrange(1, 3000)], texts)
    if chance.random() < 0.3:
        files["mkdocs.yml"] = mutated(chance, SITE, texts)
    if chance.random() < 0.1:
        files["pyproject.toml"] = chance.choice(
            (text, mutated(chance, '[tool.edition]\nignore = ["links"]\n', texts))
        )
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode("utf-8", "surrogatepass"))
    return sum(map(len, files.values()))


def run_site(run: Run, number: int, folder: Path, size: int) -> None:
    """All commands on a site."""
    for index, command in enumerate(COMMANDS):
        out = io.StringIO()
        options = [] if command[0] == "rules" else ["--config", str(folder / "mkdocs.yml")]
        quiet = contextlib.redirect_stderr(io.StringIO())
        status: list[int] = []

        def read(given: list[str] = [*command, *options], status: list[int] = status) -> None:  # noqa: B006
            status[:] = [edition(given)]

        with contextlib.redirect_stdout(out), quiet as said:
            fine = run.timed(" ".join(command), number, size, read, again="--fix" not in command)
        if not fine:
            print(said.getvalue()[-3000:], file=sys.stderr)
        elif status and status[0] not in (0, 1, 2):
            run.failure("crashes", " ".join(command), number, f"exit status {status[0]}")
        if command[-1] == "json" and status and status[0] < 2:
            _check_places(run, number, folder, out.getvalue())
        if index == 6 and out.getvalue():
            run.failure("unstable", "check --fix", number, out.getvalue()[:2000])


def _check_places(run: Run, number: int, folder: Path, out: str) -> None:
    found, _ = json.JSONDecoder().raw_decode(out)
    lines: dict[str, list[str]] = {}
    for problem in found:
        path = problem["path"]
        if path not in lines:
            file = folder / path
            text = file.read_bytes().decode("utf-8", "replace") if file.is_file() else ""
            lines[path] = normalise(text).split("\n")
        line, col = problem["line"], problem["col"]
        if not (1 <= line <= len(lines[path]) and 1 <= col <= len(lines[path][line - 1]) + 1):
            run.failure("misplaced", problem["rule"], number, f"{path}:{line}:{col}: {problem['message']}")


def one(run: Run, number: int, texts: list[str], with_site: bool) -> None:
    """One input through everything. What it is depends on the seed and its number alone."""
    chance = random.Random(f"{run.seed}:{number}")
    text = mutated(chance, window(chance, chance.choice(texts), chance.choice((200, 1000, 3000))), texts)
    run.count["inputs"] += 1
    for name, read in readers(text):
        run.timed(name, number, len(text), read)
    if with_site:
        run.count["sites"] += 1
        with tempfile.TemporaryDirectory() as made:
            size = write_site(Path(made), chance, text, texts)
            run_site(run, number, Path(made), size)


def main() -> None:
    """Run, print the numbers, and end with 1 where anything failed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--inputs", type=int, default=10_000)
    parser.add_argument("--sites", type=int, default=50, help="every how many inputs a site is made; 0: none")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--first", type=int, default=0, help="the number of the first input")
    parser.add_argument("--only", type=int, help="one input, by its number, as a site too")
    options = parser.parse_args()
    signal.signal(signal.SIGVTALRM, _stop)
    run, texts = Run(options.seed), corpus()
    numbers = range(options.first, options.first + options.inputs)
    with contextlib.suppress(KeyboardInterrupt):
        for number in numbers if options.only is None else [options.only]:
            one(
                run,
                number,
                texts,
                options.only is not None or bool(options.sites and number % options.sites == 0),
            )
            if run.count["inputs"] % 5000 == 0:
                print(f"{run.count['inputs']} inputs", file=sys.stderr)
    for line in summary(run):
        print(line)
    sys.exit(1 if any(run.count[kind] for kind in ("crashes", "hangs", "misplaced", "unstable")) else 0)


def summary(run: Run) -> Iterator[str]:
    """The lines that are printed."""
    yield f"seed: {run.seed}"
    for kind in ("inputs", "sites", "crashes", "hangs", "misplaced", "unstable"):
        yield f"{kind}: {run.count[kind]}"
    slowest, number, name = max((rate, number, name) for name, (rate, number) in run.slowest.items())
    yield f"slowest_seconds_per_kb: {slowest:.4f}"
    yield f"slowest: {name} at input {number}"
    for name, (rate, number) in sorted(run.slowest.items()):
        yield f"slowest_{name.replace(' ', '_').replace('--', '')}: {rate:.4f} at input {number}"


if __name__ == "__main__":
    main()
