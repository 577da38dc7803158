"""How does somebody ask for an account, confirm the address, and wait?"""

from __future__ import annotations

from flask import flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app.accounts import queries
from app.accounts.actions import sign_up as actions
from app.accounts.actions import throttle, tokens
from app.accounts.forms import AddressForm, AskAgainForm, ConfirmForm, SignUpForm, said
from app.accounts.models import Person
from app.accounts.policy import SIGNED_IN
from app.accounts.queries import Credentials, lists
from app.accounts.routes import blueprint
from app.accounts.routes.sessions import begin, home_url, network_address, password_is_right
from app.accounts.rules import PersonState, TokenPurpose
from app.accounts.rules.names import address_key
from app.core import passwords
from app.core.access import PUBLIC, access
from app.core.db import transaction
from app.core.errors import Gone
from app.core.i18n import language

_ADDRESS = "sign_up_address"


@blueprint.get("/sign-up")
@access(PUBLIC)
def sign_up() -> ResponseReturnValue:
    """Ask for everything that an account needs."""
    if current_user.is_authenticated:
        return redirect(home_url())
    form = SignUpForm(language=language(), unit=request.args.get("unit", ""))
    form.offer(queries.units_to_join(), language())
    return render_template("accounts/sign_up.html", form=form)


@blueprint.post("/sign-up")
@access(PUBLIC)
def register() -> ResponseReturnValue:
    """Take the sign-up; the answer is the same whether the address has an account or not."""
    form = SignUpForm()
    form.offer(queries.units_to_join(), language())
    if not form.validate():
        return render_template("accounts/sign_up.html", form=form), 422
    email = address_key(said(form.email))
    with transaction() as write:
        throttle.count_sign_up(write, email, network_address())
    password_hash = passwords.hashed(said(form.password))
    with transaction() as write:
        actions.register(write, form.who(), email, form.place(), password_hash)
    session[_ADDRESS] = email
    return redirect(url_for("accounts.sign_up_sent"))


@blueprint.get("/sign-up/sent")
@access(PUBLIC)
def sign_up_sent() -> ResponseReturnValue:
    """Say to look into the mailbox."""
    address = session.get(_ADDRESS, "")
    return render_template("accounts/sign_up_sent.html", form=AddressForm(email=address))


@blueprint.post("/sign-up/resend")
@access(PUBLIC)
def resend() -> ResponseReturnValue:
    """Send the link once more, if there is anybody to send it to; the answer does not say."""
    form = AddressForm()
    if not form.validate():
        return render_template("accounts/sign_up_sent.html", form=form), 422
    with transaction() as write:
        throttle.count_link(write, form.key(), network_address())
    with transaction() as write:
        actions.ask_resend(write, form.key())
    session[_ADDRESS] = form.key()
    flash(_("If this address waits for its confirmation, a new link is on its way."), "success")
    return redirect(url_for("accounts.sign_up_sent"))


@blueprint.get("/confirm/<secret>")
@access(PUBLIC)
def confirm(secret: str) -> ResponseReturnValue:
    """Ask for the password that was chosen; opening the link alone changes nothing.

    Programs that look into mails open every link, and whoever signed up with an address that is
    not theirs must not have its owner confirm the account for them.
    """
    found = _owner(secret)
    return render_template("accounts/confirm.html", form=ConfirmForm(), email=found.email)


@blueprint.post("/confirm/<secret>")
@access(PUBLIC)
def confirmed(secret: str) -> ResponseReturnValue:
    """Confirm the address and sign in."""
    found, form = _owner(secret), ConfirmForm()
    password = said(form.password)
    if form.validate() and not password_is_right(found, found.email, password):
        form.password.errors = [_("This is not the password that you chose when you signed up.")]
    if form.errors:
        return render_template("accounts/confirm.html", form=form, email=found.email), 422
    with transaction() as write:
        actions.confirm(write, secret)
    begin(found, password, remember=False)
    flash(_("Your address is confirmed."), "success")
    return redirect(home_url())


@blueprint.get("/waiting")
@access(SIGNED_IN)
def waiting() -> ResponseReturnValue:
    """Tell somebody whose account is not open yet what happens next."""
    if current_user.is_active:
        return redirect(home_url())
    person = queries.own_record(current_user.id)
    form = AskAgainForm(
        unit=person.unit.code,
        organisation=person.organisation,
        office=person.office,
        job_title=person.job_title,
    )
    return _waiting_page(person, form)


@blueprint.post("/waiting")
@access(SIGNED_IN)
def ask_again() -> ResponseReturnValue:
    """Correct where one works and ask once more."""
    if current_user.is_active:
        return redirect(home_url())
    form = AskAgainForm()
    form.offer(queries.units_to_join(), language())
    if not form.validate():
        return _waiting_page(queries.own_record(current_user.id), form), 422
    with transaction() as write:
        throttle.count_asking_again(write, current_user.id)
        actions.ask_again(write, current_user.id, form.place())
    flash(_("Your request was sent again."), "success")
    return redirect(url_for("accounts.waiting"))


def _waiting_page(person: Person, form: AskAgainForm) -> str:
    form.offer(queries.units_to_join(), language())
    return render_template(
        "accounts/waiting.html",
        person=person,
        form=form,
        asked=lists.request_of(person.id),
        refused=person.state == PersonState.REFUSED,
    )


def _owner(secret: str) -> Credentials:
    found = queries.credentials_of_link(tokens.hash_of(secret), TokenPurpose.CONFIRM)
    if found is None:
        raise Gone(tokens.spent(TokenPurpose.CONFIRM))
    return found
