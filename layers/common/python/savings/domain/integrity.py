"""Integrity: what must hold for a goal and its account, recomputed from entries and stored periods."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from savings.domain.account import Account
from savings.domain.actions import Action
from savings.domain.calendar import local_date
from savings.domain.goal import OPEN, ClosedPeriod, Goal, MeasuredBy, Status
from savings.domain.plan import Target
from savings.domain.progress import Period, periods


@dataclass(frozen=True, slots=True)
class Finding:
    """One invariant with what the rules say and what the table holds; it holds when both are equal."""

    number: int
    name: str
    expected: object
    actual: object

    @property
    def holds(self) -> bool:
        """Whether the table holds what the rules say."""
        return self.expected == self.actual


@dataclass(slots=True)
class Tally:
    """What entries add up to, all of them and those that count in each period; amounts are minor units."""

    total: int = 0
    by_period: dict[int, int] = field(default_factory=dict)

    @classmethod
    def of(cls, actions: Iterable[Action]) -> "Tally":
        """Return what actions add up to."""
        tally = cls()
        for action in actions:
            tally.add(action.signed, action.period)
        return tally

    def add(self, amount: int, period: int | None) -> None:
        """Add an entry, which may count in no period."""
        self.total += amount
        if period is not None:
            self.by_period[period] = self.by_period.get(period, 0) + amount


@dataclass(frozen=True, slots=True)
class Figures:
    """What a goal has by its entries: at its start, in each period in which there is something, and in none."""

    start: int
    by_period: dict[int, int]
    in_none: int

    @property
    def amount(self) -> int:
        """The goal's amount."""
        return self.start + sum(self.by_period.values()) + self.in_none


def figures(goal: Goal, entries: Tally) -> Figures:
    """Return what a goal that has entries, its own actions or what it counted of transactions, should show.

    In a backdated period what was counted replaces its synthetic amount up to that amount's size.
    """
    by_period = dict(entries.by_period)
    for index in range(goal.synthetic):
        if synthetic := goal.targets.of(index):
            by_period[index] = max(by_period.get(index, 0), synthetic)
    in_none = entries.total - sum(entries.by_period.values())
    return Figures(goal.start_amount, by_period, in_none)


def check(goal: Goal, stored: Sequence[ClosedPeriod], entries: Tally | None) -> list[Finding]:
    """Recompute each invariant that concerns the goal; amounts are minor units, `stored` its closed period items.

    What its entries add up to is not looked at while they are not known, nor for a goal on a balance, which has none.
    """
    views = list(periods(goal, stored))
    findings = []
    if goal.measured_by is MeasuredBy.ACTIONS:
        findings.append(Finding(1, "amount_is_not_negative", max(0, goal.amount), goal.amount))
    if goal.measured_by is not MeasuredBy.BALANCE and entries is not None:
        wanted, shown = figures(goal, entries), {view.index: view.amount for view in views}
        findings += [
            Finding(1, "amount_is_the_sum_of_its_entries", wanted.amount, goal.amount),
            Finding(1, "period_amounts_are_the_sums_of_their_entries", _keys(wanted.by_period), _keys(shown)),
        ]
    progress = goal.opening + goal.taken + sum(view.amount for view in views)
    findings += [
        Finding(1, "amount_is_the_sum_of_its_periods", progress, goal.amount),
        *_plan(goal, views),
        *_closes(goal, stored),
    ]
    return findings


def check_account(account: Account, entries: int, attached: Mapping[str, Goal]) -> list[Finding]:
    """Recompute the invariants of an account; `entries` and `attached` as for `recounted`."""
    wanted, shown = recounted(account, entries, attached), _following(account)
    free = account.balance - wanted.balance + wanted.residual
    on_balance = [goal for goal in attached.values() if follows_balance(goal)]
    showing = [goal for goal in on_balance if goal.amount == measured(goal, account)]
    known = _following(wanted)
    return [
        Finding(2, "balance_is_the_sum_of_its_entries", wanted.balance, account.balance),
        Finding(2, "residual_is_what_no_goal_holds", free, account.residual),
        Finding(2, "open_savings_goals_are_counted", wanted.savings_goals, account.savings_goals),
        Finding(2, "goals_that_follow_it_are_known", len(known | shown), len(known & shown)),
        Finding(2, "goals_on_its_balance_show_it", len(on_balance), len(showing)),
    ]


def recounted(account: Account, entries: int, attached: Mapping[str, Goal]) -> Account:
    """Return an account with what it counts as it should be.

    `entries` is the sum of its ledger, `attached` are all goals of its owners on it, by the account's names for them.
    """
    open_ones = {name: goal for name, goal in attached.items() if goal.status in OPEN}
    following = {name: goal for name, goal in open_ones.items() if goal.measured_by is not MeasuredBy.ACTIONS}
    watching = frozenset(name for name, goal in following.items() if goal.target is Target.AVAILABLE_BALANCE)
    return replace(
        account,
        balance=entries,
        residual=entries - sum(goal.amount for goal in attached.values() if goal.holds_money),
        savings_goals=len(open_ones) - len(following),
        followers=frozenset(following.keys() - watching),
        watchers=watching,
    )


def follows_balance(goal: Goal) -> bool:
    """Whether the goal's amount is its account's balance or residual."""
    return goal.measured_by is MeasuredBy.BALANCE and goal.status in OPEN


def measured(goal: Goal, account: Account) -> int:
    """Return the amount of a goal that is measured by its account's balance."""
    return account.residual if goal.target is Target.AVAILABLE_BALANCE else account.balance


def counted_in(goal: Goal, counts_at: datetime) -> int:
    """Return the period in which a goal counted a transaction that counts by an instant."""
    return min(goal.schedule.index_of(local_date(counts_at, goal.zone)), goal.period_count - 1)


def _plan(goal: Goal, views: Sequence[Period]) -> list[Finding]:
    contiguous = [view.start_date for view in views[1:]]
    follow = [view.end_date + timedelta(days=1) for view in views[:-1]]
    span = [str(goal.schedule.start), str(goal.schedule.end)]
    shown = [str(views[0].start_date), str(views[-1].end_date)] if views else []
    planned = max(0, goal.target_amount - goal.start_amount)
    targets = [view.target for view in views]
    return [
        Finding(3, "periods_are_contiguous", [str(day) for day in follow], [str(day) for day in contiguous]),
        Finding(3, "periods_span_the_schedule", span, shown),
        Finding(3, "period_targets_sum_to_the_plan", planned, goal.shift + sum(targets)),
        Finding(3, "closed_targets_are_counted", sum(targets[: goal.closed]), goal.closed_targets),
    ]


def _closes(goal: Goal, stored: Sequence[ClosedPeriod]) -> list[Finding]:
    held = sorted(period.index for period in stored if period.index < goal.closed)
    each_once = list(range(goal.backdated, goal.closed))
    restated = [index for index in held if index < goal.backdated]
    findings = [Finding(4, "each_period_is_closed_once", each_once, held[len(restated) :])]
    if goal.status in (Status.FINALISING, Status.COMPLETED, Status.FAILED):
        findings.append(Finding(4, "ended_with_every_period_closed", goal.period_count, goal.closed))
    return findings


def _following(account: Account) -> set[tuple[str, str]]:
    """What follows an account, each goal with what it follows."""
    return {("balance", name) for name in account.followers} | {("residual", name) for name in account.watchers}


def _keys(sums: dict[int, int]) -> dict[str, int]:
    return {str(index): total for index, total in sorted(sums.items()) if total}
