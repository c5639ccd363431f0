"""Contributions to a saving: planned, read, planned anew and taken away, under what depends on what."""

from typing import Any

import pytest

from savings import ids
from tests import stream
from tests.integration.households.home import NIL, Home
from tests.product import ANNA, BEN, Product

pytestmark = pytest.mark.usefixtures("audited")

PLAIN = {"ExcludeFormattedValues": "1"}


@pytest.fixture
def home(product: Product) -> Home:
    return Home(product)


@pytest.fixture
def saving(product: Product, home: Home) -> str:
    """Anna's, with 2500.50 in it."""
    made = home.saving()
    product.clock.forward(seconds=1)  # ids of one instant meet
    return made


def listed(home: Home, saving: str) -> list[str]:
    return [one["TransactionGUID"] for one in home.call("GET", f"/savings/{saving}/contributions").data]


def test_a_contribution_is_created(home: Home, saving: str) -> None:
    sent = home.contribution_body(TransactionAmount=5000.1, BackOfficeID=13573, BackOfficeSync=1)

    answer = home.call("POST", f"/savings/{saving}/contributions", sent)

    guid = answer.data["TransactionGUID"]
    place = f"{home.path}/savings/{saving}/contributions/{guid}"
    assert (answer.status, answer.headers["Location"]) == (201, place)
    assert answer.data == {
        **dict.fromkeys(answer.data),
        **sent,
        "BackOfficeID": "13573",
        "TransactionGUID": guid,
        "SavingsGUID": saving,
        "FormattedValues": {
            "EndDate": "01/01/2060",
            "EndBasis": "Specific Date",
            "Frequency": "Paid Monthly",
            "StartBasis": "Current",
            "SavingsGUID": "Rainy days",
            "TransactionType": "Savings Contribution",
            "TransactionAmount": "£5,000",
        },
    }
    assert home.call("GET", f"/savings/{saving}/contributions/{guid}").data == answer.data
    assert home.call("GET", f"/savings/{saving}/contributions").data == [answer.data]


def test_contributions_are_listed_oldest_first_and_by_their_own_saving(
    product: Product, home: Home, saving: str
) -> None:
    other, expected = home.saving(), []
    for _ in range(3):
        expected.append(home.contribution(saving)["TransactionGUID"])
        product.clock.forward(seconds=1)
    assert listed(home, other) == []
    elsewhere = home.contribution(other)["TransactionGUID"]
    assert (listed(home, saving), listed(home, other)) == (expected, [elsewhere])


def test_a_contribution_of_another_saving_is_not_found_here(home: Home, saving: str) -> None:
    other = home.saving()
    contribution = home.contribution(saving)["TransactionGUID"]
    for method, body in (("GET", None), ("PUT", home.contribution_body()), ("DELETE", None)):
        answer = home.call(method, f"/savings/{other}/contributions/{contribution}", body)
        assert (answer.status, answer.body["message"]) == (404, "Contribution not found.")


def test_an_integer_names_a_contribution_as_well_as_a_guid(home: Home, saving: str) -> None:
    contribution = home.contribution(saving)["TransactionGUID"]
    path = f"/savings/{ids.number_in(saving)}/contributions/{ids.number_in(contribution)}"
    assert home.call("GET", path).data["TransactionGUID"] == contribution


def test_formatted_values_are_left_out_on_request(home: Home, saving: str) -> None:
    made = home.contribution(saving)
    path = f"/savings/{saving}/contributions"
    for query, there in ((PLAIN, False), (None, True)):
        assert ("FormattedValues" in home.call("GET", f"{path}/{made['TransactionGUID']}", query=query).data) is there
        assert ("FormattedValues" in home.call("GET", path, query=query).data[0]) is there
        changed = home.call("PUT", f"{path}/{made['TransactionGUID']}", made, query=query)
        assert ("FormattedValues" in changed.data) is there
    assert "FormattedValues" not in home.made(path, home.contribution_body(), query=PLAIN)


