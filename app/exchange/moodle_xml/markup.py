"""How is a Moodle XML file put together, line by line?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from xml.sax.saxutils import escape, quoteattr

from app.core.markdown import LABELS, render_block, render_inline

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_WRAPPER = re.compile(r'<div class="table-scroll"[^>]*>(.*?</table>)</div>', re.DOTALL)

Lines = Iterator[str]


def block_html(markdown: str, language: str) -> str:
    """Return blocks of our Markdown as HTML, without what only our own pages need around it."""
    return _WRAPPER.sub(r"\1", render_block(markdown, LABELS[language])).strip()


def line_html(markdown: str, language: str) -> str:
    """Return a line of our Markdown as HTML."""
    return render_inline(markdown, LABELS[language]).strip()


def element(name: str, text: object, attributes: Mapping[str, str] | None = None) -> Lines:
    """Yield an element that holds plain text."""
    yield f"<{name}{_attributes(attributes)}>{content(str(text))}</{name}>"


def around(name: str, inner: Iterable[str], attributes: Mapping[str, str] | None = None) -> Lines:
    """Yield an element with elements inside."""
    yield f"<{name}{_attributes(attributes)}>"
    yield from (f"  {line}" for line in inner)
    yield f"</{name}>"


def text(name: str, words: str, attributes: Mapping[str, str] | None = None) -> Lines:
    """Yield an element whose words stand in a `text` inside it."""
    yield from around(name, element("text", words), attributes)


def html(name: str, words: str, attributes: Mapping[str, str] | None = None) -> Lines:
    """Yield an element whose words are HTML."""
    yield from text(name, words, {**(attributes or {}), "format": "html"})


def remark(words: str) -> str:
    """Return a comment."""
    return f"<!-- {_ILLEGAL.sub(' ', words).replace('--', '- -').rstrip('-')} -->"


def content(words: str) -> str:
    """Return text as an element holds it: as it is, or in a section that needs no escapes."""
    legal = _ILLEGAL.sub(" ", words)
    if not any(sign in legal for sign in "<&"):
        return escape(legal)
    return f"<![CDATA[{legal.replace(']]>', ']]]]><![CDATA[>')}]]>"


def _attributes(attributes: Mapping[str, str] | None) -> str:
    return "".join(f" {name}={quoteattr(value)}" for name, value in (attributes or {}).items())
