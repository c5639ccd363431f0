# Made by clients/python/generate.py; changes here are lost.

"""The operations of the API: a class for each family and driver, a method for each operation."""

from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Literal, Protocol, TypeVar

from savings_goals_client.exchange import Operation
from savings_goals_client.models import (
    Account,
    Action,
    ChangeAccount,
    ClientBody,
    ContributionBody,
    CreateAction,
    CreateGoal,
    CreateHousehold,
    CreateSavingsGoal,
    CreateWebhook,
    Deleted,
    Delivery,
    DependantBody,
    Goal,
    Inbox,
    Integrity,
    Invariant,
    LifeEventBody,
    ListedHousehold,
    MakePerformance,
    MarkNotification,
    Notification,
    OneAccount,
    OneAction,
    OneClient,
    OneContribution,
    OneDependant,
    OneHousehold,
    OneLifeEvent,
    OneProjection,
    OneSaving,
    OneSavingsGoal,
    OneTransaction,
    Options,
    Period,
    Preferences,
    Preview,
    PreviewChange,
    PutHousehold,
    ReportTransaction,
    ReverseTransaction,
    Saving,
    SavingBody,
    SavingsGoal,
    SetPreferences,
    SomeAccounts,
    SomeActions,
    SomeClients,
    SomeContributions,
    SomeDependants,
    SomeLifeEvents,
    SomeListedHouseholds,
    SomeSavings,
    SomeSavingsGoals,
    SomeTransactions,
    Transaction,
    UpdateAction,
    UpdateGoal,
    UpdateSavingsGoal,
    Webhook,
    WebhookKeys,
)

T = TypeVar("T")
E = TypeVar("E")

_CREATE_GOAL = Operation[Goal]("create_goal", "POST", "/goals", Goal)

_LIST_GOALS = Operation[list[Goal]]("list_goals", "GET", "/goals", list[Goal], is_keyed=False)

_PREVIEW_GOAL = Operation[Preview]("preview_goal", "POST", "/goals/preview", Preview, is_keyed=False)

_GET_GOAL = Operation[Goal]("get_goal", "GET", "/goals/{goal_id}", Goal, is_keyed=False)

_UPDATE_GOAL = Operation[Goal]("update_goal", "PUT", "/goals/{goal_id}", Goal)

_CANCEL_GOAL = Operation[None]("cancel_goal", "DELETE", "/goals/{goal_id}", type(None))

_LIST_PERIODS = Operation[list[Period]]("list_periods", "GET", "/goals/{goal_id}/periods", list[Period], is_keyed=False)

_GET_PERIOD = Operation[Period]("get_period", "GET", "/goals/{goal_id}/periods/{period_id}", Period, is_keyed=False)

_PREVIEW_CHANGE = Operation[Preview]("preview_change", "POST", "/goals/{goal_id}/preview", Preview, is_keyed=False)

_CHECK_GOAL = Operation[Integrity]("check_goal", "GET", "/goals/{goal_id}/integrity", Integrity, is_keyed=False)

_CREATE_SAVINGS_GOAL = Operation[OneSavingsGoal]("goals_v1_savings_post", "POST", "/goals/v1/savings", OneSavingsGoal)

_LIST_SAVINGS_GOALS = Operation[SomeSavingsGoals](
    "goals_v1_savings_get", "GET", "/goals/v1/savings", SomeSavingsGoals, is_keyed=False
)

_DELETE_SAVINGS_GOALS = Operation[None]("goals_v1_savings_delete_all", "DELETE", "/goals/v1/savings", type(None))

_GET_SAVINGS_GOAL = Operation[OneSavingsGoal](
    "goals_v1_savings_goal_get", "GET", "/goals/v1/savings/{goal_id}", OneSavingsGoal, is_keyed=False
)

_CHANGE_SAVINGS_GOAL = Operation[OneSavingsGoal](
    "goals_v1_savings_patch", "PATCH", "/goals/v1/savings/{goal_id}", OneSavingsGoal
)

_DELETE_SAVINGS_GOAL = Operation[None]("goals_v1_savings_delete", "DELETE", "/goals/v1/savings/{goal_id}", type(None))

_CREATE_ACTION = Operation[OneAction](
    "goals_v1_savings_actions_post", "POST", "/goals/v1/savings/{goal_id}/actions", OneAction
)

_LIST_ACTIONS = Operation[SomeActions](
    "goals_v1_savings_actions_get", "GET", "/goals/v1/savings/{goal_id}/actions", SomeActions, is_keyed=False
)

_GET_ACTION = Operation[OneAction](
    "goals_v1_savings_action_get",
    "GET",
    "/goals/v1/savings/{goal_id}/actions/{goal_action_id}",
    OneAction,
    is_keyed=False,
)

_CHANGE_ACTION = Operation[OneAction](
    "goals_v1_savings_actions_patch", "PATCH", "/goals/v1/savings/{goal_id}/actions/{goal_action_id}", OneAction
)

_DELETE_ACTION = Operation[None](
    "goals_v1_savings_actions_delete", "DELETE", "/goals/v1/savings/{goal_id}/actions/{goal_action_id}", type(None)
)

_CREATE_HOUSEHOLD = Operation[OneHousehold]("create_household", "POST", "/api/v2/household", OneHousehold)

_LIST_HOUSEHOLDS = Operation[SomeListedHouseholds](
    "list_households", "GET", "/api/v2/household", SomeListedHouseholds, is_keyed=False
)

_GET_HOUSEHOLD = Operation[OneHousehold](
    "get_household", "GET", "/api/v2/household/{HouseholdGUID}", OneHousehold, is_keyed=False
)

_REPLACE_HOUSEHOLD = Operation[OneHousehold](
    "replace_household", "PUT", "/api/v2/household/{HouseholdGUID}", OneHousehold
)

_CREATE_CLIENT = Operation[OneClient]("create_client", "POST", "/api/v2/household/{HouseholdGUID}/clients", OneClient)

_LIST_CLIENTS = Operation[SomeClients](
    "list_clients", "GET", "/api/v2/household/{HouseholdGUID}/clients", SomeClients, is_keyed=False
)

_GET_CLIENT = Operation[OneClient](
    "get_client", "GET", "/api/v2/household/{HouseholdGUID}/clients/{ClientGUID}", OneClient, is_keyed=False
)

_REPLACE_CLIENT = Operation[OneClient](
    "replace_client", "PUT", "/api/v2/household/{HouseholdGUID}/clients/{ClientGUID}", OneClient
)

_DELETE_CLIENT = Operation[Deleted](
    "delete_client", "DELETE", "/api/v2/household/{HouseholdGUID}/clients/{ClientGUID}", Deleted
)

_CREATE_DEPENDANT = Operation[OneDependant](
    "create_dependant", "POST", "/api/v2/household/{HouseholdGUID}/dependants", OneDependant
)

_LIST_DEPENDANTS = Operation[SomeDependants](
    "list_dependants", "GET", "/api/v2/household/{HouseholdGUID}/dependants", SomeDependants, is_keyed=False
)

_GET_DEPENDANT = Operation[OneDependant](
    "get_dependant", "GET", "/api/v2/household/{HouseholdGUID}/dependants/{DependantGUID}", OneDependant, is_keyed=False
)

_REPLACE_DEPENDANT = Operation[OneDependant](
    "replace_dependant", "PUT", "/api/v2/household/{HouseholdGUID}/dependants/{DependantGUID}", OneDependant
)

_DELETE_DEPENDANT = Operation[Deleted](
    "delete_dependant", "DELETE", "/api/v2/household/{HouseholdGUID}/dependants/{DependantGUID}", Deleted
)

_CREATE_LIFE_EVENT = Operation[OneLifeEvent](
    "create_life_event", "POST", "/api/v2/household/{HouseholdGUID}/events", OneLifeEvent
)

_LIST_LIFE_EVENTS = Operation[SomeLifeEvents](
    "list_life_events", "GET", "/api/v2/household/{HouseholdGUID}/events", SomeLifeEvents, is_keyed=False
)

_GET_LIFE_EVENT = Operation[OneLifeEvent](
    "get_life_event", "GET", "/api/v2/household/{HouseholdGUID}/events/{EventGUID}", OneLifeEvent, is_keyed=False
)

_REPLACE_LIFE_EVENT = Operation[OneLifeEvent](
    "replace_life_event", "PUT", "/api/v2/household/{HouseholdGUID}/events/{EventGUID}", OneLifeEvent
)

_DELETE_LIFE_EVENT = Operation[Deleted](
    "delete_life_event", "DELETE", "/api/v2/household/{HouseholdGUID}/events/{EventGUID}", Deleted
)

_CREATE_SAVING = Operation[OneSaving]("create_saving", "POST", "/api/v2/household/{HouseholdGUID}/savings", OneSaving)

_LIST_SAVINGS = Operation[SomeSavings](
    "list_savings", "GET", "/api/v2/household/{HouseholdGUID}/savings", SomeSavings, is_keyed=False
)

_GET_SAVING = Operation[OneSaving](
    "get_saving", "GET", "/api/v2/household/{HouseholdGUID}/savings/{SavingsGUID}", OneSaving, is_keyed=False
)

_REPLACE_SAVING = Operation[OneSaving](
    "replace_saving", "PUT", "/api/v2/household/{HouseholdGUID}/savings/{SavingsGUID}", OneSaving
)

_DELETE_SAVING = Operation[Deleted](
    "delete_saving", "DELETE", "/api/v2/household/{HouseholdGUID}/savings/{SavingsGUID}", Deleted
)

_CREATE_CONTRIBUTION = Operation[OneContribution](
    "create_contribution",
    "POST",
    "/api/v2/household/{HouseholdGUID}/savings/{SavingsGUID}/contributions",
    OneContribution,
)

_LIST_CONTRIBUTIONS = Operation[SomeContributions](
    "list_contributions",
    "GET",
    "/api/v2/household/{HouseholdGUID}/savings/{SavingsGUID}/contributions",
    SomeContributions,
    is_keyed=False,
)

_GET_CONTRIBUTION = Operation[OneContribution](
    "get_contribution",
    "GET",
    "/api/v2/household/{HouseholdGUID}/savings/{SavingsGUID}/contributions/{TransactionGUID}",
    OneContribution,
    is_keyed=False,
)

_REPLACE_CONTRIBUTION = Operation[OneContribution](
    "replace_contribution",
    "PUT",
    "/api/v2/household/{HouseholdGUID}/savings/{SavingsGUID}/contributions/{TransactionGUID}",
    OneContribution,
)

_DELETE_CONTRIBUTION = Operation[Deleted](
    "delete_contribution",
    "DELETE",
    "/api/v2/household/{HouseholdGUID}/savings/{SavingsGUID}/contributions/{TransactionGUID}",
    Deleted,
)

_PROJECT_SAVING = Operation[OneProjection](
    "project_saving",
    "GET",
    "/api/v2/household/{HouseholdGUID}/savings/{SavingsGUID}/projection",
    OneProjection,
    is_keyed=False,
)

_SAVINGS_OPTIONS = Operation[Options](
    "savings_options", "GET", "/api/v2/household/{HouseholdGUID}/savings/options", Options, is_keyed=False
)

_PENSIONS_OPTIONS = Operation[Options](
    "pensions_options", "GET", "/api/v2/household/{HouseholdGUID}/pensions/options", Options, is_keyed=False
)

_LIFE_EVENTS_OPTIONS = Operation[Options](
    "life_events_options", "GET", "/api/v2/household/{HouseholdGUID}/events/options", Options, is_keyed=False
)

_CONTRIBUTIONS_OPTIONS = Operation[Options](
    "contributions_options",
    "GET",
    "/api/v2/household/{HouseholdGUID}/savings/contributions/options",
    Options,
    is_keyed=False,
)

_LIST_NOTIFICATIONS = Operation[Inbox]("list_notifications", "GET", "/notifications", Inbox, is_keyed=False)

_MARK_NOTIFICATION = Operation[Notification](
    "mark_notification", "PATCH", "/notifications/{notification_id}", Notification
)

