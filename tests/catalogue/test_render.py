"""What does a published version of a course hold?"""

from __future__ import annotations

import hashlib
import re
import time
from pathlib import Path

import msgspec
import pytest
from markupsafe import Markup

from app.catalogue.content.files import load_course
from app.catalogue.content.model import Course
from app.catalogue.content.reference import load_reference
from app.catalogue.content.render import render_course
from app.catalogue.content.version import (
    Bank,
    ItemKind,
    MediaFile,
    Outline,
    RenderedLesson,
    Version,
)
from app.core.markdown import Segment, TocEntry
from app.quizzes.drawing import Draw
from tests.catalogue.building import CourseFolder
from tests.catalogue.samples import LESSON, OTHER, QUIZ, png

pytestmark = pytest.mark.pure

ROOT = Path(__file__).parents[2] / "courses"


@pytest.fixture
def version(course: CourseFolder) -> Version:
    return render_course(course.course())


def lesson(version: Version, language: str) -> RenderedLesson:
    (found,) = (
        one for one in version.lessons if (one.lesson_id, one.language) == ("roasted", language)
    )
    return found


def html(found: RenderedLesson) -> str:
    return "".join(segment.html for segment in found.segments)


def test_outline_has_modules_with_lessons_then_quizzes(version: Version) -> None:
    items = [(i.kind, i.id, i.required, i.title["fr"]) for i in version.outline.items()]

    assert items == [
        (ItemKind.LESSON, "roasted", True, "Café torréfié"),
        (ItemKind.LESSON, "green", False, "Green coffee"),
        (ItemKind.QUIZ, "quiz-first", True, "Quiz: coffee"),
    ]


def test_quiz_takes_the_pass_mark_of_its_course_unless_it_has_its_own(course: CourseFolder) -> None:
    (from_course,) = course.course().quizzes()
    course.edit(f"{QUIZ}/quiz.yaml", "attempts: 3", "attempts: 3\npass_mark: 80")
    (own,) = course.course().quizzes()

    assert (from_course.pass_mark, own.pass_mark) == (70, 80)
    assert (own.time_limit_minutes, own.attempts, own.wait_minutes) == (20, 3, 10)
    assert own.sections[0].draws == (Draw("beans", 1), Draw("digits", 1))
    assert own.questions_per_attempt == 2


def test_quiz_without_draws_asks_every_question(course: CourseFolder) -> None:
    draws = "draw:\n  - {tag: beans, count: 1}\n  - {tag: digits, count: 1}\n"
    course.edit(f"{QUIZ}/quiz.yaml", draws, "")

    (quiz,) = course.course().quizzes()

    assert quiz.questions_per_attempt == 3


def test_outline_tells_no_key(version: Version) -> None:
    outline = msgspec.json.encode(version.outline).decode()

    assert "key" not in outline
    assert "colour" not in outline


def test_documents_survive_being_stored(version: Version) -> None:
    for stored, kind in ((version.outline, Outline), (version.bank, Bank)):
        assert msgspec.json.decode(msgspec.json.encode(stored), type=kind) == stored
    for one in version.lessons:
        assert msgspec.json.decode(msgspec.json.encode(one), type=RenderedLesson) == one


def test_lesson_is_cut_at_its_check_and_ends_with_notes_and_cards(version: Version) -> None:
    found = lesson(version, "en")

    before, check, after = found.segments
    assert before.html.startswith('<h2 id="s1">The beans</h2>')
    assert check == Segment(check="which-fact")
    assert after.html.startswith('<section class="footnotes" aria-label="Footnotes">')
    assert after.html.endswith("<p>Four.</p></div>")
    assert (found.title, found.minutes) == ("Roasted coffee", 9)
    assert found.sources == ('HS heading <code class="hs-code">09.01</code>',)
    assert found.toc == (TocEntry("s1", 2, "The beans"), TocEntry("s2", 3, "Compared"))
    assert "0901.21 Roasted" in found.text.split("\n")


def test_both_languages_have_the_same_ids_and_their_own_words(version: Version) -> None:
    english, french = (html(lesson(version, language)) for language in ("en", "fr"))

    assert re.findall(r'id="([^"]*)"', english) == re.findall(r'id="([^"]*)"', french)
    assert ">Beans</text>" in english
    assert ">Grains</text>" in french
    assert "<dfn>position</dfn>" in french


def test_links_to_lessons_are_siblings_unless_said_otherwise(course: CourseFolder) -> None:
    here = course.course()

    siblings = render_course(here)
    elsewhere = render_course(here, lambda lesson_id: f"/preview/{lesson_id}")

    assert 'href="./green"' in html(lesson(siblings, "en"))
    assert 'href="/preview/green"' in html(lesson(elsewhere, "en"))


def test_picture_is_addressed_by_its_content(version: Version) -> None:
    digest = hashlib.sha256(png()).hexdigest()

    assert version.media == (MediaFile(digest, "scale.png", "image/png", png()),)
    assert version.media[0].path == f"/media/{digest}/scale.png"
    expected = f'<img src="/media/{digest}/scale.png" alt="A scale" width="3" height="2"'
    assert expected in html(lesson(version, "en"))


