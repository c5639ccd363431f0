"""`savings preview` and `savings goals make`: a plan, tried before it is made, with what would work in its place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from savings_cli.commands.goals import figures
from savings_cli.frame import command
from savings_cli.money import amount
from savings_cli.screen import amount_of, table
from savings_cli.session import Session, members

if TYPE_CHECKING:
    from rich.console import RenderableType

    from savings_goals_client.models import Alternative, Preview

Day = datetime | None
_DAYS: Final = ["%Y-%m-%d"]


class Counts(StrEnum):
    """Which of an account's transactions a goal counts."""

    CREDIT = "credit"
    DEBIT = "debit"
    BOTH = "debit_credit"


class Every(StrEnum):
    """How long a period is."""

    DAY = "daily"
    WEEK = "weekly"
    TWO_WEEKS = "fortnightly"
    FOUR_WEEKS = "four_weekly"
    MONTH = "monthly"
    QUARTER = "quarterly"
    HALF_YEAR = "biannually"
    YEAR = "annually"
    ONCE = "singular"


class After(StrEnum):
    """What a goal is after."""

    AMOUNT = "amount"
    DATE = "date"
    OPEN_ENDED = "open_ended"
    BALANCE = "current_balance"
    AVAILABLE = "available_balance"


@dataclass(frozen=True)
class Plan:
    """A plan in one of the two forms, as it is sent."""

    body: Mapping[str, Any]
    is_savings_goal: bool


_OF_SAVING: Final = "A plan: two of these three give the third"
_OF_COUNTING: Final = "A goal that counts what the account does, in place of holding money"


def plan(
    account: Annotated[str, typer.Option(help="The account's id.", rich_help_panel=_OF_SAVING)],
    target: Annotated[
        Decimal | None,
        typer.Option(parser=amount, metavar="AMOUNT", help="What is to be reached.", rich_help_panel=_OF_SAVING),
    ] = None,
    each: Annotated[
        Decimal | None,
        typer.Option(
            parser=amount, metavar="AMOUNT", help="What goes in each month, or each period.", rich_help_panel=_OF_SAVING
        ),
    ] = None,
    by: Annotated[
        Day,
        typer.Option(
            formats=_DAYS, metavar="DATE", help="The date by which it is reached.", rich_help_panel=_OF_SAVING
        ),
    ] = None,
    counts: Annotated[
        Counts | None, typer.Option(help="Which transactions count.", rich_help_panel=_OF_COUNTING)
    ] = None,
    every: Annotated[Every | None, typer.Option(help="How long a period is.", rich_help_panel=_OF_COUNTING)] = None,
    after: Annotated[After | None, typer.Option(help="What the goal is after.", rich_help_panel=_OF_COUNTING)] = None,
    start: Annotated[
        Decimal | None,
        typer.Option(parser=amount, metavar="AMOUNT", help="What it starts with.", rich_help_panel=_OF_COUNTING),
    ] = None,
    since: Annotated[
        Day,
        typer.Option(
            "--from", formats=_DAYS, metavar="DATE", help="The plan's first date.", rich_help_panel=_OF_COUNTING
        ),
    ] = None,
) -> Plan:
    """Read the options of a plan."""
    if counts is None:
        if any(one is not None for one in (every, after, start, since)):
            raise typer.BadParameter("--every, --after, --start and --from go with --counts")
        given = {"target_amount": _money(target), "recurrent_amount": _money(each), "target_date": _day(by)}
        return Plan(members(account_id=account, **given), is_savings_goal=True)
    given = {
        "tracking_type": counts,
        "frequency": every or Every.MONTH,
        "target": after or (After.DATE if by else After.AMOUNT),
        "target_amount": _text(target),
        "period_amount": _text(each),
        "end_date": _day(by),
        "start_amount": _text(start),
        "start_date": _day(since),
    }
    return Plan(members(account_id=account, **given), is_savings_goal=False)


def add(app: typer.Typer, goals: typer.Typer) -> None:
    """Add the commands."""
    command(app, "preview", plan)(_preview)
    command(goals, "make", plan)(_make)


def _make(
    session: Session,
    plan: Plan,
    name: Annotated[str, typer.Argument(help="What the saver calls it.")],
    key: Annotated[str | None, typer.Option("--key", help="An idempotency key of your own.")] = None,
) -> None:
    """Make a goal: a savings goal, or with --counts one that counts the account's transactions."""
    saver, body = session.saver, {"name": name, **plan.body}
    if plan.is_savings_goal:
        made = saver.savings_goals.create_savings_goal(body, idempotency_key=key).data
        goal = saver.goals.get_goal(made.id)
    else:
        goal = saver.goals.create_goal(body, idempotency_key=key)
    session.show(goal, lambda: figures(goal))


def _preview(session: Session, plan: Plan) -> None:
    """Try a plan without making it; where it does not add up, show beside it what would."""
    ask = session.saver.goals.preview_goal
    body = {"name": "Preview", **plan.body}
    asked = ask(body)
    others = [(one, ask({**body, one.change: one.value})) for one in asked.alternatives]
    document = {
        "plan": asked,
        "alternatives": [{"change": one.change, "value": one.value, "plan": found} for one, found in others],
    }
    session.show(document, lambda: _compared(body, asked, others))


_ROWS: Final[Mapping[str, tuple[str, ...]]] = {
    "target": ("target_amount",),
    "each": ("recurrent_amount", "period_amount"),
    "by": ("target_date", "end_date"),
}


def _compared(
    body: Mapping[str, Any], asked: "Preview", others: Sequence[tuple["Alternative", "Preview"]]
) -> list["RenderableType"]:
    """Return the plans side by side: a column each."""
    shown = [("as asked", body, asked, "")]
    shown += [(f"other {_row(one.change)}", body, found, one.change) for one, found in others]
    columns = ["", *(title for title, *_ in shown)]
    rows = [[row, *(_member(names, body, found, new) for _, body, found, new in shown)] for row, names in _ROWS.items()]
    rows.append(["periods", *(str(len(found.periods) or "") for _, _, found, _ in shown)])
    rows.append(["adds up", *("yes" if found.feasible else "no" for _, _, found, _ in shown)])
    drawn = table(columns, rows)
    if asked.feasible:
        return [drawn]
    return [drawn, f"{amount_of(_plain(asked.shortfall))} is missing. Each of the others is accepted as it is."]


def _row(change: str) -> str:
    return next((row for row, names in _ROWS.items() if change in names), change)


def _member(names: Sequence[str], body: Mapping[str, Any], found: "Preview", new: str) -> str:
    """Return a figure of a plan: as it would be made, else as it was asked; what is new has a mark."""
    plans = [found.goal.on_the_wire() if found.goal else {}, body]
    values = [one[name] for one in plans for name in names if one.get(name) is not None]
    return (amount_of(_plain(values[0])) + (" *" if new in names else "")) if values else ""


def _plain(value: Any) -> Any:
    return value.on_the_wire() if hasattr(value, "on_the_wire") else value


def _money(value: Decimal | None) -> Mapping[str, str] | None:
    return None if value is None else {"value": f"{value:f}"}


def _text(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"


def _day(value: Day) -> str | None:
    return None if value is None else f"{value:%Y-%m-%d}"
