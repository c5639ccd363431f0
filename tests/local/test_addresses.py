"""The stack's own addresses: clock, events, health and pages."""

import re
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from html import unescape

import httpx2
import pytest

from contract import openapi
from savings.domain.calendar import add_months
from tests.local.serving import Served
from tests.pages import README, answers, steps


def test_the_clock_is_reported_in_whole_seconds(stack: Served) -> None:
    now = stack.http.get("/_local/clock").json()

    assert now.keys() == {"now"}
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", now["now"])


@pytest.mark.parametrize(
    ("content", "field"),
    [
        ("", "body"),
        ("{", "body"),
        ("[]", "body"),
        ("{}", "now"),
        ('{"now": null}', "now"),
        ('{"now": 5}', "now"),
        ('{"now": "soon"}', "now"),
        ('{"now": "2027-02-01"}', "now"),
        ('{"now": "2027-02-01T00:00:00"}', "now"),
        ('{"now": "2027-02-30T00:00:00Z"}', "now"),
        ('{"now": "9999-12-31T23:59:59Z"}', "now"),
        ('{"now": "1969-12-31T23:59:59Z"}', "now"),
        ('{"now": "2027-02-01T00:00:00Z", "then": 1}', "then"),
        ('{"now": "2027-02-01T00:00:00Z", "by": "P1M"}', "by"),
        ('{"by": "P"}', "by"),
        ('{"by": "P1MT"}', "by"),
        ('{"by": "-P1M"}', "by"),
        ('{"by": 1}', "by"),
        ('{"by": "P9999Y"}', "by"),
    ],
)
def test_a_clock_that_cannot_be_understood_is_refused_and_the_field_named(
    stack: Served, content: str, field: str
) -> None:
    answer = stack.http.put("/_local/clock", content=content)

    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    assert [error["field"] for error in answer.json()["errors"]] == [field]


def test_the_clock_of_a_stack_that_holds_anything_does_not_go_back(stack: Served) -> None:
    stack.household()
    before = stack.http.get("/_local/clock").json()["now"]
    answer = stack.set_clock("2000-01-01T00:00:00Z")

    assert answer.status_code == 409
    assert answer.json()["errors"][0]["field"] == "now"
    assert stack.http.get("/_local/clock").json()["now"] >= before


def test_the_clock_moves_by_a_duration_and_says_what_is_due_next(stack: Served) -> None:
    stack.household()
    then = datetime.fromisoformat(stack.http.get("/_local/clock").json()["now"])
    account = stack.http.get("/accounts").json()["accounts"][-1]["id"]
    plan = {"target_amount": {"value": "120"}, "recurrent_amount": {"value": "10"}}
    stack.http.post("/goals/v1/savings", json={"name": "Boots", "account_id": account, **plan})
    due = stack.http.get("/_local/clock", params={"due": 3}).json()["due"]
    moved = stack.http.put("/_local/clock", json={"by": "P1M1DT1H"}).json()["now"]
    day = add_months(then.date(), 1)
    expected = datetime.combine(day, then.timetz()) + timedelta(days=1, hours=1)

    assert timedelta(0) <= datetime.fromisoformat(moved) - expected < timedelta(minutes=1)
    assert [one["at"] for one in due] == sorted(one["at"] for one in due)
    assert due[0]["kinds"]["goal"] >= 1
    assert datetime.fromisoformat(due[0]["at"]) > then
    assert stack.http.get("/_local/clock", params={"due": "many"}).status_code == 400


def test_events_are_waited_for_and_the_last_ones_can_be_asked_for(stack: Served) -> None:
    stack.household()
    answer = stack.http.get("/_local/events", params={"last": 2}).json()
    assert len(answer["events"]) == 2

    with ThreadPoolExecutor() as pool:
        waiting = pool.submit(httpx2.get, f"{stack.base_url}/_local/events?after={answer['next']}&wait=5", timeout=30)
        stack.household()
        heard = waiting.result().json()

    assert heard["events"][0]["detail-type"] == "household.created"
    assert heard["next"] == answer["next"] + len(heard["events"])
    assert stack.http.get("/_local/events", params={"wait": 6}).status_code == 400


