"""The operator's command for tenants: each change is whole, in force within a minute, and nothing where refused."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import boto3
import pytest
from moto import mock_aws

from contract.callers import SAVER_SCOPES, SCOPES
from operations import tenants
from savings.store.tenants import KNOWN_FOR, UNKNOWN_FOR
from savings.usecases.tenants import MAX_CLIENT_APPS
from tests.faults import Faults
from tests.integration.operations.worlds import world_of
from tests.product import ANNA, BEN, CLIENT, TENANTS, Product, person

FAMILY: Final = {"Clients": [person()]}
HOUSEHOLDS: Final = "/api/v2/household"


class Operator:
    """Runs the command on the product's table, and hears what it prints."""

    def __init__(self, product: Product, capsys: pytest.CaptureFixture[str]) -> None:
        self._product, self._capsys = product, capsys
        capsys.readouterr()

    def __call__(self, *arguments: str, code: int = 0) -> list[str]:
        table = ("--table", self._product.table_name)
        assert tenants.main([*table, *arguments], lambda name: world_of(self._product)(name, 0)) == code
        return [line for line in self._capsys.readouterr().out.splitlines() if '"level"' not in line]

    def tenant(self, *arguments: str) -> dict[str, Any]:
        """Run it and return the tenant that it prints first."""
        shown: dict[str, Any] = json.loads(self(*arguments)[0])
        return shown


@pytest.fixture
def operate(product: Product, capsys: pytest.CaptureFixture[str]) -> Operator:
    return Operator(product, capsys)


def status(product: Product, client: str, method: str = "GET", body: Any = None) -> int:
    claims = {"sub": client, "client_id": client}
    return product.call(method, HOUSEHOLDS, body, claims=claims, headers={"X-Client-Id": ""}, customer=None).status


def test_a_tenant_is_onboarded_changed_suspended_resumed_and_removed(product: Product, operate: Operator) -> None:
    assert status(product, "acme-1") == 401
    given = ("--zone", "Europe/Paris", "--currency", "EUR", "--finalising-days", "3", "--households", "1")
    shown = operate.tenant("onboard", "acme", "--client", "acme-1", *given)
    terms = {"zone": "Europe/Paris", "currency": "EUR", "finalising_days": 3, "households": 1}
    assert shown == {"tenant": "acme", "clients": ["acme-1"], **terms}
    product.clock.forward(seconds=UNKNOWN_FOR.seconds)
    assert status(product, "acme-1", "POST", FAMILY) == 201
    assert status(product, "acme-1", "POST", FAMILY) == 409
    shown = operate.tenant("change", "acme", "--households", "none", "--currency", "GBP", "--open-goals", "20")
    assert shown["open_goals"] == 20
    assert "households" not in shown
    product.clock.forward(seconds=KNOWN_FOR.seconds)
    assert status(product, "acme-1", "POST", FAMILY) == 201
    assert operate.tenant("change", "acme", "--households", "2")["households"] == 2
    product.clock.forward(seconds=KNOWN_FOR.seconds)
    assert status(product, "acme-1", "POST", FAMILY) == 409, "those that were there are counted"
    assert operate.tenant("suspend", "acme")["suspended"] is True
    product.clock.forward(seconds=KNOWN_FOR.seconds)
    assert status(product, "acme-1") == 403
    assert "suspended" not in operate.tenant("resume", "acme")
    product.clock.forward(seconds=KNOWN_FOR.seconds)
    assert status(product, "acme-1") == 200
    assert operate("remove", "acme", code=1) == ["acme has households."]
    assert operate("remove", "nobody", code=1) == ["Tenant not found."]


