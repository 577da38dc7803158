"""Is everything that a quiz can say read, kept in the version, and told by its outline?"""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import msgspec
import pytest

from app.catalogue.content.model import Course, Exhibit, FeedbackBand, Quiz, Section
from app.catalogue.content.render import render_course
from app.catalogue.content.version import (
    Band,
    Bank,
    BankExhibit,
    BankSection,
    Outline,
    QuizItem,
    SectionItem,
    Version,
)
from app.quizzes.conditions import (
    ALL_PARTS,
    Behaviour,
    Conditions,
    Counting,
    Navigation,
    ReviewPart,
    ReviewTimes,
)
from app.quizzes.drawing import Draw
from app.quizzes.questions import question_type
from tests.catalogue.building import CourseFolder
from tests.catalogue.quiz_samples import BANK, CASE, EXAM
from tests.catalogue.samples import QUIZ

pytestmark = pytest.mark.pure

EXAM_YAML, CASE_YAML = f"{EXAM}/quiz.yaml", f"{CASE}/quiz.yaml"


def both(words: str) -> dict[str, str]:
    return {"en": words, "fr": words}


def quiz(course: Course, identifier: str) -> Quiz:
    (found,) = (one for one in course.quizzes() if one.id == identifier)
    return found


def item(version: Version, identifier: str) -> QuizItem:
    (found,) = (one for one in version.outline.items() if one.id == identifier)
    assert isinstance(found, QuizItem)
    return found


def in_all_languages(course: CourseFolder, folder: str, old: str, new: str) -> None:
    for language in ("en", "fr"):
        course.edit(f"{folder}/{language}.yaml", old, new)


def test_quiz_that_says_nothing_is_deferred_free_and_best(course: CourseFolder) -> None:
    found = quiz(course.course(), "quiz-first")

    assert found.conditions == Conditions()
    assert (found.exhibits, found.debrief, found.bands) == ((), {}, ())
    assert {(one.weight, one.penalty, one.exhibits, one.bank) for one in found.questions} == {
        (1.0, 0.0, (), "")
    }


def test_conditions_are_read_and_moments_kept_in_utc(rich: CourseFolder) -> None:
    assert quiz(rich.course(), "quiz-exam").conditions == Conditions(
        behaviour=Behaviour.CERTAINTY,
        navigation=Navigation.SEQUENTIAL,
        counts=Counting.AVERAGE,
        opens_at=datetime(2026, 3, 1, 8, 0, tzinfo=UTC),
        closes_at=datetime(2026, 3, 31, 17, 0, tzinfo=UTC),
        review=ReviewTimes((ReviewPart.MARKS,), (ReviewPart.MARKS, ReviewPart.FEEDBACK)),
    )


@pytest.mark.parametrize(
    ("written", "navigation", "behaviour"),
    (
        ("", Navigation.SEQUENTIAL, Behaviour.IMMEDIATE),
        ("behaviour: immediate\n", Navigation.SEQUENTIAL, Behaviour.IMMEDIATE),
        ("navigation: sequential\n", Navigation.SEQUENTIAL, Behaviour.IMMEDIATE),
    ),
)
def test_case_is_sequential_with_feedback_at_once(
    rich: CourseFolder, written: str, navigation: Navigation, behaviour: Behaviour
) -> None:
    rich.edit(CASE_YAML, "behaviour: interactive\npenalty: 0.25\n", written)
    in_all_languages(rich, CASE, "    hints: [Look at line 1.]\n", "")
    in_all_languages(
        rich, BANK, "    hints: [See the packing list., The answer is under five.]\n", ""
    )

    found = quiz(rich.course(), "quiz-shipment").conditions

    assert found == Conditions(behaviour, navigation, is_case=True)


def test_case_can_be_interactive(rich: CourseFolder) -> None:
    found = quiz(rich.course(), "quiz-shipment").conditions

    assert found == Conditions(Behaviour.INTERACTIVE, Navigation.SEQUENTIAL, is_case=True)


