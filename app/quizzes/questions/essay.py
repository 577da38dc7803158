"""How is a question asked whose answer is a text, or files, and is marked by a person?"""

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
    Problem,
    QuestionType,
    ReviewView,
)
from app.quizzes.questions.checking import check_block, check_keys
from app.quizzes.questions.essay_answer import (
    Attached,
    Written,
    attached_to,
    file_ids_of,
    marks_of,
    text_of,
    upload_url_of,
    written_in,
)
from app.quizzes.questions.essay_limits import (
    FileLimits,
    WordLimits,
    check_limits,
    file_limits,
    takes_text,
    word_limits,
    words_in,
)
from app.quizzes.questions.forms import single_value
from app.quizzes.questions.marks import WAITING, Mark
from app.quizzes.questions.reading import Spec, Words, html
from app.quizzes.questions.rubric import (
    check_rubric,
    criteria,
    mean,
    share,
    total,
)
from app.quizzes.questions.written import number

_OWN_KEYS = ("rubric", "words", "text", "files", "second_marker", "agree_within")


@dataclass(frozen=True, slots=True)
class Level:
    """A level of a criterion, with how many of the marks shown reached just it."""

    points: Fraction
    text: Markup
    reached: int


@dataclass(frozen=True, slots=True)
class ShownCriterion:
    """A criterion with its levels, lowest first."""

    id: str
    title: Markup
    levels: tuple[Level, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EssayView(AskView):
    """The question: which text and files it takes, and what was written and added so far.

    `attached` are the files that the page can name; the form keeps all that the answer has.
    """

    has_text: bool
    text: str
    written: int
    words: WordLimits
    files: FileLimits | None
    file_ids: tuple[int, ...]
    attached: tuple[Attached, ...]
    upload_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EssayReview(ReviewView):
    """The review; without comments and levels reached as long as it waits to be marked."""

    text: str
    written: int
    words: WordLimits
    attached: tuple[Attached, ...]
    criteria: tuple[ShownCriterion, ...]
    markers: int
    comments: tuple[str, ...]
    model_answer: Markup


class Essay(QuestionType[Written]):
    """A text, files or both; each criterion of the rubric has a level, and a level has points."""

    name: ClassVar[str] = "essay"
    block_words: ClassVar[tuple[str, ...]] = ("model_answer",)
    by_hand: ClassVar[bool] = True

    @override
    def check(self, spec: Spec, words: Mapping[str, Words]) -> Iterator[Problem]:
        yield from check_keys(spec, words, _OWN_KEYS, ("rubric", "model_answer"))
        if "key" in spec:
            message = "an essay has no `key`: a person marks it by its `rubric`"
            yield Problem(("key",), None, message)
        yield from check_rubric(spec, words)
        yield from check_limits(spec)
        yield from _check_markers(spec)
        if any("model_answer" in own for own in words.values()):
            yield from check_block(words, "model_answer")

    @override
    def shuffled_ids(self, spec: Spec) -> tuple[str, ...]:
        return ()

    @override
    def public(
        self, spec: Spec, words: Words, order: Sequence[str], answer: object = None
    ) -> EssayView:
        text = text_of(answer)
        return EssayView(
            **self.asked(words),
            has_text=takes_text(spec),
            text=text,
            written=words_in(text),
            words=word_limits(spec),
            files=file_limits(spec),
            file_ids=file_ids_of(answer),
            attached=attached_to(answer),
            upload_url=upload_url_of(answer),
        )

    @override
    def parse(self, spec: Spec, raw: object) -> Written | None:
        return written_in(spec, raw)

    @override
    def from_form(self, spec: Spec, form: Form) -> dict[str, object]:
        sent = form.get("file", ())
        if not all(one.isascii() and one.isdecimal() and len(one) <= 10 for one in sent):
            raise InvalidAnswer(N_("A file of this answer is not known here. Reload the page."))
        return {"text": single_value(form, "answer"), "files": [int(one) for one in sent]}

    @override
    def unread(self, spec: Spec, form: Form) -> object:
        return {"text": "".join(form.get("answer", ()))}

    @override
    def grade(self, spec: Spec, answer: Written) -> Mark:
        """Return that the answer waits: see `mark` for one that is dressed with its marks."""
        return WAITING

    @override
    def mark(self, spec: Spec, answer: object) -> Mark:
        """Return the mean of what the markers gave, where the answer has it beside it.

        An answer as it is stored never has: `parse` takes nothing but text and files.
        """
        found = super().mark(spec, answer)
        given = marks_of(spec, answer)
        if found != WAITING or not given:
            return found
        return Mark.of(mean([share(spec, one.levels) for one in given]))

    @override
    def review(self, spec: Spec, words: Words, answer: object, order: Sequence[str]) -> EssayReview:
        text, given = text_of(answer), marks_of(spec, answer)
        return EssayReview(
            **self.reviewed(spec, words, answer),
            text=text,
            written=words_in(text),
            words=word_limits(spec),
            attached=attached_to(answer),
            criteria=shown_rubric(spec, words, [one.levels for one in given]),
            markers=len(given),
            comments=tuple(one.comment for one in given if one.comment),
            model_answer=html(words, "model_answer"),
        )

    @override
    def describe(
        self, spec: Spec, words: Words, answer: object, translate: Callable[[str], str] = N_
    ) -> str:
        found = self.readable(spec, answer)
        if found is None:
            return ""
        if not found["files"]:
            return found["text"]
        files = translate(N_("Files: %(number)s")) % {"number": len(found["files"])}
        return f"{found['text']}\n{files}".strip()

    @override
    def classify(self, spec: Spec, answer: object) -> Mapping[str, str]:
        """Return nothing: no two texts are the same answer."""
        return {}


def shown_rubric(
    spec: Spec, words: Words, marks: Sequence[Mapping[str, int]] = ()
) -> tuple[ShownCriterion, ...]:
    """Return the rubric in its words, with how many of the marks reached each level."""
    return tuple(
        ShownCriterion(
            one.id,
            html(words, "rubric", one.id, "title"),
            tuple(
                Level(points, line, sum(levels[one.id] == place for levels in marks))
                for place, (points, line) in enumerate(
                    zip(one.points, _lines(words, one.id), strict=False)
                )
            ),
        )
        for one in criteria(spec)
    )


def needs_second(spec: Spec) -> bool:
    """Say whether two people mark an answer, neither knowing what the other gave."""
    return spec.get("second_marker") is True


def agree_within(spec: Spec) -> Fraction:
    """Return how far apart two marks may be for their mean to count, as a share of the points."""
    return Fraction(number(spec.get("agree_within")) or 0) / (total(spec) or 1)


def _check_markers(spec: Spec) -> Iterator[Problem]:
    if "second_marker" in spec and not isinstance(spec["second_marker"], bool):
        yield Problem(("second_marker",), None, "`second_marker` is true or false")
    if "agree_within" not in spec:
        return
    points = number(spec["agree_within"])
    if points is None or not 0 <= points < total(spec):
        message = (
            "`agree_within` is the points of the rubric by which two marks may differ and still "
            "be averaged: 0 or more, and less than all points"
        )
        yield Problem(("agree_within",), None, message)
    elif not needs_second(spec):
        message = "`agree_within` belongs to `second_marker: true`"
        yield Problem(("agree_within",), None, message)


def _lines(words: Words, criterion: str) -> list[Markup]:
    found: object = words.get("rubric")
    own = found.get(criterion) if isinstance(found, Mapping) else None
    lines = own.get("levels") if isinstance(own, Mapping) else None
    return [html({"line": line}, "line") for line in lines] if isinstance(lines, list) else []


TYPE = Essay()
