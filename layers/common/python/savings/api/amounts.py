"""The amount of the savings goals family, as both of its functions read it."""

from pydantic import Field

from savings.api.bodies import Body
from savings.usecases.savings_goals import Amount


class MoneyBody(Body):
    """An amount: a decimal string and an ISO 4217 code; a missing code means the goal's currency."""

    value: str = Field(examples=["3000.00"])
    currency: str | None = Field(default=None, examples=["USD"])

    @property
    def amount(self) -> Amount:
        """The amount as the use cases take it."""
        return Amount(self.value, self.currency)
