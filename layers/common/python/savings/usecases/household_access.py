"""Who may see and change a household."""

from collections.abc import Callable
from typing import TypeVar

from savings import ids
from savings.domain.errors import Forbidden, NotFound
from savings.domain.household import Household, Level
from savings.runtime import Runtime
from savings.store import households
from savings.usecases.caller import Caller
from savings.usecases.reading import together

Found = TypeVar("Found")


def visible(runtime: Runtime, caller: Caller, guid: str) -> Household:
    """Return a household that the caller may view. Raises NotFound, also for a stranger's."""
    return _checked(caller, households.load(runtime.table, caller.tenant, _parsed(guid)))


def editable(runtime: Runtime, caller: Caller, guid: str) -> Household:
    """Return a household that the caller may edit. Raises NotFound, Forbidden for one who may only view it."""
    return _check_edits(caller, visible(runtime, caller, guid))


def visible_with(runtime: Runtime, caller: Caller, guid: str, read: Callable[[str], Found]) -> tuple[Household, Found]:
    """Return a household that the caller may view, with what `read` finds under its GUID meanwhile. Raises NotFound."""
    home = _parsed(guid)
    household, found = together(
        runtime, lambda: households.load(runtime.table, caller.tenant, home), lambda: read(home)
    )
    return _checked(caller, household), found


def editable_with(runtime: Runtime, caller: Caller, guid: str, read: Callable[[str], Found]) -> tuple[Household, Found]:
    """Return a household that the caller may edit, with what `read` finds. Raises NotFound, Forbidden."""
    household, found = visible_with(runtime, caller, guid, read)
    return _check_edits(caller, household), found


def _parsed(guid: str) -> str:
    parsed = ids.parse_guid(guid)
    if parsed is None:
        raise NotFound("household")
    return parsed


def _checked(caller: Caller, household: Household | None) -> Household:
    if household is None or household.level_of(caller.customer) is None:
        raise NotFound("household")
    return household


def _check_edits(caller: Caller, household: Household) -> Household:
    if household.level_of(caller.customer) is not Level.EDIT:
        raise Forbidden("You do not have permission to edit the household.")
    return household
