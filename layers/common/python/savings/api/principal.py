"""Who is calling: from the claims that the authorizer verified and the headers that may narrow them."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from savings import ids
from savings.api.contract import LEDGER_WRITE
from savings.api.families import Family
from savings.domain.errors import FieldError, Malformed, Refused, Unauthorised
from savings.usecases.caller import Caller

CLIENT_HEADER = "X-Client-Id"
CUSTOMER_HEADER = "X-Customer-Id"
SEPARATOR = "#"  # parts the keys of the table


def caller_of(event: Mapping[str, Any], tenants: Mapping[str, str], family: Family) -> Caller:
    """Return the caller of a request.

    A token names its client in `client_id` (RFC 9068) or, as some issuers have it, in `azp`. Raises Unauthorised when
    it names none and when a header names another client or customer; Refused for headers that the family needs and for
    a customer that is no GUID.
    """
    claims = event["requestContext"]["authorizer"]["jwt"]["claims"]
    headers = event.get("headers", {})
    client_id, subject = claims.get("client_id") or claims.get("azp"), claims["sub"]
    if not client_id:
        raise Unauthorised("The token names no client.")
    tenant = tenants.get(client_id, client_id)
    if SEPARATOR in tenant:
        raise Unauthorised("The token's client cannot be a tenant.")
    named_client = headers.get(CLIENT_HEADER.lower())
    if named_client is not None and named_client not in (client_id, tenant):
        raise Unauthorised(f"{CLIENT_HEADER} is not the token's client.")
    named = headers.get(CUSTOMER_HEADER.lower())
    customer = ids.parse_guid(named) if named is not None else None
    missing = [
        FieldError((header,), "required", "Is required.")
        for header, value in ((CLIENT_HEADER, named_client), (CUSTOMER_HEADER, named))
        if value is None and family is Family.SAVINGS_GOALS
    ]
    if named is not None and customer is None:
        missing.append(FieldError((CUSTOMER_HEADER,), "invalid_guid", "Must be a GUID."))
    if missing:
        # 400 in every family, also in the one whose bodies are refused with 422.
        kind = Malformed if family is Family.HOUSEHOLDS else Refused
        raise kind(missing, "unable to validate request")
    caller = Caller(tenant, client_id, subject, customer)
    if caller.is_client_app:
        caller = replace(caller, may_move_balances=LEDGER_WRITE in _scopes(claims))
        if customer is None and family not in (Family.HOUSEHOLDS, Family.LEDGER):
            raise Refused(Refused.one(CUSTOMER_HEADER, "required", "Is required with a client app's token.").errors)
        return caller
    own = ids.parse_guid(subject)
    if own is None:
        raise Unauthorised("The token's subject is no GUID.")
    if customer is not None and customer != own:
        raise Unauthorised(f"{CUSTOMER_HEADER} is not the token's customer.")
    return Caller(tenant, client_id, subject, own)


def _scopes(claims: Mapping[str, Any]) -> frozenset[str]:
    """Return the scopes of a token: in `scope` (RFC 9068) or, as some issuers have it, in a list `scp`.

    The gateway hands a list on as text in brackets.
    """
    return frozenset(str(claims.get("scope") or claims.get("scp") or "").strip("[]").split())
