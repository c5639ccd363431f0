"""What savers are reported by the whole stack: each thing once, over restarts, in their words."""

import signal
from pathlib import Path
from typing import Any

import pytest

from tests.local.serving import Served


def family(stack: Served, email: str | None = "tina@example.com") -> str:
    """Make a household with a savings goal of 100.00, by 50.00 a month from the next one on; return the customer."""
    made = stack.household("GBP", 1_000)
    if email is not None:
        path = f"/api/v2/household/{made.household}/clients/{made.customer}"
        person = stack.http.get(path).json()["data"]
        stack.http.put(path, json={**person, "Email": email}).raise_for_status()
    body = {
        "name": "Boat",
        "account_id": made.account,
        "target_amount": {"value": "100", "currency": "GBP"},
        "recurrent_amount": {"value": "50", "currency": "GBP"},
    }
    goal = stack.http.post("/goals/v1/savings", json=body).raise_for_status().json()["data"]["id"]
    action = {"amount": {"value": "30"}, "credit_debit_indicator": "credit"}
    stack.http.post(f"/goals/v1/savings/{goal}/actions", json=action).raise_for_status()
    return made.customer


def said(stack: Served, customer: str, email: str = "tina@example.com") -> list[dict[str, Any]]:
    found = stack.http.get("/_local/notifications").raise_for_status().json()["notifications"]
    return [one for one in found if one["to"] in (customer, email)]


def next_month(stack: Served) -> None:
    year, month = map(int, stack.http.get("/_local/clock").json()["now"].split("-")[:2])
    year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    stack.set_clock(f"{year}-{month:02d}-20T12:00:00Z").raise_for_status()


def test_a_milestone_goes_to_the_inbox_and_a_bad_month_to_the_mailbox_too(stack: Served) -> None:
    customer = family(stack)
    assert [(one["channel"], one["subject"]) for one in said(stack, customer)] == [("inbox", "25% of “Boat” saved")]
    next_month(stack)
    next_month(stack)
    bad = [one for one in said(stack, customer) if "behind plan" in one["subject"]]
    assert [(one["channel"], one["to"]) for one in bad] == [("inbox", customer), ("email", "tina@example.com")]
    assert bad[0]["body"] == bad[1]["body"]
    assert "Hello Tina," in bad[1]["body"]
    closed = [event["detail"]["id"] for event in stack.events() if event["detail-type"] == "goal.period.closed"]
    assert bad[0]["event_id"] == bad[1]["event_id"]
    assert bad[0]["event_id"] in closed


def test_somebody_without_an_address_finds_everything_in_the_inbox(stack: Served) -> None:
    customer = family(stack, email=None)
    next_month(stack)
    assert {one["channel"] for one in said(stack, customer, "")} == {"inbox"}


@pytest.mark.parametrize("address", ["bounce@simulator.amazonses.com", "complaint@simulator.amazonses.com"])
def test_an_e_mail_that_comes_back_is_the_last_one(stack: Served, address: str) -> None:
    """SES reports it, as on AWS: over the account's own bus."""
    customer = family(stack, address)
    for _ in range(3):
        next_month(stack)
    bad = [one for one in said(stack, customer, address) if "behind plan" in one["subject"]]
    assert [one["channel"] for one in bad] == ["inbox", "email", "inbox"]


@pytest.mark.gate
def test_messages_are_kept_and_never_sent_again_though_the_stack_is_killed(tmp_path: Path) -> None:
    with Served(tmp_path) as stack:
        customer = family(stack)
        next_month(stack)
        next_month(stack)
        before = said(stack, customer)
        stack.stop(signal.SIGKILL)
    with Served(tmp_path) as stack:
        stack.act_for(customer)
        assert said(stack, customer) == before
        stack.set_clock(stack.http.get("/_local/clock").json()["now"]).raise_for_status()
        assert said(stack, customer) == before
