"""What the published clients of /goals send and read: facts as data, and a reader that holds answers to them.

Taken from the clients' request and response models: Android frollous/frollo-android-sdk at de3fb169 (2021-07-21), iOS
frollous/frollo-swift-sdk at f36e319b (2021-07-12). Members that a client does not know it passes over.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final

ENUMERATIONS: Final[Mapping[str, frozenset[str]]] = {
    "frequency": frozenset(
        {
            *("annually", "biannually", "daily", "fortnightly", "four_weekly"),
            *("monthly", "quarterly", "singular", "weekly"),
        }
    ),
    "status": frozenset({"active", "cancelled", "completed", "failed", "finalising", "unstarted"}),
    "target": frozenset({"amount", "available_balance", "current_balance", "date", "open_ended"}),
    "tracking_status": frozenset({"above", "below", "equal"}),
    "tracking_type": frozenset({"credit", "debit", "debit_credit"}),
}
"""The words that both clients know; one more is lost on Android and an error on iOS."""

FILTERS: Final = ("status", "tracking_status")
"""The parameters of the list."""

HEADERS: Final = (
    "X-Api-Version",
    "X-Background",
    "X-Bundle-Id",
    "X-Device-Version",
    "X-Software-Version",
    "X-User-Otp",
)
"""What the clients send beside their token."""

ERROR_CODES: Final = frozenset(
    {
        *(f"F{number:04}" for number in (*range(1, 8), 12, 14)),
        *("F0101", "F0110", "F0111", "F0112", "F0113", "F0114", "F0117", "F0120", "F0200", "F0300", "F0400"),
        *("F9000", "F9998", "F9999"),
    }
)
"""The error codes that both clients know, without those of payments."""


class Client(Enum):
    """A published client."""

    ANDROID = "Android"
    IOS = "iOS"


@dataclass(frozen=True, slots=True)
class Member:
    """A member of a model: its kind, and whether it may be null or absent."""

    kind: str
    is_optional: bool = False


ID: Final = Member("long")
TEXT: Final = Member("text")
SOME_TEXT: Final = Member("text", is_optional=True)
AMOUNT: Final = Member("amount")
SOME_AMOUNT: Final = Member("amount", is_optional=True)
DATE: Final = Member("date")
SOME_DATE: Final = Member("date", is_optional=True)
COUNT: Final = Member("count")
METADATA: Final = Member("object", is_optional=True)

PERIOD: Final[Mapping[str, Member]] = {
    "id": ID,
    "goal_id": ID,
    "start_date": DATE,
    "end_date": DATE,
    "tracking_status": Member("tracking_status"),
    "current_amount": AMOUNT,
    "target_amount": AMOUNT,
    "required_amount": AMOUNT,
    "index": COUNT,
}
GOAL: Final[Mapping[str, Member]] = {
    "id": ID,
    "name": TEXT,
    "description": SOME_TEXT,
    "image_url": SOME_TEXT,
    "account_id": Member("long", is_optional=True),
    "tracking_status": Member("tracking_status"),
    "tracking_type": Member("tracking_type"),
    "status": Member("status"),
    "frequency": Member("frequency"),
    "target": Member("target"),
    "currency": TEXT,
    "current_amount": AMOUNT,
    "period_amount": AMOUNT,
    "start_amount": AMOUNT,
    "target_amount": AMOUNT,
    "start_date": DATE,
    "end_date": DATE,
    "estimated_end_date": SOME_DATE,
    "estimated_target_amount": SOME_AMOUNT,
    "periods_count": COUNT,
    "current_period": Member("period", is_optional=True),
    "metadata": METADATA,
}
ERROR: Final[Mapping[str, Member]] = {"error_code": Member("error_code", is_optional=True), "error_message": TEXT}

CREATION: Final[Mapping[str, Member]] = {
    "name": TEXT,
    "description": SOME_TEXT,
    "image_url": SOME_TEXT,
    "account_id": ID,
    "tracking_type": Member("tracking_type"),
    "frequency": Member("frequency"),
    "target": Member("target"),
    "target_amount": SOME_AMOUNT,
    "period_amount": SOME_AMOUNT,
    "start_amount": SOME_AMOUNT,
    "start_date": SOME_DATE,
    "end_date": SOME_DATE,
    "metadata": METADATA,
}
"""What a client sends to create a goal. Amounts are JSON numbers from Android and strings from iOS."""

CHANGE: Final[Mapping[str, Member]] = {
    "name": TEXT,
    "description": SOME_TEXT,
    "image_url": SOME_TEXT,
    "metadata": METADATA,
}
"""What a client sends to change a goal; Android may leave out the name as well."""

PLANS: Final[Mapping[str, tuple[str, ...]]] = {
    "amount": ("target_amount", "period_amount"),
    "current_balance": ("target_amount", "period_amount"),
    "available_balance": ("target_amount", "period_amount"),
    "date": ("target_amount", "end_date"),
    "open_ended": ("period_amount", "end_date"),
}
"""The plan members without which Android does not send a creation; iOS asks for as many, or fewer, of them."""

READS: Final[Mapping[str, Mapping[str, Member]]] = {
    "create_goal": GOAL,
    "list_goals": GOAL,
    "get_goal": GOAL,
    "update_goal": GOAL,
    "list_periods": PERIOD,
    "get_period": PERIOD,
}
"""The operations that the clients call and the model that each reads, or reads a list of."""

_DATE: Final = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_DECIMAL: Final = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
_BITS: Final = {Client.ANDROID: 31, Client.IOS: 63}


def hold_answer(operation: str, answer: Any) -> None:
    """Assert that each published client reads the answer of an operation whole."""
    model = READS.get(operation)
    if model is not None:
        for one in answer if isinstance(answer, list) else [answer]:
            _assert_read(one, model)


def hold_error(answer: Any) -> None:
    """Assert that each published client reads the error of an answer."""
    _assert_read(answer.get("error"), ERROR)


def _assert_read(value: Any, model: Mapping[str, Member]) -> None:
    found = misread(value, model)
    assert not found, "; ".join(found)


def misread(value: Any, model: Mapping[str, Member]) -> list[str]:
    """Return what the clients cannot read of a value: client, member and what is there."""
    return [found for client in Client for found in _misread(client, "", value, model)]


def _misread(client: Client, place: str, value: Any, model: Mapping[str, Member]) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{client.value}: {place or 'the whole'} is no object but {value!r}"
        return
    for name, member in model.items():
        found, path = value.get(name), f"{place}{name}"
        if found is None:
            # Android takes an absent object for none, but loses the whole list over one that is null.
            is_lost = client is Client.ANDROID and member.kind == "object" and name in value
            if is_lost or not member.is_optional:
                yield f"{client.value}: {path} is {'null' if name in value else 'missing'}"
        elif member.kind == "period":
            yield from _misread(client, f"{path}.", found, PERIOD)
        elif not _reads(client, member.kind, found):
            yield f"{client.value}: {path} is {found!r}"


def _reads(client: Client, kind: str, found: Any) -> bool:
    if kind in ENUMERATIONS:
        return found in ENUMERATIONS[kind]
    match kind:
        case "long":
            return _is_whole(found, 63)
        case "count":
            return _is_whole(found, _BITS[client])
        case "object":
            return isinstance(found, dict)
        case "error_code":
            return found in ERROR_CODES
        case _:
            pattern = {"amount": _DECIMAL, "date": _DATE}.get(kind)
            return isinstance(found, str) and (pattern is None or pattern.fullmatch(found) is not None)


def _is_whole(found: Any, bits: int) -> bool:
    return isinstance(found, int) and not isinstance(found, bool) and -(2**bits) <= found < 2**bits
