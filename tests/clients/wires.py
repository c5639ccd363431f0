"""A client on a wire of paper: answers are given beforehand, requests kept, and time passes by being slept."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

import httpx2

from savings_goals_client import AsyncClient, Client, ClientCredentials, Credentials

BANK = ClientCredentials("bank", "secret")
Said = httpx2.Response | Exception


def said(status: int = 200, body: object = None, **headers: str) -> httpx2.Response:
    """An answer with a JSON body."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return httpx2.Response(status, headers=named, content=b"" if body is None else json.dumps(body).encode())


class Wire:
    """What a client is connected to; tokens are given freely, for an hour each, unless the answers say otherwise."""

    def __init__(self, *answers: Said, tokens: Callable[[int], httpx2.Response] | None = None) -> None:
        self.answers = list(answers)
        self.requests: list[httpx2.Request] = []
        self.tokens = 0
        self.slept: list[float] = []
        self.now = 1000.0
        self._token = tokens or (lambda number: said(200, {"access_token": f"token-{number}", "expires_in": 3600}))

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        """Answer the next request."""
        if request.url.path == "/oauth2/token":
            self.tokens += 1
            return self._token(self.tokens)
        self.requests.append(request)
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    def sleep(self, seconds: float) -> None:
        """Let time pass."""
        self.slept.append(seconds)
        self.now += seconds

    async def rest(self, seconds: float) -> None:
        """Let time pass, awaited."""
        self.sleep(seconds)

    def headers(self, name: str) -> list[str | None]:
        """The header of each request."""
        return [request.headers.get(name) for request in self.requests]


class Sync:
    """Calls as a program that waits."""

    def __init__(self, wire: Wire, credentials: Credentials = BANK, **more: Any) -> None:
        http = httpx2.Client(transport=httpx2.MockTransport(wire))
        self.client = Client("https://bank", credentials, http=http, clock=lambda: wire.now, sleep=wire.sleep, **more)

    def do(self, call: Callable[[Any], Any]) -> Any:
        """Call; a list is read to its end."""
        found = call(self.client)
        return list(found) if isinstance(found, Iterator) else found


class Awaited:
    """Calls as a program of tasks."""

    def __init__(self, wire: Wire, credentials: Credentials = BANK, **more: Any) -> None:
        async def answer(request: httpx2.Request) -> httpx2.Response:
            return wire(request)

        http = httpx2.AsyncClient(transport=httpx2.MockTransport(answer))
        self.client = AsyncClient(
            "https://bank", credentials, http=http, clock=lambda: wire.now, sleep=wire.rest, **more
        )

    def do(self, call: Callable[[Any], Any]) -> Any:
        """Call; a list is read to its end."""

        async def awaited() -> Any:
            found = call(self.client)
            return [one async for one in found] if isinstance(found, AsyncIterator) else await found

        with asyncio.Runner() as runner:
            return runner.run(awaited())
