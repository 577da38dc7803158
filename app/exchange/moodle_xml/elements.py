"""What stands in a question's element, and what of it has nothing asked for?

Whatever is not asked for is lost, so that is what is told of it: no list of elements to remember.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from app.core.svg_xml import Element, XmlProblem, read_xml
from app.exchange.bundle import Faulty, Note
from app.exchange.making.numbers import decimal_of, share_of_percent
from app.exchange.texts.formats import TextFormat, block_of, line_of
from app.quizzes.questions.base import N_

MOST_ELEMENTS = 300_000
MOST_DEPTH = 20

_FORMATS = {
    "html": TextFormat.HTML,
    "markdown": TextFormat.MARKDOWN,
    "plain_text": TextFormat.PLAIN,
}
_TRUE = frozenset({"1", "true", "yes"})
_USUAL = {
    "hidden": ("0",),
    "answernumbering": ("abc", "none"),
    "shuffleanswers": ("1", "true"),
    "shownumcorrect": ("1",),
    "showstandardinstruction": ("0", "1"),
    "showgrading": ("SHOW", "1"),
    "layouttype": ("VERTICAL", "0"),
    "selecttype": ("ALL", "0"),
    "selectcount": ("0",),
    "numberingstyle": ("none",),
    "synchronize": ("0",),
    "unitgradingtype": ("0",),
    "unitpenalty": ("0.1000000", "0.1"),
    "unitsleft": ("0",),
    "responserequired": ("0", "1"),
    "responsefieldlines": ("5", "10", "15", "20", "25", "30", "35", "40"),
    "responseformat": ("editor", "editorfilepicker", "plain", "monospaced"),
    "attachmentsrequired": ("0",),
    "maxbytes": ("0",),
    "showunits": ("0", "3"),
}
"""Settings that say nothing where they have these values."""


def read_document(source: str, name: str) -> Element:
    """Return the outermost element of a file, which must have the name given.

    Raises Faulty: it has another, the file is not XML, has a document type, or is too large or too
    deep.
    """
    try:
        root = read_xml(source, MOST_ELEMENTS, MOST_DEPTH)
    except XmlProblem as problem:
        template = N_("The file cannot be read as XML: %(why)s")
        raise Faulty(template, problem.line, why=problem.message) from problem
    if root.name != name:
        template = N_("The outermost element is <%(found)s>; a file of questions has <%(name)s>.")
        raise Faulty(template, root.line, found=root.name[:40], name=name)
    return root


def elements(parent: Element, name: str = "") -> Iterator[Element]:
    """Yield the elements directly inside another, those with one name or all."""
    for child in parent.children:
        if isinstance(child, Element) and name in ("", child.name):
            yield child


def source_of(element: Element) -> str:
    """Return the text of an element: that of its `text` inside, or its own."""
    inner = next(elements(element, "text"), None)
    return (element if inner is None else inner).text.strip()


@dataclass(slots=True)
class Question:
    """A question's element being read; `lost` is what its texts lose."""

    element: Element
    language: str
    asked: set[str] = field(default_factory=set)
    lost: list[Note] = field(default_factory=list)

    @property
    def line(self) -> int:
        """The line on which it begins."""
        return self.element.line

    def all(self, name: str) -> list[Element]:
        """Return its elements with a name."""
        self.asked.add(name)
        return list(elements(self.element, name))

    def value(self, name: str) -> str:
        """Return the text of the element with a name, empty where there is none."""
        found = self.all(name)
        return source_of(found[0]) if found else ""

    def flag(self, name: str, *, otherwise: bool) -> bool:
        """Return whether an element says yes."""
        found = self.all(name)
        return source_of(found[0]).lower() in _TRUE if found else otherwise

    def decimal(self, name: str, otherwise: Decimal) -> Decimal:
        """Return the number that an element holds. Raises Faulty."""
        found = self.value(name)
        line = next((one.line for one in elements(self.element, name)), self.line)
        return shortest(decimal_of(found, line)) if found else otherwise

    def block(self, name: str) -> str:
        """Return the text of an element as blocks of our Markdown."""
        found = self.all(name)
        return self.block_of(found[0]) if found else ""

    def block_of(self, element: Element) -> str:
        """Return the text of an element as blocks of our Markdown."""
        self.files(element)
        text = block_of(source_of(element), text_format(element))
        self.lost += text.lost
        return text.markdown

    def line_of(self, element: Element) -> str:
        """Return the text of an element as one line of our Markdown."""
        self.files(element)
        text = line_of(source_of(element), text_format(element))
        self.lost += text.lost
        return text.markdown

    def feedback(self, answer: Element) -> str:
        """Return what an answer's element says to whoever gives it, as one line."""
        found = next(elements(answer, "feedback"), None)
        return self.line_of(found) if found else ""

    def files(self, element: Element) -> None:
        """Note the files that are embedded in an element."""
        for one in elements(element, "file"):
            size = len(one.text.strip()) * 3 // 4
            template = N_("the embedded file %(name)s (%(size)s bytes)")
            self.lost.append(
                Note(template, {"name": one.attributes.get("name", "?"), "size": size})
            )

    def left(self) -> Iterator[Note]:
        """Yield a note of each element that nothing has asked for and that says something."""
        for child in elements(self.element):
            words = " ".join(_all_text(child).split())
            usual = _USUAL.get(child.name, ("",))
            if child.name not in self.asked and words and words not in usual:
                template = N_("the setting %(name)s: “%(words)s”")
                yield Note(template, {"name": child.name, "words": words[:60]}, child.line)
            self.asked.add(child.name)


def text_format(element: Element) -> TextFormat:
    """Return the format that an element says its text is in."""
    return _FORMATS.get(element.attributes.get("format", ""), TextFormat.AUTO)


def fraction_of(answer: Element) -> Fraction:
    """Return the share of the mark that an answer earns. Raises Faulty."""
    return share_of_percent(answer.attributes.get("fraction", "0") or "0", answer.line)


def shortest(value: Decimal) -> Decimal:
    """Return a number without the noughts that files write behind it."""
    if value == value.to_integral_value():
        return value.quantize(Decimal(1))
    return value.normalize()


def _all_text(element: Element) -> str:
    return "".join(
        child if isinstance(child, str) else _all_text(child)
        for child in element.children
        if isinstance(child, str) or child.name != "file"
    )