_GET_PREFERENCES = Operation[Preferences](
    "get_preferences", "GET", "/notifications/preferences", Preferences, is_keyed=False
)

_SET_PREFERENCES = Operation[Preferences]("set_preferences", "PUT", "/notifications/preferences", Preferences)

_REPORT_TRANSACTION = Operation[OneTransaction]("report_transaction", "POST", "/transactions", OneTransaction)

_LIST_TRANSACTIONS = Operation[SomeTransactions](
    "list_transactions", "GET", "/transactions", SomeTransactions, is_keyed=False
)

_GET_TRANSACTION = Operation[OneTransaction](
    "get_transaction", "GET", "/transactions/{transaction_id}", OneTransaction, is_keyed=False
)

_REVERSE_TRANSACTION = Operation[OneTransaction](
    "reverse_transaction", "POST", "/transactions/{transaction_id}/reversal", OneTransaction
)

_MAKE_PERFORMANCE = Operation[OneAccount]("make_performance", "POST", "/accounts", OneAccount)

_LIST_ACCOUNTS = Operation[SomeAccounts]("list_accounts", "GET", "/accounts", SomeAccounts, is_keyed=False)

_GET_ACCOUNT = Operation[OneAccount]("get_account", "GET", "/accounts/{account_id}", OneAccount, is_keyed=False)

_CHANGE_ACCOUNT = Operation[OneAccount]("change_account", "PATCH", "/accounts/{account_id}", OneAccount)

_CREATE_WEBHOOK = Operation[Webhook]("create_webhook", "POST", "/webhooks", Webhook)

_LIST_WEBHOOKS = Operation[list[Webhook]]("list_webhooks", "GET", "/webhooks", list[Webhook], is_keyed=False)

_GET_WEBHOOK = Operation[Webhook]("get_webhook", "GET", "/webhooks/{webhook_id}", Webhook, is_keyed=False)

_DELETE_WEBHOOK = Operation[None]("delete_webhook", "DELETE", "/webhooks/{webhook_id}", type(None))

_GET_WEBHOOK_KEYS = Operation[WebhookKeys](
    "get_webhook_keys", "GET", "/webhooks/{webhook_id}/keys", WebhookKeys, is_keyed=False
)

_ROTATE_WEBHOOK = Operation[Webhook]("rotate_webhook", "POST", "/webhooks/{webhook_id}/rotate", Webhook)

_TEST_WEBHOOK = Operation[None]("test_webhook", "POST", "/webhooks/{webhook_id}/test", type(None))

_ENABLE_WEBHOOK = Operation[None]("enable_webhook", "POST", "/webhooks/{webhook_id}/enable", type(None))

_LIST_DELIVERIES = Operation[list[Delivery]](
    "list_deliveries", "GET", "/webhooks/{webhook_id}/deliveries", list[Delivery], is_keyed=False
)


class Driver(Protocol):
    """What carries the calls out."""

    def call(
        self,
        operation: Operation[T],
        *,
        path: Mapping[str, object] = ...,
        query: Mapping[str, object] = ...,
        body: object = ...,
        idempotency_key: str | None = ...,
    ) -> T:
        """Call an operation; return its answer."""

    def each(
        self,
        operation: Operation[T],
        items: Callable[[T], Sequence[E]],
        *,
        path: Mapping[str, object] = ...,
        query: Mapping[str, object] = ...,
    ) -> Iterator[E]:
        """Yield each thing of a list."""


class Goals:
    """Goals."""

    def __init__(self, driver: Driver) -> None:
        self._driver = driver

    def create_goal(self, body: CreateGoal | Mapping[str, object], *, idempotency_key: str | None = None) -> Goal:
        """Create a goal with its periods.

        Plan a goal on an account: any two of amount, amount a period and end date give the third. All its periods are there at once. No money moves: the goal counts what the account does from now on.

        Events that can follow: `goal.created`, `goal.period.opened`, `goal.achieved`, `goal.milestone.reached`, `goal.period.closed`."""
        return self._driver.call(_CREATE_GOAL, body=body, idempotency_key=idempotency_key)

    def list_goals(
        self,
        *,
        status: Literal["unstarted", "active", "finalising", "completed", "failed", "cancelled"] | None = None,
        tracking_status: Literal["above", "equal", "below"] | None = None,
        account_id: int | str | None = None,
        limit: int | None = None,
        after: str | None = None,
    ) -> list[Goal]:
        """List a customer's goals.

        Every goal of the customer, savings goals among them, also those that have ended. The list may lag a moment behind the last write."""
        return self._driver.call(
            _LIST_GOALS,
            query={
                "status": status,
                "tracking_status": tracking_status,
                "account_id": account_id,
                "limit": limit,
                "after": after,
            },
        )

    def iter_goals(
        self,
        *,
        status: Literal["unstarted", "active", "finalising", "completed", "failed", "cancelled"] | None = None,
        tracking_status: Literal["above", "equal", "below"] | None = None,
        account_id: int | str | None = None,
        limit: int | None = None,
    ) -> Iterator[Goal]:
        """List a customer's goals. Yields each, over all pages."""
        return self._driver.each(
            _LIST_GOALS,
            lambda page: page,
            query={
                "status": status,
                "tracking_status": tracking_status,
                "account_id": account_id,
                "limit": limit,
            },
        )

    def preview_goal(self, body: CreateGoal | CreateSavingsGoal | Mapping[str, object]) -> Preview:
        """Show what creating a goal would give.

        Check a plan before it is made, with the body of either creation: whether it reaches its target, its periods, and, where it does not, what would. Nothing is written."""
        return self._driver.call(_PREVIEW_GOAL, body=body)

    def get_goal(self, goal_id: int | str) -> Goal:
        """Read one goal.

        One goal as it stands now, with the period that today is in."""
        return self._driver.call(_GET_GOAL, path={"goal_id": goal_id})

    def update_goal(
        self, goal_id: int | str, body: UpdateGoal | Mapping[str, object], *, idempotency_key: str | None = None
    ) -> Goal:
        """Change a goal's texts.

        Change what the saver calls it: name, description, picture and metadata. What is left out stays; the plan cannot be changed here.

        Events that can follow: `goal.updated`."""
        return self._driver.call(_UPDATE_GOAL, path={"goal_id": goal_id}, body=body, idempotency_key=idempotency_key)

    def cancel_goal(self, goal_id: int | str, *, idempotency_key: str | None = None) -> None:
        """Cancel a goal.

        Give a goal up. Money that a savings goal has earmarked goes back to the account's residual; the goal stays in the list. A repetition changes nothing.

        Events that can follow: `goal.cancelled`, `account.residual.changed`."""
        return self._driver.call(_CANCEL_GOAL, path={"goal_id": goal_id}, idempotency_key=idempotency_key)

    def list_periods(self, goal_id: int | str, *, limit: int | None = None, after: str | None = None) -> list[Period]:
        """List a goal's periods.

        The periods of a goal, past and future, each with its target and what was saved in it."""
        return self._driver.call(_LIST_PERIODS, path={"goal_id": goal_id}, query={"limit": limit, "after": after})

    def iter_periods(self, goal_id: int | str, *, limit: int | None = None) -> Iterator[Period]:
        """List a goal's periods. Yields each, over all pages."""
        return self._driver.each(
            _LIST_PERIODS,
            lambda page: page,
            path={"goal_id": goal_id},
            query={
                "limit": limit,
            },
        )

    def get_period(self, goal_id: int | str, period_id: int | str) -> Period:
        """Read one period.

        One period, by the id that the list has."""
        return self._driver.call(_GET_PERIOD, path={"goal_id": goal_id, "period_id": period_id})

    def preview_change(self, goal_id: int | str, body: PreviewChange | Mapping[str, object]) -> Preview:
        """Show what changing a goal would give.

        Try a change on a goal as it stands: another target, date or, for a savings goal, amount each period, periods that are skipped, an amount put in once. Nothing is written."""
        return self._driver.call(_PREVIEW_CHANGE, path={"goal_id": goal_id}, body=body)

    def check_goal(self, goal_id: int | str, *, after: str | None = None) -> Integrity:
        """Recompute a goal's invariants.

        Compute the figures of a goal and its account anew from their entries and compare them with what is stored. For audits and support: it reads every entry, a page at a time."""
        return self._driver.call(_CHECK_GOAL, path={"goal_id": goal_id}, query={"after": after})

    def iter_invariants(self, goal_id: int | str) -> Iterator[Invariant]:
        """Recompute a goal's invariants. Yields each, over all pages."""
        return self._driver.each(_CHECK_GOAL, lambda page: page.invariants, path={"goal_id": goal_id}, query={})


class SavingsGoals:
    """Savings goals."""

    def __init__(self, driver: Driver) -> None:
        self._driver = driver

    def create_savings_goal(
        self, body: CreateSavingsGoal | Mapping[str, object], *, idempotency_key: str | None = None
    ) -> OneSavingsGoal:
        """Create a savings goal.

        Plan a savings goal on an account: two of target, monthly amount and date give the third, and three are checked. No money moves until an action or a transaction puts some in.

        Events that can follow: `goal.created`, `goal.period.opened`, `goal.achieved`, `goal.milestone.reached`."""
        return self._driver.call(_CREATE_SAVINGS_GOAL, body=body, idempotency_key=idempotency_key)

    def list_savings_goals(
        self, *, account_id: int | str | None = None, limit: int | None = None, after: str | None = None
    ) -> SomeSavingsGoals:
        """List a customer's savings goals.

        The customer's savings goals with what is saved in each. Those that were deleted are not among them."""
        return self._driver.call(_LIST_SAVINGS_GOALS, query={"account_id": account_id, "limit": limit, "after": after})

    def iter_savings_goals(
        self, *, account_id: int | str | None = None, limit: int | None = None
    ) -> Iterator[SavingsGoal]:
        """List a customer's savings goals. Yields each, over all pages."""
        return self._driver.each(
            _LIST_SAVINGS_GOALS,
            lambda page: page.data,
            query={
                "account_id": account_id,
                "limit": limit,
            },
        )

    def delete_savings_goals(self, *, idempotency_key: str | None = None) -> None:
        """Delete every savings goal.

        Delete every savings goal of the customer. What they had earmarked goes back to the residual of each account.

        Events that can follow: `goal.cancelled`, `goal.updated`, `account.residual.changed`."""
        return self._driver.call(_DELETE_SAVINGS_GOALS, idempotency_key=idempotency_key)

    def get_savings_goal(self, goal_id: int | str) -> OneSavingsGoal:
        """Read one savings goal.

        One savings goal with what is saved in it."""
        return self._driver.call(_GET_SAVINGS_GOAL, path={"goal_id": goal_id})

    def change_savings_goal(
        self, goal_id: int | str, body: UpdateSavingsGoal | Mapping[str, object], *, idempotency_key: str | None = None
    ) -> OneSavingsGoal:
        """Change a savings goal.

        Rename a savings goal, or plan it anew from what is saved: send at least two of target, monthly amount and date. Closed periods stay as they are.

        Events that can follow: `goal.updated`, `goal.achieved`, `goal.milestone.reached`."""
        return self._driver.call(
            _CHANGE_SAVINGS_GOAL, path={"goal_id": goal_id}, body=body, idempotency_key=idempotency_key
        )

    def delete_savings_goal(self, goal_id: int | str, *, idempotency_key: str | None = None) -> None:
        """Delete a savings goal.

        Delete a savings goal. What it had earmarked goes back to the account's residual.

        Events that can follow: `goal.cancelled`, `goal.updated`, `account.residual.changed`."""
        return self._driver.call(_DELETE_SAVINGS_GOAL, path={"goal_id": goal_id}, idempotency_key=idempotency_key)

    def create_action(
        self, goal_id: int | str, body: CreateAction | Mapping[str, object], *, idempotency_key: str | None = None
    ) -> OneAction:
        """Record an action.

        Record that the saver put money into the goal or took some out. It earmarks money that is on the account already: a credit needs that much residual, a debit that much in the goal. The balance does not move.

        Events that can follow: `action.created`, `goal.period.restated`, `goal.achieved`, `goal.milestone.reached`, `account.residual.changed`."""
        return self._driver.call(_CREATE_ACTION, path={"goal_id": goal_id}, body=body, idempotency_key=idempotency_key)

    def list_actions(
        self,
        goal_id: int | str,
        *,
        page_size: int | None = None,
        page_token: str | None = None,
        order: Literal["oldest", "newest"] | None = None,
    ) -> SomeActions:
        """List a savings goal's actions.

        What was put into a savings goal and taken out of it."""
        return self._driver.call(
            _LIST_ACTIONS,
            path={"goal_id": goal_id},
            query={"page_size": page_size, "page_token": page_token, "order": order},
        )

    def iter_actions(
        self, goal_id: int | str, *, page_size: int | None = None, order: Literal["oldest", "newest"] | None = None
    ) -> Iterator[Action]:
        """List a savings goal's actions. Yields each, over all pages."""
        return self._driver.each(
            _LIST_ACTIONS,
            lambda page: page.data,
            path={"goal_id": goal_id},
            query={"page_size": page_size, "order": order},
        )

    def get_action(self, goal_id: int | str, goal_action_id: int | str) -> OneAction:
        """Read one action.

        One action of a savings goal."""
        return self._driver.call(_GET_ACTION, path={"goal_id": goal_id, "goal_action_id": goal_action_id})

    def change_action(
        self,
        goal_id: int | str,
        goal_action_id: int | str,
        body: UpdateAction | Mapping[str, object],
        *,
        idempotency_key: str | None = None,
    ) -> OneAction:
        """Change an action.

        Correct an action's amount or direction. The goal and the residual move by the difference; a closed period is restated.

        Events that can follow: `action.updated`, `goal.period.restated`, `goal.achieved`, `goal.milestone.reached`, `account.residual.changed`."""
        return self._driver.call(
            _CHANGE_ACTION,
            path={"goal_id": goal_id, "goal_action_id": goal_action_id},
            body=body,
            idempotency_key=idempotency_key,
        )

    def delete_action(
        self, goal_id: int | str, goal_action_id: int | str, *, idempotency_key: str | None = None
    ) -> None:
        """Delete an action.

        Take an action back. The goal and the residual move by its amount; a closed period is restated.

        Events that can follow: `action.deleted`, `goal.period.restated`, `goal.achieved`, `goal.milestone.reached`, `account.residual.changed`."""
        return self._driver.call(
            _DELETE_ACTION, path={"goal_id": goal_id, "goal_action_id": goal_action_id}, idempotency_key=idempotency_key
        )


