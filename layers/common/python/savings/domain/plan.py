"""Plans: how a target is spread over periods, which two of three figures give the third, and what would be feasible.

All amounts are minor units of one currency. Errors name the wire's members: `target_amount`, `period_amount` and
`end_date` for goals, `target_amount`, `recurrent_amount` and `target_date` for savings goals.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from savings.domain import money
from savings.domain.calendar import LAST_DATE, Frequency, months_between
from savings.domain.errors import Alternative, FieldError, Infeasible, Refused
from savings.domain.schedule import MAX_PERIODS, Schedule, end_after, monthly_from, step_date


class Target(StrEnum):
    """What a goal is after; the last two measure the account's balance."""

    AMOUNT = "amount"
    DATE = "date"
    OPEN_ENDED = "open_ended"
    CURRENT_BALANCE = "current_balance"
    AVAILABLE_BALANCE = "available_balance"


@dataclass(frozen=True, slots=True)
class Targets:
    """The targets of the periods from index `first` on: `total` over `count` periods.

    With `each`, every period takes that much until the total is spent, the first of them `lead` where that is more;
    without, the total is split exactly.
    Periods before `first` have no target here: they are closed, or the creation month that does not count. `skipped`
    periods have none either and are not in `count`. Only previews skip, and only they take the targets before `first`
    from a `past`: what is not stored has none otherwise.
    """

    total: int
    count: int
    each: int | None = None
    first: int = 0
    lead: int = 0
    skipped: frozenset[int] = frozenset()
    past: "Targets | None" = None

    def of(self, index: int) -> int:
        """Return the target of period `index`."""
        return self.until(index + 1) - self.until(index)

    def until(self, index: int) -> int:
        """Return the sum of the targets of the periods before `index`."""
        before = self.past.until(min(index, self.first)) if self.past else 0
        left_out = sum(self.first <= skipped < index for skipped in self.skipped) if self.skipped else 0
        done = min(max(0, index - self.first - left_out), self.count)
        if self.each is None:
            return before + money.shares_before(self.total, self.count, done)
        return before + (min(_brought(self.each, self.lead, done), self.total) if done else 0)


@dataclass(frozen=True, slots=True)
class Plan:
    """A feasible plan: its dates, the targets of its periods and the two figures that the wire shows."""

    schedule: Schedule
    targets: Targets
    target_amount: int
    period_amount: int


@dataclass(frozen=True, slots=True)
class GoalFigures:
    """The plan members of POST /goals; None for what was left blank."""

    target: Target
    frequency: Frequency
    start_date: date
    start_amount: int = 0
    target_amount: int | None = None
    period_amount: int | None = None
    end_date: date | None = None


def plan_goal(figures: GoalFigures, today: date) -> Plan:
    """Complete a goal's plan from any two of target_amount, period_amount and end_date.

    Raises Refused for missing or impossible members, Infeasible where all three do not meet.
    """
    _check_goal(figures)
    schedule = _goal_schedule(figures, today)
    count = schedule.count
    start, each, target = figures.start_amount, figures.period_amount, figures.target_amount
    if each is None and target is not None:
        total = max(0, target - start)
        return Plan(schedule, Targets(total, count), target, money.share(total, count, 0))
    reach = start + count * (each or 0)
    if target is None:
        target = _bounded(reach, "target_amount")
    elif figures.target is Target.OPEN_ENDED and target != reach:
        message = "Must be blank, or what the periods add up to, for open_ended."
        raise Refused.one("target_amount", "open_ended", message)
    elif reach < target:
        raise _goal_infeasible(figures, count, target - reach)
    return Plan(schedule, Targets(max(0, target - start), count, each), target, each or 0)


def _check_goal(figures: GoalFigures) -> None:
    errors = [
        FieldError((member,), "not_positive", "Must be greater than 0.")
        for member, value in (("target_amount", figures.target_amount), ("period_amount", figures.period_amount))
        if value is not None and value <= 0
    ]
    if figures.start_amount < 0:
        errors.append(FieldError(("start_amount",), "negative", "Must not be negative."))
    missing = {
        "target_amount": figures.target_amount is None,
        "period_amount": figures.period_amount is None,
        "end_date": figures.end_date is None,
    }
    needed: dict[str, str] = {}
    if figures.target is Target.OPEN_ENDED:
        needed = {"period_amount": "for target open_ended", "end_date": "for target open_ended"}
    elif figures.target is Target.DATE:
        needed = {"end_date": "for target date"}
    if figures.frequency is Frequency.SINGULAR:
        needed["end_date"] = "for frequency singular"
    errors += [
        FieldError((member,), "required", f"Is required {why}.") for member, why in needed.items() if missing[member]
    ]
    if sum(missing.values()) > 1 and not errors:
        message = "At least two of target_amount, period_amount and end_date are required."
        errors = [FieldError((member,), "required", message) for member, absent in missing.items() if absent]
    if errors:
        raise Refused(errors)


