"""Lists that can grow come whole, or page by page by `limit`, `after` and the `Link` that leads on."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Final
from urllib.parse import parse_qsl, urlsplit

import pytest

from savings.api.contract import ROUTES, Family
from savings.api.paging import LARGEST_LIMIT, make_token
from savings.store import webhooks
from savings.usecases import households
from tests.integration.households.home import Home
from tests.product import ANNA, BEN, CLIENT, OTHER_APP, Answer, Product

LONG_TEXTS: Final = {"description": "D" * 1000}
_LINK: Final = re.compile(r'<(?P<address>/[!-;=?-~]+)>; rel="next"')


@dataclass
class Listed:
    """A list with seven things in it, as it is called; `add` makes one more, `remove` takes away the one at a place."""

    path: str
    add: Callable[[], object]
    remove: Callable[[int], object] | None = None
    options: dict[str, Any] = field(default_factory=dict)
    query: dict[str, str] = field(default_factory=dict)

    def call(self, product: Product, **query: str) -> Answer:
        return product.call("GET", self.path, query={**self.query, **query}, **self.options)

    def pages(self, product: Product, **query: str) -> Iterator[list[Any]]:
        """Follow the links from the first page on."""
        answer = self.call(product, **query)
        while True:
            assert answer.status == 200, answer.body
            yield things(answer)
            link = answer.headers.get("Link")
            if link is None:
                return
            found = _LINK.fullmatch(link)
            assert found, link
            address = urlsplit(found["address"])
            answer = product.call("GET", address.path, query=dict(parse_qsl(address.query)), **self.options)

    def whole(self, product: Product) -> list[Any]:
        answer = self.call(product)
        assert "Link" not in answer.headers
        return things(answer)


def things(answer: Answer) -> list[Any]:
    found: list[Any] = answer.body if isinstance(answer.body, list) else answer.data
    return found


def goals_on(product: Product) -> tuple[list[str], Callable[[], object]]:
    account, made = product.account(product.household()), list[str]()

    def add() -> None:
        product.clock.forward(seconds=1)
        made.append(product.savings_goal(account))
        if len(made) % 3 == 0:
            assert product.call("PUT", f"/goals/{made[-1]}", LONG_TEXTS).status == 200

    return made, add


def of_goals(product: Product) -> Listed:
    _, add = goals_on(product)
    return Listed("/goals", add)


def of_savings_goals(product: Product) -> Listed:
    made, add = goals_on(product)
    return Listed(
        "/goals/v1/savings", add, lambda place: product.call("DELETE", f"/goals/v1/savings/{made.pop(place)}")
    )


def of_savings(product: Product) -> Listed:
    home = Home(product)
    made: list[str] = [str(home.call("GET", "/savings").data[0]["SavingsGUID"])]

    def add() -> None:
        product.clock.forward(seconds=1)
        made.append(str(home.saving(Value=0)))

    return Listed(
        f"{home.path}/savings",
        add,
        lambda place: home.call("DELETE", f"/savings/{made.pop(place)}"),
        {"customer": None},
        {"ExcludeFormattedValues": "1"},
    )


def of_households(product: Product) -> Listed:
    guids = (f"{number * 7919 % 97:08x}-0b7b-4c3a-9d54-0f6d1c6b2a11" for number in range(1, 100))
    return Listed("/api/v2/household", lambda: product.household(next(guids)), None, {"customer": None})


def of_webhooks(product: Product) -> Listed:
    made: list[int] = []

    def add() -> None:
        product.clock.forward(seconds=1)
        made.append(product.call("POST", "/webhooks", {"url": "https://bank.example/"}, customer=None).body["id"])

    return Listed(
        "/webhooks",
        add,
        lambda place: product.call("DELETE", f"/webhooks/{made.pop(place)}", customer=None),
        {"customer": None},
    )


def of_deliveries(product: Product) -> Listed:
    of_webhooks(product).add()
    [webhook] = webhooks.load_all(product.table, CLIENT)

    def add() -> None:
        product.clock.forward(seconds=1)
        product.call("POST", f"/webhooks/{webhook.id}/test", customer=None)

    return Listed(f"/webhooks/{webhook.id}/deliveries", add, None, {"customer": None})


LISTS: Final = {
    "goals": of_goals,
    "savings goals": of_savings_goals,
    "savings": of_savings,
    "households": of_households,
    "webhooks": of_webhooks,
    "deliveries": of_deliveries,
}


@pytest.fixture(params=LISTS)  # of goals, households and deliveries, nothing can be removed
def listed(request: pytest.FixtureRequest, product: Product) -> Listed:
    made: Listed = LISTS[request.param](product)
    while len(made.whole(product)) < 7:
        made.add()
    return made


def test_pages_of_any_size_are_the_whole_list_in_its_order(product: Product, listed: Listed) -> None:
    for size in range(1, 9):
        pages = list(listed.pages(product, limit=str(size)))
        assert [one for page in pages for one in page] == listed.whole(product)
        assert {len(page) for page in pages[:-1]} <= {size}
        assert 1 <= len(pages[-1]) <= size


def test_what_is_made_between_pages_is_neither_doubled_nor_in_the_way(product: Product, listed: Listed) -> None:
    before, seen = listed.whole(product), []
    for page in listed.pages(product, limit="2"):
        seen += page
        if len(seen) < 6:
            listed.add()
    after = listed.whole(product)
    assert [one for one in seen if one in before] == before
    assert all(after.index(one) < after.index(another) for one, another in pairwise(seen))


@pytest.mark.parametrize("listed", ["savings goals", "savings", "webhooks"], indirect=True)
def test_what_is_removed_between_pages_moves_no_other(product: Product, listed: Listed) -> None:
    assert listed.remove
    before = listed.whole(product)
    pages = listed.pages(product, limit="3")
    first = next(pages)
    listed.remove(3)  # the next one
    listed.remove(2)  # the last one that was seen
    assert first + [one for page in pages for one in page] == before[:3] + before[4:]


def test_a_place_alone_is_followed_by_the_rest(product: Product, listed: Listed) -> None:
    token = after(listed.call(product, limit="2"))
    assert things(listed.call(product, after=token)) == listed.whole(product)[2:]
    assert things(listed.call(product, after="")) == listed.whole(product)


def test_a_limit_that_is_no_whole_number_from_1_to_1000_is_refused(product: Product, listed: Listed) -> None:
    for limit in ["0", "1001", "-1", "1.0", "ten", "", "1e2", "\u0661", "99999999999999999999", " 5"]:
        answer = listed.call(product, limit=limit)
        assert answer.status == (422 if listed.path.startswith("/api") else 400)
        (sentence,) = answer.said["limit"]
        assert sentence.lower().endswith("must be from 1 to 1000.")
    assert things(listed.call(product, limit=str(LARGEST_LIMIT))) == listed.whole(product)


def test_a_made_up_place_is_refused(product: Product, listed: Listed) -> None:
    for token in ["garbled", "00", "zz", "0" * 48, "\u00e9", "[]"]:
        answer = listed.call(product, limit="2", after=token)
        assert answer.status == (422 if listed.path.startswith("/api") else 400)
        assert list(answer.said) == ["after"]


def test_a_place_is_its_callers_and_its_lists_alone(product: Product, listed: Listed) -> None:
    token = after(listed.call(product, limit="2"))
    for route in (route for route in ROUTES if route.links_on and route.path != listed.path):
        if "{" not in route.path:
            elsewhere = product.refused("GET", route.path, query={"after": token})
            assert list(elsewhere.said) == ["after"], route.key
    for options in ({"customer": BEN}, OTHER_APP):
        answer = product.call("GET", listed.path, query={"after": token}, **{**listed.options, **options})
        assert answer.status in (400, 404, 422)
        assert answer.status == 404 or list(answer.said) == ["after"]


def test_whoever_makes_up_a_place_sees_nothing_but_their_own_list(
    product: Product, listed: Listed, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A place needs no signature: it gives no rights."""
    bound: list[str] = []

    def hear(query: str, *place: int) -> str:
        bound.append(query)
        return make_token(query, *place)

    monkeypatch.setattr("savings.api.app.make_token", hear)
    listed.call(product, limit="1")
    for place in ((0,), (-1,), (10**38,), (10**39 - 1, 5, 7, 9), (-(10**20), 0)):
        answer = listed.call(product, after=make_token(bound[0], *place))
        assert all(one in listed.whole(product) for one in things(answer))


