"""The operator's command for webhooks: its own, which hear several tenants, and those of a tenant."""

import json
from typing import Any, Final

import pytest

from contract.wiring import DELIVER_QUEUE
from operations import tenants, webhooks
from operations.table import AtTable
from savings.config import Settings
from savings.domain.webhook import MOST_OF_OPERATOR, Webhook
from savings.store import webhooks as stored
from tests.integration.operations.worlds import InOrder, world_of
from tests.product import Product, services

URL: Final = "https://partner.example/events"


class Operator:
    """Runs the command on the product's table, and hears what it prints."""

    def __init__(self, product: Product, capsys: pytest.CaptureFixture[str]) -> None:
        self._product, self._capsys = product, capsys
        self.queue = product.runtime.settings.deliver_queue_url
        capsys.readouterr()

    def __call__(self, *arguments: str, code: int = 0) -> list[str]:
        assert webhooks.main(["--table", self._product.table_name, *arguments], self._world) == code
        return [line for line in self._capsys.readouterr().out.splitlines() if '"level"' not in line]

    def shown(self, *arguments: str) -> dict[str, Any]:
        """Run it and return the one thing that it prints."""
        [line] = self(*arguments)
        return dict(json.loads(line))

    def _world(self, settings: Settings, anywhere: bool) -> AtTable:
        product = self._product
        there = InOrder(settings, product.clock, sleep=lambda _: None, calls_anywhere=anywhere, rate=10**9)
        own = {name: getattr(product.runtime, name) for name in ("table", "queue", "secrets")}
        vars(there).update(own)
        return there


@pytest.fixture
def operate(product: Product, capsys: pytest.CaptureFixture[str]) -> Operator:
    return Operator(product, capsys)


def read(product: Product, webhook: str, owner: str | None = None) -> Webhook:
    found = stored.load(product.table, owner, int(webhook))
    assert found is not None
    return found


def test_a_webhook_of_several_tenants_is_registered_shown_rotated_tried_and_removed(
    product: Product, operate: Operator
) -> None:
    heard = ("--tenant", "demo-app", "--tenant", "other-app", "--type", "goal.failed", "--type", "goal.achieved")
    made = operate.shown("create", URL, *heard)
    number, types = str(made["webhook"]), ["goal.achieved", "goal.failed"]
    facts = {"webhook": made["webhook"], "tenants": ["demo-app", "other-app"], "url": URL, "types": types}
    assert made == facts | {"key": made["key"]}
    assert operate.shown("list") == facts
    assert operate.shown("show", number) == made
    assert read(product, number).hears("other-app", "goal.failed")
    rotated = operate.shown("rotate", number)
    assert rotated["previous_key"] == made["key"] != rotated["key"]
    assert "sign already" in operate("rotate", number, code=1)[0]
    services().queues[DELIVER_QUEUE].keep(lambda _: False)
    tried = operate.shown("test", number, "--queue", operate.queue)
    [message] = services().queues[DELIVER_QUEUE].bodies()
    assert json.loads(message)["webhook"] == {"owner": None, "id": made["webhook"]}
    assert operate.shown("deliveries", number, "--outcome", "waiting") == tried
    assert operate("deliveries", number, "--outcome", "dead") == []
    product.table.write([stored.disable(read(product, number), "gone")])
    assert operate.shown("show", number)["disabled_because"] == "gone"
    assert "disabled_because" not in operate.shown("enable", number)
    assert operate("delete", number) == [f"{number} is removed"]
    assert operate("list") == []
    assert operate("show", number, code=1) == ["Webhook not found."]


def test_a_tenants_own_webhooks_are_looked_after_by_its_name(product: Product, operate: Operator) -> None:
    made = product.call("POST", "/webhooks", {"url": URL}, customer=None).body
    shown = operate.shown("list", "--of", "demo-app")
    assert (shown["webhook"], shown["of"], shown["types"]) == (made["id"], "demo-app", "all")
    assert operate("list") == operate("list", "--of", "other-app") == []
    assert operate("show", str(made["id"]), code=1) == ["Webhook not found."]
    key = product.call("GET", f"/webhooks/{made['id']}/keys", customer=None).body["current"]
    assert operate.shown("show", str(made["id"]), "--of", "demo-app")["key"] == key


def test_what_is_refused_is_said_and_changes_nothing(
    product: Product, operate: Operator, capsys: pytest.CaptureFixture[str]
) -> None:
    assert operate("create", URL, "--tenant", "nobody", code=1) == ["Tenant not found."]
    assert operate("create", "http://127.0.0.1:9000/", "--all-tenants", code=1)[0].startswith("url: ")
    assert operate("create", URL, "--all-tenants", "--type", "goal.lost", code=1)[0].startswith("types: goal.lost")
    assert operate("list") == []
    near = operate.shown("create", "http://127.0.0.1:9000/", "--all-tenants", "--anywhere")
    assert near["tenants"] == "all"
    for _ in range(MOST_OF_OPERATOR - 1):
        operate("create", URL, "--all-tenants")
    assert operate("create", URL, "--all-tenants", code=1) == ["There may be at most 100 webhooks."]
    product.call("POST", "/webhooks", {"url": URL}, customer=None)
    table = ("--table", product.table_name)
    capsys.readouterr()
    assert tenants.main([*table, "remove", "demo-app"], lambda name: world_of(product)(name, 0)) == 1
    assert "demo-app has webhooks." in capsys.readouterr().out
