"""Logs: whatever a person wrote, sent or is called is in no log line, however a request or an event ends.

Every text that is sent has a word of its own, and the lines are searched as the deployed formatter writes them.
"""

import io
import itertools
import json
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import uuid4

import boto3
import pytest
from botocore.exceptions import ClientError
from moto import mock_aws
from pydantic import TypeAdapter, ValidationError

from contract.openapi import body_of
from savings import observability
from savings.api.contract import ROUTES, Route
from savings.config import Settings
from savings.dynamodb.transport import ServiceError
from savings.observability import Failed, logger
from savings.runtime import Handler, Runtime
from savings.store.table import Table
from scheduler.close import build as build_close
from scheduler.enqueue import build as build_enqueue
from scheduler.notify import build as build_notify
from scheduler.publish import build as build_publish
from tests import stream
from tests.engines import REGION
from tests.integration.households.home import Home
from tests.integration.households.operations import a_scene
from tests.integration.ledger.books import deposit
from tests.integration.notifications.mailbox import FROM, as_of_bus, bounced
from tests.post import Post
from tests.product import ADDRESS, ANNA, READS, Context, Product, goal_body, person

MARK: Final = "Zwrgl"
WITH_BODY: Final = [route for route in ROUTES if route.body is not None]
ACCEPTED: Final = (200, 201)
_numbers: Final = itertools.count(1)


def word() -> str:
    """Return a word that nobody uses but the one that it is sent as."""
    return f"{MARK}{next(_numbers)}"


@dataclass
class Lines:
    """What has been logged, as it is written, and what went to the standard output."""

    stream: io.StringIO
    caplog: pytest.LogCaptureFixture
    capsys: pytest.CaptureFixture[str]
    written: list[str] = field(default_factory=list)

    def read(self) -> str:
        """Return all lines since the start of the test, of every logger."""
        said = self.capsys.readouterr()
        self.written += [self.stream.getvalue(), self.caplog.text, said.out, said.err]
        self.written += [str(vars(record)) for record in self.caplog.records]
        return "\n".join(self.written)

    def prove(self, *expected: str) -> None:
        """Assert that lines were written with these messages, and that no line has a word."""
        lines = self.read()
        for message in expected:
            assert f'"message":"{message}"' in lines
        assert MARK.lower() not in lines.lower()
        assert ADDRESS not in lines


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]) -> Iterator[Lines]:
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(observability.lines)
    logger.addHandler(handler)
    caplog.set_level(logging.INFO)
    yield Lines(written, caplog, capsys)
    logging.getLogger(logger.name).removeHandler(handler)


def _webhook() -> dict[str, Any]:
    return {"url": f"https://bank.example/{word()}?key={word()}"}


