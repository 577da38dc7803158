"""Several choices that may be right, with marks for each tick."""

from tests.quizzes.every import Sample

_EN = {
    "prompt": "Which of these **belong to** the Harmonized System?",
    "choices": {
        "codes": "Headings and their codes",
        "notes": "Section and chapter notes",
        "rates": "Rates of duty",
        "ports": "Lists of ports",
    },
    "feedback": {
        "codes": "Yes: headings, subheadings and their codes.",
        "notes": "Yes: the notes are part of it.",
        "rates": "Rates are national.",
        "ports": "Ports are no part of it.",
    },
    "explanation": "Headings, subheadings and codes, the notes, and the General Rules.",
    "rule": "HS Convention, Article 1(a)",
}
_FR = {
    "prompt": "Lesquels **font partie** du Système harmonisé ?",
    "choices": {
        "codes": "Les positions et leurs codes",
        "notes": "Les notes de section et de chapitre",
        "rates": "Les taux de droits",
        "ports": "Les listes de ports",
    },
    "feedback": {
        "codes": "Oui : positions, sous-positions et leurs codes.",
        "notes": "Oui : les notes en font partie.",
        "rates": "Les taux sont nationaux.",
        "ports": "Les ports n’en font pas partie.",
    },
    "explanation": "Positions, sous-positions et codes, les notes, et les Règles générales.",
    "rule": "Convention sur le SH, article premier a)",
}
_CHOICES = ["codes", "notes", "rates", "ports"]

SAMPLE = Sample(
    type="multiple_response",
    spec={"choices": _CHOICES, "key": ["codes", "notes"], "marking": "no_penalty"},
    words={"en": _EN, "fr": _FR},
    other_spec={"choices": _CHOICES, "marks": {"rates": "1/3", "ports": "2/3", "codes": -0.5}},
    right=["codes", "notes"],
    form={"answer": ["codes", "notes"]},
    answers=(
        ["codes"],
        ["rates", "ports"],
        ["codes", "rates"],
        ["codes", "notes", "rates"],
        [],
        "",
        None,
        "codes",
        ["elsewhere"],
        [3],
        {},
    ),
)
