"""Which Markdown says exactly this: words, some of them strong, emphasised or code?

Markdown reads much that was meant as a plain sign. So what is written is read again with the
platform's own renderer, with as few backslashes as do, until it says what was meant.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from html import escape

from app.core.markdown import LABELS, render_block, render_inline

_LABELS = LABELS["en"]
_SIGNS = re.compile(r"[\\`*_]|!\[|&(?=#?\w+;)")
_AT_START = re.compile(r"(?m)^(\s{0,3})([-+*>#=|:~]|\d{1,9}(?=[.)]))")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_SOME = re.compile(r"[\\`*_\[]")
_EVERY = re.compile(r"(?=[!-/:-@\[-`{}~])[^|]")


class Kind(StrEnum):
    """What a span is. HS_CODE is code that is set as a code of the HS."""

    TEXT = "text"
    STRONG = "strong"
    EMPHASIS = "em"
    CODE = "code"
    HS_CODE = "hs_code"
    BREAK = "br"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a line: `text` of text and code, `inner` of what is strong or emphasised."""

    kind: Kind
    text: str = ""
    inner: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Written:
    """Markdown, and whether it keeps all emphasis."""

    markdown: str
    is_whole: bool = True


BREAK = Span(Kind.BREAK)


def text_span(text: str) -> Span:
    """Return a span of plain text."""
    return Span(Kind.TEXT, text)


def write_line(spans: Sequence[Span]) -> Written:
    """Return one line of Markdown; breaks become spaces."""
    whole = _tidy([text_span(" ") if one.kind is Kind.BREAK else one for one in spans])
    return _written(whole, lambda source: render_inline(source, _LABELS), "{}")


def write_paragraph(spans: Sequence[Span]) -> Written:
    """Return one paragraph of Markdown, empty where the spans say nothing."""
    whole = _tidy(spans)
    return _written(whole, lambda source: render_block(source, _LABELS), "<p>{}</p>")


def plain(spans: Sequence[Span]) -> str:
    """Return the words of spans alone."""
    return "".join(" " if one.kind is Kind.BREAK else one.text + plain(one.inner) for one in spans)


def has_marks(text: str) -> bool:
    """Say whether a line of Markdown may mean anything but its own signs."""
    return _SIGNS.search(text) is not None


def _written(spans: tuple[Span, ...], render: Callable[[str], str], frame: str) -> Written:
    if not spans:
        return Written("")
    bare = "".join(one.text for one in spans)
    if all(one.kind is Kind.TEXT for one in spans) and not _is_special(bare):
        return Written(bare)
    meant = frame.format(_html(spans))
    for escaping in _ESCAPINGS:
        found = _markdown(spans, escaping)
        if _same(render(found), meant):
            return Written(found)
    words = text_span(plain(spans))
    return Written(_markdown((words,), _escape_every), all(s.kind is Kind.TEXT for s in spans))


def _is_special(text: str) -> bool:
    return has_marks(text) or _AT_START.match(text) is not None


def _same(rendered: str, meant: str) -> bool:
    return " ".join(rendered.replace("&nbsp;", " ").split()) == " ".join(meant.split())


def _html(spans: Sequence[Span]) -> str:
    return "".join(
        _TAGS[one.kind].format(escape(one.text, quote=False) + _html(one.inner)) for one in spans
    )


_TAGS = {
    Kind.TEXT: "{}",
    Kind.STRONG: "<strong>{}</strong>",
    Kind.EMPHASIS: "<em>{}</em>",
    Kind.CODE: "<code>{}</code>",
    Kind.HS_CODE: '<code class="hs-code">{}</code>',
    Kind.BREAK: "<br>\n",
}


def _markdown(spans: Sequence[Span], escaping: Callable[[str], str]) -> str:
    return _AT_START.sub(
        lambda found: found[1] + _behind_backslash(found[2]) if escaping is not str else found[0],
        "".join(_span(one, escaping) for one in spans),
    )


def _behind_backslash(mark: str) -> str:
    """Keep a sign at the start of a line from beginning a list; “1.” is undone at its point."""
    return mark if mark.isdigit() else f"\\{mark}"


def _span(span: Span, escaping: Callable[[str], str]) -> str:
    match span.kind:
        case Kind.STRONG:
            return f"**{_inner(span, escaping)}**"
        case Kind.EMPHASIS:
            return f"*{_inner(span, escaping)}*"
        case Kind.CODE:
            return _fenced(span.text)
        case Kind.HS_CODE:
            return _fenced(f"HS {span.text}")
        case Kind.BREAK:
            return "\\\n"
        case _:
            return escaping(span.text)


def _inner(span: Span, escaping: Callable[[str], str]) -> str:
    return "".join(_span(one, escaping) for one in span.inner)


def _fenced(code: str) -> str:
    longest = max((len(run) for run in re.findall("`+", code)), default=0)
    fence = "`" * (longest + 1)
    padding = " " if code.startswith("`") or code.endswith("`") else ""
    return f"{fence}{padding}{code}{padding}{fence}"


def _escape_some(text: str) -> str:
    numbered = re.sub(r"(?m)^(\s*\d{1,9})([.)])", r"\1\\\2", _SOME.sub(r"\\\g<0>", text))
    return _ENTITY.sub(r"\\&", numbered)


def _escape_every(text: str) -> str:
    return _EVERY.sub(r"\\\g<0>", text)


_ESCAPINGS: tuple[Callable[[str], str], ...] = (str, _escape_some, _escape_every)


def _tidy(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Return the spans without needless spaces: one between words, none at ends of any kind."""
    flat = list(_joined(_spaced_out(spans)))
    for place, one in enumerate(flat):
        before = flat[place - 1].kind if place else Kind.BREAK
        after = flat[place + 1].kind if place + 1 < len(flat) else Kind.BREAK
        text = one.text.lstrip() if before is Kind.BREAK else one.text
        flat[place] = replace(one, text=text.rstrip() if after is Kind.BREAK else text)
    flat = [one for one in flat if one.kind is Kind.BREAK or one.text or one.inner]
    while flat and flat[0].kind is Kind.BREAK:
        flat.pop(0)
    while flat and flat[-1].kind is Kind.BREAK:
        flat.pop()
    return tuple(flat)


def _spaced_out(spans: Sequence[Span]) -> Iterator[Span]:
    """Take the spaces at both ends of what is strong or emphasised out of it."""
    for one in spans:
        if one.kind not in (Kind.STRONG, Kind.EMPHASIS):
            yield _collapsed(one)
            continue
        words, inner = plain(one.inner), _tidy(one.inner)
        if words[:1].isspace():
            yield text_span(" ")
        if inner:
            yield replace(one, inner=inner)
            if words[-1:].isspace():
                yield text_span(" ")


def _collapsed(span: Span) -> Span:
    text = re.sub(r"[ \t\r\n\f]+", " ", span.text)
    return replace(span, text=text if span.kind is Kind.TEXT else text.strip())


def _joined(spans: Iterator[Span]) -> Iterator[Span]:
    """Join neighbours of one kind: `**a****b**` would not be two strong words."""
    last: Span | None = None
    for one in spans:
        if last is not None and last.kind is one.kind and one.kind in _JOINS:
            text = last.text + one.text
            text = re.sub(" +", " ", text) if one.kind is Kind.TEXT else text
            last = replace(last, text=text, inner=last.inner + one.inner)
            continue
        if last is not None:
            yield last
        last = one
    if last is not None:
        yield last


_JOINS = frozenset({Kind.TEXT, Kind.STRONG, Kind.EMPHASIS, Kind.CODE})
