"""How are the blocks of a text written as HTML?"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from app.core.markdown import hs
from app.core.markdown.inline import alternative, attribute, hs_code, inline
from app.core.markdown.page import TocEntry
from app.core.markdown.syntax import CALLOUT, figure_of, parse_line, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from markdown_it.tree import SyntaxTreeNode

    from app.core.markdown.page import ImageFile, Page


def blocks(node: SyntaxTreeNode, page: Page) -> str:
    """Return the HTML of a node's children, one block a line."""
    return "\n".join(filter(None, (block(child, page) for child in node.children)))


def block(node: SyntaxTreeNode, page: Page) -> str:
    """Return the HTML of one block."""
    rule = _RULES.get(node.type)
    return rule(node, page) if rule else inline(node, page)


def line(text: str, page: Page) -> str:
    """Return the HTML of one line of Markdown."""
    return inline(parse_line(text).tree, page)


def check_marker(identifier: str) -> str:
    """Return what holds a knowledge check's place until the text is cut into segments."""
    return f'<div data-check="{escape(identifier)}"></div>'


def drawing_marker(number: int) -> str:
    """Return what holds a drawing's place while the text around it is sanitised."""
    return f'<div data-drawing="{number}"></div>'


def picture(image: ImageFile, alt: str) -> str:
    """Return an image's HTML."""
    return (
        f'<img src="{escape(image.href)}" alt="{escape(alt)}" width="{image.width}"'
        f' height="{image.height}" loading="lazy">'
    )


def term_cards(page: Page) -> str:
    """Return the pop-overs of the terms that the page has used, each once."""
    return "\n".join(
        f'<div popover id="{escape(f"term-{identifier}")}" class="term-card" role="note">'
        f'<p class="term-name"><dfn>{escape(card.term)}</dfn></p>'
        f"<p>{escape(card.definition)}</p></div>"
        for identifier, card in page.terms.items()
    )


def _tag(name: str) -> Callable[[SyntaxTreeNode, Page], str]:
    def rule(node: SyntaxTreeNode, page: Page) -> str:
        return f"<{name}>{blocks(node, page)}</{name}>"

    return rule


def _heading(node: SyntaxTreeNode, page: Page) -> str:
    content = inline(node, page)
    if not page.is_lesson:
        return f"<p>{content}</p>"
    level = max(2, int(node.tag[1:]))
    entry = TocEntry(f"s{len(page.toc) + 1}", level, plain(node).strip())
    page.toc.append(entry)
    return f'<h{level} id="{entry.id}">{content}</h{level}>'


def _paragraph(node: SyntaxTreeNode, page: Page) -> str:
    image = figure_of(node)
    if image is not None:
        return _figure(image, page)
    content = inline(node, page)
    return content if node.hidden else f"<p>{content}</p>"


def _figure(image: SyntaxTreeNode, page: Page) -> str:
    name = attribute(image, "src").removeprefix("media/")
    alt = alternative(image)
    content = _picture(name, alt, page) or _drawing(name, alt, page) or f"<p>{escape(alt)}</p>"
    caption = line(attribute(image, "title"), page)
    return f'<figure class="figure">{content}<figcaption>{caption}</figcaption></figure>'


def _picture(name: str, alt: str, page: Page) -> str | None:
    image = page.library.images.get(name)
    return picture(image, alt) if image else None


def _drawing(name: str, alt: str, page: Page) -> str | None:
    draw = page.library.drawings.get(name)
    if draw is None:
        return None
    number = len(page.drawings)
    page.drawings.append(draw(alt, f"{page.prefix}d{number + 1}-"))
    return drawing_marker(number)


def _ordered_list(node: SyntaxTreeNode, page: Page) -> str:
    start = attribute(node, "start")
    opening = f'<ol start="{escape(start)}">' if start else "<ol>"
    return f"{opening}{blocks(node, page)}</ol>"


def _table(node: SyntaxTreeNode, page: Page) -> str:
    return _scrolling(f"<table>{blocks(node, page)}</table>", page)


def _scrolling(table: str, page: Page) -> str:
    """Let a wide table scroll by keyboard too; a landmark in a lesson, of which there is one."""
    role = "region" if page.is_lesson else "group"
    label = escape(page.next_table())
    return (
        f'<div class="table-scroll" role="{role}" tabindex="0" aria-label="{label}">{table}</div>'
    )


