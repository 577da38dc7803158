"""What does a trainer send?"""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import TextAreaField
from wtforms.validators import DataRequired, Length


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
