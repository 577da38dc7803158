"""Do words of other systems become Markdown that says the same, and is what is lost told?"""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.markdown import LABELS, render_block, render_inline
from app.exchange.making.ids import ids_of, slug
from app.exchange.making.numbers import as_share, percent, share_of_percent
from app.exchange.texts.formats import TextFormat, block_of, line_of
from app.quizzes.questions.checking import betrays_key
from tests.exchange.content import said

pytestmark = pytest.mark.pure


@pytest.mark.parametrize(
    ("html", "markdown"),
    (
        ("<p>a <b>b </b>c</p>", "a **b** c"),
        ("<b>a</b><b>b</b><i> c</i>", "**ab** *c*"),
        ("a<br>b", "a\\\nb"),
        ("a<br><br>b", "a\n\nb"),
        ("<div>a<p>b", "a\n\nb"),
        ("<ul><li>a<li>b<ol><li>c</ol></ul>", "- a\n- b\n  1. c"),
        ("<ol start=3><li><p>a</p><p>b</p></li></ol>", "3. a\n\n   b"),
        ("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b"),
        ("<pre>a\n  b</pre>", "```\na\n  b\n```"),
        ("<table><tr><th>a<th>b<tr><td>1|2<td><b>x</b></table>",
         "| a | b |\n| --- | --- |\n| 1\\|2 | **x** |"),
        ("<p>1. a</p>", "1\\. a"),
        ("<p>- a</p>", "\\- a"),
        ("<p># a</p>", "\\# a"),
        ("<p>a &amp;lt; b</p>", "a \\&lt; b"),
        ("<p>a &lt;b&gt; c</p>", "a <b> c"),
        ("m<sup>2</sup>, CO<sub>2</sub>", "m², CO₂"),
        ("<code>a`b</code>", "``a`b``"),
        ("<!-- note -->a<![if x]>b<?php c ?>d", "abd"),
        ('<code class="hs-code">0901.21</code>', "`HS 0901.21`"),
        ("Réponse\u00a0: oui", "Réponse\u00a0: oui"),
        ("2 * 3 = 6", "2 * 3 = 6"),
        ("<p></p><p>&nbsp;</p>", ""),
    ),
)  # fmt: skip
def test_html_becomes_markdown(html: str, markdown: str) -> None:
    found = block_of(html, TextFormat.HTML)

    assert (found.markdown, said(found.lost)) == (markdown, [])


@pytest.mark.parametrize(
    ("html", "markdown", "lost"),
    (
        ("<h2>A</h2>b", "**A**\n\nb", "the heading “A” is a bold line"),
        ('<a href="https://x.example">b</a>', "b", "the link to https://x.example; its words stay"),
        ('<img src="a/b.png?c" alt="d">', "d",
         "the image b.png; its text alternative stands in its place"),
        ("<u>a</u>", "a", "formatting: colour, size, underlining, alignment or the like"),
        ('<p style="color:red">a</p>', "a",
         "formatting: colour, size, underlining, alignment or the like"),
        ("a<video>b</video>", "a", "<video>, which a question cannot hold here"),
        ("x<sup>th</sup>", "x^th", "letters raised or lowered: “th”"),
        ("<table><tr><td>a<tr><td>b</table>", "| a |\n| --- |\n| b |",
         "a table without headings: its first row became them"),
        ("a<b>'b'</b>c", "a\\'b\\'c", "emphasis inside words: “a\\'b\\'c”"),
    ),
)  # fmt: skip
def test_what_is_lost_is_told(html: str, markdown: str, lost: str) -> None:
    found = block_of(html, TextFormat.HTML)

    assert (found.markdown, said(found.lost)) == (markdown, [lost])


def test_one_line_is_made_of_several_and_that_is_told() -> None:
    found = line_of("<p>a</p><ul><li>b</li></ul>", TextFormat.HTML)

    assert found.markdown == "a b"
    assert said(found.lost) == ["the line breaks in “a b”, which is one line here"]


def test_foreign_markdown_becomes_ours() -> None:
    found = block_of("# A\n\n[b](https://x.example) <b>c</b> **d**", TextFormat.MARKDOWN)

    assert found.markdown == "**A**\n\nb **c** **d**"
    assert said(found.lost) == [
        "the heading “A” is a bold line",
        "the link to https://x.example; its words stay",
    ]


TEXT = st.text(
    st.one_of(
        st.sampled_from("ab *_`#+-=~[]()<>&|\\!.:1'\"\n"),
        st.characters(exclude_categories=("Cs", "Cc", "Co", "Cn", "Cf", "Zl", "Zp")),
    ),
    max_size=40,
)


@settings(max_examples=150, deadline=None)
@given(text=TEXT)
def test_plain_text_is_shown_as_it_was(text: str) -> None:
    line = line_of(text, TextFormat.PLAIN).markdown
    block = block_of(text, TextFormat.PLAIN).markdown

    assert words_of(render_inline(line, LABELS["en"])) == text.split()
    assert words_of(render_block(block, LABELS["en"])) == text.split()


def words_of(html: str) -> list[str]:
    """The words of rendered HTML that holds no element but paragraphs and breaks."""
    text = html.replace("<p>", " ").replace("</p>", " ").replace("<br>", " ")
    for entity, sign in (("&lt;", "<"), ("&gt;", ">"), ("&nbsp;", " "), ("&amp;", "&")):
        text = text.replace(entity, sign)
    return text.split()


@pytest.mark.parametrize(
    ("text", "share"),
    (("50", "1/2"), ("33.33333", "1/3"), ("33.33", "1/3"), ("66.66667", "2/3"), ("16.66", "1/6"),
     ("14.28571", "1/7"), ("33", "33/100"), ("33.3", "333/1000"), ("-33.33333", "-1/3"),
     ("12.5", "1/8"), ("100", "1"), ("83.33333", "5/6"), ("0", "0")),
)  # fmt: skip
def test_a_third_that_is_written_in_decimals_is_a_third(text: str, share: str) -> None:
    found = share_of_percent(text)

    assert str(found) == share
    assert share_of_percent(percent(found)) == found


@pytest.mark.parametrize(
    ("share", "written"), (("1/2", 0.5), ("1", 1), ("1/3", "1/3"), ("-1/4", -0.25), ("2/7", "2/7"))
)
def test_shares_are_written_so_that_nothing_is_rounded(share: str, written: object) -> None:
    assert as_share(Fraction(share)) == written


def test_ids_tell_neither_the_key_nor_a_place() -> None:
    found = ids_of(
        ["Right answer", "Wrong answer", "Yes!", "Yes?", "北京", "", "true", "Œuvre d’été"]
    )

    assert len(set(found)) == 8
    assert not any(betrays_key(one) for one in found)
    assert found[2] == "yes"
    assert found[7] == "oeuvre-dete"
    assert all(one[0] == "x" for one in (*found[:2], *found[3:7]))


@settings(max_examples=100, deadline=None)
@given(text=TEXT)
def test_any_words_make_a_sound_slug_or_none(text: str) -> None:
    name = slug(text)

    assert name == "" or (name.strip("-") == name and len(name) <= 41 and name.isascii())
