"""The routes of a savings goal's actions: parse, one call, answer in the published envelope."""

from functools import partial
from typing import Any

from actions.reading import action_request
from savings.api.answers import Answer, created, no_content, ok
from savings.api.app import App, Request
from savings.api.families import amount_object
from savings.api.paging import make_token, page_size, read_token
from savings.domain import guids
from savings.domain.actions import Action
from savings.domain.calendar import instant
from savings.domain.goal import Goal
from savings.usecases import actions


def register(app: App) -> None:
    """Register the routes of /goals/v1/savings/{goal_id}/actions."""

    @app.operation("goals_v1_savings_actions_post")
    def record_action(request: Request) -> Answer:
        read = partial(action_request, request.body)
        recorded = actions.record_action(request.attempt, request.path["goal_id"], read)
        body = _envelope("goals_v1_savings_actions_post", *recorded.made)
        return created(body, f"/goals/v1/savings/{body['metadata']['goal_id']}/actions/{body['data']['id']}", recorded)

    @app.operation("goals_v1_savings_actions_get")
    def list_actions(request: Request) -> Answer:
        query = request.query
        goal_id, caller = request.path["goal_id"], request.caller
        size = page_size(query.get("page_size"))
        newest_first = query.get("order") == "newest"
        place = f"{caller.tenant}/{caller.person}/{guids.read_goal(goal_id, caller.tenant, caller.person)}"
        place += "/newest" if newest_first else ""
        after = read_token(place, query.get("page_token"))
        goal, listed, following = actions.list_actions(
            request.attempt, goal_id, size, after[0] if after else None, newest_first=newest_first
        )
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
        goal, action = actions.get_action(request.attempt, path["goal_id"], path["goal_action_id"])
        return ok(_envelope("goals_v1_savings_action_get", goal, action))

    @app.operation("goals_v1_savings_actions_patch")
    def correct_action(request: Request) -> Answer:
        path, read = request.path, partial(action_request, request.body)
        corrected = actions.correct_action(request.attempt, path["goal_id"], path["goal_action_id"], read)
        return ok(_envelope("goals_v1_savings_actions_patch", *corrected.made), corrected)

    @app.operation("goals_v1_savings_actions_delete")
    def remove_action(request: Request) -> Answer:
        path = request.path
        return no_content(actions.remove_action(request.attempt, path["goal_id"], path["goal_action_id"]))


def _view(goal: Goal, action: Action) -> dict[str, Any]:
    return {
        "id": guids.action_guid(goal, action.number),
        "amount": amount_object(action.amount, goal.currency),
        "credit_debit_indicator": action.direction.value,
        "created_at": instant(action.created_at),
    }


def _envelope(operation: str, goal: Goal, action: Action) -> dict[str, Any]:
    return {"operation_id": operation, "data": _view(goal, action), "metadata": {"goal_id": guids.goal_guid(goal)}}
