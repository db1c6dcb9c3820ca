"""The hooks and workflows name commands that exist, and these find what they are there for."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

REPOSITORY = Path(__file__).parents[2]


def load(name: str) -> Any:
    return yaml.safe_load((REPOSITORY / name).read_text(encoding="utf-8"))


OFFERED = load(".pre-commit-hooks.yaml")
OWN = [hook for repo in load(".pre-commit-config.yaml")["repos"] for hook in repo["hooks"]]
STEPS = load(".github/workflows/check.yml")["jobs"]["check"]["steps"]
COMMANDS = [step["run"] for step in STEPS if "run" in step]


def by_id(hooks: list[dict[str, Any]]) -> Any:
    return pytest.mark.parametrize("hook", hooks, ids=lambda hook: hook["id"])


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text("site_name: Small\n")
    (tmp_path / "docs/index.md").write_text("# Small\n\n[Law](law.md)\n")
    (tmp_path / "docs/law.md").write_text("# Law\n")
    return tmp_path


def run(entry: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a command in a folder as a hook would, with the programs beside this Python."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    return subprocess.run(
        shlex.split(entry),
        cwd=folder,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        timeout=60,
    )


@by_id(OFFERED)
def test_an_offered_hook_passes_a_sound_site_and_stops_at_a_broken_link(
    hook: dict[str, Any], site: Path
) -> None:
    passed = run(hook["entry"], site)
    assert passed.returncode == 0, passed.stderr
    (site / "docs/law.md").unlink()
    stopped = run(hook["entry"], site)
    assert stopped.returncode == 1, stopped.stderr
    assert 'docs/index.md:3:7: page "law.md" does not exist' in stopped.stdout


@by_id(OFFERED)
def test_an_offered_hook_has_all_that_pre_commit_asks_for(hook: dict[str, Any]) -> None:
    assert {"id", "name", "entry", "language"} <= set(hook)
    assert hook["language"] == "python"
    assert hook["pass_filenames"] is False


@by_id(OFFERED + [hook for hook in OWN if hook["id"] == "check"])
@pytest.mark.parametrize(
    ("path", "concerns"),
    [
        ("docs/en/index.md", True),
        ("references.bib", True),
        ("mkdocs.yml", True),
        ("data/evidence.yaml", True),
        ("data/audit.csv", True),
        ("hooks/search.py", False),
        ("docs/assets/md", False),
    ],
)
def test_a_hook_runs_for_what_the_checks_read(hook: dict[str, Any], path: str, concerns: bool) -> None:
    assert bool(re.search(hook["files"], path)) == concerns


@by_id(OWN)
def test_a_hook_of_this_repository_is_a_target_of_its_makefile(hook: dict[str, Any]) -> None:
    assert hook["entry"].split()[0] == "make"
    done = run(hook["entry"].replace("make ", "make --dry-run ", 1), REPOSITORY)
    assert done.returncode == 0, done.stderr


def test_the_workflow_runs_what_every_push_is_measured_by() -> None:
    assert ".ci/run" in COMMANDS
    assert os.access(REPOSITORY / ".ci/run", os.X_OK)


def test_the_workflow_annotates_the_line_of_a_problem(site: Path) -> None:
    (annotating,) = (command for command in COMMANDS if "--format github" in command)
    (site / "docs/law.md").unlink()
    done = run(annotating.removeprefix(".venv/bin/"), site)
    assert done.returncode == 1, done.stderr
    assert done.stdout.startswith("::error file=docs/index.md,line=3,col=7,title=missing-page::")


def test_the_workflow_may_only_read() -> None:
    assert load(".github/workflows/check.yml")["permissions"] == {"contents": "read"}


def test_what_pip_installs_checks_another_site(site: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    source, target = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("target")
    shutil.copytree(REPOSITORY / "hooks", source / "hooks", ignore=_LEFT_BEHIND)
    for name in ("pyproject.toml", "README.md", "LICENSE", "LICENSE-CONTENT"):
        shutil.copy(REPOSITORY / name, source / name)
    pip = f"{sys.executable} -m pip install --quiet --no-deps --no-build-isolation --target {target} {source}"
    installed = run(pip, site)
    assert installed.returncode == 0, installed.stderr
    assert _files(target / "edition") == _files(source / "hooks" / "edition")
    (site / "docs/law.md").unlink()
    # Isolated: what is found is what was installed, not this repository.
    program = (
        f"import sys; sys.path.insert(0, {str(target)!r}); from edition.cli import main; sys.exit(main())"
    )
    checked = run(shlex.join([sys.executable, "-I", "-c", program, "check"]), site)
    assert checked.returncode == 1, checked.stderr
    assert 'docs/index.md:3:7: page "law.md" does not exist' in checked.stdout


_LEFT_BEHIND = shutil.ignore_patterns("__pycache__", "*.egg-info")


def _files(folder: Path) -> set[str]:
    found = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return {path.as_posix() for path in found if "__pycache__" not in path.parts}
