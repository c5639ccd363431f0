"""The writes by which accounts take contributions, are described anew and close: each condition both ways."""

import itertools
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from local.engine import Engine
from savings.domain import codes
from savings.domain.account import MAX_CONTRIBUTIONS, Account, Details
from savings.domain.contribution import Contribution, Planned
from savings.domain.dates import Moment
from savings.domain.errors import Refused
from savings.domain.facts import AccountUpdated, ContributionDeleted, ContributionDue, ContributionUpdated
from savings.domain.goal import Attachment, MeasuredBy
from savings.domain.plan import Target
from savings.ids import STEP
from savings.store import account_goals, accounts, contributions, keys
from savings.store.accounts import Access
from savings.store.references import reference_writes
from savings.store.table import ConditionFailed, Item, Table, Write
from tests.unit.store.given import AT, CUSTOMER, HOUSEHOLD, PARTNER, a_goal, an_account
from tests.wire import Wire

pytestmark = pytest.mark.every_engine

ACCOUNT = an_account(balance=5000_00, residual=5000_00)
KEY = keys.account("bank", HOUSEHOLD, ACCOUNT.number)
OTHER = an_account(number=ACCOUNT.number + STEP, savings_type=1, is_default=True, balance=0, residual=0)
GOAL = a_goal(tenant="bank", household=HOUSEHOLD, account=ACCOUNT.number, customer=CUSTOMER)
RAINY = Details("Rainy days")


@pytest.fixture
def table(engine: Engine, table_name: str) -> Table:
    table = Table(Wire(engine.endpoint), table_name)
    for account in (OTHER, ACCOUNT):
        table.write(accounts.insert(account, RAINY, [access(account.owner, account)], AT))
    return table


def access(customer: str, account: Account = ACCOUNT, zone: str = "Europe/London") -> Access:
    to = Attachment("bank", customer, HOUSEHOLD, account.number, "GBP", zone, 2)
    return Access(to, is_owner=customer == account.owner)


def lying(table: Table) -> Account:
    account = accounts.load(table, KEY)
    assert account is not None
    return account


def everything(table: Table) -> list[Item]:
    return list(table.query_between(keys.household_partition("bank", HOUSEHOLD), "A", "~"))


def refused(table: Table, writes: Sequence[Write], code: str | None = None) -> Item | None:
    """Do writes of which one must be refused, by a rule or as worth another try; return the item in the way."""
    before = everything(table)
    with pytest.raises((ConditionFailed, Refused)) as failed:
        table.write(writes)
    assert everything(table) == before
    error: Exception = failed.value
    if isinstance(error, Refused):
        assert [(field.name, field.code) for field in error.errors] == [("account", code)]
        return None
    assert isinstance(error, ConditionFailed)
    assert code is None
    return next(iter(error.met.values()), None)


_numbers = itertools.count(ACCOUNT.number + STEP, STEP)  # the opening entry has the account's own


def change(before: Account = ACCOUNT, **fields: Any) -> list[Write]:
    """Describe the account anew, each time with another number for its entry."""
    after, number = replace(before, **fields), next(_numbers)
    return accounts.change(before, after, Details("Gold"), (AccountUpdated(),), AT, number)


def planned(number: int = STEP, **fields: Any) -> Planned:
    contribution = Contribution(
        number=number,
        account=ACCOUNT.number,
        type=2,
        frequency=12,
        start=Moment(codes.DATE, day=date(2027, 2, 1)),
        end=Moment(codes.DATE, day=date(2030, 1, 1)),
        amount=100,
        start_date=date(2027, 2, 1),
        end_date=date(2030, 1, 1),
    )
    return replace(Planned("bank", HOUSEHOLD, "GBP", "Europe/London", contribution, date(2027, 1, 9)), **fields)


def test_an_account_is_described_anew(table: Table) -> None:
    after: dict[str, Any] = {
        "savings_type": 5,
        "balance": 100,
        "residual": 100,
        "minimum_balance": 3,
        "joint_owner": PARTNER,
    }
    table.write(change(**after, value_date=date(2026, 12, 31)))
    assert lying(table) == replace(ACCOUNT, **after, value_date=date(2026, 12, 31), sequence=2)
    found = accounts.load_described(table, KEY)
    assert found is not None
    assert found[1] == Details("Gold")
    assert sum(entry.amount for entry in accounts.load_entries(table, ACCOUNT)) == 100
    table.write(change(lying(table), minimum_balance=None, joint_owner=None))
    assert (lying(table).minimum_balance, lying(table).joint_owner) == (None, None)


def test_a_balance_that_moved_meanwhile_is_not_overwritten(table: Table) -> None:
    table.write(change(balance=100, residual=100))
    item = refused(table, change(balance=7, residual=7))
    assert item is not None
    assert item["balance"] == 100


