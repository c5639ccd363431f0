"""What is measured where events are published: what became of goals, and how late partners hear of it."""

from typing import Any

import pytest

from savings.runtime import Handler, Runtime
from scheduler.publish import TRIES
from tests.integration.ledger.books import withdrawal
from tests.integration.scheduler.bus import Bus, news, send
from tests.measured import measured
from tests.product import ANNA, Product


def counted(capsys: pytest.CaptureFixture[str]) -> dict[str, int]:
    return {name: sum(values) for name, values in measured(capsys).items() if not name.endswith("Seconds")}


def three_months(product: Product, saved: str) -> None:
    """Live through a savings goal of 300.00 in three months."""
    account = product.account(product.household())
    plan = {"target_amount": {"value": "300"}, "recurrent_amount": {"value": "100"}, "target_date": "2027-03-31"}
    product.record(product.savings_goal(account, **plan), saved)
    product.close_all(until="2027-05-01T00:00:00Z")


@pytest.mark.usefixtures("bus")
@pytest.mark.parametrize(
    ("saved", "end"), [("300", {"GoalsAchieved": 1, "GoalsCompleted": 1}), ("299", {"GoalsFailed": 1})]
)
def test_what_becomes_of_a_goal_is_counted(
    product: Product, publish: Handler, capsys: pytest.CaptureFixture[str], saved: str, end: dict[str, int]
) -> None:
    three_months(product, saved)
    capsys.readouterr()
    send(publish, news(product))
    found = counted(capsys)
    assert found.pop("EventsPublished") > 10
    assert found == {"GoalsCreated": 1, "ActionsRecorded": 1, "PeriodsClosed": 3, **end}


@pytest.mark.usefixtures("bus")
def test_an_account_whose_residual_is_below_zero_is_counted(
    product: Product, publish: Handler, capsys: pytest.CaptureFixture[str]
) -> None:
    account = product.account(product.household(), value=100)
    product.record(product.savings_goal(account), "100")
    send(publish, news(product))
    assert "ResidualsNegative" not in counted(capsys)
    assert product.call("POST", "/transactions", withdrawal(account, 1, userId=ANNA)).status == 201
    send(publish, news(product)[-2:])
    assert counted(capsys)["ResidualsNegative"] == 1


def test_only_what_the_bus_has_taken_is_counted(
    product: Product, publish: Handler, bus: Bus, capsys: pytest.CaptureFixture[str]
) -> None:
    product.savings_goal(product.account(product.household()))
    [goal] = [record for record in news(product) if "GOAL#" in str(record["dynamodb"]["Keys"])]
    capsys.readouterr()
    bus.refuses.extend([{0, 1}] * TRIES)
    assert send(publish, [goal]) != []
    assert counted(capsys) == {}
    bus.refuses.extend([{0}])
    assert send(publish, [goal]) == []
    assert counted(capsys) == {"EventsPublished": 2, "GoalsCreated": 1}


@pytest.mark.parametrize(("ago", "lag"), [(3, [3]), (0, [0]), (-2, [0]), (None, None)])
def test_the_lag_is_from_the_change_in_the_table_until_the_bus_has_it(
    product: Product,
    publish: Handler,
    bus: Bus,
    runtime: Runtime,
    capsys: pytest.CaptureFixture[str],
    ago: int | None,
    lag: list[int] | None,
) -> None:
    """Clocks differ a little, and a record without an instant is published like any other."""
    product.household()
    record, _ = news(product)
    del record["dynamodb"]["ApproximateCreationDateTime"]
    if ago is not None:
        record["dynamodb"]["ApproximateCreationDateTime"] = runtime.clock.now().timestamp() - ago
    capsys.readouterr()
    assert send(publish, [record]) == []
    assert bus.names() == ["account.opened"]
    assert measured(capsys).get("PublishLagSeconds") == lag


def test_events_that_are_not_delivered_are_named_with_their_requests(
    product: Product, publish: Handler, bus: Bus, caplog: pytest.LogCaptureFixture
) -> None:
    made = product.call("POST", "/goals", _boat(product.account(product.household())))
    records = news(product)[-1:]
    bus.refuses.extend(["InternalException"])
    send(publish, records)
    [line] = [vars(record) for record in caplog.records if record.getMessage() == "undelivered"]
    assert [(one["event"], one["request_id"]) for one in line["events"]] == [
        ("goal.created", made.headers["X-Request-Id"]),
        ("goal.period.opened", made.headers["X-Request-Id"]),
    ]


def _boat(account: str) -> dict[str, Any]:
    plan = {"target": "amount", "target_amount": "1200.00", "period_amount": "100.00", "frequency": "monthly"}
    return {"name": "Boat", "account_id": account, "tracking_type": "credit", **plan}
