"""Which questions does an attempt have, and in which order does it show their choices?

Chance comes from a stored integer seed, through SHA-256: the rank of a thing is the hash of the
seed, a label and its id. The same seed therefore gives the same result for ever, on every machine
and version of Python (`random.Random` promises that for `random()` only, not for shuffling), and
neither the order of a bank nor of a mapping changes it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from secrets import randbits
from typing import Protocol

SEED_BITS = 63
"""A seed fits a signed 64-bit column."""


@dataclass(frozen=True, slots=True)
class Draw:
    """A number of questions that an attempt takes: with one tag, of one difficulty, from one bank.

    None is any tag or difficulty, the empty bank any bank.
    """

    tag: str | None
    count: int
    difficulty: int | None = None
    bank: str = ""

    def takes(self, question: BankedQuestion) -> bool:
        """Say whether the question is one that can be drawn."""
        return (
            (self.tag is None or self.tag in question.tags)
            and self.difficulty in (None, question.difficulty)
            and self.bank in ("", question.bank)
        )


@dataclass(frozen=True, slots=True)
class BankedQuestion:
    """A question of the bank, as far as drawing looks at it."""

    id: str
    tags: frozenset[str]
    difficulty: int = 0
    bank: str = ""


class Drawn(Protocol):
    """A part of an attempt, as far as drawing looks at it."""

    @property
    def draws(self) -> tuple[Draw, ...]:
        """What is drawn; without draws the part has all its questions."""

    @property
    def questions(self) -> tuple[str, ...]:
        """The ids of the questions that it draws from."""

    @property
    def shuffle(self) -> bool:
        """Whether the order of what was drawn is mixed."""


class BankTooSmall(ValueError):  # noqa: N818 - reads as what it is at `except BankTooSmall`
    """The bank cannot fill every draw; `draw` is the first that stays short, by `short`."""

    def __init__(self, draw: Draw, short: int) -> None:
        self.draw = draw
        self.short = short
        super().__init__(
            f"the draw of {draw.count} with the tag `{draw.tag}` is {short} short: the bank needs "
            "more questions with this tag that no other draw takes"
        )


@dataclass(frozen=True, slots=True)
class Shortage:
    """A draw that the bank cannot fill: which one of which section, counted from 0, by how many."""

    section: int
    number: int
    short: int


def new_seed() -> int:
    """Return a seed for a new attempt, to be stored with it."""
    return randbits(SEED_BITS)


def draw(
    questions: Sequence[BankedQuestion],
    sections: Sequence[Drawn],
    seed: int,
    seen: Mapping[str, int] | None = None,
) -> tuple[str, ...]:
    """Return the ids of an attempt's questions: section by section, in the order of the draws.

    A section without draws has all its questions, in their order. No question comes twice, and
    where the bank suffices every draw is filled, even if a question has the tags of several.
    `seen` counts how often the learner has met a question: the least met ones come first.
    Raises BankTooSmall.
    """
    slots, filled = _filled(questions, sections, (seed, seen or {}))
    _require_all([slot.draw for place, slot in enumerate(slots) if place not in filled])
    return tuple(
        one
        for place, section in enumerate(sections)
        for one in _arranged(section, place, [(slots[at], id_) for at, id_ in filled.items()], seed)
    )


def shortages(
    questions: Sequence[BankedQuestion], sections: Sequence[Drawn]
) -> tuple[Shortage, ...]:
    """Return every draw that cannot be filled once those before it have what they ask for."""
    slots, filled = _filled(questions, sections, (0, {}))
    unfilled = [slot for place, slot in enumerate(slots) if place not in filled]
    left = Counter((slot.section, slot.number) for slot in unfilled)
    return tuple(Shortage(section, number, short) for (section, number), short in left.items())


@dataclass(frozen=True, slots=True)
class _Slot:
    """A place of an attempt: in which section, by which of its draws, which question if fixed."""

    section: int
    number: int
    draw: Draw
    fixed: str | None = None


def _filled(
    questions: Sequence[BankedQuestion],
    sections: Sequence[Drawn],
    chance: tuple[int, Mapping[str, int]],
) -> tuple[list[_Slot], dict[int, str]]:
    """Return the places of an attempt, and which question has which of them."""
    known = {one.id: one for one in questions}
    slots = [slot for place, one in enumerate(sections) for slot in _slots(place, one)]
    return slots, _fill([_candidates(slot, sections, known, chance) for slot in slots])


def _slots(place: int, section: Drawn) -> list[_Slot]:
    if not section.draws:
        every = Draw(None, len(section.questions))
        return [_Slot(place, number, every, one) for number, one in enumerate(section.questions)]
    return [
        _Slot(place, number, one)
        for number, one in enumerate(section.draws)
        for _ in range(one.count)
    ]


def _candidates(
    slot: _Slot,
    sections: Sequence[Drawn],
    known: Mapping[str, BankedQuestion],
    chance: tuple[int, Mapping[str, int]],
) -> list[str]:
    if slot.fixed is not None:
        return [slot.fixed]
    seed, met = chance
    own = (known[one] for one in sections[slot.section].questions if one in known)
    taken = [one.id for one in own if slot.draw.takes(one)]
    return sorted(taken, key=lambda one: (met.get(one, 0), _rank(seed, "draw", one)))


def _arranged(
    section: Drawn, place: int, filled: Sequence[tuple[_Slot, str]], seed: int
) -> list[str]:
    own = [
        (slot.number, _rank(seed, "draw", one), one)
        for slot, one in filled
        if slot.section == place
    ]
    if section.shuffle:
        own = [(0, _rank(seed, "order", one), one) for _number, _drawn, one in own]
    return [one for _number, _drawn, one in sorted(own)]


def question_seed(seed: int, question_id: str) -> int:
    """Return the seed of one question of an attempt, 63 bits, for whatever it draws itself."""
    return int.from_bytes(_rank(seed, "question", question_id)[:8]) >> 1


def chance(seed: int, label: str, count: int) -> int:
    """Return one of the numbers from 0 to `count` - 1, by the seed and what it is drawn for."""
    return int.from_bytes(_rank(seed, "chance", label)) % count


def shuffled(ids: Iterable[str], seed: int, question_id: str) -> tuple[str, ...]:
    """Return the ids in the order in which the attempt with this seed shows them."""
    return tuple(sorted(ids, key=lambda one: _rank(seed, f"shuffle:{question_id}", one)))


def _fill(wishes: Sequence[Sequence[str]]) -> dict[int, str]:
    """Give each slot a candidate of its own: a maximum matching by augmenting paths (Kuhn)."""
    holder: dict[str, int] = {}
    for slot in range(len(wishes)):
        _seat(slot, wishes, holder, set())
    return {slot: candidate for candidate, slot in holder.items()}


def _seat(
    slot: int, wishes: Sequence[Sequence[str]], holder: dict[str, int], tried: set[str]
) -> bool:
    """Seat a slot, first on a free candidate, otherwise by moving the slot that holds one."""
    free = next((one for one in wishes[slot] if one not in holder), None)
    if free is not None:
        holder[free] = slot
        return True
    for candidate in wishes[slot]:
        if candidate not in tried:
            tried.add(candidate)
            if _seat(holder[candidate], wishes, holder, tried):
                holder[candidate] = slot
                return True
    return False


def _require_all(unfilled: Sequence[Draw]) -> None:
    if unfilled:
        raise BankTooSmall(unfilled[0], unfilled.count(unfilled[0]))


def _rank(seed: int, label: str, one: str) -> bytes:
    return sha256(f"{seed}\n{label}\n{one}".encode()).digest()
