"""The savings goals family: plan-checked goals measured by their own actions."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from savings.domain import goal_changes, guids
from savings.domain.errors import NotFound, in_currency
from savings.domain.goal import Goal, MeasuredBy, NewGoal, Texts, TrackingType, as_of
from savings.domain.plan import Plan, SavingsFigures, Target, plan_savings
from savings.store import goals
from savings.usecases.attempt import Attempt, Outcome
from savings.usecases.goal_periods import close_due
from savings.usecases.goal_release import RELEASED_AT_ONCE, release
from savings.usecases.goals import list_goals, load_goal, saved
from savings.usecases.pages import Place


@dataclass(frozen=True, slots=True)
class SavingsGoalRequest:
    """A savings goal's name, None to keep it, and its plan."""

    name: str | None
    figures: SavingsFigures

    @property
    def target(self) -> Target:
        """What the goal is after: a date where one was given."""
        return Target.AMOUNT if self.figures.target_date is None else Target.DATE

    def plan(self, today: date, _balance: int, /) -> tuple[NewGoal, Plan]:
        """Complete the plan of a new savings goal. Raises Refused and Infeasible."""
        new = NewGoal(
            texts=Texts(self.name or ""),
            measured_by=MeasuredBy.ACTIONS,
            tracking_type=TrackingType.DEBIT_CREDIT,
            target=self.target,
        )
        return new, plan_savings(self.figures, today, today)


def list_savings_goals(
    attempt: Attempt, account_id: str | None, limit: int | None, after: Place
) -> tuple[list[Goal], Place | None]:
    """Return a page of the customer's savings goals, of all or of those on one account, and where it ends.

    Oldest first; as of a moment ago.
    """

    def is_listed(goal: Goal) -> bool:
        return goal.holds_money and (account_id is None or is_on(goal, account_id))

    return list_goals(attempt, is_listed, limit, after)


def is_on(goal: Goal, account_id: str) -> bool:
    """Whether the id names the goal's account."""
    return guids.read_account(account_id, goal.tenant, goal.household) == goal.account


def get_savings_goal(attempt: Attempt, goal_id: str) -> Goal:
    """Return one savings goal as time has moved it. Raises NotFound, also for cancelled and archived ones."""
    return as_of(_load(attempt, goal_id), attempt.now)[0]


def change_savings_goal(attempt: Attempt, goal_id: str, read: Callable[[str], SavingsGoalRequest]) -> Outcome[Goal]:
    """Change name and plan, re-validated as on creation. Raises NotFound, Refused, Infeasible."""
    goal = close_due(attempt.table, _load(attempt, goal_id), attempt.now)
    request = read(goal.currency)
    with in_currency(goal.currency):
        return saved(goal, goal_changes.replan(goal, request.figures, request.name, attempt.now))


def delete_savings_goal(attempt: Attempt, goal_id: str) -> Outcome[None]:
    """Cancel or archive one savings goal and release what it holds. Raises NotFound."""
    return release(attempt, [close_due(attempt.table, _load(attempt, goal_id), attempt.now)])


def delete_all_savings_goals(attempt: Attempt) -> Outcome[None]:
    """Cancel or archive every savings goal of the customer, in transactions of 45, the record with the last.

    Raises NotFound when there is none.
    """
    every = goals.load_all(attempt.table, attempt.caller.tenant, attempt.caller.person, consistent=True)
    living = [goal for goal in every if goal.holds_money]
    if not living:
        raise NotFound("goal")
    while len(living) > RELEASED_AT_ONCE:
        ahead, living = living[:RELEASED_AT_ONCE], living[RELEASED_AT_ONCE:]
        attempt.table.write(_released(attempt, ahead).writes)
    return _released(attempt, living)


def _released(attempt: Attempt, some: list[Goal]) -> Outcome[None]:
    return release(attempt, [close_due(attempt.table, goal, attempt.now) for goal in some])


def _load(attempt: Attempt, goal_id: str) -> Goal:
    """Return the savings goal as it is stored. Raises NotFound, also for cancelled and archived ones."""
    goal = load_goal(attempt, goal_id)
    if not goal.holds_money:
        raise NotFound("goal")
    return goal
