"""What is a piece of HTML in the Markdown of our questions, and what of it is lost?"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.exchange.bundle import Note
from app.exchange.texts.html_lines import (
    Losses,
    is_block,
    kept,
    note_formatting,
    shown,
    spans_of,
    stretches,
)
from app.exchange.texts.html_tree import UNSEEN, Node, read_html
from app.exchange.texts.spans import (
    Kind,
    Span,
    plain,
    text_span,
    write_line,
    write_paragraph,
)
from app.quizzes.questions.base import N_


@dataclass(frozen=True, slots=True)
class Text:
    """Words in our Markdown, and what of them was lost on the way."""

    markdown: str
    lost: tuple[Note, ...] = ()


def block_of_html(source: str) -> Text:
    """Return HTML as blocks of Markdown: paragraphs, lists, tables, code and quotations."""
    losses = Losses()
    markdown = _blocks(read_html(source).children, losses)
    return Text(markdown, tuple(losses))


def line_of_html(source: str) -> Text:
    """Return HTML as one line of Markdown: emphasis and code."""
    losses = Losses()
    found = [one for one in stretches(read_html(source).children, losses) if _says(one)]
    spans: list[Span] = []
    for one in found:
        spans += [text_span(" "), *one] if spans else one
    if len(found) > 1 or any(one.kind is Kind.BREAK for one in spans[1:-1]):
        words = shown(plain(spans))
        losses.add(N_("the line breaks in “%(words)s”, which is one line here"), words=words)
    return Text(kept(write_line(spans), losses), tuple(losses))


def _blocks(children: Sequence[Node | str], losses: Losses) -> str:
    return "\n\n".join(_each_block(children, losses))


def _each_block(children: Sequence[Node | str], losses: Losses) -> Iterator[str]:
    loose: list[Node | str] = []
    for child in children:
        if isinstance(child, Node) and is_block(child):
            yield from _paragraph(loose, losses)
            loose = []
            yield from _block(child, losses)
        else:
            loose.append(child)
    yield from _paragraph(loose, losses)


def _paragraph(children: Sequence[Node | str], losses: Losses) -> Iterator[str]:
    for spans in _paragraphs(list(spans_of(children, losses))):
        written = kept(write_paragraph(spans), losses)
        if written:
            yield written


def _paragraphs(spans: Sequence[Span]) -> Iterator[list[Span]]:
    """Cut a paragraph where two line breaks follow each other, as many write paragraphs."""
    found: list[Span] = []
    for span in spans:
        last = [one for one in found[-2:] if one.kind is Kind.BREAK or one.text.strip()]
        if span.kind is Kind.BREAK and last and last[-1].kind is Kind.BREAK:
            yield found
            found = []
        found.append(span)
    yield found


def _block(node: Node, losses: Losses) -> Iterator[str]:
    note_formatting(node, losses)
    rule = _RULES.get(node.tag)
    if node.tag in UNSEEN:
        return
    if rule is None:
        yield from _each_block(node.children, losses)
        return
    written = rule(node, losses)
    if written:
        yield written


def _heading(node: Node, losses: Losses) -> str:
    words = shown(" ".join(node.text().split()))
    if not words:
        return ""
    losses.add(N_("the heading “%(words)s” is a bold line"), words=words)
    strong = Span(Kind.STRONG, inner=tuple(spans_of(node.children, losses)))
    return kept(write_paragraph([strong]), losses)


def _bullets(node: Node, losses: Losses) -> str:
    return _list(node, losses, lambda _place: "- ")


def _numbers(node: Node, losses: Losses) -> str:
    start = node.attributes.get("start", "1")
    first = int(start) if re.fullmatch(r"\d{1,6}", start) else 1
    return _list(node, losses, lambda place: f"{first + place}. ")


def _list(node: Node, losses: Losses, mark: Callable[[int], str]) -> str:
    """Return a list; its items stand close together unless one holds several paragraphs."""
    entries = [one for one in node.children if isinstance(one, Node)]
    bodies = [list(_each_block(one.children, losses)) for one in entries]
    loose = any(_is_loose(body) for body in bodies)
    between = "\n\n" if loose else "\n"
    items = [
        mark(place) + between.join(body).replace("\n", "\n" + " " * len(mark(place)))
        for place, body in enumerate(body for body in bodies if body)
    ]
    return re.sub(r"(?m)^ +$", "", between.join(items))


def _is_loose(body: Sequence[str]) -> bool:
    return len(body) > 2 or (len(body) == 2 and not re.match(r"- |\d+\. ", body[1]))


def _quotation(node: Node, losses: Losses) -> str:
    inside = _blocks(node.children, losses)
    return "\n".join(f"> {line}".rstrip() for line in inside.split("\n")) if inside else ""


def _code(node: Node, _losses: Losses) -> str:
    code = node.text().strip("\n")
    longest = max((len(run) for run in re.findall("`+", code)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}\n{code}\n{fence}" if code.strip() else ""


def _table(node: Node, losses: Losses) -> str:
    rows = [list(_cells(row)) for row in _rows(node)]
    rows = [row for row in rows if row]
    if not rows:
        return ""
    if "hs-table" in node.classes():
        return _hs_table(rows, losses)
    if any(cell.tag == "td" for cell in rows[0]):
        losses.add(N_("a table without headings: its first row became them"))
    if any({"colspan", "rowspan"} & set(cell.attributes) for row in rows for cell in row):
        losses.add(N_("cells of a table that span several"))
    width = max(len(row) for row in rows)
    lines = [_row([_cell(cell, losses) for cell in row], width) for row in rows]
    return "\n".join(
        (lines[0], _row([_alignment(one) for one in rows[0]], width, "---"), *lines[1:])
    )


def _rows(node: Node) -> Iterator[Node]:
    for child in node.children:
        if isinstance(child, Node) and child.tag == "tr":
            yield child
        elif isinstance(child, Node) and child.tag in {"thead", "tbody", "tfoot"}:
            yield from _rows(child)


def _cells(row: Node) -> Iterator[Node]:
    return (one for one in row.children if isinstance(one, Node) and one.tag in {"td", "th"})


def _cell(cell: Node, losses: Losses) -> str:
    spans: list[Span] = []
    for one in stretches(cell.children, losses):
        spans += [text_span(" "), *one] if spans else one
    return kept(write_line(spans), losses).replace("|", "\\|")


def _row(cells: Sequence[str], width: int, empty: str = "") -> str:
    return "| " + " | ".join((*cells, *[empty] * (width - len(cells)))) + " |"


def _alignment(cell: Node) -> str:
    classes = cell.classes()
    if "align-end" in classes:
        return "---:"
    return ":---:" if "align-center" in classes else "---"


def _hs_table(rows: Sequence[Sequence[Node]], losses: Losses) -> str:
    body = [row for row in rows if row[0].tag == "th" and row[-1].tag == "td"]
    lines = [f"{row[0].text().strip()} | {_cell(row[-1], losses)}" for row in body]
    return "\n".join(("```hs", *lines, "```"))


def _rule(_node: Node, _losses: Losses) -> str:
    return "---"


def _caption(node: Node, losses: Losses) -> str:
    return kept(write_paragraph(list(spans_of(node.children, losses))), losses)


_RULES: Mapping[str, Callable[[Node, Losses], str]] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), _heading),
    "ul": _bullets,
    "ol": _numbers,
    "blockquote": _quotation,
    "pre": _code,
    "table": _table,
    "hr": _rule,
    "figcaption": _caption,
}


def _says(spans: Sequence[Span]) -> bool:
    return bool(plain(spans).strip())
