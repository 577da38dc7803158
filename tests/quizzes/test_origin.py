"""Does a product originate when its rule is met, and not otherwise?"""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.quizzes.customs import Level
from app.quizzes.origin import (
    Case,
    Change,
    ChangeRule,
    CodeRange,
    Group,
    Material,
    Met,
    Method,
    Part,
    Product,
    ShareRule,
    change,
    criteria,
    met,
    originates,
    share,
    value_without_change,
)

pytestmark = pytest.mark.pure

CTH = ChangeRule("c1", Level.HEADING)
RVC_40 = ShareRule("c2", Method.BUILD_DOWN, Fraction(40))
TABLE = Product("940360", Fraction(100), other_costs=Fraction(25), net_cost=Fraction(80))


def material(name: str, code: str, value: int, *, originates: bool = False) -> Material:
    """Return a line of a bill."""
    return Material(name, code, Fraction(value), originates)


TIMBER = material("timber", "440792", 40)
LEGS = material("legs", "940391", 10)
GLUE = material("glue", "350691", 5, originates=True)


def case(*materials: Material, rule: Part = CTH, tolerance: int | None = None) -> Case:
    """Return a table made of these materials."""
    return Case(TABLE, materials, rule, None if tolerance is None else Fraction(tolerance))


@pytest.mark.parametrize(
    ("one", "rule", "expected"),
    (
        (TIMBER, CTH, Change.CHANGES),
        (LEGS, CTH, Change.SAME),
        (LEGS, ChangeRule("c1", Level.SUBHEADING), Change.CHANGES),
        (LEGS, ChangeRule("c1", Level.CHAPTER), Change.SAME),
        (replace(LEGS, is_originating=True), CTH, Change.ORIGINATING),
        (TIMBER, ChangeRule("c1", Level.HEADING, (CodeRange("44", "44"),)), Change.EXCEPTED),
        (TIMBER, ChangeRule("c1", Level.HEADING, (CodeRange("4408", "4412"),)), Change.CHANGES),
        (TIMBER, ChangeRule("c1", Level.HEADING, (CodeRange("4403", "4407"),)), Change.EXCEPTED),
        (GLUE, ChangeRule("c1", Level.HEADING, (CodeRange("35", "35"),)), Change.ORIGINATING),
    ),
)
def test_material_changes_or_says_why_not(
    one: Material, rule: ChangeRule, expected: Change
) -> None:
    assert change(case(one, rule=rule), rule, one) is expected


def test_values_are_summed_by_origin() -> None:
    found = case(TIMBER, LEGS, GLUE)

    assert found.vnm == 50
    assert found.vom == 5
    assert value_without_change(found, CTH) == 10


@pytest.mark.parametrize(
    ("method", "expected"),
    (
        (Method.BUILD_DOWN, "50"),
        (Method.BUILD_UP, "30"),
        (Method.NET_COST, "37.5"),
        (Method.MAX_NOM, "50"),
    ),
)
def test_share_is_worked_out_by_its_method(method: Method, expected: str) -> None:
    assert share(case(TIMBER, LEGS, GLUE), method) == Fraction(expected)


@pytest.mark.parametrize(
    ("method", "limit", "expected"),
    (
        (Method.BUILD_DOWN, "50", Met.MET),
        (Method.BUILD_DOWN, "50.01", Met.NOT_MET),
        (Method.MAX_NOM, "50", Met.MET),
        (Method.MAX_NOM, "49.99", Met.NOT_MET),
    ),
)
def test_limit_itself_is_met(method: Method, limit: str, expected: Met) -> None:
    rule = ShareRule("c1", method, Fraction(limit))

    assert met(case(TIMBER, LEGS, GLUE, rule=rule), rule) is expected


@pytest.mark.parametrize(
    ("materials", "tolerance", "expected"),
    (
        ((TIMBER, GLUE), None, Met.MET),
        ((TIMBER, GLUE), 10, Met.MET),
        ((TIMBER, LEGS), None, Met.NOT_MET),
        ((TIMBER, LEGS), 0, Met.NOT_MET),
        ((TIMBER, LEGS), 9, Met.NOT_MET),
        ((TIMBER, LEGS), 10, Met.TOLERANCE),
    ),
)
def test_tolerance_forgives_as_much_as_it_says(
    materials: tuple[Material, ...], tolerance: int | None, expected: Met
) -> None:
    assert met(case(*materials, tolerance=tolerance), CTH) is expected


@pytest.mark.parametrize(
    ("rule", "is_met"),
    (
        (CTH, False),
        (RVC_40, True),
        (Group(False, (CTH, RVC_40)), True),
        (Group(True, (CTH, RVC_40)), False),
        (Group(False, (CTH, Group(True, (RVC_40, CTH)))), False),
        (Group(True, (RVC_40, Group(False, (CTH, RVC_40)))), True),
    ),
)
def test_criteria_are_joined_as_the_rule_says(rule: Part, is_met: bool) -> None:
    assert originates(case(TIMBER, LEGS, rule=rule)) is is_met


def test_criteria_come_in_the_order_in_which_they_are_written() -> None:
    rule = Group(False, (Group(True, (CTH, RVC_40)), CTH))

    assert list(criteria(rule)) == [CTH, RVC_40, CTH]


MATERIALS = st.lists(
    st.builds(
        Material,
        id=st.text(max_size=3),
        code=st.sampled_from(("940360", "940391", "440792", "350691")),
        value=st.integers(1, 30).map(Fraction),
        is_originating=st.booleans(),
    ),
    min_size=1,
    max_size=5,
)


@given(MATERIALS)
def test_an_originating_material_never_does_worse_than_a_non_originating_one(
    materials: list[Material],
) -> None:
    first, *others = materials
    rule = Group(False, (CTH, RVC_40))
    foreign = case(replace(first, is_originating=False), *others, rule=rule)
    own = case(replace(first, is_originating=True), *others, rule=rule)

    assert originates(own) >= originates(foreign)


@given(MATERIALS)
def test_a_tolerance_never_does_harm(materials: list[Material]) -> None:
    assert originates(case(*materials, tolerance=10)) >= originates(case(*materials))


@given(MATERIALS)
def test_max_nom_40_is_as_strict_as_content_of_60_on_the_same_base(
    materials: list[Material],
) -> None:
    ceiling = ShareRule("c1", Method.MAX_NOM, Fraction(40))
    floor = ShareRule("c1", Method.BUILD_DOWN, Fraction(60))

    assert originates(case(*materials, rule=ceiling)) is originates(case(*materials, rule=floor))
