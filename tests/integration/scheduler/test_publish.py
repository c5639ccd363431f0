"""The publisher: every note of the stream reaches the bus as CloudEvents, once per change however often it is sent."""

import copy
import json
import threading
from datetime import UTC, datetime
from typing import Any

import jsonschema
import pytest

from savings.deadline import TIMEOUTS, TO_ANSWER
from savings.domain.calendar import instant
from savings.observability import Failed
from savings.runtime import Handler, Runtime
from savings.store.stream import events_of
from scheduler.publish import AT_ONCE, TRIES
from tests import stream
from tests.integration.scheduler.bus import Bus, news, send
from tests.product import ANNA, Product
from tests.virtual import VirtualTime

CLOUD_EVENT = {
    "type": "object",
    "required": ["specversion", "id", "source", "type", "subject", "time", "datacontenttype", "sequence", "data"],
    "properties": {
        "specversion": {"const": "1.0"},
        "id": {"type": "string", "pattern": "^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$"},
        "source": {"type": "string", "pattern": "^/savings\\.goals/[^/]+$"},
        "type": {"type": "string", "pattern": "^savings\\.goals\\.[a-z.]+\\.v1$"},
        "subject": {"type": "string", "pattern": "^[0-9a-f-]{36}$"},
        "time": {"type": "string", "pattern": "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}Z$"},
        "datacontenttype": {"const": "application/json"},
        "sequence": {"type": "string", "pattern": "^[0-9]{12}$"},
        "data": {"type": "object"},
    },
    "patternProperties": {"^[a-z0-9]{1,20}$": {}},
    "additionalProperties": False,
}
"""CloudEvents 1.0: required attributes, and names of lower-case letters and digits, extensions among them."""

MOST_OF_AN_ENTRY = 256 * 1024


def number(record: dict[str, Any]) -> str:
    return str(record["dynamodb"]["SequenceNumber"])


def kind(record: dict[str, Any]) -> str:
    """Which kind of item a record is of: what its sort key says before the first number or GUID."""
    parts = record["dynamodb"]["Keys"]["SK"]["S"].split("#")
    return "#".join(part for part in parts if part.isupper())


def left_over(runtime: Runtime) -> list[Any]:
    answer = runtime.queue.receive_message(QueueUrl=runtime.settings.publish_dlq_url, MaxNumberOfMessages=10)
    return [json.loads(message["Body"]) for message in answer.get("Messages", [])]


def subject(record: dict[str, Any]) -> str:
    """Return what the events of a record are about, as they name it."""
    details = [event.envelope() for event in events_of(record)]
    return str(details[0]["subject"])


def new_goals(product: Product, count: int) -> list[str]:
    account = product.account(product.household())
    return [product.savings_goal(account) for _ in range(count)]


def a_quarter(product: Product) -> str:
    """Live through a savings goal of three months, with a restatement."""
    goal = product.savings_goal(
        product.account(product.household()),
        target_amount={"value": "300"},
        recurrent_amount={"value": "100"},
        target_date="2027-03-31",
    )
    action = product.record(goal, "40").data["id"]
    product.close_all(until="2027-02-01T00:00:00Z")
    product.call("PATCH", f"/goals/v1/savings/{goal}/actions/{action}", {"amount": {"value": "300"}})
    product.close_all(until="2027-05-01T00:00:00Z")
    return goal


def test_a_goals_life_is_reported_in_order_as_cloud_events(product: Product, publish: Handler, bus: Bus) -> None:
    goal = a_quarter(product)
    assert send(publish, news(product)) == []
    for entry, detail in zip(bus.taken, bus.details, strict=True):
        jsonschema.validate(detail, CLOUD_EVENT)
        assert len(json.dumps(entry, default=str)) < MOST_OF_AN_ENTRY
        assert (entry["EventBusName"], entry["Source"]) == ("savings", "savings.goals")
        assert instant(entry["Time"]) == detail["time"]
        assert detail["type"] == f"savings.goals.{entry['DetailType']}.v1"
    mine = [detail for detail in bus.details if detail["subject"] == goal]
    assert [detail["type"].removeprefix("savings.goals.").removesuffix(".v1") for detail in mine] == [
        *("goal.created", "goal.period.opened", "action.created"),
        *("goal.period.closed", "goal.period.opened"),
        *("action.updated", "goal.period.restated"),
        *["goal.milestone.reached"] * 4,
        "goal.achieved",
        *("goal.period.closed", "goal.period.opened"),
        *("goal.period.closed", "goal.finalising"),
        "goal.completed",
    ]
    assert [int(detail["sequence"]) for detail in mine] == list(range(1, len(mine) + 1))
    assert mine[-1]["data"]["current_amount"] == {"currency": "GBP", "value": "300.00"}


