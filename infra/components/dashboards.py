"""Two dashboards: what the business asks, and what the person on call asks."""

from collections.abc import Iterable

from aws_cdk import aws_apigatewayv2 as http
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from infra.components.function import PERIOD, ServiceFunction


def make_business_dashboard(scope: Construct, functions: Iterable[ServiceFunction]) -> None:
    """Add the dashboard of what customers did and what time did to their goals."""
    by_service = _by_service(functions)
    dashboard = cloudwatch.Dashboard(scope, "Business")
    dashboard.add_widgets(
        _graph("Goals created", [by_service["goals"].emitted("GoalsCreated")]),
        _graph("Actions recorded", [by_service["actions"].emitted("ActionsRecorded")]),
    )
    dashboard.add_widgets(
        _graph("Periods closed", [by_service["close"].emitted("PeriodsClosed")]),
        _graph("Events published", [by_service["publish"].emitted("EventsPublished")]),
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
    close = _by_service(functions)["close"]
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
        _graph("Oldest due item, seconds", [close.emitted("OldestDueSeconds", "Maximum")]),
        _graph("Due items that could not be closed", [close.emitted("CloseFailures")]),
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
        _graph(
            "Table: capacity used",
            [table.metric_consumed_read_capacity_units(), table.metric_consumed_write_capacity_units()],
        ),
        _graph("Table: throttled", [throttled(table, "Read"), throttled(table, "Write")]),
    )


def _by_service(functions: Iterable[ServiceFunction]) -> dict[str, ServiceFunction]:
    return {function.service: function for function in functions}


def throttled(table: dynamodb.ITable, direction: str) -> cloudwatch.Metric:
    """Give the number of throttled requests of a table; `direction` is Read or Write."""
    return table.metric(f"{direction}ThrottleEvents", statistic="Sum", period=PERIOD)


def _graph(title: str, metrics: Iterable[cloudwatch.IMetric]) -> cloudwatch.GraphWidget:
    return cloudwatch.GraphWidget(title=title, left=list(metrics), width=8)
