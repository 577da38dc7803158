"""What is the tree of a course's Markdown?

CommonMark with tables, footnotes and call-outs; raw HTML stays text. Grammar: docs/authoring.md.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.container import container_plugin
from mdit_py_plugins.footnote import footnote_plugin

if TYPE_CHECKING:
    from collections.abc import Iterator

CALLOUT = "container_callout"
MAX_NESTING = 20
_SPACES = re.compile(r"[ \t\r\n\f\v]+")
"""What a line may be broken at; no-break spaces are not among them, as French needs them."""


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed text; `footnotes` maps each defined label to whether the text refers to it."""

    source: str
    tree: SyntaxTreeNode
    footnotes: dict[str, bool]


def parse(source: str) -> Document:
    """Parse the text of a lesson."""
    return _parse(_lesson_parser(), source)


def parse_prompt(source: str) -> Document:
    """Parse the prompt of a question: no links, footnotes or call-outs.

    Headings are parsed, so that the checker can refuse them; they are shown as paragraphs.
    """
    return _parse(_prompt_parser(), source)


def parse_line(source: str) -> Document:
    """Parse one line: emphasis and code only."""
    env: dict[str, object] = {}
    tokens = _line_parser().parseInline(_SPACES.sub(" ", source.strip()), env)
    return Document(source, SyntaxTreeNode(tokens), {})


def walk(node: SyntaxTreeNode, line: int = 0) -> Iterator[tuple[SyntaxTreeNode, int]]:
    """Yield every node of a tree in order, with its line counted from 0.

    Only blocks carry lines; inside a paragraph they follow from its line breaks.
    """
    line = node.map[0] if not node.is_root and node.map else line
    yield node, line
    for child in node.children:
        last = line
        for inner, last in walk(child, line):
            yield inner, last
        if node.type not in _BLOCKS:
            line = last + (child.type in {"softbreak", "hardbreak"})


def plain(node: SyntaxTreeNode) -> str:
    """Return the words of inline content without any mark-up."""
    if node.type in {"softbreak", "hardbreak"}:
        return " "
    if node.type == "image":
        return ""
    own = node.content if not node.children and not node.is_root else ""
    return own + "".join(plain(child) for child in node.children)


def figure_of(paragraph: SyntaxTreeNode) -> SyntaxTreeNode | None:
    """Return the image that a paragraph consists of, None for any other paragraph."""
    content = paragraph.children[0].children if paragraph.children else []
    return content[0] if len(content) == 1 and content[0].type == "image" else None


_BLOCKS = frozenset(
    {
        "root", "blockquote", "bullet_list", "ordered_list", "list_item", "table", "thead", "tbody",
        "tr", CALLOUT, "footnote_block", "footnote",
    }
)  # fmt: skip


def _parse(parser: MarkdownIt, source: str) -> Document:
    env: dict[str, object] = {}
    tree = SyntaxTreeNode(parser.parse(source, env))
    return Document(source, tree, _footnotes(env))


def _footnotes(env: dict[str, object]) -> dict[str, bool]:
    found = env.get("footnotes")
    refs = found.get("refs", {}) if isinstance(found, dict) else {}
    return {label.removeprefix(":"): number >= 0 for label, number in refs.items()}


@cache
def _lesson_parser() -> MarkdownIt:
    parser = _bare_parser()
    parser.use(footnote_plugin, inline=False)
    parser.use(container_plugin, "callout", validate=_any_callout)
    return parser


@cache
def _prompt_parser() -> MarkdownIt:
    return _bare_parser().disable(["link", "autolink", "reference"])


@cache
def _line_parser() -> MarkdownIt:
    return _bare_parser().disable(["link", "image", "autolink", "reference"])


def _bare_parser() -> MarkdownIt:
    """Return CommonMark without HTML and without headings by underlining (a table's trap)."""
    options = {"html": False, "maxNesting": MAX_NESTING}
    parser = MarkdownIt("commonmark", options).enable("table").disable("lheading")
    # The checker judges addresses; the renderer drops those that it does not know as safe.
    parser.validateLink = _any_link  # type: ignore[assignment,method-assign] # the library's way
    return parser


def _any_link(_url: str) -> bool:
    return True


def _any_callout(_params: str, _markup: str) -> bool:
    return True
