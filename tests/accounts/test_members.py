"""The member list: 187 members in six regions, each with a reviewed name in both languages."""

from collections import Counter
from pathlib import Path
from shutil import copytree

import pytest
import yaml
from babel import Locale

from app.accounts.members import (
    Member,
    MemberKind,
    MemberListError,
    Membership,
    RegionCode,
    read_membership,
)

pytestmark = pytest.mark.pure

COURSES = Path(__file__).parents[2] / "courses"
FRENCH_NAMES = yaml.safe_load(
    (COURSES / "_reference/member_names_fr.yaml").read_text(encoding="utf-8")
)


@pytest.fixture(scope="module")
def membership() -> Membership:
    return read_membership(COURSES)


@pytest.fixture
def own_courses(tmp_path: Path) -> Path:
    copytree(COURSES / "_reference", tmp_path / "_reference")
    return tmp_path


def by_code(membership: Membership) -> dict[str, Member]:
    return {member.iso2: member for member in membership.members}


def test_187_members_are_counted(membership: Membership) -> None:
    assert len(membership.members) == 187


def test_each_region_has_its_members_in_the_order_of_the_regions(membership: Membership) -> None:
    counts = {
        region.code.value: len(membership.of_region(region.code)) for region in membership.regions
    }
    assert list(counts.items()) == [
        ("AP", 35),
        ("MENA", 18),
        ("WCA", 24),
        ("ESA", 24),
        ("EUR", 52),
        ("AMS", 34),
    ]


def test_the_european_union_is_not_a_counted_member(membership: Membership) -> None:
    assert "EU" not in by_code(membership)
    assert not [member for member in membership.members if "Union" in member.name_en]


def test_four_members_are_customs_territories(membership: Membership) -> None:
    territories = [m.iso2 for m in membership.members if m.kind is MemberKind.CUSTOMS_TERRITORY]
    assert territories == ["BM", "CW", "HK", "MO"]


def test_names_and_codes_are_unique(membership: Membership) -> None:
    for field in ("iso2", "iso3", "name_en", "name_fr"):
        values = Counter(getattr(member, field) for member in membership.members)
        assert [value for value, times in values.items() if times > 1] == []


def test_no_name_is_empty_or_padded(membership: Membership) -> None:
    names = [name for m in membership.members for name in (m.name_en, m.name_fr)]
    names += [name for region in membership.regions for name in (region.name_en, region.name_fr)]
    assert [name for name in names if not name or name != name.strip()] == []


def test_a_french_name_equals_the_english_one_only_where_reviewed(membership: Membership) -> None:
    same = sorted(m.iso2 for m in membership.members if m.name_en == m.name_fr)
    assert same == sorted(FRENCH_NAMES["same_in_both"])


def test_every_exception_is_a_member_and_differs_from_the_locale_data(
    membership: Membership,
) -> None:
    members = by_code(membership)
    locale_names = Locale("fr").territories
    assert [code for code in FRENCH_NAMES["names"] if code not in members] == []
    assert [c for c, name in FRENCH_NAMES["names"].items() if locale_names[c] == name] == []


@pytest.mark.parametrize(
    ("code", "name"),
    (
        ("BR", "Brésil"),
        ("CI", "Côte d’Ivoire"),
        ("HK", "Hong Kong, Chine"),
        ("KR", "République de Corée"),
        ("MO", "Macao, Chine"),
        ("NG", "Nigéria"),
        ("NO", "Norvège"),
        ("PS", "État de Palestine"),
        ("VN", "Viêt Nam"),
        ("XK", "Kosovo"),
    ),
)
def test_french_names_follow_the_usage_of_the_united_nations(
    membership: Membership, code: str, name: str
) -> None:
    assert by_code(membership)[code].name_fr == name


def test_a_member_carries_its_region_kind_and_languages(membership: Membership) -> None:
    assert by_code(membership)["CM"] == Member(
        iso2="CM",
        iso3="CMR",
        region=RegionCode.WEST_AND_CENTRAL_AFRICA,
        kind=MemberKind.STATE,
        name_en="Cameroon",
        name_fr="Cameroun",
        languages=("fr", "en"),
    )


def test_a_missing_list_is_named(tmp_path: Path) -> None:
    with pytest.raises(MemberListError, match=r"member_names_fr\.yaml"):
        read_membership(tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    (
        ("Norway,NO,NOR,EUR", "Norway,NO,NOR,NORTH", r"wco_members\.csv:\d+: 'NORTH'"),
        ("Norway,NO,NOR,EUR", "Norway,ZQ,NOR,EUR", r"wco_members\.csv:\d+: no French name .*'ZQ'"),
        ("member,iso2,iso3", "member,iso2,code3", r"wco_members\.csv:2: the column 'iso3'"),
    ),
)
def test_a_faulty_row_is_reported_with_its_place(
    own_courses: Path, old: str, new: str, fault: str
) -> None:
    path = own_courses / "_reference/wco_members.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    with pytest.raises(MemberListError, match=fault):
        read_membership(own_courses)


def test_a_region_without_a_french_name_is_a_fault(own_courses: Path) -> None:
    path = own_courses / "_reference/member_names_fr.yaml"
    names = path.read_text(encoding="utf-8").replace('  "WCA": Afrique', '  "XX": Afrique')
    path.write_text(names, encoding="utf-8")
    with pytest.raises(MemberListError, match="XX"):
        read_membership(own_courses)
