"""The rebuild: whatever counter is out of step, entries make it again, and nothing that others write is lost."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final

import pytest

from operations import rebuild
from savings.ids import number_in
from tests import stream
from tests.faults import Died, Faults
from tests.integration.goals.test_integrity import GOALS, played
from tests.integration.ledger.books import Books, deposit
from tests.product import ANNA, CLIENT, Product

pytestmark = pytest.mark.usefixtures("faults")

Item = dict[str, Any]
NONE: Final = {"N": "0"}


@pytest.fixture(params=GOALS)
def goal(request: pytest.FixtureRequest, product: Product, account: str) -> str:
    """Each kind of goal with a history of three months; today its fourth period is open."""
    return str(played(product, request.param, account))


def stored(product: Product, kind: str) -> list[Item]:
    return [item for item in product.items() if item["SK"]["S"].startswith(kind)]


def corrupt(product: Product, item: Item, name: str, by: int = 7) -> None:
    """Add something to a figure of an item, behind the product's back."""
    item[name] = {"N": str(int(item.get(name, NONE)["N"]) + by)}
    put(product, item)


def put(product: Product, item: Item) -> None:
    """Put an item without its note: nothing is published."""
    product.client.put_item(TableName=product.table_name, Item={n: of for n, of in item.items() if n != "note"})


def the_account(product: Product) -> Item:
    (found,) = [item for item in stored(product, "ACCOUNT#") if item.get("balance", NONE)["N"] != "0"]
    return found


def run(product: Product, goal: str, *flags: str) -> int:
    place = ("--table", product.table_name, "--tenant", CLIENT, "--customer", ANNA)
    return rebuild.main([*place, "--goal", goal, *flags], lambda _: product.runtime)


def broken(product: Product, goal: str) -> set[str]:
    found = product.call("GET", f"/goals/{goal}/integrity").body
    return {finding["name"] for finding in found["invariants"] if not finding["holds"]}


def prove(product: Product) -> None:
    """Everything holds, and partners have heard of each change in order, with the figures as they are now."""
    product.audit()
    said = stream.events(product.client, product.table_name)
    stream.prove_sequences(said)
    for item in stored(product, "GOAL#"):
        mine = [event for event in said if event.data.get("goal_number") == int(item["SK"]["S"][5:])]
        amounts = [event.data["current_amount"] for event in mine if "current_amount" in event.data]
        assert not amounts or Decimal(amounts[-1]["value"]) * 100 == int(item.get("am", NONE)["N"])


@pytest.mark.parametrize("counter", ["am", "cu", "ct"])
def test_a_counter_of_a_goal_is_made_again(product: Product, goal: str, counter: str) -> None:
    (item,) = stored(product, "GOAL#")
    before = dict(item)
    corrupt(product, item, counter)
    assert broken(product, goal)
    assert run(product, goal, "--write") == 0
    assert broken(product, goal) == set()
    (after,) = stored(product, "GOAL#")
    assert after.get(counter, NONE) == before.get(counter, NONE)
    prove(product)


@pytest.mark.parametrize("place", [0, -1])
def test_the_amount_of_a_closed_period_is_made_again(product: Product, account: str, place: int) -> None:
    goal = str(played(product, "saving", account))
    item = stored(product, "PERIOD#")[place]
    was = item["amount"]["N"]
    corrupt(product, item, "amount")
    assert run(product, goal, "--write") == 0
    assert stored(product, "PERIOD#")[place]["amount"]["N"] == was
    prove(product)
    restated = [one for one in stream.events(product.client, product.table_name) if one.name == "goal.period.restated"]
    assert restated[-1].data["period_index"] == int(item["SK"]["S"][-4:])


def test_what_a_backdated_period_counted_is_made_again(product: Product, account: str) -> None:
    goal = str(GOALS["counting"](product, account))
    item = next(item for item in stored(product, "PERIOD#") if "counted" in item)
    for name in ("counted", "amount"):
        corrupt(product, item, name)
    assert run(product, goal, "--write") == 0
    prove(product)
    (goal_item,) = stored(product, "GOAL#")
    version = goal_item["version"]
    assert run(product, goal, "--write") == 0
    assert stored(product, "GOAL#")[0]["version"] == version


@pytest.mark.parametrize("counter", ["balance", "residual", "savings_goals"])
def test_a_counter_of_the_account_is_made_again(product: Product, goal: str, counter: str) -> None:
    item = the_account(product)
    was = item[counter]["N"]
    corrupt(product, item, counter)
    assert broken(product, goal)
    assert run(product, goal, "--account", "--write") == 0
    assert the_account(product)[counter]["N"] == was
    prove(product)


def test_the_account_knows_again_which_goals_follow_it(product: Product, account: str) -> None:
    """One is forgotten, one is there that should not be: the next deposit moves what it has to."""
    goal = str(GOALS["counting"](product, account))
    item = the_account(product)
    (known,) = item["followers"]["SS"]
    item["followers"], item["watchers"] = {"SS": ["1abc"]}, {"SS": [known]}
    put(product, item)
    assert broken(product, goal) == {"goals_that_follow_it_are_known"}
    assert run(product, goal, "--account", "--write") == 0
    Books(product).report(deposit(account, 9_00))
    prove(product)


