"""The routes of savings and their contributions: parse, one call, answer."""

from functools import partial

from households.options import contributions_options, life_events_options, savings_options
from households.routes import deleted, success, wants_formatted
from households.saving_schemas import SavingBody, read_contribution, until_date
from households.views import contribution_view, projection_view, saving_view
from savings.api.app import App, Request, created, ok
from savings.store.idempotency import Answer
from savings.usecases import contributions, savings
from savings.usecases.contributions import ContributionFound
from savings.usecases.household_access import visible
from savings.usecases.savings import SavingFound


def register(app: App) -> None:
    """Register the routes of savings, contributions and options."""
    _register_savings(app)
    _register_contributions(app)
    _register_options(app)


def _register_savings(app: App) -> None:
    runtime = app.runtime

    @app.operation("create_saving")
    def create_saving(request: Request) -> Answer:
        body, render = request.read(SavingBody).request, partial(_saving_made, wants_formatted(request))
        return savings.create_saving(runtime, request.caller, _household(request), body, request.once, render)

    @app.operation("list_savings")
    def list_savings(request: Request) -> Answer:
        formatted = wants_formatted(request)
        listed = savings.list_savings(runtime, request.caller, _household(request))
        return ok(success([saving_view(found, formatted=formatted) for found in listed]))

    @app.operation("get_saving")
    def get_saving(request: Request) -> Answer:
        formatted = wants_formatted(request)
        found = savings.get_saving(runtime, request.caller, _household(request), _saving(request))
        return ok(success(saving_view(found, formatted=formatted)))

    @app.operation("replace_saving")
    def replace_saving(request: Request) -> Answer:
        body, render = request.read(SavingBody).request, partial(_saving_shown, wants_formatted(request))
        place = _household(request), _saving(request)
        return savings.replace_saving(runtime, request.caller, *place, body, request.once, render)

    @app.operation("delete_saving")
    def delete_saving(request: Request) -> Answer:
        place = _household(request), _saving(request)
        return savings.delete_saving(runtime, request.caller, *place, request.once, deleted("Saving"))

    @app.operation("project_saving")
    def project_saving(request: Request) -> Answer:
        until = until_date(request.query.get("until"))
        found, payments = contributions.project_saving(
            runtime, request.caller, _household(request), _saving(request), until
        )
        return ok(success(projection_view(found, until.isoformat(), payments)))


def _register_contributions(app: App) -> None:
    runtime = app.runtime

    @app.operation("create_contribution")
    def create_contribution(request: Request) -> Answer:
        body, render = read_contribution(request.json), partial(_contribution_made, wants_formatted(request))
        place = _household(request), _saving(request)
        return contributions.create_contribution(
            runtime, request.caller, *place, body.contribution, request.once, render
        )

    @app.operation("list_contributions")
    def list_contributions(request: Request) -> Answer:
        formatted = wants_formatted(request)
        listed = contributions.list_contributions(runtime, request.caller, _household(request), _saving(request))
        return ok(success([contribution_view(found, formatted=formatted) for found in listed]))

    @app.operation("get_contribution")
    def get_contribution(request: Request) -> Answer:
        formatted = wants_formatted(request)
        place = _household(request), _saving(request), request.path["TransactionGUID"]
        return ok(
            success(
                contribution_view(contributions.get_contribution(runtime, request.caller, *place), formatted=formatted)
            )
        )

    @app.operation("replace_contribution")
    def replace_contribution(request: Request) -> Answer:
        body, render = read_contribution(request.json), partial(_contribution_shown, wants_formatted(request))
        place = _household(request), _saving(request), request.path["TransactionGUID"]
        return contributions.replace_contribution(
            runtime, request.caller, *place, body.contribution, request.once, render
        )

    @app.operation("delete_contribution")
    def delete_contribution(request: Request) -> Answer:
        place = _household(request), _saving(request), request.path["TransactionGUID"]
        gone = deleted("Contribution")
        return contributions.delete_contribution(runtime, request.caller, *place, request.once, gone)


def _register_options(app: App) -> None:
    runtime = app.runtime

    def list_savings_options(request: Request) -> Answer:
        return ok(success(savings_options(visible(runtime, request.caller, _household(request)))))

    app.operation("savings_options")(list_savings_options)
    app.operation("pensions_options")(list_savings_options)

    @app.operation("contributions_options")
    def list_contributions_options(request: Request) -> Answer:
        return ok(success(contributions_options(*savings.read_savings(runtime, request.caller, _household(request)))))

    @app.operation("life_events_options")
    def list_life_events_options(request: Request) -> Answer:
        return ok(success(life_events_options(visible(runtime, request.caller, _household(request)))))


def _household(request: Request) -> str:
    return request.path["HouseholdGUID"]


def _saving(request: Request) -> str:
    return request.path["SavingsGUID"]


def _saving_made(formatted: bool, found: SavingFound) -> Answer:  # bound by partial
    view = saving_view(found, formatted=formatted)
    return created(success(view), f"/api/v2/household/{found.household.guid}/savings/{view['SavingsGUID']}")


def _saving_shown(formatted: bool, found: SavingFound) -> Answer:  # bound by partial
    return ok(success(saving_view(found, formatted=formatted)))


def _contribution_made(formatted: bool, found: ContributionFound) -> Answer:  # bound by partial
    view = contribution_view(found, formatted=formatted)
    saving = f"/api/v2/household/{found.household.guid}/savings/{view['SavingsGUID']}"
    return created(success(view), f"{saving}/contributions/{view['TransactionGUID']}")


def _contribution_shown(formatted: bool, found: ContributionFound) -> Answer:  # bound by partial
    return ok(success(contribution_view(found, formatted=formatted)))
