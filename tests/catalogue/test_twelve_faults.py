"""A course with twelve planted faults: are all twelve reported with file and line, at once?"""

from __future__ import annotations

import pytest

from tests.catalogue.building import CourseFolder
from tests.catalogue.samples import LESSON, QUIZ, png

pytestmark = pytest.mark.pure

COURSE, EN, FR = "course.yaml", f"{LESSON}/en.md", f"{LESSON}/fr.md"
QUIZ_YAML, QUIZ_EN = f"{QUIZ}/quiz.yaml", f"{QUIZ}/en.yaml"


def test_twelve_planted_faults_are_all_reported_with_file_and_line(course: CourseFolder) -> None:
    course.remove("media/bag.fr.yaml")  # 1: a missing language
    course.edit(COURSE, "pass_mark: 70", "pass_marks: 70")  # 2, 3: unknown, so one is missing
    course.edit(EN, "lesson:green", "lesson:grean")  # 4: a broken link
    course.edit(FR, "media/scale.png", "media/scales.png")  # 5: a broken image
    course.edit(FR, "![Un sac]", "![]")  # 6: no text alternative
    course.edit(QUIZ_YAML, "key: coffee", "key: cocoa")  # 7: a key out of range
    course.edit(QUIZ_YAML, "id: titles-bind", "id: how-many")  # 8: a duplicate id
    course.edit(EN, "term:heading", "term:heding")  # 9: an unknown glossary term
    course.edit(EN, "`HS 0901.21`", "`HS 0901.29`")  # 10: an unknown HS code
    course.edit(EN, "### Compared", "#### Compared")  # 11: a skipped heading level
    course.write("media/extra.png", png())  # 12: a file that nothing shows

    faults = course.faults()

    planted = {
        ("media/bag.fr.yaml", 1, "missing-language"),
        (COURSE, course.line(COURSE, "pass_marks"), "unknown-key"),
        (COURSE, 1, "missing-key"),
        (EN, course.line(EN, "lesson:grean"), "unknown-lesson"),
        (FR, course.line(FR, "scales.png"), "broken-image"),
        (FR, course.line(FR, "![]"), "missing-alternative"),
        (QUIZ_YAML, course.line(QUIZ_YAML, "key: cocoa"), "question"),
        (QUIZ_YAML, course.line(QUIZ_YAML, "type: true_false") - 1, "duplicate-id"),
        (EN, course.line(EN, "term:heding"), "unknown-term"),
        (EN, course.line(EN, "0901.29"), "unknown-hs-code"),
        (EN, course.line(EN, "#### Compared"), "heading-level"),
        ("media/extra.png", 1, "unused-media"),
    }
    assert planted <= set(faults)
    assert faults == sorted(faults, key=lambda fault: fault[:2])


def test_fault_is_shown_with_file_line_message_and_code(course: CourseFolder) -> None:
    course.edit(EN, "term:heading", "term:heding")

    (fault,) = course.load()[1]

    line = course.line(EN, "term:heding")
    assert str(fault) == (
        f"coffee-basics/{EN}:{line}: the glossary has no term “heding”; did you mean “heading”?"
        " [unknown-term]"
    )
