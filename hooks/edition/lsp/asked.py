"""The server itself, what a request to it is about, and what its editor can do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, Protocol

from lsprotocol import types
from pygls.capabilities import get_capability
from pygls.exceptions import JsonRpcException
from pygls.lsp.server import LanguageServer

from edition.lsp import things
from edition.lsp.changes import Changes, RenameError
from edition.lsp.convert import Converter
from edition.lsp.project import Project
from edition.lsp.session import Session
from edition.model import Page, Site

_VERSION = "1"


class At(Protocol):
    """The parameters of a request that is about a place."""

    text_document: types.TextDocumentIdentifier
    position: types.Position


class Asked(NamedTuple):
    """What a request is about."""

    project: Project
    site: Site
    page: Page | None
    path: str
    lines: list[str]
    converter: Converter


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

    def pointed(self, at: At) -> tuple[Asked, things.Thing] | None:
        """The same with what stands at the place of a request; `None` where there is nothing."""
        asked = self.asked(at.text_document.uri)
        if asked is None:
            return None
        column = asked.converter.column(asked.path, at.position)
        thing = things.find(asked.site, asked.path, asked.lines, at.position.line + 1, column)
        return (asked, thing) if thing else None

    def can(self, capability: str) -> Any:
        """What the editor says about a capability, by its path, `None` for nothing."""
        return get_capability(self.client_capabilities, capability)


def or_refused(changes: Callable[[], Changes]) -> Changes:
    try:
        return changes()
    except RenameError as error:
        raise refused(str(error)) from error


def refused(message: str) -> JsonRpcException:
    return JsonRpcException(message, types.LSPErrorCodes.RequestFailed.value)


def takes_documents(server: Server) -> bool:
    return bool(server.can("workspace.workspace_edit.document_changes"))


def can_move(server: Server) -> bool:
    operations = server.can("workspace.workspace_edit.resource_operations") or ()
    return takes_documents(server) and types.ResourceOperationKind.Rename in operations
