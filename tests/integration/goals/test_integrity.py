"""The proof of a goal: read as far as there is time, taken up where it ended, never wrong about what has changed."""

from collections.abc import Callable, Iterator
from typing import Any, Final
from urllib.parse import parse_qsl

import pytest

from savings.api.paging import make_token
from savings.domain import integrity as rules
from savings.usecases import integrity
from tests.faults import Faults
from tests.integration.ledger.books import Books, deposit, withdrawal
from tests.product import ANNA, Answer, Product
from tests.virtual import VirtualTime

CALL: Final = 600
"""Milliseconds that each call to the table takes here."""
ENOUGH: Final = 60_000
SHORT: Final = 500 + 2 * 2_500 + 5 * CALL
"""Milliseconds of an invocation that reads goal, periods, account and a page or two of entries."""


class Hurry:
    """Invocations of so many milliseconds, of which each call to the table takes some."""

    def __init__(self, product: Product) -> None:
        self._product, self._time, self.timeout = product, VirtualTime(), ENOUGH
        product.context = lambda: self._time.invocation(self.timeout)
        product.wire.asked.append(self._take)

    def _take(self, *_: object) -> None:
        self._time.now += CALL

    def check(self, goal: object, **query: str) -> Answer:
        answer = self._product.call("GET", f"/goals/{goal}/integrity", query=query)
        assert answer.status == 200, answer.body
        return answer

    def unhurried(self, goal: object) -> dict[str, Any]:
        self.timeout = ENOUGH
        answer = self.check(goal)
        assert "Link" not in answer.headers
        return dict(answer.body)

    def in_short_turns(self, goal: object) -> Iterator[dict[str, Any]]:
        query: dict[str, str] | None = {}
        while query is not None:
            self.timeout = SHORT
            answer = self.check(goal, **query)
            yield answer.body
            query = following(answer)


def following(answer: Answer) -> dict[str, str] | None:
    link = answer.headers.get("Link")
    return dict(parse_qsl(link.partition("?")[2].partition(">")[0])) if link else None


@pytest.fixture
def hurry(product: Product, monkeypatch: pytest.MonkeyPatch) -> Hurry:
    """Pages of three entries, so that a dozen of them are several."""
    monkeypatch.setattr(integrity, "AT_ONCE", 3)
    return Hurry(product)


def saving(product: Product, account: str) -> object:
    """A savings goal with 14 actions in five months, some of them corrected late, on an account with movements."""
    goal = product.savings_goal(account)
    made = []
    for number in range(14):
        product.clock.forward(days=9)
        made.append(product.record(goal, str(10 + number)).data["id"])
        Books(product).report(deposit(account, 7_00))
    path = f"/goals/v1/savings/{goal}/actions"
    assert product.call("PATCH", f"{path}/{made[0]}", {"amount": {"value": "3"}}).status == 200
    assert product.call("DELETE", f"{path}/{made[5]}").status == 204
    return goal


def counting(product: Product, account: str) -> object:
    """A backdated goal that counts transactions: some late, one undone."""
    goal = product.goal(account, start_date="2026-10-10", target_amount="2400.00", completed_backdated_periods=2)["id"]
    books, undone = Books(product), ""
    for number in range(10):
        product.clock.forward(days=9)
        undone = books.report(deposit(account, 11_00 + number))["id"]
        books.report(withdrawal(account, 2_00))
    books.report(deposit(account, 150_00, settledAt="2026-11-20T10:00:00Z"))
    books.undo(undone)
    return goal


def on_a_balance(product: Product, account: str) -> object:
    goal = product.goal(account, target="current_balance", target_amount="9000.00", period_amount="500.00")["id"]
    for _ in range(9):
        product.clock.forward(days=9)
        Books(product).report(deposit(account, 7_00))
    return goal


GOALS: Final[dict[str, Callable[[Product, str], object]]] = {
    made.__name__: made for made in (saving, counting, on_a_balance)
}


def played(product: Product, name: str, account: str) -> object:
    """Return one of these goals with its history, played once and stored in each table."""
    return product.begun(f"{name} on {account}", lambda: GOALS[name](product, account))


@pytest.fixture(params=GOALS)
def goal(request: pytest.FixtureRequest, product: Product, account: str) -> object:
    return played(product, request.param, account)


def test_a_check_that_has_time_is_complete(product: Product, hurry: Hurry, goal: object) -> None:
    whole = hurry.unhurried(goal)
    assert (whole["holds"], whole["complete"]) == (True, True)
    assert whole["through"].startswith("2027-")
    assert {finding["number"] for finding in whole["invariants"]} == {1, 2, 3, 4}


def test_a_check_in_short_turns_ends_with_the_findings_of_one_that_has_time(hurry: Hurry, goal: object) -> None:
    turns = list(hurry.in_short_turns(goal))
    assert len(turns) > 1
    assert [turn["complete"] for turn in turns] == [False] * (len(turns) - 1) + [True]
    assert all(turn["holds"] for turn in turns)
    assert turns[-1] == hurry.unhurried(goal)


