"""The households family's routes: parse, one call, answer in the published envelope."""

from typing import Any

from households.schemas import CreateHousehold, CreateSaving
from households.views import household_view, saving_view
from savings.api.app import App, Request, created, ok
from savings.domain.account import Account, Saving
from savings.domain.household import Household
from savings.store.idempotency import Answer
from savings.usecases import households


def register(app: App) -> None:
    """Register the routes of /api/v2/household."""
    runtime = app.runtime

    @app.operation("create_household")
    def create_household(request: Request) -> Answer:
        body = request.read(CreateHousehold).request
        return households.create_household(runtime, request.caller, body, request.once, _household_created)

    @app.operation("get_household")
    def get_household(request: Request) -> Answer:
        household = households.get_household(runtime, request.caller, request.path["HouseholdGUID"])
        return ok(_success(household_view(household)))

    @app.operation("create_saving")
    def create_saving(request: Request) -> Answer:
        body, guid = request.read(CreateSaving).request, request.path["HouseholdGUID"]
        return households.create_saving(runtime, request.caller, guid, body, request.once, _saving_created)

    @app.operation("list_savings")
    def list_savings(request: Request) -> Answer:
        _, savings = households.list_savings(runtime, request.caller, request.path["HouseholdGUID"])
        return ok(_success([saving_view(account, saving) for account, saving in savings]))


def _household_created(household: Household) -> Answer:
    return created(_success(household_view(household)), f"/api/v2/household/{household.guid}")


def _saving_created(_: Household, account: Account, saving: Saving) -> Answer:
    return created(_success(saving_view(account, saving)))


def _success(data: object) -> dict[str, Any]:
    return {"success": True, "data": data}
