"""Which questions does an attempt have, and in which order does it show their choices?

Chance comes from a stored integer seed, through SHA-256: the rank of a thing is the hash of the
seed, a label and its id. The same seed therefore gives the same result for ever, on every machine
and version of Python (`random.Random` promises that for `random()` only, not for shuffling), and
neither the order of a bank nor of a mapping changes it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from secrets import randbits

SEED_BITS = 63
"""A seed fits a signed 64-bit column."""


@dataclass(frozen=True, slots=True)
class Draw:
    """A number of questions with one tag, which is what an attempt takes from the bank."""

    tag: str
    count: int


@dataclass(frozen=True, slots=True)
class BankedQuestion:
    """A question of the bank, as far as drawing looks at it."""

    id: str
    tags: frozenset[str]


class BankTooSmall(ValueError):  # noqa: N818 - reads as what it is at `except BankTooSmall`
    """The bank cannot fill every draw; `draw` is the first that stays short, by `short`."""

    def __init__(self, draw: Draw, short: int) -> None:
        self.draw = draw
        self.short = short
        super().__init__(
            f"the draw of {draw.count} with the tag `{draw.tag}` is {short} short: the bank needs "
            "more questions with this tag that no other draw takes"
        )


def new_seed() -> int:
    """Return a seed for a new attempt, to be stored with it."""
    return randbits(SEED_BITS)


def draw(questions: Sequence[BankedQuestion], draws: Sequence[Draw], seed: int) -> tuple[str, ...]:
    """Return the ids of an attempt's questions, in the order of the draws.

    Without draws the attempt has every question, in the bank's order. No question comes twice, and
    where the bank suffices every draw is filled, even if a question has the tags of several.
    Raises BankTooSmall.
    """
    if not draws:
        return tuple(question.id for question in questions)
    slots = [number for number, one in enumerate(draws) for _ in range(one.count)]
    ranked = [_candidates(questions, one, seed) for one in draws]
    filled = _fill([ranked[number] for number in slots])
    _require_all(draws, [number for slot, number in enumerate(slots) if slot not in filled])
    places = ((slots[slot], _rank(seed, "draw", one), one) for slot, one in filled.items())
    return tuple(one for _, _, one in sorted(places))


def shuffled(ids: Iterable[str], seed: int, question_id: str) -> tuple[str, ...]:
    """Return the ids in the order in which the attempt with this seed shows them."""
    return tuple(sorted(ids, key=lambda one: _rank(seed, f"shuffle:{question_id}", one)))


def _candidates(questions: Iterable[BankedQuestion], one: Draw, seed: int) -> list[str]:
    tagged = (question.id for question in questions if one.tag in question.tags)
    return sorted(tagged, key=lambda found: _rank(seed, "draw", found))


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


def _require_all(draws: Sequence[Draw], unfilled: Sequence[int]) -> None:
    if unfilled:
        first = unfilled[0]
        raise BankTooSmall(draws[first], unfilled.count(first))


def _rank(seed: int, label: str, one: str) -> bytes:
    return sha256(f"{seed}\n{label}\n{one}".encode()).digest()
