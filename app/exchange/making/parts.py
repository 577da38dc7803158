"""Which structure and words do choices, answers, pairs and items of any standard make?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from app.exchange.bundle import Faulty, Note
from app.exchange.making.ids import ids_of, new_id
from app.exchange.making.numbers import as_number, as_share, percent
from app.quizzes.questions.base import N_

ANYTHING = "*"
_NEARLY = Fraction(1, 100)
_ROUNDING = Fraction(1, 500)


@dataclass(frozen=True, slots=True)
class Option:
    """A choice or an accepted text: its words, the share of the mark that it earns, feedback.

    `text` and `feedback` are one line of our Markdown, but what is compared with what a learner
    types is the text itself.
    """

    text: str
    share: Fraction
    feedback: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Accepted:
    """A number that is accepted, how far from it, for which share of the mark."""

    value: Decimal
    tolerance: Decimal
    share: Fraction
    feedback: str = ""


@dataclass(frozen=True, slots=True)
class Made:
    """A question's type, structure and words, and what was lost in making them."""

    type: str
    spec: Mapping[str, object]
    words: Mapping[str, object] = field(default_factory=dict)
    lost: tuple[Note, ...] = ()


def single_choice(options: Sequence[Option], line: int) -> Made:
    """Return a question of which one choice is right.

    Raises Faulty: there is one choice only, or none earns the whole mark.
    """
    _require(options, 2, line)
    key = next((place for place, one in enumerate(options) if one.share == 1), None)
    if key is None:
        template = N_("No choice earns the whole mark; give one of them %(whole)s %%.")
        raise Faulty(template, line, whole=100)
    ids = ids_of([one.text for one in options])
    others = {
        ids[place]: as_share(one.share)
        for place, one in enumerate(options)
        if place != key and one.share
    }
    spec = {"choices": ids, "key": ids[key]} | ({"marks": others} if others else {})
    return Made("single_choice", spec, _choice_words(ids, options))


def multiple_response(options: Sequence[Option], line: int) -> Made:
    """Return a question of which several choices may be right, marked tick by tick.

    Raises Faulty: what the right ones earn is not the whole mark.
    """
    _require(options, 2, line)
    total = sum((one.share for one in options if one.share > 0), Fraction(0))
    if abs(total - 1) > _ROUNDING:
        template = N_(
            "The right choices together earn %(total)s %%; they must earn 100 %%. A third is "
            "written 33.33333, a sixth 16.66667."
        )
        raise Faulty(template, _odd_line(options) or line, total=percent(total))
    ids = ids_of([one.text for one in options])
    shares = {
        name: one.share / total if one.share > 0 else one.share
        for name, one in zip(ids, options, strict=True)
    }
    rounded = N_("the rounding of shares: they add up to %(whole)s %% now")
    lost = () if total == 1 else (Note(rounded, {"whole": 100}),)
    spec: dict[str, object] = {"choices": ids, **_marking(shares)}
    return Made("multiple_response", spec, _choice_words(ids, options), lost)


def short_answer(options: Sequence[Option], *, match_case: bool, line: int) -> Made:
    """Return a question whose answer is typed; `*` stands for anything, alone for the rest.

    Raises Faulty: no answer earns the whole mark.
    """
    rest = [one for one in options if one.text == ANYTHING and one.share <= 0]
    kept = [one for one in options if one not in rest]
    if not any(one.share == 1 for one in kept):
        template = N_("No answer earns the whole mark; give one of them %(whole)s %%.")
        raise Faulty(template, line, whole=100)
    ids = _texts_ids(kept)
    spec: dict[str, object] = {
        "answers": ids,
        "key": {
            name: as_share(max(one.share, Fraction(0))) for name, one in zip(ids, kept, strict=True)
        },
    }
    if match_case:
        spec["case"] = "match"
    feedback = {name: one.feedback for name, one in zip(ids, kept, strict=True) if one.feedback}
    if rest and rest[0].feedback:
        feedback["other"] = rest[0].feedback
    words = {"answers": {name: one.text for name, one in zip(ids, kept, strict=True)}}
    return Made("short_answer", spec, words | ({"feedback": feedback} if feedback else {}))


