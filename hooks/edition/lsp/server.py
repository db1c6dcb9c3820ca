"""The language server: thin events over stdio, each asks a pure module and converts what it says."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from lsprotocol import types
from pygls.uris import to_fs_path

from edition.lsp import looks, names
from edition.lsp.asked import Server
from edition.lsp.project import root_of

_WATCHED = "**/*.{md,markdown,bib,yml,yaml,csv,json,toml,css,js,png,jpg,jpeg,svg,webp,gif,avif,pdf}"


def make() -> Server:
    """A server that knows every event."""
    server = Server()
    for register in (_lifetime, _texts, looks.register, names.register):
        register(server)
    return server


def main(arguments: Sequence[str] = ()) -> int:
    """Serve one editor over stdin and stdout, until it is done. Raises SystemExit for options that there are not."""
    parser = argparse.ArgumentParser(
        prog="edition lsp", description="A language server: started by an editor."
    )
    parser.add_argument("--stdio", action="store_true", help="over stdin and stdout, as always")
    parser.parse_args(list(arguments))
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

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def _(params: types.DidChangeWatchedFilesParams) -> None:
        changed = [each.uri for each in params.changes if each.type == types.FileChangeType.Changed]
        listed = [each.uri for each in params.changes if each.type != types.FileChangeType.Changed]
        server.session.disk(changed)
        server.session.disk(listed, listed=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
