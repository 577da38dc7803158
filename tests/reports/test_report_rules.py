"""How are figures added up, weeks counted, and cells made harmless?"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.reports.rules import Tally, mondays, neutral, total, within_path

pytestmark = pytest.mark.pure


def test_percent_is_rounded_down_so_that_a_hundred_means_all() -> None:
    assert Tally(enrolled=200, completed=199).percent == 99
    assert Tally(enrolled=3, completed=3).percent == 100
    assert Tally().percent == 0


def test_figures_of_a_unit_include_everything_below_it_and_nothing_beside_it() -> None:
    by_path = {
        "/1/3/": Tally(1, 0, 1, 0),
        "/1/3/7/": Tally(4, 1, 2, 1),
        "/1/30/": Tally(9, 9, 0, 9),
    }

    assert within_path(by_path, "/1/3/") == Tally(5, 1, 3, 1)
    assert total(by_path.values()) == Tally(14, 10, 3, 10)


@given(st.dates(min_value=date(2000, 1, 1)), st.integers(min_value=1, max_value=60))
def test_weeks_begin_on_mondays_follow_each_other_and_end_with_the_present_one(
    today: date, count: int
) -> None:
    days = mondays(today, count)

    assert len(days) == count + 1
    assert all(day.weekday() == 0 for day in days)
    assert all(b - a == timedelta(weeks=1) for a, b in pairwise(days))
    assert days[-1] <= today < days[-1] + timedelta(weeks=1)


@pytest.mark.parametrize("start", ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"))
def test_a_cell_that_could_be_a_formula_gets_an_apostrophe(start: str) -> None:
    assert neutral(f"{start}1+1") == f"'{start}1+1"


@pytest.mark.parametrize("text", ("", "Amina", "a=b", "'already", "Jean-Luc"))
def test_other_cells_stay_as_they_are(text: str) -> None:
    assert neutral(text) == text
