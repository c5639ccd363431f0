"""The OpenAPI document: the rows of the contract with the models that they name and the texts beside them."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema

from contract.answer_examples import example_of
from contract.callers import SAVER_SCOPES, SCOPES
from contract.errors import GATEWAY, JSON, SHAPES, GatewayError, refusals
from contract.examples import BODIES, Json
from contract.members import described
from contract.operations import OPERATIONS
from contract.parameters import headers, headers_of, parameters_of
from contract.refusals import CAUSES, examples_of, explained
from contract.spread import spread
from savings.api.contract import ROUTES, Family, Route

_ROOT: Final = Path(__file__).resolve().parents[1]
FILE: Final = _ROOT / "docs" / "openapi.json"

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


_INTRODUCTION: Final = """\
A platform on which banks, fintechs and advisers keep what their customers save for. Four published APIs are dialects
of one model here, the same accounts and goals under other names, ids and amounts: a goal that is made in one is read in
each other one.

**Start.** Get a token; create a household with its people; open an account (a *saving*); plan a goal on it. A client
app names the person it acts for in `X-Customer-Id`: their `ClientGUID`. On the local stack the app is `demo-app` with
`demo-secret`.

**Money** never leaves its currency: decimal text in goals, `{currency, value}` in savings goals, whole minor units
(cents, or yen) in the ledger, numbers in households. More decimals than the currency has are refused.

**Repetition.** Send an `Idempotency-Key` with each write: a request that is sent again under its key within 24 hours
has one effect and the first answer.

**Time.** Dates are local to the household's time zone, instants are UTC. A plan is cut into
periods, such as months; what time brings, such as the close of one, shows at once in every answer.

**Events** of every change are published, each once or more, under an id that stays: `docs/events.md`. On the local
stack they are at `/_local/events`, mail at `/_local/notifications`, and `PUT /_local/clock` moves time on.
"""
_FAMILIES: Final[Mapping[Family, str]] = {
    Family.GOALS: "Every goal of a customer, its periods, previews and checks, and the customer's notifications. "
    "Integer ids, decimal text, snake_case, problems of RFC 9457.",
    Family.SAVINGS_GOALS: "Goals that hold (earmark) a part of an account's balance, and their actions: money put in "
    "and taken out. GUIDs, `{currency, value}`, an envelope of `operation_id`, `data` and `metadata`. "
    "Both `X-Client-Id` and `X-Customer-Id` are required.",
    Family.LEDGER: "Transactions that settled elsewhere, so that they are final, and the accounts that they move. What "
    "no savings goal holds of an account is its residual. GUIDs, minor units, camelCase, problems of RFC 9457.",
    Family.HOUSEHOLDS: "Households with their people, life events, savings and contributions. GUIDs, numbers, "
    "PascalCase, an envelope of `success` and `data`.",
}
_SERVERS: Final[list[Json]] = [
    {
        "url": "http://127.0.0.1:{port}",
        "description": "The local stack: `make serve`",
        "variables": {"port": {"default": "8000", "description": "`PORT` of `make serve`"}},
    },
    {
        "url": "https://{api}.execute-api.{region}.amazonaws.com",
        "description": "A stage on AWS: its stack's output `ApiUrl`, or the stage's own domain",
        "variables": {
            "api": {"default": "a1b2c3d4e5", "description": "The id of the HTTP API"},
            "region": {"default": "eu-west-1", "description": "The region of the stage"},
        },
    },
]
_COGNITO: Final = "https://savings-goals-1a2b3c4d.auth.eu-west-1.amazoncognito.com/oauth2"
_SCHEMES: Final = ("tokens", "cognito")
_SECURITY: Final[Json] = {
    "tokens": {
        "type": "oauth2",
        "description": "The local stack: a client app's token, or a customer's own (user name: their GUID).",
        "flows": {
            flow: {"tokenUrl": "http://127.0.0.1:8000/oauth2/token", "scopes": {one: one for one in scopes}}
            for flow, scopes in (("clientCredentials", SCOPES), ("password", SAVER_SCOPES))
        },
    },
    "cognito": {
        "type": "oauth2",
        "description": "A stage on AWS: a client app's token of the stage's user pool (output `TokenUrl`). A stage "
        "that names an issuer of its own takes that one's tokens, those of customers included.",
        "flows": {
            "clientCredentials": {"tokenUrl": f"{_COGNITO}/token", "scopes": {one: one for one in SCOPES}},
            "authorizationCode": {
                "authorizationUrl": f"{_COGNITO}/authorize",
                "tokenUrl": f"{_COGNITO}/token",
                "scopes": {one: one for one in SAVER_SCOPES},
            },
        },
    },
}


def body_of(route: Route) -> Any:
    """Return the model of a route's body; None where it reads none."""
    return route.body and getattr(import_module(route.bodies), route.body)