def _goal_schedule(figures: GoalFigures, today: date) -> Schedule:
    end = _goal_end(figures, "target_amount") if figures.end_date is None else figures.end_date
    if end < figures.start_date:
        raise Refused.one("end_date", "before_start", "Must not be before start_date.")
    if end < today:
        raise Refused.one("end_date", "in_the_past", "Must not be before today.")
    schedule = Schedule(figures.frequency, figures.start_date, end)
    if schedule.count > MAX_PERIODS:
        message = f"Must give at most {MAX_PERIODS} periods, gives {schedule.count}."
        raise Refused.one("end_date", "too_many_periods", message)
    return schedule


def _goal_end(figures: GoalFigures, path: str) -> date:
    """The last day of the period in which the target is met at period_amount a period."""
    target, each = figures.target_amount or 0, figures.period_amount or 1
    count = max(1, money.ceil_div(max(0, target - figures.start_amount), each))
    if count > MAX_PERIODS:
        raise Refused.one(path, "too_many_periods", f"Would take {count} periods; at most {MAX_PERIODS} are possible.")
    try:
        end = step_date(figures.start_date, figures.frequency, count) - timedelta(days=1)
    except OverflowError:
        end = date.max
    if end > LAST_DATE:
        raise Refused.one(path, "date_out_of_range", f"Would end after {LAST_DATE}.")
    return end


def _goal_infeasible(figures: GoalFigures, count: int, shortfall: int) -> Infeasible:
    target, each, start = figures.target_amount or 0, figures.period_amount or 0, figures.start_amount
    alternatives = [
        Alternative("period_amount", money.ceil_div(target - start, count)),
        Alternative("target_amount", start + count * each),
    ]
    if figures.frequency is not Frequency.SINGULAR:
        alternatives += _if_possible("end_date", lambda: _goal_end(figures, "end_date"))
    return Infeasible([_short(("target_amount",))], shortfall, alternatives)


@dataclass(frozen=True, slots=True)
class SavingsFigures:
    """The plan members of a savings goal; None for what was left out."""

    target_amount: int | None = None
    recurrent_amount: int | None = None
    target_date: date | None = None

    @property
    def given(self) -> int:
        """How many of the three are there."""
        return sum(value is not None for value in (self.target_amount, self.recurrent_amount, self.target_date))


@dataclass(frozen=True, slots=True)
class Saved:
    """What a savings goal has when its plan is changed: `before` when the open period began, `since` in that period.

    `closed` periods are over.
    """

    closed: int
    before: int
    since: int


def plan_savings(figures: SavingsFigures, created: date, today: date, skipped: frozenset[int] = frozenset()) -> Plan:
    """Complete a savings goal's plan from two members or check all three.

    `created` is the local creation date from which months count; those of the `skipped` periods do not. Raises Refused
    and Infeasible.
    """
    _check_savings(figures, today)
    target, each, end = figures.target_amount, figures.recurrent_amount, figures.target_date
    if end is None:
        target, each = target or 0, each or 1
        months = money.ceil_div(target, each)
        end = _savings_end(created, months, "recurrent_amount")
        if end < today:
            raise Refused.one("target_date", "in_the_past", f"Would be {end}; must not be before today.")
    else:
        months = months_between(created, end)
    schedule = _savings_schedule(created, end)
    months -= len(skipped - {0})
    if figures.given == 3:
        return _all_three(schedule, target or 0, each or 0, months)
    if months == 0:
        raise _no_month_left(created, target or 0)
    if target is None:
        target = _bounded(months * (each or 0), "target_amount")
    elif each is None:
        each = money.ceil_div(target, months)
    return Plan(schedule, Targets(target, months, each, first=1, skipped=skipped), target, each or 0)


def replan_savings(
    figures: SavingsFigures, created: date, today: date, saved: Saved, skipped: frozenset[int] = frozenset()
) -> Plan:
    """Complete or check a savings goal's plan from its open period on, with what is saved; as new while none is closed.

    The open period takes what it has already or `recurrent_amount`, whichever is more, later ones `recurrent_amount`,
    all cut at what the target needs beyond what there was when the open period began. `today` is not before the open
    period; `skipped` periods are given only beside `target_amount` and `target_date`. Raises Refused and Infeasible.
    """
    if saved.closed == 0:
        return plan_savings(figures, created, today, skipped)
    target, each, end = figures.target_amount, figures.recurrent_amount, figures.target_date
    since = max(0, saved.since)
    is_there = target is None or target <= saved.before + since
    _check_savings(figures, today, least_recurrent=0 if is_there else 1)
    if end is None:
        end = _replanned_end(created, saved, target or 0, each or 0)
    schedule = _savings_schedule(created, end)
    count = schedule.count - saved.closed - len(skipped)
    if target is None:
        target = _bounded(saved.before + _brought(each or 0, since, count), "target_amount")
        if target <= 0:
            message = "Would be 0 or less with this recurrent_amount and target_date."
            raise Refused.one("target_amount", "too_small", message)
    needed = max(0, target - saved.before)
    if each is None:
        each = _bounded(_least_recurrent(needed, since, count), "recurrent_amount")
    elif _brought(each, since, count) < needed:
        raise _replan_infeasible(created, saved, count, target, each)
    lead = min(since, needed)
    targets = Targets(needed, count, each, saved.closed, lead if lead > each else 0, skipped)
    return Plan(schedule, targets, target, each)