class Households:
    """Households."""

    def __init__(self, driver: Driver) -> None:
        self._driver = driver

    def create_household(
        self, body: CreateHousehold | Mapping[str, object], *, idempotency_key: str | None = None
    ) -> OneHousehold:
        """Create a household.

        Set up a household with its people, time zone and currency: the first call for a new customer. It starts with one default account of nothing. It takes a client app's token.

        Events that can follow: `household.created`, `account.opened`."""
        return self._driver.call(_CREATE_HOUSEHOLD, body=body, idempotency_key=idempotency_key)

    def list_households(self, *, limit: int | None = None, after: str | None = None) -> SomeListedHouseholds:
        """List households.

        The households of the tenant; with a customer's token or `X-Customer-Id`, that person's own."""
        return self._driver.call(_LIST_HOUSEHOLDS, query={"limit": limit, "after": after})

    def iter_households(self, *, limit: int | None = None) -> Iterator[ListedHousehold]:
        """List households. Yields each, over all pages."""
        return self._driver.each(
            _LIST_HOUSEHOLDS,
            lambda page: page.data,
            query={
                "limit": limit,
            },
        )

    def get_household(self, household_guid: int | str) -> OneHousehold:
        """Read one household.

        One household with its people."""
        return self._driver.call(_GET_HOUSEHOLD, path={"HouseholdGUID": household_guid})

    def replace_household(
        self,
        household_guid: int | str,
        body: PutHousehold | Mapping[str, object],
        *,
        idempotency_key: str | None = None,
    ) -> OneHousehold:
        """Set a household anew.

        Set the household's label, time zone, currency, locale, finalising days and access anew. Zone and days count for goals that are created later. People have operations of their own.

        Events that can follow: `household.updated`."""
        return self._driver.call(
            _REPLACE_HOUSEHOLD, path={"HouseholdGUID": household_guid}, body=body, idempotency_key=idempotency_key
        )

    def create_client(
        self, household_guid: int | str, body: ClientBody | Mapping[str, object], *, idempotency_key: str | None = None
    ) -> OneClient:
        """Add a client.

        Add a person to the household. A person is in one household for life. It takes a client app's token.

        Events that can follow: `household.updated`."""
        return self._driver.call(
            _CREATE_CLIENT, path={"HouseholdGUID": household_guid}, body=body, idempotency_key=idempotency_key
        )

    def list_clients(self, household_guid: int | str) -> SomeClients:
        """List clients.

        The people of the household."""
        return self._driver.call(_LIST_CLIENTS, path={"HouseholdGUID": household_guid})

    def get_client(self, household_guid: int | str, client_guid: int | str) -> OneClient:
        """Read a client.

        One person of the household."""
        return self._driver.call(_GET_CLIENT, path={"HouseholdGUID": household_guid, "ClientGUID": client_guid})

    def replace_client(
        self,
        household_guid: int | str,
        client_guid: int | str,
        body: ClientBody | Mapping[str, object],
        *,
        idempotency_key: str | None = None,
    ) -> OneClient:
        """Replace a client.

        Set a person's names, birth date and e-mail address anew.

        Events that can follow: `household.updated`."""
        return self._driver.call(
            _REPLACE_CLIENT,
            path={"HouseholdGUID": household_guid, "ClientGUID": client_guid},
            body=body,
            idempotency_key=idempotency_key,
        )

    def delete_client(
        self, household_guid: int | str, client_guid: int | str, *, idempotency_key: str | None = None
    ) -> Deleted:
        """Remove a client.

        Take a person out of the household. One who owns an account or has open goals there cannot be taken out.

        Events that can follow: `household.updated`."""
        return self._driver.call(
            _DELETE_CLIENT,
            path={"HouseholdGUID": household_guid, "ClientGUID": client_guid},
            idempotency_key=idempotency_key,
        )

    def create_dependant(
        self,
        household_guid: int | str,
        body: DependantBody | Mapping[str, object],
        *,
        idempotency_key: str | None = None,
    ) -> OneDependant:
        """Add a dependant.

        Add somebody who depends on a client of the household.

        Events that can follow: `household.updated`."""
        return self._driver.call(
            _CREATE_DEPENDANT, path={"HouseholdGUID": household_guid}, body=body, idempotency_key=idempotency_key
        )

    def list_dependants(self, household_guid: int | str) -> SomeDependants:
        """List dependants.

        The dependants of the household."""
        return self._driver.call(_LIST_DEPENDANTS, path={"HouseholdGUID": household_guid})

    def get_dependant(self, household_guid: int | str, dependant_guid: int | str) -> OneDependant:
        """Read a dependant.

        One dependant."""
        return self._driver.call(
            _GET_DEPENDANT, path={"HouseholdGUID": household_guid, "DependantGUID": dependant_guid}
        )

    def replace_dependant(
        self,
        household_guid: int | str,
        dependant_guid: int | str,
        body: DependantBody | Mapping[str, object],
        *,
        idempotency_key: str | None = None,
    ) -> OneDependant:
        """Replace a dependant.

        Set a dependant's names, birth date and client anew.

        Events that can follow: `household.updated`."""
        return self._driver.call(
            _REPLACE_DEPENDANT,
            path={"HouseholdGUID": household_guid, "DependantGUID": dependant_guid},
            body=body,
            idempotency_key=idempotency_key,
        )

    def delete_dependant(
        self, household_guid: int | str, dependant_guid: int | str, *, idempotency_key: str | None = None
    ) -> Deleted:
        """Remove a dependant.

        Take a dependant out, unless a saving names them.

        Events that can follow: `household.updated`."""
        return self._driver.call(
            _DELETE_DEPENDANT,
            path={"HouseholdGUID": household_guid, "DependantGUID": dependant_guid},
            idempotency_key=idempotency_key,
        )

    def create_life_event(
        self,
        household_guid: int | str,
        body: LifeEventBody | Mapping[str, object],
        *,
        exclude_formatted_values: Literal["0", "1", "false", "true"] | None = None,
        idempotency_key: str | None = None,
    ) -> OneLifeEvent:
        """Add a life event.

        Add an event of the household's future, such as retirement: on a date, at an age, or some time before or after another. Contributions can start and end with it.

        Events that can follow: `household.updated`."""
        return self._driver.call(
            _CREATE_LIFE_EVENT,
            path={"HouseholdGUID": household_guid},
            query={"ExcludeFormattedValues": exclude_formatted_values},
            body=body,
            idempotency_key=idempotency_key,
        )

    def list_life_events(
        self, household_guid: int | str, *, exclude_formatted_values: Literal["0", "1", "false", "true"] | None = None
    ) -> SomeLifeEvents:
        """List life events.

        The household's life events."""
        return self._driver.call(
            _LIST_LIFE_EVENTS,
            path={"HouseholdGUID": household_guid},
            query={"ExcludeFormattedValues": exclude_formatted_values},
        )

    def get_life_event(
        self,
        household_guid: int | str,
        event_guid: int | str,
        *,
        exclude_formatted_values: Literal["0", "1", "false", "true"] | None = None,
    ) -> OneLifeEvent:
        """Read a life event.

        One life event."""
        return self._driver.call(
            _GET_LIFE_EVENT,
            path={"HouseholdGUID": household_guid, "EventGUID": event_guid},
            query={"ExcludeFormattedValues": exclude_formatted_values},
        )

    def replace_life_event(
        self,
        household_guid: int | str,
        event_guid: int | str,
        body: LifeEventBody | Mapping[str, object],
        *,
        exclude_formatted_values: Literal["0", "1", "false", "true"] | None = None,
        idempotency_key: str | None = None,
    ) -> OneLifeEvent:
        """Replace a life event.

        Set a life event anew. Contributions that depend on it follow.

        Events that can follow: `household.updated`, `contribution.updated`."""
        return self._driver.call(
            _REPLACE_LIFE_EVENT,
            path={"HouseholdGUID": household_guid, "EventGUID": event_guid},
            query={"ExcludeFormattedValues": exclude_formatted_values},
            body=body,
            idempotency_key=idempotency_key,
        )

    def delete_life_event(
        self, household_guid: int | str, event_guid: int | str, *, idempotency_key: str | None = None
    ) -> Deleted:
        """Remove a life event.

        Remove a life event that nothing depends on.

        Events that can follow: `household.updated`."""
        return self._driver.call(
            _DELETE_LIFE_EVENT,
            path={"HouseholdGUID": household_guid, "EventGUID": event_guid},
            idempotency_key=idempotency_key,
        )

    def create_saving(
        self,
        household_guid: int | str,
        body: SavingBody | Mapping[str, object],
        *,
        exclude_formatted_values: Literal["0", "1", "false", "true"] | None = None,
        idempotency_key: str | None = None,
    ) -> OneSaving:
        """Add a saving.

        Open an account of the household with its balance. A balance that is not 0 takes the scope `savings/ledger.write`.

        Events that can follow: `account.opened`."""
        return self._driver.call(
            _CREATE_SAVING,
            path={"HouseholdGUID": household_guid},
            query={"ExcludeFormattedValues": exclude_formatted_values},
            body=body,
            idempotency_key=idempotency_key,
        )

    def list_savings(
        self,
        household_guid: int | str,
        *,
        exclude_formatted_values: Literal["0", "1", "false", "true"] | None = None,
        limit: int | None = None,
        after: str | None = None,
    ) -> SomeSavings:
        """List savings.

        The household's savings with their balances."""
        return self._driver.call(
            _LIST_SAVINGS,
            path={"HouseholdGUID": household_guid},
            query={"ExcludeFormattedValues": exclude_formatted_values, "limit": limit, "after": after},
        )

    def iter_savings(
        self,
        household_guid: int | str,
        *,
        exclude_formatted_values: Literal["0", "1", "false", "true"] | None = None,
        limit: int | None = None,
    ) -> Iterator[Saving]:
        """List savings. Yields each, over all pages."""
        return self._driver.each(
            _LIST_SAVINGS,
            lambda page: page.data,
            path={"HouseholdGUID": household_guid},
            query={
                "ExcludeFormattedValues": exclude_formatted_values,
                "limit": limit,
            },
        )

    def get_saving(
        self,
        household_guid: int | str,
        savings_guid: int | str,
        *,
        exclude_formatted_values: Literal["0", "1", "false", "true"] | None = None,
    ) -> OneSaving:
        """Read a saving.

        One saving with its balance."""
        return self._driver.call(
            _GET_SAVING,
            path={"HouseholdGUID": household_guid, "SavingsGUID": savings_guid},
            query={"ExcludeFormattedValues": exclude_formatted_values},
        )

    def replace_saving(
        self,
        household_guid: int | str,
        savings_guid: int | str,
        body: SavingBody | Mapping[str, object],
        *,
        exclude_formatted_values: Literal["0", "1", "false", "true"] | None = None,
        idempotency_key: str | None = None,
    ) -> OneSaving:
        """Replace a saving.

        Set a saving anew. Another `Value` moves the balance, the residual and the goals that follow the balance, and takes the scope `savings/ledger.write`.

        Events that can follow: `account.updated`, `account.balance.changed`, `account.residual.changed`, `goal.updated`, `goal.period.restated`, `goal.achieved`, `goal.milestone.reached`."""
        return self._driver.call(
            _REPLACE_SAVING,
            path={"HouseholdGUID": household_guid, "SavingsGUID": savings_guid},
            query={"ExcludeFormattedValues": exclude_formatted_values},
            body=body,
            idempotency_key=idempotency_key,
        )

    def delete_saving(
        self, household_guid: int | str, savings_guid: int | str, *, idempotency_key: str | None = None
    ) -> Deleted:
        """Remove a saving.

        Close an account that no goal is open on; its contributions go with it. A balance takes the scope `savings/ledger.write`.

        Events that can follow: `account.closed`, `contribution.deleted`."""
        return self._driver.call(
            _DELETE_SAVING,
            path={"HouseholdGUID": household_guid, "SavingsGUID": savings_guid},
            idempotency_key=idempotency_key,
        )

    def create_contribution(
        self,
        household_guid: int | str,
        savings_guid: int | str,
        body: ContributionBody | Mapping[str, object],
        *,
        exclude_formatted_values: Literal["0", "1", "false", "true"] | None = None,
        idempotency_key: str | None = None,
    ) -> OneContribution:
        """Add a contribution.

        Plan a payment into a saving, once or again and again. It moves no money: each time it is due, `contribution.due` says so.

        Events that can follow: `contribution.created`."""
        return self._driver.call(
            _CREATE_CONTRIBUTION,
            path={"HouseholdGUID": household_guid, "SavingsGUID": savings_guid},
            query={"ExcludeFormattedValues": exclude_formatted_values},
            body=body,
            idempotency_key=idempotency_key,
        )

    def list_contributions(
        self,
        household_guid: int | str,
        savings_guid: int | str,
        *,
        exclude_formatted_values: Literal["0", "1", "false", "true"] | None = None,
    ) -> SomeContributions:
        """List contributions.

        The contributions to a saving."""
        return self._driver.call(
            _LIST_CONTRIBUTIONS,
            path={"HouseholdGUID": household_guid, "SavingsGUID": savings_guid},
            query={"ExcludeFormattedValues": exclude_formatted_values},
        )

    def get_contribution(
        self,
        household_guid: int | str,
        savings_guid: int | str,
        transaction_guid: int | str,
        *,
        exclude_formatted_values: Literal["0", "1", "false", "true"] | None = None,
    ) -> OneContribution:
        """Read a contribution.

        One contribution."""
        return self._driver.call(
            _GET_CONTRIBUTION,
            path={"HouseholdGUID": household_guid, "SavingsGUID": savings_guid, "TransactionGUID": transaction_guid},
            query={"ExcludeFormattedValues": exclude_formatted_values},
        )

    def replace_contribution(
        self,
        household_guid: int | str,
        savings_guid: int | str,
        transaction_guid: int | str,
        body: ContributionBody | Mapping[str, object],
        *,
        exclude_formatted_values: Literal["0", "1", "false", "true"] | None = None,
        idempotency_key: str | None = None,
    ) -> OneContribution:
        """Replace a contribution.

        Plan a contribution anew, from now on.

        Events that can follow: `contribution.updated`."""
        return self._driver.call(
            _REPLACE_CONTRIBUTION,
            path={"HouseholdGUID": household_guid, "SavingsGUID": savings_guid, "TransactionGUID": transaction_guid},
            query={"ExcludeFormattedValues": exclude_formatted_values},
            body=body,
            idempotency_key=idempotency_key,
        )

    def delete_contribution(
        self,
        household_guid: int | str,
        savings_guid: int | str,
        transaction_guid: int | str,
        *,
        idempotency_key: str | None = None,
    ) -> Deleted:
        """Remove a contribution.

        Remove a contribution; what was due stays so.

        Events that can follow: `contribution.deleted`."""
        return self._driver.call(
            _DELETE_CONTRIBUTION,
            path={"HouseholdGUID": household_guid, "SavingsGUID": savings_guid, "TransactionGUID": transaction_guid},
            idempotency_key=idempotency_key,
        )

    def project_saving(
        self, household_guid: int | str, savings_guid: int | str, *, until: date | None = None
    ) -> OneProjection:
        """Project a saving through its contributions.

        What the household's contributions make of a saving by a date, payment by payment."""
        return self._driver.call(
            _PROJECT_SAVING, path={"HouseholdGUID": household_guid, "SavingsGUID": savings_guid}, query={"until": until}
        )

    def savings_options(self, household_guid: int | str) -> Options:
        """List the codes of savings.

        The codes that members of a saving can have, with their labels."""
        return self._driver.call(_SAVINGS_OPTIONS, path={"HouseholdGUID": household_guid})

    def pensions_options(self, household_guid: int | str) -> Options:
        """List the codes that savings share.

        The codes that savings share with pensions, with their labels."""
        return self._driver.call(_PENSIONS_OPTIONS, path={"HouseholdGUID": household_guid})

    def life_events_options(self, household_guid: int | str) -> Options:
        """List the codes of life events.

        The codes that members of a life event can have, with their labels."""
        return self._driver.call(_LIFE_EVENTS_OPTIONS, path={"HouseholdGUID": household_guid})

    def contributions_options(self, household_guid: int | str) -> Options:
        """List the codes of contributions.

        The codes that members of a contribution can have, with their labels."""
        return self._driver.call(_CONTRIBUTIONS_OPTIONS, path={"HouseholdGUID": household_guid})


