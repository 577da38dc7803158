"""What does one part of a question earn when the question is tried several times?"""

from collections.abc import Sequence
from fractions import Fraction


def over_tries(earned: Sequence[Fraction], penalty: Fraction) -> Fraction:
    """Return what a part earns that earned these fractions in turn, one for each try.

    It is what the last try earned, less `penalty` times the number (from 1) of the last try that
    earned something else, never under 0. So a part that is right at last earns
    1 - penalty * (number of the last try in which it was wrong), one wrong at last nothing, and
    one right from the beginning everything, however often the others were tried again.
    Source: countback, the usual marking of questions of several parts that are tried again.
    """
    last = earned[-1] if earned else Fraction(0)
    changed = [place for place, one in enumerate(earned, start=1) if one != last]
    return max(Fraction(0), last - penalty * max(changed, default=0))