def test_a_tenant_is_exported_household_by_household_and_another_ones_are_not(
    product: Product, operate: Operator, tmp_path: Path
) -> None:
    mine = {product.household(customer)["HouseholdGUID"] for customer in (ANNA, BEN)}
    assert status(product, "other-app", "POST", {**FAMILY, "TimeZone": "Europe/London", "Currency": "GBP"}) == 201
    lines = operate("export", CLIENT, "--to", str(tmp_path / "all"))
    assert {file.stem for file in (tmp_path / "all").iterdir()} == mine
    assert all(line.endswith(" items") for line in lines)
    assert len(lines) == 2
    for guid in mine:
        head, *items, last = [
            json.loads(line) for line in (tmp_path / "all" / f"{guid}.jsonl").read_text().splitlines()
        ]
        assert (head["tenant"], head["household"]) == (CLIENT, guid)
        assert {item["PK"].split("#")[1] for item in items} == {CLIENT}
        assert last
    assert operate("export", "nobody", "--to", str(tmp_path / "none"), code=1) == ["Tenant not found."]


def test_an_empty_tenant_is_removed_whole(product: Product, operate: Operator) -> None:
    before = raw(product)
    operate("onboard", "acme", "--client", "acme-1", "--client", "acme-2", "--households", "5")
    assert operate("remove", "acme") == ["acme is removed"]
    assert raw(product) == before


def test_all_tenants_are_listed_by_name(operate: Operator) -> None:
    operate("onboard", "acme", "--client", "acme-1")
    assert [json.loads(line)["tenant"] for line in operate("list")] == ["acme", *(one.name for one in TENANTS)]


def test_credentials_are_rotated_by_two_that_are_good_at_once(product: Product, operate: Operator) -> None:
    operate("onboard", "acme", "--client", "old")
    assert operate.tenant("add", "acme", "--client", "new")["clients"] == ["new", "old"]
    product.clock.forward(seconds=KNOWN_FOR.seconds)
    assert [status(product, client) for client in ("old", "new")] == [200, 200]
    assert operate.tenant("take", "acme", "--client", "old")["clients"] == ["new"]
    product.clock.forward(seconds=KNOWN_FOR.seconds)
    assert [status(product, client) for client in ("old", "new")] == [401, 200]


REFUSED: Final = [
    (("onboard", CLIENT), f"There is a tenant {CLIENT} already."),
    (("onboard", "acme", "--client", CLIENT), f"{CLIENT} is a client of {CLIENT}."),
    (("onboard", "a#b"), "name: Has letters, digits, `.`, `_` and `-`, 63 at most."),
    (("onboard", "a" * 64), "name: Has letters, digits, `.`, `_` and `-`, 63 at most."),
    (("onboard", "acme", "--client", "a#b"), "clients: Are visible ASCII without `#`, 128 signs at most."),
    (("onboard", "acme", "--zone", "Europe/Atlantis"), "zone: "),
    (("onboard", "acme", "--currency", "ABC"), "currency: "),
    (("onboard", "acme", "--open-goals", "1001"), "open_goals: 1 to 1,000."),
    (("onboard", "acme", "--open-goals", "0"), "open_goals: 1 to 1,000."),
    (("onboard", "acme", "--finalising-days", "11"), "finalising_days: 0 to 10."),
    (("onboard", "acme", "--households", "0"), "households: 1 or more."),
    (("onboard", "acme", "--households", "many"), "terms: "),
    (("suspend", "acme"), "Tenant not found."),
    (("change", "acme", "--zone", "Europe/Paris"), "Tenant not found."),
    (("take", CLIENT, "--client", "other-app"), f"client: other-app: not of {CLIENT}."),
    (("add", CLIENT, "--client", "other-app"), "other-app is a client of other-app."),
]


@pytest.mark.parametrize(("arguments", "said"), REFUSED, ids=lambda value: " ".join(value)[:40])
def test_what_cannot_be_is_refused_and_changes_nothing(
    product: Product, operate: Operator, arguments: tuple[str, ...], said: str
) -> None:
    before = raw(product)
    (line,) = operate(*arguments, code=1)
    assert line.startswith(said)
    assert raw(product) == before


