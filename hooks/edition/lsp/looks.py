"""Events that change nothing: completion, hover, definition, references, outline, repairs on offer."""

from __future__ import annotations

from collections.abc import Iterable

from lsprotocol import types

from edition.lsp import completion, convert, definition, diagnostics, hover
from edition.lsp.asked import Asked, Server, takes_documents
from edition.lsp.changes import Changes
from edition.lsp.position import line_of
from edition.model import Problem


def register(server: Server) -> None:
    """Enter them all."""

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
        pointed = server.pointed(params)
        if pointed is None:
            return None
        asked, thing = pointed
        said = hover.text(asked.site, asked.page, thing, asked.lines)
        content = types.MarkupContent(types.MarkupKind.PlainText, said)
        return types.Hover(content, asked.converter.range(thing.span)) if said else None

    @server.feature(types.TEXT_DOCUMENT_DEFINITION)
    def _(params: types.DefinitionParams) -> list[types.Location] | None:
        pointed = server.pointed(params)
        if pointed is None:
            return None
        asked, thing = pointed
        found = definition.of(asked.site, asked.page, thing, asked.lines)
        return [asked.converter.location(span) for span in found]

    @server.feature(types.TEXT_DOCUMENT_REFERENCES)
    def _(params: types.ReferenceParams) -> list[types.Location] | None:
        pointed = server.pointed(params)
        if pointed is None:
            return None
        asked, thing = pointed
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
    documents = takes_documents(server)
    return [
        types.CodeAction(
            f'Write "{edit.new}" instead of "{problem.fix.old}"'
            if edit.new
            else f'Remove "{problem.fix.old}"',
            types.CodeActionKind.QuickFix,
            _same(problem, asked, params.context.diagnostics),
            is_preferred=True,
            edit=asked.converter.workspace_edit(Changes([edit], {}), documents),
        )
        for problem, edit in diagnostics.repairs(problems, asked.lines, first, last)
        if problem.fix
    ]


def _same(problem: Problem, asked: Asked, shown: Iterable[types.Diagnostic]) -> list[types.Diagnostic]:
    """The diagnostic that shows a problem, as the editor has it."""
    made = asked.converter.diagnostic(problem, "")
    return [each for each in shown if (each.code, each.range) == (made.code, made.range)]
