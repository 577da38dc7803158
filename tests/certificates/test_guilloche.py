"""Fine lines: the same for the same number, different for another, and within their frame."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.certificates.guilloche import border, rosette

pytestmark = pytest.mark.pure

_NUMBER = re.compile(r"-?\d+")


def test_a_number_always_has_the_same_rosette_and_another_one_another() -> None:
    assert rosette("GL-2026-ZZVVW-N6H7B-H6J0J") == rosette("GL-2026-ZZVVW-N6H7B-H6J0J")
    assert rosette("GL-2026-ZZVVW-N6H7B-H6J0J") != rosette("GL-2026-10101-01010-1010C")


@settings(max_examples=10, deadline=None)
@given(st.text(min_size=1, max_size=30))
def test_every_rosette_stays_in_its_square_and_leaves_its_heart_free(number: str) -> None:
    for x, y in _ends(rosette(number)):
        assert 25 < (x**2 + y**2) ** 0.5 < 100


def test_the_ribbon_stays_between_its_margins_all_the_way_round() -> None:
    points = _ends(border(277, 190, 11, 6))

    assert all(-6 < x < 283 and -6 < y < 196 for x, y in points)
    assert not any(6 < x < 271 and 6 < y < 184 and _inside_corners(x, y) for x, y in points)


def _inside_corners(x: float, y: float) -> bool:
    return 16 < x < 261 or 16 < y < 174


def _ends(svg: str) -> list[tuple[float, float]]:
    """The points on the lines, in units: of each Bézier segment the last of three."""
    ends = []
    for path in re.findall(r"M(-?\d+) (-?\d+)C([^Z]+)Z", svg):
        numbers = [int(number) / 100 for number in _NUMBER.findall(path[2])]
        ends += list(zip(numbers[4::6], numbers[5::6], strict=True))
    return ends
