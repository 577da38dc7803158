"""What elements does a piece of HTML hold, however untidy it is?"""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

from typing_extensions import override

MOST_DEPTH = 60

VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source"}
)
UNSEEN = frozenset({"script", "style", "template", "noscript", "head", "title"})
BLOCKS = frozenset(
    {
        *("address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "div"),
        *("dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3"),
        *("h4", "h5", "h6", "header", "hr", "html", "li", "main", "nav", "ol", "p", "pre"),
        *("section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
    }
)
_CLOSES: dict[str, frozenset[str]] = {
    "li": frozenset({"li", "p"}),
    "tr": frozenset({"tr", "td", "th", "p"}),
    "td": frozenset({"td", "th", "p"}),
    "th": frozenset({"td", "th", "p"}),
    "dt": frozenset({"dt", "dd", "p"}),
    "dd": frozenset({"dt", "dd", "p"}),
}
_HOLDS = frozenset({"ul", "ol", "table", "dl", "td", "th"})
"""What begins inside one of these closes nothing outside it."""


@dataclass(slots=True)
class Node:
    """An element, or the whole where `tag` is empty; children are elements and texts."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Node | str] = field(default_factory=list)

    def classes(self) -> list[str]:
        """The names in its class attribute."""
        return self.attributes.get("class", "").split()

    def text(self) -> str:
        """All texts in it, one after the other."""
        return "".join(one if isinstance(one, str) else one.text() for one in self.children)


def read_html(source: str) -> Node:
    """Return the tree of a piece of HTML; every text is one, so nothing can be wrong with it."""
    builder = _Builder()
    builder.feed(source)
    builder.close()
    return builder.root


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("")
        self._open = [self.root]

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._close_what_ends_before(tag)
        node = Node(tag, {name: value or "" for name, value in attrs})
        self._open[-1].children.append(node)
        if tag not in VOID and len(self._open) < MOST_DEPTH:
            self._open.append(node)

    @override
    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    @override
    def handle_endtag(self, tag: str) -> None:
        names = [one.tag for one in self._open]
        if tag in names[1:]:
            place = len(names) - 1 - names[::-1].index(tag)
            del self._open[place:]

    @override
    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)

    def _close_what_ends_before(self, tag: str) -> None:
        closed = _CLOSES.get(tag, frozenset({"p"}) if tag in BLOCKS else frozenset())
        for place in range(len(self._open) - 1, 0, -1):
            name = self._open[place].tag
            if name in closed:
                del self._open[place:]
            elif name in _HOLDS:
                return
