"""The bodies of actions; `reading` has what the use cases take of them."""

from savings.api.models import Body, MoneyBody
from savings.domain.actions import Direction


class CreateAction(Body):
    """POST /goals/v1/savings/{goal_id}/actions."""

    amount: MoneyBody
    credit_debit_indicator: Direction


class UpdateAction(Body):
    """PATCH /goals/v1/savings/{goal_id}/actions/{goal_action_id}; null means absent."""

    amount: MoneyBody | None = None
    credit_debit_indicator: Direction | None = None
