"""Which owner and kind each thing's GUID is made from; the only callers of `ids.guid` and `ids.decode`."""

from datetime import datetime
from typing import TYPE_CHECKING

from savings import ids

if TYPE_CHECKING:
    from savings.domain.goal import Goal


def account_guid(tenant: str, household: str, number: int) -> str:
    """Return the GUID of an account, which belongs to its household."""
    return ids.guid(tenant, household, "account", number)


def dependant_guid(tenant: str, household: str, number: int) -> str:
    """Return the GUID of a dependant, which belongs to its household."""
    return ids.guid(tenant, household, "dependant", number)


def life_event_guid(tenant: str, household: str, number: int) -> str:
    """Return the GUID of a life event, which belongs to its household."""
    return ids.guid(tenant, household, "life event", number)


def contribution_guid(tenant: str, household: str, account: int, number: int) -> str:
    """Return the GUID of a contribution, which belongs to its account."""
    return ids.guid(tenant, f"{household}/{account}", "contribution", number)


def transaction_guid(tenant: str, user: str, number: int) -> str:
    """Return the GUID of a transaction, which belongs to the user it was reported for."""
    return ids.guid(tenant, user, "transaction", number)


def goal_guid(goal: "Goal") -> str:
    """Return the GUID of a goal, which belongs to its customer."""
    return goal_guid_of(goal.tenant, goal.customer, goal.id)


def goal_guid_of(tenant: str, customer: str, number: int) -> str:
    """Return the GUID of a customer's goal by its number."""
    return ids.guid(tenant, customer, "goal", number)


def action_guid(goal: "Goal", number: int) -> str:
    """Return the GUID of one of the goal's actions."""
    return ids.guid(goal.tenant, _actions_of(goal), "action", number)


def period_guid(goal: "Goal", index: int) -> str:
    """Return the GUID of one of the goal's periods."""
    return ids.guid(goal.tenant, goal.customer, "period", goal.id + index + 1)


def notification_guid(tenant: str, customer: str, event_id: str, at: datetime) -> str:
    """Return the GUID of what a customer is notified of an event; it carries the event's second."""
    return ids.guid(tenant, f"{customer}/{event_id}", "notification", ids.first_of(at))


def read_notification(text: str) -> datetime | None:
    """Return the second of the event that a notification's GUID names; None for what is no GUID of ours."""
    guid = ids.parse_guid(text)
    number = ids.number_in(guid) if guid else None
    return ids.seconds_of(number) if number is not None else None


def webhook_guid(owner: str | None, number: int) -> str:
    """Return the GUID of a webhook, which belongs to its tenant or, with `owner` None, to the operator."""
    return ids.guid(owner or "", "", "webhook", number)


def read_webhook(text: str, owner: str | None) -> int | None:
    """Return the webhook's number from either form; None for what can be no webhook of this owner."""
    return ids.decode(text, owner or "", "", "webhook")


def event_guid(tenant: str, subject: str, sequence: int) -> str:
    """Return the id of the event with this sequence on this subject: one id per change, however often it is sent."""
    return ids.guid(tenant, subject, "event", sequence)


def read_goal(text: str, tenant: str, customer: str) -> int | None:
    """Return the goal's id from either form; None for what can be no goal of this customer."""
    return ids.decode(text, tenant, customer, "goal")


def read_action(text: str, goal: "Goal") -> int | None:
    """Return the action's number from either form; None for what can be no action of this goal."""
    return ids.decode(text, goal.tenant, _actions_of(goal), "action")


def read_period(text: str, goal: "Goal") -> int | None:
    """Return the index of the goal's period that the text names; None for no period of this goal."""
    number = ids.decode(text, goal.tenant, goal.customer, "period")
    if number is None or not 0 < number - goal.id <= goal.period_count:
        return None
    return number - goal.id - 1


def read_account(text: str, tenant: str, household: str) -> int | None:
    """Return the account's number from either form; None for what can be no account of this household."""
    return ids.decode(text, tenant, household, "account")


def read_dependant(text: str, tenant: str, household: str) -> int | None:
    """Return the dependant's number from either form; None for what can be no dependant of this household."""
    return ids.decode(text, tenant, household, "dependant")


def read_life_event(text: str, tenant: str, household: str) -> int | None:
    """Return the life event's number from either form; None for what can be none of this household."""
    return ids.decode(text, tenant, household, "life event")


def read_contribution(text: str, tenant: str, household: str, account: int) -> int | None:
    """Return the contribution's number from either form; None for what can be none of this account."""
    return ids.decode(text, tenant, f"{household}/{account}", "contribution")


def read_transaction(text: str, tenant: str, user: str) -> int | None:
    """Return the transaction's number from either form; None for what can be none of this user."""
    return ids.decode(text, tenant, user, "transaction")


def _actions_of(goal: "Goal") -> str:
    return f"{goal.customer}/{goal.id}"
