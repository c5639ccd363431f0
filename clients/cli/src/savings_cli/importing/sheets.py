"""A file of rows: read whole and checked by itself, before anything is sent."""

import csv
import hashlib
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from savings_cli.failures import MISUSED, Failed
from savings_cli.importing.columns import Column, Flaw, Flawed, Unreadable, amount, minor
from savings_cli.importing.kinds import Kind
from savings_cli.money import digits

REASONS: Final = ("rejected_line", "rejected_field", "rejected_code", "rejected_message")
"""The columns that a file of rejected rows has beside its own; they are passed over where such a file is imported."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row that can be sent. Its cells are kept as they are written: a file may have very many."""

    line: int
    customer: str
    external_id: str
    cells: tuple[str, ...]

    @property
    def key(self) -> tuple[str, str]:
        """What it is known by: external ids are a customer's own."""
        return self.customer, self.external_id


@dataclass(frozen=True, slots=True)
class Rejection:
    """A row that was not imported, and why."""

    line: int
    cells: tuple[str, ...]
    flaws: tuple[Flaw, ...]

    @property
    def message(self) -> str:
        """Every rule that is broken, in one line."""
        return "; ".join(f"{flaw.field}: {flaw.message}" if flaw.field else flaw.message for flaw in self.flaws)


@dataclass(slots=True)
class Sheet:
    """A file as it was read; `customer` is whose the rows are that name none."""

    kind: Kind
    header: tuple[str, ...]
    customer: str | None
    rows: list[Row] = field(default_factory=list)
    rejections: list[Rejection] = field(default_factory=list)
    """What breaks a rule of the file itself."""

    def values(self, cells: Sequence[str]) -> dict[str, Any]:
        """Return a row's cells as values. Raises Flawed, with every rule that it breaks."""
        flaws: list[Flaw] = []
        if len(cells) != len(self.header):
            flaws.append(Flaw("", "wrong_cells", f"Has {len(cells)} cells where the header has {len(self.header)}."))
        written = dict(zip(self.header, cells, strict=False))
        written["customer"] = written.get("customer") or self.customer or ""
        values: dict[str, Any] = {}
        for column in self.kind.columns:
            try:
                if (value := _value(column, written.get(column.name, ""), written.get("currency", ""))) is not None:
                    values[column.name] = value
            except Unreadable as wrong:
                flaws.append(Flaw(column.name, wrong.code, wrong.message))
        flaws = flaws or list(self.kind.check(values))
        if flaws:
            raise Flawed(*flaws)
        return values

    def add(self, line: int, cells: tuple[str, ...], first: dict[tuple[str, str], int]) -> None:
        """Take a row in; `first` has the line of each that came before. Raises Flawed."""
        values = self.values(cells)
        row = Row(line, sys.intern(values["customer"]), values["external_id"], cells)
        before = first.setdefault(row.key, line)
        if before != line:
            raise Flawed(Flaw("external_id", "duplicate_id", f"Is that of line {before}."))
        self.rows.append(row)

    def digest(self, row: Row) -> str:
        """Return what is the same for rows of the same content, in whichever order their columns are."""
        said = sorted((name, cell) for name, cell in zip(self.header, row.cells, strict=True) if cell)
        kept = [pair for pair in said if pair[0] not in REASONS]
        return hashlib.sha256(json.dumps(kept).encode()).hexdigest()[:16]


def _value(column: Column, cell: str, currency: str) -> Any:
    """Return what a cell says; None where it is empty. Raises Unreadable."""
    if not cell:
        if column.is_needed:
            raise Unreadable("required", "Is required.")
        return None
    value = column.read(cell)
    if column.read is amount and digits(currency) is not None:
        minor(value, currency)
    return value


def read(path: Path, kind: Kind, customer: str | None) -> Sheet:
    """Read a file; `customer` is whose the rows are that name none. Raises Failed for a file that is no such sheet."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            lines = _lines(csv.reader(file, strict=True))
            _, header = next(lines, (1, ()))
            _check_header(path, header, kind, customer)
            sheet, first = Sheet(kind, header, customer), dict[tuple[str, str], int]()
            for line, cells in lines:
                try:
                    sheet.add(line, cells, first)
                except Flawed as flawed:
                    sheet.rejections.append(Rejection(line, cells, flawed.flaws))
    except OSError as error:
        raise Failed(f"{path} cannot be read: {error.strerror}", "Name a file that is there.", MISUSED) from error
    except UnicodeDecodeError as error:
        raise Failed(f"{path} is not in UTF-8", "Save it as UTF-8 and import it again.", MISUSED) from error
    return sheet


def _lines(reader: Any) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield each row that is not blank, with the line on which it begins."""
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                # Most cells of a column are alike, and a file may have very many rows.
                yield line, tuple(sys.intern(cell.strip()) for cell in cells)
            line = reader.line_num + 1
    except csv.Error as error:
        cure = "Correct the quotes from there on; cells with a quote or a comma are quoted, and a quote within is two."
        raise Failed(f"the row of line {line} is no CSV: {error}", cure, MISUSED) from error


def _check_header(path: Path, header: Sequence[str], kind: Kind, customer: str | None) -> None:
    """Raises Failed for columns that are unknown, named twice or missing."""
    known = [column.name for column in kind.columns]
    needed = [
        column.name for column in kind.columns if column.is_needed and not (customer and column.name == "customer")
    ]
    wrong = [
        *(f"unknown: {name or '(no name)'}" for name in header if name not in (*known, *REASONS)),
        *(f"twice: {name}" for name in dict.fromkeys(header) if header.count(name) > 1),
        *(f"missing: {name}" for name in needed if name not in header),
    ]
    if wrong:
        cure = f"Line 1 names the columns, of these: {', '.join(known)}."
        raise Failed(f"the columns of {path.name} are wrong ({'; '.join(wrong)})", cure, MISUSED)


def write_rejected(header: Sequence[str], rejections: Sequence[Rejection], path: Path) -> None:
    """Write the rejected rows with their reasons; without any, remove what an earlier run wrote."""
    if not rejections:
        path.unlink(missing_ok=True)
        return
    own = [place for place, name in enumerate(header) if name not in REASONS]
    beside = path.with_suffix(".new")
    with beside.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([*(header[place] for place in own), *REASONS])
        for one in rejections:
            cells = [one.cells[place] if place < len(one.cells) else "" for place in own]
            fields, codes = ("; ".join(getattr(flaw, of) for flaw in one.flaws) for of in ("field", "code"))
            writer.writerow([*cells, one.line, fields, codes, one.message])
    beside.replace(path)
