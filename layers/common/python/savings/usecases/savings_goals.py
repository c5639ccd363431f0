"""The savings goals family: plan-checked goals measured by their own actions."""

from dataclasses import dataclass
from datetime import date, datetime

from savings.domain import calendar, changes, guids, money
from savings.domain.errors import Checks, NotFound, Refused, in_currency
from savings.domain.goal import Attachment, Goal, MeasuredBy, NewGoal, Texts, TrackingType, as_of
from savings.domain.plan import Plan, SavingsFigures, Target, plan_savings
from savings.runtime import Runtime
from savings.store import goals
from savings.store.idempotency import Answer, Once
from savings.usecases.caller import Caller
from savings.usecases.closing import close_due
from savings.usecases.goals import Render, load_goal
from savings.usecases.releasing import RELEASED_AT_ONCE, release
from savings.usecases.writing import attempts, commit


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount as the family spells it; a missing currency means the goal's own."""

    value: str
    currency: str | None = None


@dataclass(frozen=True, slots=True)
class SavingsGoalRequest:
    """The plan members of a savings goal as they were read."""

    name: str | None = None
    target_amount: Amount | None = None
    recurrent_amount: Amount | None = None
    target_date: str | None = None

    def figures(self, currency: str, mismatch: str) -> SavingsFigures:
        """Read the members in the currency; `mismatch` is the rule that another currency breaks. Raises Refused."""
        checks = Checks()
        target = checks(lambda: read_amount(self.target_amount, currency, "target_amount", mismatch))
        recurrent = checks(lambda: read_amount(self.recurrent_amount, currency, "recurrent_amount", mismatch))
        end = checks(lambda: calendar.parse_date(self.target_date, "target_date") if self.target_date else None)
        checks.done()
        return SavingsFigures(target, recurrent, end)

    @property
    def target(self) -> Target:
        """What the goal is after: a date where one was given."""
        return Target.DATE if self.target_date else Target.AMOUNT

    def plan(self, to: Attachment, today: date, _balance: int, /) -> tuple[NewGoal, Plan]:
        """Complete the plan of a new savings goal. Raises Refused and Infeasible."""
        figures = self.figures(to.currency, f"Must be the account's currency, {to.currency}.")
        new = NewGoal(
            texts=Texts(self.name or ""),
            measured_by=MeasuredBy.ACTIONS,
            tracking_type=TrackingType.DEBIT_CREDIT,
            target=self.target,
        )
        with in_currency(to.currency):
            return new, plan_savings(figures, today, today)


def read_amount(amount: Amount | None, currency: str, path: str, mismatch: str) -> int | None:
    """Return the amount in minor units of the currency. Raises Refused for another currency or a bad value."""
    if amount is None:
        return None
    if amount.currency is not None and amount.currency != currency:
        raise Refused.one(f"{path}.currency", "currency_mismatch", mismatch)
    return money.parse(amount.value, currency, f"{path}.value")


def list_savings_goals(runtime: Runtime, caller: Caller, account: str | None) -> list[Goal]:
    """Return the customer's savings goals, all or those on one account, oldest first; as of a moment ago."""
    now = runtime.clock.now()
    every = goals.load_all(runtime.table, caller.tenant, caller.person)
    return [as_of(goal, now)[0] for goal in every if goal.holds_money and (account is None or is_on(goal, account))]


def is_on(goal: Goal, account: str) -> bool:
    """Whether the spelling names the goal's account."""
    return guids.read_account(account, goal.tenant, goal.household) == goal.account


def get_savings_goal(runtime: Runtime, caller: Caller, spelling: str) -> Goal:
    """Return one savings goal as time has moved it. Raises NotFound, also for cancelled and archived ones."""
    return as_of(load_savings_goal(runtime, caller, spelling), runtime.clock.now())[0]


def load_savings_goal(runtime: Runtime, caller: Caller, spelling: str) -> Goal:
    """Return the savings goal as it lies in the table. Raises NotFound, also for cancelled and archived ones."""
    goal = load_goal(runtime, caller, spelling)
    if not goal.holds_money:
        raise NotFound("goal")
    return goal


def change_savings_goal(
    runtime: Runtime, caller: Caller, spelling: str, request: SavingsGoalRequest, once: Once | None, render: Render
) -> Answer:
    """Change name and plan, re-validated as on creation. Raises NotFound, Refused, Infeasible."""

    def work(now: datetime) -> Answer:
        goal = close_due(runtime, load_savings_goal(runtime, caller, spelling), now)
        figures = request.figures(goal.currency, "cannot be updated")
        with in_currency(goal.currency):
            change = changes.replan(goal, figures, request.name, now)
        if change is None:
            return commit(runtime, [], once, render(goal), now)
        return commit(runtime, goals.save(change, texts=True), once, render(change.goal), now)

    return attempts(runtime, work)


def delete_savings_goal(runtime: Runtime, caller: Caller, spelling: str, once: Once | None) -> Answer:
    """Cancel or archive one savings goal and release what it holds. Raises NotFound."""

    def work(now: datetime) -> Answer:
        goal = close_due(runtime, load_savings_goal(runtime, caller, spelling), now)
        return release(runtime, [goal], once, now)

    return attempts(runtime, work)


def delete_all_savings_goals(runtime: Runtime, caller: Caller, once: Once | None) -> Answer:
    """Cancel or archive every savings goal of the customer, in transactions of 45, the record with the last.

    Raises NotFound when there is none.
    """

    def work(now: datetime) -> tuple[Answer, bool]:
        every = goals.load_all(runtime.table, caller.tenant, caller.person, consistent=True)
        living = [goal for goal in every if goal.holds_money]
        if not living:
            raise NotFound("goal")
        some = [close_due(runtime, goal, now) for goal in living[:RELEASED_AT_ONCE]]
        is_last = len(living) <= RELEASED_AT_ONCE
        return release(runtime, some, once if is_last else None, now), is_last

    while True:
        answer, is_last = attempts(runtime, work)
        if is_last:
            return answer
