"""What works on the data: functions, API, schedule, rules, alarms. It can be deleted and made anew at any time."""

from functools import partial

from aws_cdk import Duration, Stack
from constructs import Construct

from infra.components import grants
from infra.components.alarms import Alarms, find_alarm_topic
from infra.components.api import make_api
from infra.components.dashboards import make_business_dashboard, make_technical_dashboard, throttled
from infra.components.events import copy_to_partners, find_bus, publish_from
from infra.components.function import PERIOD, ServiceFunction, make_layer
from infra.components.identity import find_identity
from infra.components.notifications import NOTIFY_TIMEOUT, make_mail, make_notify_queue, notify_from
from infra.components.queues import (
    CLOSE_DEAD_LETTERS,
    CLOSE_TIMEOUT,
    ENQUEUE_DEAD_LETTERS,
    NOTIFY_DEAD_LETTERS,
    PARTNER_DEAD_LETTERS,
    PUBLISH_DEAD_LETTERS,
    find_dead_letters,
    make_close_queue,
)
from infra.components.release import release_gradually
from infra.components.schedule import audit_regularly, close_from, enqueue_regularly
from infra.components.table import find_table
from infra.settings import Settings
from savings.deadline import TIMEOUTS
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
        self._function = partial(ServiceFunction, self, layer=make_layer(self, settings), settings=settings)
        self._table = find_table(self, settings)
        self._table_environment = {
            "TABLE_NAME": self._table.table_name,
            "TABLE_TRANSPORT": settings.table_transport,
        }
        self._bus = find_bus(self, settings)
        self._dead_letters = find_dead_letters(self, settings)
        self._close_queue = make_close_queue(self, self._dead_letters[CLOSE_DEAD_LETTERS])
        self._notify_queue = make_notify_queue(self, self._dead_letters[NOTIFY_DEAD_LETTERS])
        self._make_http_functions()
        self._make_background_functions()
        self._watch()

    def _make_http_functions(self) -> None:
        identity = find_identity(self, self._settings)
        environment = {**self._table_environment, "TENANTS": identity.tenants}
        self._http = {
            name: self._function(
                name.capitalize(),
                package=name,
                handler=f"{name}.handler.handler",
                memory=self._settings.memory.http,
                timeout=Duration.seconds(TIMEOUTS[name]),
                environment=environment,
            )
            for name in ("goals", "actions", "households", "notifications")
        }
        for name, function in self._http.items():
            actions = grants.INBOX_ITEMS if name == "notifications" else grants.TABLE_ITEMS
            grants.allow(function.role, actions, self._table.table_arn)
        self._api = make_api(self, self._http, identity, self._settings)

    def _make_background_functions(self) -> None:
        memory = self._settings.memory
        self._enqueue = self._function(
            "Enqueue",
            package="scheduler",
            handler="scheduler.enqueue.handler",
            memory=memory.enqueue,
            timeout=Duration.seconds(TIMEOUTS["enqueue"]),
            environment={"CLOSE_QUEUE_URL": self._close_queue.queue_url},
        )
        grants.allow(self._enqueue.role, grants.SEND, self._close_queue.queue_arn)
        enqueue_regularly(self._enqueue, self._dead_letters[ENQUEUE_DEAD_LETTERS])

        self._close = self._function(
            "Close",
            package="scheduler",
            handler="scheduler.close.handler",
            memory=memory.close,
            timeout=CLOSE_TIMEOUT,
            environment={**self._table_environment, "CLOSE_QUEUE_URL": self._close_queue.queue_url},
            calls_itself=True,
            at_once=self._settings.close_concurrency,
        )
        grants.allow(self._close.role, grants.CLOSE_ITEMS, self._table.table_arn)
        grants.allow(self._close.role, grants.DUE_ITEMS, f"{self._table.table_arn}/index/{DUE_INDEX}")
        close_from(self._close_queue, self._close, self._settings)

        self._audit = self._function(
            "Audit",
            package="scheduler",
            handler="scheduler.audit.handler",
            memory=memory.audit,
            timeout=Duration.seconds(TIMEOUTS["audit"]),
            environment=self._table_environment,
        )
        grants.allow(self._audit.role, grants.AUDIT_ITEMS, self._table.table_arn)
        grants.allow(self._audit.role, grants.DUE_ITEMS, f"{self._table.table_arn}/index/{DUE_INDEX}")
        audit_regularly(self._audit, self._settings)

        self._publish = self._function(
            "Publish",
            package="scheduler",
            handler="scheduler.publish.handler",
            memory=memory.publish,
            timeout=Duration.seconds(TIMEOUTS["publish"]),
            environment={
                "BUS_NAME": self._bus.event_bus_name,
                "PUBLISH_DLQ_URL": self._dead_letters[PUBLISH_DEAD_LETTERS].queue_url,
            },
            at_once=self._settings.publish_concurrency,
        )
        grants.allow(self._publish.role, grants.PUT_EVENTS, self._bus.event_bus_arn)
        mail = make_mail(self, self._settings)
        letters = {"MAIL_FROM": mail.sender, "MAIL_CONFIGURATION_SET": mail.configuration_set} if mail else {}
        self._notify = self._function(
            "Notify",
            package="scheduler",
            handler="scheduler.notify.handler",
            memory=memory.notify,
            timeout=NOTIFY_TIMEOUT,
            environment={**self._table_environment, "NOTIFY_QUEUE_URL": self._notify_queue.queue_url, **letters},
            calls_itself=True,
            at_once=self._settings.notify_concurrency,
        )
        news = notify_from(
            self._bus,
            self._notify_queue,
            self._dead_letters[NOTIFY_DEAD_LETTERS],
            self._notify,
            mail,
            self._table.table_arn,
            self._settings,
        )
        partners = copy_to_partners(self, self._bus, self._dead_letters[PARTNER_DEAD_LETTERS], self._settings)
        heard_by = [*partners, news, self._notify_queue]
        publish_from(self._table, self._publish, self._dead_letters[PUBLISH_DEAD_LETTERS], heard_by)

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
            self._close_queue.metric_approximate_age_of_oldest_message(period=PERIOD, statistic="Maximum"),
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
            self._notify_queue.metric_approximate_age_of_oldest_message(period=PERIOD, statistic="Maximum"),
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
            close_queue=self._close_queue,
            dead_letters=self._dead_letters.values(),
        )
