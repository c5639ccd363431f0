"""The goals family's routes: parse, one call, answer."""

from contextlib import suppress
from decimal import Decimal, InvalidOperation
from functools import partial

from goals.previews import change_preview, creation_preview
from goals.schemas import CreateGoal, UpdateGoal
from goals.views import goal_view, integrity_view, period_view
from savings.api.app import App, Request, created, ok
from savings.domain.errors import FieldError, Refused
from savings.domain.goal import Goal, Texts
from savings.domain.progress import tracking_status
from savings.store.idempotency import Answer
from savings.usecases import goals
from savings.usecases.savings_goals import is_on


def register(app: App) -> None:
    """Register the routes of /goals."""
    _register_goals(app)
    _register_views(app)


def _register_goals(app: App) -> None:
    runtime = app.runtime

    @app.operation("create_goal")
    def create_goal(request: Request) -> Answer:
        body = request.read(CreateGoal)
        return goals.create_goal(runtime, request.caller, body.account_id, body.request, request.once, _created)

    @app.operation("list_goals")
    def list_goals(request: Request) -> Answer:
        keep = partial(_matches, request.query)
        return ok([goal_view(goal) for goal in goals.list_goals(runtime, request.caller, keep)])

    @app.operation("get_goal")
    def get_goal(request: Request) -> Answer:
        return ok(goal_view(goals.get_goal(runtime, request.caller, request.path["goal_id"])))

    @app.operation("update_goal")
    def update_goal(request: Request) -> Answer:
        change = partial(_retexted, request.read(UpdateGoal))
        return goals.retext_goal(runtime, request.caller, request.path["goal_id"], change, request.once, _ok)

    @app.operation("cancel_goal")
    def cancel_goal(request: Request) -> Answer:
        return goals.cancel_goal(runtime, request.caller, request.path["goal_id"], request.once)


def _register_views(app: App) -> None:
    runtime = app.runtime

    @app.operation("list_periods")
    def list_periods(request: Request) -> Answer:
        goal, periods = goals.get_periods(runtime, request.caller, request.path["goal_id"])
        return ok([period_view(goal, period) for period in periods])

    @app.operation("get_period")
    def get_period(request: Request) -> Answer:
        path = request.path
        return ok(period_view(*goals.get_period(runtime, request.caller, path["goal_id"], path["period_id"])))

    @app.operation("preview_goal")
    def preview_goal(request: Request) -> Answer:
        return ok(creation_preview(runtime, request))

    @app.operation("preview_change")
    def preview_change(request: Request) -> Answer:
        return ok(change_preview(runtime, request))

    @app.operation("check_goal")
    def check_goal(request: Request) -> Answer:
        return ok(integrity_view(*goals.check_goal(runtime, request.caller, request.path["goal_id"])))


def _created(goal: Goal) -> Answer:
    return created(goal_view(goal), f"/goals/{goal.id}")


def _ok(goal: Goal) -> Answer:
    return ok(goal_view(goal))


def _matches(query: dict[str, str], goal: Goal) -> bool:
    return (
        query.get("status", goal.status) == goal.status
        and query.get("tracking_status", tracking_status(goal)) == tracking_status(goal)
        and (not query.get("account_id") or is_on(goal, query["account_id"]))
    )


def _retexted(body: UpdateGoal, goal: Goal) -> Texts:
    """Return the goal's new texts. Raises Refused for a member that cannot change and differs, or that is unknown."""
    view = goal_view(goal)
    errors = [
        FieldError((name,), "fixed", "Cannot be changed after creation.")
        if name in view
        else FieldError((name,), "unknown_member", "Is not a member of this request.")
        for name, value in body.others.items()
        if name not in view or not _is_as_shown(name, value, view[name])
    ]
    if errors:
        raise Refused(errors)
    return body.onto(goal.texts)


def _is_as_shown(name: str, value: object, shown: object) -> bool:
    """Whether a member was sent back as it was read; an amount by its value, as text or as a JSON number."""
    if name.endswith("_amount") and isinstance(value, str | int | Decimal) and not isinstance(value, bool):
        with suppress(InvalidOperation):
            return Decimal(value) == Decimal(str(shown))
    return value == shown
