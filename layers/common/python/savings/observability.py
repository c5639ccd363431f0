"""Logs and metrics: the only place where they are made. No log line has what a person wrote."""

import logging
import traceback
from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any, Final, TypeVar

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit

from savings.runtime import Handler, Runtime

T = TypeVar("T")

NAMESPACE: Final = "SavingsGoals"

logger: Final = Logger()
metrics: Final = Metrics(namespace=NAMESPACE)


class Failed(Exception):
    """A function failed; the log line of that request says how."""


def _without_messages(record: logging.LogRecord) -> bool:
    """Put the stack and the kinds of an exception in the place of its messages, which may quote what a person wrote."""
    if isinstance(record.exc_info, tuple) and record.exc_info[1] is not None:
        error, record.exc_info = record.exc_info[1], None
        vars(record).update(exception="".join(_stack(error)), exception_name=type(error).__name__)
    return True


logger.addFilter(_without_messages)


def _stack(error: BaseException, after: frozenset[int] = frozenset()) -> Iterator[str]:
    """Yield what a traceback shows, causes first; of an error of AWS its code and operation, of others the kind.

    `after` are the errors that this one is a cause of: a chain may run in a circle.
    """
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    after |= {id(error)}
    if before is not None and id(before) not in after:
        yield from _stack(before, after)
    yield from traceback.format_tb(error.__traceback__)
    answer = getattr(error, "response", None)
    code = answer.get("Error", {}).get("Code") if isinstance(answer, dict) else None
    said = f": {code} from {getattr(error, 'operation_name', None)}" if code else ""
    yield f"{type(error).__module__}.{type(error).__qualname__}{said}\n"


def count(name: str, value: int = 1) -> None:
    """Count something that the business dashboard shows."""
    if value:
        metrics.add_metric(name=name, unit=MetricUnit.Count, value=value)


def seconds(name: str, value: int) -> None:
    """Report an age or a duration."""
    metrics.add_metric(name=name, unit=MetricUnit.Seconds, value=value)


def logged(handle: Callable[[T], None]) -> Callable[[T], None]:
    """Return what handles a record of a batch, with a log line when it fails: the batch keeps that to itself."""

    def handle_record(record: T) -> None:
        try:
            handle(record)
        except Exception:
            logger.exception("record failed")
            raise

    return handle_record


def instrumented(runtime: Runtime, handler: Handler, *, keep: int = 0) -> Handler:
    """Return the handler under its invocation's deadline, with its keys on each log line and its metrics at the end.

    The deadline is so many milliseconds earlier as it has to `keep` for what comes after its work.
    Raises Failed for whatever the handler raises: Lambda writes what a function raises into its log, message and all.
    """

    @logger.inject_lambda_context(clear_state=True)
    def log(event: dict[str, Any], context: Any) -> dict[str, Any]:
        try:
            return handler(event, context)
        except Exception as error:
            logger.exception("failed")
            raise Failed(type(error).__name__) from None

    @wraps(handler)
    def handle(event: dict[str, Any], context: Any) -> dict[str, Any]:
        runtime.deadline.begin(context, keep=keep)
        try:
            return log(event, context)
        finally:
            if metrics.metric_set:
                metrics.flush_metrics()

    return handle
