"""Previews: what creating or changing a goal would give, as the family whose body was sent has it."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any, Final

from goals import reading
from goals.views import estimate_view, goal_view, period_view, savings_goal_view, without_ids
from savings.api.app import Request
from savings.api.families import amount_object, amount_text, plan_hints
from savings.domain.errors import Infeasible, Refused
from savings.domain.goal import Goal
from savings.usecases import goals
from savings.usecases.goals import Preview

View = Callable[[Goal], dict[str, Any]]


def creation_preview(request: Request) -> dict[str, Any]:
    """Answer for a body of POST /goals or of POST /goals/v1/savings; an infeasible plan is an answer, not an error."""
    by_actions = reading.is_savings_goal(request.json)
    body = request.body_as("CreateSavingsGoal" if by_actions else "CreateGoal")
    read = partial(reading.new_savings_goal if by_actions else reading.new_goal, body)
    try:
        preview = goals.preview_goal(request.attempt, body.account_id, read)
    except Infeasible as infeasible:
        return _infeasible(plan_hints(infeasible, amount_object if by_actions else amount_text))
    answer = _answer(preview, savings_goal_view if by_actions else goal_view)
    periods = [without_ids(period) for period in answer["periods"]]
    return answer | {"goal": without_ids(answer["goal"]), "periods": periods}


def change_preview(request: Request) -> dict[str, Any]:
    """Answer for changes to a goal that exists; alternatives name this body's members."""
    read = partial(reading.changes, request.body)
    try:
        preview = goals.preview_change(request.attempt, request.path["goal_id"], read)
    except Infeasible as infeasible:
        hints = plan_hints(infeasible, amount_text)
        renamed = [{**one, "change": _MEMBERS.get(one["change"], one["change"])} for one in hints["alternatives"]]
        return _infeasible(hints | {"alternatives": renamed})
    except Refused as refused:
        refused.errors = tuple(replace(one, path=(_MEMBERS.get(one.name, one.name),)) for one in refused.errors)
        raise
    return _answer(preview, goal_view)


_MEMBERS: Final = {"target_date": "end_date", "recurrent_amount": "period_amount"}


def _infeasible(hints: dict[str, Any]) -> dict[str, Any]:
    return {"feasible": False, "goal": None, "periods": [], "estimate": None, **hints}


def _answer(preview: Preview, view: View) -> dict[str, Any]:
    goal, estimate = preview.goal, preview.estimate
    return {
        "feasible": True,
        "goal": view(goal),
        "periods": [period_view(goal, period) for period in preview.periods],
        "estimate": {**estimate_view(goal, estimate), "null_reason": estimate.null_reason},
        "shortfall": None,
        "alternatives": [],
    }
