"""The table of routes: each operation is served by its function and no other, and answers as it is documented."""

import re
from functools import partial
from types import ModuleType
from typing import Any

import jsonschema
import pytest
from pydantic_core import SchemaValidator

from actions import ledger_routes
from actions import routes as action_routes
from contract.errors import refusals
from contract.examples import BODIES
from contract.openapi import answer_of, body_of, document
from contract.validators import models_of
from goals import routes as goal_routes
from goals import savings_routes
from households import collection_routes
from households import routes as household_routes
from notifications import routes as notification_routes
from savings.api import bodies
from savings.api.answers import Answer as Saved
from savings.api.app import App, Request
from savings.api.contract import ROUTES, Family, Route
from savings.config import Settings
from savings.runtime import Runtime
from tests.integration.notifications.mailbox import Mailbox
from tests.product import ANNA, CLIENT, Answer, Context, Product, goal_body, person

MODULES: dict[str, tuple[ModuleType, ...]] = {
    "goals": (goal_routes, savings_routes),
    "notifications": (notification_routes,),
    "actions": (action_routes, ledger_routes),
    "households": (household_routes, collection_routes),
}
NEEDED = {"project_saving": {"until": "2027-06-01"}}
"""Parameters that an operation cannot do without."""
READING_POSTS = {"preview_goal", "preview_change"}


def app_of(function: str) -> App:
    app = App(Runtime(Settings()), function)
    for module in MODULES[function]:
        module.register(app)
    return app


@pytest.mark.parametrize("function", MODULES)
def test_a_function_serves_its_operations_and_no_other(function: str) -> None:
    expected = {route.operation for route in ROUTES if route.function == function}
    assert set(app_of(function).operations) == expected


@pytest.mark.parametrize("function", MODULES)
def test_no_function_can_register_another_functions_operation(function: str) -> None:
    app = App(Runtime(Settings()), function)
    for route in ROUTES:
        if route.function != function:
            with pytest.raises(KeyError):
                app.operation(route.operation)


def test_every_route_belongs_to_a_function() -> None:
    assert {route.function for route in ROUTES} == set(MODULES)


def test_operations_and_places_are_unique() -> None:
    assert len({route.operation for route in ROUTES}) == len(ROUTES)
    assert len({route.key for route in ROUTES}) == len(ROUTES)


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.operation)
def test_a_route_asks_for_the_scope_of_what_it_does(route: Route) -> None:
    reads = route.method == "GET" or route.operation in READING_POSTS
    area = "households" if route.function == "households" else "goals"
    if route.family is Family.LEDGER and not reads:
        area = "ledger"
    assert route.scope == f"savings/{area}.{'read' if reads else 'write'}"


@pytest.mark.parametrize("function", MODULES)
def test_the_gateways_route_key_reaches_its_own_operation(function: str) -> None:
    routes = [route for route in ROUTES if route.function == function]
    reached: list[str] = []
    app = App(Runtime(Settings()), function)

    def reach(name: str, _: Request) -> Saved:
        reached.append(name)
        return Saved(204)

    for route in routes:
        app.operation(route.operation)(partial(reach, route.operation))
    for route in routes:
        event = {
            "routeKey": route.key,
            "rawPath": route.path,
            "headers": {"x-client-id": CLIENT, "x-customer-id": ANNA},
            "requestContext": {
                "requestId": "Rq5XkhGFDoEEJFw=",
                "authorizer": {"jwt": {"claims": {"sub": CLIENT, "client_id": CLIENT}, "scopes": [route.scope]}},
            },
        }
        assert app.handler(event, Context())["statusCode"] == 204
    assert reached == [route.operation for route in routes]


def test_a_parameter_that_a_route_does_not_read_is_refused(product: Product) -> None:
    home = product.household()["HouseholdGUID"]  # nobody hears of a parameter of a household that is not theirs
    for route in ROUTES:
        path = re.sub(r"\{\w+\}", "7", route.path.replace("{HouseholdGUID}", home))
        answer = product.refused(route.method, path, {}, query={"colour": "blue", "rank": "1"})
        assert answer.status == (422 if route.family is Family.HOUSEHOLDS else 400), route.key
        assert list(answer.said) == ["colour", "rank"], route.key


REFUSED: dict[int, dict[str, Any]] = {
    404: {},
    413: {"raw": "x" * 300_000, "headers": {"Idempotency-Key": "k"}},
}
"""Options of calls that are refused with a status by every route that documents it; `callers` walks the others."""


