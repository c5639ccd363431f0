"""The OpenAPI document: the contract's routes with the models of the functions that serve them."""

import re
from typing import Any, Final

from pydantic import TypeAdapter

from local.identity import LIFETIME
from local.operations import JSON, OPERATIONS, Operation
from savings.api.contract import ROUTES, SAVER_SCOPES, SCOPES, Route
from savings.api.families import Family, family_of

_TITLES: Final = {
    Family.GOALS: "Goals",
    Family.SAVINGS_GOALS: "Savings goals",
    Family.LEDGER: "Ledger",
    Family.HOUSEHOLDS: "Households",
}
_STRINGS: Final[JSON] = {"type": "array", "items": {"type": "string"}}
_BY_FIELD: Final[JSON] = {"type": "object", "additionalProperties": _STRINGS}
_TEXT: Final[JSON] = {"type": "string"}
_PROBLEM: Final[JSON] = {
    "description": "RFC 9457, with the error of the published goals clients beside it.",
    "type": "object",
    "required": ["type", "title", "status", "detail", "code", "errors", "error"],
    "properties": {
        "type": _TEXT,
        "title": _TEXT,
        "status": {"type": "integer"},
        "detail": _TEXT,
        "instance": _TEXT,
        "code": _TEXT,
        "request_id": _TEXT,
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": dict.fromkeys(("pointer", "parameter", "header", "field", "code", "detail"), _TEXT),
            },
        },
        "error": {"type": "object", "properties": {"error_code": _TEXT, "error_message": _TEXT}},
    },
}
_ERRORS: Final[dict[str, JSON]] = {
    "Problem": _PROBLEM,
    "LedgerProblem": {
        "description": "RFC 9457, with the errors of the published ledger's clients.",
        "type": "object",
        "required": ["type", "title", "status", "detail", "code", "errors"],
        "properties": {
            **{name: member for name, member in _PROBLEM["properties"].items() if name != "error"},
            "errors": {
                "type": "array",
                "items": {"type": "object", "properties": {"field": _TEXT, "errors": _STRINGS}},
            },
        },
    },
    "SavingsGoalError": {
        "description": "The body of the published savings goals API.",
        "type": "object",
        "required": ["operation_id", "code_id", "message", "errors"],
        "properties": {"operation_id": _TEXT, "code_id": _TEXT, "message": _TEXT, "errors": _BY_FIELD},
    },
    "HouseholdError": {
        "description": "The envelope of the published household API.",
        "type": "object",
        "required": ["success", "message"],
        "properties": {"success": {"const": False}, "message": _TEXT, "data": _BY_FIELD},
    },
    "GatewayError": {
        "description": "The gateway's own refusal, in front of every function.",
        "type": "object",
        "required": ["message"],
        "properties": {"message": _TEXT},
    },
}
_ERROR_OF: Final = {
    Family.GOALS: ("Problem", "application/problem+json"),
    Family.LEDGER: ("LedgerProblem", "application/problem+json"),
    Family.SAVINGS_GOALS: ("SavingsGoalError", "application/json"),
    Family.HOUSEHOLDS: ("HouseholdError", "application/json"),
}
_REASONS: Final = {
    200: "Done",
    201: "Created",
    204: "Done, nothing to say",
    400: "The request breaks a rule; field and rule are named",
    401: "No token, or one that is expired or foreign; or a header that names somebody else",
    403: "The token lacks the scope",
    404: "There is no such thing for this caller",
    409: "The thing is in a state that does not allow this",
    413: "The body is too large",
    422: "A rule is broken; or the Idempotency-Key was used with another payload",
    500: "A fault of ours; the request id leads to the log",
}


def document() -> JSON:
    """Return the OpenAPI 3.1 document of the product, as the local stack serves it."""
    models = _Models()
    paths: dict[str, JSON] = {}
    for route in ROUTES:
        paths.setdefault(route.path, {})[route.method.lower()] = _operation(route, OPERATIONS[route.operation], models)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Savings goals",
            "version": "1.0.0",
            "description": "Households with their savings and contributions, goals, savings goals and their "
            "actions, transactions and accounts, notifications. This is the local stack: tokens of "
            "`demo-app` / `demo-secret`, a clock at `/_local/clock`, events at `/_local/events`, messages at "
            "`/_local/notifications`.",
        },
        "servers": [{"url": "/"}],
        "tags": [{"name": title} for title in _TITLES.values() if any(_title(route) == title for route in ROUTES)],
        "paths": paths,
        "components": {
            "schemas": {**models.definitions(), **_ERRORS},
            "securitySchemes": {"tokens": _security()},
        },
    }


