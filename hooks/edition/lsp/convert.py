"""Values of the core to those of the protocol."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from lsprotocol import types

from edition.lsp import diagnostics, position
from edition.lsp.changes import Changes
from edition.lsp.completion import Completions, Suggestion
from edition.lsp.position import Edit, Span, line_of
from edition.model import Heading, Page, Problem

_SEVERITIES = {"error": types.DiagnosticSeverity.Error, "advice": types.DiagnosticSeverity.Information}
_KINDS = {
    "citation": types.CompletionItemKind.Reference,
    "term": types.CompletionItemKind.Keyword,
    "claim": types.CompletionItemKind.Value,
    "page": types.CompletionItemKind.File,
    "file": types.CompletionItemKind.File,
    "anchor": types.CompletionItemKind.Property,
    "footnote": types.CompletionItemKind.Reference,
}


@dataclass(frozen=True)
class Converter:
    """`lines` gives those of a file, `uri` its address and `version` that of an open file, each by its path;
    `encoding` is that of columns, such as "utf-16"."""

    lines: Callable[[str], list[str]]
    uri: Callable[[str], str]
    version: Callable[[str], int | None]
    encoding: str

    def range(self, span: Span) -> types.Range:
        """The same piece of text, lines and columns from 0, columns in code units."""
        line = line_of(self.lines(span.path), span.line)
        start, end = (position.units(line, column, self.encoding) for column in (span.start, span.end))
        number = span.line - 1
        return types.Range(types.Position(number, start), types.Position(number, end))

    def column(self, path: str, place: types.Position) -> int:
        """The column (from 1) of a position in a file."""
        return position.column(line_of(self.lines(path), place.line + 1), place.character, self.encoding)

    def location(self, span: Span) -> types.Location:
        """A piece of text with the file it lies in."""
        return types.Location(self.uri(span.path), self.range(span))

    def edit(self, edit: Edit) -> types.TextEdit:
        """One change of a text."""
        return types.TextEdit(self.range(edit.span), edit.new)

    def diagnostic(self, problem: Problem, explained: str) -> types.Diagnostic:
        """A problem, underlined where it lies; `explained` is where its rule is: an address or a command."""
        address = explained.startswith(("http://", "https://"))
        return types.Diagnostic(
            range=self.range(diagnostics.span(problem, self.lines(problem.path))),
            message=diagnostics.message(problem),
            severity=_SEVERITIES[problem.severity],
            code=problem.rule,
            code_description=types.CodeDescription(explained) if address else None,
            source="edition",
        )

    def completions(
        self, found: Completions, path: str, place: types.Position, replaces: bool
    ) -> list[types.CompletionItem]:
        """Suggestions for a place. `replaces`: the editor can choose between inserting and replacing."""
        start, end = (
            self.range(Span(path, place.line + 1, column, column)).start
            for column in (found.start, found.end)
        )
        insert, replace = types.Range(start, place), types.Range(start, end)
        return [_item(one, insert, replace if replaces else None) for one in found.suggestions]

    def workspace_edit(self, changes: Changes, documents: bool) -> types.WorkspaceEdit:
        """All changes at once; files move after their texts have changed. `documents`: the editor takes
        changes of versions of documents."""
        by_path: dict[str, list[types.TextEdit]] = {}
        for edit in changes.edits:
            by_path.setdefault(edit.span.path, []).append(self.edit(edit))
        if not documents:
            return types.WorkspaceEdit({self.uri(path): edits for path, edits in by_path.items()})
        texts = [self._document(path, edits) for path, edits in by_path.items()]
        moves = [types.RenameFile(self.uri(old), self.uri(new)) for old, new in changes.moves.items()]
        return types.WorkspaceEdit(document_changes=[*texts, *moves])

    def _document(self, path: str, edits: Iterable[types.TextEdit]) -> types.TextDocumentEdit:
        known = types.OptionalVersionedTextDocumentIdentifier(self.uri(path), self.version(path))
        return types.TextDocumentEdit(known, list(edits))

    def symbols(self, page: Page) -> list[types.DocumentSymbol]:
        """The headings of a page, those of lower levels within those of higher ones."""
        lines = self.lines(page.path)
        own = [heading for heading in page.document.headings if not heading.place.path]
        ends = [_end(own, index, len(lines)) for index in range(len(own))]
        top: list[types.DocumentSymbol] = []
        within: list[tuple[int, types.DocumentSymbol]] = []
        for heading, end in zip(own, ends, strict=True):
            made = self._symbol(page.path, heading, end)
            while within and within[-1][0] >= heading.level:
                within.pop()
            siblings = within[-1][1].children if within else top
            assert siblings is not None  # each is made with a list
            siblings.append(made)  # type: ignore[attr-defined]  # declared as any sequence
            within.append((heading.level, made))
        return top

    def _symbol(self, path: str, heading: Heading, end: int) -> types.DocumentSymbol:
        line = line_of(self.lines(path), heading.place.line)
        title = self.range(Span(path, heading.place.line, heading.place.col, len(line) + 1))
        last = line_of(self.lines(path), end)
        whole = types.Range(title.start, self.range(Span(path, end, 1, len(last) + 1)).end)
        return types.DocumentSymbol(
            heading.text or heading.id or "#", types.SymbolKind.String, whole, title, children=[]
        )


def _end(headings: list[Heading], index: int, last: int) -> int:
    """The last line under a heading."""
    level = headings[index].level
    after = (each.place.line - 1 for each in headings[index + 1 :] if each.level <= level)
    return max(next(after, last), headings[index].place.line)


def _item(one: Suggestion, insert: types.Range, replace: types.Range | None) -> types.CompletionItem:
    edit = types.InsertReplaceEdit(one.text, insert, replace) if replace else types.TextEdit(insert, one.text)
    return types.CompletionItem(
        label=one.text,
        kind=_KINDS[one.kind],
        detail=one.detail or None,
        documentation=one.documentation or None,
        sort_text=one.order or None,
        filter_text=one.filter or None,
        text_edit=edit,
    )


def flat(symbols: Iterable[types.DocumentSymbol], uri: str) -> Iterable[types.SymbolInformation]:
    """The same headings for an editor that knows no tree of them."""
    for symbol in symbols:
        yield types.SymbolInformation(types.Location(uri, symbol.range), symbol.name, symbol.kind)
        yield from flat(symbol.children or (), uri)


def grouped(problems: Iterable[Problem]) -> Mapping[str, list[Problem]]:
    """The problems of each file."""
    found: dict[str, list[Problem]] = {}
    for problem in problems:
        found.setdefault(problem.path, []).append(problem)
    return found
