"""What HTML does each thing that an author can write become?"""

from __future__ import annotations

from textwrap import dedent

import pytest

from app.core.markdown import (
    LABELS,
    ImageFile,
    Library,
    Rendered,
    Segment,
    TermCard,
    TocEntry,
    plain_line,
    render_block,
    render_inline,
    render_lesson,
    render_picture,
)

pytestmark = pytest.mark.pure

LIBRARY = Library(
    images={"scale.png": ImageFile("/media/ab12/scale.png", 640, 480)},
    drawings={"bag.svg": lambda label, prefix: f'<svg aria-label="{label}" id="{prefix}x"></svg>'},
    terms={"heading": TermCard("heading", "The first four digits.")},
    lessons={"green": "./green"},
)


def lesson(source: str, language: str = "en") -> Rendered:
    return render_lesson(dedent(source).strip(), LABELS[language], LIBRARY)


def html(source: str, language: str = "en") -> str:
    (segment,) = lesson(source, language).segments
    return segment.html


GOLDEN = {
    "paragraph": (
        "Some *soft* and **strong** words,\nand `code`.",
        "<p>Some <em>soft</em> and <strong>strong</strong> words,\nand <code>code</code>.</p>",
    ),
    "headings": (
        "## One\n### Two `x`\n## Three",
        '<h2 id="s1">One</h2>\n<h3 id="s2">Two <code>x</code></h3>\n<h2 id="s3">Three</h2>',
    ),
    "lists": (
        "- a\n- b\n\n3. c\n4. d",
        '<ul><li>a</li>\n<li>b</li></ul>\n<ol start="3"><li>c</li>\n<li>d</li></ol>',
    ),
    "quotation": ("> a", "<blockquote><p>a</p></blockquote>"),
    "code": ("```\na < b\n```", "<pre><code>a &lt; b\n</code></pre>"),
    "rule": ("a\n\n---\n\nb", "<p>a</p>\n<hr>\n<p>b</p>"),
    "hs_code": ("`HS 0901.21`", '<p><code class="hs-code">0901.21</code></p>'),
    "link": (
        "[out](https://example.org/?a=1&b=2)",
        '<p><a href="https://example.org/?a=1&amp;b=2" rel="external noopener">out</a></p>',
    ),
    "link_to_a_lesson": ("[green](lesson:green)", '<p><a href="./green">green</a></p>'),
    "link_to_a_heading": ("[up](#s1)", '<p><a href="#s1">up</a></p>'),
    "link_to_a_picture": (
        "[large](media/scale.png)",
        '<p><a href="/media/ab12/scale.png">large</a></p>',
    ),
    "picture": (
        '![A scale](media/scale.png "Weigh *first*")',
        (
            '<figure class="figure"><img src="/media/ab12/scale.png" alt="A scale" width="640"'
            ' height="480" loading="lazy"><figcaption>Weigh <em>first</em></figcaption></figure>'
        ),
    ),
    "drawing": (
        '![A bag](media/bag.svg "Beans")',
        (
            '<figure class="figure"><svg aria-label="A bag" id="d1-x"></svg>'
            "<figcaption>Beans</figcaption></figure>"
        ),
    ),
    "table": (
        "## Sum\n\n| a | b |\n|---|--:|\n| 1 | 2 |",
        (
            '<h2 id="s1">Sum</h2>\n<div class="table-scroll" role="region" tabindex="0"'
            ' aria-label="Table 1: Sum"><table><thead><tr><th scope="col">a</th>\n'
            '<th scope="col" class="align-end">b</th></tr></thead>\n<tbody><tr><td>1</td>\n'
            '<td class="align-end">2</td></tr></tbody></table></div>'
        ),
    ),
    "callout": (
        "::: warning Not *yet*\nWait.\n:::",
        (
            '<aside class="callout callout-warning" role="note"><p class="callout-title">'
            '<span class="callout-kind">Take care</span> '
            '<span class="callout-name">Not <em>yet</em>'
            "</span></p>\n<p>Wait.</p></aside>"
        ),
    ),
    "callout_without_title": (
        "::: example\nA.\n:::",
        (
            '<aside class="callout callout-example" role="note"><p class="callout-title">'
            '<span class="callout-kind">Example</span></p>\n<p>A.</p></aside>'
        ),
    ),
    "term": (
        "A [heading](term:heading), two [*headings*](term:heading).",
        (
            '<p>A <button type="button" class="term" popovertarget="term-heading">heading</button>,'
            ' two <button type="button" class="term" popovertarget="term-heading"><em>headings</em>'
            '</button>.</p>\n<div popover="" id="term-heading" class="term-card" role="note">'
            '<p class="term-name"><dfn>heading</dfn></p><p>The first four digits.</p></div>'
        ),
    ),
    "footnote": (
        "Sold together.[^a] Again.[^a]\n\n[^a]: Rule 3(b).",
        (
            '<p>Sold together.<sup class="footnote-ref"><a href="#fn1" id="fnref1"'
            ' aria-label="Footnote 1">1</a></sup> Again.<sup class="footnote-ref"><a href="#fn1"'
            ' id="fnref1-2" aria-label="Footnote 1">1</a></sup></p>\n<section class="footnotes"'
            ' aria-label="Footnotes"><ol><li id="fn1"><p>Rule 3(b). <a href="#fnref1"'
            ' class="footnote-back" aria-label="Back to the text of footnote 1">↩︎</a></p></li></ol>'
            "</section>"
        ),
    ),
    "html_is_text": (
        "<b>bold</b> <!-- no -->",
        "<p>&lt;b&gt;bold&lt;/b&gt; &lt;!-- no --&gt;</p>",
    ),
}


