"""Is what an attempt draws right, fair to its bank, and the same for ever?"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.quizzes.drawing import (
    BankedQuestion,
    BankTooSmall,
    Draw,
    Shortage,
    draw,
    new_seed,
    shortages,
    shuffled,
)

pytestmark = pytest.mark.pure

SEEDS = st.integers(0, 2**63 - 1)
BANK = tuple(
    BankedQuestion(f"{tag}-{number}", frozenset({tag}))
    for tag in ("rules", "sets", "notes")
    for number in range(1, 6)
)
DRAWS = (Draw("rules", 2), Draw("notes", 3))
GOLDEN_DRAW = ("rules-2", "rules-3", "notes-3", "notes-2", "notes-4")
GOLDEN_DRAW_OF_ZERO = ("rules-3", "rules-4", "notes-5", "notes-2", "notes-4")
GOLDEN_SHUFFLE = ("dates", "apples", "boats", "coats")
GOLDEN_SHUFFLE_OF_OTHER = ("apples", "dates", "coats", "boats")


@dataclass(frozen=True, slots=True)
class Part:
    """A section of an attempt."""

    draws: tuple[Draw, ...]
    questions: tuple[str, ...]
    shuffle: bool = False


def taken(
    bank: Sequence[BankedQuestion],
    draws: Sequence[Draw],
    seed: int,
    seen: Mapping[str, int] | None = None,
) -> tuple[str, ...]:
    """What an attempt of one section takes."""
    return draw(bank, [Part(tuple(draws), tuple(one.id for one in bank))], seed, seen)


@st.composite
def sufficient_banks(data: st.DrawFn) -> tuple[list[BankedQuestion], list[Draw]]:
    """Return a bank with questions for every draw, each with further tags that tempt others."""
    tags = ("a", "b", "c", "d")
    draws = data(
        st.lists(st.builds(Draw, st.sampled_from(tags), st.integers(1, 3)), min_size=1, max_size=4)
    )
    needed = [str(one.tag) for one in draws for _ in range(one.count)]
    spare = data(st.lists(st.sampled_from(tags), max_size=6))
    bank = [
        BankedQuestion(f"q-{number}", frozenset({tag, *data(st.sets(st.sampled_from(tags)))}))
        for number, tag in enumerate([*needed, *spare])
    ]
    return data(st.permutations(bank)), draws


def test_same_seed_draws_the_same_for_ever() -> None:
    assert taken(BANK, DRAWS, 20261121) == GOLDEN_DRAW
    assert taken(BANK, DRAWS, 0) == GOLDEN_DRAW_OF_ZERO


def test_same_seed_shuffles_the_same_for_ever() -> None:
    choices = ("apples", "boats", "coats", "dates")

    assert shuffled(choices, 20261121, "sets-spaghetti") == GOLDEN_SHUFFLE
    assert shuffled(choices, 20261121, "sets-other") == GOLDEN_SHUFFLE_OF_OTHER


@given(sufficient_banks(), SEEDS)
def test_every_draw_is_filled_without_repeats_where_the_bank_suffices(
    case: tuple[list[BankedQuestion], list[Draw]], seed: int
) -> None:
    bank, draws = case

    drawn = taken(bank, draws, seed)

    tags = {question.id: question.tags for question in bank}
    wanted = [one.tag for one in draws for _ in range(one.count)]
    assert len(set(drawn)) == len(drawn) == len(wanted)
    assert all(tag in tags[found] for found, tag in zip(drawn, wanted, strict=True))


@given(sufficient_banks(), SEEDS, st.randoms(use_true_random=False))
def test_order_of_the_bank_does_not_matter(
    case: tuple[list[BankedQuestion], list[Draw]], seed: int, chance: random.Random
) -> None:
    bank, draws = case
    mixed = chance.sample(bank, len(bank))

    assert taken(mixed, draws, seed) == taken(bank, draws, seed)


@given(SEEDS, st.permutations(("apples", "boats", "coats", "dates")))
def test_shuffle_keeps_every_id_and_forgets_the_order_written(seed: int, ids: list[str]) -> None:
    assert shuffled(ids, seed, "q") == shuffled(sorted(ids), seed, "q")
    assert sorted(shuffled(ids, seed, "q")) == sorted(ids)


def test_question_with_two_tags_goes_where_it_is_needed() -> None:
    bank = (
        BankedQuestion("both", frozenset({"rules", "sets"})),
        BankedQuestion("only-rules", frozenset({"rules"})),
    )

    drawn = {taken(bank, (Draw("rules", 1), Draw("sets", 1)), seed) for seed in range(50)}

    assert drawn == {("only-rules", "both")}


def test_without_draws_the_attempt_has_every_question_in_order() -> None:
    assert taken(BANK, (), 7) == tuple(question.id for question in BANK)


def test_bank_that_is_too_small_is_named_with_what_is_missing() -> None:
    with pytest.raises(BankTooSmall) as caught:
        taken(BANK, (Draw("sets", 2), Draw("rules", 8)), 1)

    assert (caught.value.draw, caught.value.short) == (Draw("rules", 8), 3)
    assert str(caught.value) == (
        "the draw of 8 with the tag `rules` is 3 short: the bank needs more questions with this "
        "tag that no other draw takes"
    )


def test_every_question_of_a_bank_has_its_turn() -> None:
    drawn = {found for seed in range(200) for found in taken(BANK, DRAWS, seed)}

    assert drawn == {question.id for question in BANK if not question.id.startswith("sets")}


def test_new_seed_fits_a_signed_column_of_64_bits() -> None:
    assert all(0 <= new_seed() < 2**63 for _ in range(100))


def test_what_the_learner_has_met_comes_last() -> None:
    met = {"rules-2": 1, "rules-3": 2, "notes-1": 1}

    for seed in range(50):
        drawn = taken(BANK, (Draw("rules", 3), Draw("notes", 4)), seed, met)
        assert not set(met) & set(drawn)
    assert set(taken(BANK, (Draw("rules", 4),), 5, met)) == {
        "rules-1",
        "rules-2",
        "rules-4",
        "rules-5",
    }


def test_a_draw_can_ask_for_a_difficulty_and_a_bank() -> None:
    bank = [
        BankedQuestion("own-easy", frozenset({"a"}), 1),
        BankedQuestion("own-hard", frozenset({"a"}), 3),
        BankedQuestion("shared-easy", frozenset({"a"}), 1, "origin"),
        BankedQuestion("shared-hard", frozenset({"b"}), 3, "origin"),
    ]

    assert taken(bank, (Draw("a", 1, difficulty=3),), 1) == ("own-hard",)
    assert taken(bank, (Draw(None, 1, 3, "origin"),), 1) == ("shared-hard",)
    assert set(taken(bank, (Draw(None, 2, bank="origin"),), 1)) == {"shared-easy", "shared-hard"}


def test_sections_come_in_their_order_and_share_no_question() -> None:
    bank = [BankedQuestion(f"q{number}", frozenset({"x"})) for number in range(4)]
    every = tuple(one.id for one in bank)
    sections = [Part((Draw("x", 2),), every), Part((), ("q3", "q1"))]

    for seed in range(30):
        assert set(draw(bank, sections, seed)[:2]) == {"q0", "q2"}
        assert draw(bank, sections, seed)[2:] == ("q3", "q1")


def test_every_draw_that_stays_short_is_told_apart_even_from_an_equal_one() -> None:
    bank = [BankedQuestion(f"q{number}", frozenset({"x"})) for number in range(5)]
    every = tuple(one.id for one in bank)
    three = Draw("x", 3)
    sections = [Part((), ("q0",)), Part((three, three), every), Part((Draw("y", 2),), every)]

    assert shortages(bank, sections) == (Shortage(1, 1, 2), Shortage(2, 0, 2))
    assert shortages(bank, sections[:1]) == ()


def test_a_section_mixes_its_order_by_the_seed() -> None:
    bank = [BankedQuestion(f"q{number}", frozenset()) for number in range(5)]
    mixed = [Part((), tuple(one.id for one in bank), shuffle=True)]

    orders = {draw(bank, mixed, seed) for seed in range(30)}

    assert len(orders) > 10
    assert draw(bank, mixed, 3) == draw(bank, mixed, 3)
