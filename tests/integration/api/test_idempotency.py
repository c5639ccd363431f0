"""Idempotency-Key: a request that is sent again has one effect and the first answer."""

import json
from typing import Any

import pytest

from tests.integration.api.writes import KEY, SAVINGS, WRITES, Operation, Scene, act
from tests.product import ANNA, BEN, CLIENT, Answer, Product, goal_body

pytestmark = pytest.mark.usefixtures("audited")


@pytest.fixture
def scene(product: Product, household: dict[str, Any], account: str) -> Scene:
    savings_goal = product.savings_goal(account)
    action = product.record(savings_goal, "50").data["id"]
    return Scene(household["HouseholdGUID"], account, str(product.goal(account)["id"]), savings_goal, action)


WITH_BODIES = [name for name in WRITES if "delete" not in name and "cancel" not in name]


@pytest.fixture
def operation(request: pytest.FixtureRequest, scene: Scene) -> Operation:
    return WRITES[request.param](scene)


every_write = pytest.mark.parametrize("operation", WRITES, indirect=True)
every_body = pytest.mark.parametrize("operation", WITH_BODIES, indirect=True)


def same(first: Answer, again: Answer) -> bool:
    """Whether an answer is the first one replayed."""
    fresh = ("X-Request-Id", "Idempotency-Replayed")
    said = {name: value for name, value in again.headers.items() if name not in fresh}
    before = {name: value for name, value in first.headers.items() if name not in fresh}
    return (first.status, first.body, before) == (again.status, again.body, said)


@every_write
def test_a_repeated_request_gets_the_first_answer_and_writes_nothing(product: Product, operation: Operation) -> None:
    first = operation.send(product)
    assert first.status in (200, 201, 204)
    assert "Idempotency-Replayed" not in first.headers
    product.clock.forward(minutes=1)
    with product.unchanged():
        for key in (KEY, KEY, f'"{KEY}"'):
            again = operation.send(product, key=key)
            assert again.headers["Idempotency-Replayed"] == "true"
            assert same(first, again)


@every_write
def test_a_replay_does_not_depend_on_what_became_of_the_thing(
    product: Product, scene: Scene, operation: Operation
) -> None:
    first = operation.send(product)
    product.call("DELETE", f"/goals/{scene.goal}")
    product.call("DELETE", SAVINGS)
    with product.unchanged():
        again = operation.send(product)
    assert again.headers["Idempotency-Replayed"] == "true"
    assert same(first, again)


@every_body
def test_a_refusal_is_not_kept(product: Product, operation: Operation) -> None:
    """The corrected request may come under the same key."""
    with product.unchanged():
        assert operation.send(product, operation.broken).status in (400, 422)
    corrected = operation.send(product)
    assert corrected.status in (200, 201)
    assert "Idempotency-Replayed" not in corrected.headers


@every_body
def test_the_same_payload_may_be_written_otherwise_and_another_is_422(product: Product, operation: Operation) -> None:
    """Order and spacing of the members say nothing; what cannot be read is another payload."""
    operation.send(product)
    backwards = json.dumps(dict(reversed(operation.body.items())), indent=4)
    with product.unchanged():
        assert operation.send(product, None, raw=backwards).headers["Idempotency-Replayed"] == "true"
        for other in (operation.other, operation.broken):
            answer = operation.send(product, other)
            assert (answer.status, list(answer.said)) == (422, ["Idempotency-Key"])
            assert answer.said["Idempotency-Key"][0].endswith("as used before with another payload.")
        assert operation.send(product, None, raw="{").status == 422


def test_a_key_is_good_for_24_hours(product: Product, scene: Scene) -> None:
    operation = WRITES["actions_post"](scene)
    first = operation.send(product)
    product.clock.forward(hours=23, minutes=59, seconds=59)
    assert same(first, operation.send(product))
    product.clock.forward(seconds=1)
    renewed = operation.send(product)
    assert renewed.status == 201
    assert renewed.data["id"] != first.data["id"]
    assert same(renewed, operation.send(product))


def test_an_expired_key_takes_another_payload(product: Product, scene: Scene) -> None:
    operation = WRITES["create_goal"](scene)
    operation.send(product)
    product.clock.forward(hours=24)
    assert operation.send(product, operation.other).status == 201


