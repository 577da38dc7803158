"""What do the pages of an attempt show of its questions, as plain values?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _
from markupsafe import Markup

from app.catalogue.content.version import BankExhibit, BankQuestion, Outline, QuizItem
from app.catalogue.queries import bank_of, outline_of
from app.core.cache import immutable
from app.core.db import db
from app.core.i18n import language
from app.learning.models import Attempt
from app.learning.queries import Enrolled, quiz_of
from app.learning.queries.marks import Standing, standings
from app.learning.routes.essays import Beside, beside
from app.quizzes.conditions import ALL_PARTS, Navigation, ReviewPart
from app.quizzes.drawing import shuffled
from app.quizzes.questions import AskView, MarkState, ReviewView, question_type


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A document beside a question."""

    id: str
    title: str
    body: Markup


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of a running attempt: to be answered, or, once closed, with its review.

    `hint` and `verdict` are what the last check said; `tries_left` None where there are no tries.
    """

    id: str
    number: int
    view: AskView | None
    review: ReviewView | None
    revision: int
    answered: bool
    certainty: int | None
    verdict: MarkState | None
    hint: Markup | None
    tries_left: int | None
    exhibits: tuple[Exhibit, ...]
    earned: float
    weight: float


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A question of an ended attempt; `view` None where the review does not show the right answer.

    `given` is the answer in words, where no view shows it; `earned` is the part of its `weight`.
    """

    id: str
    number: int
    prompt: Markup
    view: ReviewView | None
    given: str
    verdict: MarkState | None
    earned: float
    weight: float
    waits: bool
    lesson: tuple[str, str] | None
    exhibits: tuple[Exhibit, ...]


@dataclass(frozen=True, slots=True)
class AttemptPage:
    """An attempt with what its pages need around the questions."""

    attempt: Attempt
    slug: str
    quiz: QuizItem
    outline: Outline
    words: str

    @property
    def sequential(self) -> bool:
        """Whether one question comes after the other."""
        return self.quiz.navigation is Navigation.SEQUENTIAL

    def part(self, number: int, *, within: bool = False) -> str:
        """The title of the section that a question begins, or is in where asked so; "" for none."""
        return self.quiz.part(number, within=within).get(self.words, "")

    @property
    def course_title(self) -> str:
        """The course's title in the language of the words."""
        return self.outline.title[self.words]


def page_of(attempt: Attempt, slug: str) -> AttemptPage:
    """The attempt, in the reader's language where the course has it."""
    outline = outline_of(attempt.version_id)
    return AttemptPage(
        attempt,
        slug,
        quiz_of(attempt.version_id, attempt.quiz_id),
        outline,
        spoken(outline),
    )


def spoken(outline: Outline) -> str:
    """The language in which the course is shown: the reader's, or its first one."""
    wanted = language()
    return wanted if wanted in outline.languages else outline.languages[0]


def questions(page: AttemptPage, typed: Mapping[str, object]) -> list[Asked]:
    """The questions of a running attempt that its page shows, with the answers saved so far.

    `typed` is what stands in the fields instead of what is stored, by question.
    """
    found = standings(db.session(), page.attempt, finished=False)
    last = page.attempt.place + 1 if page.sequential else len(found)
    more = beside(page.attempt, [one.question for one in found])
    return [
        _asked(page, number, one, typed.get(one.question.id), more)
        for number, one in enumerate(found[:last], start=1)
    ]


def reviewed(
    page: AttemptPage, enrolled: Enrolled, shown: Sequence[ReviewPart] = ALL_PARTS
) -> list[Reviewed]:
    """The questions of an ended attempt; a lesson is linked that the learner's version has."""
    links = lesson_links(enrolled, page.words)
    found = standings(db.session(), page.attempt)
    more = beside(page.attempt, [one.question for one in found])
    return [
        _reviewed(page, number, one, links.get(one.question.lesson), shown, more)
        for number, one in enumerate(found, start=1)
    ]


