"""Deliveries to webhooks: each event reaches who chose it, at least once, whatever other partners do."""

import json
from base64 import b64decode
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hmac import compare_digest, digest
from pathlib import Path
from typing import Any

import pytest

from local.engine import Engine
from savings.domain.events import Event
from savings.domain.webhook import DeliveryOutcome
from savings.https.posting import Answer
from savings.store import webhooks
from savings.store.table import Table
from savings.usecases import webhook_keys
from scheduler.deliver import AT_ONCE
from tests.faults import Died
from tests.integration.scheduler.partners import DOWN, TAKEN, Call, Partners, always, numbered, takes
from tests.product import Meter, SetClock
from tests.wire import Wire

ROOT = Path(__file__).parents[3]
START = datetime(2027, 1, 29, 13, tzinfo=UTC)
EVENT = Event(
    "goal.achieved", "bank", "659edd78-0000-8042-a976-d1f2005c3aa4", 1, START, {"goal_number": 3575455835750400}
)


@pytest.fixture
def wire(engine: Engine) -> Wire:
    return Wire(engine.endpoint)


@pytest.fixture
def partners(wire: Wire, table_name: str) -> Partners:
    return Partners(Table(wire, table_name), SetClock(START))


def verified(call: Call, key: str) -> bool:
    """Whether a call is signed with a key, in the words of the specification."""
    content = f"{call.event}.{call.headers['webhook-timestamp']}.".encode() + call.body
    own = digest(b64decode(key.removeprefix("whsec_")), content, "sha256")
    signatures = [one.removeprefix("v1,") for one in call.headers["webhook-signature"].split(" ")]
    return any(compare_digest(own, b64decode(one)) for one in signatures)


def test_an_event_goes_to_each_webhook_that_chose_it_and_to_no_other(partners: Partners) -> None:
    partners.webhook("all.example")
    partners.webhook("achieved.example", types=frozenset({"goal.achieved"}))
    partners.webhook("created.example", types=frozenset({"goal.created"}))
    partners.webhook("other.example", owner="other")
    partners.webhook("adviser.example", owner=None, tenants=frozenset({"bank", "third"}))
    partners.webhook("broker.example", owner=None, tenants=frozenset({"other"}))
    partners.webhook("archive.example", owner=None)
    disabled = partners.webhook("disabled.example")
    partners.table.write([webhooks.disable(disabled, "failing")])
    partners.publish(EVENT)
    partners.call()
    heard = {"all.example", "achieved.example", "adviser.example", "archive.example"}
    assert Counter(call.host for call in partners.calls) == dict.fromkeys(heard, 1)
    assert {call.event for call in partners.calls} == {EVENT.id}
    assert partners.queue.bodies() == []


def test_what_is_sent_is_the_cloud_event_signed_with_its_id_and_by_both_keys_of_a_rotation(partners: Partners) -> None:
    webhook = partners.webhook("bank.example")
    partners.publish(EVENT)
    partners.call()
    old = webhook_keys.read(partners.runtime, webhook).current
    webhook_keys.rotate(partners.runtime, webhook)
    partners.table.write([webhooks.rotate(webhook, partners.clock.now())])
    for wait in (timedelta(minutes=1), timedelta(days=1)):
        partners.clock.instant += wait
        partners.publish(*numbered(EVENT, [2 + wait.days]))
        partners.call()
    new = webhook_keys.read(partners.runtime, partners.now(webhook) or webhook).current
    before, after, later = partners.of("bank.example")
    assert before.headers["Content-Type"] == "application/cloudevents+json"
    assert before.body.decode() == json.dumps(EVENT.envelope(), separators=(",", ":"))
    assert before.headers["webhook-timestamp"] == str(int(START.timestamp()))
    assert [verified(before, key) for key in (old, new)] == [True, False]
    assert [verified(after, key) for key in (old, new)] == [True, True]
    assert [verified(later, key) for key in (old, new)] == [False, True]
    first = partners.log(webhook)[-1]
    assert (first.event, first.outcome, first.attempts, first.answer) == ("goal.achieved", "delivered", 1, "204")


def test_a_webhook_hears_whatever_is_published_after_it_was_made(partners: Partners) -> None:
    partners.publish(EVENT)
    partners.call()
    partners.clock.pace = timedelta(milliseconds=1)
    partners.webhook("bank.example")
    partners.publish(*numbered(EVENT, [2]))
    partners.call()
    assert len(partners.of("bank.example")) == 1


