"""Faults that no engine shows by itself: conflicts, throttles, and clients that die in the middle of their work.

They are injected where the product's calls set out, so that everything above is the product's own.
"""

from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from savings.dynamodb.transport import ServiceError
from tests.product import WRITES
from tests.wire import Wire

THROTTLED: Final = "ThrottlingException"
CANCELLED: Final = "TransactionCanceledException"


class Died(BaseException):
    """The process is gone; nothing in it may catch this."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """An error answer of the service, with the reasons of a cancelled transaction."""

    code: str
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lost:
    """The call is done, but its answer gets lost: the client hears an error."""

    code: str


Meanwhile = Callable[[], object]
Fault = Refusal | Lost | Mapping[str, Any] | Meanwhile


@dataclass
class Faults:
    """What is to go wrong with the calls of a product, in order; `writes` counts those that reached the table."""

    writes: int = 0
    calls: list[str] = field(default_factory=list)
    _script: deque[tuple[str, Fault]] = field(default_factory=deque)
    _lost: str | None = None
    _dies: tuple[int, bool] | None = None

    def watch(self, wire: Wire) -> "Faults":
        """Take part in every call from now on."""
        wire.asked.append(self._before)
        wire.answered.append(self._after)
        return self

    def refuse(self, operation: str, code: str, *reasons: str, times: int = 1) -> None:
        """Answer the next calls of an operation with an error, before they reach the table."""
        self._script.extend([(operation, Refusal(code, reasons))] * times)

    def lose(self, operation: str, code: str) -> None:
        """Let the next call of an operation be done, and answer it with an error."""
        self._script.append((operation, Lost(code)))

    def answer(self, operation: str, parsed: Mapping[str, Any], *, times: int = 1) -> None:
        """Answer the next calls of an operation in the table's place."""
        self._script.extend([(operation, parsed)] * times)

    def meanwhile(self, operation: str, act: Meanwhile) -> None:
        """Let another writer act right before the next call of an operation reaches the table."""
        self._script.append((operation, act))

    def die(self, at: int, *, after: bool) -> None:
        """Have the client die right before or right after write number `at` from now on (1 is the first)."""
        self.writes = 0
        self._dies = at, after

    def heal(self) -> None:
        """Let everything pass again."""
        self._script.clear()
        self._lost = self._dies = None

    @property
    def are_over(self) -> bool:
        """Whether everything that was to go wrong has."""
        return not self._script

    def _before(self, operation: str, _: object) -> dict[str, Any] | None:
        self.calls.append(operation)
        if operation in WRITES and self._dies == (self.writes + 1, False):
            raise Died
        if not self._script or self._script[0][0] != operation:
            return None
        fault = self._script.popleft()[1]
        match fault:
            case Refusal():
                raise ServiceError(operation, 400, _error(fault.code, fault.reasons))
            case Mapping():
                return dict(fault)
            case Lost():
                self._lost = fault.code
            case _:
                fault()
        return None

    def _after(self, operation: str, _: object, answer: Mapping[str, Any]) -> None:
        if self._lost is not None:
            code, self._lost = self._lost, None
            raise ServiceError(operation, 500, _error(code))
        if operation in WRITES and "Error" not in answer:
            self.writes += 1
            if self._dies == (self.writes, True):
                raise Died


def _error(code: str, reasons: Iterable[str] = ()) -> dict[str, Any]:
    answer: dict[str, Any] = {"Error": {"Code": code, "Message": "injected"}}
    if reasons:
        answer["CancellationReasons"] = [{"Code": reason} for reason in reasons]
    return answer
