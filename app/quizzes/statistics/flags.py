"""What looks wrong with a question, so that a trainer should read it again?

The bounds are customs of item analysis, said where they are used; none is a law of nature. They
say where a look pays, and the trainer who looks decides.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt

from app.quizzes.questions.reading import Spec
from app.quizzes.statistics.figures import QuestionFigures, rest_variance
from app.quizzes.statistics.offers import Offer, offered, right_of
from app.quizzes.statistics.responses import Tally
from app.quizzes.statistics.sums import QuestionSums

FEW = 10
"""Under so many attempts nothing is said: a facility of 50 % could as well be 20 or 80 %."""

ENOUGH = 30
"""From so many on correlations and choices are judged; one by chance is then within ±36 %."""

EASY_ABOVE = 90.0
HARD_BELOW = 40.0
FLAT_BELOW = 20.0
"""Under 20 % a question tells little: R. L. Ebel and D. A. Frisbie, "Essentials of Educational
Measurement", 5th edition, 1991 (poor items, to be rejected or revised)."""

KEY_SHARE = 0.1
KEY_PICKS = 5
KEY_ERRORS = 2.0
"""A wrong response speaks against the key when a tenth of those asked, and at least 5 people, gave
it, and their results in the rest of the quiz are on average higher than those of the people who
gave the key, by more than two standard errors of that difference."""


class Flag(StrEnum):
    """What is remarked of a question."""

    TOO_FEW = "too_few"
    TOO_EASY = "too_easy"
    TOO_HARD = "too_hard"
    FLAT = "flat"
    NEGATIVE = "negative"
    UNUSED = "unused"
    DOUBTFUL_KEY = "doubtful_key"


@dataclass(frozen=True, slots=True)
class Remark:
    """A flag, and the response that it is about where it is about one."""

    flag: Flag
    part: str = ""
    response: str = ""


def remarks(figures: QuestionFigures, sums: QuestionSums, spec: Spec) -> tuple[Remark, ...]:
    """Return what there is to say of a question, the gravest first; nothing where all is well."""
    if figures.attempts < FEW:
        return (Remark(Flag.TOO_FEW),)
    found = []
    if figures.attempts >= ENOUGH:
        found += [*_doubtful_keys(sums, spec), *_discrimination(figures)]
    found += _difficulty(figures)
    if figures.attempts >= ENOUGH:
        found += _unused(sums, offered(spec))
    return tuple(found)


def _difficulty(figures: QuestionFigures) -> Iterator[Remark]:
    """Too hard is also what is answered no better than by guessing."""
    facility = figures.facility or 0.0
    if facility > EASY_ABOVE:
        yield Remark(Flag.TOO_EASY)
    elif facility < HARD_BELOW or facility <= (figures.guess or 0.0):
        yield Remark(Flag.TOO_HARD)


def _discrimination(figures: QuestionFigures) -> Iterator[Remark]:
    index = figures.discrimination
    if index is not None and index < 0:
        yield Remark(Flag.NEGATIVE)
    elif index is not None and index < FLAT_BELOW:
        yield Remark(Flag.FLAT)


def _unused(sums: QuestionSums, offers: Sequence[Offer]) -> Iterator[Remark]:
    """A wrong choice that nobody picks: no distractor, only something more to read.

    T. M. Haladyna and S. M. Downing call one that under 5 % pick not functioning ("How many options
    is enough for a multiple-choice test item?", Educational and Psychological Measurement 53,
    1993); here it is nobody at all. Of pairs it is an option that fits nothing and is never given.
    """
    used = {(part, text) for part, own in sums.parts.items() for text in own.by_text}
    if not _are_pairs(offers):
        unused = (one for one in offers if (one.part, one.response) not in used)
        yield from (Remark(Flag.UNUSED, one.part, one.response) for one in unused if not one.right)
        return
    taken = {one.response for one in offers if one.right} | {text for _part, text in used}
    responses = dict.fromkeys(one.response for one in offers)
    yield from (Remark(Flag.UNUSED, "", one) for one in responses if one not in taken)


def _are_pairs(offers: Sequence[Offer]) -> bool:
    """Whether every part offers the same several responses."""
    parts: dict[str, list[str]] = {}
    for one in offers:
        parts.setdefault(one.part, []).append(one.response)
    lists = list(parts.values())
    return len(lists) > 1 and len(lists[0]) > 1 and all(one == lists[0] for one in lists)


def _doubtful_keys(sums: QuestionSums, spec: Spec) -> Iterator[Remark]:
    """The wrong responses that the better people gave."""
    known = right_of(spec)
    for part, responses in sums.parts.items():
        named = {text: one for text, one in responses.by_text.items() if text is not None}
        right = {t for t, one in named.items() if _is_right(known.get((part, t)), part, one)}
        key = _together([named[text] for text in right])
        wrong = {text: one for text, one in named.items() if text not in right}
        for text, one in wrong.items():
            if _speaks_against(one, key, sums):
                yield Remark(Flag.DOUBTFUL_KEY, part, text)


def _is_right(known: bool | None, part: str, tally: Tally) -> bool:
    """Whether a response is right: by the key, or where it was typed if it earned anything at all.

    Of a typed part the marks of the whole question say nothing: it is not judged.
    """
    return known if known is not None else bool(part) or tally.marks > 0


def _speaks_against(wrong: Tally, key: Tally, sums: QuestionSums) -> bool:
    """Where nobody gave the key, those who did not give this response stand in for them."""
    others = key if key.count else _others(sums, wrong)
    if wrong.count < max(KEY_PICKS, KEY_SHARE * sums.count) or not others.count:
        return False
    error = sqrt(float(rest_variance(sums) or 0) * (1 / wrong.count + 1 / others.count))
    better = wrong.rests / wrong.count - others.rests / others.count
    return better > KEY_ERRORS * error


def _others(sums: QuestionSums, some: Tally) -> Tally:
    rests = sums.totals - sums.shares - some.rests
    return Tally(sums.count - some.count, sums.marks - some.marks, rests)


def _together(tallies: list[Tally]) -> Tally:
    whole = Tally()
    for one in tallies:
        whole.add(one.count, one.marks, one.rests)
    return whole
