"""Are the pictures of questions checked and published as those of lessons are?"""

from __future__ import annotations

import hashlib
import re

import msgspec
import pytest
from markupsafe import Markup

from app.catalogue.content.render import render_course
from app.catalogue.content.version import Bank, BankQuestion
from app.quizzes.questions.pictures import picture_of
from tests.catalogue.building import CourseFolder
from tests.catalogue.samples import LESSON, QUIZ, SVG, png

pytestmark = pytest.mark.pure

Q, EN = f"{QUIZ}/quiz.yaml", f"{QUIZ}/en.yaml"
SHA = hashlib.sha256(png()).hexdigest()
DRAWN = "\n".join(
    (
        "  - id: where",
        "    type: hotspot",
        "    tags: [beans]",
        "    difficulty: 1",
        "    lesson: roasted",
        "    image: box.svg",
        "    areas:",
        "      lid: {shape: rect, points: [0, 0, 500, 500]}",
        "      foot: {shape: circle, points: [700, 500, 100]}",
        "    key: [lid]",
        "",
    )
)
WORDS = """\
  where:
    prompt: Where do the beans go in?
    image: "A `box` with a lid"
    areas: {lid: "The lid", foot: "The foot"}
    feedback: {lid: "Yes.", foot: "No."}
    explanation: The lid opens.
    rule: General Rule 1
"""
FIGURE = '![A box](media/box.svg "The box")'


@pytest.fixture
def boxed(course: CourseFolder) -> CourseFolder:
    """The course with a question on a drawing."""
    course.write(Q, course.read(Q) + DRAWN)
    for language, words in (("en", "Lid"), ("fr", "Couvercle")):
        path = f"{QUIZ}/{language}.yaml"
        course.write(path, course.read(path) + WORDS)
        course.write(f"media/box.{language}.yaml", f"beans: {words}\n")
    course.write("media/box.svg", SVG)
    return course


def published(course: CourseFolder, name: str = "where") -> BankQuestion:
    """The question as it is published, after the database kept it."""
    bank = render_course(course.course()).bank
    kept = msgspec.json.decode(msgspec.json.encode(bank), type=Bank)
    return next(one for one in kept.quizzes["quiz-first"].questions if one.id == name)


def test_drawing_that_only_a_question_shows_is_used(boxed: CourseFolder) -> None:
    assert boxed.faults() == []

    boxed.edit(Q, "image: box.svg", "image: scale.png")

    assert boxed.faults() == [("media/box.svg", 1, "unused-media")]


@pytest.mark.parametrize("name", ("bax.svg", "box.png"))
def test_picture_that_is_not_there_is_found_on_its_line(boxed: CourseFolder, name: str) -> None:
    boxed.edit(Q, "image: box.svg", f"image: {name}")

    (fault,) = (one for one in boxed.load()[1] if one.code == "broken-image")

    assert (fault.file.endswith(Q), fault.line) == (True, boxed.line(Q, "image:"))
    assert f"media folder has no file “{name}”" in fault.message
    assert "box.svg" in fault.message


def test_picture_that_is_no_name_is_a_fault_of_the_question(boxed: CourseFolder) -> None:
    boxed.edit(Q, "image: box.svg", "image: media/box.svg")

    assert (Q, boxed.line(Q, "image:"), "question") in boxed.faults()


def test_fault_of_an_area_is_found_on_its_line(boxed: CourseFolder) -> None:
    boxed.edit(Q, "[700, 500, 100]", "[700, 500]")

    assert boxed.faults() == [(Q, boxed.line(Q, "foot:"), "question")]


def test_drawing_is_published_with_the_words_of_each_language(boxed: CourseFolder) -> None:
    question = published(boxed)

    english, french = (picture_of(question.texts(code), "box.svg") for code in ("en", "fr"))

    assert english.height == french.height == 147
    assert english.html.startswith('<svg class="diagram" role="img" aria-label="A box with a lid"')
    assert ">Lid</text>" in english.html
    assert ">Couvercle</text>" in french.html
    assert isinstance(english.html, Markup)


