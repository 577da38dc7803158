"""What follows when a course is completed?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.certificates.actions import issue
from app.core.db import transaction
from app.core.jobs import handles
from app.learning.actions.progress import COMPLETED_JOB


@handles(COMPLETED_JOB)
def issue_certificate(payload: Mapping[str, Any]) -> None:
    """Issue the certificate of a completed course; the job may run again without a second one."""
    with transaction() as session:
        issue(session, payload["enrolment_id"])
