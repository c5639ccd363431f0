"""How goals are answered: in the goals family and in the savings goals family."""

from typing import TYPE_CHECKING, Any

from savings.api.families import amount_object, amount_text
from savings.api.jsontext import load
from savings.domain import guids, progress
from savings.domain.calendar import instant
from savings.domain.goal import Goal

if TYPE_CHECKING:
    from savings.usecases.integrity import Checked


def goal_view(goal: Goal) -> dict[str, Any]:
    """Return a goal as its family has it: integer ids, decimal strings; `goal` as time has moved it."""
    current, estimate, texts = progress.current_period(goal), progress.estimate(goal), goal.texts
    tracking_status = current.tracking_status if current else progress.tracking_status(goal)
    return {
        "current_period": period_view(goal, current) if current else None,
        "id": goal.id,
        "name": texts.name,
        "description": texts.description,
        "image_url": texts.image_url,
        "account_id": goal.account,
        "tracking_status": tracking_status.value,
        "tracking_type": goal.tracking_type.value,
        "status": goal.status.value,
        "frequency": goal.schedule.frequency.value,
        "target": goal.target.value,
        "currency": goal.currency,
        "current_amount": amount_text(goal.amount, goal.currency),
        "period_amount": amount_text(goal.period_amount, goal.currency),
        "start_amount": amount_text(goal.start_amount, goal.currency),
        "target_amount": amount_text(goal.target_amount, goal.currency),
        "start_date": goal.schedule.start.isoformat(),
        "end_date": goal.schedule.end.isoformat(),
        **estimate_view(goal, estimate),
        "periods_count": goal.period_count,
        "metadata": load(texts.metadata) if texts.metadata else {},
        "measured_by": goal.measured_by.value,
        "sequence": goal.sequence,
        "achieved_at": instant(goal.achieved_at) if goal.achieved_at else None,
        "finalises_at": instant(goal.finalises_at) if goal.finalises_at else None,
        "estimate_null_reason": estimate.null_reason,
    }


def estimate_view(goal: Goal, estimate: progress.Estimate) -> dict[str, Any]:
    """Return the two figures that extrapolation gives."""
    reach = estimate.target_amount
    return {
        "estimated_end_date": estimate.end_date.isoformat() if estimate.end_date else None,
        "estimated_target_amount": None if reach is None else amount_text(reach, goal.currency),
    }


def period_view(goal: Goal, period: progress.Period) -> dict[str, Any]:
    """Return a period."""
    return {
        "id": period.id,
        "goal_id": goal.id,
        "index": period.index,
        "start_date": period.start_date.isoformat(),
        "end_date": period.end_date.isoformat(),
        "target_amount": amount_text(period.target, goal.currency),
        "current_amount": amount_text(period.amount, goal.currency),
        "required_amount": amount_text(period.required, goal.currency),
        "tracking_status": period.tracking_status.value,
        "closed_amount": None if period.closed_amount is None else amount_text(period.closed_amount, goal.currency),
    }


def savings_goal_view(goal: Goal) -> dict[str, Any]:
    """Return a savings goal's data object: exactly the published members."""
    return {
        "id": guids.goal_guid(goal),
        "account_id": guids.account_guid(goal.tenant, goal.household, goal.account),
        "name": goal.texts.name,
        "target_amount": amount_object(goal.target_amount, goal.currency),
        "recurrent_amount": amount_object(goal.period_amount, goal.currency),
        "target_date": goal.schedule.end.isoformat(),
        "saved_amount": amount_object(goal.amount, goal.currency),
        "created_at": instant(goal.created_at),
    }


def without_ids(view: dict[str, Any]) -> dict[str, Any]:
    """Return a view of what does not exist yet: `id` and `goal_id` are null, all else as creation would answer."""
    current = view.get("current_period")
    return (
        view
        | {name: None for name in ("id", "goal_id") if name in view}
        | ({"current_period": without_ids(current)} if current else {})
    )


def integrity_view(checked: "Checked") -> dict[str, Any]:
    """Return the invariants with their figures in minor units, and how far the check came."""
    return {
        "goal_id": checked.goal.id,
        "holds": all(finding.holds for finding in checked.findings),
        "complete": checked.is_complete,
        "through": instant(checked.through) if checked.through else None,
        "invariants": [
            {
                "number": finding.number,
                "name": finding.name,
                "holds": finding.holds,
                "expected": finding.expected,
                "actual": finding.actual,
            }
            for finding in checked.findings
        ],
    }
