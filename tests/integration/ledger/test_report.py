"""Reporting settled transactions: what a body may say, what the answer says, and who may report for whom."""

from typing import Any

import pytest

from tests.integration.ledger.books import Books, deposit, transfer, withdrawal, wrong
from tests.product import ANNA, BEN, CLIENT, OTHER_APP, Product

NOBODY = "00000000-0000-4000-8000-000000000001"
NOW = "2027-01-10T10:00:00Z"


@pytest.fixture
def books(product: Product) -> Books:
    return Books(product)


@pytest.fixture
def other(product: Product, household: dict[str, Any]) -> str:
    """Anna's second account, with 100.00 in it."""
    return product.account(household, 100)


def as_anna(body: dict[str, Any], **members: Any) -> dict[str, Any]:
    return {"transaction": {**body["transaction"], "userId": ANNA, **members}}


def test_the_least_that_a_deposit_says_is_completed(books: Books, account: str) -> None:
    made = books.report(deposit(account, 250_00, externalId="bank-a"))
    assert made == {
        "type": "Deposit",
        "id": made["id"],
        "externalId": "bank-a",
        "user": {"type": "User", "id": ANNA},
        "amountCents": 250_00,
        "state": "settled",
        "requestedAt": NOW,
        "settledAt": NOW,
        "toAccount": {"type": "SharedSavings", "id": account},
    }


def test_a_deposit_into_a_dream_shows_the_dream(product: Product, books: Books, account: str) -> None:
    product.call("PATCH", f"/accounts/{account}", {"account": {"externalId": "iban-1"}})
    dream = product.savings_goal(account)
    made = books.report(deposit(account, 1250_00, dream))
    where = {"type": "SharedSavings", "id": account, "externalId": "iban-1"}
    assert made["toAccount"] == where
    assert made["toDream"] == {
        "id": dream,
        "type": "Dream",
        "name": "Holiday",
        "targetCents": 1200_00,
        "balanceCents": 1250_00,
        "expiresAt": "2028-01-31T23:59:59Z",
        "achievedAt": NOW,
        "activeSavehacksCount": 0,
        "user": {"type": "User", "id": ANNA},
        "account": where,
    }


def test_the_last_second_of_a_dream_is_that_of_its_local_date(product: Product, books: Books, account: str) -> None:
    dream = product.savings_goal(account, target_date="2027-06-30", recurrent_amount=None)
    assert books.report(deposit(account, 1, dream))["toDream"]["expiresAt"] == "2027-06-30T22:59:59Z"


def test_a_dream_with_a_picture_shows_it(product: Product, books: Books, account: str) -> None:
    dream = product.savings_goal(account)
    picture = "https://pictures.example/beach.jpg"
    product.call("PUT", f"/goals/{dream}", {"image_url": picture, "description": "Sand. " * 100})
    made = books.report(deposit(account, 1, dream))
    assert made["toDream"]["imageUrl"] == picture
    assert made["toDream"]["name"] == "Holiday"


def test_a_withdrawal_and_a_transfer_name_their_sides(product: Product, books: Books, account: str, other: str) -> None:
    dream = product.savings_goal(account)
    books.report(deposit(account, 50_00, dream))
    out = books.report(withdrawal(account, 10_00, dream))
    assert set(out) & {"fromAccount", "fromDream", "toAccount", "toDream"} == {"fromAccount", "fromDream"}
    assert out["fromDream"]["balanceCents"] == 40_00
    moved = books.report(transfer(account, other, 15_00, out_of=dream))
    assert (moved["fromAccount"]["id"], moved["toAccount"]["id"]) == (account, other)
    assert moved["fromDream"]["balanceCents"] == 25_00
    assert "toDream" not in moved


def test_what_was_made_is_found_at_its_address(product: Product, books: Books, account: str) -> None:
    dream = product.savings_goal(account)
    answer = product.call("POST", "/transactions", as_anna(deposit(account, 5, dream)))
    assert answer.headers["Location"] == f"/transactions/{answer.body['transaction']['id']}"
    assert product.call("GET", answer.headers["Location"]).body == answer.body


