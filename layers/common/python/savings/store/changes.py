"""From a record of the table's stream to the events that it stands for."""

from collections.abc import Iterator, Mapping
from typing import Any

from savings.domain.events import (
    Event,
    account_events,
    contribution_events,
    goal_events,
    household_events,
    notification_events,
    transaction_events,
)
from savings.store import ledger, notifications
from savings.store.account_items import read_account
from savings.store.contributions import read as read_contribution
from savings.store.goal_items import read_goal
from savings.store.keys import HOUSEHOLD
from savings.store.table import unmarshal


def events_of(record: Mapping[str, Any]) -> Iterator[Event]:
    """Yield the events of a stream record's new image, in order; none for an image without a note.

    Raises LookupError for a note on an item that has none.
    """
    image = record["dynamodb"].get("NewImage", {})
    if "note" not in image:
        return iter(())
    item = unmarshal(image)
    note = item["note"]
    kind = item["SK"].partition("#")[0]
    if kind == "GOAL":
        return goal_events(read_goal(item), note)
    if kind == "ACCOUNT":
        return account_events(read_account(item), note)
    if kind == "TXN":
        return transaction_events(ledger.read(item), note)
    if kind == "CONTRIBUTION":
        return contribution_events(read_contribution(item), note)
    if kind == "NOTE":
        return notification_events(notifications.read(item), note)
    if kind == HOUSEHOLD:
        _, tenant, _, guid = item["PK"].split("#")
        data = {
            "time_zone": item["zone"],
            "currency": item["currency"],
            "locale": item["locale"],
            "finalising_days": item["finalising_days"],
            "clients": item["clients"],
        }
        return household_events(tenant, guid, item["seq"], data, note)
    raise LookupError(f"a note on an item of kind {kind}")
