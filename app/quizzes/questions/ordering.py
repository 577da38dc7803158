"""How is a question asked and marked that puts items in order?"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from math import factorial
from typing import ClassVar

from markupsafe import Markup
from typing_extensions import override

from app.quizzes.questions.base import (
    N_,
    AskView,
    Form,
    InvalidAnswer,
    Problem,
    QuestionType,
    ReviewView,
)
from app.quizzes.questions.checking import (
    check_id_words,
    check_ids,
    check_key_ids,
    check_keys,
    check_one_of,
    text_ids,
)
from app.quizzes.questions.feedback import OUTCOMES, PARTLY, outcome_feedback
from app.quizzes.questions.forms import known_id, single_value
from app.quizzes.questions.marks import Mark, PartMark, PartState
from app.quizzes.questions.reading import Spec, Words, html, ids, in_order, plain


class Marking(StrEnum):
    """How an order is marked that is not wholly right; `marking:`, EXACT without it.

    EXACT: not at all. ADJACENT: by the pairs of neighbours of the right order that are kept, next
    to each other and in that order. POSITION: by the items that are in their place.
    """

    EXACT = "exact"
    ADJACENT = "adjacent"
    POSITION = "position"


@dataclass(frozen=True, slots=True)
class Item:
    """One item as the running page shows it."""

    id: str
    text: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderingView(AskView):
    """Items in the order answered, and before that in this attempt's order."""

    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class ReviewedItem:
    """One item in the review, which lists them in the right order.

    `given` is the place from 1 at which the learner put it, None without an answer. `state` tells
    whether that is its place, or by ADJACENT whether the next item follows it; None for the last.
    """

    id: str
    text: Markup
    given: int | None
    state: PartState | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderingReview(ReviewView):
    """The review of an ordering question."""

    items: tuple[ReviewedItem, ...]
    marking: Marking
    feedback: Markup


class Ordering(QuestionType[list[str]]):
    """Items have one right order. The parts say which places, or which neighbours, were right."""

    name: ClassVar[str] = "ordering"

    @override
    def check(self, spec: Spec, words: Mapping[str, Words]) -> Iterator[Problem]:
        yield from check_keys(spec, words, ("items", "marking"), ("items", "feedback"))
        yield from check_one_of(spec, "marking", list(Marking))
        yield from check_ids(spec, "items")
        items, key = text_ids(spec, "items"), spec.get("key")
        yield from check_key_ids(key, items)
        left_out = [item for item in items if isinstance(key, list | tuple) and item not in key]
        if key and left_out:
            message = f"the key leaves out: {', '.join(left_out)}; it orders every item"
            yield Problem(("key",), None, message)
        yield from check_id_words(words, "items", items)
        can_be_partly = _marking(spec) is not Marking.EXACT
        yield from check_id_words(words, "feedback", OUTCOMES, (PARTLY,) if can_be_partly else ())

    @override
    def shuffled_ids(self, spec: Spec) -> tuple[str, ...]:
        return _items(spec)

    @override
    def public(
        self, spec: Spec, words: Words, order: Sequence[str], answer: object = None
    ) -> OrderingView:
        shown = self.readable(spec, answer) or in_order(_items(spec), order)
        items = (Item(item, html(words, "items", item)) for item in shown)
        return OrderingView(**self.asked(words), items=tuple(items))

    @override
    def parse(self, spec: Spec, raw: object) -> list[str] | None:
        if raw is None or raw in ("", [], ()):
            return None
        if not isinstance(raw, list | tuple):
            raise InvalidAnswer(N_("An answer to this question is a list of items in order."))
        items = _items(spec)
        order = [known_id(item, items) for item in raw]
        if sorted(order) != sorted(items):
            raise InvalidAnswer(N_("The order must have every item once."))
        return order

    @override
    def from_form(self, spec: Spec, form: Form) -> list[str]:
        """Return the items as the form lists them, after the one move that it may ask for.

        The form posts every item in its present order; each "move up" button posts `up:<id>`.
        """
        order, move = list(form.get("answer", ())), single_value(form, "move")
        return _moved(order, *move.partition(":")[::2]) if move else order

    @override
    def grade(self, spec: Spec, answer: list[str]) -> Mark:
        states = _states(spec, answer)
        right = sum(state is PartState.RIGHT for state in states.values())
        fraction = Fraction(right, len(states) or 1)
        if _marking(spec) is Marking.EXACT:
            fraction = Fraction(int(fraction))
        return Mark.of(fraction, (PartMark(item, state) for item, state in states.items()))

    @override
    def review(
        self, spec: Spec, words: Words, answer: object, order: Sequence[str]
    ) -> OrderingReview:
        given = self.readable(spec, answer) or []
        states = _states(spec, given)
        items = tuple(
            ReviewedItem(
                id=item,
                text=html(words, "items", item),
                given=given.index(item) + 1 if item in given else None,
                state=states.get(item),
            )
            for item in ids(spec, "key")
        )
        common = self.reviewed(spec, words, answer)
        return OrderingReview(
            **common,
            items=items,
            marking=_marking(spec),
            feedback=outcome_feedback(words, common["mark"]),
        )

    @override
    def classify(self, spec: Spec, answer: object) -> Mapping[str, str]:
        """Return the place, from 1, that each item was given."""
        given = self.readable(spec, answer) or []
        return {item: str(place) for place, item in enumerate(given, start=1)}

    @override
    def right_answer(self, spec: Spec) -> list[str]:
        return list(ids(spec, "key"))

    @override
    def guess_score(self, spec: Spec) -> Fraction | None:
        """Return the mean mark of all orders.

        Of n items each is in its place in one order of n, and each pair of neighbours is kept in
        (n - 1)! of n! orders: both times the mean share is 1 / n.
        """
        count = len(ids(spec, "key"))
        if not count:
            return None
        is_exact = _marking(spec) is Marking.EXACT
        return Fraction(1, factorial(count) if is_exact else count)

    @override
    def describe(
        self, spec: Spec, words: Words, answer: object, translate: Callable[[str], str] = N_
    ) -> str:
        given = self.readable(spec, answer) or []
        texts = (plain(words, "items", item) for item in given)
        return "; ".join(f"{place}. {text}" for place, text in enumerate(texts, start=1))


def _items(spec: Spec) -> tuple[str, ...]:
    """Return the items by their ids: authors like to write them in the right order."""
    return tuple(sorted(ids(spec, "items")))


def _moved(order: list[str], direction: str, item: str) -> list[str]:
    """Return the order with one item a place up or down; at the end of the list it stays."""
    steps = {"up": -1, "down": 1}
    if direction not in steps or item not in order:
        raise InvalidAnswer(N_("This move is not one that the question offers."))
    place = order.index(item)
    rest = order[:place] + order[place + 1 :]
    target = max(0, place + steps[direction])
    return [*rest[:target], item, *rest[target:]]


def _marking(spec: Spec) -> Marking:
    found = str(spec.get("marking", Marking.EXACT))
    return Marking(found) if found in list(Marking) else Marking.EXACT


def _states(spec: Spec, given: Sequence[str]) -> dict[str, PartState]:
    """Return how each item fared; by ADJACENT the last one has no neighbour to be followed by."""
    key = ids(spec, "key")
    if not given:
        return {}
    if _marking(spec) is Marking.ADJACENT:
        kept = set(pairwise(given))
        fared = {pair[0]: pair in kept for pair in pairwise(key)}
    else:
        fared = {
            item: given.index(item) == place for place, item in enumerate(key) if item in given
        }
    return {item: PartState.RIGHT if good else PartState.WRONG for item, good in fared.items()}


TYPE = Ordering()
