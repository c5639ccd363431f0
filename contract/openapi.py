"""The OpenAPI document: the rows of the contract with the models that they name."""

import re
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema

from contract.callers import SAVER_SCOPES, SCOPES
from contract.errors import GATEWAY, JSON, SHAPES, GatewayError, refusals
from contract.examples import BODIES, Json
from contract.spread import spread
from savings.api.contract import (
    CLIENT_HEADER,
    CUSTOMER_HEADER,
    KEY_HEADER,
    ROUTES,
    WORDS,
    Family,
    Route,
)
from savings.api.paging import LARGEST_LIMIT

FILE: Final = Path(__file__).resolve().parents[1] / "docs" / "openapi.json"

_TEXT: Final[Json] = {"type": "string"}
_GUID: Final[Json] = {"type": "string", "format": "uuid"}
_PARAMETERS: Final[Mapping[str, tuple[str, Json]]] = {
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
    "until": ("The last date of the projection.", {"type": "string", "format": "date"}),
    "ExcludeFormattedValues": ("1 omits FormattedValues.", {}),
}
_LINK: Final[Json] = {
    "description": 'Where there is more, the address of what follows: `<…>; rel="next"` (RFC 8288).',
    "schema": _TEXT,
}
_REASONS: Final[Mapping[int, str]] = {
    200: "Done",
    201: "Created",
    204: "Done, nothing to say",
    400: "The request breaks a rule; field and rule are named",
    401: "No token, or one that is expired or foreign; or a header that names somebody else",
    403: "The token lacks the scope or is a customer's, or the household may only be viewed",
    404: "There is no such thing for this caller",
    409: "The thing is in a state that does not allow this",
    413: "The body is too large",
    422: "A rule is broken; or the Idempotency-Key was used with another payload",
    429: "Too many requests; wait and try again",
    500: "A fault of ours; the request id leads to the log",
    503: "Busy, or the outcome is not known: try again under the same Idempotency-Key",
}


def body_of(route: Route) -> Any:
    """Return the model of a route's body; None where it reads none."""
    return route.body and getattr(import_module(route.bodies), route.body)


def answer_of(route: Route) -> Any:
    """Return the model of a route's answer; None where it has none."""
    return route.answer and getattr(import_module(f"contract.{route.answers}"), route.answer)


@cache
def document() -> Json:
    """Return the OpenAPI 3.1 document of the product."""
    schemas, definitions = _schemas()
    paths: dict[str, Json] = {}
    responses: Json = {}
    for route in ROUTES:
        paths.setdefault(route.path, {})[route.method.lower()] = _operation(route, schemas)
        for status, family in _refusals(route).items():
            responses[_name(family, status)] = _refusal(family, status, schemas)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Savings goals",
            "version": "1.0.0",
            "description": "Households with their savings and contributions, goals, savings goals and their actions, "
            "transactions and accounts, notifications. The local stack has tokens for `demo-app` / `demo-secret`, a "
            "clock at `/_local/clock`, events at `/_local/events` and messages at `/_local/notifications`.",
        },
        "servers": [{"url": "/"}],
        "tags": [{"name": _tag(family)} for family in Family],
        "paths": paths,
        "components": {
            "schemas": definitions,
            "responses": dict(sorted(responses.items())),
            "securitySchemes": {"tokens": _security()},
        },
    }


def text() -> str:
    """Return the document's file."""
    return f"{spread(document())}\n"


Schemas = Mapping[tuple[str, str], Json]


def _schemas() -> tuple[Schemas, Json]:
    """Return the schemas by what they are for, and what they refer to, all made at once so that their names agree."""
    inputs: list[tuple[str, Any, TypeAdapter[Any]]] = []
    for route in ROUTES:
        for mode, model in (("validation", body_of(route)), ("serialization", answer_of(route))):
            if model is not None:
                inputs.append((route.operation, mode, TypeAdapter(model)))
    inputs += [(family.value, "serialization", TypeAdapter(shape)) for family, (_, shape) in SHAPES.items()]
    inputs.append(("gateway", "serialization", TypeAdapter(GatewayError)))
    schemas, rest = TypeAdapter.json_schemas(
        inputs, ref_template="#/components/schemas/{model}", schema_generator=_Generator
    )
    return _untitled(schemas), _untitled(rest["$defs"])


