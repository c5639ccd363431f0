"""The routes of households themselves: parse, one call, answer in the published envelope."""

from typing import Any

from households.schemas import CreateHousehold, PutHousehold
from households.views import household_view, listed_view
from savings.api.app import App, Request, created, ok
from savings.domain.household import Household
from savings.runtime import Runtime
from savings.store.idempotency import Answer
from savings.usecases import households
from savings.usecases.household_access import editable, visible


def register(app: App) -> None:
    """Register the routes of /api/v2/household."""
    runtime = app.runtime

    @app.operation("create_household")
    def create_household(request: Request) -> Answer:
        body = request.read(CreateHousehold).request
        return households.create_household(runtime, request.caller, body, request.once, _created)

    @app.operation("list_households")
    def list_households(request: Request) -> Answer:
        return ok(success([listed_view(one) for one in households.list_households(runtime, request.caller)]))

    @app.operation("get_household")
    def get_household(request: Request) -> Answer:
        household = households.get_household(runtime, request.caller, request.path["HouseholdGUID"])
        return ok(success(household_view(household)))

    @app.operation("replace_household")
    def replace_household(request: Request) -> Answer:
        settings, guid = request.read(PutHousehold).settings, request.path["HouseholdGUID"]
        return households.replace_household(runtime, request.caller, guid, settings, request.once, _changed)


def judge(runtime: Runtime, request: Request) -> None:
    """Raise NotFound for a household that the caller may not see, Forbidden for a change of one they may only view."""
    guid = request.path.get("HouseholdGUID")
    if guid is not None:
        look = visible if request.route.method == "GET" else editable
        look(runtime, request.caller, guid)


def _created(household: Household) -> Answer:
    return created(success(household_view(household)), f"/api/v2/household/{household.guid}")


def _changed(household: Household) -> Answer:
    return ok(success(household_view(household)))


def success(data: object) -> dict[str, Any]:
    """Return the envelope of an answer."""
    return {"success": True, "data": data}


def deleted(thing: str) -> Answer:
    """Answer that something was deleted."""
    return ok({"success": True, "message": f"{thing} deleted."})


def wants_formatted(request: Request) -> bool:
    """Whether the answer carries FormattedValues: unless ExcludeFormattedValues is 1 or true."""
    return request.query.get("ExcludeFormattedValues", "0") in ("0", "false")
