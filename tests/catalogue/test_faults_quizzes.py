"""Is every fault of what a quiz or a shared bank says found on its line?"""
# ruff: noqa: E501 - one fault is one row of a table

from __future__ import annotations

import pytest

from app.quizzes.questions import question_type
from tests.catalogue.building import CourseFolder
from tests.catalogue.quiz_samples import BANK, CASE, EXAM
from tests.catalogue.samples import LESSON, QUIZ

pytestmark = pytest.mark.pure

Q, E, C, B = f"{QUIZ}/quiz.yaml", f"{EXAM}/quiz.yaml", f"{CASE}/quiz.yaml", f"{BANK}/bank.yaml"
E_EN, C_EN, B_EN = f"{EXAM}/en.yaml", f"{CASE}/en.yaml", f"{BANK}/en.yaml"
Q_EN, L, L_EN = f"{QUIZ}/en.yaml", f"{LESSON}/lesson.yaml", f"{LESSON}/en.md"
SHARED = "{bank: shared-coffee, difficulty: 2, count: 1}"

PLANTS = {
    # name: (file, what stands there, what is planted, file of the fault, a text on its line, code)
    # How the quiz is taken.
    "unknown_kind": (C, "kind: case", "kind: exam", C, "kind", "bad-value"),
    "unknown_behaviour": (E, "behaviour: certainty", "behaviour: certain", E, "behaviour", "bad-value"),
    "unknown_navigation": (E, "navigation: sequential", "navigation: linear", E, "navigation", "bad-value"),
    "unknown_counting": (E, "counts: average", "counts: mean", E, "counts", "bad-value"),
    "counting_is_a_list": (E, "counts: average", "counts: [best]", E, "counts", "wrong-type"),
    "moment_without_zone": (E, "2026-03-01T09:00+01:00", "2026-03-01T09:00", E, "opens", "bad-value"),
    "moment_that_is_none": (E, "2026-03-01T09:00+01:00", "2026-02-30T09:00Z", E, "opens", "bad-value"),
    "moment_that_is_a_day": (E, "2026-03-01T09:00+01:00", "2026-03-01", E, "opens", "bad-value"),
    "moment_long_ago": (E, "2026-03-01T09:00+01:00", "0001-01-01T00:00+14:00", E, "opens", "bad-value"),
    "closes_before_it_opens": (E, "closes: 2026-03-31", "closes: 2026-02-28", E, "closes", "conditions"),
    "closes_as_it_opens": (E, "2026-03-31 17:00:00Z", "2026-03-01T08:00Z", E, "closes", "conditions"),
    "review_of_an_unknown_part": (E, "{after: [marks]", "{after: [points]", E, "points", "bad-value"),
    "review_of_an_unknown_time": (E, "{after: [marks]", "{during: [marks]", E, "during", "unknown-key"),
    "review_is_a_list": (E, "{after: [marks], closed: [feedback, marks]}", "[marks]", E, "review", "wrong-type"),
    "review_after_a_close_that_never_comes": (E, "closes: 2026-03-31 17:00:00Z\n", "", E, "review", "conditions"),
    "case_with_late_feedback": (C, "behaviour: interactive", "behaviour: deferred", C, "behaviour", "conditions"),
    "case_with_certainty": (C, "behaviour: interactive", "behaviour: certainty", C, "behaviour", "conditions"),
    "case_on_one_page": (C, "kind: case", "kind: case\nnavigation: free", C, "navigation", "conditions"),
    "case_without_debrief": (C_EN, "debrief: The invoice said it **all**.\n", "", C_EN, "title", "missing-key"),
    "penalty_without_further_tries": (Q, "attempts: 3", "penalty: 0.3", Q, "penalty", "conditions"),
    "penalty_out_of_range": (C, "penalty: 0.25", "penalty: 1.5", C, "penalty", "bad-value"),
    "penalty_in_quotes": (C, "penalty: 0.25", 'penalty: "0.25"', C, "penalty", "wrong-type"),
    "bands_from_the_lowest_up": (E, "[80, 50, 0]", "[80, 90, 0]", E, "bands", "bad-value"),
    "band_twice": (E, "[80, 50, 0]", "[80, 80, 0]", E, "bands", "bad-value"),
    "band_above_all": (E, "[80, 50, 0]", "[101, 80, 50, 0]", E, "bands", "bad-value"),
    "band_in_parts": (E, "[80, 50, 0]", "[80.5, 80, 50, 0]", E, "bands", "bad-value"),
    "band_without_words": (E_EN, "  50: Good enough.\n", "", E_EN, "bands", "missing-words"),
    "words_for_no_band": (E_EN, "  50: Good", "  60: Fair.\n  50: Good", E_EN, "60: Fair", "unknown-words"),
    "words_for_bands_that_are_none": (Q_EN, "intro: Two", "bands: {80: Well.}\nintro: Two", Q_EN, "bands", "unknown-key"),
    "empty_band": (E_EN, "50: Good enough.", '50: ""', E_EN, "50:", "empty"),
    "debrief_in_one_language": (Q_EN, "intro: Two", "debrief: Well.\nintro: Two", f"{QUIZ}/fr.yaml", "title", "missing-key"),
    "heading_in_the_debrief": (E_EN, "  | Digits | What |", "  # Digits\n\n  | Digits | What |", E_EN, "# Digits", "not-here"),
    "code_in_the_debrief": (E_EN, "  | 2 | chapter |", "  | 2 | `HS 99` |", E_EN, "HS 99", "unknown-hs-code"),
    # What an attempt is made of.
    "draw_of_anything": (Q, "{tag: digits, count: 1}", "{count: 1}", Q, "{count", "missing-key"),
    "draw_of_an_unknown_bank": (E, SHARED, "{bank: shared-cofee, count: 1}", E, "cofee", "unknown-bank"),
    "draw_of_a_bank_where_there_is_none": (Q, "{tag: digits, count: 1}", "{bank: other, count: 1}", Q, "bank: other", "unknown-bank"),
    "draw_of_an_impossible_difficulty": (E, SHARED, SHARED.replace("2", "4", 1), E, "difficulty: 4", "bad-value"),
    "draw_too_much_of_a_difficulty": (E, SHARED, "{bank: shared-coffee, difficulty: 2, count: 2}", E, "count: 2", "draw"),
    "draw_too_much_of_a_bank": (E, SHARED, "{bank: shared-coffee, count: 4}", E, "count: 4", "draw"),
    "tag_that_the_bank_has_not": (E, SHARED, "{bank: shared-coffee, tag: digits, count: 1}", E, "shared-coffee", "draw"),
    "tag_that_only_the_bank_has": (E, "{tag: digits, count: 1}", "{tag: box, count: 1}", E, "tag: box", "draw"),
    "draws_beside_sections": (E, "sections:\n", "draw: [{tag: digits, count: 1}]\nsections:\n", E, "draw: [", "draw"),
    "shuffle_beside_sections": (E, "sections:\n", "shuffle: true\nsections:\n", E, "shuffle", "draw"),
    "shuffle_is_a_word": (E, "shuffle: true", "shuffle: yes", E, "shuffle", "wrong-type"),
    "no_sections": (E, "sections:\n", "sections: []\nold:\n", E, "sections", "empty"),
    "section_without_id": (E, "- id: names\n    questions", "- questions", E, "- questions", "missing-key"),
    "section_twice": (E, "- id: figures", "- id: names", E, "- id: names\n    shuffle", "duplicate-id"),
    "section_that_draws_and_lists": (E, "    shuffle: true", "    questions: [chapter-digits]", E, "    questions: [chap", "draw"),
    "section_of_nothing": (E, "    questions: [beans-or-tea]\n", "", E, "- id: names", "draw"),
    "section_with_an_unknown_key": (E, "    shuffle: true", "    shufle: true", E, "shufle", "unknown-key"),
    "section_with_an_unknown_question": (E, "[beans-or-tea]", "[beans-or-tee]", E, "tee]", "draw"),
    "section_with_a_shared_question": (E, "[beans-or-tea]", "[beans-or-tea, roasting-decides]", E, "roasting", "draw"),
    "question_twice_in_a_section": (E, "[beans-or-tea]", "[beans-or-tea, beans-or-tea]", E, "questions: [", "draw"),
    "question_that_no_section_asks": (E, "[beans-or-tea]", "[chapter-digits]", E, "- id: beans-or-tea", "draw"),
    "section_without_title": (E_EN, "  figures: Figures\n", "", E_EN, "sections", "missing-words"),
    "title_of_no_section": (E_EN, "  figures: Figures", "  figures: Figures\n  other: Other", E_EN, "other", "unknown-words"),
    "titles_without_sections": (Q_EN, "intro: Two", "sections: {a: A}\nintro: Two", Q_EN, "sections", "unknown-key"),
    # What a question says.
    "weight_too_small": (E, "weight: 2.5", "weight: 0.05", E, "weight", "bad-value"),
    "weight_too_great": (E, "weight: 2.5", "weight: 101", E, "weight", "bad-value"),
    "weight_is_a_word": (E, "weight: 2.5", "weight: double", E, "weight", "wrong-type"),
    "weight_is_true": (E, "weight: 2.5", "weight: true", E, "weight", "wrong-type"),
    "penalty_of_a_question": (B, "penalty: 0.5", "penalty: -0.5", B, "penalty", "bad-value"),
    "hints_in_the_structure": (C, "    key: true", "    key: true\n    hints: [x]", C, "hints", "unknown-key"),
    "hints_that_no_list_are": (C_EN, "hints: [Look at line 1.]", "hints: Look", C_EN, "hints", "question"),
    "hint_in_one_language": (C_EN, "    hints: [Look at line 1.]\n", "", C_EN, "  what-is-invoiced", "question"),
    "hints_without_further_tries": (Q_EN, "prompt: Titles bind.", "prompt: Titles bind.\n    hints: [No.]", Q_EN, "hints", "conditions"),
    "hints_of_a_bank_without_further_tries": (C, "behaviour: interactive\npenalty: 0.25\n", "", B_EN, "hints", "conditions"),
    "code_in_a_hint": (C_EN, "[Look at line 1.]", '["`HS 99`"]', C_EN, "hints", "unknown-hs-code"),
    "hints_of_a_check": (L_EN, "    prompt: Which", "    hints: [x]\n    prompt: Which", L_EN, "hints", "question"),
    "weight_of_a_check": (L, "id: which-fact,", "id: which-fact, weight: 2,", L, "weight", "unknown-key"),
    "exhibit_of_a_check": (L, "id: which-fact,", "id: which-fact, exhibits: [a],", L, "exhibits", "unknown-key"),
    # Exhibits.
    "unknown_exhibit": (C, "    exhibits: [invoice]", "    exhibits: [invoise]", C, "invoise", "unknown-exhibit"),
    "exhibit_of_the_quiz_in_a_bank": (B, "[packing-list]", "[packing-list, invoice]", B, "invoice", "unknown-exhibit"),
    "exhibit_that_nothing_shows": (C, "exhibits: [invoice]\nq", "exhibits: [invoice, stamp]\nq", C, "stamp", "unused-exhibit"),
    "exhibit_twice_in_the_course": (B, "[packing-list, label]", "[packing-list, label, invoice]", C, "exhibits: [invoice]", "duplicate-id"),
    "exhibit_without_words": (C_EN, "  invoice:\n", "  voice:\n", C_EN, "exhibits:", "missing-words"),
    "words_of_no_exhibit": (C_EN, "  invoice:\n", "  voice:\n", C_EN, "  voice:", "unknown-words"),
    "exhibit_without_title": (C_EN, "    title: Invoice\n", "", C_EN, "  invoice:", "missing-key"),
    "exhibit_with_an_unknown_key": (C_EN, "    title: Invoice", "    titel: x\n    title: Invoice", C_EN, "titel", "unknown-key"),
    "exhibit_is_a_word": (B_EN, "{title: Label, body: Coffee.}", "Coffee", B_EN, "label:", "wrong-type"),
    "code_in_an_exhibit": (C_EN, "`HS 0901.21`", "`HS 0901.99`", C_EN, "0901.99", "unknown-hs-code"),
    "link_in_an_exhibit": (B_EN, "Four boxes.", '"[x](lesson:green)"', B_EN, "lesson:green", "not-here"),
    "exhibit_words_without_exhibits": (Q_EN, "intro: Two", "exhibits: {a: {title: A, body: B}}\nintro: Two", Q_EN, "exhibits", "unknown-key"),
    # Shared banks.
    "bank_without_id": (B, "id: shared-coffee\n", "", B, "exhibits: [pack", "missing-key"),
    "bank_with_an_unknown_key": (B, "id: shared-coffee", "id: shared-coffee\ndraw: []", B, "draw", "unknown-key"),
    "bank_without_questions": (B, "questions:\n", "questions: []\nold:\n", B, "questions", "empty"),
    "bank_without_title": (B_EN, "title: Questions on coffee\n", "", B_EN, "exhibits", "missing-key"),
    "bank_with_words_of_a_quiz": (B_EN, "title: Questions", "intro: x\ntitle: Questions", B_EN, "intro", "unknown-key"),
    "bank_question_without_words": (B_EN, "  roasting-decides:", "  roasting-decide:", B_EN, "roasting-decide:", "unknown-words"),
    "bank_question_with_a_wrong_key": (B, "    key: 4", "    key: many", B, "key: many", "question"),
    "bank_question_with_an_unknown_lesson": (B, "difficulty: 2\n    lesson: roasted", "difficulty: 2\n    lesson: rosted", B, "rosted", "unknown-lesson"),
}  # fmt: skip


