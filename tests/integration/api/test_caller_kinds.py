"""What a body may say with a person's own token and what takes a client app's: balances, birth dates, access.

Which operation is for whom is walked in `test_who_may_what`; here the body decides.
"""

from collections.abc import Callable
from typing import Any, Final

import pytest

from contract.callers import SAVER_SCOPES, SCOPES
from savings.api.contract import LEDGER_WRITE, ROUTES
from tests.integration.households.home import LEFT_OUT, STRANGER, Home
from tests.integration.households.operations import EVE
from tests.product import ANNA, BEN, Product, person

pytestmark = pytest.mark.usefixtures("audited")

SAVER: Final = " ".join(SAVER_SCOPES)
EVERYTHING: Final = " ".join(SCOPES)
NOT_BALANCES: Final = " ".join(set(SCOPES) - {LEDGER_WRITE})

KINDS: Final[dict[str, dict[str, Any]]] = {
    "a client app": {},
    "a client app for a customer": {"customer": ANNA},
    "a client app that keeps no ledger": {"claims": {"scope": NOT_BALANCES}},
    "a customer": {"claims": {"sub": ANNA}},
    "a customer with every scope": {"claims": {"sub": ANNA, "scope": EVERYTHING}},
}
"""How each kind of caller calls."""

BANKS: Final = ("a client app", "a client app for a customer")
APPS: Final = (*BANKS, "a client app that keeps no ledger")

Call = tuple[str, str, Any]


class Scene:
    """Anna's household with Ben and Eve; a saving with money, one without, and the bodies that keep them so."""

    def __init__(self, product: Product) -> None:
        self.home = Home(product)
        self.home.made("/clients", person(EVE, FirstName="Eve"))
        self.full = self.home.saving()
        product.clock.forward(seconds=1)
        self.empty = self.home.saving(Value=0)

    def saving(self, guid: str, **members: Any) -> Call:
        return "PUT", f"{self.home.path}/savings/{guid}", self.home.saving_body(**members)

    def client(self, **members: Any) -> Call:
        return "PUT", f"{self.home.path}/clients/{EVE}", person(**members)

    def settings(self, **members: Any) -> Call:
        return "PUT", self.home.path, {"TimeZone": "Europe/London", "Currency": "GBP", **members}


Make = Callable[[Scene], Call]

BALANCES: Final[dict[str, Make]] = {
    "a new saving with money": lambda scene: ("POST", f"{scene.home.path}/savings", scene.home.saving_body()),
    "a new saving with debts": lambda scene: (
        "POST",
        f"{scene.home.path}/savings",
        scene.home.saving_body(SavingsType=1, Value=-0.01),
    ),
    "another value": lambda scene: scene.saving(scene.full, Value=2500.51),
    "no value any more": lambda scene: scene.saving(scene.full, Value=0),
    "a saving with money is deleted": lambda scene: ("DELETE", f"{scene.home.path}/savings/{scene.full}", None),
}
"""Only who has the scope of the ledger does these."""

PEOPLE: Final[dict[str, Make]] = {
    "another birth date": lambda scene: scene.client(DateOfBirth="1988-04-13"),
    "a client who may only view": lambda scene: scene.settings(Access=[{"ClientGUID": BEN, "Level": "view"}]),
}
"""Only a client app does these."""

SAVERS: Final[dict[str, Make]] = {
    "a new saving with nothing in it": lambda scene: (
        "POST",
        f"{scene.home.path}/savings",
        scene.home.saving_body(Value=0),
    ),
    "a saving of the same value": lambda scene: scene.saving(scene.full, SavingsDescription="Gold", Value=2500.50),
    "an empty saving is deleted": lambda scene: ("DELETE", f"{scene.home.path}/savings/{scene.empty}", None),
    "another name": lambda scene: scene.client(FirstName="Eva"),
    "other settings": lambda scene: scene.settings(HouseholdLabel="Ours", TimeZone="Europe/Paris"),
    "the access that there is": lambda scene: scene.settings(Access=[{"ClientGUID": BEN, "Level": "edit"}]),
}
"""Everybody who may edit the household does these."""


