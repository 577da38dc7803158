"""Is every fault of a course's files found: names, languages, sizes, pictures and drawings?"""
# ruff: noqa: E501 - one fault is one row of a table

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from app.catalogue.content.faults import FaultCode
from app.catalogue.content.files import load_course
from tests.catalogue import test_faults_quizzes, test_faults_structure, test_faults_text
from tests.catalogue.building import CourseFolder
from tests.catalogue.samples import LESSON, MODULE, OTHER, QUIZ, REFERENCE, SVG, png

pytestmark = pytest.mark.pure

Change = Callable[[CourseFolder], object]


def removed(path: str) -> Change:
    return lambda course: course.remove(path)


def written(path: str, content: str | bytes) -> Change:
    return lambda course: course.write(path, content)


def edited(path: str, old: str, new: str) -> Change:
    return lambda course: course.edit(path, old, new)


def moved(path: str, to: str) -> Change:
    return lambda course: (course.folder / path).rename(course.folder / to)


BAG, BAG_EN = "media/bag.svg", "media/bag.en.yaml"

PLANTS: dict[str, tuple[Change, str, int, str]] = {
    # name: (what is done, file of the fault, its line, code)
    "no_course_sheet": (removed("course.yaml"), "course.yaml", 1, "missing-file"),
    "no_module_sheet": (removed(f"{MODULE}/module.yaml"), f"{MODULE}/module.yaml", 1, "missing-file"),
    "no_lesson_sheet": (removed(f"{LESSON}/lesson.yaml"), f"{LESSON}/lesson.yaml", 1, "missing-file"),
    "no_quiz_sheet": (removed(f"{QUIZ}/quiz.yaml"), f"{QUIZ}/quiz.yaml", 1, "missing-file"),
    "no_french_lesson": (removed(f"{LESSON}/fr.md"), f"{LESSON}/fr.md", 1, "missing-language"),
    "no_french_quiz": (removed(f"{QUIZ}/fr.yaml"), f"{QUIZ}/fr.yaml", 1, "missing-language"),
    "no_french_drawing": (removed("media/bag.fr.yaml"), "media/bag.fr.yaml", 1, "missing-language"),
    "other_language": (written(f"{LESSON}/de.md", "---\n---\n"), f"{LESSON}/de.md", 1, "unknown-file"),
    "stray_text": (written("notes.md", "x"), "notes.md", 1, "unknown-file"),
    "stray_kind": (written("media/run.exe", b"MZ"), "media/run.exe", 1, "unknown-file"),
    "zip_inside": (written("media/more.zip", b"PK"), "media/more.zip", 1, "unknown-file"),
    "page_inside": (written("media/page.html", "<script>"), "media/page.html", 1, "unknown-file"),
    "folder_in_media": (written("media/deep/a.png", png()), "media/deep/a.png", 1, "unknown-file"),
    "words_without_drawing": (written("media/bug.en.yaml", "a: b"), "media/bug.en.yaml", 1, "unknown-file"),
    "module_without_number": (moved(MODULE, "modules/first"), "modules/first", 1, "unknown-file"),
    "quiz_folder_in_capitals": (moved(QUIZ, f"{MODULE}/quizzes/Q1"), f"{MODULE}/quizzes/Q1", 1, "unknown-file"),
    "one_number_twice": (moved(OTHER, f"{MODULE}/lessons/01-green"), f"{MODULE}/lessons/01-roasted", 1, "duplicate-order"),
    "empty_sheet": (written(f"{MODULE}/module.yaml", ""), f"{MODULE}/module.yaml", 1, "wrong-type"),
    "sheet_is_a_list": (written(f"{MODULE}/module.yaml", "- a"), f"{MODULE}/module.yaml", 1, "wrong-type"),
    "not_utf8": (written(f"{LESSON}/en.md", b"---\ntitle: caf\xe9\n---\n"), f"{LESSON}/en.md", 2, "bad-encoding"),
    "text_too_large": (written("README.md", "x" * 60_001), "README.md", 1, "too-large"),
    "picture_too_large": (written("media/scale.png", png() + b"\0" * 500_000), "media/scale.png", 1, "too-large"),
    "picture_too_wide": (written("media/scale.png", png(6001)), "media/scale.png", 1, "too-large"),
    "picture_of_another_kind": (written("media/scale.png", b"\xff\xd8\xff\xc0\0\x0b\x08\0\x05\0\x04"), "media/scale.png", 1, "bad-picture"),
    "picture_that_is_a_page": (written("media/scale.png", b"<script>alert(1)</script>"), "media/scale.png", 1, "bad-picture"),
    "picture_cut_off": (written("media/scale.png", png()[:18]), "media/scale.png", 1, "bad-picture"),
    "unused_picture": (written("media/more.png", png()), "media/more.png", 1, "unused-media"),
    "unused_drawing": (written("media/more.svg", SVG), "media/more.svg", 1, "unused-media"),
    "name_with_space": (written("media/my bag.png", png()), "media/my bag.png", 1, "unknown-file"),
    "name_with_script": (written("media/<script>.png", png()), "media/<script>.png", 1, "unknown-file"),
    "words_for_no_place": (edited(BAG_EN, "beans: Beans", "beans: B\nbins: C"), BAG_EN, 2, "unknown-words"),
    "place_without_words": (edited(BAG, "0901.21", "{{code}}"), BAG_EN, 1, "drawing-words"),
    "empty_drawing_words": (edited(BAG_EN, "beans: Beans", 'beans: ""'), BAG_EN, 1, "empty"),
    "words_in_the_drawing": (edited(BAG, "{{beans}}", "Beans"), BAG, 5, "bad-drawing"),
    "script_in_the_drawing": (edited(BAG, "<rect", "<script>x</script><rect"), BAG, 3, "bad-drawing"),
    "handler_in_the_drawing": (edited(BAG, "<rect", '<rect onclick="x"'), BAG, 3, "bad-drawing"),
    "colour_in_the_drawing": (edited(BAG, "<rect", '<rect fill="red"'), BAG, 3, "bad-drawing"),
    "entity_in_the_drawing": (written(BAG, "<!DOCTYPE svg [<!ENTITY a 'b'>]><svg/>"), BAG, 1, "bad-drawing"),
    "module_without_lessons": (written("modules/02-more/module.yaml", "id: more"), "modules/02-more/module.yaml", 1, "empty"),
}  # fmt: skip


