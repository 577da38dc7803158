"""Where on its picture are the areas of a question?

Everything is in thousandths: x and radius of the picture's width, y of its height. A `rect` has
`points: [x, y, width, height]` from its upper left corner, a `circle` `[x, y, radius]`, a
`polygon` `[x1, y1, x2, y2, x3, y3, …]`. Drawn they are in thousandths of the width alone, so that
a circle is round on a picture that is not square.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from app.quizzes.questions.base import Problem
from app.quizzes.questions.checking import check_id
from app.quizzes.questions.reading import Spec, key_text
from app.quizzes.questions.written import as_written, number

FULL = Decimal(1000)
MOST_CORNERS = 60
_ROOM_FOR_NUMBER = 70
_BESIDE = 12
_BAND = 60


class Shape(StrEnum):
    """The outline of an area."""

    RECT = "rect"
    CIRCLE = "circle"
    POLYGON = "polygon"


_POINTS = {
    Shape.RECT: "four numbers: x, y, width, height",
    Shape.CIRCLE: "three numbers: x, y, radius",
    Shape.POLYGON: f"x and y of three to {MOST_CORNERS} corners",
}


@dataclass(frozen=True, slots=True)
class Outline:
    """An area as SVG draws it: an element, its attributes, and where its number stands.

    The number ends at `x` where there is room before the area, otherwise it begins there.
    """

    shape: Shape
    attributes: tuple[tuple[str, str], ...]
    x: str
    y: str
    is_before: bool


@dataclass(frozen=True, slots=True)
class Area:
    """An area of a specification, in thousandths as it was written."""

    id: str
    shape: Shape
    points: tuple[Decimal, ...]

    def box(self) -> tuple[Decimal, Decimal, Decimal, Decimal]:
        """Return left, top, right and bottom, on a square picture."""
        if self.shape is Shape.RECT:
            x, y, width, height = self.points
            return x, y, x + width, y + height
        if self.shape is Shape.CIRCLE:
            x, y, radius = self.points
            return x - radius, y - radius, x + radius, y + radius
        across, down = self.points[::2], self.points[1::2]
        return min(across), min(down), max(across), max(down)

    def place(self) -> tuple[int, Decimal, str]:
        """Return where it comes among others: lines from the top, and in a line from the left."""
        left, top, right, bottom = self.box()
        return int((top + bottom) / 2 / _BAND), (left + right) / 2, self.id

    def outline(self, height: int) -> Outline:
        """Return how it is drawn on a picture of that height, in thousandths of the width."""
        left, top, _right, bottom = self.box()
        is_before = left >= _ROOM_FOR_NUMBER
        x = left - _BESIDE if is_before else max(left, Decimal(0)) + _BESIDE
        middle = (top + bottom) / 2 * height / FULL
        attributes = tuple(self._attributes(height / FULL))
        return Outline(self.shape, attributes, as_written(x), _short(middle), is_before)

    def _attributes(self, scale: Decimal) -> Iterator[tuple[str, str]]:
        if self.shape is Shape.POLYGON:
            corners = zip(self.points[::2], self.points[1::2], strict=True)
            yield "points", " ".join(f"{as_written(x)},{_short(y * scale)}" for x, y in corners)
            return
        is_rect = self.shape is Shape.RECT
        names = ("x", "y", "width", "height") if is_rect else ("cx", "cy", "r")
        for name, value in zip(names, self.points, strict=True):
            is_down = name in {"y", "height", "cy"}
            yield name, _short(value * scale) if is_down else as_written(value)


def areas_of(spec: Spec) -> tuple[Area, ...]:
    """Return the areas as they lie on the picture, line by line; their order tells nothing else.

    Those that are not written as they should be are left out.
    """
    found = spec.get("areas")
    written = found.items() if isinstance(found, Mapping) else ()
    areas = (_area(key_text(identifier), value) for identifier, value in written)
    return tuple(sorted((one for one in areas if one is not None), key=Area.place))


def check_areas(spec: Spec) -> Iterator[Problem]:
    """Check that there are areas with their ids, and that each lies on the picture."""
    found = spec.get("areas")
    if not isinstance(found, Mapping) or len(found) < 2:
        message = "`areas` must have at least 2 areas, as {id: {shape: rect, points: […]}}"
        yield Problem(("areas",), None, message)
        return
    seen: set[object] = set()
    for identifier, value in found.items():
        path = ("areas", key_text(identifier))
        yield from check_id(path, identifier, seen)
        yield from _check_area(path, value)


def _check_area(path: tuple[str, ...], value: object) -> Iterator[Problem]:
    if not isinstance(value, Mapping):
        yield Problem(path, None, "an area is written as {shape: rect, points: [x, y, …]}")
        return
    for key in value:
        if key not in {"shape", "points"}:
            message = f"unknown key `{key_text(key)}`; an area has `shape` and `points`"
            yield Problem((*path, key_text(key)), None, message)
    if value.get("shape") not in list(Shape):
        message = f"`shape` is {', '.join(Shape)}, not `{key_text(value.get('shape'))[:60]}`"
        yield Problem((*path, "shape"), None, message)
        return
    fault = _fault_of_points(Shape(value["shape"]), value.get("points"))
    if fault:
        yield Problem((*path, "points"), None, fault)


def _fault_of_points(shape: Shape, written: object) -> str:
    points = _points(written)
    if not _is_right_many(shape, points):
        return f"`points` of a {shape} must be {_POINTS[shape]}"
    if any(not 0 <= point <= FULL for point in points):
        return "`points` are in thousandths of the picture's width and height, from 0 to 1000"
    if shape is not Shape.POLYGON and not all(points[2:]):
        return f"`points` give the {shape} no size; write {_POINTS[shape]}"
    _left, _top, right, bottom = Area("", shape, points).box()
    if shape is Shape.RECT and (right > FULL or bottom > FULL):
        return "`points` lead out of the picture: x and width, and y and height, are 1000 at most"
    return ""


def _area(identifier: str, value: object) -> Area | None:
    found = value if isinstance(value, Mapping) else {}
    shape = found.get("shape")
    if shape not in list(Shape) or _fault_of_points(Shape(shape), found.get("points")):
        return None
    return Area(identifier, Shape(shape), _points(found.get("points")))


def _points(written: object) -> tuple[Decimal, ...]:
    """The numbers of a list; none where one of them is not a number."""
    numbers = [number(item) for item in written] if isinstance(written, list | tuple) else []
    points = tuple(one for one in numbers if one is not None)
    return points if len(points) == len(numbers) else ()


def _is_right_many(shape: Shape, points: Sequence[Decimal]) -> bool:
    if shape is Shape.POLYGON:
        return len(points) % 2 == 0 and 3 <= len(points) // 2 <= MOST_CORNERS
    return len(points) == (4 if shape is Shape.RECT else 3)


def _short(value: Decimal) -> str:
    return as_written(round(value, 1))
