"""Who is calling."""

from dataclasses import dataclass

from savings.domain import guids
from savings.domain.tenant import NO_TERMS, Terms
from savings.store import keys
from savings.store.table import Key


@dataclass(frozen=True, slots=True)
class Caller:
    """A verified caller: `customer` is the person it acts for, None where a client app names nobody.

    `may_move_balances` says that it may state or move what an account holds: a client app whose token has that scope.
    `terms` are what holds for its tenant.
    """

    tenant: str
    client_id: str
    subject: str
    customer: str | None
    may_move_balances: bool = False
    terms: Terms = NO_TERMS

    @property
    def is_client_app(self) -> bool:
        """Whether the token is a client app's own and not a person's."""
        return self.subject == self.client_id

    @property
    def person(self) -> str:
        """The customer; only for routes that the edge lets through with one."""
        if self.customer is None:
            raise LookupError("the route was reached without a customer")
        return self.customer

    def goal_key(self, goal_id: str) -> Key:
        """Return where the person's goal is stored; nothing ever is for a garbled id."""
        return keys.goal(self.tenant, self.person, guids.read_goal(goal_id, self.tenant, self.person) or 0)
