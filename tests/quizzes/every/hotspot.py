"""A place on a picture: the box of a transport document that says where the goods are."""

from tests.quizzes.every import Sample

_AREAS = {
    "consignor": {"shape": "rect", "points": [40, 60, 440, 160]},
    "consignee": {"shape": "rect", "points": [40, 240, 440, 160]},
    "gross-mass": {"shape": "rect", "points": [760, 600, 200, 120]},
    "seal": {"shape": "circle", "points": [620, 850, 60]},
    "stamp": {"shape": "polygon", "points": [100, 800, 300, 780, 260, 930]},
}
_EN = {
    "prompt": "Where does the waybill say **who receives** the goods?",
    "image": "A waybill with five boxes",
    "areas": {
        "consignor": "The box at the top, on the left",
        "consignee": "The box below it",
        "gross-mass": "The box in the column on the right",
        "seal": "The round field at the bottom",
        "stamp": "The stamp at the bottom, on the left",
    },
    "feedback": {
        "consignor": "This is who sends them.",
        "consignee": "Yes: the consignee.",
        "gross-mass": "This is the gross mass.",
        "seal": "This is the seal.",
        "stamp": "This is the carrier’s stamp.",
    },
    "explanation": "The consignee receives the goods.",
    "rule": "The notes of the form",
}
_FR = {
    "prompt": "Où la lettre de voiture dit-elle **qui reçoit** les marchandises ?",
    "image": "Une lettre de voiture à cinq cases",
    "areas": {
        "consignor": "La case du haut, à gauche",
        "consignee": "La case au-dessous",
        "gross-mass": "La case de la colonne de droite",
        "seal": "Le champ rond du bas",
        "stamp": "Le cachet du bas, à gauche",
    },
    "feedback": {
        "consignor": "C’est l’expéditeur.",
        "consignee": "Oui : le destinataire.",
        "gross-mass": "C’est la masse brute.",
        "seal": "C’est le scellement.",
        "stamp": "C’est le cachet du transporteur.",
    },
    "explanation": "Le destinataire reçoit les marchandises.",
    "rule": "Les notes du formulaire",
}

SAMPLE = Sample(
    type="hotspot",
    spec={"image": "waybill.svg", "areas": _AREAS, "key": ["consignee"]},
    words={"en": _EN, "fr": _FR},
    other_spec={"image": "waybill.svg", "areas": _AREAS, "key": ["seal", "stamp"]},
    right=["consignee"],
    form={"answer": ["consignee"]},
    answers=(
        ["consignor"],
        ["seal"],
        ["stamp"],
        [],
        "",
        None,
        ["consignee", "seal"],
        ["elsewhere"],
        "consignee",
        [3],
        {},
        7,
    ),
)
