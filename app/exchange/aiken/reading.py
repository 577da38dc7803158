"""Which questions does an Aiken file hold?

A question on lines of its own, a choice a line (`A) …` or `A. …`), then `ANSWER: A`: single choices
and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from fractions import Fraction
from functools import partial

from app.exchange.bundle import Bundle, Faulty, Item
from app.exchange.making import parts
from app.exchange.making.items import Collected, Common, item_of
from app.exchange.making.parts import Option
from app.exchange.texts.formats import TextFormat, block_of, line_of
from app.quizzes.questions.base import N_

_CHOICE = re.compile(r"([A-Z])[.)]\s*(.*)")
_ANSWER = re.compile(r"ANSWER\s*:\s*(.*)")


@dataclass(slots=True)
class _Question:
    """A question as far as it has been read."""

    line: int
    words: list[str]
    choices: list[tuple[str, str, int]] = field(default_factory=list)
    is_paused: bool = False


class _Reading:
    """A file being read, line by line."""

    def __init__(self, language: str) -> None:
        self.collected = Collected(language)
        self._open: _Question | None = None

    def take(self, number: int, text: str) -> None:
        """Take the next line."""
        if not text:
            if self._open is not None:
                self._open.is_paused = True
        elif found := _CHOICE.fullmatch(text):
            self._choice(number, found[1], found[2])
        elif found := _ANSWER.fullmatch(text):
            self._answer(number, found[1].strip())
        else:
            self._words(number, text)

    def end(self) -> Bundle:
        """Return what was read."""
        self._give_up()
        return self.collected.bundle()

    def _words(self, number: int, text: str) -> None:
        current = self._open
        if current is None or current.choices or current.is_paused:
            self._give_up()
            self._open = _Question(number, [text])
        else:
            current.words.append(text)

    def _choice(self, number: int, letter: str, text: str) -> None:
        if self._open is None:
            template = N_("The choice %(letter)s has no question above it.")
            self._refuse(Faulty(template, number, letter=letter))
        else:
            self._open.choices.append((letter, text, number))

    def _answer(self, number: int, letter: str) -> None:
        current, self._open = self._open, None
        if current is None:
            self._refuse(Faulty(N_("This ANSWER has no question above it."), number))
        else:
            self.collected.read(current.line, partial(_item, current, letter, number))

    def _give_up(self) -> None:
        """Note that the question being read does not end; another begins, or the file is over."""
        current, self._open = self._open, None
        if current is not None:
            template = N_("The question “%(words)s” has no ANSWER line.")
            words = " ".join(current.words)[:60]
            self._refuse(Faulty(template, current.line, words=words))

    def _refuse(self, faulty: Faulty) -> None:
        def refuse(_taken: Collection[str]) -> Item:
            raise faulty

        self.collected.read(faulty.note.line, refuse)


def read_aiken(text: str, language: str) -> Bundle:
    """Return the questions of an Aiken file, with every fault by its line."""
    reading = _Reading(language)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff").split("\n")
    for number, line in enumerate(lines, start=1):
        reading.take(number, line.strip())
    return reading.end()


def _item(question: _Question, letter: str, line: int, taken: Collection[str]) -> Item:
    letters = [one for one, _, _ in question.choices]
    _check_letters(question)
    if letter not in letters:
        template = N_("ANSWER names “%(letter)s”; the choices are %(letters)s.")
        listed = ", ".join(letters) or "–"
        raise Faulty(template, line, letter=letter[:20], letters=listed)
    options = [
        Option(line_of(text, TextFormat.PLAIN).markdown, Fraction(own == letter), line=number)
        for own, text, number in question.choices
    ]
    made = parts.single_choice(options, question.line)
    prompt = block_of("\n".join(question.words), TextFormat.PLAIN)
    return item_of(Common(prompt=prompt.markdown, line=question.line), made, taken)


def _check_letters(question: _Question) -> None:
    for place, (letter, text, number) in enumerate(question.choices):
        wanted = chr(ord("A") + place)
        if letter != wanted:
            template = N_("The choice %(letter)s stands where %(wanted)s is next.")
            raise Faulty(template, number, letter=letter, wanted=wanted)
        if not text:
            raise Faulty(N_("The choice %(letter)s has no words."), number, letter=letter)
