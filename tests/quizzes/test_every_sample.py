"""Does each type keep its promises, on the question that stands for it in every/?"""

from __future__ import annotations

import json
import re
from fractions import Fraction

import pytest
from markupsafe import escape

from app.quizzes.drawing import shuffled
from app.quizzes.questions import InvalidAnswer, question_type, trusted
from app.quizzes.questions.checking import check_common_words
from app.quizzes.questions.marks import UNANSWERED
from app.quizzes.questions.reading import Spec, Words
from tests.quizzes.every import LANGUAGES, Sample, samples
from tests.quizzes.pages import page, posted, unlabelled

pytestmark = pytest.mark.pure

ALL = [pytest.param(one, id=name) for name, one in samples().items()]
MARKED = [
    pytest.param(one, id=name) for name, one in samples().items() if not question_type(name).by_hand
]
every_sample = pytest.mark.parametrize("sample", ALL)
every_marked_sample = pytest.mark.parametrize("sample", MARKED)
SEED = 20_260_302
PENALTY = Fraction(1, 3)


def in_attempt(sample: Sample, *, other: bool = False) -> Spec:
    """Return the question as an attempt has it."""
    kind = question_type(sample.type)
    spec = sample.other_spec if other else sample.spec
    words = (sample.other_words if other else None) or sample.words
    return kind.drawn(kind.sealed(spec, words), SEED)


def shown_words(sample: Sample, language: str = "en") -> Words:
    """Return the words as a page has them."""
    return {**trusted(sample.words[language]), "language": language}


def order_of(sample: Sample, spec: Spec) -> tuple[str, ...]:
    """Return the order of the attempt."""
    return shuffled(question_type(sample.type).shuffled_ids(spec), SEED, "q")


def answers_of(sample: Sample) -> list[object]:
    """Return every answer of the sample, the right one first."""
    return [sample.right, *sample.answers]


@every_sample
def test_sample_has_no_fault_in_either_key(sample: Sample) -> None:
    kind = question_type(sample.type)

    assert set(sample.words) == set(LANGUAGES)
    assert list(check_common_words(sample.words)) == []
    assert list(kind.check(sample.spec, sample.words)) == []
    assert list(kind.check(sample.other_spec, sample.other_words or sample.words)) == []


@every_sample
def test_form_gives_the_right_answer(sample: Sample) -> None:
    kind, spec = question_type(sample.type), in_attempt(sample)
    sent = {**sample.form, "csrf_token": ["x"], "revision": ["3"], "then": ["save"]}

    assert kind.answer_from_form(spec, sent) == kind.parse(spec, sample.right)


@every_marked_sample
def test_right_answer_earns_everything_and_with_another_key_it_does_not(sample: Sample) -> None:
    kind = question_type(sample.type)

    assert kind.mark(in_attempt(sample), sample.right).state == "right"
    assert kind.mark(in_attempt(sample, other=True), sample.right).state != "right"


@every_marked_sample
def test_each_type_can_say_what_earns_everything(sample: Sample) -> None:
    kind = question_type(sample.type)

    for spec in (in_attempt(sample), in_attempt(sample, other=True)):
        answer = kind.right_answer(spec)
        assert kind.mark(spec, answer).state == "right"
        assert kind.describe(spec, shown_words(sample), answer)


def test_what_a_person_marks_has_no_right_answer() -> None:
    by_hand = [one for name, one in samples().items() if question_type(name).by_hand]

    assert [question_type(one.type).right_answer(in_attempt(one)) for one in by_hand] == [None]


@every_marked_sample
def test_marks_are_within_bounds_and_agree_with_their_state(sample: Sample) -> None:
    kind = question_type(sample.type)

    for answer in answers_of(sample):
        mark = kind.mark(in_attempt(sample), answer)
        states = {"right": mark.fraction == 1, "partly": 0 < mark.fraction < 1}
        assert states.get(mark.state, mark.fraction == 0), (answer, mark)