INSTANTS: list[tuple[str, str]] = [
    ("2027-01-09T08:30:00Z", "2027-01-09T08:30:00Z"),
    ("2027-01-09T08:30:00+05:45", "2027-01-09T02:45:00Z"),
    ("2027-01-08T19:00:00-11:00", "2027-01-09T06:00:00Z"),
    ("2027-01-09t08:30:00.999z", "2027-01-09T08:30:00Z"),
    ("2027-01-10T10:00:00-00:00", "2027-01-10T10:00:00Z"),
    ("1999-12-31T23:59:59Z", "1999-12-31T23:59:59Z"),
]


def test_instants_come_in_any_offset_and_go_out_in_utc(books: Books, account: str) -> None:
    for sent, shown in INSTANTS:
        made = books.report(deposit(account, 1, settledAt=sent, requestedAt=sent))
        assert (made["requestedAt"], made["settledAt"]) == (shown, shown), sent


def test_what_says_no_instant_of_request_was_requested_on_creation(books: Books, account: str) -> None:
    made = books.report(deposit(account, 1, settledAt="2027-01-02T08:00:00Z"))
    assert (made["requestedAt"], made["settledAt"]) == (NOW, "2027-01-02T08:00:00Z")
    later = books.report(deposit(account, 1, settledAt="2027-01-02T08:00:00Z", requestedAt="2027-01-03T08:00:00Z"))
    assert (later["requestedAt"], later["settledAt"]) == ("2027-01-03T08:00:00Z", "2027-01-02T08:00:00Z")
    asked = books.report(deposit(account, 1, requestedAt="2027-01-02T08:00:00Z"))
    assert (asked["requestedAt"], asked["settledAt"]) == ("2027-01-02T08:00:00Z", NOW)


WRONG_MEMBERS: list[tuple[dict[str, Any], str]] = [
    ({"settledAt": "2027-01-10T10:05:01Z"}, "transaction.settledAt"),
    ({"requestedAt": "2027-01-10T10:05:01Z"}, "transaction.requestedAt"),
    ({"settledAt": "2027-01-09"}, "transaction.settledAt"),
    ({"settledAt": "2027-01-09T10:00:00"}, "transaction.settledAt"),
    ({"settledAt": "2027-02-30T10:00:00Z"}, "transaction.settledAt"),
    ({"settledAt": 1799575200}, "transaction.settledAt"),
    ({"settledAt": "0001-01-01T00:00:00Z"}, "transaction.settledAt"),
    ({"settledAt": "0001-01-01T00:00:00+14:00"}, "transaction.settledAt"),
    ({"failedAt": "2027-01-09T10:00:00Z"}, "transaction.failedAt"),
    ({"state": "settled"}, "transaction.state"),
    ({"currency": "GBP"}, "transaction.currency"),
    ({"amountCents": 0}, "transaction.amountCents"),
    ({"amountCents": True}, "transaction.amountCents"),
    ({"amountCents": 1.5}, "transaction.amountCents"),
    ({"amountCents": "100"}, "transaction.amountCents"),
    ({"amountCents": None}, "transaction.amountCents"),
    ({"amountCents": 10**40}, "transaction.amountCents"),
    ({"externalId": ""}, "transaction.externalId"),
    ({"externalId": "x" * 256}, "transaction.externalId"),
    ({"externalId": "a\u0007b"}, "transaction.externalId"),
    ({"externalId": 4711}, "transaction.externalId"),
    ({"externalId": None}, "transaction.externalId"),
    ({"type": "deposit"}, "transaction.type"),
    ({"type": "Payment"}, "transaction.type"),
    ({"userId": "anna"}, "transaction.userId"),
    ({"userId": None}, "transaction.userId"),
    ({"toAccountId": None}, "transaction.toAccountId"),
    ({"toAccountId": True}, "transaction.toAccountId"),
    ({"fromAccountId": NOBODY}, "transaction.fromAccountId"),
    ({"fromDreamId": NOBODY}, "transaction.fromDreamId"),
]


def test_a_wrong_member_is_named(books: Books, account: str) -> None:
    for members, field in WRONG_MEMBERS:
        answer = books.refuse(as_anna(deposit(account, 100), **members))
        assert answer.status == 400, members
        assert list(wrong(answer)) == [field]


