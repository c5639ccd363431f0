"""Events as a partner's program has them, and webhooks that prove where they come from."""

import json
from decimal import Decimal

import pytest

from savings_goals_client import NotVerified, PlainEvent, WebhookVerifier, parse_event
from savings_goals_client.events import TYPES, GoalCreated
from tests.contract.event_examples import examples

# The vector that Standard Webhooks has published.
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
BODY = b'{"test": 2432232314}'
SENT = 1614265330
HEADERS = {
    "Webhook-Id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
    "webhook-timestamp": str(SENT),
    "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
}
ROTATED = "whsec_" + "QUFB" * 8


def test_every_event_is_of_its_own_type_and_keeps_all_that_it_says() -> None:
    assert len(examples()) == len(TYPES)
    for name, example in examples().items():
        envelope = json.loads(json.dumps(example.envelope()))
        event = parse_event({"source": "savings.goals", "detail-type": name, "detail": envelope})
        assert type(event) is TYPES[envelope["type"]]
        assert event == parse_event(envelope)
        assert (event.id, event.sequence) == (envelope["id"], int(envelope["sequence"]))
        assert set(envelope["data"]) == set(event.data.on_the_wire())
    created = parse_event(examples()["goal.created"].envelope())
    assert isinstance(created, GoalCreated)
    assert isinstance(created.data.target_amount.value, Decimal)


def test_an_event_or_version_that_nobody_knew_is_kept_plain() -> None:
    envelope = examples()["goal.created"].envelope()
    for unknown in ("savings.goals.goal.created.v2", "savings.goals.moon.risen.v1"):
        event = parse_event({**envelope, "type": unknown, "data": {"mood": "good"}})
        assert isinstance(event, PlainEvent)
        assert (event.type, event.data, event.subject) == (unknown, {"mood": "good"}, envelope["subject"])


def test_a_message_is_proven_by_any_of_its_signatures_and_any_of_the_secrets() -> None:
    now = SENT + 300.0
    right = HEADERS["webhook-signature"]
    WebhookVerifier(SECRET, clock=lambda: now).verify(HEADERS, BODY)
    WebhookVerifier(ROTATED, SECRET.removeprefix("whsec_"), clock=lambda: now).verify(HEADERS, BODY)
    several = {**HEADERS, "webhook-signature": f"v2,x v1,{'A' * 44} {right}"}
    WebhookVerifier(SECRET, clock=lambda: SENT - 300.0).verify(several, BODY)

    envelope = json.dumps(examples()["goal.achieved"].envelope()).encode()
    with pytest.raises(NotVerified):
        WebhookVerifier(SECRET, clock=lambda: now).event(HEADERS, envelope)


@pytest.mark.parametrize(
    ("change", "body", "now"),
    [
        ({}, BODY + b" ", SENT),
        ({}, BODY, SENT + 300.5),
        ({}, BODY, SENT - 300.5),
        ({"Webhook-Id": "msg_other"}, BODY, SENT),
        ({"Webhook-Id": ""}, BODY, SENT),
        ({"webhook-timestamp": str(SENT + 1)}, BODY, SENT),
        ({"webhook-timestamp": "²"}, BODY, SENT),
        ({"webhook-signature": ""}, BODY, SENT),
        ({"webhook-signature": HEADERS["webhook-signature"].replace("v1,", "v1a,")}, BODY, SENT),
        ({"webhook-signature": "v1,é"}, BODY, SENT),
    ],
)
def test_a_message_that_was_changed_or_is_too_old_is_not_believed(
    change: dict[str, str], body: bytes, now: float
) -> None:
    with pytest.raises(NotVerified):
        WebhookVerifier(SECRET, clock=lambda: now).verify({**HEADERS, **change}, body)


@pytest.mark.parametrize("secret", ["", "whsec_", "whsec_no base64!"])
def test_a_secret_that_is_none_is_refused_at_once(secret: str) -> None:
    with pytest.raises(ValueError, match="secret"):
        WebhookVerifier(secret)
