"""How is a question asked and marked that puts items into groups?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from markupsafe import Markup
from typing_extensions import override

from app.quizzes.questions.base import N_, AskView, ReviewView
from app.quizzes.questions.pairs import Pairing, ReviewedPair
from app.quizzes.questions.reading import Spec, Words, html, ids, in_order


@dataclass(frozen=True, slots=True)
class Group:
    """One group that items can be put into."""

    id: str
    text: Markup


@dataclass(frozen=True, slots=True)
class Item:
    """One item with the group that it is in so far."""

    id: str
    text: Markup
    group: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoriseView(AskView):
    """Items in this attempt's order, groups as they were written."""

    items: tuple[Item, ...]
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoriseReview(ReviewView):
    """The review of a question that puts items into groups."""

    items: tuple[ReviewedPair, ...]


class Categorise(Pairing):
    """Each item belongs into one group. Items are shuffled: authors write them group by group."""

    name: ClassVar[str] = "categorise"
    things: ClassVar[str] = "items"
    targets: ClassVar[str] = "groups"
    prefix: ClassVar[str] = "item-"
    ill_formed: ClassVar[str] = N_("An answer to this question gives each item its group.")

    @override
    def shuffled_ids(self, spec: Spec) -> tuple[str, ...]:
        return _items(spec)

    @override
    def public(
        self, spec: Spec, words: Words, order: Sequence[str], answer: object = None
    ) -> CategoriseView:
        pairs = self.readable(spec, answer) or {}
        return CategoriseView(
            **self.asked(words),
            items=tuple(
                Item(item, html(words, "items", item), pairs.get(item))
                for item in in_order(_items(spec), order)
            ),
            groups=tuple(Group(one, html(words, "groups", one)) for one in ids(spec, "groups")),
        )

    @override
    def review(
        self, spec: Spec, words: Words, answer: object, order: Sequence[str]
    ) -> CategoriseReview:
        items = self.reviewed_pairs(spec, words, answer)
        return CategoriseReview(**self.reviewed(spec, words, answer), items=items)


def _items(spec: Spec) -> tuple[str, ...]:
    """Return the items by their ids, which tell nothing of their groups."""
    return tuple(sorted(ids(spec, "items")))


TYPE = Categorise()
