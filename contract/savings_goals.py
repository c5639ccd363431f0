"""What the savings goals family answers."""

from contract.model import Amount, Answer, Day, Guid, Instant
from savings.domain.actions import Direction


class Money(Answer):
    """An amount with the currency's usual decimals."""

    currency: str
    value: Amount


class SavingsGoal(Answer):
    """A savings goal with exactly the published members."""

    id: Guid | None
    account_id: Guid
    name: str
    target_amount: Money
    recurrent_amount: Money
    target_date: Day
    saved_amount: Money
    created_at: Instant


class OneSavingsGoal(Answer):
    """One savings goal in its envelope."""

    operation_id: str
    data: SavingsGoal


class SavingsGoalsMetadata(Answer):
    """How many there are, and the filter."""

    results: int
    account_id: str | None


class SomeSavingsGoals(Answer):
    """Savings goals in their envelope."""

    operation_id: str
    data: list[SavingsGoal]
    metadata: SavingsGoalsMetadata


class Action(Answer):
    """An action with exactly the published members."""

    id: Guid
    amount: Money
    credit_debit_indicator: Direction
    created_at: Instant


class ActionMetadata(Answer):
    """Which goal the action belongs to."""

    goal_id: Guid


class OneAction(Answer):
    """One action in its envelope."""

    operation_id: str
    data: Action
    metadata: ActionMetadata


class ActionsMetadata(Answer):
    """Where the page stands; `page_token` is empty on the last one."""

    results: int
    page_token: str
    page_size: int
    goal_id: Guid


class SomeActions(Answer):
    """A page of actions in its envelope."""

    operation_id: str
    data: list[Action]
    metadata: ActionsMetadata
