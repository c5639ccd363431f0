"""The goals family's routes: parse, one call, answer."""

from contextlib import suppress
from decimal import Decimal, InvalidOperation
from functools import partial
from typing import TYPE_CHECKING

from goals import previews, reading
from goals.views import goal_view, integrity_view, period_view
from savings.api.answers import Answer, created, no_content, ok
from savings.api.app import App, Request
from savings.domain.errors import FieldError, Refused
from savings.domain.goal import Goal, Texts
from savings.domain.progress import tracking_status
from savings.usecases import goals
from savings.usecases.savings_goals import is_on

if TYPE_CHECKING:
    from goals.schemas import CreateGoal, UpdateGoal


def register(app: App) -> None:
    """Register the routes of /goals."""
    _register_goals(app)
    _register_views(app)


def _register_goals(app: App) -> None:
    @app.operation("create_goal")
    def create_goal(request: Request) -> Answer:
        body: CreateGoal = request.body
        made = goals.create_goal(request.attempt, body.account_id, partial(reading.new_goal, body))
        return created(goal_view(made.made), f"/goals/{made.made.id}", made)

    @app.operation("list_goals")
    def list_goals(request: Request) -> Answer:
        found, onward = goals.list_goals(request.attempt, partial(_matches, request.query), *request.page)
        return ok([goal_view(goal) for goal in found], headers=request.link_to(onward))

    @app.operation("get_goal")
    def get_goal(request: Request) -> Answer:
        return ok(goal_view(goals.get_goal(request.attempt, request.path["goal_id"])))

    @app.operation("update_goal")
    def update_goal(request: Request) -> Answer:
        read = partial(_retexted, request.body)
        updated = goals.retext_goal(request.attempt, request.path["goal_id"], read)
        return ok(goal_view(updated.made), updated)

    @app.operation("cancel_goal")
    def cancel_goal(request: Request) -> Answer:
        return no_content(goals.cancel_goal(request.attempt, request.path["goal_id"]))


def _register_views(app: App) -> None:
    @app.operation("list_periods")
    def list_periods(request: Request) -> Answer:
        goal, found, onward = goals.list_periods(request.attempt, request.path["goal_id"], *request.page)
        return ok([period_view(goal, period) for period in found], headers=request.link_to(onward))

    @app.operation("get_period")
    def get_period(request: Request) -> Answer:
        path = request.path
        return ok(period_view(*goals.get_period(request.attempt, path["goal_id"], path["period_id"])))

    @app.operation("preview_goal")
    def preview_goal(request: Request) -> Answer:
        return ok(previews.creation_preview(request))

    @app.operation("preview_change")
    def preview_change(request: Request) -> Answer:
        return ok(previews.change_preview(request))

    @app.operation("check_goal")
    def check_goal(request: Request) -> Answer:
        # A proof is seldom asked for, and needs the ledger.
        from savings.usecases import integrity  # noqa: PLC0415

        _, after = request.page
        checked = integrity.check_goal(request.attempt, request.path["goal_id"], after)
        return ok(integrity_view(checked), headers=request.link_to(checked.onward))


def _matches(query: dict[str, str], goal: Goal) -> bool:
    return (
        query.get("status", goal.status) == goal.status
        and ("tracking_status" not in query or query["tracking_status"] == tracking_status(goal))
        and (not query.get("account_id") or is_on(goal, query["account_id"]))
    )


def _retexted(body: "UpdateGoal", goal: Goal) -> Texts:
    """Return the goal's new texts. Raises Refused for a member that cannot change and differs, or that is unknown."""
    view = goal_view(goal)
    errors = [
        FieldError((name,), "fixed", "Cannot be changed after creation.")
        if name in view
        else FieldError((name,), "unknown_member", "Is not a member of this request.")
        for name, value in reading.other_members(body).items()
        if name not in view or not _is_as_shown(name, value, view[name])
    ]
    if errors:
        raise Refused(errors)
    return reading.new_texts(body, goal.texts)


def _is_as_shown(name: str, value: object, shown: object) -> bool:
    """Whether a member was sent back as it was read; an amount by its value, as text or as a JSON number."""
    if name.endswith("_amount") and isinstance(value, str | int | Decimal) and not isinstance(value, bool):
        with suppress(InvalidOperation):
            return Decimal(value) == Decimal(str(shown))
    return value == shown
