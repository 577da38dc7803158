"""How is a question asked and marked of which several choices may be right?"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum
from fractions import Fraction
from typing import ClassVar

from typing_extensions import override

from app.quizzes.questions.base import N_, Form, InvalidAnswer, Problem, QuestionType
from app.quizzes.questions.checking import check_key_ids, check_one_of, text_ids
from app.quizzes.questions.choices import (
    ChoiceReview,
    ChoiceView,
    Picks,
    ask_choices,
    check_choices,
    check_marks,
    marks_of,
    review_choices,
)
from app.quizzes.questions.forms import known_id
from app.quizzes.questions.marks import Mark
from app.quizzes.questions.reading import Spec, Words, ids, plain


class Marking(StrEnum):
    """How a partly right answer is marked; `marking:` in the question, PARTIAL without it."""

    PARTIAL = "partial"
    NO_PENALTY = "no_penalty"
    ALL_OR_NOTHING = "all_or_nothing"


class MultipleResponse(QuestionType[list[str]]):
    """Any number of choices is right; nothing ticked is no answer."""

    name: ClassVar[str] = "multiple_response"

    @override
    def check(self, spec: Spec, words: Mapping[str, Words]) -> Iterator[Problem]:
        yield from check_choices(spec, words, ("choices", "marking", "marks"))
        if "marks" in spec:
            yield from _check_marks(spec)
        else:
            yield from check_key_ids(spec.get("key"), text_ids(spec, "choices"))
            yield from check_one_of(spec, "marking", list(Marking))

    @override
    def shuffled_ids(self, spec: Spec) -> tuple[str, ...]:
        return ids(spec, "choices")

    @override
    def public(
        self, spec: Spec, words: Words, order: Sequence[str], answer: object = None
    ) -> ChoiceView:
        choices = ask_choices(spec, words, order, self._chosen(spec, answer))
        return ChoiceView(**self.asked(words), choices=choices)

    @override
    def parse(self, spec: Spec, raw: object) -> list[str] | None:
        if raw is None or raw == "":
            return None
        if not isinstance(raw, list | tuple):
            raise InvalidAnswer(N_("An answer to this question is a list of choices."))
        choices = ids(spec, "choices")
        ticked = {known_id(item, choices) for item in raw}
        return [item for item in choices if item in ticked] or None

    @override
    def from_form(self, spec: Spec, form: Form) -> list[str]:
        return list(form.get("answer", ()))

    @override
    def grade(self, spec: Spec, answer: list[str]) -> Mark:
        """Return what the ticks earn.

        PARTIAL: each right tick adds 1 / (number of right choices), each wrong one takes away
        1 / (number of wrong choices), never under 0: ticking everything earns nothing.
        NO_PENALTY: wrong ticks take nothing away, but more ticks than the key has earn nothing.
        With `marks` the ticks earn the sum of theirs, from 0 to 1.
        """
        picks = Picks(tuple(answer), _key(spec))
        fraction = Fraction(set(picks.chosen) == set(picks.key))
        if _marking(spec) is not Marking.ALL_OR_NOTHING:
            worth = _worth(spec)
            fraction = _bounded(sum(worth[item] for item in _counted(spec, picks.chosen)))
        return Mark.of(fraction, picks.parts(ids(spec, "choices")))

    @override
    def review(
        self, spec: Spec, words: Words, answer: object, order: Sequence[str]
    ) -> ChoiceReview:
        picks = Picks(self._chosen(spec, answer), _key(spec))
        choices = review_choices(spec, words, order, picks)
        return ChoiceReview(**self.reviewed(spec, words, answer), choices=choices)

    @override
    def describe(
        self, spec: Spec, words: Words, answer: object, translate: Callable[[str], str] = N_
    ) -> str:
        return "; ".join(plain(words, "choices", item) for item in self._chosen(spec, answer))

    @override
    def right_answer(self, spec: Spec) -> list[str]:
        return list(_key(spec))

    def _chosen(self, spec: Spec, answer: object) -> tuple[str, ...]:
        return tuple(self.readable(spec, answer) or ())


def _marking(spec: Spec) -> Marking:
    if "marks" in spec:
        return Marking.PARTIAL
    found = str(spec.get("marking", Marking.PARTIAL))
    return Marking(found) if found in list(Marking) else Marking.PARTIAL


def _key(spec: Spec) -> tuple[str, ...]:
    if "marks" in spec:
        return tuple(item for item, worth in _worth(spec).items() if worth > 0)
    return ids(spec, "key")


def _worth(spec: Spec) -> dict[str, Fraction]:
    """Return what a tick at each choice adds."""
    choices = ids(spec, "choices")
    if "marks" in spec:
        return {item: marks_of(spec).get(item, Fraction(0)) for item in choices}
    key, takes = ids(spec, "key"), _marking(spec) is Marking.PARTIAL
    others = len(choices) - len(key)
    lost = Fraction(-1, others) if takes and others > 0 else Fraction(0)
    return {item: Fraction(1, len(key)) if item in key else lost for item in choices}


def _counted(spec: Spec, chosen: Sequence[str]) -> Sequence[str]:
    """Return the ticks that count: none where there are more than NO_PENALTY allows."""
    is_too_many = _marking(spec) is Marking.NO_PENALTY and len(chosen) > len(_key(spec))
    return () if is_too_many else chosen


def _bounded(total: Fraction | int) -> Fraction:
    return min(Fraction(1), max(Fraction(0), Fraction(total)))


def _check_marks(spec: Spec) -> Iterator[Problem]:
    for name in ("key", "marking"):
        if name in spec:
            message = f"`marks` says what each tick earns: leave `{name}` out, or `marks`"
            yield Problem((name,), None, message)
    yield from check_marks(spec)
    worth = marks_of(spec)
    total = sum((mark for mark in worth.values() if mark > 0), Fraction(0))
    if worth and total != 1:
        message = (
            f"the marks above 0 add up to {total}; they must add up to 1 (write 1/3 if need be)"
        )
        yield Problem(("marks",), None, message)


TYPE = MultipleResponse()
