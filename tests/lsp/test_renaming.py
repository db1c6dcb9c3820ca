"""New names for what a site names in every way that there is, asked by a real client."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pytest_lsp import LanguageClient

from tests.lsp.editor import START, opened, renamed, where, written
from tests.lsp.site import BIB, CONFIG, EN, EN_LAW, EN_TERM, ID, ID_LAW, write

pytestmark = pytest.mark.asyncio

WHOLE = CONFIG.replace("pymdownx.superfences]", "pymdownx.superfences, pymdownx.snippets]").replace(
    "extra:\n", "extra:\n  translations: translations\n"
).replace(
    "markdown_extensions", """\
  - redirects:
      redirect_maps:
        old.md: en/rules/law.md#notes
        "old law.md": 'en/rules/law.md'
markdown_extensions"""
) + "site_url: https://example.org/case/\n"  # fmt: skip
PLAN = "docs/en/büro plan.md"
IDS = """\
# Ids

Go [{there}](#seat), <a href="#seat">{there}</a> [@un2023].

<a id="seat"></a>{there}

[](){{#spot}} [{there}](#spot)

{there}
{{: #para .lead }}

[{there}](ids.md#para)

--8<-- "parts/head.md"

[{there}](#shared-part) [{there}](#from-part)
"""
FILES = {
    "mkdocs.yml": WHOLE,
    "docs/en/ids.md": IDS.format(there="there"),
    "docs/id/ids.md": IDS.format(there="sana"),
    "translations/id/ids.md": IDS.format(there="there"),
    "parts/head.md": '## Shared part ##\n\n\U0001f600 <span id="from-part">Text</span>\n',
    START: f"""{EN}
<a href="rules/law/#notes">Law</a> <a href='/case/en/rules/law/index.html'>it</a> [it][1]
<a href="b%C3%BCro%20plan/">p</a>

[1]: <rules/law.md#notes> "The law"

--8<-- "parts/note.md"
""",
    "docs/id/index.md": f'{ID}\n<a href="rules/law/#duty">Hukum</a>\n\n--8<-- "parts/note.md"\n',
    "docs/en/rules/law.md": f'{EN_LAW}\n<a href="../../#aims">Aims</a> [plan](../b%C3%BCro%20plan.md)\n',
    "docs/id/rules/law.md": ID_LAW,
    "parts/note.md": "\U0001f600 See [it](rules/law.md#duty \"It\") [@un2023].\n",
    PLAN: "# Büro\n\n\U0001f600\U0001f600 [Law](rules/law.md#notes)\r\n",
    "translations/id/index.md": EN,
    "translations/id/rules/law.md": EN_LAW,
}  # fmt: skip


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write(tmp_path / "my site é", FILES)


def replaced(name: str, *pairs: tuple[str, str]) -> str:
    text = FILES[name]
    for old, new in pairs:
        text = text.replace(old, new)
    return text


def decoded(texts: dict[str, str]) -> dict[str, str]:
    return {unquote(name): text for name, text in texts.items()}


async def test_a_page_takes_along_everything_that_leads_to_it(client: LanguageClient, root: Path) -> None:
    uri = opened(client, root, START, FILES[START])
    edit = await renamed(client, uri, where(FILES[START], "rules/law.md#notes"), "treaty.md")
    texts = decoded(written(root, edit))
    assert texts == {
        START: replaced(START, ("rules/law", "treaty")),
        "docs/id/index.md": replaced("docs/id/index.md", ("rules/law", "treaty")),
        "docs/en/treaty.md": replaced(
            "docs/en/rules/law.md", ("(../", "("), ("../../#", "../#"), ("b%C3%BC", "bü")
        ),
        "docs/id/treaty.md": ID_LAW.replace("(../", "("),
        "parts/note.md": replaced("parts/note.md", ("rules/law", "treaty")),
        PLAN: replaced(PLAN, ("rules/law", "treaty")),
        "mkdocs.yml": WHOLE.replace("en/rules/law", "en/treaty"),
        "translations/id/index.md": EN.replace("rules/law", "treaty"),
        "translations/id/treaty.md": EN_LAW.replace("(../", "("),
    }


async def test_a_page_with_a_blank_and_a_letter_of_its_own_in_its_name(
    client: LanguageClient, root: Path
) -> None:
    law = FILES["docs/en/rules/law.md"]
    uri = opened(client, root, "docs/en/rules/law.md", law)
    texts = decoded(written(root, await renamed(client, uri, where(law, "b%C3%BCro", 2), "../rules/plan.md")))
    assert texts == {
        "docs/en/rules/law.md": law.replace("../b%C3%BCro%20plan.md", "plan.md"),
        START: replaced(START, ("b%C3%BCro%20plan/", "rules/plan/")),
        "docs/en/rules/plan.md": replaced(PLAN, ("rules/law.md", "law.md")),
    }


async def test_a_heading_takes_along_its_anchor_wherever_it_is_named(
    client: LanguageClient, root: Path
) -> None:
    law = FILES["docs/en/rules/law.md"]
    uri = opened(client, root, "docs/en/rules/law.md", law)
    texts = decoded(
        written(root, await renamed(client, uri, where(law, "## Notes", 4), "\U0001f600 Remarks"))
    )
    assert texts == {
        "docs/en/rules/law.md": law.replace("## Notes", "## \U0001f600 Remarks"),
        START: replaced(START, ("#notes", "#remarks")),
        PLAN: replaced(PLAN, ("#notes", "#remarks")),
        "mkdocs.yml": WHOLE.replace("law.md#notes", "law.md#remarks"),
        "translations/id/index.md": EN.replace("#notes", "#remarks"),
    }


async def test_an_id_is_renamed_in_snippets_raw_links_and_old_texts_too(
    client: LanguageClient, root: Path
) -> None:
    law = FILES["docs/en/rules/law.md"]
    uri = opened(client, root, "docs/en/rules/law.md", law)
    texts = decoded(written(root, await renamed(client, uri, where(law, "## Duty", 4), "duties")))
    assert texts == {
        name: re.sub(r"#duty\b", "#duties", FILES[name])
        for name in FILES
        if "#duty" in FILES[name]
    }  # fmt: skip


@pytest.mark.parametrize(
    ("sign", "into", "old", "new"),
    [
        ('id="seat"', 4, "seat", "place"),
        ("(){#spot}", 5, "spot", "dot.1"),
        ("#para .lead", 1, "para", "intro"),
        ("(#spot)", 3, "spot", "dot"),
    ],
    ids=["raw", "inline", "paragraph", "link"],
)
async def test_an_id_of_anything_is_renamed_with_its_links_in_both_languages(
    client: LanguageClient, root: Path, sign: str, into: int, old: str, new: str
) -> None:
    text = FILES["docs/en/ids.md"]
    uri = opened(client, root, "docs/en/ids.md", text)
    document, place = types.TextDocumentIdentifier(uri), where(text, sign, into)
    ready = await client.text_document_prepare_rename_async(types.PrepareRenameParams(document, place))
    assert isinstance(ready, types.PrepareRenamePlaceholder)
    assert ready.placeholder == old
    texts = decoded(written(root, await renamed(client, uri, place, new)))
    pages = ("docs/en/ids.md", "docs/id/ids.md", "translations/id/ids.md")
    assert texts == {name: replaced(name, (old, new)) for name in pages}
    with pytest.raises(JsonRpcException, match=r"/ids\.md has the id .from-part. already"):
        await renamed(client, uri, place, "from-part")
    with pytest.raises(JsonRpcException, match='"a b" is no id'):
        await renamed(client, uri, place, "a b")


@pytest.mark.parametrize(
    ("sign", "old", "new", "anchors"),
    [
        ("Shared part", "Shared part", "Common part", ("#shared-part", "#common-part")),
        ("from-part", "from-part", "of-part", ("#from-part", "#of-part")),
    ],
    ids=["heading", "id"],
)
async def test_what_lies_in_a_snippet_is_renamed_there(
    client: LanguageClient, root: Path, sign: str, old: str, new: str, anchors: tuple[str, str]
) -> None:
    text = FILES["parts/head.md"]
    uri = opened(client, root, "parts/head.md", text)
    document, place = types.TextDocumentIdentifier(uri), where(text, sign, 2)
    ready = await client.text_document_prepare_rename_async(types.PrepareRenameParams(document, place))
    assert isinstance(ready, types.PrepareRenamePlaceholder)
    assert ready.placeholder == old
    texts = decoded(written(root, await renamed(client, uri, place, new)))
    pages = ("docs/en/ids.md", "docs/id/ids.md", "translations/id/ids.md")
    assert texts == {
        "parts/head.md": text.replace(old, new),
        **{name: replaced(name, anchors) for name in pages},
    }


async def test_a_heading_of_a_snippet_that_would_be_none_is_refused(
    client: LanguageClient, root: Path
) -> None:
    text = FILES["parts/head.md"]
    uri = opened(client, root, "parts/head.md", text)
    with pytest.raises(JsonRpcException, match="gives no anchor"):
        await renamed(client, uri, where(text, "Shared", 2), "!!!")


async def test_a_key_is_renamed_in_snippets_and_old_texts_too(client: LanguageClient, root: Path) -> None:
    uri = opened(client, root, "references.bib", BIB)
    texts = decoded(written(root, await renamed(client, uri, where(BIB, "un2023", 1), "scams2023")))
    assert {"parts/note.md", "translations/id/index.md", START, "docs/id/index.md"} <= texts.keys()
    assert not [name for name, text in texts.items() if re.search(r"un2023\b", text)]


async def test_a_term_is_renamed_in_its_language(client: LanguageClient, root: Path) -> None:
    uri = opened(client, root, START, FILES[START])
    edit = await renamed(client, uri, where(FILES[START], "consent]]", 2), "free consent: yes")
    texts = decoded(written(root, edit))
    assert texts == {
        START: replaced(START, ("[[consent]]", "[[free consent: yes]]")),
        "docs/en/glossary/consent.md": EN_TERM.replace("term: consent", 'term: "free consent: yes"'),
        "translations/id/index.md": EN.replace("[[consent]]", "[[free consent: yes]]"),
    }
    with pytest.raises(JsonRpcException, match="is no name of a term"):
        await renamed(client, uri, where(FILES[START], "consent]]", 2), "a]b")


async def test_the_slug_of_a_term_is_the_name_of_its_pages(client: LanguageClient, root: Path) -> None:
    text = FILES["docs/id/index.md"]
    uri = opened(client, root, "docs/id/index.md", text)
    edit = await renamed(client, uri, where(text, "consent]]", 2), "assent")
    texts = decoded(written(root, edit))
    assert {"docs/en/glossary/assent.md", "docs/id/glossary/assent.md", "mkdocs.yml"} < texts.keys()
    assert texts["docs/id/index.md"] == text.replace("[[consent]]", "[[assent]]")


@pytest.mark.parametrize(("new", "why"), [("rules/law.md", ""), ("../old.md", "it has to stay below en/")])
async def test_a_name_that_stays_changes_nothing_and_a_bad_one_is_refused(
    client: LanguageClient, root: Path, new: str, why: str
) -> None:
    uri = opened(client, root, START, FILES[START])
    place = where(FILES[START], "rules/law.md#notes")
    if not why:
        edit = await renamed(client, uri, place, new)
        assert edit and not edit.document_changes
    else:
        with pytest.raises(JsonRpcException, match=re.escape(why)):
            await renamed(client, uri, place, new)


async def test_hover_and_definition_of_a_raw_link(client: LanguageClient, root: Path) -> None:
    uri = opened(client, root, START, FILES[START])
    document, place = types.TextDocumentIdentifier(uri), where(FILES[START], "rules/law/#notes", 2)
    said = await client.text_document_hover_async(types.HoverParams(document, place))
    assert said and isinstance(said.contents, types.MarkupContent)
    assert said.contents.value == "Law › Notes"
    found = await client.text_document_definition_async(types.DefinitionParams(document, place))
    assert isinstance(found, list)
    assert [(each.uri, each.range.start.line) for each in found if isinstance(each, types.Location)] == [
        ((root / "docs/en/rules/law.md").as_uri(), 4)
    ]
