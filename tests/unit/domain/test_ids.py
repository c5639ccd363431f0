"""Ids: 53-bit integers with a GUID form that proves whose and what they are."""

import re
from datetime import timedelta
from uuid import UUID

import pytest

from savings import ids
from tests.unit.domain.given import instant

NOW = instant("2027-01-31T12:00:00")


def test_an_id_reports_the_second_of_its_making() -> None:
    number = ids.new_id(NOW)
    assert ids.seconds_of(number) == NOW
    assert number % ids.STEP == 0
    assert 0 < number < ids.LIMIT


def test_ids_grow_with_every_millisecond() -> None:
    moments = [NOW + timedelta(milliseconds=one) for one in (0, 1, 2, 10, 999, 1000, 1001)]
    numbers = [ids.new_id(moment) for moment in moments]
    assert numbers == sorted(set(numbers))
    assert [ids.seconds_of(number) for number in numbers] == [moment.replace(microsecond=0) for moment in moments]


def test_an_id_that_follows_the_last_of_a_second_carries_into_the_next_one() -> None:
    last = ids.new_id(NOW + timedelta(milliseconds=999))
    for _ in range(25):
        last = ids.new_id(NOW, after=last)
    assert ids.seconds_of(last) == NOW + timedelta(seconds=1)


def test_two_moments_of_one_millisecond_have_one_id() -> None:
    assert ids.new_id(NOW + timedelta(microseconds=1_999)) == ids.new_id(NOW + timedelta(microseconds=1_000))


@pytest.mark.parametrize("text", ["1970-01-01", "2000-01-01", "2068-01-19T03:14:07", "2999-12-31"])
def test_an_id_fits_at_any_instant(text: str) -> None:
    assert 0 < ids.new_id(instant(text)) < ids.LIMIT


def test_an_id_can_be_made_greater_than_another() -> None:
    """Actions of one second keep their order; an id of an older clock goes on from the last."""
    last = ids.new_id(NOW)
    for _ in range(100):
        following = ids.new_id(NOW, after=last)
        assert following > last
        assert following % ids.STEP == 0
        last = following
    assert ids.new_id(NOW - timedelta(days=1), after=last) == last + ids.STEP


def test_a_guid_is_a_version_8_uuid_in_lower_case() -> None:
    form = ids.guid("bank", "owner", "goal", 3581214720 * 2**20)
    value = UUID(form)
    assert (str(value), value.version, value.variant) == (form, 8, "specified in RFC 4122")


def test_a_guid_is_the_same_for_ever() -> None:
    """A golden value: ids that partners stored must not change with a release."""
    assert ids.guid("bank", "owner", "goal", 2**52 + 4097) == "80000000-0080-8091-b086-8fc3e5bad2d6"


@pytest.mark.parametrize("number", [1, 4096, 2**52 + 4097, 2**53 - 1])
def test_both_forms_name_the_number(number: int) -> None:
    form = ids.guid("bank", "owner", "goal", number)
    for text in (form, form.upper(), str(number)):
        assert ids.decode(text, "bank", "owner", "goal") == number
        assert ids.number_in(text) == number


@pytest.mark.parametrize(
    ("tenant", "owner", "kind"),
    [("fintech", "owner", "goal"), ("bank", "another", "goal"), ("bank", "owner", "action"), ("bank", "owner", "")],
)
def test_a_guid_of_another_tenant_owner_or_kind_is_unknown(tenant: str, owner: str, kind: str) -> None:
    assert ids.decode(ids.guid(tenant, owner, kind, 4096), "bank", "owner", "goal") is None


@pytest.mark.parametrize(
    "form",
    [
        *(
            "",
            "0",
            "-1",
            "+1",
            "01",
            "1.0",
            "1e3",
            " 1",
            "1 ",
            "1\n",
            "٣",
            "９",
            str(2**53),
            "9" * 17,
            "9" * 400,
            "goal",
        ),
        *("f46d76c4-56d3-11ee-ac69-d6df71eb5902", "2a7a1f1c-18b9-4af1-8424-91c5848e8037"),
        *("00000000-0000-0000-0000-000000000000", "00000000-0000-8000-8000-000000000000", "not-a-guid"),
        "{" + ids.guid("bank", "owner", "goal", 1) + "}",
        "urn:uuid:" + ids.guid("bank", "owner", "goal", 1),
        ids.guid("bank", "owner", "goal", 1).replace("-", ""),
        ids.guid("bank", "owner", "goal", 1) + "0",
        "RxsYshVGded4JeilkXgWKdXA",
    ],
)
def test_anything_else_is_unknown(form: str) -> None:
    assert ids.decode(form, "bank", "owner", "goal") is None


def test_people_have_random_guids() -> None:
    first, second = ids.new_guid(), ids.new_guid()
    assert first != second
    assert re.fullmatch(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", first)


def test_a_guid_of_any_version_is_read_in_any_case() -> None:
    assert ids.parse_guid("F46D76C4-56D3-11EE-AC69-D6DF71EB5902") == "f46d76c4-56d3-11ee-ac69-d6df71eb5902"
    assert ids.parse_guid("00000000-0000-0000-0000-000000000000") == "00000000-0000-0000-0000-000000000000"


@pytest.mark.parametrize("form", ["", "G3AAED8E-0000-0000-0000-000000000000", "{f46d76c4-56d3-11ee-ac69-d6df71eb5902}"])
def test_what_is_no_guid_is_not_read(form: str) -> None:
    assert ids.parse_guid(form) is None
