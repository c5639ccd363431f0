"""`savings import`: accounts, goals and transactions from CSV."""

import asyncio
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from savings_cli.failures import MISUSED, REFUSED, Failed
from savings_cli.frame import command
from savings_cli.session import Session, credentials

if TYPE_CHECKING:
    from savings_cli.importing.run import Run
    from savings_goals_client import AsyncClient


class Of(StrEnum):
    """What the rows of a file are."""

    ACCOUNTS = "accounts"
    GOALS = "goals"
    TRANSACTIONS = "transactions"


def add(app: typer.Typer) -> None:
    """Add the command."""
    command(app, "import")(_import)


def _import(
    session: Session,
    of: Annotated[Of, typer.Argument(help="What the rows of the file are.", show_default=False)],
    file: Annotated[Path, typer.Argument(help="CSV in UTF-8; its first line names the columns.", show_default=False)],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Check, and say what would be made; send and write nothing.")
    ] = False,
    journal: Annotated[
        Path | None, typer.Option(help="Where what was made is kept; by default beside the file.")
    ] = None,
    at_once: Annotated[int, typer.Option(min=1, max=64, help="So many customers are served side by side.")] = 8,
) -> None:
    """Make accounts, goals or transactions from a file, each row once.

    Run again, it goes on where it stopped.
    """
    from savings_cli.importing.journal import Journal
    from savings_cli.importing.kinds import KINDS
    from savings_cli.importing.run import Run
    from savings_cli.importing.sheets import read

    kind, profile = KINDS[of], session.profile
    sheet = read(file, kind, profile.customer)
    place = {"of": kind.name, "api": profile.base_url, "client": profile.client_id}
    run = Run(sheet, Journal(journal or file.with_suffix(".journal"), place))
    rejected = file.with_suffix(".rejected.csv")
    started = time.monotonic()
    try:
        if not dry_run:
            _make(session, run, rejected, at_once)
    except OSError as error:
        cure = "Name a place that can be written: --journal PATH, or move the file."
        raise Failed(f"{error.filename} cannot be written: {error.strerror}", cure, MISUSED) from error
    finally:
        seconds = round(time.monotonic() - started, 1)
        said = {"file": str(file), "of": kind.name, "dry_run": dry_run, **run.summary(), "seconds": seconds}
        said |= {"journal": str(run.journal.path), "rejected_file": str(rejected) if rejected.exists() else None}
        session.show(said, lambda: _drawn(said))
    if run.stopped:
        raise run.stopped
    if run.rejections:
        where = "them" if dry_run else f"them in {rejected}, and import that file"
        raise Failed(f"{len(run.rejections)} rows are rejected", f"Correct {where}.", REFUSED)


def _make(session: Session, run: "Run", rejected: Path, at_once: int) -> None:
    from savings_cli.importing.sheets import write_rejected

    try:
        with run.journal, _progress(session, run):
            asyncio.run(_go(session, run, at_once))
    finally:
        write_rejected(run.header, run.rejections, rejected)


async def _go(session: Session, run: "Run", at_once: int) -> None:
    async with connected(session) as bank:
        await run.go(bank, at_once)


def connected(session: Session) -> "AsyncClient":
    """Return the client of an import, which waits longer than somebody at a terminal would. Raises Failed."""
    from savings_goals_client import AsyncClient, Retries

    patient = Retries(tries=9, longest=30.0)
    return AsyncClient(session.profile.base_url, credentials(session.profile, session.profile_name), retries=patient)


@contextmanager
def _progress(session: Session, run: "Run") -> Iterator[None]:
    """Show how far it is, where there is a terminal to show it on."""
    if not session.screen.err.isatty():
        yield
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    rate = TextColumn("{task.fields[rate]:.0f} rows/s")
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), rate, TimeRemainingColumn())
    with Progress(*columns, console=Console(file=session.screen.err)) as progress:
        shown = progress.add_task(run.kind.name, total=run.left, rate=0.0)

        def advanced() -> None:
            progress.update(shown, advance=1, rate=progress.tasks[0].speed or 0.0)

        run.advanced = advanced
        yield


def _drawn(said: Mapping[str, Any]) -> list[str]:
    """Return the summary as people read it."""
    reasons = [f"line {one['line']}: {one['message']}" for one in said["reasons"]]
    if said["rejected"] > len(reasons):
        reasons.append(f"… and {said['rejected'] - len(reasons):,} more")
    counts = f"{said['already']:,} made before, {said['rejected']:,} rejected"
    if said["dry_run"]:
        return [*reasons, f"{said['left']:,} {said['of']} of {said['customers']:,} customers would be made; {counts}"]
    rate = f" ({said['made'] / said['seconds']:,.0f} a second)" if said["made"] and said["seconds"] else ""
    done = [f"{said['made']:,} {said['of']} made in {said['seconds']} s{rate}; {counts}"]
    if said["left"]:
        done.append(f"{said['left']:,} are left: the same command goes on from here")
    return [*reasons, *done]