def lesson_links(enrolled: Enrolled, words: str) -> dict[str, tuple[str, str]]:
    """Title and address of each lesson of the learner's version."""
    return {
        one.id: (
            one.title.get(words, ""),
            url_for("learning.lesson", slug=enrolled.slug, lesson_id=one.id),
        )
        for one in enrolled.outline.items()
    }


def order_of(attempt: Attempt, question: BankQuestion) -> tuple[str, ...]:
    """The order in which the attempt shows what the question shuffles."""
    ids = question_type(question.type).shuffled_ids(question.spec)
    return shuffled(ids, attempt.seed, question.id) if ids else ()


def _asked(page: AttemptPage, number: int, one: Standing, typed: object, more: Beside) -> Asked:
    kind, now, question = question_type(one.question.type), one.progress, one.question
    texts, order = _texts(page, question), order_of(page.attempt, question)
    answer = one.response.answer if one.response else None
    view = review = None
    if now.closed:
        review = kind.review(question.spec, texts, answer, order)
    else:
        view = kind.public(question.spec, texts, order, more.asked(question, answer, typed))
    return Asked(
        id=question.id,
        number=number,
        view=view,
        review=review,
        revision=one.response.revision if one.response else 0,
        answered=answer is not None,
        certainty=now.certainty,
        verdict=now.mark.state if now.mark and now.tried else None,
        hint=_hint(one, page.words),
        tries_left=one.terms.tries - len(now.tried) if one.terms.can_check else None,
        exhibits=_exhibits(page, question),
        earned=float(one.earned.share * one.earned.weight),
        weight=question.weight,
    )


def _hint(one: Standing, words: str) -> Markup | None:
    """The hint after the last wrong try, as long as another one is left."""
    hints, tried = one.question.words[words].hints, len(one.progress.tried)
    if one.progress.closed or not tried or tried > len(hints):
        return None
    return Markup(hints[tried - 1])  # noqa: S704 - sanitised when published


def _reviewed(
    page: AttemptPage,
    number: int,
    one: Standing,
    link: tuple[str, str] | None,
    shown: Sequence[ReviewPart],
    more: Beside,
) -> Reviewed:
    kind, question = question_type(one.question.type), one.question
    texts = _texts(page, question)
    answer = one.response.answer if one.response else None
    if ReviewPart.FEEDBACK not in shown:
        texts = {name: text for name, text in texts.items() if name not in _FEEDBACK}
    view = None
    if ReviewPart.ANSWERS in shown:
        dressed = more.reviewed(question, answer, shown)
        view = kind.review(question.spec, texts, dressed, order_of(page.attempt, question))
    mark = one.progress.mark
    return Reviewed(
        id=question.id,
        number=number,
        prompt=Markup(question.words[page.words].prompt),  # noqa: S704 - sanitised when published
        view=view,
        given="" if view else kind.describe(question.spec, texts, answer, _),
        verdict=mark.state if mark else None,
        earned=float(one.earned.share * one.earned.weight),
        weight=question.weight,
        waits=one.waits,
        lesson=link,
        exhibits=_exhibits(page, question),
    )


def _texts(page: AttemptPage, question: BankQuestion) -> Mapping[str, object]:
    """Its words, ready for the page; they are marked safe once, not for each learner."""
    key = ("texts", page.attempt.version_id, page.attempt.quiz_id, question.id, page.words)
    return immutable(key, lambda: question.texts(page.words))


_FEEDBACK = frozenset({"feedback", "explanation", "rule", "solution", "model_answer"})


def _exhibits(page: AttemptPage, question: BankQuestion) -> tuple[Exhibit, ...]:
    if not question.exhibits:
        return ()
    known = bank_of(page.attempt.version_id).quizzes[page.attempt.quiz_id].exhibits
    return tuple(_exhibit(one, page.words) for one in known if one.id in question.exhibits)


def _exhibit(one: BankExhibit, words: str) -> Exhibit:
    body = Markup(one.body.get(words, ""))  # noqa: S704 - sanitised when published
    return Exhibit(one.id, one.title.get(words, ""), body)