def test_a_contribution_is_planned_anew(home: Home, saving: str) -> None:
    made = home.contribution(saving, BackOfficeID="7")
    path = f"/savings/{saving}/contributions/{made['TransactionGUID']}"
    sent = home.contribution_body(Frequency=120, EndBasis=None, EndDate=None, StartBasis=2, StartAge=60)
    answer = home.call("PUT", path, sent)
    assert (answer.status, answer.data["TransactionGUID"]) == (200, made["TransactionGUID"])
    assert {name: answer.data[name] for name in sent} == sent
    assert answer.data["BackOfficeID"] is None
    assert home.call("GET", path).data == answer.data
    assert listed(home, saving) == [made["TransactionGUID"]]


def test_a_contribution_is_taken_away(home: Home, saving: str) -> None:
    contribution = home.contribution(saving)["TransactionGUID"]
    path = f"/savings/{saving}/contributions/{contribution}"
    answer = home.call("DELETE", path)
    assert (answer.status, answer.body) == (200, {"success": True, "message": "Contribution deleted."})
    assert listed(home, saving) == []
    for method, body in (("GET", None), ("PUT", home.contribution_body()), ("DELETE", None)):
        assert home.call(method, path, body).status == 404


def test_the_default_account_takes_no_contributions(product: Product, home: Home) -> None:
    path = f"{home.path}/savings/{home.default}/contributions"
    answer = product.refused("POST", path, home.contribution_body(), customer=None)
    said = {"SavingsGUID": ["The default account cannot have contributions."]}
    assert (answer.status, answer.body) == (422, {"success": False, "message": "Validation Error.", "data": said})
    assert product.call("GET", path, customer=None).data == []


def test_the_default_account_may_be_where_the_money_comes_from(home: Home, saving: str) -> None:
    made = home.contribution(saving, TransactionType=12, LinkedSavingsGUID=home.default)
    assert made["FormattedValues"]["LinkedSavingsGUID"] == "Current Account"


def test_a_transfer_may_come_from_outside_and_from_no_saving_of_others(
    product: Product, home: Home, saving: str
) -> None:
    made = home.contribution(saving, TransactionType=12, LinkedSavingsGUID=NIL)
    assert made["LinkedSavingsGUID"] == NIL
    assert "LinkedSavingsGUID" not in made["FormattedValues"]
    there = Home(product, alone=True, anna="9a6ab2b7-41a4-4a35-9f6a-1b8c0f7d4a10")
    said = home.said_of_contribution(saving, TransactionType=12, LinkedSavingsGUID=there.saving())
    assert said == {"LinkedSavingsGUID": ["The linked savings guid must be in the household."]}


def test_a_linked_saving_is_shown_by_its_name_of_today(home: Home, saving: str) -> None:
    other = home.saving(SavingsDescription="Gold")
    made = home.contribution(saving, TransactionType=12, LinkedSavingsGUID=other)
    home.call("PUT", f"/savings/{other}", home.saving_body(SavingsDescription="Silver"))
    shown = home.call("GET", f"/savings/{saving}/contributions/{made['TransactionGUID']}").data
    assert shown["FormattedValues"]["LinkedSavingsGUID"] == "Silver"


def test_a_link_can_pass_from_one_saving_to_another(home: Home, product: Product, saving: str) -> None:
    first = home.saving()
    product.clock.forward(seconds=1)
    second = home.saving()
    made = home.contribution(saving, TransactionType=12, LinkedSavingsGUID=first)
    path = f"/savings/{saving}/contributions/{made['TransactionGUID']}"
    home.call("PUT", path, home.contribution_body(TransactionType=12, LinkedSavingsGUID=second))
    assert home.call("DELETE", f"/savings/{first}").status == 200
    assert home.call("DELETE", f"/savings/{second}").status == 422


