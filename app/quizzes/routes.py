"""How does a page get the rows of the Harmonized System that a learner walks through?

The whole list is public reference data and the same for every question. A page names the list's
version (`v`) in what it asks for, so browsers keep each answer for ever.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache

from flask import Blueprint, Response, request

from app.core.access import PUBLIC, access
from app.core.errors import NotFound
from app.quizzes.nomenclature import ENGLISH, Level, hs2022
from app.quizzes.nomenclature_search import search
from app.quizzes.questions.hs_classification import LIST_ADDRESS

blueprint = Blueprint("quizzes", __name__)
_FOR_EVER = "public, max-age=31536000, immutable"
_FOR_A_WHILE = "public, max-age=300"


@blueprint.get(f"{LIST_ADDRESS}/<language>/sections.json")
@access(PUBLIC)
def hs_sections(language: str) -> Response:
    """Serve the sections and the chapters."""
    return _kept(_sections(_known(language)))


@blueprint.get(f"{LIST_ADDRESS}/<language>/<chapter>.json")
@access(PUBLIC)
def hs_chapter(language: str, chapter: str) -> Response:
    """Serve the headings and subheadings of a chapter."""
    found = hs2022().rows.get(chapter)
    if found is None or found.level is not Level.CHAPTER:
        raise NotFound
    return _kept(_chapter(chapter, _known(language)))


@blueprint.get(f"{LIST_ADDRESS}/<language>/search")
@access(PUBLIC)
def hs_search(language: str) -> Response:
    """Serve the best rows for what was typed, and how many there are."""
    found = search(request.args.get("q", ""), _known(language))
    return _kept(_json(found.codes, language, found.total))


def _known(language: str) -> str:
    """Return the language if the list has words in it; else there is no such address."""
    if language not in {ENGLISH, *hs2022().wordings}:
        raise NotFound
    return language


@cache
def _sections(language: str) -> bytes:
    codes = hs2022().top()
    return _json(codes, language, len(codes))


@cache
def _chapter(chapter: str, language: str) -> bytes:
    codes = hs2022().chapter(chapter)
    return _json(codes, language, len(codes))


def _json(codes: Iterable[str], language: str, total: int) -> bytes:
    """Write rows as lists in the order of the columns, which `assets/src/hs.ts` reads."""
    rows = [
        [one.code, one.written, one.dashes, one.words, one.language, one.parent]
        for one in hs2022().entries(codes, language)
    ]
    return json.dumps({"rows": rows, "total": total}, ensure_ascii=False).encode()


def _kept(body: bytes) -> Response:
    response = Response(body, content_type="application/json")
    version = hs2022().version
    is_current = request.args.get("v") == version
    response.headers["Cache-Control"] = _FOR_EVER if is_current else _FOR_A_WHILE
    response.set_etag(version, weak=True)
    return response.make_conditional(request)  # type: ignore[return-value]