class Person:
    """A household with one thing of each kind; everything that it is called and described by is a word."""

    def __init__(self, product: Product) -> None:
        self.product = product
        client = person(ANNA, FirstName=word(), LastName=word(), Email=f"{word()}@bank.example")
        self.home = Home(product, HouseholdLabel=word(), Clients=[client])
        self.account = self.home.saving(SavingsDescription=word())
        self.goal = product.savings_goal(self.account, name=word())
        self.action = product.record(self.goal, "10").data["id"]
        deposited = deposit(self.account, 100, userId=ANNA, externalId=word())
        transaction = product.call("POST", "/transactions", deposited).body["transaction"]["id"]
        scene = a_scene(product, self.home)
        self.spare = self.home.saving(SavingsDescription=word())
        self.names = {
            **scene.names,
            "goal_id": self.goal,
            "goal_action_id": self.action,
            "transaction_id": transaction,
            "account_id": self.account,
            "notification_id": transaction,
            "period_id": transaction,
            "webhook_id": product.call("POST", "/webhooks", _webhook()).body["id"],
        }

    def body(self, route: Route) -> dict[str, Any]:
        """Return what an accepted body must say; what else it may say is words."""
        amount, home = {"amount": {"value": "1"}, "credit_debit_indicator": "credit"}, self.home
        goal = goal_body(self.account)
        plan = {"account_id": self.account, "target_amount": {"value": "9"}, "recurrent_amount": {"value": "1"}}
        settings = {"TimeZone": "Europe/London", "Currency": "GBP", "Locale": "en-GB"}
        event = {"EventBasis": 1, "EventDate": "2041-06-01"}
        saving = home.saving_body()
        one = {"DateOfBirth": "1988-04-12"}
        bodies: dict[str, dict[str, Any]] = {
            "create_webhook": _webhook(),
            "create_goal": goal,
            "preview_goal": goal,
            "preview_change": {"one_off": "1"},
            "goals_v1_savings_post": plan,
            "goals_v1_savings_actions_post": amount,
            "goals_v1_savings_actions_patch": amount,
            "create_household": {**settings, "Clients": [{**one, "FirstName": word(), "LastName": word()}]},
            "replace_household": settings,
            "create_client": one,
            "replace_client": one,
            "create_dependant": one,
            "replace_dependant": one,
            "create_life_event": event,
            "replace_life_event": event,
            "create_saving": saving,
            "replace_saving": saving,
            "create_contribution": home.contribution_body(),
            "replace_contribution": home.contribution_body(),
            "mark_notification": {"read": True},
            "set_preferences": {"channels": {"goal.achieved": "inbox"}},
            "report_transaction": deposit(self.account, 1, userId=ANNA),
            "reverse_transaction": {"transaction": {}},
            "make_performance": {"account": {"type": "Performance", "savingsId": self.spare}},
            "change_account": {"account": {}},
        }
        return _filled(body_of(route), bodies.get(route.operation, {}))

    def send(self, route: Route, body: Any, **options: Any) -> int:
        """Send a body to a route as a client app, and return the status."""
        customer = None if route.function == "households" else ANNA
        path = route.path.format(**self.names)
        return self.product.call(route.method, path, body, customer=customer, **options).status


_EMAIL: Final = ("Email",)
_KEPT: Final = ("TimeZone", "Currency", "Locale", "SavingsDescription", "currency")


def _filled(model: Any, body: dict[str, Any]) -> dict[str, Any]:
    """Return the body with a word in each text that the model knows and the body does not need otherwise."""
    schema = TypeAdapter(model).json_schema()
    return _with_words(schema, schema.get("$defs", {}), body)


def _with_words(schema: dict[str, Any], known: dict[str, Any], body: dict[str, Any]) -> dict[str, Any]:
    if "anyOf" in schema and "properties" not in schema:
        schema = known[schema["anyOf"][0]["$ref"].rpartition("/")[2]]
    filled = dict(body)
    for name, member in schema.get("properties", {}).items():
        inner = known.get(member.get("$ref", "").rpartition("/")[2], {})
        if "properties" in inner and name in body:
            filled[name] = _with_words(inner, known, body[name])
        elif _is_text(member) and name not in _KEPT:
            filled[name] = _worded(name)
        elif _is_open(member):
            filled[name] = {word(): word()}
    if "SavingsDescription" in filled:
        filled["SavingsDescription"] = word()
    return filled


def _choices(member: dict[str, Any]) -> list[dict[str, Any]]:
    return [*member.get("anyOf", ()), member]


def _is_text(member: dict[str, Any]) -> bool:
    """Whether a member is free text: one whose length is all that is known about it."""
    return any(one.get("type") == "string" and "maxLength" in one and "format" not in one for one in _choices(member))


def _is_open(member: dict[str, Any]) -> bool:
    """Whether a member is an object of whatever the client likes."""
    return any(one.get("type") == "object" and one.get("additionalProperties") is True for one in _choices(member))


def _worded(name: str) -> str:
    if name in _EMAIL:
        return f"{word()}@bank.example"
    return f"https://{word()}.example/{word()}.png" if name == "image_url" else word()


@pytest.fixture
def someone(product: Product) -> Person:
    return Person(product)


