// Made by clients/typescript/generate.py; changes here are lost.
import type { Envelope } from "./event.js";
import type * as data from "./eventData.js";

/** Sent when the household states another value of the saving, after `account.updated` and before `account.residual.changed`: all three come from one write and show the account as it left it. */
export type AccountBalanceChanged = Envelope<"savings.goals.account.balance.changed.v1", data.AccountBalanceChangedData>;

/** Sent when the saving is deleted; it is the last event of its account. The balance is what was stated last. */
export type AccountClosed = Envelope<"savings.goals.account.closed.v1", data.AccountClosedData>;

/** Sent for every account: the default one with its household, any other with its saving. */
export type AccountOpened = Envelope<"savings.goals.account.opened.v1", data.AccountOpenedData>;

/** Sent when an action is recorded, corrected or removed, when a savings goal that holds money is cancelled or archived, and when the balance moves. Not sent when the residual stays: for a goal that is created, that ends, or that is released empty. */
export type AccountResidualChanged = Envelope<"savings.goals.account.residual.changed.v1", data.AccountResidualChangedData>;

/** Sent when the household describes the saving anew, whatever changed. Descriptions go over no bus: read the saving. */
export type AccountUpdated = Envelope<"savings.goals.account.updated.v1", data.AccountUpdatedData>;

/** Sent for every recorded action. */
export type ActionCreated = Envelope<"savings.goals.action.created.v1", data.ActionCreatedData>;

/** Sent when an action is removed. */
export type ActionDeleted = Envelope<"savings.goals.action.deleted.v1", data.ActionDeletedData>;

/** Sent when amount or direction of an action changes. Not sent when the request says what is there already. */
export type ActionUpdated = Envelope<"savings.goals.action.updated.v1", data.ActionUpdatedData>;

/** Sent for every new contribution. Payments whose dates are before that day are not published. */
export type ContributionCreated = Envelope<"savings.goals.contribution.created.v1", data.ContributionCreatedData>;

/** Sent when the contribution is taken away, by itself or with its saving; it is its last event. What fell due until then is published first. */
export type ContributionDeleted = Envelope<"savings.goals.contribution.deleted.v1", data.ContributionDeletedData>;

/** Sent for each payment of the plan, once and in order, at the first instant of its date in the contribution's zone, which is the `time` of the event. What was missed is caught up, each payment with its own instant. `occurrence` counts from the start date of the plan as it is now: after a change of the plan a number can come again, with another date. */
export type ContributionDue = Envelope<"savings.goals.contribution.due.v1", data.ContributionDueData>;

/** Sent when the contribution is planned anew, and when its dates move because a life event, a date of birth or the owner of the saving changes. What fell due until then is published first. */
export type ContributionUpdated = Envelope<"savings.goals.contribution.updated.v1", data.ContributionUpdatedData>;

/** Sent once, at once, when the target is first reached; again only after a raised target took it back. The status still ends with the schedule. */
export type GoalAchieved = Envelope<"savings.goals.goal.achieved.v1", data.GoalAchievedData>;

/** Sent when a goal that was created before its start begins: at the first instant of its start date. Not sent for a goal that starts on the day it is created or earlier. */
export type GoalActivated = Envelope<"savings.goals.goal.activated.v1", data.GoalActivatedData>;

/** Sent when a goal that has not ended is deleted. Not sent again when it is deleted a second time. */
export type GoalCancelled = Envelope<"savings.goals.goal.cancelled.v1", data.GoalCancelledData>;

/** Sent at `finalises_at`, when the amount is the target or more. */
export type GoalCompleted = Envelope<"savings.goals.goal.completed.v1", data.GoalCompletedData>;

/** Sent for every new goal of either kind, with its plan. */
export type GoalCreated = Envelope<"savings.goals.goal.created.v1", data.GoalCreatedData>;

/** Sent at `finalises_at`, when it is less. */
export type GoalFailed = Envelope<"savings.goals.goal.failed.v1", data.GoalFailedData>;

/** Sent with the close of the last period: from now on until `finalises_at` corrections still decide. */
export type GoalFinalising = Envelope<"savings.goals.goal.finalising.v1", data.GoalFinalisingData>;

/** Sent when 25, 50, 75 and 100 percent are first reached, each once, also when the amount falls and rises again; again only after a raised target took it back. One change can reach several; a start amount can reach some at creation. */
export type GoalMilestoneReached = Envelope<"savings.goals.goal.milestone.reached.v1", data.GoalMilestoneReachedData>;

