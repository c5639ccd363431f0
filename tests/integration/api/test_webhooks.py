"""A tenant's webhooks, by its client apps: registered, read, rotated, tried, enabled and removed."""

import json
from base64 import b64decode
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError

from contract.wiring import DELIVER_QUEUE
from savings.domain.webhook import BOTH_SIGN, MOST_OF_TENANT, TEST, Delivery, DeliveryOutcome, Webhook
from savings.https.signature import PREFIX
from savings.store import webhooks
from savings.usecases import webhook_keys
from tests.faults import Died
from tests.product import ANNA, OTHER_APP, SECRETS, Answer, Product, answered, services

URL: Final = "https://bank.example/events"
APP: Final[dict[str, Any]] = {"customer": None}
KEY: Final[dict[str, Any]] = {"headers": {"Idempotency-Key": "one"}}


def ask(product: Product, method: str, path: str = "", body: Any = None, **options: Any) -> Answer:
    return product.call(method, f"/webhooks{path}", body, **{**APP, **options})


def register(product: Product, **members: Any) -> dict[str, Any]:
    answer = ask(product, "POST", "", {"url": URL, **members})
    assert answer.status == 201, answer.body
    return dict(answer.body)


def keys_of(product: Product, webhook: dict[str, Any]) -> dict[str, Any]:
    answer = ask(product, "GET", f"/{webhook['id']}/keys")
    assert answer.headers["Cache-Control"] == "no-store"
    return dict(answer.body)


def stored(product: Product, webhook: dict[str, Any]) -> Webhook:
    found = webhooks.load(product.table, "demo-app", webhook["id"])
    assert found is not None
    return found


def secrets(product: Product) -> list[str]:
    """The names of the product's secrets."""
    prefix = product.runtime.settings.webhook_keys
    rows = SECRETS._database.execute("SELECT name FROM secret ORDER BY name").fetchall()
    return [name for (name,) in rows if name.startswith(prefix)]


def queued() -> list[dict[str, Any]]:
    return [json.loads(body) for body in services().queues[DELIVER_QUEUE].bodies()]


def test_a_webhook_is_registered_listed_read_and_removed_with_its_keys(product: Product) -> None:
    made = ask(product, "POST", "", {"url": URL, "types": ["goal.failed", "goal.achieved"]})
    webhook = made.body
    assert (webhook["url"], webhook["types"]) == (URL, ["goal.achieved", "goal.failed"])
    assert {webhook[name] for name in ("rotated_at", "disabled_because", "failing_since")} == {None}
    assert ask(product, "GET", made.headers["Location"].removeprefix("/webhooks")).body == webhook
    product.clock.forward(seconds=1)
    second = register(product)
    assert second["types"] is None
    assert ask(product, "GET").body == [webhook, second]
    first_page = ask(product, "GET", query={"limit": "1"})
    assert first_page.body == [webhook]
    after = first_page.headers["Link"].partition("after=")[2].partition(">")[0]
    assert ask(product, "GET", query={"limit": "1", "after": after}).body == [second]
    assert len(secrets(product)) == 2
    assert ask(product, "DELETE", f"/{webhook['id']}").status == 204
    assert ask(product, "GET").body == [second]
    assert len(secrets(product)) == 1
    for method, path in (("GET", ""), ("DELETE", ""), ("GET", "/keys"), ("POST", "/rotate"), ("POST", "/test")):
        gone = product.refused(method, f"/webhooks/{webhook['id']}{path}", **APP)
        assert (gone.status, gone.body["code"], gone.body["detail"]) == (404, "not_found", "Webhook not found.")


def test_a_key_is_random_text_that_only_the_vault_keeps(product: Product, capsys: pytest.CaptureFixture[str]) -> None:
    made = ask(product, "POST", "", {"url": URL}, **KEY)
    webhook = made.body
    ask(product, "POST", f"/{webhook['id']}/rotate", **KEY)
    keys = keys_of(product, webhook)
    assert keys == keys_of(product, webhook)
    lines = capsys.readouterr().out
    for key in (keys["current"], keys["previous"]):
        assert len(b64decode(key.removeprefix(PREFIX), validate=True)) == 32
        assert key not in json.dumps([made.body, *product.items()], default=str)
        assert key not in lines
    assert PREFIX not in json.dumps(made.body)
    product.clock.forward(seconds=1)
    assert keys_of(product, register(product))["current"] not in keys.values()


def test_both_keys_sign_for_a_day_after_a_rotation_and_no_other_one_begins(product: Product) -> None:
    webhook = register(product)
    first = keys_of(product, webhook)["current"]
    rotated = ask(product, "POST", f"/{webhook['id']}/rotate", **KEY)
    again = ask(product, "POST", f"/{webhook['id']}/rotate", **KEY)
    assert (rotated.status, again.status, again.body) == (201, 201, rotated.body)
    both = keys_of(product, webhook)
    assert both["previous"] == first != both["current"]
    assert both["previous_until"] == "2027-01-11T10:00:00Z"
    assert webhook_keys.signing(product.runtime, stored(product, webhook)) == [both["current"], first]
    assert product.refused("POST", f"/webhooks/{webhook['id']}/rotate", **APP).status == 409
    product.clock.forward(seconds=int(BOTH_SIGN.total_seconds()))
    assert keys_of(product, webhook) == {"current": both["current"], "previous": None, "previous_until": None}
    assert ask(product, "POST", f"/{webhook['id']}/rotate").status == 201
    assert keys_of(product, webhook)["previous"] == both["current"]


