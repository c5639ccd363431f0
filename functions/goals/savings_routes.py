"""The savings goals family's routes for goals: parse, one call, answer in the published envelope."""

from typing import Any

from goals.schemas import CreateSavingsGoal, UpdateSavingsGoal
from goals.views import savings_goal_view
from savings.api.app import App, Request, created, ok
from savings.domain.goal import Goal
from savings.store.idempotency import Answer
from savings.usecases import goals, savings_goals


def register(app: App) -> None:
    """Register the routes of /goals/v1/savings."""
    runtime = app.runtime

    @app.operation("goals_v1_savings_post")
    def create_savings_goal(request: Request) -> Answer:
        body = request.read(CreateSavingsGoal)
        return goals.create_goal(runtime, request.caller, body.account_id, body.request, request.once, _created)

    @app.operation("goals_v1_savings_get")
    def list_savings_goals(request: Request) -> Answer:
        account = request.query.get("account_id") or None
        listed = savings_goals.list_savings_goals(runtime, request.caller, account)
        return ok(
            {
                "operation_id": "goals_v1_savings_get",
                "data": [savings_goal_view(goal) for goal in listed],
                "metadata": {"results": len(listed), "account_id": account},
            }
        )

    @app.operation("goals_v1_savings_goal_get")
    def get_savings_goal(request: Request) -> Answer:
        found = savings_goals.get_savings_goal(runtime, request.caller, request.path["goal_id"])
        return ok(_envelope("goals_v1_savings_goal_get", found))

    @app.operation("goals_v1_savings_delete_all")
    def delete_all_savings_goals(request: Request) -> Answer:
        return savings_goals.delete_all_savings_goals(runtime, request.caller, request.once)

    @app.operation("goals_v1_savings_patch")
    def change_savings_goal(request: Request) -> Answer:
        change = request.read(UpdateSavingsGoal).request
        goal_id = request.path["goal_id"]
        return savings_goals.change_savings_goal(runtime, request.caller, goal_id, change, request.once, _changed)

    @app.operation("goals_v1_savings_delete")
    def delete_savings_goal(request: Request) -> Answer:
        return savings_goals.delete_savings_goal(runtime, request.caller, request.path["goal_id"], request.once)


def _envelope(operation: str, goal: Goal) -> dict[str, Any]:
    return {"operation_id": operation, "data": savings_goal_view(goal)}


def _created(goal: Goal) -> Answer:
    body = _envelope("goals_v1_savings_post", goal)
    return created(body, f"/goals/v1/savings/{body['data']['id']}")


def _changed(goal: Goal) -> Answer:
    return ok(_envelope("goals_v1_savings_patch", goal))
