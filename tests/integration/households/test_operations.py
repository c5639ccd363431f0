"""What holds for every route below a household: who may use it, what is not there, and what a repetition does."""

from itertools import product as product_of
from typing import Any, Final

import pytest

from savings.api.contract import Route
from tests.integration.api.writes import Operation
from tests.integration.households.home import STRANGER, Home
from tests.integration.households.operations import (
    BELOW,
    BODIES,
    CHANGES,
    READS,
    TO_PROJECT,
    Scene,
    a_scene,
    operation_of,
)
from tests.product import ANNA, BEN, OTHER_APP, Answer, Listener, Product, person

pytestmark = pytest.mark.usefixtures("audited")

NOT_FOUND = {
    "HouseholdGUID": "Household not found.",
    "ClientGUID": "Client not found.",
    "DependantGUID": "Dependant not found.",
    "EventGUID": "Event not found.",
    "SavingsGUID": "Saving not found.",
    "TransactionGUID": "Contribution not found.",
}
CAROL = "9a6ab2b7-41a4-4a35-9f6a-1b8c0f7d4a10"
DORA = "9a6ab2b7-41a4-4a35-9f6a-1b8c0f7d4a11"

each = pytest.mark.parametrize("route", BELOW, ids=lambda route: route.operation)
each_change = pytest.mark.parametrize("route", CHANGES, ids=lambda route: route.operation)
each_body = pytest.mark.parametrize("name", BODIES)


@pytest.fixture
def scene(product: Product) -> Scene:
    return a_scene(product, Home(product, Access=[{"ClientGUID": BEN, "Level": "view"}]))


def operations(scene: Scene) -> dict[str, Operation]:
    """The operations that take a body, by name."""
    return {name: operation_of(scene, name) for name in BODIES}


def send(product: Product, scene: Scene, route: Route, path: str | None = None, **options: Any) -> Answer:
    """Send a request that would be accepted, but for what the test is about."""
    body = BODIES[route.operation](scene.home)[0] if route.operation in BODIES else None
    query = TO_PROJECT if route.operation == "project_saving" else None
    return product.call(route.method, path or scene.path(route), body, **{"customer": None, "query": query, **options})


def test_who_may_view_reads_everything(product: Product, scene: Scene) -> None:
    for route in READS:
        assert send(product, scene, route, customer=BEN).body == send(product, scene, route).body, route.operation


WITHOUT_EDITING: Final[tuple[dict[str, Any], ...]] = ({"customer": BEN}, {"claims": {"sub": BEN}, "customer": None})


def test_who_may_only_view_changes_nothing_and_learns_nothing_more_from_a_wrong_path(
    product: Product, scene: Scene
) -> None:
    strange = dict.fromkeys(("ClientGUID", "SavingsGUID", "EventGUID", "DependantGUID"), STRANGER)
    with product.unchanged():
        for route, way, names in product_of(CHANGES, WITHOUT_EDITING, ({}, strange)):
            answer = send(product, scene, route, scene.path(route, **names), **way)
            assert (answer.status, answer.body) == (403, {"success": False, "message": JUDGED[403]}), route.operation


WRONG: Final = ("{", "[]", "", '{"a": 1, "a": 2}', "{}", '{"Colour": "blue"}', " " * (256 * 1024 + 1))
"""Bodies that nobody could mean: no JSON, no object, nothing in it, an unknown member, too large."""
STRANGERS: Final[tuple[dict[str, Any], ...]] = (
    {"customer": STRANGER},
    {"claims": {"sub": STRANGER}, "customer": None},
    {"customer": None, **OTHER_APP},
    {"customer": ANNA, **OTHER_APP},
)
JUDGED: Final = {404: "Household not found.", 403: "You do not have permission to edit the household."}


def test_who_may_see_and_edit_is_judged_before_the_body(product: Product, scene: Scene) -> None:
    ways = [*((way, 404) for way in STRANGERS), *((way, 403) for way in WITHOUT_EDITING)]
    with product.unchanged():
        for route, raw, (way, status) in product_of(CHANGES, WRONG, ways):
            answer = send(product, scene, route, **way, raw=raw)
            expected = (status, {"success": False, "message": JUDGED[status]})
            assert (answer.status, answer.body) == expected, (route.operation, raw, way)


