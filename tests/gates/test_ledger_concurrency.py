"""Many writers on one account at once, each with its own client, on one real engine: no money is lost or made."""

import json
import random
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from threading import Barrier
from typing import Any, TypeVar

import pytest

from savings.api.answers import Answer
from savings.api.running import run
from savings.domain.actions import Direction
from savings.domain.calendar import Frequency
from savings.domain.errors import Busy, Conflicting, NotCovered, NotFound
from savings.domain.goal import Texts, TrackingType
from savings.domain.ledger import TransactionType
from savings.domain.plan import Target
from savings.ids import number_in
from savings.runtime import Runtime
from savings.store.table import Table
from savings.usecases.actions import ActionRequest, record_action
from savings.usecases.attempt import Attempt, Outcome
from savings.usecases.bookings import TransactionFound
from savings.usecases.caller import Caller
from savings.usecases.goals import GoalRequest, cancel_goal, create_goal
from savings.usecases.ledger import SideRequest, TransactionRequest, report_transaction, reverse_transaction
from tests import stream
from tests.crowd import perform
from tests.faults import Faults
from tests.integration.ledger.books import deposit
from tests.product import ANNA, CLIENT, Product

pytestmark = pytest.mark.usefixtures("faults")

WRITERS = 8
CALLER = Caller(CLIENT, CLIENT, CLIENT, ANNA)

T = TypeVar("T")


def runtimes(product: Product) -> list[Runtime]:
    """A runtime of its own for each client, with the real pauses and the product's clock, which goes on meanwhile."""
    product.clock.pace = timedelta(milliseconds=1)
    made = []
    for _ in range(WRITERS):
        runtime = Runtime(product.runtime.settings, product.clock)
        vars(runtime)["table"] = Table(product.wire, product.table_name)
        made.append(runtime)
    return made


def at_once(jobs: Sequence[Callable[[], T]]) -> list[T]:
    """Run jobs in threads that start together; raise what any of them raised."""
    barrier = Barrier(len(jobs))

    def start(job: Callable[[], T]) -> T:
        barrier.wait()
        return job()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(start, jobs))


def answered(made: Outcome[TransactionFound]) -> Answer:
    found = made.made
    balances = {number: account.balance for number, account in found.accounts.items()}
    return Answer(201, json.dumps([found.transaction.number, balances]), outcome=made)


def report(
    runtime: Runtime,
    external_id: str,
    amount: int,
    source: tuple[str, str | None] | None,
    target: tuple[str, str | None] | None,
) -> Answer:
    """Report a transaction between two places, each an account with or without a dream, as the route does."""
    kind = TransactionType.INTERNAL
    if source is None or target is None:
        kind = TransactionType.DEPOSIT if source is None else TransactionType.WITHDRAWAL
    out = SideRequest(*source) if source is not None else None
    into = SideRequest(*target) if target is not None else None
    payload = json.dumps([external_id, amount, source, target])
    request = TransactionRequest(kind, external_id, amount, None, None, out, into, payload)
    return run(runtime, CALLER, None, lambda attempt: answered(report_transaction(attempt, request)))


def undo(runtime: Runtime, transaction: str, external_id: str) -> Answer:
    def work(attempt: Attempt) -> Answer:
        return answered(reverse_transaction(attempt, transaction, external_id, external_id))

    return run(runtime, CALLER, None, work)


