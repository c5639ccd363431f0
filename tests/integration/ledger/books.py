"""The bank's books as the tests of the ledger keep them: what settled is reported, and what it moved is looked up."""

import itertools
from collections.abc import Iterator
from typing import Any, Final

from savings.domain.events import Event
from tests.product import ANNA, Answer, Listener, Product

_numbers: Final = itertools.count(1)


def deposit(account: str, cents: int, dream: str | None = None, **members: Any) -> dict[str, Any]:
    """Return the body of money that came in from outside."""
    return _body("Deposit", cents, members, toAccountId=account, toDreamId=dream)


def withdrawal(account: str, cents: int, dream: str | None = None, **members: Any) -> dict[str, Any]:
    """Return the body of money that went out."""
    return _body("Withdrawal", cents, members, fromAccountId=account, fromDreamId=dream)


def transfer(
    source: str, target: str, cents: int, *, out_of: str | None = None, into: str | None = None, **members: Any
) -> dict[str, Any]:
    """Return the body of money that went from one account to another, or within one, and from dream to dream."""
    sides = {"fromAccountId": source, "fromDreamId": out_of, "toAccountId": target, "toDreamId": into}
    return _body("Internal", cents, members, **sides)


class Books:
    """Reports transactions for a customer, by default Anna, and reads what became of accounts and goals."""

    def __init__(self, product: Product) -> None:
        self.product = product

    def report(self, body: dict[str, Any], customer: str = ANNA) -> dict[str, Any]:
        """Report a transaction that must be taken, and return it."""
        body["transaction"].setdefault("userId", customer)
        answer = self.product.call("POST", "/transactions", body, customer=customer)
        assert answer.status == 201, answer.body
        return dict(answer.body["transaction"])

    def refuse(self, body: dict[str, Any] | None, **options: Any) -> Answer:
        """Report a transaction that must be refused and change nothing."""
        return self.product.refused("POST", "/transactions", body, **options)

    def undo(self, transaction: str, **members: Any) -> dict[str, Any]:
        """Reverse a transaction, and return the reversal."""
        body = {"transaction": {"externalId": f"undo-{next(_numbers)}", **members}}
        answer = self.product.call("POST", f"/transactions/{transaction}/reversal", body)
        assert answer.status == 201, answer.body
        return dict(answer.body["transaction"])

    def account(self, account: str) -> dict[str, Any]:
        """Return an account as it is."""
        return dict(self.product.call("GET", f"/accounts/{account}").body["account"])

    def money(self, account: str) -> tuple[int, int]:
        """Return an account's balance and residual."""
        found = self.account(account)
        return found["balanceCents"], found["residualCents"]

    def goal(self, goal: str | int) -> dict[str, Any]:
        """Return a goal as it is."""
        return dict(self.product.call("GET", f"/goals/{goal}").body)

    def saved(self, goal: str | int) -> str:
        """Return a goal's amount."""
        return str(self.goal(goal)["current_amount"])

    def periods(self, goal: str | int) -> list[str]:
        """Return the amounts of a goal's periods."""
        found = self.product.call("GET", f"/goals/{goal}/periods").body
        return [str(period["current_amount"]) for period in found]

    def prove(self) -> None:
        """Assert every invariant of each of Anna's goals, as the product itself recomputes them."""
        for goal in self.product.call("GET", "/goals").body:
            report = self.product.call("GET", f"/goals/{goal['id']}/integrity").body
            assert [found for found in report["invariants"] if not found["holds"]] == []


def wrong(answer: Answer) -> dict[str, list[str]]:
    """Return what a refusal of the ledger says about each member."""
    return {error["field"]: error["errors"] for error in answer.body["errors"]}


class Ear(Listener):
    """Hears what is new since it was made, and that no subject's sequence has a gap from then on."""

    def __init__(self, product: Product) -> None:
        super().__init__(product)
        self.listen()
        self._heads = {event.subject: event.sequence for event in self.events}

    def names(self) -> list[str]:
        """Return the names of what is new, sorted by name."""
        return sorted(event.name for event in self.hear())

    def hear(self) -> list[Event]:
        """Return what is new; call it after each request."""
        new = self.listen()
        for event in sorted(new, key=lambda event: event.sequence):
            assert event.sequence == self._heads.get(event.subject, event.sequence - 1) + 1, event
            self._heads[event.subject] = event.sequence
        return new

    def of(self, name: str) -> Iterator[dict[str, Any]]:
        """Yield the data of the new events of a name."""
        return (event.data for event in self.hear() if event.name == name)


def _body(kind: str, cents: int, members: dict[str, Any], **sides: str | None) -> dict[str, Any]:
    named = {member: guid for member, guid in sides.items() if guid is not None}
    return {
        "transaction": {"type": kind, "externalId": f"bank-{next(_numbers)}", "amountCents": cents} | named | members
    }
