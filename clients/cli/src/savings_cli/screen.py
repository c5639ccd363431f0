"""What is written to the terminal: tables and sentences for people, one JSON document a call for scripts."""

import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, TextIO

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.table import Table

    from savings_cli.failures import Failed

NARROW: Final = 100
"""Columns below which a table keeps to what it cannot do without."""


_OPTIONS: Final = {
    "target_amount": "--target",
    "recurrent_amount": "--each",
    "period_amount": "--each",
    "target_date": "--by",
    "end_date": "--by",
}
"""What a member of a plan is at the command line."""


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

        return Console(file=self.out, highlight=False, markup=False, emoji=False)

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

        console = Console(file=self.err, highlight=False, markup=False, emoji=False)
        console.print(Text.assemble(("Error: ", "bold red"), failure.sentence), soft_wrap=True)
        for one in failure.said.get("fields", ()):
            console.print(Text.assemble("  ", (one["field"], "bold"), f": {one['rule']}"), soft_wrap=True)
        for one in failure.said.get("alternatives", ()):
            option = _OPTIONS.get(one["change"], one["change"])
            console.print(Text(f"  possible: {option} {_bare(one['value'])}"), soft_wrap=True)
        if request := failure.said.get("request_id"):
            console.print(Text(f"  request id: {request}", "dim"), soft_wrap=True)
        if failure.cure:
            console.print(Text.assemble(("What helps: ", "bold"), failure.cure), soft_wrap=True)


_WHOLE: Final = frozenset({"id", "progress", "saved", "target", "balance", "left", "period", "plan", "by", "from"})


def table(columns: Iterable[str], rows: Iterable[Iterable["RenderableType"]], right: Iterable[str] = ()) -> "Table":
    """Return a table; the columns named in `right` are numbers. Only what is words is broken into lines."""
    from rich import box
    from rich.table import Table

    drawn = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for name in columns:
        drawn.add_column(name, justify="right" if name in right else "left", no_wrap=name in _WHOLE, overflow="fold")
    for row in rows:
        drawn.add_row(*row)
    return drawn


def facts(rows: Iterable[tuple[str, object]]) -> "Table":
    """Return what is known of one thing, a line each; what is None is left out."""
    from rich.table import Table
    from rich.text import Text

    drawn = Table.grid(padding=(0, 2))
    drawn.add_column(style="bold", no_wrap=True)
    drawn.add_column(overflow="fold")
    for name, fact in rows:
        if fact is not None:
            drawn.add_row(name, fact if isinstance(fact, Text) else str(fact))
    return drawn


def _bare(value: Any) -> Any:
    return value["value"] if isinstance(value, Mapping) else value


def amount_of(value: Any) -> str:
    """Return an amount as people read it, whichever form it has."""
    if isinstance(value, Mapping):
        return f"{value['value']} {value['currency']}" if value.get("currency") else str(value["value"])
    return str(value)


def bar(part: Decimal, whole: Decimal, width: int = 12) -> str:
    """Return how much of a whole there is, as a bar with its percentage, cut to what is reached in full."""
    percent = int(part * 100 / whole) if whole > 0 else 100
    return f"{blocks(part, whole, width)} {percent:>3}%"


def blocks(part: Decimal, whole: Decimal, width: int) -> str:
    """Return a bar alone."""
    done = max(0, min(width, int(part * width / whole))) if whole > 0 else width
    return "█" * done + "░" * (width - done)
