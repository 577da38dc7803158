"""Do the words of a calculated question leave room for the numbers that a learner needs?"""

from collections.abc import Iterator, Mapping

from app.quizzes.formula import FormulaError, parse
from app.quizzes.questions.base import Problem
from app.quizzes.questions.calculation import ANSWER, mistakes, source_of, steps
from app.quizzes.questions.drawn_values_check import names_of_values
from app.quizzes.questions.placeholders import RESULT, placeholders, stray_brace, texts
from app.quizzes.questions.reading import Spec, Words


def check_numbers_in_words(spec: Spec, words: Mapping[str, Words]) -> Iterator[Problem]:
    """Check the placeholders of every text, and that the prompt gives what the formula needs."""
    for language, own in words.items():
        for path, text in texts(own):
            yield from _check_text(spec, path, text, language)
        yield from _check_prompt(spec, str(own.get("prompt", "")), language)
    yield from _check_used(spec, words)


def _check_text(spec: Spec, path: tuple[str, ...], text: str, language: str) -> Iterator[Problem]:
    found, known = list(placeholders(text)), _placeholders(spec)
    for name in dict.fromkeys(found):
        if name not in known:
            message = f"{{{name}}} stands for nothing; there are: {_listed(known)}"
            yield Problem(path, language, message)
    if stray := stray_brace(text):
        message = f"“{stray}” is no placeholder; write one of: {_listed(known)}"
        yield Problem(path, language, message)
    if path[0] == "hints" and (found or stray_brace(text)):
        message = "a hint is the same for everybody: put numbers into the prompt or the solution"
        yield Problem(path, language, message)


def _check_prompt(spec: Spec, prompt: str, language: str) -> Iterator[Problem]:
    shown = frozenset(placeholders(prompt))
    if RESULT + ANSWER in shown:
        message = f"{{{RESULT}{ANSWER}}} is the key: it belongs into the solution"
        yield Problem(("prompt",), language, message)
    for name in sorted(_needed(spec, shown) - shown):
        message = f"the formula needs `{name}`, and the prompt does not say {{{name}}}"
        yield Problem(("prompt",), language, message)


def _check_used(spec: Spec, words: Mapping[str, Words]) -> Iterator[Problem]:
    """Report the names that neither a formula nor a text asks for."""
    sources = (source_of(spec), *(one.source for one in steps(spec).values()))
    sources += tuple(one.source for one in mistakes(spec).values())
    asked = {name for source in sources for name in _names(source)}
    shown = {name for _, text in texts(list(words.values())) for name in placeholders(text)}
    where = "variables" if "variables" in spec else "variants"
    for name in names_of_values(spec):
        if name not in asked | shown:
            path = (where, name) if where == "variables" else (where, "0", name)
            yield Problem(path, None, f"no formula and no text needs `{name}`")
    for name in steps(spec):
        if name not in asked and RESULT + name not in shown:
            yield Problem(("steps", name), None, f"no formula and no text needs `{name}`")


def _needed(spec: Spec, shown: frozenset[str]) -> frozenset[str]:
    """Return the values that the key needs, save through steps that the prompt gives."""
    known, seen, left = steps(spec), set[str](), [source_of(spec)]
    while left:
        for name in _names(left.pop()) - seen:
            seen.add(name)
            if name in known and RESULT + name not in shown:
                left.append(known[name].source)
    return frozenset(name for name in seen if name not in known)


def _names(source: str) -> frozenset[str]:
    try:
        return parse(source).names
    except FormulaError:
        return frozenset()


def _placeholders(spec: Spec) -> tuple[str, ...]:
    results = (RESULT + name for name in (*steps(spec), ANSWER))
    return (*names_of_values(spec), *results)


def _listed(known: tuple[str, ...]) -> str:
    return ", ".join(f"{{{name}}}" for name in known)
