"""For what does each question of an attempt stand, when attempts do not have the same ones?"""

from __future__ import annotations

from collections.abc import Sequence

from app.quizzes.drawing import Drawn


def places(sections: Sequence[Drawn]) -> tuple[str, ...]:
    """Return the place of each question of an attempt in turn; "" where it stands for itself.

    Questions drawn from the same pool into the same number of places are exchangeable, so those
    places share a name: that of the draw, or that of the section where it mixes its draws.
    """
    return tuple(name for number, one in enumerate(sections) for name in _of(number, one))


def _of(number: int, section: Drawn) -> list[str]:
    if not section.draws:
        return [""] * len(section.questions)
    if section.shuffle:
        return [f"#{number}"] * sum(draw.count for draw in section.draws)
    return [
        f"#{number}.{place}" for place, draw in enumerate(section.draws) for _ in range(draw.count)
    ]
