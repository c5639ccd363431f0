"""The auditor: what is broken is reported with its ids, what only moves never is, and a run costs what is stated."""

import json
from collections import Counter
from collections.abc import Callable
from typing import Any, Final

import pytest

from savings.deadline import TIMEOUTS, TO_ANSWER
from savings.ids import number_in
from savings.store.table import Contended
from savings.usecases import audit, integrity
from scheduler.audit import FOR_ONE, build
from tests.faults import THROTTLED, Faults
from tests.integration.ledger.books import Books, deposit
from tests.integration.scheduler.test_close import copy
from tests.product import ANNA, CLIENT, Context, Product
from tests.virtual import VirtualTime

pytestmark = pytest.mark.usefixtures("faults")

READ_UNITS: Final = 8
"""A goal with a few entries takes no more: itself, its periods, its account with ledger, and its owners' goals."""


@pytest.fixture
def product(product: Product, monkeypatch: pytest.MonkeyPatch) -> Product:
    """All functions over one new table whose due index has a single shard, through a watched client."""
    monkeypatch.setattr("savings.store.keys.SHARDS", 1)
    monkeypatch.setattr(audit, "SHARDS", 1)
    return product


class Auditor:
    """Runs of the auditor, with what they counted and what they said."""

    def __init__(self, product: Product, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture) -> None:
        self._product, self._capsys, self._caplog = product, capsys, caplog
        self._handler = build(product.runtime)
        self.counted: Counter[str] = Counter()
        self.said: list[dict[str, Any]] = []

    def run(self, number: int = 0, context: Context | None = None) -> None:
        """Run without anybody else, and write nothing."""
        with self._product.unchanged():
            self.run_beside_others(number, context)

    def run_beside_others(self, number: int = 0, context: Context | None = None) -> None:
        self._capsys.readouterr()
        self._caplog.clear()
        event = {"time": f"2027-01-01T00:{number:02}:00Z"}
        self._handler(event, context or Context())
        metrics = [json.loads(line) for line in self._capsys.readouterr().out.splitlines() if '"_aws"' in line]
        named = {one["Name"] for line in metrics for one in line["_aws"]["CloudWatchMetrics"][0]["Metrics"]}
        self.counted = Counter({name: sum(sum(line[name]) for line in metrics if name in line) for name in named})
        self.said = [vars(record) for record in self._caplog.records]

    def broken(self) -> set[str]:
        return {line["invariant"] for line in self.said if line["msg"] == "invariant broken"}

    def audited(self, runs: int) -> Counter[str]:
        """Run so often, and return how often each goal was read by itself."""
        found: Counter[str] = Counter()

        def hear(operation: str, request: dict[str, Any]) -> None:
            values = request.get("ExpressionAttributeValues", {})
            sort = values.get(":sk", {}).get("S", "")
            if operation == "Query" and sort.startswith("GOAL#") and sort != "GOAL#":
                found[f"{values[':pk']['S']} {sort}"] += 1

        self._product.wire.asked.append(hear)
        for number in range(runs):
            self.run(number)
        self._product.wire.asked.remove(hear)
        return found


@pytest.fixture
def auditor(product: Product, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture) -> Auditor:
    return Auditor(product, capsys, caplog)


@pytest.fixture
def goal(product: Product, account: str) -> str:
    """A savings goal with 150.00 in January and 40.00 in February, and goals of both other kinds beside it."""
    made = product.savings_goal(account)
    product.goal(account)
    product.goal(account, target="available_balance", target_amount="9000.00", period_amount="500.00")
    product.record(made, "150")
    Books(product).report(deposit(account, 20_00))
    product.clock.set("2027-02-10T10:00:00Z")
    product.record(made, "40")
    return made


def corrupt(product: Product, kind: str, name: str, by: int = 1) -> None:
    """Add something to a counter of the only item of its kind that has money in it."""
    items = [item for item in product.items() if item["SK"]["S"].startswith(kind) and item.get(name, {}).get("N")]
    item = max(items, key=lambda item: item.get("savings_goals", {"N": "0"})["N"] + item.get("by", {"S": ""})["S"][:1])
    item[name]["N"] = str(int(item[name]["N"]) + by)
    product.client.put_item(TableName=product.table_name, Item=item)


def test_a_run_counts_what_it_proved_and_reports_nothing_that_holds(auditor: Auditor, goal: str) -> None:
    auditor.run()
    assert auditor.counted == {"AuditedGoals": 3, "AuditedAccounts": 1}
    assert auditor.said == []


