"""How will learners see a draft? Nothing that is done here is kept."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from flask_babel import gettext as _
from flask_login import current_user

from app.accounts.policy import TRAINERS
from app.catalogue.content.version import Bank, ItemKind, LessonItem, QuizItem
from app.core.access import access
from app.core.errors import NotFound
from app.learning import checks
from app.quizzes.drawing import new_seed
from app.quizzes.questions import InvalidAnswer, question_type
from app.studio.queries import drafts
from app.studio.queries.drafts import Kept
from app.studio.routes import blueprint, views
from app.studio.routes.courses import spoken
from app.studio.routes.views import Tried

NO_CHECK = checks.Asked("", None)
NOT_TRIED = Tried("", None)


@dataclass(frozen=True, slots=True)
class Previewed:
    """A draft in one of its languages."""

    draft: Kept
    words: str


@blueprint.get("/drafts/<int(max=2147483647):draft_id>")
@access(TRAINERS)
def draft(draft_id: int) -> ResponseReturnValue:
    """Open the draft in the reader's language."""
    found = drafts.draft(current_user.id, draft_id)
    return redirect(url_for(".preview", draft_id=draft_id, words=spoken(found.outline)))


@blueprint.get("/drafts/<int(max=2147483647):draft_id>/preview/<words>")
@access(TRAINERS)
def preview(draft_id: int, words: str) -> ResponseReturnValue:
    """Show the course's page."""
    return _page("studio/draft.html", previewed(draft_id, words))


@blueprint.get("/drafts/<int(max=2147483647):draft_id>/preview/<words>/lessons/<lesson_id>")
@access(TRAINERS)
def preview_lesson(draft_id: int, words: str, lesson_id: str) -> ResponseReturnValue:
    """Show a lesson."""
    return _lesson_page(previewed(draft_id, words), lesson_id, NO_CHECK)


@blueprint.post(
    "/drafts/<int(max=2147483647):draft_id>/preview/<words>/lessons/<lesson_id>/checks/<check_id>"
)
@access(TRAINERS)
def preview_check(draft_id: int, words: str, lesson_id: str, check_id: str) -> ResponseReturnValue:
    """Mark a knowledge check: its form again with feedback, alone or within the lesson."""
    found = previewed(draft_id, words)
    check = bank_of_draft(draft_id).checks.get(check_id)
    if check is None or check.lesson != lesson_id:
        raise NotFound
    given = checks.answer(check, request.form)
    if request.headers.get("X-Fragment") != "check":
        return _lesson_page(found, lesson_id, checks.Asked(check_id, given))
    view = checks.view(check, words, given)
    with force_locale(words):
        return render_template("learning/check.html", view=view, action=request.path)


@blueprint.get(
    "/drafts/<int(max=2147483647):draft_id>/preview/<words>/lessons/<lesson_id>/checks/<check_id>"
)
@access(TRAINERS)
def preview_check_page(
    draft_id: int, words: str, lesson_id: str, check_id: str
) -> ResponseReturnValue:
    """Lead back to the lesson whoever reloads an answered check or reads it in another language."""
    url = url_for(".preview_lesson", draft_id=draft_id, words=words, lesson_id=lesson_id)
    return redirect(_switched(url) + f"#check-{check_id}")


@blueprint.get("/drafts/<int(max=2147483647):draft_id>/preview/<words>/quizzes/<quiz_id>")
@access(TRAINERS)
def preview_quiz(draft_id: int, words: str, quiz_id: str) -> ResponseReturnValue:
    """Show one draw of a quiz, as an attempt could have it, or its whole bank."""
    return _quiz_page(previewed(draft_id, words), quiz_id, NOT_TRIED)


@blueprint.post(
    "/drafts/<int(max=2147483647):draft_id>/preview/<words>/quizzes/<quiz_id>/<question_id>"
)
@access(TRAINERS)
def preview_answer(
    draft_id: int, words: str, quiz_id: str, question_id: str
) -> ResponseReturnValue:
    """Mark one question and show its review in its place."""
    found = previewed(draft_id, words)
    item_of(found, quiz_id, ItemKind.QUIZ)
    bank = bank_of_draft(draft_id).quizzes[quiz_id]
    question = next((one for one in bank.questions if one.id == question_id), None)
    if question is None:
        raise NotFound
    kind = question_type(question.type)
    try:
        answer = kind.answer_from_form(question.spec, request.form.to_dict(flat=False))
    except InvalidAnswer as wrong:
        tried = Tried(question_id, None, said=_(wrong.template, **wrong.params))
        return _quiz_page(found, quiz_id, tried), 422
    return _quiz_page(found, quiz_id, Tried(question_id, answer, moved="move" in request.form))


