"""Validity in calendar months, and the state that the public page tells."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.certificates.rules import (
    CertificateState,
    expires_on,
    state,
)

pytestmark = pytest.mark.pure

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
EARLIER = datetime(2026, 11, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("issued", "months", "last_day"),
    (
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2028, 2, 29), 48, date(2032, 2, 29)),
        (date(2026, 11, 21), 36, date(2029, 11, 21)),
        (date(2026, 11, 30), 1, date(2026, 12, 30)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2026, 8, 31), 1, date(2026, 9, 30)),
    ),
)
def test_validity_counts_calendar_months(issued: date, months: int, last_day: date) -> None:
    assert expires_on(issued, months) == last_day


def test_without_a_validity_a_certificate_never_expires() -> None:
    assert expires_on(date(2026, 1, 31), None) is None


@pytest.mark.parametrize("months", (0, -3))
def test_a_validity_under_one_month_is_refused(months: int) -> None:
    with pytest.raises(ValueError, match="at least one month"):
        expires_on(date(2026, 1, 31), months)


@given(st.dates(max_value=date(2900, 1, 1)), st.integers(min_value=1, max_value=600))
def test_last_day_is_in_the_month_counted_and_never_after_the_day_of_issue(
    issued: date, months: int
) -> None:
    last = expires_on(issued, months)

    assert last is not None
    assert (last.year - issued.year) * 12 + last.month - issued.month == months
    assert last.day <= issued.day


@given(st.dates(max_value=date(2900, 1, 1)), st.integers(min_value=1, max_value=600))
def test_a_longer_validity_never_ends_earlier(issued: date, months: int) -> None:
    shorter, longer = expires_on(issued, months), expires_on(issued, months + 1)

    assert shorter is not None
    assert longer is not None
    assert shorter < longer


@pytest.mark.parametrize(
    ("last_day", "revoked_at", "replaced", "expected"),
    (
        (None, None, False, CertificateState.VALID),
        (date(2026, 11, 22), None, False, CertificateState.VALID),
        (date(2026, 11, 21), None, False, CertificateState.VALID),
        (date(2026, 11, 20), None, False, CertificateState.EXPIRED),
        (None, None, True, CertificateState.REPLACED),
        (date(2026, 11, 20), None, True, CertificateState.REPLACED),
        (None, EARLIER, False, CertificateState.REVOKED),
        (date(2026, 11, 20), EARLIER, True, CertificateState.REVOKED),
    ),
)
def test_the_gravest_fact_is_the_state(
    last_day: date | None,
    revoked_at: datetime | None,
    replaced: bool,
    expected: CertificateState,
) -> None:
    assert state(NOON, last_day, revoked_at, replaced=replaced) is expected
