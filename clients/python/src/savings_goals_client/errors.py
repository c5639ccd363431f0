"""What can go wrong with a call: one base, a class for each status, and fields that read alike in every family."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from savings_goals_client import wire


class SavingsGoalsError(Exception):
    """The base of all that this package raises on purpose."""


class NoAnswer(SavingsGoalsError):
    """The connection broke or timed out, again and again; a write may have been done, and is safe under its key."""

    def __init__(self, operation: str, idempotency_key: str | None) -> None:
        """Say which operation it was, and the key under which it can be sent again."""
        super().__init__(f"{operation}: no answer")
        self.operation = operation
        self.idempotency_key = idempotency_key


class UnreadableAnswer(SavingsGoalsError):
    """The answer is no JSON, or not what the operation answers: perhaps something else is at this address."""

    def __init__(self, operation: str, status: int, body: bytes) -> None:
        """Show how the body begins."""
        start = body[:200].decode(errors="replace")
        super().__init__(f"{operation}: the answer with status {status} cannot be read; it begins with {start!r}")
        self.operation = operation
        self.status = status
        self.body = body


class NoToken(SavingsGoalsError):
    """The token endpoint refused the credentials, or cannot be reached."""


@dataclass(frozen=True, slots=True)
class FieldError:
    """One rule that a field breaks; `code` is there where the family has one (goals)."""

    name: str
    message: str
    code: str | None = None


class ApiError(SavingsGoalsError):
    """The API refused. The body as it came is in `body`, the family whose form it has in `family`."""

    def __init__(self, operation: str, status: int, headers: Mapping[str, str], body: Mapping[str, Any]) -> None:
        """Read what every family has, each in its own place."""
        self.operation = operation
        self.status = status
        self.body = body
        self.family = _family(body)
        self.code = _text(body.get("code") or body.get("code_id"))
        self.message = str(body.get("detail") or body.get("message") or body.get("title") or "no reason given")
        self.fields = tuple(_fields(body))
        self.request_id = _text(body.get("request_id") or headers.get("x-request-id") or headers.get("apigw-requestid"))
        self.retry_after = _text(headers.get("retry-after"))
        super().__init__(f"{operation}: {status} {self._sentence()}")

    def _sentence(self) -> str:
        named = "; ".join(f"{field.name}: {field.message}" for field in self.fields)
        return f"{self.message} ({named})" if named and self.family in {"savings goals", "households"} else self.message


class BadRequest(ApiError):
    """400: the request breaks a rule; `fields` say which."""


class PlanInfeasible(BadRequest):
    """400: the plan cannot reach its target. Each of `alternatives` is accepted when it is sent back."""

    @property
    def shortfall(self) -> Any:
        """What is missing, as the family has amounts."""
        return self.body["shortfall"]

    @property
    def alternatives(self) -> list[dict[str, Any]]:
        """The member to `change`, and the `value` to send."""
        return list(self.body["alternatives"])


class Unauthorized(ApiError):
    """401: no token, or one that is not valid here, or a header that names somebody else."""


class Forbidden(ApiError):
    """403: the token lacks the scope, or the household may only be viewed."""


class NotFound(ApiError):
    """404: there is no such thing for this caller."""


class Conflict(ApiError):
    """409: the thing is in a state that does not allow this, or the external id came before with other content."""


class TooLarge(ApiError):
    """413: the body is too large."""


class Invalid(ApiError):
    """422: a rule is broken (households), or the idempotency key came before with another payload."""


class TooManyRequests(ApiError):
    """429: too many requests, after all tries; `retry_after` says how long to wait where the API does."""


class ServerError(ApiError):
    """5xx: a fault of the server, after all tries; quote `request_id`."""


_BY_STATUS: Mapping[int, type[ApiError]] = {
    400: BadRequest,
    401: Unauthorized,
    403: Forbidden,
    404: NotFound,
    409: Conflict,
    413: TooLarge,
    422: Invalid,
    429: TooManyRequests,
}


def refusal(operation: str, status: int, headers: Mapping[str, str], text: bytes) -> SavingsGoalsError:
    """Return the error that an answer stands for."""
    try:
        body = wire.read(text)
    except ValueError:
        return UnreadableAnswer(operation, status, text)
    if not isinstance(body, dict):
        return UnreadableAnswer(operation, status, text)
    kind = ServerError if status >= 500 else _BY_STATUS.get(status, ApiError)
    if "shortfall" in body and "alternatives" in body:
        kind = PlanInfeasible
    return kind(operation, status, headers, body)


def _family(body: Mapping[str, Any]) -> str:
    """Return the family whose form a body has; the gateway's own has a message alone."""
    if "code_id" in body:
        return "savings goals"
    if "success" in body:
        return "households"
    if "type" in body:
        return "goals" if "error" in body else "ledger"
    return "gateway"


def _fields(body: Mapping[str, Any]) -> Iterator[FieldError]:
    found = body.get("errors", body.get("data"))
    if isinstance(found, dict):  # savings goals, households: sentences by field
        for name, sentences in found.items():
            yield from (FieldError(name, str(sentence)) for sentence in _list(sentences))
    for one in _list(found):
        if not isinstance(one, dict) or "field" not in one:
            continue  # of somebody else's making
        if "errors" in one:  # ledger
            yield from (FieldError(str(one["field"]), str(sentence)) for sentence in _list(one["errors"]))
        else:
            yield FieldError(str(one["field"]), str(one.get("detail")), _text(one.get("code")))


def _list(found: object) -> list[Any]:
    return found if isinstance(found, list) else []


def _text(value: object) -> str | None:
    return None if value is None else str(value)
