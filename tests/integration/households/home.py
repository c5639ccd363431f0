"""A household to hold the published rules against: Anna and Ben, a dependant, and bodies that break no rule."""

from collections.abc import Mapping
from typing import Any, Final

from tests.product import ANNA, BEN, Answer, Product

NIL: Final = "00000000-0000-0000-0000-000000000000"
STRANGER: Final = "3f0b1c88-6d80-4c17-bb3e-1d68e6d26405"
LEFT_OUT: Final = object()
"""As a member of a body: it is not sent."""

Said = dict[str, list[str]]


class Home:
    """Anna, born on 12 April 1988, Ben, born on 30 June 1990, and Anna's daughter Cleo, with pounds and in London."""

    def __init__(self, product: Product, *, alone: bool = False, anna: str = ANNA, **members: Any) -> None:
        self._product = product
        clients = [_person("Anna", "1988-04-12", ClientGUID=anna)]
        clients += [] if alone else [_person("Ben", "1990-06-30", ClientGUID=BEN)]
        made = {"Clients": clients, "Dependants": [_person("Cleo", "2015-09-01")], **members}
        self.data = product.household(**made)
        self.anna = anna
        self.path = f"/api/v2/household/{self.data['HouseholdGUID']}"
        self.dependant = str(self.data["Dependants"][0]["DependantGUID"])

    @property
    def default(self) -> str:
        """The GUID of the default account."""
        return str(self.call("GET", "/savings").data[0]["SavingsGUID"])

    def call(self, method: str, path: str, body: Any = None, **options: Any) -> Answer:
        """Call a route below the household as a client app that names nobody."""
        return self._product.call(method, f"{self.path}{path}", body, customer=None, **options)

    def made(self, path: str, body: Mapping[str, Any], **options: Any) -> dict[str, Any]:
        """Return what a POST makes."""
        answer = self._product.given("POST", f"{self.path}{path}", body, **{"customer": None, **options})
        assert answer.status == 201, answer.body
        return dict(answer.data)

    def said(self, method: str, path: str, body: Any) -> Said:
        """Return what a request is refused for, member by member; nothing when it is accepted.

        A refusal is the published 422 and leaves the table as it was.
        """
        before = self._product.items()
        answer = self.call(method, path, body)
        if answer.status < 300:
            return {}
        assert (answer.status, answer.body["success"], answer.body["message"]) == (422, False, "Validation Error.")
        assert self._product.items() == before
        return answer.said

    def life_event(self, day: str, label: str = "Retirement") -> str:
        """Return the GUID of a new life event on a day."""
        return str(self.made("/events", {"EventLabel": label, "EventBasis": 1, "EventDate": day})["EventGUID"])

    def saving_body(self, **members: Any) -> dict[str, Any]:
        """Return a body that breaks no rule, with other members in place of its own."""
        return _sent(
            {
                "ClientGUID": self.anna,
                "SavingsDescription": "Rainy days",
                "SavingsType": 2,
                "Value": 2500.5,
                "ValueDate": "2027-01-10",
            },
            members,
        )

    def saving(self, **members: Any) -> str:
        """Return the GUID of a new saving."""
        return str(self.made("/savings", self.saving_body(**members))["SavingsGUID"])

    def contribution_body(self, **members: Any) -> dict[str, Any]:
        """Return a body of 100.00 a month that breaks no rule, with other members in place of its own."""
        return _sent(
            {
                "TransactionType": 2,
                "TransactionAmount": 100,
                "Frequency": 12,
                "StartBasis": 1,
                "EndBasis": 3,
                "EndDate": "2060-01-01",
            },
            members,
        )

    def contribution(self, saving: str, **members: Any) -> dict[str, Any]:
        """Return a new contribution to a saving."""
        return self.made(f"/savings/{saving}/contributions", self.contribution_body(**members))

    def said_of_saving(self, **members: Any) -> Said:
        """Return what a new saving is refused for."""
        return self.said("POST", "/savings", self.saving_body(**members))

    def said_of_contribution(self, saving: str, **members: Any) -> Said:
        """Return what a new contribution to a saving is refused for."""
        return self.said("POST", f"/savings/{saving}/contributions", self.contribution_body(**members))


def _person(name: str, born: str, **members: Any) -> dict[str, Any]:
    return {"FirstName": name, "LastName": "Gray", "DateOfBirth": born, **members}


def _sent(body: dict[str, Any], members: Mapping[str, Any]) -> dict[str, Any]:
    return {name: member for name, member in {**body, **members}.items() if member is not LEFT_OUT}
