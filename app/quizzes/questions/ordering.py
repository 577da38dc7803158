"""How is a question asked and marked that puts items in order?"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

from markupsafe import Markup
from typing_extensions import override

from app.quizzes.questions.base import (
    N_,
    AskView,
    Form,
    InvalidAnswer,
    Mark,
    PartMark,
    PartState,
    Problem,
    QuestionType,
    ReviewView,
    Spec,
    Words,
    html,
    ids,
    in_order,
    known_id,
    plain,
    single_value,
)
from app.quizzes.questions.checking import (
    check_id_words,
    check_ids,
    check_key_ids,
    check_keys,
    text_ids,
)
from app.quizzes.questions.feedback import OUTCOMES, outcome_feedback


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

    `given` is the place from 1 at which the learner put it, None without an answer.
    """

    id: str
    text: Markup
    given: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderingReview(ReviewView):
    """The review of an ordering question."""

    items: tuple[ReviewedItem, ...]
    feedback: Markup


class Ordering(QuestionType[list[str]]):
    """The whole order is right or it is not; the parts say which places were right."""

    name: ClassVar[str] = "ordering"

    @override
    def check(self, spec: Spec, words: Mapping[str, Words]) -> Iterator[Problem]:
        yield from check_keys(spec, words, ("items",), ("items", "feedback"))
        yield from check_ids(spec, "items")
        items, key = text_ids(spec, "items"), spec.get("key")
        yield from check_key_ids(key, items)
        left_out = [item for item in items if isinstance(key, list | tuple) and item not in key]
        if key and left_out:
            message = f"the key leaves out: {', '.join(left_out)}; it orders every item"
            yield Problem(("key",), None, message)
        yield from check_id_words(words, "items", items)
        yield from check_id_words(words, "feedback", OUTCOMES)

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
        key = ids(spec, "key")
        parts = [PartMark(item, _state(answer, key, item)) for item in key if item in answer]
        return Mark.of(Fraction(tuple(answer) == key), parts)

    @override
    def review(
        self, spec: Spec, words: Words, answer: object, order: Sequence[str]
    ) -> OrderingReview:
        given, key = self.readable(spec, answer) or [], ids(spec, "key")
        items = tuple(
            ReviewedItem(
                id=item,
                text=html(words, "items", item),
                given=given.index(item) + 1 if item in given else None,
            )
            for item in key
        )
        common = self.reviewed(spec, words, answer)
        feedback = outcome_feedback(words, common["mark"])
        return OrderingReview(**common, items=items, feedback=feedback)

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


def _state(given: Sequence[str], key: Sequence[str], item: str) -> PartState:
    same_place = given.index(item) == key.index(item)
    return PartState.RIGHT if same_place else PartState.WRONG


TYPE = Ordering()
