"""`savings export`: a household as one document, of everything that the caller may read."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from savings_cli.commands.goals import kept
from savings_cli.failures import MISUSED, Failed
from savings_cli.frame import command
from savings_cli.session import Session

if TYPE_CHECKING:
    from savings_goals_client import Client
    from savings_goals_client.models import Goal

_PAGE = 100


def add(app: typer.Typer) -> None:
    """Add the command."""
    command(app, "export")(_export)


def _export(
    session: Session,
    household_id: Annotated[
        str | None, typer.Argument(metavar="[HOUSEHOLD]", help="Its id; else the profile's, else the only one.")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="The file to write; without it, standard output.")] = None,
) -> None:
    """Write a household as JSON: people, life events, accounts, planned payments, goals with periods and actions,
    transactions and notifications. It has names and birth dates: the file is readable by its owner alone.
    """
    found = _household(session, household_id)
    if out is None:
        session.screen.write(found)
        return
    from savings_goals_client import wire

    with os.fdopen(os.open(out, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        file.write(f"{wire.write(found)}\n")
    out.chmod(0o600)
    counts = {
        "file": str(out),
        "accounts": len(found["accounts"]),
        "customers": len(found["customers"]),
        "goals": sum(len(one.get("goals", ())) for one in found["customers"]),
        "not_readable": [one["customer"] for one in found["customers"] if "refused" in one],
    }
    session.show(counts, lambda: _said(counts))


def _said(counts: dict[str, Any]) -> list[str]:
    customers, accounts, goals = (_count(counts, name) for name in ("customers", "accounts", "goals"))
    wrote = f"Wrote {customers}, {accounts} and {goals} to {counts['file']}."
    hidden = [f"This caller may not read the goals of customer {one}." for one in counts["not_readable"]]
    return [wrote, *hidden]


def _count(counts: dict[str, Any], name: str) -> str:
    """Return a count with its noun."""
    return f"{counts[name]} {name if counts[name] != 1 else name[:-1]}"


def _household(session: Session, household_id: str | None) -> dict[str, Any]:
    """Read all of a household. Raises Failed."""
    bank = session.saver if session.profile.customer else session.bank
    homes = bank.households
    home = homes.get_household(household_id or session.profile.household or _only(bank)).data
    guid = home.household_guid
    accounts = list(homes.iter_savings(guid, exclude_formatted_values="1", limit=_PAGE))
    return {
        "household": home,
        "life_events": homes.list_life_events(guid, exclude_formatted_values="1").data,
        "accounts": [
            {
                "account": one,
                "contributions": homes.list_contributions(guid, one.savings_guid, exclude_formatted_values="1").data,
            }
            for one in accounts
        ],
        "customers": [_customer(session.bank.acting_for(one.client_guid), one.client_guid) for one in home.clients],
    }


def _only(bank: "Client") -> str:
    found = bank.households.list_households(limit=2).data
    if len(found) != 1:
        raise Failed("which household?", "Name one: `savings households list` shows them.", MISUSED)
    return found[0].household_guid


def _customer(saver: "Client", guid: str) -> dict[str, Any]:
    """Read what is a customer's; say so where the caller may not, as a customer's own token of another one."""
    from savings_goals_client import Forbidden, Unauthorized

    try:
        return {
            "customer": guid,
            "goals": [_goal(saver, one) for one in saver.goals.iter_goals(limit=_PAGE)],
            "transactions": list(saver.ledger.iter_transactions(items=_PAGE)),
            "preferences": saver.notifications.get_preferences(),
            "notifications": list(saver.notifications.iter_notifications(items=_PAGE)),
        }
    except (Forbidden, Unauthorized) as error:
        return {"customer": guid, "refused": str(error)}


def _goal(saver: "Client", goal: "Goal") -> dict[str, Any]:
    return {
        "goal": goal,
        "periods": list(saver.goals.iter_periods(goal.id, limit=_PAGE)),
        "actions": kept(goal, lambda: list(saver.savings_goals.iter_actions(goal.id, page_size=_PAGE))),
    }
