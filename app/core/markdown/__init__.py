"""How does a course's Markdown become safe HTML?

`render_lesson` returns a page in segments: stretches of HTML and, between them, the ids of
knowledge checks. The page shows the HTML as it is and puts each check's form in its place.
`render_block` is for the prompt of a question, `render_inline` for a line of words,
`render_picture` for an image or drawing on its own.
All of it is deterministic and shows raw HTML as text. Grammar: docs/authoring.md.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from app.core.markdown import hs
from app.core.markdown.blocks import blocks, drawing_marker, line, picture, term_cards
from app.core.markdown.clean import clean
from app.core.markdown.labels import LABELS, Labels
from app.core.markdown.page import (
    ImageFile,
    Library,
    Page,
    Rendered,
    Segment,
    TermCard,
    TocEntry,
)
from app.core.markdown.syntax import CALLOUT, Document, parse, parse_line, parse_prompt, plain, walk

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "LABELS",
    "ImageFile",
    "Labels",
    "Library",
    "Rendered",
    "Segment",
    "TermCard",
    "TocEntry",
    "plain_line",
    "render_block",
    "render_inline",
    "render_lesson",
    "render_picture",
]

_CHECK = re.compile(r'<div data-check="([a-z0-9-]+)"></div>')


def render_lesson(source: str, labels: Labels, library: Library) -> Rendered:
    """Return a lesson's text as a page."""
    document = parse(source)
    page = Page(labels, library)
    body = blocks(document.tree, page)
    html = _with_drawings(clean("\n".join(filter(None, (body, term_cards(page))))), page)
    return Rendered(tuple(_segments(html)), tuple(page.toc), plain_text(document))


def render_block(
    source: str, labels: Labels, library: Library | None = None, prefix: str = ""
) -> str:
    """Return the safe HTML of a prompt: paragraphs, lists, tables, code, and figures.

    `prefix` keeps the ids of its drawings apart from those of other texts on the same page.
    """
    page = Page(labels, library or Library(), is_lesson=False, prefix=prefix)
    return _with_drawings(clean(blocks(parse_prompt(source).tree, page)), page)


def render_inline(source: str, labels: Labels) -> str:
    """Return the safe HTML of one line of words: emphasis and code."""
    return clean(line(source, Page(labels, Library(), is_lesson=False)))


def render_picture(name: str, alt: str, library: Library, prefix: str) -> str:
    """Return the safe HTML of a picture or drawing on its own, empty where there is none."""
    image, draw = library.images.get(name), library.drawings.get(name)
    if image is not None:
        return picture(image, alt)
    return draw(alt, prefix) if draw else ""


def plain_line(source: str) -> str:
    """Return the words of one line without its marks."""
    return plain(parse_line(source).tree).strip()


def plain_text(document: Document) -> str:
    """Return all words of a document, one block a line, for a search index."""
    return "\n".join(filter(None, (words.strip() for words in _words(document))))


def _with_drawings(html: str, page: Page) -> str:
    """Put the drawings, which are safe as they are, into the HTML that was sanitised."""
    for number, drawing in enumerate(page.drawings):
        html = html.replace(drawing_marker(number), drawing)
    return html


def _segments(html: str) -> Iterator[Segment]:
    for place, part in enumerate(_CHECK.split(html)):
        if place % 2:
            yield Segment(check=part)
        elif part.strip():
            yield Segment(html=part.strip())


def _words(document: Document) -> Iterator[str]:
    for node, _ in walk(document.tree):
        if node.type == "inline":
            yield plain(node)
        elif node.type == "image":
            yield plain_line(str(node.attrs.get("title", "")))
        elif node.type == CALLOUT:
            yield plain_line(node.info.strip().partition(" ")[2])
        elif node.type == "fence" and node.info.strip() == "hs":
            rows = (row for row in hs.rows(node.content) if isinstance(row, hs.Row))
            yield from (f"{row.code} {plain_line(row.words)}" for row in rows)
