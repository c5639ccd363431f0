"""GUIDs: every form reads back, and nothing else does."""

from datetime import datetime
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from savings import ids
from tests.property.drawn import instants

numbers = st.integers(1, ids.LIMIT - 1)
names = st.text(st.characters(codec="utf-8", exclude_characters="\n"), min_size=1, max_size=40)
kinds = st.sampled_from(["goal", "action", "period", "account", "dependant", "event"])


@given(names, names, kinds, numbers)
def test_either_form_reads_back(tenant: str, owner: str, kind: str, number: int) -> None:
    form = ids.guid(tenant, owner, kind, number)
    assert ids.decode(form, tenant, owner, kind) == number
    assert ids.decode(form.upper(), tenant, owner, kind) == number
    assert ids.decode(str(number), tenant, owner, kind) == number
    assert ids.parse_guid(form.upper()) == form
    assert UUID(form).version == 8


@given(names, names, kinds, numbers, names, names, kinds)
def test_a_foreign_owner_tenant_or_kind_is_unknown(
    tenant: str, owner: str, kind: str, number: int, other_tenant: str, other_owner: str, other_kind: str
) -> None:
    form = ids.guid(tenant, owner, kind, number)
    for asked in ((other_tenant, owner, kind), (tenant, other_owner, kind), (tenant, owner, other_kind)):
        if asked != (tenant, owner, kind):
            assert ids.decode(form, *asked) is None


@settings(max_examples=30)
@given(numbers, kinds)
def test_a_guid_with_any_flipped_bit_is_unknown(number: int, kind: str) -> None:
    value = int(ids.guid("bank", "owner", kind, number).replace("-", ""), 16)
    for bit in range(128):
        assert ids.decode(str(UUID(int=value ^ 1 << bit)), "bank", "owner", kind) is None


@given(st.uuids())
def test_a_made_up_guid_is_unknown(value: UUID) -> None:
    assert ids.decode(str(value), "bank", "owner", "goal") is None


@given(st.text(max_size=60))
def test_any_text_is_an_id_or_unknown(text: str) -> None:
    number = ids.decode(text, "bank", "owner", "goal")
    assert number is None or text == str(number)


@given(instants(), st.integers(0, ids.LIMIT // 2))
def test_new_ids_are_multiples_greater_than_the_last(now: datetime, last: int) -> None:
    number = ids.new_id(now, after=last)
    assert last < number < ids.LIMIT
    assert number % ids.STEP == 0
