"""The routes of savings and their contributions: parse, one call, answer."""

from households.options import contributions_options, life_events_options, savings_options
from households.routes import deleted, success, wants_formatted
from households.saving_schemas import SavingBody, read_contribution, until_date
from households.views import contribution_view, projection_view, saving_view
from savings.api.answers import Answer, created, ok
from savings.api.app import App, Request
from savings.usecases import contributions, household_accounts
from savings.usecases.household_access import visible


def register(app: App) -> None:
    """Register the routes of savings, contributions and options."""
    _register_savings(app)
    _register_contributions(app)
    _register_options(app)


def _register_savings(app: App) -> None:
    @app.operation("create_saving")
    def create_saving(request: Request) -> Answer:
        read, formatted = request.read(SavingBody).read, wants_formatted(request)
        opened = household_accounts.open_account(request.attempt, _household(request), read)
        view = saving_view(opened.made, formatted=formatted)
        return created(success(view), _address(opened.made.household.guid, view), opened)

    @app.operation("list_savings")
    def list_savings(request: Request) -> Answer:
        formatted = wants_formatted(request)
        listed = household_accounts.list_accounts(request.attempt, _household(request))
        return ok(success([saving_view(found, formatted=formatted) for found in listed]))

    @app.operation("get_saving")
    def get_saving(request: Request) -> Answer:
        found = household_accounts.get_account(request.attempt, *_saving(request))
        return ok(success(saving_view(found, formatted=wants_formatted(request))))

    @app.operation("replace_saving")
    def replace_saving(request: Request) -> Answer:
        read, formatted = request.read(SavingBody).read, wants_formatted(request)
        replaced = household_accounts.replace_account(request.attempt, *_saving(request), read)
        return ok(success(saving_view(replaced.made, formatted=formatted)), replaced)

    @app.operation("delete_saving")
    def delete_saving(request: Request) -> Answer:
        return deleted("Saving", household_accounts.close_account(request.attempt, *_saving(request)))

    @app.operation("project_saving")
    def project_saving(request: Request) -> Answer:
        until = until_date(request.query.get("until"))
        found, payments = contributions.project_account(request.attempt, *_saving(request), until)
        return ok(success(projection_view(found, until.isoformat(), payments)))


def _register_contributions(app: App) -> None:
    @app.operation("create_contribution")
    def create_contribution(request: Request) -> Answer:
        read, formatted = read_contribution(request.json).read, wants_formatted(request)
        made = contributions.create_contribution(request.attempt, *_saving(request), read)
        view = contribution_view(made.made, formatted=formatted)
        address = f"{_address(made.made.household.guid, view)}/contributions/{view['TransactionGUID']}"
        return created(success(view), address, made)

    @app.operation("list_contributions")
    def list_contributions(request: Request) -> Answer:
        formatted = wants_formatted(request)
        listed = contributions.list_contributions(request.attempt, *_saving(request))
        return ok(success([contribution_view(found, formatted=formatted) for found in listed]))

    @app.operation("get_contribution")
    def get_contribution(request: Request) -> Answer:
        found = contributions.get_contribution(request.attempt, *_contribution(request))
        return ok(success(contribution_view(found, formatted=wants_formatted(request))))

    @app.operation("replace_contribution")
    def replace_contribution(request: Request) -> Answer:
        read, formatted = read_contribution(request.json).read, wants_formatted(request)
        replaced = contributions.replace_contribution(request.attempt, *_contribution(request), read)
        return ok(success(contribution_view(replaced.made, formatted=formatted)), replaced)

    @app.operation("delete_contribution")
    def delete_contribution(request: Request) -> Answer:
        return deleted("Contribution", contributions.delete_contribution(request.attempt, *_contribution(request)))


def _register_options(app: App) -> None:
    def list_savings_options(request: Request) -> Answer:
        return ok(success(savings_options(visible(request.attempt, _household(request)))))

    app.operation("savings_options")(list_savings_options)
    app.operation("pensions_options")(list_savings_options)

    @app.operation("contributions_options")
    def list_contributions_options(request: Request) -> Answer:
        return ok(
            success(contributions_options(*household_accounts.read_accounts(request.attempt, _household(request))))
        )

    @app.operation("life_events_options")
    def list_life_events_options(request: Request) -> Answer:
        return ok(success(life_events_options(visible(request.attempt, _household(request)))))


def _household(request: Request) -> str:
    return request.path["HouseholdGUID"]


def _saving(request: Request) -> tuple[str, str]:
    return _household(request), request.path["SavingsGUID"]


def _contribution(request: Request) -> tuple[str, str, str]:
    return *_saving(request), request.path["TransactionGUID"]


def _address(household: str, view: dict[str, object]) -> str:
    return f"/api/v2/household/{household}/savings/{view['SavingsGUID']}"
