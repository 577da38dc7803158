"""Where does a trainer see which questions of a quiz work, and how reliable its results are?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app.accounts.policy import TRAINERS
from app.catalogue.queries import outline_of
from app.core.access import access
from app.core.db import transaction
from app.core.listing import Listing, listing
from app.learning.actions.statistics import ask_now
from app.learning.queries import quiz_of
from app.quizzes.statistics.flags import EASY_ABOVE, ENOUGH, FEW, HARD_BELOW, Flag
from app.studio.queries import courses as courses_of
from app.studio.queries import statistics
from app.studio.queries.courses import Managed, VersionRow
from app.studio.queries.statistics import Column, Said, Wanted
from app.studio.routes import blueprint
from app.studio.routes.courses import asked_version, spoken

EVERY = "all"


@dataclass(frozen=True, slots=True)
class Asked:
    """The quiz that the present address names: its course, the version, and how it is spoken of."""

    course: Managed
    version: VersionRow
    title: str
    words: str
    wanted: Wanted

    @property
    def kept(self) -> dict[str, Any]:
        """The arguments of other addresses about the same."""
        found = {"slug": self.course.slug, "quiz_id": self.wanted.quiz_id}
        version = None if self.version.is_current else self.version.number
        return found | {"version": version, "attempts": EVERY if self.wanted.every else None}


@blueprint.get("/courses/<slug>/quizzes/<quiz_id>/statistics")
@access(TRAINERS)
def quiz_statistics(slug: str, quiz_id: str) -> ResponseReturnValue:
    """Show the figures of a quiz and of its questions."""
    asked = asked_quiz(slug, quiz_id)
    page, order = statistics.quiz_page(asked.wanted), asked_order(asked)
    return render_template(
        "studio/statistics.html",
        asked=asked,
        page=page,
        listing=order,
        lines=statistics.in_order(page.lines, Column(order.sort), descending=order.descending),
        remark_words=remark_words,
        bins=[(_bin_words(place), count) for place, count in enumerate(page.bins)],
        few=FEW,
        enough=ENOUGH,
    )


@blueprint.get("/courses/<slug>/quizzes/<quiz_id>/statistics/<question_id>")
@access(TRAINERS)
def question_statistics(slug: str, quiz_id: str, question_id: str) -> ResponseReturnValue:
    """Show the figures of a question and what was answered to it."""
    asked = asked_quiz(slug, quiz_id)
    return render_template(
        "studio/question_statistics.html",
        asked=asked,
        page=statistics.question_page(asked.wanted, question_id),
        remark_words=remark_words,
        remark_meaning=remark_meaning,
    )


@blueprint.post("/courses/<slug>/quizzes/<quiz_id>/statistics")
@access(TRAINERS)
def count_now(slug: str, quiz_id: str) -> ResponseReturnValue:
    """Have the attempts that wait taken into the statistics at once."""
    asked = asked_quiz(slug, quiz_id)
    with transaction() as session:
        ask_now(session, asked.version.id, quiz_id)
    flash(_("The attempts are being counted. Reload the page in a moment."), "info")
    return redirect(url_for(".quiz_statistics", **asked.kept))


def remark_words(flag: Flag) -> str:
    """What is remarked, in a few words."""
    words = {
        Flag.TOO_FEW: _("Too few attempts to say"),
        Flag.TOO_EASY: _("Too easy"),
        Flag.TOO_HARD: _("Too hard"),
        Flag.FLAT: _("Hardly tells good from weak"),
        Flag.NEGATIVE: _("The better do worse"),
        Flag.UNUSED: _("A distractor nobody picks"),
        Flag.DOUBTFUL_KEY: _("The key is probably wrong"),
    }
    return str(words[flag])


def remark_meaning(said: Said) -> str:
    """What a remark means and what may be done."""
    given = f"{said.part}: {said.response}" if said.part else said.response
    words = {
        Flag.TOO_FEW: _(
            "Under %(few)s attempts the figures say little. Come back when more people have "
            "taken the quiz.",
            few=FEW,
        ),
        Flag.TOO_EASY: _(
            "More than %(percent)s %% of the marks are earned, so the question tells little apart. "
            "Keep it if everybody has to know this.",
            percent=f"{EASY_ABOVE:g}",
        ),
        Flag.TOO_HARD: _(
            "Less than %(percent)s %% of the marks are earned, or no more than by guessing. "
            "Is the question clear, and was it taught?",
            percent=f"{HARD_BELOW:g}",
        ),
        Flag.FLAT: _(
            "Those who do well in the rest of the quiz do hardly better here. Read the question "
            "again: can it be understood in two ways?"
        ),
        Flag.NEGATIVE: _(
            "Those who do well in the rest of the quiz do worse here. Often the key is wrong, or "
            "the question misleads those who know most."
        ),
        Flag.UNUSED: _(
            "Nobody chose “%(response)s”. Put a mistake that people do make in its place, or "
            "leave it out.",
            response=given,
        ),
        Flag.DOUBTFUL_KEY: _(
            "Those who answered “%(response)s” do clearly better in the rest of the quiz than "
            "those who gave the key. Check the key.",
            response=given,
        ),
    }
    return str(words[said.remark.flag])


def asked_quiz(slug: str, quiz_id: str) -> Asked:
    """The quiz that the present address names, one that the reader manages. Raises NotFound."""
    course = courses_of.managed(current_user, slug)
    version = asked_version(courses_of.versions(course.id))
    words = spoken(outline_of(version.id))
    wanted = Wanted(course.id, version.id, quiz_id, words, request.args.get("attempts") == EVERY)
    return Asked(course, version, quiz_of(version.id, quiz_id).title[words], words, wanted)


def asked_order(asked: Asked) -> Listing:
    """In which order the present address wants the questions."""
    found = listing("studio.quiz_statistics", Column, Column.PLACE.value)
    return replace(found, kept=asked.kept)


def _bin_words(place: int) -> str:
    """Which results a column of the histogram counts."""
    least, most = 10 * place, 10 * (place + 1)
    if most == 100:
        return str(_("%(least)s to %(most)s %%", least=least, most=most))
    return str(_("%(least)s to under %(most)s %%", least=least, most=most))