def test_a_turn_says_what_it_could_check_and_through_when(hurry: Hurry, product: Product, account: str) -> None:
    goal = played(product, "saving", account)
    first, *_ = hurry.in_short_turns(goal)
    names = {finding["name"] for finding in first["invariants"]}
    assert "periods_are_contiguous" in names
    assert not {"amount_is_the_sum_of_its_entries", "residual_is_what_no_goal_holds"} & names
    assert first["through"] < hurry.unhurried(goal)["through"]


def test_what_is_wrong_is_found_in_short_turns_as_well(hurry: Hurry, product: Product, goal: object) -> None:
    """An entry that is missing, one that was altered, an amount that drifted."""
    items = product.items()
    entries = [item for item in items if item["SK"]["S"].startswith(("ACTION#", "ENTRY#"))]
    lost, altered = entries[2], entries[-2]
    key = {"PK": lost["PK"], "SK": lost["SK"]}
    product.client.delete_item(TableName=product.table_name, Key=key)
    altered["amount"]["N"] = str(int(altered["amount"]["N"]) + 5)
    product.client.put_item(TableName=product.table_name, Item=altered)
    whole = hurry.unhurried(goal)
    *_, last = hurry.in_short_turns(goal)
    assert not whole["holds"]
    assert last == whole


def test_a_check_begins_anew_where_something_has_changed_since_its_last_turn(
    hurry: Hurry, product: Product, account: str
) -> None:
    goal = played(product, "saving", account)
    changes: Iterator[Callable[[], object]] = iter(
        [
            lambda: product.record(str(goal), "6"),
            lambda: Books(product).report(deposit(account, 9_00)),
        ]
    )
    turns = []
    for turn in hurry.in_short_turns(goal):
        turns.append(turn)
        if change := next(changes, None):
            hurry.timeout = ENOUGH
            change()
    assert [turn["through"] for turn in turns[:3]] == [turns[0]["through"]] * 3
    assert all(turn["holds"] for turn in turns)
    assert turns[-1] == hurry.unhurried(goal)


@pytest.mark.parametrize("reads", range(1, 9))
def test_what_changes_while_it_is_checked_is_no_fault(
    hurry: Hurry, product: Product, account: str, faults: Faults, reads: int
) -> None:
    goal = played(product, "saving", account)
    for _ in range(reads):
        faults.meanwhile("Query", lambda: None)
    faults.meanwhile("Query", lambda: (product.record(str(goal), "6"), Books(product).report(deposit(account, 9_00))))
    whole = hurry.unhurried(goal)
    assert faults.are_over
    assert (whole["holds"], whole["complete"]) == (True, True)


def test_a_goal_that_never_rests_is_no_fault_either(
    hurry: Hurry, product: Product, account: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is said of it: whoever asks hears to ask again."""
    goal = played(product, "saving", account)
    check, number = rules.check, 0

    def change(*given: Any) -> Any:
        nonlocal number
        number += 1
        assert product.record(str(goal), "1").status == 201
        return [*check(*given), rules.Finding(1, "amount", 0, number)]

    monkeypatch.setattr(rules, "check", change)
    answer = product.call("GET", f"/goals/{goal}/integrity")
    assert (answer.status, answer.headers["Retry-After"]) == (503, "1")


@pytest.mark.parametrize(
    "place", [(1,), (1, 2, 3, 4, 5, 6, 7, 8), (1, 2, 0, -5, 0, 0, 0, 0, 4), (-(10**38),) * 10, (10**38,) * 8]
)
def test_a_place_that_was_made_up_begins_anew(
    hurry: Hurry, product: Product, account: str, place: tuple[int, ...]
) -> None:
    goal = played(product, "saving", account)
    number = product.call("GET", f"/goals/{goal}").body["id"]
    token = make_token(f"demo-app/{ANNA}/check_goal/{number}", *place)
    assert hurry.check(goal, after=token).body == hurry.unhurried(goal)


def test_a_place_of_the_moment_can_be_made_up_without_a_fault_of_ours(
    hurry: Hurry, product: Product, account: str
) -> None:
    goal = played(product, "saving", account)
    (item,) = [item for item in product.items() if item["SK"]["S"].startswith("GOAL#")]
    held = [item for item in product.items() if item["SK"]["S"].startswith("ACCOUNT#") and item.get("savings_goals")]
    (at,) = [one for one in held if one["savings_goals"]["N"] == "1"]
    moment = int(item["version"]["N"]), int(at["seq"]["N"])
    number = product.call("GET", f"/goals/{goal}").body["id"]
    for rest in ((0, 10**38, 10**38, 0, 0, 10**38), (1, -(10**38), -1, 5, 5, -3, 10**30, 7), (2, 1, 1, 1, 1, 1)):
        token = make_token(f"demo-app/{ANNA}/check_goal/{number}", *moment, *rest)
        assert hurry.check(goal, after=token).body["goal_id"] == number


def test_a_check_that_cannot_be_carried_on_says_how_far_it_came(
    hurry: Hurry, product: Product, account: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    goal = played(product, "saving", account)
    monkeypatch.setattr(integrity, "MOST_CARRIED", 0)
    hurry.timeout = SHORT
    answer = hurry.check(goal)
    assert (answer.body["complete"], "Link" in answer.headers) == (False, False)
    assert answer.body["through"]
