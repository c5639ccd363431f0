"""Many writers at once, each with its own client, on one real engine: nothing is lost, doubled or torn."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from savings.api.answers import Answer
from savings.api.running import run
from savings.config import Settings
from savings.domain.account import MAX_SAVINGS_GOALS
from savings.domain.actions import Action, Direction
from savings.domain.errors import Busy, Conflicting, NotCovered, NotFound, Refused
from savings.domain.goal import Goal
from savings.domain.household import Client, Household
from savings.domain.plan import SavingsFigures
from savings.domain.progress import periods
from savings.ids import number_in
from savings.runtime import Runtime
from savings.store import goals, keys
from savings.store.accounts import load_open
from savings.store.idempotency import Once, once
from savings.store.table import Table
from savings.usecases.actions import ActionRequest, correct_action, record_action, remove_action
from savings.usecases.attempt import Attempt
from savings.usecases.caller import Caller
from savings.usecases.due import Shard, close_shard
from savings.usecases.goals import create_goal
from savings.usecases.households import HouseholdRequest, HouseholdSettings, create_household
from savings.usecases.savings_goals import SavingsGoalRequest, delete_savings_goal
from tests import stream
from tests.crowd import ROUNDS, at_once, perform
from tests.product import ANNA, CLIENT, Product, SetClock

WRITERS = 8
CALLER = Caller(CLIENT, CLIENT, CLIENT, ANNA)


def runtimes(product: Product) -> list[Runtime]:
    """A runtime of its own for each writer, with the product's clock and the real pauses."""
    return [runtime_of(product, product.clock) for _ in range(WRITERS)]


def runtime_of(product: Product, clock: SetClock) -> Runtime:
    runtime = Runtime(Settings(table_name=product.table_name), clock)
    vars(runtime)["table"] = Table(product.wire, product.table_name)
    return runtime


def recorded(runtime: Runtime, goal: str, minor: int) -> Action:
    """Record a credit, or a debit of a negative amount."""
    direction = Direction.CREDIT if minor > 0 else Direction.DEBIT
    request = ActionRequest(abs(minor), direction)
    return perform(runtime, CALLER, lambda attempt: record_action(attempt, goal, lambda _: request))[1]


def corrected(runtime: Runtime, goal: str, action: str, minor: int) -> Action:
    """Correct an action's amount."""
    read = partial(ActionRequest, minor)
    return perform(runtime, CALLER, lambda attempt: correct_action(attempt, goal, action, lambda _: read()))[1]


@dataclass
class Writer:
    """Does this and that to one goal, and knows what of it was done."""

    runtime: Runtime
    goal: str
    seed: int
    done: dict[int, int] = field(default_factory=dict)
    refused: int = 0

    def live(self, steps: int) -> None:
        chance = random.Random(self.seed)
        for _ in range(steps):
            try:
                self._step(chance)
            except (Busy, NotCovered):
                self.refused += 1

    def _step(self, chance: random.Random) -> None:
        amount = chance.randint(1, 500)
        mine = sorted(self.done)
        match chance.choice(["credit", "credit", "debit", "correct", "remove"]):
            case "correct" if mine:
                number = chance.choice(mine)
                sign = 1 if self.done[number] > 0 else -1
                corrected(self.runtime, self.goal, str(number), amount)
                self.done[number] = sign * amount
            case "remove" if mine:
                number = chance.choice(mine)
                perform(self.runtime, CALLER, partial(remove_action, goal_id=self.goal, action_id=str(number)))
                del self.done[number]
            case "debit":
                self._record(-amount)
            case _:
                self._record(amount)

    def _record(self, signed: int) -> None:
        self.done[recorded(self.runtime, self.goal, signed).number] = signed


def stored(product: Product, goal: str) -> tuple[Goal, list[Action]]:
    place = (CLIENT, ANNA, number_in(goal) or 0)
    found = goals.load(product.table, *place)
    assert found is not None
    return found, list(goals.load_actions(product.table, place))


def prove(product: Product, goal: str, writers: list[Writer]) -> None:
    """What is stored is what the writers were answered, to the penny; the stream has each change once."""
    found, actions = stored(product, goal)
    done = {number: signed for writer in writers for number, signed in writer.done.items()}
    assert {action.number: action.signed for action in actions} == done
    assert found.amount == sum(done.values())
    product.audit()
    stream.prove_sequences(stream.events(product.client, product.table_name))