def after(answer: Answer) -> str:
    """Return the token of an answer's link."""
    found = _LINK.fullmatch(answer.headers["Link"])
    assert found
    return dict(parse_qsl(urlsplit(found["address"]).query))["after"]


def test_a_tenants_households_come_in_pages_though_nobody_asked(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There may be any number of them. 1,000 come at once; 3 in this test."""
    assert households.HOUSEHOLDS_AT_ONCE == LARGEST_LIMIT
    tenants = of_households(product)
    for _ in range(4):
        tenants.add()
    every = tenants.whole(product)
    monkeypatch.setattr(households, "HOUSEHOLDS_AT_ONCE", 3)
    assert list(tenants.pages(product)) == [every[:3], every[3:]]
    assert list(tenants.pages(product, limit="2")) == [every[:2], every[2:]]


def test_a_persons_household_is_a_page_of_its_own(product: Product) -> None:
    home = product.household()["HouseholdGUID"]
    product.household(BEN)
    answer = product.call("GET", "/api/v2/household", query={"limit": "1"}, customer=ANNA)
    assert [one["HouseholdGUID"] for one in answer.data] == [home]
    assert "Link" not in answer.headers


def test_a_filter_is_kept_from_page_to_page(product: Product) -> None:
    household = product.household()
    accounts = [product.account(household) for _ in range(2)]
    made = []
    for number in range(9):
        product.clock.forward(seconds=1)
        made.append(product.goal(accounts[number % 2])["id"])
    for path in ("/goals", "/goals/v1/savings"):
        wanted = Listed(path, lambda: None, query={"account_id": accounts[0]})
        pages = list(wanted.pages(product, limit="2"))
        assert [one for page in pages for one in page] == wanted.whole(product)
    assert [one["id"] for one in Listed("/goals", lambda: None, query={"account_id": accounts[0]}).whole(product)] == (
        made[::2]
    )


def test_a_page_looks_for_what_it_wants_among_ten_times_as_many_and_goes_on_from_there(product: Product) -> None:
    """A page costs no more where nothing is found; it may then be short, or empty, and the link leads on."""
    household = product.household()
    accounts = [product.account(household) for _ in range(2)]
    for number in range(25):
        product.clock.forward(seconds=1)
        product.savings_goal(accounts[0] if number < 24 else accounts[1])
    rare = Listed("/goals/v1/savings", lambda: None, query={"account_id": accounts[1]})
    assert [len(page) for page in rare.pages(product, limit="1")] == [0, 0, 1]
    assert [len(page) for page in rare.pages(product, limit="2")] == [0, 1]


def test_a_saving_made_by_a_slow_clock_comes_after_those_that_were_there(product: Product) -> None:
    """The order of the list is that of its keys, and the default one is the first."""
    home = Home(product)
    first = home.call("GET", "/savings").data[0]["SavingsGUID"]
    product.clock.forward(seconds=-30)
    second = home.saving()
    assert [one["SavingsGUID"] for one in home.call("GET", "/savings").data] == [first, second]


def test_every_list_that_leads_on_by_a_link_is_tried_here_or_among_the_periods() -> None:
    """Integrity, which goes on where its time ended, has tests of its own."""
    links = {route.operation for route in ROUTES if route.links_on}
    tried = {
        "list_goals",
        "goals_v1_savings_get",
        "list_savings",
        "list_households",
        "list_webhooks",
        "list_deliveries",
    }
    assert links == tried | {"list_periods", "check_goal"}
    assert not any(route.links_on for route in ROUTES if route.family is Family.LEDGER)
