"""The routes of households themselves, and of what is only read: parse, one call, answer in the published envelope."""

from datetime import date
from typing import Any, Final

from households import reading
from households.options import contributions_options, life_events_options, savings_options
from households.views import household_view, listed_view, projection_view
from savings.api.answers import Answer, created, ok
from savings.api.app import App, Request
from savings.domain import calendar
from savings.domain.errors import Refused
from savings.domain.tenant import Terms
from savings.usecases import contributions, household_accounts, households
from savings.usecases.attempt import Outcome
from savings.usecases.household_access import editable, visible

HOUSEHOLD: Final = "HouseholdGUID"


def register(app: App) -> None:
    """Register the routes of /api/v2/household but for its collections."""
    _register_households(app)
    _register_options(app)


def _register_households(app: App) -> None:

    @app.operation("create_household")
    def create_household(request: Request) -> Answer:
        body = request.body_with(_defaults(request.caller.terms))
        made = households.create_household(request.attempt, reading.household_request(body))
        return created(success(household_view(made.made)), f"/api/v2/household/{made.made.guid}", made)

    @app.operation("list_households")
    def list_households(request: Request) -> Answer:
        found, onward = households.list_households(request.attempt, *request.page)
        return ok(success([listed_view(one) for one in found]), headers=request.link_to(onward))

    @app.operation("get_household")
    def get_household(request: Request) -> Answer:
        return ok(success(household_view(visible(request.attempt, request.path[HOUSEHOLD]))))

    @app.operation("replace_household")
    def replace_household(request: Request) -> Answer:
        settings = reading.settings(request.body)
        replaced = households.replace_household(request.attempt, request.path[HOUSEHOLD], settings)
        return ok(success(household_view(replaced.made)), replaced)

    @app.operation("project_saving")
    def project_saving(request: Request) -> Answer:
        until, path = _required_date(request.query.get("until"), "until"), request.path
        found, payments = contributions.project_account(request.attempt, path[HOUSEHOLD], path["SavingsGUID"], until)
        return ok(success(projection_view(found, until.isoformat(), payments)))


def _register_options(app: App) -> None:
    def list_savings_options(request: Request) -> Answer:
        return ok(success(savings_options(visible(request.attempt, request.path[HOUSEHOLD]))))

    app.operation("savings_options")(list_savings_options)
    app.operation("pensions_options")(list_savings_options)

    @app.operation("contributions_options")
    def list_contributions_options(request: Request) -> Answer:
        home, listed = household_accounts.read_accounts(request.attempt, request.path[HOUSEHOLD])
        return ok(success(contributions_options(home, listed)))

    @app.operation("life_events_options")
    def list_life_events_options(request: Request) -> Answer:
        return ok(success(life_events_options(visible(request.attempt, request.path[HOUSEHOLD]))))


def _defaults(terms: Terms) -> dict[str, Any]:
    """Return the members of a household's body that the tenant has something for."""
    named = {"TimeZone": terms.zone, "Currency": terms.currency, "FinalisingDays": terms.finalising_days}
    return {name: value for name, value in named.items() if value is not None}


def judge(request: Request) -> None:
    """Raise NotFound for a household that the caller may not see, Forbidden for a change of one they may only view."""
    guid = request.path.get(HOUSEHOLD)
    if guid is not None:
        look = visible if request.route.method == "GET" else editable
        look(request.attempt, guid)


def success(data: object) -> dict[str, Any]:
    """Return the envelope of an answer."""
    return {"success": True, "data": data}


def deleted(thing: str, outcome: Outcome[Any]) -> Answer:
    """Answer that something was deleted."""
    return ok({"success": True, "message": f"{thing} deleted."}, outcome)


def wants_formatted(request: Request) -> bool:
    """Whether the answer carries FormattedValues: unless ExcludeFormattedValues is 1 or true."""
    return request.query.get("ExcludeFormattedValues", "0") in ("0", "false")


def _required_date(text: str | None, path: str) -> date:
    """Return a date of the query. Raises Refused, naming `path`, when it is missing or none."""
    if text is None:
        raise Refused.one(path, "required", "Is required.")
    return calendar.parse_date(text, path)
