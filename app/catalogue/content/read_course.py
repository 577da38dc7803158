"""What is a course, from its files?"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from app.catalogue.content.check_links import is_https
from app.catalogue.content.faults import FaultCode, did_you_mean, listed
from app.catalogue.content.fields import is_slug
from app.catalogue.content.model import Citation, Course, Level, Module, Term, Topic
from app.catalogue.content.read_banks import note_unused_banks, read_banks
from app.catalogue.content.read_lesson import read_lesson
from app.catalogue.content.read_media import read_drawings, read_pictures, unused_media
from app.catalogue.content.read_quiz import read_quiz
from app.catalogue.content.reading import Place, Reading
from app.catalogue.content.reference import HS_EDITION
from app.core.markdown import LABELS

if TYPE_CHECKING:
    from collections.abc import Collection

    from app.catalogue.content.fields import Fields

_NUMBERED = re.compile(r"(?P<order>[0-9]{2})-[a-z0-9]+(?:-[a-z0-9]+)*")
_FREE = frozenset({"README.md"})


def read_course(reading: Reading, known: Collection[str] | None) -> Course:
    """Read a whole course; `known` are the slugs of all courses, None where they are not known."""
    fields = reading.table("course.yaml")
    reading = replace(reading, languages=_languages(fields))
    course = _head(fields, reading, known)
    pictures, drawings = read_pictures(reading), read_drawings(reading)
    read_banks(reading)
    modules = _modules(course, reading)
    reading.unknown_lessons()
    note_unused_banks(reading)
    unused_media(reading)
    _unknown_files(reading)
    terms = _terms(reading)
    banks = {bank.id: bank.title for bank in reading.banks.values()}
    course = replace(course, modules=modules, pictures=pictures, drawings=drawings)
    return replace(course, terms=terms, banks=banks)


def _languages(fields: Fields) -> tuple[str, ...]:
    written = fields.names("languages", at_least=1)
    for language in written:
        if language not in LABELS:
            message = f"“{language}” is not a language of the platform; it has {listed(LABELS)}"
            fields.fault("languages", FaultCode.BAD_VALUE, message)
    return tuple(dict.fromkeys(lang for lang in written if lang in LABELS)) or tuple(LABELS)


def _head(fields: Fields, reading: Reading, known: Collection[str] | None) -> Course:
    languages = reading.languages
    course = Course(
        slug=_slug(fields, reading),
        languages=languages,
        topic=fields.choice("topic", Topic),
        level=fields.choice("level", Level),
        minutes=fields.integer("minutes", 1, 10_000),
        hs_edition=_hs_edition(fields),
        pass_mark=fields.integer("pass_mark", 1, 100),
        validity_months=_validity(fields),
        prerequisites=_prerequisites(fields, known),
        references=tuple(
            _citation(c, reading) for c in fields.tables("references", required=False)
        ),
        title=fields.texts("title", languages),
        summary=fields.texts("summary", languages),
        audience=fields.texts("audience", languages),
        objectives=tuple(
            inner.in_languages(languages) for inner in fields.tables("objectives", at_least=1)
        ),
        modules=(),
        pictures={},
        drawings={},
        terms={},
    )
    fields.unknown_keys()
    return course


def _slug(fields: Fields, reading: Reading) -> str:
    slug, folder = fields.identifier("slug"), reading.tree.slug
    if slug and slug != folder:
        message = f"slug “{slug}” is not the folder's name “{folder}”; rename one of them"
        fields.fault("slug", FaultCode.SLUG, message)
    return slug


def _hs_edition(fields: Fields) -> int | None:
    edition = fields.optional_integer("hs_edition", 1988, 2100)
    if edition not in {None, HS_EDITION}:
        message = f"the platform has the codes of HS {HS_EDITION} only; write {HS_EDITION}"
        fields.fault("hs_edition", FaultCode.BAD_VALUE, message)
    return edition


def _validity(fields: Fields) -> int | None:
    certificate = fields.table("certificate", required=False)
    if certificate is None:
        return None
    months = certificate.optional_integer("validity_months", 1, 600)
    certificate.unknown_keys()
    return months


def _prerequisites(fields: Fields, known: Collection[str] | None) -> tuple[str, ...]:
    slugs = fields.names("prerequisites", required=False)
    for slug in slugs:
        if slug == fields.text("slug", required=False):
            message = "a course cannot require itself; remove it"
            fields.fault("prerequisites", FaultCode.UNKNOWN_PREREQUISITE, message)
        elif known is not None and slug not in known:
            message = f"there is no course “{slug}”{did_you_mean(slug, known)}"
            fields.fault("prerequisites", FaultCode.UNKNOWN_PREREQUISITE, message)
    return slugs


def _citation(fields: Fields, reading: Reading) -> Citation:
    url = fields.text("url", required=False)
    if url and not is_https(url):
        message = f"“{url[:120]}” is not a whole https address; write https://… or remove it"
        fields.fault("url", FaultCode.FORBIDDEN_LINK, message)
    return Citation(fields.in_languages(reading.languages), url or None)


def _modules(course: Course, reading: Reading) -> tuple[Module, ...]:
    folders = _numbered("modules", reading)
    if not folders:
        message = "the course has no module; it needs modules/01-…/module.yaml with a lesson"
        reading.notes.add(reading.tree.shown("course.yaml"), 1, FaultCode.EMPTY, message)
    return tuple(_module(folder, course.pass_mark, reading) for folder in folders)


def _module(folder: str, pass_mark: int, reading: Reading) -> Module:
    fields = reading.table(f"{folder}/module.yaml")
    identifier = fields.identifier("id")
    reading.define("module", identifier, Place(fields.file, fields.line_of("id")))
    lessons = [read_lesson(path, reading) for path in _numbered(f"{folder}/lessons", reading)]
    quizzes = [read_quiz(path, pass_mark, reading) for path in _quizzes(folder, reading)]
    if not lessons and not quizzes:
        message = "the module has no lesson; it needs lessons/01-…/lesson.yaml"
        reading.notes.add(fields.file, 1, FaultCode.EMPTY, message)
    module = Module(
        id=identifier,
        title=fields.texts("title", reading.languages),
        summary=fields.texts("summary", reading.languages),
        lessons=tuple(lessons),
        quizzes=tuple(quizzes),
    )
    fields.unknown_keys()
    return module


def _quizzes(folder: str, reading: Reading) -> list[str]:
    paths = []
    for name in reading.tree.folders(f"{folder}/quizzes"):
        path = f"{folder}/quizzes/{name}"
        if is_slug(name):
            paths.append(path)
        else:
            message = "the folder's name must be lower-case letters, digits and hyphens"
            reading.skip_folder(path, message)
    return paths


def _numbered(folder: str, reading: Reading) -> list[str]:
    """Return the folders `NN-slug` of a folder in their order; note others and double numbers."""
    taken: dict[str, str] = {}
    paths = []
    for name in reading.tree.folders(folder):
        path = f"{folder}/{name}"
        match = _NUMBERED.fullmatch(name)
        if match is None:
            message = "the folder's name must be two digits, a hyphen and a slug: 01-first-steps"
            reading.skip_folder(path, message)
            continue
        paths.append(path)
        if taken.setdefault(match["order"], name) != name:
            message = f"number {match['order']} is already that of {taken[match['order']]}"
            place = reading.tree.shown(path)
            reading.notes.add(place, 1, FaultCode.DUPLICATE_ORDER, f"{message}; renumber one")
    return paths


def _unknown_files(reading: Reading) -> None:
    """Note the files that nothing has read."""
    for path in sorted({*reading.tree.texts, *reading.tree.pictures} - reading.seen - _FREE):
        hint = did_you_mean(path, reading.seen - set(reading.tree.texts))
        message = f"no file of a course has this name here; rename or remove it{hint}"
        reading.notes.add(reading.tree.shown(path), 1, FaultCode.UNKNOWN_FILE, message)


def _terms(reading: Reading) -> dict[str, Term]:
    known = reading.reference.terms
    return {name: known[name] for name in sorted(reading.terms_used) if name in known}
