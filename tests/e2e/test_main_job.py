"""The main job against the deployed template: a family saves, time passes, a period closes, partners hear of it."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx2
import pytest

from infra.app import SERVICE
from savings.domain.calendar import instant
from savings.ids import number_in
from savings.store.keys import due_shard
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


@pytest.fixture(scope="module")
def backend(gateway: httpx2.Client, deployment: Deployment) -> httpx2.Client:
    """The API as the bank's backend calls it."""
    gateway.headers["Authorization"] = f"Bearer {_token(deployment, SCOPES)}"
    gateway.headers["X-Client-Id"] = TENANT
    return gateway


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
    backend: httpx2.Client, partner: Partner, deployment: Deployment
) -> None:
    household = _created(
        backend.post(
            "/api/v2/household",
            json={
                "HouseholdLabel": "Lovelace",
                "TimeZone": ZONE,
                "Currency": "GBP",
                "Clients": [{"FirstName": "Ada", "LastName": "Lovelace", "DateOfBirth": "1985-12-10"}],
            },
        ),
        deployment,
    )
    (ada,) = household["Clients"]
    customer = {"X-Customer-Id": ada["ClientGUID"]}
    saving = _created(
        backend.post(
            f"/api/v2/household/{household['HouseholdGUID']}/savings",
            json={
                "ClientGUID": ada["ClientGUID"],
                "SavingsDescription": "Rainy days",
                "SavingsType": 2,
                "Value": 1000.00,
                "ValueDate": f"{datetime.now(UTC) - timedelta(days=1):%Y-%m-%d}",
            },
        ),
        deployment,
    )
    goal = _created(
        backend.post(
            "/goals/v1/savings",
            headers={**customer, "Idempotency-Key": "one-goal"},
            json={
                "name": "Bicycle",
                "account_id": saving["SavingsGUID"],
                "target_amount": {"value": "600", "currency": "GBP"},
                "recurrent_amount": {"value": "100", "currency": "GBP"},
            },
        ),
        deployment,
    )
    actions = f"/goals/v1/savings/{goal['id']}/actions"
    recorded = [
        _created(backend.post(actions, headers=customer, json=_credit(value)), deployment)
        for value in ("550.50", "49.50")
    ]

    first = _read(backend.get(actions, headers=customer, params={"page_size": 1}), deployment)
    rest = {"page_size": 1, "page_token": first["metadata"]["page_token"]}
    second = _read(backend.get(actions, headers=customer, params=rest), deployment)
    assert [*first["data"], *second["data"]] == recorded
    (saved,) = _read(backend.get("/goals/v1/savings", headers=customer), deployment)["data"]
    assert saved["saved_amount"] == {"currency": "GBP", "value": "600.00"}
    assert partner.hears("household.created", "account.opened", "goal.created", "action.created", "goal.achieved")
    assert partner.hears("notification.sent")
    inbox = _read(backend.get("/notifications", headers=customer), deployment)["notifications"]
    assert {note["goal_id"] for note in inbox} == {goal["id"]}

    _stop_publishing(deployment)
    _created(backend.post(actions, headers=customer, json=_credit("1.00")), deployment)
    delete_stack(deployment, SERVICE)
    make_stack(deployment, SERVICE)
    backend.headers["Host"] = deployment.host()
    assert partner.hears_until(lambda: "601.00" in {_saved(event) for event in partner.details("action.created")})

    deployment.emulator.pass_time(timedelta(days=40))
    _enqueue(deployment)
    assert partner.hears("goal.period.closed")
    closed = partner.details("goal.period.closed")[0]
    assert closed["subject"] == goal["id"]
    periods = _read(backend.get(f"/goals/{goal['id']}/periods", headers=customer), deployment)
    assert (periods[0]["end_date"], periods[0]["current_amount"]) == (closed["data"]["period_end_date"], "601.00")
    integrity = _read(backend.get(f"/goals/{goal['id']}/integrity", headers=customer), deployment)
    assert integrity["holds"], integrity
    assert _audited(deployment, goal["id"]) == 1

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


def _credit(value: str) -> dict[str, Any]:
    return {"amount": {"value": value, "currency": "GBP"}, "credit_debit_indicator": "credit"}


def _token(deployment: Deployment, scope: str) -> str:
    return token(deployment, *bank(deployment), scope)


def _created(answer: httpx2.Response, deployment: Deployment) -> dict[str, Any]:
    assert answer.status_code == 201, "\n".join([answer.text, *deployment.complaints()])
    data: dict[str, Any] = answer.json()["data"]
    return data


def _read(answer: httpx2.Response, deployment: Deployment) -> Any:
    assert answer.status_code == 200, "\n".join([answer.text, *deployment.complaints()])
    return answer.json()


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
