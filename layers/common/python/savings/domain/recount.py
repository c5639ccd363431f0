"""A goal's counters made anew from its entries, where a fault of ours or somebody's hand has put them out of step.

What was published with wrong figures is published again as it is: the goal first, then each closed period by itself.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from savings.domain.account import Account
from savings.domain.facts import Fact, GoalUpdated, PeriodRestated
from savings.domain.goal import Change, ClosedPeriod, Goal, MeasuredBy, Status, changed, reach
from savings.domain.integrity import Figures, Tally, figures, follows_balance, measured
from savings.domain.progress import Period, periods


def recount(
    goal: Goal, stored: Sequence[ClosedPeriod], entries: Tally, account: Account, now: datetime
) -> list[Change]:
    """Return the changes, in order, that make a goal's counters those of its entries; nothing may be due for it.

    A goal on a balance has its account's, and its open period takes what its closed ones do not have. A closed period
    that is missing stays so: its target is in no entry.
    """
    closed = list(periods(goal, stored, range(goal.closed)))
    counters = {"closed_targets": sum(view.target for view in closed)}
    if goal.measured_by is MeasuredBy.BALANCE:
        return list(_counters(goal, counters | _on_balance(goal, sum(view.amount for view in closed), account), now))
    wanted = figures(goal, entries)
    changes = list(_counters(goal, counters | _by_entries(goal, wanted), now))
    for period in _closed(goal, stored, closed):
        latest = changes[-1].goal if changes else goal
        changes += _period(latest, period, wanted, entries, now)
    return changes


def _by_entries(goal: Goal, wanted: Figures) -> dict[str, int]:
    last = min(goal.closed, goal.period_count - 1)
    current = wanted.by_period.get(last, 0)
    return {"opening": wanted.start, "amount": wanted.amount, "current": current, "taken": wanted.in_none}


def _on_balance(goal: Goal, closed: int, account: Account) -> dict[str, int]:
    """What closed periods do not have is the opening's before the start, the open period's, or of after the last."""
    amount = measured(goal, account) if follows_balance(goal) else goal.amount
    if goal.status is Status.UNSTARTED:
        return {"amount": amount, "opening": amount}
    rest = amount - goal.opening - closed
    if goal.closed == goal.period_count:
        return {"amount": amount, "taken": rest}
    return {"amount": amount, "current": rest - goal.taken}


def _counters(goal: Goal, counters: dict[str, int], now: datetime) -> Iterator[Change]:
    differing: dict[str, Any] = {name: value for name, value in counters.items() if getattr(goal, name) != value}
    if not differing:
        return
    facts: tuple[Fact, ...] = ()
    stamps: dict[str, Any] = {}
    if "amount" in differing:
        reached, stamps = reach(replace(goal, amount=differing["amount"]), now)
        facts = (GoalUpdated(("amount",)), *reached)
    yield changed(goal, now, facts, **differing, **stamps)


def _closed(goal: Goal, stored: Sequence[ClosedPeriod], views: Iterable[Period]) -> Iterator[ClosedPeriod]:
    """Yield the closed periods as they are stored, or as a backdated one is that is not."""
    found = {period.index: period for period in stored}
    for view in views:
        if view.index in found:
            yield found[view.index]
        elif view.index < goal.backdated:
            yield ClosedPeriod(view.index, view.target, view.amount, view.amount, 0)


def _period(goal: Goal, period: ClosedPeriod, wanted: Figures, entries: Tally, now: datetime) -> Iterator[Change]:
    amount, counted = wanted.by_period.get(period.index, 0), period.counted
    if period.index < goal.backdated:
        counted = entries.by_period.get(period.index, 0)
    if (amount, counted) == (period.amount, period.counted):
        return
    facts: tuple[Fact, ...] = ()
    if amount != period.amount:
        facts = (PeriodRestated(period.index, period.target, period.amount, amount),)
    after = replace(period, amount=amount, counted=counted, base=goal.version + 1)
    yield changed(goal, now, facts, period=after, restated_from=period.amount)
