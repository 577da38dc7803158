"""How do the statistics of a quiz look as files for a spreadsheet?"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from flask import Response, stream_with_context
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts.policy import TRAINERS
from app.core.access import access
from app.reports.rules import neutral
from app.studio.queries import statistics
from app.studio.queries.responses import PartTable, ResponseLine
from app.studio.queries.statistics import Column, Line
from app.studio.routes import blueprint
from app.studio.routes.statistics import asked_order, asked_quiz, remark_words

BYTE_ORDER_MARK = "\ufeff"  # without it spreadsheet programs do not take the file for UTF-8


@blueprint.get("/courses/<slug>/quizzes/<quiz_id>/questions.csv")
@access(TRAINERS)
def questions_file(slug: str, quiz_id: str) -> ResponseReturnValue:
    """Send the figures of the questions as a file, in the order that the page has."""
    asked = asked_quiz(slug, quiz_id)
    page, order = statistics.quiz_page(asked.wanted), asked_order(asked)
    lines = statistics.in_order(page.lines, Column(order.sort), descending=order.descending)
    return _file(f"{quiz_id}-questions.csv", _question_head(), map(_question_cells, lines))


@blueprint.get("/courses/<slug>/quizzes/<quiz_id>/answers.csv")
@access(TRAINERS)
def answers_file(slug: str, quiz_id: str) -> ResponseReturnValue:
    """Send what was answered to each question as a file."""
    asked = asked_quiz(slug, quiz_id)
    rows = (
        _answer_cells(line, table, one)
        for line, tables in statistics.answers(asked.wanted)
        for table in tables
        for one in table.lines
    )
    return _file(f"{quiz_id}-answers.csv", _answer_head(), rows)


def _question_head() -> list[str]:
    return [
        _("Number"),
        _("Identifier"),
        _("Question"),
        _("Type"),
        _("Attempts"),
        _("Facility"),
        _("Standard deviation"),
        _("Random guess score"),
        _("Intended weight"),
        _("Effective weight"),
        _("Discrimination index"),
        _("Discriminative efficiency"),
        _("Remarks"),
    ]


def _question_cells(line: Line) -> list[object]:
    one = line.figures
    figures = (
        [one.attempts, one.facility, one.deviation, one.guess, one.intended, one.effective,
         one.discrimination, one.efficiency]
        if one else [0, *[None] * 7]
    )  # fmt: skip
    remarks = "; ".join(dict.fromkeys(remark_words(said.remark.flag) for said in line.remarks))
    named = [line.place, line.question.id, neutral(line.prompt), line.question.type]
    return [*named, *map(_cell, figures), remarks]


def _answer_head() -> list[str]:
    return [
        _("Number"),
        _("Identifier"),
        _("Question"),
        _("Part"),
        _("Answer"),
        _("In the key"),
        _("Number of people"),
        _("Per cent of those asked"),
        _("Mean mark"),
        _("Mean of the rest of the quiz"),
    ]


def _answer_cells(line: Line, table: PartTable, one: ResponseLine) -> list[object]:
    text = _("All other answers") if one.text is None else one.text
    right = "" if one.right is None else _("yes") if one.right else _("no")
    named = [line.place, line.question.id, neutral(line.prompt), neutral(table.text)]
    figures = [one.count, one.share, one.mark, one.rest]
    return [*named, neutral(text), right, *map(_cell, figures)]


def _cell(figure: float | None) -> object:
    """A figure as spreadsheet programs of every language read it: exact numbers are theirs."""
    if figure is None:
        return ""
    return figure if isinstance(figure, int) else round(figure, 4)


def _file(name: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> Response:
    response = Response(stream_with_context(_csv(head, rows)), mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _csv(head: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    yield BYTE_ORDER_MARK + _written(head)
    for row in rows:
        yield _written(row)


def _written(cells: Sequence[object]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue()
