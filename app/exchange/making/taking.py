"""Of which choices, answers, pairs and items is a question of ours made? It is `parts` undone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction

from app.exchange.bundle import Item, Note
from app.exchange.making.numbers import share_in
from app.exchange.making.parts import Accepted, Option
from app.quizzes.questions.bands import bands_of, feedback_ids
from app.quizzes.questions.base import N_
from app.quizzes.questions.reading import Spec, Words, ids, key_text

Lose = Callable[[Note], None]
"""Takes a note of something that the other system cannot hold."""


def words_at(words: Words, *path: str) -> str:
    """Return the words at a path, empty where there are none."""
    found: object = words
    for key in path:
        items = found.items() if isinstance(found, Mapping) else ()
        found = next((value for own, value in items if key_text(own) == key), None)
    return found if isinstance(found, str) else ""


def lines_at(words: Words, *path: str) -> list[str]:
    """Return the list of lines at a path, empty where there is none."""
    found: object = words
    for key in path:
        found = found.get(key) if isinstance(found, Mapping) else None
    return [str(one) for one in found] if isinstance(found, list | tuple) else []


def mapping_at(spec: Spec, name: str) -> dict[str, object]:
    """Return a mapping of a specification with text as its keys, empty where there is none."""
    found = spec.get(name)
    return {key_text(key): one for key, one in found.items()} if isinstance(found, Mapping) else {}


def says_feedback(words: Words) -> bool:
    """Say whether there is feedback; a bank that was just imported has empty texts for it."""
    return any(mapping_at(words, "feedback").values())


def choices_of(spec: Spec, words: Words) -> list[Option]:
    """Return the choices of a single choice or multiple response, with what each tick earns."""
    shares = _shares(spec)
    return [
        Option(words_at(words, "choices", one), shares[one], words_at(words, "feedback", one))
        for one in ids(spec, "choices")
    ]


def how_ticks_are_marked(spec: Spec, lose: Lose) -> None:
    """Note what marks tick by tick do not say of how a multiple response is marked."""
    if spec.get("marking") == "all_or_nothing":
        lose(Note(N_("all or nothing: there each right choice earns its part")))
    elif spec.get("marking") == "no_penalty":
        lose(Note(N_("that more ticks than there are right choices earn nothing")))


def answers_of(spec: Spec, words: Words) -> list[Option]:
    """Return the accepted texts of a short answer, in order, with the rest's feedback last."""
    key = mapping_at(spec, "key")
    found = [
        Option(
            words_at(words, "answers", one),
            share_in(key.get(one)),
            words_at(words, "feedback", one),
        )
        for one in ids(spec, "answers")
    ]
    rest = words_at(words, "feedback", "other")
    return [*found, Option("*", Fraction(0), rest)] if rest else found


def how_texts_are_compared(spec: Spec, lose: Lose) -> None:
    """Note what other systems do not know of comparing texts."""
    if spec.get("accents") == "ignore":
        lose(Note(N_("that accents do not matter")))
    if "width" in spec:
        lose(Note(N_("the width of its field")))


def numbers_of(spec: Spec, words: Words) -> list[Accepted]:
    """Return the numbers that a question accepts, its key first; tolerances are absolute."""
    found = []
    for place, one in enumerate(bands_of(spec)):
        said = words_at(words, "feedback", one.id or ("" if place else "right"))
        reach = Decimal(one.reach.numerator) / Decimal(one.reach.denominator)
        found.append(Accepted(one.key, reach, one.mark, said))
    return found


def how_numbers_are_told(spec: Spec, words: Words, lose: Lose) -> None:
    """Note what a list of numbers with tolerances does not say."""
    if spec.get("tolerance_kind") == "relative":
        lose(Note(N_("that the tolerance is a share of the number; it is written as a distance")))
    if words_at(words, "feedback", "partly") and feedback_ids(spec)[1]:
        lose(Note(N_("the feedback to a partly right number")))


def pairs_of(item: Item, things: str, targets: str) -> tuple[list[tuple[str, str]], list[str]]:
    """Return the pairs of texts of a matching question, and the texts that match nothing."""
    key = mapping_at(item.spec, "key")
    pairs = [
        (words_at(item.words, things, one), words_at(item.words, targets, str(key.get(one))))
        for one in ids(item.spec, things)
    ]
    more = [one for one in ids(item.spec, targets) if one not in key.values()]
    return pairs, [words_at(item.words, targets, one) for one in more]


def _shares(spec: Spec) -> dict[str, Fraction]:
    choices, marks = ids(spec, "choices"), mapping_at(spec, "marks")
    key = spec.get("key")
    if isinstance(key, str):
        return {one: share_in(1 if one == key else marks.get(one)) for one in choices}
    if marks:
        return {one: share_in(marks.get(one)) for one in choices}
    return _of_key(spec, choices, ids(spec, "key"))


def _of_key(spec: Spec, choices: tuple[str, ...], key: tuple[str, ...]) -> dict[str, Fraction]:
    takes = spec.get("marking", "partial") == "partial" and len(choices) > len(key)
    wrong = Fraction(-1, len(choices) - len(key)) if takes else Fraction(0)
    return {one: Fraction(1, len(key)) if one in key else wrong for one in choices}
