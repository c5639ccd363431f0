"""How fast `savings import` is: `.venv/bin/python bench/importing.py [rows] [customers]`, by default 100,000 and 200.

It starts a server of its own that answers each report at once, so that what is measured is the command: first a bare
client that posts the same bodies from as many connections (the floor, a tenth of the rows), then the whole import, then
the import once more, which sends nothing. It prints rows a second, the milliseconds of processor that a row takes on
the caller's side, and the most memory that the command had. Run it several times: the most rows a second count.
With ADDRESS of a local stack (`make serve`) it makes the customers there, with an account each, and measures the
command and the stack together.
"""

import asyncio
import csv
import json
import multiprocessing
import os
import resource
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT)]

import httpx2  # noqa: E402
import uvicorn  # noqa: E402

from contract.answer_examples import EXAMPLES  # noqa: E402
from savings_goals_client import Client, ClientCredentials  # noqa: E402

CUSTOMERS_AT_ONCE = 8
SETTLED = "2026-01-09T08:30:00Z"
HEADER = ("external_id", "customer", "type", "amount", "currency", "settled_at", "to_account")


def main(rows: int, customers: int = 200) -> None:
    address = os.environ.get("ADDRESS")
    with tempfile.TemporaryDirectory() as folder:
        if address:
            measure(address, Path(folder), rows, people(address, customers))
        else:
            with answering() as server:
                everybody = [str(UUID(int=number + 1)) for number in range(customers)]
                measure(server, Path(folder), rows, everybody)


def people(address: str, customers: int) -> list[str]:
    """Make customers with an account each, which has the external id `home`."""
    made = []
    with Client(address, ClientCredentials("demo-app", "demo-secret")) as bank:
        for _ in range(customers):
            person = {"ClientGUID": str(uuid4()), "FirstName": "T", "LastName": "E", "DateOfBirth": "1990-05-04"}
            home = {"TimeZone": "Europe/London", "Currency": "GBP", "Clients": [person]}
            household = bank.households.create_household(home).data
            saving = {"ClientGUID": person["ClientGUID"], "SavingsDescription": "Home", "SavingsType": 2, "Value": 0}
            account = bank.households.create_saving(household.household_guid, saving | {"ValueDate": "2020-01-01"}).data
            hers = bank.acting_for(person["ClientGUID"])
            hers.ledger.change_account(account.savings_guid, {"account": {"externalId": "home"}})
            made.append(person["ClientGUID"])
    return made


def measure(address: str, folder: Path, rows: int, customers: list[str]) -> None:
    bare = max(1, rows // 10)
    seconds, processor = asyncio.run(floor(address, bare, customers))
    print(f"bare client: {bare:,} reports, {bare / seconds:,.0f} a second, {1000 * processor / bare:.2f} ms each")
    file = folder / "transactions.csv"
    with file.open("w", newline="") as opened:
        writer = csv.writer(opened)
        writer.writerow(HEADER)
        for row in range(rows):
            writer.writerow([f"t{row}", customers[row % len(customers)], "Deposit", "12.50", "GBP", SETTLED, "home"])
    for name in ("import", "once more"):
        seconds, processor, memory, said = import_once(address, file)
        print(
            f"{name}: {rows:,} rows ({file.stat().st_size / 1e6:.1f} MB), {rows / seconds:,.0f} a second, "
            f"{1000 * processor / rows:.2f} ms each, at most {memory:.0f} MB; made {said['made']:,}"
        )


async def floor(address: str, reports: int, customers: list[str]) -> tuple[float, float]:
    """Post so many bodies from as many connections as an import has; return seconds, and those of processor."""
    with Client(address, ClientCredentials("demo-app", "demo-secret")) as bank:
        homes = {one: next(bank.acting_for(one).ledger.iter_accounts()).id for one in customers}
    form = {"grant_type": "client_credentials", "client_id": "demo-app", "client_secret": "demo-secret"}
    async with httpx2.AsyncClient(base_url=address, timeout=60) as http:
        token = (await http.post("/oauth2/token", data=form)).json()["access_token"]
        numbers = iter(range(reports))

        async def post() -> None:
            for number in numbers:
                customer = customers[number % len(customers)]
                body = {"type": "Deposit", "externalId": f"b{number}", "userId": customer, "amountCents": 1250}
                body |= {"settledAt": SETTLED, "toAccountId": homes[customer]}
                headers = {"Authorization": f"Bearer {token}", "X-Customer-Id": customer}
                headers |= {"Content-Type": "application/json", "Idempotency-Key": f"b{number}"}
                answer = await http.post("/transactions", content=json.dumps({"transaction": body}), headers=headers)
                answer.raise_for_status()

        started, processor = time.perf_counter(), time.process_time()
        await asyncio.gather(*(post() for _ in range(CUSTOMERS_AT_ONCE)))
        return time.perf_counter() - started, time.process_time() - processor


def import_once(address: str, file: Path) -> tuple[float, float, float, dict[str, Any]]:
    """Run the command; return seconds, those of processor, its most memory in MB, and what it says."""
    command = [sys.executable, "-m", "savings_cli", "import", "transactions", str(file), "--json"]
    environment = {**os.environ, "SAVINGS_BASE_URL": address, "HOME": str(file.parent)}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.perf_counter()
    done = subprocess.run(command, env=environment, capture_output=True, check=True)
    seconds = time.perf_counter() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return seconds, processor, after.ru_maxrss / 1024, json.loads(done.stdout)


@contextmanager
def answering() -> Iterator[str]:
    """Serve, in a process of its own, what has every account and takes every report; yield its address."""
    listening = socket.create_server(("127.0.0.1", 0))
    server = multiprocessing.get_context("fork").Process(target=serve, args=(listening,), daemon=True)
    server.start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.kill()
        server.join()


def serve(listening: socket.socket) -> None:
    """Answer until the process is killed."""
    uvicorn.Server(uvicorn.Config(answer, lifespan="off", log_config=None, access_log=False)).run([listening])


async def answer(scope: Any, receive: Any, send: Any) -> None:
    """Answer a request by its path."""
    while (await receive()).get("more_body"):
        pass
    headers = [(b"content-type", b"application/json")]
    status = 201 if scope["path"] == "/transactions" else 200
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": ANSWERS[scope["path"]]})


def _home() -> dict[str, Any]:
    accounts: Any = EXAMPLES["SomeAccounts"]
    [account] = accounts["accounts"]
    return {**accounts, "accounts": [{**account, "externalId": "home", "currency": "GBP"}]}


ANSWERS = {
    "/oauth2/token": b'{"access_token": "token", "expires_in": 3600}',
    "/accounts": json.dumps(_home()).encode(),
    "/transactions": json.dumps(EXAMPLES["OneTransaction"]).encode(),
}


if __name__ == "__main__":
    sizes = [int(size) for size in sys.argv[1:]]
    main(*(sizes or [100_000]))
