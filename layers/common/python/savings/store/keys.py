"""Every key of the table, each beside the item it names. The tenant is part of every partition that is of one."""

import hashlib
from typing import Any, Final

from savings.store.schema import SHARDS
from savings.store.table import Item, Key

HOUSEHOLD: Final = "HOUSEHOLD"
CLIENT: Final = "HOUSEHOLD#CLIENT#"
DEPENDANT: Final = "HOUSEHOLD#DEPENDANT#"
LIFE_EVENT: Final = "HOUSEHOLD#EVENT#"
ACCOUNTS: Final = "ACCOUNT#"
GOALS: Final = "GOAL#"
CONTRIBUTIONS: Final = "CONTRIBUTION#"
TRANSACTIONS: Final = "TXN#"
NOTIFICATIONS: Final = "NOTE#"
PREFERENCES: Final = "PREFERENCES"
ERASURE: Final = "ERASURE"
IDEMPOTENCY: Final = "IDEM"
TENANTS: Final = "TENANTS"
TENANT: Final = "TENANT#"
WEBHOOKS: Final = "WEBHOOKS"
WEBHOOK: Final = "WEBHOOK#"
DELIVERIES: Final = "DELIVERY#"
_APP: Final = "APP#"


def item(key: Key, **facts: Any) -> Item:
    """Return the item to put under a key: every attribute that its kind can have, None where this one has it not."""
    return {"PK": key[0], "SK": key[1], **facts}


def household_partition(tenant: str, household: str) -> str:
    """A household with everything it owns."""
    return f"T#{tenant}#H#{household}"


def customer_partition(tenant: str, customer: str) -> str:
    """A person's membership, access to accounts, goals and their ledgers."""
    return f"T#{tenant}#C#{customer}"


def household(tenant: str, household_guid: str) -> Key:
    """The household itself."""
    return household_partition(tenant, household_guid), HOUSEHOLD


def client(tenant: str, household_guid: str, customer: str) -> Key:
    """A person in the household; people and life events sort right after it, so that one query reads all."""
    return household_partition(tenant, household_guid), f"{CLIENT}{customer}"


def dependant(tenant: str, household_guid: str, number: int) -> Key:
    """A dependant of the household."""
    return household_partition(tenant, household_guid), f"{DEPENDANT}{number:016d}"


def life_event(tenant: str, household_guid: str, number: int) -> Key:
    """A life event of the household."""
    return household_partition(tenant, household_guid), f"{LIFE_EVENT}{number:016d}"


def households_partition(tenant: str) -> str:
    """All households of a tenant, for its client apps' list."""
    return f"T#{tenant}#HOUSEHOLDS"


def household_listing(tenant: str, household_guid: str) -> Key:
    """A household in its tenant's list."""
    return households_partition(tenant), f"{HOUSEHOLD}#{household_guid}"


def household_count(tenant: str) -> Key:
    """How many households a tenant has, where it has a cap of them."""
    return households_partition(tenant), "COUNT"


def tenant(name: str) -> Key:
    """A tenant, in the list of all."""
    return TENANTS, f"{TENANT}{name}"


def client_app(client_id: str) -> Key:
    """A client app, with what it has of its tenant."""
    return f"{_APP}{client_id}", "APP"


def named_client(partition: str) -> str:
    """Return the id of the client app in a partition."""
    return partition.removeprefix(_APP)


def webhooks_partition(owner: str | None) -> str:
    """All webhooks of a tenant or, with `owner` None, of the operator."""
    return WEBHOOKS if owner is None else f"T#{owner}#{WEBHOOKS}"


def webhook(owner: str | None, number: int) -> Key:
    """A webhook."""
    return webhooks_partition(owner), f"{WEBHOOK}{number:016d}"


def webhook_count(owner: str | None) -> Key:
    """How many webhooks an owner has."""
    return webhooks_partition(owner), WEBHOOKS


def deliveries_partition(owner: str | None, webhook_number: int) -> str:
    """What became of the deliveries to a webhook."""
    return f"{'' if owner is None else f'T#{owner}#'}{WEBHOOK}{webhook_number:016d}"


def delivery(owner: str | None, webhook_number: int, at: str, event_id: str) -> Key:
    """The delivery of an event to a webhook; by the event's instant, so that the order of text is that of time."""
    return deliveries_partition(owner, webhook_number), f"{DELIVERIES}{at}#{event_id}"


def contribution(tenant: str, household_guid: str, account_number: int, number: int) -> Key:
    """A contribution to an account."""
    return household_partition(tenant, household_guid), f"CONTRIBUTION#{account_number:016d}#{number:016d}"


def contributions_of(number: int) -> str:
    """What the sort keys of an account's contributions begin with."""
    return f"CONTRIBUTION#{number:016d}#"


def account(tenant: str, household_guid: str, number: int) -> Key:
    """An account's hot facts."""
    return household_partition(tenant, household_guid), f"ACCOUNT#{number:016d}"


def account_details(tenant: str, household_guid: str, number: int) -> Key:
    """What the household wrote about an account; sorts right after the account."""
    return household_partition(tenant, household_guid), f"ACCOUNT#{number:016d}#SAVING"


