"""A form with gaps: a number with a unit, a number with a choice of units, a term, a choice."""

from typing import Any

from tests.quizzes.every import Sample

_TEXT_EN = """
The country values goods **CIF**. The buyer also paid the agent in the selling country.

| Line | Amount |
|---|---|
| Price, FOB | USD 10,000 |
| Freight | USD 800 |
| Insurance | USD 50 |
| Customs value | [[amount]] |
| Net mass of 10 bags of 2.5 kg | [[mass]] |

The USD 300 for the buyer’s own agent are a [[paid]] commission: they are [[added]].
"""
_TEXT_FR = """
Le pays évalue les marchandises **CAF**. L’acheteur a aussi payé l’agent dans le pays de vente.

| Ligne | Montant |
|---|---|
| Prix, FAB | 10 000 USD |
| Fret | 800 USD |
| Assurance | 50 USD |
| Valeur en douane | [[amount]] |
| Masse nette de 10 sacs de 2,5 kg | [[mass]] |

Les 300 USD pour l’agent de l’acheteur sont une commission [[paid]] : ils sont [[added]].
"""
_EN: dict[str, Any] = {
    "prompt": "Fill in the form.",
    "text": _TEXT_EN,
    "gaps": {
        "amount": {
            "label": "Customs value",
            "unit": "USD",
            "feedback": {
                "right": "Price, freight and insurance.",
                "wrong": "Add freight and insurance, not the buying commission.",
                "with-agent": "The buying commission is not added.",
            },
        },
        "mass": {
            "label": "Net mass",
            "units": {"kg": "kg", "g": "g"},
            "feedback": {"right": "Ten times 2.5 kg.", "wrong": "Ten bags of 2.5 kg."},
        },
        "paid": {
            "answers": {"term": "buying", "agent": "purchas*"},
            "feedback": {
                "term": "A buying commission.",
                "agent": "The Agreement says: buying commission.",
                "other": "It is paid to the agent of the buyer.",
            },
        },
        "added": {
            "choices": {"in": "added to the price", "out": "not added to the price"},
            "feedback": {
                "in": "Buying commissions are the exception.",
                "out": "Buying commissions are not added.",
            },
        },
    },
    "explanation": "10,000 + 800 + 50 = 10,850.",
    "rule": "WTO Valuation Agreement, Article 8.1(a)(i) and 8.2",
}
_FR: dict[str, Any] = {
    "prompt": "Remplissez le formulaire.",
    "text": _TEXT_FR,
    "gaps": {
        "amount": {
            "label": "Valeur en douane",
            "unit": "USD",
            "feedback": {
                "right": "Prix, fret et assurance.",
                "wrong": "Ajoutez le fret et l’assurance, pas la commission d’achat.",
                "with-agent": "La commission d’achat n’est pas ajoutée.",
            },
        },
        "mass": {
            "label": "Masse nette",
            "units": {"kg": "kg", "g": "g"},
            "feedback": {"right": "Dix fois 2,5 kg.", "wrong": "Dix sacs de 2,5 kg."},
        },
        "paid": {
            "answers": {"term": "d’achat", "agent": "*acheteur"},
            "feedback": {
                "term": "Une commission d’achat.",
                "agent": "L’Accord dit : commission d’achat.",
                "other": "Elle est payée à l’agent de l’acheteur.",
            },
        },
        "added": {
            "choices": {"in": "ajoutés au prix", "out": "non ajoutés au prix"},
            "feedback": {
                "in": "Les commissions d’achat sont l’exception.",
                "out": "Les commissions d’achat ne sont pas ajoutées.",
            },
        },
    },
    "explanation": "10 000 + 800 + 50 = 10 850.",
    "rule": "Accord de l’OMC sur l’évaluation, articles 8.1 a) i) et 8.2",
}
_MASS = {"type": "numerical", "key": 25, "tolerance": 0, "units": {"kg": 1, "g": 0.001}}
_ADDED = {"type": "single_choice", "choices": ["in", "out"]}
_PAID = {"type": "short_answer", "answers": ["term", "agent"], "width": 12}
_AGENT = {"key": 11150, "tolerance": 0, "mark": 0.5, "id": "with-agent"}
_AMOUNT = {"type": "numerical", "weight": 2, "unit": "usd"}

SAMPLE = Sample(
    type="cloze",
    spec={
        "gaps": {
            "amount": {**_AMOUNT, "key": 10850, "tolerance": 0, "bands": [_AGENT]},
            "mass": _MASS,
            "paid": {**_PAID, "key": {"term": 1, "agent": 0.8}},
            "added": {**_ADDED, "key": "out"},
        }
    },
    words={"en": _EN, "fr": _FR},
    other_spec={
        "gaps": {
            "amount": {**_AMOUNT, "key": 11150, "tolerance": 7, "bands": [{**_AGENT, "key": 9}]},
            "mass": {**_MASS, "key": 2.5, "tolerance_kind": "relative"},
            "paid": {**_PAID, "key": {"term": 0, "agent": 1}, "case": "match"},
            "added": {**_ADDED, "key": "in"},
        }
    },
    right={
        "amount": "10 850",
        "mass": {"number": "25", "unit": "kg"},
        "paid": "buying",
        "added": "out",
    },
    form={
        "gap-amount": ["10 850"],
        "gap-mass": ["25"],
        "gap-mass-unit": ["kg"],
        "gap-paid": ["buying"],
        "gap-added": ["out"],
    },
    answers=(
        {"amount": "11150", "added": "in"},
        {"amount": "10,850", "paid": "Purchasing"},
        {"amount": "10850.00", "mass": {"number": "25000", "unit": "g"}, "paid": "d'achat"},
        {"mass": {"number": "25"}},
        {"paid": ""},
        {},
        "",
        None,
        "10850",
        ["10850"],
        {"price": "10850"},
        {"added": "elsewhere"},
        {"amount": {"number": []}, "mass": 3, "paid": {}, "added": 5},
        {"paid": "x" * 501},
    ),
)