class _Models:
    """The schemas of the models, all made at once so that their names agree."""

    def __init__(self) -> None:
        inputs: list[tuple[str, Any, TypeAdapter[Any]]] = []
        for name, operation in OPERATIONS.items():
            if operation.body is not None:
                inputs.append((name, "validation", TypeAdapter(operation.body)))
            if operation.answer is not None:
                inputs.append((name, "serialization", TypeAdapter(operation.answer)))
        self._schemas, self._rest = TypeAdapter.json_schemas(inputs, ref_template="#/components/schemas/{model}")

    def definitions(self) -> JSON:
        """Return what the schemas refer to."""
        definitions: JSON = self._rest.get("$defs", {})
        return definitions

    def body(self, operation: str) -> JSON:
        """Return the schema of an operation's body."""
        return self._schemas[(operation, "validation")]

    def answer(self, operation: str) -> JSON:
        """Return the schema of an operation's answer."""
        return self._schemas[(operation, "serialization")]


def _operation(route: Route, operation: Operation, models: _Models) -> JSON:
    told: JSON = {
        "operationId": route.operation,
        "summary": route.summary,
        "tags": [_title(route)],
        "security": [{"tokens": [route.scope]}],
        "parameters": [*_path(route), *_headers(route), *_query(operation)],
        "responses": _responses(route, operation, models),
    }
    if operation.body is not None:
        content: JSON = {"schema": models.body(route.operation)}
        if operation.example is not None:
            content["example"] = operation.example
        told["requestBody"] = {"required": True, "content": {"application/json": content}}
    return told


def _title(route: Route) -> str:
    return _TITLES[family_of(route)]


def _path(route: Route) -> list[JSON]:
    return [
        {"name": name, "in": "path", "required": True, "schema": _TEXT} for name in re.findall(r"\{(\w+)\}", route.path)
    ]


def _query(operation: Operation) -> list[JSON]:
    return [
        {"name": query.name, "in": "query", "description": query.description, "schema": query.schema}
        for query in operation.query
    ]


def _headers(route: Route) -> list[JSON]:
    required = family_of(route) is Family.SAVINGS_GOALS
    headers: list[JSON] = [
        {
            "name": "X-Client-Id",
            "in": "header",
            "required": required,
            "description": "The token's client app, or its tenant.",
            "schema": _TEXT,
        },
        {
            "name": "X-Customer-Id",
            "in": "header",
            "required": required,
            "description": "The customer that a client app acts for.",
            "schema": {"type": "string", "format": "uuid"},
        },
    ]
    if route.method != "GET":
        headers.append(
            {
                "name": "Idempotency-Key",
                "in": "header",
                "description": "A request that is sent again under its key has one effect and the first answer.",
                "schema": {"type": "string", "minLength": 1, "maxLength": 255},
            }
        )
    return headers


def _responses(route: Route, operation: Operation, models: _Models) -> JSON:
    responses: JSON = {str(operation.status): {"description": _REASONS[operation.status]}}
    if operation.answer is not None:
        content = {"application/json": {"schema": models.answer(route.operation)}}
        responses[str(operation.status)]["content"] = content
    name, media = _ERROR_OF[family_of(route)]
    own: JSON = {media: {"schema": {"$ref": f"#/components/schemas/{name}"}}}
    gateways: JSON = {"application/json": {"schema": {"$ref": "#/components/schemas/GatewayError"}}}
    for status in sorted({401, 403, 500, *operation.refusals}):
        responses[str(status)] = {"description": _REASONS[status], "content": gateways if status == 403 else own}
    if 403 in operation.refusals or route.for_client_apps:
        responses["403"] = {
            "description": "The token lacks the scope or is a customer's, or the household may only be viewed",
            "content": own,
        }
    return responses


def _security() -> JSON:
    backend, saver = (
        {"tokenUrl": "/oauth2/token", "scopes": {scope: _scope(scope) for scope in scopes}}
        for scopes in (SCOPES, SAVER_SCOPES)
    )
    return {
        "type": "oauth2",
        "description": f"A client app's token, or a customer's (user name: their GUID); good for {LIFETIME} seconds.",
        "flows": {"clientCredentials": backend, "password": saver},
    }


def _scope(scope: str) -> str:
    area, _, right = scope.partition("/")[2].partition(".")
    return f"{right} {area}"