def test_a_delivery_that_fails_comes_again_for_a_day_with_the_same_id_and_is_then_put_aside(partners: Partners) -> None:
    webhook = partners.webhook("bank.example", always(Answer(500, "500")))
    partners.publish(EVENT)
    partners.call()
    partners.walk(hours=30)
    calls = partners.of("bank.example")
    assert {(call.event, call.body) for call in calls} == {(EVENT.id, calls[0].body)}
    assert len({call.headers["webhook-timestamp"] for call in calls}) == len(calls)
    after = [call.at - START for call in calls]
    planned = [0, 5, 305, 2105, 9305, 27305, 56105, 84905]
    assert all(0.88 * plan <= at.total_seconds() <= plan + 1000 for plan, at in zip(planned, after, strict=True))
    [letter] = partners.letters()
    assert letter["webhook"] == {"owner": "bank", "id": webhook.id}
    assert letter["event"]["id"] == EVENT.id
    assert letter["given_up"] == {"attempts": 8, "answer": "500"}
    [kept] = partners.log(webhook)
    assert (kept.outcome, kept.attempts, kept.answer) == (DeliveryOutcome.DEAD, 8, "500")


def test_what_was_put_aside_begins_anew_when_it_is_sent_back(partners: Partners) -> None:
    webhook = partners.webhook("bank.example", always(Answer(404, "404")))
    partners.publish(EVENT)
    partners.call()
    partners.walk(hours=30)
    partners.answers("bank.example", takes)
    [letter] = partners.dead.bodies()
    partners.queue.send(letter)
    partners.walk(minutes=15)
    assert [one.outcome for one in partners.log(webhook)] == [DeliveryOutcome.DELIVERED]
    assert partners.of("bank.example")[-1].event == EVENT.id


def test_a_server_may_ask_for_more_time_but_for_no_more_than_the_next_step(partners: Partners) -> None:
    asked = {"patient.example": 120, "greedy.example": 86_400}
    for host, wanted in asked.items():
        partners.webhook(host, always(Answer(429, "429", wanted)), owner=host)
        partners.publish(replace(EVENT, tenant=host))
    partners.call()
    partners.walk(minutes=25)
    waited = {host: [call.at - START for call in partners.of(host)][1] for host in asked}
    assert timedelta(seconds=120) <= waited["patient.example"] <= timedelta(seconds=180)
    assert timedelta(minutes=15) <= waited["greedy.example"] <= timedelta(minutes=16)


def test_who_is_gone_is_disabled_at_once_and_its_deliveries_are_put_aside(partners: Partners) -> None:
    gone = partners.webhook("gone.example", always(Answer(410, "410")))
    partners.publish(*numbered(EVENT, [1, 2, 3]))
    partners.call()
    assert len(partners.of("gone.example")) <= AT_ONCE
    stored = partners.now(gone)
    assert stored
    assert stored.disabled_because == "gone"
    assert len(partners.letters()) == 3
    partners.publish(*numbered(EVENT, [4]))
    partners.call()
    assert len(partners.letters()) == 3, "a disabled webhook hears nothing new"


def test_a_webhook_that_fails_for_three_days_is_disabled_and_a_success_in_between_counts(
    partners: Partners, capsys: pytest.CaptureFixture[str]
) -> None:
    hooks = {host: partners.webhook(host, always(Answer(503, "503"))) for host in ("lost.example", "back.example")}
    for day in range(4):
        partners.publish(*numbered(EVENT, [10 * day + number for number in (1, 2)]))
        partners.call()
        if day == 1:
            partners.answers("back.example", takes)
            partners.walk(hours=12)
            partners.answers("back.example", always(Answer(503, "503")))
        partners.walk(hours=24)
    lost, back = (partners.now(hooks[host]) for host in hooks)
    assert lost
    assert lost.disabled_because == "failing"
    assert back
    assert not back.is_disabled
    assert '"WebhooksDisabled":[1]' in capsys.readouterr().out


def test_a_webhook_that_is_deleted_or_disabled_is_not_called_for_what_waits(partners: Partners) -> None:
    deleted, disabled = (partners.webhook(host, always(DOWN)) for host in ("deleted.example", "disabled.example"))
    partners.publish(EVENT)
    partners.call()
    partners.table.write(webhooks.remove(deleted))
    partners.table.write([webhooks.disable(disabled, "asked")])
    partners.walk(hours=24)
    assert Counter(call.host for call in partners.calls) == {"deleted.example": 1, "disabled.example": 1}
    assert [letter["webhook"]["id"] for letter in partners.letters()] == [disabled.id]
    assert [one.answer for one in partners.log(disabled)] == ["disabled"]
    assert partners.now(deleted) is None, "nothing that is noted brings it back"


