"""How is a line of a text written as HTML?"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from app.core.markdown import hs
from app.core.markdown.syntax import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from markdown_it.tree import SyntaxTreeNode

    from app.core.markdown.page import Page

_ANCHOR = re.compile(r"#[A-Za-z][A-Za-z0-9-]*")


def inline(node: SyntaxTreeNode, page: Page) -> str:
    """Return the HTML of inline content."""
    return "".join(_node(child, page) for child in node.children)


def hs_code(code: str) -> str:
    """Return an HS code as it is set everywhere."""
    return f'<code class="hs-code">{escape(code)}</code>'


def attribute(node: SyntaxTreeNode, name: str) -> str:
    """Return an attribute of a node, empty where it has none."""
    return str(node.attrs.get(name, ""))


def alternative(image: SyntaxTreeNode) -> str:
    """Return an image's text alternative."""
    return "".join(plain(child) for child in image.children).strip()


def _node(node: SyntaxTreeNode, page: Page) -> str:
    rule = _RULES.get(node.type)
    return rule(node, page) if rule else escape(node.content)


def _code(node: SyntaxTreeNode, _page: Page) -> str:
    code = hs.inline_code(node.content)
    return hs_code(code) if code else f"<code>{escape(node.content)}</code>"


def _emphasis(node: SyntaxTreeNode, page: Page) -> str:
    return f"<em>{inline(node, page)}</em>"


def _strong(node: SyntaxTreeNode, page: Page) -> str:
    return f"<strong>{inline(node, page)}</strong>"


def _softbreak(_node: SyntaxTreeNode, _page: Page) -> str:
    return "\n"


def _hardbreak(_node: SyntaxTreeNode, _page: Page) -> str:
    return "<br>\n"


def _image(node: SyntaxTreeNode, _page: Page) -> str:
    """Return the alternative of an image that stands inside a line, where none belongs."""
    return escape(alternative(node))


def _link(node: SyntaxTreeNode, page: Page) -> str:
    words = inline(node, page)
    kind, _, target = attribute(node, "href").partition(":")
    if kind == "term":
        return _term(target, words, page)
    href = _href(attribute(node, "href"), page)
    if href is None:
        return words
    rel = ' rel="external noopener"' if kind == "https" else ""
    return f'<a href="{escape(href)}"{rel}>{words}</a>'


def _href(written: str, page: Page) -> str | None:
    if written.startswith("https://") or _ANCHOR.fullmatch(written):
        return written
    if written.startswith("lesson:"):
        return page.library.lessons.get(written.removeprefix("lesson:"))
    image = page.library.images.get(written.removeprefix("media/"))
    return image.href if image else None


def _term(identifier: str, words: str, page: Page) -> str:
    card = page.library.terms.get(identifier)
    if card is None:
        return words
    page.terms[identifier] = card
    target = escape(f"term-{identifier}")
    return f'<button type="button" class="term" popovertarget="{target}">{words}</button>'


def _footnote_ref(node: SyntaxTreeNode, page: Page) -> str:
    number = node.meta["id"] + 1
    again = f"-{node.meta['subId'] + 1}" if node.meta["subId"] else ""
    label = escape(page.labels.footnote.format(n=number))
    return (
        f'<sup class="footnote-ref"><a href="#fn{number}" id="fnref{number}{again}"'
        f' aria-label="{label}">{number}</a></sup>'
    )


def _footnote_anchor(node: SyntaxTreeNode, page: Page) -> str:
    if node.meta["subId"]:
        return ""
    number = node.meta["id"] + 1
    label = escape(page.labels.footnote_back.format(n=number))
    return f' <a href="#fnref{number}" class="footnote-back" aria-label="{label}">↩︎</a>'


_RULES: Mapping[str, Callable[[SyntaxTreeNode, Page], str]] = {
    "inline": inline,
    "code_inline": _code,
    "em": _emphasis,
    "strong": _strong,
    "softbreak": _softbreak,
    "hardbreak": _hardbreak,
    "image": _image,
    "link": _link,
    "footnote_ref": _footnote_ref,
    "footnote_anchor": _footnote_anchor,
}
