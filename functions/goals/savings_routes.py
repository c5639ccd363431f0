"""The savings goals family's routes for goals: parse, one call, answer in the published envelope."""

from functools import partial
from typing import TYPE_CHECKING, Any

from goals import reading
from goals.views import savings_goal_view
from savings.api.answers import Answer, created, no_content, ok
from savings.api.app import App, Request
from savings.domain.goal import Goal
from savings.usecases import goals, savings_goals

if TYPE_CHECKING:
    from goals.schemas import CreateSavingsGoal


def register(app: App) -> None:
    """Register the routes of /goals/v1/savings."""

    @app.operation("goals_v1_savings_post")
    def create_savings_goal(request: Request) -> Answer:
        body: CreateSavingsGoal = request.body
        made = goals.create_goal(request.attempt, body.account_id, partial(reading.new_savings_goal, body))
        envelope = _envelope("goals_v1_savings_post", made.made)
        return created(envelope, f"/goals/v1/savings/{envelope['data']['id']}", made)

    @app.operation("goals_v1_savings_get")
    def list_savings_goals(request: Request) -> Answer:
        account = request.query.get("account_id") or None
        listed, onward = savings_goals.list_savings_goals(request.attempt, account, *request.page)
        return ok(
            {
                "operation_id": "goals_v1_savings_get",
                "data": [savings_goal_view(goal) for goal in listed],
                "metadata": {"results": len(listed), "account_id": account},
            },
            headers=request.link_to(onward),
        )

    @app.operation("goals_v1_savings_goal_get")
    def get_savings_goal(request: Request) -> Answer:
        found = savings_goals.get_savings_goal(request.attempt, request.path["goal_id"])
        return ok(_envelope("goals_v1_savings_goal_get", found))

    @app.operation("goals_v1_savings_delete_all")
    def delete_all_savings_goals(request: Request) -> Answer:
        return no_content(savings_goals.delete_all_savings_goals(request.attempt))

    @app.operation("goals_v1_savings_patch")
    def change_savings_goal(request: Request) -> Answer:
        read = partial(reading.changed_savings_goal, request.body)
        changed = savings_goals.change_savings_goal(request.attempt, request.path["goal_id"], read)
        return ok(_envelope("goals_v1_savings_patch", changed.made), changed)

    @app.operation("goals_v1_savings_delete")
    def delete_savings_goal(request: Request) -> Answer:
        return no_content(savings_goals.delete_savings_goal(request.attempt, request.path["goal_id"]))


def _envelope(operation: str, goal: Goal) -> dict[str, Any]:
    return {"operation_id": operation, "data": savings_goal_view(goal)}