def test_no_update_of_one_goal_is_lost(product: Product) -> None:
    goal = product.savings_goal(product.account(product.household(), value=100))
    product.record(goal, "50")
    (first,) = stored(product, goal)[1]
    writers = [Writer(runtime, goal, seed) for seed, runtime in enumerate(runtimes(product))]
    at_once([partial(writer.live, 2 * ROUNDS) for writer in writers])
    writers[0].done[first.number] = first.signed
    prove(product, goal, writers)
    assert sum(writer.refused for writer in writers) < WRITERS * ROUNDS


def test_goals_that_share_an_account_never_hold_more_than_it_has(product: Product) -> None:
    """T-40: each credit alone would be covered; together they are not."""
    account = product.account(product.household(), value=10)
    goal_ids = [product.savings_goal(account) for _ in range(WRITERS)]
    writers = [
        Writer(runtime, goal, seed)
        for seed, (runtime, goal) in enumerate(zip(runtimes(product), goal_ids, strict=True))
    ]
    at_once([partial(writer.live, ROUNDS + 2) for writer in writers])
    for goal, writer in zip(goal_ids, writers, strict=True):
        prove(product, goal, [writer])
    held = sum(stored(product, goal)[0].amount for goal in goal_ids)
    assert 0 <= held <= 10_00


def test_a_goal_on_the_available_balance_moves_with_every_writer(product: Product) -> None:
    account = product.account(product.household(), value=1000)
    goal = product.savings_goal(account)
    body = {
        "name": "Cushion",
        "account_id": account,
        "tracking_type": "credit",
        "frequency": "monthly",
        "target": "available_balance",
        "target_amount": "9000",
        "end_date": "2027-12-31",
    }
    watching = product.call("POST", "/goals", body).body["id"]
    writers = [Writer(runtime, goal, seed) for seed, runtime in enumerate(runtimes(product)[:4])]
    at_once([partial(writer.live, ROUNDS) for writer in writers])
    prove(product, goal, writers)
    assert stored(product, str(watching))[0].amount == 1000_00 - stored(product, goal)[0].amount


def test_one_key_sent_by_many_at_once_has_one_effect_and_one_answer(product: Product) -> None:
    goal = product.savings_goal(product.account(product.household()))

    def one(attempt: Attempt) -> Answer:
        outcome = record_action(attempt, goal, lambda _: ActionRequest(10_00, Direction.CREDIT))
        return Answer(201, str(outcome.made[1].number), outcome=outcome)

    for key in range(5):
        request = once(CLIENT, CLIENT, ANNA, "POST", str(key), "10")

        def ask(runtime: Runtime, request: Once = request) -> Answer:
            return run(runtime, CALLER, request, one)

        answers = at_once([partial(ask, runtime) for runtime in runtimes(product)])
        assert len({answer.body for answer in answers}) == 1
        assert sum("Idempotency-Replayed" not in answer.headers for answer in answers) == 1
    found, actions = stored(product, goal)
    assert (len(actions), found.amount) == (5, 50_00)
    product.audit()


def test_money_at_the_edge_of_a_period_counts_once_whoever_closes_it(product: Product) -> None:
    """T-46: writers before and after midnight, and closers, all at once, month after month."""
    goal = product.savings_goal(product.account(product.household()))
    number = number_in(goal) or 0
    shard = Shard(int(keys.due_shard(number).removeprefix("DUE#")))
    for _ in range(ROUNDS):
        midnight = stored(product, goal)[0].due_at
        assert midnight is not None
        before, after = SetClock(midnight), SetClock(midnight)
        before.forward(seconds=-1)
        writers = [runtime_of(product, before) for _ in range(3)]
        writers += [runtime_of(product, after) for _ in range(3)]
        closers = [runtime_of(product, after) for _ in range(2)]
        jobs: list[Callable[[], object]] = [partial(recorded, runtime, goal, 1_00) for runtime in writers]
        jobs += [partial(close_shard, runtime, shard, has_time=lambda: True) for runtime in closers]
        at_once(jobs)
        product.clock.instant = midnight
        product.audit()
    found, actions = stored(product, goal)
    assert (found.closed, len(actions), found.amount) == (ROUNDS, 6 * ROUNDS, 6 * ROUNDS * 1_00)
    shown = list(periods(found, goals.load_periods(product.table, (CLIENT, ANNA, number))))
    assert sum(period.amount for period in shown) == found.amount
    events = stream.events(product.client, product.table_name)
    stream.prove_sequences(events)
    closed = [event.data["period_index"] for event in events if event.name == "goal.period.closed"]
    assert closed == list(range(ROUNDS))