def test_the_life_of_a_contribution_is_reported_in_one_sequence(product: Product, home: Home, saving: str) -> None:
    """With amounts, dates and codes, and without names."""
    later = {"StartBasis": 3, "StartDate": "2027-02-01"}
    made = home.contribution(saving, TransactionType=12, LinkedSavingsGUID=home.default, **later)
    path = f"/savings/{saving}/contributions/{made['TransactionGUID']}"
    home.call("PUT", path, home.contribution_body(TransactionAmount=0.01, Frequency=26, **later))
    home.call("DELETE", path)
    events = stream.events(product.client, product.table_name)
    stream.prove_sequences(events)
    said = [event for event in events if event.subject == made["TransactionGUID"]]
    assert [event.name for event in said] == ["contribution.created", "contribution.updated", "contribution.deleted"]
    assert said[0].data == {
        "contribution_id": made["TransactionGUID"],
        "account_id": saving,
        "household_id": home.data["HouseholdGUID"],
        "transaction_type": 12,
        "frequency": 12,
        "amount": {"currency": "GBP", "value": "100.00"},
        "percentage_hundredths": None,
        "linked_account_id": home.default,
        "start_date": "2027-02-01",
        "end_date": "2060-01-01",
    }
    assert said[1].data["amount"] == {"currency": "GBP", "value": "0.01"}
    assert said[1].data["linked_account_id"] is None
    assert "Rainy" not in str([event.envelope() for event in said])


def test_a_contribution_takes_its_dates_from_whose_age_counts(product: Product, home: Home, saving: str) -> None:
    """Anna, who owns the saving, is 60 in April 2048; Ben, the second client, in June 2050."""
    ages: dict[str, Any] = {"Frequency": 120, "EndBasis": None, "EndDate": None, "StartAge": 60}
    home.contribution(saving, StartBasis=2, **ages)
    product.clock.forward(seconds=1)
    home.contribution(saving, StartBasis=7, **ages)
    said = [event for event in stream.events(product.client, product.table_name) if event.name.startswith("contrib")]
    assert [event.data["start_date"] for event in said] == ["2048-04-12", "2050-06-30"]


def test_dates_follow_a_new_owner(product: Product, home: Home, saving: str) -> None:
    """Plans that depend on an age are reported anew; those on dates are not."""
    ages: dict[str, Any] = {"Frequency": 120, "EndBasis": None, "EndDate": None, "StartAge": 60}
    by_age = home.contribution(saving, StartBasis=2, **ages)["TransactionGUID"]
    product.clock.forward(seconds=1)
    home.contribution(saving, StartBasis=3, StartDate="2048-01-01")
    home.call("PUT", f"/savings/{saving}", home.saving_body(ClientGUID=BEN))
    said = [event for event in stream.events(product.client, product.table_name) if event.name.endswith("ion.updated")]
    assert [(event.subject, event.data["start_date"]) for event in said] == [(by_age, "2050-06-30")]
    home.call("PUT", f"/savings/{saving}", home.saving_body(ClientGUID=ANNA))
    shown = home.call("GET", f"/savings/{saving}/contributions").data
    assert [one["StartAge"] for one in shown] == [60, None]


def test_contributions_leave_balance_and_goals_alone(product: Product, home: Home, saving: str) -> None:
    """They are plans: what is paid is reported, or stated as the saving's value."""
    goal = product.goal(saving, target="current_balance", target_amount="9000.00")["id"]
    home.contribution(saving)
    product.close_all(until="2027-03-15T00:00:00Z")
    assert home.call("GET", f"/savings/{saving}").data["Value"] == 2500.5
    assert product.call("GET", f"/goals/{goal}").body["current_amount"] == "2500.50"


def test_a_current_start_stays_the_day_on_which_it_was_said(product: Product, home: Home, saving: str) -> None:
    """Payments planned on the 10th stay on the 10th when what was read is sent back on the 5th of another month."""
    made = home.contribution(saving)
    place = f"/savings/{saving}/contributions/{made['TransactionGUID']}"
    product.clock.set("2027-02-05T10:00:00Z")
    home.call("PUT", place, home.call("GET", place).data)
    projected = product.call(
        "GET", f"{home.path}/savings/{saving}/projection", query={"until": "2027-03-31"}, customer=None
    )
    assert [payment["Date"] for payment in projected.data["Payments"]] == ["2027-02-10", "2027-03-10"]
