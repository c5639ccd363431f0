"""What is written to the terminal: tables and sentences for people, one JSON document a call for scripts."""

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, TextIO

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.table import Table

    from savings_cli.failures import Failed

NARROW: Final = 76
"""Columns below which a table keeps to what it cannot do without."""


@dataclass
class Screen:
    """Standard output and standard error. Colour is for a terminal, and not where NO_COLOR is set."""

    is_json: bool = False
    out: TextIO = field(default_factory=lambda: sys.stdout)
    err: TextIO = field(default_factory=lambda: sys.stderr)

    @cached_property
    def console(self) -> "Console":
        """Where people read."""
        from rich.console import Console

        return Console(file=self.out, highlight=False)

    @property
    def is_narrow(self) -> bool:
        """Whether a table has to do without what is only pleasant."""
        return self.console.width < NARROW

    def show(self, document: object, drawn: Callable[[], object]) -> None:
        """Write the document, or what is drawn of it."""
        if self.is_json:
            self.write(document)
        else:
            found = drawn()
            for one in found if isinstance(found, list) else [found]:
                self.console.print(one, soft_wrap=isinstance(one, str))

    def write(self, document: object) -> None:
        """Write one document on one line, its amounts to the last digit."""
        from savings_goals_client import wire

        self.out.write(f"{wire.write(document)}\n")
        self.out.flush()

    def note(self, sentence: str) -> None:
        """Say something beside the answer, such as what is waited for."""
        self.err.write(f"{sentence}\n")
        self.err.flush()

    def failed(self, failure: "Failed") -> None:
        """Say why the command ends."""
        if self.is_json:
            from savings_goals_client import wire

            self.err.write(f"{wire.write(failure.document())}\n")
            return
        from rich.console import Console
        from rich.text import Text

        console = Console(file=self.err, highlight=False)
        console.print(Text.assemble(("Error: ", "bold red"), failure.sentence), soft_wrap=True)
        for one in failure.said.get("fields", ()):
            console.print(Text.assemble("  ", (one["field"], "bold"), f": {one['rule']}"), soft_wrap=True)
        for one in failure.said.get("alternatives", ()):
            console.print(Text(f"  possible: {one['change']} {amount_of(one['value'])}"), soft_wrap=True)
        if request := failure.said.get("request_id"):
            console.print(Text(f"  request id: {request}", "dim"), soft_wrap=True)
        if failure.cure:
            console.print(Text.assemble(("What helps: ", "bold"), failure.cure), soft_wrap=True)


def table(columns: Iterable[str], rows: Iterable[Iterable["RenderableType"]], right: Iterable[str] = ()) -> "Table":
    """Return a table; the columns named in `right` are numbers, and an id is never cut."""
    from rich import box
    from rich.table import Table

    drawn = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for name in columns:
        drawn.add_column(
            name, justify="right" if name in right else "left", no_wrap=name in {"id", *right}, overflow="fold"
        )
    for row in rows:
        drawn.add_row(*row)
    return drawn


def amount_of(value: Any) -> str:
    """Return an amount as people read it, whichever form it has."""
    if isinstance(value, dict):
        return f"{value['value']} {value['currency']}" if value.get("currency") else str(value["value"])
    return str(value)


def bar(part: Decimal, whole: Decimal, width: int = 12) -> str:
    """Return how much of a whole there is, as a bar with its percentage, cut to what is reached in full."""
    percent = int(part * 100 / whole) if whole > 0 else 100
    done = max(0, min(width, percent * width // 100))
    return f"{'█' * done}{'░' * (width - done)} {percent:>3}%"
