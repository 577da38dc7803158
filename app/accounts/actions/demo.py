"""Who is there to try the product with?"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.actions import people, requests
from app.accounts.actions.people import Place, Who
from app.accounts.actions.roles import assign
from app.accounts.models import Person
from app.accounts.rules import PersonState, Role
from app.core import clock, passwords
from app.core.errors import Forbidden
from app.core.settings import settings

DEMO_PASSWORD = "greenlane-demo"  # noqa: S105 - public on purpose; only demo mode makes these accounts
_DOMAIN = "demo.greenlane.example"


@dataclass(frozen=True, slots=True)
class _Demo:
    """Somebody invented, as an account of a member."""

    address: str
    name: str
    unit: str
    language: str
    office: str
    job_title: str
    role: Role = Role.OFFICIAL
    latin_name: str | None = None


_BY_ROLE = (
    _Demo("official", "Amina Mballa", "CM", "fr", "Douala Port", "Inspectrice", Role.OFFICIAL),
    _Demo(
        "trainer", "Julien Etoundi", "CM", "fr", "École des douanes", "Formateur", Role.TRAINER
    ),
    _Demo("tutor", "Grace Nfor", "CM", "en", "Customs School", "Tutor", Role.TUTOR),
    _Demo(
        "coordinator", "Brigitte Owona", "CM", "fr", "Yaoundé", "Chef de la formation",
        Role.COORDINATOR,
    ),
    _Demo(
        "regional_officer", "Kwame Asante", "WCA", "en", "Regional office", "Programme officer",
        Role.REGIONAL_OFFICER,
    ),
    _Demo("administrator", "Ingrid Halvorsen", "WORLD", "en", "", "Administrator",
          Role.ADMINISTRATOR),
)  # fmt: skip
_OFFICIALS = (
    _Demo("samuel.tabe", "Samuel Tabe", "CM", "en", "Limbe", "Customs officer"),
    _Demo("solange.atangana", "Solange Atangana", "CM", "fr", "Kribi", "Contrôleuse"),
    _Demo("paul.ngono", "Paul Ngono", "CM", "fr", "Garoua", "Inspecteur"),
    _Demo("awa.ndiaye", "Awa Ndiaye", "SN", "fr", "Dakar Port", "Inspectrice"),
    _Demo("moussa.traore", "Moussa Traoré", "CI", "fr", "Abidjan", "Vérificateur"),
    _Demo("joyce.mensah", "Joyce Mensah", "GH", "en", "Tema", "Classification officer"),
    _Demo("peter.kimani", "Peter Kimani", "KE", "en", "Mombasa", "Valuation officer"),
    _Demo("claire.fontaine", "Claire Fontaine", "FR", "fr", "Le Havre", "Inspectrice"),
    _Demo("lucia.romero", "Lucía Romero", "PE", "en", "Callao", "Tariff specialist"),
    _Demo("tevita.latu", "Tevita Latu", "TO", "en", "Nuku'alofa", "Senior officer"),
    _Demo(
        "eleni.papadaki", "Ελένη Παπαδάκη", "GR", "en", "Piraeus", "Customs officer",
        latin_name="Eleni Papadaki",
    ),
    _Demo(
        "omar.haddad", "عمر حداد", "JO", "en", "Aqaba", "Risk analyst", latin_name="Omar Haddad"
    ),
)  # fmt: skip
_WAITING = (
    _Demo("esther.ashu", "Esther Ashu", "CM", "en", "Buea", "Customs officer"),
    _Demo("yves.kamga", "Yves Kamga", "CM", "fr", "Bafoussam", "Contrôleur"),
)


def demo_addresses() -> list[tuple[Role, str]]:
    """The account of each role, for the page that offers them."""
    return [(one.role, _email(one)) for one in _BY_ROLE]


def create_demo_people(session: Session) -> int:
    """Make the demo accounts that are missing, all with one public password; how many.

    One person for each role, ``<role>@demo.greenlane.example``, officials in several members, and
    two who wait for approval.

    Raises:
        Forbidden: the product does not run in demo mode.
    """
    if not settings().demo:
        raise Forbidden(
            "Demo accounts have a public password and are made only in demo mode: "
            "set GREENLANE_DEMO=yes, which production refuses."
        )
    known = set(session.scalars(select(Person.email).where(Person.email.endswith(f"@{_DOMAIN}"))))
    missing = [one for one in (*_BY_ROLE, *_OFFICIALS) if _email(one) not in known]
    waiting = [one for one in _WAITING if _email(one) not in known]
    if missing or waiting:
        password_hash = passwords.hashed(DEMO_PASSWORD)
        for one in missing:
            _open(session, one, password_hash)
        for one in waiting:
            _ask(session, one, password_hash)
    return len(missing) + len(waiting)


def _open(session: Session, one: _Demo, password_hash: str) -> Person:
    who = Who(one.name, one.latin_name, one.language)
    place = Place(one.unit, "", one.office, one.job_title)
    person = people.create(session, who, _email(one), place, one.role, password_hash)
    if one.role is not Role.OFFICIAL:
        assign(session, person.id, Role.OFFICIAL, person.unit_id, None)
    return person


def _ask(session: Session, one: _Demo, password_hash: str) -> None:
    unit = people.unit_with(session, one.unit)
    person = Person(
        email=_email(one),
        password_hash=password_hash,
        state=PersonState.UNCONFIRMED.value,
        created_at=clock.now(),
        confirmed_at=clock.now(),
    )
    people.describe(person, Who(one.name, one.latin_name, one.language))
    people.put(person, Place(one.unit, "", one.office, one.job_title), unit)
    session.add(person)
    session.flush()
    requests.ask(session, person)


def _email(one: _Demo) -> str:
    return f"{one.address}@{_DOMAIN}"
