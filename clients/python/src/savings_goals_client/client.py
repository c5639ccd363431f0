"""The two drivers: Client waits for its answers, AsyncClient awaits them. What they drive is in `exchange`."""

import asyncio
import copy
import threading
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, Final, Generic, Self, TypeVar
from uuid import UUID

import httpx2

from savings_goals_client.credentials import Credentials
from savings_goals_client.exchange import (
    Answer,
    Broken,
    Exchange,
    Operation,
    Page,
    Pause,
    Renew,
    Request,
    Retries,
    Step,
    Steps,
)
from savings_goals_client.families import AsyncFamilies, Families

T = TypeVar("T")
E = TypeVar("E")

TIMEOUT: Final = httpx2.Timeout(30.0, connect=5.0)
"""How long an answer may take; a request that takes longer is sent again under its key."""
_NOTHING: Final[Mapping[str, object]] = {}


H = TypeVar("H", httpx2.Client, httpx2.AsyncClient)


class _Caller(Generic[H]):
    """What both drivers keep: the exchange, the connections, and for whom they act."""

    def __init__(
        self,
        base_url: str,
        credentials: Credentials,
        http: H | None,
        opened: Callable[[], H],
        retries: Retries | None,
        clock: Callable[[], float],
    ) -> None:
        self._exchange = Exchange(base_url.rstrip("/"), credentials, retries or Retries(), clock)
        self._http: H = http or opened()
        self._is_own = http is None
        self._customer: str | None = None

    def acting_for(self, customer: str | UUID) -> Self:
        """Return this client, bound to a customer: each of its calls names them. It shares token and connections."""
        bound = copy.copy(self)
        bound._customer = str(customer)  # noqa: SLF001 - a copy of itself
        bound._is_own = False  # noqa: SLF001
        return bound


