"""Which questions can each section of a quiz take, and are there always enough?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from app.catalogue.content.faults import FaultCode, did_you_mean, listed
from app.catalogue.content.model import Section
from app.catalogue.content.read_parts import MAX_DRAWN
from app.quizzes.drawing import BankedQuestion, shortages

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.catalogue.content.model import Text
    from app.catalogue.content.read_parts import Part, WrittenDraw
    from app.catalogue.content.read_stock import Item
    from app.quizzes.drawing import Draw

Banked: TypeAlias = tuple[BankedQuestion, ...]


@dataclass(frozen=True, slots=True)
class Pool:
    """What a quiz can draw from: its own questions, and those of the shared banks that it names."""

    own: Banked
    shared: Mapping[str, Banked]

    def whole(self, part: Part) -> Banked:
        """Its own questions and every one of the banks that a section's draws name."""
        named = {one.draw.bank for one in part.draws}
        found = (one for bank in self.shared if bank in named for one in self.shared[bank])
        return (*self.own, *found)

    def of(self, part: Part) -> Banked:
        """What a section can have: of shared banks only what one of its draws takes."""
        if part.listed:
            return tuple(one for one in self.own if one.id in part.questions)
        draws = [one.draw for one in part.draws]
        return tuple(
            one for one in self.whole(part) if not one.bank or any(d.takes(one) for d in draws)
        )


def sections_of(
    parts: Sequence[Part], pool: Pool, titles: Mapping[str, Text]
) -> tuple[Section, ...]:
    """Return a quiz's sections; note what they ask for in vain."""
    for part in parts:
        _note_unknown(part, pool)
    sections = tuple(_section(part, pool, titles.get(part.id, {})) for part in parts)
    if not _is_too_much(parts):
        _note_shortages(parts, sections, pool)
    return sections


def note_unasked(parts: Sequence[Part], items: Sequence[Item], pool: Pool) -> None:
    """Note the questions that none of a quiz's sections can ever ask."""
    asked = {one for part in parts for one in part.questions}
    draws = [one.draw for part in parts for one in part.draws]
    for item, banked in zip(items, pool.own, strict=True):
        if item.id not in asked and not any(draw.takes(banked) for draw in draws):
            message = f"no section lists or draws “{item.id}”; list it in one, or remove it"
            item.asked.fields.fault("id", FaultCode.DRAW, message)


def _section(part: Part, pool: Pool, title: Text) -> Section:
    found = [one.id for one in pool.of(part)]
    ids = [one for one in part.questions if one in found] if part.listed else found
    draws = tuple(one.draw for one in part.draws)
    return Section(part.id, title, draws, tuple(dict.fromkeys(ids)), part.shuffle)


def _note_unknown(part: Part, pool: Pool) -> None:
    known = [one.id for one in pool.own]
    for one, line in part.listed:
        if one not in known:
            hint = did_you_mean(one, known) or "; a section lists questions of this file"
            message = f"the quiz has no question “{one}”{hint}"
            part.fields.notes.add(part.fields.file, line, FaultCode.DRAW, message)
    for written in part.draws:
        draw, tags = written.draw, _tags(written.draw, part, pool)
        if draw.tag and draw.tag not in tags and _is_bank(draw, pool):
            known_tags = f"tags are {listed(sorted(tags))}{did_you_mean(draw.tag, tags)}"
            message = f"no question has the tag “{draw.tag}”; {known_tags}"
            written.fields.fault("tag", FaultCode.DRAW, message)


def _tags(draw: Draw, part: Part, pool: Pool) -> set[str]:
    found = (one for one in pool.whole(part) if draw.bank in {"", one.bank})
    return {tag for one in found for tag in one.tags}


def _is_bank(draw: Draw, pool: Pool) -> bool:
    """Whether there is the bank that a draw names; where there is none that is noted already."""
    return not draw.bank or draw.bank in pool.shared


def _is_too_much(parts: Sequence[Part]) -> bool:
    """Note an attempt that would be too long."""
    draws = [one for part in parts for one in part.draws]
    total = sum(one.draw.count for one in draws) + sum(len(part.listed) for part in parts)
    if total <= MAX_DRAWN:
        return False
    message = f"an attempt would have {total} questions; at most {MAX_DRAWN} are allowed"
    place, name = (draws[0].fields, "count") if draws else (parts[0].fields, "questions")
    place.fault(name, FaultCode.DRAW, message)
    return True


def _note_shortages(parts: Sequence[Part], sections: Sequence[Section], pool: Pool) -> None:
    """Note each draw that cannot be filled, as if the ones before had got what there is."""
    banked = (*pool.own, *(one for bank in pool.shared.values() for one in bank))
    for one in shortages(banked, sections):
        part = parts[one.section]
        if not part.draws:
            continue
        written = part.draws[one.number]
        if _is_bank(written.draw, pool) and (
            not written.draw.tag or written.draw.tag in _tags(written.draw, part, pool)
        ):
            _note_shortage(written, one.short)


def _note_shortage(written: WrittenDraw, short: int) -> None:
    draw = written.draw
    message = f"draws {draw.count} {_described(draw)}, but there are {draw.count - short} for it"
    written.fields.fault("count", FaultCode.DRAW, f"{message}; lower the count or add questions")


def _described(draw: Draw) -> str:
    said = (
        f"with the tag “{draw.tag}”" if draw.tag else "",
        f"of difficulty {draw.difficulty}" if draw.difficulty else "",
        f"from the bank “{draw.bank}”" if draw.bank else "",
    )
    return ", ".join(filter(None, said)) or "questions"