def test_a_test_event_goes_to_the_one_webhook_whatever_it_hears(product: Product) -> None:
    services().queues[DELIVER_QUEUE].keep(lambda _: False)
    webhook = register(product, types=["goal.achieved"])
    product.clock.forward(seconds=1)
    register(product)
    assert ask(product, "POST", f"/{webhook['id']}/test", **KEY).status == 204
    assert "Idempotency-Replayed" in ask(product, "POST", f"/{webhook['id']}/test", **KEY).headers
    [message] = queued()
    assert message["webhook"] == {"owner": "demo-app", "id": webhook["id"]}
    assert message["event"]["type"] == f"savings.goals.{TEST}.v1"
    [waiting] = ask(product, "GET", f"/{webhook['id']}/deliveries").body
    assert (waiting["event"], waiting["event_id"]) == (TEST, message["event"]["id"])
    assert (waiting["outcome"], waiting["attempts"]) == ("waiting", 0)


def test_a_disabled_webhook_is_not_tried_and_hears_again_once_it_is_enabled(product: Product) -> None:
    webhook = register(product)
    product.table.write([webhooks.note_failure(stored(product, webhook), product.clock.now(), product.clock.now())])
    product.table.write([webhooks.disable(stored(product, webhook), "failing")])
    shown = ask(product, "GET", f"/{webhook['id']}").body
    assert (shown["disabled_because"], shown["failing_since"]) == ("failing", "2027-01-10T10:00:00Z")
    assert product.refused("POST", f"/webhooks/{webhook['id']}/test", **APP).status == 409
    assert ask(product, "POST", f"/{webhook['id']}/enable").status == 204
    assert ask(product, "GET", f"/{webhook['id']}").body == webhook
    assert stored(product, webhook).hears("demo-app", "goal.achieved")


def test_deliveries_are_listed_newest_first_page_by_page_and_by_what_became_of_them(product: Product) -> None:
    webhook = register(product)
    outcomes = [*DeliveryOutcome] * 2
    for second, outcome in enumerate(outcomes):
        at = product.clock.now() + timedelta(seconds=second)
        one = Delivery(
            event_id=ANNA, event="goal.failed", subject=ANNA, at=at, outcome=outcome, attempts=1, answer="500",
            first_at=at, last_at=at,
        )  # fmt: skip
        product.table.write([webhooks.record(stored(product, webhook), one)])
    path = f"/{webhook['id']}/deliveries"
    every = ask(product, "GET", path).body
    assert [one["outcome"] for one in every] == outcomes[::-1]
    page = ask(product, "GET", path, query={"limit": "4"})
    after = page.headers["Link"].partition("after=")[2].partition(">")[0]
    rest = ask(product, "GET", path, query={"limit": "4", "after": after})
    assert page.body + rest.body == every
    assert "Link" not in rest.headers
    for outcome in DeliveryOutcome:
        wanted = ask(product, "GET", path, query={"outcome": outcome, "limit": "1"}).body
        assert wanted == [one for one in every if one["outcome"] == outcome][:1]
    assert product.refused("GET", f"/webhooks{path}", query={"outcome": "lost"}, **APP).status == 400


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"url": "http://bank.example/"}, "invalid_url"),
        ({"url": "https://10.0.0.1/"}, "not_public"),
        ({"url": f"{URL}/{'a' * 2048}"}, "too_long"),
        ({"url": URL, "types": ["goal.acheived"]}, "unknown_value"),
        ({"url": URL, "types": []}, "required"),
        ({"types": ["goal.achieved"]}, "required"),
        ({"url": URL, "tenants": ["other-app"]}, "unknown_member"),
    ],
)
def test_what_no_webhook_can_be_is_refused_and_has_no_key(product: Product, body: dict[str, Any], code: str) -> None:
    answer = product.refused("POST", "/webhooks", body, **APP)
    assert (answer.status, [error["code"] for error in answer.body["errors"]]) == (400, [code])
    assert secrets(product) == []


def test_a_tenant_has_ten_webhooks_at_most_and_only_its_own(product: Product) -> None:
    for _ in range(MOST_OF_TENANT - 1):
        register(product)
    mine = register(product)
    assert product.refused("POST", "/webhooks", {"url": URL}, **APP).status == 409
    product.clock.forward(seconds=1)
    other = ask(product, "POST", "", {"url": URL}, **OTHER_APP)
    assert other.status == 201
    assert ask(product, "GET", **OTHER_APP).body == [other.body]
    assert product.refused("GET", f"/webhooks/{mine['id']}/keys", **OTHER_APP | APP).status == 404
    assert ask(product, "DELETE", f"/{mine['id']}").status == 204
    assert register(product)


