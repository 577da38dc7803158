"""What is a lesson, from its folder?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.catalogue.content.check_text import Landmark, TextCheck, check_lesson_text, check_line
from app.catalogue.content.faults import FaultCode, listed
from app.catalogue.content.fields import Fields, read_table
from app.catalogue.content.model import Check, Lesson, LessonWords
from app.catalogue.content.read_questions import Asked, read_asked, read_words
from app.catalogue.content.reading import Place
from app.quizzes.questions.checking import COMMON_KEYS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.catalogue.content.reading import Reading

CHECK_TYPES = ("single_choice", "multiple_response", "true_false")

_FRONT = re.compile(r"---[ \t]*\n(?P<front>.*?\n)?---[ \t]*(?:\n|\Z)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Page:
    """A lesson in one language as its file is written."""

    file: str
    front: Fields
    body: str
    body_line: int


def read_lesson(folder: str, reading: Reading) -> Lesson:
    """Read a lesson's structure and its words in every language."""
    fields = reading.table(f"{folder}/lesson.yaml")
    identifier = fields.identifier("id")
    reading.define("lesson", identifier, Place(fields.file, fields.line_of("id")))
    minutes = fields.integer("minutes", 1, 240)
    required = fields.flag("required", default=True)
    asked = [_asked(check, reading) for check in fields.tables("checks", required=False)]
    fields.unknown_keys()
    paths = reading.in_languages(folder, ".md")
    pages = {language: _page(path, reading) for language, path in paths.items()}
    words = _all_words(pages, asked, reading)
    return Lesson(identifier, minutes, required, _checks(asked, pages, reading), words)


def _asked(fields: Fields, reading: Reading) -> Asked:
    asked = read_asked(fields, "check", ("id", "type"), reading)
    for name in (name for name in COMMON_KEYS if name in asked.spec):
        fields.fault(name, FaultCode.UNKNOWN_KEY, f"unknown key “{name}”; a check has none")
    if asked.type and asked.type not in CHECK_TYPES:
        message = f"a check cannot be of type “{asked.type}”; it can be {listed(CHECK_TYPES)}"
        fields.fault("type", FaultCode.UNKNOWN_TYPE, message)
    return asked


def _page(path: str, reading: Reading) -> _Page:
    file, text = reading.tree.shown(path), reading.tree.texts[path]
    match = _FRONT.match(text)
    if match is None:
        message = "the file must open with its title and summary between two lines of “---”"
        reading.notes.add(file, 1, FaultCode.FRONT_MATTER, message)
        return _Page(file, Fields.lost(file, reading.notes), text, 1)
    front = read_table(file, match["front"] or "", reading.notes, first_line=2)
    return _Page(file, front, text[match.end() :], match[0].count("\n") + 1)


def _checks(asked: list[Asked], pages: Mapping[str, _Page], reading: Reading) -> tuple[Check, ...]:
    tables: dict[str, Fields | None] = {}
    for language, page in pages.items():
        tables[language] = page.front.table("checks", required=bool(asked))
        page.front.unknown_keys()
    words = read_words(asked, tables, "check", reading)
    return tuple(Check(item.id, item.type, item.spec, words[item.id]) for item in asked)


def _all_words(
    pages: Mapping[str, _Page], asked: list[Asked], reading: Reading
) -> dict[str, LessonWords]:
    names = tuple(item.id for item in asked)
    words = {language: _words(page, reading) for language, page in pages.items()}
    landmarks = {
        page.file: check_lesson_text(
            TextCheck(reading, page.file, page.body_line, page.body, names)
        )
        for page in pages.values()
    }
    _same_structure(landmarks, reading)
    return words


def _words(page: _Page, reading: Reading) -> LessonWords:
    front = page.front
    sources = front.lines("sources", required=False)
    for source, line in sources:
        check_line(source, reading, Place(page.file, line))
    return LessonWords(
        title=front.text("title"),
        summary=front.text("summary"),
        sources=tuple(source for source, _ in sources),
        body=page.body,
    )


def _same_structure(landmarks: Mapping[str, tuple[Landmark, ...]], reading: Reading) -> None:
    """Note where a language's headings, figures, checks and tables part from the first one's."""
    (first, wanted), *others = landmarks.items() or [("", ())]
    for file, found in others:
        place = 0
        while place < min(len(wanted), len(found)) and wanted[place].what == found[place].what:
            place += 1
        if place < max(len(wanted), len(found)):
            _note_difference(Sides(first, wanted[place:], file, found[place:]), reading)


@dataclass(frozen=True, slots=True)
class Sides:
    """Two languages of a lesson from where they part."""

    first: str
    wanted: tuple[Landmark, ...]
    file: str
    found: tuple[Landmark, ...]


def _note_difference(sides: Sides, reading: Reading) -> None:
    here = sides.found[0].what if sides.found else "nothing more"
    there = f"{sides.wanted[0].what} (line {sides.wanted[0].line})" if sides.wanted else "no more"
    name = sides.first.rpartition("/")[2]
    message = f"here is {here} where {name} has {there}; both languages have the same sequence"
    line = sides.found[0].line if sides.found else 1
    reading.notes.add(sides.file, line, FaultCode.DIFFERENT_STRUCTURE, message)
