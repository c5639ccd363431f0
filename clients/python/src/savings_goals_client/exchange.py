"""A call as plain data: what is sent and waited for, without doing either. Two drivers do: Client and AsyncClient.

Each call is a generator of steps. A driver does a step and hands back what came of it; so tokens, tries, waits, pages
and errors are here once, for both.
"""

import email.utils
import random
import uuid
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any, Final, Generic, TypeVar
from urllib.parse import parse_qs, quote, urlencode, urlsplit

from pydantic import TypeAdapter, ValidationError

from savings_goals_client import wire
from savings_goals_client._version import __version__
from savings_goals_client.credentials import AccessToken, Credentials
from savings_goals_client.errors import NoAnswer, NoToken, UnreadableAnswer, refusal

T = TypeVar("T")

_TRIED_AGAIN: Final = frozenset({429, 502, 503, 504})
_EARLY: Final = 60.0
"""A token is renewed so many seconds before its end, or a tenth of its life if that is less."""


@dataclass(frozen=True)
class Operation(Generic[T]):
    """An operation of the API: its address and what it answers."""

    name: str
    method: str
    path: str
    answer: Any
    """The type T, or None where any JSON will do."""
    is_keyed: bool = True
    """Whether it writes: then it goes under an idempotency key."""


@dataclass(frozen=True, slots=True)
class Request:
    """Something to send."""

    method: str
    url: str
    headers: Mapping[str, str]
    content: bytes | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back; header names are lower-case."""

    status: int
    headers: Mapping[str, str]
    content: bytes


@dataclass(frozen=True, slots=True)
class Broken:
    """No answer came."""

    error: Exception


@dataclass(frozen=True, slots=True)
class Pause:
    """Some seconds to wait."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Token:
    """A token, and from when on (by the driver's clock) it is to be renewed."""

    value: str
    renewed_from: float


@dataclass(frozen=True, slots=True)
class Renew:
    """Another token than this one is needed; one caller at a time gets it."""

    worn: Token | None


@dataclass(frozen=True)
class Page(Generic[T]):
    """An answer of a list, and the query of what follows it; None after the last one."""

    answer: T
    following: Mapping[str, str] | None


Step = Request | Pause | Renew
Steps = Generator[Step, Answer | Broken | None, T]


@dataclass(frozen=True, slots=True)
class Retries:
    """How often a call is tried in all, and how long the waits between are: doubled each time, half of it by chance.

    A `Retry-After` is kept where it is longer; one beyond `patience` ends the tries.
    """

    tries: int = 5
    first: float = 0.2
    longest: float = 10.0
    patience: float = 60.0

    def wait(self, tried: int, asked: float, chance: float) -> float | None:
        """Return the seconds to wait after so many tries; None where that was the last one."""
        if tried >= self.tries or asked > self.patience:
            return None
        backoff = min(self.longest, self.first * 2.0 ** (tried - 1))
        return max(asked, backoff * (0.5 + chance / 2))


def _key() -> str:
    return str(uuid.uuid4())


