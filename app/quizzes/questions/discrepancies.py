"""Which discrepancies has a set of documents, and what does it earn to mark fields as such?

A discrepancy mostly concerns the same fact on two documents, so it may name several fields: to
mark one of them is to find it, and to mark the others too is no false alarm.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from app.quizzes.questions.base import Problem
from app.quizzes.questions.checking import check_id, check_key_id
from app.quizzes.questions.marks import Mark, PartMark, PartState
from app.quizzes.questions.reading import Spec, key_text
from app.quizzes.questions.written import check_share, share

Marks = Mapping[str, str]
"""The kind that the learner gave each field marked, by the name of the field."""

HALF = Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """One entry of the key: the fields that do not agree, and the kind that it is of."""

    id: str
    fields: tuple[str, ...]
    kind: str

    def state(self, marks: Marks) -> PartState:
        """Say how it fared: PARTLY was found, but not every field marked says its right kind."""
        kinds = {marks[field] for field in self.fields if field in marks}
        if not kinds:
            return PartState.MISSED
        return PartState.RIGHT if kinds == {self.kind} else PartState.PARTLY


def discrepancies_of(spec: Spec) -> tuple[Discrepancy, ...]:
    """Return the key, entry by entry; an entry may be a field with its kind alone."""
    found = spec.get("discrepancies")
    written = found.items() if isinstance(found, Mapping) else ()
    return tuple(_discrepancy(key_text(key), value) for key, value in written)


def false_alarms(spec: Spec, marks: Marks) -> tuple[str, ...]:
    """Return the fields marked that no discrepancy names."""
    known = {field for one in discrepancies_of(spec) for field in one.fields}
    return tuple(field for field in marks if field not in known)


def mark_of(spec: Spec, marks: Marks) -> Mark:
    """Return what the marked fields earn, of `n` discrepancies; see `DocumentCheck`."""
    found, alarms = discrepancies_of(spec), false_alarms(spec, marks)
    states = [one.state(marks) for one in found]
    parts = [PartMark(one.id, state) for one, state in zip(found, states, strict=True)]
    parts += [PartMark(field, PartState.WRONG) for field in alarms]
    if not found:
        return Mark.of(Fraction(not marks), parts)
    earned = states.count(PartState.RIGHT) + _kind_share(spec) * states.count(PartState.PARTLY)
    lost = _false_alarm(spec) * len(alarms)
    return Mark.of(max(Fraction(0), (earned - lost) / len(found)), parts)


def check_discrepancies(
    spec: Spec, fields: Sequence[str], kinds: Sequence[str]
) -> Iterator[Problem]:
    """Check the key and what its parts are worth."""
    found = spec.get("discrepancies")
    if isinstance(found, Mapping):
        seen: dict[str, str] = {}
        for key, value in found.items():
            yield from _check_one(("discrepancies", key_text(key)), value, fields, kinds)
            yield from _check_twice(_discrepancy(key_text(key), value), seen)
    else:
        message = (
            "`discrepancies` must be {id: {fields: [invoice.gross], kind: id}}, or {} for none"
        )
        yield Problem(("discrepancies",), None, message)
    for name in ("kind_share", "false_alarm"):
        if name in spec:
            yield from check_share((name,), spec[name], Fraction(0), Fraction(1))


def _discrepancy(identifier: str, written: object) -> Discrepancy:
    if not isinstance(written, Mapping):
        return Discrepancy(identifier, (identifier,), key_text(written))
    fields = written.get("fields")
    listed = tuple(map(key_text, fields)) if isinstance(fields, list | tuple) else ()
    return Discrepancy(identifier, listed, key_text(written.get("kind")))


def _check_one(
    path: tuple[str, ...], value: object, fields: Sequence[str], kinds: Sequence[str]
) -> Iterator[Problem]:
    if not isinstance(value, Mapping):
        yield from check_key_id(path, path[-1], fields)
        yield from check_key_id(path, value, kinds)
        return
    yield from check_id(path, path[-1], set())
    for key in value:
        if key not in {"fields", "kind"}:
            message = f"unknown key `{key_text(key)}`; a discrepancy has `fields` and `kind`"
            yield Problem((*path, key_text(key)), None, message)
    listed = value.get("fields")
    if not isinstance(listed, list | tuple) or not listed:
        message = "`fields` must list the fields that do not agree, such as [invoice.gross]"
        yield Problem((*path, "fields"), None, message)
    for place, field in enumerate(listed if isinstance(listed, list | tuple) else ()):
        yield from check_key_id((*path, "fields", str(place)), field, fields)
    yield from check_key_id((*path, "kind"), value.get("kind"), kinds)


def _check_twice(one: Discrepancy, seen: dict[str, str]) -> Iterator[Problem]:
    for field in one.fields:
        if field in seen:
            message = f"the field `{field}` is already in `{seen[field]}`; a field belongs to one"
            yield Problem(("discrepancies", one.id), None, message)
        seen.setdefault(field, one.id)


def _kind_share(spec: Spec) -> Fraction:
    found = share(spec.get("kind_share"))
    return HALF if found is None else found


def _false_alarm(spec: Spec) -> Fraction:
    found = share(spec.get("false_alarm"))
    return HALF if found is None else found
