"""Life events: on a date, at an age, or linked to another one; changed and removed unless something depends on them."""

from typing import Any

import pytest

from savings import ids
from tests.integration.households.home import Home
from tests.product import ANNA, BEN, Listener, Product

pytestmark = pytest.mark.usefixtures("audited")

Body = dict[str, Any]

IN_USE = {"success": False, "message": "Validation Error.", "data": {"EventGUID": ["The event guid is in use."]}}
PARTY: Body = {"EventLabel": "Party", "EventBasis": 1, "EventDate": "2040-06-01"}
RETIREMENT: Body = {"EventLabel": "Retirement", "EventBasis": 2, "ClientGUID": ANNA, "AgeYears": 67, "AgeMonths": 6}


@pytest.fixture
def home(product: Product) -> Home:
    return Home(product)


def linked(event: str, **members: Any) -> Body:
    """A body of an event a year and a half before another one."""
    offset = {"OffsetBasis": 1, "OffsetYears": 1, "OffsetMonths": 6}
    return {"EventLabel": "Before", "EventBasis": 3, "LinkedEventGUID": event, **offset, **members}


def made(product: Product, home: Home, body: Body) -> str:
    product.clock.forward(seconds=1)  # ids of one instant meet
    return str(home.made("/events", body)["EventGUID"])


def test_an_event_on_a_date_is_added(home: Home) -> None:
    extras = {"EventType": 3, "EventIcon": "cake", "EventColour": "#aabbcc", "GoalSet": 1, "GoalPriority": 5}
    goals = {"GoalYears1": 2, "GoalAmount1": 1500.5, "GoalYears5": 1000, "GoalAmount5": 0}
    sent = {**PARTY, **extras, **goals}

    answer = home.call("POST", "/events", sent)

    guid = answer.data["EventGUID"]
    assert (answer.status, answer.headers["Location"]) == (201, f"{home.path}/events/{guid}")
    assert answer.data["FormattedValues"] == {
        "EventBasis": "Date",
        "EventDate": "01/06/2040",
        "GoalSet": "Yes",
        "GoalPriority": "Lowest",
        "GoalAmount1": "£1,501",
        "GoalAmount5": "£0",
    }
    assert {name: value for name, value in answer.data.items() if value is not None} == {
        **sent,
        "EventGUID": guid,
        "FormattedValues": answer.data["FormattedValues"],
    }
    assert home.call("GET", f"/events/{guid}").data == answer.data
    assert home.call("GET", "/events").data == [answer.data]


def test_an_event_at_an_age_is_added(home: Home) -> None:
    answer = home.made("/events", {**RETIREMENT, "ClientGUID": ANNA.upper()})
    assert (answer["ClientGUID"], answer["AgeYears"], answer["AgeMonths"]) == (ANNA, 67, 6)
    assert answer["FormattedValues"] == {"EventBasis": "Age", "ClientGUID": "Anna Gray"}


def test_an_event_is_linked_to_another_one(product: Product, home: Home) -> None:
    party = made(product, home, PARTY)
    answer = home.made("/events", linked(party.upper()))
    assert answer["LinkedEventGUID"] == party
    assert answer["FormattedValues"] == {"EventBasis": "Linked", "LinkedEventGUID": "Party", "OffsetBasis": "Before"}
    by_number = home.made("/events", {**linked(party), "LinkedEventGUID": ids.number_in(party)})
    assert by_number["LinkedEventGUID"] == party


def test_formatted_values_are_left_out_on_request(home: Home) -> None:
    plain = {"ExcludeFormattedValues": "1"}
    event = home.made("/events", PARTY, query=plain)
    assert "FormattedValues" not in event
    for query, there in ((plain, False), ({"ExcludeFormattedValues": "0"}, True), (None, True)):
        assert ("FormattedValues" in home.call("GET", f"/events/{event['EventGUID']}", query=query).data) is there
        assert ("FormattedValues" in home.call("GET", "/events", query=query).data[0]) is there
        assert (
            "FormattedValues" in home.call("PUT", f"/events/{event['EventGUID']}", PARTY, query=query).data
        ) is there


def test_events_are_listed_in_the_order_in_which_they_came(product: Product, home: Home) -> None:
    expected = [made(product, home, {**PARTY, "EventLabel": label}) for label in ("Zoe", "Abe", "Kim")]
    assert [event["EventGUID"] for event in home.call("GET", "/events").data] == expected


def test_an_event_is_replaced(product: Product, home: Home) -> None:
    event = made(product, home, {**PARTY, "EventIcon": "cake"})
    answer = home.call("PUT", f"/events/{event}", RETIREMENT)
    assert (answer.status, answer.data["EventLabel"], answer.data["EventIcon"]) == (200, "Retirement", None)
    assert answer.data["EventDate"] is None
    assert home.call("GET", f"/events/{event}").data == answer.data


def test_an_event_on_which_nothing_depends_is_removed(product: Product, home: Home) -> None:
    event = made(product, home, PARTY)
    answer = home.call("DELETE", f"/events/{event}")
    assert (answer.status, answer.body) == (200, {"success": True, "message": "Event deleted."})
    assert home.call("GET", "/events").data == []
    assert home.call("GET", f"/events/{event}").status == 404


def test_an_event_that_another_is_linked_to_cannot_vanish(product: Product, home: Home) -> None:
    party = made(product, home, PARTY)
    before = made(product, home, linked(party))
    answer = product.refused("DELETE", f"{home.path}/events/{party}", customer=None)
    assert (answer.status, answer.body) == (422, IN_USE)
    home.call("PUT", f"/events/{before}", PARTY)
    assert home.call("DELETE", f"/events/{party}").status == 200


