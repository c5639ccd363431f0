"""The published goal with every field that its document has, sent as it is printed."""

import json

import pytest

from tests.integration.goals.bank import Bank
from tests.product import Product

pytestmark = pytest.mark.usefixtures("audited")


@pytest.fixture
def bank(product: Product) -> Bank:
    return Bank(product)


def test_a_goal_is_created_with_every_field_of_the_document(bank: Bank) -> None:
    body = {
        "name": "Winter holiday",
        "description": "Two weeks in the snow",
        "image_url": "https://images.example.com/snow.png",
        "account_id": bank.account,
        "tracking_type": "credit",
        "frequency": "monthly",
        "target": "amount",
        "target_amount": "600",
        "period_amount": "100",
        "start_amount": "0",
        "start_date": "2023-07-19",
        "end_date": "2024-01-18",
        "suppress_events": True,
        "completed_backdated_periods": 1,
        "metadata": {"colour": "blue", "rank": 1, "share": 0.25, "tags": ["snow", None, True]},
    }

    answer = bank.call("POST", "/goals", json.dumps(body))

    assert answer.status == 201
    number, account = answer.body["id"], answer.body["account_id"]
    assert answer.headers["Location"] == f"/goals/{number}"
    assert isinstance(number, int)
    assert isinstance(account, int)
    assert answer.body == {
        "id": number,
        "name": "Winter holiday",
        "description": "Two weeks in the snow",
        "image_url": "https://images.example.com/snow.png",
        "account_id": account,
        "tracking_status": "below",  # 100.00 of 200.00 after two months
        "tracking_type": "credit",
        "status": "active",
        "frequency": "monthly",
        "target": "amount",
        "currency": "USD",
        "current_amount": "100.00",
        "period_amount": "100.00",
        "start_amount": "0.00",
        "target_amount": "600.00",
        "start_date": "2023-07-19",
        "end_date": "2024-01-18",
        "estimated_end_date": "2024-07-18",  # twelve months at a mean of 50.00
        "estimated_target_amount": "300.00",
        "periods_count": 6,
        "metadata": {"colour": "blue", "rank": 1, "share": 0.25, "tags": ["snow", None, True]},
        "current_period": {
            "id": number + 3,
            "goal_id": number,
            "index": 2,
            "start_date": "2023-09-19",
            "end_date": "2023-10-18",
            "target_amount": "100.00",
            "current_amount": "0.00",
            "required_amount": "200.00",
            "tracking_status": "below",
            "closed_amount": None,
        },
        "measured_by": "transactions",
        "sequence": 2,  # created, and the open period
        "achieved_at": None,
        "finalises_at": None,
        "estimate_null_reason": None,
    }