@every_marked_sample
def test_one_try_earns_its_mark_and_more_tries_no_more(sample: Sample) -> None:
    kind, spec = question_type(sample.type), in_attempt(sample)

    for answer in answers_of(sample):
        once = kind.mark(spec, answer)
        again = kind.mark_of_tries(spec, [None, answer], PENALTY)
        assert kind.mark_of_tries(spec, [answer], PENALTY) == once
        assert (again.state, again.parts) == (once.state, once.parts)
        assert max(Fraction(0), once.fraction - PENALTY) <= again.fraction <= once.fraction


@every_marked_sample
def test_no_try_earns_nothing(sample: Sample) -> None:
    mark = question_type(sample.type).mark_of_tries(in_attempt(sample), [], PENALTY)

    assert mark == UNANSWERED


@every_marked_sample
def test_guessing_earns_a_share_or_that_is_not_said(sample: Sample) -> None:
    score = question_type(sample.type).guess_score(in_attempt(sample))

    assert score is None or 0 <= score < 1


@every_sample
def test_kept_answer_is_json_and_stays_as_it_is(sample: Sample) -> None:
    kind, spec = question_type(sample.type), in_attempt(sample)

    for answer in answers_of(sample):
        kept = kind.readable(spec, answer)
        assert kind.readable(spec, json.loads(json.dumps(kept))) == kept


@every_sample
def test_answers_are_told_in_words_and_sorted_into_a_table(sample: Sample) -> None:
    kind, spec = question_type(sample.type), in_attempt(sample)

    assert kind.describe(spec, shown_words(sample), sample.right)
    for answer in answers_of(sample):
        told = kind.describe(spec, shown_words(sample, "fr"), answer)
        table = kind.classify(spec, answer)
        assert isinstance(told, str)
        assert all(isinstance(one, str) for pair in table.items() for one in pair)
        if kind.readable(spec, answer) is None:
            assert table == {}


@every_sample
@pytest.mark.parametrize("language", LANGUAGES)
def test_running_page_is_the_same_whatever_the_key(sample: Sample, language: str) -> None:
    kind = question_type(sample.type)
    words = shown_words(sample, language)
    one, two = in_attempt(sample), in_attempt(sample, other=True)
    assert order_of(sample, one) == order_of(sample, two)

    for answer in [None, *answers_of(sample)]:
        views = [kind.public(spec, words, order_of(sample, spec), answer) for spec in (one, two)]
        assert views[0] == views[1]
        assert page("ask", views[0], "q-1") == page("ask", views[1], "q-1")
        assert page("hint", views[0]) == page("hint", views[1])
        assert page("paper", views[0]) == page("paper", views[1])
        assert page("paper_hint", views[0]) == page("paper_hint", views[1])


@every_sample
def test_running_page_holds_no_feedback_explanation_or_rule(sample: Sample) -> None:
    kind, spec = question_type(sample.type), in_attempt(sample)
    view = kind.public(spec, shown_words(sample), order_of(sample, spec), sample.right)
    shown = f"{page('ask', view, 'q-1')} {page('paper', view)} {page('hint', view)} {view!r}"

    for secret in secrets_of(sample.words["en"]):
        assert secret not in shown


def secrets_of(words: object) -> list[str]:
    """Return every feedback however deep, and the explanation and the rule of the question.

    Words so short that they may stand anywhere are left out.
    """
    if not isinstance(words, dict):
        return []
    own = [str(words[name]) for name in ("explanation", "rule") if name in words]
    return [one for one in (*own, *feedback_of(words)) if len(one) > 10]


def feedback_of(words: object) -> list[str]:
    """Return every feedback, however deep."""
    if not isinstance(words, dict):
        return []
    own = words.get("feedback", {})
    said = list(own.values()) if isinstance(own, dict) else [own]
    deeper = (feedback_of(value) for name, value in words.items() if name != "feedback")
    return [str(one) for found in (said, *deeper) for one in found]


