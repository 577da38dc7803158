"""What elements does an XML text hold, and on which lines?

A document type is refused, and with it every entity and every external reference: what is read can
neither explode nor reach for files.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from xml.parsers.expat import ErrorString, ExpatError, ParserCreate

MAX_ELEMENTS = 3000
MAX_DEPTH = 40


class XmlProblem(Exception):  # noqa: N818 - the domain's word
    """The text is not XML that may be read; `line` counts from 1."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line
        self.message = message


@dataclass(frozen=True, slots=True)
class Element:
    """An element with its line; children are elements and the stretches of text between."""

    name: str
    line: int
    attributes: dict[str, str]
    children: list[Element | str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The element's own text, that of inner elements apart."""
        return "".join(child for child in self.children if isinstance(child, str))


def read_xml(source: str, most: int = MAX_ELEMENTS, deepest: int = MAX_DEPTH) -> Element:
    """Return the outermost element; raise XmlProblem where the text cannot be read.

    `most` is how many elements it may hold, `deepest` how many in each other.
    """
    return _Builder(most, deepest).read(source)


class _Builder:
    def __init__(self, most: int, deepest: int) -> None:
        self._most, self._deepest = most, deepest
        self._document = Element("", 0, {})
        self._open = [self._document]
        self._count = 0
        self._parser = ParserCreate("utf-8")
        self._parser.buffer_text = True
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters

    def read(self, source: str) -> Element:
        try:
            self._parser.Parse(source.encode("utf-8", "replace"), True)
        except ExpatError as error:
            raise XmlProblem(error.lineno, f"not XML: {ErrorString(error.code)}") from error
        (root,) = (child for child in self._document.children if isinstance(child, Element))
        return root

    def _doctype(self, *_: object) -> None:
        message = "a document type is not allowed here; remove <!DOCTYPE …>"
        raise XmlProblem(self._parser.CurrentLineNumber, message)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        line = self._parser.CurrentLineNumber
        self._count += 1
        if self._count > self._most or len(self._open) > self._deepest:
            message = f"more than {self._most} elements, or more than {self._deepest} in each other"
            raise XmlProblem(line, message)
        element = Element(name, line, attributes)
        self._open[-1].children.append(element)
        self._open.append(element)

    def _end(self, _name: str) -> None:
        self._open.pop()

    def _characters(self, text: str) -> None:
        self._open[-1].children.append(text)
