"""What a transaction costs, from what the table itself says it consumed: the design's budgets, as upper bounds.

Hot items are at most 1 KB, nothing is due and nobody else writes. Only dynoxide reports capacity as AWS documents it.
"""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from local.engine import DYNOXIDE, Engine
from savings.domain.account import MAX_EXTERNAL_ID, MAX_FOLLOWERS, MAX_SAVINGS_GOALS
from savings.domain.money import MAX_MINOR
from savings.dynamodb.values import unmarshal
from savings.store.goal_items import HOT_LIMIT
from tests.audit import is_hot
from tests.integration.ledger.books import deposit, transfer, withdrawal
from tests.product import ANNA, Answer, Product
from tests.unit.store.given import size_of

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

START = datetime(2027, 1, 10, 10, tzinfo=UTC)
LONG_TEXTS = {"name": "N" * 255, "description": "D" * 1000, "image_url": "https://example.test/" + "i" * 2000}

counts = pytest.mark.parametrize("following", [0, 1, 10])
kinds = pytest.mark.parametrize("kind", [deposit, withdrawal], ids=["deposit", "withdrawal"])


@pytest.fixture
def product(engine: Engine, dynamodb: "DynamoDBClient", table_name: str) -> Product:
    """All functions over one new table, with its meter."""
    if engine.name != DYNOXIDE:
        pytest.skip("only dynoxide reports consumed capacity as AWS documents it")
    product = Product(dynamodb, table_name, START)
    product.meter.watch(product.wire)
    return product


@pytest.fixture
def account(product: Product) -> str:
    return product.account(product.household())


def follow(product: Product, account: str, count: int, **members: Any) -> list[str]:
    """Let goals that count transactions in both directions follow the account."""
    return [str(product.goal(account, tracking_type="debit_credit", **members)["id"]) for _ in range(count)]


def costs(
    product: Product, body: dict[str, Any], *, trips: int, read: float, written: float, path: str = "/transactions"
) -> Answer:
    """Report a transaction that must succeed within its budget, a second later: ids of one instant meet."""
    product.clock.forward(seconds=1)
    body["transaction"].setdefault("userId", ANNA)
    product.meter.reset()
    answer = product.call("POST", path, body)
    assert answer.status == 201, answer.body
    assert len(product.meter.calls) <= trips, product.meter
    assert product.meter.read <= read, product.meter
    assert product.meter.written <= written, product.meter
    return answer


def saved(product: Product, goals: list[str]) -> set[str]:
    return {product.call("GET", f"/goals/{goal}").body["current_amount"] for goal in goals}


@counts
@kinds
def test_a_transaction_costs_two_write_units_more_for_each_goal_that_follows(
    product: Product, account: str, following: int, kind: Any
) -> None:
    goals = follow(product, account, following)
    costs(product, kind(account, 1_00), trips=4, read=3 + following, written=8 + 2 * following)
    assert saved(product, goals) <= {"1.00", "-1.00"}
    product.audit()


@counts
@kinds
def test_a_dream_counts_among_the_goals_and_adds_its_action(
    product: Product, account: str, following: int, kind: Any
) -> None:
    follow(product, account, following)
    dream = product.savings_goal(account)
    product.record(dream, "5")
    touched = following + 1
    costs(product, kind(account, 1_00, dream), trips=4, read=3 + touched, written=8 + 2 * touched + 2)
    product.audit()


@pytest.mark.parametrize("following", [1, 10])
@kinds
def test_restated_periods_are_read_together_and_add_two_write_units_each(
    product: Product, account: str, following: int, kind: Any
) -> None:
    """Which period is meant is known only from the goals, so that late money takes one round trip and unit more."""
    goals = follow(product, account, following)
    product.close_all(until="2027-04-20T12:00:00Z")
    body = kind(account, 1_00, settledAt="2027-01-20T12:00:00Z")
    costs(product, body, trips=5, read=3 + 2 * following, written=8 + 4 * following)
    assert saved(product, goals) <= {"1.00", "-1.00"}
    product.audit()


@pytest.mark.parametrize("backdated", ["", "2"], ids=["nothing assumed", "synthetic amounts"])
def test_backdated_periods_are_restated_at_the_same_price(product: Product, account: str, backdated: str) -> None:
    members = {"completed_backdated_periods": int(backdated)} if backdated else {}
    follow(product, account, 10, start_date="2026-10-01", **members)
    body = deposit(account, 1_00, settledAt="2026-10-05T12:00:00Z")
    costs(product, body, trips=5, read=3 + 20, written=8 + 40)
    product.audit()


def test_a_dreams_closed_period_is_restated_at_the_same_price(product: Product, account: str) -> None:
    dream = product.savings_goal(account)
    product.close_all(until="2027-04-20T12:00:00Z")
    body = deposit(account, 1_00, dream, settledAt="2027-01-20T12:00:00Z")
    costs(product, body, trips=4, read=3 + 2, written=8 + 2 + 2 + 2)
    product.audit()


