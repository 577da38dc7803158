"""Does a line of words keep the spaces at which French must not be broken?"""

import pytest

from app.core.markdown import LABELS, plain_line, render_inline

pytestmark = pytest.mark.pure


def test_no_break_spaces_of_a_line_are_kept_and_others_become_one() -> None:
    assert render_inline("Oui\u00a0: les \n  pâtes ", LABELS["fr"]) == "Oui&nbsp;: les pâtes"
    assert plain_line("1\u202f000\u00a0kg") == "1\u202f000\u00a0kg"
