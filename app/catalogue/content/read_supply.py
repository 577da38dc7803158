"""Which questions has a quiz in all, shared ones too, and can they be asked as it is taken?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.catalogue.content.faults import FaultCode, did_you_mean, listed
from app.catalogue.content.fields import Fields
from app.catalogue.content.model import Exhibit, Question, Section
from app.catalogue.content.read_by_id import read_by_id
from app.catalogue.content.read_conditions import read_penalty
from app.catalogue.content.read_parts import banks_named, read_parts
from app.catalogue.content.read_sections import Pool, note_unasked, sections_of
from app.catalogue.content.read_stock import read_stock
from app.quizzes.conditions import Behaviour, Conditions
from app.quizzes.questions import UnknownQuestionType, question_type

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.catalogue.content.model import Text
    from app.catalogue.content.read_by_id import Files
    from app.catalogue.content.read_parts import Part
    from app.catalogue.content.read_stock import Stock
    from app.catalogue.content.reading import Reading


@dataclass(frozen=True, slots=True)
class Supply:
    """What attempts at a quiz are made of."""

    sections: tuple[Section, ...]
    questions: tuple[Question, ...]
    exhibits: tuple[Exhibit, ...]


def read_supply(fields: Fields, files: Files, conditions: Conditions, reading: Reading) -> Supply:
    """Read a quiz's questions, exhibits and sections; note what does not suit its conditions."""
    parts = read_parts(fields)
    shared = _shared(parts, conditions, reading)
    names_bank = any(banks_named(parts))
    own = read_stock(fields, files, reading, at_least=0 if names_bank else 1)
    pool = Pool(own.banked(), {name: one.banked() for name, one in shared.items()})
    sections = sections_of(parts, pool, _titles(parts, files))
    if "sections" in fields.node.entries:
        note_unasked(parts, own.items, pool)
    _note_unfit_own(own, conditions, reading)
    supply = _supply(sections, own, shared, read_penalty(fields, conditions))
    _note_unfit_shared(supply, parts, conditions)
    return supply


def _shared(parts: Sequence[Part], conditions: Conditions, reading: Reading) -> dict[str, Stock]:
    """Return the shared banks that a quiz draws from; note those that there are not."""
    found = {}
    for name, fields in banks_named(parts):
        bank = reading.banks.get(name)
        if bank is None:
            hint = did_you_mean(name, reading.banks) or f"; there are {listed(reading.banks)}"
            message = f"the course has no bank “{name}”{hint}"
            fields.fault("bank", FaultCode.UNKNOWN_BANK, message)
        else:
            bank.drawn_by.add(conditions.behaviour)
            found[name] = bank.stock
    return found


def _titles(parts: Sequence[Part], files: Files) -> Mapping[str, Text]:
    wanted = tuple(dict.fromkeys(one.id for one in parts if one.id))
    return read_by_id(files, "sections", wanted, Fields.text)


def _supply(
    sections: tuple[Section, ...], own: Stock, shared: Mapping[str, Stock], penalty: float
) -> Supply:
    asked = {one for section in sections for one in section.questions}
    questions = [one for stock in shared.values() for one in stock.questions(penalty, asked)]
    shown = {exhibit for one in questions for exhibit in one.exhibits}
    exhibits = (one for stock in shared.values() for one in stock.exhibits if one.id in shown)
    return Supply(
        sections=sections,
        questions=(*own.questions(penalty), *questions),
        exhibits=(*own.exhibits, *exhibits),
    )


def _note_unfit_own(own: Stock, conditions: Conditions, reading: Reading) -> None:
    for item in own.items:
        if _cannot_wait(item.asked.type, conditions):
            message = _waits(item.id, conditions)
            item.asked.fields.fault("type", FaultCode.CONDITIONS, message)
    if conditions.behaviour is not Behaviour.INTERACTIVE:
        for one, place in own.hints():
            message = f"“{one}” has hints; write “behaviour: interactive” or remove them"
            reading.notes.add(place.file, place.line, FaultCode.CONDITIONS, message)


def _note_unfit_shared(supply: Supply, parts: Sequence[Part], conditions: Conditions) -> None:
    draws = dict(reversed(tuple(banks_named(parts))))
    for one in supply.questions:
        if one.bank and _cannot_wait(one.type, conditions):
            message = f"from the bank “{one.bank}”: {_waits(one.id, conditions)}"
            draws[one.bank].fault("bank", FaultCode.CONDITIONS, message)


def _cannot_wait(kind: str, conditions: Conditions) -> bool:
    """Whether a question is marked by a person where marks or certainty are weighed at once."""
    try:
        return question_type(kind).by_hand and conditions.behaviour is not Behaviour.DEFERRED
    except UnknownQuestionType:
        return False


def _waits(question: str, conditions: Conditions) -> str:
    way_out = "another type" if conditions.is_case else "“behaviour: deferred” or another type"
    return f"“{question}” is marked by a person, not while the quiz is taken; write {way_out}"
