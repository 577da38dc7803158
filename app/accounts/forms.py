"""Is what people enter about themselves, and about others, well formed?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    EmailField,
    Field,
    Form,
    PasswordField,
    SelectField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import DataRequired, InputRequired, Length

from app.accounts.actions.people import Place, Who
from app.accounts.models import Unit
from app.accounts.rules import Role, UnitKind
from app.accounts.rules.names import (
    LONGEST_EMAIL,
    address_key,
    cleaned,
    has_hidden_characters,
    is_email_address,
)
from app.accounts.rules.passwords import LONGEST, SHORTEST, PasswordFault, password_fault
from app.accounts.words import role_name
from app.core.folding import folded
from app.core.i18n import LANGUAGES
from app.core.scripts import is_latin, needs_latin_form

_REQUIRED = DataRequired(lazy_gettext("Please fill this in."))
_NOT_OFFERED = lazy_gettext("Choose one of what is offered.")


def _clean(text: str | None) -> str:
    return cleaned(text or "")


def said(field: Field) -> str:
    """The text entered; nothing is an empty text."""
    return str(field.data or "")


def _plain(_form: Form, field: Field) -> None:
    """Refuse what could break a line in a mail's header or turn the direction of a page."""
    if has_hidden_characters(field.data or ""):
        raise ValidationError(_("This holds characters that cannot be seen. Please type it anew."))


def _at_most(longest: int) -> Length:
    return Length(max=longest, message=lazy_gettext("At most %(max)d characters, please."))


def _text(label: str, longest: int, *, required: bool = False) -> StringField:
    validators = [_REQUIRED] if required else []
    return StringField(label, filters=[_clean], validators=[*validators, _plain, _at_most(longest)])


def _email(label: str) -> EmailField:
    def looks_right(_form: Form, field: Field) -> None:
        if not is_email_address(field.data or ""):
            raise ValidationError(_("Write the whole address, like name@customs.example."))

    return EmailField(label, validators=[_REQUIRED, _at_most(LONGEST_EMAIL), looks_right])


def _password(label: str) -> PasswordField:
    required = InputRequired(lazy_gettext("Please fill this in."))
    return PasswordField(label, validators=[required, _at_most(LONGEST)])


def check_new_password(password: str, about: tuple[str, ...]) -> None:
    """Refuse a password that is too short, too long or too easy to guess.

    Raises:
        ValidationError: with what would be right.
    """
    fault = password_fault(password, about)
    if fault is not None:
        messages = {
            PasswordFault.SHORT: _("Use at least %(n)s characters.", n=SHORTEST),
            PasswordFault.LONG: _("Use at most %(n)s characters.", n=LONGEST),
            PasswordFault.GUESSABLE: _(
                "This is among the first things that somebody would try: common passwords, "
                "names, years, rows of keys. Put four or more unrelated words together."
            ),
        }
        raise ValidationError(messages[fault])


class _Asked(FlaskForm):  # type: ignore[misc] # flask_wtf has no types
    """A form whose fields are checked as one."""


class WhoFields(_Asked):
    """What somebody is called, and in which language they read."""

    name = _text(lazy_gettext("Name"), 120, required=True)
    latin_name = _text(lazy_gettext("Name in Latin letters"), 120)
    language = SelectField(  # type: ignore[call-arg] # the types of wtforms are older
        lazy_gettext("Language"), choices=dict(LANGUAGES), invalid_choice_message=_NOT_OFFERED
    )

    def validate_latin_name(self, field: Field) -> None:
        """Ask for a Latin form where the name is written in another script."""
        if field.data and not is_latin(field.data):
            raise ValidationError(_("Use Latin letters here, as in your passport."))
        if not field.data and needs_latin_form(self.name.data or ""):
            raise ValidationError(_("Write your name in Latin letters too, as in your passport."))

    def who(self) -> Who:
        """What was entered."""
        name = said(self.name)
        latin = said(self.latin_name) if needs_latin_form(name) else ""
        return Who(name, latin or None, said(self.language))


class PlaceFields(_Asked):
    """Where somebody works."""

    unit = SelectField(
        lazy_gettext("Administration or organisation"),
        validators=[DataRequired(lazy_gettext("Choose where you work."))],
        validate_choice=False,
    )
    organisation = _text(lazy_gettext("Name of the regional body or organisation"), 160)
    office = _text(lazy_gettext("Office"), 120)
    job_title = _text(lazy_gettext("Job title"), 120)

    def offer(self, units: Sequence[Unit], language: str) -> None:
        """Set the units to choose from."""
        self.kinds = {one.code: one.kind for one in units}
        self.unit.choices = {"": _("Choose…"), **grouped(units, language)}

    def validate_unit(self, field: Field) -> None:
        """Only a unit that was offered."""
        if field.data not in self.kinds:
            raise ValidationError(_("Choose one of the list; typing a part of its name finds it."))

    def validate_organisation(self, field: Field) -> None:
        """Which body it is, where the unit stands for several."""
        several = (UnitKind.REGIONAL_BODY, UnitKind.ORGANISATION)
        if self.kinds.get(self.unit.data) in several and not field.data:
            raise ValidationError(_("Write the name of the regional body or organisation."))

    def place(self) -> Place:
        """What was entered; a member needs no other name."""
        code = said(self.unit)
        organisation = "" if self.kinds.get(code) == UnitKind.MEMBER else said(self.organisation)
        return Place(code, organisation, said(self.office), said(self.job_title))


