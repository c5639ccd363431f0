"""The tree of refusals: stable codes and sentences."""

import inspect

import pytest

from savings.domain import errors, money
from savings.domain.errors import (
    Alternative,
    Checks,
    DomainError,
    FieldError,
    Infeasible,
    NotFound,
    Refused,
    in_currency,
)


def test_every_refusal_has_a_code_of_its_own() -> None:
    classes = [kind for _, kind in inspect.getmembers(errors, inspect.isclass) if issubclass(kind, DomainError)]
    codes = [kind.code for kind in classes]
    assert len(set(codes)) == len(codes)


def test_a_field_is_named_with_dots() -> None:
    assert (
        FieldError(("items", 3, "amount", "value"), "negative", "Must not be negative.").name == "items.3.amount.value"
    )
    [error] = Refused.one("amount.value", "negative", "Must not be negative.").errors
    assert error.path == ("amount", "value")


def test_a_refusal_says_its_sentence() -> None:
    assert str(NotFound("savings goal")) == NotFound("savings goal").message == "Savings goal not found."
    assert Refused([]).message == "Invalid request payload."


def test_an_infeasible_plan_keeps_its_alternatives() -> None:
    infeasible = Infeasible([], 5, [Alternative("target_amount", 95)])
    assert (infeasible.shortfall, infeasible.alternatives) == (5, (Alternative("target_amount", 95),))


def test_checks_refuse_once_with_everything_they_found() -> None:
    checks = Checks()
    assert checks(lambda: money.parse("12.50", "GBP", "amount")) == 1250
    assert checks(lambda: money.parse("x", "GBP", "amount")) is None
    checks.add("start.date", "in_the_past", "Must not be before today.")
    with pytest.raises(Refused) as refusal:
        checks.done()
    assert [(error.name, error.code) for error in refusal.value.errors] == [
        ("amount", "invalid_amount"),
        ("start.date", "in_the_past"),
    ]


def test_checks_that_found_nothing_refuse_nothing() -> None:
    Checks().done()


def test_an_infeasible_plan_learns_its_currency() -> None:
    with pytest.raises(Infeasible) as infeasible, in_currency("KWD"):
        raise Infeasible([], 5, [])
    assert infeasible.value.currency == "KWD"
    with pytest.raises(Refused), in_currency("KWD"):
        raise Refused.one("amount", "negative", "Must not be negative.")
