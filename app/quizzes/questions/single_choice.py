"""How is a question asked and marked that has exactly one right choice?"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import ClassVar

from typing_extensions import override

from app.quizzes.questions.base import (
    N_,
    Form,
    Mark,
    Problem,
    QuestionType,
    Spec,
    Words,
    ids,
    known_id,
    plain,
    single_value,
)
from app.quizzes.questions.checking import check_key_id, text_ids
from app.quizzes.questions.choices import (
    ChoiceReview,
    ChoiceView,
    Picks,
    ask_choices,
    check_choices,
    review_choices,
)


class SingleChoice(QuestionType[str]):
    """One choice is right: all or nothing."""

    name: ClassVar[str] = "single_choice"

    @override
    def check(self, spec: Spec, words: Mapping[str, Words]) -> Iterator[Problem]:
        yield from check_choices(spec, words)
        yield from check_key_id(("key",), spec.get("key"), text_ids(spec, "choices"))

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
        right = answer == spec.get("key")
        return Mark.of(Fraction(right), self._picks(spec, answer).parts(ids(spec, "choices")))

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

    def _chosen(self, spec: Spec, answer: object) -> tuple[str, ...]:
        chosen = self.readable(spec, answer)
        return () if chosen is None else (chosen,)

    def _picks(self, spec: Spec, answer: object) -> Picks:
        return Picks(self._chosen(spec, answer), (str(spec.get("key")),))


TYPE = SingleChoice()
