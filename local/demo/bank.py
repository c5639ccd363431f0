"""The bank's backend: a client app that calls the product for its customers."""

from collections.abc import Mapping
from typing import Any, Self

import httpx2

_PATIENCE = 300.0


class Surprise(Exception):
    """An answer that the story did not expect."""


class Bank:
    """The client app `demo-app`, acting for one customer once it has one."""

    def __init__(self, base_url: str) -> None:
        """Get a token."""
        self._http = httpx2.Client(base_url=base_url, timeout=_PATIENCE, trust_env=False)
        answer = self._http.post(
            "/oauth2/token",
            data={"grant_type": "client_credentials", "client_id": "demo-app", "client_secret": "demo-secret"},
        )
        self._http.headers["Authorization"] = f"Bearer {answer.json()['access_token']}"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    def act_for(self, customer: str) -> None:
        """Name the customer in every call from now on."""
        self._http.headers.update({"X-Client-Id": "demo-app", "X-Customer-Id": customer})

    def call(self, method: str, path: str, body: Mapping[str, Any] | None = None, *, status: int = 200) -> Any:
        """Return the answer's JSON (None for no body). Raises Surprise when its status is not `status`."""
        answer = self._http.request(method, path, json=body)
        if answer.status_code != status:
            raise Surprise(f"{method} {path} answered {answer.status_code}, not {status}: {answer.text}")
        return answer.json() if answer.content else None

    def set_clock(self, instant: str) -> bool:
        """Move the stack's clock to an instant; False if it stands later already."""
        answer = self._http.put("/_local/clock", json={"now": instant})
        if answer.status_code not in {200, 409}:
            raise Surprise(f"the clock answered {answer.status_code}: {answer.text}")
        return answer.status_code == 200