def test_texts_that_lie_apart_cost_no_round_trip(product: Product, account: str) -> None:
    """Only the answer needs them: they are read along with the account, one unit for each 4 KB."""
    follow(product, account, 10)
    dream = product.savings_goal(account)
    assert product.call("PUT", f"/goals/{dream}", LONG_TEXTS).status == 200
    answer = costs(product, deposit(account, 1_00, dream), trips=4, read=3 + 11 + 1, written=8 + 22 + 2)
    assert answer.body["transaction"]["toDream"]["name"] == LONG_TEXTS["name"]
    assert answer.body["transaction"]["toDream"]["imageUrl"] == LONG_TEXTS["image_url"]


def test_a_key_costs_its_record(product: Product, account: str) -> None:
    body = deposit(account, 1_00, userId=ANNA)
    product.clock.forward(seconds=1)
    product.meter.reset()
    assert product.call("POST", "/transactions", body, headers={"Idempotency-Key": "7d5c"}).status == 201
    assert len(product.meter.calls) <= 4
    assert product.meter.read <= 3 + 1
    assert product.meter.written <= 8 + 2


def test_goals_on_the_balance_cost_what_any_follower_does(product: Product, account: str) -> None:
    for target in ("current_balance", "available_balance") * 5:
        product.goal(account, target=target, period_amount="", end_date="2027-12-31", target_amount="9000")
    costs(product, deposit(account, 1_00), trips=4, read=3 + 10, written=8 + 20)
    product.audit()


@counts
def test_an_internal_transaction_costs_one_account_more(product: Product, following: int) -> None:
    household = product.household()
    first, second = product.account(household), product.account(household)
    follow(product, first, following)
    follow(product, second, following)
    body = transfer(first, second, 1_00)
    costs(product, body, trips=4, read=5 + 2 * following, written=12 + 4 * following)
    product.audit()


def test_the_largest_transaction_fits_one_write(product: Product) -> None:
    """Two accounts with 20 followers each, all in closed periods, from dream to dream: below the 100 of a write."""
    household = product.household()
    first, second = product.account(household), product.account(household)
    dreams = [product.savings_goal(account) for account in (first, second)]
    product.record(dreams[0], "5")
    goals = follow(product, first, MAX_FOLLOWERS) + follow(product, second, MAX_FOLLOWERS)
    product.close_all(until="2027-04-20T12:00:00Z")
    body = transfer(first, second, 1_00, out_of=dreams[0], into=dreams[1], settledAt="2027-01-20T12:00:00Z")
    made = costs(product, body, trips=5, read=5 + 2 * 42, written=12 + 4 * 42 + 4 + 4).body["transaction"]
    assert saved(product, goals) == {"1.00", "-1.00"}
    undo = {"transaction": {"externalId": "undo"}}
    costs(
        product,
        undo,
        path=f"/transactions/{made['id']}/reversal",
        trips=7,
        read=7 + 2 * 42,
        written=14 + 4 * 42 + 4 + 4,
    )
    assert saved(product, goals) == {"0.00"}
    product.audit()


def test_an_account_with_all_that_it_can_have_stays_small(product: Product) -> None:
    household = product.household()
    account = product.account(household, value=5000, MinimumBalance=10)
    for _ in range(MAX_SAVINGS_GOALS):
        product.savings_goal(account)
    for target in ("amount", "available_balance") * (MAX_FOLLOWERS // 2):
        members = {"period_amount": "", "end_date": "2027-12-31"}
        product.goal(account, target=target, **members)
    external = {"account": {"externalId": "é" * (MAX_EXTERNAL_ID // 2)}}
    assert product.call("PATCH", f"/accounts/{account}", external).status == 200
    costs(product, deposit(account, MAX_MINOR // 2), trips=4, read=3 + 20, written=8 + 40)
    hot = [size_of(unmarshal(item)) for item in product.items() if is_hot(item)]
    assert max(hot) < HOT_LIMIT
    product.audit()


def test_a_performance_account_with_all_its_parts_stays_small(product: Product) -> None:
    household = product.household()
    account = product.account(household, value=1)
    for _ in range(MAX_FOLLOWERS):
        product.goal(account)
    body = {"account": {"type": "Performance", "savingsId": account}}
    assert product.call("POST", "/accounts", body).status == 201
    parts = {
        "externalId": "x" * MAX_EXTERNAL_ID,
        "balanceCents": MAX_MINOR,
        "liquidBalanceCents": MAX_MINOR - 2,
        "performanceCents": 1,
        "totalAcquisitionCostCents": 1,
        "performancePercent": -123456789.123456,
        "valuationFrom": "2027-01-01T00:00:00Z",
        "valuationAt": "2027-01-09T00:00:00Z",
    }
    assert product.call("PATCH", f"/accounts/{account}", {"account": parts}).status == 200
    hot = [size_of(unmarshal(item)) for item in product.items() if is_hot(item)]
    assert max(hot) < HOT_LIMIT
    product.audit()


@pytest.mark.parametrize("external_id", ["x" * (MAX_EXTERNAL_ID + 1), "é" * (MAX_EXTERNAL_ID // 2 + 1)])
def test_an_external_id_that_would_not_fit_the_hot_item_is_refused(
    product: Product, account: str, external_id: str
) -> None:
    """Regression: 255 characters made every transaction on the account cost two units more."""
    refused = product.refused("PATCH", f"/accounts/{account}", {"account": {"externalId": external_id}})
    assert refused.status == 400
    assert [error["field"] for error in refused.body["errors"]] == ["account.externalId"]
