"""Which answer to a question earns the whole mark? For previews, and to try a key."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

from app.exchange.making.numbers import fraction_text, share_in
from app.exchange.making.taking import mapping_at
from app.quizzes.questions.base import Spec, ids, key_text
from app.quizzes.questions.calculation import key_of


def right_answer(kind: str, spec: Spec) -> object:
    """Return an answer that earns everything, None for a type where that cannot be told.

    `spec` is sealed and drawn.
    """
    rule = _RULES.get(kind)
    return rule(spec) if rule else None


def _single(spec: Spec) -> object:
    return spec.get("key")


def _multiple(spec: Spec) -> object:
    marks = mapping_at(spec, "marks")
    right = [name for name, share in marks.items() if share_in(share) > 0]
    return right if marks else list(ids(spec, "key"))


def _true_false(spec: Spec) -> object:
    return key_text(spec.get("key"))


def _pairs(spec: Spec) -> object:
    return mapping_at(spec, "key")


def _order(spec: Spec) -> object:
    return list(ids(spec, "key"))


def _typed(spec: Spec) -> object:
    key = mapping_at(spec, "key")
    best = [one for one in ids(spec, "answers") if share_in(key.get(one)) == 1]
    texts = mapping_at(spec, "texts").get(best[0] if best else "")
    written = next(iter(texts.values()), "") if isinstance(texts, Mapping) else ""
    return str(written).replace("\\*", "\0").replace("*", "").replace("\0", "*") or None


def _number(spec: Spec) -> object:
    value = key_text(spec.get("key"))
    units = mapping_at(spec, "units")
    if not units:
        return value
    own = next((name for name, factor in units.items() if share_in(factor) == 1), None)
    return {"number": value, "unit": own}


def _calculated(spec: Spec) -> object:
    found = key_of(spec)
    return None if found is None else fraction_text(Fraction(found))


def _gaps(spec: Spec) -> object:
    gaps = mapping_at(spec, "gaps")
    return {
        name: right_answer(str(gap.get("type")), gap)
        for name, gap in gaps.items()
        if isinstance(gap, Mapping)
    }


_RULES: dict[str, Callable[[Spec], object]] = {
    "single_choice": _single,
    "multiple_response": _multiple,
    "true_false": _true_false,
    "matching": _pairs,
    "categorise": _pairs,
    "ordering": _order,
    "short_answer": _typed,
    "numerical": _number,
    "calculated": _calculated,
    "cloze": _gaps,
    "hotspot": _multiple,
}
