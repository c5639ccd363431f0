"""What a customer was told, and what the customer wants to hear of."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from savings.domain.errors import NotFound
from savings.domain.notification import Notification, Preferences
from savings.domain.reminder import wakes_at
from savings.runtime import Runtime
from savings.store import households, keys, notifications
from savings.store.idempotency import Answer, Once
from savings.usecases.caller import Caller
from savings.usecases.writing import attempts, commit, recall_from

LOOKED_THROUGH: Final = 10
"""Pages of the inbox that are read at most for one page of what is unread."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a customer chose, and whether there is an address for e-mail."""

    preferences: Preferences
    has_address: bool


def list_notifications(
    runtime: Runtime, caller: Caller, limit: int, after: str | None, *, unread: bool
) -> tuple[list[Notification], str | None]:
    """Return a page of the inbox, newest first, as of a moment ago, and where to go on; None at the end.

    With `unread` the page has only what was not read yet. It may then be short though there is more.
    """
    found: list[Notification] = []
    place = after
    for _ in range(LOOKED_THROUGH if unread else 1):
        page, onward = notifications.page(runtime.table, caller.tenant, caller.person, limit - len(found), place)
        found += [one for one in page if not (unread and one.is_read)]
        place = onward
        if onward is None or len(found) == limit:
            break
    return found, place


def mark_notification(
    runtime: Runtime,
    caller: Caller,
    spelling: str,
    once: Once | None,
    render: Callable[[Notification], Answer],
    *,
    is_read: bool,
) -> Answer:
    """Mark a notification as read or unread. Raises NotFound."""

    def work(now: datetime) -> Answer:
        recall_from(runtime.table.batch_get([once.key]) if once else {}, once, now)
        found = notifications.load(runtime.table, caller.tenant, caller.person, spelling)
        if found is None:
            raise NotFound("notification")
        writes = [notifications.mark(found, is_read=is_read)] if found.is_read != is_read else []
        return commit(runtime, writes, once, render(replace(found, is_read=is_read)), now)

    return attempts(runtime, work)


def get_preferences(runtime: Runtime, caller: Caller) -> Chosen:
    """Return what the caller's customer chose. Raises NotFound for somebody who is in no household."""
    home = _household_of(runtime, caller)
    found = runtime.table.batch_get(
        [
            keys.preferences(caller.tenant, caller.person),
            keys.client(caller.tenant, home, caller.person),
        ]
    )
    item = found.get(keys.preferences(caller.tenant, caller.person))
    person = found.get(keys.client(caller.tenant, home, caller.person))
    preferences = notifications.read_preferences(item) if item else Preferences()
    return Chosen(preferences, person is not None and households.read_client(person).email is not None)


def set_preferences(
    runtime: Runtime,
    caller: Caller,
    wanted: Preferences,
    once: Once | None,
    render: Callable[[Chosen], Answer],
    *,
    resumes_mail: bool,
) -> Answer:
    """Put what the customer wants in the place of what was chosen before; `resumes_mail` ends a stop of e-mail.

    Raises NotFound for somebody who is in no household.
    """

    def work(now: datetime) -> Answer:
        mine = keys.preferences(caller.tenant, caller.person)
        found = runtime.table.batch_get([mine, once.key] if once else [mine])
        recall_from(found, once, now)
        before = notifications.read_preferences(found[mine]) if mine in found else Preferences()
        home = households.load(runtime.table, caller.tenant, _household_of(runtime, caller))
        person = home.client(caller.person) if home else None
        if home is None or person is None:
            raise NotFound("household")
        stopped = None if resumes_mail else before.mail_stopped
        after = replace(wanted, mail_stopped=stopped, version=before.version + 1)
        days = after.reminder_days
        wake = None if days is None else wakes_at((), days, home.zone, now)
        write = notifications.save_preferences(caller.tenant, caller.person, home.zone, after, wake)
        return commit(runtime, [write], once, render(Chosen(after, person.email is not None)), now)

    return attempts(runtime, work)


def _household_of(runtime: Runtime, caller: Caller) -> str:
    home = households.load_membership(runtime.table, caller.tenant, caller.person)
    if home is None:
        raise NotFound("household")
    return home
