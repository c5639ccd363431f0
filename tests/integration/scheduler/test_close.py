"""The closer: everything due in a shard, in order, each thing by itself, and the rest handed on in time."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from threading import Barrier
from typing import Any

import boto3
import pytest
from moto import mock_aws

from savings.deadline import TIMEOUTS, TO_ANSWER
from savings.ids import number_in
from savings.runtime import Runtime
from savings.store import goals, keys
from savings.store.table import Key
from savings.usecases import due
from scheduler.close import FOR_ONE, TO_HAND_OVER, build
from tests import stream
from tests.engines import REGION
from tests.faults import CANCELLED, THROTTLED, Faults
from tests.product import ANNA, CLIENT, Context, Product
from tests.virtual import VirtualTime

pytestmark = pytest.mark.usefixtures("faults")

IN_TIME = TO_ANSWER + TO_HAND_OVER + FOR_ONE
SHORT = IN_TIME - 1
JANUARY_IS_OVER = "2027-02-01T00:00:00Z"


@pytest.fixture
def product(product: Product, monkeypatch: pytest.MonkeyPatch) -> Product:
    """All functions over one new table whose due index has a single shard, through a watched client."""
    monkeypatch.setattr("savings.store.keys.SHARDS", 1)
    return product


@pytest.fixture
def queue() -> Iterator[str]:
    """The address of a FIFO queue; nothing but SQS is mocked."""
    with mock_aws(config={"core": {"service_whitelist": ["sqs"]}}):
        made = boto3.client("sqs", region_name=REGION).create_queue(
            QueueName="close.fifo", Attributes={"FifoQueue": "true"}
        )
        yield made["QueueUrl"]


def savings_goals(product: Product, count: int) -> list[str]:
    """Make so many savings goals over January to March 2027, 40 to an account."""
    household = product.household()
    accounts = [product.account(household) for _ in range((count + 39) // 40)]
    return [product.savings_goal(accounts[at // 40], **QUARTER) for at in range(count)]


QUARTER = {
    "target_amount": {"value": "300"},
    "recurrent_amount": {"value": "100"},
    "target_date": "2027-03-31",
}


def close(product: Product, until: str = JANUARY_IS_OVER) -> None:
    product.close_all(until=until, shards=[0])


def closed(product: Product, goal: str) -> int:
    found = goals.load(product.table, CLIENT, ANNA, number_in(goal) or 0)
    assert found is not None
    return found.closed


def places_due(product: Product) -> list[str]:
    """The things in the index, earliest first."""
    page = product.table.query_due(keys.shard_name(0), "9", limit=1000)
    return [item["due_at"] for item in page.items]


def record(body: dict[str, Any], number: int = 0) -> dict[str, Any]:
    return {
        "messageId": f"message-{number}",
        "body": json.dumps(body),
        "eventSource": "aws:sqs",
        "attributes": {"MessageGroupId": str(body["shard"])},
    }


def said(product: Product) -> list[str]:
    """The names of all events so far, with the index of the period that they are about."""
    return [
        event.name + (f" {event.data['period_index']}" if "period_index" in event.data else "")
        for event in stream.events(product.client, product.table_name)
        if event.name.startswith("goal.")
    ]


@pytest.fixture
def one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have things closed one after another, so that a test knows whom a fault or the end of the time meets."""
    monkeypatch.setattr(due, "MOST_AT_ONCE", 1)


