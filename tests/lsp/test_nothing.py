"""What the server answers where there is little or nothing to say."""

from __future__ import annotations

from pathlib import Path

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pytest_lsp import LanguageClient

from tests.lsp.editor import START, found, opened, until, where
from tests.lsp.site import CONFIG, EN

pytestmark = pytest.mark.asyncio


async def test_where_nothing_stands_nothing_is_said(client: LanguageClient, root: Path) -> None:
    document = types.TextDocumentIdentifier(opened(client, root, START, EN))
    place = types.Position(1, 0)
    context = types.ReferenceContext(True)
    assert not await client.text_document_completion_async(types.CompletionParams(document, place))
    assert not await client.text_document_hover_async(types.HoverParams(document, place))
    assert not await client.text_document_definition_async(types.DefinitionParams(document, place))
    assert not await client.text_document_references_async(types.ReferenceParams(context, document, place))
    assert not await client.text_document_prepare_rename_async(types.PrepareRenameParams(document, place))
    assert not await client.text_document_rename_async(types.RenameParams(document, place, "new"))
    other = types.TextDocumentIdentifier(opened(client, root, "mkdocs.yml", CONFIG))
    assert not await client.text_document_document_symbol_async(types.DocumentSymbolParams(other))
    assert not await client.text_document_completion_async(types.CompletionParams(other, place))
    elsewhere = types.TextDocumentIdentifier((root.parent / "other.md").as_uri())
    client.text_document_did_close(types.DidCloseTextDocumentParams(elsewhere))
    event = types.FileEvent(elsewhere.uri, types.FileChangeType.Changed)
    client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([event]))
    assert await client.text_document_hover_async(types.HoverParams(document, where(EN, "the law", 1)))


async def test_what_has_no_other_name_is_not_renamed(client: LanguageClient, root: Path) -> None:
    text = EN.replace("[^a]:", "[^a]: [@nobody] [[nothing]]\n\n[^b]:")
    document = types.TextDocumentIdentifier(opened(client, root, START, text))
    for sign in ("^a", "nobody", "nothing", "C001"):
        place = where(text, sign, 1)
        ready = await client.text_document_prepare_rename_async(types.PrepareRenameParams(document, place))
        assert ready is None, sign
        with pytest.raises(JsonRpcException, match="only a citation key, a term, a heading, an id or a link"):
            await client.text_document_rename_async(types.RenameParams(document, place, "new"))


async def test_a_sign_that_nobody_sees_can_be_removed(client: LanguageClient, root: Path) -> None:
    text = EN.replace("(#aims)", "(\x0b#aims)")
    uri = opened(client, root, START, text)
    await until(
        client, lambda: "control-character" in {each.code for each in client.diagnostics.get(uri, ())}
    )
    (problem,) = (each for each in client.diagnostics[uri] if each.code == "control-character")
    actions = await client.text_document_code_action_async(
        types.CodeActionParams(
            types.TextDocumentIdentifier(uri), problem.range, types.CodeActionContext([problem])
        )
    )
    assert 'Remove "\x0b"' in {action.title for action in actions or ()}


async def test_a_page_that_has_moved_is_missed_where_it_was(client: LanguageClient, root: Path) -> None:
    uri = opened(client, root, START, EN)
    await found(client, uri, 0)
    beside = types.FileRename((root / "data/evidence.yml").as_uri(), (root / "data/claims.yml").as_uri())
    for files in ([beside], []):
        assert not await client.workspace_will_rename_files_async(types.RenameFilesParams(files))
    old, new = (root / f"docs/en/rules/{name}.md" for name in ("law", "act"))
    old.rename(new)
    client.workspace_did_rename_files(types.RenameFilesParams([types.FileRename(old.as_uri(), new.as_uri())]))
    assert {each.code for each in await found(client, uri, 2)} == {"missing-page"}
