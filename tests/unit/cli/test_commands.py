"""What commands ask, show and end with: exact amounts, words for people, one document for scripts."""

import base64
import json
import stat
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import httpx2
import pytest
from typer.main import get_command

from savings_cli.app import APP
from tests.clients.wires import Wire, said
from tests.unit.cli.conftest import ANNA, STACK, Documented, Ran, Savings

GOAL: Final = "3575455835750400"
PLAN: Final = ("--account", "A", "--target", "1200", "--each", "100", "--by", "2027-12-31")
EVERY: Final[dict[str, tuple[str, ...]]] = {
    "goals list": ("--all",),
    "goals show": (GOAL,),
    "goals make": ("Boat", *PLAN),
    "preview": (*PLAN, "--counts", "credit", "--every", "weekly"),
    "save": (GOAL, "80.50"),
    "take": (GOAL, "80.50"),
    "households list": (),
    "households show": ("H",),
    "accounts list": (),
    "clock": ("next",),
    "events": ("--last", "0"),
    "webhooks create": ("https://bank.example/hook", "--event", "goal.achieved"),
    "webhooks list": (),
    "webhooks rotate": ("1",),
    "webhooks test": ("1",),
    "webhooks enable": ("1",),
    "webhooks deliveries": ("1",),
    "webhooks delete": ("1",),
    "export": ("H",),
    "profiles list": (),
    "profiles add": ("bank", "--base-url", "https://bank.example"),
    "profiles use": ("local",),
    "profiles remove": ("local",),
    "log-in": ("--secret-file", "-"),
    "doctor": (),
}
"""Each command with arguments that it takes; `import` has tests of its own."""


def named(group: Any, before: tuple[str, ...] = ()) -> Iterator[str]:
    """Yield the name of each command that there is."""
    for name, one in group.commands.items():
        if hasattr(one, "commands"):
            yield from named(one, (*before, name))
        else:
            yield " ".join((*before, name))


