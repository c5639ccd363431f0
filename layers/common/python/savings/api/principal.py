"""Who is calling: from the claims that the authorizer verified and the headers that may narrow them."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, cast

from savings import ids
from savings.api.contract import CLIENT_HEADER, CUSTOMER_HEADER, LEDGER_WRITE, Family, Route
from savings.domain.errors import FieldError, Malformed, Refused, Suspended, Unauthorised
from savings.domain.tenant import Tenant
from savings.store.tenants import Directory
from savings.usecases.caller import Caller

PUBLISHED_CUSTOMER = "X-Customer-ID"
"""The header as the errors of the published savings goals API name it."""


def caller_of(event: Mapping[str, Any], directory: Directory, route: Route) -> Caller:
    """Return the caller of a request.

    Raises Unauthorised when the token does not say who calls, for a client of no tenant, and when a header names
    another client or customer; Suspended where the tenant is; Refused for headers that the family needs and for a
    customer that is no GUID.
    """
    claims = _proven(event["requestContext"])
    client_id, subject = _named_by(claims)
    tenant = _tenant_of(client_id, directory)
    headers = event.get("headers", {})
    client = headers.get(CLIENT_HEADER.lower())
    if client is not None and client not in (client_id, tenant.name):
        raise Unauthorised(f"{CLIENT_HEADER} is not the token's client.")
    named = headers.get(CUSTOMER_HEADER.lower())
    customer = ids.parse_guid(named) if named is not None else None
    _check_headers(client, named, customer, route.family)
    caller = Caller(tenant.name, client_id, subject, customer, terms=tenant.terms)
    if caller.is_client_app:
        return _as_client_app(caller, route, may_move_balances=LEDGER_WRITE in _scopes(claims))
    return _as_customer(caller)


def _check_headers(client: str | None, named: str | None, customer: str | None, family: Family) -> None:
    """The savings goals family needs both headers, by their published names; any family needs a customer's GUID."""
    is_published = family is Family.SAVINGS_GOALS
    key = PUBLISHED_CUSTOMER if is_published else CUSTOMER_HEADER
    sent = {CLIENT_HEADER: client, key: named} if is_published else {}
    errors = [FieldError((header,), "required", "Is required.") for header, value in sent.items() if value is None]
    if named is not None and customer is None:
        errors.append(FieldError((key,), "invalid_guid", "Must be a GUID."))
    if errors:
        # 400 in every family, also in the one whose bodies are refused with 422.
        kind = Malformed if family is Family.HOUSEHOLDS else Refused
        raise kind(errors, "unable to validate request")


def _as_client_app(caller: Caller, route: Route, *, may_move_balances: bool) -> Caller:
    """A client app names the customer that it acts for, unless the request is for nobody or names them elsewhere."""
    if caller.customer is None and not route.takes_nobody:
        raise Refused.one(CUSTOMER_HEADER, "required", "Is required with a client app's token.")
    return replace(caller, may_move_balances=may_move_balances)


def _as_customer(caller: Caller) -> Caller:
    """A person acts for themselves."""
    own = ids.parse_guid(caller.subject)
    if own is None:
        raise Unauthorised("The token's subject is no GUID.")
    if caller.customer not in (None, own):
        raise Unauthorised(f"{CUSTOMER_HEADER} is not the token's customer.")
    return replace(caller, customer=own)


def _proven(context: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the claims that the gateway has proven itself or by its authorizer, none where these are over.

    The gateway keeps for a while what its authorizer answered; it has no claims of a token that proves nothing.
    """
    authorizer = context.get("authorizer") or {}
    if "jwt" in authorizer:
        return cast("Mapping[str, Any]", authorizer["jwt"]["claims"])
    claims: Mapping[str, Any] = authorizer.get("lambda") or {}
    return claims if int(claims.get("exp", 0)) * 1000 > context["timeEpoch"] else {}


def _named_by(claims: Mapping[str, str]) -> tuple[str, str]:
    """Return a token's client and subject; the client is in `client_id` (RFC 9068) or, with some, in `azp`."""
    client_id, subject = claims.get("client_id") or claims.get("azp"), claims.get("sub")
    if not client_id:
        raise Unauthorised("The token names no client.")
    if not subject:
        raise Unauthorised("The token names no subject.")
    return client_id, subject


def _tenant_of(client_id: str, directory: Directory) -> Tenant:
    tenant = directory.tenant_of(client_id)
    if tenant is None:
        raise Unauthorised("The token's client is of no tenant.")
    if tenant.is_suspended:
        raise Suspended("The tenant is suspended.")
    return tenant


def _scopes(claims: Mapping[str, Any]) -> frozenset[str]:
    """Return the scopes of a token: in `scope` (RFC 9068) or, as some issuers have it, in a list `scp`.

    The gateway hands a list on as text in brackets.
    """
    return frozenset(str(claims.get("scope") or claims.get("scp") or "").strip("[]").split())
