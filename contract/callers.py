"""Who may what: the kinds of callers, how each is refused, and the scopes that their tokens take.

What a kind gets of an operation stands in the rows of `savings.api.contract`; a test calls each operation as each kind.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from contract.errors import GATEWAY
from savings.api.contract import APPS, CUSTOMERS, ROUTES, Family, Route
from savings.domain.errors import Suspended

RESOURCE_SERVER: Final = "savings"
"""What the scopes are of, as their names begin."""
SCOPES: Final = tuple(sorted({route.scope for route in ROUTES}))
SAVER_SCOPES: Final = tuple(sorted({route.scope for route in ROUTES if not route.access.takes_client_app}))
"""What a person who signed in may be given: no balance is theirs to state or to move."""

_CODES: Final = {400: "failed_validation", 401: "unauthorised", 403: "forbidden", 404: "not_found"}


@dataclass(frozen=True, slots=True)
class Refusal:
    """How a call is refused: by the gateway, which knows the token, or by the function, which knows what is whose."""

    status: int
    is_gateways: bool
    code: str | None = None
    """The function's code, where it is not the usual one of the status."""

    def shown(self, family: Family) -> Mapping[str, object]:
        """Return the members of the body by which the refusal is known."""
        if self.is_gateways:
            return {"message": GATEWAY[self.status][0]}
        code = self.code or _CODES[self.status]
        match family:
            case Family.HOUSEHOLDS:
                return {"success": False}
            case Family.SAVINGS_GOALS:
                return {"code_id": "unknown" if self.status in (401, 404) else code}
            case _:
                return {"code": code}


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of caller, who it is, and the scopes of its token.

    `gets` names the one of `APPS` or `CUSTOMERS` that it is, or is the status with which everything is refused.
    """

    name: str
    who: str
    gets: str | int
    scopes: tuple[str, ...] = SCOPES
    code: str | None = None

    def refusal(self, route: Route) -> Refusal | None:
        """Return how an operation is refused; None where it does what was asked."""
        row = dict(zip((*APPS, *CUSTOMERS), route.access.gets, strict=True))
        status = self.gets if isinstance(self.gets, int) else row[self.gets]
        return None if status is None else Refusal(status, route.scope not in self.scopes, self.code)


_EDITOR: Final = "a client of the owner's household who may edit it and owns none of what is asked for"
_VIEWER: Final = "a client of the owner's household who may only view it"
_STRANGER: Final = "a client of another household of the tenant"

KINDS: Final = (
    Kind("no token", "no token", 401, ()),
    Kind("bad token", "a token that is expired, or that the issuer has not signed", 401),
    Kind("no scope", "a token with every scope but the operation's", 403, ()),
    Kind("wrong client", "a client app whose `X-Client-Id` is neither its own id nor its tenant", 401),
    Kind("wrong customer", "a customer's own token with somebody else in `X-Customer-Id`", 401),
    Kind("unknown app", "a client app that was onboarded for no tenant", 401),
    Kind("suspended", "a client app of a tenant that is suspended", 403, code=Suspended.code),
    Kind("app: owner", "a client app that names the customer who owns what is asked for", "app: owner"),
    Kind("app: editor", f"a client app that names {_EDITOR}", "app: editor"),
    Kind("app: viewer", f"a client app that names {_VIEWER}", "app: viewer"),
    Kind("app: stranger", f"a client app that names {_STRANGER}", "app: stranger"),
    Kind("app: nobody", "a client app that names no customer", "app: nobody"),
    Kind("app: elsewhere", "a client app of another tenant that names the owner", "app: elsewhere"),
    Kind("owner", "the customer who owns what is asked for, with a token of their own", "owner", SAVER_SCOPES),
    Kind("owner, every scope", "the same where the issuer gave the token every scope", "owner"),
    Kind("editor", f"{_EDITOR}, with a token of their own", "editor", SAVER_SCOPES),
    Kind("viewer", f"{_VIEWER}, with a token of their own", "viewer", SAVER_SCOPES),
    Kind("stranger", f"{_STRANGER}, with a token of their own", "stranger", SAVER_SCOPES),
)
