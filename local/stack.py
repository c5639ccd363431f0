"""Puts the stack together: engine, table, services, functions and the threads that drive them."""

import os
import threading
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

import boto3

from authorize.handler import build as build_authorizer
from contract import wiring
from local.clock import SettableClock
from local.engine import Engine, EngineUnavailableError, Shortcut, preferred_engine
from local.folder import owned
from local.identity import CLIENTS, ISSUER, Identity
from local.invoke import Function
from local.options import Options
from local.pump import Pump
from local.services import MAIL_CONFIGURATION_SET, Services
from local.state import State
from local.stream import Stream
from local.timekeeper import Timekeeper, Workers
from savings.config import DIRECT, Settings
from savings.domain.tenant import Tenant
from savings.dynamodb.by_boto3 import ByBoto3
from savings.runtime import Entry, Runtime
from savings.store import shapes, tenants
from savings.store.keys import NOTIFICATIONS
from savings.store.schema import TABLE, TTL_ATTRIBUTE
from savings.store.table import Table

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

TABLE_NAME: Final = "savings-local"
MAIL_FROM: Final = "savings@localhost"
CLOSERS: Final = 4
"""Closing workers at once: while one waits for the engine, another has the processor."""
_ENVIRONMENT: Final = {
    "AWS_ACCESS_KEY_ID": "local",
    "AWS_SECRET_ACCESS_KEY": "local",
    "AWS_DEFAULT_REGION": "eu-west-1",
    "AWS_REGION": "eu-west-1",
    "AWS_EC2_METADATA_DISABLED": "true",
    "AWS_CONFIG_FILE": os.devnull,
    "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
}


@dataclass(frozen=True, slots=True)
class Stack:
    """The running parts that the web application talks to."""

    engine: Engine
    shortcut: Shortcut
    state: State
    clock: SettableClock
    identity: Identity
    functions: dict[str, Function]
    services: Services
    pump: Pump
    timekeeper: Timekeeper
    workers: Workers

    def notifications(self) -> list[dict[str, str]]:
        """Return what savers were told, by the time of the event: each inbox item, and the e-mail that went with it."""
        items = map(shapes.read, self.shortcut.scan(TableName=TABLE_NAME, ConsistentRead=True))
        told = [item for item in items if item["SK"].startswith(NOTIFICATIONS)]
        mails: dict[str, list[dict[str, str]]] = {}
        for mail in self.state.mails():
            mails.setdefault(mail["event_id"], []).append({"channel": "email", **mail})
        found: list[dict[str, str]] = []
        for item in sorted(told, key=lambda item: str(item["SK"])):
            event = item["SK"].rpartition("#")[2]
            inbox = {"to": item["PK"].rpartition("#")[2], "subject": item["title"], "body": item["text"]}
            found += [{"channel": "inbox", **inbox, "event_id": event}, *mails.get(event, [])]
        return found


@contextmanager
def stack(options: Options) -> Iterator[Stack]:
    """Start everything but the web server, and stop it in the reverse order. Raises DataInUse, EngineUnavailableError.

    Call it from the main thread, which the engine is tied to.
    """
    with ExitStack() as running:
        folder = running.enter_context(owned(options.data, fresh=options.fresh))
        state = running.enter_context(closing(State(folder.state)))
        engine = running.enter_context(Engine(_engine_of_the_data(state), folder.engine))
        _prepare_environment(engine)
        assembled = _assemble(state, engine)
        assembled.workers.start()
        running.callback(assembled.workers.stop)
        yield assembled


def _engine_of_the_data(state: State) -> str:
    wanted = preferred_engine()
    kept = state.once("engine", lambda: wanted)
    if kept != wanted:
        raise EngineUnavailableError(
            f"the data are those of {kept}, not {wanted}: take ENGINE={kept}, or start FRESH=1"
        )
    return wanted


def _prepare_environment(engine: Engine) -> None:
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        del os.environ[name]
    os.environ.update(_ENVIRONMENT)
    os.environ["AWS_ENDPOINT_URL_DYNAMODB"] = engine.endpoint


