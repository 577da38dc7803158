"""A table whose bill does not say which materials originate: that is read from the words."""

from typing import Any

from tests.quizzes.every import Sample

_EN = {
    "prompt": "Does the table **originate** in Party B? Materials of Party A count as those of B.",
    "product": "Wooden dining table, made in Party B",
    "materials": {
        "timber": "Sawn beech from a third country",
        "legs": "Table legs made in Party A of its own timber",
        "glue": "Glue from a third country",
    },
    "feedback": {"right": "Every step is right.", "wrong": "Take the steps one by one."},
    "explanation": "Only non-originating materials must change.",
    "rule": "RCEP, Annex 3A and Article 3.5",
}
_FR = {
    "prompt": "La table est-elle **originaire** de B ? Les matières de A comptent comme de B.",
    "product": "Table de salle à manger en bois, fabriquée dans la Partie B",
    "materials": {
        "timber": "Hêtre scié d’un pays tiers",
        "legs": "Pieds de table fabriqués dans la Partie A avec son propre bois",
        "glue": "Colle d’un pays tiers",
    },
    "feedback": {"right": "Chaque étape est juste.", "wrong": "Prenez les étapes une à une."},
    "explanation": "Seules les matières non originaires doivent changer.",
    "rule": "RCEP, annexe 3A et article 3.5",
}


def _spec(legs: str) -> dict[str, Any]:
    """The question, with the legs originating or not."""
    return {
        "product": {"code": "9403.60", "value": 100, "basis": "fob"},
        "currency": "EUR",
        "materials": [
            {"id": "timber", "code": "4407.92", "value": 40, "origin": "non_originating"},
            {"id": "legs", "code": "9403.91", "value": 30, "origin": legs},
            {"id": "glue", "code": "3506.91", "value": 5, "origin": "non_originating"},
        ],
        "origin_shown": False,
        "rule": {
            "any": [
                {"change": "heading"},
                {"rvc": "build_down", "at_least": 40, "typed_within": 0.01},
            ]
        },
        "tolerance": 10,
    }


_RIGHT = {
    "c1-timber": "yes",
    "c1-legs": "not_needed",
    "c1-glue": "yes",
    "c2-share": "55",
    "c1": "met",
    "c2": "met",
    "outcome": "originating",
}

SAMPLE = Sample(
    type="origin_decision",
    spec=_spec("originating"),
    words={"en": _EN, "fr": _FR},
    other_spec=_spec("non_originating"),
    right=_RIGHT,
    form={f"step-{name}": [value] for name, value in _RIGHT.items()},
    answers=(
        {**_RIGHT, "c1-legs": "no", "c1": "tolerance"},
        {"c1-timber": "yes", "c2-share": "55,0"},
        {"outcome": "non_originating"},
        {"c2-share": "1,234"},
        {"c2-share": True},
        {"c1-timber": "perhaps"},
        {"elsewhere": "yes"},
        dict.fromkeys(_RIGHT, ""),
        {},
        "",
        None,
        "originating",
        ["originating"],
        7,
    ),
)
