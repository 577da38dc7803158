"""Is YAML read with its lines, as text where it looks like something else, and without tricks?"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.catalogue.content.fields import plain_values
from app.catalogue.content.yaml_nodes import Entry, Items, Scalar, Table, read_yaml

pytestmark = pytest.mark.pure


def values(text: str) -> object:
    node, problems = read_yaml(text)
    assert problems == ()
    assert node is not None
    return plain_values(node)


def test_nodes_carry_their_lines() -> None:
    node, problems = read_yaml("a: 1\n\nb:\n  - x\n  - |\n    long\n    text\n")

    assert problems == ()
    assert node == Table(
        {
            "a": Entry(1, Scalar("1", 1, is_plain=True)),
            "b": Entry(
                3,
                Items((Scalar("x", 4, is_plain=True), Scalar("long\ntext\n", 5, is_block=True)), 4),
            ),
        },
        1,
    )


def test_text_of_a_block_starts_below_its_mark() -> None:
    assert Scalar("x", 5, is_block=True).text_line == 6
    assert Scalar("x", 5).text_line == 5


@pytest.mark.parametrize(
    ("written", "value"),
    (
        ("true", True), ("false", False), ("True", "True"), ("yes", "yes"), ("no", "no"),
        ("12", 12), ("-3", -3), ("007", "007"), ("12.5", 12.5), ("0901.21", 901.21),
        ("1e3", "1e3"), (".inf", ".inf"), ("2026-01-01", "2026-01-01"), ('"12"', "12"),
        ("0x1F", "0x1F"), ("1_000", "1_000"), ("'true'", "true"),
    ),
)  # fmt: skip
def test_only_true_false_and_plain_numbers_are_not_text(written: str, value: object) -> None:
    node, _ = read_yaml(f"a: {written}")

    assert isinstance(node, Table)
    scalar = node.entries["a"].node
    assert isinstance(scalar, Scalar)
    assert (scalar.value, type(scalar.value)) == (value, type(value))


@pytest.mark.parametrize("written", ("9" * 5000, "9" * 400 + ".0", "0." + "3" * 5000), ids=range(3))
def test_number_that_no_machine_should_read_stays_text(written: str) -> None:
    node, _ = read_yaml(written)

    assert isinstance(node, Scalar)
    assert node.value == written


def test_words_are_always_as_they_are_written() -> None:
    assert values("a: 0901.20\ntrue: no\n1: [2, ~]\n") == {
        "a": "0901.20",
        "true": "no",
        "1": ["2", None],
    }


@pytest.mark.parametrize(
    ("text", "line", "message"),
    (
        ("a: &x 1\nb: *x", 1, "anchors"),
        ("a: 1\nb: *x", 2, "anchors"),
        ("a: 1\nb: !!python/object:os.system ls", 2, "tags"),
        ("a: 1\n---\nb: 2", 2, "second document"),
        ("a: 1\n? [b]\n: c", 2, "one word"),
        ("a: 1\nb: 'open", 2, "not YAML"),
        ("a: 1\nb: c: d", 2, "need quotes"),
        ("a: 1\n\tb: 2", 2, "not YAML"),
        ("a: \x07", 1, "not YAML"),
        ("a: " + "[" * 100 + "]" * 100, 1, "levels"),
        ("a: [" + "1, " * 30_000 + "]", 1, "levels or 20000 values"),
    ),
    ids=range(11),
)
def test_what_is_not_allowed_is_refused_with_its_line(text: str, line: int, message: str) -> None:
    node, problems = read_yaml(text)

    assert node is None
    assert [problem.line for problem in problems] == [line]
    assert message in problems[0].message


def test_billion_laughs_are_not_laughed() -> None:
    levels = [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]

    node, problems = read_yaml("\n".join(["a0: &a0 lol", *levels]))

    assert node is None
    assert len(problems) == 1


def test_every_double_key_is_reported_and_the_first_one_kept() -> None:
    node, problems = read_yaml("a: 1\na: 2\nb: {c: 1, c: 2}\na: 3\n")

    assert node is not None
    assert plain_values(node) == {"a": "1", "b": {"c": "1"}}
    assert [problem.line for problem in problems] == [2, 3, 4]


def test_empty_text_holds_nothing() -> None:
    assert read_yaml("") == (None, ())
    assert read_yaml("# only a remark\n") == (None, ())


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80) | st.text("ab:-[]{}&*!|>'\"#\n \t?,%@", max_size=60))
def test_any_text_is_read_or_refused_with_a_line_in_it(text: str) -> None:
    _, problems = read_yaml(text)

    assert all(1 <= problem.line <= text.count("\n") + 2 for problem in problems)