@pytest.fixture
def scene(product: Product) -> Scene:
    return Scene(product)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("make", "allowed"),
    [
        *(pytest.param(make, BANKS, id=name) for name, make in BALANCES.items()),
        *(pytest.param(make, APPS, id=name) for name, make in PEOPLE.items()),
        *(pytest.param(make, tuple(KINDS), id=name) for name, make in SAVERS.items()),
    ],
)
def test_each_change_is_made_for_the_callers_it_is_for(
    product: Product, scene: Scene, make: Make, allowed: tuple[str, ...], kind: str
) -> None:
    method, path, body = make(scene)
    way = {"customer": None, **KINDS[kind]}
    if kind in allowed:
        assert product.call(method, path, body, **way).status in (200, 201)
        return
    answer = product.refused(method, path, body, **way)
    assert (answer.status, answer.body["success"], set(answer.body)) == (403, False, {"success", "message"})


MOVES: Final = tuple(route for route in ROUTES if route.scope == LEDGER_WRITE)


@pytest.mark.parametrize("route", MOVES, ids=lambda route: route.operation)
def test_whom_the_ledger_is_not_for_hears_of_that_before_the_body(product: Product, scene: Scene, route: Any) -> None:
    path = route.path.format(transaction_id="12", account_id=scene.full)
    answer = product.refused(route.method, path, {}, customer=None, **KINDS["a customer with every scope"])
    assert (answer.status, answer.body["code"], answer.body["errors"]) == (403, "forbidden", [])


def test_whom_a_customers_token_cannot_capture_the_bank_registers(product: Product) -> None:
    body = {"TimeZone": "Europe/London", "Currency": "GBP", "Clients": [person(BEN)]}
    own: dict[str, Any] = {"customer": None, "claims": {"sub": ANNA}}
    assert product.refused("POST", "/api/v2/household", body, **own).status == 403
    mine = product.household(ANNA)["HouseholdGUID"]
    assert product.refused("POST", f"/api/v2/household/{mine}/clients", person(BEN), **own).status == 403
    theirs = product.household(BEN)
    product.account(theirs)
    assert product.refused("GET", f"/api/v2/household/{theirs['HouseholdGUID']}/savings", **own).status == 404


@pytest.mark.parametrize("level", ["view", "edit"])
def test_a_customers_token_names_no_stranger(product: Product, scene: Scene, level: str) -> None:
    method, path, body = scene.settings(Access=[{"ClientGUID": STRANGER, "Level": level}])
    assert product.refused(method, path, body, customer=None, claims={"sub": ANNA}).status == 403


def test_a_customers_token_that_says_nothing_of_access_keeps_it(product: Product) -> None:
    view = [{"ClientGUID": BEN, "Level": "view"}]
    home = Home(product, Access=view)
    settings = {"TimeZone": "Europe/London", "Currency": "GBP", "HouseholdLabel": "Ours"}
    own: dict[str, Any] = {"customer": None, "claims": {"sub": ANNA}}
    assert product.call("PUT", home.path, settings, **own).data["Access"] == view
    assert product.call("PUT", home.path, {**settings, "Access": view}, **own).data["Access"] == view
    assert product.refused("PUT", home.path, {**settings, "Access": []}, **own).status == 403
    assert home.call("PUT", "", settings).data["Access"] == []


@pytest.mark.parametrize("scopes", ["scope", "scp"])
def test_scopes_are_read_as_issuers_write_them(product: Product, scene: Scene, scopes: str) -> None:
    """As text or, from some, as a list, which the gateway hands on in brackets."""
    written = EVERYTHING if scopes == "scope" else f"[{EVERYTHING}]"
    claims = {"scope": "", scopes: written}
    method, path, body = scene.saving(scene.full, Value=1)
    assert product.call(method, path, body, customer=None, claims=claims).status == 200
    assert product.refused(method, path, body | {"Value": 2}, customer=None, claims={"scope": ""}).status == 403


def test_a_refused_balance_says_which_rule_the_body_breaks_first(product: Product, scene: Scene) -> None:
    """Whoever may edit the household hears of its rules; the money is refused when nothing else is wrong."""
    body = scene.home.saving_body(ValueDate=LEFT_OUT)
    answer = product.refused("POST", f"{scene.home.path}/savings", body, customer=None, claims={"sub": ANNA})
    assert (answer.status, list(answer.said)) == (422, ["ValueDate"])
