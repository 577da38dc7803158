"""Is a request to enrol people well formed?"""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import DateField, Field, Form, SelectMultipleField, ValidationError
from wtforms.validators import Optional

from app.core.clock import today

LARGEST_ID = 2**31 - 1


def _id(text: str) -> int:
    number = int(text)
    if not 0 < number <= LARGEST_ID:
        raise ValueError(text)
    return number


def _not_past(_form: Form, field: Field) -> None:
    if field.data is not None and field.data < today():
        raise ValidationError(_("Give a day that has not passed."))


class EnrolForm(FlaskForm):  # type: ignore[misc] # flask_wtf has no types
    """Whom to enrol and until when; which course and whose people the address says."""

    due_on = DateField(  # type: ignore[call-arg] # the types of wtforms are older
        lazy_gettext("Due date"),
        validators=[Optional(), _not_past],
        invalid_value_message=lazy_gettext("Write the day as year, month and day: 2026-12-31."),
    )
    people = SelectMultipleField(  # type: ignore[call-arg] # the types of wtforms are older
        lazy_gettext("People"),
        coerce=_id,
        validate_choice=False,
        invalid_value_message=lazy_gettext("Choose people of the list."),
    )