@dataclass(slots=True)
class Exchange:
    """What all calls of a client share: address, credentials, token and patience."""

    base_url: str
    credentials: Credentials
    retries: Retries
    clock: Callable[[], float]
    chance: Callable[[], float] = random.random
    key: Callable[[], str] = _key
    token: Token | None = field(default=None, init=False)

    def call(
        self,
        operation: Operation[T],
        customer: str | None,
        path: Mapping[str, object],
        query: Mapping[str, object],
        body: object,
        idempotency_key: str | None,
    ) -> Steps[Page[T]]:
        """Yield the steps of one call; return its answer. Raises SavingsGoalsError."""
        key = idempotency_key or (self.key() if operation.is_keyed else None)
        headers = {
            "Accept": "application/json",
            "User-Agent": f"savings-goals-client/{__version__}",
            **({"X-Client-Id": self.credentials.client_id} if self.credentials.client_id else {}),
            **({"X-Customer-Id": customer} if customer else {}),
            **({"Idempotency-Key": key} if key else {}),
            **({"Content-Type": "application/json"} if body is not None else {}),
        }
        url = self._url(operation.path, path, query)
        content = None if body is None else wire.write(body).encode()
        answer = yield from self._authorized(Request(operation.method, url, headers, content))
        if isinstance(answer, Broken):
            raise NoAnswer(operation.name, key) from answer.error
        if not 200 <= answer.status < 300:
            raise refusal(operation.name, answer.status, answer.headers, answer.content)
        return _page(operation, answer)

    def renewal(self) -> Steps[None]:
        """Yield the steps to another token. Raises NoToken."""
        credentials = self.credentials
        if isinstance(credentials, AccessToken):
            self.token = Token(credentials.value, float("inf"))
            return
        url = credentials.token_url or f"{self.base_url}/oauth2/token"
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
        form = urlencode(dict(credentials.form())).encode()
        answer = yield from self._tried(Request("POST", url, headers, form))
        if isinstance(answer, Broken):
            raise NoToken(f"no answer from {url}") from answer.error
        try:
            granted = wire.read(answer.content)
            value, life = str(granted["access_token"]), int(granted.get("expires_in", 300))
        except (ValueError, LookupError, TypeError) as error:
            start = answer.content[:200].decode(errors="replace")
            raise NoToken(f"{url} gave no token but {answer.status}: {start}") from error
        self.token = Token(value, self.clock() + life - min(_EARLY, life / 10))

    def current(self) -> Steps[Token]:
        """Yield the steps to a token that is good for a while yet. Raises NoToken."""
        if self.token is None or self.clock() >= self.token.renewed_from:
            yield Renew(self.token)
        assert self.token is not None  # noqa: S101 - a driver renews, or raises
        return self.token

    def _authorized(self, request: Request) -> Steps[Answer | Broken]:
        """Send with a token; where it is refused, once more with another one."""
        used: Token | None = yield from self.current()
        answer = yield from self._tried(_with(request, used))
        if isinstance(answer, Answer) and answer.status == 401 and not isinstance(self.credentials, AccessToken):
            yield Renew(used)
            answer = yield from self._tried(_with(request, self.token))
        return answer

    def _tried(self, request: Request) -> Steps[Answer | Broken]:
        tried = 0
        while True:
            answer = yield request
            assert isinstance(answer, Answer | Broken)  # noqa: S101 - what a driver hands back for a request
            tried += 1
            if isinstance(answer, Answer) and answer.status not in _TRIED_AGAIN:
                return answer
            asked = 0.0 if isinstance(answer, Broken) else _asked(answer)
            wait = self.retries.wait(tried, asked, self.chance())
            if wait is None:
                return answer
            yield Pause(wait)

    def _url(self, template: str, path: Mapping[str, object], query: Mapping[str, object]) -> str:
        address = template.format_map({name: quote(str(value), safe="") for name, value in path.items()})
        given = urlencode({name: _text(value) for name, value in query.items() if value is not None})
        return f"{self.base_url}{address}" + (f"?{given}" if given else "")


def _with(request: Request, token: Token | None) -> Request:
    bearer = {"Authorization": f"Bearer {token.value}"} if token else {}
    return Request(request.method, request.url, {**request.headers, **bearer}, request.content)


def _text(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return value.isoformat() if isinstance(value, date) else str(value)


def _asked(answer: Answer) -> float:
    """Return the seconds that the answer asks to wait: a number, or a date beside the answer's own."""
    text = answer.headers.get("retry-after", "")
    if text.isdecimal():
        return float(text)
    until, sent = _instant(text), _instant(answer.headers.get("date", ""))
    return max(0.0, (until - sent).total_seconds()) if until and sent else 0.0


def _instant(text: str) -> datetime | None:
    try:
        return email.utils.parsedate_to_datetime(text)
    except ValueError:
        return None


_adapter: Final = cache(TypeAdapter)
"""What reads a type of answers: making one anew takes longer than reading."""


def _page(operation: Operation[T], answer: Answer) -> Page[T]:
    try:
        data = wire.read(answer.content) if answer.content else None
        typed: Any = data if operation.answer is None else _adapter(operation.answer).validate_python(data)
    except (ValueError, ValidationError) as error:
        raise UnreadableAnswer(operation.name, answer.status, answer.content) from error
    return Page(typed, _following(data, answer.headers.get("link", "")))


def _following(data: Any, link: str) -> Mapping[str, str] | None:
    """Return what a list's next page is asked with: by Link, `next_url`, `page_token` or `next`."""
    for one in link.split(","):
        address, _, relation = one.partition(";")
        if 'rel="next"' in relation:
            return _after(address.strip(" <>"))
    if not isinstance(data, dict):
        return None
    if token := (data.get("metadata") or {}).get("page_token"):
        return {"page_token": str(token)}
    if following := (data.get("meta") or {}).get("next_url"):
        return _after(str(following))
    return {"after": data["next"]} if data.get("next") else None


def _after(address: str) -> Mapping[str, str] | None:
    found = parse_qs(urlsplit(address).query).get("after")
    return {"after": found[0]} if found else None