@pytest.mark.parametrize("where", ["called", "queue", "write"])
def test_a_crash_anywhere_ends_in_a_delivery_with_the_same_id(partners: Partners, wire: Wire, where: str) -> None:
    """The deliverer dies twice, and the partner takes nothing at first: whatever was done is done again, or is done."""
    webhook = partners.webhook("bank.example", lambda call: DOWN if call.invocation < 5 else TAKEN)
    died: list[int] = []

    def die(*_: Any, **__: Any) -> None:
        if len(died) < 2:
            died.append(partners.invocations)
            raise Died

    queue = partners.runtime.queue.meta.events
    if where == "called":
        partners.crashes = die
    elif where == "queue":
        queue.register_first("before-call.sqs.SendMessageBatch", die)
    else:
        wire.asked.append(lambda operation, _: die() if operation in {"PutItem", "UpdateItem"} else None)
    partners.publish(EVENT)
    partners.call()
    partners.walk(hours=1)
    assert len(died) == 2
    assert {call.event for call in partners.of("bank.example")} == {EVENT.id}
    assert [one.outcome for one in partners.log(webhook)] == [DeliveryOutcome.DELIVERED]
    assert (partners.queue.bodies(), partners.letters()) == ([], [])


EVENTS = 20
WAYS = {
    "takes all": takes,
    "is slow: answers after 5 seconds, or never": always(DOWN),
    "is down": always(Answer(None, "unreachable")),
    "is down for three hours": lambda call: TAKEN if call.at >= START + timedelta(hours=3) else DOWN,
    "redirects": always(Answer(302, "302")),
    "answers 400": always(Answer(400, "400")),
    "answers 400 to one event": lambda call: Answer(400, "400") if call.event == EVENT.id else TAKEN,
    "answers 410": always(Answer(410, "410")),
    "answers 500": always(Answer(500, "500")),
    "has a private address": always(Answer(None, "private address")),
    "has a wrong certificate": always(Answer(None, "certificate")),
}
"""How partners answer. That the network comes to such answers is shown in tests/unit/https."""


@pytest.mark.gate
def test_what_becomes_of_deliveries_to_partners_of_all_kinds(partners: Partners) -> None:
    """The table of docs/events.md, with a good partner whose calls are where they would be without all others."""
    hosts = {how: f"partner-{number}.example" for number, how in enumerate(WAYS)}
    hooks = {how: partners.webhook(hosts[how], way, owner=None) for how, way in WAYS.items()}
    partners.publish(*numbered(EVENT, range(1, EVENTS + 1)))
    partners.call()
    assert {call.at for call in partners.of(hosts["takes all"])} == {START}
    assert len(partners.of(hosts["is slow: answers after 5 seconds, or never"])) <= AT_ONCE
    partners.walk(days=2)
    letters = Counter(letter["webhook"]["id"] for letter in partners.letters())
    rows = []
    for how, hook in hooks.items():
        outcomes = Counter(one.outcome.value for one in partners.log(hook))
        assert outcomes.total() == EVENTS, "nothing is lost"
        assert outcomes["dead"] == letters[hook.id]
        stored, calls = partners.now(hook), Counter(call.event for call in partners.of(hosts[how]))
        assert stored
        assert max(calls.values()) <= 8
        ends = (f"{outcomes[end]} {said}" for end, said in (("delivered", "delivered"), ("dead", "put aside")))
        ended = ", ".join(one for one in ends if not one.startswith("0"))
        most = "1" if max(calls.values()) == 1 else "up to 8"
        rows.append(f"| {how} | {most} | {ended}{', webhook disabled' if stored.is_disabled else ''} |")
    written = (ROOT / "docs" / "events.md").read_text(encoding="utf-8")
    assert "\n".join(rows) in written


def test_what_waits_behind_a_slow_webhook_goes_back_after_a_few_seconds(partners: Partners) -> None:
    """It answers after four seconds: two calls side by side, and then there is no time for a third."""

    def slow(_: Call) -> Answer:
        partners.left -= 2_000  # two of them are under way at once
        return TAKEN

    partners.webhook("slow.example", slow, owner=None)
    partners.publish(*numbered(EVENT, range(1, EVENTS + 1)))
    partners.call()
    a_round = Counter(call.invocation for call in partners.of("slow.example"))
    assert max(a_round.values()) <= 2 * AT_ONCE
    assert len(a_round) >= EVENTS / 4
    assert len(partners.of("slow.example")) == EVENTS


def test_an_event_costs_the_same_with_fifty_partners_and_five_hundred_tenants(partners: Partners, wire: Wire) -> None:
    """Ten tenants to a partner, an event of each: a read of the tenant's, and a write for each delivery."""
    tenants = [f"bank-{number}" for number in range(500)]
    for number in range(50):
        heard = frozenset(tenants[10 * number : 10 * number + 10])
        partners.webhook(f"partner-{number}.example", owner=None, tenants=heard)
    partners.publish(*(replace(EVENT, tenant=tenant) for tenant in tenants))
    sent: list[int] = []
    partners.runtime.queue.meta.events.register_first("before-call.sqs", lambda **_: sent.append(1))
    meter = Meter()
    meter.watch(wire)
    partners.call()
    assert set(Counter(call.host for call in partners.calls).values()) == {10}
    assert meter.written == 500
    assert meter.read <= 510
    assert len(sent) == 50, "ten deliveries to a call"
    assert partners.invocations == 100