@pytest.mark.parametrize("plant", PLANTS.values(), ids=PLANTS.keys())
def test_fault_is_found_on_its_line(
    rich: CourseFolder, plant: tuple[str, str, str, str, str, str]
) -> None:
    path, old, new, where, text, code = plant
    rich.edit(path, old, new)

    assert (where, rich.line(where, text), code) in rich.faults()


def test_rich_course_has_no_fault(rich: CourseFolder) -> None:
    assert [str(fault) for fault in rich.load()[1]] == []


FILES = {
    "bank_sheet_missing": (B, B, "missing-file"),
    "bank_words_missing": (f"{BANK}/fr.yaml", f"{BANK}/fr.yaml", "missing-language"),
}


@pytest.mark.parametrize("plant", FILES.values(), ids=FILES.keys())
def test_missing_file_of_a_bank_is_found(rich: CourseFolder, plant: tuple[str, str, str]) -> None:
    removed, where, code = plant
    rich.remove(removed)

    assert (where, 1, code) in rich.faults()


def test_bank_that_no_quiz_draws_from_is_a_fault(rich: CourseFolder) -> None:
    for path in (*rich.folder.glob("banks/shared-coffee/*"),):
        text = path.read_text("utf-8").replace("shared-coffee", "spare")
        for name in ("how-many-boxes", "roasting-decides", "label-is-enough"):
            text = text.replace(name, f"spare-{name}")
        text = text.replace("packing-list", "spare-list").replace("label:", "tag:")
        text = text.replace("[label]", "[tag]").replace(", label]", ", tag]")
        rich.write(f"banks/spare/{path.name}", text)

    assert rich.faults() == [("banks/spare/bank.yaml", 1, "unused-bank")]


