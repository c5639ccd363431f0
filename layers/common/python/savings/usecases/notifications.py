"""What a customer was notified of, and what the customer wants to hear of."""

from dataclasses import dataclass, replace
from typing import Final

from savings.domain.errors import NotFound
from savings.domain.notification import Notification, Preferences
from savings.domain.reminder import wakes_at
from savings.store import households, keys, notifications
from savings.usecases.attempt import Attempt, Outcome

LOOKED_THROUGH: Final = 10
"""Pages of the inbox that are read at most for one page of what is unread."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a customer chose, and whether there is an address for e-mail."""

    preferences: Preferences
    has_address: bool


def list_notifications(
    attempt: Attempt, limit: int, after: str | None, *, unread: bool
) -> tuple[list[Notification], str | None]:
    """Return a page of the inbox, newest first, as of a moment ago, and where to go on; None at the end.

    With `unread` the page has only what was not read yet. It may then be short though there is more.
    """
    found: list[Notification] = []
    place, caller = after, attempt.caller
    for _ in range(LOOKED_THROUGH if unread else 1):
        page, onward = notifications.page(attempt.table, caller.tenant, caller.person, limit - len(found), place)
        found += [one for one in page if not (unread and one.is_read)]
        place = onward
        if onward is None or len(found) == limit:
            break
    return found, place


def mark_notification(attempt: Attempt, notification_id: str, *, is_read: bool) -> Outcome[Notification]:
    """Mark a notification as read or unread. Raises NotFound."""
    attempt.read([])
    found = notifications.load(attempt.table, attempt.caller.tenant, attempt.caller.person, notification_id)
    if found is None:
        raise NotFound("notification")
    writes = [notifications.mark(found, is_read=is_read)] if found.is_read != is_read else []
    return Outcome(replace(found, is_read=is_read), writes)


def get_preferences(attempt: Attempt) -> Chosen:
    """Return what the caller's customer chose. Raises NotFound for somebody who is in no household."""
    caller, home = attempt.caller, _household_of(attempt)
    mine, person = keys.preferences(caller.tenant, caller.person), keys.client(caller.tenant, home, caller.person)
    found = attempt.read([mine, person])
    preferences = notifications.read_preferences(found[mine]) if mine in found else Preferences()
    there = found.get(person)
    return Chosen(preferences, there is not None and households.read_client(there).email is not None)


def set_preferences(attempt: Attempt, wanted: Preferences, *, resumes_mail: bool) -> Outcome[Chosen]:
    """Put what the customer wants in the place of what was chosen before; `resumes_mail` ends a stop of e-mail.

    Raises NotFound for somebody who is in no household.
    """
    caller, mine = attempt.caller, keys.preferences(attempt.caller.tenant, attempt.caller.person)
    found = attempt.read([mine])
    before = notifications.read_preferences(found[mine]) if mine in found else Preferences()
    home = households.load(attempt.table, caller.tenant, _household_of(attempt))
    person = home.client(caller.person) if home else None
    if home is None or person is None:
        raise NotFound("household")
    stopped = None if resumes_mail else before.mail_stopped
    after = replace(wanted, mail_stopped=stopped, version=before.version + 1)
    days = after.reminder_days
    wake = None if days is None else wakes_at((), days, home.zone, attempt.now)
    write = notifications.save_preferences(caller.tenant, caller.person, home.zone, after, wake)
    return Outcome(Chosen(after, person.email is not None), [write])


def _household_of(attempt: Attempt) -> str:
    home = households.load_membership(attempt.table, attempt.caller.tenant, attempt.caller.person)
    if home is None:
        raise NotFound("household")
    return home
