"""The Python client: made anew it is what is there; its wheel runs its README; its tasks call every family."""

import asyncio
import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from queue import SimpleQueue
from socket import socket

import pytest

from clients.python import generate
from savings_goals_client import (
    AsyncClient,
    BadRequest,
    Client,
    ClientCredentials,
    Conflict,
    Invalid,
    NotFound,
    NotVerified,
    PlainEvent,
    PlanInfeasible,
    SignedInCustomer,
    Unauthorized,
    WebhookVerifier,
    parse_event,
)
from savings_goals_client.events import GoalAchieved
from savings_goals_client.models import (
    ClientBody,
    CreateAction,
    CreateGoal,
    CreateHousehold,
    CreateSavingsGoal,
    CreateWebhook,
    MoneyBody,
    ReportTransaction,
    SavingBody,
    TransactionBody,
    UpdateAction,
    UpdateGoal,
)
from tests.local.serving import Served
from tests.server import request_of, served

CLIENT = generate.PACKAGE.parents[1]
BANK = ClientCredentials("demo-app", "demo-secret")


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with Served(tmp_path_factory.mktemp("client") / "data") as served:
        yield served


def test_the_generated_files_are_what_the_document_makes() -> None:
    assert {path: path.read_text("utf-8") for path in generate.texts()} == generate.texts()


def test_the_wheel_has_the_package_and_the_readmes_beginning_runs_and_is_typed(stack: Served, tmp_path: Path) -> None:
    build = [sys.executable, "-m", "flit_core.wheel", "--outdir", str(tmp_path)]
    subprocess.run(build, cwd=CLIENT, check=True, capture_output=True)
    [wheel] = tmp_path.glob("savings_goals_client-*-py3-none-any.whl")
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(tmp_path / "installed")
        [about] = [packed.read(name).decode() for name in packed.namelist() if name.endswith("METADATA")]
        assert "savings_goals_client/py.typed" in packed.namelist()
    needs = re.findall(r"^Requires-Dist: ([\w-]+)", about, re.MULTILINE)
    assert sorted(needs) == ["httpx2", "pydantic"]
    assert f"Version: {wheel.name.split('-')[1]}\n" in about

    [first, *_] = re.findall(r"```python\n(.*?)```", (CLIENT / "README.md").read_text("utf-8"), re.DOTALL)
    script = first.replace("http://127.0.0.1:8000", stack.base_url)
    script += "\nimport savings_goals_client\nprint(savings_goals_client.__file__)\n"
    ran = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "PYTHONPATH": str(tmp_path / "installed")},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.stderr == ""
    said, place = ran.stdout.splitlines()
    assert said.startswith("Holiday 150.00 of 1200.00 GBP by ")
    assert place.startswith(str(tmp_path))

    (tmp_path / "mypy.ini").write_text("[mypy]\n")  # as strict as it goes, and no plugin
    (tmp_path / "program.py").write_text(first)
    typed = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "program.py"],
        env={**os.environ, "MYPYPATH": str(tmp_path / "installed")},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert typed.stdout == "Success: no issues found in 1 source file\n"


def pounds(value: str) -> MoneyBody:
    return MoneyBody(value=Decimal(value), currency="GBP")


async def opened(bank: AsyncClient) -> tuple[str, str]:
    """Open a household; return its client and an account with 1,000.25."""
    tina = ClientBody(first_name="Tina", last_name="Edwards", date_of_birth=date(1990, 5, 4))
    household = CreateHousehold(time_zone="Europe/London", currency="GBP", clients=[tina])
    made = (await bank.households.create_household(household, idempotency_key="once")).data
    assert (await bank.households.create_household(household, idempotency_key="once")).data == made
    customer = made.clients[0].client_guid
    saving = SavingBody(
        client_guid=customer,
        savings_description="Savings",
        savings_type=2,
        value=Decimal("1000.25"),
        value_date=date(2020, 1, 1),
    )
    account = (await bank.households.create_saving(made.household_guid, saving)).data
    assert account.value == Decimal("1000.25")
    dearer = account.model_copy(update={"savings_description": "Rainy days"}).on_the_wire()
    changed = (await bank.households.replace_saving(made.household_guid, account.savings_guid, dearer)).data
    assert (changed.savings_description, changed.value) == ("Rainy days", account.value)
    with pytest.raises(Invalid) as refused:
        await bank.households.create_saving(made.household_guid, {"Value": 1})
    assert "ClientGUID" in {field.name for field in refused.value.fields}
    return customer, account.savings_guid


async def save(hers: AsyncClient, account: str) -> str:
    """Plan, save and correct in the savings goals family; return the goal."""
    plan = CreateSavingsGoal(
        name="Boat", account_id=account, target_amount=pounds("100"), target_date=date(2099, 12, 31)
    )
    dear = plan.model_copy(update={"target_amount": pounds("90000"), "recurrent_amount": pounds("1")})
    with pytest.raises(PlanInfeasible) as infeasible:
        await hers.savings_goals.create_savings_goal(dear)
    assert infeasible.value.alternatives
    goal = (await hers.savings_goals.create_savings_goal(plan)).data.id
    actions = [
        CreateAction(amount=pounds(value), credit_debit_indicator="credit") for value in ("10.50", "20", "69.50")
    ]
    *_, last = [await hers.savings_goals.create_action(goal, action) for action in actions]
    await hers.savings_goals.change_action(goal, last.data.id, UpdateAction(amount=pounds("70")))
    with pytest.raises(BadRequest) as refused:
        await hers.savings_goals.create_action(
            goal, CreateAction(amount=pounds("5000"), credit_debit_indicator="credit")
        )
    assert [field.name for field in refused.value.fields] == ["amount.value"]
    amounts = [one.amount.value async for one in hers.savings_goals.iter_actions(goal, page_size=2)]
    assert sum(amounts) == Decimal("100.50")
    return goal


