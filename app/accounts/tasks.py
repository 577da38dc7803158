"""Which work of this feature is done after the answer, by the worker?

Looking up a forgotten address happens here and not in the request, so that the time of the
answer says nothing about who has an account.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.accounts.actions import credentials, requests, sign_up
from app.core.db import transaction
from app.core.jobs import handles


@handles(credentials.FORGOTTEN)
def send_reset(payload: Mapping[str, Any]) -> None:
    """Send the link for a new password to an address, if it has an account."""
    with transaction() as session:
        credentials.forgotten(session, payload["email"])


@handles(sign_up.RESEND)
def send_confirmation(payload: Mapping[str, Any]) -> None:
    """Send the link of confirmation to an address, if it waits for one."""
    with transaction() as session:
        sign_up.resend(session, payload["email"])


@handles(requests.REMIND)
def remind(payload: Mapping[str, Any]) -> None:
    """Remind those who decide about an account that still waits."""
    with transaction() as session:
        requests.remind(session, payload["request"], payload["asked"])
