"""The client app of the published examples, with the bodies that they print."""

import json
from typing import Any, Final

from savings.domain.tenant import Tenant
from tests.product import ANNA, Answer, Product, onboard, person

CLIENT_APP: Final = "ecfa9b53-963b-4f8a-9811-e09a79ff7019"
HEADERS: Final = {
    "X-Client-Id": CLIENT_APP,
    "X-Customer-Id": "2a7a1f1c-18b9-4af1-8424-91c5848e8037",
    "accept": "application/json",
    "content-type": "application/json",
}

CREATE: Final = """
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
ACTION_IN_POUNDS: Final = """
{
"amount": {
"value": "10",
"currency": "GBP"
},
"credit_debit_indicator": "credit"
}
"""
PATCH_ACTION: Final = """
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
        onboard(product.table, Tenant(CLIENT_APP, clients=frozenset({CLIENT_APP})))
        household = {"TimeZone": "America/New_York", "Currency": "USD", "Clients": [person(ANNA)]}
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
