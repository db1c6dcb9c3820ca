"""What a contributor does in an editor, in the words of the protocol."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from lsprotocol import types
from pygls.uris import to_fs_path
from pytest_lsp import LanguageClient

START = "docs/en/index.md"


def opened(client: LanguageClient, root: Path, name: str, text: str) -> str:
    uri = (root / name).as_uri()
    item = types.TextDocumentItem(uri, types.LanguageKind.Markdown, 1, text)
    client.text_document_did_open(types.DidOpenTextDocumentParams(item))
    return uri


def changed(client: LanguageClient, uri: str, text: str, version: int = 2) -> None:
    document = types.VersionedTextDocumentIdentifier(version, uri)
    change = types.TextDocumentContentChangeWholeDocument(text)
    client.text_document_did_change(types.DidChangeTextDocumentParams(document, [change]))


async def until(client: LanguageClient, condition: Callable[[], bool]) -> None:
    """Wait for the diagnostics that fulfil a condition."""
    while not condition():
        await client.wait_for_notification(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)


async def found(client: LanguageClient, uri: str, count: int = 1) -> list[types.Diagnostic]:
    """The diagnostics of a file, as soon as there are as many as expected."""
    await until(client, lambda: uri in client.diagnostics and len(client.diagnostics[uri]) == count)
    return list(client.diagnostics[uri])


def where(text: str, sign: str, into: int = 0) -> types.Position:
    """The position of the first such sign in a text (in UTF-16)."""
    before = text[: text.index(sign) + into]
    line = before.rpartition("\n")[2]
    return types.Position(before.count("\n"), len(line.encode("utf-16-le")) // 2)


def underlined(text: str, place: types.Range) -> str:
    line = text.split("\n")[place.start.line].encode("utf-16-le")
    return line[2 * place.start.character : 2 * place.end.character].decode("utf-16-le")


def written(root: Path, edit: types.WorkspaceEdit | None) -> dict[str, str]:
    """What an editor makes of an edit: the texts and names of all files that change."""
    assert edit and edit.document_changes
    texts: dict[str, str] = {}
    for change in edit.document_changes:
        if isinstance(change, types.RenameFile):
            texts[change.new_uri] = texts.pop(change.old_uri, None) or read(change.old_uri)
        else:
            assert isinstance(change, types.TextDocumentEdit)
            text = texts.get(change.text_document.uri) or read(change.text_document.uri)
            texts[change.text_document.uri] = applied(
                text, [e for e in change.edits if isinstance(e, types.TextEdit)]
            )
    return {uri.removeprefix(f"{root.as_uri()}/"): text for uri, text in texts.items()}


def read(uri: str) -> str:
    return Path(to_fs_path(uri) or "").read_bytes().decode()


def applied(text: str, edits: list[types.TextEdit]) -> str:
    lines = text.split("\n")
    for edit in sorted(edits, key=lambda e: (e.range.start.line, e.range.start.character), reverse=True):
        start, end = edit.range.start, edit.range.end
        line = lines[start.line].encode("utf-16-le")
        parts = (line[: 2 * start.character], edit.new_text.encode("utf-16-le"), line[2 * end.character :])
        lines[start.line] = b"".join(parts).decode("utf-16-le")
    return "\n".join(lines)


async def completed(client: LanguageClient, root: Path, text: str) -> dict[str, types.CompletionItem]:
    """What is offered where `|` stands in the first page."""
    uri = opened(client, root, START, text.replace("|", ""))
    document = types.TextDocumentIdentifier(uri)
    answer = await client.text_document_completion_async(types.CompletionParams(document, where(text, "|")))
    items = answer.items if isinstance(answer, types.CompletionList) else answer or []
    return {item.label: item for item in items}


async def renamed(
    client: LanguageClient, uri: str, place: types.Position, new: str
) -> types.WorkspaceEdit | None:
    return await client.text_document_rename_async(
        types.RenameParams(types.TextDocumentIdentifier(uri), place, new)
    )
