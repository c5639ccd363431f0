"""The example for headless integrators: it leaves no residual behind, and splits as the product does."""

import os
import re
import subprocess
import sys
from typing import Any

import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from examples import even_out_residual as example
from savings.domain import money
from tests.local.serving import ROOT, Served


def run(stack: Served, customer: str | None = None) -> subprocess.CompletedProcess[str]:
    variables = {"BASE_URL": stack.base_url} | ({"CUSTOMER": customer} if customer else {})
    command = [sys.executable, str(ROOT / "examples" / "even_out_residual.py")]
    return subprocess.run(
        command, env={**os.environ, **variables}, capture_output=True, text=True, timeout=120, check=False
    )


def savings_goal(http: httpx2.Client, account: str, target: str) -> str:
    plan = {"target_amount": target, "recurrent_amount": "10"}
    amounts = {member: {"value": value, "currency": "GBP"} for member, value in plan.items()}
    answer = http.post("/goals/v1/savings", json={"name": "Boat", "account_id": account, **amounts})
    assert answer.status_code == 201, answer.text
    return str(answer.json()["data"]["id"])


def shown(http: httpx2.Client, account: str) -> dict[str, Any]:
    return dict(http.get(f"/accounts/{account}").json()["account"])


def saved(http: httpx2.Client, account: str) -> list[str]:
    found = http.get("/goals/v1/savings", params={"account_id": account}).json()["data"]
    return [goal["saved_amount"]["value"] for goal in found]


def test_without_a_customer_it_shows_itself(stack: Served) -> None:
    ran = run(stack)
    assert ran.returncode == 0, ran.stderr
    parts = [int(part) for part in re.findall(r"(\d+) cents into dream", ran.stdout)]
    assert sorted(parts) == [3333, 6667]
    assert "residual now 0 cents" in ran.stdout


def test_what_came_in_is_divided_and_what_went_out_is_taken_back(stack: Served) -> None:
    family = stack.household("GBP", 100)
    for target in ("30", "30", "30"):
        savings_goal(stack.http, family.account, target)
    assert run(stack, family.customer).returncode == 0
    assert shown(stack.http, family.account)["residualCents"] == 0
    assert saved(stack.http, family.account) == ["33.34", "33.33", "33.33"]

    body = {"type": "Withdrawal", "externalId": "bank-1", "userId": family.customer, "amountCents": 50_00}
    stack.http.post("/transactions", json={"transaction": {**body, "fromAccountId": family.account}})
    assert shown(stack.http, family.account)["residualCents"] == -50_00
    again = run(stack, family.customer)
    assert (again.returncode, again.stdout.count("out of dream")) == (0, 3)
    found = shown(stack.http, family.account)
    assert (found["balanceCents"], found["residualCents"]) == (50_00, 0)
    quiet = run(stack, family.customer)
    assert (quiet.returncode, quiet.stdout) == (0, "")


def test_an_account_without_dreams_keeps_its_residual_and_it_says_so(stack: Served) -> None:
    family = stack.household("GBP", 100)
    ran = run(stack, family.customer)
    assert (ran.returncode, "residual now 10000 cents" in ran.stdout) == (1, True)


@pytest.mark.parametrize(
    ("total", "weights", "parts"),
    [
        (1000, [5000, 3000, 1000], [556, 333, 111]),
        (100, [1, 1, 1], [34, 33, 33]),
        (1001, [7000, 2999, 1], [701, 300, 0]),
        (5, [0, 2], [0, 5]),
    ],
)
def test_it_splits_by_largest_remainder(total: int, weights: list[int], parts: list[int]) -> None:
    """T-14."""
    assert example.apportion(total, weights) == parts


@given(st.integers(1, money.MAX_MINOR), st.lists(st.integers(0, money.MAX_MINOR), min_size=1, max_size=40).filter(any))
def test_its_split_sums_exactly_and_is_fair(total: int, weights: list[int]) -> None:
    """Each part is the exact share rounded down or up, and none is given to a weight of 0."""
    parts = example.apportion(total, weights)
    assert sum(parts) == total
    for part, weight in zip(parts, weights, strict=True):
        low = total * weight // sum(weights)
        assert part in {low, low + 1}
        assert weight or part == 0


@given(
    st.integers(-10_000, 10_000),
    st.lists(st.tuples(st.integers(1, 3_000), st.integers(0, 3_000), st.booleans()), max_size=5),
)
def test_its_parts_are_all_of_the_residual_or_all_there_is(residual: int, kept: list[tuple[int, int, bool]]) -> None:
    dreams = [example.Dream(str(at), *figures) for at, figures in enumerate(kept)]
    parts = example.shares(residual, dreams)
    moved = sum(part for _, part in parts)
    if residual >= 0:
        assert moved == (residual if any(dream.is_open for dream in dreams) else 0)
        assert all(dream.is_open and part > 0 for dream, part in parts)
    else:
        assert -moved == min(-residual, sum(dream.saved for dream in dreams))
        assert all(0 < -part <= dream.saved for dream, part in parts)