def _assemble(state: State, engine: Engine) -> Stack:
    session = boto3.Session()
    shortcut = Shortcut(engine.endpoint)
    shortcut.take(session.events)
    boto3.DEFAULT_SESSION = session  # the functions make their clients from it
    stream = Stream(shortcut, _make_table(boto3.client("dynamodb")))
    _onboard(Table(ByBoto3(boto3.client("dynamodb")), TABLE_NAME))
    clock = SettableClock(state)
    services = Services(clock, state.post, state)
    services.answer(session.events)
    deploy = partial(_deploy, _variables(services), clock)
    at_once = threading.Lock()  # one request at a time
    names = [name for name in wiring.FUNCTIONS if name != wiring.CONSOLE]
    functions = {name: deploy(name, at_once if name in wiring.HTTP else threading.Lock()) for name in names}
    closers = [functions["close"], *(deploy("close", threading.Lock()) for _ in range(CLOSERS - 1))]
    identity = Identity(state)
    functions["authorize"] = _authorizer(identity)
    forget = partial(engine.trim_stream, TABLE_NAME)
    pump = Pump(stream, functions["publish"], functions["notify"], services, state, forget)
    timekeeper = Timekeeper(
        clock,
        shortcut,
        TABLE_NAME,
        services,
        functions["enqueue"],
        closers,
        functions["audit"],
        pump,
        functions["deliver"],
    )
    return Stack(
        engine=engine,
        shortcut=shortcut,
        state=state,
        clock=clock,
        identity=identity,
        functions=functions,
        services=services,
        pump=pump,
        timekeeper=timekeeper,
        workers=Workers(timekeeper, pump),
    )


def _variables(services: Services) -> dict[str, str | None]:
    return {
        "TABLE_NAME": TABLE_NAME,
        "TABLE_TRANSPORT": DIRECT,
        "ISSUER": ISSUER,
        "BUS_NAME": services.bus.name,
        "CLOSE_QUEUE_URL": services.queues[wiring.CLOSE_QUEUE].url,
        "NOTIFY_QUEUE_URL": services.queues[wiring.NOTIFY_QUEUE].url,
        "DELIVER_QUEUE_URL": services.queues[wiring.DELIVER_QUEUE].url,
        "DELIVER_DLQ_URL": services.queues[wiring.DELIVER_DEAD_LETTERS].url,
        "PUBLISH_DLQ_URL": services.queues[wiring.PUBLISH_DEAD_LETTERS].url,
        "WEBHOOK_KEYS": f"{TABLE_NAME}/webhooks/",
        "MAIL_FROM": MAIL_FROM,
        "MAIL_CONFIGURATION_SET": MAIL_CONFIGURATION_SET,
    }


def _deploy(
    variables: Mapping[str, str | None], clock: SettableClock, name: str, environment: threading.Lock
) -> Function:
    """Load a function by the name of its handler, with the variables that it gets on AWS and no others."""
    function = wiring.FUNCTIONS[name]
    module, _, handler = function.handler.rpartition(".")
    entry: Entry = getattr(import_module(module), handler)
    own = function.environment(variables)
    runtime = Runtime(Settings.from_environment(own), clock, calls_anywhere=True)
    return Function(name, entry.build(runtime), environment, own)


def _authorizer(identity: Identity) -> Function:
    """Load the authorizer with the keys of the identity provider at hand; tokens are of real time."""
    variables = {"ISSUER": ISSUER}
    handler = build_authorizer(Runtime(Settings.from_environment(variables)), identity.jwks)
    return Function("authorize", handler, threading.Lock(), variables)


def _onboard(table: Table) -> None:
    """Have each client for development be a tenant of its own, until somebody says otherwise."""
    for client in CLIENTS:
        if tenants.load(table, client) is None:
            table.write(tenants.save(Tenant(client, clients=frozenset({client}), version=1), None))


def _make_table(dynamodb: "DynamoDBClient") -> str:
    """Create the table unless the folder has it already; return the address of its stream."""
    definition: dict[str, Any] = TABLE
    try:
        dynamodb.create_table(TableName=TABLE_NAME, **definition)
    except dynamodb.exceptions.ResourceInUseException:
        pass
    else:
        dynamodb.update_time_to_live(
            TableName=TABLE_NAME, TimeToLiveSpecification={"Enabled": True, "AttributeName": TTL_ATTRIBUTE}
        )
    return dynamodb.describe_table(TableName=TABLE_NAME)["Table"]["LatestStreamArn"]
