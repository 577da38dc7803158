"""What is a quiz, from its folder?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.catalogue.content.faults import FaultCode, did_you_mean, listed
from app.catalogue.content.model import Question, Quiz, Section
from app.catalogue.content.read_questions import Asked, read_asked, read_words
from app.catalogue.content.reading import Place
from app.quizzes.drawing import BankedQuestion, BankTooSmall, Draw, draw
from app.quizzes.questions.checking import COMMON_KEYS

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from app.catalogue.content.fields import Fields
    from app.catalogue.content.model import QuestionWords
    from app.catalogue.content.reading import Reading

MAX_DRAWN = 200


@dataclass(frozen=True, slots=True)
class _Item:
    """A question as its structure is written."""

    asked: Asked
    tags: tuple[str, ...]
    difficulty: int
    lesson: str


def read_quiz(folder: str, pass_mark: int, reading: Reading) -> Quiz:
    """Read a quiz's structure and words; `pass_mark` is the course's, in per cent."""
    fields = reading.table(f"{folder}/quiz.yaml")
    identifier = fields.identifier("id")
    reading.define("quiz", identifier, Place(fields.file, fields.line_of("id")))
    own_mark = fields.optional_integer("pass_mark", 1, 100)
    draws = fields.tables("draw", required=False)
    items = [_item(f, reading) for f in fields.tables("questions", at_least=1)]
    title, intro, words = _words(folder, items, reading)
    quiz = Quiz(
        id=identifier,
        required=fields.flag("required", default=True),
        pass_mark=pass_mark if own_mark is None else own_mark,
        time_limit_minutes=fields.optional_integer("time_limit_minutes", 1, 600),
        attempts=fields.optional_integer("attempts", 1, 100),
        wait_minutes=fields.optional_integer("wait_minutes", 1, 100_000),
        sections=(Section("", {}, _draws(draws, items), tuple(i.asked.id for i in items), False),),
        questions=tuple(_question(item, words[item.asked.id]) for item in items),
        title=title,
        intro=intro,
    )
    fields.unknown_keys()
    return quiz


def _item(fields: Fields, reading: Reading) -> _Item:
    asked = read_asked(fields, "question", COMMON_KEYS, reading)
    lesson = fields.identifier("lesson")
    reading.want_lesson(lesson, Place(fields.file, fields.line_of("lesson")))
    tags = fields.names("tags", required=False)
    return _Item(asked, tags, fields.integer("difficulty", 1, 3), lesson)


def _question(item: _Item, words: Mapping[str, QuestionWords]) -> Question:
    asked = item.asked
    spec = asked.spec
    return Question(asked.id, asked.type, item.tags, item.difficulty, item.lesson, spec, words)


def _words(
    folder: str, items: Sequence[_Item], reading: Reading
) -> tuple[dict[str, str], dict[str, str], dict[str, dict[str, QuestionWords]]]:
    paths = reading.in_languages(folder, ".yaml")
    files = {language: reading.table(path) for language, path in paths.items()}
    title = {language: fields.text("title") for language, fields in files.items()}
    intro = {language: fields.text("intro") for language, fields in files.items()}
    tables = {language: fields.table("questions") for language, fields in files.items()}
    for fields in files.values():
        fields.unknown_keys()
    words = read_words([item.asked for item in items], tables, "question", reading)
    return title, intro, words


def _draws(tables: Sequence[Fields], items: Sequence[_Item]) -> tuple[Draw, ...]:
    """Read what an attempt draws, and check that the bank always has as many."""
    tags = {tag for item in items for tag in item.tags}
    draws = [(_draw(fields, tags), fields) for fields in tables]
    bank = [BankedQuestion(item.asked.id, frozenset(item.tags)) for item in items]
    _note_shortage([(one, fields) for one, fields in draws if one.tag in tags], bank)
    return tuple(one for one, _ in draws)


def _draw(fields: Fields, tags: Collection[str]) -> Draw:
    one = Draw(fields.identifier("tag"), fields.integer("count", 1, MAX_DRAWN))
    fields.unknown_keys()
    if one.tag and one.tag not in tags:
        known = f"tags are {listed(sorted(tags))}{did_you_mean(one.tag, tags)}"
        fields.fault("tag", FaultCode.DRAW, f"no question has the tag “{one.tag}”; {known}")
    return one


def _note_shortage(draws: Sequence[tuple[Draw, Fields]], bank: Sequence[BankedQuestion]) -> None:
    """Note each draw that the bank cannot fill, as if the ones before had got what there is."""
    asked = [one for one, _ in draws]
    known = tuple(one.id for one in bank)
    if sum(one.count for one in asked) > MAX_DRAWN:
        message = f"an attempt would draw more than {MAX_DRAWN} questions; lower the counts"
        draws[0][1].fault("count", FaultCode.DRAW, message)
        return
    for place, (one, fields) in enumerate(draws):
        try:
            draw(bank, [Section("", {}, tuple(asked[: place + 1]), known, False)], seed=0)
        except BankTooSmall as error:
            left = one.count - error.short
            asked[place] = Draw(one.tag, left)
            message = f"draws {one.count} with the tag “{one.tag}”, but the bank has {left} for it"
            fields.fault("count", FaultCode.DRAW, f"{message}; lower the count or add questions")
