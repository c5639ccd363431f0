"""A year of two people who save together, in which every text that Anna can write is a word that nobody else uses."""

import itertools
import re
from typing import Any, Final

from tests.integration.households.home import Home
from tests.integration.ledger.books import deposit
from tests.integration.notifications.mailbox import Mailbox
from tests.product import ANNA, BEN, Product, goal_body, person

MARK: Final = "Zwrgl"
KEEPS: Final = "Qwnth"
"""What the words of those begin with who stay."""
_numbers: Final = itertools.count(1)


def word() -> str:
    """Return one of Anna's words."""
    return f"{MARK}{next(_numbers)}"


def bens() -> str:
    """Return one of Ben's words."""
    return f"{KEEPS}{next(_numbers)}"


def words_in(text: object) -> set[str]:
    """Return Anna's words in a text, however it is written."""
    return set(re.findall(rf"{MARK}\d+", str(text), re.IGNORECASE))


def lived(product: Product, mailbox: Mailbox, *, alone: bool = False, year: bool = False) -> "Life":
    """Return such a life, today or when a year of it is over; it is played once and stored in each table."""

    def make() -> Life:
        life = Life(product, mailbox, alone=alone)
        if year:
            life.a_year_later()
        return life

    return product.begun(f"a life, {alone=}, {year=}", make, mailbox)


class Life:
    """Anna with an account of hers, one that she shares with Ben, and everything that can be stored about her."""

    def __init__(self, product: Product, mailbox: Mailbox, *, alone: bool = False) -> None:
        self.product, self.mailbox, self.alone = product, mailbox, alone
        anna = person(ANNA, FirstName=word(), LastName=word(), DateOfBirth="1988-04-12", Email=f"{word()}@bank.example")
        ben = person(BEN, FirstName=bens(), LastName=bens(), DateOfBirth="1990-06-30", Email=f"{bens()}@bank.example")
        child = person("", FirstName=self.family(), LastName=self.family(), DateOfBirth="2015-09-01", ClientGUID=ANNA)
        self.home = Home(
            product,
            HouseholdLabel=self.family(),
            Clients=[anna] if alone else [anna, ben],
            Dependants=[child],
        )
        self._savings()
        self._goals()
        self._rest()

    def family(self) -> str:
        """Return a word that is the whole family's: Anna's when there is nobody else."""
        return word() if self.alone else bens()

    def as_anna(self, method: str, path: str, body: Any = None, **options: Any) -> Any:
        """Call a route on Anna's behalf; what it answers."""
        answer = self.product.call(method, path, body, customer=ANNA, **options)
        assert answer.status < 300, answer
        return answer

    def _savings(self) -> None:
        home = self.home
        written = {"PolicyNumber": word(), "BackOfficeID": word(), "SavingsDescription": word()}
        self.retirement = home.made(
            "/events",
            {"EventLabel": word(), "EventBasis": 2, "ClientGUID": ANNA, "AgeYears": 67, "AgeMonths": 0},
        )["EventGUID"]
        later = {"EventBasis": 3, "LinkedEventGUID": self.retirement, "OffsetBasis": 2}
        self.later = home.made("/events", {"EventLabel": self.family(), **later, "OffsetYears": 1, "OffsetMonths": 0})[
            "EventGUID"
        ]
        self.own = home.saving(**written, DependantGUID=home.dependant)
        contribution = {"StartBasis": 1, "EndBasis": 2, "EndAge": 67, "BackOfficeID": word(), "EndDate": None}
        home.contribution(self.own, **contribution)
        gone = home.contribution(self.own, BackOfficeID=word())
        assert home.call("DELETE", f"/savings/{self.own}/contributions/{gone['TransactionGUID']}").status == 200
        closed = home.saving(SavingsDescription=word(), PolicyNumber=word(), Value=0)
        self.as_anna("PATCH", f"/accounts/{closed}", {"account": {"externalId": word()}})
        assert home.call("DELETE", f"/savings/{closed}").status == 200
        if self.alone:
            self.shared = self.own
        else:
            self.shared = home.saving(SavingsDescription=bens(), JointOwnerClientGUID=BEN)
            event = {"StartBasis": 1, "EndBasis": 4, "EndEventGUID": self.later, "EndDate": None}
            home.contribution(self.shared, **event)
            home.contribution(home.saving(ClientGUID=BEN, SavingsDescription=bens()), **event)

    def _goals(self) -> None:
        product = self.product
        texts = {"name": word(), "description": word(), "image_url": f"https://{word()}.example/{word()}.png"}
        self.own_goal = product.savings_goal(self.own, name=word())
        self.shared_goal = product.savings_goal(self.shared, name=word())
        self.counting = product.goal(self.shared, **texts, metadata={word(): word()})
        long = " ".join(word() for _ in range(20))
        self.watching = product.goal(
            self.shared, target="available_balance", target_amount="9000.00", **{**texts, "description": long}
        )
        self.short = product.savings_goal(
            self.own, name=word(), target_amount={"value": "120"}, recurrent_amount={"value": "60"}
        )
        if not self.alone:
            self.bens_goal = product.call("POST", "/goals", goal_body(self.shared, name=bens()), customer=BEN).body[
                "id"
            ]
            self.bens_watching = product.call(
                "POST",
                "/goals",
                goal_body(self.shared, name=bens(), target="available_balance", target_amount="9000.00"),
                customer=BEN,
            ).body["id"]

    def _rest(self) -> None:
        product = self.product
        for goal, value in ((self.own_goal, "40"), (self.shared_goal, "30"), (self.short, "130")):
            product.record(goal, value, headers={"Idempotency-Key": word()})
        self.first_transaction = deposit(self.shared, 100_00, userId=ANNA, externalId=word())
        self.report(self.first_transaction)
        self.report(deposit(self.own, 50_00, userId=ANNA, externalId=word(), toDreamId=self.own_goal))
        self.as_anna("PATCH", f"/accounts/{self.own}", {"account": {"externalId": word()}})
        chosen = {"channels": {"goal.achieved": "email"}, "reminder_days": 3}
        self.as_anna("PUT", "/notifications/preferences", chosen)
        self.mailbox.receive(*[one for one in self.mailbox.events() if one.name == "goal.achieved"])

    @property
    def household(self) -> str:
        """The GUID of the household."""
        return str(self.home.data["HouseholdGUID"])

    def report(self, body: dict[str, Any]) -> None:
        """Report a transaction as the bank does."""
        answer = self.product.call("POST", "/transactions", body, customer=None)
        assert answer.status == 201, answer

    def a_year_later(self) -> None:
        """Let a year go by, month by month, with news of it, and write something on its last day."""
        for month in range(2, 13):
            self.product.close_all(until=f"2027-{month:02d}-15T10:00:00Z")
            heard = [one for one in self.mailbox.events() if f"2027-{month:02d}" in one.time.isoformat()]
            self.mailbox.receive(*heard)
        late = {"Idempotency-Key": word()}
        self.product.call(
            "PUT", f"/goals/{self.counting['id']}", {"name": word(), "description": word()}, customer=ANNA, headers=late
        )
        self.home.call("PUT", f"/clients/{ANNA}", self._anna_anew(), headers=late)
        self.product.record(self.own_goal, "5", headers=late)

    def _anna_anew(self) -> dict[str, Any]:
        return {"FirstName": word(), "LastName": word(), "DateOfBirth": "1988-04-12", "Email": f"{word()}@bank.example"}
