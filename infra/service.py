"""What works on the data: functions, API, schedule, rules, alarms. It can be deleted and made anew at any time."""

from functools import partial

from aws_cdk import Duration, Stack
from constructs import Construct

from contract import wiring
from infra.components import grants
from infra.components.alarms import Alarms, find_alarm_topic
from infra.components.api import make_api
from infra.components.dashboards import make_business_dashboard, make_technical_dashboard, throttled
from infra.components.events import copy_to_partners, find_bus, publish_from
from infra.components.function import PERIOD, ServiceFunction, make_layer
from infra.components.identity import find_identity
from infra.components.notifications import make_mail, notify_from
from infra.components.queues import feed_from, find_dead_letters, make_queue
from infra.components.release import release_gradually
from infra.components.schedule import audit_regularly, enqueue_regularly
from infra.components.table import find_table
from infra.settings import Settings
from savings.store.schema import DUE_INDEX

_LATE = Duration.minutes(15)


class ServiceStack(Stack):
    """The stack of all that works; `settings` are the operator's choices.

    It finds the data stack by fixed names and parameters.
    """

    def __init__(self, scope: Construct, name: str, settings: Settings) -> None:
        super().__init__(
            scope,
            name,
            stack_name=f"{settings.name}-service",
            description="Savings goals for banks: households, goals, ledgers and events",
        )
        self._settings = settings
        self._table = find_table(self, settings)
        self._bus = find_bus(self, settings)
        self._dead_letters = find_dead_letters(self, settings)
        self._queues = {name: make_queue(self, name, self._dead_letters) for name in wiring.QUEUES}
        self._identity = find_identity(self, settings)
        self._mail = make_mail(self, settings)
        self._function = partial(
            ServiceFunction, self, layer=make_layer(self, settings), settings=settings, values=self._values()
        )
        self._make_http_functions()
        self._make_background_functions()
        self._watch()

    def _values(self) -> dict[str, str | None]:
        """Return the variables of all functions; without e-mail, its own are None."""
        mail = self._mail
        return {
            "TABLE_NAME": self._table.table_name,
            "TABLE_TRANSPORT": self._settings.table_transport,
            "TENANTS": self._identity.tenants,
            "BUS_NAME": self._bus.event_bus_name,
            "CLOSE_QUEUE_URL": self._queues[wiring.CLOSE_QUEUE].queue_url,
            "NOTIFY_QUEUE_URL": self._queues[wiring.NOTIFY_QUEUE].queue_url,
            "PUBLISH_DLQ_URL": self._dead_letters[wiring.PUBLISH_DEAD_LETTERS].queue_url,
            "MAIL_FROM": mail.sender if mail else None,
            "MAIL_CONFIGURATION_SET": mail.configuration_set if mail else None,
        }

    def _make_http_functions(self) -> None:
        self._http = {
            name: self._function(name.capitalize(), memory=self._settings.memory.http) for name in wiring.HTTP
        }
        for name, function in self._http.items():
            actions = grants.INBOX_ITEMS if name == "notifications" else grants.TABLE_ITEMS
            grants.allow(function.role, actions, self._table.table_arn)
        self._api = make_api(self, self._http, self._identity, self._settings)

    def _make_background_functions(self) -> None:
        settings, memory = self._settings, self._settings.memory
        close_queue, notify_queue = self._queues[wiring.CLOSE_QUEUE], self._queues[wiring.NOTIFY_QUEUE]
        self._enqueue = self._function("Enqueue", memory=memory.enqueue)
        grants.allow(self._enqueue.role, grants.SEND, close_queue.queue_arn)
        enqueue_regularly(self._enqueue, self._dead_letters[wiring.ENQUEUE_DEAD_LETTERS])

        self._close = self._function(
            "Close", memory=memory.close, calls_itself=True, at_once=settings.close_concurrency
        )
        grants.allow(self._close.role, grants.CLOSE_ITEMS, self._table.table_arn)
        grants.allow(self._close.role, grants.DUE_ITEMS, f"{self._table.table_arn}/index/{DUE_INDEX}")
        feed_from(close_queue, self._close, "Shards", settings.close_concurrency)

        self._audit = self._function("Audit", memory=memory.audit)
        grants.allow(self._audit.role, grants.AUDIT_ITEMS, self._table.table_arn)
        grants.allow(self._audit.role, grants.DUE_ITEMS, f"{self._table.table_arn}/index/{DUE_INDEX}")
        audit_regularly(self._audit, settings)

        self._publish = self._function("Publish", memory=memory.publish, at_once=settings.publish_concurrency)
        grants.allow(self._publish.role, grants.PUT_EVENTS, self._bus.event_bus_arn)
        self._notify = self._function(
            "Notify", memory=memory.notify, calls_itself=True, at_once=settings.notify_concurrency
        )
        grants.allow(self._notify.role, grants.NOTIFY_ITEMS, self._table.table_arn)
        feed_from(notify_queue, self._notify, "Events", settings.notify_concurrency)
        kept = self._dead_letters[wiring.NOTIFY_DEAD_LETTERS]
        news = notify_from(self._bus, notify_queue, kept, self._notify, self._mail, settings)
        partners = copy_to_partners(self, self._bus, self._dead_letters[wiring.PARTNER_DEAD_LETTERS], self._settings)
        heard_by = [*partners, news, notify_queue]
        publish_from(self._table, self._publish, self._dead_letters[wiring.PUBLISH_DEAD_LETTERS], heard_by)

    def _watch(self) -> None:
        functions = [*self._http.values(), self._enqueue, self._close, self._audit, self._publish, self._notify]
        alarms = Alarms(self, "Alarms", find_alarm_topic(self, self._settings))
        alarms.on_functions(functions)
        alarms.on_dead_letters(self._dead_letters.values())
        alarms.when_silent(
            "EnqueueMissing",
            self._enqueue.function.metric_invocations(period=PERIOD),
            "The shards have not been queued for 15 minutes: nothing is closed by itself",
            periods=3,
        )
        late = _LATE.to_seconds()
        alarms.when_above(
            "ClosingLate",
            self._close.emitted("OldestDueSeconds", "Maximum"),
            late,
            "Something has been due for 15 minutes and is not closed",
        )
        alarms.when_above(
            "ClosingFails",
            self._close.emitted("CloseFailures"),
            0,
            "Something that is due cannot be closed: the log of the closing worker names it",
        )
        alarms.when_above(
            "ClosingStuck",
            self._queues[wiring.CLOSE_QUEUE].metric_approximate_age_of_oldest_message(
                period=PERIOD, statistic="Maximum"
            ),
            late,
            "A shard has waited for 15 minutes: there are too few closing workers, or they fail",
        )
        for event, what in (
            ("InvariantsBroken", "A goal or an account does not add up: the log of the auditor names it"),
            ("AuditFailures", "A goal cannot be proven: the log of the auditor names it"),
        ):
            alarms.when_above(event, self._audit.emitted(event), 0, what)
        alarms.when_above(
            "PublishingLate",
            self._publish.function.metric("IteratorAge", period=PERIOD, statistic="Maximum"),
            Duration.minutes(5).to_milliseconds(),
            "Partners hear of changes more than five minutes late",
        )
        alarms.when_above(
            "NotifyingStuck",
            self._queues[wiring.NOTIFY_QUEUE].metric_approximate_age_of_oldest_message(
                period=PERIOD, statistic="Maximum"
            ),
            late,
            "Customers hear of events 15 minutes late: the notifier fails, or SES takes no e-mail",
        )
        for event, what in (
            ("MailRefused", "SES refuses e-mails: the log of the notifier says why"),
            ("MailUnknown", "E-mails may or may not have been sent: the log of the notifier names them"),
        ):
            alarms.when_above(event, self._notify.emitted(event), 0, what)
        alarms.when_above(
            "ApiFailing", self._api.metric_server_error(period=PERIOD, statistic="Sum"), 0, "Callers get 5xx"
        )
        for direction in ("Read", "Write"):
            alarms.when_above(
                f"Table{direction}Throttles", throttled(self._table, direction), 0, f"The table throttles: {direction}"
            )
        release_gradually(self, functions, alarms, self._settings)
        make_business_dashboard(self, functions)
        make_technical_dashboard(
            self,
            api=self._api,
            functions=functions,
            table=self._table,
            close_queue=self._queues[wiring.CLOSE_QUEUE],
            dead_letters=self._dead_letters.values(),
        )
