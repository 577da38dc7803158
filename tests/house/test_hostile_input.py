"""Can anybody be led away, a header be forged, or a file be reached that is not meant?"""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from flask import Flask

from tests.factories import PASSWORD, make_person
from tests.house.visiting import send, visitor
from tests.house.world import SHA, build_world

AWAY = (
    "https://evil.example/",
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "/\r\nLocation: https://evil.example",
    "javascript:alert(1)",
    "http:evil.example",
    "https:///evil.example",
    " //evil.example",
    "/%0d%0aSet-Cookie:a=b",
    "evil.example",
)


@pytest.mark.parametrize("target", AWAY)
def test_sign_in_never_leads_away(app: Flask, target: str) -> None:
    person = make_person(password=PASSWORD)
    form = {"email": person.email, "password": PASSWORD}

    entered = send(
        app, visitor(app, None), "POST", "/sign-in", query_string={"next": target}, data=form
    )
    already = visitor(app, person).get("/sign-in", query_string={"next": target})

    for response in (entered, already):
        assert response.status_code == 302
        assert stays(response.headers["Location"])
        assert not [one for one in response.headers.getlist("Set-Cookie") if "a=b" in one]


@pytest.mark.parametrize("target", AWAY)
@pytest.mark.parametrize("what", ("theme", "language"))
def test_preferences_never_lead_away(app: Flask, what: str, target: str) -> None:
    value = {"theme": "dark", "language": "fr"}[what]
    referrers = (target.strip().replace("\r", "").replace("\n", "").replace("\t", ""),)

    for referrer in (*referrers, f"http://localhost/{referrers[0]}"):
        response = send(
            app, visitor(app, None), "POST", f"/preferences/{what}",
            data={what: value}, headers={"Referer": referrer},
        )  # fmt: skip

        assert stays(response.headers["Location"])


@pytest.mark.parametrize(
    "path",
    ("//evil.example/", "//evil.example//%2e%2e", "/\\evil.example", "/courses//evil.example"),
)
def test_odd_addresses_never_lead_away(app: Flask, path: str) -> None:
    response = visitor(app, None).get("/", environ_overrides={"PATH_INFO": path})

    assert "//evil.example?lang" not in response.get_data(as_text=True)
    assert stays(response.headers.get("Location", "/"))


@pytest.mark.parametrize(
    "name",
    (
        "../../config.py", "..%2f..%2fconfig.py", "%2e%2e/%2e%2e/etc/passwd", "....//config.py",
        "..\\config.py", "%00.png", "/etc/passwd",
    ),
)  # fmt: skip
def test_no_file_is_reached_by_its_path(app: Flask, name: str) -> None:
    world = build_world()
    places = (
        f"/media/{name}",
        f"/media/{SHA}/../{name}",
        f"/media/{'0' * 64}/{name}",
        f"/static/dist/{name}",
        f"/static/{name}",
        f"/teaching/sample/{name}.zip",
        f"/dev/mail/{name}",
    )

    for path in places:
        for person in (None, world.owners["trainer"]):
            response = visitor(app, person).get(path)
            refused = response.status_code in {308, 400, 404}
            assert refused or response.headers["Location"].startswith("/sign-in"), path
            assert b"SettingsError" not in response.get_data()
            assert b"root:" not in response.get_data()


def stays(location: str) -> bool:
    parts = urlsplit(location)
    own = parts.netloc in {"", "localhost"} and parts.scheme in {"", "http"}
    return own and location.startswith(("/", "http://localhost/")) and not location.startswith("//")
