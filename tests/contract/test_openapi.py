"""The OpenAPI document: in step with the code, in itself whole, and never broken for those who call."""

import copy
import json
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

import jsonschema
import pytest

from contract import openapi
from contract.breaks import breaks, misread
from contract.errors import GATEWAY
from contract.openapi import document
from savings.api.contract import ROUTES, Route
from tests.contract import documents
from tests.contract.served_code import HANDLERS

ANEW: Final = "write the documents anew: python -m tests.contract.documents"
Operation = dict[str, Any]


def published() -> Any:
    return json.loads(openapi.FILE.read_text(encoding="utf-8"))


def operation_of(whole: Any, operation: str) -> Operation:
    route = next(route for route in ROUTES if route.operation == operation)
    found: Operation = whole["paths"][route.path][route.method.lower()]
    return found


def test_the_file_is_what_the_code_makes() -> None:
    assert openapi.FILE.read_text(encoding="utf-8") == openapi.text(), ANEW


def test_no_published_operation_has_changed_for_those_who_call_it() -> None:
    assert breaks(published(), document()) == []


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.operation)
def test_an_operation_is_documented_as_its_row_says(route: Route) -> None:
    operation = operation_of(document(), route.operation)
    assert operation["operationId"] == route.operation
    assert operation["security"] == [{"tokens": [route.scope]}]
    assert set(operation["responses"]) == {str(status) for status in {route.status, *route.refusals, *GATEWAY}}
    query = [parameter["name"] for parameter in operation["parameters"] if parameter["in"] == "query"]
    assert query == list(route.query)
    assert ("requestBody" in operation) == (route.body is not None)


def test_the_document_has_every_route_and_refers_to_nothing_that_is_not_there() -> None:
    whole = document()
    keys = {f"{method.upper()} {path}" for path, methods in whole["paths"].items() for method in methods}
    assert keys == {route.key for route in ROUTES}
    for kind, name in set(re.findall(r'"#/components/(\w+)/([^"]+)"', openapi.text())):
        assert name in whole["components"][kind]


@pytest.mark.parametrize("route", [route for route in ROUTES if route.body], ids=lambda route: route.operation)
def test_the_example_of_a_body_is_as_its_schema_says(route: Route) -> None:
    content = operation_of(document(), route.operation)["requestBody"]["content"]["application/json"]
    jsonschema.validate(content["example"], {**content["schema"], "components": document()["components"]})


def test_no_function_imports_a_model_of_an_answer(tmp_path: Path) -> None:
    """Each start of a function would pay for them."""
    code = (
        f"import sys, {', '.join(HANDLERS)}\n"
        "from pydantic import BaseModel\n"
        "from savings.api.bodies import Body\n"
        "def below(kind): return {kind}.union(*map(below, kind.__subclasses__()))\n"
        "ours = [one for one in below(BaseModel) - below(Body) if one.__module__ in sys.modules]\n"
        "print(*(one.__module__ for one in ours))\n"
        "print(*(name for name in sys.modules if name.partition('.')[0] in ('contract', 'jsonschema')))\n"
    )
    ran = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    models, modules = ran.stdout.splitlines()
    assert {name.partition(".")[0] for name in models.split()} <= {"pydantic", "aws_lambda_powertools"}
    assert modules == ""


def at(*path: str) -> Callable[[Any], Any]:
    """Return what finds a place in a document."""

    def find(whole: Any) -> Any:
        for name in path:
            whole = whole[name]
        return whole

    return find


goal = at("components", "schemas", "Goal")
creation = at("components", "schemas", "CreateGoal")


def no_route(whole: Any) -> None:
    del whole["paths"]["/goals/{goal_id}/integrity"]


def no_method(whole: Any) -> None:
    del whole["paths"]["/goals/{goal_id}"]["delete"]


def other_operation(whole: Any) -> None:
    operation_of(whole, "get_goal")["operationId"] = "read_goal"


def other_scope(whole: Any) -> None:
    operation_of(whole, "get_goal")["security"] = [{"tokens": ["savings/goals.write"]}]


def no_parameter(whole: Any) -> None:
    operation_of(whole, "list_goals")["parameters"].pop()


def needed_parameter(whole: Any) -> None:
    operation_of(whole, "list_goals")["parameters"][0]["required"] = True


def fewer_items(whole: Any) -> None:
    parameters = operation_of(whole, "list_transactions")["parameters"]
    next(one for one in parameters if one["name"] == "items")["schema"]["maximum"] = 50


def no_status(whole: Any) -> None:
    responses = operation_of(whole, "create_goal")["responses"]
    responses["200"] = responses.pop("201")


def no_refusal(whole: Any) -> None:
    del operation_of(whole, "cancel_goal")["responses"]["409"]


def other_media(whole: Any) -> None:
    content = whole["components"]["responses"]["Goals400"]["content"]
    content["application/json"] = content.pop("application/problem+json")


