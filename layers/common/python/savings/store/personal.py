"""What of each kind of item is personal and goes when a person is erased; the rest is needed by what stays.

Needed are ids, amounts, dates, codes and counters: with them every sum can be proven, and none of them is a word.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from savings.domain.erasure import ERASED
from savings.store.shapes import kind_of
from savings.store.table import NEW, THERE, Item, Write, amend, delete

_GIVEN_BACK: Final = ""
"""Stands for the hash of a request: no request has it, so that none is answered with what was."""


@dataclass(frozen=True, slots=True)
class Data:
    """What a kind of item is about, what of it is personal, with what stands in its place, and what is needed.

    None stands for nothing; a member of a map is named after a point. Of a kind that `goes` no item is kept.
    """

    title: str
    needed: str = ""
    personal: Mapping[str, Any] = field(default_factory=dict)
    goes: bool = False


_BORN: Final = {"facts.first_name": None, "facts.last_name": None, "facts.date_of_birth": None}
_SAID: Final = dict.fromkeys(("facts.customer", "facts.age_years", "facts.age_months", "facts.extras"))

_TERMS: Final = "currency finalising_days households open_goals suspended zone"

DATA: Final[dict[str, Data]] = {
    "HOUSEHOLD": Data(
        "household",
        "at clients currency due_at due_shard finalising_days locale note pending plans seq viewers zone",
        {"label": ERASED},
    ),
    "LISTING": Data("household in its tenant's list", "currency locale zone", {"label": ERASED}),
    "CLIENT": Data("person", "uses", {**_BORN, "facts.email": None}),
    "DEPENDANT": Data("dependant", "facts.client uses", _BORN),
    "EVENT": Data(
        "life event",
        "facts.basis facts.day facts.linked facts.offset_basis facts.offset_months facts.offset_years uses",
        {"facts.label": ERASED, **_SAID},
    ),
    "MEMBERSHIP": Data("membership", "has_left household open_goals"),
    "ACCESS": Data("access to an account", goes=True),
    "ACCOUNT": Data(
        "account",
        "at balance closed contributions counts_goals currency followers following is_default joint_owner kind"
        " minimum_balance note owned_by performance.acquisition_cost performance.liquid performance.percent"
        " performance.performance performance.valued_at performance.valued_from residual savings_goals savings_type"
        " seq uses value_date watchers",
        {"external_id": None},
    ),
    "SAVING": Data(
        "what was written about an account",
        personal={
            "description": ERASED,
            "extras": None,
            "dependant": None,
            "joint_owner_as_sent": None,
            "risk_event": None,
        },
    ),
    "CONTRIBUTION": Data("planned payment", goes=True),
    "ENTRY": Data("ledger entry of an account", "amount counted_by owned_by undone_at"),
    "GOAL": Data(
        "goal",
        "aa ac am ar at bd bm by cl ct cu cy due_at due_shard ed fa fc fd fr hh la ms note op pa rm sa sd seq sh st sy"
        " ta tg tk tr tt tz version xt",
        {"nm": ERASED, "de": None, "im": None, "md": None},
    ),
    "TEXT": Data("long texts of a goal", goes=True),
    "PERIOD": Data("closed period", "amount counted first_amount follows shift target"),
    "ACTION": Data("action", "amount at direction period transaction version"),
    "TXN": Data(
        "transaction",
        "amount counted_by counts currency drawn household note requested reversed_by reverses seq settled source_side"
        " target_side type zone",
        {"external_id": ERASED},
    ),
    "XID": Data("answer to a reported transaction", "status transaction", {"payload": _GIVEN_BACK, "body": None}),
    "PREFERENCES": Data("preferences", goes=True),
    "NOTE": Data("notification", goes=True),
    "IDEM": Data(
        "answer under an Idempotency-Key",
        "expires_at status",
        {"payload": _GIVEN_BACK, "body": None, "headers": None, "about": None},
    ),
    "ERASURE": Data("receipt of an erasure", "begun_at done ended_at later"),
    "TENANT": Data("tenant", f"clients {_TERMS} version"),
    "APP": Data("client app", f"{_TERMS} tenant"),
    "COUNT": Data("how many households a tenant has", "households"),
    "WEBHOOK": Data(
        "webhook", "disabled_because failing_since key_number made_at rests_until rotated_at tenants types url version"
    ),
    "WEBHOOKS": Data("how many webhooks an owner has", "webhooks"),
    "DELIVERY": Data(
        "delivery of an event to a webhook", "answer attempts event expires_at first_at last_at outcome subject"
    ),
}
"""Each kind of item that there is."""


def data_of(item: Item) -> Data:
    """Return what is known of the kind of an item."""
    return DATA[kind_of(item["PK"], item["SK"])]


def left_in(item: Item) -> dict[str, Any]:
    """Return the personal attributes that an item still has, with what stands in their place."""
    places = data_of(item).personal
    return {name: place for name, place in places.items() if name in item and item[name] != place}


def scrub(item: Item) -> Write | None:
    """Return the write that takes from an item what is personal; None where there is nothing of it."""
    key = item["PK"], item["SK"]
    if data_of(item).goes:
        return delete(key, f"{NEW} OR {THERE}")
    left = left_in(item)
    return amend({"PK": key[0], "SK": key[1], **left, "note": None}, THERE) if left else None