@pytest.mark.parametrize("missing", ["type", "externalId", "userId", "amountCents", "toAccountId"])
def test_what_the_seed_requires_is_required(books: Books, account: str, missing: str) -> None:
    body = as_anna(deposit(account, 100))
    del body["transaction"][missing]
    answer = books.refuse(body)
    assert answer.status == 400
    assert list(wrong(answer)) == [f"transaction.{missing}"]


SIDES: list[tuple[str, list[str], list[str], list[str]]] = [
    ("Withdrawal", ["to"], ["fromAccountId"], ["toAccountId"]),
    ("Withdrawal", ["from", "to"], [], ["toAccountId"]),
    ("Internal", ["to"], ["fromAccountId"], []),
    ("Internal", ["from"], ["toAccountId"], []),
    ("Internal", [], ["fromAccountId", "toAccountId"], []),
    ("Deposit", ["from", "to"], [], ["fromAccountId"]),
    ("Deposit", [], ["toAccountId"], []),
]


def test_the_type_says_which_sides_there_are(books: Books, account: str) -> None:
    for kind, sides, missing, extra in SIDES:
        body = {"type": kind, "externalId": "x", "userId": ANNA, "amountCents": 1}
        answer = books.refuse({"transaction": body | {f"{side}AccountId": account for side in sides}})
        assert answer.status == 400, kind
        assert wrong(answer) == {
            **{f"transaction.{member}": [f"Is required with the type {kind}."] for member in missing},
            **{f"transaction.{member}": [f"Is not taken with the type {kind}."] for member in extra},
        }


@pytest.mark.parametrize(
    ("sent", "settled"),
    [
        ("2027-01-10T09:59:59Z", "2027-01-10T09:59:59Z"),
        ("2027-01-10T10:00:01Z", NOW),
        ("2027-01-10T11:05:00+01:00", NOW),
        ("2027-01-10T10:05:00.999Z", NOW),
    ],
)
def test_what_settled_a_little_ahead_settled_on_receipt(books: Books, account: str, sent: str, settled: str) -> None:
    """A reporter's clock may be ahead of ours by five minutes."""
    assert books.report(deposit(account, 1, settledAt=sent))["settledAt"] == settled


def test_a_repeat_of_what_settled_a_little_ahead_is_reported_by_what_was_sent(product: Product, account: str) -> None:
    body = as_anna(deposit(account, 1, settledAt="2027-01-10T10:04:00Z"))
    first = product.call("POST", "/transactions", body)
    product.clock.forward(minutes=3)
    again = product.call("POST", "/transactions", body)
    assert (again.status, again.body) == (201, first.body)
    other = {**body["transaction"], "settledAt": NOW}
    refused = product.refused("POST", "/transactions", {"transaction": other})
    assert refused.status == 409


def test_a_little_ahead_counts_in_the_period_of_its_receipt(product: Product, books: Books, account: str) -> None:
    goal = product.goal(account, frequency="daily", period_amount="", end_date="2027-02-10")
    product.clock.set("2027-01-10T23:59:00Z")
    books.report(deposit(account, 7_00, settledAt="2027-01-11T00:01:00Z"))
    first, second, *_ = product.call("GET", f"/goals/{goal['id']}/periods").body
    assert (first["current_amount"], second["current_amount"]) == ("7.00", "0.00")


def test_a_malformed_wrapper_is_refused(books: Books, household: dict[str, Any]) -> None:
    for raw, field in [
        ("{}", "transaction"),
        ('{"transaction": null}', "transaction"),
        ('{"transaction": []}', "transaction"),
        ('{"transaction": {}, "more": 1}', "more"),
        ("[]", "body"),
        ("{", "body"),
        ('{"transaction": {"type": "Deposit", "type": "Deposit"}}', "type"),
    ]:
        answer = books.refuse(None, raw=raw)
        assert answer.status == 400, raw
        assert field in wrong(answer)


def test_the_longest_external_id_is_kept_as_it_came(books: Books, account: str) -> None:
    longest = "é" * 255
    assert books.report(deposit(account, 1, externalId=longest))["externalId"] == longest


def test_either_form_of_an_id_will_do(product: Product, books: Books, account: str) -> None:
    dream = product.savings_goal(account)
    number = books.goal(dream)["id"]
    made = books.report(deposit(str(account).upper(), 5, str(number)))
    assert (made["toAccount"]["id"], made["toDream"]["id"]) == (account, dream)
    goal = product.goal(account)
    by_number = books.report(deposit(account, 5, toAccountId=goal["account_id"]))
    assert by_number["toAccount"]["id"] == account


