"""How is a statement asked and marked that is true or false?

The two choices are the ids "true" and "false". Their words are the platform's, so a choice's `text`
is empty and the template writes it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import ClassVar

from markupsafe import Markup
from typing_extensions import override

from app.quizzes.questions.base import N_, Form, Problem, QuestionType
from app.quizzes.questions.checking import check_id_words, check_keys
from app.quizzes.questions.choices import Choice, ChoiceReview, ChoiceView, Picks
from app.quizzes.questions.forms import known_id, single_value
from app.quizzes.questions.marks import Mark
from app.quizzes.questions.reading import Spec, Words, key_text

CHOICES = ("true", "false")
_WORDS = {"true": N_("True"), "false": N_("False")}


class TrueFalse(QuestionType[str]):
    """A statement is true or false: all or nothing. The two are never shuffled."""

    name: ClassVar[str] = "true_false"

    @override
    def check(self, spec: Spec, words: Mapping[str, Words]) -> Iterator[Problem]:
        yield from check_keys(spec, words, (), ("feedback",))
        yield from check_id_words(words, "feedback", CHOICES)
        if not isinstance(spec.get("key"), bool):
            yield Problem(("key",), None, "`key` must be true or false, without quotes")

    @override
    def shuffled_ids(self, spec: Spec) -> tuple[str, ...]:
        return ()

    @override
    def public(
        self, spec: Spec, words: Words, order: Sequence[str], answer: object = None
    ) -> ChoiceView:
        chosen = self.readable(spec, answer)
        choices = tuple(Choice(item, Markup(), item == chosen) for item in CHOICES)
        return ChoiceView(**self.asked(words), choices=choices)

    @override
    def parse(self, spec: Spec, raw: object) -> str | None:
        if raw is None or raw == "":
            return None
        return known_id(key_text(raw) if isinstance(raw, bool) else raw, CHOICES)

    @override
    def from_form(self, spec: Spec, form: Form) -> str | None:
        return single_value(form, "answer")

    @override
    def grade(self, spec: Spec, answer: str) -> Mark:
        picks = Picks((answer,), (_key(spec),))
        return Mark.of(Fraction(answer == _key(spec)), picks.parts(CHOICES))

    @override
    def review(
        self, spec: Spec, words: Words, answer: object, order: Sequence[str]
    ) -> ChoiceReview:
        chosen = self.readable(spec, answer)
        picks = Picks(() if chosen is None else (chosen,), (_key(spec),))
        choices = tuple(picks.reviewed(words, item, Markup()) for item in CHOICES)
        return ChoiceReview(**self.reviewed(spec, words, answer), choices=choices)

    @override
    def describe(
        self, spec: Spec, words: Words, answer: object, translate: Callable[[str], str] = N_
    ) -> str:
        chosen = self.readable(spec, answer)
        return "" if chosen is None else translate(_WORDS[chosen])

    @override
    def right_answer(self, spec: Spec) -> str:
        return _key(spec)

    @override
    def guess_score(self, spec: Spec) -> Fraction:
        return Fraction(1, len(CHOICES))


def _key(spec: Spec) -> str:
    return key_text(spec.get("key"))


TYPE = TrueFalse()