def test_household_and_account_tell_of_themselves(product: Product, publish: Handler, bus: Bus) -> None:
    household = product.household()
    account = product.account(household, value=100)
    goal = product.savings_goal(account)
    product.record(goal, "40")
    product.call("DELETE", f"/goals/v1/savings/{goal}")
    send(publish, news(product))
    by_subject: dict[str, list[tuple[str, int]]] = {}
    for entry, detail in zip(bus.taken, bus.details, strict=True):
        by_subject.setdefault(detail["subject"], []).append((entry["DetailType"], int(detail["sequence"])))
    assert by_subject[household["HouseholdGUID"]] == [("household.created", 1)]
    assert by_subject[account] == [
        *(("account.opened", 1), ("account.residual.changed", 2), ("account.residual.changed", 3)),
    ]
    residuals = [detail["data"]["residual"]["value"] for detail in bus.details if detail["subject"] == account]
    assert residuals == ["100.00", "60.00", "100.00"]


def test_events_carry_no_names_and_no_free_text(product: Product, publish: Handler, bus: Bus) -> None:
    household = product.household(HouseholdLabel="The Grays of Ullapool")
    account = product.account(household, SavingsDescription="Rainy days fund")
    goal = product.savings_goal(account, name="Surprise for Ben")
    product.call("PUT", f"/goals/{goal}", {"description": "psst", "metadata": {"secret": "word"}})
    send(publish, news(product))
    assert {"household.created", "account.opened", "goal.updated"} <= set(bus.names())
    for text in ("Gray", "Ullapool", "Rainy", "Surprise", "Ben", "psst", "word", "Anna"):
        assert text not in json.dumps(bus.details)


def test_a_record_that_comes_again_makes_the_same_events(product: Product, publish: Handler, bus: Bus) -> None:
    """T-47: at least once, with one id per change."""
    a_quarter(product)
    send(publish, news(product))
    first = bus.details
    send(publish, news(product))
    assert bus.details == first + first
    assert len({detail["id"] for detail in first}) == len(first)


def test_no_two_events_share_an_id(product: Product, publish: Handler, bus: Bus) -> None:
    """Two tenants with a customer of the same GUID, and two goals each."""
    claims = {"client_id": "other-app", "sub": "other-app"}
    person = {"ClientGUID": ANNA, "FirstName": "Anna", "LastName": "Gray", "DateOfBirth": "1988-04-12"}
    body = {"TimeZone": "Europe/London", "Currency": "GBP", "Clients": [person]}
    assert (
        product.call("POST", "/api/v2/household", body, claims=claims, headers={"X-Client-Id": "other-app"}).status
        == 201
    )
    account = product.account(product.household())
    for _ in range(2):
        product.savings_goal(account)
    send(publish, news(product))
    assert {detail["tenantid"] for detail in bus.details} == {"demo-app", "other-app"}
    assert len({detail["id"] for detail in bus.details}) == len(bus.details)


def backdated(product: Product, **options: Any) -> dict[str, Any]:
    body = {
        "name": "Roof",
        "account_id": product.account(product.household()),
        "tracking_type": "credit",
        "frequency": "daily",
        "target": "amount",
        "target_amount": "60",
        "start_date": "2026-12-16",
        "end_date": "2027-02-13",
        "completed_backdated_periods": 20,
        **options,
    }
    answer = product.call("POST", "/goals", body)
    assert answer.status == 201, answer.body
    return dict(answer.body)


def test_periods_over_at_creation_are_one_note_and_one_event_each(product: Product, publish: Handler, bus: Bus) -> None:
    goal = backdated(product)
    records = news(product)
    assert sum("GOAL#" in record["dynamodb"]["NewImage"]["SK"]["S"] for record in records) == 1
    send(publish, records)
    said = [detail for detail in bus.details if detail["data"].get("goal_number") == goal["id"]]
    closed = [detail for detail in said if detail["type"].endswith("goal.period.closed.v1")]
    assert len(closed) == 25
    assert [detail["data"]["period_index"] for detail in closed] == list(range(25))
    days = [datetime(2026, 12, 17, tzinfo=UTC).timestamp() + 86400 * index for index in range(25)]
    assert [datetime.fromisoformat(detail["time"]).timestamp() for detail in closed] == days
    assert [detail["data"]["period_current_amount"]["value"] for detail in closed] == ["1.00"] * 20 + ["0.00"] * 5
    assert [int(detail["sequence"]) for detail in said] == list(range(1, goal["sequence"] + 1))
    assert said[0]["type"].endswith("goal.created.v1")
    assert said[-1]["type"].endswith("goal.period.opened.v1")


