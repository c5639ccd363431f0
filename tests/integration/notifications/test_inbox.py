"""The inbox and what a customer chose, through the routes."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from local.engine import Engine
from savings.domain.notification import NOTIFIABLE
from tests.engines import connect
from tests.integration.notifications.mailbox import DONE, Mailbox, bounced
from tests.product import ANNA, BEN, OTHER_APP, Product, person

EMAIL = "anna@bank.example"
WANTED: dict[str, Any] = {"channels": {"goal.achieved": "inbox"}, "language": "de", "reminder_days": 3}


@pytest.fixture
def product(engine: Engine, table_name: str) -> Iterator[Product]:
    client = connect(engine.endpoint)
    yield Product(client, table_name, datetime(2027, 1, 10, 10, tzinfo=UTC))
    client.close()


@pytest.fixture
def account(product: Product) -> str:
    return product.account(product.household(Clients=[person(ANNA, Email=EMAIL)]))


@pytest.fixture
def mailbox(product: Product) -> Mailbox:
    return Mailbox(product)


@pytest.fixture
def said(product: Product, account: str, mailbox: Mailbox) -> list[str]:
    """Five goals that are achieved, an hour after each other; the titles of what Anna was reported, newest first."""
    for name in ("Bike", "Boat", "Car", "Roof", "Tent"):
        product.clock.forward(hours=1)
        goal = product.savings_goal(account, name=name, target_amount={"value": "100", "currency": "GBP"})
        product.record(goal, "100")
        assert mailbox.receive(mailbox.said("goal.achieved")) == DONE
    return [f"You have reached your goal “{name}”" for name in ("Tent", "Roof", "Car", "Boat", "Bike")]


def inbox(product: Product, **query: str) -> dict[str, Any]:
    answer = product.call("GET", "/notifications", query=query)
    assert answer.status == 200, answer.body
    return dict(answer.body)


def titles(page: dict[str, Any]) -> list[str]:
    return [note["title"] for note in page["notifications"]]


def preferences(product: Product) -> dict[str, Any]:
    return dict(product.call("GET", "/notifications/preferences").body)


def test_the_inbox_has_what_a_customer_was_reported_newest_first(product: Product, said: list[str]) -> None:
    page = inbox(product)
    assert (titles(page), page["next"]) == (said, None)
    first = page["notifications"][0]
    assert (first["event"], first["at"], first["read"], first["mail"]) == (
        "goal.achieved",
        "2027-01-10T15:00:00Z",
        False,
        "sent",
    )
    assert first["goal_id"] in {goal["id"] for goal in product.call("GET", "/goals/v1/savings").data}


def test_pages_lead_on_to_the_end_without_a_gap_or_a_double(product: Product, said: list[str]) -> None:
    found: list[str] = []
    after: dict[str, str] = {}
    while True:
        page = inbox(product, items="2", **after)
        found += titles(page)
        if page["next"] is None:
            break
        after = {"after": page["next"]}
    assert found == said


def test_what_was_read_is_marked_and_left_out_of_what_is_unread(product: Product, said: list[str]) -> None:
    first, second, *_ = inbox(product)["notifications"]
    for note in (first, second):
        marked = product.call("PATCH", f"/notifications/{note['id']}", {"read": True})
        assert (marked.status, marked.body) == (200, {**note, "read": True})
    assert titles(inbox(product, unread="true")) == said[2:]
    assert titles(inbox(product, unread="true", items="2")) == said[2:4]
    product.call("PATCH", f"/notifications/{first['id']}", {"read": False})
    assert titles(inbox(product, unread="true")) == [said[0], *said[2:]]
    with product.unchanged():
        assert product.call("PATCH", f"/notifications/{second['id']}", {"read": True}).status == 200


def test_nobody_elses_inbox_is_seen_or_marked(product: Product, said: list[str]) -> None:
    [note, *_] = inbox(product)["notifications"]
    path = f"/notifications/{note['id']}"
    assert product.call("GET", "/notifications", customer=BEN).body == {"notifications": [], "next": None}
    assert product.call("GET", "/notifications", **OTHER_APP).body == {"notifications": [], "next": None}
    assert product.refused("PATCH", path, {"read": True}, customer=BEN).status == 404
    assert product.refused("PATCH", path, {"read": True}, **OTHER_APP).status == 404


@pytest.mark.parametrize("form", ["7", "nothing", "659edd78-0000-8042-a976-d1f2005c3aa4"])
def test_a_notification_that_is_not_there_is_not_found(product: Product, account: str, form: str) -> None:
    assert product.refused("PATCH", f"/notifications/{form}", {"read": True}).status == 404


WRONG_PARAMETERS: list[tuple[dict[str, str], str]] = [
    ({"items": "0"}, "items"),
    ({"items": "101"}, "items"),
    ({"items": "ten"}, "items"),
    ({"after": "2"}, "after"),
    ({"after": "GOAL#1"}, "after"),
    ({"unread": "yes"}, "unread"),
    ({"colour": "blue"}, "colour"),
]


def test_a_wrong_parameter_is_named(product: Product, account: str) -> None:
    with product.unchanged():
        for query, field in WRONG_PARAMETERS:
            answer = product.call("GET", "/notifications", query=query)
            assert (answer.status, list(answer.said)) == (400, [field]), query


def test_without_a_choice_everything_has_its_default(product: Product, account: str) -> None:
    found = preferences(product)
    assert set(found["channels"]) == set(NOTIFIABLE)
    assert found["channels"]["goal.achieved"] == "email"
    assert found["channels"]["goal.milestone.reached"] == "inbox"
    assert (found["language"], found["reminder_days"]) == (None, None)
    assert found["mail"] == {"address_known": True, "stopped": None}


def test_a_choice_takes_the_place_of_the_one_before(product: Product, account: str, mailbox: Mailbox) -> None:
    answer = product.call("PUT", "/notifications/preferences", WANTED)
    assert answer.status == 200
    assert answer.body == preferences(product)
    assert (answer.body["channels"]["goal.achieved"], answer.body["language"]) == ("inbox", "de")
    product.record(product.savings_goal(account), "1200")
    mailbox.receive(mailbox.said("goal.achieved"))
    assert mailbox.post.letters == []
    assert titles(inbox(product)) == ["Sie haben Ihr Ziel „Holiday“ erreicht"]
    again = product.call("PUT", "/notifications/preferences", {}).body
    assert (again["channels"]["goal.achieved"], again["language"], again["reminder_days"]) == ("email", None, None)


def test_what_was_read_may_be_written_back(product: Product, account: str) -> None:
    product.call("PUT", "/notifications/preferences", WANTED)
    found = preferences(product)
    assert product.call("PUT", "/notifications/preferences", found).body == found


def test_reminders_begin_with_the_choice_and_end_with_it(product: Product, account: str) -> None:
    goal = product.savings_goal(account)
    product.call("PUT", "/notifications/preferences", {"reminder_days": 3})
    product.close_all(until="2027-01-29T09:00:00Z")
    product.close_all(until="2027-02-26T09:00:00Z")
    reminded = [item for item in product.items() if item["SK"]["S"].startswith("GOAL#") and "rm" in item]
    assert [item["rm"]["N"] for item in reminded] == ["2"]
    assert product.call("GET", f"/goals/{goal}").status == 200
    product.call("PUT", "/notifications/preferences", {})
    assert all("due_at" not in item for item in product.items() if item["SK"]["S"] == "PREFERENCES")


def test_stopped_mail_starts_again_when_the_customer_says_so(product: Product, account: str, mailbox: Mailbox) -> None:
    mailbox.receive(bounced())
    assert preferences(product)["mail"]["stopped"] == "bounce"
    product.call("PUT", "/notifications/preferences", {"language": "en"})
    assert preferences(product)["mail"]["stopped"] == "bounce"
    product.call("PUT", "/notifications/preferences", {"mail": {"stopped": None}})
    assert preferences(product)["mail"]["stopped"] is None


WRONG_CHOICES: list[tuple[dict[str, Any], str]] = [
    ({"channels": {"goal.achieved": "fax"}}, "channels"),
    ({"channels": {"goal.created": "email"}}, "channels"),
    ({"language": "fr"}, "language"),
    ({"reminder_days": 0}, "reminder_days"),
    ({"reminder_days": 15}, "reminder_days"),
    ({"reminder_days": "3"}, "reminder_days"),
    ({"sound": True}, "sound"),
]


def test_a_wrong_choice_is_named(product: Product, account: str) -> None:
    with product.unchanged():
        for body, field in WRONG_CHOICES:
            answer = product.call("PUT", "/notifications/preferences", body)
            assert answer.status == 400, body
            assert [re.split(r"[./]", name.lstrip("/"))[0] for name in answer.said] == [field]


def test_somebody_in_no_household_has_nothing_to_choose(product: Product, account: str) -> None:
    assert product.refused("GET", "/notifications/preferences", customer=BEN).status == 404
    assert product.refused("PUT", "/notifications/preferences", {}, customer=BEN).status == 404


def test_a_key_makes_one_choice_and_one_answer(product: Product, account: str) -> None:
    key = {"Idempotency-Key": "1"}
    first = product.call("PUT", "/notifications/preferences", WANTED, headers=key)
    product.call("PUT", "/notifications/preferences", {})
    again = product.call("PUT", "/notifications/preferences", WANTED, headers=key)
    assert (again.body, again.headers["Idempotency-Replayed"]) == (first.body, "true")
    assert preferences(product)["language"] is None
    assert product.refused("PUT", "/notifications/preferences", {}, headers=key).status == 422
