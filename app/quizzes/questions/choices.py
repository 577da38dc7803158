"""What do the questions share whose answer is picked from choices?"""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from markupsafe import Markup

from app.quizzes.questions.base import AskView, Problem, ReviewView
from app.quizzes.questions.checking import (
    check_id_words,
    check_ids,
    check_keys,
    text_ids,
    unknown_in_key,
)
from app.quizzes.questions.marks import PartMark, PartState
from app.quizzes.questions.reading import Spec, Words, html, ids, in_order, key_text
from app.quizzes.questions.written import check_share, share


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice as the running page shows it."""

    id: str
    text: Markup
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceView(AskView):
    """A question with its choices in this attempt's order."""

    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class ReviewedChoice:
    """One choice in the review: `state` is None where it was rightly left alone."""

    id: str
    text: Markup
    chosen: bool
    in_key: bool
    state: PartState | None
    feedback: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceReview(ReviewView):
    """The review of a question with choices."""

    choices: tuple[ReviewedChoice, ...]


def check_choices(
    spec: Spec, words: Mapping[str, Words], own_keys: Sequence[str] = ("choices",)
) -> Iterator[Problem]:
    """Check the choices and their words: everything but the key."""
    yield from check_keys(spec, words, own_keys, ("choices", "feedback"))
    yield from check_ids(spec, "choices")
    known = text_ids(spec, "choices")
    yield from check_id_words(words, "choices", known)
    yield from check_id_words(words, "feedback", known)


def ask_choices(
    spec: Spec, words: Words, order: Sequence[str], chosen: Container[str]
) -> tuple[Choice, ...]:
    """Return the choices for the running page."""
    shown = in_order(ids(spec, "choices"), order)
    return tuple(Choice(item, html(words, "choices", item), item in chosen) for item in shown)


def review_choices(
    spec: Spec, words: Words, order: Sequence[str], picks: "Picks"
) -> tuple[ReviewedChoice, ...]:
    """Return the choices for the review."""
    shown = in_order(ids(spec, "choices"), order)
    return tuple(picks.reviewed(words, item, html(words, "choices", item)) for item in shown)


def marks_of(spec: Spec) -> dict[str, Fraction]:
    """Return what single choices are worth by `marks`, exactly; those it leaves out are not in."""
    found = spec.get("marks")
    written = found.items() if isinstance(found, Mapping) else ()
    worth = ((key_text(item), share(value)) for item, value in written)
    return {item: mark for item, mark in worth if mark is not None}


def check_marks(spec: Spec) -> Iterator[Problem]:
    """Check that `marks`, where it is written, gives choices what they are worth, -1 to 1."""
    if "marks" not in spec:
        return
    found = spec["marks"]
    if not isinstance(found, Mapping) or not found:
        yield Problem(("marks",), None, "`marks` must give choices their marks, as {choice: 0.5}")
        return
    yield from unknown_in_key(found, text_ids(spec, "choices"), "marks")
    for item, value in found.items():
        yield from check_share(("marks", key_text(item)), value, Fraction(-1), Fraction(1))


@dataclass(frozen=True, slots=True)
class Picks:
    """What was picked, against the key; `worth` is what choices earn that are not in the key."""

    chosen: tuple[str, ...]
    key: tuple[str, ...]
    worth: Mapping[str, Fraction] = field(default_factory=dict)

    def state(self, item: str) -> PartState | None:
        """Say how one choice fared."""
        if item not in self.chosen:
            return PartState.MISSED if item in self.key else None
        if item in self.key:
            return PartState.RIGHT
        return PartState.PARTLY if self.worth.get(item, 0) > 0 else PartState.WRONG

    def parts(self, items: Sequence[str]) -> Iterator[PartMark]:
        """Return the states of the choices that have one."""
        for item in items:
            state = self.state(item)
            if state is not None:
                yield PartMark(item, state)

    def reviewed(self, words: Words, item: str, text: Markup) -> ReviewedChoice:
        """Return one choice for the review."""
        return ReviewedChoice(
            id=item,
            text=text,
            chosen=item in self.chosen,
            in_key=item in self.key,
            state=self.state(item),
            feedback=html(words, "feedback", item),
        )
