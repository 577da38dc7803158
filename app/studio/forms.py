"""What does a trainer send?"""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired


class UploadForm(FlaskForm):  # type: ignore[misc] # flask_wtf has no types
    """A course as a zip."""

    archive = FileField(
        _("Course as a zip file"), validators=[FileRequired(_("Choose the zip of your course."))]
    )
