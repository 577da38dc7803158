"""Goods and their headings."""

from tests.quizzes.every import Sample

_EN = {
    "prompt": "Which heading covers each?",
    "stems": {"pasta": "Uncooked **pasta**", "coffee": "Roasted coffee", "grated": "Grated cheese"},
    "options": {"h0901": "09.01", "h1902": "19.02", "h0406": "04.06", "h2103": "21.03"},
    "feedback": {
        "pasta": "Pasta has a heading of its own.",
        "coffee": "Coffee opens chapter 9.",
        "grated": "Cheese of all kinds.",
    },
    "explanation": "The words of the headings decide.",
    "rule": "General Rule 1",
}
_FR = {
    "prompt": "Quelle position couvre chacun ?",
    "stems": {"pasta": "**Pâtes** non cuites", "coffee": "Café torréfié", "grated": "Fromage râpé"},
    "options": {"h0901": "09.01", "h1902": "19.02", "h0406": "04.06", "h2103": "21.03"},
    "feedback": {
        "pasta": "Les pâtes ont leur propre position.",
        "coffee": "Le café ouvre le chapitre 9.",
        "grated": "Les fromages de tous types.",
    },
    "explanation": "Les termes des positions décident.",
    "rule": "Règle générale 1",
}
_LISTS = {
    "stems": ["pasta", "coffee", "grated"],
    "options": ["h0901", "h1902", "h0406", "h2103"],
}

SAMPLE = Sample(
    type="matching",
    spec={**_LISTS, "key": {"pasta": "h1902", "coffee": "h0901", "grated": "h0406"}},
    words={"en": _EN, "fr": _FR},
    other_spec={**_LISTS, "key": {"pasta": "h2103", "coffee": "h2103", "grated": "h2103"}},
    right={"pasta": "h1902", "coffee": "h0901", "grated": "h0406"},
    form={"stem-pasta": ["h1902"], "stem-coffee": ["h0901"], "stem-grated": ["h0406"]},
    answers=(
        {"pasta": "h1902"},
        {"pasta": "h2103", "coffee": "h0901"},
        {"pasta": "h0901", "coffee": "h1902", "grated": "h2103"},
        {"pasta": ""},
        {},
        "",
        None,
        ["pasta"],
        {"rice": "h1902"},
        {"pasta": "h9999"},
        {"pasta": 3},
        7,
    ),
)