def test_more_than_ten_events_of_a_record_are_sent_ten_at_a_time_in_order(
    product: Product, publish: Handler, bus: Bus
) -> None:
    backdated(product)
    (record,) = [one for one in news(product) if "GOAL#" in one["dynamodb"]["NewImage"]["SK"]["S"]]
    assert send(publish, [record]) == []
    assert [len(call) for call in bus.calls] == [10, 10, 8]
    sequences = [int(detail["sequence"]) for detail in bus.details]
    assert sequences == sorted(sequences)


def test_suppressed_events_are_never_reported_and_leave_no_gap(product: Product, publish: Handler, bus: Bus) -> None:
    goal = backdated(product, suppress_events=True)
    product.close_all(until="2027-01-11T00:00:00Z")
    send(publish, news(product))
    said = [detail for detail in bus.details if detail["data"].get("goal_number") == goal["id"]]
    names = [detail["type"].removeprefix("savings.goals.") for detail in said]
    assert names == ["goal.created.v1", "goal.period.opened.v1", "goal.period.closed.v1", "goal.period.opened.v1"]
    assert [int(detail["sequence"]) for detail in said] == [1, 2, 3, 4]


def test_only_entries_that_were_refused_are_sent_again(product: Product, publish: Handler, bus: Bus) -> None:
    """T-51: what the bus took is not sent twice."""
    backdated(product)
    (record,) = [one for one in news(product) if "GOAL#" in one["dynamodb"]["NewImage"]["SK"]["S"]]
    bus.refuses.extend([{1, 3}, {1}])
    assert send(publish, [record]) == []
    assert [len(call) for call in bus.calls] == [10, 2, 1, 10, 8]
    assert bus.calls[1] == [bus.calls[0][1], bus.calls[0][3]]
    assert bus.calls[2] == [bus.calls[0][3]]
    assert len({detail["id"] for detail in bus.details}) == len(bus.details) == 28


def test_entries_that_are_refused_too_often_fail_their_record_and_all_after_it(
    product: Product, publish: Handler, bus: Bus
) -> None:
    goals = new_goals(product, 3)
    records = [record for record in news(product) if subject(record) in goals]
    bus.refuses.extend([{2}, *[{0}] * (TRIES - 1)])
    assert send(publish, records) == [number(records[1])]
    assert [len(call) for call in bus.calls] == [6, *[1] * (TRIES - 1)]
    assert send(publish, records[1:]) == []
    assert len({detail["id"] for detail in bus.details}) == 6


@pytest.mark.parametrize("code", ["ThrottlingException", "InternalException"])
def test_a_bus_that_is_not_there_fails_the_first_record_that_it_did_not_take(
    product: Product, publish: Handler, bus: Bus, code: str
) -> None:
    """The stream comes again from there on: each item's events stay in order, and none is lost."""
    goal = a_quarter(product)
    records = [record for record in news(product) if subject(record) == goal]
    bus.refuses.extend([set(), set(), code])
    assert send(publish, records) == [number(records[2])]
    assert send(publish, records[2:]) == []
    assert [int(detail["sequence"]) for detail in bus.details] == list(range(1, len(bus.details) + 1))
    expected = [event.envelope() for event in stream.events(product.client, product.table_name)]
    assert bus.details == [detail for detail in expected if detail["subject"] == goal]


def test_changes_of_several_items_share_calls_of_up_to_ten_entries(
    product: Product, publish: Handler, bus: Bus
) -> None:
    """Two events each: five to a call. A change is never split where it fits into one call."""
    goals = new_goals(product, 12)
    assert send(publish, [record for record in news(product) if subject(record) in goals]) == []
    assert sorted(len(call) for call in bus.calls) == [4, 10, 10]
    for call in bus.calls:
        assert len({json.loads(entry["Detail"])["subject"] for entry in call}) * 2 == len(call)


def test_calls_about_different_items_are_under_way_side_by_side(product: Product, publish: Handler, bus: Bus) -> None:
    """No call ends before as many as may be under way have begun."""
    goals = new_goals(product, 5 * AT_ONCE)
    bus.takes = threading.Barrier(AT_ONCE, timeout=60).wait
    assert send(publish, [record for record in news(product) if subject(record) in goals]) == []
    assert len(bus.calls) == AT_ONCE


