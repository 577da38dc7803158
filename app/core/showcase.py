"""What do all components of the front end look like, in every state?

The context of ``dev/components.html``: a page for developers, hence in English only.
"""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    DateField,
    EmailField,
    FileField,
    IntegerField,
    PasswordField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, Email, NumberRange

MEMBERS = ["Benin", "Côte d'Ivoire", "Congo (Republic of the)", "Kenya", "Peru", "Türkiye"]


class SampleForm(FlaskForm):  # type: ignore[misc] # flask_wtf has no types
    """One field of each kind. The types of wtforms do not know plain choices yet."""

    name = StringField("Name", validators=[DataRequired()])
    email = EmailField("E-mail address", validators=[DataRequired(), Email()])
    password = PasswordField("Password", validators=[DataRequired()])
    unit = SelectField("Administration", choices=["", *MEMBERS])  # type: ignore[list-item]
    minutes = IntegerField("Minutes", validators=[NumberRange(min=1, max=600)])
    due = DateField("Due date")
    about = TextAreaField("Reason")
    language = RadioField("Language", choices=["English", "Français"])  # type: ignore[list-item]
    remember = BooleanField("Keep me signed in")
    course = FileField("Course as a zip file")


def showcase() -> dict[str, object]:
    """Return the context of ``dev/components.html``: an empty form, a wrong one, an outline."""
    return {"form": SampleForm(formdata=None), "wrong": wrong_form(), "modules": outline()}


def wrong_form() -> SampleForm:
    """Return the form as it comes back with errors; its fields have ids of their own."""
    form = SampleForm(
        formdata=None,
        prefix="wrong-",
        data={"email": "someone", "minutes": 0},
        meta={"csrf": False},
    )
    form.validate()
    return form


def outline() -> list[dict[str, object]]:
    """Return a course outline with an item in each state."""
    states = ["done", "current", "open", "failed", "locked"]
    items = [
        {"title": f"{state.capitalize()} item", "url": "#" if state != "locked" else None}
        | {"state": state, "meta": "9 min", "current": state == "current"}
        for state in states
    ]
    return [{"title": "Rules in order", "items": items}]
