"""A single choice."""

from tests.quizzes.every import Sample

_EN = {
    "prompt": "Which heading has **uncooked pasta**?",
    "choices": {"c0901": "09.01", "c1902": "19.02", "c0406": "04.06"},
    "feedback": {"c0901": "That is coffee.", "c1902": "Yes: pasta.", "c0406": "That is cheese."},
    "explanation": "Pasta has a heading of its own.",
    "rule": "General Rule 1",
}
_FR = {
    "prompt": "Quelle position couvre les **pâtes non cuites** ?",
    "choices": {"c0901": "09.01", "c1902": "19.02", "c0406": "04.06"},
    "feedback": {
        "c0901": "C’est le café.",
        "c1902": "Oui : les pâtes.",
        "c0406": "C’est le fromage.",
    },
    "explanation": "Les pâtes ont leur propre position.",
    "rule": "Règle générale 1",
}

SAMPLE = Sample(
    type="single_choice",
    spec={"choices": ["c0901", "c1902", "c0406"], "key": "c1902"},
    words={"en": _EN, "fr": _FR},
    other_spec={"choices": ["c0901", "c1902", "c0406"], "key": "c0406"},
    right="c1902",
    form={"answer": ["c1902"]},
    answers=("c0901", "c0406", "", None, "elsewhere", 3, ["c1902"], {}),
)
