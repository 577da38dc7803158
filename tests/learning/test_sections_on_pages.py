"""Does a learner see in which part of a quiz a question stands?"""

from __future__ import annotations

import re
from dataclasses import replace

from flask import Flask

from app.catalogue.actions import publish
from app.catalogue.content.model import Course, Section
from app.catalogue.content.render import render_course
from app.core.db import transaction
from app.quizzes.conditions import Conditions, Navigation
from tests.every_course import every_course
from tests.house.pages import read
from tests.learning.learner import Learner

SLUG = "every-type"


def in_parts(conditions: Conditions) -> Course:
    """Three questions in two sections."""
    course = every_course(("single_choice", "numerical", "true_false"), conditions=conditions)
    module = course.modules[0]
    sections = (
        Section("terms", named("Terms"), (), ("q-single-choice", "q-true-false"), shuffle=False),
        Section("figures", named("Figures"), (), ("q-numerical",), shuffle=False),
    )
    changed = replace(module.quizzes[0], sections=sections)
    return replace(course, modules=(replace(module, quizzes=(changed,)),))


def named(words: str) -> dict[str, str]:
    return {"en": words, "fr": words}


def learner_of(app: Flask, conditions: Conditions) -> Learner:
    with transaction() as session:
        publish(session, render_course(in_parts(conditions)))
    return Learner(app, slug=SLUG).enrol()


def headings(text: str) -> list[str]:
    found = re.findall(r"<h[23][^>]*>(Terms|Figures|Question \d)", text)
    return [str(one) for one in found]


def test_each_section_has_its_title_before_its_first_question(app: Flask) -> None:
    learner = learner_of(app, Conditions())
    running = learner.browser.get(f"/attempts/{learner.start().token}")
    handed_in = learner.browser.submit(running.form("/submit"))

    expected = ["Terms", "Question 1", "Question 2", "Figures", "Question 3"]
    assert headings(running.text) == expected
    assert headings(handed_in.text) == expected
    assert read(running.text).faults() == []


def test_one_question_after_the_other_says_in_which_section_it_is(app: Flask) -> None:
    learner = learner_of(app, Conditions(navigation=Navigation.SEQUENTIAL))

    page = learner.browser.get(f"/attempts/{learner.start().token}")

    assert " · Terms</p>" in page.text
    assert headings(page.text) == ["Question 1"]
