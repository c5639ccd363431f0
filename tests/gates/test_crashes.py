"""Clients that die right before or right after any single write: doing it again repairs everything.

Every scenario dies at each of its writes in turn, each time on a household of its own, and is then done again as the
schedule or the client would do it. Afterwards nothing shows that anything had happened.
"""

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest

from savings.ids import number_in
from savings.store import goals, keys
from tests import stream
from tests.faults import Died, Faults
from tests.product import CLIENT, Product

START = datetime(2027, 1, 10, 10, tzinfo=UTC)
KEY = {"Idempotency-Key": "7d5c"}


@dataclass(frozen=True)
class Scene:
    """A family of one customer with a savings goal that may still grow by 100.00."""

    product: Product
    customer: str
    account: str
    goal: str

    def call(self, method: str, path: str, body: Any = None, **options: Any) -> Any:
        return self.product.call(method, path, body, customer=self.customer, **options)

    def figures(self) -> dict[str, Any]:
        """What must not depend on where a client died."""
        goal = goals.load(self.product.table, CLIENT, self.customer, number_in(self.goal) or 0)
        assert goal is not None
        place = (goal.tenant, goal.customer, goal.id)
        actions = [action.signed for action in goals.load_actions(self.product.table, place)]
        stored = [period.amount for period in goals.load_periods(self.product.table, place)]
        names = (
            "status",
            "archived",
            "amount",
            "closed",
            "closed_targets",
            "milestone",
            "taken",
            "version",
            "sequence",
        )
        return {name: getattr(goal, name) for name in names} | {"actions": actions, "periods": stored}


_customers = itertools.count(1)


def scene(product: Product) -> Scene:
    """Make a savings goal of 300.00 over January to March 2027, with 60.00 on it."""
    product.clock.instant = START
    customer = f"00000000-0000-4000-8000-{next(_customers):012d}"
    household = product.household(customer)
    account = product.account(household, value=160)
    made = Scene(product, customer, account, "")
    body = {
        "name": "Car",
        "account_id": account,
        "target_amount": {"value": "300"},
        "recurrent_amount": {"value": "100"},
        "target_date": "2027-03-31",
    }
    goal = made.call("POST", "/goals/v1/savings", body).data["id"]
    made = Scene(product, customer, account, goal)
    for _ in range(2):
        assert made.call("POST", f"/goals/v1/savings/{goal}/actions", credit("30")).status == 201
    return made


def credit(value: str) -> dict[str, Any]:
    return {"amount": {"value": value}, "credit_debit_indicator": "credit"}


def watched(made: Scene) -> Scene:
    """Let a goal on the available balance watch the account."""
    body = {
        "name": "Cushion",
        "account_id": made.account,
        "tracking_type": "credit",
        "frequency": "monthly",
        "target": "available_balance",
        "target_amount": "9000",
        "end_date": "2027-12-31",
    }
    assert made.call("POST", "/goals", body).status == 201
    return made


def with_more_goals(made: Scene, count: int = 4) -> Scene:
    """Put more goals on the account and on another one."""
    second = made.product.account({"HouseholdGUID": household_of(made), "Clients": [{"ClientGUID": made.customer}]})
    body = {"name": "One of many", "target_amount": {"value": "10"}, "recurrent_amount": {"value": "1"}}
    for number in range(count):
        account = second if number % 2 else made.account
        assert made.call("POST", "/goals/v1/savings", {**body, "account_id": account}).status == 201
    return made


def household_of(made: Scene) -> str:
    goal = goals.load(made.product.table, CLIENT, made.customer, number_in(made.goal) or 0)
    assert goal is not None
    return goal.household


def close_due(made: Scene) -> None:
    """Close what is due in the shards where the family has goals."""
    every = goals.load_all(made.product.table, CLIENT, made.customer)
    made.product.close_all(shards={int(keys.due_shard(goal.id).removeprefix("DUE#")) for goal in every})


def request(method: str, path: str = "", body: Any = None) -> Callable[[Scene], None]:
    """A request with a key, so that whoever has no answer may ask again."""

    def ask(made: Scene) -> None:
        answer = made.call(method, f"/goals/v1/savings{path.format(goal=made.goal)}", body, headers=KEY)
        assert answer.status < 300, answer.body

    return ask


def correct(made: Scene) -> None:
    listed = made.call("GET", f"/goals/v1/savings/{made.goal}/actions").data
    path = f"/goals/v1/savings/{made.goal}/actions/{listed[0]['id']}"
    assert made.call("PATCH", path, credit("40"), headers=KEY).status == 200


Prepare = Callable[[Scene], Scene]
Act = Callable[[Scene], None]

