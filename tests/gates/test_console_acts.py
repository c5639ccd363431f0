"""What a person does in the console, in a real Chromium: each form, what it refuses and the call that it shows."""

import json
import os
import subprocess
import sys
from typing import Any, Final

from playwright.sync_api import Page, expect

from tests.gates.console_page import post
from tests.local.serving import ROOT, Family, Served

_MARKUP: Final = '<img src=x onerror="window.harmed=1"><b>Boots</b>'
_FREE: Final = "none: what is not set aside"


def _goal(served: Served, family: Family, **plan: Any) -> dict[str, Any]:
    body = {"name": "Car", "account_id": family.account, **plan}
    made: dict[str, Any] = post(served, "/goals/v1/savings", body)["data"]
    return made


def _at(family: Family, rest: str) -> str:
    return f"/#/households/{family.household}/people/{family.customer}/{rest}"


def _shown_again(desk: Page, served: Served) -> str:
    """Run the last call as the Python client's code that the page shows; return what it shows as TypeScript."""
    desk.locator("summary", has_text="Last call").click()
    code = desk.get_by_label("The call as code")
    desk.get_by_role("button", name="Python").click()
    environment = {**os.environ, "TOKEN": served.token(), "PYTHONPATH": str(ROOT / "clients" / "python" / "src")}
    subprocess.run([sys.executable, "-c", code.inner_text()], check=True, capture_output=True, env=environment)
    desk.get_by_role("button", name="TypeScript").click()
    shown = code.inner_text()
    desk.locator("summary", has_text="Last call").click()
    return shown


def test_a_household_gets_a_client_a_viewer_and_a_dependant(desk: Page, served: Served) -> None:
    family = served.household()
    address = f"/api/v2/household/{family.household}"
    desk.goto(f"/#/households/{family.household}")
    for role, name, more in (
        ("Client: has accounts and goals", "Tom", {"May": "view and edit the household"}),
        ("Client: has accounts and goals", _MARKUP, {"May": "view the household only"}),
        ("dependant", "Diane", {"Depends on": "Tina Edwards"}),
    ):
        desk.get_by_role("link", name="New person").click()
        desk.get_by_label("Role").select_option(label=role)
        desk.get_by_label("First name").fill(name)
        desk.get_by_label("Last name").fill("Edwards")
        for label, choice in more.items():
            desk.get_by_label(label).select_option(label=choice)
        desk.get_by_role("button", name="Create").click()
        expect(desk.get_by_label("Date of birth")).to_be_focused()
        desk.get_by_label("Date of birth").fill("2001-02-03")
        desk.get_by_role("button", name="Create").click()
        expect(desk.get_by_role("heading", name=f"{name} Edwards")).to_be_visible()
    made = served.http.get(address).json()["data"]
    viewer = next(one["ClientGUID"] for one in made["Clients"] if one["FirstName"] == _MARKUP)
    assert made["Access"] == [{"ClientGUID": viewer, "Level": "view"}]
    assert [one["FirstName"] for one in made["Dependants"]] == ["Diane"]
    assert desk.evaluate("[document.images.length, window.harmed]") == [0, None]


def test_life_events_are_dates_ages_and_what_is_beside_them(desk: Page, served: Served) -> None:
    family = served.household()
    desk.goto(f"/#/households/{family.household}")
    for basis, name, fields in (
        ("on a date", "Wedding", {"When": "2028-06-01"}),
        ("at an age", "Sailing & 'more'", {"Years": "40", "Months": "6"}),
        ("beside another event", "House", {"Years": "2"}),
    ):
        desk.get_by_role("link", name="New life event").click()
        desk.get_by_label("It happens").select_option(label=basis)
        desk.get_by_role("button", name="Create").click()
        expect(desk.get_by_label("Name")).to_have_attribute("aria-invalid", "true")
        desk.get_by_label("Name").fill(name)
        for label, value in fields.items():
            desk.get_by_label(label).fill(value)
        if basis == "beside another event":
            desk.get_by_label("Other event").select_option(label="Wedding")
            desk.get_by_label("Before or after").select_option(label="after it")
        desk.get_by_role("button", name="Create").click()
        expect(desk.get_by_role("heading", name=name)).to_be_visible()
    expect(desk.get_by_text("2 years, 0 months after Wedding")).to_be_visible()
    expect(desk.get_by_text("Tina at 40 years, 6 months")).to_be_visible()
    desk.get_by_role("button", name="Remove: Wedding").click()
    expect(desk.get_by_role("alert")).to_be_visible()
    desk.get_by_role("button", name="Remove: House").click()
    expect(desk.get_by_role("heading", name="House")).to_have_count(0)


