"""A real editor's side of the protocol, and the server in a process of its own."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_lsp
from lsprotocol import types
from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities

from tests.lsp.site import write

COMMAND = [sys.executable, "-m", "edition.cli", "lsp"]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The folder of a sound site."""
    return write(tmp_path / "my site")  # a blank, which addresses encode


async def started(lsp_client: LanguageClient, root: Path) -> None:
    """Let Visual Studio Code open a folder."""

    @lsp_client.feature(types.CLIENT_REGISTER_CAPABILITY)
    def _(params: types.RegistrationParams) -> None:
        """Agree to watch the files."""

    folder = types.WorkspaceFolder(root.as_uri(), "site")
    await lsp_client.initialize_session(
        types.InitializeParams(client_capabilities("visual-studio-code"), workspace_folders=[folder])
    )


@pytest_lsp.fixture(config=ClientServerConfig(server_command=COMMAND))
async def client(lsp_client: LanguageClient, root: Path) -> AsyncIterator[None]:
    """Visual Studio Code, with the site as its folder."""
    await started(lsp_client, root)
    yield
    await lsp_client.shutdown_session()


@pytest_lsp.fixture(config=ClientServerConfig(server_command=COMMAND))
async def plain(lsp_client: LanguageClient, root: Path) -> AsyncIterator[None]:
    """An editor that can do next to nothing, and counts columns in bytes."""
    general = types.GeneralClientCapabilities(position_encodings=[types.PositionEncodingKind.Utf8])
    await lsp_client.initialize_session(
        types.InitializeParams(types.ClientCapabilities(general=general), root_uri=root.as_uri())
    )
    yield
    await lsp_client.shutdown_session()
