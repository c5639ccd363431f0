"""The published goal and saving with every field that their documents have, sent as they are printed."""

import json

import pytest

from tests.integration.goals.bank import Bank
from tests.product import ANNA, Product

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
        },
        "measured_by": "transactions",
        "sequence": 2,  # created, and the open period
        "achieved_at": None,
        "finalises_at": None,
        "estimate_null_reason": None,
    }


def test_a_saving_is_created(bank: Bank) -> None:
    """Ids of the document that name nothing are left out; what it sends as numbers is kept as text."""
    sent = {
        "ClientGUID": ANNA.upper(),
        "SavingsDescription": "API Test",
        "SavingsType": 22,
        "Value": 150000.1,
        "ValueDate": "2023-04-20",
        "JointOwnerClientGUID": ANNA.upper(),
        "MinimumBalance": 10000.1,
        "ATRSlot": 1,
        "OriginalInvestmentValue": 1500,
        "OriginalInvestmentDate": "2023-04-20",
        "OriginalInvestmentPercentageWithdrawn": 15,
        "BackOfficeID": 13573,
        "BackOfficeSync": 1,
        "PolicyNumber": 134300454,
        "ProviderCode": "8379dc94-3bcf-e011-87a9-b8ac6f1693a9",
        "ISASpecialType": 1,
        "FutureRiskLevelChange": 1,
        "FutureRiskLevel": 17,
        "FutureRiskDateOfChangeBasis": 3,
        "FutureRiskDateOfChangeEventGUID": "1A58F6C8-90BD-4D2D-9B22-3E1F9C8E15E7",
        "FutureRiskDateOfChangeAge": 65,
        "FutureRiskDateOfChangeDate": "2069-02-01",
    }

    answer = bank.call("POST", f"/api/v2/household/{bank.household}/savings", json.dumps(sent))

    assert answer.status == 201
    assert answer.body == {
        "success": True,
        "data": sent
        | {
            "SavingsGUID": answer.data["SavingsGUID"],
            "ClientGUID": ANNA,
            "JointOwnerClientGUID": ANNA,
            "DependantGUID": None,
            "BackOfficeID": "13573",
            "PolicyNumber": "134300454",
            "FutureRiskDateOfChangeEventGUID": "1a58f6c8-90bd-4d2d-9b22-3e1f9c8e15e7",
            "DefaultAccount": None,
            "FormattedValues": {
                "Value": "US$150,000",
                "ATRSlot": "Medium",
                "ValueDate": "20/04/2023",
                "SavingsType": "Structured Product",
                "ProviderCode": "1st Source Direct",
                "DefaultAccount": "No",
                "ISASpecialType": "Junior ISA",
                "MinimumBalance": "US$10,000",
                "FutureRiskLevel": "Lowest",
                "FutureRiskLevelChange": "Yes",
                "OriginalInvestmentDate": "20/04/2023",
                "OriginalInvestmentValue": "US$1,500",
                "FutureRiskDateOfChangeDate": "01/02/2069",
                "FutureRiskDateOfChangeBasis": "Specific Date",
                "OriginalInvestmentPercentageWithdrawn": "15%",
            },
        },
    }
