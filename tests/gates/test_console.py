"""The console in a real Chromium: what a person does with it, on a phone and on a desk, by day and by night."""

import base64
import gzip
import hashlib
import html
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final, Literal
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Error, FloatRect, Page, Route, expect

from console.handler import FILES, Site
from contract.callers import SAVER_SCOPES
from contract.console import packed
from contract.wiring import CONSOLE
from local.installed import PackageUnavailableError
from local.npm import install
from tests.gates.browser import axe, chromium
from tests.local.serving import ROOT, Family, Served

Recorder = Callable[[str, object], None]
_MARKUP: Final = '<img src=x onerror="window.harmed=1"><b>Boots</b>'
_FIRST_VIEW: Final = 4
"""How much longer than an empty one a full view may take."""
_RULES: Final = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
_LOOKS: Final[dict[str, tuple[int, Literal["dark", "light"], str]]] = {
    "phone": (390, "dark", "de-DE"),
    "desk": (1440, "light", "en-GB"),
}
"""Each view is looked at on a phone by night in German and on a desk by day in English."""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with Served(tmp_path_factory.mktemp("console") / "data") as stack:
        stack.set_clock("2027-01-04T09:00:00Z")
        yield stack


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    try:
        with chromium() as started:
            yield started
    except (Error, PackageUnavailableError) as error:
        pytest.skip(f"NO CHROMIUM RUNS HERE, the console is not driven: {error}")


@pytest.fixture
def desk(browser: Browser, served: Served) -> Iterator[Page]:
    """A page at a desk; at the end nothing may have failed in it, and the policy may have refused nothing."""
    with browser.new_context(viewport={"width": 1440, "height": 900}, base_url=served.base_url) as context:
        page = context.new_page()
        faults = _faults(page)
        yield page
    assert faults == []


def test_a_family_saves_and_a_period_closes_before_ones_eyes(desk: Page, served: Served) -> None:
    desk.goto("/#/households/new")
    desk.get_by_label("Name of the household").fill("The Grays")
    desk.get_by_label("First name").fill("Anna")
    desk.get_by_label("Last name").fill("Gray")
    desk.get_by_role("button", name="Create").click()
    birth = desk.get_by_label("Date of birth")
    expect(birth).to_have_attribute("aria-invalid", "true")
    expect(birth).to_be_focused()
    birth.fill("1988-04-12")
    desk.get_by_role("button", name="Create").click()
    expect(desk.get_by_role("heading", name="The Grays")).to_be_visible()

    desk.get_by_role("link", name="New account").click()
    desk.get_by_label("Name").fill("Rainy days")
    desk.get_by_label("Balance").fill("2500")
    desk.get_by_role("button", name="Create").click()
    expect(desk.get_by_role("link", name="Rainy days")).to_be_visible()

    desk.get_by_role("link", name="New goal").click()
    desk.get_by_label("Name").fill("Car")
    desk.get_by_label("Target amount").fill("1200")
    desk.get_by_label("Each period").fill("10")
    desk.get_by_label("End").fill("2027-12-31")
    expect(desk.get_by_text("This does not add up.")).to_be_visible()
    desk.get_by_role("button", name="each period").click()
    expect(desk.get_by_text("This works.")).to_be_visible()
    desk.get_by_role("button", name="Create").click()
    expect(desk.get_by_role("heading", name="Car", exact=True)).to_be_visible()

    desk.get_by_label("Amount", exact=True).fill("9999")
    desk.get_by_role("button", name="Record").click()
    expect(desk.get_by_label("Amount", exact=True)).to_have_attribute("aria-invalid", "true")
    desk.get_by_label("Amount", exact=True).fill("100")
    desk.get_by_role("button", name="Record").click()
    expect(desk.get_by_role("cell", name="+£100.00")).to_be_visible()
    desk.locator("summary", has_text="Last call").click()
    shown = desk.get_by_label("The call as code")
    curl = shown.inner_text()
    desk.get_by_role("button", name="Python").click()
    python = shown.inner_text()
    environment = {**os.environ, "TOKEN": served.token(), "PYTHONPATH": str(ROOT / "clients" / "python" / "src")}
    for command in (["bash", "-euo", "pipefail", "-c", curl], [sys.executable, "-c", python]):
        subprocess.run(command, check=True, capture_output=True, env=environment)
    desk.locator("summary", has_text="Last call").click()
    expect(desk.get_by_role("cell", name="+£100.00")).to_have_count(3)
    desk.get_by_role("button", name="Check now").click()
    expect(desk.get_by_text("everything holds")).to_be_visible()
    goal = desk.url

    desk.get_by_role("link", name="Time", exact=True).click()
    desk.get_by_role("button", name="A month").click()
    way = desk.get_by_role("region", name="What happened on the way")
    expect(way.get_by_text("1 goal.period.closed")).to_be_visible()
    desk.get_by_role("link", name="Events").click()
    expect(desk.locator("summary", has_text="goal.period.closed")).to_be_visible()
    desk.goto(goal)
    expect(desk.locator("summary", has_text="goal.period.closed")).to_be_visible()
    desk.get_by_label("One-off payment").fill("500")
    expect(desk.get_by_role("columnheader", name="Then")).to_be_visible()


