"""Do the rules of customs give what the agreements and the worked examples say?"""

from collections.abc import Callable
from fractions import Fraction

import pytest

from app.quizzes import customs
from app.quizzes.customs import Level, changes_classification, hs_digits

pytestmark = pytest.mark.pure


def result(function: Callable[..., Fraction | bool], *numbers: str | int) -> Fraction | bool:
    """Return what a function gives for numbers as they are written."""
    return function(*(Fraction(number) for number in numbers))


WORKED: tuple[tuple[Callable[..., Fraction | bool], tuple[str | int, ...], str], ...] = (
    (customs.transaction_value, (10000,), "10000"),
    (customs.transaction_value, (10000, 400), "10400"),
    (customs.transaction_value, (100000, 0, 8000), "92000"),
    (customs.cif_value, (10000, 800, 0, 50), "10850"),
    (customs.fob_value, (10850, 800, 0, 50), "10000"),
    (customs.apportioned_assist, (20000, 10000, 1000), "2000"),
    (customs.apportioned_assist, (20000, 4000, 1000), "5000"),
    (customs.apportioned_assist, (20000, 1000, 1000), "20000"),
    (customs.deductive_value, (120, 30, 10), "900/11"),
    (customs.deductive_value, (120, 30), "90"),
    (customs.computed_value, (65, 15, 5), "85"),
    (customs.ad_valorem_duty, (850, "6.5"), "55.25"),
    (customs.specific_duty, (60, 2), "120"),
    (customs.compound_duty, (1000, 10, 60, 2), "220"),
    (customs.mixed_duty_higher, (1000, 10, 60, 2), "120"),
    (customs.mixed_duty_lower, (1000, 10, 60, 2), "100"),
    (customs.duty_inclusive_value, (1000, 50, 10), "1060"),
    (customs.vat, (1000, 50, 20), "210"),
    (customs.vat, (1000, 50, 20, 10), "212"),
    (customs.rvc_build_down, (100, 55), "45"),
    (customs.rvc_build_down, (200, 130), "35"),
    (customs.rvc_build_down, (200, 118), "41"),
    (customs.rvc_build_up, (100, 20, 25), "45"),
    (customs.rvc_build_up, (100, 20), "20"),
    (customs.net_cost, (90, 6, 4), "80"),
    (customs.net_cost, (90, 1, 2, 3, 4), "80"),
    (customs.rvc_net_cost, (80, 44), "45"),
    (customs.max_nom, (80, 34), "42.5"),
    (customs.value_share, (45, 500), "9"),
)


@pytest.mark.parametrize(("function", "numbers", "expected"), WORKED)
def test_worked_example(
    function: Callable[..., Fraction | bool], numbers: tuple[str | int, ...], expected: str
) -> None:
    assert result(function, *numbers) == Fraction(expected)


@pytest.mark.parametrize(("part", "is_within"), ((45, True), (50, True), ("50.01", False)))
def test_tolerance_of_ten_per_cent_of_500(part: str | int, is_within: bool) -> None:
    assert result(customs.within_tolerance, part, 500, 10) is is_within


REFUSED: tuple[tuple[Callable[..., Fraction | bool], tuple[int, ...], str], ...] = (
    (customs.transaction_value, (-1,), "price is below 0"),
    (customs.transaction_value, (10, 5, 16), "the deductions are more than the price"),
    (customs.cif_value, (10, -1), "transport is below 0"),
    (customs.fob_value, (10, 9, 1, 1), "the costs of delivery are more than the value"),
    (customs.apportioned_assist, (10, 0, 0), "over must be more than 0"),
    (customs.apportioned_assist, (10, 5, 6), "more units are shipped"),
    (customs.deductive_value, (10, 11), "the deductions are more than the unit price"),
    (customs.ad_valorem_duty, (10, -5), "percent is below 0"),
    (customs.specific_duty, (-10, 5), "quantity is below 0"),
    (customs.vat, (10, 5, -1), "percent is below 0"),
    (customs.rvc_build_down, (0, 5), "value must be more than 0"),
    (customs.rvc_build_up, (10, -5), "vom is below 0"),
    (customs.net_cost, (10, 6, 5), "the excluded costs are more than total cost"),
    (customs.rvc_net_cost, (0, 5), "net_cost must be more than 0"),
    (customs.value_share, (5, 0), "whole must be more than 0"),
)


@pytest.mark.parametrize(("function", "numbers", "message"), REFUSED)
def test_amount_that_cannot_be_is_refused_by_its_name(
    function: Callable[..., Fraction | bool], numbers: tuple[int, ...], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        result(function, *numbers)


@pytest.mark.parametrize(
    ("level", "material", "product", "changes"),
    (
        (Level.HEADING, "440792", "940169", True),
        (Level.HEADING, "940360", "940391", False),
        (Level.CHAPTER, "080510", "200912", True),
        (Level.CHAPTER, "200912", "200971", False),
        (Level.CHAPTER, "081290", "200799", True),
        (Level.SUBHEADING, "090111", "090121", True),
        (Level.HEADING, "090111", "090121", False),
        (Level.SUBHEADING, "090121", "090121", False),
    ),
)
def test_change_of_classification_is_seen_at_its_level(
    level: Level, material: str, product: str, changes: bool
) -> None:
    assert changes_classification(level, material, product) is changes


@pytest.mark.parametrize(
    ("written", "digits"),
    (
        ("94", "94"),
        ("94.01", "9401"),
        ("9401", "9401"),
        ("9401.61", "940161"),
        ("940161", "940161"),
    ),
)
def test_code_is_read_with_its_point_and_without(written: str, digits: str) -> None:
    assert hs_digits(written) == digits


@pytest.mark.parametrize(
    "written", ("", "9", "940", "94.01.61", "9401.6", "94.0161", "٩٤", "9401.61 ")
)
def test_what_is_no_code_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="is not an HS code such as 94"):
        hs_digits(written)


def test_every_function_says_where_it_comes_from() -> None:
    sources = ("Agreement", "Article", "glossary", "national law", "agreements", "as the EU")
    functions = (found for found, _, _ in WORKED)

    for function in functions:
        said = function.__doc__ or ""
        assert any(source in said for source in sources) or function is customs.value_share
