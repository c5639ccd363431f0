# Made by clients/python/generate.py; changes here are lost.

"""What the events say."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import AwareDatetime

from savings_goals_client.wire import Amount, Model


class HouseholdCreatedData(Model):
    """
    What `household.created` says.
    """

    household_id: str
    """
    the household's GUID
    """

    time_zone: str
    """
    IANA zone of the household's dates
    """

    currency: str
    """
    ISO 4217 code of the household's money
    """

    locale: str
    """
    language and country, as `en_GB`
    """

    finalising_days: int
    """
    business days between a goal's last date and its end
    """

    clients: list[str]
    """
    GUIDs of the people, in the order in which they were given
    """


class HouseholdUpdatedData(Model):
    """
    What `household.updated` says.
    """

    household_id: str
    """
    the household's GUID
    """

    time_zone: str
    """
    IANA zone of the household's dates
    """

    currency: str
    """
    ISO 4217 code of the household's money
    """

    locale: str
    """
    language and country, as `en_GB`
    """

    finalising_days: int
    """
    business days between a goal's last date and its end
    """

    clients: list[str]
    """
    GUIDs of the people, in the order in which they were given
    """


class NotificationSentData(Model):
    """
    What `notification.sent` says.
    """

    notification_id: str
    """
    the notification's GUID
    """

    customer_id: str
    """
    GUID of the person: the goal's customer, the account's owner
    """

    event_id: str
    """
    id of the event that the notification is about
    """

    event_type: Literal[
        "goal.achieved",
        "goal.completed",
        "goal.failed",
        "goal.cancelled",
        "goal.milestone.reached",
        "goal.period.closed",
        "goal.reminder",
    ]
    """
    name of that event
    """

    channel: Literal["email", "inbox"]
    """
    `email` (and the inbox) or `inbox`
    """


class Money(Model):
    """
    An amount with its currency.
    """

    currency: str
    value: Amount


class AccountBalanceChangedData(Model):
    """
    What `account.balance.changed` says.
    """

    account_id: str
    """
    the account's GUID
    """

    household_id: str
    """
    the household's GUID
    """

    customer_id: str
    """
    GUID of the person: the goal's customer, the account's owner
    """

    kind: Literal["SharedSavings", "Performance"]
    """
    `SharedSavings` or `Performance`
    """

    savings_type: Literal[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22]
    """
    the household family's code of the kind of saving
    """

    balance: Money
    """
    what is on the account
    """

    residual: Money
    """
    the balance less what its savings goals hold; may be negative
    """


class AccountClosedData(Model):
    """
    What `account.closed` says.
    """

    account_id: str
    """
    the account's GUID
    """

    household_id: str
    """
    the household's GUID
    """

    customer_id: str
    """
    GUID of the person: the goal's customer, the account's owner
    """

    kind: Literal["SharedSavings", "Performance"]
    """
    `SharedSavings` or `Performance`
    """

    savings_type: Literal[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22]
    """
    the household family's code of the kind of saving
    """

    balance: Money
    """
    what is on the account
    """

    residual: Money
    """
    the balance less what its savings goals hold; may be negative
    """


class AccountOpenedData(Model):
    """
    What `account.opened` says.
    """

    account_id: str
    """
    the account's GUID
    """

    household_id: str
    """
    the household's GUID
    """

    customer_id: str
    """
    GUID of the person: the goal's customer, the account's owner
    """

    kind: Literal["SharedSavings", "Performance"]
    """
    `SharedSavings` or `Performance`
    """

    savings_type: Literal[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22]
    """
    the household family's code of the kind of saving
    """

    balance: Money
    """
    what is on the account
    """

    residual: Money
    """
    the balance less what its savings goals hold; may be negative
    """


class AccountResidualChangedData(Model):
    """
    What `account.residual.changed` says.
    """

    account_id: str
    """
    the account's GUID
    """

    household_id: str
    """
    the household's GUID
    """

    customer_id: str
    """
    GUID of the person: the goal's customer, the account's owner
    """

    kind: Literal["SharedSavings", "Performance"]
    """
    `SharedSavings` or `Performance`
    """

    savings_type: Literal[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22]
    """
    the household family's code of the kind of saving
    """

    balance: Money
    """
    what is on the account
    """

    residual: Money
    """
    the balance less what its savings goals hold; may be negative
    """


class AccountUpdatedData(Model):
    """
    What `account.updated` says.
    """

    account_id: str
    """
    the account's GUID
    """

    household_id: str
    """
    the household's GUID
    """

    customer_id: str
    """
    GUID of the person: the goal's customer, the account's owner
    """

    kind: Literal["SharedSavings", "Performance"]
    """
    `SharedSavings` or `Performance`
    """

    savings_type: Literal[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22]
    """
    the household family's code of the kind of saving
    """

    balance: Money
    """
    what is on the account
    """

    residual: Money
    """
    the balance less what its savings goals hold; may be negative
    """


class ActionCreatedData(Model):
    """
    What `action.created` says.
    """

    goal_id: str
    """
    the goal's GUID
    """

    goal_number: int
    """
    the same id as the integer that `/goals` answers
    """

    customer_id: str
    """
    GUID of the person: the goal's customer, the account's owner
    """

    household_id: str
    """
    the household's GUID
    """

    account_id: str
    """
    the account's GUID
    """

    measured_by: Literal["actions", "transactions", "balance"]
    """
    `actions`, `transactions` or `balance`
    """

    status: Literal["unstarted", "active", "finalising", "completed", "failed", "cancelled"]
    """
    the goal's status after the change
    """

    tracking_status: Literal["above", "equal", "below"]
    """
    `below`, `equal` or `above` the plan, after the change
    """

    current_amount: Money
    """
    the goal's amount after the change
    """

    target_amount: Money
    """
    the goal's target after the change
    """

    action_id: str
    """
    the action's GUID
    """

    amount: Money
    """
    the action's amount, never negative; of a contribution: each payment's, or null
    """

    credit_debit_indicator: Literal["credit", "debit"]
    """
    `credit` into the goal, `debit` out of it
    """

    period_index: int | None
    """
    number of the period, 0 first; null for an action after the goal's end
    """


class ActionDeletedData(Model):
    """
    What `action.deleted` says.
    """

    goal_id: str
    """
    the goal's GUID
    """

    goal_number: int
    """
    the same id as the integer that `/goals` answers
    """

    customer_id: str
    """
    GUID of the person: the goal's customer, the account's owner
    """

    household_id: str
    """
    the household's GUID
    """

    account_id: str
    """
    the account's GUID
    """

    measured_by: Literal["actions", "transactions", "balance"]
    """
    `actions`, `transactions` or `balance`
    """

    status: Literal["unstarted", "active", "finalising", "completed", "failed", "cancelled"]
    """
    the goal's status after the change
    """

    tracking_status: Literal["above", "equal", "below"]
    """
    `below`, `equal` or `above` the plan, after the change
    """

    current_amount: Money
    """
    the goal's amount after the change
    """

    target_amount: Money
    """
    the goal's target after the change
    """

    action_id: str
    """
    the action's GUID
    """

    amount: Money
    """
    the action's amount, never negative; of a contribution: each payment's, or null
    """

    credit_debit_indicator: Literal["credit", "debit"]
    """
    `credit` into the goal, `debit` out of it
    """

    period_index: int | None
    """
    number of the period, 0 first; null for an action after the goal's end
    """


class ActionUpdatedData(Model):
    """
    What `action.updated` says.
    """

    goal_id: str
    """
    the goal's GUID
    """

    goal_number: int
    """
    the same id as the integer that `/goals` answers
    """

    customer_id: str
    """
    GUID of the person: the goal's customer, the account's owner
    """

    household_id: str
    """
    the household's GUID
    """

    account_id: str
    """
    the account's GUID
    """

    measured_by: Literal["actions", "transactions", "balance"]
    """
    `actions`, `transactions` or `balance`
    """

    status: Literal["unstarted", "active", "finalising", "completed", "failed", "cancelled"]
    """
    the goal's status after the change
    """

    tracking_status: Literal["above", "equal", "below"]
    """
    `below`, `equal` or `above` the plan, after the change
    """

    current_amount: Money
    """
    the goal's amount after the change
    """

    target_amount: Money
    """
    the goal's target after the change
    """

    action_id: str
    """
    the action's GUID
    """

    amount: Money
    """
    the action's amount, never negative; of a contribution: each payment's, or null
    """

    credit_debit_indicator: Literal["credit", "debit"]
    """
    `credit` into the goal, `debit` out of it
    """

    period_index: int | None
    """
    number of the period, 0 first; null for an action after the goal's end
    """

    signed_amount_before: Money
    """
    what the action added to the goal before; negative for a debit
    """


class ContributionCreatedData(Model):
    """
    What `contribution.created` says.
    """

    contribution_id: str
    """
    the contribution's GUID
    """

    account_id: str
    """
    the account's GUID
    """

    household_id: str
    """
    the household's GUID
    """

    transaction_type: int
    """
    the household family's code of the kind of contribution
    """

    frequency: int | None
    """
    how often the periods of a goal recur; of a contribution: payments a year (120: only one), or null
    """

    amount: Money | None
    """
    the action's amount, never negative; of a contribution: each payment's, or null
    """

    percentage_hundredths: int | None
    """
    share of the linked account or of dividends, in hundredths of a percent; or null
    """

    linked_account_id: str | None
    """
    GUID of the account that the money comes from, or null
    """

    start_date: str | None
    """
    first date of the goal, or of the contribution where it is known
    """

    end_date: str | None
    """
    last date of the goal, or of the contribution where it is known and there is one
    """


class ContributionDeletedData(Model):
    """
    What `contribution.deleted` says.
    """

    contribution_id: str
    """
    the contribution's GUID
    """

    account_id: str
    """
    the account's GUID
    """

    household_id: str
    """
    the household's GUID
    """

    transaction_type: int
    """
    the household family's code of the kind of contribution
    """

    frequency: int | None
    """
    how often the periods of a goal recur; of a contribution: payments a year (120: only one), or null
    """

    amount: Money | None
    """
    the action's amount, never negative; of a contribution: each payment's, or null
    """

    percentage_hundredths: int | None
    """
    share of the linked account or of dividends, in hundredths of a percent; or null
    """

    linked_account_id: str | None
    """
    GUID of the account that the money comes from, or null
    """

    start_date: str | None
    """
    first date of the goal, or of the contribution where it is known
    """

    end_date: str | None
    """
    last date of the goal, or of the contribution where it is known and there is one
    """


class ContributionDueData(Model):
    """
    What `contribution.due` says.
    """

    contribution_id: str
    """
    the contribution's GUID
    """

    account_id: str
    """
    the account's GUID
    """

    household_id: str
    """
    the household's GUID
    """

    transaction_type: int
    """
    the household family's code of the kind of contribution
    """

    frequency: int | None
    """
    how often the periods of a goal recur; of a contribution: payments a year (120: only one), or null
    """

    amount: Money | None
    """
    the action's amount, never negative; of a contribution: each payment's, or null
    """

    percentage_hundredths: int | None
    """
    share of the linked account or of dividends, in hundredths of a percent; or null
    """

    linked_account_id: str | None
    """
    GUID of the account that the money comes from, or null
    """

    start_date: str | None
    """
    first date of the goal, or of the contribution where it is known
    """

    end_date: str | None
    """
    last date of the goal, or of the contribution where it is known and there is one
    """

    occurrence: int
    """
    number of the payment, counted from the start date, 0 first
    """

    due_date: date
    """
    date of the payment
    """


class ContributionUpdatedData(Model):
    """
    What `contribution.updated` says.
    """

    contribution_id: str
    """
    the contribution's GUID
    """

    account_id: str
    """
    the account's GUID
    """

    household_id: str
    """
    the household's GUID
    """

    transaction_type: int
    """
    the household family's code of the kind of contribution
    """

    frequency: int | None
    """
    how often the periods of a goal recur; of a contribution: payments a year (120: only one), or null
    """

    amount: Money | None
    """
    the action's amount, never negative; of a contribution: each payment's, or null
    """

    percentage_hundredths: int | None
    """
    share of the linked account or of dividends, in hundredths of a percent; or null
    """

    linked_account_id: str | None
    """
    GUID of the account that the money comes from, or null
    """

    start_date: str | None
    """
    first date of the goal, or of the contribution where it is known
    """

    end_date: str | None
    """
    last date of the goal, or of the contribution where it is known and there is one
    """


class GoalAchievedData(Model):
    """
    What `goal.achieved` says.
    """

    goal_id: str
    """
    the goal's GUID
    """

    goal_number: int
    """
    the same id as the integer that `/goals` answers
    """

    customer_id: str
    """
    GUID of the person: the goal's customer, the account's owner
    """

    household_id: str
    """
    the household's GUID
    """

    account_id: str
    """
    the account's GUID
    """

    measured_by: Literal["actions", "transactions", "balance"]
    """
    `actions`, `transactions` or `balance`
    """

    status: Literal["unstarted", "active", "finalising", "completed", "failed", "cancelled"]
    """
    the goal's status after the change
    """

    tracking_status: Literal["above", "equal", "below"]
    """
    `below`, `equal` or `above` the plan, after the change
    """

    current_amount: Money
    """
    the goal's amount after the change
    """

    target_amount: Money
    """
    the goal's target after the change
    """


class GoalActivatedData(Model):
    """
    What `goal.activated` says.
    """

    goal_id: str
    """
    the goal's GUID
    """

    goal_number: int
    """
    the same id as the integer that `/goals` answers
    """

    customer_id: str
    """
    GUID of the person: the goal's customer, the account's owner
    """

    household_id: str
    """
    the household's GUID
    """

    account_id: str
    """
    the account's GUID
    """

    measured_by: Literal["actions", "transactions", "balance"]
    """
    `actions`, `transactions` or `balance`
    """

    status: Literal["unstarted", "active", "finalising", "completed", "failed", "cancelled"]
    """
    the goal's status after the change
    """

    tracking_status: Literal["above", "equal", "below"]
    """
    `below`, `equal` or `above` the plan, after the change
    """

    current_amount: Money
    """
    the goal's amount after the change
    """

    target_amount: Money
    """
    the goal's target after the change
    """


class GoalCancelledData(Model):
    """
    What `goal.cancelled` says.
    """

    goal_id: str
    """
    the goal's GUID
    """

    goal_number: int
    """
    the same id as the integer that `/goals` answers
    """

    customer_id: str
    """
    GUID of the person: the goal's customer, the account's owner
    """

    household_id: str
    """
    the household's GUID
    """

    account_id: str
    """
    the account's GUID
    """

    measured_by: Literal["actions", "transactions", "balance"]
    """
    `actions`, `transactions` or `balance`
    """

    status: Literal["unstarted", "active", "finalising", "completed", "failed", "cancelled"]
    """
    the goal's status after the change
    """

    tracking_status: Literal["above", "equal", "below"]
    """
    `below`, `equal` or `above` the plan, after the change
    """

    current_amount: Money
    """
    the goal's amount after the change
    """

    target_amount: Money
    """
    the goal's target after the change
    """


class GoalCompletedData(Model):
    """
    What `goal.completed` says.
    """

    goal_id: str
    """
    the goal's GUID
    """

    goal_number: int
    """
    the same id as the integer that `/goals` answers
    """

    customer_id: str
    """
    GUID of the person: the goal's customer, the account's owner
    """

    household_id: str
    """
    the household's GUID
    """

    account_id: str
    """
    the account's GUID
    """

    measured_by: Literal["actions", "transactions", "balance"]
    """
    `actions`, `transactions` or `balance`
    """

    status: Literal["unstarted", "active", "finalising", "completed", "failed", "cancelled"]
    """
    the goal's status after the change
    """

    tracking_status: Literal["above", "equal", "below"]
    """
    `below`, `equal` or `above` the plan, after the change
    """

    current_amount: Money
    """
    the goal's amount after the change
    """

    target_amount: Money
    """
    the goal's target after the change
    """


class PastPeriods(Model):
    """
    how many periods were over at creation, and the amount that they count for together; the newest 366 of them are published unless that was suppressed
    """

    count: int
    amount: Money


class GoalCreatedData(Model):
    """
    What `goal.created` says.
    """

    goal_id: str
    """
    the goal's GUID
    """

    goal_number: int
    """
    the same id as the integer that `/goals` answers
    """

    customer_id: str
    """
    GUID of the person: the goal's customer, the account's owner
    """

    household_id: str
    """
    the household's GUID
    """

    account_id: str
    """
    the account's GUID
    """

    measured_by: Literal["actions", "transactions", "balance"]
    """
    `actions`, `transactions` or `balance`
    """

    status: Literal["unstarted", "active", "finalising", "completed", "failed", "cancelled"]
    """
    the goal's status after the change
    """

    tracking_status: Literal["above", "equal", "below"]
    """
    `below`, `equal` or `above` the plan, after the change
    """

    current_amount: Money
    """
    the goal's amount after the change
    """

    target_amount: Money
    """
    the goal's target after the change
    """

    target: Literal["amount", "date", "open_ended", "current_balance", "available_balance"]
    """
    what the goal is after: `amount`, `date`, `open_ended`, `current_balance` or `available_balance`
    """

    tracking_type: Literal["credit", "debit", "debit_credit"]
    """
    `credit`, `debit` or `debit_credit`
    """

    frequency: Literal[
        "annually", "biannually", "quarterly", "monthly", "four_weekly", "fortnightly", "weekly", "daily", "singular"
    ]
    """
    how often the periods of a goal recur; of a contribution: payments a year (120: only one), or null
    """

    start_amount: Money
    """
    what was there when the goal began
    """

    period_amount: Money
    """
    amount of each period, as planned
    """

    start_date: date
    """
    first date of the goal, or of the contribution where it is known
    """

    end_date: date
    """
    last date of the goal, or of the contribution where it is known and there is one
    """

    periods_count: int
    """
    number of periods
    """

    past_periods: PastPeriods
    """
    how many periods were over at creation, and the amount that they count for together; the newest 366 of them are published unless that was suppressed
    """


class GoalFailedData(Model):
    """
    What `goal.failed` says.
    """

    goal_id: str
    """
    the goal's GUID
    """

    goal_number: int
    """
    the same id as the integer that `/goals` answers
    """

    customer_id: str
    """
    GUID of the person: the goal's customer, the account's owner
    """

    household_id: str
    """
    the household's GUID
    """

    account_id: str
    """
    the account's GUID
    """

    measured_by: Literal["actions", "transactions", "balance"]
    """
    `actions`, `transactions` or `balance`
    """

    status: Literal["unstarted", "active", "finalising", "completed", "failed", "cancelled"]
    """
    the goal's status after the change
    """

    tracking_status: Literal["above", "equal", "below"]
    """
    `below`, `equal` or `above` the plan, after the change
    """

    current_amount: Money
    """
    the goal's amount after the change
    """

    target_amount: Money
    """
    the goal's target after the change
    """


class GoalFinalisingData(Model):
    """
    What `goal.finalising` says.
    """

    goal_id: str
    """
    the goal's GUID
    """

    goal_number: int
    """
    the same id as the integer that `/goals` answers
    """

    customer_id: str
    """
    GUID of the person: the goal's customer, the account's owner
    """

    household_id: str
    """
    the household's GUID
    """

    account_id: str
    """
    the account's GUID
    """

    measured_by: Literal["actions", "transactions", "balance"]
    """
    `actions`, `transactions` or `balance`
    """

    status: Literal["unstarted", "active", "finalising", "completed", "failed", "cancelled"]
    """
    the goal's status after the change
    """

    tracking_status: Literal["above", "equal", "below"]
    """
    `below`, `equal` or `above` the plan, after the change
    """

    current_amount: Money
    """
    the goal's amount after the change
    """

    target_amount: Money
    """
    the goal's target after the change
    """

    finalises_at: AwareDatetime
    """
    instant at which the goal will be completed or failed
    """


class GoalMilestoneReachedData(Model):
    """
    What `goal.milestone.reached` says.
    """

    goal_id: str
    """
    the goal's GUID
    """

    goal_number: int
    """
    the same id as the integer that `/goals` answers
    """

    customer_id: str
    """
    GUID of the person: the goal's customer, the account's owner
    """

    household_id: str
    """
    the household's GUID
    """

    account_id: str
    """
    the account's GUID
    """

    measured_by: Literal["actions", "transactions", "balance"]
    """
    `actions`, `transactions` or `balance`
    """

    status: Literal["unstarted", "active", "finalising", "completed", "failed", "cancelled"]
    """
    the goal's status after the change
    """

    tracking_status: Literal["above", "equal", "below"]
    """
    `below`, `equal` or `above` the plan, after the change
    """

    current_amount: Money
    """
    the goal's amount after the change
    """

    target_amount: Money
    """
    the goal's target after the change
    """

    percent: Literal[25, 50, 75, 100]
    """
    25, 50, 75 or 100
    """


class GoalPeriodClosedData(Model):
    """
    What `goal.period.closed` says.
    """

    goal_id: str
    """
    the goal's GUID
    """

    goal_number: int
    """
    the same id as the integer that `/goals` answers
    """

    customer_id: str
    """
    GUID of the person: the goal's customer, the account's owner
    """

    household_id: str
    """
    the household's GUID
    """

    account_id: str
    """
    the account's GUID
    """

    measured_by: Literal["actions", "transactions", "balance"]
    """
    `actions`, `transactions` or `balance`
    """

    status: Literal["unstarted", "active", "finalising", "completed", "failed", "cancelled"]
    """
    the goal's status after the change
    """

    tracking_status: Literal["above", "equal", "below"]
    """
    `below`, `equal` or `above` the plan, after the change
    """

    current_amount: Money
    """
    the goal's amount after the change
    """

    target_amount: Money
    """
    the goal's target after the change
    """

    period_id: str
    """
    the period's GUID
    """

    period_index: int
    """
    number of the period, 0 first; null for an action after the goal's end
    """

    period_start_date: date
    """
    first date of the period
    """

    period_end_date: date
    """
    last date of the period
    """

    period_target_amount: Money
    """
    target of the period
    """

    period_current_amount: Money
    """
    what the period has: of a closed one, its amount
    """

    planned_amount: Money
    """
    what the goal was to have by plan when the period closed; it is behind with less
    """


class GoalPeriodOpenedData(Model):
    """
    What `goal.period.opened` says.
    """

    goal_id: str
    """
    the goal's GUID
    """

    goal_number: int
    """
    the same id as the integer that `/goals` answers
    """

    customer_id: str
    """
    GUID of the person: the goal's customer, the account's owner
    """

    household_id: str
    """
    the household's GUID
    """

    account_id: str
    """
    the account's GUID
    """

    measured_by: Literal["actions", "transactions", "balance"]
    """
    `actions`, `transactions` or `balance`
    """

    status: Literal["unstarted", "active", "finalising", "completed", "failed", "cancelled"]
    """
    the goal's status after the change
    """

    tracking_status: Literal["above", "equal", "below"]
    """
    `below`, `equal` or `above` the plan, after the change
    """

    current_amount: Money
    """
    the goal's amount after the change
    """

    target_amount: Money
    """
    the goal's target after the change
    """

    period_id: str
    """
    the period's GUID
    """

    period_index: int
    """
    number of the period, 0 first; null for an action after the goal's end
    """

    period_start_date: date
    """
    first date of the period
    """

    period_end_date: date
    """
    last date of the period
    """

    period_target_amount: Money
    """
    target of the period
    """


class GoalPeriodRestatedData(Model):
    """
    What `goal.period.restated` says.
    """

    goal_id: str
    """
    the goal's GUID
    """

    goal_number: int
    """
    the same id as the integer that `/goals` answers
    """

    customer_id: str
    """
    GUID of the person: the goal's customer, the account's owner
    """

    household_id: str
    """
    the household's GUID
    """

    account_id: str
    """
    the account's GUID
    """

    measured_by: Literal["actions", "transactions", "balance"]
    """
    `actions`, `transactions` or `balance`
    """

    status: Literal["unstarted", "active", "finalising", "completed", "failed", "cancelled"]
    """
    the goal's status after the change
    """

    tracking_status: Literal["above", "equal", "below"]
    """
    `below`, `equal` or `above` the plan, after the change
    """

    current_amount: Money
    """
    the goal's amount after the change
    """

    target_amount: Money
    """
    the goal's target after the change
    """

    period_id: str
    """
    the period's GUID
    """

    period_index: int
    """
    number of the period, 0 first; null for an action after the goal's end
    """

    period_start_date: date
    """
    first date of the period
    """

    period_end_date: date
    """
    last date of the period
    """

    period_target_amount: Money
    """
    target of the period
    """

    period_current_amount_before: Money
    """
    amount of the closed period before the change
    """

    period_current_amount: Money
    """
    what the period has: of a closed one, its amount
    """


class GoalReminderData(Model):
    """
    What `goal.reminder` says.
    """

    goal_id: str
    """
    the goal's GUID
    """

    goal_number: int
    """
    the same id as the integer that `/goals` answers
    """

    customer_id: str
    """
    GUID of the person: the goal's customer, the account's owner
    """

    household_id: str
    """
    the household's GUID
    """

    account_id: str
    """
    the account's GUID
    """

    measured_by: Literal["actions", "transactions", "balance"]
    """
    `actions`, `transactions` or `balance`
    """

    status: Literal["unstarted", "active", "finalising", "completed", "failed", "cancelled"]
    """
    the goal's status after the change
    """

    tracking_status: Literal["above", "equal", "below"]
    """
    `below`, `equal` or `above` the plan, after the change
    """

    current_amount: Money
    """
    the goal's amount after the change
    """

    target_amount: Money
    """
    the goal's target after the change
    """

    period_id: str
    """
    the period's GUID
    """

    period_index: int
    """
    number of the period, 0 first; null for an action after the goal's end
    """

    period_start_date: date
    """
    first date of the period
    """

    period_end_date: date
    """
    last date of the period
    """

    period_target_amount: Money
    """
    target of the period
    """

    period_current_amount: Money
    """
    what the period has: of a closed one, its amount
    """

    period_required_amount: Money
    """
    what the period still needs for the goal to be on plan at its end
    """

    days_left: int
    """
    days until the period ends, today and its last date included
    """


class GoalUpdatedData(Model):
    """
    What `goal.updated` says.
    """

    goal_id: str
    """
    the goal's GUID
    """

    goal_number: int
    """
    the same id as the integer that `/goals` answers
    """

    customer_id: str
    """
    GUID of the person: the goal's customer, the account's owner
    """

    household_id: str
    """
    the household's GUID
    """

    account_id: str
    """
    the account's GUID
    """

    measured_by: Literal["actions", "transactions", "balance"]
    """
    `actions`, `transactions` or `balance`
    """

    status: Literal["unstarted", "active", "finalising", "completed", "failed", "cancelled"]
    """
    the goal's status after the change
    """

    tracking_status: Literal["above", "equal", "below"]
    """
    `below`, `equal` or `above` the plan, after the change
    """

    current_amount: Money
    """
    the goal's amount after the change
    """

    target_amount: Money
    """
    the goal's target after the change
    """

    target: Literal["amount", "date", "open_ended", "current_balance", "available_balance"]
    """
    what the goal is after: `amount`, `date`, `open_ended`, `current_balance` or `available_balance`
    """

    tracking_type: Literal["credit", "debit", "debit_credit"]
    """
    `credit`, `debit` or `debit_credit`
    """

    frequency: Literal[
        "annually", "biannually", "quarterly", "monthly", "four_weekly", "fortnightly", "weekly", "daily", "singular"
    ]
    """
    how often the periods of a goal recur; of a contribution: payments a year (120: only one), or null
    """

    start_amount: Money
    """
    what was there when the goal began
    """

    period_amount: Money
    """
    amount of each period, as planned
    """

    start_date: date
    """
    first date of the goal, or of the contribution where it is known
    """

    end_date: date
    """
    last date of the goal, or of the contribution where it is known and there is one
    """

    periods_count: int
    """
    number of periods
    """

    changed: list[Literal["name", "description", "image_url", "metadata", "plan", "amount", "archived"]]
    """
    what changed: `name`, `description`, `image_url`, `metadata`, `plan`, `amount` or `archived`
    """

    achieved_at: AwareDatetime | None
    """
    instant at which the target was reached; null where it was not, or a raised target took that back
    """

    milestone: Literal[0, 25, 50, 75, 100]
    """
    the highest milestone that was reached and not taken back: 25, 50, 75 or 100; 0 for none
    """


class TransactionSettledData(Model):
    """
    What `transaction.settled` says.
    """

    transaction_id: str
    """
    the transaction's GUID
    """

    household_id: str
    """
    the household's GUID
    """

    customer_id: str
    """
    GUID of the person: the goal's customer, the account's owner
    """

    type: Literal["Deposit", "Withdrawal", "Internal"]
    """
    `Deposit`, `Withdrawal` or `Internal`
    """

    amount: Money
    """
    the action's amount, never negative; of a contribution: each payment's, or null
    """

    settled_at: AwareDatetime
    """
    instant of settlement
    """

    reverses_transaction_id: str | None
    """
    GUID of the transaction that this one undoes, or null
    """

    from_account_id: str | None
    """
    GUID of the account that the money left, or null
    """

    from_goal_id: str | None
    """
    GUID of the savings goal that it names as its source, or null
    """

    to_account_id: str | None
    """
    GUID of the account that the money reached, or null
    """

    to_goal_id: str | None
    """
    GUID of the savings goal that it names as its target, or null
    """
