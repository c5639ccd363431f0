"""What a request has beside its body, and the headers of its answer."""

import re
from collections.abc import Mapping
from typing import Final

from contract.examples import Json
from savings.api.answers import REPLAYED
from savings.api.contract import CLIENT_HEADER, CUSTOMER_HEADER, KEY_HEADER, WORDS, Family, Route
from savings.api.paging import LARGEST_LIMIT

_TEXT: Final[Json] = {"type": "string"}
_GUID: Final[Json] = {"type": "string", "format": "uuid"}
_GUID_TEXT: Final[Json] = {
    "type": "string",
    "pattern": "^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$",
    "examples": ["2a7a1f1c-18b9-4af1-8424-91c5848e8037"],
}
"""Without a format: generated clients make an object of one, which their headers cannot hold."""

_QUERY: Final[Mapping[str, tuple[str, Json]]] = {
    "status": ("Only goals in this status.", {}),
    "tracking_status": ("Only goals so far along.", {}),
    "account_id": ("Only goals on this account, its id in either form.", _TEXT),
    "page_size": ("Items on a page.", {"type": "integer", "minimum": 1, "maximum": 200, "default": 100}),
    "page_token": ("The `page_token` of the page before.", _TEXT),
    "items": ("Items on a page.", {"type": "integer", "minimum": 1, "maximum": 100, "default": 20}),
    "after": ("Where the page before ends: its `next`, or the `after` of its `next_url` or `Link`.", _TEXT),
    "limit": (
        "Things in one answer at most; without it all, of a tenant's households 1,000. Filters can make a page short.",
        {"type": "integer", "minimum": 1, "maximum": LARGEST_LIMIT},
    ),
    "unread": ("Only what was not read yet.", {"type": "boolean", "default": False}),
    "userId": ("The user, where neither token nor header names one.", _GUID),
    "externalId": ("Only the one with this external id.", _TEXT),
    "state": ("Only settled ones are stored.", {}),
    "order": ("Which come first; it is the same for all pages of a list.", {"default": "oldest"}),
    "outcome": ("Only deliveries that stand so.", {}),
    "until": ("The last date of the projection.", {"type": "string", "format": "date"}),
    "ExcludeFormattedValues": ("1 omits FormattedValues.", {}),
}
_PATH: Final[Mapping[str, str]] = {
    "goal_id": "The goal's id, as an integer or a GUID.",
    "period_id": "The period's id.",
    "goal_action_id": "The action's id.",
    "notification_id": "The notification's id.",
    "transaction_id": "The transaction's id.",
    "webhook_id": "The webhook's id, as an integer or a GUID.",
    "account_id": "The account's id, as an integer or a GUID.",
    "HouseholdGUID": "The household.",
    "ClientGUID": "The client: a person of the household.",
    "DependantGUID": "The dependant.",
    "EventGUID": "The life event.",
    "SavingsGUID": "The saving.",
    "TransactionGUID": "The contribution.",
}
_SENT: Final[Mapping[str, tuple[str, Json]]] = {
    CLIENT_HEADER: ("The token's client app, or its tenant.", {**_TEXT, "examples": ["demo-app"]}),
    CUSTOMER_HEADER: ("The customer that a client app acts for: their GUID.", _GUID_TEXT),
    KEY_HEADER: (
        "A request that is sent again under its key has one effect and the first answer.",
        {"type": "string", "minLength": 1, "maxLength": 255, "examples": ["8e03978e-40d5-43e8-bc93-6894a57f9324"]},
    ),
}

ANSWERED: Final[Mapping[str, tuple[str, Json]]] = {
    "X-Request-Id": ("Names the request: the log has it, and the events that follow carry it.", _TEXT),
    "Cache-Control": ("`no-store`: an answer is as of now.", {"const": "no-store"}),
    REPLAYED: ("`true` where this is the first answer to this `Idempotency-Key`.", {"const": "true"}),
    "Location": ("Where to read what was made.", {**_TEXT, "format": "uri-reference"}),
    "Link": ('Where there is more, the address of what follows: `<…>; rel="next"` (RFC 8288).', _TEXT),
    "Retry-After": ("Seconds to wait before the next try.", {**_TEXT, "pattern": r"^\d+$"}),
    "WWW-Authenticate": ("`Bearer`: a new token is needed.", _TEXT),
    "Apigw-Requestid": ("The gateway's own id of the request.", _TEXT),
}
"""The headers of answers, beside those of every HTTP answer."""
_ALWAYS: Final = ("X-Request-Id", "Cache-Control", "Apigw-Requestid")
_OF_STATUS: Final[Mapping[int, tuple[str, ...]]] = {401: ("WWW-Authenticate",), 503: ("Retry-After",)}


def parameters_of(route: Route) -> list[Json]:
    """Return the parameters of a route's path, its headers and its query."""
    return [*_path(route), *_headers(route), *_query(route)]


def headers_of(status: int, route: Route | None = None) -> Json:
    """Return the headers of an answer: of a success where its route is given, else of a refusal."""
    names = [*_ALWAYS, *_OF_STATUS.get(status, ())]
    if route is not None:
        if_so = {"Location": status == 201, REPLAYED: not route.only_reads, "Link": route.links_on}
        names += [name for name, is_so in if_so.items() if is_so]
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}


def headers() -> Json:
    """Return the descriptions of all headers of answers."""
    return {name: {"description": text, "schema": schema} for name, (text, schema) in ANSWERED.items()}


def _path(route: Route) -> list[Json]:
    names = re.findall(r"\{(\w+)\}", route.path)
    return [
        {"name": name, "in": "path", "required": True, "description": _PATH[name], "schema": _TEXT} for name in names
    ]


def _headers(route: Route) -> list[Json]:
    is_required = route.family is Family.SAVINGS_GOALS
    return [
        {
            "name": name,
            "in": "header",
            "required": is_required and name != KEY_HEADER,
            "description": text,
            "schema": schema,
        }
        for name, (text, schema) in _SENT.items()
        if name != KEY_HEADER or not route.only_reads
    ]


def _query(route: Route) -> list[Json]:
    found = []
    for name in route.query:
        text, schema = _QUERY[name]
        words = {"type": "string", "enum": [str(word) for word in WORDS[name]]} if name in WORDS else {}
        found.append(
            {"name": name, "in": "query", "description": text, "schema": schema if "type" in schema else words | schema}
        )
    return found
