"""How does a trainer's zip become a draft, or a list of its faults?"""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote

from flask import Response, flash, redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app.accounts.policy import TRAINERS
from app.catalogue.content.archive import ArchiveRefused
from app.catalogue.content.faults import Fault
from app.core.access import access
from app.core.db import transaction
from app.core.errors import Conflict, NotFound
from app.core.settings import settings
from app.studio import actions
from app.studio.forms import UploadForm
from app.studio.queries import courses, drafts
from app.studio.routes import blueprint
from app.studio.routes.zips import zipped

SAMPLE = Path(__file__).resolve().parents[1] / "sample"


@blueprint.get("/upload")
@access(TRAINERS)
def upload_form() -> ResponseReturnValue:
    """Ask for the zip."""
    return _page(UploadForm())


@blueprint.post("/upload")
@access(TRAINERS)
def upload() -> ResponseReturnValue:
    """Check the zip: keep the course as a draft, or say everything that is wrong with it."""
    form = UploadForm()
    if not form.validate_on_submit():
        return _page(form), 422
    with transaction() as session:
        actions.count_upload(session, current_user.id)
    try:
        checked = actions.check_archive(form.archive.data.stream, courses.slugs())
        if checked.version is None:
            return _page(form, checked.faults), 422
        with transaction() as session:
            draft = actions.keep_draft(session, current_user, checked.version)
    except ArchiveRefused as refused:
        return _refused(form, _(refused.template, **refused.params)), 422
    except (actions.SlugTaken, Conflict) as refused:
        return _refused(form, refused.message), refused.status
    flash(_("No fault was found. This is how learners will see the course."), "success")
    return redirect(url_for(".draft", draft_id=draft.id))


@blueprint.post("/drafts/<int(max=2147483647):draft_id>/discard")
@access(TRAINERS)
def discard(draft_id: int) -> ResponseReturnValue:
    """Throw a draft away; what is published stays."""
    found = drafts.draft(current_user.id, draft_id)
    with transaction() as session:
        actions.discard(session, found.id)
    flash(_("The draft of “%(slug)s” is discarded.", slug=found.slug), "success")
    return redirect(url_for(".courses"))


@blueprint.get("/help")
@access(TRAINERS)
def writing_help() -> ResponseReturnValue:
    """Say in short how a course is written."""
    return render_template("studio/help.html")


@blueprint.get("/sample/<name>.zip")
@access(TRAINERS)
def sample(name: str) -> Response:
    """Hand out a small course that passes the check, to begin from."""
    folder = next((one for one in SAMPLE.iterdir() if one.is_dir() and one.name == name), None)
    if folder is None:
        raise NotFound
    return send_file(
        _zipped(folder), "application/zip", as_attachment=True, download_name=f"{folder.name}.zip"
    )


def _page(form: UploadForm, faults: Sequence[Fault] = ()) -> str:
    lines = "".join(f"{fault}\n" for fault in faults)
    return render_template(
        "studio/upload.html",
        form=form,
        faults=faults,
        files=len({fault.file for fault in faults}),
        faults_url=f"data:text/plain;charset=utf-8,{quote(lines)}",
        megabytes=settings().upload_megabytes,
    )


def _refused(form: UploadForm, message: str) -> str:
    form.archive.errors = [message]
    return _page(form)


def _zipped(folder: Path) -> io.BytesIO:
    """The folder as a zip whose bytes are the same every time."""
    found = (one for one in folder.rglob("*") if one.is_file())
    return zipped(
        {
            f"{folder.name}/{path.relative_to(folder).as_posix()}": path.read_bytes()
            for path in found
        }
    )
