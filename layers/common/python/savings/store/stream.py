"""From a record of the table's stream to the events that it stands for."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from savings.domain.events import Event, HouseholdFacts, events_for
from savings.store import ledger, notifications, shapes
from savings.store.account_items import read_account
from savings.store.contributions import read as read_contribution
from savings.store.goal_items import read_goal
from savings.store.keys import HOUSEHOLD
from savings.store.table import Item


def events_of(record: Mapping[str, Any]) -> Iterator[Event]:
    """Yield the events of a stream record's new image, in order; none for an image without a note.

    Raises LookupError for a note on an item that has none.
    """
    image = record["dynamodb"].get("NewImage", {})
    if "note" not in image:
        return iter(())
    item = shapes.read(image)
    note = item["note"]
    kind = item["SK"].partition("#")[0]
    if kind == HOUSEHOLD:
        return events_for(_household(item), note)
    read = _READERS.get(kind)
    if read is None:
        raise LookupError(f"a note on an item of kind {kind}")
    return events_for(read(item), note)


_READERS: Final[dict[str, Callable[[Item], Any]]] = {
    "GOAL": read_goal,
    "ACCOUNT": read_account,
    "TXN": ledger.read,
    "CONTRIBUTION": read_contribution,
    "NOTE": notifications.read,
}


def _household(item: Item) -> HouseholdFacts:
    _, tenant, _, guid = item["PK"].split("#")
    settings = (item["zone"], item["currency"], item["locale"], item["finalising_days"], item["clients"])
    return HouseholdFacts(tenant, guid, item["seq"], *settings)
