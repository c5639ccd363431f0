# Made by clients/python/generate.py; changes here are lost.

"""The events, a type for each: `match event: case GoalAchieved(): …`."""

from collections.abc import Mapping
from typing import Any, Literal

from savings_goals_client import event_data
from savings_goals_client.event import Event, PlainEvent


class AccountBalanceChanged(Event[event_data.AccountBalanceChangedData]):
    """Sent when the household states another value of the saving, after `account.updated` and before `account.residual.changed`: all three come from one write and show the account as it left it."""

    type: Literal["savings.goals.account.balance.changed.v1"]


class AccountClosed(Event[event_data.AccountClosedData]):
    """Sent when the saving is deleted; it is the last event of its account. The balance is what was stated last."""

    type: Literal["savings.goals.account.closed.v1"]


class AccountOpened(Event[event_data.AccountOpenedData]):
    """Sent for every account: the default one with its household, any other with its saving."""

    type: Literal["savings.goals.account.opened.v1"]


class AccountResidualChanged(Event[event_data.AccountResidualChangedData]):
    """Sent when an action is recorded, corrected or removed, when a savings goal that holds money is cancelled or archived, and when the balance moves. Not sent when the residual stays: for a goal that is created, that ends, or that is released empty."""

    type: Literal["savings.goals.account.residual.changed.v1"]


class AccountUpdated(Event[event_data.AccountUpdatedData]):
    """Sent when the household describes the saving anew, whatever changed. Descriptions go over no bus: read the saving."""

    type: Literal["savings.goals.account.updated.v1"]


class ActionCreated(Event[event_data.ActionCreatedData]):
    """Sent for every recorded action."""

    type: Literal["savings.goals.action.created.v1"]


class ActionDeleted(Event[event_data.ActionDeletedData]):
    """Sent when an action is removed."""

    type: Literal["savings.goals.action.deleted.v1"]


class ActionUpdated(Event[event_data.ActionUpdatedData]):
    """Sent when amount or direction of an action changes. Not sent when the request says what is there already."""

    type: Literal["savings.goals.action.updated.v1"]


class ContributionCreated(Event[event_data.ContributionCreatedData]):
    """Sent for every new contribution. Payments whose dates are before that day are not published."""

    type: Literal["savings.goals.contribution.created.v1"]


class ContributionDeleted(Event[event_data.ContributionDeletedData]):
    """Sent when the contribution is taken away, by itself or with its saving; it is its last event. What fell due until then is published first."""

    type: Literal["savings.goals.contribution.deleted.v1"]


class ContributionDue(Event[event_data.ContributionDueData]):
    """Sent for each payment of the plan, once and in order, at the first instant of its date in the contribution's zone, which is the `time` of the event. What was missed is caught up, each payment with its own instant. `occurrence` counts from the start date of the plan as it is now: after a change of the plan a number can come again, with another date."""

    type: Literal["savings.goals.contribution.due.v1"]


class ContributionUpdated(Event[event_data.ContributionUpdatedData]):
    """Sent when the contribution is planned anew, and when its dates move because a life event, a date of birth or the owner of the saving changes. What fell due until then is published first."""

    type: Literal["savings.goals.contribution.updated.v1"]


class GoalAchieved(Event[event_data.GoalAchievedData]):
    """Sent once, at once, when the target is first reached; again only after a raised target took it back. The status still ends with the schedule."""

    type: Literal["savings.goals.goal.achieved.v1"]


class GoalActivated(Event[event_data.GoalActivatedData]):
    """Sent when a goal that was created before its start begins: at the first instant of its start date. Not sent for a goal that starts on the day it is created or earlier."""

    type: Literal["savings.goals.goal.activated.v1"]


class GoalCancelled(Event[event_data.GoalCancelledData]):
    """Sent when a goal that has not ended is deleted. Not sent again when it is deleted a second time."""

    type: Literal["savings.goals.goal.cancelled.v1"]


class GoalCompleted(Event[event_data.GoalCompletedData]):
    """Sent at `finalises_at`, when the amount is the target or more."""

    type: Literal["savings.goals.goal.completed.v1"]


class GoalCreated(Event[event_data.GoalCreatedData]):
    """Sent for every new goal of either kind, with its plan."""

    type: Literal["savings.goals.goal.created.v1"]


class GoalFailed(Event[event_data.GoalFailedData]):
    """Sent at `finalises_at`, when it is less."""

    type: Literal["savings.goals.goal.failed.v1"]


class GoalFinalising(Event[event_data.GoalFinalisingData]):
    """Sent with the close of the last period: from now on until `finalises_at` corrections still decide."""

    type: Literal["savings.goals.goal.finalising.v1"]


class GoalMilestoneReached(Event[event_data.GoalMilestoneReachedData]):
    """Sent when 25, 50, 75 and 100 percent are first reached, each once, also when the amount falls and rises again; again only after a raised target took it back. One change can reach several; a start amount can reach some at creation."""

    type: Literal["savings.goals.goal.milestone.reached.v1"]