class Notifications:
    """Notifications."""

    def __init__(self, driver: Driver) -> None:
        self._driver = driver

    def list_notifications(
        self, *, items: int | None = None, after: str | None = None, unread: bool | None = None
    ) -> Inbox:
        """List a customer's notifications.

        The customer's inbox, the newest first."""
        return self._driver.call(_LIST_NOTIFICATIONS, query={"items": items, "after": after, "unread": unread})

    def iter_notifications(self, *, items: int | None = None, unread: bool | None = None) -> Iterator[Notification]:
        """List a customer's notifications. Yields each, over all pages."""
        return self._driver.each(
            _LIST_NOTIFICATIONS, lambda page: page.notifications, query={"items": items, "unread": unread}
        )

    def mark_notification(
        self,
        notification_id: int | str,
        body: MarkNotification | Mapping[str, object],
        *,
        idempotency_key: str | None = None,
    ) -> Notification:
        """Mark a notification as read or unread.

        Mark a notification as read, or as unread again."""
        return self._driver.call(
            _MARK_NOTIFICATION, path={"notification_id": notification_id}, body=body, idempotency_key=idempotency_key
        )

    def get_preferences(self) -> Preferences:
        """Read a customer's choices.

        Which events are reported to the customer, where and in which language."""
        return self._driver.call(_GET_PREFERENCES)

    def set_preferences(
        self, body: SetPreferences | Mapping[str, object], *, idempotency_key: str | None = None
    ) -> Preferences:
        """Choose notifications.

        Choose anew which events are reported, where and in which language."""
        return self._driver.call(_SET_PREFERENCES, body=body, idempotency_key=idempotency_key)


class Ledger:
    """Ledger."""

    def __init__(self, driver: Driver) -> None:
        self._driver = driver

    def report_transaction(
        self, body: ReportTransaction | Mapping[str, object], *, idempotency_key: str | None = None
    ) -> OneTransaction:
        """Report a settled transaction.

        Report money that has moved at the bank: a deposit, a withdrawal or a transfer. It moves the account's balance, goals that count transactions, and, where it names a dream, that savings goal; the rest falls on the residual. A settled transaction is a fact: it is never refused for want of balance. The same `externalId` with the same content counts once.

        Events that can follow: `transaction.settled`, `account.balance.changed`, `account.residual.changed`, `goal.updated`, `goal.period.restated`, `goal.achieved`, `goal.milestone.reached`, `action.created`."""
        return self._driver.call(_REPORT_TRANSACTION, body=body, idempotency_key=idempotency_key)

    def list_transactions(
        self,
        *,
        user_id: str | None = None,
        items: int | None = None,
        after: str | None = None,
        external_id: str | None = None,
        state: Literal["requested", "settled", "failed"] | None = None,
        order: Literal["oldest", "newest"] | None = None,
    ) -> SomeTransactions:
        """List a user's transactions.

        The transactions of a user, a page at a time; by `externalId` the one that has it."""
        return self._driver.call(
            _LIST_TRANSACTIONS,
            query={
                "userId": user_id,
                "items": items,
                "after": after,
                "externalId": external_id,
                "state": state,
                "order": order,
            },
        )

    def iter_transactions(
        self,
        *,
        user_id: str | None = None,
        items: int | None = None,
        external_id: str | None = None,
        state: Literal["requested", "settled", "failed"] | None = None,
        order: Literal["oldest", "newest"] | None = None,
    ) -> Iterator[Transaction]:
        """List a user's transactions. Yields each, over all pages."""
        return self._driver.each(
            _LIST_TRANSACTIONS,
            lambda page: page.transactions,
            query={"userId": user_id, "items": items, "externalId": external_id, "state": state, "order": order},
        )

    def get_transaction(self, transaction_id: int | str, *, user_id: str | None = None) -> OneTransaction:
        """Read one transaction.

        One transaction with the accounts and savings goals that it names."""
        return self._driver.call(_GET_TRANSACTION, path={"transaction_id": transaction_id}, query={"userId": user_id})

    def reverse_transaction(
        self,
        transaction_id: int | str,
        body: ReverseTransaction | Mapping[str, object],
        *,
        idempotency_key: str | None = None,
    ) -> OneTransaction:
        """Undo a transaction.

        Undo a transaction that was reported by mistake, by one that moves everything back. A transaction is undone once.

        Events that can follow: `transaction.settled`, `account.balance.changed`, `account.residual.changed`, `goal.updated`, `goal.period.restated`, `goal.achieved`, `goal.milestone.reached`, `action.created`."""
        return self._driver.call(
            _REVERSE_TRANSACTION, path={"transaction_id": transaction_id}, body=body, idempotency_key=idempotency_key
        )

    def make_performance(
        self, body: MakePerformance | Mapping[str, object], *, idempotency_key: str | None = None
    ) -> OneAccount:
        """Make a saving a Performance account.

        Make a saving a Performance account: it carries one savings goal, and its value is set, not moved.

        Events that can follow: `account.updated`, `account.balance.changed`, `account.residual.changed`, `goal.updated`, `goal.period.restated`, `goal.achieved`, `goal.milestone.reached`."""
        return self._driver.call(_MAKE_PERFORMANCE, body=body, idempotency_key=idempotency_key)

    def list_accounts(
        self,
        *,
        user_id: str | None = None,
        items: int | None = None,
        after: str | None = None,
        external_id: str | None = None,
    ) -> SomeAccounts:
        """List a user's accounts.

        The accounts of a user with balance and residual."""
        return self._driver.call(
            _LIST_ACCOUNTS, query={"userId": user_id, "items": items, "after": after, "externalId": external_id}
        )

    def iter_accounts(
        self, *, user_id: str | None = None, items: int | None = None, external_id: str | None = None
    ) -> Iterator[Account]:
        """List a user's accounts. Yields each, over all pages."""
        return self._driver.each(
            _LIST_ACCOUNTS,
            lambda page: page.accounts,
            query={"userId": user_id, "items": items, "externalId": external_id},
        )

    def get_account(self, account_id: int | str, *, user_id: str | None = None) -> OneAccount:
        """Read one account.

        One account with its balance and what of it no goal has earmarked."""
        return self._driver.call(_GET_ACCOUNT, path={"account_id": account_id}, query={"userId": user_id})

    def change_account(
        self,
        account_id: int | str,
        body: ChangeAccount | Mapping[str, object],
        *,
        user_id: str | None = None,
        idempotency_key: str | None = None,
    ) -> OneAccount:
        """Name or value an account.

        Give an account an `externalId`, or a Performance account a new value: its savings goal moves by the difference.

        Events that can follow: `account.updated`, `account.balance.changed`, `account.residual.changed`, `goal.updated`, `goal.period.restated`, `goal.achieved`, `goal.milestone.reached`."""
        return self._driver.call(
            _CHANGE_ACCOUNT,
            path={"account_id": account_id},
            query={"userId": user_id},
            body=body,
            idempotency_key=idempotency_key,
        )


