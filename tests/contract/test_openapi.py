"""The OpenAPI document: in step with the code, in itself whole, and never broken for those who call."""

import json
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest

from contract import openapi
from contract.breaks import breaks, misread
from contract.errors import GATEWAY, refusals
from contract.members import MEMBERS, row_of
from contract.openapi import document
from contract.operations import OPERATIONS
from savings.api.contract import ROUTES
from tests.answers import validator
from tests.contract import documents, event_examples
from tests.contract.served_code import HANDLERS

ANEW: Final = "write the documents anew: python -m tests.contract.documents"
Operation = dict[str, Any]


@cache
def text() -> str:
    return openapi.FILE.read_text(encoding="utf-8")


def published() -> Any:
    return json.loads(text())


def operation_of(whole: Any, operation: str) -> Operation:
    route = next(route for route in ROUTES if route.operation == operation)
    found: Operation = whole["paths"][route.path][route.method.lower()]
    return found


def test_the_file_is_what_the_code_makes() -> None:
    assert openapi.FILE.read_text(encoding="utf-8") == openapi.text(), ANEW


def test_no_published_operation_has_changed_for_those_who_call_it() -> None:
    assert breaks(published(), document()) == []


def test_each_operation_is_documented_as_its_row_says() -> None:
    for route in ROUTES:
        operation = operation_of(document(), route.operation)
        assert operation["operationId"] == route.operation
        assert {scope for way in operation["security"] for scopes in way.values() for scope in scopes} == {route.scope}
        assert set(operation["responses"]) == {str(status) for status in {route.status, *refusals(route), *GATEWAY}}
        query = [parameter["name"] for parameter in operation["parameters"] if parameter["in"] == "query"]
        assert query == list(route.query)
        assert ("requestBody" in operation) == (route.body is not None)


def test_nothing_is_without_its_description_and_no_row_describes_nothing() -> None:
    whole = document()
    schemas = whole["components"]["schemas"]
    members = [(name, member) for name, schema in schemas.items() for member in schema.get("properties", {})]
    assert [name for name, schema in schemas.items() if not schema.get("description")] == []
    assert [(name, one) for name, one in members if not schemas[name]["properties"][one].get("description")] == []
    assert {row_of(*member) for member in members} == MEMBERS.keys()
    assert {route.operation for route in ROUTES} == OPERATIONS.keys()
    for route in ROUTES:
        operation = operation_of(whole, route.operation)
        assert operation["description"]
        assert [one["name"] for one in operation["parameters"] if not one["description"]] == []


def test_every_event_that_an_operation_names_is_published() -> None:
    names = event_examples.names_in_code()
    assert {name for purpose in OPERATIONS.values() for name in purpose.events} <= names


def test_every_body_has_an_example_that_is_as_its_schema_says() -> None:
    """The bodies of requests, of answers, and of each refusal under each of its codes."""
    whole = document()
    described = [operation_of(whole, route.operation) for route in ROUTES]
    places = [one["requestBody"] for one in described if "requestBody" in one]
    places += [answer for one in described for answer in one["responses"].values() if "$ref" not in answer]
    places += whole["components"]["responses"].values()
    contents = [content for place in places for content in place.get("content", {}).values()]
    for content in contents:
        examples = [one["value"] for one in content.get("examples", {}).values()] or [content["example"]]
        for example in examples:
            validator(content["schema"]).validate(example)


def test_the_document_has_every_route_and_refers_to_nothing_that_is_not_there() -> None:
    whole = document()
    keys = {f"{method.upper()} {path}" for path, methods in whole["paths"].items() for method in methods}
    assert keys == {route.key for route in ROUTES}
    for kind, name in set(re.findall(r'"#/components/(\w+)/([^"]+)"', openapi.text())):
        assert name in whole["components"][kind]


def test_no_function_imports_a_model_of_an_answer(tmp_path: Path) -> None:
    """Each start of a function would pay for them."""
    code = (
        f"import sys, {', '.join(HANDLERS)}\n"
        "from pydantic import BaseModel\n"
        "from savings.api.models import Body\n"
        "def below(kind): return {kind}.union(*map(below, kind.__subclasses__()))\n"
        "ours = [one for one in below(BaseModel) - below(Body) if one.__module__ in sys.modules]\n"
        "print(*(one.__module__ for one in ours))\n"
        "print(*(name for name in sys.modules if name.partition('.')[0] in ('contract', 'jsonschema')))\n"
    )
    ran = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    models, modules = ran.stdout.splitlines()
    assert {name.partition(".")[0] for name in models.split()} <= {"pydantic", "aws_lambda_powertools"}
    assert modules == ""


GONE: Final = object()
GET_GOAL: Final = ("paths", "/goals/{goal_id}", "get")
LIST_GOALS: Final = ("paths", "/goals", "get")
CREATE_GOAL: Final = ("paths", "/goals", "post")
SCHEMAS: Final = ("components", "schemas")
GOAL: Final = (*SCHEMAS, "Goal")
BODY: Final = (*SCHEMAS, "CreateGoal")


def and_(more: Any) -> Callable[[list[Any]], list[Any]]:
    return lambda several: [*several, more]


