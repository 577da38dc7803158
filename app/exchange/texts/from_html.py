"""What is a piece of HTML in the Markdown of our questions, and what of it is lost?"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from app.exchange.bundle import Note
from app.exchange.texts.html_tree import BLOCKS, UNSEEN, Node, read_html
from app.exchange.texts.spans import (
    BREAK,
    Kind,
    Span,
    Written,
    plain,
    text_span,
    write_line,
    write_paragraph,
)
from app.quizzes.questions.base import N_

_RAISED = str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
_DROPPED = frozenset(
    {"iframe", "object", "embed", "video", "audio", "svg", "canvas", "applet", "input", "select"}
    | {"button", "textarea"}
)
_MARKED_UP = frozenset({"u", "s", "strike", "del", "ins", "mark", "font", "big", "small", "tt"})
_HARMLESS_STYLE = re.compile(r"(?:\s*(?:text-align|direction)\s*:\s*(?:left|start|ltr)\s*;?)*\s*")
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Text:
    """Words in our Markdown, and what of them was lost on the way."""

    markdown: str
    lost: tuple[Note, ...] = ()


@dataclass(slots=True)
class _Losses:
    found: dict[str, Note] = field(default_factory=dict)

    def add(self, template: str, **params: str | int) -> None:
        note = Note(template, params)
        self.found.setdefault(str(note), note)

    def __iter__(self) -> Iterator[Note]:
        return iter(self.found.values())


def block_of_html(source: str) -> Text:
    """Return HTML as blocks of Markdown: paragraphs, lists, tables, code and quotations."""
    losses = _Losses()
    markdown = _blocks(read_html(source).children, losses)
    return Text(markdown, tuple(losses))


def line_of_html(source: str) -> Text:
    """Return HTML as one line of Markdown: emphasis and code."""
    losses = _Losses()
    stretches = [one for one in _stretches(read_html(source).children, losses) if _says(one)]
    spans: list[Span] = []
    for one in stretches:
        spans += [text_span(" "), *one] if spans else one
    if len(stretches) > 1 or any(one.kind is Kind.BREAK for one in spans[1:-1]):
        words = _shown(plain(spans))
        losses.add(N_("the line breaks in “%(words)s”, which is one line here"), words=words)
    return Text(_kept(write_line(spans), losses), tuple(losses))


def _blocks(children: Sequence[Node | str], losses: _Losses) -> str:
    return "\n\n".join(_each_block(children, losses))


def _each_block(children: Sequence[Node | str], losses: _Losses) -> Iterator[str]:
    loose: list[Node | str] = []
    for child in children:
        if isinstance(child, Node) and _is_block(child):
            yield from _paragraph(loose, losses)
            loose = []
            yield from _block(child, losses)
        else:
            loose.append(child)
    yield from _paragraph(loose, losses)


def _is_block(node: Node) -> bool:
    """Whether an element is a block, or holds one as browsers let it: `<span><p>…</p></span>`."""
    return node.tag in BLOCKS or any(
        isinstance(one, Node) and _is_block(one) for one in node.children
    )


def _paragraph(children: Sequence[Node | str], losses: _Losses) -> Iterator[str]:
    for spans in _paragraphs(list(_spans(children, losses))):
        written = _kept(write_paragraph(spans), losses)
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


def _block(node: Node, losses: _Losses) -> Iterator[str]:
    _note_formatting(node, losses)
    rule = _RULES.get(node.tag)
    if node.tag in UNSEEN:
        return
    if rule is None:
        yield from _each_block(node.children, losses)
        return
    written = rule(node, losses)
    if written:
        yield written


def _heading(node: Node, losses: _Losses) -> str:
    words = _shown(" ".join(node.text().split()))
    if not words:
        return ""
    losses.add(N_("the heading “%(words)s” is a bold line"), words=words)
    strong = Span(Kind.STRONG, inner=tuple(_spans(node.children, losses)))
    return _kept(write_paragraph([strong]), losses)


def _bullets(node: Node, losses: _Losses) -> str:
    return _list(node, losses, lambda _place: "- ")


def _numbers(node: Node, losses: _Losses) -> str:
    start = node.attributes.get("start", "1")
    first = int(start) if re.fullmatch(r"\d{1,6}", start) else 1
    return _list(node, losses, lambda place: f"{first + place}. ")


def _list(node: Node, losses: _Losses, mark: Callable[[int], str]) -> str:
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


def _quotation(node: Node, losses: _Losses) -> str:
    inside = _blocks(node.children, losses)
    return "\n".join(f"> {line}".rstrip() for line in inside.split("\n")) if inside else ""


def _code(node: Node, _losses: _Losses) -> str:
    code = node.text().strip("\n")
    longest = max((len(run) for run in re.findall("`+", code)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}\n{code}\n{fence}" if code.strip() else ""


def _table(node: Node, losses: _Losses) -> str:
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


def _cell(cell: Node, losses: _Losses) -> str:
    spans: list[Span] = []
    for one in _stretches(cell.children, losses):
        spans += [text_span(" "), *one] if spans else one
    return _kept(write_line(spans), losses).replace("|", "\\|")


def _row(cells: Sequence[str], width: int, empty: str = "") -> str:
    return "| " + " | ".join((*cells, *[empty] * (width - len(cells)))) + " |"


def _alignment(cell: Node) -> str:
    classes = cell.classes()
    if "align-end" in classes:
        return "---:"
    return ":---:" if "align-center" in classes else "---"


def _hs_table(rows: Sequence[Sequence[Node]], losses: _Losses) -> str:
    body = [row for row in rows if row[0].tag == "th" and row[-1].tag == "td"]
    lines = [f"{row[0].text().strip()} | {_cell(row[-1], losses)}" for row in body]
    return "\n".join(("```hs", *lines, "```"))


def _rule(_node: Node, _losses: _Losses) -> str:
    return "---"


def _caption(node: Node, losses: _Losses) -> str:
    return _kept(write_paragraph(list(_spans(node.children, losses))), losses)


_RULES: Mapping[str, Callable[[Node, _Losses], str]] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), _heading),
    "ul": _bullets,
    "ol": _numbers,
    "blockquote": _quotation,
    "pre": _code,
    "table": _table,
    "hr": _rule,
    "figcaption": _caption,
}


def _stretches(children: Sequence[Node | str], losses: _Losses) -> Iterator[list[Span]]:
    """The lines of blocks, each as spans: what one line is made of."""
    loose: list[Node | str] = []
    for child in children:
        if isinstance(child, Node) and _is_block(child):
            yield list(_spans(loose, losses))
            loose = []
            _note_formatting(child, losses)
            if child.tag not in UNSEEN:
                yield from _stretches(child.children, losses)
        else:
            loose.append(child)
    yield list(_spans(loose, losses))


def _spans(children: Sequence[Node | str], losses: _Losses) -> Iterator[Span]:
    for child in children:
        if isinstance(child, str):
            yield text_span(child)
        else:
            yield from _element(child, losses)


def _element(node: Node, losses: _Losses) -> Iterator[Span]:
    _note_formatting(node, losses)
    rule = _INLINE.get(node.tag)
    if node.tag in _DROPPED:
        losses.add(N_("<%(element)s>, which a question cannot hold here"), element=node.tag)
    elif rule is not None:
        yield from rule(node, losses)
    elif node.tag not in UNSEEN and not _is_for_ears(node):
        yield from _spans(node.children, losses)


def _is_for_ears(node: Node) -> bool:
    """Whether it repeats, in our own published pages, what the structure says already."""
    return bool({"visually-hidden", "hs-dashes"} & set(node.classes()))


def _strong(node: Node, losses: _Losses) -> Iterator[Span]:
    yield Span(Kind.STRONG, inner=tuple(_spans(node.children, losses)))


def _emphasis(node: Node, losses: _Losses) -> Iterator[Span]:
    yield Span(Kind.EMPHASIS, inner=tuple(_spans(node.children, losses)))


def _inline_code(node: Node, _losses: _Losses) -> Iterator[Span]:
    kind = Kind.HS_CODE if "hs-code" in node.classes() else Kind.CODE
    yield Span(kind, node.text())


def _break(_node: Node, _losses: _Losses) -> Iterator[Span]:
    yield BREAK


def _image(node: Node, losses: _Losses) -> Iterator[Span]:
    name = node.attributes.get("src", "").rpartition("/")[2].partition("?")[0]
    is_data = node.attributes.get("src", "").startswith("data:")
    template = N_("the image %(name)s; its text alternative stands in its place")
    losses.add(template, name=_shown("data:" if is_data else name))
    yield text_span(f" {node.attributes.get('alt', '')} ")


def _link(node: Node, losses: _Losses) -> Iterator[Span]:
    address = node.attributes.get("href", "").strip()
    if address:
        losses.add(N_("the link to %(address)s; its words stay"), address=_shown(address))
    yield from _spans(node.children, losses)


def _raised(node: Node, losses: _Losses) -> Iterator[Span]:
    yield from _shifted(node, losses, (_RAISED, "^"))


def _lowered(node: Node, losses: _Losses) -> Iterator[Span]:
    yield from _shifted(node, losses, (_LOWERED, "_"))


def _shifted(node: Node, losses: _Losses, how: tuple[dict[int, int], str]) -> Iterator[Span]:
    table, mark = how
    words = node.text().strip()
    if words and all(ord(sign) in table for sign in words):
        yield text_span(words.translate(table))
        return
    losses.add(N_("letters raised or lowered: “%(words)s”"), words=_shown(words))
    yield text_span(mark if words else "")
    yield from _spans(node.children, losses)


_INLINE: Mapping[str, Callable[[Node, _Losses], Iterator[Span]]] = {
    "b": _strong,
    "strong": _strong,
    "i": _emphasis,
    "em": _emphasis,
    "cite": _emphasis,
    "code": _inline_code,
    "kbd": _inline_code,
    "samp": _inline_code,
    "br": _break,
    "img": _image,
    "a": _link,
    "sup": _raised,
    "sub": _lowered,
}


def _note_formatting(node: Node, losses: _Losses) -> None:
    style = node.attributes.get("style", "")
    if node.tag in _MARKED_UP or not _HARMLESS_STYLE.fullmatch(style):
        losses.add(N_("formatting: colour, size, underlining, alignment or the like"))


def _kept(written: Written, losses: _Losses) -> str:
    if not written.is_whole:
        words = _shown(written.markdown)
        losses.add(N_("emphasis inside words: “%(words)s”"), words=words)
    return written.markdown


def _says(spans: Sequence[Span]) -> bool:
    return bool(plain(spans).strip())


def _shown(words: str) -> str:
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"
