"""The writes by which accounts and households come to be, and goals attach, earmark, let go: conditions both ways."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from local.engine import Engine
from savings.domain.account import MAX_FOLLOWERS, MAX_SAVINGS_GOALS, Account, Details
from savings.domain.errors import Conflicting, DomainError, NotCovered, NotFound, Refused
from savings.domain.facts import ResidualChanged
from savings.domain.goal import Attachment, Goal, MeasuredBy, Status
from savings.domain.household import Client, Dependant, Household
from savings.domain.notes import read_note
from savings.domain.plan import Target
from savings.store import account_goals, accounts, households, keys
from savings.store.account_goals import follower
from savings.store.account_items import entry_item
from savings.store.accounts import Access
from savings.store.table import ConditionFailed, Table, Write, put
from tests.unit.store.given import AT, CUSTOMER, HOUSEHOLD, PARTNER, a_goal, an_account
from tests.wire import Wire

pytestmark = pytest.mark.every_engine

ACCOUNT = an_account(joint_owner=PARTNER)
KEY = keys.account(ACCOUNT.tenant, ACCOUNT.household, ACCOUNT.number)
GOAL = a_goal(tenant=ACCOUNT.tenant, household=ACCOUNT.household, account=ACCOUNT.number)
BALANCE_GOAL = replace(GOAL, measured_by=MeasuredBy.BALANCE, target=Target.CURRENT_BALANCE)
WATCHING_GOAL = replace(GOAL, measured_by=MeasuredBy.BALANCE, target=Target.AVAILABLE_BALANCE)
WATCHERS = frozenset({follower(WATCHING_GOAL, is_owner=True)})


@pytest.fixture
def table(engine: Engine, table_name: str) -> Table:
    return Table(Wire(engine.endpoint), table_name)


def opened(table: Table, account: Account = ACCOUNT) -> None:
    to = Attachment(account.tenant, account.owner, account.household, account.number, "GBP", "Europe/London", 2)
    table.write(accounts.insert(account, Details("Rainy days"), [Access(to, is_owner=True)], AT))


def refused(table: Table, *writes: Write) -> Exception:
    """Do writes of which one must be refused, and return what is said of it; an item that stands in the way is met."""
    before = table.get(KEY)
    with pytest.raises((ConditionFailed, DomainError)) as failed:
        table.write(writes)
    assert table.get(KEY) == before
    if isinstance(failed.value, ConditionFailed):
        assert failed.value.met == ({} if before is None else {KEY: before})
    return failed.value


def lying(table: Table) -> Account:
    account = accounts.load(table, KEY)
    assert account is not None
    return account


def said(table: Table) -> tuple[Any, ...] | None:
    """The facts of the account's note."""
    note = (table.get(KEY) or {}).get("note")
    return read_note(note)[1] if note else None


def test_an_account_is_opened_once_with_its_saving_and_access(table: Table) -> None:
    opened(table)
    assert lying(table) == ACCOUNT
    assert list(accounts.load_open(table, ACCOUNT.tenant, ACCOUNT.household)) == [(ACCOUNT, Details("Rainy days"))]
    access = table.get(keys.access(ACCOUNT.tenant, CUSTOMER, ACCOUNT.number))
    assert access is not None
    assert accounts.read_access(access).account_key == KEY
    with pytest.raises(ConditionFailed) as failed:
        opened(table)
    assert len(failed.value.refused) == 4


def test_an_account_begins_with_an_entry_of_its_balance(table: Table) -> None:
    """The balance is the sum of its entries from the start; nothing is written about nothing."""
    opened(table)
    assert [entry.amount for entry in accounts.load_entries(table, ACCOUNT)] == [ACCOUNT.balance]
    empty = an_account(number=2**12, balance=0, residual=0)
    opened(table, empty)
    assert [entry.amount for entry in accounts.load_entries(table, empty)] == []


