"""What does a trainer send?"""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined] # its types are older
from wtforms.validators import DataRequired, Length, Optional, Regexp

from app.core.i18n import LANGUAGES, language
from app.core.markdown import LABELS

_MOST_TYPED = 100_000
_ID = r"[a-z0-9]+(?:-[a-z0-9]+)*$"
_NOT_OFFERED = _("Choose one of those that are offered.")
_NO_ID = _("Write lower-case letters, digits and single hyphens.")
_LANGUAGES = {code: LANGUAGES[code] for code in LABELS}
_FORMATS = [
    SelectChoice("", _("Told by the file")),
    SelectChoice("gift", "GIFT"),
    SelectChoice("xml", "Moodle XML"),
    SelectChoice("aiken", "Aiken"),
    SelectChoice("native", "YAML"),
]


class UploadForm(FlaskForm):  # type: ignore[misc] # flask_wtf has no types
    """A course as a zip."""

    archive = FileField(
        _("Course as a zip file"), validators=[FileRequired(_("Choose the zip of your course."))]
    )


class RemarkForm(FlaskForm):  # type: ignore[misc] # flask_wtf has no types
    """Why results are compared with the keys of the current version."""

    reason = TextAreaField(
        _("What was corrected"),
        validators=[
            DataRequired(_("Say what was corrected: it stays on record.")),
            Length(max=400, message=_("Write at most 400 characters.")),
        ],
    )


def _format_field() -> SelectField:
    """The format of a file of questions; a field belongs where it stands in its form."""
    return SelectField(  # type: ignore[call-arg] # the types of wtforms are older
        _("Format"), choices=_FORMATS, default="", invalid_choice_message=_NOT_OFFERED
    )


def _language_field() -> SelectField:
    return SelectField(  # type: ignore[call-arg] # the types of wtforms are older
        _("Language of the questions"),
        choices=_LANGUAGES,
        default=language,
        invalid_choice_message=_NOT_OFFERED,
    )


class ImportForm(FlaskForm):  # type: ignore[misc] # flask_wtf has no types
    """A file of questions from another system, and what the bank made of it is called."""

    file = FileField(
        _("File of questions"), validators=[FileRequired(_("Choose a file of questions."))]
    )
    written = _format_field()
    words = _language_field()
    bank = StringField(
        _("Id of the bank"),
        validators=[Optional(), Regexp(_ID, message=_NO_ID)],
    )
    title = StringField(
        _("Title of the bank"),
        validators=[Length(max=200, message=_("Write at most 200 characters."))],
    )
    lesson = StringField(
        _("Id of the lesson where the answers are taught"),
        validators=[Optional(), Regexp(_ID, message=_NO_ID)],
    )


class TryForm(FlaskForm):  # type: ignore[misc] # flask_wtf has no types
    """Questions and responses to them, typed or as files."""

    questions = TextAreaField(
        _("Questions"),
        validators=[Length(max=_MOST_TYPED, message=_("This is too long; upload it as a file."))],
    )
    questions_file = FileField(_("Or a file of questions"))
    written = _format_field()
    words = _language_field()
    responses = TextAreaField(
        _("Responses"),
        validators=[Length(max=_MOST_TYPED, message=_("This is too long; upload it as a file."))],
    )
    responses_file = FileField(_("Or a file of responses"))
    behaviour = SelectField(  # type: ignore[call-arg] # the types of wtforms are older
        _("When is marked"),
        choices=[
            SelectChoice("deferred", _("When the attempt is handed in")),
            SelectChoice("immediate", _("Each question once, when the learner asks")),
            SelectChoice("interactive", _("Each question in several tries")),
            SelectChoice("certainty", _("With how sure the learner is")),
        ],
        default="deferred",
        invalid_choice_message=_NOT_OFFERED,
    )
    tries = SelectField(  # type: ignore[call-arg] # the types of wtforms are older
        _("Tries at least"),
        choices={str(one): str(one) for one in range(1, 7)},
        default="1",
        invalid_choice_message=_NOT_OFFERED,
    )