@pytest.mark.parametrize("status", REFUSED)
def test_every_route_refuses_as_its_row_says(product: Product, status: int) -> None:
    home = product.household()["HouseholdGUID"] if status != 404 else "7"
    for route in ROUTES:
        path = re.sub(r"\{\w+\}", "7", route.path.replace("{HouseholdGUID}", home))
        body = BODIES.get(route.operation)
        options = {"customer": None} if "userId" in str(body) else {}
        query = NEEDED.get(route.operation)
        answer = product.call(route.method, path, body, query=query, **{**options, **REFUSED[status]})
        assert (answer.status == status) == (status in refusals(route)), (route.key, answer)


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.operation)
def test_the_models_that_a_route_names_are_there(route: Route) -> None:
    assert (answer_of(route) is None) == (route.status == 204)
    assert (body_of(route) is None) == (route.method in {"GET", "DELETE"})


class Story:
    """Calls each operation once, and keeps the answers by operation; it is said which models `read` has."""

    def __init__(self, product: Product, read: list[str]) -> None:
        self.product = product
        self.answers: dict[str, Answer] = {}
        self._read = read

    def call(self, operation: str, body: Any = None, **path: Any) -> Any:
        """Call an operation, which reads the body that its row names and answers as the OpenAPI document says."""
        route = next(route for route in ROUTES if route.operation == operation)
        query = NEEDED.get(operation)
        self._read.clear()
        answer = self.product.call(route.method, route.path.format(**path), body, query=query)
        assert answer.status == route.status, answer.body
        assert set(self._read) <= models_of(route).keys()
        assert bool(self._read) == (route.body is not None)
        documented = document()["paths"][route.path][route.method.lower()]["responses"][str(answer.status)]
        if "content" in documented:
            schema = documented["content"][answer.headers["Content-Type"]]["schema"]
            jsonschema.validate(answer.body, {**schema, "components": document()["components"]})
        self.answers[operation] = answer
        if location := answer.headers.get("Location"):
            assert _made(self.product.call("GET", location)) == _made(answer)
        return answer.body


def _made(answer: Answer) -> Any:
    """Return what was made, or read again, without the name of the operation."""
    assert answer.status in (200, 201), answer.body
    return {name: member for name, member in answer.body.items() if name != "operation_id"}


def _tell_people(story: Story, home: dict[str, str]) -> None:
    event = {"EventLabel": "Retirement", "EventBasis": 1, "EventDate": "2040-06-01", "GoalAmount1": 2.5}
    things: list[tuple[str, str, str, dict[str, Any]]] = [
        ("client", "clients", "ClientGUID", person()),
        ("dependant", "dependants", "DependantGUID", person()),
        ("life_event", "life_events", "EventGUID", event),
    ]
    for one, some, member, body in things:
        made = story.call(f"create_{one}", body, **home)["data"]
        place = {**home, member: made[member]}
        story.call(f"list_{some}", **home)
        assert story.call(f"get_{one}", **place)["data"] == made
        assert story.call(f"replace_{one}", made, **place)["data"] == made
        story.call(f"delete_{one}", **place)
    story.call("life_events_options", **home)


def _tell_savings(story: Story, home: dict[str, str]) -> str:
    body: dict[str, Any] = {"SavingsDescription": "Cash", "SavingsType": 2, "Value": 900.5, "ValueDate": "2027-01-10"}
    other = story.call("create_saving", {"ClientGUID": ANNA, **body}, **home)["data"]
    made = story.call("create_saving", {"ClientGUID": ANNA, **body}, **home)["data"]
    place = {**home, "SavingsGUID": made["SavingsGUID"]}
    story.call("list_savings", **home)
    assert story.call("get_saving", **place)["data"] == made
    assert story.call("replace_saving", made, **place)["data"] == made
    body = {"TransactionType": 12, "LinkedSavingsGUID": other["SavingsGUID"], "TransactionPercentage": 12.5}
    body |= {"Frequency": 12, "StartBasis": 1, "EndBasis": 3, "EndDate": "2030-01-01"}
    planned = story.call("create_contribution", body, **place)["data"]
    each = {**place, "TransactionGUID": planned["TransactionGUID"]}
    story.call("list_contributions", **place)
    assert story.call("get_contribution", **each)["data"] == planned
    assert story.call("replace_contribution", planned, **each)["data"] == planned
    story.call("project_saving", **place)
    for options in ("savings_options", "pensions_options", "contributions_options"):
        story.call(options, **home)
    story.call("delete_contribution", **each)
    story.call("delete_saving", **place)
    return str(other["SavingsGUID"])


