"""The authorizer of the API: whose a token is, where no list of clients that the gateway can hold says whose may call.

It proves tokens; whose tenant a client is, and whether it still is, the functions behind the gateway read (ADR 0049).
A token that proves nothing goes on without claims, so that its caller gets 401 and looks for a new one: the gateway
has only 403 for what an authorizer denies. What has no claims is nobody to the functions.
"""

from collections.abc import Callable
from functools import partial
from typing import Any, Final

from authorize.keys import Keys, download
from authorize.tokens import proven
from savings.api.contract import ROUTES
from savings.observability import instrumented
from savings.runtime import Entry, Handler, Runtime

HANDED_ON: Final = ("sub", "client_id", "scope", "exp")
_SCOPES: Final = {route.key: route.scope for route in ROUTES}


def build(runtime: Runtime, read_keys: Callable[[], dict[str, Any]] | None = None) -> Handler:
    """Return the function's handler; `read_keys` gives the issuer's JSON Web Key Set, which is downloaded otherwise."""
    issuer = runtime.settings.issuer
    keys = Keys(read_keys or partial(download, issuer), runtime.clock.now)

    def authorize(event: dict[str, Any], _: Any) -> dict[str, Any]:
        claims = proven(_bare(event["identitySource"][0]), keys, issuer, runtime.clock.now())
        if claims is None:
            return {"isAuthorized": True, "context": {}}
        granted = str(claims.get("scope", "")).split()
        handed_on = {name: str(claims[name]) for name in HANDED_ON if name in claims}
        return {"isAuthorized": _SCOPES[event["routeKey"]] in granted, "context": handed_on}

    return instrumented(runtime, authorize)


def _bare(header: str) -> str:
    scheme, _, token = header.partition(" ")
    return token.strip() if scheme.lower() == "bearer" else header.strip()


handler: Final = Entry(build)
