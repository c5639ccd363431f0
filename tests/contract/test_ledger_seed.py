"""The published POST /transactions: each member it lists is taken, each it requires is asked for and answered."""

from typing import Any, Final

import pytest

from actions.ledger_schemas import TransactionBody
from contract.ledger import Dream, Transaction
from savings.api.contract import ROUTES
from tests.product import ANNA, Answer, Product

REQUIRED: Final = {"type", "externalId", "userId", "amountCents"}
OPTIONAL: Final = {"requestedAt", "settledAt"}
SIDES: Final = {
    "Deposit": ({"toAccountId"}, {"toDreamId"}),
    "Withdrawal": ({"fromAccountId"}, {"fromDreamId"}),
    "Internal": ({"fromAccountId", "toAccountId"}, {"fromDreamId", "toDreamId"}),
}
ALWAYS_ANSWERED: Final = {"type", "id", "user", "amountCents", "state", "requestedAt"}
SOMETIMES_ANSWERED: Final = {"externalId", "settledAt", "toAccount", "toDream", "fromAccount", "fromDream"}
OURS: Final = {"reversesId", "reversedById"}
OF_A_DREAM: Final = {
    *("id", "targetCents", "type", "expiresAt", "achievedAt", "name", "balanceCents", "imageUrl"),
    *("activeSavehacksCount", "user", "account"),
}
OF_A_REFERENCE: Final = {"type", "id", "externalId"}


@pytest.fixture
def places(product: Product) -> dict[str, str]:
    """Two accounts with a dream on each, by the member that may name them."""
    household = product.household()
    source, target = product.account(household), product.account(household)
    dreams = product.savings_goal(source), product.savings_goal(target)
    for account, name in ((source, "iban-1"), (target, "iban-2")):
        product.call("PATCH", f"/accounts/{account}", {"account": {"externalId": name}})
    for dream in dreams:
        product.call("PUT", f"/goals/{dream}", {"image_url": "https://pictures.example/beach.jpg"})
        product.record(dream, "1300")
    return {"fromAccountId": source, "fromDreamId": dreams[0], "toAccountId": target, "toDreamId": dreams[1]}


def post(product: Product, body: dict[str, Any]) -> Answer:
    return product.call("POST", "/transactions", {"transaction": body}, customer=None)


def least(kind: str, places: dict[str, str]) -> dict[str, Any]:
    body = {"type": kind, "externalId": f"least-{kind}", "userId": ANNA, "amountCents": 100}
    return body | {member: places[member] for member in SIDES[kind][0]}


def full(kind: str, places: dict[str, str]) -> dict[str, Any]:
    instants = {"requestedAt": "2027-01-09T09:00:00+01:00", "settledAt": "2027-01-10T08:00:00.250Z"}
    dreams = {member: places[member] for member in SIDES[kind][1]}
    return least(kind, places) | instants | dreams | {"externalId": f"full-{kind}"}


def test_the_request_has_the_members_of_the_seed() -> None:
    sides = {member for required, optional in SIDES.values() for member in required | optional}
    assert set(TransactionBody.model_fields) == REQUIRED | OPTIONAL | sides


def test_the_answer_has_the_members_of_the_seed() -> None:
    assert set(Transaction.model_fields) == ALWAYS_ANSWERED | SOMETIMES_ANSWERED | OURS
    assert set(Dream.model_fields) >= OF_A_DREAM
    required = {name for name, field in Transaction.model_fields.items() if field.is_required()}
    assert required >= ALWAYS_ANSWERED


def test_both_are_reached_where_the_seed_has_them() -> None:
    assert [route.scope for route in ROUTES if (route.method, route.path) == ("POST", "/transactions")] == [
        "savings/ledger.write"
    ]


@pytest.mark.parametrize("kind", SIDES)
def test_a_request_of_required_members_alone_has_the_defaults(
    product: Product, places: dict[str, str], kind: str
) -> None:
    answer = post(product, least(kind, places))
    made = answer.body["transaction"]
    assert answer.status == 201
    assert set(made) == ALWAYS_ANSWERED | {"externalId", "settledAt"} | {side[:-2] for side in SIDES[kind][0]}
    assert (made["requestedAt"], made["settledAt"]) == ("2027-01-10T10:00:00Z", "2027-01-10T10:00:00Z")


@pytest.mark.parametrize("kind", SIDES)
def test_a_request_of_all_members_is_answered_in_full(product: Product, places: dict[str, str], kind: str) -> None:
    answer = post(product, full(kind, places))
    made = answer.body["transaction"]
    accounts, dreams = ({side[:-2] for side in sides} for sides in SIDES[kind])
    assert answer.status == 201
    assert set(made) == ALWAYS_ANSWERED | {"externalId", "settledAt"} | accounts | dreams
    assert (made["type"], made["externalId"], made["amountCents"]) == (kind, f"full-{kind}", 100)
    assert (made["requestedAt"], made["settledAt"]) == ("2027-01-09T08:00:00Z", "2027-01-10T08:00:00Z")
    assert (made["state"], made["user"]) == ("settled", {"type": "User", "id": ANNA})
    for name in accounts:
        assert set(made[name]) == OF_A_REFERENCE
        assert (made[name]["type"], made[name]["id"]) == ("SharedSavings", places[f"{name}Id"])
    for name in dreams:
        assert set(made[name]) == OF_A_DREAM
        assert (made[name]["id"], made[name]["type"]) == (places[f"{name}Id"], "Dream")
        assert made[name]["account"] == made[name.replace("Dream", "Account")]
        assert made[name]["targetCents"] == 1200_00
        assert made[name]["balanceCents"] == (1301_00 if name == "toDream" else 1299_00)


@pytest.mark.parametrize("kind", SIDES)
def test_nothing_that_the_seed_requires_may_be_missing(product: Product, places: dict[str, str], kind: str) -> None:
    for member in REQUIRED | SIDES[kind][0]:
        body = full(kind, places)
        del body[member]
        answer = product.refused("POST", "/transactions", {"transaction": body}, customer=None)
        assert answer.status == 400
        for error in answer.body["errors"]:
            assert member in error["field"] or member in error["errors"][0]


@pytest.mark.parametrize("kind", SIDES)
def test_a_null_is_an_absent_optional_member(product: Product, places: dict[str, str], kind: str) -> None:
    nothing = dict.fromkeys(OPTIONAL | SIDES[kind][1])
    answer = post(product, least(kind, places) | nothing)
    assert answer.status == 201
    assert answer.body["transaction"]["settledAt"] == "2027-01-10T10:00:00Z"