@blueprint.get(
    "/drafts/<int(max=2147483647):draft_id>/preview/<words>/quizzes/<quiz_id>/<question_id>"
)
@access(TRAINERS)
def preview_answer_page(
    draft_id: int,
    words: str,
    quiz_id: str,
    question_id: str,  # noqa: ARG001 - the address of an answer, where only the quiz can be shown
) -> ResponseReturnValue:
    """Lead back to the quiz whoever reloads an answered question."""
    url = url_for(".preview_quiz", draft_id=draft_id, words=words, quiz_id=quiz_id)
    return redirect(_switched(url))


@blueprint.get("/drafts/<int(max=2147483647):draft_id>/media/<sha256>/<name>")
@access(TRAINERS)
def preview_media(draft_id: int, sha256: str, name: str) -> Response:
    """Serve a picture of the draft, to its owner alone."""
    found = drafts.media_file(drafts.draft(current_user.id, draft_id).id, sha256, name)
    response = Response(found.data, content_type=found.content_type)
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def previewed(draft_id: int, words: str) -> Previewed:
    """The draft in the language of the address, or of the switch that every page has.

    Raises:
        NotFound: the reader has no such draft, or it has no such language.
    """
    found = drafts.draft(current_user.id, draft_id)
    if words not in found.outline.languages:
        raise NotFound
    asked = request.args.get("lang", words)
    if request.method == "GET" and asked != words and asked in found.outline.languages:
        here = {**(request.view_args or {}), "words": asked}
        abort(redirect(url_for(request.endpoint or "", **here)))
    return Previewed(found, words)


def _switched(url: str) -> str:
    """The address with the language that the switch of the page asked for, if it did."""
    asked = request.args.get("lang")
    return f"{url}?{urlencode({'lang': asked})}" if asked else url


def _lesson_page(found: Previewed, lesson_id: str, asked: checks.Asked) -> str:
    item = item_of(found, lesson_id, ItemKind.LESSON)
    assert isinstance(item, LessonItem)  # noqa: S101 - its kind says so
    page = drafts.lesson(found.draft.id, lesson_id, found.words)
    bank = bank_of_draft(found.draft.id) if item.checks else None
    return _page(
        "studio/lesson.html",
        found,
        item_id=lesson_id,
        item=item,
        page=page,
        segments=views.segments(page, found.draft.id, drafts.media_files(found.draft.id)),
        contents=[(one.id, one.text) for one in page.toc if one.level == 2],
        checks=checks.views(bank, item.checks, found.words, asked) if bank else {},
    )


def _quiz_page(found: Previewed, quiz_id: str, tried: Tried) -> str:
    item = item_of(found, quiz_id, ItemKind.QUIZ)
    assert isinstance(item, QuizItem)  # noqa: S101 - its kind says so
    whole = request.args.get("bank") == "whole"
    seed = request.args.get("seed", type=int)
    seed = new_seed() if seed is None else seed
    bank = bank_of_draft(found.draft.id).quizzes[quiz_id]
    shown = bank.questions if whole else views.drawn(bank, seed)
    titles = {one.id: one.title[found.words] for one in found.draft.outline.items()}
    return _page(
        "studio/quiz.html",
        found,
        item_id=quiz_id,
        item=item,
        whole=whole,
        in_bank=len(bank.questions),
        seed=seed,
        tried=tried,
        questions=[views.question(one, found.words, seed, tried) for one in shown],
        titles=titles,
    )


def bank_of_draft(draft_id: int) -> Bank:
    """The draft's questions and checks, their pictures being those of the draft."""
    return views.pictured(drafts.bank(draft_id), draft_id, drafts.media_files(draft_id))


def _page(template: str, found: Previewed, *, item_id: str | None = None, **more: object) -> str:
    """A page of the preview, in the language of the course as its learners will have it."""
    draft_id, outline = found.draft.id, found.draft.outline
    before, after = views.neighbours(outline, draft_id, found.words, item_id)
    with force_locale(found.words):
        return render_template(
            template,
            draft=found.draft,
            outline=outline,
            words=found.words,
            modules=views.modules(outline, draft_id, found.words, item_id),
            previous=before,
            next=after,
            other_languages=[(one, _address(found, item_id, one)) for one in outline.languages],
            **more,
        )


def _address(found: Previewed, item_id: str | None, words: str) -> str:
    """Where the course's page, or one of its items, is shown in a language."""
    for one in found.draft.outline.items():
        if one.id == item_id:
            return views.item_url(found.draft.id, words, one)
    return url_for(".preview", draft_id=found.draft.id, words=words)


def item_of(found: Previewed, item_id: str, kind: ItemKind) -> LessonItem | QuizItem:
    """The lesson or quiz of the draft with this id. Raises NotFound."""
    for one in found.draft.outline.items():
        if (one.id, one.kind) == (item_id, kind):
            return one
    raise NotFound