@pytest.mark.parametrize(("source", "expected"), GOLDEN.values(), ids=GOLDEN.keys())
def test_source_becomes_this_html(source: str, expected: str) -> None:
    assert html(source) == expected


def test_hs_table_has_headers_dashes_in_words_and_a_marked_answer() -> None:
    source = "```hs\n04.06 | Cheese\n0406.20 | Grated\n1902.19 * | Uncooked\n0407.00 | Eggs\n```"

    found = html(source)

    assert found == (
        '<div class="table-scroll" role="region" tabindex="0" aria-label="Table 1">'
        '<table class="hs-table"><caption class="visually-hidden">HS codes and their wording'
        '</caption><thead><tr><th scope="col">Code</th><th scope="col">Wording</th></tr></thead>'
        '<tbody><tr><th scope="row"><code class="hs-code">04.06</code></th><td>Cheese</td></tr>'
        '<tr><th scope="row"><code class="hs-code">0406.20</code></th>'
        '<td><span class="hs-dashes" aria-hidden="true">–</span>'
        '<span class="visually-hidden">One dash:</span> Grated</td></tr>'
        '<tr class="is-answer"><th scope="row"><code class="hs-code">1902.19</code></th>'
        '<td><span class="hs-dashes" aria-hidden="true">– –</span>'
        '<span class="visually-hidden">Two dashes:</span> Uncooked'
        ' <span class="hs-answer">Answer</span></td></tr>'
        '<tr><th scope="row"><code class="hs-code">0407.00</code></th><td>Eggs</td></tr>'
        "</tbody></table></div>"
    )


def test_french_page_has_french_labels() -> None:
    found = html("::: national\nA.\n:::\n\n```hs\n0406.20 * | Râpé\n```", "fr")

    for words in ("Pratique nationale", "Tableau 1", "Libellé", "Un tiret&nbsp;:", "Réponse"):
        assert words in found


def test_checks_cut_the_lesson_into_segments() -> None:
    rendered = lesson(
        """
        Before.

        ```check
        one
        ```

        ```check
        two
        ```

        After, a [heading](term:heading).
        """
    )

    assert rendered.segments[:3] == (
        Segment(html="<p>Before.</p>"),
        Segment(check="one"),
        Segment(check="two"),
    )
    assert rendered.segments[3].html.startswith("<p>After, a <button")
    assert rendered.segments[3].html.endswith("</p></div>")


def test_check_that_does_not_stand_alone_is_left_out() -> None:
    assert [s.check for s in lesson("- a\n\n  ```check\n  one\n  ```").segments] == [None]


def test_toc_and_search_text_are_plain_words() -> None:
    rendered = lesson(
        """
        ## The `HS 09` *beans*

        A [heading](term:heading).[^a]

        ![A scale](media/scale.png "Weigh it")

        ::: rule GIR **1**
        Words.
        :::

        ```hs
        09.01 | *Coffee*
        ```

        ### More

        [^a]: Note.
        """
    )

    assert rendered.toc == (TocEntry("s1", 2, "The HS 09 beans"), TocEntry("s2", 3, "More"))
    assert rendered.text.split("\n") == [
        "The HS 09 beans", "A heading.", "Weigh it", "GIR 1", "Words.", "09.01 Coffee", "More",
        "Note.",
    ]  # fmt: skip


def test_prompt_has_no_headings_links_or_answers_and_no_image_in_a_line() -> None:
    source = "# Big\n\n[a](https://x.org) ![b](media/c.png)\n\n```hs\n0901.21 * | Coffee\n```"

    found = render_block(source, LABELS["en"])

    assert found.startswith("<p>Big</p>\n<p>[a](https://x.org) b</p>\n")
    assert 'role="group"' in found
    assert "answer" not in found


def test_prompt_has_figures_whose_ids_are_its_own() -> None:
    source = 'See:\n\n![A bag](media/bag.svg "Beans")\n\n![A scale](media/scale.png "Scale")'

    found = render_block(source, LABELS["en"], LIBRARY, "sets-prompt-")

    assert found == (
        '<p>See:</p>\n<figure class="figure"><svg aria-label="A bag" id="sets-prompt-d1-x"></svg>'
        "<figcaption>Beans</figcaption></figure>\n"
        '<figure class="figure"><img src="/media/ab12/scale.png" alt="A scale" width="640"'
        ' height="480" loading="lazy"><figcaption>Scale</figcaption></figure>'
    )


def test_picture_on_its_own_is_an_image_a_drawing_or_nothing() -> None:
    image, drawing, nothing = (
        render_picture(name, "A <b>", LIBRARY, "q-") for name in ("scale.png", "bag.svg", "no.png")
    )

    size = 'width="640" height="480" loading="lazy"'
    assert image == f'<img src="/media/ab12/scale.png" alt="A &lt;b&gt;" {size}>'
    assert drawing == '<svg aria-label="A <b>" id="q-x"></svg>'
    assert not nothing


def test_line_has_emphasis_and_codes_only() -> None:
    found = render_inline("A *b* `HS 09.01`\n# c", LABELS["en"])

    assert found == 'A <em>b</em> <code class="hs-code">09.01</code> # c'
    assert plain_line("A *b* `c`") == "A b c"