@pytest.mark.parametrize(
    ("kind", "counter", "broken"),
    [
        ("GOAL#", "ct", {"closed_targets_are_counted"}),
        ("PERIOD#", "amount", {"amount_is_the_sum_of_its_periods", "period_amounts_are_the_sums_of_their_entries"}),
        ("ACTION#", "amount", {"amount_is_the_sum_of_its_entries", "period_amounts_are_the_sums_of_their_entries"}),
        ("ENTRY#", "amount", {"balance_is_the_sum_of_its_entries"}),
        ("ACCOUNT#", "balance", {"balance_is_the_sum_of_its_entries", "residual_is_what_no_goal_holds"}),
        ("ACCOUNT#", "residual", {"residual_is_what_no_goal_holds", "goals_on_its_balance_show_it"}),
        ("ACCOUNT#", "savings_goals", {"open_savings_goals_are_counted"}),
    ],
)
def test_a_counter_that_drifted_is_reported(
    product: Product, auditor: Auditor, goal: str, kind: str, counter: str, broken: set[str]
) -> None:
    corrupt(product, kind, counter)
    auditor.run()
    assert auditor.broken() >= broken
    assert auditor.counted["InvariantsBroken"] == len(auditor.said)


def test_a_report_names_the_goal_and_its_account_and_has_no_figures(
    product: Product, auditor: Auditor, household: dict[str, Any], account: str
) -> None:
    goal = product.savings_goal(account)
    corrupt(product, "ACCOUNT#", "residual", by=12_345)
    auditor.run()
    (said,) = auditor.said
    assert (said["tenant"], said["customer"], said["goal"]) == (CLIENT, ANNA, number_in(goal))
    assert (said["household"], said["account"]) == (household["HouseholdGUID"], number_in(account))
    assert (said["number"], said["invariant"]) == (2, "residual_is_what_no_goal_holds")
    assert "345" not in json.dumps({**said, "goal": 0, "account": 0}, default=str)


def test_a_goal_that_is_overdue_is_no_fault(product: Product, auditor: Auditor, goal: str) -> None:
    product.clock.set("2027-09-10T10:00:00Z")
    auditor.run()
    assert (auditor.counted["AuditedGoals"], auditor.said) == (3, [])


MEANWHILE: Final[dict[str, Callable[[Product, str, str], object]]] = {
    "an action": lambda product, goal, account: product.record(goal, "6"),
    "a deposit": lambda product, goal, account: Books(product).report(deposit(account, 9_00)),
    "a new savings goal": lambda product, goal, account: product.savings_goal(account),
    "a new goal on the balance": lambda product, goal, account: product.goal(
        account, target="current_balance", target_amount="9000.00", period_amount="500.00"
    ),
    "a goal that is given up": lambda product, goal, account: product.call("DELETE", f"/goals/v1/savings/{goal}"),
    "a close": lambda product, goal, account: product.close_all(until="2027-03-01T00:00:00Z", shards=[0]),
}


@pytest.mark.parametrize("what", MEANWHILE)
@pytest.mark.parametrize("reads", range(1, 9))
def test_what_moves_while_it_is_audited_is_no_fault(
    product: Product, auditor: Auditor, faults: Faults, account: str, goal: str, reads: int, what: str
) -> None:
    for _ in range(reads):
        faults.meanwhile("Query", lambda: None)
    faults.meanwhile("Query", lambda: MEANWHILE[what](product, goal, account))
    auditor.run_beside_others()
    assert faults.are_over
    assert (auditor.counted["AuditedGoals"], auditor.said) == (3, [])