def test_a_sample_family_pays_corrects_and_is_notified(desk: Page) -> None:
    desk.goto("/")
    desk.get_by_role("button", name="Familie Brandt").click()
    expect(desk.get_by_role("heading", name="Familie Brandt")).to_be_visible()
    expect(desk.get_by_text("9.000,00\u00a0€")).to_be_visible()

    desk.get_by_role("link", name="Rücklage", exact=True).click()
    expect(desk.locator(".calendar .paid").first).to_be_visible()
    desk.get_by_role("link", name="Report a transaction").click()
    desk.get_by_label("To account").select_option(label="Rücklage")
    desk.get_by_label("Into goal").select_option(label="Auto")
    desk.get_by_label("Amount").fill("12.345")
    desk.get_by_role("button", name="Report", exact=True).click()
    expect(desk.get_by_label("Amount")).to_have_attribute("aria-invalid", "true")
    desk.get_by_label("Amount").fill("12,34")
    desk.get_by_role("button", name="Report", exact=True).click()
    moved = desk.get_by_role("row").filter(has_text="12,34\u00a0€").filter(has_text="Rücklage · Auto")
    expect(moved).to_have_count(1)
    moved.get_by_role("button", name="Undo").click()
    expect(desk.get_by_role("row").filter(has_text="12,34\u00a0€")).to_have_count(2)

    desk.get_by_role("link", name="Time", exact=True).click()
    desk.get_by_role("button", name="A month").click()
    expect(desk.get_by_role("region", name="What happened on the way")).to_be_visible()
    desk.go_back()
    desk.get_by_role("link", name="Household", exact=True).click()
    desk.get_by_role("link", name="Fahrrad").click()
    desk.get_by_role("button", name="Correct").first.click()
    desk.get_by_label("Instead of").fill("90")
    desk.get_by_role("button", name="Correct").last.click()
    expect(desk.locator("svg .restated")).to_have_count(1)
    desk.get_by_role("link", name="Household", exact=True).click()
    desk.get_by_role("link", name="Notifications").first.click()
    desk.get_by_role("button", name="Mark as read").first.click()
    expect(desk.get_by_text("✓ read")).to_be_visible()