def test_an_unknown_account_is_not_found(books: Books, account: str) -> None:
    for form in [NOBODY, "garbled", "0", "9" * 30, "", "12345678901"]:
        answer = books.refuse(as_anna(deposit(form, 100)))
        assert (answer.status, answer.body["code"]) == (404, "not_found"), form


def test_an_unknown_dream_is_not_found(books: Books, account: str) -> None:
    for form in [NOBODY, "garbled", "0", "9" * 30, "", "12345678901"]:
        answer = books.refuse(as_anna(deposit(account, 100, form)))
        assert (answer.status, answer.body["detail"]) == (404, "Dream not found."), form


def test_a_goal_that_is_no_dream_is_not_found(product: Product, books: Books, account: str) -> None:
    goal = product.goal(account)
    assert books.refuse(as_anna(deposit(account, 100, str(goal["id"])))).status == 404
    gone = product.savings_goal(account)
    product.call("DELETE", f"/goals/v1/savings/{gone}")
    assert books.refuse(as_anna(deposit(account, 100, gone))).status == 404


def test_accounts_and_dreams_of_others_are_not_found(product: Product, books: Books, account: str) -> None:
    dream = product.savings_goal(account)
    person = {"ClientGUID": BEN, "FirstName": "Ben", "LastName": "Hill", "DateOfBirth": "1988-04-12"}
    bens = product.account(product.household(BEN, Clients=[person]), ClientGUID=BEN)
    assert books.refuse(as_anna(deposit(bens, 100))).status == 404
    theirs = {"transaction": {**deposit(bens, 100, dream)["transaction"], "userId": BEN}}
    assert books.refuse(theirs, customer=BEN).status == 404
    mixed = {"transaction": {**deposit(account, 100)["transaction"], "userId": BEN}}
    assert books.refuse(mixed, customer=BEN).status == 404


def test_another_tenants_account_is_not_found(books: Books, account: str) -> None:
    assert books.refuse(as_anna(deposit(account, 100)), **OTHER_APP).status == 404


def test_a_dream_must_be_on_its_side_of_the_transaction(
    product: Product, books: Books, account: str, other: str
) -> None:
    dream = product.savings_goal(account)
    into = books.refuse(as_anna(deposit(other, 100, dream)))
    assert (into.status, wrong(into)) == (400, {"transaction.toDreamId": ["Must be on the account of toAccountId."]})
    out = books.refuse(as_anna(transfer(other, account, 100, out_of=dream)))
    assert (out.status, wrong(out)) == (400, {"transaction.fromDreamId": ["Must be on the account of fromAccountId."]})


def test_money_goes_from_one_place_to_another(product: Product, books: Books, account: str) -> None:
    dream = product.savings_goal(account)
    nowhere = books.refuse(as_anna(transfer(account, account, 100)))
    assert (nowhere.status, list(wrong(nowhere))) == (400, ["transaction.toAccountId"])
    still = books.refuse(as_anna(transfer(account, account, 100, out_of=dream, into=dream)))
    assert (still.status, list(wrong(still))) == (400, ["transaction.toDreamId"])


def test_a_repeat_gets_the_first_answer(product: Product, books: Books, account: str) -> None:
    body = as_anna(deposit(account, 100, externalId="bank-a"))
    first = product.call("POST", "/transactions", body)
    books.report(deposit(account, 7))
    product.clock.forward(days=40)
    turned = {"transaction": dict(reversed(body["transaction"].items()))}
    with product.unchanged():
        again = [product.call("POST", "/transactions", one) for one in (body, turned)]
    assert [(one.status, one.body) for one in again] == [(first.status, first.body)] * 2
    assert {one.headers["Idempotency-Replayed"] for one in again} == {"true"}


def test_a_repeat_under_another_idempotency_key_is_still_a_repeat(product: Product, account: str) -> None:
    body = as_anna(deposit(account, 100, externalId="bank-a"))
    first = product.call("POST", "/transactions", body, headers={"Idempotency-Key": "k-1"})
    for key in ("k-1", "k-2"):
        assert product.call("POST", "/transactions", body, headers={"Idempotency-Key": key}).body == first.body