def test_without_write_it_says_what_it_would_do_and_writes_nothing(
    product: Product, account: str, capsys: pytest.CaptureFixture[str]
) -> None:
    goal = str(played(product, "saving", account))
    (item,) = stored(product, "GOAL#")
    amount = int(item["am"]["N"])
    corrupt(product, item, "am")
    capsys.readouterr()
    with product.unchanged():
        assert run(product, goal, "--account") == 0
    said = [line for line in capsys.readouterr().out.splitlines() if not line.startswith("{")]
    assert f"broken: amount_is_the_sum_of_its_entries: {amount + 7}, and should be {amount}" in said
    assert f"goal: amount {amount + 7} -> {amount}" in said
    assert not [line for line in said if line.startswith("account:")], "with the goal as it should be, it is right"
    assert said[-1] == "nothing was written: add --write"


def test_what_holds_is_not_touched(product: Product, goal: str, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    with product.unchanged():
        assert run(product, goal, "--account", "--write") == 0
    assert "all invariants hold" in capsys.readouterr().out


def test_what_is_due_is_closed_first(product: Product, goal: str) -> None:
    (item,) = stored(product, "GOAL#")
    closed = int(item["cl"]["N"])
    corrupt(product, item, "cu")
    product.clock.set("2028-06-01T10:00:00Z")
    assert run(product, goal, "--account", "--write") == 0
    assert int(stored(product, "GOAL#")[0]["cl"]["N"]) > closed
    product.audit()


def test_a_target_that_the_true_amount_reaches_is_achieved(product: Product, account: str) -> None:
    goal = product.savings_goal(account)
    product.record(goal, "1199.95")
    (item,) = stored(product, "GOAL#")
    (action,) = stored(product, "ACTION#")
    corrupt(product, action, "amount", by=5)
    assert "amount_is_the_sum_of_its_entries" in broken(product, goal)
    assert run(product, goal, "--account", "--write") == 0
    assert stored(product, "GOAL#")[0]["aa"]
    assert item.get("aa") is None
    names = [event.name for event in stream.events(product.client, product.table_name)]
    assert names.count("goal.achieved") == 1
    prove(product)


MEANWHILE: Final[dict[str, Callable[[Product, str, str], object]]] = {
    "an action": lambda product, goal, account: product.record(goal, "6"),
    "a deposit": lambda product, goal, account: Books(product).report(deposit(account, 9_00)),
    "a new goal": lambda product, goal, account: product.goal(account),
}


@pytest.mark.parametrize("what", MEANWHILE)
@pytest.mark.parametrize("writes", [2, *(pytest.param(at, marks=pytest.mark.gate) for at in (0, 1))])
def test_what_others_write_meanwhile_is_not_lost(
    product: Product, account: str, faults: Faults, writes: int, what: str
) -> None:
    """The goal by itself, then a period with it, then the account."""
    goal = str(played(product, "saving", account))
    (item,) = stored(product, "GOAL#")
    corrupt(product, item, "am")
    corrupt(product, stored(product, "PERIOD#")[0], "amount")
    corrupt(product, the_account(product), "residual")
    operation = ("PutItem", "TransactWriteItems", "UpdateItem")[writes]
    faults.meanwhile(operation, lambda: MEANWHILE[what](product, goal, account))
    assert run(product, goal, "--account", "--write") == 0
    assert faults.are_over
    product.audit()
    assert broken(product, goal) == set()
    stream.prove_sequences(stream.events(product.client, product.table_name))


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("at", [2, *(pytest.param(at, marks=pytest.mark.gate) for at in (1, 3))])
def test_a_run_that_broke_off_is_completed_by_the_next(
    product: Product, account: str, faults: Faults, at: int, after: bool
) -> None:
    goal = str(played(product, "saving", account))
    (item,) = stored(product, "GOAL#")
    corrupt(product, item, "am")
    for period in stored(product, "PERIOD#")[:2]:
        corrupt(product, period, "amount")
    faults.die(at, after=after)
    with pytest.raises(Died):
        run(product, goal, "--write")
    faults.heal()
    assert run(product, goal, "--write") == 0
    prove(product)


def test_where_others_never_stop_it_says_so(
    product: Product, account: str, faults: Faults, capsys: pytest.CaptureFixture[str]
) -> None:
    goal = str(played(product, "saving", account))
    corrupt(product, stored(product, "GOAL#")[0], "am")
    for _ in range(40):
        faults.meanwhile("PutItem", lambda: product.record(goal, "1"))
    assert run(product, goal, "--write") == 2
    assert "run it again" in capsys.readouterr().out


def test_what_no_entry_says_stays_broken_and_is_said(
    product: Product, account: str, capsys: pytest.CaptureFixture[str]
) -> None:
    goal = str(played(product, "saving", account))
    lost = stored(product, "PERIOD#")[0]
    product.client.delete_item(TableName=product.table_name, Key={"PK": lost["PK"], "SK": lost["SK"]})
    assert run(product, goal, "--write") == 1
    assert "broken: each_period_is_closed_once" in capsys.readouterr().out


def test_a_goal_that_is_not_there_is_said(product: Product, account: str) -> None:
    assert run(product, "4096") == 1
    assert number_in(product.savings_goal(account))