def test_a_tenant_has_as_many_clients_as_one_transaction_takes(product: Product, operate: Operator) -> None:
    clients = [part for number in range(MAX_CLIENT_APPS) for part in ("--client", f"c{number}")]
    operate("onboard", "acme", *clients)
    assert operate("add", "acme", "--client", "more", code=1) == [f"clients: Are {MAX_CLIENT_APPS} at most."]
    assert operate.tenant("suspend", "acme")["suspended"] is True
    product.clock.forward(seconds=KNOWN_FOR.seconds)
    assert {status(product, f"c{number}") for number in range(MAX_CLIENT_APPS)} == {403}


def test_of_two_operators_the_second_is_asked_to_look_again(
    product: Product, operate: Operator, faults: Faults
) -> None:
    other = Operator(product, operate._capsys)
    faults.meanwhile("TransactWriteItems", lambda: other("change", CLIENT, "--currency", "EUR"))
    assert operate("suspend", CLIENT, code=1)[-1] == "another operator was first: look, and run it again"
    (shown,) = [json.loads(line) for line in operate("list") if f'"{CLIENT}"' in line.partition(",")[0]]
    assert (shown.get("currency"), shown.get("suspended")) == ("EUR", None)


@pytest.fixture
def pool(product: Product, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, Any]]:
    """A user pool with the product's scopes; the product's own table is not moto's."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-west-1")
    with mock_aws(config={"core": {"passthrough": {"services": ["dynamodb"]}}}):
        cognito: Any = boto3.client("cognito-idp")
        pool = cognito.create_user_pool(PoolName="users")["UserPool"]["Id"]
        yield pool, cognito


def test_clients_are_made_in_the_pool_with_their_scopes_and_go_with_the_tenant(
    operate: Operator, pool: tuple[str, Any]
) -> None:
    name, cognito = pool
    callback = "https://acme.example/callback"
    shown, *lines = operate("onboard", "acme", "--pool", name, "--callback", callback)
    handed = dict(line.split("=", 1) for line in lines)
    assert json.loads(shown)["clients"] == sorted([handed["client_id"], handed["app_client_id"]])

    def client(key: str) -> Any:
        return cognito.describe_user_pool_client(UserPoolId=name, ClientId=handed[key])["UserPoolClient"]

    backend, app = client("client_id"), client("app_client_id")
    assert backend["ClientSecret"] == handed["client_secret"]
    assert (backend["AllowedOAuthFlows"], backend["AllowedOAuthScopes"]) == (["client_credentials"], [*SCOPES])
    assert "ClientSecret" not in app
    assert (app["AllowedOAuthFlows"], app["AllowedOAuthScopes"]) == (["code"], ["openid", *SAVER_SCOPES])
    assert app["CallbackURLs"] == app["LogoutURLs"] == [callback]

    added = dict(line.split("=", 1) for line in operate("add", "acme", "--pool", name)[1:])
    assert operate("take", "acme", "--pool", name, "--client", handed["client_id"])[1:] == [
        f"{handed['client_id']} is deleted"
    ]
    there = {one["ClientId"] for one in cognito.list_user_pool_clients(UserPoolId=name)["UserPoolClients"]}
    assert there == {added["client_id"], handed["app_client_id"]}
    operate("remove", "acme", "--pool", name)
    assert cognito.list_user_pool_clients(UserPoolId=name)["UserPoolClients"] == []


def test_a_client_that_was_made_for_nothing_is_deleted_again(operate: Operator, pool: tuple[str, Any]) -> None:
    name, cognito = pool
    operate("onboard", CLIENT, "--pool", name, code=1)
    operate("add", "nobody", "--pool", name, code=1)
    assert cognito.list_user_pool_clients(UserPoolId=name)["UserPoolClients"] == []


def raw(product: Product) -> list[Any]:
    """Everything in the table, tenants as well."""
    found = product.client.scan(TableName=product.table_name, ConsistentRead=True)["Items"]
    return sorted(found, key=lambda item: str((item["PK"], item["SK"])))
