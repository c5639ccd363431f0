"""Whose and what each GUID is made from."""

from dataclasses import replace

import pytest

from savings import ids
from savings.domain import guids
from tests.unit.domain import given

GOAL = given.three_months().goal
ANOTHER = replace(GOAL, id=GOAL.id + ids.STEP)
FOREIGN = replace(GOAL, customer="9e107d9d-372b-4b6a-8f0a-0f4f4b1c2d3e")


def test_a_goal_is_read_by_its_customer_in_either_form() -> None:
    for form in (guids.goal_guid(GOAL), guids.goal_guid(GOAL).upper(), str(GOAL.id)):
        assert guids.read_goal(form, GOAL.tenant, GOAL.customer) == GOAL.id


def test_a_goal_is_unknown_to_everybody_else() -> None:
    assert guids.read_goal(guids.goal_guid(FOREIGN), GOAL.tenant, GOAL.customer) is None
    assert guids.read_goal(guids.goal_guid(replace(GOAL, tenant="fintech")), GOAL.tenant, GOAL.customer) is None


def test_an_action_belongs_to_its_goal() -> None:
    form = guids.action_guid(GOAL, 4096)
    assert guids.read_action(form, GOAL) == 4096
    assert guids.read_action(form, ANOTHER) is None
    assert guids.read_action(form, FOREIGN) is None
    assert guids.read_action(guids.goal_guid(GOAL), GOAL) is None


@pytest.mark.parametrize("index", [0, 1, 2])
def test_a_period_is_read_as_its_index(index: int) -> None:
    for form in (guids.period_guid(GOAL, index), str(GOAL.id + index + 1)):
        assert guids.read_period(form, GOAL) == index


@pytest.mark.parametrize(
    "form",
    [
        *(str(GOAL.id), str(GOAL.id + 4), str(GOAL.id - 1), str(ANOTHER.id + 1), "nonsense"),
        *(
            guids.period_guid(ANOTHER, 0),
            guids.period_guid(FOREIGN, 0),
            guids.goal_guid(GOAL),
            guids.period_guid(GOAL, 3),
        ),
    ],
)
def test_anything_else_is_no_period_of_the_goal(form: str) -> None:
    assert guids.read_period(form, GOAL) is None


def test_the_longest_goals_periods_do_not_reach_the_next_id() -> None:
    """T-8: 3,660 periods fit between two ids."""
    assert GOAL.id + 3660 < GOAL.id + ids.STEP


def test_an_account_belongs_to_its_household() -> None:
    form = guids.account_guid("bank", given.HOUSEHOLD, 4096)
    assert guids.read_account(form, "bank", given.HOUSEHOLD) == 4096
    assert guids.read_account(form, "bank", given.CUSTOMER) is None


def test_a_dependant_belongs_to_its_household() -> None:
    form = guids.dependant_guid("bank", given.HOUSEHOLD, 4096)
    assert guids.read_dependant(form, "bank", given.HOUSEHOLD) == 4096
    assert guids.read_dependant(guids.account_guid("bank", given.HOUSEHOLD, 4096), "bank", given.HOUSEHOLD) is None


def test_the_guids_of_things_are_the_same_for_ever() -> None:
    """Golden values: partners keep them, so no release may change what they are made from."""
    assert guids.goal_guid(GOAL) == "65ce0300-0000-8035-903b-73b1a9d08f75"
    assert guids.action_guid(GOAL, 4096) == "00000000-0080-802f-95be-a1b1f8f56d89"
    assert guids.period_guid(GOAL, 0) == "65ce0300-0000-8099-ba9e-faf27d078cb1"
    assert guids.account_guid("bank", given.HOUSEHOLD, 4096) == "00000000-0080-8009-99fe-5825ca63ab88"
    assert guids.dependant_guid("bank", given.HOUSEHOLD, 4096) == "00000000-0080-805f-8f9d-e89402f9cba1"
    assert guids.event_guid("bank", "subject", 1) == "00000000-0000-80b5-97a8-90290c0173a8"


def test_things_of_one_number_have_guids_of_their_own() -> None:
    forms = {
        guids.goal_guid(GOAL),
        guids.action_guid(GOAL, GOAL.id),
        guids.period_guid(GOAL, -1),
        guids.account_guid(GOAL.tenant, GOAL.customer, GOAL.id),
        guids.dependant_guid(GOAL.tenant, GOAL.customer, GOAL.id),
        guids.event_guid(GOAL.tenant, GOAL.customer, GOAL.id),
    }
    assert len(forms) == 6
    assert {ids.number_in(form) for form in forms} == {GOAL.id}
