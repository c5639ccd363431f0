"""`savings households` and `savings accounts`: who saves, on what, and the ids of both."""

from typing import Annotated

import typer

from savings_cli.frame import command, group
from savings_cli.money import written
from savings_cli.screen import facts, table
from savings_cli.session import Session


def add(app: typer.Typer) -> None:
    """Add the commands."""
    households = group(app, "households", "Households and their people.")
    command(households, "list")(_list)
    command(households, "show")(_show)
    accounts = group(app, "accounts", "The accounts that goals are on.")
    command(accounts, "list")(_accounts)


def _list(session: Session) -> None:
    """Show the households: the customer's, or all where a client app names none."""
    caller = session.saver if session.profile.customer else session.bank
    found = list(caller.households.iter_households(limit=100))
    rows = [[one.household_guid, one.household_label, one.currency, one.time_zone] for one in found]
    session.show(found, lambda: table(["id", "household", "currency", "time zone"], rows) if rows else "No households.")


def _show(session: Session, household_id: Annotated[str, typer.Argument(metavar="ID", help="The household.")]) -> None:
    """Show a household with its people; each is a customer."""
    found = session.bank.households.get_household(household_id).data
    rows = [[one.client_guid, f"{one.first_name} {one.last_name}", f"{one.date_of_birth}"] for one in found.clients]
    about = [
        ("household", found.household_label),
        ("currency", found.currency),
        ("time zone", found.time_zone),
        ("days of grace", found.finalising_days),
        ("dependants", ", ".join(f"{one.first_name} {one.last_name}" for one in found.dependants) or None),
    ]
    session.show(found, lambda: [facts(about), "", table(["id", "customer", "born"], rows)])


def _accounts(session: Session) -> None:
    """Show a customer's accounts: their balance, and what no goal holds of it."""
    saver = session.saver
    names = {
        saving.savings_guid: saving.savings_description
        for household in saver.households.iter_households()
        for saving in saver.households.iter_savings(household.household_guid, exclude_formatted_values="1")
    }
    found = [
        {
            "id": one.id,
            "name": names.get(one.id),
            "type": one.type,
            "currency": one.currency,
            "balance": written(one.balance_cents, one.currency),
            "residual": written(one.residual_cents, one.currency),
        }
        for one in saver.ledger.iter_accounts(items=100)
    ]
    rows = [[str(one[name] or "") for name in ("id", "name", "balance", "residual", "currency")] for one in found]
    columns = ["id", "account", "balance", "left", ""]
    session.show(found, lambda: table(columns, rows, right=("balance", "left")) if rows else "No accounts.")
