"""Is the Markdown of a lesson or a question right, and what are a lesson's landmarks?"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.catalogue.content import check_links
from app.catalogue.content.faults import FaultCode, did_you_mean, listed
from app.catalogue.content.reading import Place, Reading
from app.core.markdown import LABELS, hs
from app.core.markdown.inline import alternative
from app.core.markdown.syntax import (
    CALLOUT,
    figure_of,
    parse,
    parse_line,
    parse_prompt,
    plain,
    walk,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from markdown_it.tree import SyntaxTreeNode

_CALLOUTS = tuple(LABELS["en"].callouts)
_FOOTNOTE = re.compile(r"\[\^([^\]\s]+)\]")
_HALF_LINK = re.compile(r"\][(\[]|\] \((?:term|lesson|media|https?)\b")
_LINK = re.compile(r"\]\((?:term:|lesson:|media/|https?:|#)")


@dataclass(frozen=True, slots=True)
class Landmark:
    """A heading, figure, check or table: what both languages have in the same order."""

    what: str
    line: int


@dataclass(slots=True)
class TextCheck:
    """One language's text being checked; `first_line` is the line of its file where it starts."""

    reading: Reading
    file: str
    first_line: int
    source: str = ""
    checks: tuple[str, ...] = ()
    landmarks: list[Landmark] = field(default_factory=list)
    placed: dict[str, int] = field(default_factory=dict)
    level: int = 1
    headings: int = 0

    def place(self, line: int) -> Place:
        """Return the place of a line of the text, counted from 0."""
        return Place(self.file, self.first_line + line)

    def fault(self, line: int, code: FaultCode, message: str) -> None:
        """Note a fault on a line of the text, counted from 0."""
        self.reading.notes.add(self.file, self.first_line + line, code, message)


def check_lesson_text(text: TextCheck) -> tuple[Landmark, ...]:
    """Check a lesson's text; return its landmarks with the lines of its file."""
    document = parse(text.source)
    nodes = list(walk(document.tree))
    text.headings = sum(node.type == "heading" for node, _ in nodes)
    for node, line in nodes:
        if rule := _LESSON_RULES.get(node.type):
            rule(node, line, text)
    _footnotes(document.footnotes, text)
    for name in text.checks:
        if name not in text.placed:
            message = f"check “{name}” is in lesson.yaml but not in the text; place it in a fence"
            text.fault(0, FaultCode.CHECK_PLACE, message)
    if not text.source.strip():
        text.fault(0, FaultCode.EMPTY, "the lesson has no text")
    return tuple(text.landmarks)


def check_prompt(source: str, reading: Reading, place: Place) -> None:
    """Check the prompt of a question."""
    text = TextCheck(reading, place.file, place.line, source)
    for node, line in walk(parse_prompt(source).tree):
        if rule := _PROMPT_RULES.get(node.type):
            rule(node, line, text)


def check_line(source: str, reading: Reading, place: Place) -> None:
    """Check one line of words: a choice, a feedback, a caption, a title."""
    text = TextCheck(reading, place.file, place.line, source)
    for node, _ in walk(parse_line(source).tree):
        if rule := _LINE_RULES.get(node.type):
            rule(node, 0, text)


def _heading(node: SyntaxTreeNode, line: int, text: TextCheck) -> None:
    level = int(node.tag[1:])
    if level == 1:
        message = "the lesson's title is the page's first-level heading; begin with ##"
        text.fault(line, FaultCode.HEADING_LEVEL, message)
    elif level > text.level + 1:
        wanted = "#" * (text.level + 1)
        message = f"a heading of level {level} here skips a level; write {wanted}"
        text.fault(line, FaultCode.HEADING_LEVEL, message)
    if not plain(node).strip():
        text.fault(line, FaultCode.EMPTY, "a heading without words")
    text.level = max(level, 1)
    text.landmarks.append(Landmark(f"a heading of level {level}", text.first_line + line))


