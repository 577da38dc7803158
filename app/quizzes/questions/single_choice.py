"""How is a question asked and marked that has exactly one right choice?"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import ClassVar

from typing_extensions import override

from app.quizzes.questions.base import N_, Form, Problem, QuestionType
from app.quizzes.questions.checking import check_key_id, text_ids
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
from app.quizzes.questions.forms import known_id, single_value
from app.quizzes.questions.marks import Mark
from app.quizzes.questions.reading import Spec, Words, ids, plain


class SingleChoice(QuestionType[str]):
    """One choice is right and earns everything; another earns what `marks` says, mostly nothing.

    Marks under 0, as other systems have them, are kept as they were written and earn nothing.
    """

    name: ClassVar[str] = "single_choice"

    @override
    def check(self, spec: Spec, words: Mapping[str, Words]) -> Iterator[Problem]:
        yield from check_choices(spec, words, ("choices", "marks"))
        yield from check_key_id(("key",), spec.get("key"), text_ids(spec, "choices"))
        yield from check_marks(spec)
        for item, mark in marks_of(spec).items():
            if item == spec.get("key"):
                message = f"`{item}` is the key and earns 1; `marks` is for the other choices"
                yield Problem(("marks", item), None, message)
            elif mark == 1:
                message = (
                    f"`{item}` earns as much as the key; what is not the key earns less than 1"
                )
                yield Problem(("marks", item), None, message)

    @override
    def shuffled_ids(self, spec: Spec) -> tuple[str, ...]:
        return ids(spec, "choices")

    @override
    def public(
        self, spec: Spec, words: Words, order: Sequence[str], answer: object = None
    ) -> ChoiceView:
        chosen = self._chosen(spec, answer)
        choices = ask_choices(spec, words, order, chosen)
        return ChoiceView(**self.asked(words), choices=choices)

    @override
    def parse(self, spec: Spec, raw: object) -> str | None:
        return None if raw is None or raw == "" else known_id(raw, ids(spec, "choices"))

    @override
    def from_form(self, spec: Spec, form: Form) -> str | None:
        return single_value(form, "answer")

    @override
    def grade(self, spec: Spec, answer: str) -> Mark:
        parts = self._picks(spec, answer).parts(ids(spec, "choices"))
        return Mark.of(_earned(spec, answer), parts)

    @override
    def review(
        self, spec: Spec, words: Words, answer: object, order: Sequence[str]
    ) -> ChoiceReview:
        choices = review_choices(spec, words, order, self._picks(spec, answer))
        return ChoiceReview(**self.reviewed(spec, words, answer), choices=choices)

    @override
    def describe(
        self, spec: Spec, words: Words, answer: object, translate: Callable[[str], str] = N_
    ) -> str:
        return "; ".join(plain(words, "choices", item) for item in self._chosen(spec, answer))

    @override
    def right_answer(self, spec: Spec) -> str:
        return str(spec.get("key"))

    @override
    def guess_score(self, spec: Spec) -> Fraction:
        choices = ids(spec, "choices")
        return sum((_earned(spec, item) for item in choices), Fraction(0)) / (len(choices) or 1)

    def _chosen(self, spec: Spec, answer: object) -> tuple[str, ...]:
        chosen = self.readable(spec, answer)
        return () if chosen is None else (chosen,)

    def _picks(self, spec: Spec, answer: object) -> Picks:
        return Picks(self._chosen(spec, answer), (str(spec.get("key")),), marks_of(spec))


def _earned(spec: Spec, choice: str) -> Fraction:
    if choice == spec.get("key"):
        return Fraction(1)
    return max(Fraction(0), marks_of(spec).get(choice, Fraction(0)))


TYPE = SingleChoice()
