"""`savings import` against the running stack: killed with SIGKILL on the way, it makes what a run left alone makes."""

import csv
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import pytest

from savings_goals_client import Client, ClientCredentials
from tests.local.serving import Served

ROWS: Final = int(os.environ.get("IMPORT_ROWS", "500"))
"""Of the file that is killed; the other one has as many. A stack on two cores takes about 100 a second."""
EACH: Final = 8
"""Customers of a file."""
KILLED: Final = [UUID(int=(8 << 76) + (2 << 62) + number) for number in range(EACH)]
ALONE: Final = [UUID(int=one.int + 100) for one in KILLED]

Rows = list[dict[str, object]]


@pytest.fixture
def stack(tmp_path: Path) -> Iterator[Served]:
    with Served(tmp_path / "data") as served:
        yield served


@pytest.fixture
def bank(stack: Served) -> Iterator[Client]:
    with Client(stack.base_url, ClientCredentials("demo-app", "demo-secret"), timeout=60) as client:
        yield client


class Imports:
    """Runs the command on files of a folder."""

    def __init__(self, stack: Served, folder: Path) -> None:
        self.folder = folder
        self.environment = {**os.environ, "SAVINGS_BASE_URL": stack.base_url, "HOME": str(folder)}

    def start(self, of: str, file: Path) -> "subprocess.Popen[str]":
        command = [sys.executable, "-m", "savings_cli", "import", of, str(file), "--json"]
        return subprocess.Popen(
            command, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )

    def run(self, of: str, file: Path) -> dict[str, Any]:
        said, wrong = (process := self.start(of, file)).communicate()
        assert said, wrong
        summary: dict[str, Any] = json.loads(said)
        assert process.returncode == (1 if summary["rejected"] else 0), wrong
        return summary

    def kill(self, of: str, file: Path, after: int) -> None:
        """Run it and kill it when its journal has grown by so many rows."""
        journal = file.with_suffix(".journal")

        def made() -> int:
            return journal.read_bytes().count(b"\n") if journal.exists() else 1

        until = made() + after
        with self.start(of, file) as process:
            while process.poll() is None and made() < until:
                with suppress(subprocess.TimeoutExpired):
                    process.wait(0.1)
            process.send_signal(signal.SIGKILL)
        assert process.returncode == -signal.SIGKILL

    def write(self, name: str, rows: Rows) -> Path:
        file = self.folder / f"{name}.csv"
        with file.open("w", newline="") as opened:
            writer = csv.DictWriter(opened, list({column: None for row in rows for column in row}))
            writer.writeheader()
            writer.writerows(rows)
        return file


def accounts(customers: list[UUID]) -> Rows:
    day = {"balance_date": "2026-01-01", "currency": "GBP"}
    return [
        {"external_id": name, "customer": customer, "name": name, "balance": balance, **day}
        for customer in customers
        for name, balance in (("home", "1000.50"), ("away", ""))
    ]


def goals(customers: list[UUID]) -> Rows:
    plan = {"form": "plan", "target_amount": 90_000, "target_date": "2099-12-31"}
    periods = {"form": "periods", "target_amount": 5000, "end_date": "2099-12-31", "tracking_type": "debit_credit"}
    periods |= {"frequency": "monthly", "target": "date"}
    return [
        {"external_id": name, "customer": customer, "name": name, "account": "home", "currency": "GBP", **form}
        for customer in customers
        for name, form in (("boat", plan), ("bike", plan), ("pace", periods))
    ]


_PLANE: Final = {"type": "Deposit", "from_account": "", "from_goal": "", "to_account": "home", "to_goal": "plane"}


