"""In which format is a file of questions, and how is each read and written?"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from enum import StrEnum

from app.exchange.aiken import read_aiken, write_aiken
from app.exchange.bundle import MOST_CHARACTERS, Bundle, Export, Faulty, Note
from app.exchange.gift import read_gift, write_gift
from app.exchange.moodle_xml import read_moodle_xml, write_moodle_xml
from app.exchange.native.reading import read_native
from app.quizzes.questions.base import N_


class Format(StrEnum):
    """The formats that files of questions come in; NATIVE is our own, a YAML list."""

    GIFT = "gift"
    XML = "xml"
    AIKEN = "aiken"
    NATIVE = "native"


NAMES: Mapping[Format, str] = {
    Format.GIFT: "GIFT",
    Format.XML: "Moodle XML",
    Format.AIKEN: "Aiken",
    Format.NATIVE: "YAML",
}
ENDINGS: Mapping[Format, str] = {Format.GIFT: "gift", Format.XML: "xml", Format.AIKEN: "txt"}
"""How the name of a written file ends."""

_READERS: Mapping[Format, Callable[[str, str], Bundle]] = {
    Format.GIFT: read_gift,
    Format.XML: read_moodle_xml,
    Format.AIKEN: read_aiken,
    Format.NATIVE: read_native,
}
_WRITERS: Mapping[Format, Callable[[Bundle], Export]] = {
    Format.GIFT: write_gift,
    Format.XML: write_moodle_xml,
    Format.AIKEN: write_aiken,
}
WRITABLE = tuple(_WRITERS)
_FILE = re.compile(r"<file\b[^>]*>[^<]*</file>")
_DECLARED = re.compile(rb"""^<\?xml[^>]*encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_DECLARABLE = frozenset({"utf-8", "utf8", "us-ascii", "iso-8859-1", "iso-8859-15", "windows-1252"})
_NATIVE = re.compile(
    r"""^(?:- *\{? *["']?(?:id|type)["']? *:|questions *:)|\A\s*\[\s*\{""", re.MULTILINE
)
_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb\xbf": "utf-8-sig"}


def read(text: str, written: Format | None, language: str) -> Bundle:
    """Return the questions of a file; without a format it is told by the name or by the text."""
    found = written or told(text)
    if len(_FILE.sub("", text) if found is Format.XML else text) > MOST_CHARACTERS:
        template = N_("The file holds more than %(limit)s characters of text; split it.")
        return Bundle(language, (), (Note(template, {"limit": MOST_CHARACTERS}, 1),))
    bundle = _READERS[found](text, language)
    if bundle.items or bundle.faults:
        return bundle
    return replace(bundle, faults=(Note(N_("There are no questions in the file."), {}, 1),))


def write(bundle: Bundle, wanted: Format) -> Export:
    """Return the questions of a bundle as a file of one of the WRITABLE formats."""
    return _WRITERS[wanted](bundle)


def told(text: str, name: str = "") -> Format:
    """Return the format that a file's name or text tells of."""
    ending = name.lower().rpartition(".")[2]
    known = {"gift": Format.GIFT, "xml": Format.XML, "yaml": Format.NATIVE, "yml": Format.NATIVE}
    if ending in known:
        return known[ending]
    if text.lstrip("\ufeff \r\n\t").startswith("<"):
        return Format.XML
    if re.search(r"^\s*ANSWER\s*:\s*[A-Z]\s*$", text, re.MULTILINE):
        return Format.AIKEN
    if ending == "json" or _NATIVE.search(text):
        return Format.NATIVE
    return Format.GIFT


def decoded(data: bytes) -> str:
    """Return the text of a file. Raises Faulty, with the line, where it is not UTF-8."""
    encoding = next((name for mark, name in _MARKS.items() if data.startswith(mark)), "")
    declared = _DECLARED.match(data.lstrip())
    if not encoding and declared:
        name = declared[1].decode("ascii").lower()
        encoding = name if name in _DECLARABLE else ""
    try:
        return data.decode(encoding or "utf-8")
    except UnicodeDecodeError as error:
        template = N_("The file is not UTF-8; save it as UTF-8.")
        raise Faulty(template, data.count(b"\n", 0, error.start) + 1) from error