def test_review_that_shows_nothing_can_be_asked_for(rich: CourseFolder) -> None:
    rich.edit(
        EXAM_YAML, "review: {after: [marks], closed: [feedback, marks]}", "review: {after: []}"
    )

    found = quiz(rich.course(), "quiz-exam").conditions.review

    assert found == ReviewTimes((), ALL_PARTS)


def test_sections_list_or_draw_from_the_quiz_and_from_shared_banks(rich: CourseFolder) -> None:
    found = quiz(rich.course(), "quiz-exam")

    own = ("beans-or-tea", "chapter-digits")
    draws = (Draw(None, 1, 2, "shared-coffee"), Draw("digits", 1))
    assert found.sections == (
        Section("names", both("Names"), (), ("beans-or-tea",), False),
        Section("figures", both("Figures"), draws, (*own, "roasting-decides"), True),
    )
    assert found.questions_per_attempt == 3


def test_quiz_without_sections_has_one_that_holds_all(rich: CourseFolder) -> None:
    found = quiz(rich.course(), "quiz-shipment")

    draws = (Draw(None, 1, 1), Draw("boxes", 1, None, "shared-coffee"))
    assert found.sections == (
        Section("", {}, draws, ("what-is-invoiced", "how-many-boxes"), False),
    )


def test_quiz_without_sections_can_be_shuffled(course: CourseFolder) -> None:
    course.edit(f"{QUIZ}/quiz.yaml", "attempts: 3", "shuffle: true")

    (section,) = quiz(course.course(), "quiz-first").sections

    assert section.shuffle


def test_only_what_a_draw_can_take_of_a_shared_bank_enters_a_quiz(rich: CourseFolder) -> None:
    course = rich.course()

    asked = {one.id: [(q.id, q.bank) for q in one.questions] for one in course.quizzes()}

    assert asked["quiz-exam"] == [
        ("beans-or-tea", ""), ("chapter-digits", ""), ("roasting-decides", "shared-coffee"),
    ]  # fmt: skip
    assert asked["quiz-shipment"] == [
        ("what-is-invoiced", ""), ("how-many-boxes", "shared-coffee"),
    ]  # fmt: skip
    assert course.banks == {"shared-coffee": both("Questions on coffee")}


def test_quiz_can_do_without_questions_of_its_own(rich: CourseFolder) -> None:
    rich.write(
        EXAM_YAML, "id: quiz-exam\nshuffle: true\ndraw:\n  - {bank: shared-coffee, count: 3}\n"
    )
    for language in ("en", "fr"):
        rich.write(f"{EXAM}/{language}.yaml", "title: Exam\nintro: All from the bank.\n")

    found = quiz(rich.course(), "quiz-exam")

    assert [one.id for one in found.questions] == [
        "how-many-boxes", "roasting-decides", "label-is-enough",
    ]  # fmt: skip
    assert [one.id for one in found.exhibits] == ["packing-list", "label"]


def test_weight_penalty_hints_and_exhibits_of_a_question_are_read(rich: CourseFolder) -> None:
    course = rich.course()

    exam, case = quiz(course, "quiz-exam"), quiz(course, "quiz-shipment")

    assert [(one.weight, one.penalty) for one in exam.questions] == [(2.5, 0), (1, 0), (1, 0)]
    own, shared = case.questions
    assert (own.penalty, own.exhibits, own.words["en"].hints) == (
        0.25, ("invoice",), ("Look at line 1.",),
    )  # fmt: skip
    assert (shared.penalty, shared.exhibits, len(shared.words["en"].hints)) == (
        0.5, ("packing-list",), 2,
    )  # fmt: skip


def test_shared_question_takes_the_penalty_of_the_quiz_unless_it_has_its_own(
    rich: CourseFolder,
) -> None:
    rich.edit(f"{BANK}/bank.yaml", "    penalty: 0.5\n", "")

    assert quiz(rich.course(), "quiz-shipment").questions[1].penalty == 0.25


