"""Erasure: after a played year no word of a person's is anywhere, every sum holds, and others save on."""

import itertools
import json
import re
import zlib
from base64 import b64decode
from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, Final

import pytest

from operations import erase
from savings.store.personal import DATA
from tests import stream
from tests.contract.documents import DOCS
from tests.faults import Died, Faults
from tests.integration.ledger.books import deposit
from tests.integration.notifications.mailbox import Mailbox
from tests.integration.operations.a_life import KEEPS, MARK, Life, lived, word, words_in
from tests.integration.operations.worlds import World, world_of
from tests.product import ANNA, BEN, CLIENT, OTHER_APP, WRITES, Product, goal_body, person

ALONE: Final = [pytest.param(False, id="with Ben"), pytest.param(True, id="alone")]


@pytest.fixture
def mailbox(product: Product) -> Mailbox:
    return Mailbox(product)


@pytest.fixture(params=ALONE)
def life(request: pytest.FixtureRequest, product: Product, mailbox: Mailbox) -> Life:
    """A year, with Ben and without; today it is over."""
    return lived(product, mailbox, alone=request.param, year=True)


@pytest.fixture
def world(product: Product) -> World:
    return world_of(product)


def run(product: Product, world: World, *flags: str, customer: str = ANNA) -> int:
    place = ("--table", product.table_name, "--tenant", CLIENT, "--customer", customer, "--stage", "sandbox")
    return erase.main([*place, *flags], world)


def erased(product: Product, world: World, capsys: pytest.CaptureFixture[str], customer: str = ANNA) -> dict[str, Any]:
    """Erase a person, and return the receipt."""
    capsys.readouterr()
    assert run(product, world, "--write", customer=customer) == 0
    out = capsys.readouterr().out
    return dict(json.loads("".join(line for line in out.splitlines() if not line.startswith('{"'))))


def dump(product: Product) -> str:
    """Everything that is in the table, with answers as they were given."""
    return "\n".join(map(_text, product.items()))


def _text(item: dict[str, Any]) -> str:
    body = item.get("body", {}).get("B")
    answer = zlib.decompress(b64decode(body)).decode() if body else ""
    return f"{item} {answer}"


def prove(product: Product) -> None:
    """Everything holds, and partners have heard of each change in order."""
    product.audit()
    stream.prove_sequences(stream.events(product.client, product.table_name))


def bus_record(product: Product) -> str:
    """Every event that partners have heard."""
    return json.dumps([event.envelope() for event in stream.events(product.client, product.table_name)])


