"""The published examples, sent as they are printed: with real ids, and the clock at the example's date."""

import json
from typing import Any

import pytest

from tests.product import ANNA, Answer, Product

pytestmark = pytest.mark.usefixtures("audited")

CLIENT_APP = "ecfa9b53-963b-4f8a-9811-e09a79ff7019"
HEADERS = {
    "X-Client-Id": CLIENT_APP,
    "X-Customer-Id": "2a7a1f1c-18b9-4af1-8424-91c5848e8037",
    "accept": "application/json",
    "content-type": "application/json",
}

CREATE = """
{
"target_amount": {
"value": "3000",
"currency": "USD"
},
"recurrent_amount": {
"value": "750",
"currency": "USD"
},
"name": "Car Savings",
"account_id": "RxsYshVGded4JeilkXgWKdXA",
"target_date": "2023-12-30"
}
"""
ACTION_IN_POUNDS = """
{
"amount": {
"value": "10",
"currency": "GBP"
},
"credit_debit_indicator": "credit"
}
"""
PATCH_ACTION = """
{
"amount": {
"value": "15",
"currency": "USD"
}
}
"""


class Bank:
    """The client app of the examples, with one customer in New York."""

    def __init__(self, product: Product) -> None:
        self._product = product
        product.clock.set("2023-09-19T10:04:43Z")
        person = {"ClientGUID": ANNA, "FirstName": "Diane", "LastName": "Edwards", "DateOfBirth": "1988-04-12"}
        household = {"TimeZone": "America/New_York", "Currency": "USD", "Clients": [person]}
        self.household = self.call("POST", "/api/v2/household", json.dumps(household)).data["HouseholdGUID"]
        saving = {
            "ClientGUID": ANNA,
            "SavingsDescription": "Savings",
            "SavingsType": 2,
            "Value": 4000,
            "ValueDate": "2023-09-19",
        }
        opened = self.call("POST", f"/api/v2/household/{self.household}/savings", json.dumps(saving))
        self.account = opened.data["SavingsGUID"]

    def call(self, method: str, path: str, text: str | None = None, **options: Any) -> Answer:
        """Send a request with the headers of the examples."""
        claims = {"sub": CLIENT_APP, "client_id": CLIENT_APP}
        return self._product.call(method, path, raw=text, headers=HEADERS, claims=claims, **options)

    def create(self) -> str:
        """Send the example of creation, and return the goal's id."""
        answer = self.call("POST", "/goals/v1/savings", CREATE.replace("RxsYshVGded4JeilkXgWKdXA", self.account))
        assert answer.status == 201
        return str(answer.data["id"])

    def act(self, goal: str) -> str:
        """Send the example of an action in the goal's own currency, and return its id."""
        answer = self.call("POST", f"/goals/v1/savings/{goal}/actions", ACTION_IN_POUNDS.replace("GBP", "USD"))
        assert answer.status == 201
        return str(answer.data["id"])


@pytest.fixture
def bank(product: Product) -> Bank:
    return Bank(product)


def car_savings(bank: Bank, goal: str) -> dict[str, Any]:
    """The data object that the document prints."""
    return {
        "id": goal,
        "account_id": bank.account,
        "name": "Car Savings",
        "target_amount": {"currency": "USD", "value": "3000.00"},
        "recurrent_amount": {"currency": "USD", "value": "750.00"},
        "target_date": "2023-12-30",
        "saved_amount": {"currency": "USD", "value": "0.00"},
        "created_at": "2023-09-19T10:04:43Z",
    }


def test_a_savings_goal_is_created(bank: Bank) -> None:
    answer = bank.call("POST", "/goals/v1/savings", CREATE.replace("RxsYshVGded4JeilkXgWKdXA", bank.account))

    assert answer.status == 201
    goal = answer.data["id"]
    assert answer.body == {"operation_id": "goals_v1_savings_post", "data": car_savings(bank, goal)}
    assert answer.headers["Location"] == f"/goals/v1/savings/{goal}"


def test_an_account_that_is_not_present_in_the_platform_is_404(bank: Bank) -> None:
    answer = bank.call("POST", "/goals/v1/savings", CREATE)

    assert answer.status == 404
    assert answer.body == {
        "operation_id": "unknown",
        "code_id": "unknown",
        "message": "Route or resource not found",
        "errors": {},
    }


def test_goals_are_retrieved_by_account(bank: Bank) -> None:
    car = bank.create()
    holiday = json.loads(CREATE) | {
        "name": "Holiday Savings",
        "account_id": bank.account,
        "target_amount": {"currency": "USD", "value": "1000.00"},
        "recurrent_amount": {"currency": "USD", "value": "100.00"},
        "target_date": "2024-07-30",  # the document's lies before the goal's creation
    }
    second = bank.call("POST", "/goals/v1/savings", json.dumps(holiday)).data["id"]

    answer = bank.call("GET", "/goals/v1/savings", query={"account_id": bank.account})

    assert answer.status == 200
    in_order = sorted(answer.data, key=lambda goal: str(goal["name"]))  # two of one second have no order
    assert answer.body | {"data": in_order} == {
        "operation_id": "goals_v1_savings_get",
        "data": [
            car_savings(bank, car),
            {
                "id": second,
                "account_id": bank.account,
                "name": "Holiday Savings",
                "target_amount": {"currency": "USD", "value": "1000.00"},
                "recurrent_amount": {"currency": "USD", "value": "100.00"},
                "target_date": "2024-07-30",
                "saved_amount": {"currency": "USD", "value": "0.00"},
                "created_at": "2023-09-19T10:04:43Z",
            },
        ],
        "metadata": {"results": 2, "account_id": bank.account},
    }


