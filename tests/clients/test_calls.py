"""The client's calls, by either driver: keys, tries, tokens, pages, errors, and money to the last digit."""

import ast
import asyncio
import json
import re
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from typing import Any

import httpx2
import pytest

import savings_goals_client as client
from clients import described
from clients.python import generate
from savings_goals_client import families, wire
from savings_goals_client.exchange import Operation
from savings_goals_client.models import CreateGoal, Saving, SavingBody
from tests.clients.wires import Awaited, Sync, Wire, said
from tests.contract.served_code import ROOT

Driver = type[Sync] | type[Awaited]
BUSY = {"message": "Service Unavailable"}
GUID = "06c6b144-3e42-46a2-b491-d86bdcc9598d"
DEPOSIT = {"transaction": {"type": "Deposit"}}


@pytest.fixture(params=[Sync, Awaited])
def driver(request: pytest.FixtureRequest) -> Driver:
    """Each of the two."""
    kind: Driver = request.param
    return kind


def cancelled(number: int, key: str | None = None) -> Callable[[Any], Any]:
    return lambda bank: bank.goals.cancel_goal(number, idempotency_key=key)


def listed(bank: Any) -> Any:
    return bank.goals.list_goals()


def test_a_write_keeps_its_key_through_all_tries_and_each_call_has_its_own(driver: Driver) -> None:
    paper = Wire(
        said(503, BUSY), httpx2.ReadError("broken"), said(429, BUSY, retry_after="7"), said(204), said(204), said(204)
    )
    bank = driver(paper)
    bank.do(cancelled(1))
    first, *others = paper.headers("Idempotency-Key")
    assert first
    assert others == [first] * 3
    assert 0.1 <= paper.slept[0] <= 0.2 <= paper.slept[1] <= 0.4
    assert paper.slept[2:] == [7.0]
    bank.do(cancelled(1))
    bank.do(cancelled(1, key="mine"))
    assert paper.headers("Idempotency-Key")[4] != first
    assert paper.headers("Idempotency-Key")[5] == "mine"


def test_what_only_reads_has_no_key_and_is_tried_again_as_well(driver: Driver) -> None:
    paper = Wire(said(502, BUSY), said(504, BUSY), said(200, []))
    assert driver(paper).do(listed) == []
    assert paper.headers("Idempotency-Key") == [None] * 3


def test_tries_come_to_an_end_and_say_how(driver: Driver) -> None:
    paper = Wire(*[said(503, BUSY, apigw_requestid="r1")] * 5)
    with pytest.raises(client.ServerError) as busy:
        driver(paper).do(listed)
    assert (busy.value.status, busy.value.family, busy.value.request_id) == (503, "gateway", "r1")
    assert len(paper.slept) == 4

    paper = Wire(*[httpx2.ConnectError("nobody there")] * 5)
    with pytest.raises(client.NoAnswer) as lost:
        driver(paper).do(cancelled(1, key="mine"))
    assert (lost.value.idempotency_key, len(paper.requests)) == ("mine", 5)

    paper = Wire(said(429, BUSY, retry_after="3600"))
    with pytest.raises(client.TooManyRequests) as refused:
        driver(paper).do(listed)
    assert (refused.value.retry_after, paper.slept) == ("3600", [])

    paper = Wire(said(500, {"message": "Internal Server Error"}))
    with pytest.raises(client.ServerError):
        driver(paper).do(listed)
    assert paper.slept == []


def test_a_date_to_try_again_at_is_counted_from_the_answers_own(driver: Driver) -> None:
    then, later = "Sun, 22 Nov 2026 08:00:00 GMT", "Sun, 22 Nov 2026 08:00:30 GMT"
    paper = Wire(said(503, BUSY, retry_after=later, date=then), said(503, BUSY, retry_after="soon"), said(200, []))
    driver(paper).do(listed)
    assert paper.slept[0] == 30
    assert paper.slept[1] <= 0.4


def test_a_token_is_got_once_renewed_before_its_end_and_once_after_a_refusal(driver: Driver) -> None:
    paper = Wire(*[said(200, [])] * 3, said(401, {"message": "Unauthorized"}), said(200, []))
    bank = driver(paper)
    bank.do(listed)
    paper.now += 3539
    bank.do(listed)
    paper.now += 1
    bank.do(listed)
    bank.do(listed)
    assert bank.do(lambda bank: bank.access_token()) == "token-3"
    tokens = [str(header).removeprefix("Bearer token-") for header in paper.headers("Authorization")]
    assert tokens == ["1", "1", "2", "2", "3"]

    paper.answers = [said(401, {"message": "Unauthorized"})] * 2
    with pytest.raises(client.Unauthorized):
        bank.do(listed)
    assert paper.tokens == 4


