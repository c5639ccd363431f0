"""Two dashboards: what the business asks, and what the person on call asks."""

from collections.abc import Iterable
from typing import Protocol

from aws_cdk import aws_apigatewayv2 as http
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from contract.metrics import METRICS
from infra.components.function import PERIOD, ServiceFunction


class Emitted(Protocol):
    """Gives a metric of the product by its name, and by a statistic of it."""

    def __call__(self, name: str, statistic: str = "Sum") -> cloudwatch.Metric:
        """Return the metric of the function that emits it."""
        ...


def make_business_dashboard(scope: Construct, functions: Iterable[ServiceFunction]) -> None:
    """Add the dashboard of what customers did, and of what time and the product did for them."""
    emitted = _emitted_by(functions)
    dashboard = cloudwatch.Dashboard(scope, "Business")
    dashboard.add_widgets(
        _graph("Goals created", [emitted("GoalsCreated")]),
        _graph("Goals that reached their target", [emitted("GoalsAchieved")]),
        _graph("Goals that ended", [emitted("GoalsCompleted"), emitted("GoalsFailed")]),
    )
    dashboard.add_widgets(
        _graph("Actions recorded", [emitted("ActionsRecorded")]),
        _graph("Periods closed", [emitted("PeriodsClosed")]),
        _graph("Payments due, and reminders", [emitted("ContributionsDue"), emitted("RemindersPublished")]),
    )
    dashboard.add_widgets(
        _graph("Changes that left a residual below zero", [emitted("ResidualsNegative")]),
        _graph("Notifications", [emitted("NotificationsMade"), emitted("NotificationsSkipped")]),
        _graph("Events published", [emitted("EventsPublished")]),
    )


def make_technical_dashboard(
    scope: Construct,
    *,
    api: http.HttpApi,
    functions: Iterable[ServiceFunction],
    table: dynamodb.ITable,
    close_queue: sqs.Queue,
    dead_letters: Iterable[sqs.IQueue],
) -> None:
    """Add the dashboard that shows where the platform is slow, failing or late."""
    functions = list(functions)
    emitted = _emitted_by(functions)
    dashboard = cloudwatch.Dashboard(scope, "Technical")
    dashboard.add_widgets(
        _graph("Calls", [api.metric_count(period=PERIOD)]),
        _graph(
            "Refused and failed calls", [api.metric_client_error(period=PERIOD), api.metric_server_error(period=PERIOD)]
        ),
        _graph("Time to answer, p50 and p99", [api.metric_latency(period=PERIOD, statistic=s) for s in ("p50", "p99")]),
    )
    dashboard.add_widgets(
        _graph("Function errors", [f.function.metric_errors(period=PERIOD, label=f.node.id) for f in functions]),
        _graph("Function throttles", [f.function.metric_throttles(period=PERIOD, label=f.node.id) for f in functions]),
        _graph(
            "Function time, p99",
            [f.function.metric_duration(period=PERIOD, statistic="p99", label=f.node.id) for f in functions],
        ),
    )
    dashboard.add_widgets(
        _graph("Oldest due item, seconds", [emitted("OldestDueSeconds", "Maximum")]),
        _graph("Not closed, and reminders not sent", [emitted("CloseFailures"), emitted("RemindersSkipped")]),
        _graph(
            "Shards to close, and the oldest of them",
            [
                close_queue.metric_approximate_number_of_messages_visible(period=PERIOD),
                close_queue.metric_approximate_age_of_oldest_message(period=PERIOD, statistic="Maximum"),
            ],
        ),
        _graph(
            "Dead letters",
            [
                q.metric_approximate_number_of_messages_visible(period=PERIOD, statistic="Maximum", label=q.node.id)
                for q in dead_letters
            ],
        ),
    )
    dashboard.add_widgets(
        _graph("From a change to the bus, seconds", [emitted("PublishLagSeconds", s) for s in ("p50", "p99")]),
        _graph(
            "From an event to its customer, seconds", [emitted("NotificationLagSeconds", s) for s in ("p50", "p99")]
        ),
        _graph("Notifications that wait", [emitted("NotificationsPostponed")]),
    )
    dashboard.add_widgets(
        _graph("Deliveries to webhooks", [emitted("DeliveriesMade"), emitted("DeliveriesFailed")]),
        _graph("From an event to a webhook, seconds", [emitted("DeliveryLagSeconds", s) for s in ("p50", "p99")]),
        _graph(
            "Deliveries that wait, and webhooks disabled", [emitted("DeliveriesPostponed"), emitted("WebhooksDisabled")]
        ),
    )
    dashboard.add_widgets(
        _graph("E-mails", [emitted("MailSent"), emitted("MailRefused"), emitted("MailUnknown")]),
        _graph("E-mails that came back, % of those sent", [_share_of_mail(emitted)]),
        _graph("Goals and accounts audited", [emitted("AuditedGoals"), emitted("AuditedAccounts")]),
    )
    dashboard.add_widgets(
        _graph("Invariants that do not hold", [emitted("InvariantsBroken")]),
        _graph(
            "Goals not audited, or not to the end",
            [emitted("AuditFailures"), emitted("AuditsPostponed"), emitted("AuditsCutShort")],
        ),
    )
    dashboard.add_widgets(
        _graph(
            "Table: capacity used",
            [table.metric_consumed_read_capacity_units(), table.metric_consumed_write_capacity_units()],
        ),
        _graph("Table: throttled", [throttled(table, "Read"), throttled(table, "Write")]),
    )


def _emitted_by(functions: Iterable[ServiceFunction]) -> Emitted:
    by_service = {function.service: function for function in functions}
    services = {metric.name: metric.service for metric in METRICS}
    return lambda name, statistic="Sum": by_service[services[name]].emitted(name, statistic)


def _share_of_mail(emitted: Emitted) -> cloudwatch.MathExpression:
    """Give how much of the e-mail came back for good or was complained of."""
    return cloudwatch.MathExpression(
        expression="100 * (FILL(bounced, 0) + FILL(complaints, 0)) / sent",
        using_metrics={
            "bounced": emitted("MailBounced"),
            "complaints": emitted("MailComplaints"),
            "sent": emitted("MailSent"),
        },
        label="bounces and complaints",
        period=PERIOD,
    )


def throttled(table: dynamodb.ITable, direction: str) -> cloudwatch.Metric:
    """Give the number of throttled requests of a table; `direction` is Read or Write."""
    return table.metric(f"{direction}ThrottleEvents", statistic="Sum", period=PERIOD)


def _graph(title: str, metrics: Iterable[cloudwatch.IMetric]) -> cloudwatch.GraphWidget:
    return cloudwatch.GraphWidget(title=title, left=list(metrics), width=8)
