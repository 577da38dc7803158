"""What was answered to a question: how many gave each response, and how did they fare?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from app.catalogue.content.version import BankQuestion
from app.quizzes.questions.reading import Words
from app.quizzes.statistics import QuestionSums, right_of
from app.quizzes.statistics.offers import TICKED
from app.quizzes.statistics.responses import Tally
from app.quizzes.statistics.sums import MARK, WHOLE
from app.quizzes.statistics.wording import part_text, response_text

MOST = 20
"""Of answers that are typed so many are shown, the most common ones; the others together."""

_Key: TypeAlias = tuple[str, str | None]


@dataclass(frozen=True, slots=True)
class ResponseLine:
    """A response: who gave it, in per cent of those asked, and their mean mark and mean rest.

    `text` is None for all the rare ones together; `right` where the question says so. Of one that
    nobody gave there are no means.
    """

    text: str | None
    right: bool | None
    count: int
    share: float
    mark: float | None
    rest: float | None


@dataclass(frozen=True, slots=True)
class PartTable:
    """The responses to one part of a question, the most common first.

    `unanswered` counts those who left the part out, None where leaving it is an answer too.
    """

    text: str
    lines: tuple[ResponseLine, ...]
    unanswered: int | None


def tables(question: BankQuestion, sums: QuestionSums, language: str) -> Iterator[PartTable]:
    """One table a part; choices that are picked or not are the rows of one table together."""
    words, right = question.texts(language), right_of(question.spec)
    picked = [part for part, response in right if response == TICKED and _is_choice(part, right)]
    if picked:
        rows: dict[_Key, Tally] = {(part, TICKED): _given(sums, part, TICKED) for part in picked}
        yield PartTable("", _lines(rows, right, sums, words), None)
    parts = dict.fromkeys([*(part for part, _response in right), *sums.parts])
    for part in parts:
        if part not in picked:
            rows = _rows_of(part, right, sums)
            unanswered = sums.count - sum(one.count for one in rows.values())
            text = part_text(words, part)
            yield PartTable(text, _lines(rows, right, sums, words), unanswered)


def _is_choice(part: str, right: Mapping[tuple[str, str], bool]) -> bool:
    """Whether a part has nothing to it but being picked or not."""
    return [response for own, response in right if own == part] == [TICKED]


def _given(sums: QuestionSums, part: str, response: str) -> Tally:
    responses = sums.parts.get(part)
    return (responses.by_text.get(response) if responses else None) or Tally()


def _rows_of(
    part: str, right: Mapping[tuple[str, str], bool], sums: QuestionSums
) -> dict[_Key, Tally]:
    """Everything that is offered, and what was answered."""
    rows: dict[_Key, Tally] = {(part, one): Tally() for own, one in right if own == part}
    others = Tally()
    for text, tally in sums.parts[part].ordered() if part in sums.parts else ():
        if text is not None and ((part, text) in rows or len(rows) < MOST):
            rows[part, text] = tally
        else:
            others.add(tally.count, tally.marks, tally.rests)
    return rows | {(part, None): others} if others.count else rows


def _lines(
    rows: Mapping[_Key, Tally],
    right: Mapping[tuple[str, str], bool],
    sums: QuestionSums,
    words: Words,
) -> tuple[ResponseLine, ...]:
    lines = []
    for (part, response), tally in rows.items():
        known = None if response is None else right.get((part, response))
        text = None if response is None else response_text(words, part, response)
        lines.append(_line(text, known, tally, sums))
    return tuple(sorted(lines, key=lambda one: (one.text is None, -one.count)))


def _line(text: str | None, right: bool | None, tally: Tally, sums: QuestionSums) -> ResponseLine:
    """The mean rest is in per cent of what the other questions could give."""
    rest = WHOLE - sums.worth / sums.count
    return ResponseLine(
        text=text,
        right=right,
        count=tally.count,
        share=100 * tally.count / sums.count,
        mark=100 * tally.marks / (MARK * tally.count) if tally.count else None,
        rest=100 * tally.rests / (rest * tally.count) if tally.count and rest > 0 else None,
    )
