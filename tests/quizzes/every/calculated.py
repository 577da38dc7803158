"""A duty on the customs value, with other numbers in each attempt."""

from tests.quizzes.every import Sample

_EN = {
    "prompt": "Goods cost **{price}** FOB, freight is {freight}. The law takes CIF. The duty?",
    "solution": "Value: {price} + {freight} = {=value}.\n\nDuty: 5 % of it, {=answer}.",
    "unit": "EUR",
    "feedback": {
        "right": "Yes: freight is part of the value.",
        "wrong": "Five per cent of the value.",
        "fob-base": "That is the duty on the FOB price.",
    },
    "explanation": "National law decides whether freight is in the value.",
    "rule": "Valuation Agreement, Article 8.2",
}
_FR = {
    "prompt": "Prix FOB **{price}**, fret {freight}. La loi retient la valeur CIF. Le droit ?",
    "solution": "Valeur : {price} + {freight} = {=value}.\n\nDroit : 5 % de celle-ci, {=answer}.",
    "unit": "EUR",
    "feedback": {
        "right": "Oui : le fret fait partie de la valeur.",
        "wrong": "Cinq pour cent de la valeur.",
        "fob-base": "C’est le droit sur le prix FOB.",
    },
    "explanation": "La loi nationale décide si le fret entre dans la valeur.",
    "rule": "Accord sur l’évaluation, article 8.2",
}
_SPEC = {
    "variables": {
        "price": {"from": 1200, "to": 1200, "step": 100},
        "freight": {"from": 80, "to": 80, "step": 10},
    },
    "steps": {"value": "cif_value(price, freight)"},
    "formula": "ad_valorem_duty(value, 5)",
    "mistakes": {"fob-base": {"formula": "price * 5 / 100", "mark": 0.25}},
    "tolerance": 0.01,
    "unit": "eur",
}

SAMPLE = Sample(
    type="calculated",
    spec=_SPEC,
    words={"en": _EN, "fr": _FR},
    other_spec={**_SPEC, "formula": "value * 7 / 100"},
    right="64",
    form={"answer": ["64"]},
    answers=("64,005", "60", "61", "", None, "1,234", "a lot", True, ["64"], {}, 64, 64.5),
)