ACTIONS = "/{goal}/actions"
SCENARIOS: dict[str, tuple[Prepare, str, Act]] = {
    "a run that closes a month": (lambda made: made, "2027-02-01T00:00:00Z", close_due),
    "a run that is months late": (lambda made: made, "2027-05-01T00:00:00Z", close_due),
    "a run over a watching goal": (watched, "2027-03-01T00:00:00Z", close_due),
    "a record on the way past two closes": (
        lambda made: made,
        "2027-03-02T00:00:00Z",
        request("POST", ACTIONS, credit("40")),
    ),
    "a record that moves a watching goal past its closes": (
        watched,
        "2027-03-02T00:00:00Z",
        request("POST", ACTIONS, credit("40")),
    ),
    "a correction in a closed period": (lambda made: made, "2027-03-02T00:00:00Z", correct),
    "a re-plan past a close": (
        lambda made: made,
        "2027-02-02T00:00:00Z",
        request("PATCH", "/{goal}", {"recurrent_amount": {"value": "50"}, "target_amount": {"value": "300"}}),
    ),
    "a deletion past the end": (lambda made: made, "2027-05-01T00:00:00Z", request("DELETE", "/{goal}")),
    "a deletion of a watched goal": (watched, "2027-02-02T00:00:00Z", request("DELETE", "/{goal}")),
    "a deletion of more goals than fit a transaction": (
        with_more_goals,
        "2027-01-11T00:00:00Z",
        request("DELETE"),
    ),
}


@pytest.mark.parametrize("name", SCENARIOS)
def test_dying_at_any_write_and_doing_it_again_is_as_if_nothing_had_happened(
    product: Product, faults: Faults, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("savings.usecases.savings_goals.RELEASED_AT_ONCE", 2)
    prepare, instant, act = SCENARIOS[name]

    def play(at: int, *, after: bool) -> tuple[bool, dict[str, Any]]:
        """Die at one write, do it again; return whether anybody died, and the figures."""
        made = prepare(scene(product))
        product.clock.set(instant)
        faults.die(at, after=after)
        try:
            act(made)
            died = False
        except Died:
            died = True
        faults.heal()
        if died:
            act(made)
        return died, made.figures()

    _, undisturbed = play(0, after=False)
    at, dies = 0, True
    while dies:
        at += 1
        for after in (False, True):
            dies, figures = play(at, after=after)
            assert figures == undisturbed, f"died {'after' if after else 'before'} write {at}"
    assert at > 1
    product.audit()
    said = stream.events(product.client, product.table_name)
    stream.prove_sequences(said)
    closes = [(event.subject, event.data["period_index"]) for event in said if event.name == "goal.period.closed"]
    assert len(set(closes)) == len(closes), "a period was closed twice"


def test_an_effect_without_its_answer_is_answered_when_the_client_asks_again(product: Product, faults: Faults) -> None:
    """T-49: the answer commits with the effect, so no crash can separate them."""
    made = scene(product)
    path = f"/goals/v1/savings/{made.goal}/actions"
    faults.die(1, after=True)
    with pytest.raises(Died):
        made.call("POST", path, credit("10"), headers=KEY)
    faults.heal()
    again = made.call("POST", path, credit("10"), headers=KEY)
    assert (again.status, again.headers["Idempotency-Replayed"]) == (201, "true")
    assert made.figures()["amount"] == 70_00


def test_a_request_that_died_before_its_write_left_nothing(product: Product, faults: Faults) -> None:
    made = scene(product)
    before = product.items()
    faults.die(1, after=False)
    with pytest.raises(Died):
        made.call("POST", f"/goals/v1/savings/{made.goal}/actions", credit("10"), headers=KEY)
    faults.heal()
    assert product.items() == before


def test_one_goal_that_cannot_be_written_leaves_the_others_of_its_page_alone(product: Product, faults: Faults) -> None:
    """The first write fails for a reason that no other try cures: that goal waits in the index for the next run."""
    made = [scene(product) for _ in range(5)]
    product.clock.set("2027-02-01T00:00:00Z")
    faults.refuse("PutItem", "AccessDeniedException")
    product.close_all()
    closed = [one.figures()["closed"] for one in made]
    assert sorted(closed) == [0, 1, 1, 1, 1]
    product.close_all()
    assert [one.figures()["closed"] for one in made] == [1] * 5
    product.audit()
    stream.prove_sequences(stream.events(product.client, product.table_name))


def test_as_many_goals_as_there_can_be_on_two_accounts_are_deleted_in_full_transactions(
    product: Product, faults: Faults
) -> None:
    """45 goals with their accounts and the record fit the hundred writes of a transaction."""
    made = with_more_goals(scene(product), 60)
    faults.calls.clear()
    assert made.call("DELETE", "/goals/v1/savings", headers=KEY).status == 204
    assert faults.calls == ["Query", "TransactWriteItems", "TransactWriteItems"]
    assert made.call("GET", "/goals/v1/savings").data == []
    again = made.call("DELETE", "/goals/v1/savings", headers=KEY)
    assert (again.status, again.headers["Idempotency-Replayed"]) == (204, "true")
    product.audit()
