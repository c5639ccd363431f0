"""A household as large as families are: two adults, a dependant, three life events, six accounts, 20 contributions."""

from typing import Any

from tests.integration.households.home import Home
from tests.product import BEN, Product

PLACES = {"default": 0, "joint": 1, "isa": 2, "shares": 3, "fund": 4, "bond": 5}
"""The six accounts by the order in which they are listed."""


class Family:
    """The family with the ids of what it has."""

    def __init__(self, product: Product) -> None:
        self.product = product
        self.home = Home(product, HouseholdLabel="The Grays")
        self.events = self._life_events()
        self.savings = self._savings()
        self.contributions = self._contributions()

    def second(self) -> None:
        """Let a second pass: ids of one instant meet."""
        self.product.clock.forward(seconds=1)

    def _life_events(self) -> dict[str, str]:
        made: dict[str, str] = {"school": self.home.life_event("2033-09-01", "School")}
        age = {"EventLabel": "Ben retires", "EventBasis": 2, "ClientGUID": BEN, "AgeYears": 67, "AgeMonths": 0}
        self.second()
        made["rest"] = str(self.home.made("/events", age)["EventGUID"])
        offset = {"OffsetBasis": 1, "OffsetYears": 5, "OffsetMonths": 6}
        self.second()
        linked = {"EventLabel": "Slow down", "EventBasis": 3, "LinkedEventGUID": made["rest"], **offset}
        made["before"] = str(self.home.made("/events", linked)["EventGUID"])
        return made

    def _savings(self) -> list[str]:
        bodies: list[dict[str, Any]] = [
            {"SavingsType": 2, "JointOwnerClientGUID": BEN, "SavingsDescription": "Rainy days", "Value": 9000.5},
            {"SavingsType": 3, "ISASpecialType": 1, "SavingsDescription": "Cleo's ISA", "Value": 1200},
            {"SavingsType": 6, "ClientGUID": BEN, "SavingsDescription": "Ben's ISA", "ATRSlot": 19, "Value": 30000},
            {"SavingsType": 7, "SavingsDescription": "Fund", "MinimumBalance": 500, "Value": 15000.25},
            {"SavingsType": 22, "SavingsDescription": "Bond", "PolicyNumber": "134300454", "Value": 50000},
        ]
        bodies[1]["DependantGUID"] = self.home.dependant
        risk = {"FutureRiskLevelChange": 1, "FutureRiskLevel": 17, "FutureRiskDateOfChangeBasis": 4}
        bodies[3] |= {**risk, "FutureRiskDateOfChangeEventGUID": self.events["rest"]}
        made = [self.home.default]
        for body in bodies:
            self.second()
            made.append(self.home.saving(**body))
        return made

    def _contributions(self) -> list[tuple[str, str]]:
        """Four to each account but the default one, by every basis; saving and contribution of each."""
        by_age = {"StartBasis": 2, "StartAge": 45, "EndBasis": 7, "EndAge": 70, "EndDate": None}
        by_event = {"StartBasis": 4, "StartEventGUID": self.events["school"], "EndBasis": 4, "EndDate": None}
        by_event |= {"EndEventGUID": self.events["before"]}
        once = {"StartBasis": 3, "StartDate": "2027-03-01", "Frequency": 120, "EndBasis": None, "EndDate": None}
        transfer = {"TransactionType": 12, "LinkedSavingsGUID": self.savings[0], "Frequency": 4}
        made = []
        for saving in self.savings[1:]:
            for members in (by_age, by_event, once, transfer):
                self.second()
                made.append((saving, str(self.home.contribution(saving, **members)["TransactionGUID"])))
        return made
