"""What is shown while somebody types, in pages and in the files beside them, by a real client."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_lsp
from lsprotocol import types
from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities

from tests.lsp.conftest import COMMAND, started
from tests.lsp.editor import START, applied, changed, found, opened, renamed, underlined, until, where
from tests.lsp.site import BIB, CONFIG, EN, EVIDENCE

pytestmark = pytest.mark.asyncio


def codes(client: LanguageClient, uri: str) -> set[str]:
    return {str(each.code) for each in client.diagnostics.get(uri, ())}


def closed(client: LanguageClient, uri: str) -> None:
    client.text_document_did_close(types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(uri)))


def watched(client: LanguageClient, path: Path, kind: types.FileChangeType) -> None:
    event = types.FileEvent(path.as_uri(), kind)
    client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([event]))


async def test_a_configuration_that_is_broken_while_it_is_typed(client: LanguageClient, root: Path) -> None:
    page = opened(client, root, START, EN.replace("@un2023", "@un2022"))
    await until(client, lambda: codes(client, page) == {"unknown-citation"})
    uri = opened(client, root, "mkdocs.yml", CONFIG)
    broken = f"{CONFIG}extra_css: [\n"
    changed(client, uri, broken)
    await until(client, lambda: codes(client, uri) == {"configuration"})
    (problem,) = client.diagnostics[uri]
    assert "until it is mended, everything else is checked as the last one" in problem.message
    assert codes(client, page) == {"unknown-citation"}
    changed(client, uri, CONFIG.replace("en/rules/law.md", "en/rules/lew.md"), 3)
    await until(client, lambda: codes(client, uri) == {"missing-nav-page"})
    assert client.diagnostics[uri][0].range.start.line == CONFIG[: CONFIG.index("en/rules")].count("\n")
    closed(client, uri)
    await until(client, lambda: not codes(client, uri))


@pytest_lsp.fixture(config=ClientServerConfig(server_command=COMMAND))
async def early(lsp_client: LanguageClient, root: Path) -> AsyncIterator[None]:
    """An editor that is opened while mkdocs.yml cannot be read."""
    (root / "mkdocs.yml").write_text(f"{CONFIG}extra_css: [\n", encoding="utf-8")
    await started(lsp_client, root)
    yield
    await lsp_client.shutdown_session()


async def test_a_configuration_that_is_broken_from_the_start(early: LanguageClient, root: Path) -> None:
    page = opened(early, root, START, EN.replace("@un2023", "@un2022"))
    uri = (root / "mkdocs.yml").as_uri()
    await until(early, lambda: codes(early, uri) == {"configuration"})
    assert not codes(early, page)
    opened(early, root, "mkdocs.yml", CONFIG)
    await until(early, lambda: codes(early, page) == {"unknown-citation"})
    await until(early, lambda: not codes(early, uri))


async def test_an_option_counts_before_it_is_saved(client: LanguageClient, root: Path) -> None:
    page = opened(client, root, START, EN)
    await found(client, page, 0)
    uri = opened(client, root, "mkdocs.yml", CONFIG.replace("bib_file: references.bib", "bib_file: gone.bib"))
    await until(client, lambda: codes(client, uri) == {"missing-project-file"})
    closed(client, uri)
    await until(client, lambda: not codes(client, uri))


async def test_a_policy_that_is_broken_says_so_in_its_own_file(client: LanguageClient, root: Path) -> None:
    page = opened(client, root, START, EN.replace("@un2023", "@un2022"))
    await until(client, lambda: codes(client, page) == {"unknown-citation"})
    uri = opened(client, root, "pyproject.toml", '[tool.edition]\nignore = ["no-such"]\n')
    await until(client, lambda: codes(client, uri) == {"configuration"})
    assert client.diagnostics[uri][0].range.start.line == 1
    changed(client, uri, '[tool.edition]\nignore = ["citations"]\n')
    await until(client, lambda: not codes(client, page))
    await until(client, lambda: not codes(client, uri))


async def test_a_record_is_checked_as_it_is_typed(client: LanguageClient, root: Path) -> None:
    uri = opened(client, root, "data/evidence.yml", EVIDENCE.replace("[wulandari2024", "[wulandari2023"))
    await until(client, lambda: "unknown-citation" in codes(client, uri))
    changed(client, uri, f"{EVIDENCE}  - [\n")
    await until(client, lambda: codes(client, uri) == {"record-syntax"})
    changed(client, uri, EVIDENCE, 3)
    await until(client, lambda: not codes(client, uri))


async def test_a_repair_in_the_bibliography_behind_an_emoji_and_with_windows_line_ends(
    client: LanguageClient, root: Path
) -> None:
    text = BIB.replace("\n", "\r\n").replace("title = {Scams}", "title = {\U0001f600 Scams}, yeer = {2023}")
    uri = opened(client, root, "references.bib", text)
    await until(client, lambda: "unknown-field" in codes(client, uri))
    (problem,) = (each for each in client.diagnostics[uri] if each.code == "unknown-field")
    assert underlined(text.replace("\r", ""), problem.range) == "yeer"
    document, context = types.TextDocumentIdentifier(uri), types.CodeActionContext([problem])
    actions = await client.text_document_code_action_async(
        types.CodeActionParams(document, problem.range, context)
    )
    (action,) = [each for each in actions or () if isinstance(each, types.CodeAction)]
    assert action.edit and action.edit.document_changes
    (change,) = action.edit.document_changes
    assert isinstance(change, types.TextDocumentEdit)
    edits = [edit for edit in change.edits if isinstance(edit, types.TextEdit)]
    assert applied(text, edits) == text.replace("yeer", "year")


async def test_a_snippet_is_read_as_it_is_typed_and_from_disk_when_it_is_closed(
    client: LanguageClient, root: Path
) -> None:
    config = CONFIG.replace("pymdownx.superfences]", "pymdownx.superfences, pymdownx.snippets]")
    (root / "mkdocs.yml").write_text(config, encoding="utf-8")
    (root / "part.md").write_text("See [it](rules/law.md).\n", encoding="utf-8")
    watched(client, root / "mkdocs.yml", types.FileChangeType.Changed)
    page = opened(client, root, START, f'{EN}\n--8<-- "part.md"\n')
    uri = opened(client, root, "part.md", "\U0001f600 See [it](rules/lew.md).\n")
    (problem,) = await found(client, uri, 1)
    assert (problem.code, problem.range.start.character) == ("missing-page", 12)
    assert not codes(client, page)
    closed(client, uri)
    await until(client, lambda: not codes(client, uri))


async def test_what_is_closed_without_saving_is_as_it_was(client: LanguageClient, root: Path) -> None:
    uri = opened(client, root, START, EN.replace("@un2023", "@un2022"))
    await until(client, lambda: codes(client, uri) == {"unknown-citation"})
    closed(client, uri)
    await until(client, lambda: not codes(client, uri))
    assert opened(client, root, START, EN.replace("rules/law.md#duty", "gone.md")) == uri
    await until(client, lambda: codes(client, uri) == {"missing-page"})


async def test_what_another_program_writes_is_seen(client: LanguageClient, root: Path) -> None:
    uri = opened(client, root, START, EN.replace("@un2023", "@new2026").replace("law.md#duty", "new.md"))
    await until(client, lambda: codes(client, uri) == {"unknown-citation", "missing-page"})
    with (root / "references.bib").open("a", encoding="utf-8") as file:
        file.write("@book{new2026, author = {A, B}, title = {N}, publisher = {P}, date = {2026}}\n")
    watched(client, root / "references.bib", types.FileChangeType.Changed)
    await until(client, lambda: codes(client, uri) == {"missing-page"})
    (root / "docs/en/rules/new.md").write_text("# New\n", encoding="utf-8")
    watched(client, root / "docs/en/rules/new.md", types.FileChangeType.Created)
    await until(client, lambda: not codes(client, uri))


async def test_a_file_beside_the_documentation_is_none_of_its_pages(
    client: LanguageClient, root: Path
) -> None:
    uri = opened(client, root, "en/index.md", EN)
    document = types.TextDocumentIdentifier(uri)
    place = where(EN, "un2023", 1)
    assert not await client.text_document_hover_async(types.HoverParams(document, place))
    assert not await client.text_document_completion_async(types.CompletionParams(document, place))


@pytest_lsp.fixture(config=ClientServerConfig(server_command=COMMAND))
async def inner(lsp_client: LanguageClient, root: Path) -> AsyncIterator[None]:
    """An editor that has opened a folder within the site."""
    folder = types.WorkspaceFolder((root / "docs/en").as_uri(), "en")
    await lsp_client.initialize_session(
        types.InitializeParams(client_capabilities("neovim"), workspace_folders=[folder])
    )
    yield
    await lsp_client.shutdown_session()


async def test_a_folder_within_the_site_belongs_to_it(inner: LanguageClient, root: Path) -> None:
    uri = opened(inner, root, START, EN.replace("@un2023", "@un2022"))
    await until(inner, lambda: codes(inner, uri) == {"unknown-citation"})
    edit = await renamed(inner, uri, where(EN, "## Aims", 4), "Goals")
    assert edit and edit.changes
    assert list(edit.changes) == [uri, (root / "docs/en/rules/law.md").as_uri()]
