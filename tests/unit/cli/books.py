"""A bank of paper that remembers: what is imported is there once, whoever is killed on the way."""

import asyncio
import itertools
import json
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx2

from contract.answer_examples import EXAMPLES
from savings_cli.importing.journal import Journal
from savings_cli.importing.kinds import KINDS
from savings_cli.importing.run import Run
from savings_cli.importing.sheets import read
from savings_goals_client import AsyncClient, ClientCredentials

CUSTOMERS = [str(UUID(int=number)) for number in range(1, 5)]
PLACE = {"api": "https://bank", "client": "bank"}


class Killed(Exception):
    """The process is gone."""


class Books:
    """What the API keeps of accounts, goals and transactions, and the answers that it keeps by idempotency key.

    It ends the process that calls at a request: before that has had its effect, or after it.
    """

    def __init__(self) -> None:
        self.accounts: dict[str, dict[str, Any]] = {}
        self.goals: dict[int, dict[str, Any]] = {}
        self.transactions: list[dict[str, Any]] = []
        self.keys: dict[tuple[str, ...], tuple[bytes, Any]] = {}
        self.asked = self.wrote = 0
        self.dies_at: float = float("inf")
        self.dies_late = False
        self.dies_by: type[BaseException] = Killed
        self.busy_at: set[int] = set()
        """Requests that are refused with 429."""
        self.refuses: httpx2.Response | None = None
        """What is answered to each write, where that is."""
        self.served: list[str] = []
        self.side_by_side = 0
        """For how many customers there were requests at once, at most; for one there is never a second."""
        self._numbers = itertools.count(1)

    async def __call__(self, request: httpx2.Request) -> httpx2.Response:
        """Answer."""
        if request.url.path == "/oauth2/token":
            return httpx2.Response(200, json={"access_token": "token", "expires_in": 3600})
        customer = request.headers["X-Customer-Id"]
        assert customer not in self.served
        self.served.append(customer)
        self.side_by_side = max(self.side_by_side, len(self.served))
        await asyncio.sleep(0)  # others have their turn
        self.served.remove(customer)
        self.asked += 1
        if self.asked in self.busy_at:
            return httpx2.Response(429, json={"message": "Too Many Requests"})
        if self.refuses and request.method != "GET":
            return self.refuses
        if self.asked >= self.dies_at and not self.dies_late:
            raise self.dies_by
        status, body = self._once(request)
        if self.asked >= self.dies_at:
            raise self.dies_by
        return httpx2.Response(status, content=json.dumps(body).encode())

    def _once(self, request: httpx2.Request) -> tuple[int, Any]:
        customer, path = request.headers["X-Customer-Id"], request.url.path
        if request.method == "GET":
            return 200, self._read(customer, path)
        key = (customer, request.method, path, request.headers["Idempotency-Key"])
        if key not in self.keys:
            self.wrote += 1
            status, body = self._write(customer, path, json.loads(request.content))
            if status != 201:
                return status, body
            self.keys[key] = request.content, body
        sent, answer = self.keys[key]
        return (201, answer) if sent == request.content else (422, _problem("Was used before with another payload."))

    def _read(self, customer: str, path: str) -> Any:
        if path == "/accounts":
            mine = [one["booked"] for one in self.accounts.values() if one["of"] == customer]
            return {"accounts": mine, "meta": {"next_url": None}}
        if path == "/goals":
            return [one["goal"] for one in self.goals.values() if one["of"] == customer]
        if path == "/api/v2/household":
            listed = EXAMPLES["SomeHouseholds"]["data"][0]  # type: ignore[index]
            return {"success": True, "data": [{**listed, "Currency": "GBP"}]}
        return {"success": True, "data": [one["saving"] for one in self.accounts.values() if one["of"] == customer]}

    def _write(self, customer: str, path: str, body: dict[str, Any]) -> tuple[int, Any]:
        number = next(self._numbers)
        match path.strip("/").split("/"):
            case ["api", *_]:
                return 201, {"success": True, "data": self.open(customer, body, number)}
            case ["accounts", guid]:
                account = self.accounts[guid]["booked"]
                account["externalId"] = body["account"]["externalId"]
                return 201, {"account": account}
            case ["goals", "v1", "savings"]:
                made = {**EXAMPLES["OneSavingsGoal"]["data"], "id": str(number)}  # type: ignore[index]
                self._keep(customer, number, body, {})
                return 201, {"operation_id": "", "data": made}
            case ["goals"]:
                self._keep(customer, number, body, body["metadata"])
            case ["goals", of]:
                number = int(of)
                self.goals[number]["goal"]["metadata"] = body["metadata"]
            case _:
                return self._report(customer, body["transaction"], number)
        return 201, self.goals[number]["goal"]

    def _keep(self, customer: str, number: int, body: dict[str, Any], metadata: dict[str, str]) -> None:
        goal = {**EXAMPLES["Goal"], "id": number, "name": body["name"], "metadata": metadata}  # type: ignore[dict-item]
        self.goals[number] = {"of": customer, "goal": goal}

    def _report(self, customer: str, body: dict[str, Any], number: int) -> tuple[int, Any]:
        assert body["userId"] == customer
        first = next((one for one in self.transactions if one["of"] == customer and _same_id(one["body"], body)), None)
        if first is None:
            first = {"of": customer, "body": body, "id": str(UUID(int=number))}
            self.transactions.append(first)
        elif first["body"] != body:
            return 409, _problem("The externalId came before.")
        return 201, {"transaction": {**EXAMPLES["OneTransaction"]["transaction"], "id": first["id"]}}  # type: ignore[index]

    @classmethod
    def with_homes(cls) -> "Books":
        """Return a bank at which each customer has one account, `home`."""
        books = cls()
        for number, customer in enumerate(CUSTOMERS, 1000):
            guid = books.open(customer, {"Value": 0, "BackOfficeID": None}, number)["SavingsGUID"]
            books.accounts[guid]["booked"]["externalId"] = "home"
        return books

    def open(self, customer: str, body: dict[str, Any], number: int) -> dict[str, Any]:
        """Open an account; return its saving."""
        guid = str(UUID(int=(1 << 64) + number))
        saving = {**EXAMPLES["OneSaving"]["data"], **body, "SavingsGUID": guid}  # type: ignore[index]
        booked = {**EXAMPLES["OneAccount"]["account"], "id": guid, "currency": "GBP", "externalId": None}  # type: ignore[index]
        self.accounts[guid] = {"of": customer, "saving": saving, "booked": booked}
        return saving

    @property
    def state(self) -> list[tuple[Any, ...]]:
        """What has come of it all: things by whose they are, each customer's transactions in their order."""
        return [
            *sorted(
                (one["of"], str(one["booked"]["externalId"]), one["saving"]["Value"]) for one in self.accounts.values()
            ),
            *sorted((one["of"], one["goal"]["name"], str(one["goal"]["metadata"])) for one in self.goals.values()),
            *[(of, *(one["body"] for one in self.transactions if one["of"] == of)) for of in CUSTOMERS],
        ]


def _problem(sentence: str) -> dict[str, Any]:
    return {"type": "urn", "code": "refused", "detail": sentence, "errors": []}


def _same_id(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return bool(one["externalId"] == other["externalId"])


async def _rest(_: float) -> None: ...


def connected(books: Books) -> AsyncClient:
    """Return a client of this bank, for which no time passes."""
    http = httpx2.AsyncClient(transport=httpx2.MockTransport(books))
    return AsyncClient("https://bank", ClientCredentials("bank", "secret"), http=http, sleep=_rest)


def import_into(books: Books, of: str, file: Path, at_once: int = 3) -> Run:
    """Run an import once; it may end by Killed."""

    async def go() -> None:
        async with connected(books) as bank:
            await run.go(bank, at_once)

    run = Run(read(file, KINDS[of], None), Journal(file.with_suffix(".journal"), {"of": of, **PLACE}))
    books.served = []
    with run.journal, asyncio.Runner() as runner:
        runner.run(go())
    return run
