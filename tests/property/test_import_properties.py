"""An import from CSV: killed anywhere, any number of times, it ends where a run that was left alone ends."""

import csv
import tempfile
from contextlib import suppress
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from tests.property.drawn import examples
from tests.unit.cli.books import CUSTOMERS, Books, import_into

_HEADERS = {
    "accounts": ("external_id", "customer", "name", "currency", "balance", "balance_date"),
    "goals": ("external_id", "customer", "form", "name", "account", "currency", "target_amount", "target_date",
              "tracking_type", "frequency", "target", "end_date"),
    "transactions": ("external_id", "customer", "type", "amount", "currency", "to_account", "from_account"),
}  # fmt: skip
_BAD = {"amount": "1.001", "balance": "much", "target_amount": "-0.001"}


def row_of(of: str, number: int, *, is_bad: bool, is_plan: bool) -> dict[str, str]:
    row = {"external_id": f"x{number}", "currency": "GBP", "name": f"Name {number}, “{of}”"}
    match of:
        case "accounts":
            row |= {"balance": f"{number}.5", "balance_date": "2026-01-31"}
        case "goals" if is_plan:
            row |= {"form": "plan", "account": "home", "target_amount": "900", "target_date": "2099-12-31"}
        case "goals":
            row |= {"form": "periods", "account": "home", "target_amount": "90.5", "tracking_type": "credit"}
            row |= {"frequency": "monthly", "target": "date", "end_date": "2099-12-31"}
        case _ if number % 3:
            row |= {"type": "Deposit", "amount": f"{number}.05", "to_account": "home"}
        case _:
            row |= {"type": "Withdrawal", "amount": "1", "from_account": "home"}
    return row | ({name: wrong for name, wrong in _BAD.items() if name in _HEADERS[of]} if is_bad else {})


@st.composite
def files(draw: st.DrawFn) -> tuple[str, list[dict[str, str]]]:
    """Draw a file: what it is of, and its rows; some are bad, and some external ids come twice for a customer."""
    of = draw(st.sampled_from(sorted(_HEADERS)))
    rows = []
    for _ in range(draw(st.integers(1, 12))):
        number, is_bad = draw(st.integers(1, 9)), draw(st.integers(0, 4)) == 0
        row = row_of(of, number, is_bad=is_bad, is_plan=draw(st.booleans()))
        rows.append(row | {"customer": draw(st.sampled_from(CUSTOMERS))})
    return of, rows


def written(folder: Path, of: str, rows: list[dict[str, str]]) -> Path:
    file = folder / f"{of}.csv"
    with file.open("w", newline="") as opened:
        writer = csv.DictWriter(opened, _HEADERS[of], extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
    return file


@given(
    files(),
    st.lists(st.tuples(st.integers(1, 20), st.booleans(), st.integers(0, 60)), max_size=4),
    st.sets(st.integers(1, 60), max_size=6),
    st.sets(st.sampled_from(["keys", "journal"])),
)
@examples(80)
def test_however_often_it_is_killed_each_row_is_made_once(
    drawn: tuple[str, list[dict[str, str]]], kills: list[tuple[int, bool, int]], busy: set[int], lost: set[str]
) -> None:
    of, rows = drawn
    alone, killed = Books.with_homes(), Books.with_homes()
    with tempfile.TemporaryDirectory() as folder:
        clean = import_into(alone, of, written(Path(folder), of, rows))
    with tempfile.TemporaryDirectory() as folder:
        file, journal = written(Path(folder), of, rows), Path(folder) / f"{of}.journal"
        for at, is_late, torn in kills:
            killed.dies_at, killed.dies_late = killed.asked + at, is_late
            killed.busy_at = {killed.asked + one for one in busy}
            with suppress(ExceptionGroup):
                import_into(killed, of, file)
            content = journal.read_bytes()
            last = len(content.splitlines(keepends=True)[-1])
            journal.write_bytes(content[: len(content) - min(torn, last)])
            if "keys" in lost and not has_cut_plan(killed):
                killed.keys.clear()  # a day passes
        killed.dies_at = float("inf")
        if "journal" in lost:
            journal.unlink(missing_ok=True)
        run = import_into(killed, of, file)
        assert killed.state == alone.state
        assert run.rejections == clean.rejections
        assert (run.left, run.stopped) == (0, None)
        wrote = killed.wrote
        again = import_into(killed, of, file)
        assert (killed.wrote, again.made) == (wrote, 0)
        assert again.already == clean.made
        assert again.rejections == clean.rejections
    lines = [rejection.line for rejection in clean.rejections]
    assert clean.made + len(lines) == len(rows) == clean.made + len(set(lines))


def has_cut_plan(books: Books) -> bool:
    """Whether a plan is there that has not got its external id: that is the one thing that only its key finds."""
    return any(not one["goal"]["metadata"] for one in books.goals.values())