def _image(node: SyntaxTreeNode, line: int, text: TextCheck) -> None:
    paragraph = node.parent.parent if node.parent else None
    if paragraph is None or paragraph.type != "paragraph" or figure_of(paragraph) is not node:
        message = "an image stands alone in its paragraph, with an empty line before and after"
        text.fault(line, FaultCode.IMAGE_PLACE, message)
    if not alternative(node):
        message = "the image has no text alternative; write ![what it shows](…)"
        text.fault(line, FaultCode.MISSING_ALTERNATIVE, message)
    caption = str(node.attrs.get("title", ""))
    if not caption.strip():
        message = 'the image has no caption; write ![…](media/name.svg "Caption")'
        text.fault(line, FaultCode.MISSING_CAPTION, message)
    check_line(caption, text.reading, text.place(line))
    check_links.image(str(node.attrs.get("src", "")), text.reading, text.place(line))
    text.landmarks.append(Landmark("a figure", text.first_line + line))


def _link(node: SyntaxTreeNode, line: int, text: TextCheck) -> None:
    if not plain(node).strip():
        text.fault(line, FaultCode.EMPTY, "a link without words")
    href = str(node.attrs.get("href", ""))
    check_links.link(href, text.headings, text.reading, text.place(line))


def _code(node: SyntaxTreeNode, line: int, text: TextCheck) -> None:
    code = hs.inline_code(node.content)
    if code is not None:
        text.reading.hs_code(code, text.place(line))


def _text(node: SyntaxTreeNode, line: int, text: TextCheck) -> None:
    for label in _FOOTNOTE.findall(node.content):
        message = f"footnote “{label}” is not defined; write “[^{label}]: …” at the end"
        text.fault(line, FaultCode.FOOTNOTE, message)
    if _HALF_LINK.search(node.content):
        message = "a link or image that is not read as one; write [words](where) without spaces"
        text.fault(line, FaultCode.BROKEN_LINK, message)


def _table(_node: SyntaxTreeNode, line: int, text: TextCheck) -> None:
    text.landmarks.append(Landmark("a table", text.first_line + line))


def _header_cell(node: SyntaxTreeNode, line: int, text: TextCheck) -> None:
    if not plain(node).strip():
        text.fault(line, FaultCode.EMPTY, "a column of the table has no header; name it")


def _fence(node: SyntaxTreeNode, line: int, text: TextCheck) -> None:
    kind = node.info.strip()
    if kind == "hs":
        _hs_rows(node, line, text)
    elif kind == "check":
        _check_fence(node, line, text)
    elif kind:
        hint = did_you_mean(kind, ("check", "hs"))
        message = f"a fence of unknown kind “{kind[:40]}”; kinds are check and hs, or none{hint}"
        text.fault(line, FaultCode.FENCE, message)


def _hs_rows(node: SyntaxTreeNode, line: int, text: TextCheck) -> None:
    codes = []
    for row in hs.rows(node.content):
        row_line = line + 1 + row.line
        if isinstance(row, hs.BadRow):
            message = f"“{row.text[:60]}” is not a row; write: code | words, or code * | words"
            text.fault(row_line, FaultCode.HS_ROW, message)
            continue
        codes.append(f"{row.code}{' *' if row.is_answer else ''}")
        text.reading.hs_code(row.code, text.place(row_line))
        check_line(row.words, text.reading, text.place(row_line))
    if not codes:
        text.fault(line, FaultCode.EMPTY, "an HS table without rows")
    text.landmarks.append(Landmark(f"an HS table of {listed(codes)}", text.first_line + line))