class Webhooks:
    """Webhooks."""

    def __init__(self, driver: Driver) -> None:
        self._driver = driver

    def create_webhook(
        self, body: CreateWebhook | Mapping[str, object], *, idempotency_key: str | None = None
    ) -> Webhook:
        """Register a webhook.

        Have the tenant's events delivered to an address over HTTPS, all of them or those of some names. Each is signed: the key is at `GET /webhooks/{webhook_id}/keys`. It takes a client app's token, as all operations of webhooks do; whom that names is of no matter."""
        return self._driver.call(_CREATE_WEBHOOK, body=body, idempotency_key=idempotency_key)

    def list_webhooks(self, *, limit: int | None = None, after: str | None = None) -> list[Webhook]:
        """List a tenant's webhooks.

        The tenant's webhooks, the oldest first. There are ten at most."""
        return self._driver.call(_LIST_WEBHOOKS, query={"limit": limit, "after": after})

    def iter_webhooks(self, *, limit: int | None = None) -> Iterator[Webhook]:
        """List a tenant's webhooks. Yields each, over all pages."""
        return self._driver.each(
            _LIST_WEBHOOKS,
            lambda page: page,
            query={
                "limit": limit,
            },
        )

    def get_webhook(self, webhook_id: int | str) -> Webhook:
        """Read one webhook.

        One webhook, with what it hears and how it fares."""
        return self._driver.call(_GET_WEBHOOK, path={"webhook_id": webhook_id})

    def delete_webhook(self, webhook_id: int | str, *, idempotency_key: str | None = None) -> None:
        """Remove a webhook.

        Remove a webhook and its keys. What waits for it is not delivered."""
        return self._driver.call(_DELETE_WEBHOOK, path={"webhook_id": webhook_id}, idempotency_key=idempotency_key)

    def get_webhook_keys(self, webhook_id: int | str) -> WebhookKeys:
        """Read the keys that sign.

        The key that signs, and for a day after a rotation the one before. It takes the scope to write: whoever has a key can sign."""
        return self._driver.call(_GET_WEBHOOK_KEYS, path={"webhook_id": webhook_id})

    def rotate_webhook(self, webhook_id: int | str, *, idempotency_key: str | None = None) -> Webhook:
        """Give a webhook a new key.

        Give a webhook a new key. For a day each delivery is signed with both, so that the receiver can take the new one at any time in between; another rotation has to wait until then."""
        return self._driver.call(_ROTATE_WEBHOOK, path={"webhook_id": webhook_id}, idempotency_key=idempotency_key)

    def test_webhook(self, webhook_id: int | str, *, idempotency_key: str | None = None) -> None:
        """Deliver a test event.

        Deliver the event `webhook.test` to this webhook alone, whatever it hears: it names the webhook and says nothing of anybody. The list of deliveries has what became of it."""
        return self._driver.call(_TEST_WEBHOOK, path={"webhook_id": webhook_id}, idempotency_key=idempotency_key)

    def enable_webhook(self, webhook_id: int | str, *, idempotency_key: str | None = None) -> None:
        """Deliver to a webhook again.

        Deliver again to a webhook that was disabled. What came meanwhile is not delivered by itself."""
        return self._driver.call(_ENABLE_WEBHOOK, path={"webhook_id": webhook_id}, idempotency_key=idempotency_key)

    def list_deliveries(
        self,
        webhook_id: int | str,
        *,
        limit: int | None = None,
        after: str | None = None,
        outcome: Literal["waiting", "delivered", "dead"] | None = None,
    ) -> list[Delivery]:
        """List the deliveries of the last days.

        What became of the deliveries of the last seven days, the newest event first: 100 in one answer where no limit is given."""
        return self._driver.call(
            _LIST_DELIVERIES,
            path={"webhook_id": webhook_id},
            query={"limit": limit, "after": after, "outcome": outcome},
        )

    def iter_deliveries(
        self,
        webhook_id: int | str,
        *,
        limit: int | None = None,
        outcome: Literal["waiting", "delivered", "dead"] | None = None,
    ) -> Iterator[Delivery]:
        """List the deliveries of the last days. Yields each, over all pages."""
        return self._driver.each(
            _LIST_DELIVERIES,
            lambda page: page,
            path={"webhook_id": webhook_id},
            query={"limit": limit, "outcome": outcome},
        )


class Families(Driver):
    """Every operation, by family."""

    @property
    def goals(self) -> Goals:
        """Goals."""
        return Goals(self)

    @property
    def savings_goals(self) -> SavingsGoals:
        """Savings goals."""
        return SavingsGoals(self)

    @property
    def households(self) -> Households:
        """Households."""
        return Households(self)

    @property
    def notifications(self) -> Notifications:
        """Notifications."""
        return Notifications(self)

    @property
    def ledger(self) -> Ledger:
        """Ledger."""
        return Ledger(self)

    @property
    def webhooks(self) -> Webhooks:
        """Webhooks."""
        return Webhooks(self)


class AsyncDriver(Protocol):
    """What carries the calls out."""

    async def call(
        self,
        operation: Operation[T],
        *,
        path: Mapping[str, object] = ...,
        query: Mapping[str, object] = ...,
        body: object = ...,
        idempotency_key: str | None = ...,
    ) -> T:
        """Call an operation; return its answer."""

    def each(
        self,
        operation: Operation[T],
        items: Callable[[T], Sequence[E]],
        *,
        path: Mapping[str, object] = ...,
        query: Mapping[str, object] = ...,
    ) -> AsyncIterator[E]:
        """Yield each thing of a list."""


class AsyncGoals:
    """Goals."""

    def __init__(self, driver: AsyncDriver) -> None:
        self._driver = driver

    async def create_goal(self, body: CreateGoal | Mapping[str, object], *, idempotency_key: str | None = None) -> Goal:
        """Create a goal with its periods.

        Plan a goal on an account: any two of amount, amount a period and end date give the third. All its periods are there at once. No money moves: the goal counts what the account does from now on.

        Events that can follow: `goal.created`, `goal.period.opened`, `goal.achieved`, `goal.milestone.reached`, `goal.period.closed`."""
        return await self._driver.call(_CREATE_GOAL, body=body, idempotency_key=idempotency_key)

    async def list_goals(
        self,
        *,
        status: Literal["unstarted", "active", "finalising", "completed", "failed", "cancelled"] | None = None,
        tracking_status: Literal["above", "equal", "below"] | None = None,
        account_id: int | str | None = None,
        limit: int | None = None,
        after: str | None = None,
    ) -> list[Goal]:
        """List a customer's goals.

        Every goal of the customer, savings goals among them, also those that have ended. The list may lag a moment behind the last write."""
        return await self._driver.call(
            _LIST_GOALS,
            query={
                "status": status,
                "tracking_status": tracking_status,
                "account_id": account_id,
                "limit": limit,
                "after": after,
            },
        )

    def iter_goals(
        self,
        *,
        status: Literal["unstarted", "active", "finalising", "completed", "failed", "cancelled"] | None = None,
        tracking_status: Literal["above", "equal", "below"] | None = None,
        account_id: int | str | None = None,
        limit: int | None = None,
    ) -> AsyncIterator[Goal]:
        """List a customer's goals. Yields each, over all pages."""
        return self._driver.each(
            _LIST_GOALS,
            lambda page: page,
            query={
                "status": status,
                "tracking_status": tracking_status,
                "account_id": account_id,
                "limit": limit,
            },
        )

    async def preview_goal(self, body: CreateGoal | CreateSavingsGoal | Mapping[str, object]) -> Preview:
        """Show what creating a goal would give.

        Check a plan before it is made, with the body of either creation: whether it reaches its target, its periods, and, where it does not, what would. Nothing is written."""
        return await self._driver.call(_PREVIEW_GOAL, body=body)

    async def get_goal(self, goal_id: int | str) -> Goal:
        """Read one goal.

        One goal as it stands now, with the period that today is in."""
        return await self._driver.call(_GET_GOAL, path={"goal_id": goal_id})

    async def update_goal(
        self, goal_id: int | str, body: UpdateGoal | Mapping[str, object], *, idempotency_key: str | None = None
    ) -> Goal:
        """Change a goal's texts.

        Change what the saver calls it: name, description, picture and metadata. What is left out stays; the plan cannot be changed here.

        Events that can follow: `goal.updated`."""
        return await self._driver.call(
            _UPDATE_GOAL, path={"goal_id": goal_id}, body=body, idempotency_key=idempotency_key
        )

    async def cancel_goal(self, goal_id: int | str, *, idempotency_key: str | None = None) -> None:
        """Cancel a goal.

        Give a goal up. Money that a savings goal has earmarked goes back to the account's residual; the goal stays in the list. A repetition changes nothing.

        Events that can follow: `goal.cancelled`, `account.residual.changed`."""
        return await self._driver.call(_CANCEL_GOAL, path={"goal_id": goal_id}, idempotency_key=idempotency_key)

    async def list_periods(
        self, goal_id: int | str, *, limit: int | None = None, after: str | None = None
    ) -> list[Period]:
        """List a goal's periods.

        The periods of a goal, past and future, each with its target and what was saved in it."""
        return await self._driver.call(_LIST_PERIODS, path={"goal_id": goal_id}, query={"limit": limit, "after": after})

    def iter_periods(self, goal_id: int | str, *, limit: int | None = None) -> AsyncIterator[Period]:
        """List a goal's periods. Yields each, over all pages."""
        return self._driver.each(
            _LIST_PERIODS,
            lambda page: page,
            path={"goal_id": goal_id},
            query={
                "limit": limit,
            },
        )

    async def get_period(self, goal_id: int | str, period_id: int | str) -> Period:
        """Read one period.

        One period, by the id that the list has."""
        return await self._driver.call(_GET_PERIOD, path={"goal_id": goal_id, "period_id": period_id})

    async def preview_change(self, goal_id: int | str, body: PreviewChange | Mapping[str, object]) -> Preview:
        """Show what changing a goal would give.

        Try a change on a goal as it stands: another target, date or, for a savings goal, amount each period, periods that are skipped, an amount put in once. Nothing is written."""
        return await self._driver.call(_PREVIEW_CHANGE, path={"goal_id": goal_id}, body=body)

    async def check_goal(self, goal_id: int | str, *, after: str | None = None) -> Integrity:
        """Recompute a goal's invariants.

        Compute the figures of a goal and its account anew from their entries and compare them with what is stored. For audits and support: it reads every entry, a page at a time."""
        return await self._driver.call(_CHECK_GOAL, path={"goal_id": goal_id}, query={"after": after})

    def iter_invariants(self, goal_id: int | str) -> AsyncIterator[Invariant]:
        """Recompute a goal's invariants. Yields each, over all pages."""
        return self._driver.each(_CHECK_GOAL, lambda page: page.invariants, path={"goal_id": goal_id}, query={})


