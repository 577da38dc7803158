"""What can go wrong in the product's own terms?

Actions and queries raise these; ``app.core.responses`` alone turns them into HTTP. Messages are
whole sentences in the reader's language: what is wrong, where, and what would be right.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime


class DomainError(Exception):
    """The base of all errors that a person may see."""

    status = 400

    def __init__(self, message: str = "") -> None:
        super().__init__(message)
        self.message = message


class Invalid(DomainError):  # noqa: N818 - the domain's words
    """The input cannot be accepted; ``fields`` says which part and why."""

    status = 422

    def __init__(self, message: str = "", fields: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.fields = dict(fields or {})


class NotFound(DomainError):  # noqa: N818 - the domain's words
    """There is nothing here that this person may see."""

    status = 404


class Forbidden(DomainError):  # noqa: N818 - the domain's words
    """The person may see this but not do it."""

    status = 403


class Conflict(DomainError):  # noqa: N818 - the domain's words
    """The thing changed meanwhile; ``details`` holds both sides for the page to show."""

    status = 409

    def __init__(self, message: str = "", details: Mapping[str, object] | None = None) -> None:
        super().__init__(message)
        self.details = dict(details or {})


class Gone(DomainError):  # noqa: N818 - the domain's words
    """It was here and its time is over: a used link, an ended attempt."""

    status = 410


class TooMany(DomainError):  # noqa: N818 - the domain's words
    """A limit was reached; it may be tried again at ``until``."""

    status = 429

    def __init__(self, message: str, until: datetime) -> None:
        super().__init__(message)
        self.until = until
