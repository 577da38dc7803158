"""Is every fault of a lesson's Markdown found on its line?"""
# ruff: noqa: E501 - one fault is one row of a table

from __future__ import annotations

import pytest

from tests.catalogue.building import CourseFolder
from tests.catalogue.samples import LESSON, OTHER

pytestmark = pytest.mark.pure

EN, FR = f"{LESSON}/en.md", f"{LESSON}/fr.md"
GREEN = f"{OTHER}/en.md"

PLANTS = {
    # name: (what stands in the English lesson, what is planted, a text on the fault's line, code)
    "first_level_heading": ("## The beans", "# The beans", "# The beans", "heading-level"),
    "skipped_level": ("### Compared", "#### Compared", "#### Compared", "heading-level"),
    "begins_too_deep": ("## The beans", "### The beans", "### The beans", "heading-level"),
    "empty_heading": ("## The beans", "##", "##\n", "empty"),
    "broken_image": ("media/scale.png", "media/scales.png", "scales", "broken-image"),
    "image_outside_media": ("media/scale.png", "../../media/scale.png", "scale.png", "broken-image"),
    "image_elsewhere": ("media/scale.png", "https://example.org/a.png", "example.org", "broken-image"),
    "image_as_data": ("media/scale.png", "data:image/png;base64,AA", "data:", "broken-image"),
    "no_alternative": ("![A scale]", "![]", "![]", "missing-alternative"),
    "no_caption": (' "A scale")', ")", "![A scale]", "missing-caption"),
    "image_in_a_line": ("![A scale]", "See ![A scale]", "![A scale]", "image-place"),
    "unknown_term": ("term:heading", "term:headings", "headings", "unknown-term"),
    "term_without_french": ("term:heading", "term:english-only", "english-only", "unknown-term"),
    "unknown_lesson": ("lesson:green", "lesson:gren", "gren", "unknown-lesson"),
    "no_lesson_named": ("lesson:green", "lesson:", "lesson:)", "broken-link"),
    "unknown_anchor": ("lesson:green", "#s9", "#s9", "broken-link"),
    "anchor_by_words": ("lesson:green", "#the-beans", "#the-beans", "broken-link"),
    "linked_diagram": ("lesson:green", "media/bag.svg", "[green]", "broken-link"),
    "linked_file_missing": ("lesson:green", "media/none.png", "none.png", "broken-link"),
    "half_an_address": ("lesson:green", "https:///x", "https:///x", "broken-link"),
    "no_address": ("lesson:green", "https://[x", "https://", "broken-link"),
    "link_with_a_space": ("[green](", "[green] (", "[green] (", "broken-link"),
    "address_with_a_space": ("lesson:green", "lesson: green", "lesson: green", "broken-link"),
    "unknown_reference": ("(lesson:green)", "[nowhere]", "[nowhere]", "broken-link"),
    "script_link": ("lesson:green", "javascript:alert(1)", "javascript", "forbidden-link"),
    "plain_http": ("lesson:green", "http://example.org", "http:", "forbidden-link"),
    "relative_link": ("lesson:green", "../green", "../green", "forbidden-link"),
    "data_link": ("lesson:green", "data:text/html,x", "data:", "forbidden-link"),
    "link_without_words": ("[green](", "[](", "[](", "empty"),
    "unknown_code": ("`HS 09.01`; see", "`HS 09.02`; see", "09.02", "unknown-hs-code"),
    "code_without_dot": ("`HS 09.01`; see", "`HS 0901`; see", "`HS 0901`", "unknown-hs-code"),
    "edition_as_code": ("`HS 09.01`; see", "`HS 2022`; see", "2022", "unknown-hs-code"),
    "unknown_code_in_a_table": ("0901.21 * | R", "0901.29 * | R", "0901.29", "unknown-hs-code"),
    "typed_dash_in_a_table": ("0901.21 * | R", "– 0901.21 * | R", "– 0901", "unknown-hs-code"),
    "row_without_words": ("0901.21 * | Roasted", "0901.21", "0901.21\n```", "hs-row"),
    "hs_table_without_rows": ("09.01     | Coffee\n0901.21 * | Roasted", "", "```hs", "empty"),
    "unknown_callout": ("::: rule GIR 1", "::: rules GIR 1", "::: rules", "callout"),
    "callout_without_kind": ("::: rule GIR 1", ":::", ":::\nWords", "callout"),
    "open_callout": ("Words first.\n:::", "Words first.", "::: rule", "callout"),
    "code_in_a_callout_title": ("::: rule GIR 1", "::: rule `HS 98`", "98", "unknown-hs-code"),
    "unknown_fence": ("```hs", "```hss", "```hss", "fence"),
    "column_without_header": ("| Bean | Code |", "| | Code |", "| | Code |", "empty"),
    "undefined_footnote": (".[^note]", ".[^note][^more]", "[^more]", "footnote"),
    "unused_footnote": (".[^note]", ".", "[^note]:", "footnote"),
    "footnote_twice": ("[^note]: General Rule 1.", "[^note]: A.\n\n[^note]: B.", "[^note]: B", "footnote"),
    "unknown_check": ("```check\nwhich-fact", "```check\nwhich-fat", "```check", "unknown-check"),
    "check_twice": ("[^note]: G", "```check\nwhich-fact\n```\n[^note]: G", "```check\nwhich-fact\n```\n[^", "check-place"),
    "check_in_a_list": ("```check\nwhich-fact\n```", "- x\n\n  ```check\n  which-fact\n  ```", "  ```check", "check-place"),
    "check_not_placed": ("```check\nwhich-fact\n```", "Text.", "## The beans", "check-place"),
    "fewer_landmarks": ("### Compared\n", "", "```hs", "different-structure"),
    "code_in_a_source": ("- HS heading `HS 09.01`", "- HS heading `HS 09.99`", "09.99", "unknown-hs-code"),
    "open_front_matter": ("rule: General Rule 1\n---", "rule: General Rule 1", "---", "front-matter"),
    "syntax_of_front_matter": ("title: Roasted coffee", "title: Roasted: coffee", "Roasted:", "bad-yaml"),
    "missing_summary": ("summary: Beans on a counter.\n", "", "title:", "missing-key"),
    "missing_check_words": ("  which-fact:\n", "  which-fat:\n", "checks:", "missing-words"),
    "unknown_check_words": ("  which-fact:\n", "  which-fat:\n", "which-fat:", "unknown-words"),
    "check_without_prompt": ("    prompt: Which fact decides?\n", "", "  which-fact:", "question"),
}  # fmt: skip