def test_no_word_is_anywhere_after_it(
    product: Product, life: Life, world: World, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    before = words_in(dump(product))
    assert len(before) > 30
    assert "1988-04-12" in dump(product)
    erased(product, world, capsys)
    after = dump(product)
    assert words_in(after) == set(), [line for line in after.splitlines() if words_in(line)]
    assert "1988" not in after
    assert words_in(bus_record(product)) == set()
    assert words_in([caplog.text, *(vars(record) for record in caplog.records), *capsys.readouterr()]) == set()
    prove(product)


def test_the_words_of_who_stays_do(product: Product, mailbox: Mailbox, world: World, capsys: Any) -> None:
    Life(product, mailbox)
    kept = {word for word in dump(product).split("'") if word.startswith(KEEPS)}
    erased(product, world, capsys)
    assert len(kept) >= 10
    assert kept == {word for word in dump(product).split("'") if word.startswith(KEEPS)}


@pytest.fixture
def family(product: Product, mailbox: Mailbox) -> Life:
    """Anna and Ben, today; no time has passed."""
    return lived(product, mailbox)


def seen_by_ben(product: Product, path: str) -> Any:
    answer = product.call("GET", path, customer=BEN)
    assert answer.status == 200, answer
    return answer.body


@pytest.mark.usefixtures("audited")
def test_who_stays_keeps_goals_and_the_shared_account(
    product: Product, family: Life, world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    goals = (f"/goals/{family.bens_goal}", f"/goals/{family.bens_goal}/periods")
    before = [seen_by_ben(product, path) for path in goals]
    erased(product, world, capsys)
    assert [seen_by_ben(product, path) for path in goals] == before
    home = seen_by_ben(product, family.home.path)["data"]
    assert [one["ClientGUID"] for one in home["Clients"]] == [BEN]
    assert [one["ClientGUID"] for one in home["Dependants"]] == [BEN]
    savings = {one["SavingsGUID"]: one for one in seen_by_ben(product, f"{family.home.path}/savings")["data"]}
    shared, own = savings[family.shared], savings[family.own]
    assert (shared["ClientGUID"], shared["JointOwnerClientGUID"]) == (BEN, None)
    assert (own["ClientGUID"], own["SavingsDescription"], own["PolicyNumber"]) == (ANNA, "erased", None)
    family.report(deposit(family.shared, 7_00, userId=BEN))
    moved = product.call("GET", f"/goals/{family.bens_goal}", customer=BEN).body["current_amount"]
    assert Decimal(moved) - Decimal(before[0]["current_amount"]) == Decimal("7.00")
    holds = seen_by_ben(product, f"/goals/{family.bens_watching}/integrity")
    assert holds["holds"]


@pytest.mark.usefixtures("audited")
def test_the_household_may_hand_over_or_close_what_was_the_persons_alone(
    product: Product, family: Life, world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    erased(product, world, capsys)
    home = family.home
    changed = home.saving_body(ClientGUID=BEN, SavingsDescription="Ours")
    (default, *_) = home.call("GET", "/savings").data
    assert home.call("PUT", f"/savings/{default['SavingsGUID']}", {**default, "ClientGUID": BEN}).status == 200
    assert home.call("PUT", f"/savings/{family.own}", changed | {"SavingsType": 2}).status == 200
    assert home.call("DELETE", f"/savings/{family.own}").status == 200
    assert home.call("PUT", "", {**home.call("GET", "").data, "TimeZone": "Europe/Berlin"}).status == 200


@pytest.mark.usefixtures("audited")
def test_nobody_gives_the_person_a_name_again(
    product: Product, family: Life, world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    erased(product, world, capsys)
    named = {"FirstName": "Anna", "LastName": "Gray", "DateOfBirth": "1988-04-12", "ClientGUID": ANNA}
    at_ninety = {"EventLabel": "Hers", "EventBasis": 2, "ClientGUID": ANNA, "AgeYears": 90, "AgeMonths": 0}
    home = family.home
    body = {"TimeZone": "Europe/London", "Currency": "GBP", "Clients": [named]}
    refusals = [
        home.call("POST", "/clients", named),
        home.call("PUT", f"/clients/{ANNA}", named),
        product.call("POST", "/api/v2/household", body, customer=None),
        home.call("POST", "/savings", home.saving_body()),
        home.call("POST", f"/savings/{family.own}/contributions", home.contribution_body()),
        home.call("POST", "/events", at_ninety),
        home.call("POST", "/dependants", {**named, "ClientGUID": ANNA}),
        product.call("PUT", f"/goals/{family.counting['id']}", {"name": "Anna's"}),
        product.call("PATCH", f"/goals/v1/savings/{family.own_goal}", {"name": "Anna's"}),
        product.call("POST", "/goals", goal_body(family.own)),
        product.call("PATCH", f"/accounts/{family.own}", {"account": {"externalId": "Anna's"}}),
        product.call("PUT", "/notifications/preferences", {"channels": {}}),
        product.call("POST", "/transactions", deposit(family.own, 1, userId=ANNA), customer=None),
    ]
    assert [answer.status for answer in refusals] == [*[422, 404, 422, 422, 422, 422, 422, 409], *[404] * 5]


def test_what_was_done_once_is_refused_and_not_done_again(
    product: Product, family: Life, world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    key = {"headers": {"Idempotency-Key": "once"}}
    event = {"EventLabel": word(), "EventBasis": 1, "EventDate": "2050-01-01"}
    assert family.home.call("POST", "/events", event, **key).status == 201
    erased(product, world, capsys)
    again = [
        family.home.call("POST", "/events", event, **key),
        product.call("POST", "/transactions", family.first_transaction, customer=None),
    ]
    assert [answer.status for answer in again] == [422, 409]
    product.audit()


def test_no_one_is_notified_of_what_it_does(
    product: Product, mailbox: Mailbox, family: Life, world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    erased(product, world, capsys)
    sent = mailbox.post.asked
    mailbox.receive(*[event for event in mailbox.events() if event.data.get("customer_id") == ANNA])
    assert (mailbox.post.asked, mailbox.inbox()) == (sent, [])


def test_without_write_it_says_what_there_is_and_erases_nothing(
    product: Product, family: Life, world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    with product.unchanged():
        assert run(product, world) == 0
    out = capsys.readouterr().out
    assert '"goal": 5' in out
    assert "nothing was erased: add --write" in out


def test_somebody_who_was_never_there(product: Product, world: World, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(product, world, "--write") == 1
    assert "there is no such person" in capsys.readouterr().out


def test_the_receipt_says_what_was_done_and_what_ends_when(
    product: Product, family: Life, world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    receipt = erased(product, world, capsys)
    now = product.clock.now()
    assert (receipt["tenant"], receipt["customer"]) == (CLIENT, ANNA)
    assert receipt["erased"]["goal"] == 5
    assert receipt["erased"]["answer under an Idempotency-Key"] >= 3
    ends = {place: datetime.fromisoformat(at) - now for place, at in receipt["ends_later"].items()}
    assert ends["backups of the table, to any second"] == timedelta(days=35)
    assert ends["dead letters"] == timedelta(days=14)
    assert ends["archive of the bus: ids alone"] == timedelta(days=365)
    assert ends["logs: ids alone"] == timedelta(days=90)
    assert [item["SK"]["S"] for item in product.items()].count("ERASURE") == 1
    assert words_in(receipt) == set()


def test_the_days_are_those_that_the_stage_was_deployed_with(
    product: Product, family: Life, world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert run(product, world, "--write", "-c", "archive_days=10") == 0
    kept = product.clock.now() + timedelta(days=10)
    assert f'"archive of the bus: ids alone": "{kept:%Y-%m-%dT%H:%M:%SZ}"' in capsys.readouterr().out


def test_it_may_be_said_twice_and_finds_what_came_late(
    product: Product, family: Life, world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    first = erased(product, world, capsys)
    before = product.items()
    again = erased(product, world, capsys)
    assert again == first
    assert product.items() == before


def test_another_tenants_person_with_the_same_guid_is_not_touched(
    product: Product, family: Life, world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    body = {"TimeZone": "Europe/London", "Currency": "GBP", "Clients": [person(ANNA, FirstName="Other")]}
    assert product.call("POST", "/api/v2/household", body, customer=None, **OTHER_APP).status == 201
    theirs = [item for item in product.items() if "other-app" in item["PK"]["S"]]
    erased(product, world, capsys)
    assert [item for item in product.items() if "other-app" in item["PK"]["S"]] == theirs


def test_who_left_before_is_erased_all_the_same(
    product: Product, family: Life, world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    carol = family.home.made("/clients", person(FirstName=word(), LastName=word()))["ClientGUID"]
    chosen = {"channels": {"goal.achieved": "email"}}
    assert product.call("PUT", "/notifications/preferences", chosen, customer=carol).status == 200
    assert family.home.call("DELETE", f"/clients/{carol}").status == 200
    receipt = erased(product, world, capsys, customer=carol)
    assert receipt["erased"]["preferences"] == 1
    assert carol in dump(product)
    prove(product)


def test_both_may_be_erased_one_after_the_other(
    product: Product, family: Life, world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    erased(product, world, capsys)
    erased(product, world, capsys, customer=BEN)
    text = dump(product)
    assert (MARK in text, KEEPS in text) == (False, False)
    prove(product)
    empty = family.home.call("GET", "").data
    assert (empty["HouseholdLabel"], empty["Clients"], empty["Dependants"]) == ("erased", [], [])
    child = {"FirstName": "C", "LastName": "D", "DateOfBirth": "2015-09-01"}
    assert family.home.call("POST", "/dependants", child).status == 422


@pytest.mark.parametrize("alone", ALONE)
@pytest.mark.gate
def test_wherever_it_is_cut_off_the_next_run_completes_it(
    product: Product, mailbox: Mailbox, world: World, capsys: pytest.CaptureFixture[str], alone: bool
) -> None:
    """Walked through every write: the process dies before it and after it."""
    Life(product, mailbox, alone=alone)
    before = product.items()
    faults = Faults().watch(product.wire)
    whole = erased(product, world, capsys)
    writes, expected = faults.writes, words_in(dump(product))
    assert writes > 20
    assert expected == set()
    for at, after in itertools.product(range(1, writes + 1), (False, True)):
        product.put_back(before)
        faults.die(at, after=after)
        with pytest.raises(Died):
            run(product, world, "--write")
        faults.heal()
        product.audit()
        receipt = erased(product, world, capsys)
        assert words_in(dump(product)) == set(), (at, after)
        assert {**receipt["erased"], ANSWERS: 0} == {**whole["erased"], ANSWERS: 0}, (at, after)
        product.audit()


ANSWERS: Final = DATA["IDEM"].title

MEANWHILE: Final[dict[str, Callable[[Life], Any]]] = {
    "a goal": lambda life: life.product.call("POST", "/goals", goal_body(life.shared, name=word())),
    "a savings goal": lambda life: life.product.call(
        "POST",
        "/goals/v1/savings",
        {
            "name": word(),
            "account_id": life.own,
            "target_amount": {"value": "900", "currency": "GBP"},
            "recurrent_amount": {"value": "90", "currency": "GBP"},
        },
    ),
    "money": lambda life: life.product.record(life.shared_goal, "1", headers={"Idempotency-Key": word()}),
    "other texts": lambda life: life.product.call("PUT", f"/goals/{life.counting['id']}", {"name": word()}),
    "a saving": lambda life: life.home.call("POST", "/savings", life.home.saving_body(SavingsDescription=word())),
    "another description": lambda life: life.home.call(
        "PUT", f"/savings/{life.own}", life.home.saving_body(SavingsDescription=word(), SavingsType=2)
    ),
    "a payment": lambda life: life.home.call(
        "POST",
        f"/savings/{life.own}/contributions",
        life.home.contribution_body(BackOfficeID=word(), EndBasis=2, EndAge=70),
    ),
    "a dependant": lambda life: life.home.call(
        "POST", "/dependants", person("", FirstName="Dan", LastName="Gray", DateOfBirth="2017-09-01", ClientGUID=ANNA)
    ),
    "a transaction": lambda life: life.product.call(
        "POST", "/transactions", deposit(life.own, 1, userId=ANNA, externalId=word()), customer=None
    ),
    "preferences": lambda life: life.product.call("PUT", "/notifications/preferences", {"channels": {}}),
    "the household": lambda life: life.home.call(
        "PUT", "", {**life.home.call("GET", "").data, "TimeZone": "Europe/Berlin"}
    ),
}


@pytest.mark.parametrize(
    ("what", "step"), [("money", 9), *(pytest.param(what, 1, marks=pytest.mark.gate) for what in MEANWHILE)]
)
def test_what_is_written_meanwhile_goes_too_or_is_refused(
    product: Product, mailbox: Mailbox, world: World, capsys: pytest.CaptureFixture[str], what: str, step: int
) -> None:
    """It comes before some of its writes; in the gates each comes before each of them."""
    life = lived(product, mailbox)
    before = product.items()
    faults = Faults().watch(product.wire)
    erased(product, world, capsys)
    writes = faults.writes
    for at in range(1, writes + 1, step):
        product.put_back(before)
        place = itertools.count(1)

        def come(operation: str, _: object, place: Any = place, at: int = at) -> None:
            if operation in WRITES and next(place) == at:
                MEANWHILE[what](life)

        product.wire.asked.append(come)
        erased(product, world, capsys)
        product.wire.asked.remove(come)
        assert words_in(dump(product)) == set(), at
        product.audit()


def test_the_book_shows_the_receipt(product: Product, account: str, world: World, capsys: Any) -> None:
    """Of Anna, who has one savings goal with money in it, and a key that she sent with that."""
    goal = product.savings_goal(account)
    product.record(goal, "40", headers={"Idempotency-Key": "forty"})
    product.call("PUT", "/notifications/preferences", {"channels": {}})
    receipt = erased(product, world, capsys)
    shown = re.findall(r"```json\n(.*?)```", (DOCS / "privacy.md").read_text(encoding="utf-8"), re.DOTALL)
    assert [json.loads(text) for text in shown] == [receipt]