class AsyncSavingsGoals:
    """Savings goals."""

    def __init__(self, driver: AsyncDriver) -> None:
        self._driver = driver

    async def create_savings_goal(
        self, body: CreateSavingsGoal | Mapping[str, object], *, idempotency_key: str | None = None
    ) -> OneSavingsGoal:
        """Create a savings goal.

        Plan a savings goal on an account: two of target, monthly amount and date give the third, and three are checked. No money moves until an action or a transaction puts some in.

        Events that can follow: `goal.created`, `goal.period.opened`, `goal.achieved`, `goal.milestone.reached`."""
        return await self._driver.call(_CREATE_SAVINGS_GOAL, body=body, idempotency_key=idempotency_key)

    async def list_savings_goals(
        self, *, account_id: int | str | None = None, limit: int | None = None, after: str | None = None
    ) -> SomeSavingsGoals:
        """List a customer's savings goals.

        The customer's savings goals with what is saved in each. Those that were deleted are not among them."""
        return await self._driver.call(
            _LIST_SAVINGS_GOALS, query={"account_id": account_id, "limit": limit, "after": after}
        )

    def iter_savings_goals(
        self, *, account_id: int | str | None = None, limit: int | None = None
    ) -> AsyncIterator[SavingsGoal]:
        """List a customer's savings goals. Yields each, over all pages."""
        return self._driver.each(
            _LIST_SAVINGS_GOALS,
            lambda page: page.data,
            query={
                "account_id": account_id,
                "limit": limit,
            },
        )

    async def delete_savings_goals(self, *, idempotency_key: str | None = None) -> None:
        """Delete every savings goal.

        Delete every savings goal of the customer. What they had earmarked goes back to the residual of each account.

        Events that can follow: `goal.cancelled`, `goal.updated`, `account.residual.changed`."""
        return await self._driver.call(_DELETE_SAVINGS_GOALS, idempotency_key=idempotency_key)

    async def get_savings_goal(self, goal_id: int | str) -> OneSavingsGoal:
        """Read one savings goal.

        One savings goal with what is saved in it."""
        return await self._driver.call(_GET_SAVINGS_GOAL, path={"goal_id": goal_id})

    async def change_savings_goal(
        self, goal_id: int | str, body: UpdateSavingsGoal | Mapping[str, object], *, idempotency_key: str | None = None
    ) -> OneSavingsGoal:
        """Change a savings goal.

        Rename a savings goal, or plan it anew from what is saved: send at least two of target, monthly amount and date. Closed periods stay as they are.

        Events that can follow: `goal.updated`, `goal.achieved`, `goal.milestone.reached`."""
        return await self._driver.call(
            _CHANGE_SAVINGS_GOAL, path={"goal_id": goal_id}, body=body, idempotency_key=idempotency_key
        )

    async def delete_savings_goal(self, goal_id: int | str, *, idempotency_key: str | None = None) -> None:
        """Delete a savings goal.

        Delete a savings goal. What it had earmarked goes back to the account's residual.

        Events that can follow: `goal.cancelled`, `goal.updated`, `account.residual.changed`."""
        return await self._driver.call(_DELETE_SAVINGS_GOAL, path={"goal_id": goal_id}, idempotency_key=idempotency_key)

    async def create_action(
        self, goal_id: int | str, body: CreateAction | Mapping[str, object], *, idempotency_key: str | None = None
    ) -> OneAction:
        """Record an action.

        Record that the saver put money into the goal or took some out. It earmarks money that is on the account already: a credit needs that much residual, a debit that much in the goal. The balance does not move.

        Events that can follow: `action.created`, `goal.period.restated`, `goal.achieved`, `goal.milestone.reached`, `account.residual.changed`."""
        return await self._driver.call(
            _CREATE_ACTION, path={"goal_id": goal_id}, body=body, idempotency_key=idempotency_key
        )

    async def list_actions(
        self,
        goal_id: int | str,
        *,
        page_size: int | None = None,
        page_token: str | None = None,
        order: Literal["oldest", "newest"] | None = None,
    ) -> SomeActions:
        """List a savings goal's actions.

        What was put into a savings goal and taken out of it."""
        return await self._driver.call(
            _LIST_ACTIONS,
            path={"goal_id": goal_id},
            query={"page_size": page_size, "page_token": page_token, "order": order},
        )

    def iter_actions(
        self, goal_id: int | str, *, page_size: int | None = None, order: Literal["oldest", "newest"] | None = None
    ) -> AsyncIterator[Action]:
        """List a savings goal's actions. Yields each, over all pages."""
        return self._driver.each(
            _LIST_ACTIONS,
            lambda page: page.data,
            path={"goal_id": goal_id},
            query={"page_size": page_size, "order": order},
        )

    async def get_action(self, goal_id: int | str, goal_action_id: int | str) -> OneAction:
        """Read one action.

        One action of a savings goal."""
        return await self._driver.call(_GET_ACTION, path={"goal_id": goal_id, "goal_action_id": goal_action_id})

    async def change_action(
        self,
        goal_id: int | str,
        goal_action_id: int | str,
        body: UpdateAction | Mapping[str, object],
        *,
        idempotency_key: str | None = None,
    ) -> OneAction:
        """Change an action.

        Correct an action's amount or direction. The goal and the residual move by the difference; a closed period is restated.

        Events that can follow: `action.updated`, `goal.period.restated`, `goal.achieved`, `goal.milestone.reached`, `account.residual.changed`."""
        return await self._driver.call(
            _CHANGE_ACTION,
            path={"goal_id": goal_id, "goal_action_id": goal_action_id},
            body=body,
            idempotency_key=idempotency_key,
        )

    async def delete_action(
        self, goal_id: int | str, goal_action_id: int | str, *, idempotency_key: str | None = None
    ) -> None:
        """Delete an action.

        Take an action back. The goal and the residual move by its amount; a closed period is restated.

        Events that can follow: `action.deleted`, `goal.period.restated`, `goal.achieved`, `goal.milestone.reached`, `account.residual.changed`."""
        return await self._driver.call(
            _DELETE_ACTION, path={"goal_id": goal_id, "goal_action_id": goal_action_id}, idempotency_key=idempotency_key
        )