/** Sent once for each period, at the first instant of the date after its last. Periods that were over at creation are published with it, each with its own instant. */
export type GoalPeriodClosed = Envelope<"savings.goals.goal.period.closed.v1", data.GoalPeriodClosedData>;

/** Sent with the creation, for the period that is open then; with `goal.activated`, for period 0; and with each close but the last. */
export type GoalPeriodOpened = Envelope<"savings.goals.goal.period.opened.v1", data.GoalPeriodOpenedData>;

/** Sent when the amount of a closed period changes: an action of an earlier period is corrected or removed, or money moves while the goal is finalising. The status no longer changes after the end. */
export type GoalPeriodRestated = Envelope<"savings.goals.goal.period.restated.v1", data.GoalPeriodRestatedData>;

/** Sent to customers who asked for it (`reminder_days`): at 09:00 in the goal's zone, so many days before a period ends, when the period needs money and the goal is below its target. Once for a period. Not sent when it is more than a day late, nor for periods that are not longer than those days. */
export type GoalReminder = Envelope<"savings.goals.goal.reminder.v1", data.GoalReminderData>;

/** Sent when texts or plan change, when a savings goal that has ended is deleted (`archived`), and when a balance goal moves with its account (`amount`). Not sent when a request changes nothing. A target raised above the goal's amount takes back `achieved_at` and the milestones above the new percentage: they are published again when they are reached again. */
export type GoalUpdated = Envelope<"savings.goals.goal.updated.v1", data.GoalUpdatedData>;

/** Sent once, when a household is created. */
export type HouseholdCreated = Envelope<"savings.goals.household.created.v1", data.HouseholdCreatedData>;

/** Sent when the household is set anew, and when a client, a dependant or a life event comes, changes or goes: also where the change shows in none of the members below. */
export type HouseholdUpdated = Envelope<"savings.goals.household.updated.v1", data.HouseholdUpdatedData>;

/** Sent once an e-mail has been handed over to SES, or a notification is in the inbox and no e-mail goes with it. Not sent while nobody knows whether the e-mail went out. */
export type NotificationSent = Envelope<"savings.goals.notification.sent.v1", data.NotificationSentData>;

/** Sent for every transaction that is reported, and for every reversal. What it moves is published by the events of the accounts and goals that it touches. */
export type TransactionSettled = Envelope<"savings.goals.transaction.settled.v1", data.TransactionSettledData>;

/** Every event that this version of the package knows. */
export type Event =
  | AccountBalanceChanged
  | AccountClosed
  | AccountOpened
  | AccountResidualChanged
  | AccountUpdated
  | ActionCreated
  | ActionDeleted
  | ActionUpdated
  | ContributionCreated
  | ContributionDeleted
  | ContributionDue
  | ContributionUpdated
  | GoalAchieved
  | GoalActivated
  | GoalCancelled
  | GoalCompleted
  | GoalCreated
  | GoalFailed
  | GoalFinalising
  | GoalMilestoneReached
  | GoalPeriodClosed
  | GoalPeriodOpened
  | GoalPeriodRestated
  | GoalReminder
  | GoalUpdated
  | HouseholdCreated
  | HouseholdUpdated
  | NotificationSent
  | TransactionSettled;

/** Their types. */
export const TYPES: readonly Event["type"][] = [
  "savings.goals.account.balance.changed.v1",
  "savings.goals.account.closed.v1",
  "savings.goals.account.opened.v1",
  "savings.goals.account.residual.changed.v1",
  "savings.goals.account.updated.v1",
  "savings.goals.action.created.v1",
  "savings.goals.action.deleted.v1",
  "savings.goals.action.updated.v1",
  "savings.goals.contribution.created.v1",
  "savings.goals.contribution.deleted.v1",
  "savings.goals.contribution.due.v1",
  "savings.goals.contribution.updated.v1",
  "savings.goals.goal.achieved.v1",
  "savings.goals.goal.activated.v1",
  "savings.goals.goal.cancelled.v1",
  "savings.goals.goal.completed.v1",
  "savings.goals.goal.created.v1",
  "savings.goals.goal.failed.v1",
  "savings.goals.goal.finalising.v1",
  "savings.goals.goal.milestone.reached.v1",
  "savings.goals.goal.period.closed.v1",
  "savings.goals.goal.period.opened.v1",
  "savings.goals.goal.period.restated.v1",
  "savings.goals.goal.reminder.v1",
  "savings.goals.goal.updated.v1",
  "savings.goals.household.created.v1",
  "savings.goals.household.updated.v1",
  "savings.goals.notification.sent.v1",
  "savings.goals.transaction.settled.v1",
];
