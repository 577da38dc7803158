"""For what does each question of an attempt stand, when attempts do not have the same ones?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from app.quizzes.drawing import BankedQuestion, Draw, Drawn


def places(sections: Sequence[Drawn], questions: Iterable[BankedQuestion]) -> tuple[str, ...]:
    """Return the place of each question of an attempt in turn; "" where it stands for itself.

    Questions drawn from the same pool into the same number of places are exchangeable, so those
    places share a name: that of the draw, or that of the section where it mixes its draws. What a
    draw always takes whole is not drawn at random.
    """
    known = {one.id: one for one in questions}
    return tuple(name for number, one in enumerate(sections) for name in _of(number, one, known))


def _of(number: int, section: Drawn, known: Mapping[str, BankedQuestion]) -> list[str]:
    if not section.draws:
        return [""] * len(section.questions)
    if section.shuffle:
        name = "" if all(_takes_all(one, section, known) for one in section.draws) else f"#{number}"
        return [name] * sum(draw.count for draw in section.draws)
    return [
        "" if _takes_all(draw, section, known) else f"#{number}.{place}"
        for place, draw in enumerate(section.draws)
        for _ in range(draw.count)
    ]


def _takes_all(draw: Draw, section: Drawn, known: Mapping[str, BankedQuestion]) -> bool:
    return sum(draw.takes(known[one]) for one in section.questions if one in known) == draw.count