@dataclass
class Writer:
    """Does this and that with two accounts and their dreams, and knows what the balances owe to it."""

    runtime: Runtime
    accounts: list[str]
    dreams: list[str]
    seed: int
    flows: Counter[str] = field(default_factory=Counter)
    done: list[tuple[str, dict[str, int]]] = field(default_factory=list)
    refused: int = 0

    def live(self, steps: int) -> None:
        chance = random.Random(self.seed)
        for step in range(steps):
            try:
                self._step(chance, f"writer-{self.seed}-{step}")
            except (Busy, NotCovered):
                self.refused += 1

    def _step(self, chance: random.Random, name: str) -> None:
        amount = chance.randint(1, 500)
        here = chance.randrange(2)
        match chance.choice(["deposit", "withdrawal", "internal", "internal", "within", "action", "goal", "undo"]):
            case "deposit":
                self._report(name, amount, None, self._place(chance, here))
            case "withdrawal":
                self._report(name, amount, self._place(chance, here), None)
            case "internal":
                self._report(name, amount, self._place(chance, here), self._place(chance, 1 - here))
            case "within":
                self._report(name, amount, (self.accounts[here], None), (self.accounts[here], self.dreams[here]))
            case "action":
                request, goal = ActionRequest(amount, chance.choice(list(Direction))), self.dreams[here]
                perform(self.runtime, CALLER, lambda attempt: record_action(attempt, goal, lambda _: request))
            case "undo" if self.done:
                number, flows = self.done.pop()
                undo(self.runtime, number, name)
                self.flows.subtract(flows)
            case _:
                goal = follow(self.runtime, self.accounts[here])
                if chance.random() < 0.7:
                    perform(self.runtime, CALLER, partial(cancel_goal, goal_id=goal))

    def _place(self, chance: random.Random, here: int) -> tuple[str, str | None]:
        return self.accounts[here], self.dreams[here] if chance.random() < 0.4 else None

    def _report(
        self, name: str, amount: int, source: tuple[str, str | None] | None, target: tuple[str, str | None] | None
    ) -> None:
        answer = report(self.runtime, name, amount, source, target)
        flows: Counter[str] = Counter()
        if source is not None:
            flows[source[0]] -= amount
        if target is not None:
            flows[target[0]] += amount
        self.flows.update(flows)
        self.done.append((str(json.loads(answer.body or "")[0]), dict(flows)))


def follow(runtime: Runtime, account: str) -> str:
    """Create a goal that counts the account's transactions, and return its id."""
    texts = Texts("Boat")
    kinds = TrackingType.DEBIT_CREDIT, Frequency.MONTHLY, Target.AMOUNT
    request = GoalRequest(texts, *kinds, target_amount=1200_00, period_amount=100_00)
    return str(perform(runtime, CALLER, lambda attempt: create_goal(attempt, account, lambda _: request)).id)


def balance(product: Product, account: str) -> int:
    return int(product.call("GET", f"/accounts/{account}").body["account"]["balanceCents"])


def prove(product: Product) -> None:
    """Every invariant holds, of the table and of each goal by the product's own reckoning, and no event is missing."""
    product.audit()
    for goal in product.call("GET", "/goals").body:
        report = product.call("GET", f"/goals/{goal['id']}/integrity").body
        assert [found for found in report["invariants"] if not found["holds"]] == []
    stream.prove_sequences(stream.events(product.client, product.table_name))


def test_no_movement_of_two_accounts_is_lost(product: Product) -> None:
    """Money in, out and between, to and from dreams and residuals, while goals come, follow, and go."""
    household = product.household()
    pair = [product.account(household, value=1000) for _ in range(2)]
    dreams = [product.savings_goal(account) for account in pair]
    followers = [product.goal(account, tracking_type="debit_credit")["id"] for account in pair]
    writers = [Writer(runtime, pair, dreams, seed) for seed, runtime in enumerate(runtimes(product))]
    at_once([partial(writer.live, 12) for writer in writers])
    prove(product)
    flows: Counter[str] = Counter()
    for writer in writers:
        flows.update(writer.flows)
    for account, follower in zip(pair, followers, strict=True):
        moved = flows[account]
        assert balance(product, account) == 1000_00 + moved
        assert product.call("GET", f"/goals/{follower}").body["current_amount"] == f"{moved / 100:.2f}"
    assert sum(writer.refused for writer in writers) < WRITERS * 12 / 3


def test_deposits_alone_never_stand_in_each_others_way(product: Product) -> None:
    """Without a goal that follows nothing of the account is conditioned on but who follows it."""
    account = product.account(product.household(), value=0)

    def pay(runtime: Runtime, writer: int) -> None:
        for number in range(10):
            report(runtime, f"{writer}-{number}", 1_00, None, (account, None))

    at_once([partial(pay, runtime, writer) for writer, runtime in enumerate(runtimes(product))])
    assert balance(product, account) == WRITERS * 10 * 1_00
    prove(product)


def test_transfers_in_both_directions_keep_the_sum(product: Product) -> None:
    household = product.household()
    first, second = (product.account(household, value=100) for _ in range(2))

    def swap(runtime: Runtime, writer: int) -> int:
        ends = [(first, None), (second, None)]
        source, target = ends if writer % 2 else reversed(ends)
        for number in range(8):
            report(runtime, f"{writer}-{number}", 1 + writer + number, source, target)
        return sum(1 + writer + number for number in range(8)) * (1 if writer % 2 else -1)

    moved = sum(at_once([partial(swap, runtime, writer) for writer, runtime in enumerate(runtimes(product))]))
    assert (balance(product, first), balance(product, second)) == (100_00 - moved, 100_00 + moved)
    prove(product)


