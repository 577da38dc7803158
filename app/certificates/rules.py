"""What is a certificate worth today, and until when?"""

import calendar
from datetime import date, datetime
from enum import StrEnum


class CertificateState(StrEnum):
    """What the public page says of a certificate."""

    VALID = "valid"
    EXPIRED = "expired"
    REVOKED = "revoked"
    REPLACED = "replaced"


def expires_on(issued: date, validity_months: int | None) -> date | None:
    """Return the last day on which a certificate issued on `issued` is valid, or None for ever.

    Months are calendar months: 31 January plus one month is the last day of February.
    Raises ValueError where `validity_months` is not positive.
    """
    if validity_months is None:
        return None
    if validity_months < 1:
        raise ValueError(f"A certificate is valid for at least one month, not {validity_months}.")
    years, month_index = divmod(issued.month - 1 + validity_months, 12)
    year, month = issued.year + years, month_index + 1
    return date(year, month, min(issued.day, calendar.monthrange(year, month)[1]))


def state(
    now: datetime, expires_on: date | None, revoked_at: datetime | None, *, replaced: bool
) -> CertificateState:
    """Return the state at `now` (aware); a withdrawn certificate stays so after its last day.

    Revoked comes before replaced and replaced before expired: the gravest fact is the one told.
    The last day counts whole, in the time zone of `now`.
    """
    if revoked_at is not None:
        return CertificateState.REVOKED
    if replaced:
        return CertificateState.REPLACED
    if expires_on is not None and expires_on < now.date():
        return CertificateState.EXPIRED
    return CertificateState.VALID
