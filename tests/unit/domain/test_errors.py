"""The tree of refusals: stable codes and sentences."""

import inspect

from savings.domain import errors
from savings.domain.errors import Alternative, DomainError, FieldError, Infeasible, NotFound, Refused


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
