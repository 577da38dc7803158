"""Which administrations are members of the WCO, and what is each called in English and French?

The facts come from the courses folder: ``_reference/wco_members.csv`` (provenance beside it) and
``_reference/member_names_fr.yaml``, the reviewed exceptions to Babel's French country names.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import msgspec
from babel import Locale


class MemberListError(Exception):
    """The member list cannot be used; the message names the file, the row and what is expected."""


class RegionCode(StrEnum):
    """The six WCO regions, in the order in which they are shown."""

    FAR_EAST_AND_PACIFIC = "AP"
    NORTH_AFRICA_AND_MIDDLE_EAST = "MENA"
    WEST_AND_CENTRAL_AFRICA = "WCA"
    EAST_AND_SOUTHERN_AFRICA = "ESA"
    EUROPE = "EUR"
    AMERICAS_AND_CARIBBEAN = "AMS"


class MemberKind(StrEnum):
    """A State, or a customs territory that is autonomous in its external commercial relations."""

    STATE = "State"
    CUSTOMS_TERRITORY = "customs territory"


@dataclass(frozen=True, slots=True)
class Region:
    """One WCO region with its names."""

    code: RegionCode
    name_en: str
    name_fr: str


@dataclass(frozen=True, slots=True)
class Member:
    """One member administration.

    ``iso2`` and ``iso3`` are ISO 3166-1 codes (XK and XKX, for Kosovo, are user-assigned).
    ``languages`` are ISO 639 codes, the principal one first; use them only to suggest a language.
    """

    iso2: str
    iso3: str
    region: RegionCode
    kind: MemberKind
    name_en: str
    name_fr: str
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Membership:
    """The regions in their order, and the members in the English alphabetical order."""

    regions: tuple[Region, ...]
    members: tuple[Member, ...]

    def of_region(self, code: RegionCode) -> tuple[Member, ...]:
        """Give the members of one region."""
        return tuple(member for member in self.members if member.region is code)


class _FrenchNames(msgspec.Struct):
    names: dict[str, str]
    same_in_both: list[str]
    regions: dict[RegionCode, str]


def read_membership(courses: Path) -> Membership:
    """Read the members that the WCO counts, and their regions, from the courses folder.

    Raises MemberListError when a file is missing or malformed, or a French name cannot be found.
    """
    reference = courses / "_reference"
    french = _read_french(reference / "member_names_fr.yaml")
    path = reference / "wco_members.csv"
    rows = _read_rows(path)
    members = tuple(
        _member(row, french, f"{path}:{line}") for line, row in rows if row.get("counted") == "yes"
    )
    english_regions = {row.get("region_code"): row.get("region", "") for _, row in rows}
    return Membership(tuple(_regions(english_regions, french, path)), members)


def _read_french(path: Path) -> _FrenchNames:
    try:
        return msgspec.yaml.decode(path.read_bytes(), type=_FrenchNames)
    except (OSError, msgspec.MsgspecError) as error:
        raise MemberListError(f"{path}: {error}; see the comments in that file") from error


def _read_rows(path: Path) -> list[tuple[int, dict[str, str]]]:
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            reader = csv.DictReader(lines)
            return [(reader.line_num, row) for row in reader]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise MemberListError(f"{path}: {error}; a CSV file in UTF-8 is expected") from error


def _member(row: dict[str, str], french: _FrenchNames, where: str) -> Member:
    try:
        return Member(
            iso2=row["iso2"],
            iso3=row["iso3"],
            region=RegionCode(row["region_code"]),
            kind=MemberKind(row["type"]),
            name_en=row["member"],
            name_fr=_french_name(row["iso2"], french, where),
            languages=tuple(row["official_languages"].split()),
        )
    except KeyError as error:
        raise MemberListError(f"{where}: the column {error} is missing") from error
    except ValueError as error:
        raise MemberListError(f"{where}: {error}; see RegionCode and MemberKind") from error


def _french_name(iso2: str, french: _FrenchNames, where: str) -> str:
    name = french.names.get(iso2) or Locale("fr").territories.get(iso2)
    if name is None:
        raise MemberListError(
            f"{where}: no French name is known for {iso2!r}; add it to member_names_fr.yaml"
        )
    return str(name)


def _regions(english: dict[str | None, str], french: _FrenchNames, path: Path) -> Iterator[Region]:
    for code in RegionCode:
        if not english.get(code) or not french.regions.get(code):
            raise MemberListError(f"{path}: region {code} has no name in one of the two languages")
        yield Region(code, english[code], french.regions[code])
