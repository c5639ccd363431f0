"""One id from the request to whatever follows from it: its answer, its log lines, its events, what customers read."""

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest

from savings import observability
from savings.domain.events import Event
from savings.observability import logger
from tests import stream
from tests.integration.ledger.books import deposit
from tests.integration.notifications.mailbox import DONE, Mailbox
from tests.product import ANNA, Answer, Context, Product, person

RUN = "8c6ebd2b-4bbf-4f0f-a1ff-3a3a5f0d2c11"


@pytest.fixture
def household(product: Product) -> dict[str, Any]:
    return product.household(Clients=[person(ANNA, Email="anna@bank.example")])


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What the functions write into their logs."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(observability.lines)
    logger.addHandler(handler)
    yield written
    logger.removeHandler(handler)


def lines(log: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in log.getvalue().splitlines()]


def said(product: Product) -> list[Event]:
    return stream.events(product.client, product.table_name)


def of(product: Product, answer: Answer) -> list[str]:
    """Return the names of the events that came of a request."""
    return [event.name for event in said(product) if event.request == answer.headers["X-Request-Id"]]


def test_every_event_of_a_request_has_its_id_on_whatever_item_it_was_left(product: Product, account: str) -> None:
    goal = product.savings_goal(account)
    recorded = product.record(goal, "300")
    assert of(product, recorded) == [
        *("action.created", "goal.milestone.reached", "account.residual.changed"),
    ]
    moved = product.call("POST", "/transactions", deposit(account, 100, goal, userId=ANNA))
    assert set(of(product, moved)) == {"transaction.settled", "account.balance.changed", "action.created"}
    changed = product.call("PATCH", f"/goals/v1/savings/{goal}", {"name": "Boat"})
    assert of(product, changed) == ["goal.updated"]


def test_a_request_that_closes_what_is_due_first_says_so_of_that_too(product: Product, account: str) -> None:
    goal = product.savings_goal(account)
    product.clock.set("2027-02-03T10:00:00Z")
    assert of(product, product.record(goal, "1"))[:3] == ["goal.period.closed", "goal.period.opened", "action.created"]


def test_a_request_under_a_key_that_came_before_makes_no_event_of_its_own(product: Product, account: str) -> None:
    goal = product.savings_goal(account)
    first, again = (product.record(goal, "1", headers={"Idempotency-Key": "k"}) for _ in range(2))
    assert first.headers["X-Request-Id"] != again.headers["X-Request-Id"]
    assert len(of(product, first)) == 2
    assert of(product, again) == []


def test_what_time_brings_leads_to_the_run_that_wrote_it(product: Product, account: str) -> None:
    product.savings_goal(account)
    product.clock.set("2027-02-01T00:00:00Z")
    before = len(said(product))
    messages = [
        {
            "messageId": str(shard),
            "body": json.dumps({"shard": shard, "tick": "now"}),
            "eventSource": "aws:sqs",
            "attributes": {"MessageGroupId": str(shard)},
        }
        for shard in range(64)
    ]
    product.close_handler({"Records": messages}, Context(aws_request_id=RUN))
    closed = said(product)[before:]
    assert [event.name for event in closed] == ["goal.period.closed", "goal.period.opened"]
    assert {event.request for event in closed} == {RUN}


def test_each_line_of_a_request_that_fails_or_is_refused_has_its_id(
    product: Product, account: str, log: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    goal = product.savings_goal(account)
    refused = product.record(goal, "-1")
    monkeypatch.setattr(product.table, "batch_get", lambda _: 1 // 0)
    failed = product.record(goal, "1")
    assert [(line["message"], line["request_id"]) for line in lines(log)] == [
        ("refused", refused.headers["X-Request-Id"]),
        ("failed", failed.headers["X-Request-Id"]),
    ]


def test_what_a_customer_reads_leads_back_to_the_request_that_it_came_of(
    product: Product, account: str, log: io.StringIO
) -> None:
    """Of two events in one batch, each to its own."""
    mailbox = Mailbox(product)
    saved = [product.record(product.savings_goal(account), value) for value in ("1200", "300")]
    ids = [answer.headers["X-Request-Id"] for answer in saved]
    achieved = mailbox.said("goal.achieved")
    milestone = mailbox.said("goal.milestone.reached")
    assert mailbox.receive(achieved, milestone) == DONE
    notified = {line["event_id"]: line["request_id"] for line in lines(log) if line["message"] == "notified"}
    assert notified == {achieved.id: ids[0], milestone.id: ids[1]}
    sent = {event.data["event_id"]: event.request for event in mailbox.events() if event.name == "notification.sent"}
    assert sent == notified


def test_an_event_that_names_no_request_is_the_notifiers_own(product: Product, account: str, log: io.StringIO) -> None:
    mailbox = Mailbox(product)
    product.record(product.savings_goal(account), "1200")
    detail = mailbox.said("goal.achieved").envelope()
    del detail["correlationid"]
    mailbox.receive({"source": "savings.goals", "detail-type": "goal.achieved", "detail": detail})
    [line] = [line for line in lines(log) if line["message"] == "notified"]
    assert line["request_id"] == line["function_request_id"]
