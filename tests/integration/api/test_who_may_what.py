"""Who may what: every operation is called as every kind of caller, through the gateway with its authorizer.

Whatever a call ends in, it names no item of a tenant but its caller's own, and a foreign one writes no id into a log.
"""

import asyncio
import io
import json
import logging
import threading
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

import httpx2
import pytest

from authorize.handler import build as build_authorizer
from contract.callers import KINDS, SAVER_SCOPES, SCOPES, Kind, Refusal
from local.engine import Engine
from local.gateway import Gateway
from local.identity import CLIENTS, ISSUER, Identity
from local.invoke import Function
from local.routes import RouteTable
from local.state import State
from savings import observability
from savings.api.contract import APPS, CUSTOMERS, LIST_OWN, ROUTES, Route
from savings.config import Settings
from savings.domain.tenant import Tenant
from savings.runtime import Runtime
from savings.store.schema import TABLE
from tests.answers import conforms, is_documented
from tests.integration.api.every_operation import CAROL, QUERIES, Everything
from tests.integration.households.home import STRANGER
from tests.product import ANNA, BEN, WRITES, Product, onboard
from tests.wire import tenants_in

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

APP: Final = "demo-app"


@dataclass(frozen=True)
class Way:
    """How a kind of caller calls: whose token it has, and whom its headers name."""

    sub: str | None
    customer: str | None = ANNA
    client: str = APP


WAYS: Final = {
    "no token": Way(None),
    "bad token": Way("forged-app"),
    "no scope": Way(APP),
    "wrong client": Way(APP, client="other-app"),
    "wrong customer": Way(BEN),
    "unknown app": Way("nobody-app", client="nobody-app"),
    "suspended": Way("late-app", client="late-app"),
    "app: owner": Way(APP),
    "app: editor": Way(APP, CAROL),
    "app: viewer": Way(APP, BEN),
    "app: stranger": Way(APP, STRANGER),
    "app: nobody": Way(APP, None),
    "app: elsewhere": Way("other-app", client="other-app"),
    "owner": Way(ANNA),
    "owner, every scope": Way(ANNA),
    "editor": Way(CAROL, CAROL),
    "viewer": Way(BEN, BEN),
    "stranger": Way(STRANGER, STRANGER),
}
OWNERS: Final = {"app: owner", "app: nobody", "owner"}
OF_THE_HOUSEHOLD: Final = OWNERS | {"app: editor", "app: viewer", "editor", "viewer"}


class Walk:
    """The product behind the gateway, with everything in it that operations need."""

    def __init__(self, product: Product, gateway: Gateway, identity: Identity, runner: asyncio.Runner) -> None:
        self.product, self.everything = product, Everything(product)
        self.asked: list[str] = []
        self.reached: set[str] = set()
        product.wire.asked.append(self._hear)
        self._lines = logging.StreamHandler(io.StringIO())
        self._lines.setFormatter(observability.lines)
        observability.logger.addHandler(self._lines)
        self._before = product.items()
        self._identity, self._runner = identity, runner
        self._client = httpx2.AsyncClient(transport=httpx2.ASGITransport(gateway), base_url="http://api")
        self._tokens: dict[tuple[str, tuple[str, ...]], str] = {}

    def call(self, kind: Kind, route: Route) -> httpx2.Response:
        """Call an operation as a kind of caller does."""
        way = WAYS[kind.name]
        body = self.everything.body(route, way.customer)
        headers = {"X-Client-Id": way.client, "Content-Type": "application/json"}
        if way.customer is not None:
            headers["X-Customer-Id"] = way.customer
        if way.sub is not None:
            scopes = kind.scopes or tuple(scope for scope in SCOPES if scope != route.scope)
            headers["Authorization"] = f"Bearer {self._token(way.sub, scopes)}"
        path, query = self.everything.path(route), QUERIES.get(route.operation)
        content = None if body is None else json.dumps(body)
        self.asked.clear()
        self.reached.clear()
        self._lines.setStream(io.StringIO())
        return self._runner.run(
            self._client.request(route.method, path, params=query, headers=headers, content=content)
        )

    @property
    def logged(self) -> str:
        """Every line of the last call."""
        return str(self._lines.stream.getvalue())

    def end(self) -> None:
        """Hear no more lines."""
        logging.getLogger(observability.logger.name).removeHandler(self._lines)

    def _hear(self, operation: str, request: dict[str, Any]) -> None:
        self.asked.append(operation)
        self.reached |= tenants_in(request)

    def has_changed(self) -> bool:
        """Whether the last call changed anything, which is put back."""
        return bool(set(self.asked) & set(WRITES)) and self.product.put_back(self._before)

    def _token(self, sub: str, scopes: tuple[str, ...]) -> str:
        if (sub, scopes) not in self._tokens:
            self._tokens[sub, scopes] = self._granted(sub, scopes)
        return self._tokens[sub, scopes]

    def _granted(self, sub: str, scopes: tuple[str, ...]) -> str:
        """Return a token as the token endpoint gives it; some issuers give customers more."""
        form = {"scope": " ".join(scopes)}
        if sub in CLIENTS:
            form["grant_type"], client = "client_credentials", sub
        elif sub == "forged-app":
            header, _, signature = self._identity.sign({"sub": APP, "client_id": APP, **form}).split(".")
            claims = {"iss": ISSUER, "exp": 2**40, "sub": APP, "client_id": APP, **form}
            return f"{header}.{urlsafe_b64encode(json.dumps(claims).encode()).decode().rstrip('=')}.{signature}"
        elif sub.endswith("-app"):
            return self._identity.sign({"sub": sub, "client_id": sub, **form})
        elif scopes == SAVER_SCOPES:
            form |= {"grant_type": "password", "username": sub}
            client = APP
        else:
            return self._identity.sign({"sub": sub, "client_id": APP, **form})
        return str(self._identity.grant(form, client, CLIENTS[client])["access_token"])