def test_folder_of_a_bank_is_a_slug(rich: CourseFolder) -> None:
    (rich.folder / BANK).rename(rich.folder / "banks/Shared")

    assert ("banks/Shared", 1, "unknown-file") in rich.faults()


def test_stray_file_in_a_bank_is_a_fault(rich: CourseFolder) -> None:
    rich.write(f"{BANK}/de.yaml", "title: Kaffee")
    rich.write("banks/notes.md", "x")

    assert rich.faults() == [
        ("banks/notes.md", 1, "unknown-file"),
        (f"{BANK}/de.yaml", 1, "unknown-file"),
    ]


def test_question_ids_are_unique_over_quizzes_and_banks(rich: CourseFolder) -> None:
    rich.edit(E, "- id: chapter-digits", "- id: how-many-boxes")

    _, faults = rich.load()

    (fault,) = (one for one in faults if one.code == "duplicate-id")
    assert fault.file == f"coffee-basics/{E}"
    assert f"coffee-basics/{B}:{rich.line(B, 'how-many-boxes')}" in fault.message


MARKED_BY_A_PERSON = {
    "certainty": (E, "", E, "type: numerical"),
    "interactive": (C, "", C, "{bank: shared-coffee, tag"),
    "immediate": (Q, "behaviour: immediate\n", Q, "type: numerical"),
}


