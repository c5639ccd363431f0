"""Logs and metrics: the only place where they are made. No log line has what a person wrote.

Both are in the format of Powertools for AWS Lambda, so that its tools and queries read them; its import would cost a
start more than all of this.
"""

import json
import logging
import os
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from functools import wraps
from threading import Lock
from typing import Any, Final, TypeVar

from savings.correlation import serve, served
from savings.runtime import Handler, Runtime

T = TypeVar("T")

NAMESPACE: Final = os.environ.get("POWERTOOLS_METRICS_NAMESPACE", "SavingsGoals")
SERVICE: Final = os.environ.get("POWERTOOLS_SERVICE_NAME", "service_undefined")
_VALUES: Final = 100
"""How many values a metric may have in one line."""
_OWN: Final = {*vars(logging.makeLogRecord({})), "message", "asctime"}
"""What each record has by itself; whatever else it has was given as `extra`."""


class Lines(logging.Formatter):
    """Writes records as JSON, with the `keys` of the invocation and the id of the request on each line."""

    keys: dict[str, Any]

    def __init__(self) -> None:
        super().__init__()
        self.keys = {}

    def format(self, record: logging.LogRecord) -> str:
        """Return the line of a record."""
        at = time.strftime(f"%Y-%m-%d %H:%M:%S,{int(record.msecs):03d}%z", time.localtime(record.created))
        trace = os.environ.get("_X_AMZN_TRACE_ID", "").partition(";")[0].removeprefix("Root=")
        line = {
            "level": record.levelname,
            "location": f"{record.funcName}:{record.lineno}",
            "message": record.getMessage(),
            "timestamp": at,
            "service": SERVICE,
            **self.keys,
            **({"request_id": served()} if served() else {}),
            **{name: value for name, value in vars(record).items() if name not in _OWN},
            **({"xray_trace_id": trace} if trace else {}),
        }
        return json.dumps(line, separators=(",", ":"), ensure_ascii=False, default=str)


def _make_logger(lines: Lines) -> logging.Logger:
    made = logging.getLogger(SERVICE)
    made.setLevel(os.environ.get("POWERTOOLS_LOG_LEVEL") or os.environ.get("LOG_LEVEL") or "INFO")
    # AWS Lambda has a handler of its own, which would write each line again.
    made.propagate = "AWS_LAMBDA_RUNTIME_API" not in os.environ
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(lines)
    made.addHandler(handler)
    made.addFilter(_without_messages)
    return made


class Failed(Exception):
    """A function failed; the log line of that request says how."""


def _without_messages(record: logging.LogRecord) -> bool:
    """Put the stack and the kinds of an exception in the place of its messages, which may quote what a person wrote."""
    if isinstance(record.exc_info, tuple) and record.exc_info[1] is not None:
        error, record.exc_info = record.exc_info[1], None
        vars(record).update(exception="".join(_stack(error)), exception_name=type(error).__name__)
    return True


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


lines: Final = Lines()
logger: Final = _make_logger(lines)
_metrics: Final[dict[tuple[str, str], list[int]]] = {}
_measuring: Final = Lock()
"""Things are counted side by side."""
_is_cold = os.environ.get("AWS_LAMBDA_INITIALIZATION_TYPE") != "provisioned-concurrency"


def about(**keys: Any) -> None:
    """Put these keys on each further log line of the invocation."""
    lines.keys.update(keys)


def count(name: str, value: int = 1) -> None:
    """Count something that the business dashboard shows."""
    if value:
        with _measuring:
            values = _metrics.setdefault((name, "Count"), [0])
            values[0] += value


def seconds(name: str, value: int) -> None:
    """Report an age or a duration."""
    with _measuring:
        values = _metrics.setdefault((name, "Seconds"), [])
        values.append(value)
        is_full = len(values) == _VALUES
    if is_full:
        _write_metrics()


def _write_metrics() -> None:
    """Write what was measured as one line of CloudWatch's embedded metric format."""
    with _measuring:
        measured = _metrics.copy()
        _metrics.clear()
    if not measured:
        return
    names = [{"Name": name, "Unit": unit} for name, unit in measured]
    about_them = {"Namespace": NAMESPACE, "Dimensions": [["service"]], "Metrics": names}
    line = {
        "_aws": {"Timestamp": time.time_ns() // 1_000_000, "CloudWatchMetrics": [about_them]},
        "service": SERVICE,
        **{name: values for (name, _), values in measured.items()},
    }
    sys.stdout.write(json.dumps(line, separators=(",", ":")) + "\n")


def _invocation(context: Any) -> dict[str, Any]:
    global _is_cold  # noqa: PLW0603  # the first invocation of the process
    keys = {
        "cold_start": _is_cold,
        "function_name": context.function_name,
        "function_memory_size": int(context.memory_limit_in_mb),
        "function_arn": context.invoked_function_arn,
        "function_request_id": context.aws_request_id,
    }
    _is_cold = False
    return keys


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

    It serves its own invocation, unless it says that it serves another request.

    The deadline is so many milliseconds earlier as it has to `keep` for what comes after its work.
    Raises Failed for whatever the handler raises: Lambda writes what a function raises into its log, message and all.
    """

    @wraps(handler)
    def handle(event: dict[str, Any], context: Any) -> dict[str, Any]:
        runtime.deadline.begin(context, keep=keep)
        lines.keys = _invocation(context)
        serve(context.aws_request_id)
        try:
            return handler(event, context)
        except Exception as error:
            logger.exception("failed")
            raise Failed(type(error).__name__) from None
        finally:
            _write_metrics()

    return handle