def test_keys_are_apart_by_key_operation_path_customer_app_and_tenant(product: Product, scene: Scene) -> None:
    operation = WRITES["actions_post"](scene)
    ids = [operation.send(product).data["id"], operation.send(product, key=f"{KEY}2").data["id"]]
    ids.append(operation.send(product, claims={"sub": ANNA}).data["id"])
    mobile: dict[str, Any] = {
        "claims": {"sub": "demo-mobile", "client_id": "demo-mobile"},
        "headers": {"X-Client-Id": CLIENT},
    }
    ids.append(operation.send(product, **mobile).data["id"])
    other_goal = product.savings_goal(scene.account)
    elsewhere = Operation("POST", f"{SAVINGS}/{other_goal}/actions", act("7"))
    ids.append(elsewhere.send(product).data["id"])
    assert len(set(ids)) == 5
    assert operation.send(product, customer=BEN).status == 404


def test_a_key_without_an_effect_is_free_for_another_caller(product: Product, scene: Scene) -> None:
    operation = WRITES["create_goal"](scene)
    assert operation.send(product, customer=BEN).status == 404
    assert operation.send(product).status == 201


def test_without_a_key_a_repeated_request_has_its_effect_again(product: Product, scene: Scene) -> None:
    operation = WRITES["actions_post"](scene)
    for _ in range(2):
        product.call(operation.method, operation.path, operation.body)
    assert product.call("GET", f"/goals/{scene.savings_goal}").body["current_amount"] == "64.00"


@pytest.mark.parametrize("key", ["x" * 256, '""', f'"{"x" * 256}"'])
def test_a_key_that_is_too_short_or_too_long_is_refused(product: Product, scene: Scene, key: str) -> None:
    for name, status in (("create_goal", 400), ("savings_post", 400), ("create_saving", 422)):
        operation = WRITES[name](scene)
        with product.unchanged():
            answer = operation.send(product, key=key)
        assert answer.status == status
        assert list(answer.said) == ["Idempotency-Key"]


@pytest.mark.parametrize("key", ["x", "x" * 255, f'"{"x" * 255}"', "\u00e9 \u00fc", '"'])
def test_a_key_of_1_to_255_characters_is_taken(product: Product, scene: Scene, key: str) -> None:
    operation = WRITES["create_goal"](scene)
    first = operation.send(product, key=key)
    assert first.status == 201
    assert same(first, operation.send(product, key=key))


def test_reads_and_previews_have_no_use_for_a_key(product: Product, scene: Scene) -> None:
    headers = {"Idempotency-Key": KEY}
    with product.unchanged():
        for name in ("Boat", "Car"):
            body = goal_body(scene.account, name=name)
            assert product.call("POST", "/goals/preview", body, headers=headers).body["goal"]["name"] == name
            assert product.call("GET", "/goals", headers=headers).status == 200
            changes = {"one_off": "1"}
            assert product.call("POST", f"/goals/{scene.goal}/preview", changes, headers=headers).status == 200


def test_a_replayed_credit_may_have_taken_the_last_of_the_money(product: Product, scene: Scene) -> None:
    """Replay comes before validation: the money is gone, and the answer is still the first."""
    operation = Operation("POST", f"{SAVINGS}/{scene.savings_goal}/actions", act("4950"))
    first = operation.send(product)
    assert same(first, operation.send(product))
    assert product.call(operation.method, operation.path, operation.body).status == 400


def test_a_replay_survives_the_fortieth_goal_and_the_end_of_time(product: Product, scene: Scene) -> None:
    operation = WRITES["savings_post"](scene)
    first = operation.send(product)
    for _ in range(38):
        product.savings_goal(scene.account)
    assert same(first, operation.send(product))
    assert product.call(operation.method, operation.path, operation.body).status == 409


def test_a_key_on_the_deletion_of_many_goals_counts_for_all_of_them(product: Product, scene: Scene) -> None:
    other = product.account(product.call("GET", f"/api/v2/household/{scene.household}", customer=None).data, 10)
    for place in (scene.account, other):
        for _ in range(30):
            product.savings_goal(place)
    operation = WRITES["savings_delete_all"](scene)
    first = operation.send(product)
    assert (first.status, product.call("GET", SAVINGS).data) == (204, [])
    kept = product.savings_goal(other)
    assert same(first, operation.send(product))
    assert [goal["id"] for goal in product.call("GET", SAVINGS).data] == [kept]