class _Generator(GenerateJsonSchema):
    """Names what is in an envelope: `One[Client]` is OneClient, `Some[Client]` is SomeClients."""

    def normalize_name(self, name: str) -> str:
        """Return the name of a schema."""
        return re.sub(r"\W", "", re.sub(r"Some\[(\w+)\]", r"Some\1s", name))


def _untitled(schema: Any) -> Any:
    """Return a schema without titles, which say the names again."""
    if isinstance(schema, list):
        return [_untitled(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    return {key: _untitled(part) for key, part in schema.items() if key != "title" or isinstance(part, dict)}


def _operation(route: Route, schemas: Schemas) -> Json:
    success: Json = {"description": _REASONS[route.status]}
    if route.answer is not None:
        success["content"] = {JSON: {"schema": schemas[route.operation, "serialization"]}}
    if route.links_on:
        success["headers"] = {"Link": _LINK}
    responses = {
        str(status): {"$ref": f"#/components/responses/{_name(family, status)}"}
        for status, family in _refusals(route).items()
    }
    found: Json = {
        "operationId": route.operation,
        "summary": route.summary,
        "tags": [_tag(route.family)],
        "security": [{"tokens": [route.scope]}],
        "parameters": [*_path(route), *_headers(route), *_query(route)],
        "responses": {str(route.status): success, **responses},
    }
    if route.body is not None:
        content = {"schema": schemas[route.operation, "validation"], "example": BODIES[route.operation]}
        found["requestBody"] = {"required": True, "content": {JSON: content}}
    return found


def _refusals(route: Route) -> dict[int, Family | None]:
    """Return the statuses with which a call may be refused, each with the family whose body it may have, or None."""
    own = refusals(route)
    return {status: route.family if status in own else None for status in sorted(own | GATEWAY.keys())}


def _refusal(family: Family | None, status: int, schemas: Schemas) -> Json:
    """Return a refusal as a family has it, and as the gateway does where it may refuse so itself."""
    shapes: dict[str, list[Json]] = {}
    if family is not None:
        shapes[SHAPES[family][0]] = [schemas[family.value, "serialization"]]
    if status in GATEWAY:
        shapes.setdefault(JSON, []).append(schemas["gateway", "serialization"])
    content = {media: {"schema": found[0] if len(found) == 1 else {"anyOf": found}} for media, found in shapes.items()}
    return {"description": _REASONS[status], "content": content}


def _name(family: Family | None, status: int) -> str:
    return f"{_tag(family).replace(' ', '') if family else 'Gateway'}{status}"


def _tag(family: Family) -> str:
    return family.value.capitalize()


def _path(route: Route) -> list[Json]:
    names = re.findall(r"\{(\w+)\}", route.path)
    return [{"name": name, "in": "path", "required": True, "schema": _TEXT} for name in names]


def _query(route: Route) -> list[Json]:
    found = []
    for name in route.query:
        description, schema = _PARAMETERS[name]
        words = {"type": "string", "enum": [str(word) for word in WORDS[name]]} if name in WORDS else {}
        found.append({"name": name, "in": "query", "description": description, "schema": schema or words})
    return found


def _headers(route: Route) -> list[Json]:
    is_required = route.family is Family.SAVINGS_GOALS
    headers: list[tuple[str, bool, str, Json]] = [
        (CLIENT_HEADER, is_required, "The token's client app, or its tenant.", _TEXT),
        (CUSTOMER_HEADER, is_required, "The customer that a client app acts for.", _GUID),
    ]
    if not route.only_reads:
        sentence = "A request that is sent again under its key has one effect and the first answer."
        headers.append((KEY_HEADER, False, sentence, {"type": "string", "minLength": 1, "maxLength": 255}))
    return [
        {"name": name, "in": "header", "required": required, "description": description, "schema": schema}
        for name, required, description, schema in headers
    ]


def _security() -> Json:
    backend, saver = (
        {"tokenUrl": "/oauth2/token", "scopes": {scope: _scope(scope) for scope in scopes}}
        for scopes in (SCOPES, SAVER_SCOPES)
    )
    return {
        "type": "oauth2",
        "description": "A client app's token; on the local stack also a customer's (user name: their GUID).",
        "flows": {"clientCredentials": backend, "password": saver},
    }


def _scope(scope: str) -> str:
    area, _, right = scope.partition("/")[2].partition(".")
    return f"{right} {area}"