def test_an_account_that_reported_anything_meanwhile_is_described_from_what_it_is_now(table: Table) -> None:
    """Owner, joint owner and dependant may be others than those that were read."""
    table.write(change(joint_owner=PARTNER))
    assert refused(table, change(minimum_balance=1)) is not None
    assert refused(table, accounts.close(ACCOUNT, AT)) is not None
    table.write(change(lying(table), minimum_balance=1))
    table.write(accounts.close(lying(table), AT))


def test_a_contribution_is_for_the_owner_whose_age_was_looked_at(table: Table) -> None:
    for by in (0, 1):
        assert refused(table, [accounts.plan_into(replace(ACCOUNT, owner=PARTNER), by)]) is not None
    table.write([accounts.plan_into(ACCOUNT, 0)])
    assert lying(table).contributions == 0


def test_a_change_of_type_is_refused_once_a_contribution_came(table: Table) -> None:
    table.write([accounts.plan_into(ACCOUNT, 1)])
    assert refused(table, change(savings_type=5)) is not None
    table.write(change(balance=1, residual=1))
    assert lying(table).contributions == 1


def test_a_change_of_owner_is_refused_once_a_goal_came(table: Table) -> None:
    table.write([account_goals.attach(GOAL, is_owner=True)])
    assert refused(table, change(owner=PARTNER)) is not None
    table.write(change(minimum_balance=1))


@pytest.mark.parametrize("target", [Target.CURRENT_BALANCE, Target.AVAILABLE_BALANCE])
def test_a_moved_balance_knows_every_goal_that_follows_it(table: Table, target: Target) -> None:
    follower = replace(GOAL, measured_by=MeasuredBy.BALANCE, target=target)
    table.write([account_goals.attach(follower, is_owner=True)])
    assert refused(table, change(balance=1, residual=1)) is not None
    table.write(change(minimum_balance=1))
    table.write(change(lying(table), balance=1, residual=1))
    assert lying(table).balance == 1


def test_contributions_are_counted_as_they_come_and_go(table: Table) -> None:
    for expected in (1, 2, 3):
        table.write([accounts.plan_into(ACCOUNT, 1)])
        assert lying(table).contributions == expected
    table.write([accounts.plan_into(ACCOUNT, -2)])
    assert lying(table).contributions == 1
    assert lying(table).sequence == 1


def test_an_account_takes_so_many_contributions_and_no_more(table: Table) -> None:
    for _ in range(MAX_CONTRIBUTIONS):
        table.write([accounts.plan_into(ACCOUNT, 1)])
    assert refused(table, [accounts.plan_into(ACCOUNT, 1)], "too_many") is None


def test_a_contribution_is_for_the_type_that_its_rules_were_checked_against(table: Table) -> None:
    assert refused(table, [accounts.plan_into(replace(ACCOUNT, savings_type=9), 1)]) is not None


def test_the_default_account_takes_no_contribution(table: Table) -> None:
    assert refused(table, [accounts.plan_into(OTHER, 1)], "default_account") is None


def test_an_account_on_which_nothing_depends_closes_and_stays_as_a_tombstone(table: Table) -> None:
    table.write(accounts.close(ACCOUNT, AT))
    assert lying(table).sequence == 2
    assert accounts.load_described(table, KEY) is None
    assert [account.number for account, _ in accounts.load_open(table, "bank", HOUSEHOLD)] == [OTHER.number]
    assert [entry.amount for entry in accounts.load_entries(table, ACCOUNT)] == [5000_00]
    for writes in (
        [accounts.plan_into(ACCOUNT, 1)],
        [account_goals.attach(GOAL, is_owner=True)],
        reference_writes([], [KEY]),
    ):
        assert (refused(table, writes) or {})["closed"] is True
    with pytest.raises(ConditionFailed):
        table.write(accounts.close(ACCOUNT, AT))


@pytest.mark.parametrize(
    ("depending", "code"),
    [
        (account_goals.attach(GOAL, is_owner=True), "has_goals"),
        (account_goals.attach(replace(GOAL, measured_by=MeasuredBy.TRANSACTIONS), is_owner=True), "has_goals"),
        (
            account_goals.attach(
                replace(GOAL, measured_by=MeasuredBy.BALANCE, target=Target.AVAILABLE_BALANCE), is_owner=True
            ),
            "has_goals",
        ),
        (account_goals.earmark(GOAL, 1, AT), "has_goals"),
        (accounts.plan_into(ACCOUNT, 1), None),
        (reference_writes([], [KEY])[0], "is_linked"),
    ],
    ids=["savings goal", "follower", "watcher", "earmark", "contribution", "link"],
)
def test_an_account_on_which_something_depends_does_not_close(table: Table, depending: Write, code: str | None) -> None:
    """A contribution goes with its account, once it is known."""
    table.write([depending])
    assert (refused(table, accounts.close(ACCOUNT, AT), code) is None) is (code is not None)