def test_on_aws_a_saver_signs_in_by_a_code_whose_proof_stays_in_the_browser(
    desk: Page, served: Served, tmp_path: Path
) -> None:
    """The function's own package answers at `/console`; the sign-in is at another address."""
    family = served.household()
    asked: dict[str, list[str]] = {}
    ended: dict[str, list[str]] = {}
    console = f"{served.base_url}/console"

    def authorize(route: Route) -> None:
        asked.update(parse_qs(urlsplit(route.request.url).query))
        _lead_to(route, f"{console}?code=once&state={asked['state'][0]}")

    def token(route: Route) -> None:
        form = parse_qs(route.request.post_data or "")
        digest = hashlib.sha256(form["code_verifier"][0].encode()).digest()
        assert base64.urlsafe_b64encode(digest).decode().rstrip("=") == asked["code_challenge"][0]
        assert (form["code"], form["client_id"], "client_secret" in form) == (["once"], ["demo-app"], False)
        granted = {"access_token": served.token(username=family.customer)}
        route.fulfill(json=granted, headers={"access-control-allow-origin": served.base_url})

    def end(route: Route) -> None:
        ended.update(parse_qs(urlsplit(route.request.url).query))
        _lead_to(route, ended["logout_uri"][0])

    desk.route(re.compile(r"/console([/?].*)?$"), _hosted(tmp_path, "https://sign-in.example"))
    for page, answer in (("authorize", authorize), ("token", token)):
        desk.route(f"https://sign-in.example/oauth2/{page}**", answer)
    desk.route("https://sign-in.example/logout**", end)
    desk.goto("/console")
    expect(desk.get_by_text("…/console?client=…")).to_be_visible()
    desk.goto(f"/console?client=demo-app#/households/{family.household}")
    desk.get_by_role("main").get_by_role("button", name="Sign in").click()
    expect(desk.get_by_role("heading", name="The Edwards family")).to_be_visible()

    desk.get_by_role("navigation").get_by_role("link", name="Households").click()
    expect(desk.get_by_role("link", name="The Edwards family")).to_be_visible()
    expect(desk.get_by_role("link", name="New household")).to_have_count(0)
    desk.evaluate(
        "path => { location.hash = path }", f"/households/{family.household}/people/{family.customer}/transactions"
    )
    expect(desk.get_by_text("No transaction yet.")).to_be_visible()
    expect(desk.get_by_role("button", name="Report")).to_have_count(0)

    assert (asked["code_challenge_method"], asked["redirect_uri"]) == (["S256"], [console])
    assert set(asked["scope"][0].split()) == set(SAVER_SCOPES)
    assert "code=" not in desk.url
    assert desk.evaluate("[sessionStorage.length, JSON.stringify(localStorage).includes('ey')]") == [0, False]
    expect(desk.get_by_role("link", name="Time", exact=True)).to_have_count(0)
    desk.get_by_role("button", name="Sign out").click()
    expect(desk.get_by_role("main").get_by_role("button", name="Sign in")).to_be_visible()
    assert ended == {"client_id": ["demo-app"], "logout_uri": [console]}


def _lead_to(route: Route, address: str) -> None:
    """Answer with a page that goes on at once: what follows a redirect cannot be answered here."""
    refresh = f'<meta http-equiv="refresh" content="0; url={html.escape(address)}">'
    route.fulfill(content_type="text/html", body=refresh)


def _hosted(folder: Path, sign_in: str) -> Callable[[Route], None]:
    """Answer as the function `console` does behind the gateway."""
    for name, content in packed(install(CONSOLE)).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    site = Site(folder / CONSOLE / FILES.name, sign_in)

    def answer(route: Route) -> None:
        made = site.answer({"rawPath": urlsplit(route.request.url).path}, None)
        assert made["statusCode"] == 200, route.request.url
        headers = {name: value for name, value in made["headers"].items() if name != "content-encoding"}
        route.fulfill(status=200, headers=headers, body=gzip.decompress(base64.b64decode(made["body"])))

    return answer


@pytest.mark.parametrize("look", _LOOKS)
def test_every_view_keeps_the_rules_of_accessibility(browser: Browser, served: Served, look: str) -> None:
    width, scheme, locale = _LOOKS[look]
    views = _views(served)
    # The rules are put into the page by the test: for that alone the policy is off.
    with browser.new_context(
        viewport={"width": width, "height": 844},
        color_scheme=scheme,
        locale=locale,
        base_url=served.base_url,
        bypass_csp=True,
    ) as context:
        for name, (path, awaited) in views.items():
            page = context.new_page()
            faults = _faults(page)
            page.goto(f"/#{path}")
            expect(page.locator(awaited).first).to_be_visible()
            page.evaluate(axe())
            found = page.evaluate("rules => axe.run(document, {runOnly: rules})", list(_RULES))
            said = [(one["id"], [node["target"] for node in one["nodes"]]) for one in found["violations"]]
            assert said == [], (name, look)
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, f"{name} is too wide"
            _picture(page, f"{name}-{width}")
            page.close()
            assert faults == [], name


def test_names_with_markup_are_shown_as_they_are(desk: Page, served: Served) -> None:
    family = served.household()
    plan = {"target_amount": {"value": "120"}, "recurrent_amount": {"value": "10"}}
    made = _post(served, "/goals/v1/savings", {"name": _MARKUP, "account_id": family.account, **plan})["data"]
    desk.goto(f"/#/households/{family.household}")
    expect(desk.get_by_role("link", name=_MARKUP)).to_be_visible()
    desk.goto(f"/#/households/{family.household}/people/{family.customer}/goals/{made['id']}")
    expect(desk.get_by_role("heading", name=_MARKUP)).to_be_visible()

    assert desk.evaluate(
        "[document.images.length, document.querySelectorAll('main b img, h1 b').length, window.harmed]"
    ) == [0, 0, None]


