"""`savings goals`: the goals of a customer, as they stand."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Final

import typer

from savings_cli.frame import command, group
from savings_cli.screen import bar, table
from savings_cli.session import Session

if TYPE_CHECKING:
    from rich.console import RenderableType

    from savings_goals_client.models import Goal

TRACKING: Final = {"below": "below plan", "equal": "on plan", "above": "above plan"}
_OVER: Final = frozenset({"completed", "failed", "cancelled"})


def add(app: typer.Typer) -> None:
    """Add the commands."""
    goals = group(app, "goals", "Goals with their figures, periods and plans.")
    command(goals, "list")(_list)


def _list(
    session: Session,
    every: Annotated[bool, typer.Option("--all", help="Those that have ended as well.")] = False,
) -> None:
    """Show a customer's goals with their progress."""
    found = [one for one in session.saver.goals.iter_goals() if every or one.status not in _OVER]
    session.show(found, lambda: _listed(found, is_narrow=session.screen.is_narrow))


def _listed(goals: Sequence["Goal"], *, is_narrow: bool) -> "RenderableType":
    if not goals:
        return "No goals. `savings goals make` makes one."
    columns = ["id", "goal", "progress", "saved", "target", "", "by", "status"]
    rows = [
        [
            str(one.id),
            one.name,
            bar(one.current_amount, one.target_amount),
            f"{one.current_amount}",
            f"{one.target_amount}",
            one.currency,
            f"{one.end_date}",
            standing(one),
        ]
        for one in goals
    ]
    kept = [0, 1, 3, 4, 7] if is_narrow else range(len(columns))
    return table([columns[at] for at in kept], [[row[at] for at in kept] for row in rows], right=("saved", "target"))


def standing(goal: "Goal") -> str:
    """Return how a goal stands, in words."""
    if goal.status == "active" and goal.current_amount < goal.target_amount:
        return f"active, {TRACKING[goal.tracking_status]}"
    return f"{goal.status}, reached" if goal.achieved_at and goal.status != "completed" else goal.status