def _brought(each: int, since: int, count: int) -> int:
    """What `count` periods bring at `each`, where the first of them has `since` already."""
    return max(each, since) + (count - 1) * each


def _least_recurrent(needed: int, since: int, count: int) -> int:
    """The least that `count` periods have to take to bring what is needed."""
    if needed <= since:
        return 0
    if needed > since * count:
        return money.ceil_div(needed, count)
    return money.ceil_div(needed - since, count - 1)


def _replanned_end(created: date, saved: Saved, target: int, each: int) -> date:
    """The last day of the month in which the periods from the open one on bring what is needed."""
    missing = target - saved.before - max(each, saved.since)
    more = money.ceil_div(missing, each) if missing > 0 else 0
    return _savings_end(created, saved.closed + more, "recurrent_amount")


def _replan_infeasible(created: date, saved: Saved, count: int, target: int, each: int) -> Infeasible:
    since, needed = max(0, saved.since), target - saved.before
    brought = _brought(each, since, count)
    amounts = {
        "recurrent_amount": _least_recurrent(needed, since, count),
        "target_amount": saved.before + brought,
    }
    alternatives = [
        *_if_possible("target_date", lambda: _replanned_end(created, saved, target, each)),
        *(Alternative(change, value) for change, value in amounts.items() if 0 < value <= money.MAX_MINOR),
    ]
    return Infeasible([_too_little()], needed - brought, alternatives)


def _all_three(schedule: Schedule, target: int, each: int, months: int) -> Plan:
    if months * each >= target:
        return Plan(schedule, Targets(target, months, each, first=1), target, each)
    reach = (months + 1) * each
    if reach >= target:
        return Plan(schedule, Targets(target, months + 1, each), target, each)
    created = schedule.start
    alternatives = [
        *_if_possible("target_date", lambda: _savings_end(created, money.ceil_div(target, each) - 1, "target_date")),
        Alternative("recurrent_amount", money.ceil_div(target, months + 1)),
        Alternative("target_amount", reach),
    ]
    raise Infeasible([_too_little()], target - reach, alternatives)


def _check_savings(figures: SavingsFigures, today: date, least_recurrent: int = 1) -> None:
    amounts = (
        ("target_amount", figures.target_amount, 1),
        ("recurrent_amount", figures.recurrent_amount, least_recurrent),
    )
    errors = [
        FieldError((member,), "not_positive", "Must be greater than 0.")
        for member, value, least in amounts
        if value is not None and value < least
    ]
    if figures.target_date is not None and figures.target_date < today:
        errors.append(FieldError(("target_date",), "in_the_past", "Must not be before today."))
    if figures.given < 2:
        message = "At least two of target_amount, target_date and recurrent_amount are required."
        errors.append(FieldError(("targets",), "required", message))
    if errors:
        raise Refused(errors)


def _savings_schedule(created: date, end: date) -> Schedule:
    schedule = monthly_from(created, end)
    if schedule.count > MAX_PERIODS:
        raise Refused.one("target_date", "too_many_periods", f"Must be less than {MAX_PERIODS} months ahead.")
    return schedule


def _savings_end(created: date, months: int, path: str) -> date:
    if months >= MAX_PERIODS:
        message = f"Would take {months} months; at most {MAX_PERIODS - 1} are possible."
        raise Refused.one(path, "too_many_periods", message)
    end = end_after(created, months)
    if end > LAST_DATE:
        raise Refused.one(path, "date_out_of_range", f"Would end after {LAST_DATE}.")
    return end


def _no_month_left(created: date, shortfall: int) -> Infeasible:
    message = "Must be after the month of creation when two parameters are given."
    error = FieldError(("target_date",), "no_month_left", message)
    return Infeasible([error], shortfall, _if_possible("target_date", lambda: _savings_end(created, 1, "target_date")))


def _too_little() -> FieldError:
    message = "amount saved at target date will be less than the target amount"
    return FieldError(("targets",), "plan_infeasible", message)


def _short(path: tuple[str, ...]) -> FieldError:
    return FieldError(path, "plan_infeasible", "The periods add up to less than the target amount.")


def _if_possible(change: str, value: Callable[[], date]) -> list[Alternative]:
    try:
        return [Alternative(change, value())]
    except Refused:
        return []


def _bounded(amount: int, path: str) -> int:
    if amount > money.MAX_MINOR:
        raise Refused.one(path, "amount_too_large", "The periods add up to more than can be kept.")
    return amount
