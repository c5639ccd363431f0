"""Who may see and change a household."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import TypeVar

from savings import ids
from savings.domain.errors import Forbidden, NotFound
from savings.domain.household import Household, Level
from savings.store import households
from savings.usecases.attempt import Attempt
from savings.usecases.caller import Caller
from savings.usecases.household_changes import until_settled

Found = TypeVar("Found")


def visible(attempt: Attempt, household_id: str) -> Household:
    """Return a household that the caller may view. Raises NotFound, also for a stranger's."""
    caller, guid = attempt.caller, _parsed(household_id)

    def read() -> tuple[Household, None]:
        return _seen(caller, households.load(attempt.table, caller.tenant, guid)), None

    return until_settled(attempt.runtime, read)[0]


def editable(attempt: Attempt, household_id: str) -> Household:
    """Return a household that the caller may edit. Raises NotFound, Forbidden for one who may only view it."""
    return _check_edits(attempt.caller, visible(attempt, household_id))


def visible_with(attempt: Attempt, household_id: str, read: Callable[[str], Found]) -> tuple[Household, Found]:
    """Return a household that the caller may view, with what `read` finds under its GUID meanwhile. Raises NotFound."""
    caller, guid = attempt.caller, _parsed(household_id)

    def both() -> tuple[Household, Found]:
        load = partial(households.load, attempt.table, caller.tenant, guid)
        household, found = attempt.together(load, partial(read, guid))
        return _seen(caller, household), found

    return until_settled(attempt.runtime, both)


def editable_with(attempt: Attempt, household_id: str, read: Callable[[str], Found]) -> tuple[Household, Found]:
    """Return a household that the caller may edit, with what `read` finds. Raises NotFound, Forbidden."""
    household, found = visible_with(attempt, household_id, read)
    return _check_edits(attempt.caller, household), found


def check_people(caller: Caller, before: Household, after: Household, named: Iterable[str] = ()) -> None:
    """Only a client app says who belongs to a household, when they were born, and who may view or edit it.

    A person is in one household for life, so that whoever adds one captures them. `named` are people whom the request
    takes to be in the household. Raises Forbidden for a customer's token that changes any of this.
    """
    if caller.is_client_app:
        return
    changes = (before.life.born, before.viewers) != (after.life.born, after.viewers)
    if changes or any(before.client(customer) is None for customer in named):
        raise Forbidden("Only a client app may change who is in a household, their birth dates and their access.")


def _parsed(household_id: str) -> str:
    guid = ids.parse_guid(household_id)
    if guid is None:
        raise NotFound("household")
    return guid


def _seen(caller: Caller, household: Household | None) -> Household:
    if household is None or household.level_of(caller.customer) is None:
        raise NotFound("household")
    return household


def _check_edits(caller: Caller, household: Household) -> Household:
    if household.level_of(caller.customer) is not Level.EDIT:
        raise Forbidden("You do not have permission to edit the household.")
    return household