MOMENTS: Final = [10, 10, 6]
"""How many moments there are before and after the calls of a creation, a rotation and a removal."""


class Crashes:
    """Ends the function at a moment: before or after any of its calls to the vault and the table."""

    def __init__(self, product: Product) -> None:
        self.moment = self._passed = 0
        product.wire.asked.append(lambda *_: self._pass())
        product.wire.answered.append(lambda *_: self._pass())
        self._events = answered("secretsmanager").meta.events

    def __enter__(self) -> "Crashes":
        for moment in ("provide-client-params", "after-call"):
            self._events.register(f"{moment}.secretsmanager", self._pass, unique_id=f"crash {moment}")
        return self

    def __exit__(self, *_: object) -> None:
        for moment in ("provide-client-params", "after-call"):
            self._events.unregister(f"{moment}.secretsmanager", unique_id=f"crash {moment}")

    def at(self, moment: int) -> None:
        """End the function at this moment from now on, the first being 1; 0 is never."""
        self.moment, self._passed = moment, 0

    def _pass(self, **_: object) -> None:
        self._passed += 1
        if self._passed == self.moment:
            raise Died


def crashed(product: Product, crashes: Crashes, moment: int, method: str, path: str = "", body: Any = None) -> bool:
    """Make a request that is ended at a moment, and once more under its key; return whether it was ended."""
    options = {"headers": {"Idempotency-Key": f"{method} {path} {moment}"}}
    crashes.at(moment)
    try:
        ask(product, method, path, body, **options)
    except Died:
        crashes.at(0)
        again = ask(product, method, path, body, **options)
        assert again.status in (201, 204), again.body
        return True
    crashes.at(0)
    return False


UNWELL: Final = [
    EndpointConnectionError(endpoint_url="https://vault.example"),
    ClientError({"Error": {"Code": "ThrottlingException", "Message": "Rate exceeded"}}, "GetSecretValue"),
]


@pytest.mark.parametrize("failure", UNWELL, ids=lambda failure: type(failure).__name__)
def test_a_vault_that_fails_is_a_matter_of_another_try(product: Product, failure: Exception) -> None:
    events = answered("secretsmanager").meta.events

    def fail(**_: object) -> None:
        raise failure

    def twice(method: str, path: str = "", body: Any = None) -> Any:
        options = {"headers": {"Idempotency-Key": f"{method} {path}"}}
        events.register("provide-client-params.secretsmanager", fail, unique_id="unwell")
        refused = ask(product, method, path, body, **options)
        events.unregister("provide-client-params.secretsmanager", unique_id="unwell")
        assert refused.status == 503, refused.body
        return ask(product, method, path, body, **options).body

    webhook = twice("POST", "", {"url": URL})
    before = twice("GET", f"/{webhook['id']}/keys")["current"]
    twice("POST", f"/{webhook['id']}/rotate")
    assert keys_of(product, webhook)["previous"] == before
    twice("DELETE", f"/{webhook['id']}")
    assert (ask(product, "GET").body, secrets(product)) == ([], [])


def test_a_crash_at_any_moment_leaves_a_key_for_each_webhook_and_none_besides(product: Product) -> None:
    """Nor does it take a key from who knows it: the one before signs on after each rotation that was cut off."""
    ends = []
    with Crashes(product) as crashes:
        for moment in range(1, 40):
            product.clock.forward(days=2)
            creation = crashed(product, crashes, moment, "POST", "", {"url": URL})
            [webhook] = ask(product, "GET").body
            before = keys_of(product, webhook)["current"]
            rotation = crashed(product, crashes, moment, "POST", f"/{webhook['id']}/rotate")
            keys = keys_of(product, webhook)
            assert before == keys["previous"] != keys["current"]
            assert stored(product, webhook).key_number == 2
            removal = crashed(product, crashes, moment, "DELETE", f"/{webhook['id']}")
            assert (ask(product, "GET").body, secrets(product)) == ([], [])
            ends.append((creation, rotation, removal))
            if not any(ends[-1]):
                break
    assert [sum(column) for column in zip(*ends, strict=True)] == MOMENTS


def test_what_a_rotation_that_was_cut_off_left_in_the_vault_does_not_sign_yet(product: Product) -> None:
    webhook = stored(product, register(product))
    keys = webhook_keys.read(product.runtime, webhook)
    webhook_keys.rotate(product.runtime, webhook)
    assert webhook_keys.read(product.runtime, webhook) == keys
    webhook_keys.rotate(product.runtime, webhook)
    rotated = replace(webhook, key_number=2)
    ready = webhook_keys.read(product.runtime, rotated)
    assert ready.previous == keys.current
    webhook_keys.rotate(product.runtime, webhook)
    assert webhook_keys.read(product.runtime, rotated) == ready
