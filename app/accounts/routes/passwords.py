"""How does somebody who forgot the password come by a new one?"""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts import queries
from app.accounts.actions import credentials, throttle, tokens
from app.accounts.forms import AddressForm, NewPasswordForm, said
from app.accounts.queries import Credentials
from app.accounts.routes import blueprint
from app.accounts.routes.sessions import end_session, network_address
from app.accounts.rules import TokenPurpose
from app.core import passwords
from app.core.access import PUBLIC, access
from app.core.db import transaction
from app.core.errors import Gone


@blueprint.get("/password/forgot")
@access(PUBLIC)
def forgot() -> ResponseReturnValue:
    """Ask for the address."""
    return render_template("accounts/forgot.html", form=AddressForm(), sent=False)


@blueprint.post("/password/forgot")
@access(PUBLIC)
def ask_reset() -> ResponseReturnValue:
    """Send a link to the address if it has an account; the answer does not say."""
    form = AddressForm()
    if not form.validate():
        return render_template("accounts/forgot.html", form=form, sent=False), 422
    with transaction() as write:
        throttle.count_link(write, form.key(), network_address())
    with transaction() as write:
        credentials.ask_reset(write, form.key())
    return redirect(url_for("accounts.forgot_sent"))


@blueprint.get("/password/sent")
@access(PUBLIC)
def forgot_sent() -> ResponseReturnValue:
    """Say to look into the mailbox."""
    return render_template("accounts/forgot.html", form=None, sent=True)


@blueprint.get("/password/reset/<secret>")
@access(PUBLIC)
def reset(secret: str) -> ResponseReturnValue:
    """Ask for the new password."""
    found = _owner(secret)
    return render_template("accounts/reset.html", form=NewPasswordForm(), email=found.email)


@blueprint.post("/password/reset/<secret>")
@access(PUBLIC)
def set_password(secret: str) -> ResponseReturnValue:
    """Set the new password; every session of the account ends."""
    found, form = _owner(secret), NewPasswordForm()
    form.about = (found.name, found.email)
    if not form.validate():
        return render_template("accounts/reset.html", form=form, email=found.email), 422
    password_hash = passwords.hashed(said(form.password))
    with transaction() as write:
        credentials.reset(write, secret, password_hash)
    end_session()
    flash(_("Your new password is set. Sign in with it."), "success")
    return redirect(url_for("accounts.sign_in"))


def _owner(secret: str) -> Credentials:
    found = queries.credentials_of_link(tokens.hash_of(secret), TokenPurpose.RESET)
    if found is None:
        raise Gone(tokens.spent(TokenPurpose.RESET))
    return found