def test_changes_of_one_item_never_share_a_call_nor_pass_each_other(
    product: Product, publish: Handler, bus: Bus
) -> None:
    """Each call refuses its first entry: its own change comes late, and none behind it comes first."""
    first, second = new_goals(product, 2)
    for _ in range(3):
        product.record(first, "1")
        product.record(second, "1")
    bus.refuses.extend([{0}, set()] * 10)
    assert send(publish, [record for record in news(product) if subject(record) in {first, second}]) == []
    for goal in (first, second):
        changes = [int(detail["sequence"]) for detail in bus.details if detail["subject"] == goal]
        assert sorted(changes[:2]) == [1, 2]
        assert changes[2:] == [3, 4, 5]


def test_what_time_is_not_left_for_comes_again_in_order(product: Product, publish: Handler, bus: Bus) -> None:
    """A call to the bus takes three seconds of virtual time; no invocation outlasts its minute."""
    goal = product.savings_goal(product.account(product.household()))
    for _ in range(24):
        product.record(goal, "1")
    records, time = [record for record in news(product) if subject(record) == goal], VirtualTime()
    bus.takes = lambda: time.wait(3_000)
    timeout, rounds = TIMEOUTS["publish"] * 1000, 0
    while records:
        began, rounds = time.now, rounds + 1
        failures = publish({"Records": records}, time.invocation(timeout))["batchItemFailures"]
        assert time.now - began <= timeout - TO_ANSWER
        failed = [failure["itemIdentifier"] for failure in failures]
        records = records[[number(record) for record in records].index(failed[0]) :] if failed else []
    assert rounds > 1
    assert [int(detail["sequence"]) for detail in bus.details] == list(range(1, len(bus.details) + 1))


def test_a_record_that_cannot_be_read_is_kept_whole_and_lets_the_others_pass(
    product: Product, publish: Handler, bus: Bus, runtime: Runtime
) -> None:
    a_quarter(product)
    records = news(product)
    poison = copy.deepcopy(records[3])
    del poison["dynamodb"]["NewImage"]["seq"]
    garbled = copy.deepcopy(records[4])
    garbled["dynamodb"]["NewImage"]["note"]["S"] = "no JSON"
    assert send(publish, [*records[:3], poison, garbled, *records[5:]]) == []
    assert sorted(left_over(runtime), key=number) == sorted([poison, garbled], key=number)
    expected = [event.envelope() for event in stream.events(product.client, product.table_name)]
    missing = [detail for detail in expected if detail not in bus.details]
    assert 0 < len(missing) < len(expected)
    assert [detail for detail in expected if detail in bus.details] == bus.details


def test_a_record_that_can_be_neither_read_nor_kept_is_not_lost(
    product: Product, publish: Handler, bus: Bus, runtime: Runtime
) -> None:
    """The whole invocation fails, and the stream comes again with the batch."""
    a_quarter(product)
    records = news(product)
    poison = copy.deepcopy(records[0])
    del poison["dynamodb"]["NewImage"]["seq"]
    runtime.queue.delete_queue(QueueUrl=runtime.settings.publish_dlq_url)
    with pytest.raises(Failed, match="QueueDoesNotExist"):
        send(publish, [poison, *records[1:]])


def test_a_write_without_news_is_not_let_through(product: Product, publish: Handler, bus: Bus) -> None:
    """Idempotency records, texts, periods, actions and people have no note; nor has an account that takes a goal."""
    goal = product.savings_goal(product.account(product.household()))
    product.record(goal, "1", headers={"Idempotency-Key": "1"})
    kinds = {kind(record) for record in news(product)}
    every = stream.records(product.client, product.table_name)
    unfiltered = {kind(record) for record in every}
    assert kinds == {"HOUSEHOLD", "ACCOUNT", "GOAL"}
    assert {"ACTION", "IDEM", "HOUSEHOLD#CLIENT"} <= unfiltered
    assert len(news(product)) < len(every)


def test_a_refused_request_is_no_news(product: Product) -> None:
    goal = product.savings_goal(product.account(product.household(), value=5))
    before = len(stream.records(product.client, product.table_name))
    assert product.record(goal, "10").status == 400
    assert len(stream.records(product.client, product.table_name)) == before


def test_a_batch_without_news_is_done_at_once(publish: Handler, bus: Bus) -> None:
    assert send(publish, []) == []
    assert bus.calls == []
