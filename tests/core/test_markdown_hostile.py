"""Is everything that an author can write inert?"""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typing_extensions import override

from app.core.markdown import (
    LABELS,
    ImageFile,
    Library,
    TermCard,
    render_block,
    render_inline,
    render_lesson,
)
from app.core.markdown.clean import clean

pytestmark = pytest.mark.pure

EVIL = "\"><script>alert(1)</script><img src=x onerror=alert(1)><a href='javascript:x'>"
LIBRARY = Library(
    images={"a.png": ImageFile("/media/x/a.png", 1, 1)},
    terms={"heading": TermCard(EVIL, EVIL), EVIL: TermCard("x", "y")},
    lessons={"green": "./green"},
)
TAGS = {
    *("h2", "h3", "h4", "h5", "h6", "p", "br", "hr", "ul", "ol", "li", "blockquote", "pre"),
    *("em", "strong", "code", "sup", "span", "dfn", "a", "button", "img", "table", "caption"),
    *("thead", "tbody", "tr", "th", "td", "div", "section", "aside", "figure", "figcaption"),
}
ATTRIBUTES = {
    *("class", "id", "role", "aria-label", "aria-hidden", "href", "rel", "type", "popovertarget"),
    *("tabindex", "popover", "src", "alt", "width", "height", "loading", "start", "scope"),
    "data-check",
}


class Reader(HTMLParser):
    """Reads HTML as a browser's tokenizer would, and keeps what matters."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]


def assert_inert(html: str) -> None:
    reader = Reader()
    reader.feed(html)
    reader.close()
    assert set(reader.tags) <= TAGS
    assert {name for name, _ in reader.attributes} <= ATTRIBUTES
    for name, value in reader.attributes:
        if name in {"href", "src"}:
            assert re.match(r"https://|/media/|\./|#", value), value
    ids = Counter(value for name, value in reader.attributes if name == "id")
    assert [name for name, count in ids.items() if count > 1] == []


def rendered(source: str) -> str:
    return "".join(s.html for s in render_lesson(source, LABELS["en"], LIBRARY).segments)


HOSTILE = {
    "text": EVIL,
    "heading": f"## {EVIL}",
    "term": f"[{EVIL}](term:heading)",
    "term_id": f"[x](<term:{EVIL}>)",
    "alternative": f'![{EVIL}](media/a.png "x")',
    "caption": "![x](media/a.png '" + EVIL.replace("'", "") + "')",
    "unknown_image": f'![{EVIL}](<media/{EVIL}.png> "x")',
    "callout": f"::: rule {EVIL}\n{EVIL}\n:::",
    "callout_kind": f"::: {EVIL}\nx\n:::",
    "fence_kind": f"```{EVIL.replace('`', '')}\n{EVIL}\n```",
    "hs": f"```hs\n0901.21 * | {EVIL}\n{EVIL} | x\n```",
    "check": f"```check\n{EVIL}\n```",
    "hs_code": f"`HS {EVIL}`",
    "table": f"| {EVIL} |\n|---|\n| {EVIL} |",
    "footnote": f'x[^"><script>] y[^a]\n\n[^a]: {EVIL}\n[^"><script>]: z',
    "javascript": "[x](javascript:alert(1)) [y](JaVaScRiPt:alert(1)) [z](&#106;avascript:alert(1))",
    "data": "[x](data:text/html;base64,AAAA) ![y](data:image/svg+xml,<svg>)",
    "autolink": "<javascript:alert(1)> <https://example.org> <vbscript:x>",
    "anchor": '[x](#"><script>)',
    "protocol_relative": "[x](//evil.example/a)",
    "placeholders": '<div data-check="x"></div> <div data-drawing="0"></div>',
    "reference": f"[x][a]\n\n[a]: javascript:alert(1) '{EVIL.replace(chr(39), '')}'",
    "entity": "&lt;script&gt; &#60;script&#62; &#x3c;script&#x3e;",
    "control": "a\x00b <scr\x00ipt>\u202e</script>",
    "deep": "> " * 300 + "x",
    "deep_lists": "\n".join("  " * n + "- x" for n in range(200)),
    "brackets": "[" * 3000,
    "stars": "*a " * 3000,
}


@pytest.mark.parametrize("source", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_source_is_inert_in_a_lesson(source: str) -> None:
    assert_inert(rendered(source))


@pytest.mark.parametrize("source", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_source_is_inert_in_a_question(source: str) -> None:
    assert_inert(render_block(source, LABELS["fr"]))
    assert_inert(render_inline(source, LABELS["fr"]))


def test_second_lock_lets_nothing_through_that_the_first_forgot() -> None:
    found = clean(
        '<p onclick="x" style="color:red">a<script>b</script><iframe src="x"></iframe>'
        '<a href="javascript:x">c</a><img src="data:x" onerror="y"><svg><a href="x"/></svg>'
        '<form action="x"><input name="y"></form></p>'
    )

    assert_inert(found)
    assert found == "<p>a<a>c</a><img></p><p></p>"


PIECES = st.sampled_from(
    [
        *("## a", "# ", "*", "**", "`", "`HS 0901.21`", "```hs\n", "```check\n", "```\n"),
        *("::: rule x\n", ":::\n", "| a | b |\n|---|---|\n", "| x |", "[x](term:heading)"),
        *("[y](lesson:green)", "[", "]", "(", ")", "![a](media/a.png 'b')", "[^a]", "\n\n[^a]: b"),
        *("\n", "\n\n", "> ", "- ", "1. ", "  ", "<b>", "<script>", "\"'", "&amp;", "\\"),
        *("javascript:x", "0901.21 * | a\n", EVIL),
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES | st.text(max_size=8), max_size=30).map("".join))
def test_whatever_is_written_renders_and_is_inert(source: str) -> None:
    assert_inert(rendered(source))
    assert_inert(render_block(source, LABELS["en"]))


@settings(max_examples=50, deadline=None)
@given(st.lists(PIECES, max_size=20).map("".join))
def test_rendering_is_the_same_every_time(source: str) -> None:
    assert rendered(source) == rendered(source)
