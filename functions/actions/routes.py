"""The routes of a savings goal's actions: parse, one call, answer in the published envelope."""

from typing import Any

from actions.schemas import CreateAction, UpdateAction
from savings.api.app import App, Request, created, ok
from savings.api.families import amount_object
from savings.api.paging import make_token, page_size, read_token
from savings.domain import guids
from savings.domain.actions import Action
from savings.domain.events import instant
from savings.domain.goal import Goal
from savings.store.idempotency import Answer
from savings.usecases import actions


def register(app: App) -> None:
    """Register the routes of /goals/v1/savings/{goal_id}/actions."""
    runtime = app.runtime

    @app.operation("goals_v1_savings_actions_post")
    def record_action(request: Request) -> Answer:
        body = request.read(CreateAction).request
        return actions.record_action(runtime, request.caller, request.path["goal_id"], body, request.once, _created)

    @app.operation("goals_v1_savings_actions_get")
    def list_actions(request: Request) -> Answer:
        query = request.query
        goal_id, caller = request.path["goal_id"], request.caller
        size = page_size(query.get("page_size"))
        place = f"{caller.tenant}/{caller.person}/{guids.read_goal(goal_id, caller.tenant, caller.person)}"
        token = query.get("page_token")
        after = read_token(place, token) if token else None
        goal, listed, following = actions.list_actions(runtime, caller, goal_id, size, after)
        return ok(
            {
                "operation_id": "goals_v1_savings_actions_get",
                "data": [_view(goal, action) for action in listed],
                "metadata": {
                    "results": len(listed),
                    "page_token": make_token(place, following) if following else "",
                    "page_size": size,
                    "goal_id": guids.goal_guid(goal),
                },
            }
        )

    @app.operation("goals_v1_savings_action_get")
    def get_action(request: Request) -> Answer:
        path = request.path
        goal, action = actions.get_action(runtime, request.caller, path["goal_id"], path["goal_action_id"])
        return ok(_envelope("goals_v1_savings_action_get", goal, action))

    @app.operation("goals_v1_savings_actions_patch")
    def correct_action(request: Request) -> Answer:
        body, path = request.read(UpdateAction).request, request.path
        return actions.correct_action(
            runtime, request.caller, path["goal_id"], path["goal_action_id"], body, request.once, _changed
        )

    @app.operation("goals_v1_savings_actions_delete")
    def remove_action(request: Request) -> Answer:
        path = request.path
        return actions.remove_action(runtime, request.caller, path["goal_id"], path["goal_action_id"], request.once)


def _view(goal: Goal, action: Action) -> dict[str, Any]:
    return {
        "id": guids.action_guid(goal, action.number),
        "amount": amount_object(action.amount, goal.currency),
        "credit_debit_indicator": action.direction.value,
        "created_at": instant(action.created_at),
    }


def _envelope(operation: str, goal: Goal, action: Action) -> dict[str, Any]:
    return {"operation_id": operation, "data": _view(goal, action), "metadata": {"goal_id": guids.goal_guid(goal)}}


def _created(goal: Goal, action: Action) -> Answer:
    body = _envelope("goals_v1_savings_actions_post", goal, action)
    return created(body, f"/goals/v1/savings/{guids.goal_guid(goal)}/actions/{body['data']['id']}")


def _changed(goal: Goal, action: Action) -> Answer:
    return ok(_envelope("goals_v1_savings_actions_patch", goal, action))
