"""Is every fault of the YAML files found on its line?"""
# ruff: noqa: E501 - one fault is one row of a table

from __future__ import annotations

import pytest

from tests.catalogue.building import CourseFolder
from tests.catalogue.samples import LESSON, MODULE, OTHER, QUIZ

pytestmark = pytest.mark.pure

C, M, L = "course.yaml", f"{MODULE}/module.yaml", f"{LESSON}/lesson.yaml"
Q, W = f"{QUIZ}/quiz.yaml", f"{QUIZ}/en.yaml"
EN, FR = f"{LESSON}/en.md", f"{LESSON}/fr.md"

PLANTS = {
    # name: (file, what stands there, what is planted, a text on the fault's line, code)
    "unknown_key": (C, "minutes: 40", "minutes: 40\nminuts: 4", "minuts", "unknown-key"),
    "unknown_key_below": (C, "  validity_months", "  years: 2\n  validity_months", "years", "unknown-key"),
    "unknown_key_of_a_quiz": (Q, "attempts: 3", "tries: 3", "tries", "unknown-key"),
    "unknown_key_of_a_draw": (Q, "{tag: digits, count: 1}", "{tag: digits, count: 1, of: 2}", "of: 2", "unknown-key"),
    "graded_key_in_a_check": (L, "id: which-fact, type", "id: which-fact, tags: [a], type", "tags", "unknown-key"),
    "unknown_key_of_words": (W, "intro: Two", "note: x\nintro: Two", "note", "unknown-key"),
    "unknown_key_of_front_matter": (EN, "title: Roasted", "titel: x\ntitle: Roasted", "titel", "unknown-key"),
    "duplicate_key": (C, "minutes: 40", "minutes: 40\nminutes: 41", "41", "duplicate-key"),
    "duplicate_key_of_words": (W, "intro: Two", "title: x\nintro: Two", "title: x", "duplicate-key"),
    "missing_key": (C, "topic: classification\n", "", "slug", "missing-key"),
    "empty_key": (C, "topic: classification", "topic:", "topic", "missing-key"),
    "missing_key_of_a_question": (Q, "    difficulty: 1\n", "", "how-many", "missing-key"),
    "empty_text": (M, '"First"', '" "', '" "', "empty"),
    "no_objectives": (C, '\n  - {en: "Classify coffee", fr: "Classer du café"}', " []", "objectives", "empty"),
    "missing_language": (C, '{en: "Coffee", fr: "Café"}', '{en: "Coffee"}', "title", "missing-language"),
    "language_too_many": (C, '{en: "Coffee", fr: "Café"}', '{en: "C", fr: "C", de: "K"}', "de:", "unknown-key"),
    "unknown_language": (C, "[en, fr]", "[en, fr, xx]", "xx", "bad-value"),
    "unknown_topic": (C, "topic: classification", "topic: clasification", "topic", "bad-value"),
    "unknown_level": (C, "foundation", "expert", "expert", "bad-value"),
    "other_hs_edition": (C, "hs_edition: 2022", "hs_edition: 2017", "2017", "bad-value"),
    "pass_mark_out_of_range": (C, "pass_mark: 70", "pass_mark: 170", "170", "bad-value"),
    "difficulty_out_of_range": (Q, "difficulty: 3", "difficulty: 4", "difficulty: 4", "bad-value"),
    "number_in_quotes": (C, "minutes: 40", 'minutes: "40"', "minutes", "wrong-type"),
    "number_is_true": (C, "minutes: 40", "minutes: true", "minutes", "wrong-type"),
    "flag_is_a_word": (f"{OTHER}/lesson.yaml", "false", "no", "no", "wrong-type"),
    "list_is_a_word": (C, "[other-course]", "other-course", "prerequisites", "wrong-type"),
    "text_is_a_list": (M, '"First"', "[First]", "[First]", "wrong-type"),
    "mapping_is_a_word": (C, '{en: "Coffee", fr: "Café"}', "Coffee", "title", "wrong-type"),
    "bad_id": (M, "id: first", "id: First_Module", "First_Module", "bad-id"),
    "bad_tag": (Q, "[digits, beans]", "[digits, beans, Big Tag]", "Big Tag", "bad-id"),
    "slug_is_not_the_folder": (C, "slug: coffee-basics", "slug: tea-basics", "slug", "slug"),
    "address_not_https": (C, "https://example.org/hs", "http://example.org/hs", "http:", "forbidden-link"),
    "unknown_prerequisite": (C, "[other-course]", "[other-cours]", "prerequisites", "unknown-prerequisite"),
    "own_prerequisite": (C, "[other-course]", "[coffee-basics]", "prerequisites", "unknown-prerequisite"),
    "no_type": (Q, "    type: numerical\n", "", "how-many", "missing-key"),
    "syntax": (M, '"First"', '"First', "title", "bad-yaml"),
    "unquoted_colon": (W, "How many digits?", "How many: digits?", "How many", "bad-yaml"),
    "alias": (M, '"First"', "&a x", "&a", "bad-yaml"),
    "tag": (M, '"First"', "!!python/name:os.system x", "!!python", "bad-yaml"),
    "second_document": (M, "summary", "---\nsummary", "---", "bad-yaml"),
    "key_not_a_choice": (Q, "key: coffee", "key: cofee", "cofee", "question"),
    "key_of_a_check": (L, "key: roasting", "key: weight", "weight", "question"),
    "key_that_betrays": (Q, "[tea, coffee]", "[tea, coffee, wrong-one]", "wrong-one", "question"),
    "key_of_wrong_kind": (Q, "key: false", "key: maybe", "maybe", "question"),
    "unknown_key_of_a_question": (Q, "tolerance: 0.5", "tolerance: 0.5\n    margin: 2", "margin", "question"),
    "missing_choice_words": (W, '{tea: "`HS 09.01` or tea", coffee: "Coffee"}', '{tea: "x"}', "choices", "question"),
    "missing_rule": (W, "    rule: Article 3\n", "", "how-many", "question"),
    "missing_explanation_text": (W, "explanation: Six.", "explanation:", "explanation:\n", "question"),
    "unknown_type": (Q, "type: numerical", "type: numeric", "numeric", "unknown-type"),
    "type_of_a_check": (L, "single_choice", "ordering", "ordering", "unknown-type"),
    "words_missing": (W, "  titles-bind:", "  titles-bid:", "titles-bid", "unknown-words"),
    "unknown_lesson": (Q, "lesson: green", "lesson: grean", "grean", "unknown-lesson"),
    "unknown_tag": (Q, "{tag: digits, count: 1}", "{tag: digit, count: 1}", "tag: digit", "draw"),
    "draw_too_many": (Q, "{tag: beans, count: 1}", "{tag: beans, count: 4}", "count: 4", "draw"),
    "draw_far_too_many": (Q, "{tag: beans, count: 1}", "{tag: beans, count: 200}", "count: 200", "draw"),
    "no_questions": (Q, "questions:\n", "questions: []\nold:\n", "questions", "empty"),
    "heading_in_a_prompt": (W, "      Which heading?", "      # Which heading?", "# Which", "not-here"),
    "link_in_a_prompt": (W, "prompt: Titles bind.", 'prompt: "[x](lesson:green)"', "lesson:green", "not-here"),
    "image_in_a_choice": (W, '"Coffee"', '"![x](media/scale.png)"', "scale.png", "not-here"),
    "check_in_a_prompt": (W, "      Which heading?", "      ```check\n      x\n      ```", "```check", "not-here"),
    "marked_row_in_a_prompt": (W, "      Which heading?", "      ```hs\n      0901.21 * | x\n      ```", "```hs", "not-here"),
    "hs_code_in_a_choice": (W, '"`HS 09.01` or tea"', '"`HS 99.99`"', "99.99", "unknown-hs-code"),
    "hs_code_in_a_prompt": (W, "      Which heading?", "      `HS 0901.99`?", "0901.99", "unknown-hs-code"),
}  # fmt: skip