def test_a_goal_that_never_rests_is_postponed(
    product: Product, auditor: Auditor, account: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    product.savings_goal(account)

    def restless(*_: object, **__: object) -> None:
        raise Contended("integrity")

    monkeypatch.setattr("savings.usecases.audit.check_goal", restless)
    auditor.run()
    assert auditor.counted == {"AuditsPostponed": 1}


def test_a_goal_that_cannot_be_read_is_counted_and_stops_no_other(
    product: Product, auditor: Auditor, goal: str
) -> None:
    """An unreadable one, and one whose account is gone."""
    unreadable, lost, *_ = [item for item in product.items() if item["SK"]["S"].startswith("GOAL#")]
    unreadable["st"]["S"] = "asleep"
    lost["ac"]["N"] = "4096"
    for item in (unreadable, lost):
        product.client.put_item(TableName=product.table_name, Item=item)
    auditor.run()
    assert auditor.counted["AuditFailures"] >= 2
    assert {line["msg"] for line in auditor.said} == {"not audited"}
    assert {line["goal"] for line in auditor.said} >= {unreadable["SK"]["S"], lost["SK"]["S"]}


def test_each_goal_has_its_turn(product: Product, auditor: Auditor, account: str, monkeypatch: Any) -> None:
    """Eleven goals, four a run: after three runs each was proven once, and the fourth begins anew."""
    goal = product.savings_goal(account)
    copy(product, goal, 10)
    monkeypatch.setattr(audit, "GOALS", 4)
    monkeypatch.setattr(audit, "PAGE", 3)
    proven = auditor.audited(runs=3)
    assert (len(proven), set(proven.values())) == (11, {1})
    assert set(auditor.audited(runs=1)) < set(proven)


def test_the_runs_take_the_shards_in_turn(product: Product, auditor: Auditor, monkeypatch: Any) -> None:
    monkeypatch.setattr(audit, "SHARDS", 4)
    shards: list[str] = []

    def hear(operation: str, request: dict[str, Any]) -> None:
        if "IndexName" in request:
            shards.append(request["ExpressionAttributeValues"][":shard"]["S"])

    product.wire.asked.append(hear)
    for number in range(8):
        auditor.run(number)
    assert sorted(shards) == sorted([f"DUE#{shard:02}" for shard in range(4)] * 2)
    assert len(set(shards[:4])) == 4


def test_the_schedule_numbers_the_runs(product: Product, monkeypatch: pytest.MonkeyPatch) -> None:
    numbers: list[int] = []

    def run(_: object, number: int, *, has_time: Callable[[], bool]) -> int:
        numbers.append(number)
        return 7

    monkeypatch.setattr("scheduler.audit.audit", run)
    handler = build(product.runtime)
    for time in ("2027-01-01T00:07:00Z", "2027-01-01T00:22:00Z", "2027-01-01T00:37:00Z"):
        handler({"time": time, "minutes": 15}, Context())
    assert [number - numbers[0] for number in numbers] == [0, 1, 2]
    assert handler({}, Context()) == {"number": numbers[-1], "goals": 7}
    assert numbers[-1] == int(product.clock.now().timestamp()) // 60


def test_a_run_costs_what_its_goals_do(product: Product, auditor: Auditor, account: str, faults: Faults) -> None:
    """However many goals there are: so many of them, each in six reads, and one read of the keys per thousand."""
    goal = product.savings_goal(account)
    product.record(goal, "150")
    copy(product, goal, 60)
    product.meter.watch(product.wire)
    product.meter.reset()
    faults.calls.clear()
    auditor.run_beside_others()
    assert auditor.counted["AuditedGoals"] == 21
    assert product.meter.written == 0
    calls = Counter(product.meter.calls)
    assert calls["Query"] <= 1 + 21 * 6
    assert calls["GetItem"] + calls["Query"] == calls.total()
    assert product.meter.read <= 3 + 21 * READ_UNITS


def test_no_run_proves_more_goals_than_stated(product: Product, auditor: Auditor, account: str) -> None:
    goal = product.savings_goal(account)
    for count in (audit.GOALS - 1, 1, audit.GOALS):
        copy(product, goal, count)
        assert sum(auditor.audited(runs=1).values()) <= audit.GOALS


def test_a_shard_that_is_too_long_is_read_so_far(
    product: Product, auditor: Auditor, account: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy(product, product.savings_goal(account), 9)
    monkeypatch.setattr(audit, "PAGE", 3)
    monkeypatch.setattr(audit, "PAGES", 2)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("savings.observability.logger.level", 20)
        auditor.run()
    assert auditor.counted["AuditedGoals"] == 6


def test_a_history_that_is_too_long_is_cut_short_and_counted(
    product: Product, auditor: Auditor, account: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What does not depend on all entries is checked all the same."""
    goal = product.savings_goal(account)
    for _ in range(9):
        product.record(goal, "1")
    monkeypatch.setattr(integrity, "AT_ONCE", 2)
    monkeypatch.setattr(audit, "ENTRIES", 4)
    entries: list[int] = []
    product.wire.answered.append(
        lambda _, request, answer: entries.append(
            sum(item["SK"]["S"].startswith(("ACTION#", "ENTRY#")) for item in answer.get("Items", []))
        )
    )
    auditor.run_beside_others()
    assert auditor.counted == {"AuditedGoals": 1, "AuditsCutShort": 1, "AuditedAccounts": 1}
    assert sum(entries) == 4
    corrupt(product, "GOAL#", "am")
    auditor.run()
    assert auditor.broken() == {"amount_is_the_sum_of_its_periods"}


def test_a_run_ends_in_its_time(product: Product, auditor: Auditor, account: str) -> None:
    """Each call takes two seconds: what is not proven then has its turn another time."""
    copy(product, product.savings_goal(account), 20)
    time, timeout = VirtualTime(), TIMEOUTS["audit"] * 1000
    product.wire.asked.append(lambda *_: time.wait(2_000))
    auditor.run(context=time.invocation(timeout))
    assert 1 < auditor.counted["AuditedGoals"] < 6
    assert time.now <= timeout - TO_ANSWER
    assert timeout / 2 > FOR_ONE


def test_keys_are_read_again_where_the_table_is_in_the_way(auditor: Auditor, goal: str, faults: Faults) -> None:
    faults.refuse("Query", THROTTLED, times=2)
    auditor.run()
    assert auditor.counted["AuditedGoals"] == 3
