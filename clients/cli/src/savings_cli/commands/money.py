"""`savings save` and `savings take`: money into a savings goal, and out of it."""

from decimal import Decimal
from typing import Annotated, Literal

import typer

from savings_cli.commands.goals import Goal_, standing
from savings_cli.frame import command
from savings_cli.money import amount
from savings_cli.screen import bar
from savings_cli.session import Session

Amount = Annotated[
    Decimal, typer.Argument(parser=amount, metavar="AMOUNT", help="In the account's currency, such as 80.50.")
]
Key = Annotated[
    str | None,
    typer.Option("--key", help="An idempotency key of your own: the call has one effect, however often it is made."),
]


def add(app: typer.Typer) -> None:
    """Add the commands."""
    command(app, "save")(_save)
    command(app, "take")(_take)


def _save(session: Session, goal_id: Goal_, amount: Amount, key: Key = None) -> None:
    """Put an amount from what is left on the account into a savings goal."""
    _move(session, goal_id, amount, "credit", key)


def _take(session: Session, goal_id: Goal_, amount: Amount, key: Key = None) -> None:
    """Take an amount out of a savings goal; it is left on the account."""
    _move(session, goal_id, amount, "debit", key)


def _move(session: Session, goal_id: str, amount: Decimal, way: Literal["credit", "debit"], key: str | None) -> None:
    body = {"amount": {"value": f"{amount:f}"}, "credit_debit_indicator": way}
    action = session.saver.savings_goals.create_action(goal_id, body, idempotency_key=key).data
    goal = session.saver.goals.get_goal(goal_id)
    done = "Saved" if way == "credit" else "Took"
    money = goal.currency
    session.show(
        {"action": action, "goal": goal},
        lambda: [
            f"{done} {action.amount.value} {money}.",
            f"{goal.name} has {goal.current_amount} of {goal.target_amount} {money}.",
            f"{bar(goal.current_amount, goal.target_amount, 30)}  {standing(goal)}",
        ],
    )
