"""Even out residuals: money that came into shared accounts without a dream is divided among their dreams.

    BASE_URL=http://127.0.0.1:8000 CUSTOMER=<GUID> .venv/bin/python examples/even_out_residual.py

It needs the package httpx2, which the environment of `make venv` has.

Without CUSTOMER it makes a household of its own first, with two dreams and a deposit for neither. What is left over is
split in proportion to what each dream still lacks, what is missing in proportion to what each dream holds; each part is
one Internal transaction. Run it again whenever it stops halfway: it goes on from what is left.
"""

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import httpx2

OPEN = ("active", "finalising")


@dataclass(frozen=True)
class Dream:
    """A savings goal on an account, in cents; one that has ended gives but takes no more."""

    id: str
    target: int
    saved: int
    is_open: bool

    @property
    def missing(self) -> int:
        """What it lacks to its target."""
        return max(0, self.target - self.saved)


class Bank:
    """The client app, acting for one customer."""

    def __init__(self, base_url: str, client: str = "demo-app", secret: str = "demo-secret") -> None:  # noqa: S107
        """Get a token."""
        self._http = httpx2.Client(base_url=base_url, timeout=30, trust_env=False)
        form = {"grant_type": "client_credentials", "client_id": client, "client_secret": secret}
        token = self._http.post("/oauth2/token", data=form).raise_for_status().json()["access_token"]
        self._http.headers.update({"Authorization": f"Bearer {token}", "X-Client-Id": client})
        self.customer = ""

    def act_for(self, customer: str) -> None:
        """Name the customer in every call from now on."""
        self.customer = customer
        self._http.headers["X-Customer-Id"] = customer

    def get(self, path: str, **query: str) -> Any:
        """Return the answer's JSON."""
        return self._http.get(path, params=query).raise_for_status().json()

    def post(self, path: str, body: object) -> Any:
        """Return the answer's JSON."""
        return self._http.post(path, json=body).raise_for_status().json()

    def close(self) -> None:
        """Let go of the connection."""
        self._http.close()


def apportion(total: int, weights: Sequence[int]) -> list[int]:
    """Split a positive total by weights, to the cent; the largest remainders come first, ties go to the earlier."""
    whole = sum(weights)
    parts = [total * weight // whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda at: (-(total * weights[at] % whole), at))
    for at in by_remainder[: total - sum(parts)]:
        parts[at] += 1
    return parts


def shares(residual: int, dreams: Sequence[Dream]) -> list[tuple[Dream, int]]:
    """Return what each dream gets of a residual, or gives where that is negative; parts of 0 are left out."""
    if residual > 0:
        taking = [dream for dream in dreams if dream.is_open]
        weights = [dream.missing for dream in taking]
        if not any(weights):  # all have what they need: by their size, then
            weights = [dream.target for dream in taking]
        parts = apportion(residual, weights) if any(weights) else []
        return [(dream, part) for dream, part in zip(taking, parts, strict=False) if part]
    held = [dream.saved for dream in dreams]
    needed = min(-residual, sum(held))
    parts = apportion(needed, held) if needed else []
    return [(dream, -part) for dream, part in zip(dreams, parts, strict=False) if part]


def dreams_on(bank: Bank, account: str) -> list[Dream]:
    """Return the customer's dreams on an account, oldest first."""
    found = bank.get("/goals/v1/savings", account_id=account)["data"]
    return [
        Dream(
            id=one["id"],
            target=cents(one["target_amount"]),
            saved=cents(one["saved_amount"]),
            is_open=bank.get(f"/goals/{one['id']}")["status"] in OPEN,
        )
        for one in found
    ]


def cents(amount: dict[str, str]) -> int:
    """Read an amount, which always has as many decimals as its currency, in the currency's smallest unit."""
    return int(amount["value"].replace(".", ""))


def even_out(bank: Bank, account: dict[str, Any]) -> int:
    """Move an account's residual into its dreams, or out of them; return what is left of it.

    The account's sequence makes the external ids: sent twice, a part moves once.
    """
    print(f"account {account['id']}: residual {account['residualCents']} cents")
    for dream, part in shares(account["residualCents"], dreams_on(bank, account["id"])):
        into = part > 0
        body = {
            "type": "Internal",
            "externalId": f"even-out/{account['id']}/{account['sequence']}/{dream.id}",
            "userId": bank.customer,
            "amountCents": abs(part),
            "fromAccountId": account["id"],
            "toAccountId": account["id"],
            "toDreamId" if into else "fromDreamId": dream.id,
        }
        bank.post("/transactions", {"transaction": body})
        print(f"  {abs(part)} cents {'into' if into else 'out of'} dream {dream.id}")
    left = int(bank.get(f"/accounts/{account['id']}")["account"]["residualCents"])
    print(f"  residual now {left} cents")
    return left


def accounts_of(bank: Bank) -> list[dict[str, Any]]:
    """Return the customer's shared accounts, from all pages of the list."""
    found: list[dict[str, Any]] = []
    path: str | None = "/accounts?items=100"
    while path:
        page = bank.get(path)
        found += [account for account in page["accounts"] if account["type"] == "SharedSavings"]
        path = page["meta"]["next_url"]
    return found


def make_sample(bank: Bank) -> str:
    """Make a household with an account, two dreams and a deposit for neither; return its client."""
    person = {"FirstName": "Tina", "LastName": "Edwards", "DateOfBirth": "1990-05-04"}
    household = {"TimeZone": "Europe/London", "Currency": "GBP", "Clients": [person]}
    made = bank.post("/api/v2/household", household)["data"]
    customer = str(made["Clients"][0]["ClientGUID"])
    saving = {
        "ClientGUID": customer,
        "SavingsDescription": "Savings",
        "SavingsType": 2,
        "Value": 0,
        "ValueDate": "2020-01-01",
    }
    account = bank.post(f"/api/v2/household/{made['HouseholdGUID']}/savings", saving)["data"]["SavingsGUID"]
    bank.act_for(customer)
    for name, target in (("Holiday", "1000"), ("Boat", "2000")):
        amounts = {"target_amount": target, "recurrent_amount": "100"}
        plan = {member: {"value": value, "currency": "GBP"} for member, value in amounts.items()}
        bank.post("/goals/v1/savings", {"name": name, "account_id": account, **plan})
    deposit = {
        "type": "Deposit",
        "externalId": "sample-deposit",
        "userId": customer,
        "amountCents": 100_00,
        "toAccountId": account,
    }
    bank.post("/transactions", {"transaction": deposit})
    return customer


def main() -> int:
    """Even out every shared account of the customer; return 1 if one keeps a residual."""
    bank = Bank(os.environ.get("BASE_URL", "http://127.0.0.1:8000").rstrip("/"))
    try:
        customer = os.environ.get("CUSTOMER")
        if customer:
            bank.act_for(customer)
        else:
            print(f"made a household with the client {make_sample(bank)}")
        uneven = [account for account in accounts_of(bank) if account["residualCents"]]
        left = [even_out(bank, account) for account in uneven]
    finally:
        bank.close()
    return 1 if any(left) else 0


if __name__ == "__main__":
    sys.exit(main())
