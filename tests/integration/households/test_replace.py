"""PUT of a household: its settings, who may do what, and whom a change reaches."""

from functools import partial
from typing import Any

import pytest

from savings import ids
from tests import stream
from tests.faults import Faults
from tests.integration.households.home import STRANGER, Home
from tests.product import ANNA, BEN, Product, goal_body

pytestmark = pytest.mark.usefixtures("audited")

SETTINGS = {"TimeZone": "Europe/London", "Currency": "GBP"}


@pytest.fixture
def home(product: Product) -> Home:
    return Home(product, HouseholdLabel="The Grays")


def put(home: Home, **members: Any) -> dict[str, Any]:
    answer = home.call("PUT", "", {**SETTINGS, **members})
    assert answer.status == 200, answer.body
    return dict(answer.data)


def test_the_settings_are_replaced_and_the_people_stay(home: Home) -> None:
    sent = {"HouseholdLabel": "The Greys", "TimeZone": "Asia/Tokyo", "Locale": "ja-JP", "FinalisingDays": 5}
    changed = put(home, **sent)
    assert changed == {**home.data, **sent, "Locale": "ja_JP"}
    assert home.call("GET", "").data == changed


def test_what_is_left_out_has_its_default(home: Home) -> None:
    put(home, HouseholdLabel="The Greys", Locale="de_DE", FinalisingDays=5)
    changed = put(home)
    assert (changed["HouseholdLabel"], changed["Locale"], changed["FinalisingDays"]) == ("", "en_GB", 2)


def test_what_was_read_can_be_sent_back(home: Home) -> None:
    assert put(home, **home.call("GET", "").data) == home.data


def test_the_currency_is_fixed(home: Home) -> None:
    fixed = {"Currency": ["The currency cannot be changed once there is a saving."]}
    assert home.said("PUT", "", {**SETTINGS, "Currency": "EUR"}) == fixed


RULES: list[tuple[dict[str, Any], list[str]]] = [
    ({"TimeZone": "Mars/Olympus"}, ["TimeZone"]),
    ({"Locale": "xx_YY"}, ["Locale"]),
    ({"FinalisingDays": 11}, ["FinalisingDays"]),
    ({"Access": [{"ClientGUID": STRANGER, "Level": "view"}]}, ["Access"]),
    ({"Access": [{"ClientGUID": BEN, "Level": "own"}]}, ["Access.0.Level"]),
    ({"TimeZone": None, "HouseholdLabel": 7}, ["TimeZone", "HouseholdLabel"]),
]


def test_a_broken_rule_is_named(home: Home) -> None:
    for members, said in RULES:
        assert list(home.said("PUT", "", {**SETTINGS, **members})) == said, members


def test_access_is_given_and_taken(product: Product, home: Home) -> None:
    label = {**SETTINGS, "HouseholdLabel": "Ben's"}
    view = [{"ClientGUID": BEN, "Level": "view"}]
    assert put(home, Access=view)["Access"] == view
    assert product.refused("PUT", home.path, label, customer=BEN).status == 403
    assert product.call("GET", home.path, customer=BEN).status == 200
    assert put(home, Access=[{"ClientGUID": BEN, "Level": "edit"}])["Access"] == []
    assert product.call("PUT", home.path, label, customer=BEN).status == 200


def test_whoever_edits_may_leave_themselves_the_view_only(product: Product, home: Home) -> None:
    access = {**SETTINGS, "Access": [{"ClientGUID": ANNA, "Level": "view"}]}
    assert product.call("PUT", home.path, access, customer=ANNA).status == 200
    assert product.refused("PUT", home.path, SETTINGS, customer=ANNA).status == 403
    assert put(home)["Access"] == []


def test_another_zone_and_term_reach_goals_that_are_made_from_now_on(product: Product, home: Home) -> None:
    """It is 8 o'clock on the 11th in Tokyo then. A goal keeps what it was made with."""
    saving = home.saving(JointOwnerClientGUID=BEN)
    plan = {"frequency": "singular", "period_amount": "", "end_date": "2027-02-01"}
    before = product.goal(saving, **plan)["id"]
    put(home, TimeZone="Asia/Tokyo", FinalisingDays=0)
    product.clock.set("2027-01-10T23:00:00Z")
    after = product.goal(saving, **plan)["id"]
    partners = product.call("POST", "/goals", goal_body(saving, **plan), customer=BEN).body
    product.close_all(until="2027-02-01T15:00:00Z")
    shown = [product.call("GET", f"/goals/{goal}").body for goal in (before, after)]
    assert [goal["start_date"] for goal in (*shown, partners)] == ["2027-01-10", "2027-01-11", "2027-01-11"]
    assert [goal["status"] for goal in shown] == ["active", "failed"]


def test_values_are_formatted_in_the_new_locale(home: Home) -> None:
    saving = home.saving(Value=1234.5)
    put(home, Locale="de_DE")
    assert home.call("GET", f"/savings/{saving}").data["FormattedValues"]["Value"] == "1.235\N{NO-BREAK SPACE}£"


def test_a_change_is_reported_with_the_settings(product: Product, home: Home) -> None:
    put(home, TimeZone="Asia/Tokyo", HouseholdLabel="The Greys")
    put(home, TimeZone="Asia/Tokyo", HouseholdLabel="The Grays")
    said = [event for event in stream.events(product.client, product.table_name) if event.name.startswith("household")]
    assert [(event.name, event.sequence) for event in said] == [
        ("household.created", 1),
        ("household.updated", 2),
        ("household.updated", 3),
    ]
    assert said[1].data == {
        "household_id": home.data["HouseholdGUID"],
        "time_zone": "Asia/Tokyo",
        "currency": "GBP",
        "locale": "en_GB",
        "finalising_days": 2,
        "clients": [ANNA, BEN],
    }
    assert "Gr" not in str([event.envelope() for event in said])


def access_zones(product: Product) -> set[str]:
    """The zones that new goals would take over."""
    return {item["zone"]["S"] for item in product.items() if "is_owner" in item}


def test_a_repetition_under_its_key_leaves_later_changes_alone(product: Product, home: Home) -> None:
    """Also what a change writes ahead of itself: the zone of each access to an account."""
    home.saving()
    key = {"Idempotency-Key": "first"}
    there, here = {**SETTINGS, "TimeZone": "Asia/Tokyo"}, SETTINGS
    home.call("PUT", "", there, headers=key)
    assert access_zones(product) == {"Asia/Tokyo"}
    home.call("PUT", "", here)
    with product.unchanged():
        assert home.call("PUT", "", there, headers=key).headers["Idempotency-Replayed"] == "true"
    assert access_zones(product) == {"Europe/London"}


def test_access_that_is_taken_meanwhile_does_not_come_back_with_a_new_zone(
    product: Product, faults: Faults, home: Home
) -> None:
    """Anna's saving becomes Ben's between the moment at which its owners are read and that at which it is written."""
    saving = home.saving()
    passes = partial(home.call, "PUT", f"/savings/{saving}", home.saving_body(ClientGUID=BEN))
    faults.meanwhile("TransactWriteItems", passes)
    put(home, TimeZone="Asia/Tokyo")
    assert faults.are_over
    number = ids.number_in(saving)
    holders = [item["PK"]["S"] for item in product.items() if item["SK"]["S"] == f"ACCOUNT#{number:016d}"]
    assert [holder for holder in holders if "#C#" in holder] == [f"T#demo-app#C#{BEN}"]
    assert access_zones(product) == {"Asia/Tokyo"}
    assert product.refused("POST", "/goals", goal_body(saving)).status == 404
