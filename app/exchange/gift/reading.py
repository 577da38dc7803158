"""Which questions does a GIFT file hold?"""

from __future__ import annotations

from collections.abc import Collection
from functools import partial

from app.exchange.bundle import Bundle, Faulty, Item
from app.exchange.gift.answers import Lines, made_of, source_of, with_format
from app.exchange.gift.blocks import Block, blocks
from app.exchange.gift.syntax import Piece, controls, find, meant
from app.exchange.making.items import Collected, Common, explained, item_of, tag_slugs
from app.exchange.texts.formats import TextFormat, block_of
from app.exchange.texts.spaces import on_one_line
from app.quizzes.questions.base import N_

BLANK = "_____"
_GENERAL = "####"


def read_gift(text: str, language: str) -> Bundle:
    """Return the questions of a GIFT file, with every fault by its line."""
    collected = Collected(language)
    for block in blocks(text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")):
        collected.read(block.piece.line, partial(_item, block, collected))
    return collected.bundle()


def _item(block: Block, collected: Collected, taken: Collection[str]) -> Item | None:
    title, piece = _named(block.piece)
    text, written = with_format(piece.text, TextFormat.AUTO)
    piece = piece.cut(len(piece.text) - len(text))
    opening, closing = _braces(piece)
    if opening < 0:
        template = N_("a description, which asks nothing: “%(words)s”")
        collected.lose(template, block.piece.line, words=" ".join(meant(text).split())[:60])
        return None
    lines = Lines(written, collected.language)
    answers, general = _general(piece.cut(opening + 1, closing))
    made = made_of(answers, lines)
    prompt = block_of(source_of(_prompt(piece.text, opening, closing), written), written)
    said = explained(source_of(general.text, written), written)
    common = Common(
        title=_title(title),
        prompt=prompt.markdown,
        explanation=said.explanation,
        rule=said.rule,
        line=block.piece.line,
        category=block.category,
        idnumber=block.idnumber,
        tags=tag_slugs(block.tags),
        lost=(*prompt.lost, *lines.lost, *said.lost),
    )
    return item_of(common, made, taken)


def _named(piece: Piece) -> tuple[str, Piece]:
    """Return the name between `::` and `::`, and what follows it."""
    if not piece.text.startswith("::"):
        return "", piece
    end = find(piece.text[2:], "::")
    if end < 0:
        template = N_("The name that begins with :: here does not end with ::")
        raise Faulty(template, piece.line)
    return piece.text[2 : end + 2], piece.cut(end + 4)


def _title(written: str) -> str:
    return on_one_line(meant(written))


def _braces(piece: Piece) -> tuple[int, int]:
    """Return where the part with the answers begins and ends; -1 twice where there is none."""
    found = list(controls(piece.text, "{}"))
    if not found:
        return -1, -1
    opening = next((place for place, sign in found if sign == "{"), None)
    closing = next((place for place, sign in reversed(found) if sign == "}"), None)
    if opening is None:
        template = N_("A brace } that closes nothing; a literal one is written \\}")
        raise Faulty(template, piece.line_at(found[0][0]))
    if closing is None or closing < opening:
        template = N_(
            "The answers that begin with { here are not closed with } before the empty line."
        )
        raise Faulty(template, piece.line_at(opening))
    return opening, closing


def _general(answers: Piece) -> tuple[Piece, Piece]:
    """Return the answers, and the feedback to whatever was answered that stands behind ####."""
    place = find(answers.text, _GENERAL)
    if place < 0:
        return answers, Piece("", answers.line)
    return answers.cut(0, place), answers.cut(place + len(_GENERAL))


def _prompt(text: str, opening: int, closing: int) -> str:
    """Return the question's words; a blank stands where the answers stood amidst them."""
    before, after = text[:opening], text[closing + 1 :]
    return f"{before}{BLANK}{after}" if after.strip() else before
