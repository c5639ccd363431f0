"""Households: who may see and change them, and what a saving may say."""

from dataclasses import replace
from typing import Any

import pytest

from savings.domain.account import CURRENT_ACCOUNT, NOT_JOINT, SAVINGS_TYPES
from savings.domain.errors import Refused
from savings.domain.household import Client, Dependant, Household, Level, SavingFigures, check_saving
from tests.unit.domain import given
from tests.unit.domain.given import day, instant

TONY, TINA, STRANGER = "tony", "tina", "stranger"
TODAY = day("2027-01-31")
HOUSEHOLD = Household(
    tenant=given.TENANT,
    guid=given.HOUSEHOLD,
    label="Tony and Tina",
    zone=given.LONDON,
    currency="GBP",
    locale="en_GB",
    finalising_days=2,
    created_at=instant("2027-01-31"),
    clients=(Client(TONY, "Tony", "T", day("1980-01-01")), Client(TINA, "Tina", "T", day("1981-01-01"))),
    dependants=(Dependant(4096, "Tim", "T", day("2015-01-01"), TONY),),
    viewers=frozenset({TINA}),
)
SAVING = SavingFigures(TONY, 2, 0, TODAY)


def refused(figures: SavingFigures, *, dependant_given: bool = False) -> list[tuple[str, str]]:
    with pytest.raises(Refused) as refusal:
        check_saving(HOUSEHOLD, figures, dependant_given, TODAY)
    return [(error.name, error.code) for error in refusal.value.errors]


@pytest.mark.parametrize(
    ("customer", "level"), [(TONY, Level.EDIT), (TINA, Level.VIEW), (STRANGER, None), (None, Level.EDIT)]
)
def test_each_person_has_a_level_and_a_stranger_none(customer: str | None, level: Level | None) -> None:
    """A client app that names nobody edits every household of its tenant."""
    assert HOUSEHOLD.level_of(customer) is level


def test_a_viewer_who_left_is_a_stranger() -> None:
    assert replace(HOUSEHOLD, viewers=frozenset({STRANGER})).level_of(STRANGER) is None


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"value_date": day("1999-12-31")},
        {"value": -1, "savings_type": CURRENT_ACCOUNT},
        {"joint_owner": TINA},
        {"joint_owner": TONY},
        {"minimum_balance": 0},
    ],
)
def test_a_saving_that_breaks_no_rule_is_accepted(changed: dict[str, Any]) -> None:
    """An owner who is their own joint owner is in the published request."""
    check_saving(HOUSEHOLD, replace(SAVING, **changed), dependant_given=False, today=TODAY)


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"client": STRANGER}, ("ClientGUID", "not_in_household")),
        ({"savings_type": 0}, ("SavingsType", "unknown_code")),
        ({"savings_type": 23}, ("SavingsType", "unknown_code")),
        ({"value": -1}, ("Value", "negative")),
        ({"value_date": day("2027-02-01")}, ("ValueDate", "in_the_future")),
        ({"joint_owner": STRANGER}, ("JointOwnerClientGUID", "not_in_household")),
        ({"minimum_balance": -1}, ("MinimumBalance", "negative")),
    ],
)
def test_each_rule_of_a_saving_names_its_member(changed: dict[str, Any], error: tuple[str, str]) -> None:
    assert refused(replace(SAVING, **changed)) == [error]


@pytest.mark.parametrize("savings_type", SAVINGS_TYPES)
def test_some_types_cannot_have_a_joint_owner(savings_type: int) -> None:
    figures = replace(SAVING, savings_type=savings_type, joint_owner=TINA)
    if savings_type in NOT_JOINT:
        assert refused(figures) == [("JointOwnerClientGUID", "not_joint")]
    else:
        check_saving(HOUSEHOLD, figures, dependant_given=False, today=TODAY)


def test_a_dependant_must_be_of_the_household() -> None:
    check_saving(HOUSEHOLD, replace(SAVING, dependant=4096), dependant_given=True, today=TODAY)
    for wrong in (8192, None):
        assert refused(replace(SAVING, dependant=wrong), dependant_given=True) == [
            ("DependantGUID", "not_in_household")
        ]


def test_every_rule_that_is_broken_is_named_at_once() -> None:
    figures = SavingFigures(STRANGER, 99, -1, day("2027-02-01"), STRANGER, -1)
    assert [name for name, _ in refused(figures)] == [
        *("ClientGUID", "SavingsType", "Value", "ValueDate", "JointOwnerClientGUID", "MinimumBalance"),
    ]
