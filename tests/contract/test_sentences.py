"""Sentences of refusals: whatever a body holds, a caller reads our own words, and is shown a place that is there."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, get_args

import pytest
from pydantic import BaseModel

from contract.openapi import body_of
from goals.schemas import UpdateGoal
from households.schemas import CreateHousehold
from savings.api import bodies, jsontext
from savings.api.contract import ROUTES
from savings.api.families import refusal
from savings.api.models import Body
from savings.domain.errors import FieldError, Malformed, Refused
from tests.contract.error_examples import context, field_codes
from tests.product import Product

KNOWN = field_codes() - {"invalid_value"}
ODD: tuple[Any, ...] = (
    *(None, True, 0, -1, 2**53, 10**40, 1.5, Decimal("1.5"), Decimal("1E+90"), [], [1], {}, {"a": {"b": 1}}),
    *("", " ", "x" * 5000, "a\nb", "-0", "1e3", "2027-02-30", "https://", "http://[", "ftp://example.com", "\u0000"),
)


def models(annotation: Any) -> Iterator[type[BaseModel]]:
    """Yield the models in an annotation, and those in their members."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
        for field in annotation.model_fields.values():
            yield from models(field.annotation)
    for inside in get_args(annotation):
        yield from models(inside)


BODIES = sorted(
    {model for route in ROUTES if route.body for model in models(body_of(route))},
    key=lambda model: model.__name__,
)


def refused(model: type[BaseModel], value: dict[str, Any]) -> tuple[FieldError, ...]:
    """Return what is wrong with a body."""
    try:
        bodies.validate(f"{model.__module__}.{model.__name__}", value)
    except Refused as refused:
        return refused.errors
    return ()


@pytest.mark.parametrize("model", BODIES, ids=lambda model: model.__name__)
def test_no_sentence_of_a_library_is_shown(model: type[Body]) -> None:
    found = [error for odd in ODD for error in refused(model, dict.fromkeys(model.model_fields, odd))]
    found += [error for odd in ODD for name in model.model_fields for error in refused(model, {name: {"x": odd}})]
    assert found
    for error in found:
        assert error.code in KNOWN, error
        assert error.message[0].isupper(), error
        assert error.message.endswith("."), error
        assert "nput should" not in error.message, error
        assert "[" not in error.name, error


@pytest.mark.parametrize("text", ["", "{", '{"a" 1}', '{"a": 1,}', '{"a": "\n"}', '{"a": "\\x41"}', "{} {}"])
def test_a_body_that_is_no_json_shows_where_it_ends_to_be_json(text: str) -> None:
    with pytest.raises(Malformed) as malformed:
        bodies.parse(text, "application/json")
    [error] = malformed.value.errors
    assert error.message.startswith("The body must be JSON; what is at line ")


@pytest.mark.usefixtures("validators")
def test_a_list_has_items_and_a_text_has_characters() -> None:
    [people] = refused(CreateHousehold, {"TimeZone": "UTC", "Currency": "GBP", "Clients": []})
    [name] = refused(UpdateGoal, {"name": ""})
    assert (people.message, name.message) == ("Must have at least 1 item.", "Must have at least 1 character.")


def place(error: FieldError, operation: str) -> dict[str, Any]:
    """Return what a problem says of one field."""
    body = jsontext.load(refusal(Refused([error]), context(operation, "/")).body or "")
    [found] = body["errors"]
    return {name: found[name] for name in ("pointer", "parameter", "header") if name in found}


@pytest.mark.parametrize(
    ("operation", "path", "code", "expected"),
    [
        ("create_goal", ("name",), "too_short", {"pointer": "#/name"}),
        ("create_goal", ("a/b~c", 0), "unknown_member", {"pointer": "#/a~1b~0c/0"}),
        ("create_goal", ("body",), "malformed_request", {"pointer": "#"}),
        ("create_goal", ("body",), "unknown_member", {"pointer": "#/body"}),
        ("create_goal", ("name",), "duplicate_member", {}),
        ("create_goal", ("colour",), "unknown_parameter", {"parameter": "colour"}),
        ("create_goal", ("Idempotency-Key",), "invalid_key", {"header": "Idempotency-Key"}),
        ("list_goals", ("status",), "unknown_value", {"parameter": "status"}),
        ("list_goals", ("X-Customer-Id",), "required", {"header": "X-Customer-Id"}),
        ("list_notifications", ("items",), "out_of_range", {"parameter": "items"}),
        ("preview_change", ("goal_id",), "goal_has_ended", {"parameter": "goal_id"}),
    ],
)
def test_a_problem_shows_the_place_of_its_field(
    operation: str, path: tuple[str | int, ...], code: str, expected: dict[str, str]
) -> None:
    assert place(FieldError(path, code, "Is wrong."), operation) == expected


def test_a_header_and_a_parameter_are_not_looked_for_in_the_body(product: Product) -> None:
    unread = product.refused("GET", "/notifications", query={"unread": "yes", "items": "0"})
    assert [(error["parameter"], error["detail"]) for error in unread.body["errors"]] == [
        ("unread", "Must be one of true, false.")
    ]
    nobody = product.refused("GET", "/goals", customer=None)
    assert nobody.body["errors"][0]["header"] == "X-Customer-Id"


@pytest.mark.parametrize("word", ["yes", "", "TRUE", "2"])
def test_a_word_of_a_households_query_is_refused_by_name(product: Product, word: str) -> None:
    home = product.household()["HouseholdGUID"]
    answer = product.refused("GET", f"/api/v2/household/{home}/savings", query={"ExcludeFormattedValues": word})
    assert answer.status == 422
    assert list(answer.said) == ["ExcludeFormattedValues"]
