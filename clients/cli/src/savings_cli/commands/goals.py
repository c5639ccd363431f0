"""`savings goals`: the goals of a customer, as they stand."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Final

import typer

from savings_cli.frame import command, group
from savings_cli.screen import bar, blocks, facts, table
from savings_cli.session import Session

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.text import Text

    from savings_goals_client.models import Action, Goal, Period

Goal_ = Annotated[str, typer.Argument(metavar="ID", help="The goal's id, in either of its forms.")]
_TRACKING: Final = {"below": "below plan", "equal": "on plan", "above": "above plan"}
_OVER: Final = frozenset({"completed", "failed", "cancelled"})
_NO_ESTIMATE: Final = {
    "no_history": "none yet: no period is closed",
    "no_positive_pace": "none: nothing was saved in the closed periods",
    "beyond_horizon": "later than in a hundred years",
}


def add(app: typer.Typer) -> typer.Typer:
    """Add the commands; return their group."""
    goals = group(app, "goals", "Goals with their figures, periods and plans.")
    command(goals, "list")(_list)
    command(goals, "show")(_show)
    return goals


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
    if is_narrow:
        rows: list[list[RenderableType]] = [
            [f"{one.id}", one.name, f"{one.current_amount} of {one.target_amount} {one.currency}", _coloured(one)]
            for one in goals
        ]
        return table(["id", "goal", "saved", "status"], rows)
    return table(
        ["id", "goal", "progress", "saved", "target", "", "by", "status"],
        [
            [
                f"{one.id}",
                one.name,
                bar(one.current_amount, one.target_amount),
                f"{one.current_amount}",
                f"{one.target_amount}",
                one.currency,
                f"{one.end_date}",
                _coloured(one),
            ]
            for one in goals
        ],
        right=("saved", "target"),
    )


def _show(
    session: Session,
    goal_id: Goal_,
    periods: Annotated[int, typer.Option(min=1, help="How many periods are drawn, around today's.")] = 12,
    actions: Annotated[int, typer.Option(min=0, max=100, help="How many of the latest actions are shown.")] = 5,
) -> None:
    """Show a goal: its figures, where it leads, its periods as a chart, and what was last put in or taken."""
    goals = session.saver.goals
    goal = goals.get_goal(goal_id)
    all_periods = list(goals.iter_periods(goal_id, limit=100))
    read = session.saver.savings_goals.list_actions
    latest = kept(goal, lambda: read(goal_id, page_size=actions, order="newest").data) if actions else []
    document = {"goal": goal, "periods": all_periods, "actions": latest}
    session.show(document, lambda: [*figures(goal), "", *chart(goal, all_periods, periods), *_actions(latest)])


def kept(goal: "Goal", read: Callable[[], list["Action"]]) -> list["Action"]:
    """Return a goal's actions; one that was cancelled or archived shows none."""
    from savings_goals_client import NotFound

    try:
        return read() if goal.measured_by == "actions" else []
    except NotFound:
        return []


def figures(goal: "Goal") -> list["RenderableType"]:
    """Return what is known of a goal, in words."""
    money = goal.currency
    period = goal.current_period
    estimate = (
        f"{goal.estimated_end_date}, {goal.estimated_target_amount} {money} by {goal.end_date}"
        if goal.estimated_end_date
        else _NO_ESTIMATE.get(goal.estimate_null_reason or "")
    )
    return [
        facts(
            [
                ("goal", goal.name),
                ("saved", f"{goal.current_amount} of {goal.target_amount} {money}"),
                ("", bar(goal.current_amount, goal.target_amount, 30)),
                ("plan", f"{goal.period_amount} {money} {goal.frequency}, from {goal.start_date} to {goal.end_date}"),
                ("status", _coloured(goal)),
                ("needed", f"{period.required_amount} {money} by {period.end_date}" if period else None),
                ("at this pace", estimate),
                ("measured by", goal.measured_by),
                ("account", goal.account_id),
                ("id", goal.id),
            ]
        )
    ]


def chart(goal: "Goal", periods: Sequence["Period"], most: int) -> list["RenderableType"]:
    """Return the periods around the current one: what each is to have, what it has, and the one against the other."""
    now = goal.current_period.index if goal.current_period else len(periods)
    first = max(0, min(now - most // 2, len(periods) - most))
    shown = periods[first : first + most]
    largest = max((max(one.target_amount, one.current_amount) for one in shown), default=Decimal(1))
    rows = [
        [
            ">" if one.index == now else "",
            f"{one.start_date}",
            _against(one, largest),
            f"{one.current_amount}",
            f"{one.target_amount}",
        ]
        for one in shown
    ]
    rest = len(periods) - len(shown)
    more = [f"{rest} more: --periods {len(periods)} draws all."] if rest else []
    return [table(["", "from", "period", "saved", "target"], rows, right=("saved", "target")), *more]


def _against(period: "Period", largest: Decimal, width: int = 24) -> str:
    """Return a bar of the amount over one of the target, both on the scale of the largest."""
    target = int(max(period.target_amount, Decimal(0)) * width / largest) if largest else 0
    amount = min(max(period.current_amount, Decimal(0)), largest)
    return blocks(amount, largest, width).rstrip("░").ljust(target, "░") if largest else ""


def _actions(actions: Sequence["Action"]) -> list["RenderableType"]:
    if not actions:
        return []
    rows = [
        [f"{one.created_at:%Y-%m-%d %H:%M}", "in" if one.credit_debit_indicator == "credit" else "out", _written(one)]
        for one in actions
    ]
    return ["", table(["when", "", "saved"], rows, right=("saved",))]


def _written(action: "Action") -> str:
    return f"{action.amount.value} {action.amount.currency}"


_COLOURS: Final = {"completed": "green", "failed": "red", "cancelled": "dim"}


def _coloured(goal: "Goal") -> "Text":
    from rich.text import Text

    is_behind = goal.status == "active" and goal.tracking_status == "below"
    return Text(standing(goal), "yellow" if is_behind else _COLOURS.get(goal.status, ""))


def standing(goal: "Goal") -> str:
    """Return how a goal stands, in words."""
    if goal.status == "active" and goal.current_amount < goal.target_amount:
        return f"active, {_TRACKING[goal.tracking_status]}"
    return f"{goal.status}, reached" if goal.achieved_at and goal.status != "completed" else goal.status
