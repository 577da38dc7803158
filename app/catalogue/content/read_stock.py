"""Which questions and exhibits does a quiz hold, or a bank that quizzes share?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.catalogue.content.faults import FaultCode, did_you_mean, listed
from app.catalogue.content.fields import Fields, line_at
from app.catalogue.content.model import Exhibit, Question, QuestionWords
from app.catalogue.content.read_by_id import read_block, read_by_id
from app.catalogue.content.read_questions import Asked, read_asked, read_words
from app.catalogue.content.reading import Place
from app.quizzes.drawing import BankedQuestion
from app.quizzes.questions.checking import COMMON_KEYS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from app.catalogue.content.read_by_id import Files
    from app.catalogue.content.reading import Reading

MIN_WEIGHT = 0.1
MAX_WEIGHT = 100


@dataclass(frozen=True, slots=True)
class Item:
    """A question as its structure is written; without a `penalty` it takes that of its quiz."""

    asked: Asked
    tags: tuple[str, ...]
    difficulty: int
    lesson: str
    weight: float
    penalty: float | None
    exhibits: tuple[str, ...]

    @property
    def id(self) -> str:
        """The question's id."""
        return self.asked.id


@dataclass(frozen=True, slots=True)
class Stock:
    """The questions and exhibits of a quiz, or of the shared bank with the id `bank`."""

    items: tuple[Item, ...]
    words: Mapping[str, Mapping[str, QuestionWords]]
    exhibits: tuple[Exhibit, ...]
    files: Files
    bank: str = ""

    def banked(self) -> tuple[BankedQuestion, ...]:
        """Its questions as drawing looks at them."""
        return tuple(
            BankedQuestion(one.id, frozenset(one.tags), one.difficulty, self.bank)
            for one in self.items
        )

    def questions(
        self, penalty: float, wanted: Collection[str] | None = None
    ) -> tuple[Question, ...]:
        """All questions, or those with these ids; `penalty` is for those that set none."""
        return tuple(
            self._question(one, penalty) for one in self.items if wanted is None or one.id in wanted
        )

    def hints(self) -> Iterator[tuple[str, Place]]:
        """Each question that has hints, with the line of its hints in each language."""
        for language, file in self.files.items():
            for one in self.items:
                own = self.words[one.id].get(language)
                if own is not None and own.hints:
                    line = line_at(file.node, ("questions", one.id, "hints"), 1)
                    yield one.id, Place(file.file, line)

    def _question(self, item: Item, penalty: float) -> Question:
        return Question(
            id=item.id,
            type=item.asked.type,
            tags=item.tags,
            difficulty=item.difficulty,
            lesson=item.lesson,
            spec=item.asked.spec,
            words=self.words[item.id],
            weight=item.weight,
            penalty=penalty if item.penalty is None else item.penalty,
            exhibits=item.exhibits,
            bank=self.bank,
        )


def read_stock(
    fields: Fields, files: Files, reading: Reading, *, bank: str = "", at_least: int = 1
) -> Stock:
    """Read the questions and exhibits of a structure file, with their words in every language."""
    tables = fields.tables("questions", required=at_least > 0, at_least=at_least)
    items = tuple(_item(one, reading) for one in tables)
    words = {
        language: file.table("questions", required=bool(items)) for language, file in files.items()
    }
    return Stock(
        items=items,
        words=read_words([one.asked for one in items], words, "question", reading),
        exhibits=_exhibits(fields, files, items, reading),
        files=files,
        bank=bank,
    )


def _item(fields: Fields, reading: Reading) -> Item:
    asked = read_asked(fields, "question", COMMON_KEYS, reading)
    lesson = fields.identifier("lesson")
    reading.want_lesson(lesson, Place(fields.file, fields.line_of("lesson")))
    if "hints" in fields.node.entries:
        message = "hints are words; write them in the file of each language"
        fields.fault("hints", FaultCode.UNKNOWN_KEY, message)
    return Item(
        asked=asked,
        tags=fields.names("tags", required=False),
        difficulty=fields.integer("difficulty", 1, 3),
        lesson=lesson,
        weight=_or(fields.optional_number("weight", MIN_WEIGHT, MAX_WEIGHT), 1.0),
        penalty=fields.optional_number("penalty", 0, 1),
        exhibits=fields.names("exhibits", required=False),
    )


def _or(found: float | None, otherwise: float) -> float:
    return otherwise if found is None else found


def _exhibits(
    fields: Fields, files: Files, items: tuple[Item, ...], reading: Reading
) -> tuple[Exhibit, ...]:
    """Read the exhibits; each must be shown by a question, each that a question shows be there."""
    places = fields.places("exhibits")
    for one, line in places:
        reading.define("exhibit", one, Place(fields.file, line))
    known = tuple(dict.fromkeys(one for one, _ in places))
    _note_unknown(items, known)
    shown = {one for item in items for one in item.exhibits}
    for one, line in places:
        if one not in shown:
            message = f"no question shows exhibit “{one}”; write “exhibits: [{one}]” in one"
            reading.notes.add(fields.file, line, FaultCode.UNUSED_EXHIBIT, message)

    def words(table: Fields, name: str) -> tuple[str, str]:
        own = table.table(name)
        return ("", "") if own is None else _exhibit_words(own, reading)

    found = read_by_id(files, "exhibits", known, words)
    return tuple(_exhibit(one, found[one]) for one in known)


def _note_unknown(items: tuple[Item, ...], known: tuple[str, ...]) -> None:
    for item in items:
        for one in item.exhibits:
            if one not in known:
                hint = did_you_mean(one, known) or f"; there are {listed(known)}"
                message = f"there is no exhibit “{one}”{hint}"
                item.asked.fields.fault("exhibits", FaultCode.UNKNOWN_EXHIBIT, message)


def _exhibit_words(fields: Fields, reading: Reading) -> tuple[str, str]:
    words = fields.text("title"), read_block(fields, "body", reading)
    fields.unknown_keys()
    return words


def _exhibit(identifier: str, words: Mapping[str, tuple[str, str]]) -> Exhibit:
    titles = {language: title for language, (title, _) in words.items()}
    return Exhibit(identifier, titles, {language: body for language, (_, body) in words.items()})
