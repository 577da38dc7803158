"""Which commands bring questions in, take them out, and try their keys?"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import click
from flask.cli import AppGroup

from app.catalogue.content.fields import is_slug
from app.cli.question_files import located, questions_at, text_at
from app.core.markdown import LABELS
from app.exchange.bundle import Bundle, Faulty, Item, Lost
from app.exchange.formats import NAMES, WRITABLE, Format, write
from app.exchange.making.ids import slug
from app.exchange.making.numbers import fraction_text
from app.exchange.native.writing import Bank, bank_files, to_correct, to_write
from app.exchange.showing import asked_spec, shown_words
from app.exchange.trying.marking import Manner, Marked, MarkedAttempt, MarkedStep, mark
from app.exchange.trying.responses import read_responses
from app.quizzes.conditions import Behaviour
from app.quizzes.questions import question_type

questions = AppGroup("questions", help="Bring questions in and out, and try their keys.")

_LANGUAGE = click.option("--language", type=click.Choice(list(LABELS)), default="en")
_NAMED = 5
_PATH = click.Path(exists=True, path_type=Path)


@questions.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--format",
    "written",
    type=click.Choice([one.value for one in Format]),
    help="Told by the file if not given.",
)
@click.option(
    "--to",
    "course",
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder of the course.",
)
@_LANGUAGE
@click.option("--bank", "name", help="The id of the bank; that of the file's name if not given.")
@click.option("--title", help="The bank's title; the file's name if not given.")
@click.option("--lesson", default="", help="The id of the lesson where the answers are taught.")
@click.option(
    "--write", "is_written", is_flag=True, help="Write the bank; without, only tell of it."
)
def import_file(  # noqa: PLR0913 - each is an option of the command
    *,
    file: Path,
    written: str | None,
    course: Path | None,
    language: str,
    name: str | None,
    title: str | None,
    lesson: str,
    is_written: bool,
) -> None:
    """Read the questions of FILE and tell of each what it becomes and what is lost.

    With --write the questions without a fault become the bank banks/<id> of the course; faults are
    told, and the command ends with 1 if there are any.
    """
    bundle = questions_at(file, language, Format(written) if written else None)
    bank = Bank(name or slug(file.stem) or "questions", title or file.stem, lesson)
    for item in bundle.items:
        _tell(item, language)
    _tell_notes(file, bundle)
    counted = f"{len(bundle.items)} questions, {len(bundle.faults)} faults"
    if is_written:
        folder = _written(bundle, bank, course)
        click.echo(f"{counted}; the bank is in {folder}", err=True)
    else:
        click.echo(f"{counted}; nothing is written without --write", err=True)
    raise SystemExit(1 if bundle.faults else 0)


@questions.command("export")
@click.argument("source", type=_PATH)
@click.option(
    "--format", "wanted", type=click.Choice([one.value for one in WRITABLE]), required=True
)
@_LANGUAGE
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Standard output if not given.",
)
@click.option("--part", default="", help="The id of the quiz or bank of a course to take alone.")
def export(source: Path, wanted: str, language: str, output: Path | None, part: str) -> None:
    """Write the questions of SOURCE, a course's folder or a bank's, for another system.

    What the format cannot hold is told of each question.
    """
    bundle = questions_at(source, language, part=part)
    done = write(bundle, Format(wanted))
    if output is None:
        click.echo(done.text, nl=False)
    else:
        output.write_text(done.text, "utf-8")
    _tell_lost([*(Lost(one.id, note) for one in bundle.items for note in one.lost), *done.lost])
    for fault in bundle.faults:
        click.echo(located(source, fault), err=True)
    counted = f"{done.count} of {len(bundle.items)} questions written as {NAMES[Format(wanted)]}"
    click.echo(counted, err=True)
    raise SystemExit(1 if bundle.faults else 0)


@questions.command("mark")
@click.argument("source", type=_PATH)
@click.argument("responses", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--behaviour",
    type=click.Choice([one.value for one in Behaviour]),
    default=Behaviour.DEFERRED.value,
)
@click.option("--tries", type=click.IntRange(1, 20), default=1, help="At least so many tries.")
@_LANGUAGE
@click.option("--part", default="", help="The id of the quiz or bank of a course to take alone.")
def mark_responses(
    source: Path, responses: Path, behaviour: str, tries: int, language: str, part: str
) -> None:
    """Mark the RESPONSES to the questions of SOURCE, step by step.

    SOURCE is a YAML list of questions, a bank's or a course's folder, or a GIFT, XML or Aiken file.
    RESPONSES is YAML, JSON or CSV: rows of attempt, question and answer, or a table with a column
    for each question. Rows for the same question of an attempt are its tries.
    """
    bundle = questions_at(source, language, part=part)
    try:
        given = read_responses(text_at(responses), responses.name)
    except Faulty as faulty:
        raise click.ClickException(located(responses, faulty.note)) from faulty
    marked = mark(bundle, given, Manner(Behaviour(behaviour), tries))
    _print_marks(marked)
    _tell_notes(source, bundle)
    for one in marked.unknown:
        click.echo(str(one), err=True)
    raise SystemExit(1 if bundle.faults or marked.unknown else 0)


def _written(bundle: Bundle, bank: Bank, course: Path | None) -> Path:
    if course is None:
        message = "--write needs --to, the folder of the course"
        raise click.ClickException(message)
    if not is_slug(bank.id):
        message = f"“{bank.id}” is no id: lower-case letters, digits and single hyphens"
        raise click.ClickException(message)
    folder = course / "banks" / bank.id
    if folder.exists():
        message = f"{folder} is there already; give --bank another id, or remove it"
        raise click.ClickException(message)
    if not bundle.items:
        message = "there is no question to write"
        raise click.ClickException(message)
    for name, text in bank_files(bundle, bank).items():
        path = course / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


def _tell(item: Item, language: str) -> None:
    kind, spec = question_type(item.type), asked_spec(item, language)
    right = kind.right_answer(spec)
    words = shown_words(item, language)
    said = kind.describe(spec, words, right) if right is not None else ""
    title = f" “{item.title}”" if item.title else ""
    click.echo(f"line {item.line}: {item.id} ({item.type}){title}")
    if said:
        click.echo(f"    right answer: {said}")
    for note in item.lost:
        click.echo(f"    not carried: {note}")
    missing = to_write(item, language)
    if missing:
        click.echo(f"    to write: {', '.join(missing)}")
    for message in to_correct(item, language):
        click.echo(f"    to correct: {message}")


def _tell_lost(lost: Sequence[Lost]) -> None:
    """Tell each thing that is lost once, with the questions that lose it."""
    by_note: dict[str, list[str]] = {}
    for one in lost:
        by_note.setdefault(str(one.note), []).append(one.question)
    for note, names in by_note.items():
        more = "" if len(names) <= _NAMED else f" and {len(names) - _NAMED} more"
        click.echo(f"not carried: {note} ({', '.join(names[:_NAMED])}{more})", err=True)


def _tell_notes(path: Path, bundle: Bundle) -> None:
    for note in bundle.lost:
        click.echo(f"{path}:{note.line or 1}: not carried: {note}", err=True)
    for fault in bundle.faults:
        click.echo(located(path, fault), err=True)


def _print_marks(marked: Marked) -> None:
    for attempt in marked.attempts:
        _print_attempt(attempt)
    if len(marked.attempts) > 1:
        points = sum((one.points for one in marked.attempts), Fraction(0))
        weight = sum((one.weight for one in marked.attempts), Fraction(0))
        click.echo(f"all {len(marked.attempts)} attempts: {_number(points)} of {_number(weight)}")


def _print_attempt(attempt: MarkedAttempt) -> None:
    click.echo(f"attempt {attempt.name}")
    for one in attempt.questions:
        click.echo(f"  {one.item.id} ({one.item.type})")
        for step in one.steps:
            _print_step(step)
        waits = ", to be marked by a person" if one.by_hand else ""
        weight = _number(Fraction(one.item.weight))
        click.echo(f"    mark {_number(one.points)} of {weight}{waits}")
    share = attempt.points / attempt.weight * 100 if attempt.weight else Fraction(0)
    percent = fraction_text(Fraction(round(share, 2)))
    total = f"{_number(attempt.points)} of {_number(attempt.weight)}"
    click.echo(f"  total {total}, {percent} %")


def _print_step(step: MarkedStep) -> None:
    answer = step.answer or "(no answer)"
    counted = "" if step.counted else ", not counted: the question was closed"
    own = f"{step.mark.state} {_number(step.mark.fraction)}"
    click.echo(f"    try {step.number}: {answer}: {own}{counted}")
    for part in step.mark.parts:
        click.echo(f"      {part.id}: {part.state}")
    if step.problem:
        click.echo(f"      cannot be read: {step.problem}")


def _number(value: Fraction) -> str:
    """Return a number with seven decimals at most, and exactly where it has more."""
    short = fraction_text(Fraction(round(value, 7)))
    exact = f" ({value})" if Fraction(short) != value and value.denominator < 10_000 else ""
    return f"{short}{exact}"
