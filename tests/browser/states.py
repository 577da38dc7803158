"""Which pages show quizzes of every type: running, in tries, ended, to be marked, marked again?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.queries import identity
from app.catalogue.actions import publish
from app.catalogue.content.render import render_course
from app.catalogue.models import Course
from app.catalogue.queries import card
from app.core import clock
from app.core.db import db, transaction
from app.learning import tasks
from app.learning.actions import accommodations, attempts, marking, remarking
from app.learning.actions.accommodations import Grant
from app.learning.actions.marking import Judgement
from app.learning.models import Attempt, Response
from tests.browser.every_type import (
    CASE,
    FEW,
    KINDS,
    MARKED_AT_ONCE,
    PLAIN,
    STEPS,
    SURE,
    TRIES,
    inside,
    sure,
)
from tests.browser.people import answer, begin, check, path, person
from tests.every_course import question_id
from tests.quizzes.every import samples
from tests.running import Running
from tests.small_course import QUIZ

LEARNER, COORDINATOR, MARKERS = "official", "coordinator", ("tutor", "trainer")
OTHERS = ("samuel.tabe", "solange.atangana", "paul.ngono")
FIRST = {kind: one.answers[0] for kind, one in samples().items()} | {"calculated": "60"}
RIGHT = {kind: one.right for kind, one in samples().items()} | {"essay": FIRST["essay"]}
MIXED = {kind: (FIRST, RIGHT)[place % 2][kind] for place, kind in enumerate(KINDS)}


@dataclass(frozen=True, slots=True)
class Pages:
    """Addresses of pages, by who may see them."""

    learner: tuple[str, ...]
    coordinator: tuple[str, ...]
    trainer: tuple[str, ...]


def bring_about(product: Running) -> Pages:
    """Let demo people take the quizzes, be marked and accommodated; where that is to be seen."""
    with inside(product):
        learner = (*_plain(), *_in_tries(), *_sure(), *_case())
        with transaction() as session:
            _accommodate(session)
            to_mark = _handed_in(session, OTHERS[0])
            _mark(session, to_mark, MARKERS[:1])
        _count()
        return Pages(
            learner=learner,
            coordinator=("/reports/accommodations", f"/reports/accommodations?course={PLAIN}"),
            trainer=(
                "/teaching/marking",
                f"/teaching/marking/{to_mark.id}/{question_id('essay')}",
                "/teaching/marking?state=marked",
                f"/teaching/marking/{_marked()}/{question_id('essay')}",
                f"/teaching/courses/{PLAIN}",
                f"/teaching/courses/{PLAIN}/questions",
                f"/teaching/courses/{PLAIN}/quizzes/{QUIZ}/paper?key=1",
                f"/teaching/courses/{SURE}/quizzes/{QUIZ}/results",
                f"/teaching/courses/{SURE}/results/{_correct_a_key()}",
                f"/teaching/courses/{TRIES}/quizzes/{QUIZ}/statistics",
                f"/teaching/courses/{TRIES}/quizzes/{QUIZ}/statistics/{question_id('cloze')}",
            ),
        )


def _plain() -> Iterator[str]:
    """The quiz, attempts that are marked, that wait to be, and that run half answered."""
    with transaction() as session:
        marked = _handed_in(session, LEARNER)
        _mark(session, marked, MARKERS)
        yield path(marked, "/review")
    with transaction() as session:
        waiting = begin(session, LEARNER, PLAIN)
        answer(session, waiting, {"essay": RIGHT["essay"]})
        yield path(attempts.submit(session, waiting.id), "/review")
    with transaction() as session:
        running = begin(session, LEARNER, PLAIN)
        answer(session, running, {kind: MIXED[kind] for kind in KINDS[::2]})
        yield path(running)
    yield f"/learn/{PLAIN}/quizzes/{QUIZ}"


def _in_tries() -> Iterator[str]:
    """Each question tried once, with its hint, and every third one closed by its second try."""
    with transaction() as session:
        running = begin(session, LEARNER, TRIES)
        answer(session, running, {kind: FIRST[kind] for kind in MARKED_AT_ONCE})
        check(session, running, MARKED_AT_ONCE)
        closed = MARKED_AT_ONCE[::3]
        answer(session, running, {kind: RIGHT[kind] for kind in closed}, revision=1)
        check(session, running, closed)
        yield path(running)
    yield f"/learn/{TRIES}/quizzes/{QUIZ}"


def _sure() -> Iterator[str]:
    """An attempt with certainty that is over, and one that runs."""
    with transaction() as session:
        ended = begin(session, LEARNER, SURE)
        answer(session, ended, {kind: MIXED[kind] for kind in FEW})
        yield path(attempts.submit(session, ended.id), "/review")
    with transaction() as session:
        yield path(begin(session, LEARNER, SURE))


def _case() -> Iterator[str]:
    """An attempt that is over, with its debrief, and one whose first step is checked."""
    with transaction() as session:
        ended = begin(session, LEARNER, CASE)
        yield path(attempts.submit(session, ended.id), "/review")
    with transaction() as session:
        running = begin(session, LEARNER, CASE)
        answer(session, running, {STEPS[0]: RIGHT[STEPS[0]]})
        check(session, running, STEPS[:1])
        yield path(running)


def _handed_in(session: Session, name: str) -> Attempt:
    """An attempt with every type, answered partly right, handed in."""
    attempt = begin(session, name, PLAIN)
    answer(session, attempt, {kind: MIXED[kind] for kind in KINDS[1:]})
    return attempts.submit(session, attempt.id)


def _mark(session: Session, attempt: Attempt, markers: tuple[str, ...]) -> None:
    said = Judgement({"facts": 2, "rule": 0}, "Clear.\nName the rule that decides.")
    for name in markers:
        marker = identity(person(session, name).id)
        assert marker is not None
        marking.mark(session, marker, attempt.id, question_id("essay"), said)


def _marked() -> int:
    """The number of an attempt whose essay is marked, so that its mark can be corrected."""
    marked = Response.mark.is_not(None) & (Response.question_id == question_id("essay"))
    return db.session.scalars(select(Response.attempt_id).where(marked)).first() or 0


def _accommodate(session: Session) -> None:
    course, by = _course(session, PLAIN), person(session, COORDINATOR)
    one = person(session, OTHERS[1])
    kept = Grant(course.id, QUIZ, one.id, None, 25, 1, "Reads with a screen reader.")
    over = Grant(course.id, None, None, by.unit_id, 50, 0, "The line was down for a week.")
    accommodations.grant(session, by.id, kept)
    accommodations.end(session, by.id, accommodations.grant(session, by.id, over).id)


def _count() -> None:
    """Three attempts whose statistics are there."""
    for place, name in enumerate(OTHERS):
        with transaction() as session:
            attempt = begin(session, name, TRIES)
            said = (FIRST, MIXED, RIGHT)[place]
            answer(session, attempt, {kind: said[kind] for kind in MARKED_AT_ONCE})
            attempts.submit(session, attempt.id)
    tasks.count_attempts({"version_id": card(TRIES).version_id, "quiz_id": QUIZ})


def _correct_a_key() -> int:
    """The number of a comparison with another key, which changes the results of three."""
    for place, name in enumerate(OTHERS):
        with transaction() as session, clock.frozen_at(clock.now() - timedelta(hours=place + 1)):
            attempt = begin(session, name, SURE)
            answer(session, attempt, {kind: (RIGHT, MIXED, FIRST)[place][kind] for kind in FEW})
            attempts.submit(session, attempt.id)
    with transaction() as session:
        trainer = person(session, "trainer")
        publish(session, render_course(sure(other_key=True)), person_id=trainer.id)
        reason = "The key of question 1 was 19.02 and is 04.06."
        asked = remarking.ask(session, trainer, _course(session, SURE), QUIZ, reason).id
    tasks.remark({"id": asked})
    return asked


def _course(session: Session, slug: str) -> Course:
    return session.scalars(select(Course).where(Course.slug == slug)).one()
