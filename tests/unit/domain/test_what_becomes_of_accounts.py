"""What may become of an account: whether it closes, what of it can change, and whether it takes a contribution."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

import pytest

from savings.domain.account import MAX_CONTRIBUTIONS, Account
from savings.domain.errors import Refused
from savings.domain.household_accounts import check_changes, check_closable, check_takes_contribution
from tests.unit.domain.given import day, instant

ANNA, BEN, CLEO = "anna", "ben", "cleo"
ACCOUNT: Final = Account(
    number=4096,
    tenant="bank",
    household="home",
    owner=ANNA,
    joint_owner=BEN,
    savings_type=2,
    currency="GBP",
    balance=100,
    residual=100,
    value_date=day("2027-01-10"),
    created_at=instant("2027-01-10"),
)


def refusal(check: Callable[[], None]) -> tuple[str, str] | None:
    """Return the field and the code that a check refuses with; None when it passes."""
    try:
        check()
    except Refused as refused:
        (error,) = refused.errors
        return error.name, error.code
    return None


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({}, None),
        ({"contributions": 3}, None),
        ({"is_default": True}, "default_account"),
        ({"savings_goals": 1}, "has_goals"),
        ({"followers": frozenset({"11"})}, "has_goals"),
        ({"watchers": frozenset({"11"})}, "has_goals"),
        ({"residual": 99}, "has_goals"),
        ({"uses": 1}, "is_linked"),
    ],
)
def test_an_account_closes_when_nothing_depends_on_it(facts: dict[str, Any], code: str | None) -> None:
    """Its contributions go with it; an ended goal may still hold money of it."""
    assert refusal(lambda: check_closable(replace(ACCOUNT, **facts))) == (("account", code) if code else None)


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({}, None),
        ({"contributions": MAX_CONTRIBUTIONS - 1}, None),
        ({"contributions": MAX_CONTRIBUTIONS}, "too_many"),
        ({"is_default": True}, "default_account"),
    ],
)
def test_an_account_takes_so_many_contributions_and_the_default_one_none(facts: dict[str, Any], code: str) -> None:
    assert refusal(lambda: check_takes_contribution(replace(ACCOUNT, **facts))) == (("account", code) if code else None)


@pytest.mark.parametrize(
    ("facts", "fixed"), [({}, False), ({"contributions": 1}, True), ({"is_default": True}, True), ({"uses": 1}, False)]
)
def test_the_type_is_fixed_by_a_contribution_and_on_the_default_account(facts: dict[str, Any], fixed: bool) -> None:
    before = replace(ACCOUNT, **facts)
    assert refusal(lambda: check_changes(before, replace(before, savings_type=5), ())) == (
        ("savings_type", "fixed") if fixed else None
    )
    assert refusal(lambda: check_changes(before, replace(before, balance=1), ())) is None


@pytest.mark.parametrize(
    ("facts", "after", "holders", "field"),
    [
        ({}, {"owner": CLEO}, (), None),
        ({}, {"owner": CLEO}, (ANNA,), "client"),
        ({}, {"joint_owner": None}, (BEN,), "joint_owner"),
        ({}, {"owner": CLEO, "joint_owner": None}, (ANNA, BEN), "client"),
        ({"followers": frozenset({"11"})}, {"owner": BEN, "joint_owner": ANNA}, (), "client"),
        ({"watchers": frozenset({"11"})}, {"owner": BEN, "joint_owner": ANNA}, (), "client"),
        ({"followers": frozenset({"11"})}, {"joint_owner": None}, (), None),
    ],
)
def test_who_has_a_goal_on_it_remains_an_owner_and_the_owner_stays_while_goals_follow(
    facts: dict[str, Any], after: dict[str, Any], holders: tuple[str, ...], field: str | None
) -> None:
    before = replace(ACCOUNT, **facts)
    expected = (field, "has_goals") if field else None
    assert refusal(lambda: check_changes(before, replace(before, **after), holders)) == expected
