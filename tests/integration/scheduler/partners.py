"""Partners with webhooks, and the deliverer between them and the queue: time stands until it is moved."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from threading import Lock
from typing import Any, Final
from urllib.parse import urlsplit

from contract.wiring import DELIVER_DEAD_LETTERS, DELIVER_QUEUE
from local.invoke import Function
from local.services import Services
from savings import ids
from savings.config import Settings
from savings.domain.calendar import instant
from savings.domain.events import SOURCE, Event
from savings.domain.webhook import Delivery, Webhook
from savings.https.posting import Answer
from savings.runtime import Runtime
from savings.store import webhooks
from savings.store.table import Table
from savings.usecases import webhook_keys
from scheduler.deliver import build
from tests.faults import Died
from tests.product import Context, SetClock

TAKEN: Final = Answer(204, "204")
DOWN: Final = Answer(None, "timeout")

Way = Callable[["Call"], Answer]
"""How a partner answers."""


def takes(_: "Call") -> Answer:
    """Take each call."""
    return TAKEN


def always(answer: Answer) -> Way:
    """Return the way of who answers each call alike."""
    return lambda _: answer


@dataclass(frozen=True)
class Call:
    """A call of a partner: in which invocation of the deliverer, when, and with what."""

    host: str
    invocation: int
    at: datetime
    headers: dict[str, str]
    body: bytes

    @property
    def event(self) -> str:
        """The id of the event, as its receiver knows it."""
        return self.headers["webhook-id"]


class Partners:
    """The world of webhooks over one table: `call` makes the deliverer take what is due, `walk` lets time pass."""

    def __init__(self, table: Table, clock: SetClock) -> None:
        self.table, self.clock = table, clock
        self.calls: list[Call] = []
        self.left = 25_000
        self.invocations = 0
        self.crashes: Callable[[str], object] = lambda _: None
        """Hears what was done last, and may raise: a call, or a message that was queued."""
        self._ways: dict[str, Way] = {}
        self._numbers = ids.STEP
        self._lock = Lock()
        self.services = Services(clock, lambda *_: None)
        self.queue, self.dead = (self.services.queues[name] for name in (DELIVER_QUEUE, DELIVER_DEAD_LETTERS))
        settings = Settings(
            table_name="deliveries",
            deliver_queue_url=self.queue.url,
            deliver_dlq_url=self.dead.url,
            webhook_keys="deliveries/",
        )
        self.runtime = Runtime(settings, clock)
        self.services.answer(self.runtime.queue.meta.events)
        self.services.answer(self.runtime.secrets.meta.events)
        vars(self.runtime).update(table=table, poster=self)
        self.start()

    def start(self) -> None:
        """Start a new instance of the function, which knows nothing."""
        handler = build(self.runtime)

        def invoke(event: dict[str, Any], _: Any) -> Any:
            self.invocations += 1
            self.left = 25_000
            try:
                return handler(event, Context(lambda: self.left))
            except Died as died:
                self.start()
                raise RuntimeError from died

        self._function = Function("deliver", invoke, Lock())

    def webhook(self, host: str, way: Way = takes, owner: str | None = "bank", **members: Any) -> Webhook:
        """Register a partner's webhook."""
        self._numbers += ids.STEP
        webhook = Webhook(id=self._numbers, owner=owner, url=f"https://{host}/in", made_at=self.clock.now(), **members)
        self.table.write(webhooks.insert(webhook))
        webhook_keys.make(self.runtime, webhook)
        self._ways[host] = way
        return webhook

    def now(self, webhook: Webhook) -> Webhook | None:
        """Return a webhook as it is stored now."""
        return webhooks.load(self.table, webhook.owner, webhook.id)

    def answers(self, host: str, way: Way) -> None:
        """Have a partner answer otherwise from now on."""
        self._ways[host] = way

    def post(self, url: str, headers: dict[str, str], body: bytes) -> Answer:
        """Be called, in the place of the network."""
        host = urlsplit(url).hostname or ""
        call = Call(host, self.invocations, self.clock.now(), headers, body)
        with self._lock:
            self.calls.append(call)
        answer = self._ways[host](call)
        self.crashes(f"called {host}")
        return answer

    def publish(self, *events: Event) -> None:
        """Put events on the bus."""
        for event in events:
            detail = json.dumps(event.envelope())
            self.services.bus.put(
                {"Source": SOURCE, "DetailType": event.name, "Detail": detail, "Time": instant(event.time)}
            )

    def call(self) -> None:
        """Have the deliverer take all that is due now."""
        self.queue.consume(self._function)

    def walk(self, **time: float) -> None:
        """Let time pass; each delivery is made when it is due."""
        end = self.clock.now() + timedelta(**time)
        while (due := self.queue.next_due()) is not None and due <= end:
            self.clock.instant = max(due, self.clock.instant)
            self.call()
        self.clock.instant = end

    def of(self, host: str) -> list[Call]:
        """Return the calls of a partner."""
        return [call for call in self.calls if call.host == host]

    def log(self, webhook: Webhook) -> list[Delivery]:
        """Return what is kept of a webhook's deliveries, newest event first."""
        return webhooks.deliveries(self.table, webhook, 100, None)[0]

    def letters(self) -> list[dict[str, Any]]:
        """Return what was given up."""
        return [json.loads(body) for body in self.dead.bodies()]


def numbered(event: Event, numbers: Sequence[int]) -> list[Event]:
    """Return an event as several of its subject."""
    return [replace(event, sequence=number) for number in numbers]
