"""Is there a trace of the key of any question type in a running attempt?

The same person does the same in two applications, at the same moment and with the same seed; only
the keys differ. Pages, saved answers, conflicts and refusals must be the same.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from app.catalogue.actions import publish
from app.catalogue.content.render import render_course
from app.catalogue.queries import bank_of
from app.core import clock
from app.core.db import db, transaction
from app.quizzes.conditions import Behaviour, Conditions, Navigation
from app.quizzes.questions import all_types
from tests.every_course import every_course, question_id
from tests.factories import make_person
from tests.learning.learner import Learner
from tests.learning.test_no_trace_of_keys import SAME_SEED, T0, Seen, noted
from tests.quizzes.every import samples
from tests.small_course import QUIZ

KINDS = tuple(samples())
CONDITIONS = {
    "deferred": Conditions(),
    "certainty": Conditions(behaviour=Behaviour.CERTAINTY),
    "immediate": Conditions(behaviour=Behaviour.IMMEDIATE),
    "in turn": Conditions(navigation=Navigation.SEQUENTIAL),
}


def seen_in(
    app: Flask, conditions: Conditions, kinds: tuple[str, ...] | None, *, other_key: bool
) -> Seen:
    with app.app_context(), clock.frozen_at(T0), SAME_SEED:
        course = every_course(kinds, other_key=other_key, conditions=conditions)
        with transaction() as session:
            publish(session, render_course(course))
        try:
            person = make_person("Ada Same", email="ada@customs.example")
            return _steps(Learner(app, person, slug=course.slug).enrol(), kinds or KINDS)
        finally:
            db.session.remove()
            db.engine.dispose()


def _steps(learner: Learner, kinds: tuple[str, ...]) -> Seen:
    attempt = learner.start()
    secret = (attempt.token,)
    page = f"/attempts/{attempt.token}"
    seen: Seen = {"page": noted(learner.get(page), secret)}
    for kind in kinds:
        _answer(learner, attempt.token, kind, seen)
    for language in ("en", "fr"):
        seen[f"answered {language}"] = noted(learner.get(f"{page}?lang={language}"), secret)
    seen["quiz"] = noted(learner.get(learner.url(f"quizzes/{QUIZ}")), secret)
    return seen


def _answer(learner: Learner, token: str, kind: str, seen: Seen) -> None:
    """Every answer of the sample, by script and by form, with conflicts and refusals."""
    sample, question = samples()[kind], question_id(kind)
    url = f"/attempts/{token}/answers/{question}"
    for number, answer in enumerate((*sample.answers, sample.right)):
        body = {"answer": answer, "revision": number, "key": f"same-key-{kind}-{number}"}
        seen[f"{kind} {number}"] = noted(learner.put(url, body), (token,))
    stale = {"answer": sample.right, "revision": 99, "key": f"stale-key-{kind}"}
    seen[f"{kind} stale"] = noted(learner.put(url, stale), (token,))
    for name, revision in (("form", 0), ("fresh form", 1)):
        sent = learner.send(url, {**sample.form, "revision": [str(revision)]})
        seen[f"{kind} {name}"] = noted(sent, (token,))


@pytest.mark.parametrize("name", tuple(CONDITIONS))
def test_two_keys_of_every_type_give_the_same(
    two_copies: Callable[[str], Flask], name: str
) -> None:
    kinds = tuple(
        one.name
        for one in all_types()
        if not (one.by_hand and CONDITIONS[name].behaviour != "deferred")
    )

    one = seen_in(two_copies("one"), CONDITIONS[name], kinds, other_key=False)
    two = seen_in(two_copies("two"), CONDITIONS[name], kinds, other_key=True)

    assert one.keys() == two.keys()
    for step in one:
        assert one[step] == two[step], step
    assert one["page"][0] == 200
    assert {status for status, _text, _headers in one.values()} <= {200, 302, 400, 409, 410, 422}


def test_every_type_has_another_key_in_the_second_course(
    two_copies: Callable[[str], Flask],
) -> None:
    assert set(KINDS) == {one.name for one in all_types()}
    for name, other_key in (("one", False), ("two", True)):
        app = two_copies(name)
        with app.app_context():
            with transaction() as session:
                version = publish(session, render_course(every_course(other_key=other_key)))
            questions = bank_of(version.version_id).quizzes[QUIZ].questions
            db.session.remove()
            db.engine.dispose()
        for one in questions:
            sample = samples()[one.type]
            kind = next(found for found in all_types() if found.name == one.type)
            if kind.by_hand:
                continue
            right = kind.mark(kind.drawn(one.spec, 1), sample.right).fraction == 1
            assert right is not other_key or one.type == "calculated", one.type
