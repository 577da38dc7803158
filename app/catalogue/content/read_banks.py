"""Which banks of questions do the quizzes of a course share, and is each of use?"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.catalogue.content.faults import FaultCode
from app.catalogue.content.fields import is_slug
from app.catalogue.content.read_stock import Stock, read_stock
from app.catalogue.content.reading import Place
from app.quizzes.conditions import Behaviour

if TYPE_CHECKING:
    from app.catalogue.content.model import Text
    from app.catalogue.content.reading import Reading

FOLDER = "banks"


@dataclass(frozen=True, slots=True)
class SharedBank:
    """A bank as it is written; `drawn_by` are the behaviours of the quizzes that draw from it."""

    id: str
    place: Place
    title: Text
    stock: Stock
    drawn_by: set[Behaviour] = field(default_factory=set)


def read_banks(reading: Reading) -> None:
    """Read the shared banks of the course, for the quizzes that draw from them."""
    for name in reading.tree.folders(FOLDER):
        path = f"{FOLDER}/{name}"
        if is_slug(name):
            bank = _bank(path, reading)
            reading.banks.setdefault(bank.id, bank)
        else:
            message = "the folder's name must be lower-case letters, digits and hyphens"
            reading.skip_folder(path, message)


def note_unused_banks(reading: Reading) -> None:
    """Note what no quiz makes use of: banks, and hints. Call it when all quizzes have been read."""
    for bank in reading.banks.values():
        if not bank.drawn_by:
            message = "no quiz draws from this bank; write “bank: …” in a draw, or remove it"
            reading.notes.add(bank.place.file, bank.place.line, FaultCode.UNUSED_BANK, message)
        elif Behaviour.INTERACTIVE not in bank.drawn_by:
            for question, place in bank.stock.hints():
                message = f"“{question}” has hints, but no quiz with it is interactive; remove them"
                reading.notes.add(place.file, place.line, FaultCode.CONDITIONS, message)


def _bank(folder: str, reading: Reading) -> SharedBank:
    fields = reading.table(f"{folder}/bank.yaml")
    identifier = fields.identifier("id")
    place = Place(fields.file, fields.line_of("id"))
    reading.define("bank", identifier, place)
    paths = reading.in_languages(folder, ".yaml")
    files = {language: reading.table(path) for language, path in paths.items()}
    title = {language: file.text("title") for language, file in files.items()}
    stock = read_stock(fields, files, reading, bank=identifier)
    for one in (fields, *files.values()):
        one.unknown_keys()
    return SharedBank(identifier, place, title, stock)
