"""The published Android and iOS clients of /goals: what they send is taken, and what they read is there."""

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest

from savings.api.contract import ROUTES
from savings.domain.calendar import Frequency
from savings.domain.goal import Status, TrackingType
from savings.domain.plan import Target
from savings.domain.progress import TrackingStatus
from tests.contract import published_goals
from tests.contract.published_goals import (
    CHANGE,
    CREATION,
    ENUMERATIONS,
    ERROR,
    FILTERS,
    GOAL,
    HEADERS,
    PERIOD,
    PLANS,
    READS,
    Client,
    Member,
    misread,
)
from tests.product import ANNA, Answer, Product

AS_ANNA: dict[str, Any] = {
    "claims": {"sub": ANNA},
    "customer": None,
    "headers": {"X-Client-Id": "", "Content-Type": "application/json; charset=UTF-8", **dict.fromkeys(HEADERS, "2.14")},
}
"""A customer's own token and the clients' headers: neither of the clients names a client app or a customer."""

TEXTS = {"name": "Boat", "description": "A small one", "image_url": "https://example.com/boat.png"}
FIGURES = {"target_amount": "1200.50", "period_amount": "100.10", "start_amount": "0.5"}
DATES = {"start_date": "2027-01-10", "end_date": "2028-01-09"}


@pytest.fixture
def account(product: Product) -> int:
    """The number of Anna's account: the clients know no GUIDs."""
    account = product.account(product.household())
    number = product.goal(account)["account_id"]
    assert isinstance(number, int)
    return number


def words_of(*names: str) -> list[tuple[str, str]]:
    """Return each word of the members that are enumerations, with its member."""
    return [(name, word) for name in names for word in sorted(ENUMERATIONS.get(name, ()))]


def send(product: Product, client: Client, method: str, path: str, body: dict[str, Any]) -> Answer:
    """Send a body as a client writes it: amounts are bare numbers from Android and strings from iOS."""
    text = json.dumps(body)
    if client is Client.ANDROID:
        for name in body.keys() & FIGURES.keys():
            text = text.replace(f'"{name}": "{body[name]}"', f'"{name}": {Decimal(body[name])}')
    return product.call(method, path, raw=text, **AS_ANNA)


def creation(account: int, target: str, *optional: str, **members: str) -> dict[str, Any]:
    """Return what a client sends for a target: what it asks for itself, and optional members."""
    words = {"tracking_type": "credit", "frequency": "monthly", "target": target}
    every = {**TEXTS, "account_id": account, **words, **FIGURES, **DATES, "metadata": {}, **members}
    needed = {name for name, member in CREATION.items() if not member.is_optional}
    sent = needed | {*PLANS[target], *optional, *members}
    return {name: value for name, value in every.items() if name in sent}


@pytest.mark.parametrize("client", Client, ids=lambda client: client.value)
@pytest.mark.parametrize("target", sorted(ENUMERATIONS["target"]))
def test_a_goal_is_created_by_what_a_client_sends_at_least(
    product: Product, account: int, client: Client, target: str
) -> None:
    answer = send(product, client, "POST", "/goals", creation(account, target))
    assert answer.status == 201, answer.body
    assert answer.body["metadata"] == {}


@pytest.mark.parametrize("client", Client, ids=lambda client: client.value)
def test_a_goal_is_created_by_all_that_a_client_sends(product: Product, account: int, client: Client) -> None:
    body = creation(account, "amount", *(name for name in CREATION if name != "end_date"))
    assert set(body) == CREATION.keys() - {"end_date"}
    answer = send(product, client, "POST", "/goals", body)
    assert answer.status == 201, answer.body
    shown = {name: answer.body[name] for name in body}
    assert shown == {**body, "start_amount": "0.50"}


@pytest.mark.parametrize(
    ("kind", "word"), [(kind, word) for kind in CREATION for word in sorted(ENUMERATIONS.get(kind, ()))]
)
def test_every_word_that_a_client_sends_is_taken(product: Product, account: int, kind: str, word: str) -> None:
    body = creation(account, word) if kind == "target" else creation(account, "date", **{kind: word})
    answer = send(product, Client.ANDROID, "POST", "/goals", body)
    assert answer.status == 201, answer.body
    assert answer.body[kind] == word


@pytest.mark.parametrize("target", ["amount", "current_balance", "available_balance"])
def test_a_target_amount_alone_is_no_plan(product: Product, account: int, target: str) -> None:
    """iOS lets it go out; a plan needs two of three figures."""
    body = creation(account, target)
    del body["period_amount"]
    answer = send(product, Client.IOS, "POST", "/goals", body)
    assert answer.status == 400
    assert "At least two of target_amount, period_amount and end_date are required." in str(answer.said)