def test_exhibits_debrief_and_bands_are_read(rich: CourseFolder) -> None:
    course = rich.course()

    exam, case = quiz(course, "quiz-exam"), quiz(course, "quiz-shipment")

    table = "| Line | Goods |\n|---|---|\n| 1 | `HS 0901.21` |"
    assert case.exhibits == (
        Exhibit("invoice", both("Invoice"), both(table)),
        Exhibit("packing-list", both("Packing list"), both("Four boxes.")),
    )
    assert case.debrief == both("The invoice said it **all**.")
    assert exam.bands == (
        FeedbackBand(80, both("Very well.")),
        FeedbackBand(50, both("Good enough.")),
        FeedbackBand(0, both("Read it again.")),
    )


def test_version_has_sections_exhibits_hints_and_debrief_as_safe_html(rich: CourseFolder) -> None:
    bank = render_course(rich.course()).bank

    exam, case = bank.quizzes["quiz-exam"], bank.quizzes["quiz-shipment"]
    own, shared = case.questions
    assert exam.sections[0] == BankSection("names", both("Names"), (), ("beans-or-tea",), False)
    assert case.exhibits[1] == BankExhibit(
        "packing-list", both("Packing list"), both("<p>Four boxes.</p>")
    )
    assert '<code class="hs-code">0901.21</code>' in case.exhibits[0].body["fr"]
    assert case.debrief == both("<p>The invoice said it <strong>all</strong>.</p>")
    assert own.words["en"].hints == ("Look at line 1.",)
    assert (shared.bank, shared.penalty, shared.weight) == ("shared-coffee", 0.5, 1.0)
    assert bank.banks == {"shared-coffee": both("Questions on coffee")}
    assert exam.draw(seed=1)[0] == "beans-or-tea"
    assert set(exam.draw(seed=1)[1:]) == {"roasting-decides", "chapter-digits"}


def test_outline_tells_how_a_quiz_is_taken(rich: CourseFolder) -> None:
    version = render_course(rich.course())

    exam, case = item(version, "quiz-exam"), item(version, "quiz-shipment")

    assert (exam.behaviour, exam.navigation, exam.counts, exam.is_case) == (
        "certainty", "sequential", "average", False,
    )  # fmt: skip
    assert (exam.opens_at, exam.closes_at) == (
        datetime(2026, 3, 1, 8, 0, tzinfo=UTC), datetime(2026, 3, 31, 17, 0, tzinfo=UTC),
    )  # fmt: skip
    assert exam.sections == (SectionItem(both("Names"), 1), SectionItem(both("Figures"), 2))
    assert exam.bands[0] == Band(80, both("Very well."))
    assert (case.is_case, case.sections, case.questions) == (True, (), 2)
    assert (exam.max_tries, case.max_tries) == (1, 3)
    assert (exam.max_points, case.max_points) == (Decimal("4.5"), Decimal(2))


def test_points_are_not_told_where_attempts_differ(rich: CourseFolder) -> None:
    rich.edit(EXAM_YAML, "    questions: [beans-or-tea]", "    draw: [{difficulty: 1, count: 1}]")

    assert item(render_course(rich.course()), "quiz-exam").max_points is None


def test_outline_tells_that_a_person_marks(
    course: CourseFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = item(render_course(course.course()), "quiz-first").has_by_hand
    monkeypatch.setattr(type(question_type("numerical")), "by_hand", True)

    after = item(render_course(course.course()), "quiz-first").has_by_hand

    assert (before, after) == (False, True)


def test_rich_version_survives_being_stored(rich: CourseFolder) -> None:
    version = render_course(rich.course())

    for stored, kind in ((version.outline, Outline), (version.bank, Bank)):
        assert msgspec.json.decode(msgspec.json.encode(stored), type=kind) == stored


def test_outline_of_a_rich_course_tells_no_key(rich: CourseFolder) -> None:
    outline = msgspec.json.encode(render_course(rich.course()).outline).decode()

    assert [word for word in ("key", "Look at line", "packing") if word in outline] == []


def test_change_of_a_shared_question_changes_the_quizzes_that_can_ask_it_alone(
    rich: CourseFolder,
) -> None:
    before = {one.id: one.content_hash for one in rich.course().quizzes()}
    rich.edit(f"{BANK}/bank.yaml", "    key: 4", "    key: 5")

    after = {one.id: one.content_hash for one in rich.course().quizzes()}

    assert {name for name in before if before[name] != after[name]} == {"quiz-shipment"}
