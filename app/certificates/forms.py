"""Is a request about certificates well formed?"""

from __future__ import annotations

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import TextAreaField
from wtforms.validators import DataRequired, Length


def _trimmed(text: str | None) -> str:
    return (text or "").strip()


class RevocationForm(FlaskForm):  # type: ignore[misc] # flask_wtf has no types
    """Why a certificate is revoked."""

    reason = TextAreaField(
        lazy_gettext("Reason"),
        filters=[_trimmed],
        validators=[
            DataRequired(lazy_gettext("Say why: the holder is told.")),
            Length(max=1000, message=lazy_gettext("Say it in at most 1,000 characters.")),
        ],
    )
