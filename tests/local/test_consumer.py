"""The example for partners: however the events come, it ends in the server's state."""

import os
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from examples.consumer import Consumer
from savings_goals_client import Client, ClientCredentials
from tests.local.serving import ROOT, Family, Served

Figures = dict[int, tuple[str, str, int]]


@pytest.fixture(scope="module")
def saver(shared_stack: Served) -> Family:
    """A family with goals of all endings: kept up, fallen behind, deleted, reached, on the balance."""
    stack = shared_stack
    family = stack.household("GBP", 2_000)
    goals = [savings_goal(stack, family.account, target) for target in ("90", "300", "60", "500")]
    for goal, value in zip(goals, ("30", "20", "60", "45"), strict=True):
        record(stack, goal, value)
    stack.http.post("/goals", json=goal_of(family.account, tracking_type="credit")).raise_for_status()
    correct(stack, goals[3])
    next_month(stack)
    deposit(stack, family, goals[1])
    record(stack, goals[0], "70")
    stack.http.delete(f"/goals/v1/savings/{goals[3]}").raise_for_status()
    next_month(stack)
    next_month(stack)
    return family


@pytest.fixture
def family(stack: Served, saver: Family) -> Family:
    """The family whose story every test shares; the stack is called for its saver."""
    stack.act_for(saver.customer)
    return saver


def savings_goal(stack: Served, account: str, target: str) -> str:
    amounts = {
        "target_amount": {"value": target, "currency": "GBP"},
        "recurrent_amount": {"value": "30", "currency": "GBP"},
    }
    body = {"name": "Boat", "account_id": account, **amounts}
    return str(stack.http.post("/goals/v1/savings", json=body).raise_for_status().json()["data"]["id"])


def record(stack: Served, goal: str, value: str) -> None:
    body = {"amount": {"value": value}, "credit_debit_indicator": "credit"}
    stack.http.post(f"/goals/v1/savings/{goal}/actions", json=body).raise_for_status()


def correct(stack: Served, goal: str) -> None:
    path = f"/goals/v1/savings/{goal}/actions"
    action = stack.http.get(path).json()["data"][0]["id"]
    stack.http.patch(f"{path}/{action}", json={"amount": {"value": "44"}}).raise_for_status()


def deposit(stack: Served, family: Family, goal: str) -> None:
    body = {"type": "Deposit", "externalId": f"bank-{goal}", "userId": family.customer, "amountCents": 25_00}
    body |= {"toAccountId": family.account, "toDreamId": goal}
    stack.http.post("/transactions", json={"transaction": body}).raise_for_status()


def goal_of(account: str, **members: Any) -> dict[str, Any]:
    plan = {"target": "amount", "target_amount": "100.00", "period_amount": "25.00", "frequency": "monthly"}
    return {"name": "Bike", "account_id": account, **plan, **members}


def next_month(stack: Served) -> None:
    year, month = map(int, stack.http.get("/_local/clock").json()["now"].split("-")[:2])
    year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    stack.set_clock(f"{year}-{month:02d}-20T12:00:00Z").raise_for_status()


def shown(stack: Served) -> Figures:
    """What the API shows of the customer's goals."""
    goals = stack.http.get("/goals").raise_for_status().json()
    return {goal["id"]: (goal["current_amount"], goal["status"], goal["sequence"]) for goal in goals}


def rebuilt(consumer: Consumer, customer: str) -> Figures:
    """What the consumer knows of them."""
    of_theirs = [goal for goal in consumer.goals() if goal.customer == customer]
    return {goal.number: (goal.saved, goal.status, goal.sequence) for goal in of_theirs}


def deliveries(stack: Served, customer: str) -> list[dict[str, Any]]:
    """The events of the customer's goals, as the bus had them."""
    return [one["detail"] for one in stack.events() if one["detail"]["data"].get("customer_id") == customer]


def test_events_alone_rebuild_every_goal(stack: Served, family: Family) -> None:
    consumer = Consumer()
    for event in deliveries(stack, family.customer):
        consumer.take(event)
    assert rebuilt(consumer, family.customer) == shown(stack)
    assert {status for _, status, _ in shown(stack).values()} > {"active", "cancelled"}


@pytest.mark.parametrize("seed", range(5))
def test_doubled_and_reordered_events_rebuild_every_goal(stack: Served, family: Family, seed: int) -> None:
    heard = deliveries(stack, family.customer) * 2
    random.Random(seed).shuffle(heard)
    consumer = Consumer()
    for event in heard:
        consumer.take(event)
    assert consumer.gaps() == []
    assert rebuilt(consumer, family.customer) == shown(stack)


@pytest.mark.parametrize("seed", range(2))
def test_what_was_dropped_is_noticed_and_caught_up_from_the_api(stack: Served, family: Family, seed: int) -> None:
    chance = random.Random(seed)
    heard = [event for event in deliveries(stack, family.customer) * 2 if chance.random() < 0.4]
    chance.shuffle(heard)
    consumer, platform = Consumer(), Client(stack.base_url, ClientCredentials("demo-app", "demo-secret"))
    for event in heard:
        consumer.take(event)
    assert consumer.gaps() != []
    assert rebuilt(consumer, family.customer) != shown(stack)
    consumer.catch_up(platform)
    assert consumer.gaps() == []
    assert rebuilt(consumer, family.customer) == shown(stack)
    for event in deliveries(stack, family.customer):  # what comes late after all changes nothing
        consumer.take(event)
    assert rebuilt(consumer, family.customer) == shown(stack)
    platform.close()


def test_events_that_follow_a_gap_are_handled_when_it_closes(stack: Served, family: Family) -> None:
    heard = deliveries(stack, family.customer)
    goal = next(event["data"]["goal_id"] for event in heard if "goal_id" in event["data"])
    first, *later = [event for event in heard if event["subject"] == goal]
    consumer = Consumer()
    for event in later:
        consumer.take(event)
    assert consumer.gaps() == [goal]
    consumer.take(first)
    assert consumer.gaps() == []


def test_the_example_goes_on_where_it_stopped(stack: Served, family: Family, tmp_path: Path) -> None:
    variables = {"BASE_URL": stack.base_url, "DATABASE": str(tmp_path / "goals.db")}
    command = [sys.executable, str(ROOT / "examples" / "consumer.py")]

    def run() -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, **variables}
        return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)

    first = run()
    assert (first.returncode, first.stderr) == (0, "")
    assert first.stdout.endswith("no gaps\n")
    record(stack, savings_goal(stack, family.account, "200"), "12.34")
    second = run()
    assert second.returncode == 0, second.stderr
    assert second.stdout.splitlines()[-2].split()[1:4] == ["active", "12.34", "GBP"]
    assert set(first.stdout.splitlines()) <= set(second.stdout.splitlines())
