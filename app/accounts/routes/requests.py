"""Who waits for an account, and what is decided?"""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app.accounts import queries
from app.accounts.actions import requests as actions
from app.accounts.forms import RefuseForm, listed_flat, said
from app.accounts.models import AccountRequest
from app.accounts.policy import STAFF, STAFF_ONLY
from app.accounts.queries import lists
from app.accounts.queries.lists import Decision, Filters, RequestOrder
from app.accounts.routes import blueprint
from app.core.access import access
from app.core.db import transaction
from app.core.errors import NotFound
from app.core.i18n import language
from app.core.listing import chosen, listing


@blueprint.get("/people/requests")
@access(STAFF_ONLY)
def requests() -> ResponseReturnValue:
    """The accounts that wait, or were decided about, within one's scope."""
    listed = listing("accounts.requests", RequestOrder, "asked", ("q", "unit", "decision"))
    units = queries.units_within(current_user.scopes(*STAFF))
    unit = next((one for one in units if one.code == request.args.get("unit")), None)
    filters = Filters(
        words=request.args.get("q", ""),
        unit_path=unit.path if unit else None,
        decision=chosen(Decision, "decision") or Decision.OPEN,
    )
    page = lists.requests(
        current_user,
        filters,
        RequestOrder(listed.sort),
        language(),
        descending=listed.descending,
        number=listed.number,
    )
    return render_template(
        "people/requests.html",
        page=page,
        listed=listed,
        filters=filters,
        unit=unit,
        unit_choices=listed_flat(units, language()),
    )


@blueprint.get("/people/requests/<int:request_id>")
@access(STAFF_ONLY)
def decide(request_id: int) -> ResponseReturnValue:
    """One request, to be approved or refused."""
    return render_template("people/request.html", asked=_request(request_id), form=RefuseForm())


@blueprint.post("/people/requests/<int:request_id>/approve")
@access(STAFF_ONLY)
def approve(request_id: int) -> ResponseReturnValue:
    """Open the account."""
    with transaction() as write:
        person = actions.decide(write, current_user, request_id, approve=True)
    flash(_("%(name)s can sign in now and was told so by mail.", name=person.name), "success")
    return redirect(url_for("accounts.requests"))


@blueprint.post("/people/requests/<int:request_id>/refuse")
@access(STAFF_ONLY)
def refuse(request_id: int) -> ResponseReturnValue:
    """Refuse the account and say why."""
    form = RefuseForm()
    if not form.validate():
        page = render_template("people/request.html", asked=_request(request_id), form=form)
        return page, 422
    with transaction() as write:
        person = actions.decide(
            write, current_user, request_id, approve=False, reason=said(form.reason)
        )
    flash(_("%(name)s was told by mail, with your reason.", name=person.name), "success")
    return redirect(url_for("accounts.requests"))


def _request(request_id: int) -> AccountRequest:
    found = lists.request_for(current_user, request_id)
    if found is None:
        raise NotFound
    return found
