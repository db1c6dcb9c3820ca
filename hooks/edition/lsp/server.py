"""The language server: thin events over stdio, each asks a pure module and converts what it says."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from lsprotocol import types
from pygls.capabilities import get_capability
from pygls.exceptions import JsonRpcException
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path

from edition.lsp import completion, convert, definition, diagnostics, hover, rename, things
from edition.lsp.convert import Converter
from edition.lsp.position import line_of
from edition.lsp.project import Project, root_of
from edition.lsp.session import Session
from edition.model import Page, Site

_VERSION = "1"
_WATCHED = "**/*.{md,markdown,bib,yml,yaml,csv,json,png,jpg,jpeg,svg,webp,gif,avif,pdf}"
_FILES = types.FileOperationRegistrationOptions(
    [types.FileOperationFilter(types.FileOperationPattern("**/*"), "file")]
)


class Asked(NamedTuple):
    """What a request is about."""

    project: Project
    site: Site
    page: Page | None
    path: str
    lines: list[str]
    converter: Converter

    def thing(self, place: types.Position) -> things.Thing | None:
        """What stands at a place."""
        column = self.converter.column(self.path, place)
        return things.find(self.site, self.path, self.lines, place.line + 1, column)


class Server(LanguageServer):
    """A language server with the sites that its editor has open."""

    def __init__(self) -> None:
        # Whole texts: pygls cuts changes of a part at signs that are no line ends in the protocol.
        super().__init__("edition", _VERSION, text_document_sync_kind=types.TextDocumentSyncKind.Full)
        self.session = Session(self)

    def asked(self, uri: str) -> Asked | None:
        """The site and the file that a request is about; `None`: no site that can be read."""
        found = self.session.find(uri)
        if found is None or found[0].site is None:
            return None
        project, path = found
        page = things.page_at(found[0].site, path)
        return Asked(project, found[0].site, page, path, project.lines(path), self.session.converter(project))

    def can(self, capability: str) -> Any:
        """What the editor says about a capability, by its path, `None` for nothing."""
        return get_capability(self.client_capabilities, capability)


def make() -> Server:
    """A server that knows every event."""
    server = Server()
    for register in (_lifetime, _texts, _files, _looks, _names):
        register(server)
    return server


def main() -> int:
    """Serve one editor over stdin and stdout, until it is done."""
    make().start_io()
    return 0


def _lifetime(server: Server) -> None:
    @server.feature(types.INITIALIZED)
    def _(params: types.InitializedParams) -> None:
        folders = [folder.uri for folder in server.workspace.folders.values()] or [
            server.workspace.root_uri or ""
        ]
        for folder in filter(None, map(to_fs_path, folders)):
            if root := root_of(Path(folder)):
                server.session.refresh(server.session.load(root))
        if server.can("workspace.did_change_watched_files.dynamic_registration"):
            options = types.DidChangeWatchedFilesRegistrationOptions([types.FileSystemWatcher(_WATCHED)])
            watch = types.Registration("files", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
            server.client_register_capability(types.RegistrationParams([watch]))

    @server.feature(types.SHUTDOWN)
    def _(params: None) -> None:
        server.session.stop()


def _texts(server: Server) -> None:
    def put(uri: str) -> None:
        server.session.put(uri, server.workspace.get_text_document(uri).source)

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def _(params: types.DidOpenTextDocumentParams) -> None:
        put(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def _(params: types.DidChangeTextDocumentParams) -> None:
        put(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def _(params: types.DidCloseTextDocumentParams) -> None:
        server.session.drop(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    def _(params: types.DidSaveTextDocumentParams) -> None:
        server.session.disk([params.text_document.uri])


def _files(server: Server) -> None:
    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def _(params: types.DidChangeWatchedFilesParams) -> None:
        changed = [each.uri for each in params.changes if each.type == types.FileChangeType.Changed]
        listed = [each.uri for each in params.changes if each.type != types.FileChangeType.Changed]
        server.session.disk(changed)
        server.session.disk(listed, listed=True)

    @server.feature(types.WORKSPACE_DID_RENAME_FILES, _FILES)
    def _(params: types.RenameFilesParams) -> None:
        server.session.disk([each.new_uri for each in params.files], listed=True)

    @server.feature(types.WORKSPACE_WILL_RENAME_FILES, _FILES)
    def _(params: types.RenameFilesParams) -> types.WorkspaceEdit | None:
        asked = server.asked(params.files[0].old_uri) if params.files else None
        return _moved(server, asked, params.files) if asked else None


def _moved(server: Server, asked: Asked, files: Any) -> types.WorkspaceEdit | None:
    """What else changes when the editor itself renames files or folders of a site."""
    folder = f"{asked.site.settings.docs_dir}/"
    moves: dict[str, str] = {}
    for each in files:
        old, new = server.session.find(each.old_uri), server.session.find(each.new_uri)
        if (
            old
            and new
            and old[0] is new[0] is asked.project
            and old[1].startswith(folder)
            and new[1].startswith(folder)
        ):
            moves |= rename.below(asked.site, old[1].removeprefix(folder), new[1].removeprefix(folder))
    if not moves:
        return None
    can_move = _can_move(server)
    changes = _or_error(lambda: rename.pages(asked.site, moves, asked.project.lines, can_move))
    own = {f"{folder}{old}" for old in moves}
    others = {old: new for old, new in changes.moves.items() if old not in own}
    return asked.converter.workspace_edit(changes._replace(moves=others), _takes_documents(server))


def _looks(server: Server) -> None:
    @server.feature(
        types.TEXT_DOCUMENT_COMPLETION,
        types.CompletionOptions(trigger_characters=["@", "[", "#", "(", "/", "^", "."]),
    )
    def _(params: types.CompletionParams) -> list[types.CompletionItem] | None:
        asked = server.asked(params.text_document.uri)
        if asked is None or asked.page is None:
            return None
        line = line_of(asked.lines, params.position.line + 1)
        found = completion.at(
            asked.site, asked.page, line, asked.converter.column(asked.path, params.position)
        )
        replaces = bool(server.can("text_document.completion.completion_item.insert_replace_support"))
        return asked.converter.completions(found, asked.path, params.position, replaces) if found else None

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    def _(params: types.HoverParams) -> types.Hover | None:
        asked = server.asked(params.text_document.uri)
        thing = asked.thing(params.position) if asked else None
        if asked is None or thing is None:
            return None
        said = hover.text(asked.site, asked.page, thing, asked.lines)
        content = types.MarkupContent(types.MarkupKind.PlainText, said)
        return types.Hover(content, asked.converter.range(thing.span)) if said else None

    @server.feature(types.TEXT_DOCUMENT_DEFINITION)
    def _(params: types.DefinitionParams) -> list[types.Location] | None:
        asked = server.asked(params.text_document.uri)
        thing = asked.thing(params.position) if asked else None
        if asked is None or thing is None:
            return None
        found = definition.of(asked.site, asked.page, thing, asked.lines)
        return [asked.converter.location(span) for span in found]

    @server.feature(types.TEXT_DOCUMENT_REFERENCES)
    def _(params: types.ReferenceParams) -> list[types.Location] | None:
        asked = server.asked(params.text_document.uri)
        thing = asked.thing(params.position) if asked else None
        if asked is None or thing is None:
            return None
        found = definition.references(asked.site, asked.page, thing, asked.project.lines)
        defined = definition.of(asked.site, asked.page, thing, asked.lines)
        hidden = () if params.context.include_declaration else defined
        return [asked.converter.location(span) for span in found if span not in hidden]

    @server.feature(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
    def _(
        params: types.DocumentSymbolParams,
    ) -> list[types.DocumentSymbol] | list[types.SymbolInformation] | None:
        asked = server.asked(params.text_document.uri)
        if asked is None or asked.page is None:
            return None
        symbols = asked.converter.symbols(asked.page)
        tree = server.can("text_document.document_symbol.hierarchical_document_symbol_support")
        return symbols if tree else list(convert.flat(symbols, params.text_document.uri))

    @server.feature(
        types.TEXT_DOCUMENT_CODE_ACTION,
        types.CodeActionOptions(code_action_kinds=[types.CodeActionKind.QuickFix]),
    )
    def _(params: types.CodeActionParams) -> list[types.CodeAction] | None:
        asked = server.asked(params.text_document.uri)
        return _repairs(server, asked, params) if asked else None


def _repairs(server: Server, asked: Asked, params: types.CodeActionParams) -> list[types.CodeAction]:
    problems = [
        each for each in server.session.problems.get(asked.project.root, ()) if each.path == asked.path
    ]
    first, last = params.range.start.line + 1, params.range.end.line + 1
    documents = _takes_documents(server)
    return [
        types.CodeAction(
            f'Write "{edit.new}" instead of "{problem.fix.old}"'
            if edit.new
            else f'Remove "{problem.fix.old}"',
            types.CodeActionKind.QuickFix,
            [each for each in params.context.diagnostics if each == asked.converter.diagnostic(problem)],
            is_preferred=True,
            edit=asked.converter.workspace_edit(rename.Changes([edit], {}), documents),
        )
        for problem, edit in diagnostics.repairs(problems, asked.lines, first, last)
        if problem.fix
    ]


def _names(server: Server) -> None:
    @server.feature(types.TEXT_DOCUMENT_PREPARE_RENAME)
    def _(params: types.PrepareRenameParams) -> types.PrepareRenamePlaceholder | None:
        asked = server.asked(params.text_document.uri)
        thing = asked.thing(params.position) if asked else None
        span = rename.span(asked.site, asked.page, thing, asked.project.lines) if asked and thing else None
        if asked is None or span is None:
            return None
        text = line_of(asked.lines, span.line)[span.start - 1 : span.end - 1]
        return types.PrepareRenamePlaceholder(asked.converter.range(span), text)

    @server.feature(types.TEXT_DOCUMENT_RENAME, types.RenameOptions(prepare_provider=True))
    def _(params: types.RenameParams) -> types.WorkspaceEdit | None:
        asked = server.asked(params.text_document.uri)
        thing = asked.thing(params.position) if asked else None
        if asked is None or thing is None:
            return None
        lines = asked.project.lines
        changes = _or_error(lambda: rename.rename(asked.site, asked.page, thing, params.new_name, lines))
        if changes.moves and not _can_move(server):
            raise _refused(
                "this editor cannot rename files: rename the file yourself; its links are told by the checks"
            )
        return asked.converter.workspace_edit(changes, _takes_documents(server))


def _or_error(changes: Callable[[], rename.Changes]) -> rename.Changes:
    try:
        return changes()
    except rename.RenameError as error:
        raise _refused(str(error)) from error


def _refused(message: str) -> JsonRpcException:
    return JsonRpcException(message, types.LSPErrorCodes.RequestFailed.value)


def _takes_documents(server: Server) -> bool:
    return bool(server.can("workspace.workspace_edit.document_changes"))


def _can_move(server: Server) -> bool:
    operations = server.can("workspace.workspace_edit.resource_operations") or ()
    return _takes_documents(server) and types.ResourceOperationKind.Rename in operations


if __name__ == "__main__":
    sys.exit(main())
