"""Does the product refuse what it cannot safely run with, and is every setting documented?"""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

import config
from config import Environment, MailTransport, Settings, SettingsError

pytestmark = pytest.mark.pure

DOCUMENT = Path(config.__file__).resolve().parent / "docs" / "configuration.md"
PRODUCTION = {
    "GREENLANE_SECRET_KEY": "k" * 32,
    "GREENLANE_PUBLIC_URL": "https://learn.customs.example/",
    "GREENLANE_SMTP_HOST": "mail.customs.example",
}


def refusal(variables: dict[str, str]) -> list[str]:
    with pytest.raises(SettingsError) as refused:
        config.load(variables)
    return str(refused.value).splitlines()


def test_production_is_what_runs_when_nothing_says_otherwise() -> None:
    settings = config.load(PRODUCTION)

    assert settings.environment is Environment.PRODUCTION
    assert settings.mail is MailTransport.SMTP
    assert settings.address == "https://learn.customs.example"


def test_each_setting_is_read_from_its_variable() -> None:
    settings = config.load(
        {
            "GREENLANE_ENVIRONMENT": "development",
            "GREENLANE_DEMO": "yes",
            "GREENLANE_PORT": "9000",
            "GREENLANE_DATABASE_URL": "postgres://me:secret@db.example/learn",
            "GREENLANE_LOG_LEVEL": "warning",
            "HOME": "/somewhere",
        }
    )

    assert (settings.demo, settings.port, settings.log_level) == (True, 9000, "WARNING")
    assert settings.database == "postgresql+psycopg://me:secret@db.example/learn"
    assert settings.mail is MailTransport.FILES
    assert settings.address == "http://127.0.0.1:9000"


def test_an_empty_variable_counts_as_not_given() -> None:
    settings = config.load({**PRODUCTION, "GREENLANE_PORT": " ", "GREENLANE_DEBUG": ""})

    assert (settings.port, settings.debug) == (8000, False)


def test_a_misspelt_setting_is_named_with_the_one_that_was_meant() -> None:
    assert refusal({**PRODUCTION, "GREENLANE_DATABSE_URL": "x", "GREENLANE_ZZZ": "1"}) == [
        "GREENLANE_DATABSE_URL: there is no such setting; did you mean GREENLANE_DATABASE_URL?",
        "GREENLANE_ZZZ: there is no such setting",
    ]


@pytest.mark.parametrize(
    ("name", "value", "accepted"),
    (
        ("PORT", "http", "1 to 65535"),
        ("PORT", "70000", "1 to 65535"),
        ("DEMO", "perhaps", "yes or no"),
        ("DATABASE_URL", "mysql://x", "sqlite:///PATH or postgresql://USER:PASSWORD@HOST/NAME"),
        ("PUBLIC_URL", "learn.example", "http://… or https://…"),
        ("DEFAULT_LANGUAGE", "de", "en or fr"),
        ("WEB_THREADS", "0", "1 or more"),
        ("TRUSTED_PROXIES", "-1", "0 or more"),
        ("ENVIRONMENT", "staging", "production, development or test"),
    ),
)
def test_a_bad_value_is_refused_with_what_is_accepted(name: str, value: str, accepted: str) -> None:
    said = refusal({**PRODUCTION, f"GREENLANE_{name}": value})

    assert said[0] == f"GREENLANE_{name}: {value!r} is not accepted; give {accepted}"


def test_every_fault_is_told_at_once() -> None:
    assert len(refusal({**PRODUCTION, "GREENLANE_PORT": "x", "GREENLANE_DEMO": "x"})) == 2


def test_production_refuses_what_is_unsafe() -> None:
    said = refusal({"GREENLANE_DEMO": "yes", "GREENLANE_DEBUG": "yes"})

    assert [line.partition(":")[0] for line in said] == [
        "GREENLANE_DEMO",
        "GREENLANE_DEBUG",
        "GREENLANE_SECRET_KEY",
        "GREENLANE_PUBLIC_URL",
        "GREENLANE_SMTP_HOST",
    ]


def test_a_short_secret_key_is_refused_everywhere() -> None:
    variables = {"GREENLANE_ENVIRONMENT": "development", "GREENLANE_SECRET_KEY": "k" * 31}

    assert refusal(variables) == ["GREENLANE_SECRET_KEY: give at least 32 characters"]


def test_outside_production_a_secret_key_is_made_once_and_kept_private(tmp_path: Path) -> None:
    settings = Settings(environment=Environment.DEVELOPMENT, instance_folder=tmp_path / "new")

    key = config.secret_key(settings)

    assert len(key) >= 32
    assert config.secret_key(settings) == key
    assert (tmp_path / "new" / "secret_key").stat().st_mode & 0o777 == 0o600


def test_the_document_lists_every_setting_as_it_is() -> None:
    documented = re.findall(
        r"^\| `(\w+)` \| (.*?) \| (.*?) \| (.*?) \|$", DOCUMENT.read_text("utf-8"), re.MULTILINE
    )

    assert documented == [
        (
            config.variable(one.name),
            _shown(one.default),
            one.metadata["accepts"],
            one.metadata["doc"],
        )
        for one in fields(Settings)
    ]


def _shown(default: object) -> str:
    """A default as the document writes it."""
    if isinstance(default, bool):
        return "`yes`" if default else "`no`"
    if isinstance(default, Path):
        return f"`{default.name}`"
    return f"`{default}`" if default not in {None, ""} else "none"