def test_the_keyboard_reaches_the_content_and_what_opens(desk: Page) -> None:
    desk.goto("/#/events")
    expect(desk.locator("h1")).to_be_visible()
    desk.keyboard.press("Tab")
    expect(desk.get_by_role("link", name="Skip to the content")).to_be_focused()
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("main")).to_be_focused()
    desk.keyboard.press("Tab")
    expect(desk.get_by_role("button", name="Pause")).to_be_focused()
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("button", name="Follow")).to_have_attribute("aria-pressed", "true")


def test_what_is_lost_is_said_and_the_page_goes_on_by_itself(desk: Page) -> None:
    desk.goto("/#/events")
    expect(desk.get_by_role("heading", name="Events")).to_be_visible()
    desk.context.set_offline(True)
    expect(desk.get_by_text("cannot be reached")).to_be_visible(timeout=15_000)
    desk.context.set_offline(False)
    expect(desk.get_by_text("cannot be reached")).to_be_hidden(timeout=15_000)


def test_forty_goals_are_there_almost_at_once(desk: Page, served: Served, record_testsuite_property: Recorder) -> None:
    family = served.household(value=1_000_000)
    for number in range(40):
        plan = {"target_amount": {"value": "1200"}, "recurrent_amount": {"value": "100"}}
        _post(served, "/goals/v1/savings", {"name": f"Goal {number}", "account_id": family.account, **plan})
    path = f"/#/households/{family.household}"
    taken = _best(desk, path, ".cards .goal", 40)
    floor = _floor(desk)
    record_testsuite_property("first view of 40 goals, ms", round(taken))
    record_testsuite_property("first view of an empty form, ms", round(floor))

    assert taken < _FIRST_VIEW * floor


def test_a_goal_of_365_periods_and_10_000_entries_stays_usable(
    desk: Page, served: Served, record_testsuite_property: Recorder
) -> None:
    family = served.household(value=1_000_000)
    path = _long_goal(served, family)
    desk.route("**/actions?**", _ten_thousand_entries)
    taken = _best(desk, path, ".chart svg g", 365)
    record_testsuite_property("first view of 365 periods, ms", round(taken))
    desk.route("**/goals/*", _as_savings_goal)
    desk.goto("about:blank")
    desk.goto(path)
    expect(desk.locator("#ledger")).to_be_visible()
    for number in range(1, 200):
        expect(desk.get_by_role("cell", name=f"+US${50 * number:,}.00", exact=True)).to_be_visible()
        desk.get_by_role("button", name="Later", exact=True).click()
    expect(desk.get_by_role("cell", name="+US$10,000.00", exact=True)).to_be_visible()
    typed = desk.evaluate(_TYPING)
    record_testsuite_property("a key typed beside 10,000 entries, ms", round(typed))

    assert taken < _FIRST_VIEW * _floor(desk)
    assert typed < 300


_TYPING: Final = """async () => {
  const field = document.querySelector("[name=one_off]");
  const from = performance.now();
  field.value = "5";
  field.dispatchEvent(new Event("input", { bubbles: true }));
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  return performance.now() - from;
}"""


def _faults(page: Page) -> list[str]:
    """Have what goes wrong in a page's scripts, and what its policy refuses, written into a list."""
    faults: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if message.type == "error" and "Content Security Policy" in message.text:
            faults.append(message.text)

    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", hear)
    return faults


def _best(page: Page, path: str, selector: str, count: int) -> float:
    """Return the milliseconds from the start of the page to the moment in which the view has all its parts.

    The gates share the machine: it is the best of five.
    """
    best = float("inf")
    for _ in range(5):
        page.goto("about:blank")
        page.goto(path)
        page.wait_for_function(
            "([selector, count]) => document.querySelectorAll(selector).length === count", arg=[selector, count]
        )
        best = min(best, page.evaluate("performance.now()"))
    return best


def _floor(page: Page) -> float:
    """Return the milliseconds of a view that asks for nothing: the same page with an empty form."""
    return _best(page, "/#/households/new", "form", 1)


