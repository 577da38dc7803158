"""What is an attempt at a quiz made of, as its structure is written?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.catalogue.content.faults import FaultCode
from app.quizzes.drawing import Draw

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from app.catalogue.content.fields import Fields

MAX_DRAWN = 200


@dataclass(frozen=True, slots=True)
class WrittenDraw:
    """A draw, with the mapping that it is written in."""

    draw: Draw
    fields: Fields


@dataclass(frozen=True, slots=True)
class Part:
    """A section as it is written: it draws, or lists questions with their lines, or has all.

    The one part of a quiz without sections has the empty id.
    """

    id: str
    fields: Fields
    draws: tuple[WrittenDraw, ...]
    listed: tuple[tuple[str, int], ...]
    shuffle: bool

    @property
    def questions(self) -> tuple[str, ...]:
        """The ids of the questions that it lists, each once."""
        return tuple(dict.fromkeys(one for one, _ in self.listed))


def read_parts(fields: Fields) -> tuple[Part, ...]:
    """Read what an attempt draws: by sections, by draws alone, or every question."""
    draws = _draws(fields)
    shuffle = fields.flag("shuffle", default=False)
    tables = fields.tables("sections", required=False)
    if "sections" not in fields.node.entries:
        return (Part("", fields, draws, (), shuffle),)
    for name in ("draw", "shuffle"):
        if name in fields.node.entries:
            message = f"a quiz with sections has no “{name}:” of its own; write it in a section"
            fields.fault(name, FaultCode.DRAW, message)
    if not tables:
        message = "“sections:” needs at least one of them, each “- id: …” with draw or questions"
        fields.fault("sections", FaultCode.EMPTY, message)
    parts = tuple(_section(one) for one in tables)
    _note_twice(parts)
    return parts


def banks_named(parts: Sequence[Part]) -> Iterator[tuple[str, Fields]]:
    """Return each shared bank that is drawn from, with every draw that names it."""
    for part in parts:
        for one in part.draws:
            if one.draw.bank:
                yield one.draw.bank, one.fields


def _section(fields: Fields) -> Part:
    part = Part(
        id=fields.identifier("id"),
        fields=fields,
        draws=_draws(fields),
        listed=fields.places("questions"),
        shuffle=fields.flag("shuffle", default=False),
    )
    if bool(part.draws) == bool(part.listed):
        message = "a section either draws (“draw:”) or lists its questions (“questions: [ids]”)"
        fields.fault("questions", FaultCode.DRAW, message)
    fields.unknown_keys()
    return part


def _note_twice(parts: Sequence[Part]) -> None:
    """Note ids of sections that stand twice, and questions that an attempt would have twice."""
    sections: dict[str, int] = {}
    questions: dict[str, int] = {}
    for part in parts:
        if part.id in sections:
            message = f"section “{part.id}” is already on line {sections[part.id]}; rename one"
            part.fields.fault("id", FaultCode.DUPLICATE_ID, message)
        sections.setdefault(part.id, part.fields.line_of("id"))
        for one, line in part.listed:
            if one in questions:
                message = f"question “{one}” is already asked, by line {questions[one]}; keep one"
                part.fields.notes.add(part.fields.file, line, FaultCode.DRAW, message)
            questions.setdefault(one, line)


def _draws(fields: Fields) -> tuple[WrittenDraw, ...]:
    tables = fields.tables("draw", required=False)
    return tuple(WrittenDraw(_draw(one), one) for one in tables)


def _draw(fields: Fields) -> Draw:
    if not {"tag", "difficulty", "bank"} & set(fields.node.entries):
        message = "a draw says what it takes: by “tag:”, “difficulty:” or “bank:”"
        fields.fault("tag", FaultCode.MISSING_KEY, message)
    draw = Draw(
        tag=fields.identifier("tag", required=False) or None,
        count=fields.integer("count", 1, MAX_DRAWN),
        difficulty=fields.optional_integer("difficulty", 1, 3),
        bank=fields.identifier("bank", required=False),
    )
    fields.unknown_keys()
    return draw