@pytest.mark.parametrize("plant", PLANTS.values(), ids=PLANTS.keys())
def test_fault_is_found_in_its_file(
    course: CourseFolder, plant: tuple[Change, str, int, str]
) -> None:
    change, *expected = plant
    change(course)

    assert tuple(expected) in course.faults()


def test_every_fault_code_is_planted_in_some_test() -> None:
    tables = (
        PLANTS.values(),
        test_faults_structure.PLANTS.values(),
        test_faults_text.PLANTS.values(),
        test_faults_quizzes.PLANTS.values(),
    )
    elsewhere = {"duplicate-id", "unused-bank"}

    planted = {str(plant[-1]) for table in tables for plant in table} | elsewhere

    assert planted == {code.value for code in FaultCode}


def test_link_to_a_file_outside_is_not_followed(course: CourseFolder, tmp_path: Path) -> None:
    secret = tmp_path / "secret.md"
    secret.write_text("the secret")
    (course.folder / LESSON / "en.md").unlink()
    (course.folder / LESSON / "en.md").symlink_to(secret)

    faults = course.faults()

    assert (f"{LESSON}/en.md", 1, "unknown-file") in faults
    assert "secret" not in "".join(fault.message for fault in course.load()[1])


def test_link_to_a_folder_is_not_followed(course: CourseFolder, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (course.folder / "modules" / "09-more").symlink_to(tmp_path / "elsewhere")

    assert course.faults() == [("modules/09-more", 1, "unknown-file")]


def test_pipe_is_not_opened(course: CourseFolder) -> None:
    os.mkfifo(course.folder / "media" / "pipe.png")

    assert course.faults() == [("media/pipe.png", 1, "unknown-file")]


def test_hidden_files_and_a_read_me_are_no_fault(course: CourseFolder) -> None:
    course.write(".DS_Store", b"\0")
    course.write("media/.gitkeep", "")
    course.write("__MACOSX/._course.yaml", b"\0")
    course.write("README.md", "About this course.")

    assert course.faults() == []


def test_empty_folder_is_no_course(tmp_path: Path) -> None:
    (tmp_path / "nothing").mkdir()

    course, faults = load_course(tmp_path / "nothing", REFERENCE)

    assert course is None
    assert [(f.file, f.code.value) for f in faults] == [("nothing", "missing-file")]


def test_too_many_files_are_not_read(course: CourseFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.catalogue.content.tree.MAX_FILES", 3)

    codes = {code for _, _, code in course.faults()}

    assert "too-large" in codes


def test_windows_line_ends_and_a_byte_order_mark_are_no_fault(course: CourseFolder) -> None:
    for path in course.folder.rglob("*.md"):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))

    assert course.faults() == []


def test_course_in_one_language_is_whole(course: CourseFolder) -> None:
    course.edit("course.yaml", "[en, fr]", "[en]")
    for french in course.folder.rglob("*fr.*"):
        french.unlink()
    for path in ("course.yaml", f"{MODULE}/module.yaml"):
        course.write(path, re.sub(r', fr: "[^"]*"', "", course.read(path)))

    assert course.faults() == []
