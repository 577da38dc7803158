"""What is a text in our Markdown, in whichever of four formats it was written?"""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import StrEnum

from markdown_it import MarkdownIt
from markdown_it.token import Token

from app.core.markdown.syntax import parse_line
from app.core.markdown.syntax import plain as plain_node
from app.exchange.bundle import Faulty, Note
from app.exchange.texts.from_html import Text, block_of_html, line_of_html
from app.exchange.texts.spaces import on_one_line
from app.exchange.texts.spans import (
    BREAK,
    Span,
    has_marks,
    text_span,
    write_line,
    write_paragraph,
)
from app.quizzes.questions.base import N_

MOST_TEXT = 12_000
"""The longest text of a question, in characters: Markdown made to be slow takes its square."""


class TextFormat(StrEnum):
    """How a text is written; AUTO is plain text that may hold HTML."""

    HTML = "html"
    MARKDOWN = "markdown"
    PLAIN = "plain"
    AUTO = "auto"


_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|<!--|&(?:[a-zA-Z]{2,8}|#\d{1,6});")
_FOREIGN = re.compile(r"[<\[#]")
_OPENING = re.compile(r"(?<!\\)((?:\\\\)*+)([<\[])")
_ESCAPED_OPENING = re.compile(r"(?<!\\)((?:\\\\)*+)\\([<\[])")
_NOT_OURS = frozenset({"image", "link", "heading", "html_inline", "html_block"})


def block_of(source: str, written: TextFormat) -> Text:
    """Return a text as blocks of our Markdown. Raises Faulty where it is too long."""
    text = _measured(source)
    match _format(text, written):
        case TextFormat.HTML:
            return block_of_html(text)
        case TextFormat.MARKDOWN:
            return _block_of_markdown(text)
        case _:
            return _block_of_plain(text)


def line_of(source: str, written: TextFormat) -> Text:
    """Return a text as one line of our Markdown. Raises Faulty where it is too long."""
    text = _measured(source)
    match _format(text, written):
        case TextFormat.HTML:
            return line_of_html(text)
        case TextFormat.MARKDOWN:
            return _line_of_markdown(text)
        case _:
            return _line_of_plain(text)


def plain_of(source: str, written: TextFormat) -> str:
    """Return the words of a text on one line, without any mark."""
    return plain_line(line_of(source, written).markdown)


def plain_line(markdown: str) -> str:
    """Return the words of one line of our Markdown, without any mark."""
    if not has_marks(markdown):
        return on_one_line(markdown).strip()
    return plain_node(parse_line(markdown).tree).strip()


def block_for_others(markdown: str) -> str:
    """Return our Markdown so that a reader which knows HTML and links takes it as we do."""
    return _for_others(markdown, _PARSER.parse)


def line_for_others(markdown: str) -> str:
    """Return a line of our Markdown likewise."""
    return _for_others(markdown, _PARSER.parseInline)


def _for_others(markdown: str, parse: Callable[[str], list[Token]]) -> str:
    if not _is_foreign(markdown, parse):
        return markdown
    return _OPENING.sub(r"\1\\\2", markdown)


def _format(text: str, written: TextFormat) -> TextFormat:
    if written is TextFormat.AUTO:
        return TextFormat.HTML if _TAG.search(text) else TextFormat.PLAIN
    return written


def _measured(source: str) -> str:
    if len(source) > MOST_TEXT:
        template = N_("A text has %(size)s characters; at most %(limit)s are read. Shorten it.")
        raise Faulty(template, size=len(source), limit=MOST_TEXT)
    return source.replace("\r\n", "\n").replace("\r", "\n").strip()


def _block_of_plain(text: str) -> Text:
    paragraphs = (one for one in re.split(r"\n\s*\n", text) if one.strip())
    return Text("\n\n".join(write_paragraph(_lines(one)).markdown for one in paragraphs))


def _lines(paragraph: str) -> list[Span]:
    spans: list[Span] = []
    for line in paragraph.strip().split("\n"):
        spans += [BREAK, text_span(line)] if spans else [text_span(line)]
    return spans


def _line_of_plain(text: str) -> Text:
    found = write_line([text_span(text)]).markdown
    return Text(found, _broken(text))


def _broken(text: str) -> tuple[Note, ...]:
    if "\n" not in text:
        return ()
    words = " ".join(text.split())[:60]
    return (Note(N_("the line breaks in “%(words)s”, which is one line here"), {"words": words}),)


def _block_of_markdown(text: str) -> Text:
    """Return Markdown as it is; where it holds what ours has not, by way of HTML."""
    if _is_foreign(text, _PARSER.parse):
        return block_of_html(_PARSER.render(text))
    return Text(_relaxed(text, _PARSER.parse))


def _line_of_markdown(text: str) -> Text:
    line = on_one_line(text)
    if not _is_foreign(line, _PARSER.parseInline):
        return Text(_relaxed(line, _PARSER.parseInline), _broken(text))
    whole = line_of_html(_PARSER.renderInline(line))
    return Text(whole.markdown, (*whole.lost, *_broken(text)))


def _relaxed(text: str, parse: Callable[[str], list[Token]]) -> str:
    """Return Markdown without the backslashes that `_for_others` puts in."""
    found = _ESCAPED_OPENING.sub(r"\1\2", text)
    return found if found != text and _is_foreign(found, parse) else text


def _is_foreign(text: str, parse: Callable[[str], list[Token]]) -> bool:
    if not _FOREIGN.search(text):
        return False
    tokens = parse(text)
    inner = [child for one in tokens for child in one.children or ()]
    return any(one.type.removesuffix("_open") in _NOT_OURS for one in (*tokens, *inner))


_PARSER = MarkdownIt("commonmark", {"html": True, "maxNesting": 20})
_PARSER.enable("table").disable("lheading")
