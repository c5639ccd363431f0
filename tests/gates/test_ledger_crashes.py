"""Clients that die right before or right after any single write of the ledger: sending it again repairs everything.

Reads change nothing: to die around one, or after a write, is to die before the write that follows it. Every scenario
dies before each of its writes in turn and after the last, each time on a household of its own, and is then sent again.
"""

import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pytest

from savings.ids import number_in
from savings.store import accounts, goals, keys, ledger
from savings.usecases.attempt import TRIES
from tests import stream
from tests.faults import CANCELLED, THROTTLED, Died, Faults
from tests.integration.ledger.books import deposit, transfer, withdrawal
from tests.product import CLIENT, Answer, Product

START = datetime(2027, 1, 10, 10, tzinfo=UTC)
LATER = "2027-03-12T10:00:00Z"
"""Two periods of each goal are over by then, and nobody has closed them."""


@dataclass
class Scene:
    """A customer with two accounts, each with a dream of 30.00 and with goals that follow it."""

    product: Product
    customer: str
    household: str
    accounts: list[str] = field(default_factory=list)
    dreams: list[str] = field(default_factory=list)
    goals: list[str] = field(default_factory=list)
    deposit: str = ""

    def call(self, method: str, path: str, body: Any = None, **options: Any) -> Answer:
        return self.product.call(method, path, body, customer=self.customer, **options)

    def make(self, path: str, body: Any) -> Any:
        """Make something, in a second of its own: ids then sort as things were made."""
        self.product.clock.forward(seconds=1)
        answer = self.call("POST", path, body)
        assert answer.status == 201, answer.body
        return answer.body

    def report(self, body: dict[str, Any]) -> Answer:
        """Report a transaction under an external id that is the same whenever this is called."""
        body["transaction"] |= {"userId": self.customer, "externalId": "the same"}
        return self.call("POST", "/transactions", body)

    def figures(self) -> dict[str, Any]:
        """What must not depend on where a client died."""
        table = self.product.table
        found: dict[str, Any] = {}
        for form in self.accounts:
            account = accounts.load(table, keys.account(CLIENT, self.household, number_in(form) or 0))
            assert account is not None
            entries = sorted(entry.amount for entry in accounts.load_entries(table, account))
            followers = len(account.followers), len(account.watchers), account.savings_goals
            found[f"account {len(found)}"] = account.balance, account.residual, account.sequence, entries, followers
        for goal in goals.load_all(table, CLIENT, self.customer, consistent=True):
            place = (goal.tenant, goal.customer, goal.id)
            actions = [action.signed for action in goals.load_actions(table, place)]
            periods = [(period.index, period.amount) for period in goals.load_periods(table, place)]
            numbers = goal.status, goal.amount, goal.closed, goal.milestone, goal.version, goal.sequence
            found[f"goal {len(found)}"] = numbers, actions, periods
        listed, _ = ledger.page(table, CLIENT, self.customer, 100, None)
        found["transactions"] = [(one.type, one.amount, one.sequence, bool(one.reversed_by)) for one in listed]
        return found


_customers = itertools.count(1)


def scene(product: Product) -> Scene:
    """Make the family, and report one deposit of 50.00 into its first dream."""
    product.clock.instant = START
    customer = f"00000000-0000-4000-9000-{next(_customers):012d}"
    household = product.household(customer)
    made = Scene(product, customer, household["HouseholdGUID"])
    for _ in range(2):
        product.clock.forward(seconds=1)
        account = product.account(household, value=500)
        made.accounts.append(account)
        wanted = {"target_amount": {"value": "300"}, "recurrent_amount": {"value": "100"}}
        dream = made.make("/goals/v1/savings", {"name": "Car", "account_id": account, **wanted})["data"]["id"]
        made.dreams.append(dream)
        made.make(f"/goals/v1/savings/{dream}/actions", {"amount": {"value": "30"}, "credit_debit_indicator": "credit"})
        for target in ("amount", "current_balance", "available_balance"):
            body = {"name": "Boat", "account_id": account, "tracking_type": "debit_credit", "frequency": "monthly"}
            plan = {"target": target, "target_amount": "1200", "end_date": "2027-03-31"}
            made.goals.append(made.make("/goals", body | plan)["id"])
    body = deposit(made.accounts[0], 50_00, made.dreams[0], userId=made.customer)
    made.deposit = made.make("/transactions", body)["transaction"]["id"]
    return made


def performance(product: Product) -> Scene:
    """Make the family's second account a Performance account, with a goal on its balance alone."""
    made = scene(product)
    made.call("DELETE", f"/goals/{made.goals[5]}")
    body = {"account": {"type": "Performance", "savingsId": made.accounts[1]}}
    made.make("/accounts", body)
    return made


Act = Callable[[Scene], Answer]


def undo(made: Scene) -> Answer:
    body = {"transaction": {"externalId": "undo", "userId": made.customer}}
    return made.call("POST", f"/transactions/{made.deposit}/reversal", body)


def value(made: Scene) -> Answer:
    body = {"account": {"balanceCents": 640_00, "liquidBalanceCents": 600_00, "performanceCents": 40_00}}
    return made.call("PATCH", f"/accounts/{made.accounts[1]}", body, headers={"Idempotency-Key": "7d5c"})


def become(made: Scene) -> Answer:
    body = {"account": {"type": "Performance", "savingsId": made.accounts[1]}}
    made.call("DELETE", f"/goals/{made.goals[5]}", headers={"Idempotency-Key": "1"})
    return made.call("POST", "/accounts", body, headers={"Idempotency-Key": "7d5c"})