def test_accounts_are_listed_oldest_first(table: Table) -> None:
    for number in (3, 1, 2):
        opened(table, an_account(number=number * 2**12))
    listed = accounts.load_open(table, ACCOUNT.tenant, ACCOUNT.household)
    assert [account.number // 2**12 for account, _ in listed] == [1, 2, 3]


@pytest.mark.parametrize("at_once", [1, 2, 3, 100])
def test_accounts_are_read_behind_any_of_them_so_many_items_at_a_time(table: Table, at_once: int) -> None:
    for number in range(1, 6):
        opened(table, an_account(number=number * 2**12, residual=5000_00))
    table.write(accounts.close(an_account(number=3 * 2**12, residual=5000_00), AT))
    for place, expected in ((0, [1, 2, 4, 5]), (1, [2, 4, 5]), (2, [4, 5]), (3, [4, 5]), (5, [])):
        found = accounts.load_open(table, ACCOUNT.tenant, ACCOUNT.household, at_once=at_once, after=place * 2**12)
        assert [account.number // 2**12 for account, _ in found] == expected


def test_a_ledger_is_read_behind_any_of_its_entries_so_many_at_a_time(table: Table) -> None:
    """Also behind one of several of an instant."""
    opened(table)
    (first,) = accounts.load_entries(table, ACCOUNT)
    for number in range(2, 6):
        settled = AT + timedelta(days=number // 2)
        table.write([put(entry_item(ACCOUNT, number, settled, number * 2**12), "attribute_not_exists(PK)")])
    every = [first, *(one for one in accounts.load_entries(table, ACCOUNT) if one.amount != first.amount)]
    assert [one.amount for one in every[1:]] == [2, 3, 4, 5]
    for place, entry in enumerate(every):
        found = accounts.load_entries(table, ACCOUNT, at_once=2, after=(entry.settled_at, entry.number))
        assert list(found) == every[place + 1 :]


def test_an_account_that_counts_goals_takes_none_that_is_not_counted(table: Table) -> None:
    opened(table)
    table.write([accounts.keep_uncounted(ACCOUNT)])
    table.write([accounts.count_goals(ACCOUNT)])
    assert lying(table).counts_goals
    assert isinstance(refused(table, accounts.keep_uncounted(ACCOUNT)), ConditionFailed)
    for goal in (GOAL, WATCHING_GOAL):
        assert isinstance(refused(table, account_goals.attach(goal, is_owner=True)), ConditionFailed)
        table.write([account_goals.attach(goal, is_owner=True, counted=True)])
    assert lying(table).savings_goals == 1


@pytest.mark.parametrize("customer", [CUSTOMER, PARTNER])
def test_owner_and_joint_owner_may_attach_a_savings_goal(table: Table, customer: str) -> None:
    opened(table)
    table.write([account_goals.attach(replace(GOAL, customer=customer), is_owner=customer == CUSTOMER)])
    account = lying(table)
    assert (account.savings_goals, account.residual, account.sequence) == (1, ACCOUNT.residual, ACCOUNT.sequence)
    assert said(table) is None


def test_somebody_elses_goal_is_not_attached(table: Table) -> None:
    """Access was read a moment ago; whoever lost it since is refused by the account itself."""
    opened(table)
    stranger = replace(GOAL, customer="00000000-0000-4000-8000-000000000000")
    assert isinstance(refused(table, account_goals.attach(stranger, is_owner=False)), NotFound)


def test_a_goal_is_not_attached_to_an_account_that_is_not_there(table: Table) -> None:
    assert isinstance(refused(table, account_goals.attach(GOAL, is_owner=True)), NotFound)


def test_an_account_takes_forty_savings_goals_and_no_more(table: Table) -> None:
    opened(table, replace(ACCOUNT, savings_goals=MAX_SAVINGS_GOALS - 1))
    table.write([account_goals.attach(GOAL, is_owner=True)])
    assert isinstance(refused(table, account_goals.attach(GOAL, is_owner=True)), Conflicting)
    assert lying(table).savings_goals == MAX_SAVINGS_GOALS


@pytest.mark.parametrize(("goal", "kept_in"), [(BALANCE_GOAL, "followers"), (WATCHING_GOAL, "watchers")])
def test_an_account_takes_twenty_followers_of_a_kind_and_no_more(table: Table, goal: Goal, kept_in: str) -> None:
    opened(table)
    for at in range(MAX_FOLLOWERS):
        table.write([account_goals.attach(replace(goal, id=goal.id + at * 2**12), is_owner=True)])
    more = replace(goal, id=goal.id + 99 * 2**12)
    assert isinstance(refused(table, account_goals.attach(more, is_owner=True)), Conflicting)
    assert len(getattr(lying(table), kept_in)) == MAX_FOLLOWERS


def test_a_balance_goal_attaches_only_to_the_balance_it_was_computed_from(table: Table) -> None:
    opened(table)
    moved = replace(ACCOUNT, balance=ACCOUNT.balance + 1)
    assert isinstance(refused(table, account_goals.attach(BALANCE_GOAL, is_owner=True, seen=moved)), ConditionFailed)
    earmarked = replace(ACCOUNT, residual=ACCOUNT.residual - 1)
    assert isinstance(
        refused(table, account_goals.attach(BALANCE_GOAL, is_owner=True, seen=earmarked)), ConditionFailed
    )
    table.write([account_goals.attach(BALANCE_GOAL, is_owner=True, seen=ACCOUNT)])
    assert lying(table).followers == {follower(BALANCE_GOAL, is_owner=True)}


def test_money_is_earmarked_up_to_the_last_penny_of_the_residual(table: Table) -> None:
    opened(table)
    table.write([account_goals.earmark(GOAL, ACCOUNT.residual, AT)])
    account = lying(table)
    assert (account.residual, account.balance, account.sequence) == (0, ACCOUNT.balance, ACCOUNT.sequence + 1)
    assert said(table) == (ResidualChanged(),)
    assert isinstance(refused(table, account_goals.earmark(GOAL, 1, AT)), NotCovered)


def test_money_back_is_welcome_though_the_residual_stays_negative(table: Table) -> None:
    opened(table, replace(ACCOUNT, residual=-500))
    assert isinstance(refused(table, account_goals.earmark(GOAL, 1, AT)), NotCovered)
    table.write([account_goals.earmark(GOAL, -100, AT)])
    assert lying(table).residual == -400


def test_money_moves_only_with_the_watchers_that_are_known(table: Table) -> None:
    opened(table)
    table.write([account_goals.attach(WATCHING_GOAL, is_owner=True)])
    assert isinstance(refused(table, account_goals.earmark(GOAL, 1, AT)), ConditionFailed)
    other = frozenset({follower(replace(WATCHING_GOAL, id=2**12), is_owner=True)})
    assert isinstance(refused(table, account_goals.earmark(GOAL, 1, AT, other)), ConditionFailed)
    table.write([account_goals.earmark(GOAL, 1, AT, WATCHERS)])
    assert lying(table).residual == ACCOUNT.residual - 1


def test_money_does_not_move_on_an_account_that_is_not_there(table: Table) -> None:
    for amount in (1, -1):
        assert isinstance(refused(table, account_goals.earmark(GOAL, amount, AT)), NotFound)


def test_letting_go_gives_back_what_the_goals_hold(table: Table) -> None:
    opened(table, replace(ACCOUNT, savings_goals=3))
    held = [replace(GOAL, amount=100), replace(GOAL, id=2**12, amount=25)]
    table.write([account_goals.let_go(held, still_open=2, now=AT)])
    account = lying(table)
    assert (account.savings_goals, account.residual) == (1, ACCOUNT.residual + 125)
    assert said(table) == (ResidualChanged(),)


def test_letting_go_of_an_empty_goal_reports_nothing(table: Table) -> None:
    opened(table, replace(ACCOUNT, savings_goals=1))
    table.write([account_goals.let_go([replace(GOAL, amount=0)], still_open=1, now=AT)])
    account = lying(table)
    assert (account.savings_goals, account.sequence, said(table)) == (0, ACCOUNT.sequence, None)


def test_archiving_an_empty_goal_that_had_ended_changes_no_figure(table: Table) -> None:
    opened(table, replace(ACCOUNT, savings_goals=1))
    ended = replace(GOAL, amount=0, status=Status.FAILED)
    table.write([account_goals.let_go([ended], still_open=0, now=AT)])
    assert lying(table) == replace(ACCOUNT, savings_goals=1)


def test_letting_go_waits_for_watchers_that_came_since(table: Table) -> None:
    opened(table, replace(ACCOUNT, savings_goals=1))
    table.write([account_goals.attach(WATCHING_GOAL, is_owner=True)])
    held = [replace(GOAL, amount=100)]
    assert isinstance(refused(table, account_goals.let_go(held, still_open=1, now=AT)), ConditionFailed)
    table.write([account_goals.let_go(held, still_open=1, now=AT, watchers=WATCHERS)])
    assert lying(table).residual == ACCOUNT.residual + 100


def test_nothing_is_let_go_on_an_account_that_is_not_there(table: Table) -> None:
    for held in (0, 100):
        write = account_goals.let_go([replace(GOAL, amount=held)], still_open=1, now=AT)
        assert isinstance(refused(table, write), ConditionFailed)


def test_an_account_hears_that_a_goal_has_ended(table: Table) -> None:
    opened(table, replace(ACCOUNT, savings_goals=1))
    for goal in (BALANCE_GOAL, replace(WATCHING_GOAL, id=2**12)):
        table.write([account_goals.attach(goal, is_owner=True)])
    for goal in (GOAL, BALANCE_GOAL, replace(WATCHING_GOAL, id=2**12)):
        table.write([account_goals.goal_ended(goal)])
    account = lying(table)
    assert (account.savings_goals, account.followers, account.watchers) == (0, frozenset(), frozenset())
    assert account.residual == ACCOUNT.residual


def test_the_last_watcher_that_leaves_takes_the_attribute_with_it(table: Table) -> None:
    """An empty set does not exist in the table, so that `attribute_not_exists(watchers)` is right again."""
    opened(table)
    table.write([account_goals.attach(WATCHING_GOAL, is_owner=True)])
    table.write([account_goals.goal_ended(WATCHING_GOAL)])
    table.write([account_goals.earmark(GOAL, 1, AT)])
    assert lying(table).residual == ACCOUNT.residual - 1


def test_the_partners_goal_is_unfollowed_too(table: Table) -> None:
    opened(table)
    partners = replace(BALANCE_GOAL, customer=PARTNER)
    table.write([account_goals.attach(partners, is_owner=False)])
    table.write([account_goals.goal_ended(partners)])
    assert lying(table).followers == frozenset()


def test_no_goal_ends_on_an_account_that_is_not_there(table: Table) -> None:
    for goal in (GOAL, BALANCE_GOAL):
        assert isinstance(refused(table, account_goals.goal_ended(goal)), ConditionFailed)


def a_household(**fields: Any) -> Household:
    values: dict[str, Any] = {
        "tenant": "bank",
        "guid": HOUSEHOLD,
        "label": "Gray",
        "zone": "Europe/London",
        "currency": "GBP",
        "locale": "en_GB",
        "finalising_days": 2,
        "created_at": AT,
        "clients": (
            Client(PARTNER, "Ben", "Gray", date(1987, 2, 3)),
            Client(CUSTOMER, "Anna", "Gray", date(1988, 4, 12), "anna@example.com"),
        ),
        "dependants": (Dependant(2**12, "Cleo", "Gray", date(2020, 5, 6), CUSTOMER),),
        "viewers": frozenset({PARTNER}),
    }
    return Household(**{**values, **fields})


def test_a_household_comes_back_with_its_people_in_the_order_given(table: Table) -> None:
    table.write(households.insert(a_household(), {}, AT))
    assert households.load(table, "bank", HOUSEHOLD) == a_household()
    assert households.load(table, "other-bank", HOUSEHOLD) is None


def test_a_person_is_in_one_household_for_life(table: Table) -> None:
    table.write(households.insert(a_household(), {}, AT))
    other = a_household(guid="00000000-0000-4000-8000-000000000000", clients=a_household().clients[1:], dependants=())
    with pytest.raises(Refused) as refusal:
        table.write(households.insert(other, {}, AT))
    assert [(error.name, error.code) for error in refusal.value.errors] == [("clients.0.client", "taken")]
    assert households.load(table, "bank", other.guid) is None


def test_the_same_person_may_be_a_customer_of_two_tenants(table: Table) -> None:
    table.write(households.insert(a_household(), {}, AT))
    table.write(households.insert(a_household(tenant="other-bank"), {}, datetime(2027, 1, 11, tzinfo=UTC)))
    assert households.load(table, "other-bank", HOUSEHOLD) is not None