def _check_fence(node: SyntaxTreeNode, line: int, text: TextCheck) -> None:
    name = node.content.strip()
    if name not in text.checks:
        hint = did_you_mean(name, text.checks)
        message = f"lesson.yaml has no check “{name[:80]}”; it has {listed(text.checks)}{hint}"
        text.fault(line, FaultCode.UNKNOWN_CHECK, message)
    elif name in text.placed:
        message = f"check “{name}” stands here again, first on line {text.placed[name]}; keep one"
        text.fault(line, FaultCode.CHECK_PLACE, message)
    if node.parent is None or not node.parent.is_root:
        message = "a check stands on its own, not inside a list, quotation or call-out"
        text.fault(line, FaultCode.CHECK_PLACE, message)
    text.placed.setdefault(name, text.first_line + line)
    text.landmarks.append(Landmark(f"the check “{name[:80]}”", text.first_line + line))


def _callout(node: SyntaxTreeNode, line: int, text: TextCheck) -> None:
    kind, _, title = node.info.strip().partition(" ")
    if kind not in _CALLOUTS:
        what = f"“{kind[:40]}” is not a kind of call-out" if kind else "“:::” without a kind"
        message = f"{what}; kinds are {listed(_CALLOUTS)}, and a call-out holds no other one"
        text.fault(line, FaultCode.CALLOUT, message + did_you_mean(kind, _CALLOUTS))
    lines = text.source.split("\n")
    end = (node.map or (0, len(lines)))[1]
    closing = lines[end].strip(" >\t") if end < len(lines) else ""
    if not closing.startswith(":::"):
        text.fault(line, FaultCode.CALLOUT, "the call-out is not closed; end it with “:::”")
    check_line(title, text.reading, text.place(line))


def _footnotes(footnotes: Mapping[str, bool], text: TextCheck) -> None:
    lines = text.source.split("\n")
    for label, is_used in footnotes.items():
        places = [n for n, line in enumerate(lines) if line.lstrip().startswith(f"[^{label}]:")]
        if not is_used:
            message = f"nothing refers to footnote “{label}”; write “[^{label}]” in the text"
            text.fault(places[0] if places else 0, FaultCode.FOOTNOTE, message)
        for line in places[1:]:
            text.fault(line, FaultCode.FOOTNOTE, f"footnote “{label}” is defined again; rename it")


def _not_here(what: str) -> Callable[[SyntaxTreeNode, int, TextCheck], None]:
    def rule(_node: SyntaxTreeNode, line: int, text: TextCheck) -> None:
        text.fault(line, FaultCode.NOT_HERE, f"{what} cannot stand in a question; remove it")

    return rule


def _question_text(node: SyntaxTreeNode, line: int, text: TextCheck) -> None:
    if _LINK.search(node.content):
        message = "a link, term or image cannot stand here; write the words alone"
        text.fault(line, FaultCode.NOT_HERE, message)


def _question_fence(node: SyntaxTreeNode, line: int, text: TextCheck) -> None:
    kind = node.info.strip()
    if kind == "hs":
        _hs_rows(node, line, text)
        if any(isinstance(row, hs.Row) and row.is_answer for row in hs.rows(node.content)):
            message = "a row is marked as the answer; in a question that betrays the key"
            text.fault(line, FaultCode.NOT_HERE, message)
    elif kind:
        message = f"a fence of kind “{kind[:40]}” cannot stand in a question; only hs, or none"
        text.fault(line, FaultCode.NOT_HERE, message)


_LINE_RULES: Mapping[str, Callable[[SyntaxTreeNode, int, TextCheck], None]] = {
    "code_inline": _code,
    "text": _question_text,
}
_PROMPT_RULES: Mapping[str, Callable[[SyntaxTreeNode, int, TextCheck], None]] = {
    **_LINE_RULES,
    "image": _image,
    "heading": _not_here("a heading"),
    "fence": _question_fence,
    "th": _header_cell,
}
_LESSON_RULES: Mapping[str, Callable[[SyntaxTreeNode, int, TextCheck], None]] = {
    "code_inline": _code,
    "text": _text,
    "heading": _heading,
    "image": _image,
    "link": _link,
    "table": _table,
    "th": _header_cell,
    "fence": _fence,
    CALLOUT: _callout,
}
