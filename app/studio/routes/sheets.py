"""What stands on the sheets of a quiz that is printed, question by question?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from string import ascii_uppercase

from markupsafe import Markup

from app.catalogue.content.version import BankExhibit, BankQuestion, BankQuiz
from app.learning.queries import marks
from app.quizzes.drawing import shuffled
from app.quizzes.questions import AskView, ReviewView, question_type
from app.studio.routes import views


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A document of the quiz, named by a letter in the order in which questions first need it."""

    letter: str
    title: str
    body: Markup


@dataclass(frozen=True, slots=True)
class Question:
    """A question on paper: `new` are the exhibits to print before it, `needed` all their letters.

    `key` is its review without an answer, for the answer sheet.
    """

    id: str
    number: int
    points: Decimal
    asked: AskView
    key: ReviewView
    new: tuple[Exhibit, ...]
    needed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A section of the quiz; without a title where the quiz has none."""

    title: str
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Sheets:
    """A whole paper in one language."""

    parts: tuple[Part, ...]

    @property
    def questions(self) -> tuple[Question, ...]:
        """The questions of all parts."""
        return tuple(one for part in self.parts for one in part.questions)

    @property
    def points(self) -> Decimal:
        """What they are worth together."""
        return sum((one.points for one in self.questions), Decimal(0))


def sheets(bank: BankQuiz, words: str, seed: int, *, whole: bool) -> Sheets:
    """Return the questions of the draw with this seed, section by section, or the whole bank."""
    made = _Printing(bank, words, seed)
    if whole:
        return Sheets((Part("", made.questions(bank.questions)),))
    drawn = iter(views.drawn(bank, seed))
    return Sheets(
        tuple(
            Part(one.title.get(words, ""), made.questions(islice(drawn, count)))
            for one, count in zip(bank.sections, _counts(bank), strict=True)
        )
    )


def _counts(bank: BankQuiz) -> Iterator[int]:
    """How many questions an attempt has of each section."""
    for section in bank.sections:
        yield sum(one.count for one in section.draws) or len(section.questions)


class _Printing:
    """Numbers questions, and gives exhibits their letters as they are first needed."""

    def __init__(self, bank: BankQuiz, words: str, seed: int) -> None:
        self._exhibits = {one.id: one for one in bank.exhibits}
        self._words = words
        self._seed = seed
        self._letters: dict[str, str] = {}
        self._number = 0

    def questions(self, found: Iterable[BankQuestion]) -> tuple[Question, ...]:
        return tuple(self._question(one) for one in found)

    def _question(self, banked: BankQuestion) -> Question:
        self._number += 1
        one, new = marks.drawn(banked, self._seed), self._named(banked.exhibits)
        kind, texts = question_type(one.type), one.texts(self._words)
        order = shuffled(kind.shuffled_ids(one.spec), self._seed, one.id)
        return Question(
            id=one.id,
            number=self._number,
            points=Decimal(str(one.weight)),
            asked=kind.public(one.spec, texts, order),
            key=kind.review(one.spec, texts, None, order),
            new=new,
            needed=tuple(self._letters[name] for name in one.exhibits if name in self._letters),
        )

    def _named(self, ids: Sequence[str]) -> tuple[Exhibit, ...]:
        """Give letters to the exhibits that have none yet; return those."""
        new = [one for one in ids if one in self._exhibits and one not in self._letters]
        for one in new:
            self._letters[one] = _letter(len(self._letters))
        return tuple(self._exhibit(self._exhibits[one]) for one in new)

    def _exhibit(self, one: BankExhibit) -> Exhibit:
        body = Markup(one.body.get(self._words, ""))  # noqa: S704 - sanitised when published
        return Exhibit(self._letters[one.id], one.title.get(self._words, ""), body)


def _letter(place: int) -> str:
    """Return A to Z, then AA, BB and so on."""
    rounds, letter = divmod(place, len(ascii_uppercase))
    return ascii_uppercase[letter] * (rounds + 1)