def test_one_external_id_from_many_at_once_has_one_effect_and_one_answer(product: Product) -> None:
    account = product.account(product.household(), value=0)
    dream = product.savings_goal(account)
    follower = product.goal(account)["id"]
    for number in range(5):
        jobs = [partial(report, runtime, str(number), 1_00, None, (account, dream)) for runtime in runtimes(product)]
        answers = at_once(jobs)
        assert len({answer.body for answer in answers}) == 1
        assert {answer.status for answer in answers} == {201}
        assert sum("Idempotency-Replayed" not in answer.headers for answer in answers) == 1
    assert balance(product, account) == 5_00
    for goal in (dream, follower):
        assert product.call("GET", f"/goals/{goal}").body["current_amount"] == "5.00"
    prove(product)


def test_one_external_id_with_different_contents_is_taken_once(product: Product) -> None:
    account = product.account(product.household(), value=0)

    def claim(runtime: Runtime, amount: int) -> Answer | Conflicting:
        try:
            return report(runtime, "the same", amount, None, (account, None))
        except Conflicting as refused:
            return refused

    jobs = [partial(claim, runtime, 1_00 + writer) for writer, runtime in enumerate(runtimes(product))]
    outcomes = at_once(jobs)
    (taken,) = [outcome for outcome in outcomes if isinstance(outcome, Answer)]
    number = json.loads(taken.body or "")[0]
    (listed,) = product.call("GET", "/transactions").body["transactions"]
    assert number_in(listed["id"]) == number
    assert all(listed["id"] in str(outcome) for outcome in outcomes if isinstance(outcome, Conflicting))
    assert balance(product, account) == listed["amountCents"]
    prove(product)


@pytest.mark.parametrize("ids", [["undo"] * WRITERS, [f"undo-{number}" for number in range(WRITERS)]])
def test_a_transaction_is_undone_once_however_many_ask(product: Product, ids: list[str]) -> None:
    account = product.account(product.household(), value=0)
    follower = product.goal(account)["id"]

    def ask(runtime: Runtime, number: str, external_id: str) -> Answer | Conflicting:
        try:
            return undo(runtime, number, external_id)
        except Conflicting as refused:
            return refused

    for round_number in range(3):
        answer = report(product.runtime, f"deposit-{round_number}", 7_00, None, (account, None))
        number = str(json.loads(answer.body or "")[0])
        jobs = [
            partial(ask, runtime, number, f"{external_id}-{round_number}")
            for runtime, external_id in zip(runtimes(product), ids, strict=True)
        ]
        outcomes = at_once(jobs)
        bodies = [outcome.body for outcome in outcomes if isinstance(outcome, Answer)]
        assert len(set(bodies)) == 1
        assert len(bodies) == (WRITERS if len(set(ids)) == 1 else 1)
    assert balance(product, account) == 0
    assert product.call("GET", f"/goals/{follower}").body["current_amount"] == "0.00"
    prove(product)


@pytest.mark.parametrize("before", ["GetItem", "BatchGetItem", "TransactWriteItems"])
def test_a_repeated_reversal_that_meets_the_first_one_gets_its_answer(product: Product, before: str) -> None:
    """Regression: the claim was read before the first one's write, the transaction after it; the answer was 409."""
    account = product.account(product.household(), value=0)
    made = product.call("POST", "/transactions", deposit(account, 7_00, userId=ANNA)).body["transaction"]["id"]
    path, body = f"/transactions/{made}/reversal", {"transaction": {"externalId": "undo"}}
    first: list[Any] = []
    faults = Faults().watch(product.wire)

    def reverse_first() -> None:
        first.append(product.call("POST", path, body))

    faults.meanwhile(before, reverse_first)
    second = product.call("POST", path, body)
    assert (second.status, second.body) == (201, first[0].body)
    assert second.headers["Idempotency-Replayed"] == "true"
    assert balance(product, account) == 0


