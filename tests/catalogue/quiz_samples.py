"""What is added to the small course so that its quizzes use everything that a quiz can say?"""

from __future__ import annotations

from tests.catalogue.samples import FILES, MODULE

EXAM = f"{MODULE}/quizzes/quiz-exam"
CASE = f"{MODULE}/quizzes/quiz-shipment"
BANK = "banks/shared-coffee"

EXAM_YAML = """
id: quiz-exam
behaviour: certainty
navigation: sequential
counts: average
opens: 2026-03-01T09:00+01:00
closes: 2026-03-31 17:00:00Z
review: {after: [marks], closed: [feedback, marks]}
bands: [80, 50, 0]
sections:
  - id: names
    questions: [beans-or-tea]
  - id: figures
    shuffle: true
    draw:
      - {bank: shared-coffee, difficulty: 2, count: 1}
      - {tag: digits, count: 1}
questions:
  - id: beans-or-tea
    type: single_choice
    difficulty: 1
    lesson: roasted
    weight: 2.5
    choices: [tea, coffee]
    key: coffee
  - id: chapter-digits
    type: numerical
    tags: [digits]
    difficulty: 1
    lesson: green
    tolerance: 0
    key: 2
"""

EXAM_EN = """
title: Exam
intro: Say how sure you are.
sections:
  names: Names
  figures: Figures
bands:
  80: Very well.
  50: Good enough.
  0: Read it again.
debrief: |
  | Digits | What |
  |---|---|
  | 2 | chapter |
questions:
  beans-or-tea:
    prompt: Beans or tea?
    choices: {tea: Tea, coffee: Coffee}
    feedback: {tea: "No.", coffee: "Yes."}
    explanation: Beans.
    rule: General Rule 1
  chapter-digits:
    prompt: How many digits has a chapter?
    feedback: {right: "Yes.", wrong: "No."}
    explanation: Two.
    rule: Article 3
"""

CASE_YAML = """
id: quiz-shipment
kind: case
behaviour: interactive
penalty: 0.25
draw:
  - {difficulty: 1, count: 1}
  - {bank: shared-coffee, tag: boxes, count: 1}
exhibits: [invoice]
questions:
  - id: what-is-invoiced
    type: true_false
    difficulty: 1
    lesson: roasted
    exhibits: [invoice]
    key: true
"""

CASE_EN = """
title: A shipment
intro: Read the invoice.
debrief: The invoice said it **all**.
exhibits:
  invoice:
    title: Invoice
    body: |
      | Line | Goods |
      |---|---|
      | 1 | `HS 0901.21` |
questions:
  what-is-invoiced:
    prompt: The invoice is for roasted coffee.
    hints: [Look at line 1.]
    feedback: {true: "Yes.", false: "No."}
    explanation: So it says.
    rule: General Rule 1
"""

BANK_YAML = """
id: shared-coffee
exhibits: [packing-list, label]
questions:
  - id: how-many-boxes
    type: numerical
    tags: [boxes]
    difficulty: 3
    lesson: roasted
    penalty: 0.5
    exhibits: [packing-list]
    tolerance: 0
    key: 4
  - id: roasting-decides
    type: true_false
    difficulty: 2
    lesson: roasted
    key: true
  - id: label-is-enough
    type: true_false
    tags: [labels]
    difficulty: 3
    lesson: roasted
    exhibits: [label]
    key: false
"""

BANK_EN = """
title: Questions on coffee
exhibits:
  packing-list: {title: Packing list, body: Four boxes.}
  label: {title: Label, body: Coffee.}
questions:
  how-many-boxes:
    prompt: How many boxes?
    hints: [See the packing list., The answer is under five.]
    feedback: {right: "Yes.", wrong: "No."}
    explanation: Four.
    rule: Article 3
  roasting-decides:
    prompt: Roasting decides.
    feedback: {true: "Yes.", false: "No."}
    explanation: At six digits.
    rule: General Rule 6
  label-is-enough:
    prompt: A label is enough.
    feedback: {true: "No.", false: "Yes."}
    explanation: Documents count.
    rule: General Rule 1
"""

QUIZ_FILES: dict[str, str | bytes] = {
    **FILES,
    f"{EXAM}/quiz.yaml": EXAM_YAML,
    f"{EXAM}/en.yaml": EXAM_EN,
    f"{EXAM}/fr.yaml": EXAM_EN,
    f"{CASE}/quiz.yaml": CASE_YAML,
    f"{CASE}/en.yaml": CASE_EN,
    f"{CASE}/fr.yaml": CASE_EN,
    f"{BANK}/bank.yaml": BANK_YAML,
    f"{BANK}/en.yaml": BANK_EN,
    f"{BANK}/fr.yaml": BANK_EN,
}