def test_without_a_token_it_says_so_and_one_that_was_given_is_not_renewed(driver: Driver) -> None:
    paper = Wire(tokens=lambda _: said(400, {"error": "invalid_client"}))
    with pytest.raises(client.NoToken, match="invalid_client"):
        driver(paper).do(listed)
    paper = Wire(tokens=lambda _: httpx2.Response(200, content=b"<html>"))
    with pytest.raises(client.NoToken, match="<html>"):
        driver(paper).do(listed)

    paper = Wire(said(401, {"message": "Unauthorized"}))
    with pytest.raises(client.Unauthorized):
        driver(paper, client.AccessToken("theirs", "app")).do(listed)
    assert (paper.tokens, paper.headers("Authorization")) == (0, ["Bearer theirs"])


def test_many_callers_share_one_token() -> None:
    paper = Wire(*(said(200, []) for _ in range(16)))
    start = threading.Barrier(8)
    bank = Sync(paper).client

    def call(_: int) -> None:
        start.wait()
        bank.acting_for(GUID).goals.list_goals()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(call, range(8)))

    async def together(bank: client.AsyncClient) -> None:
        await asyncio.gather(*(bank.goals.list_goals() for _ in range(8)))

    asyncio.run(together(Awaited(paper).client))
    assert paper.tokens == 2


def test_a_call_names_the_app_and_the_customer_and_escapes_what_it_is_given(driver: Driver) -> None:
    paper = Wire(said(200, {"notifications": [], "next": None}), said(404, {"message": "Not Found"}))
    bank = driver(paper)
    bank.do(lambda one: one.acting_for(GUID).notifications.list_notifications(unread=True, items=5))
    with pytest.raises(client.NotFound):
        bank.do(lambda one: one.goals.get_goal("../accounts?x"))
    first, second = paper.requests
    assert str(first.url) == "https://bank/notifications?items=5&unread=true"
    assert (first.headers["X-Client-Id"], first.headers["X-Customer-Id"]) == ("bank", GUID)
    assert second.url.raw_path == b"/goals/..%2Faccounts%3Fx"
    assert "X-Customer-Id" not in second.headers


PERIOD = {
    "id": 1,
    "goal_id": 1,
    "index": 0,
    "start_date": "2027-01-01",
    "end_date": "2027-01-31",
    "target_amount": "10.00",
    "current_amount": "0.00",
    "required_amount": "10.00",
    "tracking_status": "equal",
    "closed_amount": None,
}
ACTION = {
    "id": GUID,
    "amount": {"currency": "GBP", "value": "1.00"},
    "credit_debit_indicator": "credit",
    "created_at": "2027-01-01T00:00:00Z",
}
ACTIONS: dict[str, object] = {"operation_id": "x", "data": [ACTION]}
OF_PAGE: dict[str, object] = {"results": 1, "page_size": 1, "goal_id": GUID}
NOBODY = {"type": "User", "id": GUID}
ACCOUNT = {
    "type": "SharedSavings",
    "id": GUID,
    "user": NOBODY,
    "currency": "GBP",
    "balanceCents": 1,
    "residualCents": 1,
    "sequence": 1,
}


PAGES: list[tuple[list[object], str, Callable[[Any], Any], list[str]]] = [
    (
        [[PERIOD], []],
        '<https://bank/goals/1/periods?limit=1&after=p%2B1>; rel="next"',
        lambda bank: bank.goals.iter_periods(1, limit=1),
        ["limit=1", "limit=1&after=p%2B1"],
    ),
    (
        [
            {**ACTIONS, "metadata": {**OF_PAGE, "page_token": "ab"}},
            {**ACTIONS, "metadata": {**OF_PAGE, "page_token": ""}},
        ],
        "",
        lambda bank: bank.savings_goals.iter_actions(1),
        ["", "page_token=ab"],
    ),
    (
        [
            {"accounts": [ACCOUNT], "meta": {"next_url": "/accounts?items=1&after=q"}},
            {"accounts": [ACCOUNT], "meta": {"next_url": None}},
        ],
        "",
        lambda bank: bank.ledger.iter_accounts(items=1),
        ["items=1", "items=1&after=q"],
    ),
    (
        [{"notifications": [], "next": "n"}, {"notifications": [], "next": None}],
        "",
        lambda bank: bank.notifications.iter_notifications(),
        ["", "after=n"],
    ),
]


@pytest.mark.parametrize(("pages", "link", "call", "asked"), PAGES, ids=["Link", "page_token", "next_url", "next"])
def test_a_list_is_read_to_its_end_however_its_family_pages(
    driver: Driver, pages: list[Any], link: str, call: Callable[[Any], Any], asked: list[str]
) -> None:
    paper = Wire(said(200, pages[0], link=link), said(200, pages[1]))
    found = driver(paper).do(call)
    assert [request.url.query.decode() for request in paper.requests] == asked
    lists = [
        page if isinstance(page, list) else next(x for x in page.values() if isinstance(x, list)) for page in pages
    ]
    assert len(found) == sum(map(len, lists))


def published_refusals() -> list[tuple[str, int, Any]]:
    """Every refusal that docs/errors.md shows: which, its status, its body."""
    page = (ROOT / "docs" / "errors.md").read_text("utf-8")
    found = re.findall(r"<!-- made by the code: ([^>]+) -->\nStatus (\d+):\n\n```json\n(.+?)```", page, re.DOTALL)
    return [(name, int(status), json.loads(body)) for name, status, body in found]


