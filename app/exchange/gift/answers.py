"""Of which type is a GIFT question, and what does the part in braces say of its answers?"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from app.exchange.bundle import Faulty, Note
from app.exchange.gift.syntax import Piece, controls, find, meant, split
from app.exchange.making import parts
from app.exchange.making.items import essay
from app.exchange.making.numbers import decimal_of, share_of_percent
from app.exchange.making.parts import Accepted, Made, Option
from app.exchange.texts.formats import TextFormat, line_of
from app.exchange.texts.spaces import on_one_line
from app.quizzes.questions.base import N_

_TRUTHS = {"T": True, "TRUE": True, "F": False, "FALSE": False}
FORMATS = {
    "html": TextFormat.HTML,
    "markdown": TextFormat.MARKDOWN,
    "plain": TextFormat.PLAIN,
    "moodle": TextFormat.AUTO,
}


@dataclass(slots=True)
class Lines:
    """Reads the texts of one question as lines of our Markdown, and keeps what they lose."""

    written: TextFormat
    language: str
    lost: list[Note] = field(default_factory=list)

    def line(self, piece: Piece) -> str:
        """Return a text as one line of Markdown."""
        source, own = with_format(piece.text, self.written)
        found = line_of(source_of(source, own), own)
        self.lost += found.lost
        return found.markdown

    def typed(self, piece: Piece) -> str:
        """Return a text that is compared with what a learner types: no Markdown."""
        source, _ = with_format(piece.text, self.written)
        return on_one_line(meant(source))


def with_format(text: str, otherwise: TextFormat) -> tuple[str, TextFormat]:
    """Return a text without the format that it begins with, and that format."""
    for name, found in FORMATS.items():
        if text.startswith(f"[{name}]"):
            return text.removeprefix(f"[{name}]").strip(), found
    return text, otherwise


def source_of(text: str, written: TextFormat) -> str:
    """Return what a text means: where it is not Markdown, lines of the file are no lines of it."""
    if written is TextFormat.MARKDOWN:
        return meant(text)
    return meant(on_one_line(text))


def made_of(answers: Piece, lines: Lines) -> Made:
    """Return what the part in braces makes of a question. Raises Faulty."""
    text = answers.text
    if not text:
        return essay({}, lines.language)
    if text.startswith("#"):
        return _numerical(answers.cut(1), lines)
    if find(text, "~") >= 0:
        return _choices(answers, lines)
    if find(text, "=") >= 0 and find(text, "->") >= 0:
        return _pairs(answers, lines)
    first, *feedback = split(answers, "#")
    if first[1].text.upper() in _TRUTHS:
        said = [lines.line(piece) for _, piece in feedback[:2]]
        wrong, right = [*said, "", ""][:2]
        return parts.true_false(key=_TRUTHS[first[1].text.upper()], right=right, wrong=wrong)
    return _typed(answers, lines)


def _choices(answers: Piece, lines: Lines) -> Made:
    found = _marked(answers, "~=")
    options = [
        Option(lines.line(one.body), _earned(one), lines.line(one.said), one.line) for one in found
    ]
    if any(one.sign == "=" for one in found):
        return parts.single_choice(options, answers.line)
    return parts.multiple_response(options, answers.line)


def _typed(answers: Piece, lines: Lines) -> Made:
    found = _marked(answers, "=")
    options = [
        Option(
            lines.typed(one.body),
            Fraction(1) if one.share is None else one.share,
            lines.line(one.said),
            one.line,
        )
        for one in found
    ]
    return parts.short_answer(options, match_case=False, line=answers.line)


def _earned(one: _Marked) -> Fraction:
    return Fraction(one.sign == "=") if one.share is None else one.share


def _pairs(answers: Piece, lines: Lines) -> Made:
    pairs, more = [], []
    for _, piece in _after_marks(answers, "="):
        place = find(piece.text, "->")
        if place < 0:
            template = N_("“%(text)s” has no match; write it as: =to match -> its match")
            raise Faulty(template, piece.line, text=meant(piece.text)[:60])
        stem, option = lines.line(piece.cut(0, place)), lines.line(piece.cut(place + 2))
        _require_words(option, piece)
        if stem:
            pairs.append((stem, option))
        else:
            more.append(option)
    return parts.matching(pairs, more, answers.line)


def _numerical(answers: Piece, lines: Lines) -> Made:
    place = find(answers.text, "~")
    wrong = lines.line(_feedback(answers.cut(place + 1))[1]) if place >= 0 else ""
    answers = answers.cut(0, place) if place >= 0 else answers
    if find(answers.text, "=") < 0:
        value, said = _feedback(answers)
        return parts.numerical([_accepted(value, Fraction(1), lines.line(said))], wrong, value.line)
    accepted = []
    for one in _marked(answers, "="):
        share = Fraction(1) if one.share is None else one.share
        if one.body.text == parts.ANYTHING and share <= 0:
            wrong = lines.line(one.said)
        else:
            accepted.append(_accepted(one.body, share, lines.line(one.said)))
    return parts.numerical(accepted, wrong, answers.line)


def _accepted(piece: Piece, share: Fraction, said: str) -> Accepted:
    """Return a number with its tolerance: `3:0.5`, or what lies in `2.5..3.5`."""
    low, dots, high = piece.text.partition("..")
    if dots:
        ends = decimal_of(meant(low), piece.line), decimal_of(meant(high), piece.line)
        if ends[0] > ends[1]:
            template = N_("The range %(range)s is upside down; write the smaller number first.")
            raise Faulty(template, piece.line, range=piece.text)
        return Accepted((ends[0] + ends[1]) / 2, (ends[1] - ends[0]) / 2, share, said)
    value, _, tolerance = piece.text.partition(":")
    reach = decimal_of(meant(tolerance), piece.line) if tolerance.strip() else Decimal(0)
    if reach < 0:
        template = N_("The tolerance %(tolerance)s is under 0; it is a distance.")
        raise Faulty(template, piece.line, tolerance=str(reach))
    return Accepted(decimal_of(meant(value), piece.line), reach, share, said)


@dataclass(frozen=True, slots=True)
class _Marked:
    """One answer: the sign before it, its share if it is written, its words and feedback."""

    sign: str
    share: Fraction | None
    body: Piece
    said: Piece
    line: int


def _marked(answers: Piece, signs: str) -> list[_Marked]:
    return [_one(sign, piece) for sign, piece in _after_marks(answers, signs)]


def _after_marks(answers: Piece, signs: str) -> list[tuple[str, Piece]]:
    (_, before), *marked = split(answers, signs)
    if before.text:
        template = N_("“%(text)s” stands before the first %(signs)s; every answer needs its sign.")
        listed = " or ".join(signs)
        raise Faulty(template, before.line, text=meant(before.text)[:60], signs=listed)
    return marked


def _one(sign: str, piece: Piece) -> _Marked:
    share, body = _share(piece)
    body, said = _feedback(body)
    if not body.text:
        raise Faulty(N_("An answer without words."), piece.line)
    return _Marked(sign, share, body, said, piece.line)


def _share(piece: Piece) -> tuple[Fraction | None, Piece]:
    if not piece.text.startswith("%"):
        return None, piece
    end = piece.text.find("%", 1)
    if end < 0:
        template = N_(
            "The share that begins with %(sign)s here does not end with one, as in %(example)s."
        )
        raise Faulty(template, piece.line, sign="%", example="%50%")
    return share_of_percent(piece.text[1:end], piece.line), piece.cut(end + 1)


def _feedback(piece: Piece) -> tuple[Piece, Piece]:
    """Return a text and the feedback behind its number sign."""
    place = next((place for place, _ in controls(piece.text, "#")), len(piece.text))
    return piece.cut(0, place), piece.cut(min(place + 1, len(piece.text)))


def _require_words(option: str, piece: Piece) -> None:
    if not option:
        template = N_("“%(text)s” leads to nothing; write what it matches behind ->")
        raise Faulty(template, piece.line, text=meant(piece.text)[:60])
