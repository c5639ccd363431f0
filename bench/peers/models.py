"""The models that the two usual stacks read bodies and write answers with."""

from enum import Enum
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field


class Direction(Enum):
    """Which way the money goes."""

    CREDIT = "credit"
    DEBIT = "debit"


class Money(BaseModel):
    """An amount with its currency."""

    model_config = ConfigDict(extra="forbid")

    value: Annotated[str, Field(pattern=r"^[0-9]{1,15}$")]
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] | None = None


class NewAction(BaseModel):
    """The body of a new action."""

    model_config = ConfigDict(extra="forbid")

    amount: Money
    credit_debit_indicator: Direction

    @property
    def minor(self) -> int:
        """The amount in minor units."""
        return int(self.amount.value) * 100


class Goal(BaseModel):
    """One goal."""

    id: int
    name: str
    currency: str
    status: str
    frequency: str
    start_date: str
    end_date: str
    target_amount: int
    current_amount: int
    version: int


class Recorded(BaseModel):
    """The answer to a new action."""

    data: NewAction
    metadata: dict[str, Any]
