"""What a package reads bodies with does what the models do: the same value, or the same errors in the same order."""

import datetime as dt
import json
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel
from pydantic_core import SchemaValidator, ValidationError

from contract.examples import BODIES
from contract.validators import models_of
from savings.api import bodies
from savings.api.bodies import Sent
from savings.api.contract import ROUTES
from tests.property.drawn import examples
from tests.ready import module_of

MODELS = {name: (route, model) for route in ROUTES for name, model in models_of(route).items()}
EXAMPLES: dict[str, list[Any]] = {
    name: [bodies.parse(json.dumps(BODIES[route.operation]), "") for route in ROUTES if name in models_of(route)]
    for name in MODELS
}
"""The documented bodies of the routes that read a model."""
ODD: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 1, 2, 7, 131, 2**53, -(2**53), 2**63, 10**40, 10**400),
    *(
        Decimal("1.5"),
        Decimal("-0.005"),
        Decimal("1E+90"),
        Decimal("1E-90"),
        [],
        [None],
        [1, 2],
        [{}],
        {},
        {"a": {"b": 1}},
    ),
    *(
        "",
        " ",
        "0",
        "1.5",
        "-0",
        "1e3",
        "true",
        "x" * 120,
        "é" * 61,
        "x" * 256,
        "x" * 2049,
        "a\nb",
        "a\u0000",
        "\u200b",
    ),
    *(
        "e\u0301",
        "\U0001f4b0",
        "a:b",
        "http://",
        "http://[",
        "https://example.com/a b",
        "ftp://example.com",
        "HTTPS://x.y",
    ),
    *("2027-02-28", "2027-02-30", "1899-12-31", "0001-01-01", "2027-01-31T10:00:00Z", "2027-01-31t10:00:00.5+23:59"),
    *("9999-12-31T23:59:59-23:59", "6f0c3a52-5a0c-4f2e-9a57-0f4f4b1c2d3e", "6F0C3A52-5A0C-4F2E-9A57-0F4F4B1C2D3E"),
    *(
        "GBP",
        "XXX",
        "gbp",
        "Europe/London",
        "Europe/../London",
        "en-GB",
        "en_gb",
        "xx_XX",
        "a@b.c",
        "monthly",
        "credit",
    ),
    *("Deposit", "edit", "email", "goal.achieved", "Performance", {"value": "10"}, {"value": 10, "currency": None}),
    {"x" * 5000: "y"},
)
JSON = st.recursive(
    st.sampled_from(ODD) | st.text() | st.integers() | st.decimals(allow_nan=False, allow_infinity=False),
    lambda inside: st.lists(inside, max_size=4) | st.dictionaries(st.text(max_size=8), inside, max_size=4),
    max_leaves=12,
)


def members_of(model: Any) -> set[str]:
    """Return the names of the members of a model and of the models in it."""
    found = set[str]()
    waiting = [model]
    while waiting:
        one = waiting.pop()
        if isinstance(one, type) and issubclass(one, BaseModel):
            found |= one.model_fields.keys()
            waiting += [field.annotation for field in one.model_fields.values()]
        waiting += getattr(one, "__args__", ())
    return found


@st.composite
def changed(draw: st.DrawFn, value: Any, names: list[str]) -> Any:
    """Draw what differs from a value in few places, at any depth."""
    if isinstance(value, dict) and draw(st.integers(0, 9)):
        left = {name: draw(changed(one, names)) for name, one in value.items() if draw(st.integers(0, 9))}
        return left | draw(st.dictionaries(st.sampled_from(names) | st.text(max_size=4), JSON, max_size=2))
    if isinstance(value, list) and draw(st.integers(0, 9)):
        return [
            draw(changed(one, names)) for one in value for _ in range(draw(st.sampled_from([0, 1, 1, 1, 1, 2, 12])))
        ]
    return value if draw(st.integers(0, 9)) else draw(JSON)


def drawn(name: str) -> st.SearchStrategy[Any]:
    """Draw bodies: as documented but for a few places, of the model's own members, and anything."""
    names = sorted(members_of(MODELS[name][1]))
    return st.one_of(
        st.sampled_from(EXAMPLES[name]).flatmap(lambda example: changed(example, names)),
        st.dictionaries(st.sampled_from(names), JSON),
        JSON,
    )


def shown(value: Any) -> Any:
    """Return a value by its members, with the type of each: a body of a model and one of a package look the same."""
    if isinstance(value, Sent | BaseModel):
        members = {name: shown(one) for name, one in vars(value).items()}
        return "body", members, sorted(value.model_fields_set), shown(value.model_extra)
    if isinstance(value, dict):
        return [(shown(name), shown(one)) for name, one in value.items()]
    if isinstance(value, list | tuple):
        return type(value), [shown(one) for one in value]
    return type(value), value


def outcome(validator: SchemaValidator, value: Any) -> Any:
    """Return the value that a validator gives, or its errors."""
    try:
        return shown(validator.validate_python(value))
    except ValidationError as error:
        return [{**one, "input": shown(one["input"])} for one in error.errors(include_url=False)]


@cache
def validators_of(name: str) -> tuple[SchemaValidator, SchemaValidator]:
    """Return the validators of a model and of a package."""
    route, model = MODELS[name]
    return model.__pydantic_validator__, SchemaValidator(module_of(route.function).SCHEMAS[name])


def both(name: str, value: Any) -> tuple[Any, Any]:
    """Return what comes of a value by the model and by the package."""
    by_model, by_package = validators_of(name)
    return outcome(by_model, value), outcome(by_package, value)


@pytest.mark.parametrize("name", MODELS)
@examples(60)
@given(data=st.data())
def test_a_body_that_is_drawn_is_read_alike(name: str, data: st.DataObject) -> None:
    by_model, by_package = both(name, data.draw(drawn(name)))
    assert by_package == by_model


@pytest.mark.parametrize("name", MODELS)
def test_a_member_with_any_odd_value_is_read_alike(name: str) -> None:
    """Each documented body, with each of its members, and each that it lacks, at each odd value."""
    read, refused = 0, 0
    for example in EXAMPLES[name]:
        names = MODELS[name][1].model_fields.keys()
        inside = [name for name, member in example.items() if isinstance(member, dict)]
        cases = [{**example, member: odd} for member in names for odd in ODD]
        cases += [
            {**example, outer: {**example[outer], member: odd}}
            for outer in inside
            for member in members_of(MODELS[name][1])
            for odd in ODD
        ]
        for case in [example, *cases]:
            by_model, by_package = both(name, case)
            assert by_package == by_model, case
            read, refused = read + isinstance(by_model, tuple), refused + isinstance(by_model, list)
    assert min(read, refused) > 0


def test_every_body_of_every_route_is_compared() -> None:
    packaged = {name for function in {route.function for route in ROUTES} for name in module_of(function).SCHEMAS}
    assert packaged == set(MODELS)
    assert {f"{route.bodies}.{route.body}" for route in ROUTES if route.body} - packaged == {
        "goals.schemas.PreviewGoal"  # one of two others
    }


def test_what_is_compared_has_types() -> None:
    """What would hide a difference: equal values of two types."""
    assert shown(True) != shown(1)
    assert shown(dt.date(2027, 1, 1)) != shown("2027-01-01")
    assert shown(Enum("Side", {"A": "a"}, type=str).A) != shown("a")  # type: ignore[attr-defined]
