"""What the use cases take of the goals function's bodies."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from savings.api.amounts import minor, read_amount, read_date
from savings.domain.errors import Checks
from savings.domain.goal import Texts
from savings.domain.plan import SavingsFigures
from savings.domain.what_if import Changes
from savings.usecases.goals import GoalRequest
from savings.usecases.savings_goals import SavingsGoalRequest

if TYPE_CHECKING:
    from goals.schemas import CreateGoal, CreateSavingsGoal, PreviewChange, UpdateGoal, UpdateSavingsGoal


def new_goal(body: "CreateGoal", currency: str) -> GoalRequest:
    """Read the body in the account's currency. Raises Refused."""
    checks = Checks()
    request = GoalRequest(
        texts=Texts(body.name, body.description, body.image_url, body.metadata),
        tracking_type=body.tracking_type,
        frequency=body.frequency,
        target=body.target,
        target_amount=read_amount(checks, body.target_amount, currency, "target_amount"),
        period_amount=read_amount(checks, body.period_amount, currency, "period_amount"),
        start_amount=read_amount(checks, body.start_amount, currency, "start_amount"),
        start_date=read_date(checks, body.start_date, "start_date"),
        end_date=read_date(checks, body.end_date, "end_date"),
        suppress_events=body.suppress_events or False,
        completed_backdated_periods=body.completed_backdated_periods or 0,
    )
    checks.done()
    return request


def other_members(body: "UpdateGoal") -> dict[str, Any]:
    """Return the members that cannot change, as they were sent."""
    return body.model_extra or {}


def new_texts(body: "UpdateGoal", texts: Texts) -> Texts:
    """Return the texts with the members that were sent."""
    sent = body.model_fields_set - other_members(body).keys()
    return replace(texts, **{member: getattr(body, member) for member in sent})


def new_savings_goal(body: "CreateSavingsGoal", currency: str) -> SavingsGoalRequest:
    """Read the body in the account's currency. Raises Refused."""
    return _savings_goal(body, currency, f"Must be the account's currency, {currency}.")


def changed_savings_goal(body: "UpdateSavingsGoal", currency: str) -> SavingsGoalRequest:
    """Read the body in the goal's currency. Raises Refused."""
    return _savings_goal(body, currency, "cannot be updated")


def _savings_goal(body: "CreateSavingsGoal | UpdateSavingsGoal", currency: str, mismatch: str) -> SavingsGoalRequest:
    checks = Checks()
    target, recurrent = body.target_amount, body.recurrent_amount
    figures = SavingsFigures(
        checks(lambda: minor(target, currency, "target_amount", mismatch)) if target else None,
        checks(lambda: minor(recurrent, currency, "recurrent_amount", mismatch)) if recurrent else None,
        read_date(checks, body.target_date, "target_date"),
    )
    checks.done()
    return SavingsGoalRequest(body.name, figures)


def changes(body: "PreviewChange", currency: str) -> Changes:
    """Read the changes in the goal's currency. Raises Refused."""
    checks = Checks()
    read = Changes(
        read_amount(checks, body.target_amount, currency, "target_amount"),
        read_date(checks, body.end_date, "end_date"),
        frozenset(body.skipped_periods),
        read_amount(checks, body.one_off, currency, "one_off") or 0,
        read_amount(checks, body.period_amount, currency, "period_amount"),
    )
    checks.done()
    return read


def is_savings_goal(body: Mapping[str, Any]) -> bool:
    """Whether a preview's body is one of POST /goals/v1/savings: by its own members or its kind of amounts."""
    return isinstance(body.get("target_amount"), dict) or bool({"recurrent_amount", "target_date"} & set(body))
