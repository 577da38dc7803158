"""How is a question asked and marked whose answer is pointed at on a picture?

The areas are described in a list, and picking from the list is the answer: pointing at the picture
does it for those who can. So every area has its words, the wrong ones too.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import comb
from typing import ClassVar

from markupsafe import Markup
from typing_extensions import override

from app.quizzes.questions.areas import Outline, areas_of, check_areas
from app.quizzes.questions.base import (
    N_,
    AskView,
    Form,
    InvalidAnswer,
    Problem,
    QuestionType,
    ReviewView,
    Shown,
)
from app.quizzes.questions.checking import (
    check_id_words,
    check_key_ids,
    check_keys,
    check_line,
    check_one_of,
)
from app.quizzes.questions.choices import Picks
from app.quizzes.questions.forms import known_id
from app.quizzes.questions.marks import Mark, PartState
from app.quizzes.questions.multiple_response import Marking
from app.quizzes.questions.pictures import Picture, file_name, picture_of
from app.quizzes.questions.reading import Spec, Words, html, ids, key_text, plain


@dataclass(frozen=True, slots=True)
class Spot:
    """One area: its number on the picture and in the list, its words, how it is drawn."""

    id: str
    number: int
    text: Markup
    chosen: bool
    outline: Outline


@dataclass(frozen=True, slots=True, kw_only=True)
class HotspotView(AskView):
    """The picture with its areas, of which up to `choose` are to be picked."""

    picture: Picture
    spots: tuple[Spot, ...]
    choose: int


@dataclass(frozen=True, slots=True)
class ReviewedSpot:
    """One area in the review: `state` is None where it was rightly left alone."""

    id: str
    number: int
    text: Markup
    chosen: bool
    in_key: bool
    state: PartState | None
    feedback: Markup
    outline: Outline


@dataclass(frozen=True, slots=True, kw_only=True)
class HotspotReview(ReviewView):
    """The review of a question on a picture."""

    picture: Picture
    spots: tuple[ReviewedSpot, ...]
    choose: int


class Hotspot(QuestionType[list[str]]):
    """Up to `choose` areas are picked (one, where the question says nothing), and no more."""

    name: ClassVar[str] = "hotspot"

    @override
    def media(self, spec: Spec) -> tuple[Shown, ...]:
        name = file_name(spec.get("image"))
        return (Shown(name, ("image",), ("image",)),) if name else ()

    @override
    def check(self, spec: Spec, words: Mapping[str, Words]) -> Iterator[Problem]:
        own_keys = ("image", "areas", "choose", "marking")
        yield from check_keys(spec, words, own_keys, ("image", "areas", "feedback"))
        yield from _check_image(spec)
        yield from check_areas(spec)
        areas = _written_ids(spec)
        yield from _check_key(spec, areas)
        yield from _check_choose(spec, areas)
        yield from check_one_of(spec, "marking", list(Marking))
        yield from check_line(words, "image")
        yield from check_id_words(words, "areas", areas)
        yield from check_id_words(words, "feedback", areas)

    @override
    def shuffled_ids(self, spec: Spec) -> tuple[str, ...]:
        """Return none: areas are numbered as they lie on the picture."""
        return ()

    @override
    def public(
        self, spec: Spec, words: Words, order: Sequence[str], answer: object = None
    ) -> HotspotView:
        chosen, picture = self._chosen(spec, answer), _picture(spec, words)
        spots = (
            Spot(
                id=area.id,
                number=number,
                text=html(words, "areas", area.id),
                chosen=area.id in chosen,
                outline=area.outline(picture.height),
            )
            for number, area in enumerate(areas_of(spec), start=1)
        )
        return HotspotView(
            **self.asked(words), picture=picture, spots=tuple(spots), choose=_choose(spec)
        )

    @override
    def parse(self, spec: Spec, raw: object) -> list[str] | None:
        if raw is None or raw == "":
            return None
        if not isinstance(raw, list | tuple):
            raise InvalidAnswer(N_("An answer to this question is a list of places."))
        known = _area_ids(spec)
        picked = {known_id(item, known) for item in raw}
        if len(picked) > _choose(spec):
            most = str(_choose(spec))
            raise InvalidAnswer(N_("Choose no more places than %(most)s."), most=most)
        return [item for item in known if item in picked] or None

    @override
    def from_form(self, spec: Spec, form: Form) -> list[str]:
        return [item for item in form.get("answer", ()) if item]

    @override
    def grade(self, spec: Spec, answer: list[str]) -> Mark:
        """Return what the picks earn.

        Wanted are as many areas of the key as may be picked: where one is picked, any area of the
        key is right. PARTIAL: each right pick adds 1 / (number wanted), each wrong one takes away
        1 / (number of areas that are not in the key), never under 0. NO_PENALTY: wrong picks take
        nothing away, but more picks than are wanted earn nothing. ALL_OR_NOTHING: as many right
        ones as are wanted and no wrong one.
        """
        key = ids(spec, "key")
        right = sum(item in key for item in answer)
        fraction = _earned(spec, right, len(answer) - right)
        parts = Picks(tuple(answer), key).parts(_area_ids(spec))
        is_left = fraction < 1
        return Mark.of(fraction, (p for p in parts if is_left or p.state is not PartState.MISSED))

    @override
    def review(
        self, spec: Spec, words: Words, answer: object, order: Sequence[str]
    ) -> HotspotReview:
        picture, common = _picture(spec, words), self.reviewed(spec, words, answer)
        picks = Picks(self._chosen(spec, answer), ids(spec, "key"))
        spots = (
            ReviewedSpot(
                id=area.id,
                number=number,
                text=html(words, "areas", area.id),
                chosen=area.id in picks.chosen,
                in_key=area.id in picks.key,
                state=picks.state(area.id),
                feedback=html(words, "feedback", area.id),
                outline=area.outline(picture.height),
            )
            for number, area in enumerate(areas_of(spec), start=1)
        )
        return HotspotReview(**common, picture=picture, spots=tuple(spots), choose=_choose(spec))

    @override
    def describe(
        self, spec: Spec, words: Words, answer: object, translate: Callable[[str], str] = N_
    ) -> str:
        return "; ".join(plain(words, "areas", item) for item in self._chosen(spec, answer))

    @override
    def classify(self, spec: Spec, answer: object) -> Mapping[str, str]:
        """Return the one area picked as the answer, or each of several as a part of its own."""
        chosen = self._chosen(spec, answer)
        if _choose(spec) == 1:
            return {"": chosen[0]} if chosen else {}
        return dict.fromkeys(chosen, "1")

    @override
    def right_answer(self, spec: Spec) -> list[str]:
        key = ids(spec, "key")
        return [area for area in _area_ids(spec) if area in key][: _wanted(spec)]

    @override
    def guess_score(self, spec: Spec) -> Fraction | None:
        """Return the mean mark of all ways to pick as many areas as are wanted.

        Of C(areas, wanted) ways, C(key, r) * C(others, wanted - r) have r right ones
        (hypergeometric distribution).
        """
        key, areas, wanted = len(ids(spec, "key")), len(_area_ids(spec)), _wanted(spec)
        ways = comb(areas, wanted)
        if not wanted or not ways or key > areas:
            return None
        total = sum(
            comb(key, right)
            * comb(areas - key, wanted - right)
            * _earned(spec, right, wanted - right)
            for right in range(wanted + 1)
        )
        return Fraction(total, ways)

    def _chosen(self, spec: Spec, answer: object) -> tuple[str, ...]:
        return tuple(self.readable(spec, answer) or ())


def _check_image(spec: Spec) -> Iterator[Problem]:
    if file_name(spec.get("image")) is None:
        given = f", not `{key_text(spec['image'])[:60]}`" if "image" in spec else ""
        message = "`image` is the name of a .svg, .png, .jpg or .webp in the course's media folder"
        yield Problem(("image",), None, message + given)


def _check_key(spec: Spec, areas: Sequence[str]) -> Iterator[Problem]:
    key = spec.get("key")
    yield from check_key_ids(key, areas)
    if isinstance(key, list | tuple) and areas and all(area in key for area in areas):
        yield Problem(("key",), None, "the key has every area; add areas that are not right")


def _check_choose(spec: Spec, areas: Sequence[str]) -> Iterator[Problem]:
    most, highest = spec.get("choose", 1), max(1, len(areas))
    if isinstance(most, bool) or not isinstance(most, int) or not 1 <= most <= highest:
        message = f"`choose` is how many areas may be picked, from 1 to {highest}"
        yield Problem(("choose",), None, f"{message}, not `{key_text(most)[:60]}`")


def _written_ids(spec: Spec) -> tuple[str, ...]:
    """Return the ids of all areas, also of those that have a fault."""
    found = spec.get("areas")
    return tuple(key for key in found if isinstance(key, str)) if isinstance(found, Mapping) else ()


def _area_ids(spec: Spec) -> tuple[str, ...]:
    return tuple(area.id for area in areas_of(spec))


def _picture(spec: Spec, words: Words) -> Picture:
    return picture_of(words, file_name(spec.get("image")) or "")


def _choose(spec: Spec) -> int:
    most = spec.get("choose")
    return most if isinstance(most, int) and not isinstance(most, bool) and most > 0 else 1


def _wanted(spec: Spec) -> int:
    return min(_choose(spec), len(ids(spec, "key")))


def _earned(spec: Spec, right: int, wrong: int) -> Fraction:
    """Return what so many right and wrong picks earn; see `Hotspot.grade`."""
    wanted, marking = _wanted(spec), spec.get("marking", Marking.PARTIAL)
    others = len(_area_ids(spec)) - len(ids(spec, "key"))
    if marking == Marking.ALL_OR_NOTHING:
        return Fraction(right == wanted and not wrong)
    if marking == Marking.NO_PENALTY:
        return Fraction(right, wanted) if 0 < wanted >= right + wrong else Fraction(0)
    lost = Fraction(wrong, others) if others > 0 else Fraction(wrong)
    return max(Fraction(0), Fraction(right, wanted or 1) - lost)


TYPE = Hotspot()
