"""The ledger family's routes: parse, one call, answer."""

from dataclasses import replace
from typing import Final
from unicodedata import normalize

from actions.ledger_reading import account_change, transaction_request
from actions.ledger_views import account_view, transaction_view
from savings import ids
from savings.api.answers import Answer, created, ok
from savings.api.app import App, Request
from savings.api.jsontext import dump
from savings.api.paging import items, make_token, read_token
from savings.domain.errors import Refused, Unauthorised
from savings.usecases import accounts, ledger
from savings.usecases.attempt import Attempt, Outcome
from savings.usecases.bookings import TransactionFound

_ALL: Final = "all of a user's transactions"
_NEWEST: Final = "all of a user's transactions, the newest first"
_ALL_ACCOUNTS: Final = "all of a user's accounts"


def register(app: App) -> None:
    """Register the routes of /transactions and /accounts."""
    _register_transactions(app)
    _register_accounts(app)


def _register_transactions(app: App) -> None:
    @app.operation("report_transaction")
    def report_transaction(request: Request) -> Answer:
        body = request.body.transaction
        attempt = _acting_for(request, body.userId, "transaction.userId")
        return _transaction_made(ledger.report_transaction(attempt, transaction_request(body, request.json)))

    @app.operation("reverse_transaction")
    def reverse_transaction(request: Request) -> Answer:
        body, transaction_id = request.body.transaction, request.path["transaction_id"]
        attempt = _acting_for(request, body.userId, "transaction.userId")
        payload = dump({"reverses": transaction_id, **request.json}, sort_keys=True)
        return _transaction_made(ledger.reverse_transaction(attempt, transaction_id, body.externalId, payload))

    @app.operation("list_transactions")
    def list_transactions(request: Request) -> Answer:
        query = request.query
        attempt = _acting_for(request, query.get("userId"), "userId")
        if query.get("state", "settled") != "settled":
            return ok({"transactions": [], "meta": {"next_url": None}})
        newest_first = query.get("order") == "newest"
        place, size, after = _page(attempt, query, _NEWEST if newest_first else _ALL)
        external_id = _external_id(query)
        found, following = ledger.list_transactions(attempt, size, after, external_id, newest_first=newest_first)
        onward = _onward(query, "/transactions", place, following)
        return ok({"transactions": [transaction_view(one) for one in found], "meta": {"next_url": onward}})

    @app.operation("get_transaction")
    def get_transaction(request: Request) -> Answer:
        attempt = _acting_for(request, request.query.get("userId"), "userId")
        return ok({"transaction": transaction_view(ledger.get_transaction(attempt, request.path["transaction_id"]))})


def _register_accounts(app: App) -> None:
    @app.operation("make_performance")
    def make_performance(request: Request) -> Answer:
        body = request.body.account
        made = accounts.make_performance(_acting_for(request, body.userId, "account.userId"), body.savingsId)
        view = account_view(made.made)
        return created({"account": view}, f"/accounts/{view['id']}", made)

    @app.operation("list_accounts")
    def list_accounts(request: Request) -> Answer:
        query = request.query
        attempt = _acting_for(request, query.get("userId"), "userId")
        place, size, after = _page(attempt, query, _ALL_ACCOUNTS)
        listed, following = accounts.list_accounts(attempt, size, after, _external_id(query))
        onward = _onward(query, "/accounts", place, following)
        return ok({"accounts": [account_view(account) for account in listed], "meta": {"next_url": onward}})

    @app.operation("get_account")
    def get_account(request: Request) -> Answer:
        attempt = _acting_for(request, request.query.get("userId"), "userId")
        return ok({"account": account_view(accounts.get_account(attempt, request.path["account_id"]))})

    @app.operation("change_account")
    def change_account(request: Request) -> Answer:
        change = account_change(request.body.account)
        attempt = _acting_for(request, request.query.get("userId"), "userId")
        changed = accounts.change_account(attempt, request.path["account_id"], change)
        return ok({"account": account_view(changed.made)}, changed)


def _acting_for(request: Request, named: str | None, member: str) -> Attempt:
    """Return the attempt as one for a user: the token's, the header's or, for a client app, the one that is named.

    Raises Unauthorised when a customer's token names somebody else, Refused when nobody or two are named.
    """
    caller = request.caller
    user = ids.parse_guid(named) if named is not None else None
    if named is not None and user is None:
        raise Refused.one(member, "invalid_guid", "Must be a GUID.")
    if caller.customer is None and user is None:
        raise Refused.one(member, "required", "Is required with a client app's token.")
    if user is not None and caller.customer not in (None, user):
        if not caller.is_client_app:
            raise Unauthorised("The token's customer is somebody else.")
        raise Refused.one(member, "two_users", "Must be the customer of X-Customer-Id.")
    return replace(request.attempt, caller=replace(caller, customer=user or caller.customer))


def _page(attempt: Attempt, query: dict[str, str], of: str) -> tuple[str, int, int | None]:
    """Return what a list's tokens are bound to, the size of its page, and what the page comes after."""
    place, size = f"{attempt.caller.tenant}/{attempt.caller.person}/{of}", items(query.get("items"))
    after = read_token(place, query.get("after"), "after")
    return place, size, after[0] if after else None


def _onward(query: dict[str, str], path: str, place: str, after: int | None) -> str | None:
    """Return the address of the page after the item `after`; None after the last."""
    if after is None:
        return None
    token = make_token(place, after)
    from urllib.parse import urlencode  # noqa: PLC0415  # slow to import, and most answers lead nowhere

    return f"{path}?{urlencode({**query, 'after': token})}"


def _external_id(query: dict[str, str]) -> str | None:
    """Return the external id that is looked up, composed as it was when it was kept."""
    return normalize("NFC", query["externalId"]) if "externalId" in query else None


def _transaction_made(made: Outcome[TransactionFound]) -> Answer:
    view = transaction_view(made.made)
    return created({"transaction": view}, f"/transactions/{view['id']}", made)
