"""How does a marker find the answers that wait, and mark them one after the other?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app.core.access import access
from app.core.db import transaction
from app.core.listing import listing
from app.learning.actions import marking as actions
from app.learning.actions.marking import Judgement
from app.learning.models import HandMark
from app.learning.policy import MARKERS
from app.learning.queries import marking as queries
from app.learning.queries.files import files_of
from app.learning.queries.marking import MarkingOrder, ToMark, Waiting, Wanted
from app.learning.routes import blueprint
from app.learning.routes.asked import spoken
from app.learning.routes.essays import attached, files_in
from app.quizzes.hand_marking import Turn, counting, may_take, seen_by
from app.quizzes.questions import InvalidAnswer, ReviewView, question_type
from app.quizzes.questions.base import N_
from app.quizzes.questions.essay_answer import Given, dressed
from app.quizzes.questions.rubric import criteria

FILTERS = ("course", "quiz", "state")
MARKED = "marked"
LONGEST_COMMENT = 4000


@dataclass(frozen=True, slots=True)
class Filled:
    """What the form holds: a level by criterion, and the comment; `said` is what is wrong."""

    levels: Mapping[str, int]
    comment: str = ""
    said: str = ""


@blueprint.get("/teaching/marking", endpoint="marking")
@access(MARKERS)
def queue() -> ResponseReturnValue:
    """The answers that wait for the reader, the longest first; or the marked ones, newest first."""
    listed = listing("learning.marking", MarkingOrder, MarkingOrder.WAITING, FILTERS)
    wanted = _wanted()
    known = queries.quizzes(current_user, marked=wanted.marked)
    descending = wanted.marked or listed.descending
    return render_template(
        "learning/marking.html",
        listed=listed,
        wanted=wanted,
        page=queries.waiting(current_user, wanted, listed.number, descending=descending),
        courses=list({one.slug: one.outline.title[spoken(one.outline)] for one in known}.items()),
        quizzes=[
            (one.quiz.id, one.quiz.title[spoken(one.outline)])
            for one in known
            if one.slug == wanted.slug
        ],
        answers=sum(one.answers for one in known),
        spoken=spoken,
    )


@blueprint.get("/teaching/marking/<int:attempt_id>/<question_id>")
@access(MARKERS)
def mark_answer(attempt_id: int, question_id: str) -> ResponseReturnValue:
    """One answer with its rubric."""
    found = queries.answer(current_user, attempt_id, question_id)
    return _page(found, _as_it_counts(found))


@blueprint.post("/teaching/marking/<int:attempt_id>/<question_id>")
@access(MARKERS)
def keep_mark(attempt_id: int, question_id: str) -> ResponseReturnValue:
    """Keep the mark, then go on to the next answer that waits."""
    found = queries.answer(current_user, attempt_id, question_id)
    _before, after = queries.neighbours(current_user, _wanted(), found)
    filled = _filled(found)
    try:
        said = _judgement(filled)
        with transaction() as session:
            open_turn = actions.mark(session, current_user, attempt_id, question_id, said)
    except InvalidAnswer as wrong:
        message = _(wrong.template, **wrong.params)
        return _page(found, Filled(filled.levels, filled.comment, message)), 422
    if said.corrects is not None:
        flash(_("The mark is corrected."), "success")
        return redirect(_address(attempt_id, question_id))
    flash(_kept_words(open_turn), "success")
    return redirect(_url(after) if after else url_for("learning.marking", **_kept()))


def _as_it_counts(found: ToMark) -> Filled:
    """What the form of a correction holds: the mark that counts, unless it is the mean of two."""
    marks = _shown(found)
    is_one = found.turn is None and len(marks) == 1
    return Filled(marks[0].levels, marks[0].comment) if is_one else Filled({})


def _page(found: ToMark, filled: Filled) -> str:
    words, turn = spoken(found.outline), found.turn
    before, after = queries.neighbours(current_user, _wanted(), found)
    mine = turn is not None and may_take(turn, found.given, current_user.id)
    return render_template(
        "learning/mark_answer.html",
        found=found,
        words=words,
        course_title=found.outline.title[words],
        view=_view(found, words),
        filled=filled,
        turn=turn,
        may_mark=mine,
        given=[(_turn_words(one.turn), one) for one in found.marks],
        previous_url=_url(before) if before else None,
        next_url=_url(after) if after else None,
        list_url=url_for("learning.marking", **_kept()),
        most=LONGEST_COMMENT,
    )


def _view(found: ToMark, words: str) -> ReviewView:
    """The answer as its review shows it, with the marks that this marker may see."""
    question, answer = found.question, found.response.answer
    files = files_in(answer, files_of(found.attempt.id).get(question.id, ()))
    shown = dressed(
        answer,
        [attached(found.attempt, one) for one in files],
        marks=[Given(one.levels, one.comment) for one in _shown(found)],
    )
    kind = question_type(question.type)
    return kind.review(question.spec, question.texts(words), shown, ())


def _shown(found: ToMark) -> Sequence[HandMark]:
    """The marks that count, once they do; before that those that the marker may see."""
    if found.turn is None:
        return queries.rows_of(found.marks, counting(found.given))
    return queries.rows_of(found.marks, seen_by(found.given, found.terms, current_user.id))


def _filled(found: ToMark) -> Filled:
    known = [one.id for one in criteria(found.question.spec)]
    sent = {name: request.form.get(f"level-{name}", type=int) for name in known}
    levels = {name: level for name, level in sent.items() if level is not None}
    return Filled(levels, request.form.get("comment", "").replace("\r\n", "\n").strip())


def _judgement(filled: Filled) -> Judgement:
    if len(filled.comment) > LONGEST_COMMENT:
        template = N_("This comment has more than %(most)s characters. Shorten it.")
        raise InvalidAnswer(template, most=str(LONGEST_COMMENT))
    return Judgement(
        filled.levels,
        filled.comment,
        agreed=bool(request.form.get("agreed")),
        corrects=request.form.get("corrects", type=int),
    )


def _turn_words(turn: int) -> str:
    words = {
        Turn.FIRST: _("First mark"),
        Turn.SECOND: _("Second mark"),
        Turn.AGREED: _("Mark agreed on"),
    }
    return str(words[Turn(turn)] if turn in words else _("Correction"))


def _kept_words(turn: Turn | None) -> str:
    if turn is Turn.SECOND:
        return str(_("Your mark is kept. A second marker looks at this answer too."))
    if turn is Turn.AGREED:
        return str(
            _("Your mark is kept. It differs from the other one: agree on a mark, then enter it.")
        )
    return str(_("The answer is marked."))


def _wanted() -> Wanted:
    slug = request.args.get("course", "")
    quiz_id = request.args.get("quiz", "") if slug else ""
    return Wanted(slug, quiz_id, request.args.get("state") == MARKED)


def _kept() -> dict[str, Any]:
    return {name: request.args[name] for name in FILTERS if request.args.get(name)}


def _url(one: Waiting) -> str:
    return _address(one.attempt_id, one.question_id)


def _address(attempt_id: int, question_id: str) -> str:
    return url_for(
        "learning.mark_answer", attempt_id=attempt_id, question_id=question_id, **_kept()
    )
