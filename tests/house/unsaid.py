"""Which words does a template or a module show to people without asking gettext for them?"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser

from jinja2 import Environment, nodes
from typing_extensions import override

NAMES = frozenset({"Greenlane", "UTC"})
"""Words that are the same in every language."""
GETTEXT = frozenset(
    {"_", "gettext", "lazy_gettext", "ngettext", "lazy_ngettext", "N_", "pgettext", "npgettext"}
)
_SAYING = frozenset(
    {
        *("alt", "label", "placeholder", "summary", "title"),
        *("aria-description", "aria-label", "aria-placeholder", "aria-roledescription"),
        "aria-valuetext",
    }
)
_CLASSES = frozenset({"page_layout", "_class"})
"""Blocks and macros that hold the names of classes."""
_CLOSING = frozenset({"endblock", "endmacro"})
_SILENT = frozenset({"code", "kbd", "pre", "samp", "script", "style"})
_BUTTONS = frozenset({"button", "reset", "submit"})
_VALUE = "\ue000"
"""Stands where an expression of the template puts a value."""
_WORD = re.compile(r"[^\W\d_]{2,}")
_SENTENCE = re.compile(r"^[A-Z][a-z]+(?:$|[ ,.:…?!])|[A-Za-z]{2,}[,;:]? [A-Za-z]{2,}.*[.?!…]$")
_GLUED = re.compile(rf"{_VALUE}\s*([:;?!%»])")
_environment = Environment(autoescape=True, extensions=["jinja2.ext.i18n"])


def in_page(source: str) -> list[str]:
    """The faults of an HTML template, each with its line."""
    reader = _Reader()
    reader.feed(_flat(source))
    reader.close()
    return [*reader.faults, *in_expressions(source)]


def in_text(source: str) -> list[str]:
    """The faults of a template of plain text."""
    lines = enumerate(_flat(source).splitlines(), 1)
    found = [f"line {number}: {fault}" for number, line in lines for fault in _faults(line)]
    return [*found, *in_expressions(source)]


def in_expressions(source: str) -> list[str]:
    """The sentences and capitalised words that expressions of a template hold as plain texts."""
    return [
        f"line {text.lineno}: {text.value!r} without gettext"
        for text in _texts(_environment.parse(source))
        if _SENTENCE.search(str(text.value)) and text.value not in NAMES
    ]


def in_module(source: str, raised: Iterable[str]) -> list[str]:
    """The texts that a module flashes, answers with or raises as one of ``raised``."""
    says = frozenset({"flash", "jsonify", "render_template", *raised})
    return [
        f"line {text.lineno}: {text.value!r} without gettext"
        for call in ast.walk(ast.parse(source))
        if isinstance(call, ast.Call) and _name(call.func) in says
        for text in _constants([*call.args, *(one.value for one in call.keywords)])
        if " " in str(text.value)
    ]


def _flat(source: str) -> str:
    """The template without its logic: values are one sign each, lines stay where they are."""
    parts: list[str] = []
    names: list[str] = []
    classes = False
    for _line, kind, text in _environment.lex(source):
        if kind == "block_begin":
            names.clear()
        elif kind == "name":
            names.append(text)
        elif kind == "block_end":
            classes = _holds_classes(names) or (classes and names[0] not in _CLOSING)
        elif kind == "variable_begin":
            parts.append(_VALUE)
        parts.append(text if kind == "data" and not classes else "\n" * text.count("\n"))
    return "".join(parts)


def _holds_classes(tag: list[str]) -> bool:
    """Whether a tag of the template opens a block or macro of names of classes."""
    return len(tag) > 1 and tag[0] in {"block", "macro"} and tag[1] in _CLASSES


def _faults(text: str) -> Iterator[str]:
    for word in _WORD.findall(text.replace(_VALUE, " ")):
        if word not in NAMES:
            yield f"{word!r} without gettext"
    for sign in _GLUED.findall(text):
        yield f"{sign!r} glued to a value: make it part of a sentence that gettext sees"


class _Reader(HTMLParser):
    """Looks at texts, and at the attributes that people read or hear."""

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []
        self._silent = 0

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in _SILENT
        given = dict(attrs)
        for name, value in attrs:
            if value and _is_said(tag, name, value, given):
                self._look(value)

    @override
    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in _SILENT

    @override
    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._look(data)

    def _look(self, text: str) -> None:
        line = self.getpos()[0]
        for number, part in enumerate(text.splitlines(), line):
            self.faults.extend(f"line {number}: {fault}" for fault in _faults(part))


def _is_said(tag: str, name: str, value: str, given: dict[str, str | None]) -> bool:
    if name.startswith("data-"):
        return bool(_SENTENCE.search(value))
    if tag == "meta":
        return name == "content" and "description" in (given.get("name") or "")
    if tag == "input" and name == "value":
        return given.get("type") in _BUTTONS
    return name in _SAYING


def _texts(node: nodes.Node) -> Iterator[nodes.Const]:
    """The plain texts below a node, without those that gettext is given."""
    for child in node.iter_child_nodes():
        if isinstance(child, nodes.Call) and _is_gettext(child.node):
            continue
        if isinstance(child, nodes.Const) and isinstance(child.value, str):
            yield child
        if not isinstance(child, nodes.TemplateData):
            yield from _texts(child)


def _is_gettext(called: nodes.Expr) -> bool:
    return isinstance(called, nodes.Name) and called.name in GETTEXT


def _constants(values: Iterable[ast.expr]) -> Iterator[ast.Constant]:
    """The texts among the values, also inside dicts and f-strings, without those of gettext."""
    for value in values:
        if isinstance(value, ast.Call) and _name(value.func) in GETTEXT:
            continue
        if isinstance(value, ast.Constant) and isinstance(value.value, str):
            yield value
        yield from _constants(
            one for one in ast.iter_child_nodes(value) if isinstance(one, ast.expr)
        )


def _name(called: ast.expr) -> str:
    """The last part of what is called."""
    if isinstance(called, ast.Attribute):
        return called.attr
    return called.id if isinstance(called, ast.Name) else ""
