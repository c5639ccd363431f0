"""What a customer has already, by the caller's own ids: each list is read once, when a row first asks for it."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

from savings_cli.importing.columns import Flaw, Flawed, as_guid
from savings_goals_client import AsyncClient
from savings_goals_client.models import Account, ListedHousehold

T = TypeVar("T")
EXTERNAL_ID = "external_id"
"""The member of a goal's metadata that has the caller's own id of it."""


class _Once(Generic[T]):
    """Something that is read when it is first needed."""

    def __init__(self, read: Callable[[], Awaitable[T]]) -> None:
        self._read = read
        self._task: asyncio.Future[T] | None = None

    async def __call__(self) -> T:
        if self._task is None:
            self._task = asyncio.ensure_future(self._read())
        return await self._task


class Known:
    """One customer, as the client that acts for them sees it."""

    def __init__(self, customer: str, hers: AsyncClient) -> None:
        self.customer = customer
        self.hers = hers
        self.home = _Once(self._home)
        self.savings = _Once(self._savings)
        self.goals = _Once(self._goals)
        self._accounts = _Once(self._list_accounts)

    async def _home(self) -> ListedHousehold:
        found = [one async for one in self.hers.households.iter_households()]
        if not found:
            raise Flawed(Flaw("customer", "unknown_customer", "Is in no household of this client app's."))
        return found[0]

    async def _savings(self) -> dict[str, str]:
        home = await self.home()
        each = self.hers.households.iter_savings(home.household_guid, exclude_formatted_values="1")
        return {one.back_office_id: one.savings_guid async for one in each if one.back_office_id}

    async def _goals(self) -> dict[str, int]:
        each = self.hers.goals.iter_goals()
        return {str(one.metadata[EXTERNAL_ID]): one.id async for one in each if EXTERNAL_ID in one.metadata}

    async def _list_accounts(self) -> dict[str, Account]:
        found = [one async for one in self.hers.ledger.iter_accounts(items=100)]
        named = {one.external_id: one for one in found if one.external_id}
        return {one.id: one for one in found} | named

    async def find_account(self, external_id: str) -> Account | None:
        """Return the account that bears the caller's own id, if there is one."""
        found = (await self._accounts()).get(external_id)
        return found if found and found.external_id == external_id else None

    async def account(self, column: str, named: str, currency: str) -> str:
        """Return the GUID of the account that a row names. Raises Flawed for none, and for another currency."""
        found = (await self._accounts()).get(named) or (await self._accounts()).get(named.lower())
        if found is None:
            raise Flawed(Flaw(column, "unknown_account", f"The customer has no account {named}."))
        if found.currency != currency:
            raise Flawed(Flaw("currency", "currency_mismatch", f"Must be the account's currency, {found.currency}."))
        return found.id

    async def goal(self, column: str, named: str) -> int | str:
        """Return the id of the goal that a row names. Raises Flawed for none."""
        found = (await self.goals()).get(named)
        if found is not None:
            return found
        if as_guid(named):
            return named.lower()
        raise Flawed(Flaw(column, "unknown_goal", f"The customer has no goal {named}."))
