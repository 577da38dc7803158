"""Which questions does a path hold that was given on the command line?"""

from __future__ import annotations

from pathlib import Path

import click

from app.catalogue.content.files import load_course
from app.catalogue.content.reference import load_reference
from app.core.settings import courses_folder, shipped
from app.exchange.bundle import Bundle, Faulty, Note
from app.exchange.formats import Format, decoded, read, told
from app.exchange.native.course import bundle_of_course
from app.exchange.native.reading import read_bank

STRUCTURES = ("bank.yaml", "quiz.yaml")
MOST_BYTES = 60_000_000


def questions_at(
    path: Path, language: str, written: Format | None = None, part: str = ""
) -> Bundle:
    """Return the questions of a course's folder, of a bank's or quiz's, or of a file.

    Raises:
        click.ClickException: there are none, or the folder is faulty.
    """
    if path.is_file():
        return _of_file(path, language, written)
    if (path / "course.yaml").is_file():
        return _of_course(path, language, part)
    for name in STRUCTURES:
        if (path / name).is_file():
            return _of_bank(path, name, language)
    message = f"{path} is no file, and no folder with course.yaml, {' or '.join(STRUCTURES)} in it"
    raise click.ClickException(message)


def text_at(path: Path) -> str:
    """Return the text of a file.

    Raises:
        click.ClickException: it is too large or not UTF-8.
    """
    if path.stat().st_size > MOST_BYTES:
        message = f"{path} has more than {MOST_BYTES:,} bytes; split it"
        raise click.ClickException(message)
    try:
        return decoded(path.read_bytes())
    except Faulty as faulty:
        raise click.ClickException(located(path, faulty.note)) from faulty


def located(path: Path, note: Note) -> str:
    """Return a note with the file and the line that it is about."""
    return f"{path}:{note.line or 1}: {note}"


def _of_file(path: Path, language: str, written: Format | None) -> Bundle:
    text = text_at(path)
    return read(text, written or told(text, path.name), language)


def _of_bank(path: Path, name: str, language: str) -> Bundle:
    words = path / f"{language}.yaml"
    if not words.is_file():
        message = f"{words} is missing: there are no words in “{language}”"
        raise click.ClickException(message)
    return read_bank(text_at(path / name), text_at(words), language)


def _of_course(path: Path, language: str, part: str) -> Bundle:
    folder = courses_folder()
    root = folder if (folder / "_reference").is_dir() else shipped("courses")
    course, faults = load_course(path, load_reference(root)[0])
    if course is None:
        listed = "\n".join(str(one) for one in faults)
        message = f"the course has faults:\n{listed}"
        raise click.ClickException(message)
    if language not in course.languages:
        message = f"the course is in {', '.join(course.languages)}, not in “{language}”"
        raise click.ClickException(message)
    found = bundle_of_course(course, language, part)
    if not found.items:
        message = (
            f"the course has no quiz or bank “{part}”" if part else "the course has no questions"
        )
        raise click.ClickException(message)
    return found
