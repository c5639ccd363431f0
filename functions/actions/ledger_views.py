"""How transactions and accounts are answered: camelCase, GUIDs, integer cents; empty optional members are left out."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from savings.domain import calendar, guids
from savings.domain.account import Account
from savings.domain.calendar import instant
from savings.domain.goal import Goal
from savings.domain.ledger import Side
from savings.usecases.bookings import TransactionFound


def transaction_view(found: TransactionFound) -> dict[str, Any]:
    """Return a transaction with the accounts and savings goals (dreams) that it names."""
    transaction = found.transaction
    tenant, user = transaction.tenant, transaction.user
    view = {
        "type": transaction.type.value,
        "id": guids.transaction_guid(tenant, user, transaction.number),
        "externalId": transaction.external_id,
        "user": _user(user),
        "amountCents": transaction.amount,
        "state": "settled",
        "requestedAt": instant(transaction.requested_at),
        "settledAt": instant(transaction.settled_at),
        **_side(found, transaction.source, "from"),
        **_side(found, transaction.target, "to"),
    }
    for name, number in (("reversesId", transaction.reverses), ("reversedById", transaction.reversed_by)):
        if number is not None:
            view[name] = guids.transaction_guid(tenant, user, number)
    return view


def account_view(account: Account) -> dict[str, Any]:
    """Return an account with its residual; of a Performance account also the parts of its value."""
    view = {
        **_account(account),
        "user": _user(account.owner),
        "currency": account.currency,
        "balanceCents": account.balance,
        "residualCents": account.residual,
        "sequence": account.sequence,
    }
    parts = account.performance
    if account.is_performance and parts is not None:
        view |= {
            "liquidBalanceCents": parts.liquid,
            "performanceCents": parts.performance,
            "performancePercent": Decimal(parts.percent),
            "totalAcquisitionCostCents": parts.acquisition_cost,
        }
        for name, moment in (("valuationFrom", parts.valued_from), ("valuationAt", parts.valued_at)):
            if moment is not None:
                view[name] = instant(moment)
    return view


def _side(found: TransactionFound, side: Side | None, end: str) -> dict[str, Any]:
    if side is None:
        return {}
    account = found.accounts[side.account]
    view: dict[str, Any] = {f"{end}Account": _account(account)}
    goal = found.goals.get(side.goal or 0)
    return view | {f"{end}Dream": _dream(goal, account)} if goal else view


def _dream(goal: Goal, account: Account) -> dict[str, Any]:
    ends = calendar.first_instant(calendar.day_after(goal.schedule.end), goal.zone) - timedelta(seconds=1)
    view = {
        "id": guids.goal_guid(goal),
        "type": "Dream",
        "name": goal.texts.name,
        "targetCents": goal.target_amount,
        "balanceCents": goal.amount,
        "expiresAt": instant(ends),
        "activeSavehacksCount": 0,
        "user": _user(goal.customer),
        "account": _account(account),
    }
    view |= {"achievedAt": instant(goal.achieved_at)} if goal.achieved_at else {}
    return view | {"imageUrl": goal.texts.image_url} if goal.texts.image_url else view


def _account(account: Account) -> dict[str, Any]:
    guid = guids.account_guid(account.tenant, account.household, account.number)
    view = {"type": account.kind.value, "id": guid}
    return view | {"externalId": account.external_id} if account.external_id else view


def _user(customer: str) -> dict[str, str]:
    return {"type": "User", "id": customer}