@pytest.mark.parametrize("plant", PLANTS.values(), ids=PLANTS.keys())
def test_fault_is_found_on_its_line(
    course: CourseFolder, plant: tuple[str, str, str, str, str]
) -> None:
    path, old, new, text, code = plant
    course.edit(path, old, new)

    faults = course.faults(known={"other-course", "coffee-basics"})

    assert (path, course.line(path, text), code) in faults


def test_course_without_fault_has_none(course: CourseFolder) -> None:
    loaded, faults = course.load(known={"other-course"})

    assert faults == []
    assert loaded is not None


def test_prerequisites_are_unchecked_when_the_other_courses_are_not_known(
    course: CourseFolder,
) -> None:
    assert course.faults(known=None) == []


@pytest.mark.parametrize(
    ("path", "kind"),
    ((M, "module"), (L, "lesson"), (L, "check"), (Q, "quiz"), (Q, "question")),
    ids=("module", "lesson", "check", "quiz", "question"),
)
def test_id_that_stands_twice_in_the_course_is_named_with_its_first_place(
    course: CourseFolder, path: str, kind: str
) -> None:
    for source in [p for p in course.folder.rglob("*") if p.is_file() and "01-first" in str(p)]:
        copy = str(source.relative_to(course.folder)).replace("01-first", "02-second")
        course.write(copy, source.read_bytes())

    _, faults = course.load()

    copied = path.replace("01-first", "02-second")
    ids = {"module": "id: first", "lesson": "id: roasted", "check": "which-fact",
           "quiz": "id: quiz-first", "question": "which-heading"}  # fmt: skip
    line = course.line(path, ids[kind])
    found = [f for f in faults if (f.file, f.line) == (f"coffee-basics/{copied}", line)]
    assert [f.code for f in found] == ["duplicate-id"]
    assert f"coffee-basics/{path}:{line}" in found[0].message


def test_unknown_key_comes_with_the_key_that_was_meant(course: CourseFolder) -> None:
    course.edit(C, "minutes: 40", "minuts: 40")

    messages = [fault.message for fault in course.load()[1]]

    assert "unknown key “minuts”; did you mean “minutes”?" in messages


def test_words_for_an_unknown_question_and_those_missing_are_both_reported(
    course: CourseFolder,
) -> None:
    course.edit(W, "  titles-bind:", "  titles-bid:")

    assert course.faults() == [
        (W, course.line(W, "questions:"), "missing-words"),
        (W, course.line(W, "titles-bid"), "unknown-words"),
    ]


def test_id_of_digits_and_no_stay_what_is_written(course: CourseFolder) -> None:
    course.edit(Q, "choices: [tea, coffee]\n    key: coffee", "choices: [21, no]\n    key: 21")
    for language in ("en", "fr"):
        path = f"{QUIZ}/{language}.yaml"
        course.edit(
            path,
            'choices: {tea: "`HS 09.01` or tea", coffee: "Coffee"}',
            "choices: {21: 0901.20, no: off}",
        )
        course.edit(path, '{tea: "No.", coffee: "Yes."}', '{21: "No.", no: "Yes."}')

    question = course.course().modules[0].quizzes[0].questions[0]

    assert question.spec == {"choices": ["21", "no"], "key": "21"}
    assert question.words["en"].words["choices"] == {"21": "0901.20", "no": "off"}
