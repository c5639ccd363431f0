"""What people change about a goal: its texts, a savings goal's plan, and its end by cancelling."""

from dataclasses import replace
from datetime import datetime

from savings.domain import money
from savings.domain.errors import Conflicting, Refused
from savings.domain.facts import MILESTONES, GoalCancelled, GoalUpdated
from savings.domain.goal import OPEN, Change, Goal, Status, Texts, changed, reach
from savings.domain.plan import Saved, SavingsFigures, Target, replan_savings


def retext(goal: Goal, texts: Texts, now: datetime) -> Change | None:
    """Replace the goal's texts; None when nothing differs. Raises Conflicting for a goal that is archived."""
    differing = texts.differing(goal.texts)
    if not differing:
        return None
    if goal.archived:
        raise Conflicting("An archived goal keeps its texts.")
    return changed(goal, now, (GoalUpdated(differing),), texts=texts)


def replan(goal: Goal, figures: SavingsFigures, name: str | None, now: datetime) -> Change | None:
    """Change a savings goal's name and, where figures are given, its plan from the open period on: see `replanned`.

    None when nothing differs. Raises Refused when only one figure is given or the goal's schedule is over, Infeasible
    when the plan does not reach its target.
    """
    texts = replace(goal.texts, name=name) if name is not None else goal.texts
    if figures.given == 0:
        return retext(goal, texts, now)
    if goal.status is not Status.ACTIVE:
        raise Refused.one("targets", "goal_has_ended", "The plan of a goal whose schedule is over cannot be changed.")
    planned = replanned(goal, figures, now)
    if _plan(planned) == _plan(goal):
        return retext(goal, texts, now)
    reached, stamps = reach(planned, now)
    differing = ["plan"] if texts == goal.texts else ["name", "plan"]
    return changed(planned, now, (GoalUpdated(tuple(differing)), *reached), texts=texts, **stamps)


def replanned(goal: Goal, figures: SavingsFigures, now: datetime, skipped: frozenset[int] = frozenset()) -> Goal:
    """Return an active savings goal with a new plan from its open period on, made from what is saved.

    The plan to date starts anew with what was there when the open period began, and no further than the target. An open
    period that is skipped asks for nothing: the plan then starts with what is there now. Raises Refused and Infeasible.
    """
    before, since = goal.amount - goal.current, goal.current
    if goal.closed in skipped:
        before, since = goal.amount, 0
    saved = Saved(goal.closed, before, since)
    plan = replan_savings(figures, goal.schedule.start, goal.planning_date(now), saved, skipped)
    planned = replace(
        goal,
        schedule=plan.schedule,
        targets=plan.targets,
        target_amount=plan.target_amount,
        period_amount=plan.period_amount,
        target=Target.AMOUNT if figures.target_date is None else Target.DATE,
    )
    if goal.closed > 0:
        shift = min(before, plan.target_amount) - goal.start_amount - goal.closed_targets
        planned = replace(planned, shift=shift, first_counts=not goal.first_is_free)
    return taken_back(planned, goal.target_amount)


def taken_back(goal: Goal, target_before: int) -> Goal:
    """Return the goal without the achievement and milestones that a target raised above its amount takes back."""
    if goal.target_amount <= target_before:
        return goal
    share = min(goal.milestone, money.percent(goal.amount, goal.target_amount))
    milestone = max((level for level in MILESTONES if level <= share), default=0)
    return replace(
        goal, milestone=milestone, achieved_at=goal.achieved_at if goal.amount >= goal.target_amount else None
    )


def _plan(goal: Goal) -> tuple[object, ...]:
    """All that a plan says of the open period and those to come, however its targets are noted."""
    left = [goal.targets.of(index) for index in range(goal.closed, goal.period_count)]
    return goal.schedule, goal.target, goal.target_amount, goal.period_amount, goal.shift, left


def cancel(goal: Goal, now: datetime) -> Change | None:
    """End the goal early and release what it earmarks; None when it is cancelled already.

    Raises Conflicting for a goal that was completed or failed.
    """
    if goal.status is Status.CANCELLED:
        return None
    if goal.status not in OPEN:
        raise not_cancellable(goal)
    return changed(goal, now, (GoalCancelled(),), status=Status.CANCELLED)


def delete_savings_goal(goal: Goal, now: datetime) -> Change | None:
    """Cancel a savings goal that runs, archive one that has ended; None when it is gone already."""
    if not goal.holds_money:
        return None
    if goal.has_ended:
        return changed(goal, now, (GoalUpdated(("archived",)),), archived=True)
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
    return changed(moved, now, (GoalUpdated(("amount",)), *reached), **stamps)


def not_cancellable(goal: Goal) -> Conflicting:
    """Return the refusal to cancel a goal that has ended."""
    return Conflicting(f"The goal has {goal.status}; it cannot be cancelled.")
