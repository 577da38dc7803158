"""How does a trainer print a quiz, with its answers or without?

A draw has a number, its seed. It stands in the address and on the paper, so that the answer sheet
of the same draw can be printed at any time, and two classes can have different papers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from flask_login import current_user

from app.accounts.policy import TRAINERS
from app.catalogue.content.version import BankQuiz, ItemKind, Outline, QuizItem
from app.catalogue.queries import bank_of, outline_of
from app.core.access import access
from app.core.errors import NotFound
from app.learning.queries import quiz_of
from app.studio.queries import courses as courses_of
from app.studio.routes import blueprint
from app.studio.routes.courses import asked_version, spoken
from app.studio.routes.preview import bank_of_draft, item_of, previewed
from app.studio.routes.sheets import sheets

WHOLE = "whole"
FIRST = 1


@dataclass(frozen=True, slots=True)
class Asked:
    """Which paper the present address wants, beside the quiz that it names."""

    words: str
    seed: int
    whole: bool
    key: bool

    @classmethod
    def of(cls, words: str) -> Asked:
        """Read the address; without a number the draw is the first one."""
        seed = request.args.get("seed", FIRST, type=int)
        return cls(words, seed, request.args.get("bank") == WHOLE, request.args.get("key") == "1")

    def url(self, **changes: str | int | None) -> str:
        """The address of this paper with something changed."""
        asked: dict[str, Any] = {
            **(request.view_args or {}),
            "words": self.words,
            "seed": self.seed,
            "bank": WHOLE if self.whole else None,
            "key": 1 if self.key else None,
            "version": request.args.get("version"),
        }
        return url_for(request.endpoint or "", **(asked | changes))


@dataclass(frozen=True, slots=True)
class Printed:
    """The quiz, where it stands and where its page is; ``number`` of its version, None a draft."""

    outline: Outline
    item: QuizItem
    bank: BankQuiz
    number: int | None
    back: str


@blueprint.get("/courses/<slug>/quizzes/<quiz_id>/paper")
@access(TRAINERS)
def paper(slug: str, quiz_id: str) -> ResponseReturnValue:
    """Show a quiz of a published version as it is printed."""
    course = courses_of.managed(current_user, slug)
    version = asked_version(courses_of.versions(course.id))
    outline = outline_of(version.id)
    wanted = request.args.get("words")
    printed = Printed(
        outline,
        quiz_of(version.id, quiz_id),
        bank_of(version.id).quizzes[quiz_id],
        version.number,
        url_for(".course", slug=slug, version=request.args.get("version")),
    )
    return _page(printed, Asked.of(wanted if wanted in outline.languages else spoken(outline)))


@blueprint.get(
    "/drafts/<int(max=2147483647):draft_id>/preview/<words>/quizzes/<quiz_id>/paper",
)
@access(TRAINERS)
def preview_paper(draft_id: int, words: str, quiz_id: str) -> ResponseReturnValue:
    """Show a quiz of a draft as it is printed."""
    found = previewed(draft_id, words)
    item = item_of(found, quiz_id, ItemKind.QUIZ)
    if not isinstance(item, QuizItem):
        raise NotFound
    asked = Asked.of(words)
    here: dict[str, Any] = {"draft_id": draft_id, "words": words, "quiz_id": quiz_id}
    back = url_for(".preview_quiz", **here, seed=asked.seed, bank=WHOLE if asked.whole else None)
    bank = bank_of_draft(draft_id).quizzes[quiz_id]
    return _page(Printed(found.draft.outline, item, bank, None, back), asked)


def _page(printed: Printed, asked: Asked) -> str:
    """The page, in the language of the paper."""
    with force_locale(asked.words):
        return render_template(
            "studio/paper.html",
            printed=printed,
            asked=asked,
            words=asked.words,
            sheets=sheets(printed.bank, asked.words, asked.seed, whole=asked.whole),
        )
