"""How the parts are wired: handlers and variables, queues, rules, schedules; for the template and the local stack."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from savings.api.contract import ROUTES
from savings.domain.events import SOURCE
from savings.domain.notification import NOTIFIABLE

CLOSE_QUEUE: Final = "CloseQueue"
NOTIFY_QUEUE: Final = "NotifyQueue"
DELIVER_QUEUE: Final = "DeliverQueue"
CLOSE_DEAD_LETTERS: Final = "CloseDeadLetters"
DELIVER_DEAD_LETTERS: Final = "DeliverDeadLetters"
ENQUEUE_DEAD_LETTERS: Final = "EnqueueDeadLetters"
NOTIFY_DEAD_LETTERS: Final = "NotifyDeadLetters"
PARTNER_DEAD_LETTERS: Final = "PartnerDeadLetters"
PUBLISH_DEAD_LETTERS: Final = "PublishDeadLetters"
FIFO: Final = frozenset({CLOSE_QUEUE, CLOSE_DEAD_LETTERS})
"""The queues that are in order, by groups."""

AUTHORIZED_FOR: Final = timedelta(hours=1)
"""So long does the gateway keep what the authorizer says of a token on a route, which are always the same."""
TICK: Final = timedelta(minutes=5)
"""How often the shards are queued."""
CHANGES_AT_ONCE: Final = 100
"""So many changes of the table does one invocation of the publisher take, at most."""


DEAD_LETTERS_KEPT: Final = timedelta(days=14)
"""For how long what failed for good can be sent back."""


@dataclass(frozen=True, slots=True)
class Function:
    """A function: its `handler` as AWS Lambda names it, and the `variables` of its environment that it reads."""

    handler: str
    variables: tuple[str, ...]

    @property
    def package(self) -> str:
        """The folder that it is packed from."""
        return self.handler.partition(".")[0]

    def environment(self, values: Mapping[str, str | None]) -> dict[str, str]:
        """Return what it gets of the values of all; None is for a part that is not there. KeyError: one is missing."""
        return {name: value for name in self.variables if (value := values[name]) is not None}


@dataclass(frozen=True, slots=True)
class Queue:
    """A queue that feeds the function `feeds`; what fails at so many `attempts` goes to `dead_letters`."""

    feeds: str
    batch: int
    attempts: int
    dead_letters: str
    keeps: timedelta
    """How long a message is worth anything."""


CONSOLE: Final = "console"
"""The function that serves the console, where the settings ask for it; the local stack serves the files themselves."""
CONSOLE_ROUTES: Final = ("GET /console", "GET /console/{file+}")
"""The routes that anybody may call."""
_TABLE: Final = ("TABLE_NAME", "TABLE_TRANSPORT")
HTTP: Final = tuple(dict.fromkeys(route.function for route in ROUTES))
"""The functions that answer callers."""
FUNCTIONS: Final = {
    **{name: Function(f"{name}.handler.handler", _TABLE) for name in HTTP},
    "webhooks": Function("webhooks.handler.handler", (*_TABLE, "DELIVER_QUEUE_URL", "WEBHOOK_KEYS")),
    "authorize": Function("authorize.handler.handler", ("ISSUER",)),
    CONSOLE: Function("console.handler.handler", ("SIGN_IN",)),
    "enqueue": Function("scheduler.enqueue.handler", ("CLOSE_QUEUE_URL",)),
    "close": Function("scheduler.close.handler", (*_TABLE, "CLOSE_QUEUE_URL")),
    "audit": Function("scheduler.audit.handler", _TABLE),
    "publish": Function("scheduler.publish.handler", ("BUS_NAME", "PUBLISH_DLQ_URL")),
    "notify": Function(
        "scheduler.notify.handler", (*_TABLE, "NOTIFY_QUEUE_URL", "MAIL_FROM", "MAIL_CONFIGURATION_SET")
    ),
    "deliver": Function("scheduler.deliver.handler", (*_TABLE, "DELIVER_QUEUE_URL", "DELIVER_DLQ_URL", "WEBHOOK_KEYS")),
}
QUEUES: Final = {
    # One shard at once: one that runs out of time holds up no other. Every tick brings the same shards again.
    CLOSE_QUEUE: Queue("close", 1, 3, CLOSE_DEAD_LETTERS, keeps=timedelta(hours=4)),
    # An event older than two days notifies nobody.
    NOTIFY_QUEUE: Queue("notify", 10, 5, NOTIFY_DEAD_LETTERS, keeps=timedelta(days=3)),
    # What no webhook has heard yet is worth as much tomorrow.
    DELIVER_QUEUE: Queue("deliver", 10, 5, DELIVER_DEAD_LETTERS, keeps=timedelta(days=7)),
}

NEWS: Final[dict[str, Any]] = {"source": [SOURCE], "detail-type": list(NOTIFIABLE)}
"""The rule of the product's bus for what customers hear of."""

EVENTS: Final[dict[str, Any]] = {"source": [SOURCE]}
"""The rule for what webhooks may hear of: all events of the product."""


def came_back(configuration_set: str) -> dict[str, Any]:
    """Return the rule of the account's own bus for e-mails that SES could not deliver, or that were not wanted."""
    return {
        "source": ["aws.ses"],
        "detail-type": ["Email Bounced", "Email Complaint Received"],
        "detail": {"mail": {"tags": {"ses:configuration-set": [configuration_set]}}},
    }


def start_at(instant: str, **more: int) -> dict[str, Any]:
    """Return what a schedule starts a function with."""
    return {"time": instant, **more}
