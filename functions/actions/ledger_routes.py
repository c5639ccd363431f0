"""The ledger family's routes: parse, one call, answer."""

from dataclasses import replace
from typing import Any, Final
from unicodedata import normalize
from urllib.parse import urlencode

from actions.ledger_schemas import ChangeAccount, MakePerformance, ReportTransaction, ReverseTransaction
from actions.ledger_views import account_view, transaction_view
from savings import ids
from savings.api.app import App, Request, created, ok
from savings.api.bodies import dump
from savings.api.paging import items, make_token, read_token
from savings.domain.account import Account
from savings.domain.errors import Refused, Unauthorised
from savings.store.idempotency import Answer
from savings.usecases import accounts, ledger
from savings.usecases.booking import TransactionFound
from savings.usecases.caller import Caller

_ALL: Final = "all of a user's transactions"
_ALL_ACCOUNTS: Final = "all of a user's accounts"


def register(app: App) -> None:
    """Register the routes of /transactions and /accounts."""
    _register_transactions(app)
    _register_accounts(app)


def _register_transactions(app: App) -> None:
    runtime = app.runtime

    @app.operation("report_transaction")
    def report_transaction(request: Request) -> Answer:
        body = request.read(ReportTransaction)
        caller = _user(request, body.transaction.userId, "transaction.userId")
        return ledger.report_transaction(runtime, caller, body.request(request.json), request.once, _transaction_made)

    @app.operation("reverse_transaction")
    def reverse_transaction(request: Request) -> Answer:
        body, spelling = request.read(ReverseTransaction).transaction, request.path["transaction_id"]
        caller = _user(request, body.userId, "transaction.userId")
        payload = dump({"reverses": spelling, **request.json}, sort_keys=True)
        return ledger.reverse_transaction(
            runtime, caller, spelling, body.externalId, payload, request.once, _transaction_made
        )

    @app.operation("list_transactions")
    def list_transactions(request: Request) -> Answer:
        query = request.query
        caller = _user(request, query.get("userId"), "userId")
        if query.get("state", "settled") != "settled":
            return ok({"transactions": [], "meta": {"next_url": None}})
        place, size = f"{caller.tenant}/{caller.person}/{_ALL}", items(query.get("items"))
        after = read_token(place, query["after"], "after") if query.get("after") else None
        found, following = ledger.list_transactions(runtime, caller, size, after, _external_id(query))
        onward = _onward(request.query, "/transactions", place, following)
        return ok({"transactions": [transaction_view(one) for one in found], "meta": {"next_url": onward}})

    @app.operation("get_transaction")
    def get_transaction(request: Request) -> Answer:
        caller = _user(request, request.query.get("userId"), "userId")
        found = ledger.get_transaction(runtime, caller, request.path["transaction_id"])
        return ok({"transaction": transaction_view(found)})


def _register_accounts(app: App) -> None:
    runtime = app.runtime

    @app.operation("make_performance")
    def make_performance(request: Request) -> Answer:
        body = request.read(MakePerformance).account
        caller = _user(request, body.userId, "account.userId")
        return accounts.make_performance(runtime, caller, body.savingsId, request.once, _account_made)

    @app.operation("list_accounts")
    def list_accounts(request: Request) -> Answer:
        query = request.query
        caller = _user(request, query.get("userId"), "userId")
        place, size = f"{caller.tenant}/{caller.person}/{_ALL_ACCOUNTS}", items(query.get("items"))
        after = read_token(place, query["after"], "after") if query.get("after") else None
        listed, following = accounts.list_accounts(runtime, caller, size, after, _external_id(query))
        onward = _onward(request.query, "/accounts", place, following)
        return ok({"accounts": [account_view(account) for account in listed], "meta": {"next_url": onward}})

    @app.operation("get_account")
    def get_account(request: Request) -> Answer:
        caller = _user(request, request.query.get("userId"), "userId")
        return _account_shown(accounts.get_account(runtime, caller, request.path["account_id"]))

    @app.operation("change_account")
    def change_account(request: Request) -> Answer:
        change = request.read(ChangeAccount).change
        caller = _user(request, request.query.get("userId"), "userId")
        return accounts.change_account(
            runtime, caller, request.path["account_id"], change, request.once, _account_shown
        )


def _user(request: Request, named: str | None, member: str) -> Caller:
    """Return the caller as acting for a user: the token's, the header's or, for a client app, the one that is named.

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
    return replace(caller, customer=user or caller.customer)


def _onward(query: dict[str, str], path: str, place: str, after: int | None) -> str | None:
    """Return the address of the page after the item `after`; None after the last."""
    if after is None:
        return None
    token = make_token(place, after)
    return f"{path}?{urlencode({**query, 'after': token})}"


def _external_id(query: dict[str, str]) -> str | None:
    """Return the external id that is looked up, composed as it was when it was kept."""
    return normalize("NFC", query["externalId"]) if "externalId" in query else None


def _transaction_made(found: TransactionFound) -> Answer:
    view: dict[str, Any] = transaction_view(found)
    return created({"transaction": view}, f"/transactions/{view['id']}")


def _account_made(account: Account) -> Answer:
    view = account_view(account)
    return created({"account": view}, f"/accounts/{view['id']}")


def _account_shown(account: Account) -> Answer:
    return ok({"account": account_view(account)})
