"""The bodies of actions."""

from savings.api.amounts import MoneyBody
from savings.api.bodies import Body
from savings.domain.actions import Direction
from savings.domain.errors import Refused
from savings.usecases.actions import ActionRequest


class CreateAction(Body):
    """POST /goals/v1/savings/{goal_id}/actions."""

    amount: MoneyBody
    credit_debit_indicator: Direction

    def read(self, currency: str) -> ActionRequest:
        """Read the body in the goal's currency. Raises Refused."""
        return ActionRequest(_positive(self.amount, currency), self.credit_debit_indicator)


class UpdateAction(Body):
    """PATCH /goals/v1/savings/{goal_id}/actions/{goal_action_id}; null means absent."""

    amount: MoneyBody | None = None
    credit_debit_indicator: Direction | None = None

    def read(self, currency: str) -> ActionRequest:
        """Read the body in the goal's currency. Raises Refused."""
        amount = _positive(self.amount, currency) if self.amount else None
        return ActionRequest(amount, self.credit_debit_indicator)


def _positive(amount: MoneyBody, currency: str) -> int:
    minor = amount.minor(currency, "amount", f"Must be the goal's currency, {currency}.")
    if minor < 0:
        raise Refused.one("amount.value", "negative", "negative value")
    if minor == 0:
        raise Refused.one("amount.value", "not_positive", "Must be greater than 0.")
    return minor
