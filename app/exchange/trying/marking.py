"""What does each step of each response earn, and what do the attempts add up to?"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from app.exchange.bundle import Bundle, Item, Note
from app.exchange.making.taking import lines_at
from app.exchange.showing import asked_spec, shown_words
from app.exchange.trying.answers import understood
from app.exchange.trying.responses import Response, Try
from app.quizzes.behaviours import Action, Progress, Step, Terms, after
from app.quizzes.conditions import Behaviour
from app.quizzes.questions import AnyQuestionType, InvalidAnswer, Mark, question_type
from app.quizzes.questions.base import N_
from app.quizzes.questions.reading import Spec, Words


@dataclass(frozen=True, slots=True)
class MarkedStep:
    """One answer: in words, its own mark, and the share of the question that stands after it.

    `problem` says why an answer that cannot be read counts as wrong. `counted` is whether the
    question was still open.
    """

    number: int
    answer: str
    mark: Mark
    share: Fraction
    counted: bool
    problem: Note | None = None


@dataclass(frozen=True, slots=True)
class MarkedQuestion:
    """A question of an attempt with its steps; `share` is what it earned in the end."""

    item: Item
    steps: tuple[MarkedStep, ...]
    share: Fraction
    by_hand: bool

    @property
    def points(self) -> Fraction:
        """The share of its weight."""
        return self.share * Fraction(self.item.weight)


@dataclass(frozen=True, slots=True)
class MarkedAttempt:
    """An attempt: what it earned of the weight of the questions that it was asked."""

    name: str
    questions: tuple[MarkedQuestion, ...]

    @property
    def points(self) -> Fraction:
        """The sum of all points."""
        return sum((one.points for one in self.questions), Fraction(0))

    @property
    def weight(self) -> Fraction:
        """The sum of all weights."""
        return sum((Fraction(one.item.weight) for one in self.questions), Fraction(0))


@dataclass(frozen=True, slots=True)
class Marked:
    """All attempts of a file, and the responses to questions that there are not."""

    attempts: tuple[MarkedAttempt, ...]
    unknown: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Manner:
    """How responses are marked; `tries` is how often a question can be tried at least."""

    behaviour: Behaviour = Behaviour.DEFERRED
    tries: int = 1
    translate: Callable[[str], str] = N_


def mark(bundle: Bundle, responses: Sequence[Response], manner: Manner) -> Marked:
    """Return what the responses earn; a question is named by its id, its title or its number."""
    by_name = _names(bundle)
    attempts: dict[str, list[MarkedQuestion]] = {}
    unknown: list[Note] = []
    for one in responses:
        item = by_name.get(one.question.strip().casefold())
        if item is None:
            template = N_(
                "There is no question “%(question)s”; it is named by id, title or number."
            )
            unknown.append(Note(template, {"question": one.question[:80]}))
            continue
        found = _marked(item, one, bundle.language, manner)
        attempts.setdefault(one.attempt, []).append(found)
    marked = tuple(MarkedAttempt(name, tuple(own)) for name, own in attempts.items())
    return Marked(marked, tuple({str(one): one for one in unknown}.values()))


def _names(bundle: Bundle) -> dict[str, Item]:
    found = {str(place): item for place, item in enumerate(bundle.items, start=1)}
    found |= {item.title.casefold(): item for item in reversed(bundle.items) if item.title}
    return found | {item.id.casefold(): item for item in bundle.items}


def _marked(item: Item, response: Response, language: str, manner: Manner) -> MarkedQuestion:
    kind = question_type(item.type)
    spec = asked_spec(item, language, response.seed)
    if response.values is not None:
        spec = {**spec, "values": dict(response.values)}
    asked = _Asked(item, kind, spec, shown_words(item, language), manner)
    steps, now = [], Progress()
    for number, one in enumerate(response.tries, start=1):
        step, now = asked.step(number, one, now)
        steps.append(step)
    now = after(kind, spec, asked.terms, now, Step(Action.FINISH))
    return MarkedQuestion(item, tuple(_ended(steps, now)), now.share, kind.by_hand)


def _ended(steps: Sequence[MarkedStep], now: Progress) -> Iterator[MarkedStep]:
    """Return the steps, the last of which tells what the question earned in the end."""
    yield from steps[:-1]
    for one in steps[-1:]:
        yield MarkedStep(one.number, one.answer, one.mark, now.share, one.counted, one.problem)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question of an attempt as it was asked."""

    item: Item
    kind: AnyQuestionType
    spec: Spec
    words: Words
    manner: Manner

    @property
    def terms(self) -> Terms:
        """What its tries cost: it has as many as hints and one more, or as many as were asked."""
        hints = max(len(lines_at(self.item.words, "hints")), self.manner.tries - 1)
        return Terms(self.manner.behaviour, Fraction(self.item.penalty), hints)

    def step(self, number: int, one: Try, now: Progress) -> tuple[MarkedStep, Progress]:
        """Return an answer with its mark, and where the question stands after it."""
        answer = understood(self.item, one.answer)
        save = Step(Action.SAVE, answer, one.certainty)
        then = after(self.kind, self.spec, self.terms, now, save)
        then = after(self.kind, self.spec, self.terms, then, Step(Action.CHECK))
        shown = MarkedStep(
            number=number,
            answer=self._described(answer),
            mark=self.kind.mark(self.spec, answer),
            share=then.share,
            counted=not now.closed,
            problem=self._problem(answer),
        )
        return shown, then

    def _described(self, answer: object) -> str:
        """Return the answer in words, as it is stored where the question has none."""
        if answer in (None, ""):
            return ""
        said = self.kind.describe(self.spec, self.words, answer, self.manner.translate)
        has_words = any(sign.isalnum() for sign in said)
        return said if has_words else json.dumps(answer, ensure_ascii=False, default=str)[:200]

    def _problem(self, answer: object) -> Note | None:
        try:
            self.kind.parse(self.spec, answer)
        except InvalidAnswer as wrong:
            return Note(wrong.template, wrong.params)
        return None
