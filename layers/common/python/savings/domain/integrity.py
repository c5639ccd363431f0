"""Integrity: what must hold for a goal and its account, recomputed from entries and stored periods."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from savings.domain.account import Account
from savings.domain.actions import Action
from savings.domain.calendar import local_date
from savings.domain.goal import ClosedPeriod, Goal, MeasuredBy, Status
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


def check(goal: Goal, stored: Sequence[ClosedPeriod], entries: Tally | None) -> list[Finding]:
    """Recompute each invariant that concerns the goal; amounts are minor units, `stored` its closed period items.

    What its actions add up to is left out while they are not known.
    """
    views = list(periods(goal, stored))
    findings = []
    if goal.measured_by is MeasuredBy.ACTIONS:
        findings.append(Finding(1, "amount_is_not_negative", max(0, goal.amount), goal.amount))
    if goal.measured_by is MeasuredBy.ACTIONS and entries is not None:
        amount = goal.start_amount + goal.targets.until(goal.synthetic) + entries.total
        findings.append(Finding(1, "amount_is_the_sum_of_its_entries", amount, goal.amount))
        findings += _entries_in_periods(views, entries)
    progress = goal.opening + goal.taken + sum(view.amount for view in views)
    findings += [
        Finding(1, "amount_is_the_sum_of_its_periods", progress, goal.amount),
        *_plan(goal, views),
        *_closes(goal, stored),
    ]
    return findings


def check_account(account: Account, entries: int, earmarked: int) -> list[Finding]:
    """Recompute the invariants of a goal's account: `entries` is the sum of its ledger, `earmarked` what goals hold."""
    return [
        Finding(2, "balance_is_the_sum_of_its_entries", entries, account.balance),
        Finding(2, "residual_is_what_no_goal_holds", account.balance - earmarked, account.residual),
    ]


def counted_in(goal: Goal, counts_at: datetime) -> int:
    """Return the period in which a goal counted a transaction that counts by an instant."""
    return min(goal.schedule.index_of(local_date(counts_at, goal.zone)), goal.period_count - 1)


def check_counted(goal: Goal, stored: Sequence[ClosedPeriod], entries: Tally) -> list[Finding]:
    """Recompute a goal that counts transactions, period by period, from what its account's ledger says it counted."""
    wanted: dict[int, int] = {}
    for index in range(goal.period_count):
        counted = entries.by_period.get(index, 0)
        synthetic = goal.targets.of(index) if index < goal.synthetic else 0
        wanted[index] = max(counted, synthetic) if synthetic else counted
    shown = {view.index: view.amount for view in periods(goal, stored)}
    amount = goal.opening + sum(wanted.values())
    return [
        Finding(1, "amount_is_the_sum_of_its_entries", amount, goal.amount),
        Finding(1, "period_amounts_are_the_sums_of_their_entries", _told(wanted), _told(shown)),
    ]


def _told(sums: dict[int, int]) -> dict[str, int]:
    return _keys({index: total for index, total in sums.items() if total})


def _entries_in_periods(views: Sequence[Period], entries: Tally) -> list[Finding]:
    sums = {view.index: 0 for view in views} | entries.by_period
    shown = {view.index: view.amount for view in views if view.amount or sums[view.index]}
    wanted = {index: total for index, total in sums.items() if total or index in shown}
    return [Finding(1, "period_amounts_are_the_sums_of_their_entries", _keys(wanted), _keys(shown))]


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


def _keys(sums: dict[int, int]) -> dict[str, int]:
    return {str(index): total for index, total in sorted(sums.items())}