def _cell(node: SyntaxTreeNode, page: Page) -> str:
    align = attribute(node, "style").removeprefix("text-align:")
    names = {"right": ' class="align-end"', "center": ' class="align-center"'}
    scope = ' scope="col"' if node.tag == "th" else ""
    return f"<{node.tag}{scope}{names.get(align, '')}>{inline(node, page)}</{node.tag}>"


def _fence(node: SyntaxTreeNode, page: Page) -> str:
    kind = node.info.strip() if node.type == "fence" else ""
    if kind == "hs":
        return _hs_table(node.content, page)
    if kind == "check":
        # Only a check of its own can be cut out: one inside a list or call-out is a fault.
        is_cut_out = page.is_lesson and node.parent is not None and node.parent.is_root
        return check_marker(node.content.strip()) if is_cut_out else ""
    return f"<pre><code>{escape(node.content)}</code></pre>"


def _hs_table(content: str, page: Page) -> str:
    labels = page.labels
    body = "".join(_hs_row(row, page) for row in hs.rows(content) if isinstance(row, hs.Row))
    return _scrolling(
        f'<table class="hs-table"><caption class="visually-hidden">{escape(labels.hs_caption)}'
        f'</caption><thead><tr><th scope="col">{escape(labels.hs_code)}</th>'
        f'<th scope="col">{escape(labels.hs_words)}</th></tr></thead><tbody>{body}</tbody></table>',
        page,
    )


def _hs_row(row: hs.Row, page: Page) -> str:
    words = f"{_hs_dashes(row.code, page)}{line(row.words, page)}"
    cells = f'<th scope="row">{hs_code(row.code)}</th><td>{words}'
    if not row.is_answer or not page.is_lesson:
        return f"<tr>{cells}</td></tr>"
    answer = f'<span class="hs-answer">{escape(page.labels.hs_answer)}</span>'
    return f'<tr class="is-answer">{cells} {answer}</td></tr>'


def _hs_dashes(code: str, page: Page) -> str:
    """Return the dashes for the eye, and their number in words for the ear."""
    count = hs.dashes(code)
    if count == 0:
        return ""
    spoken = page.labels.hs_one_dash if count == 1 else page.labels.hs_two_dashes
    drawn = " ".join("–" * count)
    return (
        f'<span class="hs-dashes" aria-hidden="true">{drawn}</span>'
        f'<span class="visually-hidden">{escape(spoken)}</span> '
    )


def _callout(node: SyntaxTreeNode, page: Page) -> str:
    kind, _, title = node.info.strip().partition(" ")
    label = page.labels.callouts.get(kind)
    if label is None:
        return blocks(node, page)
    named = f' <span class="callout-name">{line(title, page)}</span>' if title.strip() else ""
    return (
        f'<aside class="callout callout-{kind}" role="note"><p class="callout-title">'
        f'<span class="callout-kind">{escape(label)}</span>{named}</p>\n'
        f"{blocks(node, page)}</aside>"
    )


def _footnotes(node: SyntaxTreeNode, page: Page) -> str:
    label = escape(page.labels.footnotes)
    return (
        f'<section class="footnotes" aria-label="{label}"><ol>{blocks(node, page)}</ol></section>'
    )


def _footnote(node: SyntaxTreeNode, page: Page) -> str:
    return f'<li id="fn{node.meta["id"] + 1}">{blocks(node, page)}</li>'


def _rule(_node: SyntaxTreeNode, _page: Page) -> str:
    return "<hr>"


_RULES: Mapping[str, Callable[[SyntaxTreeNode, Page], str]] = {
    "heading": _heading,
    "paragraph": _paragraph,
    "bullet_list": _tag("ul"),
    "ordered_list": _ordered_list,
    "list_item": _tag("li"),
    "blockquote": _tag("blockquote"),
    "table": _table,
    "thead": _tag("thead"),
    "tbody": _tag("tbody"),
    "tr": _tag("tr"),
    "th": _cell,
    "td": _cell,
    "fence": _fence,
    "code_block": _fence,
    "hr": _rule,
    CALLOUT: _callout,
    "footnote_block": _footnotes,
    "footnote": _footnote,
}
