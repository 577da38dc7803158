"""What do the words of an item look like as pages show them?"""

from __future__ import annotations

from collections.abc import Mapping

from app.core.markdown import LABELS, render_block, render_inline
from app.exchange.bundle import Item
from app.quizzes.questions import question_type, trusted
from app.quizzes.questions.reading import Spec, Words, is_block


def shown_words(item: Item, language: str) -> Words:
    """Return the words of an item as safe HTML, as its type takes them."""
    blocks = ("prompt", *question_type(item.type).block_words)
    rendered = {name: _html(one, (name,), language, blocks) for name, one in item.words.items()}
    return {**trusted(rendered), "language": language}


def asked_spec(item: Item, language: str, seed: int = 1) -> Spec:
    """Return the structure of an item as an attempt with this seed would have it."""
    kind = question_type(item.type)
    return kind.drawn(kind.sealed(item.spec, {language: item.words}), seed)


def _html(value: object, path: tuple[str, ...], language: str, blocks: tuple[str, ...]) -> object:
    if isinstance(value, Mapping):
        return {
            str(key): _html(one, (*path, str(key)), language, blocks) for key, one in value.items()
        }
    if isinstance(value, list | tuple):
        return [_html(one, (*path, str(at)), language, blocks) for at, one in enumerate(value)]
    render = render_block if is_block(path, blocks) else render_inline
    return render("" if value is None else str(value), LABELS[language])
