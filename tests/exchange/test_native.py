"""Do imported questions make a bank that a course takes, and do our own files become a bundle?"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from app.catalogue.content.files import load_course
from app.catalogue.content.reference import load_reference
from app.catalogue.content.render import render_course
from app.core.settings import shipped
from app.exchange.bundle import Bundle
from app.exchange.formats import Format, read, told, write
from app.exchange.native.course import bundle_of_course, bundle_of_published
from app.exchange.native.reading import read_bank, read_native
from app.exchange.native.writing import Bank, bank_files, to_correct, to_write
from tests.exchange.content import content, said
from tests.exchange.samples import needed, sample
from tests.small_course import QUIZ, small_course

pytestmark = pytest.mark.pure
FILES = Path(__file__).parent / "files"
SOURCE = Path(__file__).parents[1] / "courses" / "small-course"
BANK = Bank("imported", "Imported questions", "parts-of-a-code")


def imported(name: str = "customs.gift") -> Bundle:
    text = (FILES / name).read_text("utf-8")
    return read(text, told(text, name), "en")


def course_with(files: dict[str, str], folder: Path) -> list[str]:
    """The faults of a course that has the files of a bank in two languages and draws from it."""
    course = folder / "small-course"
    shutil.copytree(SOURCE, course)
    for name, text in files.items():
        for path in (course / name, course / name.replace("en.yaml", "fr.yaml")):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
    quiz = next(course.rglob("quiz.yaml"))
    draw = "draw:\n  - {bank: imported, count: 1}\n"
    quiz.write_text(quiz.read_text("utf-8").replace("draw:\n", draw), "utf-8")
    _course, faults = load_course(course, load_reference(shipped("courses"))[0])
    return [f"{one.file}:{one.line}: {one.message}" for one in faults]


@pytest.mark.parametrize("name", ("customs.gift", "customs.aiken.txt", "customs.xml"))
def test_a_bank_lacks_only_the_words_that_the_import_could_not_bring(
    name: str, tmp_path: Path
) -> None:
    bundle = imported(name)
    files = bank_files(bundle, BANK)

    faults = course_with(files, tmp_path)

    missing = [one for item in bundle.items for one in to_write(item, "en")]
    hints = [one for one in faults if "has hints, but no quiz with it is interactive" in one]
    empty = [one for one in faults if re.search(r" are empty$", one)]
    assert len(empty) == 2 * len(missing)
    assert sorted(faults) == sorted(empty + hints)


def test_a_bank_whose_words_are_written_is_published(tmp_path: Path) -> None:
    files = {
        name: re.sub(r": ''$", ": written", text, flags=re.MULTILINE)
        for name, text in bank_files(imported(), BANK).items()
    }

    assert course_with(files, tmp_path) == []


def test_what_is_still_to_be_written_is_told_word_by_word() -> None:
    statement = imported().items[7]

    assert to_write(statement, "en") == ["explanation", "rule", "feedback.true", "feedback.false"]
    assert to_correct(statement, "en") == []


def test_two_right_choices_are_told_as_what_is_to_be_corrected() -> None:
    (item,) = read("Which? {=a =b ~c}", Format.GIFT, "en").items

    assert to_correct(item, "en") == [
        "`b` earns as much as the key; what is not the key earns less than 1"
    ]


@pytest.mark.parametrize("name", ("customs.gift", "customs.aiken.txt"))
def test_a_bank_that_is_read_again_holds_the_same_questions(name: str) -> None:
    bundle = imported(name)
    files = bank_files(bundle, BANK)

    again = read_bank(files["banks/imported/bank.yaml"], files["banks/imported/en.yaml"], "en")

    assert said(again.faults) == []
    for before, after in zip(bundle.items, again.items, strict=True):
        old, new = content(before), content(after)
        for part in ("category", "title", "tags"):
            old.pop(part)
            new.pop(part)
        assert new == old
    assert {one.category for one in again.items} == {("imported",)}


def test_categories_become_tags_but_not_the_bank_itself() -> None:
    text = "$CATEGORY: imported/Net weight\n\nSound? {T}"
    files = bank_files(read(text, Format.GIFT, "en"), BANK)

    assert "  tags: [net-weight]\n" in files["banks/imported/bank.yaml"]


@needed
def test_the_examples_make_a_bank_and_the_bank_makes_the_same_file() -> None:
    bundle = sample("gift/examples.txt")
    files = bank_files(bundle, BANK)
    again = read_bank(files["banks/imported/bank.yaml"], files["banks/imported/en.yaml"], "en")

    assert len(again.items) == 43
    assert [content(one)["own"] for one in again.items] == [
        content(one)["own"] for one in bundle.items
    ]
    first = write(again, Format.GIFT).text
    assert write(read(first, Format.GIFT, "en"), Format.GIFT).text == first


def test_a_course_gives_its_questions_as_they_are_written() -> None:
    bundle = bundle_of_course(small_course(), "fr")

    assert [(one.id, one.type, one.category) for one in bundle.items] == [
        ("coffee", "single_choice", (QUIZ,)),
        ("in-the-system", "multiple_response", (QUIZ,)),
        ("duty-is-common", "true_false", (QUIZ,)),
        ("digits", "matching", (QUIZ,)),
        ("from-wide-to-narrow", "ordering", (QUIZ,)),
        ("net-weight", "numerical", (QUIZ,)),
    ]
    assert said(bundle.items[0].lost) == ["the lesson in which its answer is taught"]
    assert bundle_of_course(small_course(), "fr", "no-such").items == ()


@pytest.mark.parametrize("language", ("en", "fr"))
def test_published_questions_are_the_same_as_those_that_were_written(language: str) -> None:
    course = small_course()
    bank = render_course(course).bank.quizzes[QUIZ]

    published = bundle_of_published(bank.questions, language, QUIZ)

    written = bundle_of_course(course, language)
    assert [content(one) for one in published.items] == [content(one) for one in written.items]


NATIVE = """
- id: amphibian
  type: short_answer
  answers: [frog, toad]
  key: {frog: 1, toad: 0.8}
  weight: 2
  words: {prompt: Name one., answers: {frog: frog, toad: toad}}
