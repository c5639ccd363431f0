"""The main job against the deployed template: a family saves, time passes, a period closes, partners hear of it."""

import json
import re
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import httpx2
import pytest

from infra.app import SERVICE
from savings.domain.calendar import instant
from savings.ids import number_in
from savings.store.keys import due_shard
from savings_goals_client import AccessToken, Client
from savings_goals_client.models import (
    ClientBody,
    CreateAction,
    CreateHousehold,
    CreateSavingsGoal,
    MoneyBody,
    SavingBody,
)
from tests.e2e.deployment import Deployment, delete_stack, make_stack
from tests.e2e.tenants import TENANT, bank, token

pytestmark = pytest.mark.e2e

SCOPES = "savings/goals.read savings/goals.write savings/ledger.write savings/households.read savings/households.write"
ZONE = "Europe/London"


@pytest.fixture(scope="module")
def gateway(deployment: Deployment) -> Iterator[httpx2.Client]:
    """The HTTP API; the emulator distinguishes APIs by their host names."""
    headers = {"Host": deployment.host()}
    with httpx2.Client(base_url=deployment.emulator.url, headers=headers, timeout=30) as client:
        yield client


@pytest.fixture
def backend(gateway: httpx2.Client, deployment: Deployment) -> Iterator[Client]:
    """The API as the bank's backend calls it; a call that fails says what the functions complained of."""
    try:
        yield Client(deployment.emulator.url, AccessToken(_token(deployment, SCOPES), TENANT), http=gateway)
    finally:
        sys.stderr.write("\n".join(deployment.complaints()))


@pytest.fixture(scope="module")
def partner(deployment: Deployment) -> "Partner":
    """A partner that listens to everything on the bus."""
    return Partner(deployment)


class Partner:
    """A queue behind a rule on the bus; remembers every event that it was given."""

    def __init__(self, deployment: Deployment) -> None:
        self._queues = deployment.client("sqs")
        self._url = self._queues.create_queue(QueueName="partner")["QueueUrl"]
        attributes = self._queues.get_queue_attributes(QueueUrl=self._url, AttributeNames=["QueueArn"])["Attributes"]
        bus = deployment.outputs["BusName"]
        rules = deployment.client("events")
        rules.put_rule(Name="partner", EventBusName=bus, EventPattern=json.dumps({"source": ["savings.goals"]}))
        rules.put_targets(Rule="partner", EventBusName=bus, Targets=[{"Id": "partner", "Arn": attributes["QueueArn"]}])
        self.heard: list[dict[str, Any]] = []

    def hears(self, *names: str) -> bool:
        """Listen until an event of each name has come; False when nothing more comes."""
        return self.hears_until(lambda: set(names) <= {event["detail-type"] for event in self.heard})

    def hears_until(self, is_enough: Callable[[], bool]) -> bool:
        """Listen until what has come is enough; False when nothing more comes while five functions may have started."""
        silent = 0
        while not is_enough():
            answer = self._queues.receive_message(QueueUrl=self._url, WaitTimeSeconds=10, MaxNumberOfMessages=10)
            silent = 0 if answer.get("Messages") else silent + 1
            if silent == 5:
                return False
            for message in answer.get("Messages", ()):
                self.heard.append(json.loads(message["Body"]))
                self._queues.delete_message(QueueUrl=self._url, ReceiptHandle=message["ReceiptHandle"])
        return True

    def details(self, name: str) -> list[dict[str, Any]]:
        """Give the details of the events of one name, in the order in which they came."""
        return [event["detail"] for event in self.heard if event["detail-type"] == name]


def test_anybody_gets_the_console_which_knows_where_to_sign_in(gateway: httpx2.Client) -> None:
    page = gateway.get("/console")
    (script,) = re.findall(r'src="(console/[0-9a-f]{16}/app\.js)"', page.text)
    settings = gateway.get("/console/settings.json").json()
    assert settings["authorize"].endswith("/oauth2/authorize")
    assert (
        f"connect-src 'self' {settings['authorize'].removesuffix('/oauth2/authorize')};"
        in (page.headers["content-security-policy"])
    )
    assert gateway.get(f"/{script}").text.startswith("// The console")


def test_a_call_needs_a_token_with_the_routes_scope(gateway: httpx2.Client, deployment: Deployment) -> None:
    reader = _token(deployment, "savings/goals.read")
    calls = {
        "nothing": gateway.get("/goals", headers={"Authorization": ""}),
        "tampered": gateway.get("/goals", headers={"Authorization": f"Bearer {reader[:-4]}AAAA"}),
        "no scope": gateway.post("/goals", headers={"Authorization": f"Bearer {reader}"}, json={}),
    }
    assert {name: answer.status_code for name, answer in calls.items()} == {
        "nothing": 401,
        "tampered": 401,
        "no scope": 403,
    }


