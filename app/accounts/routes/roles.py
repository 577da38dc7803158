"""How does one person give a role to another, and end it?"""

from __future__ import annotations

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app.accounts import queries
from app.accounts.actions import roles as actions
from app.accounts.forms import GrantForm, said
from app.accounts.policy import STAFF, STAFF_ONLY, grantable_roles
from app.accounts.routes import blueprint
from app.accounts.routes.people import person_page
from app.accounts.rules import Role
from app.core.access import access
from app.core.db import transaction
from app.core.i18n import language


@blueprint.post("/people/<int:person_id>/roles")
@access(STAFF_ONLY)
def grant(person_id: int) -> ResponseReturnValue:
    """Give a role."""
    form = GrantForm()
    units = queries.units_within(current_user.scopes(*STAFF))
    form.offer(grantable_roles(current_user), units, language())
    if not form.validate():
        return person_page(person_id, grant_form=form), 422
    with transaction() as write:
        actions.grant(write, current_user, person_id, Role(said(form.role)), said(form.unit))
    flash(_("The role is given."), "success")
    return redirect(url_for("accounts.person", person_id=person_id))


@blueprint.post("/people/<int:person_id>/roles/<int:assignment_id>/end")
@access(STAFF_ONLY)
def end(person_id: int, assignment_id: int) -> ResponseReturnValue:
    """End a role."""
    with transaction() as write:
        actions.end(write, current_user, person_id, assignment_id)
    flash(_("The role is ended."), "success")
    return redirect(url_for("accounts.person", person_id=person_id))
