"""What changes with a version, and what do shares of marks say?"""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.catalogue.content.outline import outline_of
from app.catalogue.content.version import ItemKind, Outline
from app.studio.rules import (
    Change,
    Comparison,
    ItemChange,
    Verdict,
    compare,
    facility,
    share,
    verdict,
)
from tests.small_course import small_course

pytestmark = pytest.mark.pure


def outline() -> Outline:
    return outline_of(small_course())


def test_everything_is_new_in_a_first_version() -> None:
    found = compare(None, outline())

    assert [one.change for one in found.items] == [Change.NEW] * 3
    assert (found.unchanged, found.frame) == (0, True)


def test_the_same_version_changes_nothing() -> None:
    assert compare(outline(), outline()) == Comparison((), unchanged=3, frame=False)


def test_changed_and_removed_items_are_named() -> None:
    before = outline()
    module = before.modules[0]
    first, second = module.lessons
    changed = replace(first, hash="another")
    after = replace(before, modules=(replace(module, lessons=(changed,)),))

    assert compare(before, after) == Comparison(
        (
            ItemChange(Change.CHANGED, ItemKind.LESSON, first.title),
            ItemChange(Change.REMOVED, ItemKind.LESSON, second.title),
        ),
        unchanged=1,
        frame=True,
    )


def test_a_new_title_of_the_course_changes_its_frame_only() -> None:
    after = replace(outline(), title={"en": "Another", "fr": "Autre"})

    assert compare(outline(), after) == Comparison((), unchanged=3, frame=True)


@pytest.mark.parametrize(
    ("marks", "asked", "expected"), ((0, 0, None), (0, 4, 0.0), (2.5, 4, 62.5), (4, 4, 100.0))
)
def test_facility_is_the_share_of_marks_of_those_asked(
    marks: float, asked: int, expected: float | None
) -> None:
    assert facility(marks, asked) == expected


@pytest.mark.parametrize(
    ("percent", "asked", "expected"),
    (
        (None, 0, Verdict.TOO_FEW),
        (10.0, 9, Verdict.TOO_FEW),
        (39.9, 10, Verdict.HARD),
        (40.0, 10, Verdict.USUAL),
        (90.0, 10, Verdict.USUAL),
        (90.1, 10, Verdict.EASY),
    ),
)
def test_a_verdict_waits_for_ten_answers(
    percent: float | None, asked: int, expected: Verdict
) -> None:
    assert verdict(percent, asked) is expected


def test_a_share_is_rounded_down() -> None:
    assert (share(199, 200), share(200, 200), share(0, 0)) == (99, 100, 0)