@pytest.mark.parametrize("plant", MARKED_BY_A_PERSON.values(), ids=MARKED_BY_A_PERSON.keys())
def test_what_a_person_marks_is_asked_in_deferred_quizzes_alone(
    rich: CourseFolder, plant: tuple[str, str, str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path, added, where, text = plant
    monkeypatch.setattr(type(question_type("numerical")), "by_hand", True)
    rich.write(path, added + rich.read(path))

    assert (where, rich.line(where, text), "conditions") in rich.faults()


def test_what_a_person_marks_can_stand_in_a_deferred_quiz(
    course: CourseFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(question_type("numerical")), "by_hand", True)

    assert course.faults() == []


MESSAGES = {
    "moment": (E, "2026-03-01T09:00+01:00", "tomorrow", "“tomorrow” is no moment; write date, time and zone: 2026-03-31T17:00+01:00"),
    "case": (C, "behaviour: interactive", "behaviour: deferred", "a case gives feedback at each step; write immediate, interactive, or nothing"),
    "bank": (E, SHARED, "{bank: shared-cofee, count: 1}", "the course has no bank “shared-cofee”; did you mean “shared-coffee”?"),
    "shortage": (E, SHARED, "{bank: shared-coffee, difficulty: 2, count: 2}", "draws 2 of difficulty 2, from the bank “shared-coffee”, but there are 1 for it; lower the count or add questions"),
    "too_many": (E, "{tag: digits, count: 1}", "{tag: digits, count: 199}", "an attempt would have 201 questions; at most 200 are allowed"),
    "exhibit": (C, "    exhibits: [invoice]", "    exhibits: [invoise]", "there is no exhibit “invoise”; did you mean “invoice”?"),
    "weight": (E, "weight: 2.5", "weight: 0.05", "“weight: 0.05” is out of range; it must be from 0.1 to 100"),
}  # fmt: skip


@pytest.mark.parametrize("plant", MESSAGES.values(), ids=MESSAGES.keys())
def test_message_says_what_would_be_right(
    rich: CourseFolder, plant: tuple[str, str, str, str]
) -> None:
    path, old, new, message = plant
    rich.edit(path, old, new)

    assert message in [fault.message for fault in rich.load()[1]]


def test_fault_of_one_draw_hides_no_other(rich: CourseFolder) -> None:
    rich.edit(E, SHARED, "{bank: other, count: 1}")
    rich.edit(E, "{tag: digits, count: 1}", "{tag: digits, count: 3}")

    faults = rich.faults()

    assert (E, rich.line(E, "bank: other"), "unknown-bank") in faults
    assert (E, rich.line(E, "count: 3"), "draw") in faults