@pytest.fixture(scope="module")
def walk(engine: Engine, dynamodb: "DynamoDBClient", tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walk]:
    name = "savings-who-may-what"
    dynamodb.create_table(TableName=name, **TABLE)
    product = Product(dynamodb, name, datetime(2027, 1, 10, 10, tzinfo=UTC))
    onboard(product.table, Tenant("late", clients=frozenset({"late-app"}), is_suspended=True))
    state = State(tmp_path_factory.mktemp("identity") / "state.sqlite")
    identity, environment = Identity(state), threading.Lock()
    handlers = {**product.handlers, "authorize": build_authorizer(Runtime(Settings(issuer=ISSUER)), identity.jwks)}
    functions = {name: Function(name, handler, environment) for name, handler in handlers.items()}
    with asyncio.Runner() as runner:
        walk = Walk(product, Gateway(RouteTable(ROUTES), functions), identity, runner)
        yield walk
        walk.end()
    product.audit()
    state.close()
    dynamodb.delete_table(TableName=name)
    engine.forget_stream(name)


def test_every_kind_has_its_way_and_every_column_its_kind() -> None:
    assert [kind.name for kind in KINDS] == list(WAYS)
    assert {kind.gets for kind in KINDS} == {*APPS, *CUSTOMERS, 401, 403}


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.operation)
def test_each_kind_of_caller_gets_what_the_table_says(walk: Walk, route: Route) -> None:
    wrong = {kind.name: found for kind in KINDS if (found := _wrong(walk, kind, route))}
    assert not wrong


def _wrong(walk: Walk, kind: Kind, route: Route) -> str:
    """Return what is wrong with a cell of the table; nothing where it is as it says."""
    answer, refusal = walk.call(kind, route), kind.refusal(route)
    if abroad := _abroad(walk, kind):
        return abroad
    changed = walk.has_changed()
    if refusal is not None:
        return "refused, and changed something" if changed else _refused(walk, answer, refusal, route)
    if answer.status_code != route.status:
        return f"refused: {answer.status_code} {answer.text}"
    if changed == route.only_reads:
        return "changed something" if changed else "changed nothing"
    conforms(route, answer.status_code, answer.headers, answer.text)
    return _seen(walk.everything, kind, route, answer.text)


def _refused(walk: Walk, answer: httpx2.Response, refusal: Refusal, route: Route) -> str:
    """Return what is wrong with a refusal."""
    if answer.status_code != refusal.status:
        return f"{answer.status_code} in place of {refusal.status}: {answer.text}"
    is_documented(route, answer.status_code, answer.headers, answer.text)
    if refusal.is_gateways and walk.asked:
        return "reached the table"
    return "" if refusal.shown(route.family).items() <= answer.json().items() else answer.text


def _abroad(walk: Walk, kind: Kind) -> str:
    """Return what a call had to do with another tenant: items that it named, or ids of Anna's in its lines."""
    foreign = walk.reached - {WAYS[kind.name].client}
    if foreign:
        return f"reached {', '.join(sorted(foreign))}"
    if kind.gets not in OF_THE_HOUSEHOLD and any(one in walk.logged for one in walk.everything.of_anna):
        return f"logged what is Anna's: {walk.logged}"
    return ""


def _seen(everything: Everything, kind: Kind, route: Route, text: str) -> str:
    """Return what of Anna's somebody sees to whom it is unknown; what her own list leaves out."""
    found = sorted(one for one in everything.of_anna if f'"{one}"' in text or f":{one}," in text)
    if route.access is LIST_OWN and kind.gets in OWNERS:
        return "" if found else "does not list what there is"
    knows = OWNERS if route.access is LIST_OWN else OF_THE_HOUSEHOLD
    return "" if kind.gets in knows else " ".join(found)
