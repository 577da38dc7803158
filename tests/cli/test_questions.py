"""Do the question commands bring questions in and out, and mark responses step by step?"""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

import config
from app.core.db import db
from app.core.settings import shipped
from tests.conftest import settings_for

HERE = Path(__file__).parents[1]
FILES = HERE / "exchange" / "files"
COURSE = HERE / "courses" / "small-course"


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> config.Settings:
    """With the reference data that comes along."""
    return settings_for(database_url, tmp_path, courses_folder=shipped("courses"))


def run(app: Flask, *arguments: object) -> Result:
    db.session.remove()
    return app.test_cli_runner().invoke(args=["questions", *map(str, arguments)])


def test_an_import_is_told_first_and_writes_nothing(app: Flask, tmp_path: Path) -> None:
    told = run(app, "import", FILES / "customs.gift", "--to", tmp_path)

    assert told.exit_code == 0
    assert (
        "line 5: first-step (single_choice) “The first step”\n    right answer: Rule 1\n"
        in told.output
    )
    assert "    to write: explanation, rule, feedback.true, feedback.false\n" in told.output
    assert "customs.gift:44: not carried: a description, which asks nothing" in told.stderr
    assert "9 questions, 0 faults; nothing is written without --write" in told.stderr
    assert not (tmp_path / "banks").exists()


def test_an_import_writes_a_bank(app: Flask, tmp_path: Path) -> None:
    arguments = ("import", FILES / "customs.gift", "--to", tmp_path, "--language", "fr", "--write")

    written = run(app, *arguments, "--bank", "douane", "--title", "Douane", "--lesson", "codes")
    again = run(app, *arguments, "--bank", "douane")

    folder = tmp_path / "banks" / "douane"
    assert written.exit_code == 0
    assert sorted(one.name for one in folder.iterdir()) == ["bank.yaml", "fr.yaml"]
    assert (folder / "bank.yaml").read_text("utf-8").startswith("id: douane\nquestions:\n")
    assert "  lesson: codes\n" in (folder / "bank.yaml").read_text("utf-8")
    assert (folder / "fr.yaml").read_text("utf-8").startswith("title: Douane\n")
    assert again.exit_code == 1
    assert "is there already; give --bank another id, or remove it" in again.output


def test_faults_are_told_by_their_lines_and_end_with_one(app: Flask, tmp_path: Path) -> None:
    told = run(app, "import", FILES / "faulty.aiken.txt", "--to", tmp_path, "--write")

    assert told.exit_code == 1
    assert "faulty.aiken.txt:14: ANSWER names “C”; the choices are A, B.\n" in told.stderr
    assert "1 questions, 8 faults; the bank is in " in told.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    (
        (("--write",), "--write needs --to, the folder of the course"),
        (("--write", "--to", ".", "--bank", "Not An Id"), "“Not An Id” is no id"),
        (("--format", "gift", "--language", "xx"), "'xx' is not one of 'en', 'fr'"),
    ),
)
def test_an_import_says_what_it_needs(app: Flask, arguments: tuple[str, ...], message: str) -> None:
    told = run(app, "import", FILES / "customs.aiken.txt", *arguments)

    assert told.exit_code != 0
    assert message in told.output


def test_a_course_is_exported_and_what_is_lost_is_told(app: Flask, tmp_path: Path) -> None:
    target = tmp_path / "out.xml"

    done = run(app, "export", COURSE, "--format", "xml", "--language", "fr", "-o", target)

    assert done.exit_code == 0
    assert target.read_text("utf-8").count("<question type=") == 7
    assert "6 of 6 questions written as Moodle XML\n" in done.stderr
    assert "not carried: the feedback to its answers (digits)\n" in done.stderr


def test_a_bank_is_exported_to_standard_output(app: Flask, tmp_path: Path) -> None:
    run(app, "import", FILES / "customs.gift", "--to", tmp_path, "--write", "--bank", "b")

    done = run(app, "export", tmp_path / "banks" / "b", "--format", "aiken")

    assert done.stdout.startswith("Which General Rule is applied first?\nA) Rule 1\n")
    assert "3 of 9 questions written as Aiken\n" in done.stderr


@pytest.mark.parametrize(
    ("path", "arguments", "message"),
    (
        (COURSE / "modules", (), "is no file, and no folder with course.yaml, bank.yaml or quiz.y"),
        (COURSE, ("--part", "no-such"), "the course has no quiz or bank “no-such”"),
    ),
)
def test_an_export_says_what_is_not_there(
    app: Flask, path: Path, arguments: tuple[str, ...], message: str
) -> None:
    done = run(app, "export", path, "--format", "gift", *arguments)

    assert done.exit_code == 1
    assert message in done.output


QUESTIONS = """
- id: odd
  type: multiple_response
  choices: [one, two, three]
  key: [one, three]
  marking: all_or_nothing
  penalty: 0.3333333
- {id: statement, type: true_false, key: false}
"""


def test_responses_are_marked_step_by_step(app: Flask, tmp_path: Path) -> None:
    (tmp_path / "q.yaml").write_text(QUESTIONS, "utf-8")
    (tmp_path / "r.yaml").write_text(
        "ann:\n  odd: {tries: [[one, two], [one, three]]}\n  statement: true\n", "utf-8"
    )

    done = run(
        app, "mark", tmp_path / "q.yaml", tmp_path / "r.yaml", "--behaviour", "interactive",
        "--tries", 2,
    )  # fmt: skip

    assert done.exit_code == 0
    assert done.stdout == (
        "attempt ann\n"
        "  odd (multiple_response)\n"
        '    try 1: ["one", "two"]: wrong 0\n'
        "      one: right\n"
        "      two: wrong\n"
        "      three: missed\n"
        '    try 2: ["one", "three"]: right 1\n'
        "      one: right\n"
        "      three: right\n"
        "    mark 0.6666667 of 1\n"
        "  statement (true_false)\n"
        "    try 1: True: wrong 0\n"
        "      true: wrong\n"
        "      false: missed\n"
        "    mark 0 of 1\n"
        "  total 0.6666667 of 2, 33.33 %\n"
    )


def test_responses_to_no_question_end_with_one(app: Flask, tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_text("question,answer\nnothing,x\n1,A\n", "utf-8")

    done = run(app, "mark", FILES / "customs.aiken.txt", tmp_path / "r.csv")

    assert done.exit_code == 1
    assert "There is no question “nothing”; it is named by id, title or number.\n" in done.stderr
    assert "attempt 1\n  which-document-shows-the-price-that-was (single_choice)\n" in done.stdout