@pytest.mark.parametrize("number", ["1E+3", "1000", "1000.00", "1.0E3"])
def test_an_amount_is_taken_however_android_writes_it(product: Product, account: int, number: str) -> None:
    text = json.dumps(creation(account, "date", target_amount="?")).replace('"?"', number)
    answer = product.call("POST", "/goals", raw=text, **AS_ANNA)
    assert (answer.status, answer.body["target_amount"]) == (201, "1000.00")


@pytest.mark.parametrize("client", Client, ids=lambda client: client.value)
def test_a_goal_is_changed_by_what_a_client_sends(product: Product, account: int, client: Client) -> None:
    path = f"/goals/{product.goal(account)['id']}"
    everything = {**TEXTS, "metadata": {"colour": "blue"}}
    assert set(everything) == set(CHANGE)
    for body in (everything, {"name": "Raft", "metadata": {}}):
        answer = send(product, client, "PUT", path, body)
        assert answer.status == 200, answer.body
        assert {name: answer.body[name] for name in body} == body
    assert send(product, Client.ANDROID, "PUT", path, {}).body["name"] == "Raft"


@pytest.mark.parametrize(("filter_", "word"), words_of(*FILTERS))
def test_a_list_is_filtered_by_every_word_that_a_client_knows(
    product: Product, account: int, filter_: str, word: str
) -> None:
    answer = product.call("GET", "/goals", query={filter_: word}, **AS_ANNA)
    assert answer.status == 200
    assert {goal[filter_] for goal in answer.body} <= {word}


def test_the_words_are_those_that_both_clients_know() -> None:
    ours = {
        "frequency": Frequency,
        "status": Status,
        "target": Target,
        "tracking_status": TrackingStatus,
        "tracking_type": TrackingType,
    }
    assert {name: frozenset(map(str, words)) for name, words in ours.items()} == ENUMERATIONS


def test_the_clients_call_operations_that_there_are() -> None:
    assert set(READS) <= {route.operation for route in ROUTES}


def test_every_period_is_read_also_before_it_begins(product: Product, account: int) -> None:
    goal = product.goal(account)
    periods = product.call("GET", f"/goals/{goal['id']}/periods").body
    assert [period["tracking_status"] for period in periods] == ["equal"] * 12
    for period in periods:
        assert misread(period, PERIOD) == []


def test_an_error_is_read_by_both_clients(product: Product, account: int) -> None:
    for answer in (
        product.refused("POST", "/goals", {"name": ""}),
        product.refused("GET", "/goals/12"),
        product.refused("GET", "/goals", headers={"X-Client-Id": "other-app"}),
    ):
        assert misread(answer.body["error"], ERROR) == []


def broken(model: dict[str, Member], whole: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield a value in which one member is what a client cannot read."""
    for name, member in model.items():
        if not member.is_optional:
            yield name, {**whole, name: None}
            yield name, {other: value for other, value in whole.items() if other != name}
        wrong = {"long": "7", "count": 2**31, "object": None, "period": "", "amount": 12.5, "date": "01/02/2027"}
        yield name, {**whole, name: wrong.get(member.kind, 7)}


def test_the_reader_sees_whatever_a_client_cannot_read(product: Product, account: int) -> None:
    """The hold on every answer of the suite is worth what this finds."""
    goal = product.goal(account, description="d", image_url="https://example.com")
    goal |= {"estimated_end_date": "2027-12-31", "estimated_target_amount": "1"}
    assert misread(goal, GOAL) == []
    for name, value in broken(dict(GOAL), goal):
        assert [found for found in misread(value, GOAL) if name in found], name
    for name, value in broken(dict(PERIOD), goal["current_period"]):
        found = misread({**goal, "current_period": value}, GOAL)
        assert [one for one in found if f"current_period.{name}" in one], name
    assert misread({**goal, "status": "paused"}, GOAL)
    assert misread({**goal, "current_amount": "1,200.00"}, GOAL)
    assert misread([goal], GOAL)


def test_every_answer_of_the_suite_is_held_to_the_clients(
    product: Product, account: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    goal = product.goal(account)
    monkeypatch.setattr(published_goals, "READS", {"get_goal": {"colour": Member("text")}})
    with pytest.raises(AssertionError, match="colour is missing"):
        product.call("GET", f"/goals/{goal['id']}")
