"""What people change about a goal: its texts, a savings goal's plan, and its end by cancelling."""

from dataclasses import replace
from datetime import datetime

from savings.domain.errors import Conflicting, Refused
from savings.domain.goal import OPEN, Change, Goal, Status, Texts, changed, reach
from savings.domain.plan import SavingsFigures, Target, replan_savings


def retext(goal: Goal, texts: Texts, now: datetime) -> Change | None:
    """Replace the goal's texts; None when nothing differs."""
    members = ("name", "description", "image_url", "metadata")
    differing = [member for member in members if getattr(texts, member) != getattr(goal.texts, member)]
    if not differing:
        return None
    return changed(goal, now, (("goal.updated", differing),), texts=texts)


def replan(goal: Goal, figures: SavingsFigures, name: str | None, now: datetime) -> Change | None:
    """Change a savings goal's name and, where figures are given, its plan from the open period on.

    None when nothing differs. Raises Refused when only one figure is given or the goal's schedule is over, Infeasible
    when the plan does not reach its target.
    """
    texts = replace(goal.texts, name=name) if name is not None else goal.texts
    if figures.given == 0:
        return retext(goal, texts, now)
    if goal.status is not Status.ACTIVE:
        raise Refused.one("targets", "goal_has_ended", "The plan of a goal whose schedule is over cannot be changed.")
    start, today = goal.schedule.start, goal.today(now)
    plan = replan_savings(figures, start, today, goal.closed, goal.closed_targets)
    dated = figures.target_date is not None
    fields = {
        "texts": texts,
        "schedule": plan.schedule,
        "targets": plan.targets,
        "target_amount": plan.target_amount,
        "period_amount": plan.period_amount,
        "target": Target.DATE if dated else Target.AMOUNT,
    }
    differing = [member for member in fields if fields[member] != getattr(goal, member)]
    if not differing:
        return None
    planned = replace(goal, **fields)  # type: ignore[arg-type]  # the fields' types are those of the goal's own
    reached, stamps = reach(planned, now)
    told = ["plan" if member != "texts" else "name" for member in differing]
    return changed(planned, now, (("goal.updated", sorted(set(told))), *reached), **stamps)


def cancel(goal: Goal, now: datetime) -> Change | None:
    """End the goal early and release what it earmarks; None when it is cancelled already.

    Raises Conflicting for a goal that was completed or failed.
    """
    if goal.status is Status.CANCELLED:
        return None
    if goal.status not in OPEN:
        raise not_cancellable(goal)
    return changed(goal, now, (("goal.cancelled",),), status=Status.CANCELLED)


def delete_savings_goal(goal: Goal, now: datetime) -> Change | None:
    """Cancel a savings goal that runs, archive one that has ended; None when it is gone already."""
    if not goal.holds_money:
        return None
    if goal.has_ended:
        return changed(goal, now, (("goal.updated", ["archived"]),), archived=True)
    return cancel(goal, now)


def follow_balance(goal: Goal, delta: int, now: datetime) -> Change:
    """Move a balance goal with its account; nothing may be due for it.

    Before its start the opening moves too; after its last close the amount alone, for its periods are measured.
    """
    moved = replace(goal, amount=goal.amount + delta)
    if goal.status is Status.UNSTARTED:
        moved = replace(moved, opening=goal.opening + delta)
    elif goal.status is Status.ACTIVE:
        moved = replace(moved, current=goal.current + delta)
    else:
        moved = replace(moved, taken=goal.taken + delta)
    reached, stamps = reach(moved, now)
    return changed(moved, now, (("goal.updated", ["amount"]), *reached), **stamps)


def not_cancellable(goal: Goal) -> Conflicting:
    """Return the refusal to cancel a goal that has ended."""
    return Conflicting(f"The goal has {goal.status}; it cannot be cancelled.")
