"""Everything that can be refused, as one tree.

DomainError
├── Refused                 the request cannot be done as it stands; names every field and rule
│   ├── Malformed           the body is not what the route reads (JSON, content type, duplicate members)
│   ├── TooLarge            the body is over the limit
│   ├── Infeasible          a plan that cannot reach its target; says the shortfall and what would work
│   ├── NotCovered          money that is not there: over the residual, or more than the goal holds
│   └── KeyReused           an idempotency key that came before with another payload
├── NotFound                unknown, garbled, or somebody else's
├── Unauthorised            the caller is not who the headers say
├── Forbidden               the caller may see it but not change it
│   └── Suspended           the tenant is suspended: its client apps and customers may do nothing
├── Conflicting             the state of the thing does not allow it
└── Busy                    too many writers at once, or a throttled table; worth another try
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Self, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class FieldError:
    """One rule that one field breaks: `path` from the root of the request, a stable `code`, a sentence.

    The path has the domain's names; where it is `as_sent`, those of the request itself.
    """

    path: tuple[str | int, ...]
    code: str
    message: str
    as_sent: bool = False

    @property
    def name(self) -> str:
        """The member's name with dots between its parts, as `target_amount.value`."""
        return ".".join(str(part) for part in self.path)


class DomainError(Exception):
    """Base of all refusals; `code` is stable and part of the contract."""

    code = "error"

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class Refused(DomainError):
    """The request breaks one or more rules, each of them named."""

    code = "failed_validation"

    def __init__(self, errors: Sequence[FieldError], message: str = "Invalid request payload.") -> None:
        super().__init__(message)
        self.errors = tuple(errors)

    @classmethod
    def one(cls, path: str, code: str, message: str) -> Self:
        """Refuse for a single member; `path` with dots."""
        return cls([FieldError(tuple(path.split(".")), code, message)])


class Malformed(Refused):
    """The body cannot be read."""

    code = "malformed_request"


class TooLarge(Refused):
    """The body is larger than is accepted."""

    code = "request_too_large"


class KeyReused(Refused):
    """The idempotency key was used with another payload within its life."""

    code = "idempotency_key_reused"


class NotCovered(Refused):
    """The money is not there: the account's residual or the goal's amount does not cover it."""

    code = "not_covered"


@dataclass(frozen=True, slots=True)
class Alternative:
    """A change that would make a refused plan feasible; `value` is minor units or a date, as `change` has it."""

    change: str
    value: object


class Infeasible(Refused):
    """The plan ends below its target: `shortfall` in minor units; each of `alternatives` is accepted when sent back."""

    code = "plan_infeasible"

    def __init__(self, errors: Sequence[FieldError], shortfall: int, alternatives: Sequence[Alternative]) -> None:
        super().__init__(errors)
        self.shortfall = shortfall
        self.alternatives = tuple(alternatives)
        self.currency: str | None = None


@contextmanager
def in_currency(currency: str) -> Iterator[None]:
    """Name the currency of the amounts of a plan that turns out infeasible."""
    try:
        yield
    except Infeasible as infeasible:
        infeasible.currency = currency
        raise


class NotFound(DomainError):
    """There is no such thing for this caller; `kind` is the glossary's name for it."""

    code = "not_found"

    def __init__(self, kind: str) -> None:
        super().__init__(f"{kind.capitalize()} not found.")
        self.kind = kind


class Unauthorised(DomainError):
    """The token and the headers name different callers."""

    code = "unauthorised"


class Forbidden(DomainError):
    """The caller may see this but not change it."""

    code = "forbidden"


class Suspended(Forbidden):
    """The caller's tenant is suspended."""

    code = "tenant_suspended"


class Conflicting(DomainError):
    """The state of the thing does not allow the change."""

    code = "conflict"


class Busy(DomainError):
    """Worth another try in a moment: nothing was done, unless the message says that it may have been."""

    code = "busy"


class Checks:
    """Runs several checks and refuses once, with everything that they found."""

    def __init__(self) -> None:
        self._errors: list[FieldError] = []

    def __call__(self, check: Callable[[], T]) -> T | None:
        """Return what the check returns; None, and its errors kept, when it refuses."""
        try:
            return check()
        except Refused as refused:
            self._errors += refused.errors
            return None

    def add(self, path: str, code: str, message: str) -> None:
        """Keep an error of the caller's own; `path` with dots."""
        self._errors += Refused.one(path, code, message).errors

    def done(self) -> None:
        """Raise Refused when anything was found."""
        if self._errors:
            raise Refused(self._errors)
