"""What does the HTML inside a line say, as spans, and what of it is lost?"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from app.exchange.bundle import Note
from app.exchange.texts.html_tree import BLOCKS, UNSEEN, Node
from app.exchange.texts.spans import BREAK, Kind, Span, Written, text_span
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


@dataclass(slots=True)
class Losses:
    """What is lost of a text, each thing once."""

    found: dict[str, Note] = field(default_factory=dict)

    def add(self, template: str, **params: str | int) -> None:
        """Note one more thing."""
        note = Note(template, params)
        self.found.setdefault(str(note), note)

    def __iter__(self) -> Iterator[Note]:
        return iter(self.found.values())


def is_block(node: Node) -> bool:
    """Whether an element is a block, or holds one as browsers let it: `<span><p>…</p></span>`."""
    return node.tag in BLOCKS or any(
        isinstance(one, Node) and is_block(one) for one in node.children
    )


def stretches(children: Sequence[Node | str], losses: Losses) -> Iterator[list[Span]]:
    """The lines of blocks, each as spans: what one line is made of."""
    loose: list[Node | str] = []
    for child in children:
        if isinstance(child, Node) and is_block(child):
            yield list(spans_of(loose, losses))
            loose = []
            note_formatting(child, losses)
            if child.tag not in UNSEEN:
                yield from stretches(child.children, losses)
        else:
            loose.append(child)
    yield list(spans_of(loose, losses))


def spans_of(children: Sequence[Node | str], losses: Losses) -> Iterator[Span]:
    """Yield the spans of a line."""
    for child in children:
        if isinstance(child, str):
            yield text_span(child)
        else:
            yield from _element(child, losses)


def _element(node: Node, losses: Losses) -> Iterator[Span]:
    note_formatting(node, losses)
    rule = _INLINE.get(node.tag)
    if node.tag in _DROPPED:
        losses.add(N_("<%(element)s>, which a question cannot hold here"), element=node.tag)
    elif rule is not None:
        yield from rule(node, losses)
    elif node.tag not in UNSEEN and not _is_for_ears(node):
        yield from spans_of(node.children, losses)


def _is_for_ears(node: Node) -> bool:
    """Whether it repeats, in our own published pages, what the structure says already."""
    return bool({"visually-hidden", "hs-dashes"} & set(node.classes()))


def _strong(node: Node, losses: Losses) -> Iterator[Span]:
    yield Span(Kind.STRONG, inner=tuple(spans_of(node.children, losses)))


def _emphasis(node: Node, losses: Losses) -> Iterator[Span]:
    yield Span(Kind.EMPHASIS, inner=tuple(spans_of(node.children, losses)))


def _inline_code(node: Node, _losses: Losses) -> Iterator[Span]:
    kind = Kind.HS_CODE if "hs-code" in node.classes() else Kind.CODE
    yield Span(kind, node.text())


def _break(_node: Node, _losses: Losses) -> Iterator[Span]:
    yield BREAK


def _image(node: Node, losses: Losses) -> Iterator[Span]:
    name = node.attributes.get("src", "").rpartition("/")[2].partition("?")[0]
    is_data = node.attributes.get("src", "").startswith("data:")
    template = N_("the image %(name)s; its text alternative stands in its place")
    losses.add(template, name=shown("data:" if is_data else name))
    yield text_span(f" {node.attributes.get('alt', '')} ")


def _link(node: Node, losses: Losses) -> Iterator[Span]:
    address = node.attributes.get("href", "").strip()
    if address:
        losses.add(N_("the link to %(address)s; its words stay"), address=shown(address))
    yield from spans_of(node.children, losses)


def _raised(node: Node, losses: Losses) -> Iterator[Span]:
    yield from _shifted(node, losses, (_RAISED, "^"))


def _lowered(node: Node, losses: Losses) -> Iterator[Span]:
    yield from _shifted(node, losses, (_LOWERED, "_"))


def _shifted(node: Node, losses: Losses, how: tuple[dict[int, int], str]) -> Iterator[Span]:
    table, mark = how
    words = node.text().strip()
    if words and all(ord(sign) in table for sign in words):
        yield text_span(words.translate(table))
        return
    losses.add(N_("letters raised or lowered: “%(words)s”"), words=shown(words))
    yield text_span(mark if words else "")
    yield from spans_of(node.children, losses)


_INLINE: Mapping[str, Callable[[Node, Losses], Iterator[Span]]] = {
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


def note_formatting(node: Node, losses: Losses) -> None:
    """Note formatting that a question cannot have."""
    style = node.attributes.get("style", "")
    if node.tag in _MARKED_UP or not _HARMLESS_STYLE.fullmatch(style):
        losses.add(N_("formatting: colour, size, underlining, alignment or the like"))


def kept(written: Written, losses: Losses) -> str:
    """Return the Markdown that was written, and note emphasis that could not be."""
    if not written.is_whole:
        words = shown(written.markdown)
        losses.add(N_("emphasis inside words: “%(words)s”"), words=words)
    return written.markdown


def shown(words: str) -> str:
    """Return words as a note shows them, not too many."""
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"
