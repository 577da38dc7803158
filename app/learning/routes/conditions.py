"""What does a learner have to know before a quiz begins, line by line?"""

from __future__ import annotations

from collections.abc import Iterator

from flask_babel import gettext as _

from app.catalogue.content.version import QuizItem
from app.core import clock
from app.core.dates import format_datetime
from app.quizzes.conditions import Behaviour, Counting, Navigation


def lines(item: QuizItem) -> list[str]:
    """How the quiz is taken: what counts, when it is open, how it is gone through and marked."""
    return [*_counts(item), *_open(item), *_navigation(item), *_behaviour(item)]


def _counts(item: QuizItem) -> Iterator[str]:
    words = {
        Counting.BEST: _("Of several attempts the best one counts."),
        Counting.LAST: _("Of several attempts the last one counts."),
        Counting.FIRST: _("The first attempt counts, whatever later ones give."),
        Counting.AVERAGE: _("The average of all your attempts counts."),
    }
    if item.attempts != 1:
        yield words[item.counts]


def _open(item: QuizItem) -> Iterator[str]:
    now = clock.now()
    if item.opens_at is not None and now < item.opens_at:
        yield _("It opens on %(time)s.", time=format_datetime(item.opens_at, "short"))
    if item.closes_at is not None and now < item.closes_at:
        time = format_datetime(item.closes_at, "short")
        yield _("It closes on %(time)s; an attempt that is running then is handed in.", time=time)


def _navigation(item: QuizItem) -> Iterator[str]:
    if item.is_case:
        yield _("It is a case: one step after the other, with its documents beside it.")
    elif item.navigation is Navigation.SEQUENTIAL:
        yield _("Questions come one after the other; there is no way back to an earlier one.")


def _behaviour(item: QuizItem) -> Iterator[str]:
    if item.behaviour is Behaviour.IMMEDIATE:
        yield _("You can have each answer checked as you go; then it can no longer change.")
    if item.behaviour is Behaviour.INTERACTIVE:
        yield _("You can have answers checked as you go, with hints; further tries give less.")
    if item.behaviour is Behaviour.CERTAINTY:
        yield _(
            "Say how sure you are of each answer. Of three points, a right one gives 1, 2 or 3, "
            "a wrong one 0, −2 or −6: be as sure as you really are."
        )
