"""The language server, asked by a real client."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pytest_lsp import LanguageClient

from tests.lsp.editor import (
    START,
    applied,
    changed,
    completed,
    found,
    opened,
    renamed,
    underlined,
    until,
    where,
    written,
)
from tests.lsp.site import BIB, CONFIG, EN, EN_LAW, ID

pytestmark = pytest.mark.asyncio


async def test_a_sound_page_has_no_problems(client: LanguageClient, root: Path) -> None:
    uri = opened(client, root, START, EN)
    assert await found(client, uri, 0) == []


async def test_a_problem_is_underlined_as_soon_as_it_is_written_and_gone_when_mended(
    client: LanguageClient, root: Path
) -> None:
    text = EN.replace("rules/law.md#notes", "rules/lew.md").replace("See", "\U0001f600 See")
    uri = opened(client, root, START, EN)
    await found(client, uri, 0)
    changed(client, uri, text)
    (problem,) = await found(client, uri)
    assert underlined(text, problem.range) == "rules/lew.md"
    assert (problem.code, problem.source, problem.severity) == ("missing-page", "edition", 1)
    changed(client, uri, EN, 3)
    assert await found(client, uri, 0) == []


async def test_problems_of_files_that_are_not_open_are_shown_too(client: LanguageClient, root: Path) -> None:
    opened(client, root, "references.bib", BIB.replace("un2023", "un2022"))
    for name in ("docs/en/index.md", "docs/en/glossary/consent.md", "data/evidence.yml"):
        await until(client, lambda name=name: bool(client.diagnostics.get((root / name).as_uri())))
    assert {each.code for each in client.diagnostics[(root / START).as_uri()]} == {"unknown-citation"}


async def test_windows_line_ends_and_a_byte_order_mark_move_nothing(
    client: LanguageClient, root: Path
) -> None:
    text = "\ufeff" + EN.replace("@un2023", "@un2O23").replace("\n", "\r\n")
    uri = opened(client, root, START, text)
    (problem,) = await found(client, uri)
    assert underlined(EN.replace("@un2023", "@un2O23"), problem.range) == "@un2O23"


async def test_a_configuration_that_cannot_be_read_is_a_problem_of_mkdocs_yml(
    client: LanguageClient, root: Path
) -> None:
    await found(client, opened(client, root, START, EN), 0)
    uri = (root / "mkdocs.yml").as_uri()
    for text, count in ((CONFIG + "  - [", 1), (CONFIG, 0)):
        (root / "mkdocs.yml").write_text(text, encoding="utf-8")
        client.text_document_did_save(types.DidSaveTextDocumentParams(types.TextDocumentIdentifier(uri)))
        await until(client, lambda count=count: len(client.diagnostics.get(uri, ())) == count)


@pytest.mark.parametrize("named", ["parts/base.yml", "../base.yml"])
async def test_what_a_configuration_inherits_is_a_problem_of_its_own_file(
    client: LanguageClient, root: Path, named: str
) -> None:
    await found(client, opened(client, root, START, EN), 0)
    base = (root / named).resolve()
    (root.parent / "pyproject.toml").write_text("", encoding="utf-8")  # the top of the project
    base.parent.mkdir(exist_ok=True)
    base.write_text("copyright: A\nextra_css: [a.css\n", encoding="utf-8")
    (root / "mkdocs.yml").write_text(f"INHERIT: {named}\n{CONFIG}", encoding="utf-8")
    uri = (root / "mkdocs.yml").as_uri()
    client.text_document_did_save(types.DidSaveTextDocumentParams(types.TextDocumentIdentifier(uri)))
    (problem,) = await found(client, base.as_uri())
    assert (problem.code, problem.range.start) == ("configuration", types.Position(1, 11))
    assert problem.message.startswith("invalid YAML: did not find expected ',' or ']'")


async def test_a_deleted_page_is_missed_by_the_links_to_it(client: LanguageClient, root: Path) -> None:
    uri = opened(client, root, START, EN)
    await found(client, uri, 0)
    (root / "docs/en/rules/law.md").unlink()
    event = types.FileEvent((root / "docs/en/rules/law.md").as_uri(), types.FileChangeType.Deleted)
    client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([event]))
    problems = await found(client, uri, 2)
    assert {each.code for each in problems} == {"missing-page"}


async def test_a_page_that_was_never_saved_can_be_linked_to(client: LanguageClient, root: Path) -> None:
    uri = opened(client, root, START, EN.replace("rules/law.md#duty", "new.md"))
    assert "missing-page" in {each.code for each in await found(client, uri, 1)}
    opened(client, root, "docs/en/new.md", "# New\n")
    await until(client, lambda: "missing-page" not in {each.code for each in client.diagnostics[uri]})


async def test_files_of_no_site_and_files_that_are_no_pages_do_no_harm(
    client: LanguageClient, root: Path, tmp_path: Path
) -> None:
    for uri in ((tmp_path / "other.md").as_uri(), "untitled:Untitled-1", (root / "hooks.py").as_uri()):
        item = types.TextDocumentItem(uri, types.LanguageKind.Markdown, 1, "[@x](y.md)\n")
        client.text_document_did_open(types.DidOpenTextDocumentParams(item))
        document = types.TextDocumentIdentifier(uri)
        place = types.Position(0, 2)
        assert not await client.text_document_completion_async(types.CompletionParams(document, place))
        assert not await client.text_document_hover_async(types.HoverParams(document, place))
        assert not await client.text_document_definition_async(types.DefinitionParams(document, place))
    assert await found(client, opened(client, root, START, EN), 0) == []


async def test_keys_are_completed_with_their_sources(client: LanguageClient, root: Path) -> None:
    items = await completed(client, root, "# Start\n\n\U0001f600 [@un2023; @wul|]\n")
    assert list(items) == ["wulandari2024", "un2023"]
    item = items["wulandari2024"]
    assert item.detail == "Wulandari & Nugroho (2024) Fake jobs online"
    assert "Global Local Interactions, 4(1), 46–63." in str(item.documentation)
    assert isinstance(item.text_edit, types.InsertReplaceEdit | types.TextEdit)
    place = (
        item.text_edit.insert if isinstance(item.text_edit, types.InsertReplaceEdit) else item.text_edit.range
    )
    assert (place.start.character, place.end.character) == (14, 17)


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("[[con|]]", ["consent"]),
        ("[#|]", ["C001"]),
        ("x[^|]\n\n[^n]: Note", ["n"]),
        ("[a](rules/law.md#|)", ["law", "notes", "duty"]),
        ("[a]\n\n[a]: rules/law.md#|", ["law", "notes", "duty"]),
        ("# One\n\n[a](#|)", ["one"]),
    ],
)
async def test_terms_claims_footnotes_and_anchors_are_completed(
    client: LanguageClient, root: Path, text: str, offered: list[str]
) -> None:
    assert [name for name in await completed(client, root, text) if not name.startswith("fn")] == offered


@pytest.mark.parametrize("text", ["[a](|)", "[a]\n\n[a]: |"])
async def test_pages_are_completed_those_of_the_same_language_first(
    client: LanguageClient, root: Path, text: str
) -> None:
    items = await completed(client, root, text)
    order = sorted(items, key=lambda name: items[name].sort_text or "")
    assert order[:3] == ["glossary/consent.md", "rules/law.md", "../id/index.md"]
    assert items["../id/rules/law.md"].detail == "Hukum"


@pytest.mark.parametrize(
    ("sign", "said"),
    [
        ("wulandari", "Wulandari, D. A., & Nugroho, A. (2024). Fake jobs online. Global Local Interactions, "
         "4(1), 46–63. https://doi.org/10.22219/gli.v4i1.31604"),
        ("un2023", "United Nations (2023). Scams. United Nations."),
        ("consent]]", "Consent\n\nAgreement that is free and informed."),
        ("C001", "C001: The journal received it in January.\n\nconsistent"),
        ("the law", "Law › Notes"),
        ("rules/law.md#duty", "Law › Duty"),
        ("^a", "A note."),
    ],
)  # fmt: skip
async def test_hover(client: LanguageClient, root: Path, sign: str, said: str) -> None:
    uri = opened(client, root, START, EN)
    answer = await client.text_document_hover_async(
        types.HoverParams(types.TextDocumentIdentifier(uri), where(EN, sign, 1))
    )
    assert answer and isinstance(answer.contents, types.MarkupContent)
    assert answer.contents.value == said


@pytest.mark.parametrize(
    ("sign", "path", "line"),
    [
        ("un2023", "references.bib", 11),
        ("consent]]", "docs/en/glossary/consent.md", 1),
        ("C001", "data/evidence.yml", 0),
        ("rules/law.md#notes", "docs/en/rules/law.md", 4),
        ("#aims", "docs/en/index.md", 6),
        ("^a", "docs/en/index.md", 4),
    ],
)
async def test_definition(client: LanguageClient, root: Path, sign: str, path: str, line: int) -> None:
    uri = opened(client, root, START, EN)
    answer = await client.text_document_definition_async(
        types.DefinitionParams(types.TextDocumentIdentifier(uri), where(EN, sign, 1))
    )
    assert isinstance(answer, list)
    (place,) = answer
    assert isinstance(place, types.Location)
    assert (place.uri, place.range.start.line) == ((root / path).as_uri(), line)


async def test_references_of_a_source(client: LanguageClient, root: Path) -> None:
    uri = opened(client, root, "references.bib", BIB)
    document, context = types.TextDocumentIdentifier(uri), types.ReferenceContext(False)
    answer = await client.text_document_references_async(
        types.ReferenceParams(context, document, where(BIB, "un2023", 1))
    )
    assert [place.uri.removeprefix(f"{root.as_uri()}/") for place in answer or ()] == [
        "data/evidence.yml", "docs/en/glossary/consent.md", "docs/en/index.md", "docs/id/glossary/consent.md",
        "docs/id/index.md",
    ]  # fmt: skip


async def test_the_outline_is_that_of_the_headings(client: LanguageClient, root: Path) -> None:
    uri = opened(client, root, "docs/en/rules/law.md", EN_LAW)
    answer = await client.text_document_document_symbol_async(
        types.DocumentSymbolParams(types.TextDocumentIdentifier(uri))
    )
    (top,) = answer or ()
    assert isinstance(top, types.DocumentSymbol)
    assert top.name == "Law"
    assert [child.name for child in top.children or ()] == ["Notes", "Duty"]


async def test_a_certain_repair_is_offered_and_mends(client: LanguageClient, root: Path) -> None:
    wrong, right = (
        f"# Start\n\n\U0001f600 [Paper]({scheme}://example.org/).\n" for scheme in ("htps", "https")
    )
    uri = opened(client, root, START, wrong)
    await until(client, lambda: "misspelt-scheme" in {each.code for each in client.diagnostics.get(uri, ())})
    problems = [each for each in client.diagnostics[uri] if each.code == "misspelt-scheme"]
    document, context = types.TextDocumentIdentifier(uri), types.CodeActionContext(problems)
    actions = await client.text_document_code_action_async(
        types.CodeActionParams(document, problems[0].range, context)
    )
    (action,) = actions or ()
    assert isinstance(action, types.CodeAction)
    assert action.title == 'Write "https://example.org/" instead of "htps://example.org/"'
    assert list(action.diagnostics or ()) == problems
    assert action.edit and action.edit.document_changes
    (change,) = action.edit.document_changes
    assert isinstance(change, types.TextDocumentEdit)
    assert applied(wrong, [edit for edit in change.edits if isinstance(edit, types.TextEdit)]) == right


async def test_a_page_is_renamed_with_every_link_in_both_languages(
    client: LanguageClient, root: Path
) -> None:
    uri = opened(client, root, START, EN)
    edit = await renamed(client, uri, where(EN, "rules/law.md#notes"), "acts/treaty.md")
    texts = written(root, edit)
    assert sorted(texts) == [
        "docs/en/acts/treaty.md", "docs/en/index.md", "docs/id/acts/treaty.md", "docs/id/index.md", "mkdocs.yml",
    ]  # fmt: skip
    assert texts["docs/en/index.md"] == EN.replace("rules/law.md", "acts/treaty.md")
    assert texts["docs/id/index.md"] == ID.replace("rules/law.md", "acts/treaty.md")
    assert texts["mkdocs.yml"] == CONFIG.replace("en/rules/law.md", "en/acts/treaty.md")
    assert texts["docs/en/acts/treaty.md"] == EN_LAW


async def test_links_out_of_a_page_follow_it_to_another_depth(client: LanguageClient, root: Path) -> None:
    uri = opened(client, root, START, EN)
    texts = written(root, await renamed(client, uri, where(EN, "rules/law.md#notes"), "law.md"))
    assert texts["docs/en/law.md"] == EN_LAW.replace("(../", "(")


@pytest.mark.parametrize(
    ("new", "why"),
    [
        ("index.md", "exists already"),
        ("../law.md", "it has to stay below en/"),
        ("rules/law.txt", 'has to end in ".md"'),
        ("rules/the law.md", "no address can hold"),
        ("../../../law.md", "is no page"),
    ],
)
async def test_a_bad_name_for_a_page_is_refused(
    client: LanguageClient, root: Path, new: str, why: str
) -> None:
    uri = opened(client, root, START, EN)
    with pytest.raises(JsonRpcException, match=re.escape(why)):
        await renamed(client, uri, where(EN, "rules/law.md#notes"), new)


async def test_a_file_that_the_editor_renames_takes_its_counterpart_along(
    client: LanguageClient, root: Path
) -> None:
    opened(client, root, START, EN)
    old, new = ((root / f"docs/en/glossary/{name}.md").as_uri() for name in ("consent", "assent"))
    edit = await client.workspace_will_rename_files_async(
        types.RenameFilesParams([types.FileRename(old, new)])
    )
    assert edit and edit.document_changes
    moves = [each for each in edit.document_changes if isinstance(each, types.RenameFile)]
    assert [(each.old_uri, each.new_uri) for each in moves] == [
        (old.replace("/en/", "/id/"), new.replace("/en/", "/id/"))
    ]
    texts = written(root, edit)
    assert "[[consent]]" in texts.get("docs/en/index.md", EN)  # the name of the term still
    assert "[[assent]]" in texts["docs/id/index.md"]
    assert '"en/glossary/assent.md"' in texts["mkdocs.yml"]
    assert "(../glossary/assent.md)" in texts["docs/id/rules/law.md"]


async def test_a_heading_is_renamed_with_every_link_to_its_anchor(client: LanguageClient, root: Path) -> None:
    uri = opened(client, root, START, EN)
    document, place = types.TextDocumentIdentifier(uri), where(EN, "## Aims", 4)
    ready = await client.text_document_prepare_rename_async(types.PrepareRenameParams(document, place))
    assert isinstance(ready, types.PrepareRenamePlaceholder)
    assert (ready.placeholder, underlined(EN, ready.range)) == ("Aims", "Aims")
    texts = written(root, await renamed(client, uri, place, "What we want"))
    assert texts == {
        "docs/en/index.md": EN.replace("## Aims", "## What we want").replace("(#aims)", "(#what-we-want)"),
        "docs/en/rules/law.md": EN_LAW.replace("#aims", "#what-we-want"),
    }


async def test_an_id_of_its_own_is_renamed_in_both_languages(client: LanguageClient, root: Path) -> None:
    uri = opened(client, root, "docs/en/rules/law.md", EN_LAW)
    texts = written(root, await renamed(client, uri, where(EN_LAW, "## Duty", 4), "duties"))
    assert sorted(texts) == [
        "docs/en/index.md", "docs/en/rules/law.md", "docs/id/index.md", "docs/id/rules/law.md",
    ]  # fmt: skip
    assert all("duties" in text and not re.search(r"#duty\b", text) for text in texts.values())


async def test_a_key_is_renamed_wherever_it_is_cited(client: LanguageClient, root: Path) -> None:
    uri = opened(client, root, START, EN)
    texts = written(root, await renamed(client, uri, where(EN, "un2023", 1), "un2023scam"))
    assert sorted(texts) == [
        "data/evidence.yml", "docs/en/glossary/consent.md", "docs/en/index.md", "docs/id/glossary/consent.md",
        "docs/id/index.md", "references.bib",
    ]  # fmt: skip
    assert all("un2023scam" in text and not re.search(r"un2023\b", text) for text in texts.values())
    with pytest.raises(JsonRpcException, match="belongs to another source"):
        await renamed(client, uri, where(EN, "un2023", 1), "wulandari2024")
    with pytest.raises(JsonRpcException, match="is no citation key"):
        await renamed(client, uri, where(EN, "un2023", 1), "un 2023")


async def test_an_editor_that_can_do_little_gets_what_it_can_use(plain: LanguageClient, root: Path) -> None:
    text = EN.replace("See", "\U0001f600 Lihat é")
    uri = opened(plain, root, START, text)
    line = text.split("\n")[2].encode()
    place = types.Position(2, line.index(b"un2023"))
    edit = await renamed(plain, uri, place, "un2022")
    assert edit and edit.changes and not edit.document_changes
    (own,) = edit.changes[uri]
    assert line[own.range.start.character : own.range.end.character] == b"un2023"
    with pytest.raises(JsonRpcException, match="cannot rename files"):
        await renamed(plain, uri, types.Position(2, line.index(b"rules/")), "law.md")
    symbols = await plain.text_document_document_symbol_async(
        types.DocumentSymbolParams(types.TextDocumentIdentifier(uri))
    )
    assert [each.name for each in symbols or ()] == ["Start", "Aims"]
