"""How difficult, how telling and how reliable are the questions of a quiz, and the quiz itself?

Symbols: N attempts; T the result of an attempt; x what a question gave to it; X = T - x the rest;
V and C the variance and covariance with divisor N - 1. Formulas are those of "Quiz statistics
calculations" (Moodle developer documentation, Jamie Pratt and Tim Hunt, 2008), which follow
S. Butcher, P. Swithenby and others at the Open University, and of the works named at each figure.
All figures are per cent of the quiz's or the question's whole, but skewness and kurtosis. What
cannot be said (too few attempts, everybody alike) is None.

Where questions are drawn at random the figures of a question are over those attempts that had it.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import sqrt

from app.quizzes.statistics.spread import greatest_products
from app.quizzes.statistics.sums import MARK, STEP, WHOLE, PlaceSums, QuestionSums, QuizSums


@dataclass(frozen=True, slots=True)
class QuizFigures:
    """The figures of a quiz."""

    attempts: int
    mean: float | None
    median: float | None
    deviation: float | None
    skewness: float | None
    kurtosis: float | None
    consistency: float | None
    error_ratio: float | None
    standard_error: float | None


@dataclass(frozen=True, slots=True)
class QuestionFigures:
    """The figures of a question; `negative`: it goes against the result, so weighs nothing."""

    question: str
    attempts: int
    facility: float | None
    deviation: float | None
    guess: float | None
    intended: float | None
    effective: float | None
    negative: bool
    discrimination: float | None
    efficiency: float | None


def figures_of(sums: QuizSums) -> QuizFigures:
    """Return the figures of the quiz."""
    m2, m3, m4 = _central_moments(sums)
    alpha, spread = _consistency(sums, m2), _root(_unbiased(m2, sums.attempts))
    error = None if alpha is None else sqrt(max(0.0, 1 - float(alpha)))
    median = sums.results.median()
    return QuizFigures(
        attempts=sums.attempts,
        mean=_percent(Fraction(sums.powers[0], WHOLE * sums.attempts)) if sums.attempts else None,
        median=None if median is None else _percent(median * STEP / WHOLE),
        deviation=None if spread is None else 100 * spread / WHOLE,
        skewness=_skewness(m2, m3, sums.attempts),
        kurtosis=_kurtosis(m2, m4, sums.attempts),
        consistency=None if alpha is None else _percent(alpha),
        error_ratio=None if error is None else 100 * error,
        standard_error=None if error is None or spread is None else 100 * error * spread / WHOLE,
    )


def question_figures(
    sums: QuizSums, guesses: dict[str, Fraction | None]
) -> dict[str, QuestionFigures]:
    """Return the figures of every question that was asked, by its id.

    `guesses` are the mean marks of answers made at random, None where that cannot be said.
    """
    weights = _root_covariances(sums)
    whole = sum(
        weight * sums.questions[one].count / sums.attempts
        for one, weight in weights.items()
        if weight is not None
    )
    return {
        name: _question(name, one, guesses.get(name), (weights[name], whole))
        for name, one in sums.questions.items()
    }


def _question(
    name: str, sums: QuestionSums, guess: Fraction | None, weight: tuple[float | None, float]
) -> QuestionFigures:
    """Facility: 100 mean(x) / max(x), those who left it out counting 0. Deviation: sqrt(V(x)).

    Intended weight: 100 max(x) / max(T). Effective weight: 100 sqrt(C(x, T)) / the sum of the same
    over the questions of an attempt, each by how often it is in one; none where C(x, T) < 0.
    """
    covariance = _covariance(sums.count, sums.products, sums.shares, sums.totals)
    deviation = _root(_covariance(sums.count, sums.marks2, sums.marks, sums.marks))
    own, whole = weight
    return QuestionFigures(
        question=name,
        attempts=sums.count,
        facility=_percent(Fraction(sums.marks, MARK * sums.count)),
        deviation=None if deviation is None else 100 * deviation / MARK,
        guess=None if guess is None else _percent(guess),
        intended=_percent(Fraction(sums.worth, WHOLE * sums.count)),
        effective=100 * own / whole if own is not None and whole else None,
        negative=covariance is not None and covariance < 0,
        discrimination=_discrimination(sums),
        efficiency=_efficiency(sums),
    )


def _discrimination(sums: QuestionSums) -> float | None:
    """100 C(x, X) / sqrt(V(x) V(X)): the correlation of a question with the rest of the quiz.

    The corrected item-total correlation: Nunnally and Bernstein, "Psychometric Theory", 3rd
    edition, 1994, chapter 8.
    """
    of_rest, with_rest = rest_variance(sums), _with_rest(sums)
    own = _covariance(sums.count, sums.shares2, sums.shares, sums.shares)
    if not own or not of_rest or with_rest is None:
        return None
    return 100 * float(with_rest) / sqrt(float(own) * float(of_rest))


def _efficiency(sums: QuestionSums) -> float | None:
    """100 C(x, X) / the greatest C(x, X) that the same marks and the same rests could have.

    The greatest is that of both in order. It tells how well a question discriminates for one of
    its difficulty, where the discrimination of an easy or a hard one cannot be high.
    """
    with_rest, count = _with_rest(sums), sums.count
    if with_rest is None:
        return None
    products = greatest_products(sums.given, sums.rests)
    given = sum(value * times for value, times in sums.given.counts.items())
    rests = sum(value * times for value, times in sums.rests.counts.items())
    most = Fraction(products * count - given * rests, count * (count - 1)) * STEP
    return 100 * float(with_rest / most) if most else None


def rest_variance(sums: QuestionSums) -> Fraction | None:
    """V(X), from V(T - x) = V(T) - 2 C(x, T) + V(x)."""
    count = sums.count
    whole = _covariance(count, sums.totals2, sums.totals, sums.totals)
    both = _covariance(count, sums.products, sums.shares, sums.totals)
    own = _covariance(count, sums.shares2, sums.shares, sums.shares)
    return None if whole is None or both is None or own is None else whole - 2 * both + own


def _with_rest(sums: QuestionSums) -> Fraction | None:
    """C(x, X) = C(x, T) - V(x)."""
    both = _covariance(sums.count, sums.products, sums.shares, sums.totals)
    own = _covariance(sums.count, sums.shares2, sums.shares, sums.shares)
    return None if both is None or own is None else both - own


def _root_covariances(sums: QuizSums) -> dict[str, float | None]:
    """sqrt(C(x, T)) of every question, None where it is not defined or C < 0."""
    found: dict[str, float | None] = {}
    for name, one in sums.questions.items():
        covariance = _covariance(one.count, one.products, one.shares, one.totals)
        found[name] = None if covariance is None or covariance < 0 else sqrt(float(covariance))
    return found


def _consistency(sums: QuizSums, m2: Fraction | None) -> Fraction | None:
    """Cronbach's alpha: n / (n - 1) (1 - sum V(x) / V(T)) over the n places of an attempt.

    L. J. Cronbach, "Coefficient alpha and the internal structure of tests", Psychometrika 16, 1951.
    A place is a question that every attempt has. For places filled at random x is what came there,
    whichever question it was, so that differences in difficulty count as error. With nothing but
    such places this is the one-way intraclass correlation of n ratings, ICC(1, n): P. E. Shrout and
    J. L. Fleiss, "Intraclass correlations", Psychological Bulletin 86, 1979.
    """
    of_total = _unbiased(m2, sums.attempts)
    asked = sum(one.count for one in sums.places.values())
    number = Fraction(asked, sums.attempts) if sums.attempts else Fraction(0)
    if not of_total or number <= 1:
        return None
    of_places = sum(map(_of_place, sums.places.values()), Fraction(0))
    return number / (number - 1) * (1 - of_places / of_total)


def _of_place(one: PlaceSums) -> Fraction:
    """V(x) of a place, as many times as an attempt has places of this name.

    For one such place that is V. For k of them, which are exchangeable, k V is estimated by the
    mean squares between and within attempts, MSB + (k - 1) MSW: Shrout and Fleiss, as above.
    """
    number = Fraction(one.count, one.attempts)
    between = Fraction(one.together2) / number - Fraction(one.shares**2, one.count)
    within = one.shares2 - Fraction(one.together2) / number
    return between / max(1, one.attempts - 1) + within / one.attempts


def _central_moments(sums: QuizSums) -> tuple[Fraction | None, Fraction | None, Fraction | None]:
    """The means of (T - mean)² , ³ and ⁴, from the sums of powers."""
    if not sums.attempts:
        return None, None, None
    mean, second, third, fourth = (Fraction(one, sums.attempts) for one in sums.powers)
    return (
        second - mean**2,
        third - 3 * mean * second + 2 * mean**3,
        fourth - 4 * mean * third + 6 * mean**2 * second - 3 * mean**4,
    )


def _skewness(m2: Fraction | None, m3: Fraction | None, count: int) -> float | None:
    """k3 / k2^1.5 with k3 = N² m3 / ((N - 1)(N - 2)), the unbiased estimates of the cumulants.

    R. A. Fisher, "Moments and product moments of sampling distributions", 1929. 0 is symmetrical;
    below 0 the tail is to the left, where results are low.
    """
    k2 = _unbiased(m2, count)
    if not k2 or m3 is None or count < 3:
        return None
    k3 = m3 * Fraction(count**2, (count - 1) * (count - 2))
    return float(k3) / sqrt(float(k2)) ** 3


def _kurtosis(m2: Fraction | None, m4: Fraction | None, count: int) -> float | None:
    """k4 / k2² with k4 = N² ((N + 1) m4 - 3 (N - 1) m2²) / ((N - 1)(N - 2)(N - 3)).

    Fisher as above. 0 is that of the normal distribution, above 0 is more peaked.
    """
    k2 = _unbiased(m2, count)
    if not k2 or m2 is None or m4 is None or count < 4:
        return None
    k4 = (count + 1) * m4 - 3 * (count - 1) * m2**2
    k4 *= Fraction(count**2, (count - 1) * (count - 2) * (count - 3))
    return float(k4 / k2**2)


def _covariance(count: int, products: int, first: int, second: int) -> Fraction | None:
    """C of two things from the sums of their products and of each; None for fewer than two."""
    if count < 2:
        return None
    return Fraction(products * count - first * second, count * (count - 1))


def _unbiased(m2: Fraction | None, count: int) -> Fraction | None:
    """V from the mean square about the mean."""
    return None if m2 is None or count < 2 else m2 * Fraction(count, count - 1)


def _root(number: Fraction | None) -> float | None:
    return None if number is None else sqrt(float(number))


def _percent(number: Fraction) -> float:
    return float(number * 100)