class AsyncHouseholds:
    """Households."""

    def __init__(self, driver: AsyncDriver) -> None:
        self._driver = driver

    async def create_household(
        self, body: CreateHousehold | Mapping[str, object], *, idempotency_key: str | None = None
    ) -> OneHousehold:
        """Create a household.

        Set up a household with its people, time zone and currency: the first call for a new customer. It starts with one default account of nothing. It takes a client app's token.

        Events that can follow: `household.created`, `account.opened`."""
        return await self._driver.call(_CREATE_HOUSEHOLD, body=body, idempotency_key=idempotency_key)

    async def list_households(self, *, limit: int | None = None, after: str | None = None) -> SomeListedHouseholds:
        """List households.

        The households of the tenant; with a customer's token or `X-Customer-Id`, that person's own."""
        return await self._driver.call(_LIST_HOUSEHOLDS, query={"limit": limit, "after": after})

    def iter_households(self, *, limit: int | None = None) -> AsyncIterator[ListedHousehold]:
        """List households. Yields each, over all pages."""
        return self._driver.each(
            _LIST_HOUSEHOLDS,
            lambda page: page.data,
            query={
                "limit": limit,
            },
        )

    async def get_household(self, household_guid: int | str) -> OneHousehold:
        """Read one household.

        One household with its people."""
        return await self._driver.call(_GET_HOUSEHOLD, path={"HouseholdGUID": household_guid})

    async def replace_household(
        self,
        household_guid: int | str,
        body: PutHousehold | Mapping[str, object],
        *,
        idempotency_key: str | None = None,
    ) -> OneHousehold:
        """Set a household anew.

        Set the household's label, time zone, currency, locale, finalising days and access anew. Zone and days count for goals that are created later. People have operations of their own.

        Events that can follow: `household.updated`."""
        return await self._driver.call(
            _REPLACE_HOUSEHOLD, path={"HouseholdGUID": household_guid}, body=body, idempotency_key=idempotency_key
        )

    async def create_client(
        self, household_guid: int | str, body: ClientBody | Mapping[str, object], *, idempotency_key: str | None = None
    ) -> OneClient:
        """Add a client.

        Add a person to the household. A person is in one household for life. It takes a client app's token.

        Events that can follow: `household.updated`."""
        return await self._driver.call(
            _CREATE_CLIENT, path={"HouseholdGUID": household_guid}, body=body, idempotency_key=idempotency_key
        )

    async def list_clients(self, household_guid: int | str) -> SomeClients:
        """List clients.

        The people of the household."""
        return await self._driver.call(_LIST_CLIENTS, path={"HouseholdGUID": household_guid})

    async def get_client(self, household_guid: int | str, client_guid: int | str) -> OneClient:
        """Read a client.

        One person of the household."""
        return await self._driver.call(_GET_CLIENT, path={"HouseholdGUID": household_guid, "ClientGUID": client_guid})

    async def replace_client(
        self,
        household_guid: int | str,
        client_guid: int | str,
        body: ClientBody | Mapping[str, object],
        *,
        idempotency_key: str | None = None,
    ) -> OneClient:
        """Replace a client.

        Set a person's names, birth date and e-mail address anew.

        Events that can follow: `household.updated`."""
        return await self._driver.call(
            _REPLACE_CLIENT,
            path={"HouseholdGUID": household_guid, "ClientGUID": client_guid},
            body=body,
            idempotency_key=idempotency_key,
        )

    async def delete_client(
        self, household_guid: int | str, client_guid: int | str, *, idempotency_key: str | None = None
    ) -> Deleted:
        """Remove a client.

        Take a person out of the household. One who owns an account or has open goals there cannot be taken out.

        Events that can follow: `household.updated`."""
        return await self._driver.call(
            _DELETE_CLIENT,
            path={"HouseholdGUID": household_guid, "ClientGUID": client_guid},
            idempotency_key=idempotency_key,
        )

    async def create_dependant(
        self,
        household_guid: int | str,
        body: DependantBody | Mapping[str, object],
        *,
        idempotency_key: str | None = None,
    ) -> OneDependant:
        """Add a dependant.

        Add somebody who depends on a client of the household.

        Events that can follow: `household.updated`."""
        return await self._driver.call(
            _CREATE_DEPENDANT, path={"HouseholdGUID": household_guid}, body=body, idempotency_key=idempotency_key
        )

    async def list_dependants(self, household_guid: int | str) -> SomeDependants:
        """List dependants.

        The dependants of the household."""
        return await self._driver.call(_LIST_DEPENDANTS, path={"HouseholdGUID": household_guid})

    async def get_dependant(self, household_guid: int | str, dependant_guid: int | str) -> OneDependant:
        """Read a dependant.

        One dependant."""
        return await self._driver.call(
            _GET_DEPENDANT, path={"HouseholdGUID": household_guid, "DependantGUID": dependant_guid}
        )

    async def replace_dependant(
        self,
        household_guid: int | str,
        dependant_guid: int | str,
        body: DependantBody | Mapping[str, object],
        *,
        idempotency_key: str | None = None,
    ) -> OneDependant:
        """Replace a dependant.

        Set a dependant's names, birth date and client anew.

        Events that can follow: `household.updated`."""
        return await self._driver.call(
            _REPLACE_DEPENDANT,
            path={"HouseholdGUID": household_guid, "DependantGUID": dependant_guid},
            body=body,
            idempotency_key=idempotency_key,
        )

    async def delete_dependant(
        self, household_guid: int | str, dependant_guid: int | str, *, idempotency_key: str | None = None
    ) -> Deleted:
        """Remove a dependant.

        Take a dependant out, unless a saving names them.

        Events that can follow: `household.updated`."""
        return await self._driver.call(
            _DELETE_DEPENDANT,
            path={"HouseholdGUID": household_guid, "DependantGUID": dependant_guid},
            idempotency_key=idempotency_key,
        )

    async def create_life_event(
        self,
        household_guid: int | str,
        body: LifeEventBody | Mapping[str, object],
        *,
        exclude_formatted_values: Literal["0", "1", "false", "true"] | None = None,
        idempotency_key: str | None = None,
    ) -> OneLifeEvent:
        """Add a life event.

        Add an event of the household's future, such as retirement: on a date, at an age, or some time before or after another. Contributions can start and end with it.

        Events that can follow: `household.updated`."""
        return await self._driver.call(
            _CREATE_LIFE_EVENT,
            path={"HouseholdGUID": household_guid},
            query={"ExcludeFormattedValues": exclude_formatted_values},
            body=body,
            idempotency_key=idempotency_key,
        )

    async def list_life_events(
        self, household_guid: int | str, *, exclude_formatted_values: Literal["0", "1", "false", "true"] | None = None
    ) -> SomeLifeEvents:
        """List life events.

        The household's life events."""
        return await self._driver.call(
            _LIST_LIFE_EVENTS,
            path={"HouseholdGUID": household_guid},
            query={"ExcludeFormattedValues": exclude_formatted_values},
        )

    async def get_life_event(
        self,
        household_guid: int | str,
        event_guid: int | str,
        *,
        exclude_formatted_values: Literal["0", "1", "false", "true"] | None = None,
    ) -> OneLifeEvent:
        """Read a life event.

        One life event."""
        return await self._driver.call(
            _GET_LIFE_EVENT,
            path={"HouseholdGUID": household_guid, "EventGUID": event_guid},
            query={"ExcludeFormattedValues": exclude_formatted_values},
        )

    async def replace_life_event(
        self,
        household_guid: int | str,
        event_guid: int | str,
        body: LifeEventBody | Mapping[str, object],
        *,
        exclude_formatted_values: Literal["0", "1", "false", "true"] | None = None,
        idempotency_key: str | None = None,
    ) -> OneLifeEvent:
        """Replace a life event.

        Set a life event anew. Contributions that depend on it follow.

        Events that can follow: `household.updated`, `contribution.updated`."""
        return await self._driver.call(
            _REPLACE_LIFE_EVENT,
            path={"HouseholdGUID": household_guid, "EventGUID": event_guid},
            query={"ExcludeFormattedValues": exclude_formatted_values},
            body=body,
            idempotency_key=idempotency_key,
        )

    async def delete_life_event(
        self, household_guid: int | str, event_guid: int | str, *, idempotency_key: str | None = None
    ) -> Deleted:
        """Remove a life event.

        Remove a life event that nothing depends on.

        Events that can follow: `household.updated`."""
        return await self._driver.call(
            _DELETE_LIFE_EVENT,
            path={"HouseholdGUID": household_guid, "EventGUID": event_guid},
            idempotency_key=idempotency_key,
        )

    async def create_saving(
        self,
        household_guid: int | str,
        body: SavingBody | Mapping[str, object],
        *,
        exclude_formatted_values: Literal["0", "1", "false", "true"] | None = None,
        idempotency_key: str | None = None,
    ) -> OneSaving:
        """Add a saving.

        Open an account of the household with its balance. A balance that is not 0 takes the scope `savings/ledger.write`.

        Events that can follow: `account.opened`."""
        return await self._driver.call(
            _CREATE_SAVING,
            path={"HouseholdGUID": household_guid},
            query={"ExcludeFormattedValues": exclude_formatted_values},
            body=body,
            idempotency_key=idempotency_key,
        )

    async def list_savings(
        self,
        household_guid: int | str,
        *,
        exclude_formatted_values: Literal["0", "1", "false", "true"] | None = None,
        limit: int | None = None,
        after: str | None = None,
    ) -> SomeSavings:
        """List savings.

        The household's savings with their balances."""
        return await self._driver.call(
            _LIST_SAVINGS,
            path={"HouseholdGUID": household_guid},
            query={"ExcludeFormattedValues": exclude_formatted_values, "limit": limit, "after": after},
        )

    def iter_savings(
        self,
        household_guid: int | str,
        *,
        exclude_formatted_values: Literal["0", "1", "false", "true"] | None = None,
        limit: int | None = None,
    ) -> AsyncIterator[Saving]:
        """List savings. Yields each, over all pages."""
        return self._driver.each(
            _LIST_SAVINGS,
            lambda page: page.data,
            path={"HouseholdGUID": household_guid},
            query={
                "ExcludeFormattedValues": exclude_formatted_values,
                "limit": limit,
            },
        )

    async def get_saving(
        self,
        household_guid: int | str,
        savings_guid: int | str,
        *,
        exclude_formatted_values: Literal["0", "1", "false", "true"] | None = None,
    ) -> OneSaving:
        """Read a saving.

        One saving with its balance."""
        return await self._driver.call(
            _GET_SAVING,
            path={"HouseholdGUID": household_guid, "SavingsGUID": savings_guid},
            query={"ExcludeFormattedValues": exclude_formatted_values},
        )

    async def replace_saving(
        self,
        household_guid: int | str,
        savings_guid: int | str,
        body: SavingBody | Mapping[str, object],
        *,
        exclude_formatted_values: Literal["0", "1", "false", "true"] | None = None,
        idempotency_key: str | None = None,
    ) -> OneSaving:
        """Replace a saving.

        Set a saving anew. Another `Value` moves the balance, the residual and the goals that follow the balance, and takes the scope `savings/ledger.write`.

        Events that can follow: `account.updated`, `account.balance.changed`, `account.residual.changed`, `goal.updated`, `goal.period.restated`, `goal.achieved`, `goal.milestone.reached`."""
        return await self._driver.call(
            _REPLACE_SAVING,
            path={"HouseholdGUID": household_guid, "SavingsGUID": savings_guid},
            query={"ExcludeFormattedValues": exclude_formatted_values},
            body=body,
            idempotency_key=idempotency_key,
        )

    async def delete_saving(
        self, household_guid: int | str, savings_guid: int | str, *, idempotency_key: str | None = None
    ) -> Deleted:
        """Remove a saving.

        Close an account that no goal is open on; its contributions go with it. A balance takes the scope `savings/ledger.write`.

        Events that can follow: `account.closed`, `contribution.deleted`."""
        return await self._driver.call(
            _DELETE_SAVING,
            path={"HouseholdGUID": household_guid, "SavingsGUID": savings_guid},
            idempotency_key=idempotency_key,
        )

    async def create_contribution(
        self,
        household_guid: int | str,
        savings_guid: int | str,
        body: ContributionBody | Mapping[str, object],
        *,
        exclude_formatted_values: Literal["0", "1", "false", "true"] | None = None,
        idempotency_key: str | None = None,
    ) -> OneContribution:
        """Add a contribution.

        Plan a payment into a saving, once or again and again. It moves no money: each time it is due, `contribution.due` says so.

        Events that can follow: `contribution.created`."""
        return await self._driver.call(
            _CREATE_CONTRIBUTION,
            path={"HouseholdGUID": household_guid, "SavingsGUID": savings_guid},
            query={"ExcludeFormattedValues": exclude_formatted_values},
            body=body,
            idempotency_key=idempotency_key,
        )

    async def list_contributions(
        self,
        household_guid: int | str,
        savings_guid: int | str,
        *,
        exclude_formatted_values: Literal["0", "1", "false", "true"] | None = None,
    ) -> SomeContributions:
        """List contributions.

        The contributions to a saving."""
        return await self._driver.call(
            _LIST_CONTRIBUTIONS,
            path={"HouseholdGUID": household_guid, "SavingsGUID": savings_guid},
            query={"ExcludeFormattedValues": exclude_formatted_values},
        )

    async def get_contribution(
        self,
        household_guid: int | str,
        savings_guid: int | str,
        transaction_guid: int | str,
        *,
        exclude_formatted_values: Literal["0", "1", "false", "true"] | None = None,
    ) -> OneContribution:
        """Read a contribution.

        One contribution."""
        return await self._driver.call(
            _GET_CONTRIBUTION,
            path={"HouseholdGUID": household_guid, "SavingsGUID": savings_guid, "TransactionGUID": transaction_guid},
            query={"ExcludeFormattedValues": exclude_formatted_values},
        )

    async def replace_contribution(
        self,
        household_guid: int | str,
        savings_guid: int | str,
        transaction_guid: int | str,
        body: ContributionBody | Mapping[str, object],
        *,
        exclude_formatted_values: Literal["0", "1", "false", "true"] | None = None,
        idempotency_key: str | None = None,
    ) -> OneContribution:
        """Replace a contribution.

        Plan a contribution anew, from now on.

        Events that can follow: `contribution.updated`."""
        return await self._driver.call(
            _REPLACE_CONTRIBUTION,
            path={"HouseholdGUID": household_guid, "SavingsGUID": savings_guid, "TransactionGUID": transaction_guid},
            query={"ExcludeFormattedValues": exclude_formatted_values},
            body=body,
            idempotency_key=idempotency_key,
        )

    async def delete_contribution(
        self,
        household_guid: int | str,
        savings_guid: int | str,
        transaction_guid: int | str,
        *,
        idempotency_key: str | None = None,
    ) -> Deleted:
        """Remove a contribution.

        Remove a contribution; what was due stays so.

        Events that can follow: `contribution.deleted`."""
        return await self._driver.call(
            _DELETE_CONTRIBUTION,
            path={"HouseholdGUID": household_guid, "SavingsGUID": savings_guid, "TransactionGUID": transaction_guid},
            idempotency_key=idempotency_key,
        )

    async def project_saving(
        self, household_guid: int | str, savings_guid: int | str, *, until: date | None = None
    ) -> OneProjection:
        """Project a saving through its contributions.

        What the household's contributions make of a saving by a date, payment by payment."""
        return await self._driver.call(
            _PROJECT_SAVING, path={"HouseholdGUID": household_guid, "SavingsGUID": savings_guid}, query={"until": until}
        )

    async def savings_options(self, household_guid: int | str) -> Options:
        """List the codes of savings.

        The codes that members of a saving can have, with their labels."""
        return await self._driver.call(_SAVINGS_OPTIONS, path={"HouseholdGUID": household_guid})

    async def pensions_options(self, household_guid: int | str) -> Options:
        """List the codes that savings share.

        The codes that savings share with pensions, with their labels."""
        return await self._driver.call(_PENSIONS_OPTIONS, path={"HouseholdGUID": household_guid})

    async def life_events_options(self, household_guid: int | str) -> Options:
        """List the codes of life events.

        The codes that members of a life event can have, with their labels."""
        return await self._driver.call(_LIFE_EVENTS_OPTIONS, path={"HouseholdGUID": household_guid})

    async def contributions_options(self, household_guid: int | str) -> Options:
        """List the codes of contributions.

        The codes that members of a contribution can have, with their labels."""
        return await self._driver.call(_CONTRIBUTIONS_OPTIONS, path={"HouseholdGUID": household_guid})