def test_a_goal_of_each_kind_is_previewed_as_one_types_and_made(desk: Page, served: Served) -> None:
    family = served.household(value=10_000)
    kinds = {"Savings goal": {"Target amount": "600", "Each period": "50"}} | {
        kind: {"Target amount": "600", "End": "2027-12-31"}
        for kind in ("By a date", "An amount", "Balance of the account", "Free balance")
    }
    kinds["Open-ended"] = {"Each period": "50", "End": "2027-12-31"}
    for kind, plan in kinds.items():
        desk.goto(_at(family, "goals/new"))
        desk.get_by_label("Kind").select_option(label=kind)
        desk.get_by_label("Name").fill(kind)
        desk.get_by_label("Account").select_option(label="Rainy days")
        for label, value in plan.items():
            desk.get_by_label(label, exact=True).fill(value)
        expect(desk.get_by_text("This works.")).to_be_visible()
        desk.get_by_role("button", name="Create").click()
        expect(desk.get_by_role("heading", name=kind, exact=True)).to_be_visible()
        expect(desk.get_by_text(f"{kind} · monthly")).to_be_visible()
    made = served.http.get("/goals").json()
    assert [goal["name"] for goal in made] == [*kinds]


def test_a_plan_is_tried_beside_todays_and_then_changed(desk: Page, served: Served) -> None:
    family = served.household(value=2000)
    goal = _goal(served, family, target_amount={"value": "1200"}, recurrent_amount={"value": "100"})
    desk.goto(_at(family, f"goals/{goal['id']}"))
    table = desk.get_by_role("region", name="What if").get_by_role("table")
    row = table.get_by_role("row")

    desk.get_by_role("button", name="US$110.00 each period").click()
    expect(row.filter(has_text="End").filter(has_text="31 Dec 2027")).to_be_visible()
    desk.get_by_role("button", name="Clear").click()
    expect(table).to_have_count(0)
    desk.get_by_role("button", name="3 months later").click()
    expect(row.filter(has_text="Each period").filter(has_text="US$80.00")).to_be_visible()
    desk.get_by_role("button", name="Skip Feb").click()
    expect(row.filter(has_text="Each period").filter(has_text="US$85.72")).to_be_visible()
    desk.get_by_role("button", name="Clear").click()

    target, each, end = (desk.get_by_label(name, exact=True) for name in ("Target amount", "Each period", "End"))
    target.fill("1.001")
    expect(target).to_have_attribute("aria-invalid", "true")
    target.fill("3000")
    each.fill("100")
    end.fill("2027-12-31")
    expect(desk.get_by_text("This does not add up.").first).to_be_visible()
    desk.get_by_role("button", name="a target of").click()
    expect(table.get_by_role("columnheader", name="Then")).to_be_visible()
    desk.get_by_role("button", name="Change the plan").click()
    expect(desk.get_by_text("until 31 Dec 2027").first).to_be_visible()
    changed = served.http.get(f"/goals/{goal['id']}").json()
    assert (changed["target_amount"], changed["period_amount"], changed["end_date"]) == (
        "1200.00",
        "100.00",
        "2027-12-31",
    )
    shown = _shown_again(desk, served)
    assert 'caller.PATCH("/goals/v1/savings/{goal_id}"' in shown


def test_a_ledger_is_recorded_taken_and_corrected_and_what_may_not_be_is_said(desk: Page, served: Served) -> None:
    family = served.household(value=1000)
    goal = _goal(served, family, target_amount={"value": "600"}, recurrent_amount={"value": "50"})
    desk.goto(_at(family, f"goals/{goal['id']}"))
    amount = desk.get_by_label("Amount", exact=True)
    amount.fill("200")
    desk.get_by_role("button", name="Record").click()
    expect(desk.get_by_role("cell", name="+US$200.00")).to_be_visible()
    amount.fill("50")
    desk.get_by_label("Direction").select_option(label="out of the goal")
    desk.get_by_role("button", name="Record").click()
    expect(desk.get_by_role("cell", name="−US$50.00")).to_be_visible()
    taken = desk.get_by_role("row").filter(has_text="+US$200.00").get_by_role("button", name="Take back")
    taken.click()
    expect(desk.get_by_role("alert")).to_be_visible()
    desk.get_by_role("row").filter(has_text="+US$200.00").get_by_role("button", name="Correct").click()
    desk.get_by_label("Instead of").fill("120")
    desk.get_by_role("button", name="Correct").last.click()
    expect(desk.get_by_role("cell", name="+US$120.00")).to_be_visible()
    desk.get_by_role("row").filter(has_text="−US$50.00").get_by_role("button", name="Take back").click()
    expect(desk.get_by_role("cell", name="−US$50.00")).to_have_count(0)
    assert served.http.get(f"/goals/{goal['id']}").json()["current_amount"] == "120.00"