def test_a_body_that_is_taken_or_refused_is_in_no_line(someone: Person, lines: Lines) -> None:
    for route in WITH_BODY:
        body = someone.body(route)
        status = someone.send(route, body, headers={"Idempotency-Key": word()})
        assert status in ACCEPTED or route.operation == "mark_notification", (route.operation, status)
        members = TypeAdapter(body_of(route)).json_schema().get("properties", {"name": {}})
        wrong: list[Any] = [
            {**body, word(): word()},
            dict.fromkeys(members, word()),
            {name: {word(): [word()]} for name in members},
            {name: [word()] for name in members},
            word(),
        ]
        for one in wrong:
            assert 400 <= someone.send(route, one) < 500, route.operation
        for raw in (
            f'{{"{word()}": {word()}',
            f'{{"a": "{word()}", "a": "{word()}"}}',
            f'{{"name": "\ud800{word()}"}}',
        ):
            assert 400 <= someone.send(route, None, raw=raw) < 500, route.operation
    lines.prove("refused")


def test_what_else_a_request_has_is_in_no_line(someone: Person, lines: Lines) -> None:
    """Path, query and headers, of every route."""
    names = someone.names
    for route in ROUTES:
        body: Any = {} if route in WITH_BODY else None
        strange = {name: word() for name in route.query}
        assert 400 <= someone.send(route, body, query={word(): word(), **strange}) < 500
        if route.query:
            someone.send(route, body, query=strange)
        someone.send(route, body, headers={"Idempotency-Key": word() * 60, "X-Customer-Id": word()})
        someone.send(route, body, headers={"Authorization": f"Bearer {word()}", "User-Agent": word(), word(): word()})
        someone.names = dict.fromkeys(names, word())
        someone.send(route, body)
        someone.names = names
    lines.prove("refused")


Kind = Callable[[str], Exception]

KINDS: Final[tuple[Kind, ...]] = (
    RuntimeError,
    lambda message: ClientError({"Error": {"Code": "ValidationException", "Message": message}}, "PutItem"),
    lambda message: ServiceError("PutItem", 400, {"Error": {"Code": "ValidationException", "Message": message}}),
)


def quote(kind: Kind, message: str) -> None:
    """Raise an exception that has the message, as have its cause and a note."""
    try:
        TypeAdapter(int).validate_python(message)
    except ValidationError as invalid:
        invalid.add_note(message)
        raise kind(message) from invalid


