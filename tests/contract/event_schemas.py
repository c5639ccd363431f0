"""The JSON Schemas of the events, as partners get them: Draft 4, which the EventBridge schema registry takes.

A member has one type wherever it stands, but where `_OWN` says otherwise. Which members an event has, its example says;
what they mean, `MEMBERS`. Consumers must let unknown members pass; the tests hold every event that the product emits to
the strict form, which lets none pass.
"""

import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from jsonschema import Draft4Validator

from contract.breaks import misread
from savings.domain import codes
from savings.domain.account import AccountKind
from savings.domain.actions import Direction
from savings.domain.calendar import Frequency
from savings.domain.events import SOURCE, Event
from savings.domain.goal import MILESTONES, MeasuredBy, Status, TrackingType
from savings.domain.ledger import TransactionType
from savings.domain.notification import NOTIFIABLE, Channel
from savings.domain.plan import Target
from savings.domain.progress import TrackingStatus
from tests.contract.event_examples import examples
from tests.contract.members import MEMBERS
from tests.contract.served_code import ROOT

DRAFT_4: Final = "http://json-schema.org/draft-04/schema#"
FOLDER: Final = ROOT / "docs" / "events" / "schemas"

Schema = dict[str, Any]

_GUID: Final[Schema] = {"type": "string", "pattern": "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"}
_DATE: Final[Schema] = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
_INSTANT: Final[Schema] = {
    "type": "string",
    "format": "date-time",
    "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$",
}
_CURRENCY: Final[Schema] = {"type": "string", "pattern": "^[A-Z]{3}$"}
_AMOUNT: Final[Schema] = {
    "type": "object",
    "required": ["currency", "value"],
    "properties": {"currency": _CURRENCY, "value": {"type": "string", "pattern": "^-?[0-9]+([.][0-9]+)?$"}},
}
_TEXT: Final[Schema] = {"type": "string", "minLength": 1}
_COUNT: Final[Schema] = {"type": "integer", "minimum": 0}


def _one_of(values: Any) -> Schema:
    return {"enum": [str(value) for value in values]}


def _or_null(schema: Schema) -> Schema:
    if "enum" in schema:
        return {"enum": [*schema["enum"], None]}
    return {**schema, "type": [schema["type"], "null"]}


_TYPES: Final[Mapping[str, Schema]] = {
    "household_id": _GUID,
    "time_zone": _TEXT,
    "currency": _CURRENCY,
    "locale": _TEXT,
    "finalising_days": _COUNT,
    "clients": {"type": "array", "items": _GUID},
    "account_id": _GUID,
    "contribution_id": _GUID,
    "transaction_type": _COUNT,
    "percentage_hundredths": _or_null({"type": "integer"}),
    "linked_account_id": _or_null(_GUID),
    "occurrence": _COUNT,
    "due_date": _DATE,
    "transaction_id": _GUID,
    "type": _one_of(TransactionType),
    "settled_at": _INSTANT,
    "reverses_transaction_id": _or_null(_GUID),
    "from_account_id": _or_null(_GUID),
    "from_goal_id": _or_null(_GUID),
    "to_account_id": _or_null(_GUID),
    "to_goal_id": _or_null(_GUID),
    "customer_id": _GUID,
    "kind": _one_of(AccountKind),
    "savings_type": {"enum": sorted(codes.SAVINGS_TYPE)},
    "balance": _AMOUNT,
    "residual": _AMOUNT,
    "goal_id": _GUID,
    "goal_number": {"type": "integer", "minimum": 1},
    "measured_by": _one_of(MeasuredBy),
    "status": _one_of(Status),
    "tracking_status": _one_of(TrackingStatus),
    "current_amount": _AMOUNT,
    "target_amount": _AMOUNT,
    "target": _one_of(Target),
    "tracking_type": _one_of(TrackingType),
    "frequency": _one_of(Frequency),
    "start_amount": _AMOUNT,
    "period_amount": _AMOUNT,
    "start_date": _DATE,
    "end_date": _DATE,
    "periods_count": {"type": "integer", "minimum": 1},
    "past_periods": {
        "type": "object",
        "required": ["count", "amount"],
        "properties": {"count": _COUNT, "amount": _AMOUNT},
    },
    "changed": {
        "type": "array",
        "minItems": 1,
        "uniqueItems": True,
        "items": {"enum": ["name", "description", "image_url", "metadata", "plan", "amount", "archived"]},
    },
    "achieved_at": _or_null(_INSTANT),
    "milestone": {"enum": [0, *MILESTONES]},
    "finalises_at": _INSTANT,
    "percent": {"enum": list(MILESTONES)},
    "days_left": {"type": "integer", "minimum": 1},
    "period_id": _GUID,
    "period_index": _COUNT,
    "period_start_date": _DATE,
    "period_end_date": _DATE,
    "period_target_amount": _AMOUNT,
    "period_current_amount": _AMOUNT,
    "period_current_amount_before": _AMOUNT,
    "period_required_amount": _AMOUNT,
    "planned_amount": _AMOUNT,
    "action_id": _GUID,
    "amount": _AMOUNT,
    "credit_debit_indicator": _one_of(Direction),
    "signed_amount_before": _AMOUNT,
    "notification_id": _GUID,
    "event_id": _GUID,
    "event_type": _one_of(NOTIFIABLE),
    "channel": _one_of((Channel.EMAIL, Channel.INBOX)),
}

