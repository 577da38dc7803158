"""What are roles and states called on pages and in mails?"""

from __future__ import annotations

from flask_babel import gettext as _

from app.accounts.rules import PersonState, Role


def role_name(role: str) -> str:
    """The role in the reader's language."""
    names = {
        Role.OFFICIAL: _("Official"),
        Role.TRAINER: _("Trainer"),
        Role.TUTOR: _("Tutor"),
        Role.COORDINATOR: _("National coordinator"),
        Role.REGIONAL_OFFICER: _("Regional officer"),
        Role.ADMINISTRATOR: _("Administrator"),
    }
    return str(names[Role(role)])


def state_name(state: str) -> str:
    """The state of an account in the reader's language."""
    names = {
        PersonState.UNCONFIRMED: _("Address not confirmed"),
        PersonState.WAITING: _("Waiting for approval"),
        PersonState.ACTIVE: _("Active"),
        PersonState.REFUSED: _("Refused"),
        PersonState.DEACTIVATED: _("Closed"),
    }
    return str(names[PersonState(state)])