def transactions(customers: list[UUID]) -> Rows:
    """Return the rows; each hundredth is bad, in one of five ways."""
    rows: Rows = []
    for number in range(ROWS):
        row: dict[str, object] = {"external_id": f"t{number}", "customer": customers[number % EACH], "currency": "GBP"}
        row |= {"settled_at": f"2026-0{number % 9 + 1}-{number % 27 + 1:02}T10:00:00+01:00"}
        row |= {
            "amount": f"{number % 97 + 1}.{number % 10}5",
            "type": ("Deposit", "Withdrawal", "Internal")[number % 3],
        }
        if number % 3 != 1:
            row |= {"to_account": "home", "to_goal": ("boat", "bike", "")[number % 7 % 3]}
        if number % 3 != 0:
            row |= {"from_account": "home" if number % 3 == 1 else "away", "from_goal": ""}
        if number % 100 == 99:
            bad = ({"amount": "1,5"}, {"settled_at": "2099-01-01T00:00:00Z"}, {"external_id": f"t{number - EACH}"})
            row |= (*bad, {"customer": UUID(int=5)}, _PLANE)[number // 100 % 5]
        rows.append(row)
    return rows


def standing(bank: Client, customer: UUID) -> dict[str, Any]:
    """Return all that a customer has, without what only belongs to this customer: ids and instants of ours."""
    hers = bank.acting_for(customer)
    found: dict[str, Any] = {
        str(one.external_id): (one.balance_cents, one.residual_cents, one.sequence)
        for one in hers.ledger.iter_accounts()
    }
    for goal in hers.goals.iter_goals():
        periods = [(one.target_amount, one.current_amount) for one in hers.goals.iter_periods(goal.id, limit=1000)]
        found[goal.name] = goal.metadata, goal.status, goal.current_amount, goal.sequence, periods
        assert hers.goals.check_goal(goal.id).holds
        if goal.measured_by == "actions":
            every = hers.savings_goals.iter_actions(goal.id, page_size=200)
            found[f"{goal.name}'s"] = [(one.amount.value, one.credit_debit_indicator) for one in every]
    found["transactions"] = [
        (one.external_id, one.type, one.amount_cents, one.settled_at)
        for one in hers.ledger.iter_transactions(items=100)
    ]
    return found


def test_killed_three_times_an_import_makes_what_one_left_alone_makes(
    stack: Served, bank: Client, tmp_path: Path
) -> None:
    stack.set_clock("2026-10-01T00:00:00Z")
    for customer in KILLED + ALONE:
        person = {"ClientGUID": str(customer), "FirstName": "T", "LastName": "E", "DateOfBirth": "1990-05-04"}
        bank.households.create_household({"TimeZone": "Europe/London", "Currency": "GBP", "Clients": [person]})
    imports = Imports(stack, tmp_path)
    for name, rows in (("accounts", accounts), ("goals", goals)):
        made = imports.run(name, imports.write(name, rows(KILLED + ALONE)))
        assert (made["made"], made["rejected"]) == (made["rows"], 0)

    killed, alone = (imports.write(name, transactions(of)) for name, of in (("killed", KILLED), ("alone", ALONE)))
    for part in (5, 3, 4):
        imports.kill("transactions", killed, ROWS // part)
    last, whole = imports.run("transactions", killed), imports.run("transactions", alone)
    assert (last["left"], last["made"] + last["already"]) == (0, whole["made"])
    assert last["already"] >= sum(ROWS // part for part in (5, 3, 4))
    assert whole["made"] == ROWS - ROWS // 100
    assert imports.run("transactions", killed)["made"] == 0

    reasons = []
    for file in (killed, alone):
        with file.with_suffix(".rejected.csv").open(newline="") as opened:
            reasons.append([(int(row["rejected_line"]), row["rejected_code"]) for row in csv.DictReader(opened)])
    assert reasons[0] == reasons[1]
    codes = ["invalid_amount", "failed_validation", "duplicate_id", "unknown_account", "unknown_goal"]
    assert reasons[0] == [(100 * at + 101, codes[at % 5]) for at in range(ROWS // 100)]
    for one, other in zip(KILLED, ALONE, strict=True):
        assert standing(bank, one) == standing(bank, other)