@pytest.mark.parametrize("side", ["Start", "End"])
def test_an_event_that_a_contribution_selects_cannot_vanish(product: Product, home: Home, side: str) -> None:
    event, saving = made(product, home, PARTY), home.saving()
    starts = {"StartBasis": 3, "StartDate": "2030-01-01", "EndDate": "2060-01-01"}
    members = {**starts, f"{side}Basis": 4, f"{side}EventGUID": event}
    contribution = home.contribution(saving, **members)["TransactionGUID"]
    assert product.refused("DELETE", f"{home.path}/events/{event}", customer=None).body == IN_USE
    path = f"/savings/{saving}/contributions/{contribution}"
    home.call("PUT", path, home.contribution_body())
    assert home.call("DELETE", f"/events/{event}").status == 200


def test_an_event_that_ends_and_starts_contributions_is_held_by_each_of_them(product: Product, home: Home) -> None:
    event, saving = made(product, home, PARTY), home.saving()
    first = home.contribution(saving, EndBasis=4, EndEventGUID=event)["TransactionGUID"]
    product.clock.forward(seconds=1)
    second = home.contribution(saving, StartBasis=4, StartEventGUID=event)["TransactionGUID"]
    for contribution in (first, second):
        assert home.call("DELETE", f"/events/{event}").status == 422
        home.call("DELETE", f"/savings/{saving}/contributions/{contribution}")
    assert home.call("DELETE", f"/events/{event}").status == 200


def test_an_event_that_a_basis_does_not_select_may_go(product: Product, home: Home) -> None:
    event, saving = made(product, home, PARTY), home.saving()
    sent = home.contribution(saving, EndEventGUID=event, StartEventGUID=event)
    one_off = home.contribution(saving, Frequency=120, EndBasis=4, EndEventGUID=event)
    assert sent["EndEventGUID"] == one_off["EndEventGUID"] == event
    assert home.call("DELETE", f"/events/{event}").status == 200
    kept = home.call("GET", f"/savings/{saving}/contributions/{sent['TransactionGUID']}").data
    assert kept["EndEventGUID"] == event
    assert "EndEventGUID" not in kept["FormattedValues"]


def test_an_event_that_a_change_of_risk_depends_on_cannot_vanish(product: Product, home: Home) -> None:
    event = made(product, home, PARTY)
    risk = {"FutureRiskLevelChange": 1, "FutureRiskLevel": 17, "FutureRiskDateOfChangeBasis": 4}
    body = home.saving_body(SavingsType=7, FutureRiskDateOfChangeEventGUID=event, **risk)
    saving = home.made("/savings", body)["SavingsGUID"]
    assert product.refused("DELETE", f"{home.path}/events/{event}", customer=None).body == IN_USE
    home.call("PUT", f"/savings/{saving}", {**body, "FutureRiskLevelChange": 2})
    assert home.call("DELETE", f"/events/{event}").status == 200


def test_an_event_that_resolves_to_the_past_is_refused(product: Product, home: Home) -> None:
    soon = made(product, home, {**PARTY, "EventDate": "2028-07-10"})
    past = {"LinkedEventGUID": ["The linked event guid must be in the future."]}
    assert home.said("POST", "/events", linked(soon)) == past
    assert home.said("POST", "/events", linked(soon, OffsetMonths=5)) == {}
    assert home.said("POST", "/events", linked(soon, OffsetBasis=2)) == {}


def test_events_cannot_be_linked_in_a_circle(product: Product, home: Home) -> None:
    first = made(product, home, PARTY)
    second = made(product, home, linked(first))
    circle = {"LinkedEventGUID": ["The linked event guid must be in the future."]}
    assert home.said("PUT", f"/events/{first}", linked(first)) == circle
    assert home.said("PUT", f"/events/{first}", linked(second)) == circle


def test_today_is_the_households_day(product: Product) -> None:
    product.clock.set("2027-01-10T12:00:00Z")
    there = Home(product, TimeZone="Pacific/Auckland")
    assert list(there.said("POST", "/events", {**PARTY, "EventDate": "2027-01-11"})) == ["EventDate"]
    assert there.said("POST", "/events", {**PARTY, "EventDate": "2027-01-12"}) == {}


def test_changes_of_events_are_reported_by_the_household(product: Product, home: Home) -> None:
    listener = Listener(product)
    listener.listen()
    names = []
    event = home.made("/events", PARTY)["EventGUID"]
    names += [(said.name, said.sequence) for said in listener.listen()]
    home.call("PUT", f"/events/{event}", {**PARTY, "EventLabel": "Ball"})
    names += [(said.name, said.sequence) for said in listener.listen()]
    home.call("DELETE", f"/events/{event}")
    names += [(said.name, said.sequence) for said in listener.listen()]
    assert names == [("household.updated", number) for number in (2, 3, 4)]


def test_a_client_of_another_household_has_no_age_here(product: Product, home: Home) -> None:
    other = product.household("9a6ab2b7-41a4-4a35-9f6a-1b8c0f7d4a10")["Clients"][0]["ClientGUID"]
    assert list(home.said("POST", "/events", {**RETIREMENT, "ClientGUID": other})) == ["ClientGUID"]
    assert home.said("POST", "/events", {**RETIREMENT, "ClientGUID": BEN}) == {}
