"""What can be set from outside, and is each value acceptable?

Every setting is one environment variable ``GREENLANE_<NAME>``. A variable that
nobody knows, or a value that does not parse, stops the start with its name and
what is accepted. ``docs/configuration.md`` lists the same settings, held equal
by a test.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from typing import Any

from click import ClickException

PREFIX = "GREENLANE_"
SHORTEST_SECRET = 32
LONGEST_ISSUER = 160


class SettingsError(ClickException):
    """One or more settings are unknown, malformed or unsafe; the text names each.

    The command line prints the text alone, without a traceback.
    """


class Environment(StrEnum):
    """Where the product runs; production insists on safe values."""

    PRODUCTION = "production"
    DEVELOPMENT = "development"
    TEST = "test"


class MailTransport(StrEnum):
    """Where a mail goes: to an SMTP server, or to files for reading in development."""

    SMTP = "smtp"
    FILES = "files"


class SmtpSecurity(StrEnum):
    """How the connection to the SMTP server is protected."""

    NONE = "none"
    STARTTLS = "starttls"
    TLS = "tls"


def _boolean(text: str) -> bool:
    words = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}
    return words[text.lower()]


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def _port(text: str) -> int:
    number = int(text)
    if not 1 <= number <= 65535:
        raise ValueError(text)
    return number


def _count(text: str) -> int:
    number = int(text)
    if number < 0:
        raise ValueError(text)
    return number


def _folder(text: str) -> Path:
    return Path(text).expanduser().resolve()


def _database(text: str) -> str:
    if text.startswith("sqlite:///"):
        return text
    for scheme in ("postgresql+psycopg://", "postgresql://", "postgres://"):
        if text.startswith(scheme):
            return "postgresql+psycopg://" + text.removeprefix(scheme)
    raise ValueError(text)


def _url(text: str) -> str:
    if not text.startswith(("http://", "https://")):
        raise ValueError(text)
    return text.rstrip("/")


def _issuer(text: str) -> str:
    if len(text) > LONGEST_ISSUER:
        raise ValueError(text)
    return text


def _language(text: str) -> str:
    return {"en": "en", "fr": "fr"}[text]


def _log_level(text: str) -> str:
    level = text.upper()
    return {name: name for name in ("DEBUG", "INFO", "WARNING", "ERROR")}[level]


def _setting(default: object, accepts: str, parse: Callable[[str], object], doc: str) -> Any:  # noqa: ANN401 - a dataclass field takes the type of its annotation
    return field(default=default, metadata={"accepts": accepts, "parse": parse, "doc": doc})


@dataclass(frozen=True, kw_only=True)
class Settings:
    """All settings, typed. Build with :func:`load`; the defaults are those of production."""

    environment: Environment = _setting(
        Environment.PRODUCTION,
        "production, development or test",
        Environment,
        "Where the product runs. Production refuses unsafe values.",
    )
    debug: bool = _setting(False, "yes or no", _boolean, "Flask's debugger; never in production.")
    demo: bool = _setting(
        False, "yes or no", _boolean, "Demo accounts with public passwords; never in production."
    )
    secret_key: str = _setting(
        "",
        f"at least {SHORTEST_SECRET} characters",
        str,
        "Signs sessions and links. Required in production; elsewhere one is made and kept in the "
        "instance folder.",
    )
    instance_folder: Path = _setting(
        Path("instance").resolve(),
        "a folder",
        _folder,
        "Where the embedded database, the job queue and development mails live.",
    )
    database_url: str = _setting(
        "",
        "sqlite:///PATH or postgresql://USER:PASSWORD@HOST/NAME",
        _database,
        "The database. Empty: greenlane.sqlite in the instance folder.",
    )
    courses_folder: Path | None = _setting(
        None, "a folder", _folder, "Course sources to publish. Empty: those that come along."
    )
    host: str = _setting("127.0.0.1", "an address", str, "The address the web server listens on.")
    port: int = _setting(8000, "1 to 65535", _port, "The port the web server listens on.")
    public_url: str = _setting(
        "",
        "http://… or https://…",
        _url,
        "The address that people use, for links in mails and certificates. Required in "
        "production; elsewhere it follows host and port.",
    )
    trusted_proxies: int = _setting(
        0, "0 or more", _count, "How many reverse proxies' forwarded headers are believed."
    )
    web_workers: int = _setting(1, "1 or more", _positive, "Web server processes.")
    web_threads: int = _setting(4, "1 or more", _positive, "Threads in each web process.")
    database_pool: int = _setting(
        8, "1 or more", _positive, "Connections each process keeps to PostgreSQL."
    )
    postgresql_tools: Path | None = _setting(
        None,
        "a folder",
        _folder,
        "Where pg_dump and pg_restore are, at least as new as the server. Empty: on the PATH.",
    )
    mail_transport: MailTransport | None = _setting(
        None,
        "smtp or files",
        MailTransport,
        "Where mails go. Empty: smtp in production, files elsewhere.",
    )
    mail_from: str = _setting(
        "Greenlane <no-reply@greenlane.example>",
        "an e-mail address",
        str,
        "The sender of every mail.",
    )
    smtp_host: str = _setting("", "a host name", str, "The SMTP server.")
    smtp_port: int = _setting(587, "1 to 65535", _port, "The SMTP server's port.")
    smtp_username: str = _setting("", "text", str, "Account at the SMTP server, if it asks.")
    smtp_password: str = _setting("", "text", str, "Password at the SMTP server, if it asks.")
    smtp_security: SmtpSecurity = _setting(
        SmtpSecurity.STARTTLS,
        "none, starttls or tls",
        SmtpSecurity,
        "How the SMTP connection is protected.",
    )
    issuer: str = _setting(
        "Greenlane Academy",
        f"text of at most {LONGEST_ISSUER} characters",
        _issuer,
        "Who issues certificates: printed on each.",
    )
    default_language: str = _setting(
        "en", "en or fr", _language, "The language where neither person nor browser says one."
    )
    keep_signed_in_days: int = _setting(
        30, "1 or more", _positive, "How long 'keep me signed in' lasts."
    )
    upload_megabytes: int = _setting(
        20, "1 or more", _positive, "The largest course archive accepted. Other requests: 1 MB."
    )
    answer_grace_seconds: int = _setting(
        5, "0 or more", _count, "How long after a time limit an answer still counts."
    )
    maintenance: bool = _setting(
        False, "yes or no", _boolean, "Answer every page with the maintenance notice."
    )
    log_level: str = _setting(
        "INFO", "DEBUG, INFO, WARNING or ERROR", _log_level, "The least grave message logged."
    )

    @property
    def database(self) -> str:
        """The SQLAlchemy address of the database."""
        return self.database_url or f"sqlite:///{self.instance_folder / 'greenlane.sqlite'}"

    @property
    def address(self) -> str:
        """The address people use, without a slash at its end."""
        return self.public_url or f"http://{self.host}:{self.port}"

    @property
    def mail(self) -> MailTransport:
        """The transport in force."""
        if self.mail_transport is not None:
            return self.mail_transport
        in_production = self.environment is Environment.PRODUCTION
        return MailTransport.SMTP if in_production else MailTransport.FILES


def load(variables: Mapping[str, str] | None = None) -> Settings:
    """Read the settings from ``variables`` (the process environment when omitted).

    Raises:
        SettingsError: a variable is unknown, a value is malformed, or production is unsafe.
    """
    given = _given(os.environ if variables is None else variables)
    faults = _unknown(given)
    values: dict[str, Any] = {}
    for one in fields(Settings):
        text = given.get(one.name, "")
        if not text:
            continue
        try:
            values[one.name] = one.metadata["parse"](text)
        except (ValueError, KeyError):
            faults.append(
                f"{variable(one.name)}: {text!r} is not accepted; give {one.metadata['accepts']}"
            )
    settings = Settings(**values)
    faults += _unsafe(settings)
    if faults:
        raise SettingsError("\n".join(faults))
    return settings


def variable(name: str) -> str:
    """The environment variable of the setting ``name``."""
    return PREFIX + name.upper()


def secret_key(settings: Settings) -> str:
    """The key that signs sessions; outside production one is made once and kept."""
    if settings.secret_key:
        return settings.secret_key
    path = settings.instance_folder / "secret_key"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(48))
    return path.read_text()


def _given(variables: Mapping[str, str]) -> dict[str, str]:
    return {
        name.removeprefix(PREFIX).lower(): text.strip()
        for name, text in variables.items()
        if name.startswith(PREFIX)
    }


def _unknown(given: Mapping[str, str]) -> list[str]:
    known = [one.name for one in fields(Settings)]
    faults = []
    for name in sorted(set(given) - set(known)):
        near = get_close_matches(name, known, n=1)
        hint = f"; did you mean {variable(near[0])}?" if near else ""
        faults.append(f"{variable(name)}: there is no such setting{hint}")
    return faults


def _unsafe(settings: Settings) -> list[str]:
    faults = []
    if settings.secret_key and len(settings.secret_key) < SHORTEST_SECRET:
        faults.append(f"GREENLANE_SECRET_KEY: give at least {SHORTEST_SECRET} characters")
    if settings.environment is not Environment.PRODUCTION:
        return faults
    if settings.demo:
        faults.append("GREENLANE_DEMO: production refuses demo mode; leave it out")
    if settings.debug:
        faults.append("GREENLANE_DEBUG: production refuses the debugger; leave it out")
    if not settings.secret_key:
        faults.append(
            f"GREENLANE_SECRET_KEY: production needs one of at least {SHORTEST_SECRET} characters"
        )
    if not settings.public_url:
        faults.append("GREENLANE_PUBLIC_URL: production needs the address that people use")
    if settings.mail is MailTransport.SMTP and not settings.smtp_host:
        faults.append("GREENLANE_SMTP_HOST: production needs an SMTP server for its mails")
    return faults