def no_member(whole: Any) -> None:
    del goal(whole)["properties"]["end_date"]
    goal(whole)["required"].remove("end_date")


def no_optional_member(whole: Any) -> None:
    del whole["components"]["schemas"]["Transaction"]["properties"]["toDream"]


def optional_member(whole: Any) -> None:
    goal(whole)["required"].remove("end_date")


def nullable_member(whole: Any) -> None:
    goal(whole)["properties"]["end_date"] = {"anyOf": [{"type": "string"}, {"type": "null"}]}


def other_type(whole: Any) -> None:
    goal(whole)["properties"]["sequence"]["type"] = "string"


def new_word(whole: Any) -> None:
    whole["components"]["schemas"]["Status"]["enum"].append("paused")


def other_member_of_an_error(whole: Any) -> None:
    whole["components"]["schemas"]["Problem"]["properties"]["status"]["type"] = "string"


def needed_member(whole: Any) -> None:
    creation(whole)["properties"]["colour"] = {"type": "string"}
    creation(whole)["required"].append("colour")


def member_that_is_needed_now(whole: Any) -> None:
    creation(whole)["required"].append("end_date")


def member_that_is_taken_no_more(whole: Any) -> None:
    del creation(whole)["properties"]["suppress_events"]


def fewer_words(whole: Any) -> None:
    whole["components"]["schemas"]["Target"]["enum"].remove("open_ended")


def shorter_name(whole: Any) -> None:
    creation(whole)["properties"]["name"]["maxLength"] = 100


def no_number(whole: Any) -> None:
    creation(whole)["properties"]["account_id"] = {"type": "string", "format": "uuid"}


def a_body(whole: Any) -> None:
    body = operation_of(whole, "create_goal")["requestBody"]
    operation_of(whole, "cancel_goal")["requestBody"] = body


BREAKING: Final = (
    *(no_route, no_method, other_operation, other_scope, no_parameter, needed_parameter, fewer_items, no_status),
    *(no_refusal, other_media, no_member, no_optional_member, optional_member, nullable_member, other_type, new_word),
    *(other_member_of_an_error, needed_member, member_that_is_needed_now, member_that_is_taken_no_more, fewer_words),
    *(shorter_name, no_number, a_body),
)


@pytest.mark.parametrize("change", BREAKING)
def test_a_change_that_breaks_a_caller_is_named(change: Callable[[Any], None]) -> None:
    changed = copy.deepcopy(published())
    change(changed)
    found = breaks(published(), changed)
    assert found
    assert all(re.match(r"(GET|POST|PUT|PATCH|DELETE) /", line) for line in found)


def new_route(whole: Any) -> None:
    whole["paths"]["/goals/{goal_id}/colour"] = whole["paths"]["/goals/{goal_id}"]


def new_member(whole: Any) -> None:
    goal(whole)["properties"]["colour"] = {"type": "string"}
    goal(whole)["required"].append("colour")


def member_that_may_be_sent(whole: Any) -> None:
    creation(whole)["properties"]["colour"] = {"type": "string"}


def longer_name(whole: Any) -> None:
    creation(whole)["properties"]["name"]["maxLength"] = 300


def fewer_words_in_answers(whole: Any) -> None:
    whole["components"]["schemas"]["TrackingStatus"]["enum"].remove("above")


def new_parameter(whole: Any) -> None:
    operation_of(whole, "list_goals")["parameters"].append({"in": "query", "name": "colour", "schema": {}})


def new_refusal(whole: Any) -> None:
    responses = operation_of(whole, "get_goal")["responses"]
    responses["409"] = responses["400"]


def reworded(whole: Any) -> None:
    goal(whole)["description"] = "It is what it was."
    operation_of(whole, "get_goal")["summary"] = "Read a goal"


@pytest.mark.parametrize(
    "change",
    [
        *(new_route, new_member, member_that_may_be_sent, longer_name, fewer_words_in_answers, new_parameter),
        *(new_refusal, reworded),
    ],
)
def test_a_change_that_breaks_nobody_passes(change: Callable[[Any], None]) -> None:
    changed = copy.deepcopy(published())
    change(changed)
    assert changed != published()
    assert breaks(published(), changed) == []


def test_what_cannot_be_compared_is_not_passed_over() -> None:
    strange: Mapping[str, Any] = {"type": "string", "contentEncoding": "base64"}
    with pytest.raises(ValueError, match="contentEncoding"):
        misread(strange, strange, of_answer=True)


def test_the_document_is_not_written_over_a_published_one_that_would_break(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = published()
    new_member(before)
    file = tmp_path / "openapi.json"
    file.write_text(json.dumps(before), encoding="utf-8")
    monkeypatch.setattr(openapi, "FILE", file)
    with pytest.raises(SystemExit, match="colour"):
        documents.write_openapi()
    assert json.loads(file.read_text(encoding="utf-8")) == before
