"""What the use cases take of the bodies of actions."""

from typing import TYPE_CHECKING

from savings.api.amounts import minor
from savings.domain.errors import Refused
from savings.usecases.actions import ActionRequest

if TYPE_CHECKING:
    from actions.schemas import CreateAction, UpdateAction
    from savings.api.models import MoneyBody


def action_request(body: "CreateAction | UpdateAction", currency: str) -> ActionRequest:
    """Read the body in the goal's currency. Raises Refused."""
    amount = _positive(body.amount, currency) if body.amount else None
    return ActionRequest(amount, body.credit_debit_indicator)


def _positive(amount: "MoneyBody", currency: str) -> int:
    found = minor(amount, currency, "amount", f"Must be the goal's currency, {currency}.")
    if found < 0:
        raise Refused.one("amount.value", "negative", "negative value")
    if found == 0:
        raise Refused.one("amount.value", "not_positive", "Must be greater than 0.")
    return found