def test_a_customer_without_goals_retrieves_none(bank: Bank) -> None:
    answer = bank.call("GET", "/goals/v1/savings")

    assert answer.status == 200
    assert answer.body == {
        "operation_id": "goals_v1_savings_get",
        "data": [],
        "metadata": {"results": 0, "account_id": None},
    }


def test_a_goal_is_renamed(bank: Bank) -> None:
    goal = bank.create()

    answer = bank.call("PATCH", f"/goals/v1/savings/{goal}", '{"name":"Holiday"}')

    assert answer.status == 200
    assert answer.body == {
        "operation_id": "goals_v1_savings_patch",
        "data": car_savings(bank, goal) | {"name": "Holiday"},
    }


def test_a_goal_is_deleted_and_then_unknown(bank: Bank) -> None:
    goal = bank.create()

    assert bank.call("DELETE", "/goals/v1/savings/81a68821-dca6-4771-80d4-002c7fce412e").status == 404
    deleted = bank.call("DELETE", f"/goals/v1/savings/{goal}")
    assert (deleted.status, deleted.body) == (204, None)
    assert bank.call("DELETE", f"/goals/v1/savings/{goal}").status == 404


def test_all_goals_are_deleted(bank: Bank) -> None:
    bank.create()
    bank.create()

    assert bank.call("DELETE", "/goals/v1/savings").status == 204
    assert bank.call("GET", "/goals/v1/savings").data == []
    assert bank.call("DELETE", "/goals/v1/savings").status == 404


def test_an_action_is_created_in_the_goals_currency(bank: Bank, product: Product) -> None:
    goal = bank.create()
    product.clock.set("2023-09-21T09:20:42Z")
    path = f"/goals/v1/savings/{goal}/actions"

    in_pounds = bank.call("POST", path, ACTION_IN_POUNDS)
    assert in_pounds.status == 400
    assert in_pounds.body["operation_id"] == "goals_v1_savings_actions_post"
    assert in_pounds.told == {"amount.currency": ["Must be the goal's currency, USD."]}

    answer = bank.call("POST", path, ACTION_IN_POUNDS.replace("GBP", "USD"))
    assert answer.status == 201
    action = answer.data["id"]
    assert answer.body == {
        "operation_id": "goals_v1_savings_actions_post",
        "data": {
            "id": action,
            "amount": {"currency": "USD", "value": "10.00"},
            "credit_debit_indicator": "credit",
            "created_at": "2023-09-21T09:20:42Z",
        },
        "metadata": {"goal_id": goal},
    }
    assert answer.headers["Location"] == f"{path}/{action}"
    [listed] = bank.call("GET", "/goals/v1/savings").data
    assert listed["saved_amount"] == {"currency": "USD", "value": "10.00"}


def test_an_action_beyond_the_accounts_balance_is_400(bank: Bank) -> None:
    goal = bank.create()

    answer = bank.call(
        "POST",
        f"/goals/v1/savings/{goal}/actions",
        ACTION_IN_POUNDS.replace("GBP", "USD").replace('"10"', '"4000.01"'),
    )

    assert answer.status == 400
    assert answer.body == {
        "operation_id": "goals_v1_savings_actions_post",
        "code_id": "failed_validation",
        "message": "Invalid request payload.",
        "errors": {"amount.value": ["Saved amount exceeds balance of the account."]},
    }


def test_actions_are_retrieved(bank: Bank, product: Product) -> None:
    goal = bank.create()
    product.clock.set("2023-09-21T09:20:42Z")
    first, second = bank.act(goal), bank.act(goal)

    answer = bank.call("GET", f"/goals/v1/savings/{goal}/actions")

    def printed(action: str) -> dict[str, Any]:
        return {
            "id": action,
            "amount": {"currency": "USD", "value": "10.00"},
            "credit_debit_indicator": "credit",
            "created_at": "2023-09-21T09:20:42Z",
        }

    assert answer.status == 200
    assert answer.body == {
        "operation_id": "goals_v1_savings_actions_get",
        "data": [printed(first), printed(second)],
        "metadata": {"results": 2, "page_token": "", "page_size": 100, "goal_id": goal},
    }


def test_an_action_is_updated(bank: Bank, product: Product) -> None:
    """The document promises the goal and shows the action; it sends 15 and shows 10.00."""
    goal = bank.create()
    product.clock.set("2023-09-21T09:20:42Z")
    action = bank.act(goal)

    answer = bank.call("PATCH", f"/goals/v1/savings/{goal}/actions/{action}", PATCH_ACTION)

    assert answer.status == 200
    assert answer.body == {
        "operation_id": "goals_v1_savings_actions_patch",
        "data": {
            "id": action,
            "amount": {"currency": "USD", "value": "15.00"},
            "credit_debit_indicator": "credit",
            "created_at": "2023-09-21T09:20:42Z",
        },
        "metadata": {"goal_id": goal},
    }


def test_an_action_is_deleted_and_then_unknown(bank: Bank) -> None:
    goal = bank.create()
    action = bank.act(goal)
    path = f"/goals/v1/savings/{goal}/actions/{action}"

    deleted = bank.call("DELETE", path)
    assert (deleted.status, deleted.body) == (204, None)
    assert bank.call("DELETE", path).status == 404
    assert bank.call("PATCH", path, PATCH_ACTION).status == 404


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
        "sequence": 1,
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
        },
    }
