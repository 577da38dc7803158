"""Which gaps stand in a text as `{1:SHORTANSWER:=Paris#Yes~%50%Lyon#Nearly}`?

weight, kind, then the answers: `~` between them, `=` before a right one or its share as `%50%`, `#`
before feedback. A backslash takes their meaning from `} # ~ / "` and from itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from app.exchange.bundle import Faulty
from app.exchange.making.numbers import share_of_percent
from app.quizzes.questions.base import N_

_PROMPT = '<div class="prompt">'
_SIGNS = '}#~/"\\'
_OPENING = re.compile(
    r"\{\s*(?P<weight>\d{0,4})\s*:\s*(?P<kind>[A-Z]+(?:_[A-Z]+)?)\s*(?P<end>[:}])"
)


class GapKind(StrEnum):
    """What is asked in a gap. SEVERAL, of which more than one may be ticked, is none of ours."""

    TEXT = "short_answer"
    TEXT_CASE = "short_answer_case"
    NUMBER = "numerical"
    CHOICE = "single_choice"
    SEVERAL = "multiple_response"


def _kinds() -> dict[str, GapKind]:
    found = {
        **dict.fromkeys(("SHORTANSWER", "SA", "MW"), GapKind.TEXT),
        **dict.fromkeys(("SHORTANSWER_C", "SAC", "MWC"), GapKind.TEXT_CASE),
        **dict.fromkeys(("NUMERICAL", "NM"), GapKind.NUMBER),
    }
    for name, short, kind in (
        ("MULTICHOICE", "MC", GapKind.CHOICE),
        ("MULTIRESPONSE", "MR", GapKind.SEVERAL),
    ):
        for layout in ("", "V", "H", "S", "VS", "HS"):
            found[f"{name}_{layout}".rstrip("_")] = kind
            found[f"{short}{layout}"] = kind
    return found


KINDS = _kinds()


@dataclass(frozen=True, slots=True)
class GapAnswer:
    """One answer of a gap as it is written: its share of the gap's mark, words, and feedback."""

    share: Fraction
    text: str
    feedback: str


@dataclass(frozen=True, slots=True)
class WrittenGap:
    """A gap with its place in the text: from `start` up to `end`."""

    start: int
    end: int
    weight: int
    kind: GapKind
    answers: tuple[GapAnswer, ...]


def gaps_in(text: str) -> Iterator[WrittenGap]:
    """Yield the gaps of a text in order. Raises Faulty for one that cannot be read."""
    place = 0
    while found := _OPENING.search(text, place):
        kind = KINDS.get(found["kind"])
        if kind is None:
            place = found.start() + 1
            continue
        end = _end(text, found)
        answers = tuple(_answer(part) for part in _split(text[found.end() : end], "~"))
        yield WrittenGap(found.start(), end + 1, int(found["weight"] or 1), kind, answers)
        place = end + 1


def marked_prompt(html: str) -> str:
    """Return the HTML of a prompt so that `cut_prompt` knows it from the text with the gaps."""
    return f"{_PROMPT}{html}</div>"


def cut_prompt(source: str) -> tuple[str, str]:
    """Return the prompt, empty where none is marked, and the text with the gaps."""
    start, marked, rest = source.partition(_PROMPT)
    if not marked or start.strip():
        return "", source
    prompt, _, text = rest.partition("</div>")
    return prompt, text


def unescaped(text: str) -> str:
    """Return a text without the backslashes that take meaning from a sign."""
    return re.sub(r'\\([}#~/"\\])', r"\1", text)


def escaped(text: str) -> str:
    """Return a text in which no sign has a meaning."""
    return re.sub(r"[}#~\\]", r"\\\g<0>", text)


def _end(text: str, opening: re.Match[str]) -> int:
    end = next((place for place, _ in _controls(text, "}", opening.end())), -1)
    if opening["end"] == "}" or end < 0:
        template = N_(
            "The gap “%(gap)s” has no answers, or is not closed; write {1:SHORTANSWER:=…}"
        )
        raise Faulty(template, gap=opening[0][:40])
    return end


def _answer(written: str) -> GapAnswer:
    body, *feedback = _split(written, "#")
    said = "#".join(feedback)
    if body.startswith("="):
        return GapAnswer(Fraction(1), body[1:].strip(), said.strip())
    share = re.match(r"%(-?[\d.]+)%", body)
    if share:
        return GapAnswer(share_of_percent(share[1]), body[share.end() :].strip(), said.strip())
    return GapAnswer(Fraction(0), body.strip(), said.strip())


def _split(text: str, sign: str) -> list[str]:
    places = [place for place, _ in _controls(text, sign, 0)]
    starts = [0, *(place + 1 for place in places)]
    return [text[a:b].strip() for a, b in zip(starts, [*places, len(text)], strict=True)]


def _controls(text: str, sign: str, start: int) -> Iterator[tuple[int, str]]:
    """Yield the places of a sign that is neither behind a backslash nor in an entity of HTML."""
    place = start
    while place < len(text):
        if text[place] == "\\" and text[place + 1 : place + 2] in _SIGNS:
            place += 2
            continue
        if text[place] == sign and not (sign == "#" and _is_entity(text, place)):
            yield place, sign
        place += 1


def _is_entity(text: str, place: int) -> bool:
    return place > 0 and re.match(r"&#x?[0-9a-fA-F]{1,6};", text[place - 1 :]) is not None
