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
    fields,
    html,
    ids,
    in_order,
    known_id,
    plain,
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
    """One item; `position` counts from 1 and is None as long as nothing was answered."""

    id: str
    text: Markup
    position: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderingView(AskView):
    """Items in the order answered, and before that in this attempt's order."""

    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class ReviewedItem:
    """One item in the review, which lists them in the right order."""

    id: str
    text: Markup
    position: int
    given: int | None
    state: PartState


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
        given = self.readable(spec, answer)
        shown = given or in_order(_items(spec), order)
        items = (
            Item(item, html(words, "items", item), place if given else None)
            for place, item in enumerate(shown, start=1)
        )
        return OrderingView(**self.asked(spec, words), items=tuple(items))

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
    def from_form(self, spec: Spec, form: Form, name_prefix: str) -> list[str]:
        """Return the items by the positions chosen. Raises InvalidAnswer where one is not clear."""
        sent, items = fields(form, f"{name_prefix}position-"), _items(spec)
        chosen = {known_id(item, items): place for item, place in sent.items() if place}
        if not chosen:
            return []
        places = {_place(place, len(items)): item for item, place in chosen.items()}
        if len(places) < len(chosen):
            raise InvalidAnswer(N_("Two items have the same position; give each its own."))
        if len(places) < len(items):
            raise InvalidAnswer(N_("Some items have no position yet; give every item one."))
        return [places[place] for place in sorted(places)]

    @override
    def grade(self, spec: Spec, answer: list[str]) -> Mark:
        key = ids(spec, "key")
        parts = [PartMark(item, _state(answer, key, item)) for item in key]
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
                position=place,
                given=given.index(item) + 1 if item in given else None,
                state=_state(given, key, item),
            )
            for place, item in enumerate(key, start=1)
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


def _place(text: str, last: int) -> int:
    if text not in {str(place) for place in range(1, last + 1)}:
        raise InvalidAnswer(N_("A position is a number from 1 to %(last)s."), last=str(last))
    return int(text)


def _state(given: Sequence[str], key: Sequence[str], item: str) -> PartState:
    if item not in given:
        return PartState.MISSED
    same = list(given).index(item) == list(key).index(item)
    return PartState.RIGHT if same else PartState.WRONG


TYPE = Ordering()