def test_picture_is_published_at_its_own_address_with_its_size(boxed: CourseFolder) -> None:
    boxed.edit(Q, "image: box.svg", "image: scale.png")
    boxed.remove("media/box.svg")
    boxed.remove("media/box.en.yaml")
    boxed.remove("media/box.fr.yaml")

    picture = picture_of(published(boxed).texts("en"), "scale.png")

    assert picture.height == 667
    assert picture.html == (
        f'<img src="/media/{SHA}/scale.png" alt="A box with a lid" width="3" height="2"'
        ' loading="lazy">'
    )


def test_other_questions_have_no_pictures(boxed: CourseFolder) -> None:
    assert "pictures" not in published(boxed, "which-heading").texts("en")


def test_prompt_may_have_figures_whose_ids_are_its_own(boxed: CourseFolder) -> None:
    for language in ("en", "fr"):
        path = f"{QUIZ}/{language}.yaml"
        boxed.edit(path, "      Which heading?", f"      {FIGURE}\n\n      Which heading?")
    boxed.edit(Q, "image: box.svg", "image: bag.svg")

    prompt = published(boxed, "which-heading").words["fr"].prompt

    assert '<figure class="figure"><svg class="diagram" role="img" aria-label="A box"' in prompt
    assert "<figcaption>The box</figcaption>" in prompt
    assert ">Couvercle</text>" in prompt
    assert re.findall(r'\bid="([^"]+)"', prompt) == ["which-heading-prompt-d1-tip"]
    assert "url(#which-heading-prompt-d1-tip)" in prompt


def test_check_in_a_lesson_may_have_a_figure(boxed: CourseFolder) -> None:
    path = f"{LESSON}/en.md"
    prompt = boxed.read(path).partition("prompt: ")[2].partition("\n")[0]
    boxed.edit(path, f"prompt: {prompt}", f"prompt: |\n      {prompt}\n\n      {FIGURE}")

    check = render_course(boxed.course()).bank.checks["which-fact"]

    assert "which-fact-prompt-d1-tip" in check.words["en"].prompt


FAULTY = {
    "missing": ('![A box](media/bax.svg "The box")', "broken-image"),
    "no_caption": ("![A box](media/box.svg)", "missing-caption"),
    "no_alternative": ('![](media/box.svg "The box")', "missing-alternative"),
    "elsewhere": ('![A box](https://example.org/a.png "A")', "broken-image"),
    "in_a_line": ('A box: ![A box](media/box.svg "The box")', "image-place"),
}


@pytest.mark.parametrize(("figure", "code"), FAULTY.values(), ids=FAULTY.keys())
def test_fault_of_a_figure_in_a_prompt_is_found(
    boxed: CourseFolder, figure: str, code: str
) -> None:
    boxed.edit(EN, "      Which heading?", f"      {figure}\n\n      Which heading?")

    assert boxed.faults() == [(EN, boxed.line(EN, figure), code)]


def test_exhibits_and_debriefs_may_have_figures(boxed: CourseFolder) -> None:
    boxed.edit(Q, "attempts: 3", "attempts: 3\nexhibits: [paper]")
    boxed.edit(Q, "    image: box.svg", "    image: scale.png\n    exhibits: [paper]")
    for language in ("en", "fr"):
        path = f"{QUIZ}/{language}.yaml"
        body = f"\n  paper:\n    title: Paper\n    body: |\n      {FIGURE}"
        more = f"exhibits:{body}\ndebrief: |\n  {FIGURE}\nquestions:\n"
        boxed.edit(path, "questions:\n", more)

    quiz = render_course(boxed.course()).bank.quizzes["quiz-first"]

    assert 'id="paper-exhibit-d1-tip"' in quiz.exhibits[0].body["en"]
    assert 'id="quiz-first-debrief-d1-tip"' in quiz.debrief["fr"]
    assert ">Couvercle</text>" in quiz.debrief["fr"]
