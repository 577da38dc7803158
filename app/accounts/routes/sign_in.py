"""How does a person come in and go out?"""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app.accounts import queries
from app.accounts.actions.demo import DEMO_PASSWORD, demo_addresses
from app.accounts.forms import SignInForm, said
from app.accounts.policy import SIGNED_IN
from app.accounts.queries import Credentials
from app.accounts.routes import blueprint
from app.accounts.routes.sessions import begin, end_session, home_url, password_is_right
from app.accounts.rules import PersonState
from app.core.access import PUBLIC, access
from app.core.security import safe_next
from app.core.settings import settings

_MAY_ENTER = (PersonState.ACTIVE, PersonState.WAITING, PersonState.REFUSED)


@blueprint.get("/sign-in")
@access(PUBLIC)
def sign_in() -> ResponseReturnValue:
    """Ask for address and password."""
    if current_user.is_authenticated:
        return redirect(safe_next(request.args.get("next"), home_url()))
    return _page(SignInForm())


@blueprint.post("/sign-in")
@access(PUBLIC)
def enter() -> ResponseReturnValue:
    """Sign in, or say the same for every reason why not."""
    form = SignInForm()
    if not form.validate():
        return _page(form), 422
    found = queries.credentials_of_address(form.key())
    password = said(form.password)
    right = password_is_right(found, form.key(), password)
    if found is None or not right or found.state not in _MAY_ENTER:
        return _refused(form, closed=right and found is not None and _is_closed(found))
    begin(found, password, remember=bool(form.remember.data))
    return redirect(safe_next(request.args.get("next"), home_url()))


@blueprint.post("/sign-out")
@access(SIGNED_IN)
def sign_out() -> ResponseReturnValue:
    """End this browser's session."""
    end_session()
    flash(_("You are signed out."), "success")
    return redirect(url_for("accounts.sign_in"))


def _page(form: SignInForm) -> str:
    return render_template(
        "accounts/sign_in.html",
        form=form,
        next=safe_next(request.args.get("next"), ""),
        demo=demo_addresses() if settings().demo else [],
        demo_password=DEMO_PASSWORD,
    )


def _refused(form: SignInForm, *, closed: bool) -> ResponseReturnValue:
    """An unconfirmed address is told nothing else than an unknown one.

    Whoever signs up with an address that has an account already would otherwise learn of it here:
    their password would be wrong instead of early.
    """
    message = (
        _("This account was closed. Ask your coordinator to reopen it.")
        if closed
        else _(
            "Address and password do not belong together. If you have just signed up, "
            "open the link in our mail first."
        )
    )
    form.form_errors.append(message)
    return _page(form), 422


def _is_closed(found: Credentials) -> bool:
    return found.state is PersonState.DEACTIVATED
