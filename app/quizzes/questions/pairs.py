"""What do the questions share in which each thing is given one of several targets?"""

from abc import abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import ClassVar

from markupsafe import Markup
from typing_extensions import override

from app.quizzes.questions.base import N_, Form, InvalidAnswer, Problem, QuestionType
from app.quizzes.questions.checking import (
    check_id_words,
    check_ids,
    check_key_id,
    check_keys,
    text_ids,
    unknown_in_key,
)
from app.quizzes.questions.forms import fields, known_id
from app.quizzes.questions.marks import Mark, PartMark, PartState
from app.quizzes.questions.reading import Spec, Words, html, ids, plain
from app.quizzes.questions.tries import over_tries


@dataclass(frozen=True, slots=True)
class ReviewedPair:
    """One thing in the review; `chosen` is None where nothing was given."""

    id: str
    text: Markup
    chosen: Markup | None
    key: Markup
    state: PartState
    feedback: Markup


class Pairing(QuestionType[dict[str, str]]):
    """Each thing has one right target, and every thing counts the same.

    `things` and `targets` name the lists of the structure, and their words; `prefix` begins the
    name of a thing's field; `ill_formed` says what an answer would be.
    """

    things: ClassVar[str]
    targets: ClassVar[str]
    prefix: ClassVar[str]
    ill_formed: ClassVar[str]

    @override
    def check(self, spec: Spec, words: Mapping[str, Words]) -> Iterator[Problem]:
        lists = (self.things, self.targets)
        yield from check_keys(spec, words, lists, (*lists, "feedback"))
        yield from check_ids(spec, self.things)
        yield from check_ids(spec, self.targets)
        things, targets = text_ids(spec, self.things), text_ids(spec, self.targets)
        yield from self._check_key(spec.get("key"), things, targets)
        yield from check_id_words(words, self.things, things)
        yield from check_id_words(words, self.targets, targets)
        yield from check_id_words(words, "feedback", things)

    @override
    @abstractmethod
    def shuffled_ids(self, spec: Spec) -> tuple[str, ...]: ...

    @override
    def parse(self, spec: Spec, raw: object) -> dict[str, str] | None:
        if raw is None or raw == "":
            return None
        if not isinstance(raw, Mapping):
            raise InvalidAnswer(self.ill_formed)
        things, targets = ids(spec, self.things), ids(spec, self.targets)
        pairs = {
            known_id(thing, things): known_id(target, targets)
            for thing, target in raw.items()
            if target is not None and target != ""
        }
        return {thing: pairs[thing] for thing in things if thing in pairs} or None

    @override
    def from_form(self, spec: Spec, form: Form) -> dict[str, str]:
        return fields(form, self.prefix)

    @override
    def grade(self, spec: Spec, answer: dict[str, str]) -> Mark:
        things = ids(spec, self.things)
        parts = [PartMark(thing, _state(spec, answer, thing)) for thing in things]
        right = sum(part.state is PartState.RIGHT for part in parts)
        return Mark.of(Fraction(right, len(things) or 1), parts)

    @override
    def mark_of_tries(self, spec: Spec, answers: Sequence[object], penalty: Fraction) -> Mark:
        """Return what several tries earn: thing by thing, see `tries.over_tries`."""
        if len(answers) < 2:
            return super().mark_of_tries(spec, answers, penalty)
        tries = [self.readable(spec, answer) or {} for answer in answers]
        things = ids(spec, self.things)
        earned = (
            over_tries([_earned(spec, one, thing) for one in tries], penalty) for thing in things
        )
        return replace(
            self.mark(spec, answers[-1]), fraction=sum(earned, Fraction(0)) / (len(things) or 1)
        )

    @override
    def right_answer(self, spec: Spec) -> dict[str, str]:
        return {thing: _key_of(spec, thing) for thing in ids(spec, self.things)}

    @override
    def guess_score(self, spec: Spec) -> Fraction | None:
        targets = ids(spec, self.targets)
        return Fraction(1, len(targets)) if targets else None

    @override
    def describe(
        self, spec: Spec, words: Words, answer: object, translate: Callable[[str], str] = N_
    ) -> str:
        return "; ".join(
            f"{plain(words, self.things, thing)} → {plain(words, self.targets, target)}"
            for thing, target in (self.readable(spec, answer) or {}).items()
        )

    def reviewed_pairs(self, spec: Spec, words: Words, answer: object) -> tuple[ReviewedPair, ...]:
        """Return the things for the review, in the order in which they were written."""
        pairs = self.readable(spec, answer) or {}
        return tuple(self._reviewed(spec, words, pairs, thing) for thing in ids(spec, self.things))

    def _reviewed(
        self, spec: Spec, words: Words, pairs: Mapping[str, str], thing: str
    ) -> ReviewedPair:
        return ReviewedPair(
            id=thing,
            text=html(words, self.things, thing),
            chosen=html(words, self.targets, pairs[thing]) if thing in pairs else None,
            key=html(words, self.targets, _key_of(spec, thing)),
            state=_state(spec, pairs, thing),
            feedback=html(words, "feedback", thing),
        )

    def _check_key(
        self, key: object, things: Sequence[str], targets: Sequence[str]
    ) -> Iterator[Problem]:
        if not isinstance(key, Mapping):
            thing, target = (name.removesuffix("s") for name in (self.things, self.targets))
            message = f"`key` must give every {thing} its {target}, as {{{thing}: {target}}}"
            yield Problem(("key",), None, message)
            return
        yield from unknown_in_key(key, things)
        for thing in things:
            yield from check_key_id(("key", thing), key.get(thing), targets)


def _key_of(spec: Spec, thing: str) -> str:
    key = spec.get("key")
    return str(key.get(thing)) if isinstance(key, Mapping) else ""


def _state(spec: Spec, pairs: Mapping[str, str], thing: str) -> PartState:
    if thing not in pairs:
        return PartState.MISSED
    return PartState.RIGHT if pairs[thing] == _key_of(spec, thing) else PartState.WRONG


def _earned(spec: Spec, pairs: Mapping[str, str], thing: str) -> Fraction:
    return Fraction(_state(spec, pairs, thing) is PartState.RIGHT)
