"""How does a trainer publish, withdraw, and publish again?"""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app.accounts.policy import TRAINERS
from app.catalogue.actions import Published
from app.catalogue.content.version import Outline
from app.catalogue.queries import outline_of
from app.catalogue.rules import CourseState
from app.core.access import access
from app.core.db import db, transaction
from app.core.errors import NotFound
from app.studio import actions
from app.studio.actions import Seen
from app.studio.queries import courses, drafts, results
from app.studio.queries.courses import Managed
from app.studio.routes import blueprint
from app.studio.routes.courses import spoken
from app.studio.rules import compare


@blueprint.get("/drafts/<int(max=2147483647):draft_id>/publish")
@access(TRAINERS)
def confirm_draft(draft_id: int) -> ResponseReturnValue:
    """Say what publishing the draft changes, and ask."""
    found = drafts.draft(current_user.id, draft_id)
    actions.require_slug(current_user, found.slug)
    action = url_for(".publish_draft", draft_id=draft_id)
    back = url_for(".draft", draft_id=draft_id)
    return _confirm(found.outline, found.content_hash, action, back)


@blueprint.post("/drafts/<int(max=2147483647):draft_id>/publish")
@access(TRAINERS)
def publish_draft(draft_id: int) -> ResponseReturnValue:
    """Publish the draft, if it is still what was confirmed."""
    slug = drafts.draft(current_user.id, draft_id).slug
    with transaction() as session:
        done = actions.publish_draft(session, current_user, draft_id, _seen())
    return _published(slug, done)


@blueprint.get("/courses/<slug>/versions/<int(max=2147483647):number>/publish")
@access(TRAINERS)
def confirm_version(slug: str, number: int) -> ResponseReturnValue:
    """Say what publishing a version of the history again changes, and ask."""
    managed = courses.managed(current_user, slug)
    found = next((one for one in courses.versions(managed.id) if one.number == number), None)
    if found is None:
        raise NotFound
    action = url_for(".publish_version", slug=slug, number=number)
    back = url_for(".course", slug=slug)
    return _confirm(outline_of(found.id), found.content_hash, action, back)


@blueprint.post("/courses/<slug>/versions/<int(max=2147483647):number>/publish")
@access(TRAINERS)
def publish_version(slug: str, number: int) -> ResponseReturnValue:
    """Make a version of the history the current one again, also of a withdrawn course."""
    courses.managed(current_user, slug)
    with transaction() as session:
        done = actions.publish_again(session, current_user, slug, number, _seen())
    return _published(slug, done)


@blueprint.post("/courses/<slug>/withdraw")
@access(TRAINERS)
def withdraw(slug: str) -> ResponseReturnValue:
    """Take the course out of the catalogue; it can be published again."""
    courses.managed(current_user, slug)
    with transaction() as session:
        actions.withdraw(session, current_user, slug)
    flash(_("The course is withdrawn. Whoever is in it can go on; nobody new begins."), "success")
    return redirect(url_for(".course", slug=slug))


def _confirm(outline: Outline, content_hash: str, action: str, back: str) -> str:
    before = _current(outline.slug)
    return render_template(
        "studio/publish.html",
        outline=outline,
        words=spoken(outline),
        spoken=lambda title: title.get(spoken(outline)) or next(iter(title.values())),
        before=before,
        withdrawn=before is not None and before.state is CourseState.WITHDRAWN,
        comparison=compare(before.outline if before else None, outline),
        same=before is not None and _hash(outline.slug) == content_hash,
        standing=results.standing(before.id) if before else None,
        content_hash=content_hash,
        current=_hash(outline.slug),
        action=action,
        back=back,
    )


def _current(slug: str) -> Managed | None:
    """The course as it is published now, None before its first version."""
    try:
        return courses.managed(current_user, slug)
    except NotFound:
        return None


def _hash(slug: str) -> str:
    return actions.current_hash(db.session(), slug)


def _seen() -> Seen:
    return Seen(request.form.get("content_hash", ""), request.form.get("current", ""))


def _published(slug: str, done: Published) -> ResponseReturnValue:
    flash(_("Version %(number)s is published.", number=done.number), "success")
    return redirect(url_for(".course", slug=slug))
