"""How do trainers bring in questions of other systems, take theirs out, and try a key?"""

from __future__ import annotations

from dataclasses import dataclass

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.datastructures import FileStorage

from app.accounts.policy import TRAINERS
from app.catalogue.queries import bank_of
from app.core.access import access
from app.core.db import transaction
from app.core.errors import NotFound
from app.core.i18n import LANGUAGES
from app.exchange.bundle import Bundle, Faulty
from app.exchange.formats import ENDINGS, NAMES, WRITABLE, Format, decoded, read, told
from app.exchange.making.ids import slug as slug_of
from app.exchange.native.writing import Bank
from app.exchange.trying.marking import Manner, Marked, mark
from app.exchange.trying.responses import read_responses
from app.quizzes.conditions import Behaviour
from app.studio import actions
from app.studio.forms import ImportForm, TryForm
from app.studio.queries import courses
from app.studio.queries.courses import Managed
from app.studio.routes import blueprint, exchange_views
from app.studio.routes.courses import spoken
from app.studio.routes.exchange_views import Part, Preview

_TYPES = {Format.XML: "application/xml"}


@blueprint.get("/questions")
@access(TRAINERS)
def import_form() -> ResponseReturnValue:
    """Ask for a file of questions."""
    return _import_page(ImportForm(), None)


@blueprint.post("/questions")
@access(TRAINERS)
def import_preview() -> ResponseReturnValue:
    """Show what a file of questions would make; nothing of it is kept."""
    form = ImportForm()
    if not form.validate_on_submit():
        return _import_page(form, None), 422
    with transaction() as session:
        actions.count_upload(session, current_user.id)
    try:
        bundle = _read(form.file.data, form.written.data, form.words.data)
    except Faulty as faulty:
        form.file.errors = [exchange_views.told(faulty.note)]
        return _import_page(form, None), 422
    found = exchange_views.preview(bundle, _bank(form))
    return _import_page(form, found), 200 if found.count else 422


@blueprint.get("/questions/try")
@access(TRAINERS)
def try_form() -> ResponseReturnValue:
    """Ask for questions and responses."""
    return _try_page(TryForm(), _Tried())


@blueprint.post("/questions/try")
@access(TRAINERS)
def try_key() -> ResponseReturnValue:
    """Mark responses step by step; nothing of it is kept."""
    form = TryForm()
    if not form.validate_on_submit():
        return _try_page(form, _Tried()), 422
    with transaction() as session:
        actions.count_upload(session, current_user.id)
    tried = _tried(form)
    return _try_page(form, tried), 200 if tried.marked else 422


@blueprint.get("/courses/<slug>/questions")
@access(TRAINERS)
def export_page(slug: str) -> ResponseReturnValue:
    """Say what a file of the course's questions would hold, and what not."""
    asked = _asked(slug)
    done = exchange_views.outgoing(asked.part, asked.written, asked.words, slug)
    return render_template(
        "studio/export.html",
        course=asked.course,
        course_words=spoken(asked.course.outline),
        asked=asked,
        parts=asked.parts,
        formats=[(one.value, NAMES[one]) for one in WRITABLE],
        languages_of=[(one, LANGUAGES.get(one, one)) for one in asked.course.outline.languages],
        done=done,
    )


@blueprint.get("/courses/<slug>/questions/file")
@access(TRAINERS)
def export_file(slug: str) -> Response:
    """Send the questions of the course's published version as a file."""
    asked = _asked(slug)
    done = exchange_views.outgoing(asked.part, asked.written, asked.words, slug)
    response = Response(done.export.text, mimetype=_TYPES.get(asked.written, "text/plain"))
    name = f"{asked.part.id or slug}-{asked.words}.{ENDINGS[asked.written]}"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


@dataclass(frozen=True, slots=True)
class _Asked:
    """Which part of a course is exported, in which format and language."""

    course: Managed
    parts: list[Part]
    part: Part
    written: Format
    words: str


@dataclass(frozen=True, slots=True)
class _Tried:
    """What came of trying a key: the marks, or what was wrong with the two files."""

    marked: Marked | None = None
    faults: tuple[exchange_views.Told, ...] = ()


def _asked(slug: str) -> _Asked:
    """Return what an address asks for; what it does not say, or says wrongly, is the first."""
    course = courses.managed(current_user, slug)
    parts = exchange_views.parts_of(course.outline, bank_of(course.version_id))
    part = exchange_views.part_named(parts, request.args.get("part", exchange_views.ALL))
    if part is None:
        raise NotFound
    written = request.args.get("format", "")
    known = Format(written) if written in {one.value for one in WRITABLE} else WRITABLE[0]
    words = request.args.get("words", "")
    language = words if words in course.outline.languages else spoken(course.outline)
    return _Asked(course, parts, part, known, language)


def _read(file: FileStorage, written: str, language: str) -> Bundle:
    """Return the questions of an upload. Raises Faulty where it is no text."""
    text = decoded(file.stream.read())
    return read(text, Format(written) if written else told(text, file.filename or ""), language)


def _bank(form: ImportForm) -> Bank:
    name = (form.file.data.filename or "").rpartition(".")[0]
    return Bank(
        id=form.bank.data or slug_of(name) or "questions",
        title=form.title.data or name or _("Questions"),
        lesson=form.lesson.data or "",
    )


def _tried(form: TryForm) -> _Tried:
    try:
        bundle = _questions(form)
        responses = read_responses(_text(form.responses_file.data, form.responses.data), "")
    except Faulty as faulty:
        note = faulty.note
        return _Tried(faults=(exchange_views.Told(note.line, exchange_views.told(note)),))
    manner = Manner(Behaviour(form.behaviour.data), int(form.tries.data), _)
    marked = mark(bundle, responses, manner)
    notes = (*bundle.faults, *marked.unknown)
    faults = tuple(exchange_views.Told(one.line, exchange_views.told(one)) for one in notes)
    return _Tried(marked if marked.attempts else None, faults)


def _questions(form: TryForm) -> Bundle:
    file = form.questions_file.data
    text = _text(file, form.questions.data)
    name = (file.filename or "") if file else ""
    written = Format(form.written.data) if form.written.data else told(text, name)
    return read(text, written, form.words.data)


def _text(file: FileStorage | None, typed: str | None) -> str:
    """Return what is in a file, or what was typed where there is none."""
    if file is not None and file.filename:
        return decoded(file.stream.read())
    return (typed or "").replace("\r\n", "\n")


def _import_page(form: ImportForm, found: Preview | None) -> str:
    return render_template(
        "studio/import.html", form=form, found=found, words=form.words.data, LANGUAGES=LANGUAGES
    )


def _try_page(form: TryForm, tried: _Tried) -> str:
    return render_template("studio/try.html", form=form, tried=tried, tell=exchange_views.told)
