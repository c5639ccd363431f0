"""Contributions survive the way into the table and back, and lie in the index as long as something is due."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from savings.domain import codes
from savings.domain.contribution import Contribution, Planned
from savings.domain.dates import Moment
from savings.domain.facts import ContributionCreated, ContributionDeleted, ContributionDue, ContributionUpdated, Fact
from savings.domain.notes import read_note
from savings.dynamodb.values import unmarshal
from savings.store import contributions, keys
from savings.store.schema import TTL_ATTRIBUTE
from savings.store.stream import events_of
from tests.unit.store.given import AT, HOUSEHOLD

DAY = date(2027, 2, 1)
DUE = ContributionDue(0, "2027-02-01")
MONTHLY = Contribution(
    number=5 * 2**12,
    account=7 * 2**12,
    type=codes.SAVINGS_CONTRIBUTION,
    frequency=12,
    start=Moment(codes.DATE, day=DAY),
    end=Moment(codes.EVENT, event=4096),
    amount=100_00,
    start_date=DAY,
    end_date=date(2027, 4, 30),
    extras='{"TransactionAmount":"100"}',
)
TRANSFER = replace(
    MONTHLY, type=codes.TRANSFER_IN, amount=None, percentage=12_50, linked=9 * 2**12, end=Moment(codes.AGE, age=0)
)
ONE_OFF = replace(MONTHLY, frequency=codes.ONE_OFF, end=None, end_date=None, linked_nil=True)
ALLOWANCE = replace(MONTHLY, type=codes.ALLOWANCE_TRANSFER, frequency=None, start_date=None, amount=None)


def planned(contribution: Contribution = MONTHLY, **fields: Any) -> Planned:
    return replace(
        Planned("bank", HOUSEHOLD, "GBP", "Europe/London", contribution, date(2027, 1, 9), sequence=3), **fields
    )


UPDATED = ContributionUpdated()


def saved(one: Planned, fact: Fact = UPDATED) -> tuple[Planned, dict[str, Any]]:
    after, write = contributions.save(one, fact, AT)
    return after, unmarshal(write.arguments["Item"])


@pytest.mark.parametrize("contribution", [MONTHLY, TRANSFER, ONE_OFF, ALLOWANCE])
def test_a_contribution_comes_back_as_it_went(contribution: Contribution) -> None:
    after, item = saved(planned(contribution))
    assert contributions.read(item) == after == planned(contribution, sequence=4)


def test_a_new_contribution_begins_its_sequence() -> None:
    after, write = contributions.insert(planned(sequence=0), AT)
    item = unmarshal(write.arguments["Item"])
    assert (after.sequence, item["seq"]) == (1, 1)
    assert read_note(item["note"]) == (AT, (ContributionCreated(),), None)


def test_a_contribution_lies_in_the_index_at_the_first_instant_of_its_next_payment() -> None:
    _, item = saved(planned(zone="Asia/Tokyo"))
    assert item["due_at"] == "2027-01-31T15:00:00Z#contribution#0000000000020480"
    assert item["due_shard"] == keys.due_shard(20480)
    _, item = saved(planned(published_until=date(2027, 3, 1)))
    assert item["due_at"].startswith("2027-03-31T23:00:00Z")


@pytest.mark.parametrize("one", [planned(published_until=date(2027, 4, 1)), planned(ALLOWANCE), planned(is_gone=True)])
def test_a_contribution_without_a_next_payment_lies_in_no_index(one: Planned) -> None:
    _, item = saved(one)
    assert not {"due_at", "due_shard"} & set(item)


def test_a_contribution_that_goes_stays_for_a_month_to_tell_so() -> None:
    after, item = saved(planned(is_gone=True), ContributionDeleted())
    assert after.is_gone
    assert datetime.fromtimestamp(item[TTL_ATTRIBUTE], UTC) == AT + timedelta(days=30)
    [event] = events_of(
        {"dynamodb": {"NewImage": contributions.save(planned(is_gone=True), DUE, AT)[1].arguments["Item"]}}
    )
    assert event.sequence == 4
    _, living = saved(planned())
    assert TTL_ATTRIBUTE not in living


def test_a_payment_is_reported_with_its_number_and_date() -> None:
    _, write = contributions.save(planned(published_until=DAY), DUE, datetime(2027, 2, 1, tzinfo=UTC))
    [event] = events_of({"dynamodb": {"NewImage": write.arguments["Item"]}})
    assert (event.name, event.sequence) == ("contribution.due", 4)
    assert (event.data["occurrence"], event.data["due_date"]) == (0, "2027-02-01")
    assert event.envelope()["time"] == "2027-02-01T00:00:00Z"


def test_a_contribution_is_written_under_the_sequence_before() -> None:
    _, write = contributions.save(planned(), ContributionUpdated(), AT)
    assert write.arguments["ConditionExpression"].startswith("(seq = :before) AND ")
    assert unmarshal(write.arguments["ExpressionAttributeValues"])[":before"] == 3
