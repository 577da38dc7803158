"""Does learning count where a person belongs now, and history where they were?"""

from __future__ import annotations

from flask import Flask

from app.accounts.actions.people import MOVED, Place, move
from app.core import jobs
from app.core.db import transaction
from tests.factories import administrator, identity_of, unit_of
from tests.learning.learner import Learner
from tests.small_course import publish_small_course

FIRST = "parts-of-a-code"


def test_enrolments_follow_somebody_who_moves_and_events_stay(app: Flask) -> None:
    publish_small_course()
    learner, stays = Learner(app).enrol(), Learner(app).enrol()
    boss = identity_of(administrator())
    france, kenya = unit_of("FR").path, unit_of("KE").path

    with transaction() as session:
        move(session, boss, learner.person.id, Place("KE"))
    jobs.run_all_due()
    learner.read(FIRST)

    assert (learner.row.unit_path, stays.row.unit_path) == (kenya, france)
    assert [one.unit_path for one in learner.events()] == [france, kenya]


def test_enrolments_follow_a_unit_that_changes_its_place(app: Flask) -> None:
    publish_small_course()
    learner = Learner(app).enrol()
    with transaction() as session:
        learner.row.unit_path = "/elsewhere/"
        session.add(learner.row)
        jobs.enqueue(session, MOVED, {"unit": unit_of("FR", session).id})

    jobs.run_all_due()

    assert learner.row.unit_path == unit_of("FR").path
