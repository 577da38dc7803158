"""What are the figures of a quiz by the formulas as they stand in books, over plain lists?

Independent of the code under test: no sums, no grids, one pass for each figure, in floats.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import sqrt
from statistics import fmean, median, stdev

Row = Mapping[str, float]
"""An attempt: what each of its questions gave to the result, 1 being the whole quiz."""


def covariance(first: Sequence[float], second: Sequence[float]) -> float:
    a, b = fmean(first), fmean(second)
    products = [(x - a) * (y - b) for x, y in zip(first, second, strict=True)]
    return sum(products) / (len(products) - 1)


def correlation(first: Sequence[float], second: Sequence[float]) -> float:
    return covariance(first, second) / sqrt(covariance(first, first) * covariance(second, second))


def results(rows: Sequence[Row]) -> list[float]:
    return [sum(row.values()) for row in rows]


def of_quiz(rows: Sequence[Row]) -> dict[str, float]:
    """Mean, median, deviation, skewness and kurtosis."""
    total, n = results(rows), len(rows)
    mean = fmean(total)
    m2, m3, m4 = (sum((t - mean) ** power for t in total) / n for power in (2, 3, 4))
    k2 = n / (n - 1) * m2
    k3 = n**2 / ((n - 1) * (n - 2)) * m3
    k4 = n**2 / ((n - 1) * (n - 2) * (n - 3)) * ((n + 1) * m4 - 3 * (n - 1) * m2**2)
    return {
        "mean": 100 * mean,
        "median": 100 * median(total),
        "deviation": 100 * stdev(total),
        "skewness": k3 / k2**1.5,
        "kurtosis": k4 / k2**2,
    }


def alpha(columns: Sequence[Sequence[float]]) -> float:
    """Cronbach's alpha in per cent of items that everybody has."""
    total = [sum(values) for values in zip(*columns, strict=True)]
    of_items = sum(covariance(one, one) for one in columns)
    n = len(columns)
    return 100 * n / (n - 1) * (1 - of_items / covariance(total, total))


def of_question(rows: Sequence[Row], name: str) -> dict[str, float]:
    """Discrimination and efficiency over the attempts that had the question."""
    had = [row for row in rows if name in row]
    own = [row[name] for row in had]
    rest = [total - x for total, x in zip(results(had), own, strict=True)]
    return {
        "discrimination": 100 * correlation(own, rest),
        "efficiency": 100 * covariance(own, rest) / covariance(sorted(own), sorted(rest)),
    }


def effective(rows: Sequence[Row]) -> dict[str, float]:
    """The effective weights of questions that every attempt has."""
    total = results(rows)
    roots = {}
    for name in rows[0]:
        found = covariance([row[name] for row in rows], total)
        if found >= 0:
            roots[name] = sqrt(found)
    return {name: 100 * root / sum(roots.values()) for name, root in roots.items()}
