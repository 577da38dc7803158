"""What elements does a piece of HTML hold, however untidy it is?"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape

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
    """Return the tree of a piece of HTML; every text is one, so nothing can be wrong with it.

    It is read in time that grows with its length alone, which the parser of the standard library
    does not promise: 30,000 characters made for it take that half a minute.
    """
    builder = _Builder()
    place = 0
    text = _without_comments(source)
    for tag in _TAG.finditer(text):
        builder.text(text[place : tag.start()])
        place = tag.end()
        if tag["name"] is not None:
            builder.tag(tag)
    builder.text(text[place:])
    return builder.root


# No "<" stands inside a tag, and nothing is tried twice: that keeps the time linear.
_INSIDE = r"""(?P<inside>(?>"[^"<]*"|'[^'<]*'|[^<>"'])*+)"""
_TAG = re.compile(rf"<(?:(?P<end>/?)(?P<name>[a-zA-Z][a-zA-Z0-9:-]*+){_INSIDE}|[!?][^<>]*+)>")
_ATTRIBUTE = re.compile(
    r"""([^\s"'=/]++)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'=]++)))?""", re.DOTALL
)


def _without_comments(source: str) -> str:
    found, place = [], 0
    while (start := source.find("<!--", place)) >= 0:
        end = source.find("-->", start + 4)
        found.append(source[place:start])
        place = len(source) if end < 0 else end + 3
    return "".join((*found, source[place:]))


class _Builder:
    def __init__(self) -> None:
        self.root = Node("")
        self._open = [self.root]

    def text(self, words: str) -> None:
        """Take a text between two tags."""
        if words:
            self._open[-1].children.append(unescape(words))

    def tag(self, found: re.Match[str]) -> None:
        """Take a tag."""
        name = found["name"].lower()
        if found["end"]:
            self._end(name)
            return
        self._close_what_ends_before(name)
        attributes = {
            one[1].lower(): unescape(one[2] or one[3] or one[4] or "")
            for one in _ATTRIBUTE.finditer(found["inside"])
        }
        node = Node(name, attributes)
        self._open[-1].children.append(node)
        if name not in VOID and not found["inside"].endswith("/") and len(self._open) < MOST_DEPTH:
            self._open.append(node)

    def _end(self, name: str) -> None:
        for place in range(len(self._open) - 1, 0, -1):
            if self._open[place].tag == name:
                del self._open[place:]
                return

    def _close_what_ends_before(self, name: str) -> None:
        closed = _CLOSES.get(name, frozenset({"p"}) if name in BLOCKS else frozenset())
        for place in range(len(self._open) - 1, 0, -1):
            tag = self._open[place].tag
            if tag in closed:
                del self._open[place:]
            elif tag in _HOLDS:
                return
