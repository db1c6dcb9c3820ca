"""First mentions of terms become links; what is not prose is left alone."""

from __future__ import annotations

import pytest

from edition.model import Page
from edition.render import term_links
from edition.sources import markdown
from edition.terms import Matcher, Term


def term(slug: str, name: str, *forms: str) -> Term:
    page = Page(f"docs/en/glossary/{slug}.md", f"en/glossary/{slug}.md", f"glossary/{slug}.md", None,
                markdown.parse(""))  # fmt: skip
    return Term(slug, page, name, "", "", forms)


TERMS = [
    term("trafficking", "trafficking in persons", "human trafficking", "traffickers", "trafficking"),
    term("consent", "consent"),
    term("asean", "ASEAN"),
    term("summit", "ASEAN Summit"),
    term("elements", "act, means and purpose"),
]
MATCHER = Matcher(TERMS)


def linked(html: str, own: str = "", language: str = "en") -> str:
    return term_links.link(html, MATCHER, language, lambda slug, words: f"[{slug}:{words}]", own)[0]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>Consent is given.</p>", "<p>[consent:Consent] is given.</p>"),
        ("<p>consent, consent</p>", "<p>[consent:consent], consent</p>"),
        ("<p>The ASEAN Summit and ASEAN</p>", "<p>The [summit:ASEAN Summit] and [asean:ASEAN]</p>"),
        ("<p>human\ntrafficking</p>", "<p>[trafficking:human\ntrafficking]</p>"),
        ("<p>Act, means and purpose.</p>", "<p>[elements:Act, means and purpose].</p>"),
        ("<p><em>consent</em></p>", "<p><em>[consent:consent]</em></p>"),
        ("<ul><li>ASEAN's</li></ul>", "<ul><li>[asean:ASEAN]'s</li></ul>"),
    ],
    ids=["case", "first only", "longest", "line end", "commas", "emphasis", "possessive"],
)
def test_the_first_mention_is_linked(html: str, expected: str) -> None:
    assert linked(html) == expected


@pytest.mark.parametrize(
    "html",
    [
        "<h2 id='a'>Consent</h2>",
        '<p><a href="x">about consent</a></p>',
        "<p><code>consent</code></p>",
        "<pre><code>consent <b>x</b> consent</code></pre>",
        "<blockquote><p>consent</p></blockquote>",
        '<p>He said "without consent" there</p>',
        "<p>“without consent”</p>",
        '<p><span lang="id">consent</span></p>',
        '<p><span class="no-term">consent</span></p>',
        '<section class="sources"><ul><li>consent</li></ul></section>',
        '<p class="admonition-title">Consent</p>',
        '<p title="consent"><img alt="consent" src="x.png"></p>',
        "<p><!-- consent --></p>",
        "<p>consents, non-consent, consent-based</p>",
        "<div data-no-terms><div><p>x</p></div><p>consent</p></div>",
    ],
)
def test_what_is_not_prose_is_left_alone(html: str) -> None:
    assert linked(html) == html


def test_what_follows_an_element_that_is_left_alone_is_linked() -> None:
    assert linked("<h2>A</h2><p>consent</p>") == "<h2>A</h2><p>[consent:consent]</p>"
    assert linked("<div data-no-terms><div>x</div></div>consent").endswith("[consent:consent]")


def test_the_page_of_a_term_does_not_link_to_itself() -> None:
    assert (
        linked("<p>consent to trafficking</p>", own="consent")
        == "<p>consent to [trafficking:trafficking]</p>"
    )


def test_a_link_of_the_author_is_the_first_mention() -> None:
    html = '<p><a class="term" href="c/" data-term="consent">agreement</a>, then consent</p>'
    whole, slugs = term_links.link(html, MATCHER, "en", lambda slug, words: f"[{words}]")
    assert whole == html
    assert slugs == ["consent"]


def test_a_form_without_a_word_is_found_nowhere() -> None:
    assert list(Matcher([term("dash", "—")]).find("one — two")) == []
