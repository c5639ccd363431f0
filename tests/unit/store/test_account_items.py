"""Accounts, savings and access survive the way into the table and back; followers are found again."""

from dataclasses import replace

import pytest

from savings.domain.account import Account, AccountKind, Details
from savings.domain.goal import Attachment
from savings.ids import LIMIT, STEP
from savings.store import keys
from savings.store.account_goals import follower, follower_key
from savings.store.account_items import account_item, details_item, read_account, read_details
from savings.store.accounts import Access, access_item, read_access
from tests.unit.store.given import CUSTOMER, HOUSEHOLD, PARTNER, a_goal, an_account, stored

FULL = an_account(
    joint_owner=PARTNER, kind=AccountKind.PERFORMANCE, is_default=True, balance=-5, residual=-7, minimum_balance=0
)


@pytest.mark.parametrize("account", [an_account(), FULL])
def test_an_account_comes_back_as_it_went(account: Account) -> None:
    assert read_account(stored(account_item(account, "note"))) == account


def test_what_depends_on_an_account_is_read_with_it() -> None:
    item = stored(account_item(an_account(contributions=3), "note")) | {"uses": 2}
    account = read_account(item)
    assert (account.contributions, account.uses) == (3, 2)


def test_the_goals_that_an_account_gained_are_read_with_it() -> None:
    item = stored(account_item(an_account(), "note")) | {"followers": {"1a"}, "watchers": {"2b", "1c"}}
    account = read_account(item)
    assert account.followers == frozenset({"1a"})
    assert account.watchers == frozenset({"2b", "1c"})


@pytest.mark.parametrize("saving", [Details("Rainy days"), Details("ISA", 4096, '{"ATRSlot":1}', CUSTOMER, 8192)])
def test_what_a_household_wrote_comes_back_as_it_went(saving: Details) -> None:
    assert read_details(stored(details_item(an_account(), saving))) == saving


@pytest.mark.parametrize("is_owner", [True, False])
def test_access_comes_back_as_it_went(is_owner: bool) -> None:
    access = Access(Attachment("bank", CUSTOMER, HOUSEHOLD, 4096, "GBP", "Europe/London", 10), is_owner)
    assert read_access(stored(access_item(access))) == access


@pytest.mark.parametrize("number", [STEP, 854_000_000 * 2**22, (LIMIT - 1) // STEP * STEP])
@pytest.mark.parametrize("customer", [CUSTOMER, PARTNER])
def test_a_follower_names_the_goal_of_the_owner_or_of_the_joint_owner(number: int, customer: str) -> None:
    account = an_account(joint_owner=PARTNER)
    goal = a_goal(id=number, customer=customer, tenant=account.tenant)
    written = follower(goal, is_owner=customer == account.owner)
    assert follower_key(account, written) == keys.goal(account.tenant, customer, number)


def test_goals_of_both_owners_with_one_number_are_reported_apart() -> None:
    goal = a_goal()
    other = replace(goal, customer=PARTNER)
    assert follower(goal, is_owner=True) != follower(other, is_owner=False)
