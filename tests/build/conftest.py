"""A tiny bilingual site, with the project's own configuration, hooks and theme."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from .records import DATA, TERMS

ROOT = Path(__file__).parents[2]

NAV = """
nav:
  - en/index.md
  - paper:
      - en/paper/index.md
      - en/paper/method.md
  - evidence:
      - en/evidence/index.md
      - en/evidence/timeline.md
      - en/evidence/figures.md
  - en/glossary/index.md
  - en/help/index.md
  - en/references.md
"""

BIBLIOGRAPHY = """\
@article{rahmah2023,
  author = {Rahmah, S. and Dina, M. and Demeiati, N.},
  title = {Kebijakan luar negeri},
  journaltitle = {Jispar},
  date = {2023},
  langid = {indonesian},
  note = {The title was printed in capitals.},
  note_id = {Judulnya tercetak dengan huruf kapital.},
}

@book{hocking2014,
  author = {Hocking, B. and Smith, M.},
  title = {World politics},
  publisher = {Routledge},
  date = {2014},
  doi = {10.4324/9781315847429},
}

@online{antara2024a1,
  author = {{ANTARA}},
  title = {The first report},
  date = {2024-03-05},
  url = {https://example.org/1},
}

@online{antara2024b1,
  author = {{ANTARA}},
  title = {The second report},
  date = {2024-03-06},
  url = {https://example.org/2},
}
"""

PAGES = {
    "index": ("Home", "Beranda", "See [@antara2024b1].", "Lihat [@antara2024b1]."),
    "paper/index": ("The paper", "Artikel", "Go on: [Method](method.md).", "Lanjutkan: [Metode](method.md)."),
    "paper/method": (
        "Method",
        "Metode",
        "As Rahmah [-@rahmah2023] has it [see @hocking2014, p. 3; @antara2024a1], again [@rahmah2023]. [#C001]\n\n"
        "People were trafficked with their [[consent|agreement]]: trafficking, `trafficking` [#C002].",
        "Menurut Rahmah [-@rahmah2023] [lihat @hocking2014, hlm. 3; @antara2024a1], lagi [@rahmah2023]. [#C001]\n\n"
        "Orang diperdagangkan dengan [[persetujuan]]: perdagangan orang, `TPPO` [#C002].",
    ),
    "evidence/index": ("Ledger", "Daftar bukti", "<!-- evidence -->", "<!-- evidence -->"),
    "evidence/timeline": ("Timeline", "Lini masa", "<!-- timeline -->", "<!-- timeline -->"),
    "evidence/figures": ("Figures", "Gambar", "<!-- figure: standing -->", "<!-- figure: standing -->"),
    "glossary/index": ("Glossary", "Glosarium", "<!-- glossary -->", "<!-- glossary -->"),
    "help/index": (
        "Help",
        "Bantuan",
        "<!-- numbers -->\n\n<!-- contacts -->",
        "<!-- numbers -->\n\n<!-- contacts -->",
    ),
    "references": ("References", "Rujukan", "<!-- references -->", "<!-- references -->"),
}


def page(title: str, body: str) -> str:
    return f"---\ntitle: {title}\ndescription: {title}.\nstatus: draft\n---\n\n# {title}\n\n{body}\n"


def write_site(folder: Path) -> Path:
    """Write the tiny site into a folder; returns the folder."""
    config = (ROOT / "mkdocs.yml").read_text(encoding="utf-8").split("# Navigation")[0]
    (folder / "mkdocs.yml").write_text(config + NAV, encoding="utf-8")
    (folder / "references.bib").write_text(BIBLIOGRAPHY, encoding="utf-8")
    (folder / "translations").mkdir()
    (folder / "pyproject.toml").write_text("", encoding="utf-8")  # mkdocs.yml watches both
    for name in ("hooks", "overrides", "docs/assets"):
        shutil.copytree(
            ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info")
        )
    for name, content in {**{f"data/{file}": text for file, text in DATA.items()},
                          **{f"docs/{file}": text for file, text in TERMS.items()}}.items():  # fmt: skip
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    for schema in (ROOT / "data").glob("*.schema.json"):
        shutil.copy(schema, folder / "data")
    for slug, (english, indonesian, body_en, body_id) in PAGES.items():
        for code, title, body in (("en", english, body_en), ("id", indonesian, body_id)):
            path = folder / "docs" / code / f"{slug}.md"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(page(title, body), encoding="utf-8")
    for code in ("en", "id"):
        shutil.copy(ROOT / "docs" / code / "strings.yml", folder / "docs" / code)
    return folder


def build(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run `mkdocs build` in a folder."""
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", *arguments],
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    """A fresh copy of the tiny site, not yet built."""
    return write_site(tmp_path)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the tiny site, built strictly, once for all tests that only read it."""
    folder = write_site(tmp_path_factory.mktemp("tiny"))
    done = build(folder, "--strict")
    assert done.returncode == 0, done.stderr
    return folder / "site"