def test_the_default_account_does_not_close(table: Table) -> None:
    assert refused(table, accounts.close(OTHER, AT), "default_account") is None


def test_an_account_closes_with_exactly_the_contributions_that_it_has(table: Table) -> None:
    for _ in range(2):
        table.write([accounts.plan_into(ACCOUNT, 1)])
    assert refused(table, accounts.close(ACCOUNT, AT, 1)) is not None
    assert refused(table, accounts.close(ACCOUNT, AT, 3)) is not None
    table.write(accounts.close(ACCOUNT, AT, 2))
    assert lying(table).contributions == 0


def test_access_is_given_renewed_and_taken(table: Table) -> None:
    key = keys.access("bank", PARTNER, ACCOUNT.number)
    with pytest.raises(ConditionFailed):
        table.write(accounts.renew_access([access(PARTNER)]))
    table.write(accounts.give_access([access(PARTNER)]))
    table.write(accounts.give_access([access(PARTNER)]))
    table.write(accounts.renew_access([access(PARTNER, zone="Asia/Tokyo")]))
    assert (table.get(key) or {})["zone"] == "Asia/Tokyo"
    table.write([accounts.take_access(ACCOUNT, PARTNER)])
    assert table.get(key) is None
    table.write([accounts.take_access(ACCOUNT, PARTNER)])
    assert table.get(key) is None


def test_contributions_come_back_by_account_and_of_the_whole_household(table: Table) -> None:
    made = []
    for number in (3 * STEP, STEP, 2 * STEP):
        one, write = contributions.insert(planned(number), AT)
        table.write([write])
        made.append(one)
    expected = sorted(made, key=lambda one: one.contribution.number)
    assert contributions.load_of_account(table, "bank", HOUSEHOLD, ACCOUNT.number, consistent=True) == expected
    assert contributions.load_of_account(table, "bank", HOUSEHOLD, OTHER.number) == []
    savings, everyone = contributions.load_with_accounts(table, "bank", HOUSEHOLD)
    assert everyone == expected
    assert [account.number for account, _ in savings] == [ACCOUNT.number, OTHER.number]
    assert contributions.load_with_accounts(table, "other-bank", HOUSEHOLD) == ([], [])


def test_a_contribution_is_new_once_and_changes_under_its_sequence(table: Table) -> None:
    first, write = contributions.insert(planned(), AT)
    table.write([write])
    assert refused(table, [write]) is not None
    second, write = contributions.save(first, ContributionUpdated(), AT)
    table.write([write])
    assert refused(table, [write]) is not None
    key = keys.contribution("bank", HOUSEHOLD, ACCOUNT.number, STEP)
    assert contributions.load(table, key) == second


def test_a_contribution_that_went_is_found_by_nobody(table: Table) -> None:
    first, write = contributions.insert(planned(), AT)
    table.write([write])
    _, write = contributions.save(replace(first, is_gone=True), ContributionDeleted(), AT)
    table.write([write])
    assert contributions.load(table, keys.contribution("bank", HOUSEHOLD, ACCOUNT.number, STEP)) is None
    assert contributions.load_of_account(table, "bank", HOUSEHOLD, ACCOUNT.number) == []
    assert contributions.load_with_accounts(table, "bank", HOUSEHOLD)[1] == []


def test_what_is_due_is_found_in_the_index_until_it_is_reported(table: Table) -> None:
    first, write = contributions.insert(planned(), AT)
    table.write([write])
    shard = keys.due_shard(STEP)

    def due(until: str) -> list[str]:
        return [item["SK"] for item in table.query_due(shard, f"{until}~", limit=9).items]

    assert due("2027-01-31T23:59:59Z") == []
    assert due("2027-02-01T00:00:00Z") == [keys.contribution("bank", HOUSEHOLD, ACCOUNT.number, STEP)[1]]
    fact = ContributionDue(0, "2027-02-01")
    table.write([contributions.save(replace(first, published_until=date(2027, 2, 1)), fact, AT)[1]])
    assert due("2027-02-28T00:00:00Z") == []
    assert len(due("2027-03-01T00:00:00Z")) == 1


def test_a_query_between_two_keys_reads_page_after_page(table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(1, 6):
        table.write([contributions.insert(planned(number * STEP), AT)[1]])
    partition = keys.household_partition("bank", HOUSEHOLD)
    page = table._page
    monkeypatch.setattr(table, "_page", lambda arguments, _, start_key: page(arguments, 2, start_key))
    found = [item["SK"] for item in table.query_between(partition, keys.ACCOUNTS, f"{keys.CONTRIBUTIONS}~")]
    assert len(found) == 9
    assert found == sorted(found)
    assert not [key for key in found if key.startswith("ENTRY#")]
