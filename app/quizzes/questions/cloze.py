"""How is a text or a form asked and marked that has gaps to fill in?"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import ClassVar, Generic, TypeAlias, TypeVar

from markupsafe import Markup
from typing_extensions import override

from app.quizzes.drawing import question_seed
from app.quizzes.questions.base import (
    N_,
    AskView,
    Form,
    InvalidAnswer,
    Problem,
    QuestionType,
    ReviewView,
)
from app.quizzes.questions.checking import check_block, check_keys
from app.quizzes.questions.forms import known_id
from app.quizzes.questions.gaps import Gap, check_gaps, cut, gap_label, gap_words, gaps_of, in_text
from app.quizzes.questions.marks import Mark, MarkState, PartMark, PartState
from app.quizzes.questions.reading import Spec, Words, html
from app.quizzes.questions.tries import over_tries

ClozeAnswer: TypeAlias = dict[str, object]
"""The answers by gap, each as its type keeps it; gaps left open are not in."""

_PARTS = {
    MarkState.RIGHT: PartState.RIGHT,
    MarkState.PARTLY: PartState.PARTLY,
    MarkState.WRONG: PartState.WRONG,
    MarkState.UNANSWERED: PartState.MISSED,
}


@dataclass(frozen=True, slots=True)
class AskedGap:
    """A gap of a running attempt; `number` counts from 1 in the order of the text."""

    id: str
    number: int
    label: Markup
    view: AskView


@dataclass(frozen=True, slots=True)
class ReviewedGap:
    """A gap in the review; `given` is the answer in words, empty where there is none."""

    id: str
    number: int
    label: Markup
    given: str
    state: PartState
    view: ReviewView


GapT = TypeVar("GapT")


@dataclass(frozen=True, slots=True)
class Piece(Generic[GapT]):
    """A stretch of the text and the gap after it, None after the last one.

    A piece may open what a later one closes: only all of them in turn are a whole text.
    """

    html: Markup
    gap: GapT | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClozeView(AskView):
    """The text in pieces, with its gaps."""

    pieces: tuple[Piece[AskedGap], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClozeReview(ReviewView):
    """The text in pieces, with what was written into its gaps."""

    pieces: tuple[Piece[ReviewedGap], ...]
    gaps: tuple[ReviewedGap, ...]


class Cloze(QuestionType[ClozeAnswer]):
    """Each gap is marked as its own type does, and counts by its weight."""

    name: ClassVar[str] = "cloze"
    block_words: ClassVar[tuple[str, ...]] = ("text",)

    @override
    def sealed(self, spec: Spec, words: Mapping[str, Words]) -> Spec:
        gaps = {
            gap.id: gap.kind.sealed(
                gap.spec, {language: gap_words(own, gap.id) for language, own in words.items()}
            )
            for gap in gaps_of(spec)
        }
        return {**spec, "gaps": gaps}

    @override
    def drawn(self, spec: Spec, seed: int) -> Spec:
        gaps = {
            gap.id: gap.kind.drawn(gap.spec, question_seed(seed, gap.id)) for gap in gaps_of(spec)
        }
        return {**spec, "gaps": gaps}

    @override
    def check(self, spec: Spec, words: Mapping[str, Words]) -> Iterator[Problem]:
        yield from check_keys(spec, words, ("gaps",), ("text", "gaps"))
        if "key" in spec:
            yield Problem(("key",), None, "each gap has a key of its own, the question has none")
        yield from check_block(words, "text")
        yield from check_gaps(spec, words)

    @override
    def shuffled_ids(self, spec: Spec) -> tuple[str, ...]:
        """Return what the gaps shuffle, each id after that of its gap: `gap:choice`."""
        return tuple(
            f"{gap.id}:{one}" for gap in gaps_of(spec) for one in gap.kind.shuffled_ids(gap.spec)
        )

    @override
    def public(
        self, spec: Spec, words: Words, order: Sequence[str], answer: object = None
    ) -> ClozeView:
        def asked(gap: Gap, number: int) -> AskedGap:
            own, given = gap_words(words, gap.id), _given(answer, gap)
            view = gap.kind.public(gap.spec, own, _order(gap, order), given)
            return AskedGap(gap.id, number, gap_label(words, gap.id), view)

        return ClozeView(**self.asked(words), pieces=_pieces(spec, words, asked))

    @override
    def parse(self, spec: Spec, raw: object) -> ClozeAnswer | None:
        if raw is None or raw == "":
            return None
        if not isinstance(raw, Mapping):
            raise InvalidAnswer(N_("An answer to this question fills in its gaps."))
        gaps = gaps_of(spec)
        for name in raw:
            known_id(name, tuple(gap.id for gap in gaps))
        parsed = {gap.id: gap.kind.parse(gap.spec, raw.get(gap.id)) for gap in gaps}
        return {name: one for name, one in parsed.items() if one is not None} or None

    @override
    def from_form(self, spec: Spec, form: Form) -> ClozeAnswer:
        return {gap.id: gap.kind.from_form(gap.spec, gap.form(form)) for gap in gaps_of(spec)}

    @override
    def unread(self, spec: Spec, form: Form) -> ClozeAnswer:
        """Return what was typed or chosen in each gap: all were sent, one could not be read."""
        return {
            gap.id: gap.kind.unread(gap.spec, own) or next(iter(own.get("answer", ())), None)
            for gap in gaps_of(spec)
            for own in (gap.form(form),)
        }

    @override
    def grade(self, spec: Spec, answer: ClozeAnswer) -> Mark:
        marks = [(gap, gap.kind.mark(gap.spec, answer.get(gap.id))) for gap in gaps_of(spec)]
        parts = [PartMark(gap.id, _PARTS[mark.state]) for gap, mark in marks]
        return Mark.of(_mean([(gap, mark.fraction) for gap, mark in marks]), parts)

    @override
    def mark_of_tries(self, spec: Spec, answers: Sequence[object], penalty: Fraction) -> Mark:
        """Return what several tries earn: gap by gap, see `tries.over_tries`."""
        if len(answers) < 2:
            return super().mark_of_tries(spec, answers, penalty)
        tries = [self.readable(spec, answer) or {} for answer in answers]
        earned = [
            (gap, [gap.kind.mark(gap.spec, one.get(gap.id)).fraction for one in tries])
            for gap in gaps_of(spec)
        ]
        fraction = _mean([(gap, over_tries(one, penalty)) for gap, one in earned])
        return replace(self.mark(spec, answers[-1]), fraction=fraction)

    @override
    def right_answer(self, spec: Spec) -> ClozeAnswer:
        return {gap.id: gap.kind.right_answer(gap.spec) for gap in gaps_of(spec)}

    @override
    def guess_score(self, spec: Spec) -> Fraction | None:
        guessed = [(gap, gap.kind.guess_score(gap.spec)) for gap in gaps_of(spec)]
        known = [(gap, score) for gap, score in guessed if score is not None]
        return _mean(known) if known and len(known) == len(guessed) else None

    @override
    def review(self, spec: Spec, words: Words, answer: object, order: Sequence[str]) -> ClozeReview:
        def reviewed(gap: Gap, number: int) -> ReviewedGap:
            own, given = gap_words(words, gap.id), _given(answer, gap)
            view = gap.kind.review(gap.spec, own, given, _order(gap, order))
            return ReviewedGap(
                id=gap.id,
                number=number,
                label=gap_label(words, gap.id),
                given=gap.kind.describe(gap.spec, own, given),
                state=_PARTS[view.mark.state],
                view=view,
            )

        pieces = _pieces(spec, words, reviewed)
        gaps = tuple(piece.gap for piece in pieces if piece.gap is not None)
        return ClozeReview(**self.reviewed(spec, words, answer), pieces=pieces, gaps=gaps)

    @override
    def describe(
        self, spec: Spec, words: Words, answer: object, translate: Callable[[str], str] = N_
    ) -> str:
        parsed = self.readable(spec, answer) or {}
        told = []
        for number, gap in enumerate(in_text(str(html(words, "text")), gaps_of(spec)), start=1):
            own = gap_words(words, gap.id)
            given = gap.kind.describe(gap.spec, own, parsed.get(gap.id), translate)
            numbered = translate(N_("Gap %(number)s")) % {"number": number}
            told.append((gap_label(words, gap.id).striptags() or numbered, given))
        return "; ".join(f"{name}: {given}" for name, given in told if given)

    @override
    def classify(self, spec: Spec, answer: object) -> Mapping[str, str]:
        parsed = self.readable(spec, answer) or {}
        return {
            f"{gap.id}/{part}" if part else gap.id: given
            for gap in gaps_of(spec)
            for part, given in gap.kind.classify(gap.spec, parsed.get(gap.id)).items()
        }


def _pieces(spec: Spec, words: Words, made: Callable[[Gap, int], GapT]) -> tuple[Piece[GapT], ...]:
    text = str(html(words, "text"))
    gaps = in_text(text, gaps_of(spec))
    made_of = {gap.id: made(gap, number) for number, gap in enumerate(gaps, start=1)}
    return tuple(
        Piece(Markup(before), made_of[place] if place else None)  # noqa: S704 - published HTML
        for before, place in cut(text, tuple(made_of))
    )


def _given(answer: object, gap: Gap) -> object:
    """Return what a gap holds, readable or not."""
    return answer.get(gap.id) if isinstance(answer, Mapping) else None


def _order(gap: Gap, order: Sequence[str]) -> tuple[str, ...]:
    return tuple(one.removeprefix(f"{gap.id}:") for one in order if one.startswith(f"{gap.id}:"))


def _mean(earned: Sequence[tuple[Gap, Fraction]]) -> Fraction:
    """Return the sum of weight x fraction over the sum of the weights."""
    total = sum((gap.weight for gap, _fraction in earned), Fraction(0))
    return sum((gap.weight * one for gap, one in earned), Fraction(0)) / (total or 1)


TYPE = Cloze()
