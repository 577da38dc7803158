"""Who is there in one's scope, and how is an account closed, reopened or moved?"""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app.accounts import policy, queries
from app.accounts.actions import people as actions
from app.accounts.forms import GrantForm, MoveForm, listed_flat
from app.accounts.models import Person, Unit
from app.accounts.policy import STAFF, STAFF_ONLY
from app.accounts.queries import RoleRow, lists
from app.accounts.queries.lists import Filters, PeopleOrder
from app.accounts.routes import blueprint
from app.accounts.rules import Assignment, PersonState, Role, UnitKind
from app.accounts.words import role_name, state_name
from app.core.access import access
from app.core.db import transaction
from app.core.errors import NotFound
from app.core.i18n import language
from app.core.listing import chosen, listing

_JOINED = (UnitKind.MEMBER, UnitKind.REGIONAL_BODY, UnitKind.ORGANISATION)


@blueprint.get("/people")
@access(STAFF_ONLY)
def people() -> ResponseReturnValue:
    """The people within one's scope."""
    listed = listing("accounts.people", PeopleOrder, "name", ("q", "unit", "state", "role"))
    units = queries.units_within(current_user.scopes(*STAFF))
    unit = next((one for one in units if one.code == request.args.get("unit")), None)
    filters = Filters(
        words=request.args.get("q", ""),
        unit_path=unit.path if unit else None,
        state=chosen(PersonState, "state"),
        role=chosen(Role, "role"),
    )
    found = lists.people(
        current_user,
        filters,
        PeopleOrder(listed.sort),
        language(),
        descending=listed.descending,
        number=listed.number,
    )
    return render_template(
        "people/people.html",
        page=found.page,
        roles=found.roles,
        listed=listed,
        filters=filters,
        unit=unit,
        unit_choices=listed_flat(units, language()),
        role_choices=[(one.value, role_name(one)) for one in Role],
        state_choices=[(one.value, state_name(one)) for one in PersonState],
        waiting=lists.open_requests(current_user),
    )


@blueprint.get("/people/<int:person_id>")
@access(STAFF_ONLY)
def person(person_id: int) -> ResponseReturnValue:
    """One person: who they are, their roles now and before, and what may be done."""
    return person_page(person_id)


@blueprint.post("/people/<int:person_id>/deactivate")
@access(STAFF_ONLY)
def deactivate(person_id: int) -> ResponseReturnValue:
    """Close the account."""
    with transaction() as write:
        closed = actions.deactivate(write, current_user, person_id)
    flash(_("The account of %(name)s is closed; the records stay.", name=closed.name), "success")
    return redirect(url_for("accounts.person", person_id=person_id))


@blueprint.post("/people/<int:person_id>/reactivate")
@access(STAFF_ONLY)
def reactivate(person_id: int) -> ResponseReturnValue:
    """Open the account again."""
    with transaction() as write:
        opened = actions.reactivate(write, current_user, person_id)
    flash(_("The account of %(name)s is open again.", name=opened.name), "success")
    return redirect(url_for("accounts.person", person_id=person_id))


@blueprint.post("/people/<int:person_id>/move")
@access(STAFF_ONLY)
def move(person_id: int) -> ResponseReturnValue:
    """Put the person into another unit."""
    form = MoveForm()
    form.offer(_units_to_move_to(), language())
    if not form.validate():
        return person_page(person_id, move_form=form), 422
    with transaction() as write:
        moved = actions.move(write, current_user, person_id, form.place())
    flash(_("%(name)s was moved; every record stays.", name=moved.name), "success")
    return redirect(url_for("accounts.person", person_id=person_id))


def person_page(
    person_id: int, move_form: MoveForm | None = None, grant_form: GrantForm | None = None
) -> str:
    """The page of a person, with the forms as they were sent where something is wrong.

    Raises:
        NotFound: the person is not within one's scope.
    """
    found = queries.person_seen_by(current_user, person_id)
    if found is None:
        raise NotFound
    roles = queries.roles_of(person_id)
    held = [_assignment(one) for one in roles if one.ended_at is None]
    changeable = policy.may_change_person(current_user, found.id, found.unit_path, held)
    return render_template(
        "people/person.html",
        person=found,
        roles=roles,
        endable={one.id for one in roles if _may_end(one)},
        changeable=changeable,
        grant_form=grant_form or new_grant_form(found),
        move_form=move_form or _new_move_form(found) if changeable else None,
        asked=lists.request_of(person_id),
    )


def new_grant_form(found: Person) -> GrantForm:
    """The roles that may be given, and the units where."""
    form = GrantForm(formdata=None, unit=found.unit.code)
    form.offer(
        policy.grantable_roles(current_user),
        queries.units_within(current_user.scopes(*STAFF)),
        language(),
    )
    return form


def _new_move_form(found: Person) -> MoveForm | None:
    units = _units_to_move_to()
    if len(units) < 2:
        return None
    form = MoveForm(
        formdata=None,
        unit=found.unit.code,
        organisation=found.organisation,
        office=found.office,
        job_title=found.job_title,
    )
    form.offer(units, language())
    return form


def _units_to_move_to() -> list[Unit]:
    units = queries.units_within(current_user.scopes(*STAFF))
    return [one for one in units if one.kind in _JOINED]


def _may_end(row: RoleRow) -> bool:
    return row.ended_at is None and policy.may_grant(current_user, row.role, row.unit.path)


def _assignment(row: RoleRow) -> Assignment:
    return Assignment(row.role, row.unit.id, row.unit.path)