SCENARIOS: dict[str, tuple[Callable[[Product], Scene], str, Act]] = {
    "a deposit": (scene, "2027-01-11T10:00:00Z", lambda made: made.report(deposit(made.accounts[0], 7_00))),
    "a deposit into a dream past two closes": (
        scene,
        LATER,
        lambda made: made.report(deposit(made.accounts[0], 7_00, made.dreams[0])),
    ),
    "a withdrawal of more than the dream holds past two closes": (
        scene,
        LATER,
        lambda made: made.report(withdrawal(made.accounts[0], 99_00, made.dreams[0])),
    ),
    "a transfer from dream to dream past two closes": (
        scene,
        LATER,
        lambda made: made.report(
            transfer(made.accounts[0], made.accounts[1], 7_00, out_of=made.dreams[0], into=made.dreams[1])
        ),
    ),
    "a late deposit into closed periods": (
        scene,
        LATER,
        lambda made: made.report(deposit(made.accounts[0], 7_00, made.dreams[0], settledAt="2027-01-12T10:00:00Z")),
    ),
    "a deposit that ends what follows": (
        scene,
        "2027-05-02T10:00:00Z",
        lambda made: made.report(deposit(made.accounts[0], 7_00)),
    ),
    "a reversal": (scene, "2027-01-11T10:00:00Z", undo),
    "a reversal past two closes": (scene, LATER, undo),
    "a valuation": (performance, "2027-01-11T10:00:00Z", value),
    "a valuation past two closes": (performance, LATER, value),
    "an account that becomes a Performance account past two closes": (scene, LATER, become),
}


@pytest.mark.parametrize("name", SCENARIOS)
def test_dying_at_any_write_and_sending_it_again_is_as_if_nothing_had_happened(
    product: Product, faults: Faults, name: str
) -> None:
    prepare, instant, act = SCENARIOS[name]

    def play(at: int, *, after: bool) -> tuple[bool, dict[str, Any]]:
        """Die at one write, send it again; return whether anybody died, and the figures."""
        made = prepare(product)
        product.clock.set(instant)
        faults.die(at, after=after)
        try:
            act(made)
            died = False
        except Died:
            died = True
        faults.heal()
        answer = act(made)
        assert answer.status < 300, answer.body
        return died, made.figures()

    _, undisturbed = play(0, after=False)
    at, dies = 0, True
    while dies:
        at += 1
        dies, figures = play(at, after=False)
        assert figures == undisturbed, f"died before write {at}"
    assert at > 1
    assert play(at - 1, after=True) == (True, undisturbed), "died after the last write"
    product.audit()
    said = stream.events(product.client, product.table_name)
    stream.prove_sequences(said)
    closes = [(event.subject, event.data["period_index"]) for event in said if event.name == "goal.period.closed"]
    assert len(set(closes)) == len(closes), "a period was closed twice"


@pytest.mark.parametrize("act", [lambda made: made.report(deposit(made.accounts[0], 7_00)), undo], ids=["post", "undo"])
def test_a_transaction_that_died_before_its_write_left_nothing(product: Product, faults: Faults, act: Act) -> None:
    made = scene(product)
    before = product.items()
    faults.die(1, after=False)
    with pytest.raises(Died):
        act(made)
    faults.heal()
    assert product.items() == before


@pytest.mark.parametrize("act", [lambda made: made.report(deposit(made.accounts[0], 7_00)), undo], ids=["post", "undo"])
def test_a_transaction_whose_answer_was_lost_is_answered_when_it_is_sent_again(
    product: Product, faults: Faults, act: Act
) -> None:
    made = scene(product)
    product.clock.forward(seconds=1)
    faults.lose("TransactWriteItems", "InternalServerError")
    faults.refuse("TransactWriteItems", "InternalServerError")
    assert act(made).status == 503
    after = product.items()
    again = act(made)
    assert (again.status, again.headers["Idempotency-Replayed"]) == (201, "true")
    assert product.items() == after


@pytest.mark.parametrize("act", [lambda made: made.report(deposit(made.accounts[0], 7_00)), undo], ids=["post", "undo"])
def test_a_transaction_whose_answer_was_lost_once_is_made_once(product: Product, faults: Faults, act: Act) -> None:
    """The table knows the second call by its token."""
    made = scene(product)
    product.clock.forward(seconds=1)
    faults.lose("TransactWriteItems", "InternalServerError")
    answer = act(made)
    assert (answer.status, "Idempotency-Replayed" in answer.headers) == (201, False)
    after = product.items()
    assert act(made).headers["Idempotency-Replayed"] == "true"
    assert product.items() == after


@pytest.mark.parametrize("fault", [(CANCELLED, "TransactionConflict"), (THROTTLED,)], ids=["conflict", "throttle"])
def test_a_table_that_is_never_free_is_reported_as_busy_and_nothing_is_written(
    product: Product, faults: Faults, fault: tuple[str, ...]
) -> None:
    made = scene(product)
    faults.refuse("TransactWriteItems", *fault, times=TRIES)
    with product.unchanged():
        busy = made.report(deposit(made.accounts[0], 7_00))
    assert (busy.status, number_in(made.deposit) is not None) == (503, True)
    assert "Retry-After" in busy.headers
    assert made.report(deposit(made.accounts[0], 7_00)).status == 201