async def book(hers: AsyncClient, customer: str, account: str) -> None:
    """Report transactions, and one a second time with other content."""
    body = TransactionBody(type="Deposit", external_id="d0", user_id=customer, amount_cents=5_00, to_account_id=account)
    for number in range(3):
        one = body.model_copy(update={"external_id": f"d{number}"})
        await hers.ledger.report_transaction(ReportTransaction(transaction=one))
    other = ReportTransaction(transaction=body.model_copy(update={"amount_cents": 6_00}))
    with pytest.raises(Conflict) as twice:
        await hers.ledger.report_transaction(other)
    assert (twice.value.family, twice.value.request_id is not None) == ("ledger", True)
    assert [one.amount_cents async for one in hers.ledger.iter_transactions(items=1)] == [5_00] * 3
    assert (await hers.ledger.get_account(account)).account.balance_cents == 1015_25


async def play(address: str) -> None:
    async with AsyncClient(address, BANK) as bank:
        customer, account = await opened(bank)
        hers = bank.acting_for(customer)
        boat = await save(hers, account)
        await book(hers, customer, account)

        plan = CreateGoal(
            name="Bike",
            account_id=account,
            tracking_type="credit",
            frequency="monthly",
            target="date",
            target_amount=Decimal(1200),
            end_date=date(2099, 12, 31),
        )
        bikes = [await hers.goals.create_goal(plan) for _ in range(3)]
        await hers.goals.update_goal(bikes[0].id, UpdateGoal(name="Old bike"))
        await hers.goals.cancel_goal(bikes[1].id)
        names = [goal.name async for goal in hers.goals.iter_goals(status="active", limit=1)]
        assert names == ["Boat", "Old bike", "Bike"]
        periods = [period.index async for period in hers.goals.iter_periods(bikes[0].id, limit=100)]
        assert periods == list(range(bikes[0].periods_count))
        assert (await hers.goals.preview_goal(plan)).feasible
        assert all([invariant.holds async for invariant in hers.goals.iter_invariants(boat)])
        with pytest.raises(NotFound):
            await hers.goals.get_goal(5)
        with pytest.raises(NotFound) as nowhere:
            await hers.request("GET", "/nowhere")
        assert nowhere.value.family == "gateway"

        await bank.request("PUT", "/_local/clock", body={"by": "PT1M"})
        delivered = (await bank.request("GET", "/_local/events"))["events"]
        events = [parse_event(json.loads(json.dumps(one, default=str))) for one in delivered]
        [achieved] = [event for event in events if isinstance(event, GoalAchieved) and event.subject == boat]
        assert achieved.data.current_amount.value == Decimal("100.00")
        assert [one.goal_id async for one in hers.notifications.iter_notifications(items=1)]

    async with AsyncClient(address, SignedInCustomer(customer, "demo-app", "demo-secret")) as herself:
        assert (await herself.goals.list_goals())[0].name == "Boat"
        with pytest.raises(Unauthorized):
            await herself.acting_for(account).goals.list_goals()


def test_tasks_call_every_family_page_by_page_and_hear_the_events(stack: Served) -> None:
    asyncio.run(play(stack.base_url))


def test_a_webhook_is_registered_tried_and_removed_and_what_it_hears_is_verified(stack: Served) -> None:
    heard: SimpleQueue[bytes] = SimpleQueue()

    def take(connection: socket) -> None:
        heard.put(request_of(connection))
        connection.sendall(b"HTTP/1.1 204 Taken\r\n\r\n")

    with served(take) as receiver, Client(stack.base_url, BANK) as bank:
        wanted = CreateWebhook(url=f"http://127.0.0.1:{receiver.port}/", types=["goal.achieved"])
        webhook = bank.webhooks.create_webhook(wanted)
        assert [bank.webhooks.get_webhook(webhook.id), *bank.webhooks.iter_webhooks()] == [webhook, webhook]
        before = bank.webhooks.get_webhook_keys(webhook.id).current
        assert bank.webhooks.rotate_webhook(webhook.id).rotated_at is not None
        with pytest.raises(Conflict):
            bank.webhooks.rotate_webhook(webhook.id)
        keys = bank.webhooks.get_webhook_keys(webhook.id)
        assert keys.previous == before != keys.current

        bank.webhooks.test_webhook(webhook.id)
        head, _, body = heard.get(timeout=30).partition(b"\r\n\r\n")
        headers = dict(line.split(": ", 1) for line in head.decode().splitlines()[1:])
        events = [WebhookVerifier(key).event(headers, body) for key in (before, keys.current)]
        assert [type(event) for event in events] == [PlainEvent, PlainEvent]
        with pytest.raises(NotVerified):
            WebhookVerifier("whsec_c29tZWJvZHkgZWxzZQ==").event(headers, body)
        delivered = [(one.event, one.event_id) for one in bank.webhooks.iter_deliveries(webhook.id)]
        assert delivered == [("webhook.test", event.id) for event in events[:1]]

        bank.webhooks.enable_webhook(webhook.id)
        bank.webhooks.delete_webhook(webhook.id)
        with pytest.raises(NotFound):
            bank.webhooks.get_webhook(webhook.id)
