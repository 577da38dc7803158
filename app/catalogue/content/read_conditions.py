"""How is a quiz taken, by what its structure says, and can it be taken so?"""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from app.catalogue.content.faults import FaultCode, did_you_mean, listed
from app.quizzes.conditions import (
    ALL_PARTS,
    Behaviour,
    Conditions,
    Counting,
    Navigation,
    ReviewPart,
    ReviewTimes,
)

if TYPE_CHECKING:
    from app.catalogue.content.fields import Fields

_YEARS = range(2000, 2100)


class Kind(StrEnum):
    """CASE: a story told question by question, with exhibits, feedback at once and a debrief."""

    QUIZ = "quiz"
    CASE = "case"


def read_conditions(fields: Fields) -> Conditions:
    """Read how a quiz is taken; note what cannot go together."""
    is_case = fields.optional_choice("kind", Kind.QUIZ) is Kind.CASE
    usual = Conditions(Behaviour.IMMEDIATE, Navigation.SEQUENTIAL) if is_case else Conditions()
    conditions = Conditions(
        behaviour=fields.optional_choice("behaviour", usual.behaviour),
        navigation=fields.optional_choice("navigation", usual.navigation),
        counts=fields.optional_choice("counts", Counting.BEST),
        is_case=is_case,
        opens_at=_moment(fields, "opens"),
        closes_at=_moment(fields, "closes"),
        review=_review(fields),
    )
    if is_case:
        _check_case(fields, conditions)
    _check_times(fields, conditions)
    return conditions


def read_penalty(fields: Fields, conditions: Conditions) -> float:
    """Read what a further try costs where a question does not say it: a share of its mark."""
    penalty = fields.optional_number("penalty", 0, 1)
    if penalty is not None and conditions.behaviour is not Behaviour.INTERACTIVE:
        message = "a penalty is for further tries; write “behaviour: interactive” or remove it"
        fields.fault("penalty", FaultCode.CONDITIONS, message)
    return penalty or 0.0


def _check_case(fields: Fields, conditions: Conditions) -> None:
    if conditions.behaviour not in {Behaviour.IMMEDIATE, Behaviour.INTERACTIVE}:
        message = "a case gives feedback at each step; write immediate, interactive, or nothing"
        fields.fault("behaviour", FaultCode.CONDITIONS, message)
    if conditions.navigation is not Navigation.SEQUENTIAL:
        message = "a case goes step by step; write “navigation: sequential” or nothing"
        fields.fault("navigation", FaultCode.CONDITIONS, message)


def _check_times(fields: Fields, conditions: Conditions) -> None:
    opens, closes = conditions.opens_at, conditions.closes_at
    if opens is not None and closes is not None and closes <= opens:
        message = f"the quiz would close before it opens, on line {fields.line_of('opens')}"
        fields.fault("closes", FaultCode.CONDITIONS, message)


def _moment(fields: Fields, name: str) -> datetime | None:
    """Return a moment in UTC; it is written with its zone."""
    text = fields.text(name, required=False)
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None or moment.year not in _YEARS:
        message = f"“{text[:40]}” is no moment; write date, time and zone: 2026-03-31T17:00+01:00"
        fields.fault(name, FaultCode.BAD_VALUE, message)
        return None
    return moment.astimezone(UTC)


def _review(fields: Fields) -> ReviewTimes:
    """Read what the review shows when; what is not said shows everything."""
    table = fields.table("review", required=False)
    if table is None:
        return ReviewTimes()
    if "closed" in table.node.entries and "closes" not in fields.node.entries:
        message = "the quiz never closes; give it a “closes:”, or remove “closed:”"
        table.fault("closed", FaultCode.CONDITIONS, message)
    times = ReviewTimes(after=_parts(table, "after"), closed=_parts(table, "closed"))
    table.unknown_keys()
    return times


def _parts(fields: Fields, name: str) -> tuple[ReviewPart, ...]:
    if fields.get(name, required=False) is None:
        return ALL_PARTS
    found = []
    for text, line in fields.lines(name):
        if text in ALL_PARTS:
            found.append(ReviewPart(text))
        else:
            hint = did_you_mean(text, ALL_PARTS)
            message = f"a review cannot show “{text[:40]}”; it shows {listed(ALL_PARTS)}{hint}"
            fields.notes.add(fields.file, line, FaultCode.BAD_VALUE, message)
    return tuple(one for one in ALL_PARTS if one in found)
