"""Which features make up the product, and where do they stand in the navigation?"""

from __future__ import annotations

from flask import Flask
from flask_babel import gettext as _

from app import cli
from app import models as _models  # noqa: F401 - every table is known once the features are
from app.accounts import queries
from app.accounts import routes as accounts
from app.accounts import tasks as _accounts_tasks  # noqa: F401 - the worker knows its handlers
from app.accounts.policy import STAFF
from app.accounts.rules import Role
from app.catalogue import routes as catalogue
from app.certificates import routes as certificates
from app.certificates import tasks as _certificate_tasks  # noqa: F401 - its jobs are known
from app.core import dev, health
from app.core.page import NavEntry
from app.learning import routes as learning
from app.learning import tasks as _learning_tasks  # noqa: F401 - attempts end by their job
from app.learning.policy import MARKERS
from app.learning.queries import Progress
from app.quizzes import routes as quizzes
from app.reports import routes as reports
from app.studio import routes as studio

load_person = queries.identity_of_session

NAVIGATION = (
    NavEntry(
        "learning.home",
        lambda: _("My learning"),
        lambda person: person.is_authenticated and person.is_active,
        ("/home", "/learn", "/attempts"),
    ),
    NavEntry("catalogue.courses", lambda: _("Courses"), lambda _person: True, ("/courses",)),
    NavEntry(
        "certificates.mine",
        lambda: _("Certificates"),
        lambda person: person.is_authenticated and person.is_active,
        ("/certificates",),
    ),
    NavEntry(
        "accounts.requests",
        lambda: _("People"),
        lambda person: person.is_authenticated and person.is_active and person.holds(*STAFF),
        ("/people",),
    ),
    NavEntry(
        "reports.completion",
        lambda: _("Reports"),
        lambda person: person.is_authenticated and person.is_active and person.holds(*STAFF),
        ("/reports",),
    ),
    NavEntry(
        "studio.courses",
        lambda: _("Teaching"),
        lambda person: (
            person.is_authenticated
            and person.is_active
            and person.holds(Role.TRAINER, Role.ADMINISTRATOR)
        ),
        ("/teaching",),
    ),
    NavEntry(
        "learning.marking",
        lambda: _("Marking"),
        lambda person: person.is_authenticated and MARKERS.allows(person),
        ("/teaching/marking",),
    ),
)


FOOTER = (
    NavEntry("catalogue.courses", lambda: _("Courses"), lambda _person: True, ()),
    NavEntry(
        "certificates.verify_form", lambda: _("Verify a certificate"), lambda _person: True, ()
    ),
)


def init_app(app: Flask) -> None:
    """Register every feature's routes and commands."""
    catalogue.show_progress(app, Progress())
    features = (accounts, quizzes, catalogue, learning, certificates, reports, studio, health, dev)
    for feature in features:
        app.register_blueprint(feature.blueprint)
    cli.register(app)