def test_an_idempotency_key_with_another_transaction_is_refused(product: Product, books: Books, account: str) -> None:
    product.call("POST", "/transactions", as_anna(deposit(account, 100)), headers={"Idempotency-Key": "k-1"})
    assert books.refuse(as_anna(deposit(account, 200)), headers={"Idempotency-Key": "k-1"}).status == 422


@pytest.mark.parametrize(
    "members",
    [{"amountCents": 101}, {"settledAt": NOW}, {"type": "Withdrawal", "fromAccountId": None, "toAccountId": None}],
)
def test_an_external_id_with_other_content_names_the_first(
    product: Product, books: Books, account: str, members: dict[str, Any]
) -> None:
    first = books.report(deposit(account, 100, externalId="bank-a"))
    if "type" in members:
        members = {**members, "fromAccountId": account}
    answer = books.refuse(as_anna(deposit(account, 100, externalId="bank-a"), **members))
    assert answer.status == 409
    assert first["id"] in answer.body["detail"]


def test_external_ids_are_each_users_own(product: Product, books: Books) -> None:
    shared = shared_account(product)
    books.report(deposit(shared, 100, externalId="bank-a"))
    bens = books.report(deposit(shared, 200, externalId="bank-a"), BEN)
    assert bens["user"]["id"] == BEN
    assert books.money(shared)[0] == 5003_00


def test_a_co_owner_reports_and_a_stranger_does_not(product: Product, books: Books) -> None:
    shared = shared_account(product)
    books.report(deposit(shared, 100), BEN)
    stranger = {"transaction": {**deposit(shared, 100)["transaction"], "userId": NOBODY}}
    assert books.refuse(stranger, customer=NOBODY).status == 404


def test_a_customers_own_token_reports_nothing(product: Product, books: Books, account: str) -> None:
    """It would be money out of nothing."""
    own = {"sub": ANNA}
    refused = books.refuse(as_anna(deposit(account, 10**11)), customer=None, claims=own)
    assert (refused.status, refused.body["code"]) == (403, "forbidden")
    assert books.refuse(as_anna(deposit(account, 1)), customer=BEN, claims=own).status == 401


def test_a_client_app_names_the_user_in_header_or_body(product: Product, books: Books, account: str) -> None:
    made = product.call("POST", "/transactions", as_anna(deposit(account, 100)), customer=None)
    assert made.status == 201
    two = books.refuse(as_anna(deposit(account, 100), userId=BEN))
    assert (two.status, list(wrong(two))) == (400, ["transaction.userId"])
    client = books.refuse(as_anna(deposit(account, 100)), headers={"X-Client-Id": "other-bank"})
    assert client.status == 401
    mobile = {"sub": "demo-mobile", "client_id": "demo-mobile"}
    answer = product.call(
        "POST", "/transactions", as_anna(deposit(account, 1)), claims=mobile, headers={"X-Client-Id": CLIENT}
    )
    assert answer.status == 201


def test_a_closed_account_takes_nothing_but_remembers_its_repeats(
    product: Product, books: Books, household: dict[str, Any]
) -> None:
    account = product.account(household, 0)
    body = as_anna(deposit(account, 100, externalId="bank-a"))
    first = product.call("POST", "/transactions", body)
    path = f"/api/v2/household/{household['HouseholdGUID']}/savings/{account}"
    assert product.call("DELETE", path, customer=None).status == 200
    assert books.refuse(as_anna(deposit(account, 100))).status == 404
    assert product.call("POST", "/transactions", body).body == first.body


def test_an_account_holds_no_more_than_can_be_written(books: Books, account: str) -> None:
    largest = 2**53 - 1
    answer = books.refuse(as_anna(deposit(account, largest)))
    assert (answer.status, list(wrong(answer))) == (400, ["transaction.amountCents"])
    books.report(deposit(account, largest - 5000_00))
    assert books.money(account) == (largest, largest)
    books.report(withdrawal(account, largest))
    assert books.money(account) == (0, 0)


def shared_account(product: Product) -> str:
    people = [
        {"ClientGUID": guid, "FirstName": "A", "LastName": "Gray", "DateOfBirth": "1988-04-12"} for guid in (ANNA, BEN)
    ]
    return product.account(product.household(Clients=people), JointOwnerClientGUID=BEN)
