"""Which fine lines does a certificate carry?

Guilloche as on banknotes: bundles of waves, shifted evenly, wound round a closed curve. The border
is the same on every certificate; the rosette is drawn from the number, so that no two are alike
and the same number always has the same one.
"""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from math import cos, pi, sin, tau
from typing import Final

GREEN: Final = "#0b7a53"
INK: Final = "#12233b"
GOLD: Final = "#b08d3e"

_Point = tuple[float, float]
_Curve = Callable[[float], _Point]
"""A closed curve: from a parameter between 0 and 1 to a point."""

_RING_STEPS: Final = 8
_RIBBON_STEPS: Final = 6
"""Bézier segments to a wave: fewer show as corners, more only as bytes; rings bend more."""
_SCALE: Final = 100
"""Coordinates are written as whole hundredths, which halves the file."""


@dataclass(frozen=True, slots=True)
class _Bundle:
    """Waves side by side: how many to a turn, how many strands, how far they swing, how drawn."""

    waves: int
    strands: int
    swing: float
    breaths: int
    breath: float
    colour: str
    width: float

    def offset(self, at: float, strand: int) -> float:
        """Return the distance from the middle line at `at` (0 to 1) of a strand."""
        swing = self.swing + self.breath * cos(tau * self.breaths * at)
        return swing * cos(tau * (self.waves * at + strand / self.strands))


def rosette(number: str) -> str:
    """Return the rosette of a certificate number, 200 units wide, with a quiet centre."""
    seed = hashlib.sha256(number.encode()).digest()
    turn = seed[0] / 256
    rings = "".join(_ring(radius, bundle, turn) for radius, bundle in _rings(seed))
    return _svg(-100, -100, 200, 200, rings)


@cache
def border(width: float, height: float, radius: float, margin: float) -> str:
    """Return the ribbon round a sheet, in millimetres.

    `width`, `height` and `radius` (of the corners) are of its middle line; the drawing is larger
    by `margin` on every side.
    """
    broad = _Bundle(52, 8, 2.5, 26, 0.9, GREEN, 0.12)
    narrow = _Bundle(78, 4, 1.5, 26, -0.5, INK, 0.1)
    line = _rounded_rectangle(width, height, radius)
    ribbons = _ribbon(line, broad) + _ribbon(line, narrow)
    return _svg(-margin, -margin, width + 2 * margin, height + 2 * margin, ribbons)


def _rings(seed: bytes) -> Iterator[tuple[float, _Bundle]]:
    petals = 9 + seed[1] % 5
    outer, inner = 1 + seed[2] % 2, 1 + seed[3] % 2
    yield 77, _Bundle(petals * outer, 16 // outer, 13 + seed[4] % 5, petals, 5, GREEN, 0.26)
    yield 70, _Bundle(petals * 2, 6, 8 + seed[5] % 4, petals, -4, GOLD, 0.24)
    yield 47, _Bundle(petals * inner, 14 // inner, 9 + seed[6] % 4, petals, 4, INK, 0.22)
    yield 36, _Bundle(petals * 2, 6, 5 + seed[7] % 3, petals, -2, GREEN, 0.26)


def _ring(radius: float, bundle: _Bundle, turn: float) -> str:
    def strand(index: int) -> _Curve:
        def point(at: float) -> _Point:
            distance = radius + bundle.offset(at, index)
            return distance * cos(tau * (at + turn)), distance * sin(tau * (at + turn))

        return point

    return _paths(bundle, _RING_STEPS, strand)


def _ribbon(line: Callable[[float], tuple[_Point, _Point]], bundle: _Bundle) -> str:
    def strand(index: int) -> _Curve:
        def point(at: float) -> _Point:
            (x, y), (normal_x, normal_y) = line(at)
            offset = bundle.offset(at, index)
            return x + normal_x * offset, y + normal_y * offset

        return point

    return _paths(bundle, _RIBBON_STEPS, strand)


def _rounded_rectangle(
    width: float, height: float, radius: float
) -> Callable[[float], tuple[_Point, _Point]]:
    """Return the walk round the rectangle: from 0 to 1 to the point and the outward normal."""
    across, down, corner = width - 2 * radius, height - 2 * radius, pi / 2 * radius
    sides = (across, down, across, down)
    centres = (
        (width - radius, radius),
        (width - radius, height - radius),
        (radius, height - radius),
        (radius, radius),
    )
    around = 2 * (across + down) + 4 * corner

    def place(at: float) -> tuple[_Point, _Point]:
        walked = at % 1 * around
        side = 0
        while walked > sides[side] + corner:
            walked -= sides[side] + corner
            side = (side + 1) % 4
        back = max(sides[side] - walked, 0)
        angle = (side - 1) * pi / 2 + max(walked - sides[side], 0) / radius
        normal_x, normal_y = cos(angle), sin(angle)
        centre_x, centre_y = centres[side]
        along_x, along_y = -sin((side - 1) * pi / 2), cos((side - 1) * pi / 2)
        return (
            (
                centre_x + radius * normal_x - back * along_x,
                centre_y + radius * normal_y - back * along_y,
            ),
            (normal_x, normal_y),
        )

    return place


def _paths(bundle: _Bundle, steps_to_a_wave: int, strand: Callable[[int], _Curve]) -> str:
    steps = bundle.waves * steps_to_a_wave
    lines = "".join(_closed(strand(index), steps) for index in range(bundle.strands))
    return f'<path d="{lines}" stroke="{bundle.colour}" stroke-width="{bundle.width * _SCALE:g}"/>'


def _closed(curve: _Curve, steps: int) -> str:
    """Return a smooth closed SVG path through `steps` points (Catmull-Rom as Bézier segments)."""
    points = [curve(step / steps) for step in range(steps)]
    start_x, start_y = points[0]
    segments = [f"M{_whole(start_x)} {_whole(start_y)}C"]
    for step in range(steps):
        before, here = points[step - 1], points[step]
        there, after = points[(step + 1) % steps], points[(step + 2) % steps]
        segments.append(_segment(before, here, there, after))
    return "".join((segments[0], " ".join(segments[1:]), "Z"))


def _segment(before: _Point, here: _Point, there: _Point, after: _Point) -> str:
    leave = (here[0] + (there[0] - before[0]) / 6, here[1] + (there[1] - before[1]) / 6)
    arrive = (there[0] - (after[0] - here[0]) / 6, there[1] - (after[1] - here[1]) / 6)
    numbers = (*leave, *arrive, *there)
    return " ".join(str(_whole(number)) for number in numbers)


def _whole(number: float) -> int:
    return round(number * _SCALE)


def _svg(left: float, top: float, width: float, height: float, content: str) -> str:
    box = " ".join(str(_whole(number)) for number in (left, top, width, height))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}">'
        f'<g fill="none">{content}</g></svg>'
    )
