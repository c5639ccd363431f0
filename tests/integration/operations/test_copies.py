"""Export and import: a household is written down whole; put back it is the same household with the same figures."""

import itertools
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

from operations import export, take_in
from savings.store.schema import TABLE
from tests import stream
from tests.contract.copy_schema import prove
from tests.faults import Died, Faults
from tests.integration.notifications.mailbox import Mailbox
from tests.integration.operations.a_life import Life, lived
from tests.integration.operations.worlds import world_of
from tests.product import ANNA, BEN, CLIENT, OTHER_APP, Product

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


@pytest.fixture
def life(product: Product) -> Life:
    """A year of Anna and Ben; today it is over."""
    return lived(product, Mailbox(product), year=True)


@pytest.fixture
def elsewhere(product: Product, dynamodb: "DynamoDBClient") -> Iterator[Product]:
    """The product over an empty table, at the same time."""
    name = f"{product.table_name}-elsewhere"
    dynamodb.create_table(TableName=name, **TABLE)
    yield Product(dynamodb, name, product.clock.instant)
    dynamodb.delete_table(TableName=name)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "household.jsonl"


def write_down(product: Product, life: Life, file: Path) -> int:
    place = ("--table", product.table_name, "--tenant", CLIENT, "--household", life.household)
    return export.main([*place, "--file", str(file)], world_of(product))


def put_back(product: Product, file: Path, tenant: str = CLIENT) -> int:
    place = ("--table", product.table_name, "--tenant", tenant)
    return take_in.main([*place, "--file", str(file)], world_of(product))


def kept(product: Product) -> list[dict[str, Any]]:
    """All that is stored, but for answers under keys, and for what was to be published."""
    return [
        {name: {"SS": sorted(of["SS"])} if "SS" in of else of for name, of in item.items() if name != "note"}
        for item in product.items()
        if item["SK"]["S"] != "IDEM"
    ]