def test_an_unexpected_exception_that_quotes_everything_leaves_no_word(
    someone: Person, lines: Lines, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As serializers, validators and clients of AWS do: with the items that are read, the values and the writes."""
    send, operations = Table._send, (*READS, "PutItem", "UpdateItem", "TransactWriteItems")
    failed = set()
    kinds = itertools.cycle(KINDS)
    for route, operation in itertools.product(WITH_BODY, operations):
        kind = next(kinds)
        body = someone.body(route)

        def fail(
            table: Table, called: str, operation: str = operation, kind: Kind = kind, body: Any = body, **arguments: Any
        ) -> Any:
            fails = called == operation
            answer = {} if fails and called not in READS else send(table, called, **arguments)
            if fails:
                quote(kind, f"{json.dumps(body)} {answer} {arguments}")
            return answer

        monkeypatch.setattr(Table, "_send", fail)
        if someone.send(route, body, headers={"Idempotency-Key": word()}) == 500:
            failed.add(route)
    assert failed == set(WITH_BODY)
    lines.prove("failed")


def test_a_word_in_any_line_would_be_found(lines: Lines) -> None:
    """The search itself: a line of the product's logger and one of a library's, as deployed."""
    logger.info("body", extra={"said": word()})
    assert MARK in lines.read()
    logging.getLogger("library").warning(word())
    with pytest.raises(AssertionError):
        lines.prove()


class Background:
    """The scheduler's functions over the person's table, with what they send to failing as it is asked for."""

    def __init__(self, someone: Person) -> None:
        product = someone.product
        self.someone, self.post = someone, Post()
        settings = Settings(
            table_name=product.table_name,
            bus_name="bus",
            mail_from=FROM,
            close_queue_url="https://queue.example/close",
            publish_dlq_url="https://queue.example/dlq",
        )
        self.runtime = Runtime(settings, product.clock, sleep=lambda _: None)
        session = boto3.Session(region_name=REGION, aws_access_key_id="test", aws_secret_access_key="test")
        clients = {"bus": session.client("events"), "queue": session.client("sqs")}
        vars(self.runtime).update(table=product.table, mail=self.post.client, **clients)

    def run(self, handler: Handler, *bodies: Any) -> Any:
        """Hand messages of a queue to a function."""
        records = [
            {
                "messageId": str(number),
                "body": json.dumps(body),
                "eventSource": "aws:sqs",
                "attributes": {"MessageGroupId": str(number)},
            }
            for number, body in enumerate(bodies)
        ]
        return handler({"Records": records}, Context())


@pytest.fixture
def background(someone: Person) -> Iterator[Background]:
    with mock_aws():
        yield Background(someone)


def quoting(*_: object, **arguments: Any) -> Any:
    """Fail as something would that quotes all that it is given, and more."""
    raise RuntimeError(f"{word()} {arguments}")


def test_publishing_that_fails_leaves_no_word(
    background: Background, lines: Lines, monkeypatch: pytest.MonkeyPatch
) -> None:
    product = background.someone.product
    product.goal(background.someone.account, name=word(), metadata={word(): word()})
    records = stream.records(product.client, product.table_name)
    assert MARK in str(records)
    publish = build_publish(background.runtime)
    monkeypatch.setattr(background.runtime.bus, "put_events", quoting)
    assert publish({"Records": records}, Context())["batchItemFailures"]
    for record in records:
        record["dynamodb"].get("NewImage", {}).pop("seq", None)
    monkeypatch.setattr(background.runtime.queue, "send_message", quoting)
    with pytest.raises(Failed) as failed:
        publish({"Records": records}, Context())
    assert MARK not in f"{failed.value} {failed.value.__cause__}"
    lines.prove("undelivered", "unreadable record", "failed")


def test_closing_that_fails_leaves_no_word(
    background: Background, lines: Lines, monkeypatch: pytest.MonkeyPatch
) -> None:
    product = background.someone.product
    product.clock.set("2027-03-01T00:00:00Z")
    close = build_close(background.runtime)
    messages = [{"shard": shard, "tick": "now"} for shard in range(64)]
    monkeypatch.setattr(Table, "write", quoting)
    background.run(close, *messages)
    monkeypatch.setattr(Table, "query_due", quoting)
    with pytest.raises(Failed) as failed:
        background.run(close, *messages)
    monkeypatch.setattr(background.runtime.queue, "send_message_batch", quoting)
    with pytest.raises(Failed):
        build_enqueue(background.runtime)({"time": "now"}, Context())
    assert MARK not in str(failed.value)
    lines.prove("not closed", "record failed", "failed")


def test_notifying_however_it_ends_leaves_no_word(
    background: Background, lines: Lines, monkeypatch: pytest.MonkeyPatch
) -> None:
    someone, post = background.someone, background.post
    product = someone.product
    product.record(someone.goal, "1190")
    [achieved] = [one for one in stream.events(product.client, product.table_name) if one.name == "goal.achieved"]
    message, notify = as_of_bus(achieved), build_notify(background.runtime)
    background.run(notify, {"source": word()}, {"source": "aws.ses", "detail": {word(): word()}}, bounced("Transient"))
    post.fail(RuntimeError(word()))
    background.run(notify, message)
    assert post.asked == 1
    for failing in ("batch_get", "write"):
        with monkeypatch.context() as patch:
            patch.setattr(Table, failing, quoting)
            background.run(notify, message)
    for event in ("goal.completed", "goal.failed"):
        post.refuse(400, "MessageRejected")
        background.run(notify, {**message, "detail-type": event, "detail": {**message["detail"], "id": str(uuid4())}})
    product.clock.forward(hours=49)
    background.run(notify, message, bounced())
    lines.prove("record failed", "mail refused", "mail stopped")
