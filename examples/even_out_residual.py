"""Even out residuals: money that came into shared accounts without a dream is divided among their dreams.

    BASE_URL=http://127.0.0.1:8000 CUSTOMER=<GUID> .venv/bin/python examples/even_out_residual.py

It needs the package savings_goals_client, which the environment of `make venv` has.

Without CUSTOMER it makes a household of its own first, with two dreams and a deposit for neither. What is left over is
split in proportion to what each dream still lacks, what is missing in proportion to what each dream holds; each part is
one Internal transaction. Run it again whenever it stops halfway: it goes on from what is left.
"""

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from savings_goals_client import Client, ClientCredentials
from savings_goals_client.models import (
    Account,
    ClientBody,
    CreateHousehold,
    CreateSavingsGoal,
    Money,
    MoneyBody,
    ReportTransaction,
    SavingBody,
    TransactionBody,
)

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


def dreams_on(bank: Client, account: str) -> list[Dream]:
    """Return the customer's dreams on an account, oldest first."""
    return [
        Dream(
            id=one.id,
            target=cents(one.target_amount),
            saved=cents(one.saved_amount),
            is_open=bank.goals.get_goal(one.id).status in OPEN,
        )
        for one in bank.savings_goals.iter_savings_goals(account_id=account)
    ]


def cents(amount: Money) -> int:
    """Read an amount, which always has as many decimals as its currency, in the currency's smallest unit."""
    return int(str(amount.value).replace(".", ""))


def even_out(bank: Client, account: Account) -> int:
    """Move an account's residual into its dreams, or out of them; return what is left of it.

    The account's sequence makes the external ids: sent twice, a part moves once.
    """
    print(f"account {account.id}: residual {account.residual_cents} cents")
    for dream, part in shares(account.residual_cents, dreams_on(bank, account.id)):
        into = part > 0
        moved = TransactionBody(
            type="Internal",
            external_id=f"even-out/{account.id}/{account.sequence}/{dream.id}",
            user_id=account.user.id,
            amount_cents=abs(part),
            from_account_id=account.id,
            to_account_id=account.id,
            to_dream_id=dream.id if into else None,
            from_dream_id=None if into else dream.id,
        )
        bank.ledger.report_transaction(ReportTransaction(transaction=moved))
        print(f"  {abs(part)} cents {'into' if into else 'out of'} dream {dream.id}")
    left = bank.ledger.get_account(account.id).account.residual_cents
    print(f"  residual now {left} cents")
    return left


def make_sample(bank: Client) -> str:
    """Make a household with an account, two dreams and a deposit for neither; return its client."""
    person = ClientBody(first_name="Tina", last_name="Edwards", date_of_birth=date(1990, 5, 4))
    household = CreateHousehold(time_zone="Europe/London", currency="GBP", clients=[person])
    made = bank.households.create_household(household).data
    customer = made.clients[0].client_guid
    saving = SavingBody(
        client_guid=customer,
        savings_description="Savings",
        savings_type=2,
        value=Decimal(0),
        value_date=date(2020, 1, 1),
    )
    account = bank.households.create_saving(made.household_guid, saving).data.savings_guid
    hers = bank.acting_for(customer)
    for name, target in (("Holiday", 1000), ("Boat", 2000)):
        dream = CreateSavingsGoal(
            name=name,
            account_id=account,
            target_amount=MoneyBody(value=Decimal(target)),
            recurrent_amount=MoneyBody(value=Decimal(100)),
        )
        hers.savings_goals.create_savings_goal(dream)
    deposit = TransactionBody(
        type="Deposit", external_id="sample-deposit", user_id=customer, amount_cents=100_00, to_account_id=account
    )
    hers.ledger.report_transaction(ReportTransaction(transaction=deposit))
    return customer


def main() -> int:
    """Even out every shared account of the customer; return 1 if one keeps a residual."""
    address = os.environ.get("BASE_URL", "http://127.0.0.1:8000")
    with Client(address, ClientCredentials("demo-app", "demo-secret")) as app:
        customer = os.environ.get("CUSTOMER")
        if not customer:
            customer = make_sample(app)
            print(f"made a household with the client {customer}")
        bank = app.acting_for(customer)
        shared = [account for account in bank.ledger.iter_accounts(items=100) if account.type == "SharedSavings"]
        left = [even_out(bank, account) for account in shared if account.residual_cents]
    return 1 if any(left) else 0


if __name__ == "__main__":
    sys.exit(main())
