"""Which quizzes with a question of every type does the running product have?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any

from app import create_app
from app.catalogue.actions import publish
from app.catalogue.content.model import Course, Exhibit, FeedbackBand, Question, Quiz
from app.catalogue.content.render import render_course
from app.core import clock
from app.core.db import db, transaction
from app.quizzes.conditions import Behaviour, Conditions, Navigation
from app.quizzes.questions import question_type
from tests.browser.people import person
from tests.conftest import settings_for
from tests.every_course import every_course
from tests.quizzes.every import samples
from tests.running import Running

PLAIN, TRIES, SURE, CASE = "every-type", "every-try", "every-doubt", "every-case"
TITLES = {
    PLAIN: {"en": "Every type", "fr": "Tous les types"},
    TRIES: {"en": "Every type, in tries", "fr": "Tous les types, par essais"},
    SURE: {"en": "How sure are you?", "fr": "Quelle certitude ?"},
    CASE: {"en": "A consignment of coffee", "fr": "Un envoi de café"},
}
KINDS = tuple(samples())
MARKED_AT_ONCE = tuple(one for one in KINDS if not question_type(one).by_hand)
STEPS = ("calculated", "document_check", "single_choice")
FEW = ("single_choice", "multiple_response", "numerical", "matching")
_HINTS = {
    "en": ("Look at the words of the **headings** again.",),
    "fr": ("Relisez le libellé des **positions**.",),
}
_EXHIBITS = (
    Exhibit(
        "invoice",
        {"en": "Commercial invoice 4471", "fr": "Facture commerciale 4471"},
        {
            "en": "| Item | Bags | Value |\n|---|---|---|\n| Coffee, not roasted | 40 | 9,600 |",
            "fr": "| Article | Sacs | Valeur |\n|---|---|---|\n| Café non torréfié | 40 | 9 600 |",
        },
    ),
    Exhibit(
        "letter",
        {"en": "Letter of the importer", "fr": "Lettre de l’importateur"},
        {
            "en": "We bought the goods **FOB**. The freight was paid by us.",
            "fr": "Nous avons acheté les marchandises **FAB** et payé le fret.",
        },
    ),
)
_DEBRIEF = {
    "en": "The invoice decides.\n\n- Look at the bags first.\n- Then at the masses.",
    "fr": "La facture décide.\n\n- D’abord les sacs.\n- Puis les masses.",
}
_BANDS = (
    FeedbackBand(0, {"en": "Read the lessons again.", "fr": "Relisez les leçons."}),
    FeedbackBand(70, {"en": "You know your way.", "fr": "Vous vous y retrouvez."}),
)


def publish_every_type(product: Running) -> None:
    """Publish the four courses, all the demo trainer's."""
    with inside(product), transaction() as session:
        owner = person(session, "trainer")
        for course in (_plain(), _in_tries(), sure(), _case()):
            publish(session, render_course(course), person_id=owner.id)


@contextmanager
def inside(product: Running) -> Iterator[None]:
    """The product's own code in this process, on its database."""
    url = f"sqlite:///{product.folder / 'greenlane.sqlite'}"
    app = create_app(settings_for(url, product.folder))
    with app.app_context():
        yield
        db.session.remove()
        db.engine.dispose()


def _plain() -> Course:
    """Every type, marked when it is handed in, with limits of all kinds."""
    now = clock.now()
    conditions = Conditions(
        opens_at=now - timedelta(days=1), closes_at=now + timedelta(days=30, minutes=7)
    )
    return _course(
        PLAIN, KINDS, conditions, time_limit_minutes=90, attempts=3, wait_minutes=0, bands=_BANDS
    )


def _in_tries() -> Course:
    """Every type that is marked at once, each with a hint and a second try."""
    return _course(TRIES, MARKED_AT_ONCE, Conditions(behaviour=Behaviour.INTERACTIVE), hints=True)


def sure(*, other_key: bool = False) -> Course:
    """A few types with certainty; with another key it is the next version of the course."""
    conditions = Conditions(behaviour=Behaviour.CERTAINTY)
    return _course(SURE, FEW, conditions, other_key=other_key)


def _case() -> Course:
    """One step after the other, each marked at once, documents beside them, and a debrief."""
    conditions = Conditions(
        behaviour=Behaviour.IMMEDIATE, navigation=Navigation.SEQUENTIAL, is_case=True
    )
    return _course(
        CASE, STEPS, conditions, exhibits=_EXHIBITS, debrief=_DEBRIEF, title=TITLES[CASE]
    )


def _course(
    slug: str,
    kinds: tuple[str, ...],
    conditions: Conditions,
    *,
    hints: bool = False,
    other_key: bool = False,
    **quiz: Any,
) -> Course:
    course = every_course(kinds, slug=slug, conditions=conditions, other_key=other_key, **quiz)
    module = course.modules[0]
    dressed = _dressed(module.quizzes[0], hints=hints)
    return replace(course, title=TITLES[slug], modules=(replace(module, quizzes=(dressed,)),))


def _dressed(quiz: Quiz, *, hints: bool) -> Quiz:
    """The quiz with its exhibits beside each question, and with a hint for each, if wanted."""
    beside = tuple(one.id for one in quiz.exhibits)
    return replace(
        quiz,
        questions=tuple(
            replace(_with_hint(one) if hints else one, exhibits=beside) for one in quiz.questions
        ),
    )


def _with_hint(question: Question) -> Question:
    words = {code: replace(own, hints=_HINTS[code]) for code, own in question.words.items()}
    return replace(question, words=words, penalty=1 / 3)
