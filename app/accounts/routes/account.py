"""What can people see and change of their own account?"""

from __future__ import annotations

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app.accounts import queries
from app.accounts.actions import credentials, people, throttle
from app.accounts.forms import ChangePasswordForm, DetailsForm, said
from app.accounts.policy import SIGNED_IN
from app.accounts.routes import blueprint
from app.accounts.routes.sessions import network_address, password_is_right, start_session
from app.core import passwords
from app.core.access import access
from app.core.db import transaction
from app.core.i18n import remember_language


@blueprint.get("/account")
@access(SIGNED_IN)
def account() -> ResponseReturnValue:
    """Show what is known of the person who asks."""
    return _page()


@blueprint.post("/account")
@access(SIGNED_IN)
def change_details() -> ResponseReturnValue:
    """Take corrections of name, language and place of work."""
    form = DetailsForm()
    if not form.validate():
        return _page(details=form), 422
    with transaction() as write:
        people.change_details(
            write, current_user.id, form.who(), said(form.office), said(form.job_title)
        )
    remember_language(said(form.language))
    flash(_("Your details are saved."), "success")
    return redirect(url_for("accounts.account"))


@blueprint.post("/account/password")
@access(SIGNED_IN)
def change_password() -> ResponseReturnValue:
    """Set another password; this browser stays signed in, every other session ends."""
    form = ChangePasswordForm()
    form.about = (current_user.name, current_user.email)
    found = queries.credentials_of(current_user.id)
    if form.validate() and not password_is_right(found, current_user.email, said(form.current)):
        form.current.errors = [_("This is not your current password.")]
    if form.errors or found is None:
        return _page(password=form), 422
    remember = current_app.config["REMEMBER_COOKIE_NAME"] in request.cookies
    password_hash = passwords.hashed(said(form.new))
    with transaction() as write:
        throttle.give_back_sign_in(write, found.email, network_address())
        credentials.change_password(write, found.person_id, password_hash)
    start_session(found.person_id, remember=remember)
    flash(_("Your password is changed, and every other session is ended."), "success")
    return redirect(url_for("accounts.account"))


def _page(details: DetailsForm | None = None, password: ChangePasswordForm | None = None) -> str:
    person = queries.own_record(current_user.id)
    return render_template(
        "accounts/account.html",
        person=person,
        roles=[one for one in queries.roles_of(person.id) if one.ended_at is None],
        details=details or DetailsForm(formdata=None, obj=person),
        password=password or ChangePasswordForm(formdata=None),
    )
