"""Is a request to enrol people, or to grant them something, well formed?"""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import (
    DateField,
    Field,
    Form,
    IntegerField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import DataRequired, Length, NumberRange, Optional

from app.core.clock import today

LARGEST_ID = 2**31 - 1
_NOT_OFFERED = lazy_gettext("Choose one of what is offered.")


def _id(text: str) -> int:
    number = int(text)
    if not 0 < number <= LARGEST_ID:
        raise ValueError(text)
    return number


def _text(value: str | None) -> str:
    return value or ""


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


class AccommodationForm(FlaskForm):  # type: ignore[misc] # flask_wtf has no types
    """Who is granted what, and why; of which course the address says."""

    email = StringField(
        lazy_gettext("E-mail address of the person"),
        validators=[Length(max=254, message=lazy_gettext("At most %(max)d characters, please."))],
    )
    unit = SelectField(  # type: ignore[call-arg] # the types of wtforms are older
        lazy_gettext("or a unit, with all people in it and below"),
        default="",
        coerce=_text,
        invalid_choice_message=_NOT_OFFERED,
    )
    quiz = SelectField(  # type: ignore[call-arg] # the types of wtforms are older
        lazy_gettext("For"), default="", coerce=_text, invalid_choice_message=_NOT_OFFERED
    )
    time_percent = IntegerField(  # type: ignore[call-arg] # the types of wtforms are older
        lazy_gettext("Extra time, in per cent of the quiz’s time"),
        validators=[
            Optional(),
            NumberRange(0, 300, lazy_gettext("Write a number from 0 to 300.")),
        ],
        invalid_value_message=lazy_gettext("Write a number from 0 to 300."),
    )
    attempts = IntegerField(  # type: ignore[call-arg] # the types of wtforms are older
        lazy_gettext("Extra attempts"),
        validators=[Optional(), NumberRange(0, 20, lazy_gettext("Write a number from 0 to 20."))],
        invalid_value_message=lazy_gettext("Write a number from 0 to 20."),
    )
    reason = TextAreaField(
        lazy_gettext("Reason"),
        validators=[
            DataRequired(lazy_gettext("Say why: it stays on record.")),
            Length(max=400, message=lazy_gettext("Write at most 400 characters.")),
        ],
    )