def _views(served: Served) -> dict[str, tuple[str, str]]:
    """Return the address of each view of a family with something in everything, and what shows that it is there."""
    page_path = "/households"
    family = _lively_family(served)
    person = f"/households/{family.household}/people/{family.customer}"
    goal = served.http.get("/goals").json()[0]["id"]
    return {
        "start": ("/", ".columns"),
        "households": (page_path, ".cards .card"),
        "household": (f"/households/{family.household}", ".goal"),
        "account": (f"{person}/accounts/{family.account}", ".calendar"),
        "goal": (f"{person}/goals/{goal}", ".chart svg g"),
        "transactions": (f"{person}/transactions", "table"),
        "notifications": (f"{person}/inbox", ".card summary"),
        "events": ("/events", ".events"),
        "time": ("/time", "table"),
        "new-household": ("/households/new", "form"),
        "new-account": (f"/households/{family.household}/accounts/new", "form"),
        "new-goal": (f"{person}/goals/new", "form"),
        "new-person": (f"/households/{family.household}/people/new", "form"),
        "new-life-event": (f"/households/{family.household}/events/new", "form"),
        "preferences": (f"{person}/preferences", "form"),
        "nothing": ("/nowhere", "h1"),
    }


def _lively_family(served: Served) -> Family:
    family = served.household(currency="GBP", value=5000)
    plan = {"target_amount": {"value": "1200"}, "target_date": "2028-12-31"}
    made = _post(served, "/goals/v1/savings", {"name": "Car", "account_id": family.account, **plan})["data"]
    entry = {"amount": {"value": "275"}, "credit_debit_indicator": "credit"}
    _post(served, f"/goals/v1/savings/{made['id']}/actions", entry)
    contributions = f"/api/v2/household/{family.household}/savings/{family.account}/contributions"
    moments = {"StartBasis": 3, "StartDate": "2027-03-15", "EndBasis": 3, "EndDate": "2030-03-15"}
    _post(served, contributions, {"TransactionType": 2, "TransactionAmount": 300, "Frequency": 12, **moments})
    deposit = {
        "type": "Deposit",
        "externalId": f"in-{family.account}",
        "userId": family.customer,
        "amountCents": 25_000,
    }
    _post(served, "/transactions", {"transaction": {**deposit, "toAccountId": family.account}})
    assert served.http.put("/_local/clock", json={"by": "P2M"}).status_code == 200
    return family


def _long_goal(served: Served, family: Family) -> str:
    today = served.http.get("/_local/clock").json()["now"][:10]
    year = int(today[:4]) + 1
    plan = {"target": "date", "frequency": "daily", "tracking_type": "credit", "target_amount": "3650"}
    body = {"name": "Every day", "account_id": family.account, **plan}
    end = served.http.post("/goals/preview", json={**body, "end_date": f"{year}{today[4:]}"}).json()["periods"][364][
        "end_date"
    ]
    made = _post(served, "/goals", {**body, "end_date": end})
    return f"/#/households/{family.household}/people/{family.customer}/goals/{made['id']}"


def _as_savings_goal(route: Route) -> None:
    """Have the goal shown with a ledger."""
    answer = route.fetch()
    route.fulfill(response=answer, json={**answer.json(), "measured_by": "actions"})


def _ten_thousand_entries(route: Route) -> None:
    """Answer as the service answers a page of a ledger of 10,000 entries."""
    query = dict(pair.split("=") for pair in route.request.url.partition("?")[2].split("&"))
    start, size = int(query.get("page_token", "0")), int(query["page_size"])
    numbers = range(start, min(start + size, 10_000))
    rows: list[dict[str, Any]] = [
        {
            "id": str(number),
            "amount": {"currency": "USD", "value": f"{number + 1}.00"},
            "credit_debit_indicator": "credit",
            "created_at": "2027-01-04T09:00:00Z",
        }
        for number in numbers
    ]
    more = str(numbers.stop) if numbers.stop < 10_000 else ""
    body = {"data": rows, "metadata": {"results": len(rows), "page_token": more, "page_size": size}}
    route.fulfill(status=200, content_type="application/json", body=json.dumps(body))


def _post(served: Served, path: str, body: dict[str, Any]) -> Any:
    answer = served.http.post(path, json=body)
    assert answer.is_success, answer.text
    return answer.json()


def _picture(page: Page, name: str) -> None:
    """Take the picture of a view where somebody asked for them: `PICTURES=docs/console make gates`."""
    folder = os.environ.get("PICTURES")
    if folder:
        width, height = page.evaluate("[innerWidth, Math.min(1800, document.documentElement.scrollHeight)]")
        part = FloatRect(x=0, y=0, width=width, height=height)
        page.screenshot(path=Path(folder) / f"{name}.jpg", full_page=True, clip=part, type="jpeg", quality=60)
