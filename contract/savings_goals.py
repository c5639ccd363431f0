"""What the savings goals family answers."""

from contract.model import Answer
from savings.domain.actions import Direction


class Money(Answer):
    """An amount with the currency's usual decimals."""

    currency: str
    value: str


class SavingsGoal(Answer):
    """A savings goal with exactly the published members."""

    id: str | None
    account_id: str
    name: str
    target_amount: Money
    recurrent_amount: Money
    target_date: str
    saved_amount: Money
    created_at: str


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

    id: str
    amount: Money
    credit_debit_indicator: Direction
    created_at: str


class ActionMetadata(Answer):
    """Which goal the action belongs to."""

    goal_id: str


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
    goal_id: str


class SomeActions(Answer):
    """A page of actions in its envelope."""

    operation_id: str
    data: list[Action]
    metadata: ActionsMetadata
