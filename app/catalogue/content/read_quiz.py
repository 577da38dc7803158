"""What is a quiz, from its folder?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from app.catalogue.content.faults import FaultCode
from app.catalogue.content.fields import Fields
from app.catalogue.content.model import FeedbackBand, Quiz
from app.catalogue.content.read_by_id import read_block, read_by_id
from app.catalogue.content.read_conditions import read_conditions
from app.catalogue.content.read_supply import read_supply
from app.catalogue.content.reading import Place

if TYPE_CHECKING:
    from app.catalogue.content.model import Text
    from app.catalogue.content.read_by_id import Files
    from app.catalogue.content.reading import Reading

_PERCENT = re.compile(r"0|[1-9][0-9]?|100")


def read_quiz(folder: str, pass_mark: int, reading: Reading) -> Quiz:
    """Read a quiz's structure and words; `pass_mark` is the course's, in per cent."""
    fields = reading.table(f"{folder}/quiz.yaml")
    identifier = fields.identifier("id")
    reading.define("quiz", identifier, Place(fields.file, fields.line_of("id")))
    paths = reading.in_languages(folder, ".yaml")
    files = {language: reading.table(path) for language, path in paths.items()}
    conditions = read_conditions(fields)
    supply = read_supply(fields, files, conditions, reading)
    own_mark = fields.optional_integer("pass_mark", 1, 100)
    quiz = Quiz(
        id=identifier,
        required=fields.flag("required", default=True),
        pass_mark=pass_mark if own_mark is None else own_mark,
        time_limit_minutes=fields.optional_integer("time_limit_minutes", 1, 600),
        attempts=fields.optional_integer("attempts", 1, 100),
        wait_minutes=fields.optional_integer("wait_minutes", 1, 100_000),
        sections=supply.sections,
        questions=supply.questions,
        title={language: file.text("title") for language, file in files.items()},
        intro={language: file.text("intro") for language, file in files.items()},
        conditions=conditions,
        exhibits=supply.exhibits,
        debrief=_debrief(files, reading, is_required=conditions.is_case),
        bands=_bands(fields, files),
    )
    for one in (fields, *files.values()):
        one.unknown_keys()
    return quiz


def _debrief(files: Files, reading: Reading, *, is_required: bool) -> Text:
    """Read what is said when an attempt is over: in every language or in none."""
    given = any("debrief" in file.node.entries for file in files.values())
    return {
        language: read_block(file, "debrief", reading)
        for language, file in files.items()
        if given or is_required
    }


def _bands(fields: Fields, files: Files) -> tuple[FeedbackBand, ...]:
    """Read from which results on what is said, the highest first."""
    percents: list[int] = []
    for text, line in fields.lines("bands", required=False):
        if _PERCENT.fullmatch(text) is None:
            message = f"“{text[:40]}” is no result; write per cent from 0 to 100"
            fields.notes.add(fields.file, line, FaultCode.BAD_VALUE, message)
        elif percents and int(text) >= percents[-1]:
            message = f"{text} comes after {percents[-1]}; write them from the highest down"
            fields.notes.add(fields.file, line, FaultCode.BAD_VALUE, message)
        else:
            percents.append(int(text))
    words = read_by_id(files, "bands", [str(one) for one in percents], Fields.text)
    return tuple(FeedbackBand(one, words[str(one)]) for one in percents)
