"""Events that give new names: to what stands in a text, and to files."""

from __future__ import annotations

from collections.abc import Iterable

from lsprotocol import types

from edition.lsp import moves, rename
from edition.lsp.asked import Asked, Server, can_move, or_refused, refused, takes_documents
from edition.lsp.position import line_of

_FILES = types.FileOperationRegistrationOptions(
    [types.FileOperationFilter(types.FileOperationPattern("**/*"), "file")]
)


def register(server: Server) -> None:
    """Enter them all."""
    _things(server)
    _files(server)


def _things(server: Server) -> None:
    @server.feature(types.TEXT_DOCUMENT_PREPARE_RENAME)
    def _(params: types.PrepareRenameParams) -> types.PrepareRenamePlaceholder | None:
        pointed = server.pointed(params)
        if pointed is None:
            return None
        asked, thing = pointed
        span = rename.span(asked.site, asked.page, thing, asked.project.lines)
        if span is None:
            return None
        text = line_of(asked.lines, span.line)[span.start - 1 : span.end - 1]
        return types.PrepareRenamePlaceholder(asked.converter.range(span), text)

    @server.feature(types.TEXT_DOCUMENT_RENAME, types.RenameOptions(prepare_provider=True))
    def _(params: types.RenameParams) -> types.WorkspaceEdit | None:
        pointed = server.pointed(params)
        if pointed is None:
            return None
        asked, thing = pointed
        lines = asked.project.lines
        changes = or_refused(
            lambda: rename.rename(
                asked.site, asked.page, thing, params.new_name, lines, asked.project.read_as
            )
        )
        if changes.moves and not can_move(server):
            raise refused(
                "this editor cannot rename files: rename the file yourself; its links are told by the checks"
            )
        return asked.converter.workspace_edit(changes, takes_documents(server))


def _files(server: Server) -> None:
    @server.feature(types.WORKSPACE_DID_RENAME_FILES, _FILES)
    def _(params: types.RenameFilesParams) -> None:
        server.session.disk([each.new_uri for each in params.files], listed=True)

    @server.feature(types.WORKSPACE_WILL_RENAME_FILES, _FILES)
    def _(params: types.RenameFilesParams) -> types.WorkspaceEdit | None:
        asked = server.asked(params.files[0].old_uri) if params.files else None
        return _moved(server, asked, params.files) if asked else None


def _moved(server: Server, asked: Asked, files: Iterable[types.FileRename]) -> types.WorkspaceEdit | None:
    """What else changes when the editor itself renames files or folders of a site."""
    folder = f"{asked.site.settings.docs_dir}/"
    moved: dict[str, str] = {}
    for each in files:
        old, new = server.session.find(each.old_uri), server.session.find(each.new_uri)
        if (
            old
            and new
            and old[0] is new[0] is asked.project
            and old[1].startswith(folder)
            and new[1].startswith(folder)
        ):
            moved |= moves.below(asked.site, old[1].removeprefix(folder), new[1].removeprefix(folder))
    if not moved:
        return None
    moving = can_move(server)
    changes = or_refused(lambda: moves.pages(asked.site, moved, asked.project.lines, moving))
    own = {f"{folder}{old}" for old in moved}
    others = {old: new for old, new in changes.moves.items() if old not in own}
    return asked.converter.workspace_edit(changes._replace(moves=others), takes_documents(server))
