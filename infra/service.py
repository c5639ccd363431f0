"""What works on the data: functions, API, schedule, rules, alarms. It can be deleted and made anew at any time."""

from functools import partial

from aws_cdk import CfnOutput, Duration, Stack
from aws_cdk import aws_cloudwatch as cloudwatch
from constructs import Construct

from contract import wiring
from infra.components import grants
from infra.components.alarms import Alarms, Urgency, find_alarm_topics
from infra.components.api import make_api
from infra.components.console import serve_console
from infra.components.dashboards import make_business_dashboard, make_technical_dashboard, throttled
from infra.components.events import copy_to_partners, find_bus, publish_from
from infra.components.function import PERIOD, ServiceFunction, make_layer
from infra.components.identity import find_identity, find_sign_in
from infra.components.notifications import make_mail, notify_from
from infra.components.queues import feed_from, find_dead_letters, make_queue
from infra.components.release import release_gradually
from infra.components.schedule import audit_regularly, enqueue_regularly
from infra.components.table import find_table
from infra.components.webhooks import allow_keys, keys_of, queue_all
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
            "ISSUER": self._identity.issuer,
            "SIGN_IN": find_sign_in(self, self._settings) if self._settings.console else None,
            "BUS_NAME": self._bus.event_bus_name,
            "CLOSE_QUEUE_URL": self._queues[wiring.CLOSE_QUEUE].queue_url,
            "DELIVER_QUEUE_URL": self._queues[wiring.DELIVER_QUEUE].queue_url,
            "DELIVER_DLQ_URL": self._dead_letters[wiring.DELIVER_DEAD_LETTERS].queue_url,
            "NOTIFY_QUEUE_URL": self._queues[wiring.NOTIFY_QUEUE].queue_url,
            "PUBLISH_DLQ_URL": self._dead_letters[wiring.PUBLISH_DEAD_LETTERS].queue_url,
            "WEBHOOK_KEYS": keys_of(self._settings),
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
        grants.allow(self._http["webhooks"].role, grants.SEND, self._queues[wiring.DELIVER_QUEUE].queue_arn)
        allow_keys(self._http["webhooks"], grants.KEEP_SECRET, self._settings)
        listed = bool(self._identity.audience)
        self._authorize = None if listed else self._function("Authorize", memory=self._settings.memory.authorize)
        self._api = make_api(self, self._http, self._identity, self._authorize, self._settings)
        self._console = None
        if self._settings.console:
            self._console = self._function("Console", memory=self._settings.memory.console)
            serve_console(self, self._api, self._console, self._settings)

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
        heard_by = [*partners, news, notify_queue, *self._deliver_to_webhooks()]
        publish_from(self._table, self._publish, self._dead_letters[wiring.PUBLISH_DEAD_LETTERS], heard_by)

    def _deliver_to_webhooks(self) -> list[Construct]:
        """Make what delivers over HTTPS; return its rule and its queue, without which nothing may be published."""
        settings, queue = self._settings, self._queues[wiring.DELIVER_QUEUE]
        kept, most = self._dead_letters[wiring.DELIVER_DEAD_LETTERS], settings.deliver_concurrency
        self._deliver = self._function("Deliver", memory=settings.memory.deliver, calls_itself=True, at_once=most)
        grants.allow(self._deliver.role, grants.DELIVER_ITEMS, self._table.table_arn)
        grants.allow(self._deliver.role, grants.SEND, kept.queue_arn)
        allow_keys(self._deliver, grants.READ_SECRET, settings)
        feed_from(queue, self._deliver, "Messages", most)
        CfnOutput(self, "DeliverQueueUrl", value=queue.queue_url)
        return [queue_all(self._bus, queue, kept, self._deliver), queue]

    def _watch(self) -> None:
        chosen = [function for function in (self._authorize, self._console) if function]
        functions = [
            *self._http.values(),
            *chosen,
            self._enqueue,
            self._close,
            self._audit,
            self._publish,
            self._notify,
            self._deliver,
        ]
        alarms = Alarms(self, "Alarms", find_alarm_topics(self, self._settings))
        alarms.on_functions(functions)
        alarms.on_dead_letters(self._dead_letters.values())
        self._watch_callers(alarms)
        self._watch_time(alarms)
        self._watch_events(alarms)
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

    def _watch_callers(self, alarms: Alarms) -> None:
        failed = self._api.metric_server_error(period=PERIOD, statistic="Sum")
        alarms.when_above("ApiFailing", failed, 0, "Callers get 5xx.")
        calls = self._api.metric_count(period=PERIOD, statistic="Sum")
        alarms.when_above(
            "ApiDown",
            cloudwatch.MathExpression(
                expression="100 * failed / calls", using_metrics={"failed": failed, "calls": calls}, period=PERIOD
            ),
            5,
            "More than 5 % of all calls end in 5xx.",
            urgency=Urgency.PAGE,
            periods=2,
        )
        for direction in ("Read", "Write"):
            alarms.when_above(
                f"Table{direction}Throttles", throttled(self._table, direction), 0, f"The table throttles: {direction}."
            )
        for event, what, urgency in (
            ("InvariantsBroken", "A goal or an account does not add up: the auditor's log names it.", Urgency.PAGE),
            ("AuditFailures", "A goal cannot be proven: the log of the auditor names it.", Urgency.TICKET),
        ):
            alarms.when_above(event, self._audit.emitted(event), 0, what, urgency=urgency)

    def _watch_time(self, alarms: Alarms) -> None:
        late = _LATE.to_seconds()
        # The closers ask this queue all the time, so SQS reports on it even where nothing is sent. A metric that ends
        # with the runs would be missing, and is missing before the first one, too.
        alarms.when_zero(
            "EnqueueMissing",
            self._queues[wiring.CLOSE_QUEUE].metric_number_of_messages_sent(period=PERIOD),
            "The shards have not been queued for 15 minutes: nothing is closed by itself.",
            urgency=Urgency.PAGE,
            periods=3,
        )
        alarms.when_above(
            "ClosingLate",
            self._close.emitted("OldestDueSeconds", "Maximum"),
            late,
            "Something has been due for 15 minutes and is not closed.",
            urgency=Urgency.PAGE,
        )
        alarms.when_above(
            "ClosingFails",
            self._close.emitted("CloseFailures"),
            0,
            "Something that is due cannot be closed: the log of the closing worker names it.",
        )
        alarms.when_above(
            "ClosingStuck",
            self._queues[wiring.CLOSE_QUEUE].metric_approximate_age_of_oldest_message(
                period=PERIOD, statistic="Maximum"
            ),
            late,
            "A shard has waited for 15 minutes: there are too few closing workers, or they fail.",
        )

    def _watch_events(self, alarms: Alarms) -> None:
        alarms.when_above(
            "PublishingLate",
            self._publish.function.metric("IteratorAge", period=PERIOD, statistic="Maximum"),
            Duration.minutes(5).to_milliseconds(),
            "Partners hear of changes more than five minutes late.",
            urgency=Urgency.PAGE,
        )
        alarms.when_above(
            "NotifyingStuck",
            self._queues[wiring.NOTIFY_QUEUE].metric_approximate_age_of_oldest_message(
                period=PERIOD, statistic="Maximum"
            ),
            _LATE.to_seconds(),
            "Customers hear of events 15 minutes late: the notifier fails, or SES takes no e-mail.",
        )
        alarms.when_above(
            "DeliveringStuck",
            self._queues[wiring.DELIVER_QUEUE].metric_approximate_age_of_oldest_message(
                period=PERIOD, statistic="Maximum"
            ),
            # Nothing waits longer than 15 minutes for its next look.
            2 * _LATE.to_seconds(),
            "Webhooks hear of events late: the deliverer fails, or there are too few of it.",
        )
        alarms.when_above(
            "WebhookDisabled",
            self._deliver.emitted("WebhooksDisabled"),
            0,
            "A webhook hears nothing any more: it failed for three days, or said that it is gone.",
        )
        if self._settings.mail_from is None:
            return
        for event, what in (
            ("MailRefused", "SES refuses e-mails: the log of the notifier says why."),
            ("MailUnknown", "E-mails may or may not have been sent: the log of the notifier names them."),
        ):
            alarms.when_above(event, self._notify.emitted(event), 0, what)
        # SES reviews an account from 5 % of bounces and 0.1 % of complaints on; these are its own figures, as shares.
        for name, rate, most in (("MailBouncing", "BounceRate", 0.03), ("MailUnwanted", "ComplaintRate", 0.0005)):
            alarms.when_above(
                name,
                cloudwatch.Metric(
                    namespace="AWS/SES", metric_name=f"Reputation.{rate}", statistic="Maximum", period=PERIOD
                ),
                most,
                f"The account's {rate} is near the point from which on SES reviews it, and may stop its e-mail.",
            )
