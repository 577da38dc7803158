"""May this person open, correct or revoke this certificate?"""

from __future__ import annotations

from app.accounts.policy import may_see_person
from app.accounts.rules import Identity
from app.certificates.rules import CertificateState


def may_open(person: Identity, holder_id: int, unit_path: str) -> bool:
    """Whether ``person`` holds the certificate, or is staff who reach the holder's unit."""
    return person.id == holder_id or may_see_person(person, unit_path)


def may_revoke(person: Identity, unit_path: str, state: CertificateState) -> bool:
    """Whether ``person`` is staff who reach the holder, and there is something to revoke."""
    in_force = state in {CertificateState.VALID, CertificateState.EXPIRED}
    return in_force and may_see_person(person, unit_path)


def may_reissue(
    state: CertificateState, printed: tuple[str, str | None], present: tuple[str, str | None]
) -> bool:
    """Whether a valid certificate shows another name (or Latin form) than its holder has now."""
    return state is CertificateState.VALID and printed != present
