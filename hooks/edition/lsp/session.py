"""The sites that an editor has open, and the problems that it shows for each."""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Iterable
from pathlib import Path

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.uris import from_fs_path, to_fs_path

from edition import checks
from edition.lsp import diagnostics
from edition.lsp.convert import Converter, grouped
from edition.lsp.project import CONFIG, CONFIGURING, Project, root_of
from edition.model import Problem, Site
from edition.report import explanations
from edition.sources.config import ConfigError

_LAST = "until it is mended, everything else is checked as the last one that could be read says"
_DELAY = 0.15  # seconds without a change, before everything is checked
_LOG = logging.getLogger(__name__)


class Session:
    """Everything that the server remembers between two messages."""

    def __init__(self, server: LanguageServer) -> None:
        self._server = server
        self._projects: dict[Path, Project] = {}
        self._tasks: dict[Path, asyncio.Task[None]] = {}
        self._stale: set[Path] = set()
        self._shown: dict[Path, dict[str, list[types.Diagnostic]]] = {}
        self._uris: dict[tuple[Path, str], str] = {}  # of what is open, exactly as the editor writes them
        self.problems: dict[Path, list[Problem]] = {}

    def find(self, uri: str) -> tuple[Project, str] | None:
        """The site in which a file lies, read if need be, and the path of the file in it."""
        name = to_fs_path(uri)
        root = root_of(Path(name).parent) if name else None
        return (self.load(root), Path(name).relative_to(root).as_posix()) if name and root else None

    def load(self, root: Path) -> Project:
        """The site of a folder."""
        if root not in self._projects:
            self._projects[root] = project = Project(root)
            project.take(*project.read())
        return self._projects[root]

    def converter(self, project: Project) -> Converter:
        """What turns places of a site into those of the editor."""
        texts = self._server.workspace.text_documents
        encoding = str(getattr(encoding := self._server.workspace.position_encoding, "value", encoding))

        def uri(path: str) -> str:
            # `..` is that of a file from which mkdocs.yml inherits: addresses are compared as they are written.
            name = os.path.normpath(project.root / path)
            return self._uris.get((project.root, path)) or from_fs_path(name) or ""

        def version(path: str) -> int | None:
            known = self._uris.get((project.root, path), "")
            return self._server.workspace.get_text_document(known).version if known and texts else None

        return Converter(project.lines, uri, version, encoding)

    def put(self, uri: str, text: str) -> None:
        """A file is open in the editor and reads like this."""
        if found := self.find(uri):
            project, path = found
            on_disk = (project.root / path).is_file()
            project.put(path, text)
            self._uris[project.root, path] = uri
            new = on_disk and path.endswith(".md") and not project.knows(path)
            self.refresh(project, again=new or path in CONFIGURING)

    def drop(self, uri: str) -> None:
        """A file is no longer open."""
        if found := self.find(uri):
            project, path = found
            self._uris.pop((project.root, path), None)
            project.drop(path)
            self.refresh(project, again=path in CONFIGURING)

    def disk(self, uris: Iterable[str], listed: bool = False) -> None:
        """Files have changed on disk; `listed`: some came or went."""
        for uri in uris:
            if found := self.find(uri):
                project, path = found
                only_text = project.knows(path) and not listed
                if only_text:
                    project.renew(path)
                self.refresh(project, again=not only_text)

    def refresh(self, project: Project, again: bool = False) -> None:
        """Check a site soon; `again`: after it has been read from disk again."""
        if again:
            self._stale.add(project.root)
        if running := self._tasks.get(project.root):
            running.cancel()
        self._tasks[project.root] = asyncio.get_running_loop().create_task(self._check(project))

    def stop(self) -> None:
        """Check nothing any more."""
        for task in self._tasks.values():
            task.cancel()

    async def _check(self, project: Project) -> None:
        try:
            await asyncio.sleep(_DELAY)
            if project.root in self._stale:
                found = await asyncio.to_thread(project.read)
                self._stale.discard(project.root)
                project.take(*found)
            self._show(project, await self._problems(project))
        except Exception:  # whatever is wrong with one text: the next change is checked again
            _LOG.exception("cannot check %s", project.root)

    async def _problems(self, project: Project) -> list[Problem]:
        site = project.site
        if site is None:
            return [diagnostics.unloadable(CONFIG, project.fault)]
        if project.fault:
            fault = diagnostics.unloadable(CONFIG, project.fault, _LAST)
            return [fault, *(each for each in await self._checked(project, site) if each.path != fault.path)]
        return await self._checked(project, site)

    async def _checked(self, project: Project, site: Site) -> list[Problem]:
        try:
            return await asyncio.to_thread(checks.run, site, None, project.policy, project.texts(site))
        except ConfigError as error:  # of what is read only when a rule asks for it
            return [diagnostics.unloadable(CONFIG, project.said(error))]

    def _show(self, project: Project, problems: list[Problem]) -> None:
        """Tell the editor what has changed, and of every open file that it has been checked."""
        self.problems[project.root] = problems
        converter = self.converter(project)
        explain = explanations(project.site) if project.site else str
        made = {
            path: [converter.diagnostic(each, explain(each.rule)) for each in own]
            for path, own in grouped(problems).items()
        }
        before = self._shown.get(project.root, {})
        self._shown[project.root] = made
        for path in sorted({*made, *before, *project.open}):
            if path in project.open or made.get(path) != before.get(path):
                self._server.text_document_publish_diagnostics(
                    types.PublishDiagnosticsParams(
                        converter.uri(path), made.get(path, []), converter.version(path)
                    )
                )
