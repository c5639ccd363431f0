"""The console in a real Chromium: what a person does with it, on a phone and on a desk, by day and by night."""

import base64
import gzip
import hashlib
import html
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page, Route, expect

from console.handler import FILES, Site
from contract.callers import SAVER_SCOPES
from contract.console import packed
from contract.wiring import CONSOLE
from local.npm import install
from tests.gates.console_page import post
from tests.local.serving import ROOT, Served

Recorder = Callable[[str, object], None]
_MARKUP: Final = '<img src=x onerror="window.harmed=1"><b>Boots</b>'


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
    address = f"/api/v2/household/{family.household}"
    home = served.http.get(address).json()["data"]
    assert served.http.put(address, json={**home, "HouseholdLabel": _MARKUP}).is_success
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
    expect(desk.get_by_role("heading", name=_MARKUP)).to_be_visible()

    desk.get_by_role("navigation").get_by_role("link", name="Households").click()
    expect(desk.get_by_role("link", name=_MARKUP)).to_be_visible()
    expect(desk.get_by_role("link", name="New household")).to_have_count(0)
    desk.evaluate(
        "path => { location.hash = path }", f"/households/{family.household}/people/{family.customer}/transactions"
    )
    expect(desk.get_by_text("No transaction yet.")).to_be_visible()
    expect(desk.get_by_role("button", name="Report")).to_have_count(0)

    assert (asked["code_challenge_method"], asked["redirect_uri"]) == (["S256"], [console])
    assert set(asked["scope"][0].split()) == set(SAVER_SCOPES)
    assert "code=" not in desk.url
    assert desk.evaluate("[document.images.length, window.harmed]") == [0, None]
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


def test_names_with_markup_are_shown_as_they_are(desk: Page, served: Served) -> None:
    family = served.household()
    plan = {"target_amount": {"value": "120"}, "recurrent_amount": {"value": "10"}}
    made = post(served, "/goals/v1/savings", {"name": _MARKUP, "account_id": family.account, **plan})["data"]
    desk.goto(f"/#/households/{family.household}")
    expect(desk.get_by_role("link", name=_MARKUP)).to_be_visible()
    desk.goto(f"/#/households/{family.household}/people/{family.customer}/goals/{made['id']}")
    expect(desk.get_by_role("heading", name=_MARKUP)).to_be_visible()

    assert desk.evaluate(
        "[document.images.length, document.querySelectorAll('main b img, h1 b').length, window.harmed]"
    ) == [0, 0, None]
