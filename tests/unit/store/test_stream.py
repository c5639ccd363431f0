"""From a stream record to events: what each kind of item reports, and what is no news."""

from typing import Any

import pytest

from savings.domain.facts import HouseholdCreated, ResidualChanged
from savings.domain.goal import Goal
from savings.domain.notes import note
from savings.dynamodb.values import marshal
from savings.store.account_items import account_item
from savings.store.goal_items import goal_item
from savings.store.stream import events_of
from tests.unit.domain.given import three_months
from tests.unit.store.given import AT, CUSTOMER, HOUSEHOLD, a_goal, an_account, stored


def record(image: dict[str, Any]) -> dict[str, Any]:
    return {"eventName": "MODIFY", "dynamodb": {"NewImage": marshal(stored(image)), "SequenceNumber": "1"}}


def created() -> tuple[Goal, str]:
    change = three_months()
    return change.goal, note(change.at, change.facts)


def test_a_goals_note_is_reported_in_order_with_the_goals_own_sequence() -> None:
    goal, text = created()
    said = list(events_of(record(goal_item(goal, text))))
    assert [event.name for event in said] == ["goal.created", "goal.period.opened"]
    assert [event.sequence for event in said] == [goal.sequence - 1, goal.sequence]


def test_an_image_read_twice_reports_the_same_events() -> None:
    goal, text = created()
    image = record(goal_item(goal, text))
    assert list(events_of(image)) == list(events_of(image))


def test_an_accounts_note_is_reported_with_its_figures() -> None:
    account = an_account(sequence=9)
    (event,) = events_of(record(account_item(account, note(AT, (ResidualChanged(),)))))
    assert (event.name, event.sequence) == ("account.residual.changed", 9)
    assert event.data["residual"] == {"currency": "GBP", "value": "4000.00"}
    assert event.data["balance"] == {"currency": "GBP", "value": "5000.00"}


def test_a_households_note_is_reported_without_names() -> None:
    image = {
        "PK": f"T#bank#H#{HOUSEHOLD}",
        "SK": "HOUSEHOLD",
        "label": "The Grays",
        "zone": "Europe/London",
        "currency": "GBP",
        "locale": "en_GB",
        "finalising_days": 2,
        "at": 1,
        "clients": [CUSTOMER],
        "seq": 1,
        "note": note(AT, (HouseholdCreated(),)),
    }
    (event,) = events_of(record(image))
    assert (event.name, event.subject) == ("household.created", HOUSEHOLD)
    assert "Grays" not in str(event.envelope())


def test_an_image_without_a_note_is_no_news() -> None:
    assert list(events_of(record(goal_item(a_goal(), None)))) == []
    assert list(events_of({"dynamodb": {"Keys": {}, "SequenceNumber": "1"}})) == []


def test_an_image_without_a_note_is_not_read() -> None:
    """DynamoDB Local's stream has an empty map, as of an answer without headers, without its type."""
    image = {"PK": {"S": "T#bank#I#1"}, "SK": {"S": "IDEM"}, "headers": {}}
    assert list(events_of({"dynamodb": {"NewImage": image, "SequenceNumber": "1"}})) == []


def test_a_note_on_an_item_that_has_none_is_a_fault() -> None:
    with pytest.raises(LookupError, match="ACTION"):
        events_of(record({"PK": f"T#bank#C#{CUSTOMER}", "SK": "ACTION#1#2", "note": note(AT, ())}))


def test_texts_that_lie_apart_are_not_needed_to_tell_what_happened() -> None:
    goal, text = created()
    item = goal_item(goal, text)
    del item["nm"]
    item["xt"] = True
    assert [event.name for event in events_of(record(item))] == ["goal.created", "goal.period.opened"]