class SignUpForm(WhoFields, PlaceFields):
    """Everything that is asked of somebody new."""

    email = _email(lazy_gettext("E-mail address"))
    password = _password(lazy_gettext("Password"))

    def validate_password(self, field: Field) -> None:
        """A password that is hard to guess."""
        check_new_password(field.data, (self.name.data or "", self.email.data or ""))


class AskAgainForm(PlaceFields):
    """Where somebody works whose account was refused."""


class MoveForm(PlaceFields):
    """Where somebody works from now on."""


class SignInForm(_Asked):
    """Address and password."""

    email = EmailField(
        lazy_gettext("E-mail address"), validators=[_REQUIRED, _at_most(LONGEST_EMAIL)]
    )
    password = _password(lazy_gettext("Password"))
    remember = BooleanField(lazy_gettext("Keep me signed in on this device"))

    def key(self) -> str:
        """The address as it is kept."""
        return address_key(said(self.email))


class ConfirmForm(_Asked):
    """The password given at sign-up."""

    password = _password(lazy_gettext("Password"))


class AddressForm(_Asked):
    """The address that a link is asked for."""

    email = _email(lazy_gettext("E-mail address"))

    def key(self) -> str:
        """The address as it is kept."""
        return address_key(said(self.email))


class NewPasswordForm(_Asked):
    """A new password, by a link; ``about`` are the words that it must not consist of."""

    about: tuple[str, ...] = ()
    password = _password(lazy_gettext("New password"))

    def validate_password(self, field: Field) -> None:
        """A password that is hard to guess."""
        check_new_password(field.data, self.about)


class ChangePasswordForm(_Asked):
    """The password of today, and the next one."""

    about: tuple[str, ...] = ()
    current = _password(lazy_gettext("Current password"))
    new = _password(lazy_gettext("New password"))

    def validate_new(self, field: Field) -> None:
        """A password that is hard to guess."""
        check_new_password(field.data, self.about)


class DetailsForm(WhoFields):
    """What a person may correct about themselves."""

    office = _text(lazy_gettext("Office"), 120)
    job_title = _text(lazy_gettext("Job title"), 120)


class RefuseForm(_Asked):
    """Why an account is refused."""

    reason = TextAreaField(
        lazy_gettext("Reason"),
        filters=[lambda text: (text or "").strip()],
        validators=[
            DataRequired(lazy_gettext("Say why: the person reads it in a mail.")),
            _at_most(1000),
        ],
    )


class GrantForm(_Asked):
    """A role and where."""

    role = SelectField(  # type: ignore[call-arg] # the types of wtforms are older
        lazy_gettext("Role"), invalid_choice_message=_NOT_OFFERED
    )
    unit = SelectField(lazy_gettext("Unit"), validate_choice=False)

    def offer(self, roles: Iterable[Role], units: Sequence[Unit], language: str) -> None:
        """Set what may be chosen."""
        self.codes = {one.code for one in units}
        self.role.choices = {one.value: role_name(one) for one in roles}
        self.unit.choices = grouped(units, language)

    def validate_unit(self, field: Field) -> None:
        """Only a unit that was offered."""
        if field.data not in self.codes:
            raise ValidationError(_("Choose one of the list; typing a part of its name finds it."))


Choices = dict[str, dict[str, str]]


def grouped(units: Sequence[Unit], language: str) -> Choices:
    """The units as choices, under a heading for each kind, in the order of their names."""
    headings = {
        UnitKind.MEMBER: _("Members of the World Customs Organization"),
        UnitKind.REGIONAL_BODY: _("Regional bodies"),
        UnitKind.ORGANISATION: _("Others"),
        UnitKind.REGION: _("Regions"),
        UnitKind.WORLD: _("The whole world"),
    }
    groups: Choices = {}
    for kind, heading in headings.items():
        of_kind = [(one.code, one.name(language)) for one in units if one.kind == kind]
        if of_kind:
            groups[heading] = dict(sorted(of_kind, key=lambda pair: folded(pair[1])))
    return groups


def listed_flat(units: Sequence[Unit], language: str) -> list[tuple[str, str]]:
    """The units as choices of a filter: the wider ones first, each kind by name."""
    groups = grouped(units, language)
    return [pair for heading in reversed(groups) for pair in groups[heading].items()]