@every_sample
def test_page_posts_back_the_answer_that_it_shows(sample: Sample) -> None:
    kind, spec = question_type(sample.type), in_attempt(sample)

    for answer in answers_of(sample):
        kept = kind.readable(spec, answer)
        view = kind.public(spec, shown_words(sample), order_of(sample, spec), kept)
        sent = kind.answer_from_form(spec, posted(page("ask", view, "q-1")))
        if kept is not None:
            assert sent == kept


@every_sample
def test_what_was_typed_stays_where_it_was_typed_when_it_is_refused(sample: Sample) -> None:
    """A field that can be written in shows again what was written, whatever it was."""
    kind, spec = question_type(sample.type), in_attempt(sample)
    words, order = shown_words(sample), order_of(sample, spec)
    empty = page("ask", kind.public(spec, words, order), "q-1")
    written_in = re.findall(r'<input\b[^>]* inputmode="decimal"[^>]*>', empty)
    names = [re.findall(r' name="([^"]+)"', one)[0] for one in written_in]
    form = {**sample.form, **{name: [f"1,23{place}"] for place, name in enumerate(names)}}
    if not names:
        return

    with pytest.raises(InvalidAnswer):
        kind.answer_from_form(spec, form)
    again = page("ask", kind.public(spec, words, order, kind.unread(spec, form)), "q-1")

    assert posted(again) == {name: list(values) for name, values in form.items()}


@every_sample
def test_every_control_has_a_name_and_an_id_of_its_own(sample: Sample) -> None:
    kind, spec = question_type(sample.type), in_attempt(sample)
    html = page("ask", kind.public(spec, shown_words(sample), order_of(sample, spec)), "q-1")
    ids = re.findall(r' id="([^"]+)"', html)

    assert unlabelled(html) == []
    assert len(ids) == len(set(ids))


@every_sample
def test_paper_has_no_fields(sample: Sample) -> None:
    kind, spec = question_type(sample.type), in_attempt(sample)

    view = kind.public(spec, shown_words(sample), order_of(sample, spec))
    html = page("paper", view)

    assert html.strip()
    assert page("paper_hint", view).strip()
    assert not re.search(r"<(?:input|select|textarea|button|form|label)\b", html)


@every_sample
@pytest.mark.parametrize("language", LANGUAGES)
def test_answer_sheet_says_what_is_right_by_this_key(sample: Sample, language: str) -> None:
    kind, words = question_type(sample.type), shown_words(sample, language)

    def sheet(*, other: bool) -> str:
        spec = in_attempt(sample, other=other)
        own = {**words, **trusted((sample.other_words or sample.words)[language])}
        order = order_of(sample, spec)
        texts = own if other else words
        asked, reviewed = kind.public(spec, texts, order), kind.review(spec, texts, None, order)
        return page("key", reviewed, asked)

    right = sheet(other=False)
    assert re.sub(r"<[^>]+>", "", right).strip()
    assert right != sheet(other=True)
    assert not re.search(r"<(?:input|select|textarea|button|form|label|style|script)\b", right)


@every_sample
def test_pages_have_neither_inline_style_nor_script(sample: Sample) -> None:
    kind, spec = question_type(sample.type), in_attempt(sample)
    words, order = shown_words(sample), order_of(sample, spec)

    for answer in [None, *answers_of(sample)]:
        asked = kind.public(spec, words, order, answer)
        html = page("ask", asked, "q-1") + page("paper", asked)
        html += page("review", kind.review(spec, words, answer, order))
        assert not re.search(r"<style|<script|\sstyle=|\son\w+=", html)


@every_marked_sample
@pytest.mark.parametrize("language", LANGUAGES)
def test_review_of_every_answer_is_drawn_with_feedback(sample: Sample, language: str) -> None:
    kind, spec = question_type(sample.type), in_attempt(sample)
    words, order = shown_words(sample, language), order_of(sample, spec)
    said = [str(escape(one)) for one in feedback_of(sample.words[language])]

    for answer in [None, *answers_of(sample)]:
        html = page("review", kind.review(spec, words, answer, order))
        assert any(one in html for one in said), answer