def test_corrections_of_closed_periods_meet_closers(product: Product) -> None:
    """Restating an old period while the present one closes: both are done, on top of each other."""
    goal = product.savings_goal(product.account(product.household()))
    numbers = []
    for _ in range(6):
        numbers.append(product.record(goal, "1").data["id"])
        product.clock.forward(seconds=1)
    number = number_in(goal) or 0
    shard = Shard(int(keys.due_shard(number).removeprefix("DUE#")))
    product.close_all(until="2027-02-01T00:00:00Z")
    for month in range(3):
        midnight = stored(product, goal)[0].due_at
        assert midnight is not None
        product.clock.instant = midnight
        made = runtimes(product)
        jobs: list[Callable[[], object]] = [
            partial(corrected, runtime, goal, action, (month + 2) * 100)
            for runtime, action in zip(made, numbers, strict=False)
        ]
        jobs.append(partial(close_shard, made[6], shard, has_time=lambda: True))
        at_once(jobs)
        product.audit()
    found, _ = stored(product, goal)
    assert (found.closed, found.amount) == (4, 6 * 4_00)
    stream.prove_sequences(stream.events(product.client, product.table_name))


def test_the_last_place_of_an_account_goes_to_one_goal(product: Product) -> None:
    account = product.account(product.household())
    for _ in range(MAX_SAVINGS_GOALS - 1):
        product.savings_goal(account)
    request = SavingsGoalRequest("One more", SavingsFigures(1200_00, 100_00))

    def create(runtime: Runtime) -> Goal | Conflicting:
        try:
            return perform(runtime, CALLER, lambda attempt: create_goal(attempt, account, lambda _: request))
        except Conflicting as refused:
            return refused

    outcomes = at_once([partial(create, runtime) for runtime in runtimes(product)])
    assert sum(isinstance(outcome, Goal) for outcome in outcomes) == 1
    product.audit()


def test_a_person_who_is_put_into_many_households_at_once_is_in_one(product: Product) -> None:
    anna = Client(ANNA, "Anna", "Gray", date(1988, 4, 12))
    settings = HouseholdSettings("Gray", "Europe/London", "GBP", "en_GB", 2, {})
    request = HouseholdRequest(settings, (anna,), ())

    def create(runtime: Runtime) -> Household | Refused:
        try:
            return perform(runtime, CALLER, partial(create_household, request=request))
        except Refused as refused:
            return refused

    outcomes = at_once([partial(create, runtime) for runtime in runtimes(product)])
    (created,) = [outcome for outcome in outcomes if isinstance(outcome, Household)]
    partitions = {item["PK"]["S"] for item in product.items() if "#H#" in item["PK"]["S"]}
    assert partitions == {f"T#{CLIENT}#H#{created.guid}"}


def test_a_goal_that_is_deleted_while_others_write_keeps_no_money(product: Product) -> None:
    goal = product.savings_goal(product.account(product.household(), value=100))
    made = runtimes(product)

    def record(runtime: Runtime) -> bool:
        try:
            recorded(runtime, goal, 1_00)
        except NotFound:
            return False
        return True

    jobs: list[Callable[[], object]] = [partial(record, runtime) for runtime in made[:7]]
    jobs.append(partial(perform, made[7], CALLER, partial(delete_savings_goal, goal_id=goal)))
    at_once(jobs)
    found, actions = stored(product, goal)
    assert found.amount == 1_00 * len(actions)
    (account,) = [a for a, _ in load_open(product.table, CLIENT, found.household) if a.number == found.account]
    assert (account.residual, account.savings_goals) == (100_00, 0)
    product.audit()
