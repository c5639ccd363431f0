"""Webhooks in the table: each write's condition both ways, on real expressions."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from local.engine import Engine
from savings import ids
from savings.domain.errors import Conflicting
from savings.domain.webhook import DELIVERIES_KEPT, MOST_OF_TENANT, Delivery, DeliveryOutcome, Webhook
from savings.store import keys, webhooks
from savings.store.schema import TTL_ATTRIBUTE
from savings.store.table import ConditionFailed, Table, Write
from tests.unit.store.given import AT, CUSTOMER, HOUSEHOLD
from tests.wire import Wire

pytestmark = pytest.mark.every_engine

LATER = AT + timedelta(hours=1)
OWN = Webhook(id=ids.STEP, owner="bank", url="https://bank.example/events", made_at=AT)
OF_OPERATOR = replace(OWN, owner=None, tenants=frozenset({"bank", "other"}), types=frozenset({"goal.achieved"}))
EVENT = Delivery(
    event_id=HOUSEHOLD,
    event="goal.achieved",
    subject=CUSTOMER,
    at=AT,
    outcome=DeliveryOutcome.WAITING,
    attempts=1,
    answer="503",
    first_at=AT,
    last_at=AT,
)


@pytest.fixture
def table(engine: Engine, table_name: str) -> Table:
    table = Table(Wire(engine.endpoint), table_name)
    for webhook in (OWN, OF_OPERATOR):
        table.write(webhooks.insert(webhook))
    return table


def found(table: Table, owner: str | None = "bank") -> Webhook | None:
    return webhooks.load(table, owner, OWN.id)


def count(table: Table, owner: str | None = "bank") -> int:
    return int((table.get(keys.webhook_count(owner)) or {})["webhooks"])


def test_a_webhook_is_read_as_it_was_put_and_listed_with_its_owners_own(table: Table) -> None:
    second = replace(OWN, id=2 * ids.STEP)
    table.write(webhooks.insert(second))
    assert found(table) == OWN
    assert found(table, None) == OF_OPERATOR
    assert found(table, "other") is None
    assert list(webhooks.load_all(table, "bank")) == [OWN, second]
    assert list(webhooks.load_all(table, None)) == [OF_OPERATOR]
    with pytest.raises(ConditionFailed):
        table.write(webhooks.insert(second))


def test_an_owner_has_no_more_webhooks_than_there_may_be_and_room_again_for_one_that_was_removed(table: Table) -> None:
    for number in range(2, MOST_OF_TENANT + 1):
        table.write(webhooks.insert(replace(OWN, id=number * ids.STEP)))
    one_more = replace(OWN, id=99 * ids.STEP)
    with pytest.raises(Conflicting, match="at most 10 webhooks"):
        table.write(webhooks.insert(one_more))
    table.write(webhooks.insert(replace(one_more, owner="other")))
    table.write(webhooks.remove(OWN))
    assert (found(table), count(table)) == (None, MOST_OF_TENANT - 1)
    with pytest.raises(ConditionFailed):
        table.write(webhooks.remove(OWN))
    assert count(table) == MOST_OF_TENANT - 1
    table.write(webhooks.insert(one_more))


def changes(webhook: Webhook) -> dict[str, tuple[Write, dict[str, Any]]]:
    """Return each change of a webhook, with what it makes of it."""
    since, until = webhook.failing_since or LATER, LATER + timedelta(minutes=5)
    more = {"version": webhook.version + 1}
    is_well = {"failing_since": None, "rests_until": None}
    return {
        "rotate": (webhooks.rotate(webhook, LATER), {"key_number": webhook.key_number + 1, "rotated_at": LATER} | more),
        "disable": (webhooks.disable(webhook, "gone"), {"disabled_because": "gone"} | more),
        "enable": (webhooks.enable(webhook), {"disabled_because": None} | is_well | more),
        "fail": (webhooks.note_failure(webhook, LATER, until), {"failing_since": since, "rests_until": until}),
        "succeed": (webhooks.note_success(webhook), is_well),
    }


@pytest.mark.parametrize("name", changes(OWN))
def test_a_webhook_changes_as_it_was_seen_and_not_once_it_is_another_or_gone(table: Table, name: str) -> None:
    table.write([webhooks.note_failure(OWN, AT, AT)])
    seen = replace(OWN, failing_since=AT, rests_until=AT)
    write, changed = changes(seen)[name]
    table.write([write])
    after = found(table)
    assert after == replace(seen, **changed)
    with pytest.raises(ConditionFailed):
        table.write([changes(replace(seen, version=7))[name][0]])
    assert found(table) == after
    table.write(webhooks.remove(OWN))
    with pytest.raises(ConditionFailed):
        table.write([changes(after)[name][0]])
    assert found(table) is None


def test_each_attempt_is_one_write_and_what_is_delivered_stays_so(table: Table) -> None:
    ends = [
        EVENT,
        replace(EVENT, attempts=2, answer="timeout", last_at=LATER),
        replace(EVENT, attempts=3, outcome=DeliveryOutcome.DEAD, last_at=LATER),
        replace(EVENT, attempts=4, outcome=DeliveryOutcome.DELIVERED, answer="204", last_at=LATER),
    ]
    for end in ends:
        table.write([webhooks.record(OWN, end)])
        assert webhooks.deliveries(table, OWN, 10, None) == ([end], False)
    with pytest.raises(ConditionFailed):
        table.write([webhooks.record(OWN, ends[1])])
    assert webhooks.deliveries(table, OF_OPERATOR, 10, None) == ([], False)
    item = table.get(keys.delivery("bank", OWN.id, "2027-01-10T10:00:00Z", HOUSEHOLD)) or {}
    assert item[TTL_ATTRIBUTE] == int((LATER + DELIVERIES_KEPT).timestamp())


def test_deliveries_are_listed_from_the_newest_event_on_page_by_page(table: Table) -> None:
    made = [replace(EVENT, at=AT + timedelta(seconds=second)) for second in range(5)]
    for one in made:
        table.write([webhooks.record(OWN, one)])
    first, more = webhooks.deliveries(table, OWN, 3, None)
    assert (first, more) == (made[:1:-1], True)
    last, more = webhooks.deliveries(table, OWN, 3, (first[-1].at, first[-1].event_id))
    assert (last, more) == (made[1::-1], False)
