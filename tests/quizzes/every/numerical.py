"""A weight in one of two units, with a band around the key and one around a usual mistake."""

from tests.quizzes.every import Sample

_EN = {
    "prompt": "Ten bags of **2.5 kg** net. What do they weigh together?",
    "units": {"kg": "kg", "g": "g"},
    "feedback": {
        "right": "Ten times two and a half.",
        "partly": "Nearly: ten times two and a half.",
        "wrong": "Multiply the weight of one bag by the number of bags.",
        "one-bag": "This is the weight of one bag.",
    },
    "explanation": "10 × 2.5 kg = 25 kg.",
    "rule": "Arithmetic",
}
_FR = {
    "prompt": "Dix sacs de **2,5 kg** net. Combien pèsent-ils ensemble ?",
    "units": {"kg": "kg", "g": "g"},
    "feedback": {
        "right": "Dix fois deux et demi.",
        "partly": "Presque : dix fois deux et demi.",
        "wrong": "Multipliez le poids d’un sac par le nombre de sacs.",
        "one-bag": "C’est le poids d’un seul sac.",
    },
    "explanation": "10 × 2,5 kg = 25 kg.",
    "rule": "Calcul",
}
_UNITS = {"kg": 1, "g": 0.001}
_BANDS = [
    {"tolerance": 0.04, "mark": 0.5},
    {"key": 2.5, "tolerance": 0, "mark": 0.25, "id": "one-bag"},
]

SAMPLE = Sample(
    type="numerical",
    spec={
        "key": 25,
        "tolerance": 0.01,
        "tolerance_kind": "relative",
        "bands": _BANDS,
        "units": _UNITS,
    },
    words={"en": _EN, "fr": _FR},
    other_spec={"key": 99, "tolerance": 3, "bands": [_BANDS[1]], "units": _UNITS},
    right={"number": "25", "unit": "kg"},
    form={"answer": ["25"], "answer-unit": ["kg"]},
    answers=(
        {"number": "25 000", "unit": "g"},
        {"number": "25,9", "unit": "kg"},
        {"number": "2.5", "unit": "kg"},
        {"number": "25"},
        {"number": "1,234", "unit": "kg"},
        {"number": "", "unit": "kg"},
        {"number": "25", "unit": "t"},
        {"number": ["25"], "unit": {}},
        "25",
        25,
        2.5,
        "",
        None,
        True,
        ["25"],
        {},
    ),
)
