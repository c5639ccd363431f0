"""Validators that a package has ready: only for its own library, and only of what can be written out exactly."""

from collections.abc import Iterator
from typing import Annotated, Any

import pytest
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    Field,
    StringConstraints,
    WrapValidator,
    model_validator,
)

from contract import validators
from goals.schemas import UpdateGoal
from savings.api import bodies, core
from savings.api.bodies import Sent
from savings.api.contract import ROUTES
from savings.api.members import composed, plain_text
from tests.ready import module_of, packaged

UPDATE = next(route for route in ROUTES if route.operation == "update_goal")
MODEL = f"{UPDATE.bodies}.{UPDATE.body}"


@pytest.fixture
def ready() -> Iterator[None]:
    with packaged():
        yield


def test_what_a_package_has_ready_is_taken(ready: None) -> None:
    body = bodies.validate(MODEL, {"name": "Car", "rank": 1})
    assert type(body) is Sent
    assert vars(body) == {"name": "Car", "description": None, "image_url": None, "metadata": None}
    assert (body.model_fields_set, body.model_extra) == ({"name", "rank"}, {"rank": 1})


def test_what_was_made_for_another_library_is_not_taken_and_the_log_says_so(
    ready: None, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(module_of("goals"), "MADE_FOR", "2.0.0")
    assert type(bodies.validate(MODEL, {"name": "Car"})) is UpdateGoal
    [line] = caplog.records
    assert (line.levelname, line.getMessage()) == ("WARNING", "validators of another version")
    assert vars(line)["made_for"] == "2.0.0"
    assert vars(line)["version"] == core.VERSION


def test_without_a_package_the_model_is_taken() -> None:
    bodies.validator.cache_clear()
    assert type(bodies.validate(MODEL, {"name": "Car"})) is UpdateGoal


class Whole(BaseModel):
    @model_validator(mode="after")
    def check(self) -> "Whole":
        return self


@pytest.mark.parametrize(
    "annotation",
    [
        pytest.param(Annotated[str, AfterValidator(lambda text: text)], id="a function without a name"),
        pytest.param(Annotated[str, WrapValidator(lambda text, inside: inside(text))], id="a function around another"),
        pytest.param(Annotated[str, BeforeValidator(composed), StringConstraints(max_length=2)], id="a library's own"),
        pytest.param(Annotated[str, AfterValidator(lambda text, info: text)], id="a function of its surroundings"),
        pytest.param(int | str, id="one of two"),
        pytest.param(Annotated[Any, Field()], id="anything"),
        pytest.param(Whole, id="a method of a model"),
    ],
)
def test_what_cannot_be_written_out_exactly_is_an_error(monkeypatch: pytest.MonkeyPatch, annotation: Any) -> None:
    model = type("UpdateGoal", (BaseModel,), {"__annotations__": {"name": annotation}})
    monkeypatch.setattr("goals.schemas.UpdateGoal", model)
    with pytest.raises(ValueError, match="cannot be written out"):
        validators.text("goals")


def test_what_can_be_written_out_is_imported_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    text = Annotated[str, StringConstraints(max_length=2), BeforeValidator(composed), AfterValidator(plain_text)]
    monkeypatch.setattr(
        "goals.schemas.UpdateGoal", type("UpdateGoal", (BaseModel,), {"__annotations__": {"name": text}})
    )
    written = validators.text("goals")
    assert "'function': savings.api.members.plain_text}" in written
    assert "'max_length': 2" in written