@pytest.mark.parametrize("plant", PLANTS.values(), ids=PLANTS.keys())
def test_fault_is_found_on_its_line(course: CourseFolder, plant: tuple[str, str, str, str]) -> None:
    old, new, text, code = plant
    course.edit(EN, old, new)

    faults = course.faults()

    # The languages are compared with the first one: the difference shows in the French file.
    path = FR if code == "different-structure" else EN
    assert (path, course.line(path, "### En regard" if path == FR else text), code) in faults


def test_fault_inside_a_paragraph_is_on_its_own_line(course: CourseFolder) -> None:
    course.edit(EN, "Words first.", "Words\nfirst, then *a\nline* and `HS 09.07`\nand the end.")

    assert course.faults() == [(EN, course.line(EN, "09.07"), "unknown-hs-code")]


def test_language_with_more_at_its_end_is_reported_there(course: CourseFolder) -> None:
    course.edit(FR, "[^note]: R", "## De plus\n\n[^note]: R")

    assert course.faults() == [(FR, course.line(FR, "## De plus"), "different-structure")]


def test_language_with_less_at_its_end_is_reported_at_its_start(course: CourseFolder) -> None:
    course.edit(EN, "[^note]: G", "## More\n\n[^note]: G")

    (fault,) = course.load()[1]

    assert (fault.file, fault.line) == (f"coffee-basics/{FR}", 1)
    assert "nothing more" in fault.message
    assert f"line {course.line(EN, '## More')}" in fault.message


def test_code_written_without_its_dot_is_shown_as_it_should_be(course: CourseFolder) -> None:
    course.edit(EN, "`HS 09.01`; see", "`HS 090121`; see")

    (fault,) = course.load()[1]

    assert fault.message == "“090121” is not a code of HS 2022; write “0901.21”"


def test_lesson_without_text_is_a_fault(course: CourseFolder) -> None:
    course.edit(GREEN, "## Green\n\nText.\n", "")

    assert (GREEN, 5, "empty") in course.faults()


def test_html_and_code_are_no_fault(course: CourseFolder) -> None:
    course.edit(EN, "Words first.", "<b>Words</b> `rule` first [x].\n\n```\ncode [^x]\n```")

    assert course.faults() == []