def answer_of(route: Route) -> Any:
    """Return the model of a route's answer; None where it has none."""
    return route.answer and getattr(import_module(f"contract.{route.answers}"), route.answer)


@cache
def release() -> str:
    """Return the version of the release: that of the project."""
    return str(tomllib.loads((_ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"])


@cache
def document() -> Json:
    """Return the OpenAPI 3.1 document of the product."""
    schemas, definitions = _schemas()
    paths: dict[str, Json] = {}
    responses: Json = {}
    for route in ROUTES:
        paths.setdefault(route.path, {})[route.method.lower()] = _operation(route, schemas)
        for status, family in _refusals(route).items():
            responses[response_name(family, status)] = _refusal(family, status, schemas)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Savings goals",
            "version": release(),
            "summary": "Households, savings goals, their money and their events, in four dialects of one model.",
            "description": _INTRODUCTION,
            "license": {"name": "Not licensed: for those who run it", "identifier": "LicenseRef-UNLICENSED"},
        },
        "servers": _SERVERS,
        "tags": [{"name": _tag(family), "description": text} for family, text in _FAMILIES.items()],
        "paths": paths,
        "components": {
            "schemas": definitions,
            "headers": headers(),
            "responses": dict(sorted(responses.items())),
            "securitySchemes": _SECURITY,
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
    definitions = {name: described(name, _untitled(schema)) for name, schema in rest["$defs"].items()}
    for name, schema in definitions.items():
        schema.setdefault("description", f"{name} in its envelope.")
    return _untitled(schemas), definitions


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
    success: Json = {"description": _REASONS[route.status], "headers": headers_of(route.status, route)}
    if route.answer is not None:
        content = {"schema": schemas[route.operation, "serialization"], "example": example_of(route)}
        success["content"] = {JSON: content}
    responses = {
        str(status): {"$ref": f"#/components/responses/{response_name(family, status)}"}
        for status, family in _refusals(route).items()
    }
    found: Json = {
        "operationId": route.operation,
        "summary": route.summary,
        "description": _description(route),
        "tags": [_tag(route.family)],
        "security": [{scheme: [route.scope]} for scheme in _SCHEMES],
        "parameters": parameters_of(route),
        "responses": {str(route.status): success, **responses},
    }
    if route.body is not None:
        content = {"schema": schemas[route.operation, "validation"], "example": BODIES[route.operation]}
        found["requestBody"] = {"required": True, "content": {JSON: content}}
    return found


def _description(route: Route) -> str:
    purpose = OPERATIONS[route.operation]
    if not purpose.events:
        return purpose.text
    names = ", ".join(f"`{name}`" for name in purpose.events)
    return f"{purpose.text}\n\nEvents that can follow: {names}."


def _refusals(route: Route) -> dict[int, Family | None]:
    """Return the statuses with which a call may be refused, each with the family whose body it may have, or None."""
    own = refusals(route)
    return {status: route.family if status in own else None for status in sorted(own | GATEWAY.keys())}


def _refusal(family: Family | None, status: int, schemas: Schemas) -> Json:
    """Return a refusal as a family has it, and as the gateway does where it may refuse so itself.

    A body of either is readable by the schema of each media type: most generated clients know one of them alone.
    """
    examples = examples_of(family, status)
    shapes = [schemas[family.value, "serialization"]] if family else []
    if status in GATEWAY:
        shapes.append(schemas["gateway", "serialization"])
    schema = (
        shapes[0] if len(shapes) == 1 else {"anyOf": [one for shape in shapes for one in shape.get("anyOf", [shape])]}
    )
    media = dict.fromkeys([*([SHAPES[family][0]] if family else []), *([JSON] if status in GATEWAY else [])])
    causes = [f"- `{code}`: {explained(code)}" for of in examples.values() for code in of if code in CAUSES]
    return {
        "description": "\n".join([f"{_REASONS[status]}.", "", *causes]).strip(),
        "headers": headers_of(status),
        "content": {one: {"schema": schema, "examples": examples[one]} for one in media},
    }


def response_name(family: Family | None, status: int) -> str:
    """Return the name under which the document has a refusal of a family, or of the gateway alone."""
    return f"{_tag(family).replace(' ', '') if family else 'Gateway'}{status}"


def _tag(family: Family) -> str:
    return family.value.capitalize()