- id: odd
  type: single_choice
  spec: {choices: [one, two], key: one}
  words:
    en: {prompt: Which is odd?, choices: {one: One, two: Two}}
    fr: {prompt: Lequel est impair ?, choices: {one: Un, two: Deux}}
"""


def test_a_list_of_questions_is_read_with_its_words_in_one_language() -> None:
    bundle = read_native(NATIVE, "fr")

    assert said(bundle.faults) == []
    first, second = bundle.items
    assert (first.id, first.line, str(first.weight)) == ("amphibian", 2, "2")
    assert first.spec == {"answers": ["frog", "toad"], "key": {"frog": "1", "toad": "0.8"}}
    assert second.spec == {"choices": ["one", "two"], "key": "one"}
    assert second.words["prompt"] == "Lequel est impair ?"


@pytest.mark.parametrize(
    ("text", "message"),
    (
        ("a: b", "1: The file must be a list of questions, each “- id: …” with its type."),
        ("- just text", "1: A question must hold “key: value” lines, its id and its type first."),
        ("- id: a\n", "1: “type:” is missing; it must be given"),
        ("- id: a\n  type: riddle\n", "1: “riddle” is not a question type; there are: "),
        ("- {id: a, type: true_false}\n- {id: a, type: true_false}", "1: `key` must be true or"),
        (
            "- {id: a, type: true_false, key: true}\n- {id: a, type: true_false, key: true}",
            "2: The id “a” is there twice.",
        ),
        ("- id: a\n  type: single_choice\n  choices: [a, b]\n  key: c", "4: the key says `c`"),
        ("- &a {id: a}\n- *a", "1: anchors (&) and aliases (*) are not allowed"),
        ("- [", "2: not YAML: "),
        ("- {id: a, type: true_false, key: true, words: none}", "1: The words of “a” must be a"),
    ),
)
def test_a_faulty_list_is_told_by_its_line(text: str, message: str) -> None:
    assert said(read_native(text, "en").faults)[0].startswith(message)


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    (
        ("<quiz/>", "a.txt", Format.XML),
        ("Which? {T}", "a.txt", Format.GIFT),
        ("Which?\nA) a\nB) b\nANSWER: A\n", "a.txt", Format.AIKEN),
        ("- id: a\n  type: true_false\n", "a.txt", Format.NATIVE),
        ("anything", "a.gift", Format.GIFT),
        ("anything", "a.yml", Format.NATIVE),
        ("\ufeff  <?xml version='1.0'?><quiz/>", "", Format.XML),
    ),
)
def test_the_format_is_told_by_name_and_text(text: str, name: str, expected: Format) -> None:
    assert told(text, name) is expected