def test_a_deposit_that_meets_the_accounts_first_valuation_does_not_move_it(product: Product) -> None:
    """Regression: the account became a Performance account after it was read; its balance moved all the same."""
    account = product.account(product.household(), value=100)
    product.record(product.savings_goal(account), "60")
    faults = Faults().watch(product.wire)
    body = {"account": {"type": "Performance", "savingsId": account}}
    faults.meanwhile("TransactWriteItems", partial(product.call, "POST", "/accounts", body))
    assert product.call("POST", "/transactions", deposit(account, 7_00, userId=ANNA)).status == 201
    found = product.call("GET", f"/accounts/{account}").body["account"]
    assert (found["type"], found["balanceCents"], found["residualCents"]) == ("Performance", 100_00, 0)
    prove(product)


def test_a_naming_that_meets_money_going_to_and_fro_keeps_the_residual(product: Product) -> None:
    """Regression: what the goal held was read while the money was there; the residual looked untouched."""
    account = product.account(product.household(), value=100)
    goal = product.savings_goal(account)
    faults = Faults().watch(product.wire)
    faults.meanwhile("Query", partial(product.record, goal, "10"))
    faults.meanwhile("UpdateItem", partial(product.record, goal, "10", "debit"))
    external = {"account": {"externalId": "bank-1"}}
    assert product.call("PATCH", f"/accounts/{account}", external).status == 200
    assert faults.are_over
    found = product.call("GET", f"/accounts/{account}").body["account"]
    assert (found["residualCents"], found["externalId"]) == (100_00, "bank-1")
    prove(product)


def test_a_dream_that_is_deleted_while_money_comes_keeps_none(product: Product) -> None:
    account = product.account(product.household(), value=0)
    dream = product.savings_goal(account)
    made = runtimes(product)

    def pay(runtime: Runtime, writer: int) -> bool:
        try:
            report(runtime, str(writer), 1_00, None, (account, dream))
        except NotFound:
            return False
        return True

    jobs: list[Callable[[], object]] = [partial(pay, runtime, writer) for writer, runtime in enumerate(made[:7])]
    jobs.append(partial(perform, made[7], CALLER, partial(cancel_goal, goal_id=dream)))
    paid = at_once(jobs)[:7]
    found = product.call("GET", f"/accounts/{account}").body["account"]
    assert found["balanceCents"] == found["residualCents"] == 1_00 * sum(map(bool, paid))
    prove(product)


def test_money_at_the_edge_of_a_period_counts_where_it_was_settled_whoever_closes_it(product: Product) -> None:
    """Half of the money settled before midnight, half after it; all of it is reported right after, month by month."""
    account = product.account(product.household(), value=0)
    follower, dream = product.goal(account)["id"], product.savings_goal(account)
    for midnight in ("2027-02-10T00:00:00Z", "2027-03-10T00:00:00Z", "2027-04-09T23:00:00Z"):
        product.clock.set(midnight)
        edge = product.clock.now()
        product.clock.forward(seconds=10)
        jobs: list[Callable[[], object]] = [
            partial(settle, runtime, f"{midnight}-{number}", (account, dream), edge, seconds=-1 if number % 2 else 1)
            for number, runtime in enumerate(runtimes(product)[:6])
        ]
        at_once([*jobs, product.close_all])
        prove(product)
    amounts = [period["current_amount"] for period in product.call("GET", f"/goals/{follower}/periods").body[:4]]
    assert amounts == ["3.00", "6.00", "6.00", "3.00"]


def settle(runtime: Runtime, name: str, place: tuple[str, str], edge: datetime, *, seconds: int) -> None:
    """Report 1.00 that was settled so many seconds from the edge."""
    side = SideRequest(*place)
    settled_at = edge + timedelta(seconds=seconds)
    request = TransactionRequest(TransactionType.DEPOSIT, name, 1_00, None, settled_at, None, side, name)
    perform(runtime, CALLER, lambda attempt: report_transaction(attempt, request))


def test_any_number_of_transactions_may_be_settled_at_one_instant(
    product: Product,
) -> None:
    """Regression: entries took ids of the second of settlement, of which there are 1,024; banks settle at midnight."""
    account = product.account(product.household(), value=0)
    for _ in range(3):
        product.clock.forward(seconds=1)
        body = deposit(account, 1_00, userId=ANNA, settledAt="2027-01-10T00:00:00Z")
        assert product.call("POST", "/transactions", body).status == 201
    assert balance(product, account) == 3_00
    prove(product)