def test_every_command_answers_people_on_a_narrow_page_without_colour_and_scripts_with_one_document(
    savings: Savings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    assert sorted(EVERY) == sorted(set(named(get_command(APP))) - {"import"})
    for name, arguments in EVERY.items():
        typed = (*name.split(), *arguments, "--customer", ANNA)
        shown = savings(*typed, wire=Documented(), input="secret\n")
        assert (shown.code, shown.err) == (0, ""), name
        assert "\x1b" not in shown.out
        assert bool(shown.out) is (name != "events"), name
        scripted = savings(*typed, "--json", wire=Documented(), input="secret\n")
        assert (scripted.code, scripted.err) == (0, ""), name
        assert name == "events" or isinstance(scripted.document, dict | list)


def goal(**members: Any) -> dict[str, Any]:
    shown = Documented()(httpx2.Request("GET", "https://bank/goals/1")).json()
    return {**shown, **members}


def period(index: int, target: str, amount: str) -> dict[str, Any]:
    dates = {"start_date": f"2027-0{index + 1}-01", "end_date": f"2027-0{index + 1}-28"}
    figures = {"target_amount": target, "current_amount": amount, "required_amount": target}
    return {**goal()["current_period"], "id": index + 1, "index": index, **dates, **figures}


def rows(ran: Ran) -> list[str]:
    return [line.rstrip() for line in ran.out.splitlines()]


def test_goals_are_listed_with_bars_cut_to_what_is_reached_and_those_that_ended_on_demand(savings: Savings) -> None:
    found = [
        goal(id=1, name="Boat [red]", current_amount="999.99", target_amount="1000.00", tracking_status="above"),
        goal(id=2, name="Car", current_amount="0.00", achieved_at=None, status="unstarted"),
        goal(id=3, name="Done", current_amount="1200.00", achieved_at="2027-01-05T09:05:00Z", status="completed"),
    ]
    some = savings("goals", "list", "--customer", ANNA, wire=Wire(said(200, found)))
    assert rows(some)[2:] == [
        "1    Boat [red]   ███████████░  99%   999.99   1000.00   USD   2028-01-04   active, above plan",
        "2    Car          ░░░░░░░░░░░░   0%     0.00   1200.00   USD   2028-01-04   unstarted",
    ]
    every = savings("goals", "list", "--all", "--json", "--customer", ANNA, wire=Wire(said(200, found)))
    assert every.document == found
    assert "No goals" in savings("goals", "list", "--customer", ANNA, wire=Wire(said(200, []))).out


def test_a_goal_is_shown_with_its_periods_drawn_around_today_and_its_latest_actions(savings: Savings) -> None:
    periods = [period(0, "100.00", "100.00"), period(1, "100.00", "250.00"), period(2, "100.00", "0.00")]
    actions = Documented()(httpx2.Request("GET", "https://bank/goals/v1/savings/1/actions")).json()
    taken = {"amount": {"value": "5.00", "currency": "USD"}, "credit_debit_indicator": "debit"}
    actions["data"] = [{**actions["data"][0], **taken, "created_at": "2027-02-03T09:05:00Z"}]
    its = goal(current_period=periods[1], current_amount="350.00", measured_by="actions")
    wire = Wire(said(200, its), said(200, periods), said(200, actions))
    shown = savings("goals", "show", GOAL, "--periods", "2", "--actions", "3", "--customer", ANNA, wire=wire)
    assert wire.requests[2].url.query == b"page_size=3&order=newest"
    archived = Wire(said(200, its), said(200, periods), said(404, {"code_id": "unknown", "message": "No."}))
    assert savings("goals", "show", GOAL, "--json", "--customer", ANNA, wire=archived).document["actions"] == []
    text = rows(shown)
    assert "saved         350.00 of 1200.00 USD" in text
    assert "at this pace  none yet: no period is closed" in text
    assert text[-9:] == [
        "    from         period                      saved   target",
        "───────────────────────────────────────────────────────────",
        "    2027-01-01   █████████                  100.00   100.00",
        ">   2027-02-01   ████████████████████████   250.00   100.00",
        "1 more: --periods 3 draws all.",
        "",
        "when                        saved",
        "─────────────────────────────────",
        "2027-02-03 09:05   out   5.00 USD",
    ]


def test_money_goes_as_it_was_typed_under_the_callers_key_and_the_goal_is_shown_after(savings: Savings) -> None:
    wire = Documented()
    done = savings("take", GOAL, "0.10", "--key", "mine", "--customer", ANNA, wire=wire)
    assert done.code == 0
    assert wire.bodies() == [{"amount": {"value": "0.10"}, "credit_debit_indicator": "debit"}]
    assert wire.headers("Idempotency-Key")[0] == "mine"
    assert "Winter holiday has 25.00 of 1200.00 USD." in done.out
    for text in ("1,000", "1e3", "-5", "£5", "5.", ".5", "NaN", "5 GBP", "٥"):
        nothing = Documented()
        refused = savings("save", "--customer", ANNA, GOAL, "--", text, wire=nothing)
        assert (refused.code, nothing.requests) == (2, []), text


CODES: Final = {400: 1, 401: 3, 403: 3, 404: 4, 409: 1, 422: 1, 429: 5, 500: 5, 503: 5}


def test_a_refusal_says_the_field_the_rule_and_what_helps_and_ends_with_its_code(savings: Savings) -> None:
    body = {
        "operation_id": "o",
        "code_id": "failed_validation",
        "message": "No.",
        "errors": {"amount.value": ["Too much."]},
    }
    for status, code in CODES.items():
        wire = Wire(*[said(status, body, x_request_id="r1")] * 5)
        refused = savings("save", GOAL, "9000", "--customer", ANNA, wire=wire)
        assert (refused.code, refused.out) == (code, ""), status
        assert refused.err.startswith("Error: No.\n  amount.value: Too much.\n  request id: r1\nWhat helps: ")
        scripted = savings("save", GOAL, "9", "--customer", ANNA, "--json", wire=Wire(*[said(status, body)] * 5))
        error = json.loads(scripted.err)["error"]
        assert (error["status"], error["exit_code"], scripted.code, scripted.out) == (status, code, code, "")
        assert error["fields"] == [{"field": "amount.value", "rule": "Too much.", "code": None}]

    lost = savings("save", GOAL, "9", "--customer", ANNA, wire=Wire(*[httpx2.ConnectError("nobody")] * 5))
    assert (lost.code, "It may have been done" in lost.err) == (5, True)
    strange = savings("goals", "list", "--customer", ANNA, wire=Wire(httpx2.Response(200, content=b"<html>")))
    assert (strange.code, "doctor" in strange.err) == (5, True)
    for typed in (("export", "H", "--out", "/nowhere/at/all"), ("log-in", "--secret-file", "/nowhere")):
        misused = savings(*typed, wire=Documented())
        assert (misused.code, "/nowhere" in misused.err) == (2, True)
    assert savings("goals", "list", "--customer", "Ännä", wire=Documented()).code == 2
    nobody = savings("goals", "list")
    assert (nobody.code, "--customer GUID" in nobody.err) == (2, True)


def test_a_plan_that_does_not_add_up_is_shown_beside_each_plan_that_does(savings: Savings) -> None:
    shown = Documented()(httpx2.Request("POST", "https://bank/goals/preview")).json()
    lacking = {
        "feasible": False,
        "goal": None,
        "periods": [],
        "estimate": None,
        "shortfall": {"value": "600.00", "currency": "USD"},
        "alternatives": [
            {"change": "target_date", "value": "2028-05-31"},
            {"change": "recurrent_amount", "value": {"value": "200.00", "currency": "USD"}},
        ],
    }
    planned: dict[str, Any] = {"id": None, "account_id": "A", "name": "Preview", "created_at": "2027-01-05T09:05:00Z"}
    planned |= {
        "target_amount": {"value": "1200.00", "currency": "USD"},
        "saved_amount": {"value": "0", "currency": "USD"},
    }
    first = {"recurrent_amount": {"value": "100.00", "currency": "USD"}, "target_date": "2028-05-31"}
    second = {"recurrent_amount": {"value": "200.00", "currency": "USD"}, "target_date": "2027-12-31"}
    wire = Wire(
        said(200, lacking),
        *[said(200, {**shown, "alternatives": [], "goal": {**planned, **one}}) for one in (first, second)],
    )
    seen = savings("preview", *PLAN, "--customer", ANNA, wire=wire)
    asked, *others = [json.loads(one.content) for one in wire.requests]
    assert asked["target_amount"] == {"value": "1200"}
    assert others == [
        {**asked, "target_date": "2028-05-31"},
        {**asked, "recurrent_amount": {"value": "200.00", "currency": "USD"}},
    ]
    text = rows(seen)
    assert text[0] == "          as asked     other by       other each"
    assert text[4] == "by        2027-12-31   2028-05-31 *   2027-12-31"
    assert text[-1] == "600.00 USD is missing. Each of the others is accepted as it is."

    problem = {"operation_id": "o", "code_id": "failed_validation", "message": "No.", "errors": {}, **lacking}
    refused = savings("goals", "make", "Boat", *PLAN, "--customer", ANNA, wire=Wire(said(400, problem)))
    assert "  possible: --by 2028-05-31\n  possible: --each 200.00\n" in refused.err
    mixed = savings("preview", *PLAN, "--every", "weekly", "--customer", ANNA)
    assert (mixed.code, "--counts" in mixed.err) == (2, True)


def test_the_clock_is_asked_once_so_that_no_second_try_walks_on(savings: Savings) -> None:
    asks: dict[str, Any] = {
        "+1m": {"by": "P1M"},
        "+3h": {"by": "PT3H"},
        "+30min": {"by": "PT30M"},
        "next": {"now": "2027-02-01T00:00:00Z"},
        "2027-03-01": {"now": "2027-03-01T00:00:00Z"},
    }
    for typed, body in asks.items():
        stack = Documented()
        assert savings("clock", typed, wire=stack).code == 0
        assert stack.bodies() == [body]
    clock, count = said(200, STACK["/_local/clock"]), said(200, {"events": [], "next": 0})
    wire = Wire(clock, count, httpx2.ReadTimeout("slow"))
    assert (savings("clock", "+1y", wire=wire).code, len(wire.requests)) == (5, 3)
    assert savings("clock", "+1x", wire=Documented()).code == 2
    elsewhere = savings("clock", wire=Wire(said(404, {"message": "Not Found"})))
    assert (elsewhere.code, "only the local stack" in elsewhere.err) == (4, True)


class UntilCtrlC(Wire):
    """A wire at whose end somebody has had enough."""

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        """Answer, or interrupt."""
        if not self.answers and request.url.path != "/oauth2/token":
            self.requests.append(request)
            raise KeyboardInterrupt
        return super().__call__(request)


def test_events_are_followed_from_the_last_ones_on_a_line_each_until_somebody_stops(savings: Savings) -> None:
    def event(name: str) -> dict[str, Any]:
        data = {"status": "active", "goal_id": "g", "current_amount": {"value": "5.00", "currency": "GBP"}}
        return {"detail-type": name, "time": "2027-01-01T00:00:00Z", "detail": {"subject": "s", "data": data}}

    def pages() -> UntilCtrlC:
        return UntilCtrlC(
            said(200, {"events": [event(name) for name in ("goal.created",) * 3 + ("action.created",)], "next": 12}),
            said(200, {"events": [], "next": 12}),
            said(200, {"events": [event("goal.achieved")], "next": 13}),
        )

    wire = pages()
    seen = savings("events", "--follow", "--last", "2", "--name", "goal.", wire=wire)
    assert seen.code == 130
    assert rows(seen) == [
        f"2027-01-01T00:00:00Z  {name:<24}  s  status=active current_amount=5.00 GBP"
        for name in ("goal.created", "goal.created", "goal.achieved")
    ]
    asked = [one.url.query.decode() for one in wire.requests]
    assert asked == ["last=1000", "after=12&wait=5", "after=12&wait=5", "after=13&wait=5"]
    scripted = savings("events", "--follow", "--last", "2", "--json", wire=pages())
    assert [json.loads(line)["detail-type"] for line in scripted.out.splitlines()] == [
        "goal.created",
        "action.created",
        "goal.achieved",
    ]
    elsewhere = savings("events", "--follow", wire=Wire(said(404, {"message": "Not Found"})))
    assert (elsewhere.code, "savings webhooks create" in elsewhere.err) == (4, True)


def test_an_export_is_its_owners_alone_and_says_whose_goals_it_has_not(savings: Savings, tmp_path: Path) -> None:
    class OnesOwn(Documented):
        def __call__(self, request: httpx2.Request) -> httpx2.Response:
            if request.url.path == "/goals":
                return said(401, {"message": "Unauthorized"})
            return super().__call__(request)

    out = tmp_path / "household.json"
    out.write_text("old")
    done = savings("export", "--out", str(out), "--json", wire=OnesOwn())
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    written = json.loads(out.read_text())
    everybody = [one["ClientGUID"] for one in written["household"]["Clients"]]
    assert everybody == [one["customer"] for one in written["customers"]] == done.document["not_readable"]
    assert {"life_events", "accounts"} <= written.keys()


def token(scope: str, left: int = 3600) -> str:
    claims = {"sub": "app", "scope": scope, "exp": int(time.time()) + left}
    middle = base64.urlsafe_b64encode(json.dumps(claims).encode()).decode().rstrip("=")
    return f"e30.{middle}.sig"


def test_the_doctor_names_what_is_bad_and_the_cure_and_ends_with_1(savings: Savings) -> None:
    every = "goals.read goals.write households.read households.write ledger.write webhooks.read webhooks.write"

    def result(ran: Ran) -> dict[str, str]:
        assert ran.code == int("bad" in {one["result"] for one in ran.document["checks"]})
        assert all(one["cure"] for one in ran.document["checks"] if one["result"] == "bad")
        return {one["name"]: one["result"] for one in ran.document["checks"]}

    def checked(
        *answers: Any, scope: str = every, left: int = 3600, who: tuple[str, ...] = ("--customer", ANNA)
    ) -> Any:
        granted = {"access_token": token(" ".join(f"savings/{one}" for one in scope.split()), left), "expires_in": 60}
        wire = Wire(*answers, tokens=lambda _: said(200, granted))
        return result(savings("doctor", "--json", *who, wire=wire))

    then = "Sun, 22 Nov 2020 08:00:00 GMT"
    home = {"HouseholdGUID": "h", "HouseholdLabel": "Grays", "TimeZone": "UTC", "Currency": "GBP", "Locale": "en_GB"}
    known = said(200, {"success": True, "data": [home]})
    empty = said(200, {"success": True, "data": []})
    version = said(200, {"info": {"version": "0.1.0"}})
    good = dict.fromkeys(("address", "token", "scopes", "version", "customer"), "good")
    assert checked(said(401, {}), version, known) == good
    assert checked(said(401, {}, date=then), version, empty) == {**good, "clock": "bad", "customer": "bad"}
    assert checked(said(401, {}), said(404, {"message": "Not Found"}), scope="goals.read", who=()) == {
        **good,
        "scopes": "note",
        "version": "note",
        "customer": "note",
    }
    assert checked(said(401, {}), version, said(403, {"message": "Forbidden"}), scope="", left=-5) == {
        "address": "good",
        "token": "bad",
        "scopes": "bad",
        "version": "good",
        "customer": "bad",
    }
    assert checked(httpx2.ConnectError("nobody")) == {"address": "bad"}
    refused = Wire(said(401, {}), tokens=lambda _: said(400, {"error": "invalid_client"}))
    assert result(savings("doctor", "--json", wire=refused)) == {"address": "good", "token": "bad"}
