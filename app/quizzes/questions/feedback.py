"""What is said about an answer that is right or wrong as a whole?"""

from markupsafe import Markup

from app.quizzes.questions.base import Mark, MarkState, Words, html

OUTCOMES = ("right", "wrong")


def outcome_feedback(words: Words, mark: Mark) -> Markup:
    """Return the feedback for a mark; no answer is told what a wrong one is told."""
    return html(words, "feedback", "right" if mark.state is MarkState.RIGHT else "wrong")
