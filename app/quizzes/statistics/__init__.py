"""How did the questions of a quiz work, and the quiz as a whole? Sums, figures, and what they say.

Pure: `QuizSums` takes in attempts, in any order and in parts, and is kept as JSON; `figures_of` and
`question_figures` compute from it; `remarks` says in which questions something looks wrong.
"""

from app.quizzes.statistics.figures import (
    QuestionFigures,
    QuizFigures,
    figures_of,
    question_figures,
)
from app.quizzes.statistics.flags import Flag, Remark, remarks
from app.quizzes.statistics.offers import Offer, offered, right_of
from app.quizzes.statistics.places import places
from app.quizzes.statistics.sums import Given, QuestionSums, QuizSums

__all__ = [
    "Flag",
    "Given",
    "Offer",
    "QuestionFigures",
    "QuestionSums",
    "QuizFigures",
    "QuizSums",
    "Remark",
    "figures_of",
    "offered",
    "places",
    "question_figures",
    "remarks",
    "right_of",
]
