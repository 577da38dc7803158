"""Which question types does the registry find?"""

import pytest

from app.quizzes.questions import UnknownQuestionType, all_types, question_type
from tests.quizzes.every import samples

pytestmark = pytest.mark.pure


def test_every_file_that_declares_a_type_is_found_and_has_a_sample() -> None:
    assert [kind.name for kind in all_types()] == sorted(samples())
    assert all(question_type(kind.name) is kind for kind in all_types())


@pytest.mark.parametrize("name", ("riddle", "", "base", "Single_Choice"))
def test_unknown_type_is_refused_with_the_list_of_types(name: str) -> None:
    with pytest.raises(UnknownQuestionType) as caught:
        question_type(name)

    assert str(caught.value) == (
        f"“{name}” is not a question type; there are: {', '.join(sorted(samples()))}"
    )
