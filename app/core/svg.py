"""Is this drawing safe to put into a page, and what is its markup in one language?

Only elements, attributes and classes of the lists below survive, written out anew: nothing of
the source reaches the page unseen. Format: docs/authoring.md, "Diagrams".
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING

from app.core.svg_xml import Element, XmlProblem, read_xml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

NAMESPACE = "http://www.w3.org/2000/svg"


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


ELEMENTS = _names(
    "svg g path rect circle ellipse line polyline polygon text tspan title desc defs marker"
)
WORDED = frozenset({"text", "tspan", "title", "desc"})

CLASSES = _names(
    "d-card d-tint d-green d-blue-tint d-amber-tint d-paper d-none"
    " d-line d-line-strong d-line-green d-line-blue d-line-amber d-dash"
    " d-text d-soft d-strong d-small d-title d-code d-on-green d-mid d-end"
)

_NUMBERS = re.compile(r"[-+0-9.eE,%\s]+").fullmatch
_WORD = re.compile(r"[A-Za-z][A-Za-z0-9 -]*").fullmatch
_IDENTIFIER = re.compile(r"[A-Za-z][A-Za-z0-9_-]*").fullmatch
_PATH = re.compile(r"[MmZzLlHhVvCcSsQqTtAa0-9eE+.,\s-]+").fullmatch
_TRANSFORM = re.compile(
    r"(?:\s*(?:translate|rotate|scale|matrix|skewX|skewY)\([-+0-9.eE,\s]+\)\s*,?)+"
).fullmatch
_TARGET = re.compile(r"url\(#([A-Za-z][A-Za-z0-9_-]*)\)").fullmatch
_ORIENT = re.compile(r"auto|auto-start-reverse|[-+0-9.]+").fullmatch
_PLACE = re.compile(r"\{\{\s*([A-Za-z0-9_-]+)\s*\}\}").fullmatch

_MARKERS = ("marker-start", "marker-mid", "marker-end")
_ATTRIBUTES: Mapping[str, Callable[[str], object]] = {
    **dict.fromkeys(
        _names(
            "x y x1 y1 x2 y2 cx cy r rx ry dx dy width height points viewBox refX refY"
            " markerWidth markerHeight rotate stroke-width stroke-dasharray"
        ),
        _NUMBERS,
    ),
    **dict.fromkeys(
        _names(
            "markerUnits preserveAspectRatio stroke-linecap stroke-linejoin text-anchor"
            " dominant-baseline"
        ),
        _WORD,
    ),
    **dict.fromkeys(_MARKERS, _TARGET),
    "d": _PATH,
    "transform": _TRANSFORM,
    "orient": _ORIENT,
    "id": _IDENTIFIER,
}


@dataclass(frozen=True, slots=True)
class SvgProblem:
    """What is wrong with a drawing, on which line of its file, and what would be right."""

    line: int
    message: str


@dataclass(frozen=True, slots=True)
class Diagram:
    """A drawing found safe; `places` are the keys of the words that it takes, with their lines."""

    root: Element
    places: Mapping[str, int] = field(default_factory=dict)

    @property
    def height(self) -> int:
        """The drawing's height in thousandths of its width, by its view box."""
        numbers = re.findall(r"[-+0-9.eE]+", self.root.attributes.get("viewBox", ""))
        try:
            width, height = (float(number) for number in numbers[2:4])
            return max(1, round(1000 * height / width))
        except (ArithmeticError, ValueError):
            return 1000

    def markup(self, words: Mapping[str, str], label: str, prefix: str) -> str:
        """Return the inline `<svg>` named by `label`; its ids get `prefix`, unique in the page."""
        extra = f' class="diagram" role="img" aria-label="{escape(label)}"'
        return _write(self.root, words, prefix, extra)


def read_diagram(source: str) -> tuple[Diagram | None, tuple[SvgProblem, ...]]:
    """Read an SVG file; return the diagram, or None with every problem found."""
    try:
        root = read_xml(source)
    except XmlProblem as problem:
        return None, (SvgProblem(problem.line, problem.message),)
    problems = tuple(_problems(root))
    if problems:
        return None, problems
    places = {key: element.line for element in _walk(root) if (key := _place(element))}
    return Diagram(root, places), ()


def _walk(element: Element) -> Iterator[Element]:
    yield element
    for child in element.children:
        if isinstance(child, Element):
            yield from _walk(child)