def lines_of(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def figures(product: Product, life: Life) -> dict[str, Any]:
    """What every resource of the household is answered with, of both people."""
    home = life.home.path
    shared = [home, "/api/v2/household"]
    shared += [f"{home}/{part}" for part in ("clients", "dependants", "events", "savings")]
    shared += [f"{home}/savings/{saving}/contributions" for saving in (life.own, life.shared)]
    own = ["/goals", "/goals/v1/savings", "/accounts", "/transactions", "/notifications", "/notifications/preferences"]
    found = {path: product.call("GET", path, customer=None).body for path in shared}
    for customer in (ANNA, BEN):
        asked = {"X-Customer-Id": customer}
        found |= {f"{customer} {path}": product.call("GET", path, customer=customer).body for path in own}
        for goal in product.call("GET", "/goals", customer=customer).body:
            for part in ("", "/periods", "/integrity"):
                path = f"/goals/{goal['id']}{part}"
                found[f"{customer} {path}"] = product.call("GET", path, customer=customer, headers=asked).body
    for goal in (life.own_goal, life.shared_goal, life.short):
        found[goal] = product.call("GET", f"/goals/v1/savings/{goal}/actions").body["data"]
    return dict(_without_operations(found))


def _without_operations(found: Any) -> Any:
    """The same without the ids of requests."""
    if isinstance(found, dict):
        return {name: _without_operations(one) for name, one in found.items() if name != "operation_id"}
    return [_without_operations(one) for one in found] if isinstance(found, list) else found


def test_a_household_that_was_put_back_is_answered_as_before(
    product: Product, life: Life, elsewhere: Product, file: Path
) -> None:
    before = figures(product, life)
    assert len(before) > 40
    assert write_down(product, life, file) == 0
    assert put_back(elsewhere, file) == 0
    assert figures(elsewhere, life) == before
    assert kept(elsewhere) == kept(product)
    elsewhere.audit()


def test_nothing_is_published_again_and_what_comes_then_goes_on_in_order(
    product: Product, life: Life, elsewhere: Product, file: Path
) -> None:
    before = stream.events(product.client, product.table_name)
    write_down(product, life, file)
    put_back(elsewhere, file)
    assert stream.events(elsewhere.client, elsewhere.table_name) == []
    elsewhere.record(life.own_goal, "5")
    elsewhere.close_all(until="2028-02-15T10:00:00Z")
    later = stream.events(elsewhere.client, elsewhere.table_name)
    assert len(later) > 5
    stream.prove_sequences([*before, *later])
    elsewhere.audit()


def test_what_is_done_once_is_not_done_again_by_the_same_external_id(
    product: Product, life: Life, elsewhere: Product, file: Path
) -> None:
    write_down(product, life, file)
    put_back(elsewhere, file)
    with elsewhere.unchanged():
        answer = elsewhere.call("POST", "/transactions", life.first_transaction, customer=None)
    assert (answer.status, answer.headers["Idempotency-Replayed"]) == (201, "true")


def test_each_line_is_as_the_schema_says(product: Product, life: Life, file: Path) -> None:
    write_down(product, life, file)
    lines = lines_of(file)
    for line in lines:
        prove(line)
    assert {line.get("item") for line in lines} >= {"HOUSEHOLD", "CLIENT", "GOAL", "ENTRY", "TXN", "NOTE", "TEXT"}
    assert lines[-1] == {"items": len(lines) - 2}


def test_whoever_has_left_is_in_it(product: Product, life: Life, elsewhere: Product, file: Path) -> None:
    carol = life.home.made("/clients", {"FirstName": "Carol", "LastName": "Fox", "DateOfBirth": "1991-01-01"})
    assert life.home.call("DELETE", f"/clients/{carol['ClientGUID']}").status == 200
    write_down(product, life, file)
    assert put_back(elsewhere, file) == 0
    assert kept(elsewhere) == kept(product)
    again = {"FirstName": "Carol", "LastName": "Fox", "DateOfBirth": "1991-01-01", "ClientGUID": carol["ClientGUID"]}
    assert life.home.call("POST", "/clients", again).status == 422


def test_another_household_is_not_in_it(product: Product, life: Life, file: Path) -> None:
    stranger = "3f0b1c88-6d80-4c17-bb3e-1d68e6d26405"
    other = product.household(stranger)
    write_down(product, life, file)
    text = file.read_text(encoding="utf-8")
    assert stranger not in text
    assert other["HouseholdGUID"] not in text


def test_nothing_is_written_over(product: Product, life: Life, elsewhere: Product, file: Path) -> None:
    """A household that has gone on is another one than the file has."""
    write_down(product, life, file)
    with product.unchanged():
        assert put_back(product, file) == 0, "all is there as it is in the file"
    product.record(life.own_goal, "5")
    with product.unchanged():
        assert put_back(product, file) == 1
    elsewhere.household(BEN)
    with elsewhere.unchanged():
        assert put_back(elsewhere, file) == 1, "Ben is in a household already"


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("at", [20, *(pytest.param(at, marks=pytest.mark.gate) for at in (1, 61))])
def test_a_run_that_was_cut_off_is_completed_by_the_next(
    product: Product, life: Life, elsewhere: Product, file: Path, at: int, after: bool
) -> None:
    write_down(product, life, file)
    faults = Faults().watch(elsewhere.wire)
    faults.die(at, after=after)
    with pytest.raises(Died):
        put_back(elsewhere, file)
    faults.heal()
    assert put_back(elsewhere, file) == 0
    assert kept(elsewhere) == kept(product)


def test_another_tenant_takes_nothing(product: Product, life: Life, elsewhere: Product, file: Path) -> None:
    write_down(product, life, file)
    with elsewhere.unchanged():
        assert put_back(elsewhere, file, "other-app") == 1
    assert (
        export.main(
            [
                "--table",
                product.table_name,
                "--tenant",
                "other-app",
                "--household",
                life.household,
                "--file",
                str(file),
            ],
            world_of(product),
        )
        == 1
    )
    assert product.call("GET", life.home.path, customer=None, **OTHER_APP).status == 404


FOREIGN: Final = ("T#other-app#H#", f"T#{CLIENT}#H#0", "T#other-app#C#", f"T#{CLIENT}#HOUSEHOLDS", f"T#{CLIENT}#I#")


@pytest.mark.parametrize("partition", FOREIGN)
def test_an_item_of_somebody_else_in_the_file_is_refused(
    product: Product, life: Life, elsewhere: Product, file: Path, partition: str
) -> None:
    write_down(product, life, file)
    head, *items, end = lines_of(file)
    foreign = {**items[0], "PK": f"{partition}{ANNA[1:]}"}
    wrong = [head, *items, foreign, {"items": end["items"] + 1}]
    file.write_text("\n".join(map(json.dumps, wrong)), encoding="utf-8")
    with elsewhere.unchanged():
        assert put_back(elsewhere, file) == 1


WRONG: Final[dict[str, Callable[[list[str]], list[str]]]] = {
    "its end is missing": lambda lines: lines[:-1],
    "a line is missing": lambda lines: [lines[0], *lines[2:]],
    "a line is cut off": lambda lines: [*lines[:-2], lines[-2][:40]],
    "it begins otherwise": lambda lines: lines[1:],
    "another version": lambda lines: [lines[0].replace('"version": 1', '"version": 2'), *lines[1:]],
    "items of a later release": lambda lines: [lines[0], lines[1].replace("{", '{"v": 99, ', 1), *lines[2:]],
    "an amount with decimals": lambda lines: [line.replace('"amount": ', '"amount": 0.5') for line in lines],
}


@pytest.mark.parametrize("what", WRONG)
def test_a_file_that_is_not_whole_is_not_taken(
    product: Product, life: Life, elsewhere: Product, file: Path, what: str
) -> None:
    write_down(product, life, file)
    lines = file.read_text(encoding="utf-8").splitlines()
    file.write_text("\n".join(WRONG[what](lines)), encoding="utf-8")
    with elsewhere.unchanged():
        assert put_back(elsewhere, file) == 1


@pytest.mark.parametrize("at", [3, *(pytest.param(at, marks=pytest.mark.gate) for at in range(1, 12) if at != 3)])
def test_what_is_written_meanwhile_makes_it_begin_again(
    product: Product, life: Life, elsewhere: Product, file: Path, at: int
) -> None:
    """No file has an entry without its sum: here one comes before each of its reads in turn."""
    asked = itertools.count(1)

    def between(operation: str, _: object) -> None:
        if operation == "Query" and next(asked) == at:
            product.record(life.own_goal, "5")

    product.wire.asked.append(between)
    assert write_down(product, life, file) == 0
    assert put_back(elsewhere, file) == 0
    assert kept(elsewhere) == kept(product)
    elsewhere.audit()


def test_there_is_no_file_while_others_keep_writing(product: Product, life: Life, file: Path) -> None:
    asked = itertools.count(1)

    def before(operation: str, _: object) -> None:
        if operation == "GetItem":
            product.wire.asked.remove(before)
            product.record(life.own_goal, f"0.{next(asked):02d}")
            product.wire.asked.append(before)

    product.wire.asked.append(before)
    assert write_down(product, life, file) == 2
    assert [*file.parent.iterdir()] == []


def test_no_more_than_a_page_is_asked_for_at_once(product: Product, life: Life, file: Path) -> None:
    """The export reads by queries alone, and strongly."""
    product.meter.reset()
    product.meter.watch(product.wire)
    write_down(product, life, file)
    assert {*product.meter.calls} <= {"Query", "GetItem"}