class GoalPeriodClosed(Event[event_data.GoalPeriodClosedData]):
    """Sent once for each period, at the first instant of the date after its last. Periods that were over at creation are published with it, each with its own instant."""

    type: Literal["savings.goals.goal.period.closed.v1"]


class GoalPeriodOpened(Event[event_data.GoalPeriodOpenedData]):
    """Sent with the creation, for the period that is open then; with `goal.activated`, for period 0; and with each close but the last."""

    type: Literal["savings.goals.goal.period.opened.v1"]


class GoalPeriodRestated(Event[event_data.GoalPeriodRestatedData]):
    """Sent when the amount of a closed period changes: an action of an earlier period is corrected or removed, or money moves while the goal is finalising. The status no longer changes after the end."""

    type: Literal["savings.goals.goal.period.restated.v1"]


class GoalReminder(Event[event_data.GoalReminderData]):
    """Sent to customers who asked for it (`reminder_days`): at 09:00 in the goal's zone, so many days before a period ends, when the period needs money and the goal is below its target. Once for a period. Not sent when it is more than a day late, nor for periods that are not longer than those days."""

    type: Literal["savings.goals.goal.reminder.v1"]


class GoalUpdated(Event[event_data.GoalUpdatedData]):
    """Sent when texts or plan change, when a savings goal that has ended is deleted (`archived`), and when a balance goal moves with its account (`amount`). Not sent when a request changes nothing. A target raised above the goal's amount takes back `achieved_at` and the milestones above the new percentage: they are published again when they are reached again."""

    type: Literal["savings.goals.goal.updated.v1"]


class HouseholdCreated(Event[event_data.HouseholdCreatedData]):
    """Sent once, when a household is created."""

    type: Literal["savings.goals.household.created.v1"]


class HouseholdUpdated(Event[event_data.HouseholdUpdatedData]):
    """Sent when the household is set anew, and when a client, a dependant or a life event comes, changes or goes: also where the change shows in none of the members below."""

    type: Literal["savings.goals.household.updated.v1"]


class NotificationSent(Event[event_data.NotificationSentData]):
    """Sent once an e-mail has been handed over to SES, or a notification is in the inbox and no e-mail goes with it. Not sent while nobody knows whether the e-mail went out."""

    type: Literal["savings.goals.notification.sent.v1"]


class TransactionSettled(Event[event_data.TransactionSettledData]):
    """Sent for every transaction that is reported, and for every reversal. What it moves is published by the events of the accounts and goals that it touches."""

    type: Literal["savings.goals.transaction.settled.v1"]


TYPES: Mapping[str, type[Event[Any]]] = {
    "savings.goals.account.balance.changed.v1": AccountBalanceChanged,
    "savings.goals.account.closed.v1": AccountClosed,
    "savings.goals.account.opened.v1": AccountOpened,
    "savings.goals.account.residual.changed.v1": AccountResidualChanged,
    "savings.goals.account.updated.v1": AccountUpdated,
    "savings.goals.action.created.v1": ActionCreated,
    "savings.goals.action.deleted.v1": ActionDeleted,
    "savings.goals.action.updated.v1": ActionUpdated,
    "savings.goals.contribution.created.v1": ContributionCreated,
    "savings.goals.contribution.deleted.v1": ContributionDeleted,
    "savings.goals.contribution.due.v1": ContributionDue,
    "savings.goals.contribution.updated.v1": ContributionUpdated,
    "savings.goals.goal.achieved.v1": GoalAchieved,
    "savings.goals.goal.activated.v1": GoalActivated,
    "savings.goals.goal.cancelled.v1": GoalCancelled,
    "savings.goals.goal.completed.v1": GoalCompleted,
    "savings.goals.goal.created.v1": GoalCreated,
    "savings.goals.goal.failed.v1": GoalFailed,
    "savings.goals.goal.finalising.v1": GoalFinalising,
    "savings.goals.goal.milestone.reached.v1": GoalMilestoneReached,
    "savings.goals.goal.period.closed.v1": GoalPeriodClosed,
    "savings.goals.goal.period.opened.v1": GoalPeriodOpened,
    "savings.goals.goal.period.restated.v1": GoalPeriodRestated,
    "savings.goals.goal.reminder.v1": GoalReminder,
    "savings.goals.goal.updated.v1": GoalUpdated,
    "savings.goals.household.created.v1": HouseholdCreated,
    "savings.goals.household.updated.v1": HouseholdUpdated,
    "savings.goals.notification.sent.v1": NotificationSent,
    "savings.goals.transaction.settled.v1": TransactionSettled,
}


def parse_event(data: Mapping[str, Any]) -> Event[Any]:
    """Return the event of a CloudEvent, or of an EventBridge delivery of one.

    A type or version that is not known here is a PlainEvent. Raises pydantic's ValidationError where it is no event.
    """
    envelope = data.get("detail", data)
    return TYPES.get(str(envelope.get("type")), PlainEvent).model_validate(envelope)