class AsyncNotifications:
    """Notifications."""

    def __init__(self, driver: AsyncDriver) -> None:
        self._driver = driver

    async def list_notifications(
        self, *, items: int | None = None, after: str | None = None, unread: bool | None = None
    ) -> Inbox:
        """List a customer's notifications.

        The customer's inbox, the newest first."""
        return await self._driver.call(_LIST_NOTIFICATIONS, query={"items": items, "after": after, "unread": unread})

    def iter_notifications(
        self, *, items: int | None = None, unread: bool | None = None
    ) -> AsyncIterator[Notification]:
        """List a customer's notifications. Yields each, over all pages."""
        return self._driver.each(
            _LIST_NOTIFICATIONS, lambda page: page.notifications, query={"items": items, "unread": unread}
        )

    async def mark_notification(
        self,
        notification_id: int | str,
        body: MarkNotification | Mapping[str, object],
        *,
        idempotency_key: str | None = None,
    ) -> Notification:
        """Mark a notification as read or unread.

        Mark a notification as read, or as unread again."""
        return await self._driver.call(
            _MARK_NOTIFICATION, path={"notification_id": notification_id}, body=body, idempotency_key=idempotency_key
        )

    async def get_preferences(self) -> Preferences:
        """Read a customer's choices.

        Which events are reported to the customer, where and in which language."""
        return await self._driver.call(_GET_PREFERENCES)

    async def set_preferences(
        self, body: SetPreferences | Mapping[str, object], *, idempotency_key: str | None = None
    ) -> Preferences:
        """Choose notifications.

        Choose anew which events are reported, where and in which language."""
        return await self._driver.call(_SET_PREFERENCES, body=body, idempotency_key=idempotency_key)


class AsyncLedger:
    """Ledger."""

    def __init__(self, driver: AsyncDriver) -> None:
        self._driver = driver

    async def report_transaction(
        self, body: ReportTransaction | Mapping[str, object], *, idempotency_key: str | None = None
    ) -> OneTransaction:
        """Report a settled transaction.

        Report money that has moved at the bank: a deposit, a withdrawal or a transfer. It moves the account's balance, goals that count transactions, and, where it names a dream, that savings goal; the rest falls on the residual. A settled transaction is a fact: it is never refused for want of balance. The same `externalId` with the same content counts once.

        Events that can follow: `transaction.settled`, `account.balance.changed`, `account.residual.changed`, `goal.updated`, `goal.period.restated`, `goal.achieved`, `goal.milestone.reached`, `action.created`."""
        return await self._driver.call(_REPORT_TRANSACTION, body=body, idempotency_key=idempotency_key)

    async def list_transactions(
        self,
        *,
        user_id: str | None = None,
        items: int | None = None,
        after: str | None = None,
        external_id: str | None = None,
        state: Literal["requested", "settled", "failed"] | None = None,
        order: Literal["oldest", "newest"] | None = None,
    ) -> SomeTransactions:
        """List a user's transactions.

        The transactions of a user, a page at a time; by `externalId` the one that has it."""
        return await self._driver.call(
            _LIST_TRANSACTIONS,
            query={
                "userId": user_id,
                "items": items,
                "after": after,
                "externalId": external_id,
                "state": state,
                "order": order,
            },
        )

    def iter_transactions(
        self,
        *,
        user_id: str | None = None,
        items: int | None = None,
        external_id: str | None = None,
        state: Literal["requested", "settled", "failed"] | None = None,
        order: Literal["oldest", "newest"] | None = None,
    ) -> AsyncIterator[Transaction]:
        """List a user's transactions. Yields each, over all pages."""
        return self._driver.each(
            _LIST_TRANSACTIONS,
            lambda page: page.transactions,
            query={"userId": user_id, "items": items, "externalId": external_id, "state": state, "order": order},
        )

    async def get_transaction(self, transaction_id: int | str, *, user_id: str | None = None) -> OneTransaction:
        """Read one transaction.

        One transaction with the accounts and savings goals that it names."""
        return await self._driver.call(
            _GET_TRANSACTION, path={"transaction_id": transaction_id}, query={"userId": user_id}
        )

    async def reverse_transaction(
        self,
        transaction_id: int | str,
        body: ReverseTransaction | Mapping[str, object],
        *,
        idempotency_key: str | None = None,
    ) -> OneTransaction:
        """Undo a transaction.

        Undo a transaction that was reported by mistake, by one that moves everything back. A transaction is undone once.

        Events that can follow: `transaction.settled`, `account.balance.changed`, `account.residual.changed`, `goal.updated`, `goal.period.restated`, `goal.achieved`, `goal.milestone.reached`, `action.created`."""
        return await self._driver.call(
            _REVERSE_TRANSACTION, path={"transaction_id": transaction_id}, body=body, idempotency_key=idempotency_key
        )

    async def make_performance(
        self, body: MakePerformance | Mapping[str, object], *, idempotency_key: str | None = None
    ) -> OneAccount:
        """Make a saving a Performance account.

        Make a saving a Performance account: it carries one savings goal, and its value is set, not moved.

        Events that can follow: `account.updated`, `account.balance.changed`, `account.residual.changed`, `goal.updated`, `goal.period.restated`, `goal.achieved`, `goal.milestone.reached`."""
        return await self._driver.call(_MAKE_PERFORMANCE, body=body, idempotency_key=idempotency_key)

    async def list_accounts(
        self,
        *,
        user_id: str | None = None,
        items: int | None = None,
        after: str | None = None,
        external_id: str | None = None,
    ) -> SomeAccounts:
        """List a user's accounts.

        The accounts of a user with balance and residual."""
        return await self._driver.call(
            _LIST_ACCOUNTS, query={"userId": user_id, "items": items, "after": after, "externalId": external_id}
        )

    def iter_accounts(
        self, *, user_id: str | None = None, items: int | None = None, external_id: str | None = None
    ) -> AsyncIterator[Account]:
        """List a user's accounts. Yields each, over all pages."""
        return self._driver.each(
            _LIST_ACCOUNTS,
            lambda page: page.accounts,
            query={"userId": user_id, "items": items, "externalId": external_id},
        )

    async def get_account(self, account_id: int | str, *, user_id: str | None = None) -> OneAccount:
        """Read one account.

        One account with its balance and what of it no goal has earmarked."""
        return await self._driver.call(_GET_ACCOUNT, path={"account_id": account_id}, query={"userId": user_id})

    async def change_account(
        self,
        account_id: int | str,
        body: ChangeAccount | Mapping[str, object],
        *,
        user_id: str | None = None,
        idempotency_key: str | None = None,
    ) -> OneAccount:
        """Name or value an account.

        Give an account an `externalId`, or a Performance account a new value: its savings goal moves by the difference.

        Events that can follow: `account.updated`, `account.balance.changed`, `account.residual.changed`, `goal.updated`, `goal.period.restated`, `goal.achieved`, `goal.milestone.reached`."""
        return await self._driver.call(
            _CHANGE_ACCOUNT,
            path={"account_id": account_id},
            query={"userId": user_id},
            body=body,
            idempotency_key=idempotency_key,
        )


class AsyncWebhooks:
    """Webhooks."""

    def __init__(self, driver: AsyncDriver) -> None:
        self._driver = driver

    async def create_webhook(
        self, body: CreateWebhook | Mapping[str, object], *, idempotency_key: str | None = None
    ) -> Webhook:
        """Register a webhook.

        Have the tenant's events delivered to an address over HTTPS, all of them or those of some names. Each is signed: the key is at `GET /webhooks/{webhook_id}/keys`. It takes a client app's token, as all operations of webhooks do; whom that names is of no matter."""
        return await self._driver.call(_CREATE_WEBHOOK, body=body, idempotency_key=idempotency_key)

    async def list_webhooks(self, *, limit: int | None = None, after: str | None = None) -> list[Webhook]:
        """List a tenant's webhooks.

        The tenant's webhooks, the oldest first. There are ten at most."""
        return await self._driver.call(_LIST_WEBHOOKS, query={"limit": limit, "after": after})

    def iter_webhooks(self, *, limit: int | None = None) -> AsyncIterator[Webhook]:
        """List a tenant's webhooks. Yields each, over all pages."""
        return self._driver.each(
            _LIST_WEBHOOKS,
            lambda page: page,
            query={
                "limit": limit,
            },
        )

    async def get_webhook(self, webhook_id: int | str) -> Webhook:
        """Read one webhook.

        One webhook, with what it hears and how it fares."""
        return await self._driver.call(_GET_WEBHOOK, path={"webhook_id": webhook_id})

    async def delete_webhook(self, webhook_id: int | str, *, idempotency_key: str | None = None) -> None:
        """Remove a webhook.

        Remove a webhook and its keys. What waits for it is not delivered."""
        return await self._driver.call(
            _DELETE_WEBHOOK, path={"webhook_id": webhook_id}, idempotency_key=idempotency_key
        )

    async def get_webhook_keys(self, webhook_id: int | str) -> WebhookKeys:
        """Read the keys that sign.

        The key that signs, and for a day after a rotation the one before. It takes the scope to write: whoever has a key can sign."""
        return await self._driver.call(_GET_WEBHOOK_KEYS, path={"webhook_id": webhook_id})

    async def rotate_webhook(self, webhook_id: int | str, *, idempotency_key: str | None = None) -> Webhook:
        """Give a webhook a new key.

        Give a webhook a new key. For a day each delivery is signed with both, so that the receiver can take the new one at any time in between; another rotation has to wait until then."""
        return await self._driver.call(
            _ROTATE_WEBHOOK, path={"webhook_id": webhook_id}, idempotency_key=idempotency_key
        )

    async def test_webhook(self, webhook_id: int | str, *, idempotency_key: str | None = None) -> None:
        """Deliver a test event.

        Deliver the event `webhook.test` to this webhook alone, whatever it hears: it names the webhook and says nothing of anybody. The list of deliveries has what became of it."""
        return await self._driver.call(_TEST_WEBHOOK, path={"webhook_id": webhook_id}, idempotency_key=idempotency_key)

    async def enable_webhook(self, webhook_id: int | str, *, idempotency_key: str | None = None) -> None:
        """Deliver to a webhook again.

        Deliver again to a webhook that was disabled. What came meanwhile is not delivered by itself."""
        return await self._driver.call(
            _ENABLE_WEBHOOK, path={"webhook_id": webhook_id}, idempotency_key=idempotency_key
        )

    async def list_deliveries(
        self,
        webhook_id: int | str,
        *,
        limit: int | None = None,
        after: str | None = None,
        outcome: Literal["waiting", "delivered", "dead"] | None = None,
    ) -> list[Delivery]:
        """List the deliveries of the last days.

        What became of the deliveries of the last seven days, the newest event first: 100 in one answer where no limit is given."""
        return await self._driver.call(
            _LIST_DELIVERIES,
            path={"webhook_id": webhook_id},
            query={"limit": limit, "after": after, "outcome": outcome},
        )

    def iter_deliveries(
        self,
        webhook_id: int | str,
        *,
        limit: int | None = None,
        outcome: Literal["waiting", "delivered", "dead"] | None = None,
    ) -> AsyncIterator[Delivery]:
        """List the deliveries of the last days. Yields each, over all pages."""
        return self._driver.each(
            _LIST_DELIVERIES,
            lambda page: page,
            path={"webhook_id": webhook_id},
            query={"limit": limit, "outcome": outcome},
        )


class AsyncFamilies(AsyncDriver):
    """Every operation, by family."""

    @property
    def goals(self) -> AsyncGoals:
        """Goals."""
        return AsyncGoals(self)

    @property
    def savings_goals(self) -> AsyncSavingsGoals:
        """Savings goals."""
        return AsyncSavingsGoals(self)

    @property
    def households(self) -> AsyncHouseholds:
        """Households."""
        return AsyncHouseholds(self)

    @property
    def notifications(self) -> AsyncNotifications:
        """Notifications."""
        return AsyncNotifications(self)

    @property
    def ledger(self) -> AsyncLedger:
        """Ledger."""
        return AsyncLedger(self)

    @property
    def webhooks(self) -> AsyncWebhooks:
        """Webhooks."""
        return AsyncWebhooks(self)
