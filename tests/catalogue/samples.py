"""What is in the small course that the tests write into a folder: every file, without a fault."""

from __future__ import annotations

import struct
import zlib

from app.catalogue.content.model import Term
from app.catalogue.content.reference import Reference

SLUG = "coffee-basics"
MODULE = "modules/01-first"
LESSON = f"{MODULE}/lessons/01-roasted"
OTHER = f"{MODULE}/lessons/02-green"
QUIZ = f"{MODULE}/quizzes/quiz-first"

REFERENCE = Reference(
    hs={"09": "Coffee", "09.01": "Coffee", "0901.11": "not roasted", "0901.21": "roasted"},
    terms={
        "heading": Term(
            "heading", "HS", {"en": "heading", "fr": "position"}, {"en": "Four.", "fr": "Quatre."}
        ),
        "english-only": Term("english-only", "HS", {"en": "x", "fr": ""}, {"en": "x", "fr": ""}),
    },
)

COURSE = """
slug: coffee-basics
languages: [en, fr]
topic: classification
level: foundation
minutes: 40
hs_edition: 2022
pass_mark: 70
certificate:
  validity_months: 36
prerequisites: [other-course]
references:
  - {en: "HS Convention, Article 3", fr: "Convention sur le SH, article 3", url: "https://example.org/hs"}
title: {en: "Coffee", fr: "Café"}
summary: {en: "On coffee.", fr: "Du café."}
audience: {en: "New officers", fr: "Nouveaux agents"}
objectives:
  - {en: "Classify coffee", fr: "Classer du café"}
"""

MODULE_YAML = """
id: first
title: {en: "First", fr: "Premier"}
summary: {en: "The first.", fr: "Le premier."}
"""

LESSON_YAML = """
id: roasted
minutes: 9
checks:
  - {id: which-fact, type: single_choice, choices: [colour, roasting], key: roasting}
"""

LESSON_EN = """
---
title: Roasted coffee
summary: Beans on a counter.
sources:
  - HS heading `HS 09.01`
checks:
  which-fact:
    prompt: Which fact decides?
    choices: {colour: The colour, roasting: The roasting}
    feedback: {colour: "No.", roasting: "Yes."}
    rule: General Rule 1
---
## The beans

A [heading](term:heading) such as `HS 09.01`; see [green](lesson:green).[^note]

![A bag](media/bag.svg "A bag of beans")

![A scale](media/scale.png "A scale")

::: rule GIR 1
Words first.
:::

| Bean | Code |
|---|---|
| roasted | `HS 0901.21` |

### Compared

```hs
09.01     | Coffee
0901.21 * | Roasted
```

```check
which-fact
```

[^note]: General Rule 1.
"""

LESSON_FR = """
---
title: Café torréfié
summary: Des grains sur un comptoir.
sources:
  - Position `HS 09.01`
checks:
  which-fact:
    prompt: Quel fait décide ?
    choices: {colour: La couleur, roasting: La torréfaction}
    feedback: {colour: "Non.", roasting: "Oui."}
    rule: Règle générale 1
---
## Les grains

Une [position](term:heading) comme `HS 09.01` ; voir [vert](lesson:green).[^note]

![Un sac](media/bag.svg "Un sac de grains")

![Une balance](media/scale.png "Une balance")

::: rule RGI 1
Les mots d'abord.
:::

| Grain | Code |
|---|---|
| torréfié | `HS 0901.21` |

### En regard

```hs
09.01     | Café
0901.21 * | Torréfié
```

```check
which-fact
```

[^note]: Règle générale 1.
"""

OTHER_YAML = """
id: green
minutes: 5
required: false
"""

OTHER_TEXT = """
---
title: Green coffee
summary: Not roasted.
---
## Green

Text.
"""

QUIZ_YAML = """
id: quiz-first
time_limit_minutes: 20
attempts: 3
wait_minutes: 10
draw:
  - {tag: beans, count: 1}
  - {tag: digits, count: 1}
questions:
  - id: which-heading
    type: single_choice
    tags: [beans]
    difficulty: 2
    lesson: roasted
    choices: [tea, coffee]
    key: coffee
  - id: how-many
    type: numerical
    tags: [digits, beans]
    difficulty: 1
    lesson: green
    tolerance: 0.5
    key: 6
  - id: titles-bind
    type: true_false
    tags: [beans]
    difficulty: 3
    lesson: roasted
    key: false
"""

QUIZ_EN = """
title: "Quiz: coffee"
intro: Two questions.
questions:
  which-heading:
    prompt: |
      Roasted beans, **in a bag**.

      Which heading?
    choices: {tea: "`HS 09.01` or tea", coffee: "Coffee"}
    feedback: {tea: "No.", coffee: "Yes."}
    explanation: Heading `HS 09.01` names it.
    rule: General Rule 1
  how-many:
    prompt: How many digits?
    feedback: {right: "Yes.", wrong: "No."}
    explanation: Six.
    rule: Article 3
  titles-bind:
    prompt: Titles bind.
    feedback: {true: "No.", false: "Yes."}
    explanation: They guide.
    rule: General Rule 1
"""

SVG = """
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 680 100">
  <defs><marker id="tip" viewBox="0 0 6 6"><path class="d-line" d="M0 0L6 3L0 6"/></marker></defs>
  <rect class="d-card d-line" x="1" y="1" width="80" height="40"/>
  <path class="d-line" d="M90 20H160" marker-end="url(#tip)"/>
  <text class="d-text" x="10" y="20">{{beans}}</text>
  <text class="d-code" x="10" y="40">0901.21</text>
</svg>
"""


def png(width: int = 3, height: int = 2) -> bytes:
    """Return a small true PNG."""
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"".join(b"\0" + b"\x80" * width for _ in range(height)))
    parts = ((b"IHDR", header), (b"IDAT", rows), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in parts
    )


FILES: dict[str, str | bytes] = {
    "course.yaml": COURSE,
    f"{MODULE}/module.yaml": MODULE_YAML,
    f"{LESSON}/lesson.yaml": LESSON_YAML,
    f"{LESSON}/en.md": LESSON_EN,
    f"{LESSON}/fr.md": LESSON_FR,
    f"{OTHER}/lesson.yaml": OTHER_YAML,
    f"{OTHER}/en.md": OTHER_TEXT,
    f"{OTHER}/fr.md": OTHER_TEXT,
    f"{QUIZ}/quiz.yaml": QUIZ_YAML,
    f"{QUIZ}/en.yaml": QUIZ_EN,
    f"{QUIZ}/fr.yaml": QUIZ_EN,
    "media/bag.svg": SVG,
    "media/bag.en.yaml": "beans: Beans\n",
    "media/bag.fr.yaml": "beans: Grains\n",
    "media/scale.png": png(),
}
