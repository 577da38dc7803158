"""What does a lesson look like, the same for every reader of its version and language?"""

from __future__ import annotations

from flask import render_template
from markupsafe import Markup

from app.catalogue import queries as catalogue
from app.catalogue.content.version import LessonItem, Outline
from app.core.cache import immutable
from app.core.errors import NotFound
from app.core.fragments import Pieces, around_token, with_token
from app.core.i18n import language
from app.learning import checks
from app.learning.queries import Enrolled
from app.learning.routes.views import neighbours
from app.learning.rules import ItemState, item_state

Look = tuple[Pieces, Markup]


def look(
    enrolled: Enrolled, item: LessonItem, words: str, asked: checks.Asked
) -> tuple[Markup, Markup]:
    """The article and what stands beside it, drawn once and kept.

    The token of the forms in it is the reader's own: the article is kept in the pieces around it.
    An article with an answered check is drawn for its reader alone.
    """
    if asked.check_id:
        pieces, aside = _draw(enrolled, item, words, asked)
    else:
        key = ("lesson-look", enrolled.version_id, item.id, words, language())
        pieces, aside = immutable(key, lambda: _draw(enrolled, item, words, asked))
    return with_token(pieces), aside


def pager(enrolled: Enrolled, item: LessonItem) -> Markup:
    """The way on: to the next item, or to mark this one read first."""
    done = item_state(item, enrolled.work) is ItemState.DONE
    key = ("lesson-pager", enrolled.version_id, item.id, language(), done)
    return with_token(immutable(key, lambda: _draw_pager(enrolled, item, done=done)))


def _draw_pager(enrolled: Enrolled, item: LessonItem, *, done: bool) -> Pieces:
    before, after = neighbours(enrolled, item.id)
    drawn = render_template(
        "learning/pager.html",
        slug=enrolled.slug,
        lesson_id=item.id,
        previous=before,
        next=after,
        done=done,
    )
    return around_token(drawn)


def _draw(enrolled: Enrolled, item: LessonItem, words: str, asked: checks.Asked) -> Look:
    page = catalogue.lesson_page(enrolled.version_id, item.id, words)
    bank = catalogue.bank_of(enrolled.version_id)
    article = render_template(
        "learning/article.html",
        slug=enrolled.slug,
        item=item,
        words=words,
        page=page,
        module=_numbers(enrolled.outline, item.id),
        checks=checks.views(bank, item.checks, words, asked),
    )
    aside = render_template(
        "learning/aside.html",
        page=page,
        contents=[(one.id, one.text) for one in page.toc if one.level == 2],
        hs_edition=enrolled.outline.hs_edition,
    )
    return around_token(article), Markup(aside)  # noqa: S704 - a template's output


def _numbers(outline: Outline, item_id: str) -> tuple[int, int]:
    """The number of the module and of the item within it, from 1."""
    for number, module in enumerate(outline.modules, start=1):
        for place, one in enumerate(module.items, start=1):
            if one.id == item_id:
                return number, place
    raise NotFound