def numerical(accepted: Sequence[Accepted], wrong: str, line: int) -> Made:
    """Return a question whose answer is a number; `wrong` is what any other number is told.

    Raises Faulty: no number earns the whole mark.
    """
    key = next((one for one in accepted if one.share == 1), None)
    if key is None:
        template = N_("No number earns the whole mark; give one of them %(whole)s %%.")
        raise Faulty(template, line, whole=100)
    spec: dict[str, object] = {"key": as_number(key.value), "tolerance": as_number(key.tolerance)}
    feedback = {"right": key.feedback} if key.feedback else {}
    bands: list[Mapping[str, object]] = []
    for one in accepted:
        if one is not key:
            name = f"band-{len(bands) + 1}" if one.feedback else ""
            bands.append(_band(one, key, name))
            feedback |= {name: one.feedback} if name else {}
    if bands:
        spec["bands"] = bands
    feedback |= {"wrong": wrong} if wrong else {}
    return Made("numerical", spec, {"feedback": feedback} if feedback else {})


def true_false(*, key: bool, right: str = "", wrong: str = "") -> Made:
    """Return a statement that is true or false, with what a right and a wrong answer is told."""
    names = ("true", "false") if key else ("false", "true")
    feedback = {name: said for name, said in zip(names, (right, wrong), strict=True) if said}
    return Made("true_false", {"key": key}, {"feedback": feedback} if feedback else {})


def matching(pairs: Sequence[tuple[str, str]], more: Sequence[str], line: int) -> Made:
    """Return a question that matches stems to options; `more` are options that match nothing.

    Raises Faulty: there are fewer than two pairs.
    """
    _require(pairs, 2, line)
    texts = list(dict.fromkeys([*(option for _, option in pairs), *more]))
    options = dict(zip(texts, ids_of(texts), strict=True))
    stems = ids_of([stem for stem, _ in pairs])
    spec = {
        "stems": stems,
        "options": sorted(options.values()),
        "key": {name: options[option] for name, (_, option) in zip(stems, pairs, strict=True)},
    }
    words = {
        "stems": {name: stem for name, (stem, _) in zip(stems, pairs, strict=True)},
        "options": {name: text for text, name in sorted(options.items(), key=lambda one: one[1])},
    }
    return Made("matching", spec, words)


def ordering(items: Sequence[str], marking: str, line: int) -> Made:
    """Return a question that puts items in order; they come in the right one.

    Raises Faulty: there are fewer than two.
    """
    _require(items, 2, line)
    ids = ids_of(list(items))
    spec: dict[str, object] = {"items": sorted(ids), "key": ids}
    if marking != "exact":
        spec["marking"] = marking
    return Made("ordering", spec, {"items": dict(sorted(zip(ids, items, strict=True)))})


def _require(found: Sequence[object], least: int, line: int) -> None:
    if len(found) < least:
        template = N_("Only %(count)s to choose from; there must be %(least)s at least.")
        raise Faulty(template, line, count=len(found), least=least)


def _choice_words(ids: Sequence[str], options: Sequence[Option]) -> dict[str, object]:
    texts = {name: one.text for name, one in zip(ids, options, strict=True)}
    feedback = {name: one.feedback for name, one in zip(ids, options, strict=True) if one.feedback}
    words: dict[str, object] = {"choices": texts}
    return words | ({"feedback": feedback} if feedback else {})


def _marking(shares: Mapping[str, Fraction]) -> dict[str, object]:
    """Return the key where shares are those of `marking: partial`, otherwise every tick's mark."""
    key = [name for name, share in shares.items() if share > 0]
    others = len(shares) - len(key)
    partial = {
        name: Fraction(1, len(key)) if name in key else Fraction(-1, others or 1) for name in shares
    }
    if shares == partial:
        return {"key": key}
    return {"marks": {name: as_share(share) for name, share in shares.items() if share}}


def _odd_line(options: Sequence[Option]) -> int:
    """Return the line of a share that is nearly another one, as 33 beside 33.33333; 0 for none."""
    shares = [one.share for one in options if one.share > 0]
    for one in options:
        near = [other for other in shares if 0 < abs(other - one.share) < _NEARLY]
        if one.share > 0 and len(near) > shares.count(one.share):
            return one.line
    return 0


def _texts_ids(options: Sequence[Option]) -> list[str]:
    found: list[str] = []
    for one in options:
        found.append(new_id(one.text.replace("*", "-"), found))
    return found


def _band(one: Accepted, key: Accepted, name: str) -> dict[str, object]:
    found: dict[str, object] = {}
    if one.value != key.value:
        found["key"] = as_number(one.value)
    found["tolerance"] = as_number(one.tolerance)
    found["mark"] = as_share(max(one.share, Fraction(0)))
    return found | ({"id": name} if name else {})
