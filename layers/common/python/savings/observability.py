"""Logs and metrics: the only place where they are made."""

from functools import wraps
from typing import Any, Final

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit

from savings.runtime import Handler, Runtime

NAMESPACE: Final = "SavingsGoals"

logger: Final = Logger()
metrics: Final = Metrics(namespace=NAMESPACE)


def count(name: str, value: int = 1) -> None:
    """Count something that the business dashboard shows."""
    if value:
        metrics.add_metric(name=name, unit=MetricUnit.Count, value=value)


def seconds(name: str, value: int) -> None:
    """Report an age or a duration."""
    metrics.add_metric(name=name, unit=MetricUnit.Seconds, value=value)


def instrumented(runtime: Runtime, handler: Handler) -> Handler:
    """Return the handler under its invocation's deadline, with its keys on each log line and its metrics at the end."""
    logged = logger.inject_lambda_context(handler, clear_state=True)

    @wraps(handler)
    def handle(event: dict[str, Any], context: Any) -> dict[str, Any]:
        runtime.deadline.begin(context)
        try:
            return logged(event, context)
        finally:
            if metrics.metric_set:
                metrics.flush_metrics()

    return handle