def test_bank_has_questions_with_their_keys_and_safe_words(version: Version) -> None:
    quiz = version.bank.quizzes["quiz-first"]
    question = quiz.questions[0]

    assert question.spec == {"choices": ["tea", "coffee"], "key": "coffee"}
    assert (question.lesson, question.tags, question.difficulty) == ("roasted", ("beans",), 2)
    assert question.texts("en") == {
        "prompt": Markup("<p>Roasted beans, <strong>in a bag</strong>.</p>\n<p>Which heading?</p>"),
        "explanation": Markup('Heading <code class="hs-code">09.01</code> names it.'),
        "rule": Markup("General Rule 1"),
        "choices": {
            "tea": Markup('<code class="hs-code">09.01</code> or tea'),
            "coffee": Markup("Coffee"),
        },
        "feedback": {"tea": Markup("No."), "coffee": Markup("Yes.")},
        "language": "en",
    }
    assert version.bank.quizzes["quiz-first"].questions[1].spec == {"tolerance": 0.5, "key": 6}


def test_bank_has_checks_with_their_lesson(version: Version) -> None:
    check = version.bank.checks["which-fact"]

    assert (check.lesson, check.spec["key"]) == ("roasted", "roasting")
    assert check.words["fr"].texts("fr")["prompt"] == Markup("<p>Quel fait décide ?</p>")


def hashes(course: Course) -> dict[str, str]:
    lessons = {lesson.id: lesson.content_hash for lesson in course.lessons()}
    quizzes = {quiz.id: quiz.content_hash for quiz in course.quizzes()}
    return lessons | quizzes | {"course": course.content_hash}


CHANGES = {
    "words": (f"{OTHER}/fr.md", "Text.", "Texte.", {"green"}),
    "minutes": (f"{OTHER}/lesson.yaml", "minutes: 5", "minutes: 6", {"green"}),
    "key": (f"{QUIZ}/quiz.yaml", "key: coffee", "key: tea", {"quiz-first"}),
    "feedback": (f"{LESSON}/en.md", '"No."', '"Not so."', {"roasted"}),
    "drawing": ("media/bag.svg", 'x="10" y="40"', 'x="11" y="40"', set[str]()),
    "title": ("course.yaml", '{en: "Coffee"', '{en: "On coffee"', set[str]()),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_change_gives_a_new_version_and_new_hashes_of_what_changed_alone(
    course: CourseFolder, change: tuple[str, str, str, set[str]]
) -> None:
    path, old, new, changed = change
    before = hashes(course.course())
    course.edit(path, old, new)

    after = hashes(course.course())

    assert {name for name in before if before[name] != after[name]} == {*changed, "course"}


def test_same_source_gives_the_same_version(course: CourseFolder, tmp_path: Path) -> None:
    again = CourseFolder.written_in(tmp_path / "again")

    assert render_course(course.course()) == render_course(again.course())


def test_comments_and_the_order_of_keys_change_nothing(course: CourseFolder) -> None:
    before = hashes(course.course())
    course.edit(
        "course.yaml",
        "topic: classification\nlevel: foundation",
        "level: foundation # x\ntopic: classification",
    )

    assert hashes(course.course()) == before


def test_script_in_titles_captions_and_words_is_inert(course: CourseFolder) -> None:
    evil = "<script>alert(1)</script>"
    course.edit(f"{LESSON}/en.md", "title: Roasted coffee", f"title: {evil}")
    course.edit(f"{LESSON}/en.md", '"A scale")', f'"{evil}")')
    course.edit(f"{LESSON}/en.md", "![A bag]", f"![{evil}]")
    course.edit("media/bag.en.yaml", "Beans", f'"{evil}"')
    course.edit(f"{QUIZ}/en.yaml", 'coffee: "Coffee"', f'coffee: "{evil}"')

    version = render_course(course.course())

    stored = (html(lesson(version, "en")), msgspec.json.encode(version.bank).decode())
    assert [page for page in stored if "<script" in page] == []
    assert lesson(version, "en").title == evil  # plain text: the template escapes it


@pytest.mark.parametrize(
    "folder", [f for f in sorted(ROOT.iterdir()) if (f / "course.yaml").is_file()], ids=str
)
def test_courses_of_the_repository_have_no_fault_and_render(folder: Path) -> None:
    reference, glossary_faults = load_reference(ROOT)

    course, faults = load_course(folder, reference)

    assert [str(fault) for fault in (*glossary_faults, *faults)] == []
    assert course is not None
    version = render_course(course)
    assert len(version.lessons) == len(course.languages) * len(list(course.lessons()))


def test_course_of_fifteen_lessons_is_checked_and_rendered_in_little_time() -> None:
    reference, _ = load_reference(ROOT)

    def seconds() -> float:
        started = time.process_time()
        course, _ = load_course(ROOT / "hs-foundations", reference)
        assert course is not None
        render_course(course)
        return time.process_time() - started

    # 0.6 s when measured alone; the rest is room for coverage's tracing and a busy machine.
    assert min(seconds(), seconds()) < 6