_OWN: Final[Mapping[str, Mapping[str, Schema]]] = {
    "contribution.": {
        "frequency": _or_null({"type": "integer"}),
        "amount": _or_null(_AMOUNT),
        "start_date": _or_null(_DATE),
        "end_date": _or_null(_DATE),
    },
    "action.": {"period_index": _or_null(_COUNT)},
}
"""Types of members that differ in the events whose names begin so."""


def schemas() -> dict[str, Schema]:
    """Return the schema of each event's CloudEvent, by the event's name."""
    return {name: _schema(event) for name, event in examples().items()}


def file_of(name: str) -> Path:
    """Return where the schema of an event lies."""
    return FOLDER / f"{name}.v1.json"


def texts() -> dict[str, str]:
    """Return the schemas' files, by name."""
    return {file_of(name).name: json.dumps(schema, indent=2) + "\n" for name, schema in schemas().items()}


def sentences() -> dict[str, str]:
    """Return when each event is sent and when not, as docs/events.md says it, without marks."""
    page = (ROOT / "docs" / "events.md").read_text(encoding="utf-8")
    found = re.findall(r"^### `([a-z.]+)`\n\n(.+?)\n\n", page, re.MULTILINE | re.DOTALL)
    return {name: " ".join(text.split()) for name, text in found}


def prove(envelope: Mapping[str, Any]) -> None:
    """Assert that a CloudEvent is as its schema says, and has nothing that the schema does not name."""
    name = envelope["type"].removeprefix(f"{SOURCE}.").removesuffix(".v1")
    assert name in _validators(), name
    errors = _validators()[name].iter_errors(envelope)
    wrong = [f"{'/'.join(map(str, error.path))}: {error.message}" for error in errors]
    assert not wrong, (name, wrong)


def breaks(published: Schema, current: Schema) -> list[str]:
    """Return what a consumer that was written for `published` could not read in what `current` describes.

    Breaking: a member that has gone or need not be there any more, a type, a code or a null that was not to be
    expected, a pattern or bound that has changed. Not breaking: a new member, a code that is no longer sent, other
    descriptions.
    """
    return misread(current, published, of_answer=True)


def _schema(event: Event) -> Schema:
    said = {name: {"description": MEMBERS[name], **_type_of(event.name, name)} for name in event.data}
    data = {"type": "object", "required": list(event.data), "properties": said}
    attributes: dict[str, Schema] = {
        "specversion": {"enum": ["1.0"]},
        "id": {"description": "one per change, however often it is sent", **_GUID},
        "source": {"description": "the tenant, after the platform", "type": "string", "pattern": f"^/{SOURCE}/[^/]+$"},
        "type": {"enum": [event.envelope()["type"]]},
        "subject": {"description": "GUID of the item that the event is about", **_GUID},
        "time": {"description": "instant at which it became true", **_INSTANT},
        "datacontenttype": {"enum": ["application/json"]},
        "sequence": {
            "description": "number of the event of its subject, 1 first, without gaps",
            "type": "string",
            "pattern": "^[0-9]{12}$",
        },
        "tenantid": {"description": "the tenant", **_TEXT},
        "data": data,
    }
    return {
        "$schema": DRAFT_4,
        "title": f"{event.name}.v1",
        "description": sentences()[event.name],
        "type": "object",
        "required": list(attributes),
        "properties": attributes,
    }


def _type_of(event: str, member: str) -> Schema:
    for beginning, own in _OWN.items():
        if event.startswith(beginning) and member in own:
            return own[member]
    return _TYPES[member]


@cache
def _validators() -> dict[str, Draft4Validator]:
    return {name: Draft4Validator(_strict(schema)) for name, schema in schemas().items()}


def _strict(schema: Any) -> Any:
    """Return a schema that lets no member pass that it does not name."""
    if isinstance(schema, list):
        return [_strict(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    made = {key: _strict(value) for key, value in schema.items()}
    return made | ({"additionalProperties": False} if isinstance(made.get("properties"), dict) else {})