class Client(_Caller[httpx2.Client], Families):
    """Calls the API and waits. It may be used by many threads, and closes what it opened itself.

    with Client("https://…", ClientCredentials("app", "secret")) as client:
        client.acting_for(customer).goals.list_goals()
    """

    def __init__(
        self,
        base_url: str,
        credentials: Credentials,
        *,
        http: httpx2.Client | None = None,
        timeout: httpx2.Timeout | float = TIMEOUT,
        retries: Retries | None = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """Name the API and who calls; `http` brings proxies, hooks and timeouts of one's own."""
        super().__init__(base_url, credentials, http, partial(httpx2.Client, timeout=timeout), retries, clock)
        self._sleep = sleep
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections, unless they were given."""
        if self._is_own:
            self._http.close()

    def access_token(self) -> str:
        """Return the token that calls go with, got or renewed where it is time. Raises NoToken."""
        return self._drive(self._exchange.current()).value

    def request(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, object] = _NOTHING,
        body: object = None,
        idempotency_key: str | None = None,
    ) -> Any:
        """Call a path that has no method here, such as the local stack's clock; return its JSON."""
        operation: Operation[Any] = Operation(f"{method} {path}", method, path, None, is_keyed=method != "GET")
        return self.call(operation, query=query, body=body, idempotency_key=idempotency_key)

    def call(
        self,
        operation: Operation[T],
        *,
        path: Mapping[str, object] = _NOTHING,
        query: Mapping[str, object] = _NOTHING,
        body: object = None,
        idempotency_key: str | None = None,
    ) -> T:
        """Call an operation; return its answer. Raises SavingsGoalsError."""
        return self._page(operation, path, query, body, idempotency_key).answer

    def each(
        self,
        operation: Operation[T],
        items: Callable[[T], Sequence[E]],
        *,
        path: Mapping[str, object] = _NOTHING,
        query: Mapping[str, object] = _NOTHING,
    ) -> Iterator[E]:
        """Yield each thing of a list, page by page as they are needed."""
        following: Mapping[str, str] | None = {}
        while following is not None:
            page = self._page(operation, path, {**query, **following}, None, None)
            yield from items(page.answer)
            following = page.following

    def _page(
        self,
        operation: Operation[T],
        path: Mapping[str, object],
        query: Mapping[str, object],
        body: object,
        key: str | None,
    ) -> Page[T]:
        return self._drive(self._exchange.call(operation, self._customer, path, query, body, key))

    def _drive(self, steps: Steps[T]) -> T:
        done: Answer | Broken | None = None
        while True:
            try:
                step = steps.send(done)
            except StopIteration as end:
                result: T = end.value
                return result
            done = self._do(step)

    def _do(self, step: Step) -> Answer | Broken | None:
        match step:
            case Request(method, url, headers, content):
                try:
                    return _answer(self._http.request(method, url, headers=headers, content=content))
                except httpx2.TransportError as error:
                    return Broken(error)
            case Pause(seconds):
                self._sleep(seconds)
            case Renew(worn):
                with self._lock:
                    if self._exchange.token is worn:
                        self._drive(self._exchange.renewal())
        return None


class AsyncClient(_Caller[httpx2.AsyncClient], AsyncFamilies):
    """Calls the API and awaits. It may be used by many tasks of one event loop, and closes what it opened itself."""

    def __init__(
        self,
        base_url: str,
        credentials: Credentials,
        *,
        http: httpx2.AsyncClient | None = None,
        timeout: httpx2.Timeout | float = TIMEOUT,
        retries: Retries | None = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """Name the API and who calls; `http` brings proxies, hooks and timeouts of one's own."""
        super().__init__(base_url, credentials, http, partial(httpx2.AsyncClient, timeout=timeout), retries, clock)
        self._sleep = sleep
        self._lock = asyncio.Lock()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        """Close the connections, unless they were given."""
        if self._is_own:
            await self._http.aclose()

    async def access_token(self) -> str:
        """Return the token that calls go with, got or renewed where it is time. Raises NoToken."""
        return (await self._drive(self._exchange.current())).value

    async def request(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, object] = _NOTHING,
        body: object = None,
        idempotency_key: str | None = None,
    ) -> Any:
        """Call a path that has no method here, such as the local stack's clock; return its JSON."""
        operation: Operation[Any] = Operation(f"{method} {path}", method, path, None, is_keyed=method != "GET")
        return await self.call(operation, query=query, body=body, idempotency_key=idempotency_key)

    async def call(
        self,
        operation: Operation[T],
        *,
        path: Mapping[str, object] = _NOTHING,
        query: Mapping[str, object] = _NOTHING,
        body: object = None,
        idempotency_key: str | None = None,
    ) -> T:
        """Call an operation; return its answer. Raises SavingsGoalsError."""
        return (await self._page(operation, path, query, body, idempotency_key)).answer

    async def each(
        self,
        operation: Operation[T],
        items: Callable[[T], Sequence[E]],
        *,
        path: Mapping[str, object] = _NOTHING,
        query: Mapping[str, object] = _NOTHING,
    ) -> AsyncIterator[E]:
        """Yield each thing of a list, page by page as they are needed."""
        following: Mapping[str, str] | None = {}
        while following is not None:
            page = await self._page(operation, path, {**query, **following}, None, None)
            for item in items(page.answer):
                yield item
            following = page.following

    async def _page(
        self,
        operation: Operation[T],
        path: Mapping[str, object],
        query: Mapping[str, object],
        body: object,
        key: str | None,
    ) -> Page[T]:
        return await self._drive(self._exchange.call(operation, self._customer, path, query, body, key))

    async def _drive(self, steps: Steps[T]) -> T:
        done: Answer | Broken | None = None
        while True:
            try:
                step = steps.send(done)
            except StopIteration as end:
                result: T = end.value
                return result
            done = await self._do(step)

    async def _do(self, step: Step) -> Answer | Broken | None:
        match step:
            case Request(method, url, headers, content):
                try:
                    return _answer(await self._http.request(method, url, headers=headers, content=content))
                except httpx2.TransportError as error:
                    return Broken(error)
            case Pause(seconds):
                await self._sleep(seconds)
            case Renew(worn):
                async with self._lock:
                    if self._exchange.token is worn:
                        await self._drive(self._exchange.renewal())
        return None


def _answer(response: httpx2.Response) -> Answer:
    return Answer(
        response.status_code, {name.lower(): value for name, value in response.headers.items()}, response.content
    )