ANYTHING_WRONG: Final[tuple[dict[str, Any], ...]] = (
    {"query": {"colour": "blue"}},
    {"query": {"ExcludeFormattedValues": "maybe"}},
    {"headers": {"Idempotency-Key": '""'}},
    {"headers": {"Idempotency-Key": "k" * 256}},
)


def test_who_may_see_is_judged_before_query_and_key(product: Product, scene: Scene) -> None:
    with product.unchanged():
        for route, wrong in product_of(BELOW, ANYTHING_WRONG):
            if route in READS and "headers" in wrong:
                continue  # a key means nothing to a read
            refused = send(product, scene, route, **wrong)
            named = [*wrong.get("query", {}), *wrong.get("headers", {})]
            assert (refused.status, list(refused.said)) == (422, named), (route.operation, wrong)
            for way in STRANGERS:
                headers = way.get("headers", {}) | wrong.get("headers", {})
                answer = send(product, scene, route, **{**way, **wrong, "headers": headers})
                expected = (404, {"success": False, "message": JUDGED[404]})
                assert (answer.status, answer.body) == expected, (route.operation, wrong, way)


def test_to_strangers_and_other_tenants_there_is_no_household(product: Product, scene: Scene) -> None:
    with product.unchanged():
        for route, way in product_of(BELOW, STRANGERS):
            answer = send(product, scene, route, **way)
            assert (answer.status, answer.body) == (404, {"success": False, "message": JUDGED[404]}), route.operation


def test_what_is_not_the_households_is_not_found(product: Product, scene: Scene) -> None:
    """Unknown and garbled ids, those of other households, of other tenants, and of other kinds of things."""
    theirs = a_scene(product, Home(product, alone=True, anna=CAROL), client=DORA)
    wrong_ones = wrong_names(product, scene, theirs)
    with product.unchanged():
        for route, (name, wrong) in product_of(BELOW, wrong_ones):
            if f"{{{name}}}" not in route.path:
                continue
            answer = send(product, scene, route, scene.path(route, **{name: wrong}))
            expected = (404, {"success": False, "message": NOT_FOUND[name]})
            assert (answer.status, answer.body) == expected, (route.operation, name, wrong)


def wrong_names(product: Product, scene: Scene, theirs: Scene) -> list[tuple[str, str]]:
    """Return names that stand for nothing of the scene's household, each with the variable of the path."""
    mine = scene.names
    wrong = [(name, made_up) for name in NOT_FOUND for made_up in ("garbled", STRANGER, "0", "12", "9" * 20)]
    wrong += [(name, mine[other]) for name in NOT_FOUND for other in NOT_FOUND if other != name]
    wrong += [(name, guid) for name, guid in theirs.names.items() if name != "HouseholdGUID"]
    elsewhere = product.call("POST", "/api/v2/household", _a_household(), **{"customer": None, **OTHER_APP})
    return [*wrong, ("HouseholdGUID", elsewhere.data["HouseholdGUID"])]


def _a_household() -> dict[str, Any]:
    return {"TimeZone": "Europe/London", "Currency": "GBP", "Clients": [person()]}


@each
def test_names_are_accepted_in_any_case(product: Product, scene: Scene, route: Route) -> None:
    upper = {name: guid.upper() for name, guid in scene.names.items()}
    assert send(product, scene, route, scene.path(route, **upper)).status in (200, 201)


@each_change
def test_a_change_that_is_sent_again_under_its_key_has_one_effect(product: Product, scene: Scene, route: Route) -> None:
    operation = operation_of(scene, route.operation)
    listener = Listener(product)
    listener.listen()
    first = operation.send(product)
    assert first.status in (200, 201)
    heard = listener.listen()
    product.clock.forward(minutes=1)
    with product.unchanged():
        again = operation.send(product)
    assert again.headers["Idempotency-Replayed"] == "true"
    assert (again.status, again.body) == (first.status, first.body)
    assert again.headers.get("Location") == first.headers.get("Location")
    assert heard
    assert listener.listen() == []