def test_each_published_refusal_is_an_error_with_its_fields() -> None:
    kinds = {400: client.BadRequest, 403: client.Forbidden, 404: client.NotFound, 422: client.Invalid}
    read: dict[str, client.ApiError] = {}
    for name, status, body in published_refusals():
        with pytest.raises(client.ApiError) as refused:
            Sync(Wire(said(status, body, x_request_id="from-header"))).do(listed)
        read[name] = error = refused.value
        assert isinstance(error, kinds.get(status, client.ServerError))
        assert name.startswith(error.family)
        assert error.request_id == body.get("request_id", "from-header")
        assert error.message in str(error)
        assert isinstance(error, client.PlanInfeasible) == ("infeasible" in name)
    fields = {name: [(field.name, field.code) for field in error.fields] for name, error in read.items()}
    assert fields["goals: validation"] == [("name", "too_short"), ("savings", "unknown_member")]
    assert fields["goals: parameter"] == [("status", "unknown_value"), ("X-Customer-Id", "invalid_guid")]
    assert ("transaction.amountCents", None) in fields["ledger: validation"]
    assert fields["savings goals: money that is not there"] == [("amount.value", None)]
    assert fields["households: validation"][0] == ("ClientGUID", None)
    assert read["savings goals: not found, unauthorised"].fields == ()
    infeasible = read["goals: infeasible plan"]
    assert isinstance(infeasible, client.PlanInfeasible)
    assert infeasible.shortfall == "700.00"
    assert infeasible.alternatives[0] == {"change": "period_amount", "value": "240.00"}


@pytest.mark.parametrize(
    "body",
    [{}, {"errors": ["x", {"why": 1}], "message": None}, {"data": {"x": "y"}, "success": 0}, {"errors": {"a": None}}],
)
def test_a_refusal_of_somebody_elses_making_is_an_error_without_fields(body: object) -> None:
    with pytest.raises(client.Forbidden) as refused:
        Sync(Wire(said(403, body))).do(listed)
    assert (refused.value.fields, refused.value.body) == ((), body)


@pytest.mark.parametrize("status", [200, 404, 418])
def test_an_answer_that_is_no_json_of_the_api_is_named_with_how_it_begins(driver: Driver, status: int) -> None:
    with pytest.raises(client.UnreadableAnswer, match=f"{status}.*<html>"):
        driver(Wire(httpx2.Response(status, content=b"<html>Welcome"))).do(listed)
    with pytest.raises(client.UnreadableAnswer, match="list_goals"):
        driver(Wire(said(status, ["no goal"]))).do(listed)


def test_money_and_dates_go_out_and_come_back_to_the_last_digit() -> None:
    goal = CreateGoal(
        name="Bike",
        account_id=GUID,
        tracking_type="credit",
        frequency="monthly",
        target="date",
        target_amount=Decimal("1E+3"),
        end_date=date(2027, 12, 31),
        description=None,
    )
    sent = json.loads(wire.write(goal))
    assert (sent["target_amount"], sent["end_date"], sent["description"]) == ("1000", "2027-12-31", None)
    assert "start_date" not in sent

    largest = Decimal("90071992547409.91")
    saving = SavingBody(
        client_guid=GUID, savings_description="Ü", savings_type=2, value=largest, value_date=date(2027, 1, 1)
    )
    text = wire.write(saving)
    assert '"Value":90071992547409.91' in text
    known = {name: None for name, field in Saving.model_fields.items() if field.is_required()}
    back = Saving.model_validate({**known, **wire.read(text), "SavingsGUID": GUID, "unheard_of": 1})
    assert (back.value, back.savings_description, back.client_guid) == (largest, "Ü", GUID)
    assert wire.write(back).count('"Value":90071992547409.91') == 1


def test_the_package_needs_its_two_dependencies_and_nothing_of_this_project() -> None:
    trees = [ast.parse(path.read_text("utf-8")) for path in generate.PACKAGE.glob("*.py")]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    names = [node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)]
    names += [one.name for node in nodes if isinstance(node, ast.Import) for one in node.names]
    needed = {name.partition(".")[0] for name in names} - sys.stdlib_module_names
    assert needed == {"httpx2", "pydantic", "savings_goals_client"}


def test_every_operation_of_the_document_is_there_for_both_drivers_and_the_files_are_in_step() -> None:
    assert generate.MARK.read_text("utf-8") == generate.mark(), "make it anew: python -m clients.python.generate"
    operations = {one["operationId"] for verbs in described.document()["paths"].values() for one in verbs.values()}
    known = {one.name for one in vars(families).values() if isinstance(one, Operation)}
    assert known == operations
    for name in [name for name in vars(families.Families) if not name.startswith("_")]:
        waiting, awaited = (getattr(kind, name).fget(None) for kind in (families.Families, families.AsyncFamilies))
        assert set(dir(waiting)) == set(dir(awaited))
