"""How is a question asked and marked of which several choices may be right?"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum
from fractions import Fraction
from typing import ClassVar

from typing_extensions import override

from app.quizzes.questions.base import (
    N_,
    Form,
    InvalidAnswer,
    Mark,
    Problem,
    QuestionType,
    Spec,
    Words,
    ids,
    key_text,
    known_id,
    plain,
)
from app.quizzes.questions.checking import check_key_ids, text_ids
from app.quizzes.questions.choices import (
    ChoiceReview,
    ChoiceView,
    Picks,
    ask_choices,
    check_choices,
    review_choices,
)


class Marking(StrEnum):
    """How a partly right answer is marked; `marking:` in the question, PARTIAL without it."""

    PARTIAL = "partial"
    ALL_OR_NOTHING = "all_or_nothing"


class MultipleResponse(QuestionType[list[str]]):
    """Any number of choices is right; nothing ticked is no answer."""

    name: ClassVar[str] = "multiple_response"

    @override
    def check(self, spec: Spec, words: Mapping[str, Words]) -> Iterator[Problem]:
        yield from check_choices(spec, words, ("choices", "marking"))
        yield from check_key_ids(spec.get("key"), text_ids(spec, "choices"))
        if "marking" in spec and spec["marking"] not in list(Marking):
            message = f"`marking` is {' or '.join(Marking)}, not `{key_text(spec['marking'])}`"
            yield Problem(("marking",), None, message)

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
        """
        choices, key = ids(spec, "choices"), ids(spec, "key")
        fraction = Fraction(set(answer) == set(key))
        if spec.get("marking", Marking.PARTIAL) != Marking.ALL_OR_NOTHING:
            fraction = _partial(choices, key, answer)
        return Mark.of(fraction, Picks(tuple(answer), key).parts(choices))

    @override
    def review(
        self, spec: Spec, words: Words, answer: object, order: Sequence[str]
    ) -> ChoiceReview:
        picks = Picks(self._chosen(spec, answer), ids(spec, "key"))
        choices = review_choices(spec, words, order, picks)
        return ChoiceReview(**self.reviewed(spec, words, answer), choices=choices)

    @override
    def describe(
        self, spec: Spec, words: Words, answer: object, translate: Callable[[str], str] = N_
    ) -> str:
        return "; ".join(plain(words, "choices", item) for item in self._chosen(spec, answer))

    def _chosen(self, spec: Spec, answer: object) -> tuple[str, ...]:
        return tuple(self.readable(spec, answer) or ())


def _partial(choices: Sequence[str], key: Sequence[str], answer: Sequence[str]) -> Fraction:
    right = sum(item in key for item in answer)
    wrong = len(answer) - right
    wrong_choices = len(choices) - len(key)
    earned = Fraction(right, len(key)) if key else Fraction(0)
    lost = Fraction(wrong, wrong_choices) if wrong_choices > 0 else Fraction(0)
    return max(Fraction(0), earned - lost)


TYPE = MultipleResponse()
