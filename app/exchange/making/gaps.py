"""How do a text and its gaps make a question of ours, whatever the gaps were written as?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from app.core.markdown.syntax import parse_prompt
from app.exchange.making.numbers import as_share
from app.exchange.making.parts import Made

OPENING, CLOSING = "\ue010", "\ue011"
"""What keeps the place of a gap while the text around it is turned into Markdown."""

INSTRUCTION = {"en": "Fill in the gaps.", "fr": "Remplissez les blancs."}


@dataclass(frozen=True, slots=True)
class MadeGap:
    """A gap: what is asked in it, and how much it counts beside the others."""

    made: Made
    weight: Fraction = Fraction(1)


def gap_id(number: int) -> str:
    """Return what the gap with a number from 1 is called."""
    return f"g{number}"


def placeholder(number: int) -> str:
    """Return what keeps the place of a gap."""
    return f"{OPENING}{gap_id(number)}{CLOSING}"


def without_placeholders(text: str) -> str:
    """Return a text as it comes from a file, without signs that could pass for placeholders."""
    return text.replace(OPENING, "").replace(CLOSING, "")


def cloze(
    markdown: str, gaps: Sequence[MadeGap], language: str, prompt: str | None = None
) -> tuple[str, Made]:
    """Return the prompt and the rest of a question with gaps.

    `markdown` has their placeholders. Without a `prompt` it is what stands before the block with
    the first gap; where nothing does, an instruction.
    """
    before, text = _cut(markdown) if prompt is None else (prompt, markdown)
    spec = {
        "gaps": {gap_id(place): _spec(one) for place, one in enumerate(gaps, start=1)},
    }
    words = {
        "text": text.replace(OPENING, "[[").replace(CLOSING, "]]"),
        "gaps": {gap_id(place): dict(one.made.words) for place, one in enumerate(gaps, start=1)},
    }
    lost = tuple(note for one in gaps for note in one.made.lost)
    return before or INSTRUCTION[language], Made("cloze", spec, words, lost)


def total_weight(gaps: Sequence[MadeGap]) -> Fraction:
    """Return what all gaps count together."""
    return sum((one.weight for one in gaps), Fraction(0))


def _spec(gap: MadeGap) -> Mapping[str, object]:
    weight = {} if gap.weight == 1 else {"weight": as_share(gap.weight)}
    return {"type": gap.made.type, **weight, **gap.made.spec}


def _cut(markdown: str) -> tuple[str, str]:
    """Return the blocks before the one with the first gap, and the rest."""
    lines = markdown.split("\n")
    for node in parse_prompt(markdown).tree.children:
        if node.map and any(OPENING in line for line in lines[node.map[0] : node.map[1]]):
            before, rest = lines[: node.map[0]], lines[node.map[0] :]
            return "\n".join(before).strip(), "\n".join(rest).strip("\n")
    return "", markdown
