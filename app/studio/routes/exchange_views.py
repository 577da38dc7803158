"""What do the pages show of questions that come in, go out, or are tried?"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext

from app.catalogue.content.version import Bank, BankQuestion, Outline, QuizItem
from app.exchange.bundle import Bundle, Export, Item, Lost, Note
from app.exchange.formats import Format, write
from app.exchange.native.course import bundle_of_published
from app.exchange.native.writing import Bank as Named
from app.exchange.native.writing import bank_files, to_correct, to_write
from app.exchange.showing import asked_spec, shown_words
from app.quizzes.drawing import shuffled
from app.quizzes.questions import AskView, ReviewView, question_type
from app.studio.routes.zips import zipped

MOST_SHOWN = 100
"""How many questions of a file are shown as learners see them; of the others the names alone."""

ALL = ""
"""The part of a course that is all its quizzes."""
_SEED = 1


@dataclass(frozen=True, slots=True)
class Told:
    """A note in the reader's language, with its line in the file, 0 for none."""

    line: int
    words: str


@dataclass(frozen=True, slots=True)
class Incoming:
    """A question as a learner will see it, its right answer, and what is lost or still missing.

    `to_write` are the words that a course must have of it, `to_correct` what else its check says,
    in English.
    """

    item: Item
    asked: AskView
    key: ReviewView
    lost: tuple[Told, ...]
    to_write: tuple[str, ...]
    to_correct: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """All that an uploaded file would make; `download` is the bank as an address of data."""

    shown: tuple[Incoming, ...]
    others: tuple[Item, ...]
    faults: tuple[Told, ...]
    lost: tuple[Told, ...]
    download: str
    name: str

    @property
    def count(self) -> int:
        """How many questions there are."""
        return len(self.shown) + len(self.others)


@dataclass(frozen=True, slots=True)
class Part:
    """What can be exported of a course: a quiz, a shared bank, or all of them."""

    id: str
    title: Mapping[str, str]
    questions: tuple[BankQuestion, ...]


@dataclass(frozen=True, slots=True)
class Outgoing:
    """An export with what it does not hold: each thing once, with the questions that lose it."""

    export: Export
    total: int
    lost: tuple[tuple[str, tuple[str, ...]], ...]


def told(note: Note) -> str:
    """Return a note in the reader's language."""
    if note.params:
        params = {
            name: told(one) if isinstance(one, Note) else one for name, one in note.params.items()
        }
        return str(gettext(note.template, **params))
    return str(gettext(note.template)).replace("%%", "%")


def preview(bundle: Bundle, bank: Named) -> Preview:
    """Return what a page shows of a file that was read; nothing of it is kept."""
    shown = tuple(_incoming(one, bundle.language) for one in bundle.items[:MOST_SHOWN])
    return Preview(
        shown=shown,
        others=bundle.items[MOST_SHOWN:],
        faults=_all_told(bundle.faults),
        lost=_all_told(bundle.lost),
        download=_download(bundle, bank) if bundle.items else "",
        name=bank.id,
    )


def parts_of(outline: Outline, bank: Bank) -> list[Part]:
    """Return what can be exported of a published course."""
    quizzes = [one for one in outline.items() if isinstance(one, QuizItem)]
    found = [Part(one.id, one.title, bank.quizzes[one.id].questions) for one in quizzes]
    everything = {one.id: one for part in found for one in part.questions}
    shared = dict.fromkeys(one.bank for one in everything.values() if one.bank)
    found += [
        Part(name, {}, tuple(one for one in everything.values() if one.bank == name))
        for name in shared
    ]
    return [Part(ALL, outline.title, tuple(everything.values())), *found]


def outgoing(part: Part, wanted: Format, language: str, slug: str) -> Outgoing:
    """Return the questions of a part in one format and language."""
    bundle = bundle_of_published(part.questions, language, part.id or slug)
    export = write(bundle, wanted)
    own = [Lost(one.id, note) for one in bundle.items for note in one.lost]
    by_note: dict[str, list[str]] = {}
    for one in (*own, *export.lost):
        by_note.setdefault(told(one.note), []).append(one.question)
    lost = tuple((words, tuple(dict.fromkeys(names))) for words, names in by_note.items())
    return Outgoing(export, len(bundle.items), lost)


def _incoming(item: Item, language: str) -> Incoming:
    kind = question_type(item.type)
    spec, words = asked_spec(item, language, _SEED), shown_words(item, language)
    order = shuffled(kind.shuffled_ids(spec), _SEED, item.id)
    return Incoming(
        item=item,
        asked=kind.public(spec, words, order),
        key=kind.review(spec, words, None, order),
        lost=_all_told(item.lost),
        to_write=tuple(to_write(item, language)),
        to_correct=tuple(to_correct(item, language)),
    )


def _all_told(notes: Iterable[Note]) -> tuple[Told, ...]:
    return tuple(Told(one.line, told(one)) for one in notes)


def _download(bundle: Bundle, bank: Named) -> str:
    """Return the bank's files as a zip in the address itself: nothing is kept to be fetched."""
    files = {name: text.encode() for name, text in bank_files(bundle, bank).items()}
    data = base64.b64encode(zipped(files).getvalue()).decode("ascii")
    return f"data:application/zip;base64,{data}"


def part_named(parts: Sequence[Part], name: str) -> Part | None:
    """Return the part with an id, None where there is none."""
    return next((one for one in parts if one.id == name), None)