def test_a_family_saves_the_service_is_made_anew_time_passes_and_partners_hear_of_it(
    backend: Client, gateway: httpx2.Client, partner: Partner, deployment: Deployment
) -> None:
    ada = ClientBody(first_name="Ada", last_name="Lovelace", date_of_birth=date(1985, 12, 10))
    lovelace = CreateHousehold(household_label="Lovelace", time_zone=ZONE, currency="GBP", clients=[ada])
    household = backend.households.create_household(lovelace).data
    (customer,) = household.clients
    saving = SavingBody(
        client_guid=customer.client_guid,
        savings_description="Rainy days",
        savings_type=2,
        value=Decimal(1000),
        value_date=datetime.now(UTC).date() - timedelta(days=1),
    )
    account = backend.households.create_saving(household.household_guid, saving).data
    hers = backend.acting_for(customer.client_guid)
    bicycle = CreateSavingsGoal(
        name="Bicycle", account_id=account.savings_guid, target_amount=_pounds("600"), recurrent_amount=_pounds("100")
    )
    goal = hers.savings_goals.create_savings_goal(bicycle, idempotency_key="one-goal").data
    recorded = [hers.savings_goals.create_action(goal.id, _credit(value)).data for value in ("550.50", "49.50")]

    assert list(hers.savings_goals.iter_actions(goal.id, page_size=1)) == recorded
    (saved,) = hers.savings_goals.list_savings_goals().data
    assert saved.saved_amount.value == 600
    assert partner.hears("household.created", "account.opened", "goal.created", "action.created", "goal.achieved")
    assert partner.hears("notification.sent")
    assert {note.goal_id for note in hers.notifications.iter_notifications()} == {goal.id}

    _stop_publishing(deployment)
    hers.savings_goals.create_action(goal.id, _credit("1.00"))
    delete_stack(deployment, SERVICE)
    make_stack(deployment, SERVICE)
    gateway.headers["Host"] = deployment.host()
    assert partner.hears_until(lambda: "601.00" in {_saved(event) for event in partner.details("action.created")})

    deployment.emulator.pass_time(timedelta(days=40))
    _enqueue(deployment)
    assert partner.hears("goal.period.closed")
    closed = partner.details("goal.period.closed")[0]
    assert closed["subject"] == goal.id
    periods = hers.goals.list_periods(goal.id)
    assert (str(periods[0].end_date), str(periods[0].current_amount)) == (closed["data"]["period_end_date"], "601.00")
    integrity = hers.goals.check_goal(goal.id)
    assert integrity.holds, integrity
    assert _audited(deployment, goal.id) == 1

    deployment.emulator.pass_time(timedelta(days=400))
    _enqueue(deployment)
    assert partner.hears("goal.finalising", "goal.completed")
    assert len(partner.details("goal.period.closed")) == len(periods)

    _each_event_is_heard_as_it_was_and_none_is_missing(partner)
    assert _kept_dead_letters(deployment) == {}
    assert deployment.complaints() == []


def _each_event_is_heard_as_it_was_and_none_is_missing(partner: Partner) -> None:
    """The new service publishes again what the stream still has: what comes twice is the same."""
    events = {event["detail"]["id"]: event["detail"] for event in partner.heard}
    assert all(event["detail"] == events[event["detail"]["id"]] for event in partner.heard)
    sequences: dict[str, list[int]] = {}
    for event in events.values():
        sequences.setdefault(event["subject"], []).append(int(event["sequence"]))
    for subject, heard in sequences.items():
        assert sorted(heard) == [*range(1, len(heard) + 1)], subject


def _saved(event: dict[str, Any]) -> str:
    return str(event["data"]["current_amount"]["value"])


def _stop_publishing(deployment: Deployment) -> None:
    mapping = deployment.physical_id("Lambda::EventSourceMapping", "PublishChanges")
    deployment.client("lambda").update_event_source_mapping(UUID=mapping, Enabled=False)


def _pounds(value: str) -> MoneyBody:
    return MoneyBody(value=Decimal(value), currency="GBP")


def _credit(value: str) -> CreateAction:
    return CreateAction(amount=_pounds(value), credit_debit_indicator="credit")


def _token(deployment: Deployment, scope: str) -> str:
    return token(deployment, *bank(deployment), scope)


def _enqueue(deployment: Deployment) -> None:
    _invoke(deployment, "Enqueue", {})


def _audited(deployment: Deployment, goal: str) -> int:
    """Return how many goals the auditor proves in the run whose turn the shard of a goal is."""
    shard = int(due_shard(number_in(goal) or 0)[-2:])
    run = _invoke(deployment, "Audit", {"time": instant(datetime.fromtimestamp(60 * shard, UTC)), "minutes": 1})
    return int(run["goals"])


def _invoke(deployment: Deployment, name: str, event: dict[str, Any]) -> dict[str, Any]:
    function = deployment.physical_id("Lambda::Function", name)
    answer = deployment.client("lambda").invoke(FunctionName=function, Payload=json.dumps(event).encode())
    said: dict[str, Any] = json.loads(answer["Payload"].read())
    assert "FunctionError" not in answer, said
    return said


def _kept_dead_letters(deployment: Deployment) -> dict[str, str]:
    queues = deployment.client("sqs")
    count = "ApproximateNumberOfMessages"
    kept = {
        name: queues.get_queue_attributes(QueueUrl=url, AttributeNames=[count])["Attributes"][count]
        for name, url in deployment.physical_ids("SQS::Queue").items()
        if "DeadLetters" in name
    }
    return {name: number for name, number in kept.items() if number != "0"}