def test_the_clock_takes_any_offset_and_drops_parts_of_a_second(stack: Served) -> None:
    year = int(stack.http.get("/_local/clock").json()["now"][:4]) + 1
    answer = stack.set_clock(f"{year}-01-01T01:00:00.9+01:00")

    assert answer.json()["now"].startswith(f"{year}-01-01T00:00:")


@pytest.mark.parametrize("after", ["-1", "x", "1.5", "", "²", "99999999999999999999"])
def test_events_after_what_is_no_number_are_refused(stack: Served, after: str) -> None:
    answer = stack.http.get("/_local/events", params={"after": after})

    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == "after"


def test_an_event_is_there_as_soon_as_its_request_is_answered(stack: Served) -> None:
    before = len(stack.events())
    family = stack.household()
    events = stack.events(before)

    assert [event["detail-type"] for event in events] == ["household.created", "account.opened", "account.opened"]
    assert {event["source"] for event in events} == {"savings.goals"}
    assert events[0]["detail"]["subject"] == family.household
    assert events[2]["detail"]["subject"] == family.account
    assert events[0]["time"] == events[0]["detail"]["time"]
    assert events[0].keys() == {"source", "detail-type", "time", "detail"}


def test_requests_at_the_same_time_do_not_see_each_others_caller(stack: Served) -> None:
    families = [stack.household() for _ in range(3)]
    headers = {}
    for family in families:
        stack.act_for(family.customer)
        headers[family.customer] = dict(stack.http.headers)
        body = {
            "name": family.customer,
            "account_id": family.account,
            "target_amount": {"value": "3000", "currency": "USD"},
            "recurrent_amount": {"value": "750", "currency": "USD"},
        }
        stack.http.post("/goals/v1/savings", json=body).raise_for_status()

    def names(customer: str) -> list[str]:
        data = stack.http.get("/goals/v1/savings", headers=headers[customer]).json()["data"]
        return [goal["name"] for goal in data]

    with ThreadPoolExecutor(8) as pool:
        asked = [family.customer for family in families] * 30
        assert list(pool.map(names, asked)) == [[customer] for customer in asked]


def test_the_health_says_what_serves(stack: Served) -> None:
    health = stack.http.get("/healthz").json()

    assert health["status"] == "ok"
    assert health["engine"] in {"dynoxide", "dynamodb_local"}


def test_the_document_is_the_one_that_is_published(stack: Served) -> None:
    answer = stack.http.get("/openapi.json")

    assert answer.headers["content-type"] == "application/json"
    assert answer.content == openapi.FILE.read_bytes()


def test_the_pages_load_nothing_from_other_hosts(stack: Served) -> None:
    pages = [stack.http.get(path) for path in ("/start", "/docs")]

    for page in pages:
        assert page.status_code == 200
        assert "default-src 'self'" in page.headers["content-security-policy"]
        for address in re.findall(r'(?:src|href)="([^"]+)"', page.text):
            assert address.startswith(("/", "data:,"))
            if address.startswith("/"):
                assert stack.http.get(address).status_code == 200


def test_an_unknown_asset_is_not_found(stack: Served) -> None:
    assert stack.http.get("/docs/secrets.js").status_code == 404


@pytest.mark.skipif(shutil.which("curl") is None, reason="the start page's calls are made with curl")
def test_the_start_page_has_the_readmes_first_calls_which_work_as_they_stand(stack: Served) -> None:
    calls = re.search(r"<pre>(.*)</pre>", stack.http.get("/start").text, re.DOTALL)
    assert calls is not None
    script = unescape(calls[1])
    assert script == steps(README)[0].script.replace("http://127.0.0.1:8000", stack.base_url)
    done = subprocess.run(["bash", "-euo", "pipefail", "-c", script], check=True, capture_output=True, text=True)

    *_, saving, _, goal = answers(done.stdout)
    assert (goal["name"], goal["current_amount"]) == (saving["data"]["name"], "150.00")