def test_fewer_are_closed_side_by_side_while_the_table_is_in_the_way_and_more_again_after(
    product: Product, faults: Faults, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = savings_goals(product, 60)
    groups: list[int] = []

    side_by_side = Runtime.side_by_side

    def counted(runtime: Runtime, work: Any, on: list[list[Any]]) -> list[Any]:
        groups.append(sum(map(len, on)))
        return side_by_side(runtime, work, on)

    monkeypatch.setattr(Runtime, "side_by_side", counted)
    faults.refuse("PutItem", THROTTLED)
    close(product)
    assert groups == [16, 8, 9, 10, 11, 6]
    assert {closed(product, goal) for goal in made} == {1}
    product.audit()


def test_goals_of_several_customers_are_closed_side_by_side_and_those_of_one_in_order(product: Product) -> None:
    """None of the customers' first writes gets through before all have set out."""
    made = savings_goals(product, 2)
    copy(product, made[0], 3)
    meeting, written = Barrier(4, timeout=20), Counter[str]()

    def wait(operation: str, request: Any) -> None:
        if operation == "PutItem":
            customer = request["Item"]["PK"]["S"].split("#")[3]
            written[customer] += 1
            if written[customer] == 1:
                meeting.wait()

    product.wire.asked.append(wait)
    close(product)
    assert sorted(written.values()) == [2, 2, 2, 4]
    assert all(place.startswith("2027-03-01") for place in places_due(product))


def test_nothing_closes_a_second_too_early(product: Product) -> None:
    (goal,) = savings_goals(product, 1)
    close(product, "2027-01-31T23:59:59Z")
    assert closed(product, goal) == 0
    close(product, JANUARY_IS_OVER)
    assert closed(product, goal) == 1


def test_more_than_one_page_is_read_and_closed_page_by_page(product: Product, faults: Faults) -> None:
    made = savings_goals(product, 105)
    faults.calls.clear()
    close(product)
    assert faults.calls.count("Query") == 2
    assert faults.calls.count("BatchGetItem") == 2
    assert {closed(product, goal) for goal in made} == {1}
    assert all(place.startswith("2027-03-01") for place in places_due(product))
    product.audit()


def test_the_rest_is_handed_on_when_time_runs_out(
    product: Product, queue: str, faults: Faults, one_by_one: None
) -> None:
    """One goal is done, the message carries on behind it, and the next worker does the remaining four."""
    made = savings_goals(product, 5)
    product.clock.set(JANUARY_IS_OVER)
    runtime = handing_on(product, queue)
    handler = build(runtime)
    answer = handler({"Records": [record({"shard": 0, "tick": "t"})]}, Context(lambda: SHORT))
    assert answer == {"batchItemFailures": []}
    assert sum(closed(product, goal) for goal in made) == 1
    message = waiting(runtime, queue)
    body = json.loads(message["Body"])
    assert (body["shard"], body["tick"], set(body["cursor"])) == (0, "t", {"PK", "SK", "due_shard", "due_at"})
    assert message["Attributes"]["MessageGroupId"] == "0"
    assert message["Attributes"]["MessageDeduplicationId"].startswith("0@t@2027-02-01")
    faults.calls.clear()
    assert handler({"Records": [record(body)]}, Context(lambda: IN_TIME)) == {"batchItemFailures": []}
    assert faults.calls.count("Query") == 1
    assert {closed(product, goal) for goal in made} == {1}


def waiting(runtime: Runtime, queue: str) -> Any:
    """Take the one message that waits in the queue."""
    (message,) = runtime.queue.receive_message(QueueUrl=queue, MessageSystemAttributeNames=["All"])["Messages"]
    runtime.queue.delete_message(QueueUrl=queue, ReceiptHandle=message["ReceiptHandle"])
    return message


def test_a_shard_of_two_minutes_is_closed_by_workers_who_all_end_in_time(
    product: Product, queue: str, faults: Faults
) -> None:
    """Regression: ten shards an invocation and a look at the time every hundred goals ended in the dead-letter queue.

    400 goals at 150 ms a call, in virtual time, are as 2,000 at 30 ms.
    """
    (goal,) = savings_goals(product, 1)
    copy(product, goal, 399)
    product.clock.set(JANUARY_IS_OVER)
    runtime, time = handing_on(product, queue), VirtualTime()
    product.wire.asked.insert(0, lambda *_: time.wait(150))
    handler, body, workers = build(runtime), {"shard": 0, "tick": "t"}, []
    while body:
        began = time.now
        context = time.invocation(TIMEOUTS["close"] * 1000)
        assert handler({"Records": [record(body)]}, context) == {"batchItemFailures": []}
        workers.append(time.now - began)
        assert time.now - began <= TIMEOUTS["close"] * 1000 - TO_ANSWER - TO_HAND_OVER
        waits = runtime.queue.get_queue_attributes(QueueUrl=queue, AttributeNames=["ApproximateNumberOfMessages"])
        body = (
            json.loads(waiting(runtime, queue)["Body"])
            if int(waits["Attributes"]["ApproximateNumberOfMessages"])
            else {}
        )
    assert len(workers) == 13
    assert faults.calls.count("PutItem") == 2 * 400
    goals_now = [item for item in product.items() if item["SK"]["S"].startswith("GOAL#")]
    assert {item["cl"]["N"] for item in goals_now} == {"1"}
    assert len(goals_now) == 400


def copy(product: Product, goal: str, times: int) -> None:
    """Put copies of a goal into the table, as goals of other customers."""
    found = [item for item in product.items() if item["SK"]["S"] == f"GOAL#{number_in(goal):016d}"]
    made = [{**found[0], "PK": {"S": f"T#{CLIENT}#C#{number:08}{ANNA[8:]}"}} for number in range(times)]
    for start in range(0, times, 25):
        requests: Any = [{"PutRequest": {"Item": item}} for item in made[start : start + 25]]
        product.client.batch_write_item(RequestItems={product.table_name: requests})


def handing_on(product: Product, queue: str) -> Runtime:
    runtime = replace(product.runtime, settings=replace(product.runtime.settings, close_queue_url=queue))
    vars(runtime)["table"] = product.table
    return runtime


def test_a_rest_that_the_queue_does_not_take_fails_the_message(product: Product, queue: str, one_by_one: None) -> None:
    """The message comes again: what is closed is closed, and the rest is not forgotten."""
    made = savings_goals(product, 2)
    product.clock.set(JANUARY_IS_OVER)
    runtime = handing_on(product, queue)

    def refuse(parsed: dict[str, Any], **_: object) -> None:
        parsed["Failed"] = [{**parsed.pop("Successful")[0], "Code": "X", "Message": "unwell"}]
        parsed["Successful"] = []

    runtime.queue.meta.events.register("after-call.sqs.SendMessageBatch", refuse)
    handler = build(runtime)
    event = {"Records": [record({"shard": 0, "tick": "t"}), record({"shard": 7, "tick": "t"}, 1)]}
    answer = handler(event, Context(lambda: SHORT))
    assert answer == {"batchItemFailures": [{"itemIdentifier": "message-0"}]}
    assert sum(closed(product, goal) for goal in made) == 1


def test_an_empty_shard_costs_one_query(product: Product, faults: Faults) -> None:
    savings_goals(product, 1)
    faults.calls.clear()
    product.close_all(shards=range(10))
    assert faults.calls == ["Query"] * 10


def test_a_backlog_closes_in_order_each_period_at_its_own_instant(product: Product) -> None:
    """T-52: nobody swept from January to May; partners hear what they would have heard."""
    savings_goals(product, 1)
    close(product, "2027-05-01T00:00:00Z")
    assert said(product) == [
        *("goal.created", "goal.period.opened 0"),
        *("goal.period.closed 0", "goal.period.opened 1"),
        *("goal.period.closed 1", "goal.period.opened 2"),
        *("goal.period.closed 2", "goal.finalising"),
        "goal.failed",
    ]
    every = stream.events(product.client, product.table_name)
    stream.prove_sequences(every)
    times = {event.name: event.time.isoformat() for event in every}
    assert times["goal.period.closed"] == "2027-03-31T23:00:00+00:00"  # summer time has begun in London
    assert times["goal.failed"] == "2027-04-02T23:00:00+00:00"
    assert places_due(product) == []
    product.audit()


def close_one(product: Product, key: Key) -> None:
    due._close(product.runtime, key, product.table.batch_get([key]))


def test_a_late_sweep_ends_as_punctual_ones_do(product: Product) -> None:
    late, punctual = savings_goals(product, 2)
    figures = {}
    for instant in ("2027-02-01T00:00:00Z", "2027-03-01T00:00:00Z", "2027-04-01T00:00:00Z", "2027-05-01T00:00:00Z"):
        product.clock.set(instant)
        close_one(product, keys.goal(CLIENT, ANNA, number_in(punctual) or 0))
    close(product, "2027-05-01T00:00:00Z")
    for goal in (late, punctual):
        found = goals.load(product.table, CLIENT, ANNA, number_in(goal) or 0)
        assert found is not None
        stored = goals.load_periods(product.table, (CLIENT, ANNA, found.id))
        figures[goal] = replace(found, id=0), stored
    assert figures[late] == figures[punctual]


def test_a_sweep_that_runs_twice_changes_nothing_more(product: Product) -> None:
    savings_goals(product, 3)
    close(product)
    before = product.items()
    close(product)
    assert product.items() == before


def test_two_messages_of_one_shard_in_a_batch_close_once(product: Product) -> None:
    (goal,) = savings_goals(product, 1)
    product.clock.set(JANUARY_IS_OVER)
    records = [record({"shard": 0, "tick": tick}, at) for at, tick in enumerate("ab")]
    assert product.close_handler({"Records": records}, Context()) == {"batchItemFailures": []}
    assert closed(product, goal) == 1
    assert said(product).count("goal.period.closed 0") == 1


def test_a_goal_that_cannot_be_read_stops_no_other_and_stays_in_the_index(product: Product) -> None:
    made = savings_goals(product, 5)
    key = keys.goal(CLIENT, ANNA, number_in(made[2]) or 0)
    product.client.update_item(
        TableName=product.table_name,
        Key={"PK": {"S": key[0]}, "SK": {"S": key[1]}},
        UpdateExpression="REMOVE cy",
    )
    close(product)
    others = [goal for goal in made if goal != made[2]]
    assert {closed(product, goal) for goal in others} == {1}
    (waiting,) = [place for place in places_due(product) if place <= f"{JANUARY_IS_OVER}~"]
    assert str(number_in(made[2])) in waiting


def test_a_goal_that_cannot_be_written_stops_no_other_and_is_tried_again_by_the_next_enqueue(
    product: Product, faults: Faults
) -> None:
    made = savings_goals(product, 5)
    faults.refuse("PutItem", "AccessDeniedException")
    close(product)
    assert sorted(closed(product, goal) for goal in made) == [0, 1, 1, 1, 1]
    close(product)
    assert [closed(product, goal) for goal in made] == [1] * 5
    assert said(product).count("goal.period.closed 0") == 5


def test_a_goal_that_meets_other_writers_is_read_again_and_closed(product: Product, faults: Faults) -> None:
    """Its money came in the last second of the month, by a writer that has not seen midnight yet."""
    (goal,) = savings_goals(product, 1)

    def in_the_last_second() -> None:
        product.clock.set("2027-01-31T23:59:59Z")
        assert product.record(goal, "5").status == 201
        product.clock.set(JANUARY_IS_OVER)

    faults.meanwhile("PutItem", in_the_last_second)
    close(product)
    assert closed(product, goal) == 1
    periods = product.call("GET", f"/goals/{goal}/periods").body
    assert [period["current_amount"] for period in periods] == ["5.00", "0.00", "0.00"]
    product.audit()


def test_a_goal_that_meets_other_writers_too_often_is_left_for_the_next_run(
    product: Product, faults: Faults, one_by_one: None
) -> None:
    made = savings_goals(product, 3)
    faults.refuse("PutItem", THROTTLED, times=due.TRIES)
    close(product)
    assert faults.are_over
    assert sorted(closed(product, goal) for goal in made) == [0, 1, 1]
    close(product)
    assert [closed(product, goal) for goal in made] == [1, 1, 1]


def test_an_end_that_meets_a_conflict_on_the_account_is_tried_again(product: Product, faults: Faults) -> None:
    (goal,) = savings_goals(product, 1)
    close(product, "2027-04-01T00:00:00Z")
    faults.refuse("TransactWriteItems", CANCELLED, "None", "TransactionConflict", times=2)
    close(product, "2027-04-03T00:00:00Z")
    assert product.call("GET", f"/goals/{goal}").body["status"] == "failed"
    assert faults.are_over
    product.audit()


def test_a_shard_that_cannot_be_read_comes_again_and_stops_no_other(product: Product, faults: Faults) -> None:
    (goal,) = savings_goals(product, 1)
    product.clock.set(JANUARY_IS_OVER)
    faults.refuse("Query", THROTTLED, times=due.TRIES)
    records = [record({"shard": shard, "tick": "t"}, at) for at, shard in enumerate((7, 7, 0))]
    answer = product.close_handler({"Records": records}, Context())
    failed = {failure["itemIdentifier"] for failure in answer["batchItemFailures"]}
    assert failed == {"message-0", "message-1"}, "a later message of the same shard waits for the earlier one"
    assert closed(product, goal) == 1


def test_a_shard_that_is_throttled_for_a_moment_is_read_by_the_same_worker(product: Product, faults: Faults) -> None:
    (goal,) = savings_goals(product, 1)
    faults.refuse("Query", THROTTLED, times=2)
    faults.refuse("BatchGetItem", THROTTLED)
    close(product)
    assert faults.are_over
    assert closed(product, goal) == 1


def test_a_write_whose_answer_gets_lost_closes_once(product: Product, faults: Faults) -> None:
    (goal,) = savings_goals(product, 1)
    for _ in range(2):
        faults.lose("PutItem", "InternalServerError")
    close(product)
    assert closed(product, goal) == 1
    assert said(product).count("goal.period.closed 0") == 1
    product.audit()


def test_a_goal_starts_and_ends_by_time_alone(product: Product) -> None:
    account = product.account(product.household())
    body = {
        "name": "Roof",
        "account_id": account,
        "tracking_type": "credit",
        "frequency": "monthly",
        "target": "amount",
        "target_amount": "100",
        "start_amount": "100",
        "start_date": "2027-02-01",
        "end_date": "2027-02-28",
    }
    goal = product.call("POST", "/goals", body).body["id"]
    seen = []
    for instant in ("2027-02-01T00:00:00Z", "2027-03-01T00:00:00Z", "2027-03-03T00:00:00Z", "2027-04-01T00:00:00Z"):
        close(product, instant)
        (item,) = [item for item in product.items() if item["SK"]["S"] == keys.goal(CLIENT, ANNA, goal)[1]]
        seen.append(item["st"]["S"])
    assert seen == ["active", "finalising", "completed", "completed"]
    assert places_due(product) == []


def test_a_cancelled_goal_is_not_touched_by_time(product: Product) -> None:
    (goal,) = savings_goals(product, 1)
    assert product.call("DELETE", f"/goals/v1/savings/{goal}").status == 204
    before = product.items()
    close(product, "2028-01-01T00:00:00Z")
    assert product.items() == before
