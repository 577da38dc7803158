"""What is a quiz, from its folder?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.catalogue.content.faults import FaultCode, did_you_mean, listed
from app.catalogue.content.model import Draw, Question, Quiz
from app.catalogue.content.read_questions import Asked, read_asked, read_words
from app.catalogue.content.reading import Place

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.catalogue.content.fields import Fields
    from app.catalogue.content.model import QuestionWords
    from app.catalogue.content.reading import Reading

COMMON_KEYS = ("id", "type", "tags", "difficulty", "lesson")


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
        draws=_draws(draws, items),
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
    tagged: dict[str, set[int]] = {}
    for number, item in enumerate(items):
        for tag in item.tags:
            tagged.setdefault(tag, set()).add(number)
    draws: list[Draw] = []
    for fields in tables:
        draw = Draw(fields.identifier("tag"), fields.integer("count", 1, 200))
        fields.unknown_keys()
        _check_draw(fields, draw, draws, tagged)
        draws.append(draw)
    return tuple(draws)


def _check_draw(
    fields: Fields, draw: Draw, earlier: Sequence[Draw], tagged: Mapping[str, set[int]]
) -> None:
    if not draw.tag:
        return
    if draw.tag not in tagged:
        hint = did_you_mean(draw.tag, tagged)
        message = f"no question has the tag “{draw.tag}”; tags are {listed(sorted(tagged))}{hint}"
        fields.fault("tag", FaultCode.DRAW, message)
        return
    left = len(tagged[draw.tag]) - _taken(draw.tag, earlier, tagged)
    if draw.count > left:
        message = f"draws {draw.count} with the tag “{draw.tag}”, but the bank has only {left} left"
        fields.fault("count", FaultCode.DRAW, f"{message}; lower the count or add questions")


def _taken(tag: str, earlier: Sequence[Draw], tagged: Mapping[str, set[int]]) -> int:
    """Return how many questions with a tag the earlier draws can take at worst."""
    shared = {draw.tag: tagged[tag] & tagged.get(draw.tag, set()) for draw in earlier}
    most = sum(min(draw.count, len(shared[draw.tag])) for draw in earlier)
    return min(most, len(set().union(*shared.values())))
