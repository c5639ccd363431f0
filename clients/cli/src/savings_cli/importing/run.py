"""The run: each customer's rows in their order, several customers side by side, each row once."""

import asyncio
import hashlib
from collections import deque
from collections.abc import Callable
from typing import Any, Final

from savings_cli.importing.columns import Flaw, Flawed
from savings_cli.importing.journal import Entry, Journal
from savings_cli.importing.known import Known
from savings_cli.importing.sheets import Rejection, Row, Sheet
from savings_goals_client import (
    ApiError,
    AsyncClient,
    Forbidden,
    SavingsGoalsError,
    TooManyRequests,
    Unauthorized,
)

SHOWN: Final = 20
"""So many rejected rows are in a summary; the file of them has all."""
_UNSURE: Final = frozenset({502, 503, 504})


def key_of(kind: str, external_id: str) -> str:
    """Return a row's idempotency key: of what it is and its external id alone, so it is the same from each machine.

    The API keeps it for the caller and the customer of a request, so it need not name them.
    """
    return f"import-{kind}-{hashlib.sha256(external_id.encode()).hexdigest()[:32]}"


class Run:
    """One run over a sheet: what the journal has is done with, the rest is to be made."""

    def __init__(self, sheet: Sheet, journal: Journal) -> None:
        self.kind = sheet.kind
        self.header = sheet.header
        self.journal = journal
        self.advanced: Callable[[], None] = lambda: None
        """Called for each row that is done with, whatever came of it."""
        self.made = self.already = 0
        self.stopped: SavingsGoalsError | None = None
        """Why the run ended before its time."""
        self._sheet = sheet
        self._refused: list[Rejection] = []
        self._lanes: dict[str, deque[Row]] = {}
        for row in sheet.rows:
            self._sort_in(row, journal.entries.get(row.key))

    def _sort_in(self, row: Row, entry: Entry | None) -> None:
        if entry is None:
            self._lanes.setdefault(row.customer, deque()).append(row)
        elif entry.digest == self._sheet.digest(row):
            self.already += 1
        else:
            self._reject(row, Flaw("", "changed", "Was made before with another content; an import changes nothing."))

    @property
    def left(self) -> int:
        """How many rows are still to be made."""
        return sum(map(len, self._lanes.values()))

    @property
    def rejections(self) -> list[Rejection]:
        """What was rejected, by line."""
        return sorted([*self._sheet.rejections, *self._refused], key=lambda one: one.line)

    def summary(self) -> dict[str, Any]:
        """Return what came of it; of what was rejected, how it begins."""
        rejections = self.rejections
        reasons = [{"line": one.line, "message": one.message} for one in rejections[:SHOWN]]
        return {
            "rows": len(self._sheet.rows) + len(self._sheet.rejections),
            "customers": len({row.customer for row in self._sheet.rows}),
            "made": self.made,
            "already": self.already,
            "rejected": len(rejections),
            "left": self.left,
            "reasons": reasons,
        }

    async def go(self, bank: AsyncClient, at_once: int) -> None:
        """Make each customer's rows in their order, so many customers at once, until all is done or nothing can be."""
        lanes = iter(list(self._lanes.items()))

        async def worker() -> None:
            for customer, rows in lanes:
                known = Known(customer, bank.acting_for(customer))
                while rows and self.stopped is None:
                    await self._one(known, rows)

        async with asyncio.TaskGroup() as group:
            for _ in range(at_once):
                group.create_task(worker())

    async def _one(self, known: Known, rows: deque[Row]) -> None:
        row = rows[0]
        try:
            values = self._sheet.values(row.cells)
            made = await self.kind.make(known, values, key_of(self.kind.name, row.external_id))
        except Flawed as flawed:
            self._reject(row, *flawed.flaws)
        except SavingsGoalsError as error:
            if not isinstance(error, ApiError) or _ends_all(error):
                self.stopped = self.stopped or error
                return
            self._reject(row, *self._flaws(error))
        else:
            self.journal.keep(row.key, Entry(self._sheet.digest(row), made))
            self.made += 1
        rows.popleft()
        self.advanced()

    def _reject(self, row: Row, *flaws: Flaw) -> None:
        self._refused.append(Rejection(row.line, row.cells, flaws))

    def _flaws(self, error: ApiError) -> list[Flaw]:
        named = self.kind.of_members
        code = error.code or str(error.status)
        flaws = [Flaw(named.get(one.name, one.name), one.code or code, one.message) for one in error.fields]
        return flaws or [Flaw("", code, f"{error.message} (request {error.request_id})")]


def _ends_all(error: ApiError) -> bool:
    """Whether no other row would fare better, or this one may have been made: then the run goes on another time."""
    if isinstance(error, Forbidden):
        return error.family != "households"  # there a single household may be closed to the caller
    return isinstance(error, TooManyRequests | Unauthorized) or error.family == "gateway" or error.status in _UNSURE
