"""How does a test come by an answer that a person has to mark?"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from flask import Flask
from sqlalchemy import select

from app.accounts.models import Person
from app.catalogue.actions import Published, publish
from app.catalogue.content.model import Course, Question, QuestionWords, Quiz, Section
from app.catalogue.content.render import render_course
from app.core.db import db, transaction
from app.core.uploads import Upload
from app.learning.actions import files
from app.learning.actions.marking import Judgement, mark
from app.learning.models import Attempt, HandMark, Response, ResponseStep
from tests.factories import identity_of
from tests.learning.courses import with_items
from tests.learning.learner import Learner
from tests.quizzes.every.essay import SAMPLE
from tests.small_course import SLUG, small_course

TEXT = "It is a set. Rule 3(b) applies."
PDF = b"%PDF-1.7\n1 0 obj\n"
ALONE: Mapping[str, Any] = {"rubric": SAMPLE.spec["rubric"], "files": SAMPLE.spec["files"]}
TWICE: Mapping[str, Any] = {**ALONE, "second_marker": True, "agree_within": 2}
BEST, MIDDLE, WORST = {"facts": 2, "rule": 1}, {"facts": 1, "rule": 1}, {"facts": 0, "rule": 0}
"""Ten points of ten, eight, and none."""


def publish_essays(
    *, owner: Person | None = None, slug: str = SLUG, quiz: Mapping[str, Any] | None = None,
    **essays: Mapping[str, Any],
) -> Published:  # fmt: skip
    """Publish the small course whose quiz asks for a code and for essays, by id; one: ``letter``.

    ``quiz`` replaces fields of the quiz.
    """
    course = with_essays(essays or {"letter": ALONE}, **(quiz or {}))(small_course())
    with transaction() as session:
        version = render_course(replace(course, slug=slug))
        return publish(session, version, person_id=owner.id if owner else None)


def with_essays(
    essays: Mapping[str, Mapping[str, Any]], **changes: Any
) -> Callable[[Course], Course]:
    """The course whose quiz has its first question, and these essays."""

    def changed(one: Quiz) -> Quiz:
        coffee = next(question for question in one.questions if question.id == "coffee")
        asked = (coffee, *(_essay(name, spec) for name, spec in essays.items()))
        section = Section("", {}, (), tuple(question.id for question in asked), False)
        return replace(one, questions=asked, sections=(section,), **changes)

    return lambda course: with_items(course, quiz=changed)


def handed_in(
    app: Flask, person: Person | None = None, slug: str = SLUG, *names: str
) -> tuple[Learner, Attempt]:
    """A learner whose essays wait to be marked; the other question is answered right."""
    learner = Learner(app, person, slug).enrol()
    attempt = learner.start()
    learner.save(attempt, "coffee", "c0901")
    for name in names or ("letter",):
        assert learner.save(attempt, name, {"text": TEXT}).status_code == 200
    learner.submit(attempt)
    return learner, attempt


def attach(learner: Learner, attempt: Attempt, name: str = "ruling.pdf", data: bytes = PDF) -> int:
    """Add a file to the learner's letter, committed; its id."""
    with transaction() as session:
        sent = Upload(name, data)
        return files.attach(session, learner.person.id, attempt.token, "letter", sent).id


def judge(
    person: Person,
    attempt: Attempt,
    levels: Mapping[str, object] = BEST,
    comment: str = "",
    *,
    question: str = "letter",
    agreed: bool = False,
    corrects: int | None = None,
) -> None:
    """Mark the answer as the person, committed; or correct what counts, having seen that mark."""
    with transaction() as session:
        said = Judgement(levels, comment, agreed, corrects)
        mark(session, identity_of(person), attempt.id, question, said)


def mark_of(attempt: Attempt, question: str = "letter") -> float | None:
    """What the answer earned so far, read anew."""
    query = select(Response.mark).where(
        Response.attempt_id == attempt.id, Response.question_id == question
    )
    found: float | None = db.session.scalar(query)
    return found


def given(attempt: Attempt) -> list[tuple[int, int, float]]:
    """Turn, marker and mark of everything that was given, in order."""
    query = select(HandMark.turn, HandMark.marker_id, HandMark.mark)
    rows = db.session.execute(query.where(HandMark.attempt_id == attempt.id).order_by(HandMark.id))
    return [(turn, marker, share) for turn, marker, share in rows]


def hand_steps(attempt: Attempt) -> list[tuple[str, int | None, float | None]]:
    """Question, marker and mark of every step that a marker made, in order."""
    query = select(ResponseStep.question_id, ResponseStep.person_id, ResponseStep.mark)
    chosen = query.where(ResponseStep.attempt_id == attempt.id, ResponseStep.action == "hand")
    rows = db.session.execute(chosen.order_by(ResponseStep.id))
    return [(question, person, share) for question, person, share in rows]


def office_file(part: str, *more: str) -> bytes:
    """An Office file with this part, as small as can be."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        for name in ("[Content_Types].xml", part, *more):
            archive.writestr(name, "<a/>")
    return whole.getvalue()


def _essay(name: str, spec: Mapping[str, Any]) -> Question:
    words = {
        language: QuestionWords(
            own["prompt"],
            own["rule"],
            own["explanation"],
            {"rubric": own["rubric"], "model_answer": own["model_answer"]},
        )
        for language, own in SAMPLE.words.items()
    }
    return Question(name, "essay", ("writing",), 2, "parts-of-a-code", dict(spec), words)
