"""What do the elements of a question with choices, typed answers or pairs make?"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from app.core.svg_xml import Element
from app.exchange.bundle import Faulty, Note
from app.exchange.making import parts
from app.exchange.making.ids import ids_of
from app.exchange.making.items import essay
from app.exchange.making.numbers import as_share, decimal_of
from app.exchange.making.parts import Accepted, Made, Option
from app.exchange.moodle_xml.elements import (
    Question,
    elements,
    fraction_of,
    shortest,
    source_of,
)
from app.exchange.texts.formats import TextFormat, line_of
from app.exchange.texts.spaces import on_one_line
from app.quizzes.questions.base import N_
from app.quizzes.questions.essay_limits import KINDS, MOST_FILES, MOST_MEGABYTES

_ORDERINGS = {
    "-1": "exact",
    "ALL_OR_NOTHING": "exact",
    "0": "position",
    "ABSOLUTE_POSITION": "position",
}
_NEIGHBOURS = ("1", "RELATIVE_NEXT_EXCLUDE_LAST", "")
_MEGABYTE = 1024 * 1024


def multichoice(question: Question) -> Made:
    """Return a single choice or a multiple response."""
    single = question.flag("single", otherwise=True)
    options = [
        Option(question.line_of(one), fraction_of(one), question.feedback(one), one.line)
        for one in question.all("answer")
    ]
    if single:
        return parts.single_choice(options, question.line)
    return parts.multiple_response(options, question.line)


def all_or_nothing(question: Question) -> Made:
    """Return a multiple response of which only the whole key earns anything."""
    answers = question.all("answer")
    key = [one for one in answers if fraction_of(one) > 0]
    shares = {one.line: Fraction(1, len(key) or 1) for one in key}
    options = [
        Option(question.line_of(one), shares.get(one.line, Fraction(0)), question.feedback(one))
        for one in answers
    ]
    made = parts.multiple_response(options, question.line)
    chosen = [name for name, one in zip(_ids(made), options, strict=True) if one.share]
    spec = {"choices": made.spec["choices"], "key": chosen, "marking": "all_or_nothing"}
    return Made(made.type, spec, made.words, made.lost)


def truefalse(question: Question) -> Made:
    """Return a statement that is true or false."""
    answers = question.all("answer")
    right = [one for one in answers if fraction_of(one) == 1]
    if len(right) != 1 or source_of(right[0]).lower() not in {"true", "false"}:
        template = N_("Of the answers “true” and “false” just one must have the fraction 100.")
        raise Faulty(template, question.line)
    said = {id(one): question.feedback(one) for one in answers}
    wrong = next((said[id(one)] for one in answers if one is not right[0]), "")
    return parts.true_false(
        key=source_of(right[0]).lower() == "true", right=said[id(right[0])], wrong=wrong
    )


def shortanswer(question: Question) -> Made:
    """Return a question whose answer is a text."""
    match_case = question.flag("usecase", otherwise=False)
    options = [
        Option(on_one_line(source_of(one)), fraction_of(one), question.feedback(one), one.line)
        for one in question.all("answer")
    ]
    return parts.short_answer(options, match_case=match_case, line=question.line)


def numerical(question: Question) -> Made:
    """Return a question whose answer is a number, with its units."""
    wrong, accepted = "", []
    for one in question.all("answer"):
        share, said = fraction_of(one), question.feedback(one)
        if source_of(one) == parts.ANYTHING and share <= 0:
            wrong = said
            continue
        value = shortest(decimal_of(source_of(one), one.line))
        accepted.append(Accepted(value, tolerance_of(one), share, said))
    made = parts.numerical(accepted, wrong, question.line)
    return _with_units(question, made)


def tolerance_of(answer: Element) -> Decimal:
    """Return how far from the number an answer may be; 0 where nothing is said."""
    found = next(elements(answer, "tolerance"), None)
    text = source_of(found) if found else answer.attributes.get("tolerance", "")
    return shortest(decimal_of(text, answer.line)) if text else Decimal(0)


def matching(question: Question) -> Made:
    """Return a question that matches stems to options."""
    pairs, more = [], []
    for one in question.all("subquestion"):
        answer = next(elements(one, "answer"), None)
        option = question.line_of(answer) if answer else ""
        stem = question.line_of(one)
        if not option:
            raise Faulty(N_("A pair has nothing that it is matched to."), one.line)
        if stem:
            pairs.append((stem, option))
        else:
            more.append(option)
    return parts.matching(pairs, more, question.line)


def ordering(question: Question) -> Made:
    """Return a question that puts items in order; their fractions number them."""
    answers = sorted(question.all("answer"), key=_place)
    written = question.value("gradingtype")
    marking = _ORDERINGS.get(written, "adjacent")
    if marking == "adjacent" and written not in _NEIGHBOURS:
        template = N_("how a partly right order is marked (%(kind)s): by neighbours that are kept")
        question.lost.append(Note(template, {"kind": written}))
    made = parts.ordering([question.line_of(one) for one in answers], marking, question.line)
    said = {
        "right": _first_line(question, "correctfeedback"),
        "wrong": _first_line(question, "incorrectfeedback"),
    }
    if marking != "exact":
        said["partly"] = _first_line(question, "partiallycorrectfeedback")
    feedback = {name: one for name, one in said.items() if one}
    words = {**made.words, **({"feedback": feedback} if feedback else {})}
    return Made(made.type, made.spec, words, made.lost)


def written_answer(question: Question) -> Made:
    """Return an essay: a text, files or both, marked by a person."""
    spec: dict[str, object] = {}
    limits = {"min": question.value("minwordlimit"), "max": question.value("maxwordlimit")}
    words = {name: int(one) for name, one in limits.items() if one.isdecimal() and int(one)}
    if words:
        spec["words"] = words
    if question.value("responseformat") == "noinline":
        spec["text"] = False
        spec.pop("words", None)
    most = question.value("attachments")
    if most not in ("", "0"):
        spec["files"] = _files(question, most)
    graders = _first_line(question, "graderinfo")
    if graders:
        template = N_("the information for whoever marks it: “%(words)s”")
        question.lost.append(Note(template, {"words": graders[:200]}))
    return essay(spec, question.language)


def _files(question: Question, most: str) -> dict[str, object]:
    """Return which files are taken: within what is taken here, with a note where that is less."""
    asked = [one.strip().lstrip(".") for one in question.value("filetypeslist").split(",")]
    kinds = [one for one in KINDS if one in asked]
    if set(asked) - {*kinds, ""}:
        listed = ", ".join(KINDS)
        note = Note(N_("other kinds of files than %(kinds)s"), {"kinds": listed})
        question.lost.append(note)
    size = question.value("maxbytes")
    megabytes = int(size) // _MEGABYTE if size.isdecimal() else 0
    return {
        "max": min(int(most), MOST_FILES) if most.isdecimal() else MOST_FILES,
        "kinds": kinds or list(KINDS),
        "size_mb": min(megabytes, MOST_MEGABYTES) or MOST_MEGABYTES,
    }


def _ids(made: Made) -> list[str]:
    found = made.spec["choices"]
    return list(found) if isinstance(found, list) else []


def _place(answer: Element) -> Decimal:
    return decimal_of(answer.attributes.get("fraction", "0") or "0", answer.line)


def _first_line(question: Question, name: str) -> str:
    found = question.all(name)
    return question.line_of(found[0]) if found else ""


def _with_units(question: Question, made: Made) -> Made:
    units = units_of(question)
    unused = question.value("showunits") == "3"
    if not units or unused:
        if units:
            question.lost.append(Note(N_("its units, which it does not use")))
        return made
    names = ids_of([name for name, _ in units])
    if len(units) == 1:
        return Made(
            made.type,
            {**made.spec, "unit": names[0]},
            {**made.words, "unit": units[0][0]},
            made.lost,
        )
    question.asked |= {"unitgradingtype", "unitpenalty", "unitsleft"}
    factors = {name: as_share(1 / factor) for name, (_, factor) in zip(names, units, strict=True)}
    texts = {name: text for name, (text, _) in zip(names, units, strict=True)}
    notes = tuple(_how_units_are_marked(question))
    return Made(
        made.type,
        {**made.spec, "units": factors},
        {**made.words, "units": texts},
        (*made.lost, *notes),
    )


def _how_units_are_marked(question: Question) -> Iterator[Note]:
    if question.value("showunits") in ("", "0"):
        yield Note(N_("that the unit is typed: here it is chosen"))
    if question.value("unitgradingtype") in ("", "0"):
        yield Note(N_("that the unit may be left out: here it must be chosen"))
    elif question.decimal("unitpenalty", Decimal(1)) != 1:
        yield Note(N_("that a wrong unit takes a part of the mark: here it takes all of it"))


def units_of(question: Question) -> list[tuple[str, Fraction]]:
    """Return each unit with how many of it are one of the key's. Raises Faulty."""
    return list(_units(question))


def _units(question: Question) -> Iterator[tuple[str, Fraction]]:
    for group in question.all("units"):
        for one in elements(group, "unit"):
            name = next((source_of(n) for n in elements(one, "unit_name")), "")
            factor = next((source_of(n) for n in elements(one, "multiplier")), "1")
            value = Fraction(decimal_of(factor or "1", one.line))
            if not name or value <= 0:
                template = N_("A unit needs a name and a multiplier over 0.")
                raise Faulty(template, one.line)
            yield line_of(name, TextFormat.PLAIN).markdown, value