@each_body
def test_another_body_under_the_key_is_refused(product: Product, scene: Scene, name: str) -> None:
    operation = operation_of(scene, name)
    operation.send(product)
    with product.unchanged():
        for other in (operation.other, operation.broken):
            answer = operation.send(product, other)
            assert (answer.status, list(answer.said)) == (422, ["Idempotency-Key"])


@each_body
def test_a_refusal_leaves_the_key_free(product: Product, scene: Scene, name: str) -> None:
    operation = operation_of(scene, name)
    with product.unchanged():
        assert operation.send(product, operation.broken).status == 422
    answer = operation.send(product)
    assert answer.status in (200, 201)
    assert "Idempotency-Replayed" not in answer.headers


def test_a_body_that_cannot_be_read_is_400(product: Product, scene: Scene) -> None:
    with product.unchanged():
        for operation, raw in product_of(operations(scene).values(), ("{", "[]", '{"a": 1, "a": 2}', "")):
            answer = product.call(operation.method, operation.path, customer=None, raw=raw)
            assert answer.status == 400, (operation, raw)


def test_an_unknown_member_is_refused_by_name(product: Product, scene: Scene) -> None:
    with product.unchanged():
        for operation in operations(scene).values():
            body = {**operation.body, "Colour": "blue"}
            answer = product.call(operation.method, operation.path, body, customer=None)
            assert answer.said == {"Colour": ["The colour is not a member of this request."]}, operation


@pytest.mark.parametrize("name", [name for name in BODIES if name.startswith("replace")])
def test_what_a_read_answers_can_be_sent_back(product: Product, scene: Scene, name: str) -> None:
    """GET, then PUT: the members that only answers have are ignored."""
    path = operation_of(scene, name).path
    before = product.call("GET", path, customer=None).data
    assert product.call("PUT", path, before, customer=None).data == before
    assert product.call("GET", path, customer=None).data == before


def test_every_operation_that_takes_a_body_is_tried_with_one() -> None:
    assert set(BODIES) == {route.operation for route in CHANGES if route.method != "DELETE"}


REQUIRED: Final = {
    "household": {"TimeZone": "time zone", "Currency": "currency"},
    "client": {"FirstName": "first name", "LastName": "last name", "DateOfBirth": "date of birth"},
    "dependant": {"FirstName": "first name", "LastName": "last name", "DateOfBirth": "date of birth"},
    "life_event": {"EventLabel": "event label", "EventBasis": "event basis"},
    "saving": {
        "ClientGUID": "client guid",
        "SavingsDescription": "savings description",
        "SavingsType": "savings type",
        "Value": "value",
        "ValueDate": "value date",
    },
    "contribution": {"TransactionType": "transaction type", "StartBasis": "start basis"},
}


def test_a_required_member_that_is_null_is_asked_for_as_if_it_were_missing(product: Product, scene: Scene) -> None:
    with product.unchanged():
        for name, operation in operations(scene).items():
            required = REQUIRED[name.partition("_")[2]]
            expected = {member: [f"The {words} field is required."] for member, words in required.items()}
            without = {member: value for member, value in operation.body.items() if member not in required}
            for body in (without, {**without, **dict.fromkeys(required)}):
                answer = product.call(operation.method, operation.path, body, customer=None)
                assert (answer.status, answer.said) == (422, expected), name


def test_what_is_required_within_a_list_is_asked_for_there(product: Product) -> None:
    body = {"TimeZone": "Europe/London", "Currency": "GBP", "Clients": [person(LastName=None)], "Access": [{}]}
    answer = product.refused("POST", "/api/v2/household", body, customer=None)
    assert answer.said == {
        "Clients.0.LastName": ["The last name field is required."],
        "Access.0.ClientGUID": ["The client guid field is required."],
        "Access.0.Level": ["The level field is required."],
    }


@pytest.mark.parametrize("name", ["\N{LATIN CAPITAL LETTER O WITH DIAERESIS}l", "!!", "7", "a.b", ""])
def test_a_member_that_nobody_knows_is_named_whatever_its_signs(product: Product, scene: Scene, name: str) -> None:
    answer = product.refused("POST", f"{scene.home.path}/clients", {**person(), name: 1}, customer=None)
    assert answer.said == {name: [f"The {name} is not a member of this request."]}