def _tell_ledger(story: Story, account: str, other: str) -> None:
    moved = {"type": "Deposit", "userId": ANNA, "amountCents": 2500, "toAccountId": account}
    made = story.call("report_transaction", {"transaction": {"externalId": "1", **moved}})["transaction"]
    story.call("list_transactions")
    assert story.call("get_transaction", transaction_id=made["id"])["transaction"] == made
    story.call("reverse_transaction", {"transaction": {"externalId": "2"}}, transaction_id=made["id"])
    valued = story.call("make_performance", {"account": {"type": "Performance", "savingsId": other}})["account"]
    story.call("change_account", {"account": {"balanceCents": 1}}, account_id=valued["id"])
    story.call("list_accounts")
    story.call("get_account", account_id=account)


def _tell_notifications(story: Story) -> None:
    mailbox = Mailbox(story.product)
    mailbox.receive(mailbox.said("goal.cancelled"))
    [note] = story.call("list_notifications")["notifications"]
    story.call("mark_notification", {"read": True}, notification_id=note["id"])
    chosen = {**story.call("get_preferences"), "reminder_days": 3}
    assert story.call("set_preferences", chosen) == chosen


@pytest.fixture
def story(product: Product, monkeypatch: pytest.MonkeyPatch) -> Story:
    read: list[str] = []
    validator = bodies.validator

    def hear(model: str) -> SchemaValidator:
        read.append(model)
        return validator(model)

    monkeypatch.setattr(bodies, "validator", hear)
    return Story(product, read)


@pytest.mark.usefixtures("validators")
def test_every_operation_answers_as_it_is_documented(story: Story) -> None:
    product = story.product
    body: dict[str, Any] = {"TimeZone": "Europe/London", "Currency": "GBP", "Clients": [person(ANNA)]}
    body |= {"Dependants": [person()], "Access": [{"ClientGUID": ANNA, "Level": "edit"}]}
    created = story.call("create_household", body)["data"]
    home = {"HouseholdGUID": created["HouseholdGUID"]}
    story.call("list_households")
    story.call("get_household", **home)
    story.call("replace_household", created, **home)
    _tell_people(story, home)
    account = _tell_savings(story, home)
    _tell_ledger(
        story, account, product.account({"HouseholdGUID": home["HouseholdGUID"], "Clients": [{"ClientGUID": ANNA}]})
    )

    story.call("preview_goal", goal_body(account))
    goal = {"goal_id": story.call("create_goal", goal_body(account, metadata={"a": 1}))["id"]}
    story.call("list_goals")
    story.call("get_goal", **goal)
    story.call("update_goal", {"name": "Car"}, **goal)
    period = story.call("list_periods", **goal)[0]["id"]
    story.call("get_period", **goal, period_id=period)
    story.call("preview_change", {"one_off": "5"}, **goal)
    story.call("check_goal", **goal)
    story.call("cancel_goal", **goal)

    amount = {"value": "10"}
    plan = {"name": "Car", "account_id": account, "target_amount": amount, "recurrent_amount": amount}
    first = {"goal_id": story.call("goals_v1_savings_post", plan)["data"]["id"]}
    story.call("goals_v1_savings_get")
    story.call("goals_v1_savings_goal_get", **first)
    story.call("goals_v1_savings_patch", {"name": "Bike"}, **first)
    act = {"amount": amount, "credit_debit_indicator": "credit"}
    action = {"goal_action_id": story.call("goals_v1_savings_actions_post", act, **first)["data"]["id"]}
    story.call("goals_v1_savings_actions_get", **first)
    story.call("goals_v1_savings_action_get", **first, **action)
    story.call("goals_v1_savings_actions_patch", {"amount": {"value": "9"}}, **first, **action)
    story.call("goals_v1_savings_actions_delete", **first, **action)
    story.call("goals_v1_savings_delete", **first)
    story.call("goals_v1_savings_post", plan)
    story.call("goals_v1_savings_delete_all")
    _tell_notifications(story)

    assert set(story.answers) == {route.operation for route in ROUTES}
    located = {name for name, answer in story.answers.items() if "Location" in answer.headers}
    assert located == {route.operation for route in ROUTES if route.status == 201}
    for name, answer in story.answers.items():
        if isinstance(answer.body, dict) and "operation_id" in answer.body:
            assert answer.body["operation_id"] == name
