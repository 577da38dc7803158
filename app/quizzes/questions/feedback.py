"""What is said about an answer that is right, partly right or wrong as a whole?"""

from markupsafe import Markup

from app.quizzes.questions.marks import Mark, MarkState
from app.quizzes.questions.reading import Words, html

OUTCOMES = ("right", "wrong")
PARTLY = "partly"
"""May be said where an answer can be partly right; without it such an answer is told "wrong"."""


def outcome_feedback(words: Words, mark: Mark) -> Markup:
    """Return the feedback for a mark; no answer is told what a wrong one is told."""
    said = html(words, "feedback", PARTLY) if mark.state is MarkState.PARTLY else Markup()
    return said or html(words, "feedback", "right" if mark.state is MarkState.RIGHT else "wrong")