def entry(tenant: str, household_guid: str, account_number: int, settled_at: str, number: int) -> Key:
    """A movement of an account's balance, by the instant at which it was settled."""
    return household_partition(tenant, household_guid), f"ENTRY#{account_number:016d}#{settled_at}#{number:016d}"


def entries_of(number: int) -> str:
    """What the sort keys of an account's entries begin with."""
    return f"ENTRY#{number:016d}#"


def membership(tenant: str, customer: str) -> Key:
    """Which household a person is in."""
    return customer_partition(tenant, customer), HOUSEHOLD


def access(tenant: str, customer: str, number: int) -> Key:
    """A person's access to an account."""
    return customer_partition(tenant, customer), f"ACCOUNT#{number:016d}"


def goal(tenant: str, customer: str, number: int) -> Key:
    """A goal with its counters."""
    return customer_partition(tenant, customer), f"GOAL#{number:016d}"


def is_goal(key: Key) -> bool:
    """Whether a goal has this key; its long texts have not."""
    return key[1].startswith(GOALS) and key[1].count("#") == 1


def is_account(key: Key) -> bool:
    """Whether an account has this key; neither what was written about it nor the access to it has."""
    return "#H#" in key[0] and key[1].startswith(ACCOUNTS) and key[1].count("#") == 1


def read_goal(key: Key) -> tuple[str, str, int]:
    """Return tenant, customer and number of the goal with this key."""
    _, tenant, _, customer = key[0].split("#")
    return tenant, customer, int(key[1].removeprefix(GOALS))


def behind(sort: str) -> str:
    """Return what sorts behind an item and all that it has apart, and before the next one of its kind."""
    return f"{sort}#~"


def goal_text(tenant: str, customer: str, number: int) -> Key:
    """A goal's long texts; sorts right after the goal."""
    return customer_partition(tenant, customer), f"GOAL#{number:016d}#TEXT"


def period(tenant: str, customer: str, goal_number: int, index: int) -> Key:
    """A closed period of a goal."""
    return customer_partition(tenant, customer), f"{periods_of(goal_number)}{index:04d}"


def periods_of(goal_number: int) -> str:
    """What the sort keys of all closed periods of a goal begin with."""
    return f"PERIOD#{goal_number:016d}#"


def action(tenant: str, customer: str, goal_number: int, number: int) -> Key:
    """An action of a savings goal."""
    return customer_partition(tenant, customer), f"{actions_of(goal_number)}{number:016d}"


def actions_of(goal_number: int) -> str:
    """What the sort keys of all actions of a goal begin with."""
    return f"ACTION#{goal_number:016d}#"


def transaction(tenant: str, customer: str, number: int) -> Key:
    """A transaction that was reported for a customer."""
    return customer_partition(tenant, customer), f"{TRANSACTIONS}{number:016d}"


def external_id(tenant: str, customer: str, digest: str) -> Key:
    """The claim of a transaction's external id, under its hash."""
    return customer_partition(tenant, customer), f"XID#{digest}"


def notification(tenant: str, customer: str, at: str, event_id: str) -> Key:
    """What a customer is notified of an event; by the event's instant, so that the order of text is that of time."""
    return customer_partition(tenant, customer), f"{notifications_at(at)}{event_id}"


def notifications_at(at: str) -> str:
    """What the sort keys of all notifications of an instant begin with."""
    return f"{NOTIFICATIONS}{at}#"


def preferences(tenant: str, customer: str) -> Key:
    """What a customer chose to hear of."""
    return customer_partition(tenant, customer), PREFERENCES


def erasure(tenant: str, customer: str) -> Key:
    """The receipt of a person's erasure."""
    return customer_partition(tenant, customer), ERASURE


def idempotency(tenant: str, digest: str) -> Key:
    """The answer that a key was given, under a hash of principal, customer, operation and key."""
    return f"T#{tenant}#I#{digest}", IDEMPOTENCY


def is_answer(key: Key, whose: str) -> bool:
    """Whether an answer under an idempotency key, which a tenant was given, has this key."""
    return key[1] == IDEMPOTENCY and key[0].startswith(f"T#{whose}#I#")


def due_shard(number: int) -> str:
    """The partition of the `due` index for the thing with this id: by a hash, for ids follow the clock."""
    return shard_name(hashlib.sha256(str(number).encode()).digest()[0] % SHARDS)


def shard_name(shard: int) -> str:
    """The partition of shard 0 to 63."""
    return f"DUE#{shard:02d}"


def due(instant: str | None, kind: str, number: int) -> dict[str, str | None]:
    """What an item that is due at an instant has beside its own facts, to be found in the `due` index, if ever."""
    if instant is None:
        return {"due_shard": None, "due_at": None}
    return {"due_shard": due_shard(number), "due_at": due_at(instant, kind, number)}


def due_at(instant: str, kind: str, number: int) -> str:
    """The place in its shard: the instant first, so that what is overdue is one range."""
    return f"{instant}#{kind}#{number:016d}"
