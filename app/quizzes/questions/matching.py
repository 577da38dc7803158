"""How is a question asked and marked that gives each stem one of the options?"""

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
    check_key_id,
    check_keys,
    text_ids,
    unknown_in_key,
)


@dataclass(frozen=True, slots=True)
class Option:
    """One option; plain text, since an HTML `<option>` holds nothing else."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Stem:
    """One stem with the option chosen so far."""

    id: str
    text: Markup
    chosen: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchingView(AskView):
    """Stems as they were written, options in this attempt's order."""

    stems: tuple[Stem, ...]
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class ReviewedStem:
    """One stem in the review; `chosen` is None where nothing was given."""

    id: str
    text: Markup
    chosen: Markup | None
    key: Markup
    state: PartState
    feedback: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchingReview(ReviewView):
    """The review of a matching question."""

    stems: tuple[ReviewedStem, ...]


class Matching(QuestionType[dict[str, str]]):
    """Each stem has one right option, and every stem counts the same."""

    name: ClassVar[str] = "matching"

    @override
    def check(self, spec: Spec, words: Mapping[str, Words]) -> Iterator[Problem]:
        yield from check_keys(spec, words, ("stems", "options"), ("stems", "options", "feedback"))
        yield from check_ids(spec, "stems")
        yield from check_ids(spec, "options")
        stems, options = text_ids(spec, "stems"), text_ids(spec, "options")
        yield from _check_key(spec.get("key"), stems, options)
        yield from check_id_words(words, "stems", stems)
        yield from check_id_words(words, "options", options)
        yield from check_id_words(words, "feedback", stems)

    @override
    def shuffled_ids(self, spec: Spec) -> tuple[str, ...]:
        return ids(spec, "options")

    @override
    def public(
        self, spec: Spec, words: Words, order: Sequence[str], answer: object = None
    ) -> MatchingView:
        pairs = self.readable(spec, answer) or {}
        return MatchingView(
            **self.asked(words),
            stems=tuple(
                Stem(stem, html(words, "stems", stem), pairs.get(stem))
                for stem in ids(spec, "stems")
            ),
            options=tuple(
                Option(option, plain(words, "options", option))
                for option in in_order(ids(spec, "options"), order)
            ),
        )

    @override
    def parse(self, spec: Spec, raw: object) -> dict[str, str] | None:
        if raw is None or raw == "":
            return None
        if not isinstance(raw, Mapping):
            raise InvalidAnswer(N_("An answer to this question gives each line its match."))
        stems, options = ids(spec, "stems"), ids(spec, "options")
        pairs = {
            known_id(stem, stems): known_id(option, options)
            for stem, option in raw.items()
            if option is not None and option != ""
        }
        return {stem: pairs[stem] for stem in stems if stem in pairs} or None

    @override
    def from_form(self, spec: Spec, form: Form) -> dict[str, str]:
        return fields(form, "stem-")

    @override
    def grade(self, spec: Spec, answer: dict[str, str]) -> Mark:
        stems = ids(spec, "stems")
        parts = [PartMark(stem, _state(spec, answer, stem)) for stem in stems]
        right = sum(part.state is PartState.RIGHT for part in parts)
        return Mark.of(Fraction(right, len(stems) or 1), parts)

    @override
    def review(
        self, spec: Spec, words: Words, answer: object, order: Sequence[str]
    ) -> MatchingReview:
        pairs = self.readable(spec, answer) or {}
        stems = tuple(_reviewed(spec, words, pairs, stem) for stem in ids(spec, "stems"))
        return MatchingReview(**self.reviewed(spec, words, answer), stems=stems)

    @override
    def describe(
        self, spec: Spec, words: Words, answer: object, translate: Callable[[str], str] = N_
    ) -> str:
        pairs = (self.readable(spec, answer) or {}).items()
        return "; ".join(
            f"{plain(words, 'stems', stem)} → {plain(words, 'options', option)}"
            for stem, option in pairs
        )


def _check_key(key: object, stems: Sequence[str], options: Sequence[str]) -> Iterator[Problem]:
    if not isinstance(key, Mapping):
        message = "`key` must give every stem its option, as {stem: option}"
        yield Problem(("key",), None, message)
        return
    yield from unknown_in_key(key, stems)
    for stem in stems:
        yield from check_key_id(("key", stem), key.get(stem), options)


def _key_of(spec: Spec, stem: str) -> str:
    key = spec.get("key")
    return str(key.get(stem)) if isinstance(key, Mapping) else ""


def _state(spec: Spec, pairs: Mapping[str, str], stem: str) -> PartState:
    if stem not in pairs:
        return PartState.MISSED
    return PartState.RIGHT if pairs[stem] == _key_of(spec, stem) else PartState.WRONG


def _reviewed(spec: Spec, words: Words, pairs: Mapping[str, str], stem: str) -> ReviewedStem:
    return ReviewedStem(
        id=stem,
        text=html(words, "stems", stem),
        chosen=html(words, "options", pairs[stem]) if stem in pairs else None,
        key=html(words, "options", _key_of(spec, stem)),
        state=_state(spec, pairs, stem),
        feedback=html(words, "feedback", stem),
    )


TYPE = Matching()
