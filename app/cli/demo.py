"""What is there to see in a product that nobody has used yet?

The people are invented; what they did is done by the same actions that the pages call, at moments
of the past weeks, so that every summary, report and certificate of it is true.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import click
from flask.cli import AppGroup
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.actions import create_demo_people, demo_addresses
from app.accounts.models import Person
from app.accounts.rules import PersonState, Role
from app.catalogue.content.model import Level
from app.catalogue.content.version import ItemKind
from app.catalogue.queries import CourseCard, cards
from app.cli.demo_attempts import Taker
from app.core import clock
from app.core.db import db, transaction
from app.learning.actions import progress
from app.learning.models import Enrolment

demo = AppGroup("demo", help="Invented people, to try the product with.")
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Story:
    """How one person fares: when they began, how far they came, how often they know the answer."""

    days_ago: int
    share: float
    knows: float
    due_in_days: int | None = None


STORIES = (
    Story(days_ago=6, share=0.35, knows=0.9, due_in_days=24),
    Story(days_ago=40, share=1.0, knows=1.0, due_in_days=20),
    Story(days_ago=33, share=0.6, knows=0.85, due_in_days=21),
    Story(days_ago=12, share=0.0, knows=0.0, due_in_days=30),
    Story(days_ago=38, share=1.0, knows=0.95),
    Story(days_ago=25, share=0.8, knows=0.9),
    Story(days_ago=30, share=1.0, knows=0.9, due_in_days=30),
    Story(days_ago=9, share=0.2, knows=0.55),
    Story(days_ago=36, share=0.45, knows=0.8, due_in_days=14),
    Story(days_ago=20, share=1.0, knows=1.0),
    Story(days_ago=3, share=0.1, knows=0.7),
)


@demo.command("load")
def load() -> None:
    """Make the demo accounts with what they learned; what is there already stays as it is."""
    people, enrolments = load_demo()
    click.echo(f"{people} demo accounts and {enrolments} enrolments made")


def load_demo() -> tuple[int, int]:
    """Make what is missing of the demo data: the numbers of accounts and enrolments made.

    Raises:
        Forbidden: the product does not run in demo mode.
    """
    with transaction() as session:
        people = create_demo_people(session)
    courses = sorted(cards(), key=lambda one: list(Level).index(one.outline.level))
    enrolments = sum(
        _live(person, card, _story(number, place))
        for place, card in enumerate(courses)
        for number, person in enumerate(_learners())
    )
    return people, enrolments


def _learners() -> Sequence[Person]:
    """The demo officials, in the order in which they were made."""
    special = [address for role, address in demo_addresses() if role is not Role.OFFICIAL]
    domain = special[0].partition("@")[2]
    query = select(Person).where(
        Person.email.endswith(f"@{domain}"),
        Person.email.not_in(special),
        Person.state == PersonState.ACTIVE,
    )
    return db.session.scalars(query.order_by(Person.id)).all()


def _story(number: int, place: int) -> Story | None:
    """The story of a learner in a course; each further course has fewer learners."""
    if place and (number + place) % (place + 2):
        return None
    return STORIES[(number + 10 * place) % len(STORIES)]


def _live(person: Person, card: CourseCard, story: Story | None) -> bool:
    """Let a person live through a story, once; whether they did so now."""
    query = select(Enrolment.id).where(
        Enrolment.person_id == person.id, Enrolment.course_id == card.course_id
    )
    if story is None or db.session.scalar(query) is not None:
        return False
    chance = random.Random(f"{person.email} {card.slug}")  # noqa: S311 - the same story every time
    begin = clock.now() - story.days_ago * DAY
    with transaction() as session:
        with clock.frozen_at(begin):
            enrolment = _enrol(session, person, card, story)
        taker = Taker(session, enrolment.id, person.language, story.knows, chance)
        _learn(session, enrolment, card, story, taker)
    return True


def _enrol(session: Session, person: Person, card: CourseCard, story: Story) -> Enrolment:
    due_on = None
    if story.due_in_days is not None:
        due_on = clock.today() + story.due_in_days * DAY
    return progress.enrol(session, person, card, due_on=due_on)


def _learn(
    session: Session, enrolment: Enrolment, card: CourseCard, story: Story, taker: Taker
) -> None:
    items = list(card.outline.items())
    done = items[: round(story.share * len(items))]
    for item, moment in zip(done, _moments(story, len(done)), strict=False):
        if item.kind is ItemKind.LESSON:
            with clock.frozen_at(moment):
                progress.mark_read(session, enrolment.id, item.id)
        else:
            taker.take(item.id, moment)


def _moments(story: Story, count: int) -> Iterator[datetime]:
    """Evenly spread moments from the beginning until yesterday."""
    begin = clock.now() - story.days_ago * DAY + timedelta(hours=1)
    step = (story.days_ago - 1) * DAY / max(count, 1)
    return (begin + number * step for number in range(count))
