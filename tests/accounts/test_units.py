"""Does the tree of units follow the list of members, however often it is loaded?"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from app.accounts.actions import load_units
from app.accounts.actions.people import MOVED
from app.accounts.models import AccountRequest, Person, Unit
from app.accounts.rules import PersonState
from app.core import clock
from app.core.db import db, transaction
from app.core.jobs import OutboxJob
from app.core.settings import shipped
from tests.factories import make_person, unit_of


def test_the_tree_holds_the_world_six_regions_their_bodies_and_187_members(app: Flask) -> None:
    kinds = Counter(db.session.scalars(select(Unit.kind)))

    assert kinds == {"world": 1, "region": 6, "regional_body": 6, "member": 187, "organisation": 1}


def test_a_path_is_that_of_the_parent_and_the_own_number(app: Flask) -> None:
    france, europe, world = unit_of("FR"), unit_of("EUR"), unit_of("WORLD")

    assert world.path == f"/{world.id}/"
    assert europe.path == f"/{world.id}/{europe.id}/"
    assert france.path == f"/{world.id}/{europe.id}/{france.id}/"
    assert (france.name("en"), france.name("fr")) == ("France", "France")


def test_loading_again_changes_nothing(app: Flask) -> None:
    before = [(one.id, one.path) for one in db.session.scalars(select(Unit).order_by(Unit.id))]

    with transaction() as session:
        changed = load_units(session)

    units = db.session.scalars(select(Unit).order_by(Unit.id))
    assert changed == 0
    assert [(one.id, one.path) for one in units] == before


def test_a_new_name_is_taken_over(app: Flask) -> None:
    with transaction() as session:
        unit_of("FR", session).name_en = "Gaul"

    with transaction() as session:
        changed = load_units(session)

    assert (changed, unit_of("FR").name_en) == (1, "France")


def test_a_member_that_changes_its_region_takes_its_people_along(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = make_person(state=PersonState.WAITING, unit_code="CY")
    with transaction() as session:
        session.add(
            AccountRequest(person_id=person.id, unit_path=person.unit_path, created_at=clock.now())
        )
    _copy_members(tmp_path, ("Cyprus,CY,CYP,EUR", "Cyprus,CY,CYP,MENA"))
    monkeypatch.setattr("app.accounts.actions.units.courses_folder", lambda: tmp_path)

    with transaction() as session:
        changed = load_units(session)

    moved = unit_of("CY")
    assert changed == 1
    assert moved.path.startswith(unit_of("MENA").path)
    assert db.session.scalar(select(Person.unit_path)) == moved.path
    assert db.session.scalar(select(AccountRequest.unit_path)) == moved.path
    assert db.session.scalars(_MOVES).all() == [{"unit": moved.id}]


_MOVES = select(OutboxJob.payload).where(OutboxJob.name == MOVED)


def _copy_members(folder: Path, change: tuple[str, str]) -> None:
    source, target = shipped("courses") / "_reference", folder / "_reference"
    target.mkdir()
    for name in ("wco_members.csv", "member_names_fr.yaml"):
        text = (source / name).read_text(encoding="utf-8")
        (target / name).write_text(text.replace(*change), encoding="utf-8")