def without(one: Any) -> Callable[[list[Any]], list[Any]]:
    return lambda several: [other for other in several if other != one]


def changed(*change: Any) -> Any:
    """Return the published document with something else in a place, or, where it is GONE, nothing."""
    *path, last, value = change
    whole = place = published()
    for name in path:
        place = place[name]
    if value is GONE:
        del place[last]
    else:
        place[last] = value(place[last]) if callable(value) else value
    return whole


BREAKING: Final[Mapping[str, tuple[Any, ...]]] = {
    "a route has gone": ("paths", "/goals/{goal_id}/integrity", GONE),
    "a method has gone": ("paths", "/goals/{goal_id}", "delete", GONE),
    "another operationId": (*GET_GOAL, "operationId", "read_goal"),
    "another scope": (*GET_GOAL, "security", [{"tokens": ["savings/goals.write"]}]),
    "a parameter has gone": (*LIST_GOALS, "parameters", -1, GONE),
    "a parameter has to be sent": (*LIST_GOALS, "parameters", 0, "required", True),
    "a new parameter has to be sent": (
        *(*LIST_GOALS, "parameters"),
        and_({"in": "query", "name": "colour", "required": True, "schema": {}}),
    ),
    "fewer items": ("paths", "/transactions", "get", "parameters", 3, "schema", "maximum", 50),
    "no success": (*CREATE_GOAL, "responses", "201", GONE),
    "a refusal has gone": (*CREATE_GOAL, "responses", "409", GONE),
    "another media type": ("components", "responses", "Goals400", "content", "application/problem+json", GONE),
    "a member has gone": (*GOAL, "properties", "end_date", GONE),
    "a member that may be there has gone": (*SCHEMAS, "Transaction", "properties", "toDream", GONE),
    "a member need not be there": (*GOAL, "required", without("end_date")),
    "a member may be null": (*GOAL, "properties", "end_date", {"anyOf": [{"type": "string"}, {"type": "null"}]}),
    "another type": (*GOAL, "properties", "sequence", "type", "string"),
    "any type": (*GOAL, "properties", "sequence", {}),
    "a new word in answers": (*SCHEMAS, "Status", "enum", and_("paused")),
    "any word in answers": (*SCHEMAS, "Status", {"type": "string"}),
    "another error": (*SCHEMAS, "Problem", "properties", "status", "type", "string"),
    "a new member has to be sent": (*BODY, "required", and_("colour")),
    "a member has to be sent": (*BODY, "required", and_("end_date")),
    "a member is taken no more": (*BODY, "properties", "suppress_events", GONE),
    "no other members": (*SCHEMAS, "UpdateGoal", "additionalProperties", False),
    "a word is taken no more": (*SCHEMAS, "Target", "enum", without("open_ended")),
    "shorter names": (*BODY, "properties", "name", "maxLength", 100),
    "a type is taken no more": (*BODY, "properties", "account_id", {"type": "string", "format": "uuid"}),
    "a body has to be sent": (*GET_GOAL, "requestBody", {"required": True, "content": {}}),
}


@pytest.mark.parametrize("change", BREAKING.values(), ids=BREAKING)
def test_a_change_that_breaks_a_caller_is_named(change: tuple[Any, ...]) -> None:
    found = breaks(published(), changed(*change))
    assert found
    assert all(re.match(r"(GET|POST|PUT|PATCH|DELETE) /", line) for line in found)


PASSING: Final[Mapping[str, tuple[Any, ...]]] = {
    "a new route": ("paths", "/colours", {}),
    "a new member in answers": (*GOAL, "properties", "colour", {"type": "string"}),
    "a member is always there": (*SCHEMAS, "Transaction", "required", and_("toDream")),
    "a member may be sent": (*BODY, "properties", "colour", {"type": "string"}),
    "longer names": (*BODY, "properties", "name", "maxLength", 300),
    "a word is not answered any more": (*SCHEMAS, "TrackingStatus", "enum", without("above")),
    "a new parameter": (*LIST_GOALS, "parameters", and_({"in": "query", "name": "colour", "schema": {}})),
    "a new refusal": (*GET_GOAL, "responses", "409", {"$ref": "#/components/responses/Goals409"}),
    "another description": (*GOAL, "description", "It is what it was."),
}


@pytest.mark.parametrize("change", PASSING.values(), ids=PASSING)
def test_a_change_that_breaks_nobody_passes(change: tuple[Any, ...]) -> None:
    now = changed(*change)
    assert now != published()
    assert breaks(published(), now) == []


def test_what_cannot_be_compared_is_not_passed_over() -> None:
    strange: Mapping[str, Any] = {"type": "string", "contentEncoding": "base64"}
    with pytest.raises(ValueError, match="contentEncoding"):
        misread(strange, strange, of_answer=True)


def test_the_document_is_not_written_over_a_published_one_that_would_break(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = changed(*GOAL, "properties", "colour", {"type": "string"})
    file = tmp_path / "openapi.json"
    file.write_text(json.dumps(before), encoding="utf-8")
    monkeypatch.setattr(openapi, "FILE", file)
    with pytest.raises(SystemExit, match="colour"):
        documents.write_openapi()
    assert json.loads(file.read_text(encoding="utf-8")) == before