def test_a_transaction_of_each_kind_moves_money_and_one_is_undone(desk: Page, served: Served) -> None:
    family = served.household(value=1000)
    goal = _goal(served, family, target_amount={"value": "600"}, recurrent_amount={"value": "50"})
    account = f"/accounts/{family.account}"
    other = post(
        served,
        f"/api/v2/household/{family.household}/savings",
        {
            "ClientGUID": family.customer,
            "SavingsDescription": "Pot",
            "SavingsType": 2,
            "Value": 0,
            "ValueDate": "2027-01-01",
        },
    )["data"]["SavingsGUID"]
    own = served.http.get(f"/api/v2/household/{family.household}/savings/{family.account}").json()["data"]
    name = own["SavingsDescription"]
    desk.goto(_at(family, "transactions"))
    for kind, amount, sides, balances in (
        ("Deposit", "40", {"To account": name, "Into goal": "Car"}, (104_000, 0)),
        ("Withdrawal", "15", {"From account": name, "From goal": "Car"}, (102_500, 0)),
        ("Internal", "25", {"From account": name, "From goal": "Car", "To account": "Pot"}, (100_000, 2_500)),
    ):
        desk.get_by_label("Kind").select_option(label=kind)
        desk.get_by_label("Amount").fill(amount)
        for label, choice in sides.items():
            desk.get_by_label(label).select_option(label=choice)
        desk.get_by_label("External id").fill(f"{kind}-{family.account}")
        if kind == "Internal":
            desk.get_by_label("Into goal").select_option(label="Car")
            desk.get_by_role("button", name="Report", exact=True).click()
            expect(desk.get_by_label("Into goal")).to_have_attribute("aria-invalid", "true")
            desk.get_by_label("Into goal").select_option(label=_FREE)
        desk.get_by_role("button", name="Report", exact=True).click()
        expect(desk.get_by_role("row").filter(has_text=f"US${amount}.00").filter(has_text=kind)).to_have_count(1)
        held = tuple(served.http.get(one).json()["account"]["balanceCents"] for one in (account, f"/accounts/{other}"))
        assert held == balances, kind
    desk.get_by_role("row").filter(has_text="Withdrawal").get_by_role("button", name="Undo").click()
    expect(desk.get_by_role("row").filter(has_text="US$15.00")).to_have_count(2)
    assert served.http.get(account).json()["account"]["balanceCents"] == 101_500
    assert served.http.get(f"/goals/{goal['id']}").json()["current_amount"] == "15.00"


def test_preferences_are_chosen_and_kept(desk: Page, served: Served) -> None:
    family = served.household()
    desk.goto(_at(family, "inbox"))
    desk.get_by_role("link", name="Preferences").click()
    desk.get_by_label("A milestone is reached").select_option(label="not at all")
    days = desk.get_by_label("Days before the end of a period")
    days.fill("15")
    desk.get_by_role("button", name="Save").click()
    expect(days).to_have_attribute("aria-invalid", "true")
    days.fill("3")
    desk.get_by_role("main").get_by_label("Language").select_option(label="Deutsch")
    desk.get_by_role("button", name="Save").click()
    expect(days).not_to_have_attribute("aria-invalid", "true")
    expect(days).to_have_value("3")
    kept = served.http.get("/notifications/preferences", headers={"X-Customer-Id": family.customer}).json()
    assert (kept["channels"]["goal.milestone.reached"], kept["language"], kept["reminder_days"]) == ("none", "de", 3)
    assert '.PUT("/notifications/preferences"' in _shown_again(desk, served)


def test_a_saver_is_offered_what_a_saver_may_and_hears_what_may_not_be(desk: Page, served: Served) -> None:
    family = served.household()
    viewer = post(
        served,
        f"/api/v2/household/{family.household}/clients",
        {"FirstName": "Vera", "LastName": "Edwards", "DateOfBirth": "1990-01-01"},
    )["data"]["ClientGUID"]
    home = served.http.get(f"/api/v2/household/{family.household}").json()["data"]
    access = {"Access": [{"ClientGUID": viewer, "Level": "view"}]}
    assert served.http.put(f"/api/v2/household/{family.household}", json={**home, **access}).is_success
    desk.goto("/")
    desk.get_by_role("button", name="Sign out").click()
    desk.get_by_label("Customer").fill(viewer)
    desk.get_by_role("main").get_by_role("button", name="Sign in").click()
    desk.get_by_role("navigation").get_by_role("link", name="Households").click()
    desk.get_by_role("link", name="The Edwards family").click()
    desk.get_by_role("link", name="New person").click()
    expect(desk.get_by_label("Role").get_by_role("option")).to_have_text(["dependant"])
    desk.get_by_label("First name").fill("Diane")
    desk.get_by_label("Last name").fill("Edwards")
    desk.get_by_label("Date of birth").fill("2019-02-28")
    desk.get_by_role("button", name="Create").click()
    expect(desk.get_by_role("alert")).to_contain_text("do not have permission")
    assert json.loads(served.http.get(f"/api/v2/household/{family.household}").text)["data"]["Dependants"] == []