def _place(element: Element) -> str | None:
    match = _PLACE(element.text.strip()) if element.name in WORDED else None
    return match[1] if match else None


def _problems(root: Element) -> Iterator[SvgProblem]:
    yield from _root_problems(root)
    ids = Counter(e.attributes["id"] for e in _walk(root) if "id" in e.attributes)
    for element in _walk(root):
        yield from _element_problems(element, is_root=element is root)
        yield from _id_problems(element, ids)


def _root_problems(root: Element) -> Iterator[SvgProblem]:
    if root.name != "svg":
        yield SvgProblem(root.line, f"the file's outermost element is <{root.name}>, not <svg>")
    if root.attributes.get("xmlns") != NAMESPACE:
        yield SvgProblem(root.line, f'<svg> needs xmlns="{NAMESPACE}"')
    if "viewBox" not in root.attributes:
        yield SvgProblem(root.line, "<svg> has no viewBox; a drawing needs one to be scaled")
    for name in ("width", "height"):
        if name in root.attributes:
            yield SvgProblem(
                root.line, f"<svg> has a {name}; the page sets its size, keep only the viewBox"
            )


def _element_problems(element: Element, *, is_root: bool) -> Iterator[SvgProblem]:
    name, line = element.name, element.line
    if name not in ELEMENTS:
        allowed = " ".join(sorted(ELEMENTS))
        yield SvgProblem(line, f"element <{name}> is not allowed in a drawing; allowed: {allowed}")
        return
    for attribute, value in element.attributes.items():
        if is_root and attribute in {"xmlns", "width", "height"}:
            continue
        if message := _attribute_problem(attribute, value):
            yield SvgProblem(line, f"<{name}>: {message}")
    yield from _text_problems(element)


def _attribute_problem(name: str, value: str) -> str | None:
    if name == "class":
        unknown = [word for word in value.split() if word not in CLASSES]
        names = " ".join(unknown)
        return f"class {names} is not one that the style sheet defines" if unknown else None
    if name in {"fill", "stroke", "style", "color", "opacity", "fill-opacity", "stop-color"}:
        return f"attribute {name} is not allowed; colours come from the d-… classes"
    rule = _ATTRIBUTES.get(name)
    if rule is None:
        return f"attribute {name} is not allowed"
    return None if rule(value.strip()) else f"attribute {name} has a value that is not allowed"


def _text_problems(element: Element) -> Iterator[SvgProblem]:
    text = element.text.strip()
    if not text or _place(element):
        return
    if element.name not in WORDED:
        yield SvgProblem(element.line, f"<{element.name}> holds text; text belongs in <text>")
    elif "{{" in text:
        yield SvgProblem(
            element.line, f"the content of <{element.name}> must be {{{{key}}}} and nothing else"
        )
    elif re.search(r"[^\W\d_]", text) and text != text.upper():
        yield SvgProblem(
            element.line,
            f"<{element.name}> holds words; write {{{{key}}}} and put the words into the"
            " drawing's .yaml of each language",
        )


def _id_problems(element: Element, ids: Counter[str]) -> Iterator[SvgProblem]:
    own = element.attributes.get("id")
    if own is not None and ids[own] > 1:
        yield SvgProblem(element.line, f'id "{own}" stands more than once in the drawing')
    for name in _MARKERS:
        match = _TARGET(element.attributes.get(name, "").strip())
        if match and match[1] not in ids:
            yield SvgProblem(element.line, f'{name} points at "{match[1]}", which no element has')


def _write(element: Element, words: Mapping[str, str], prefix: str, extra: str = "") -> str:
    attributes = "".join(
        f' {name}="{escape(_own(name, value, prefix))}"'
        for name, value in sorted(element.attributes.items())
        if name != "xmlns" and not (extra and name == "class")
    )
    return f"<{element.name}{extra}{attributes}>{_content(element, words, prefix)}</{element.name}>"


def _own(name: str, value: str, prefix: str) -> str:
    """Make ids the page's own: two drawings may both call their arrow head "arrow"."""
    if name == "id":
        return prefix + value.strip()
    match = _TARGET(value.strip()) if name in _MARKERS else None
    return f"url(#{prefix}{match[1]})" if match else value


def _content(element: Element, words: Mapping[str, str], prefix: str) -> str:
    key = _place(element)
    if key is not None:
        return escape(words.get(key, ""))
    return "".join(
        _write(child, words, prefix)
        if isinstance(child, Element)
        else escape(child if element.name in WORDED else "")
        for child in element.children
    )
