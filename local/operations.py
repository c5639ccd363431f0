"""What each operation of the contract reads and answers, for the OpenAPI page: the models are the functions' own."""

from dataclasses import dataclass
from typing import Any, Final

from actions import ledger_schemas as ledger
from actions import schemas as actions
from goals import notification_schemas as notifications
from goals import schemas as goals
from households import answers as household_answers
from households import saving_schemas as savings
from households import schemas as households
from savings.api.contract import WORDS

JSON = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Query:
    """A query parameter."""

    name: str
    description: str
    schema: JSON


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation: the type of its body and of its answer (None for no body), the status of success and its query.

    `refusals` are the statuses of the function's own refusals beside 401, 403 and 500, which every operation has.
    """

    answer: Any = None
    body: Any = None
    status: int = 200
    query: tuple[Query, ...] = ()
    refusals: tuple[int, ...] = (400, 404)
    example: JSON | None = None


def _word(parameter: str) -> JSON:
    return {"type": "string", "enum": list(WORDS[parameter])}


_ACCOUNT: Final = Query("account_id", "Only goals on this account, in either spelling of its id.", {"type": "string"})
_FILTERS: Final = (
    Query("status", "Only goals in this status.", _word("status")),
    Query("tracking_status", "Only goals so far along.", _word("tracking_status")),
    _ACCOUNT,
)
_PAGE: Final = (
    Query("page_size", "Items on a page.", {"type": "integer", "minimum": 1, "maximum": 200, "default": 100}),
    Query("page_token", "The `page_token` of the page before.", {"type": "string"}),
)
_INBOX: Final = (
    Query("items", "Notifications on a page.", {"type": "integer", "minimum": 1, "maximum": 100, "default": 20}),
    Query("after", "The `next` of the page before.", {"type": "string"}),
    Query("unread", "Only what was not read yet.", {"type": "boolean", "default": False}),
)
_GOAL: Final[JSON] = {
    "name": "Winter holiday",
    "account_id": "00000000-0000-8000-8000-000000000000",
    "tracking_type": "credit",
    "frequency": "monthly",
    "target": "date",
    "target_amount": "1200.00",
    "end_date": "2027-12-31",
}
_SAVINGS_GOAL: Final[JSON] = {
    "name": "Car Savings",
    "account_id": "00000000-0000-8000-8000-000000000000",
    "target_amount": {"value": "3000", "currency": "USD"},
    "recurrent_amount": {"value": "750", "currency": "USD"},
}
_ACTION: Final[JSON] = {"amount": {"value": "15", "currency": "USD"}, "credit_debit_indicator": "credit"}
_HOUSEHOLD: Final[JSON] = {
    "HouseholdLabel": "The Edwards family",
    "TimeZone": "Europe/London",
    "Currency": "GBP",
    "Clients": [{"FirstName": "Tina", "LastName": "Edwards", "DateOfBirth": "1990-05-04"}],
}
_SAVING: Final[JSON] = {
    "ClientGUID": "00000000-0000-4000-8000-000000000000",
    "SavingsDescription": "Rainy days",
    "SavingsType": 2,
    "Value": 2500.5,
    "ValueDate": "2024-01-01",
}

_HOUSEHOLD_SETTINGS: Final[JSON] = {"HouseholdLabel": "The Edwards", "TimeZone": "Europe/London", "Currency": "GBP"}
_CLIENT: Final[JSON] = {"FirstName": "Tom", "LastName": "Edwards", "DateOfBirth": "1988-02-11"}
_DEPENDANT: Final[JSON] = {"FirstName": "Diane", "LastName": "Edwards", "DateOfBirth": "2016-09-30"}
_LIFE_EVENT: Final[JSON] = {"EventLabel": "Paying off the house", "EventBasis": 1, "EventDate": "2040-06-01"}
_CONTRIBUTION: Final[JSON] = {
    "TransactionType": 2,
    "TransactionAmount": 250.5,
    "Frequency": 12,
    "StartBasis": 1,
    "EndBasis": 3,
    "EndDate": "2040-06-01",
}
_CHANGES: Final = (400, 403, 404, 413, 422)
_DELETIONS: Final = (400, 403, 404, 422)
_READS: Final = (400, 404, 422)
_FORMATTED: Final = (Query("ExcludeFormattedValues", "1 leaves FormattedValues out.", _word("ExcludeFormattedValues")),)


def _collection(
    one: str, some: str, name: str, body: Any, example: JSON, *, formatted: bool = False
) -> dict[str, Operation]:
    """The five operations of something that a household has several of."""
    query = _FORMATTED if formatted else ()
    single, several = getattr(household_answers, f"One{name}"), getattr(household_answers, f"Some{name}s")
    return {
        f"create_{one}": Operation(single, body, 201, query, _CHANGES, example),
        f"list_{some}": Operation(several, query=query, refusals=_READS),
        f"get_{one}": Operation(single, query=query, refusals=_READS),
        f"replace_{one}": Operation(single, body, 200, query, _CHANGES, example),
        f"delete_{one}": Operation(household_answers.DeletedAnswer, refusals=_DELETIONS),
    }


_TRANSACTION: Final[JSON] = {
    "type": "Deposit",
    "externalId": "bank-4711",
    "userId": "00000000-0000-4000-8000-000000000000",
    "amountCents": 2500,
    "settledAt": "2027-01-31T10:00:00Z",
    "toAccountId": "00000000-0000-8000-8000-000000000000",
}
_USER: Final = Query(
    "userId", "The user, where neither token nor header names one.", {"type": "string", "format": "uuid"}
)
_TRANSACTIONS: Final = (
    _USER,
    Query("items", "Items on a page.", {"type": "integer", "minimum": 1, "maximum": 100, "default": 20}),
    Query("after", "The `after` of the last page's next_url.", {"type": "string"}),
    Query("externalId", "Only the one with this external id.", {"type": "string"}),
    Query("state", "Only settled ones are kept.", _word("state")),
)


OPERATIONS: Final[dict[str, Operation]] = {
    "create_goal": Operation(
        goals.GoalAnswer, goals.CreateGoal, 201, refusals=(400, 404, 409, 413, 422), example=_GOAL
    ),
    "list_goals": Operation(list[goals.GoalAnswer], query=_FILTERS, refusals=(400,)),
    "preview_goal": Operation(
        goals.PreviewAnswer, goals.CreateGoal | goals.CreateSavingsGoal, refusals=(400, 404, 413), example=_GOAL
    ),
    "get_goal": Operation(goals.GoalAnswer),
    "update_goal": Operation(goals.GoalAnswer, goals.UpdateGoal, refusals=(400, 404, 413, 422)),
    "cancel_goal": Operation(status=204, refusals=(400, 404, 409, 422)),
    "list_periods": Operation(list[goals.PeriodAnswer]),
    "get_period": Operation(goals.PeriodAnswer),
    "preview_change": Operation(goals.PreviewAnswer, goals.PreviewChange, refusals=(400, 404, 413)),
    "check_goal": Operation(goals.IntegrityAnswer),
    "goals_v1_savings_post": Operation(
        goals.SavingsGoalAnswer,
        goals.CreateSavingsGoal,
        201,
        refusals=(400, 404, 409, 413, 422),
        example=_SAVINGS_GOAL,
    ),
    "goals_v1_savings_get": Operation(goals.SavingsGoalsAnswer, query=(_ACCOUNT,), refusals=(400,)),
    "goals_v1_savings_delete_all": Operation(status=204, refusals=(400, 404, 422)),
    "goals_v1_savings_goal_get": Operation(goals.SavingsGoalAnswer),
    "goals_v1_savings_patch": Operation(
        goals.SavingsGoalAnswer, goals.UpdateSavingsGoal, refusals=(400, 404, 413, 422), example={"name": "New car"}
    ),
    "goals_v1_savings_delete": Operation(status=204, refusals=(400, 404, 422)),
    "goals_v1_savings_actions_post": Operation(
        actions.ActionAnswer, actions.CreateAction, 201, refusals=(400, 404, 413, 422), example=_ACTION
    ),
    "goals_v1_savings_actions_get": Operation(actions.ActionsAnswer, query=_PAGE),
    "goals_v1_savings_action_get": Operation(actions.ActionAnswer),
    "goals_v1_savings_actions_patch": Operation(
        actions.ActionAnswer, actions.UpdateAction, refusals=(400, 404, 413, 422), example=_ACTION
    ),
    "goals_v1_savings_actions_delete": Operation(status=204, refusals=(400, 404, 422)),
    "create_household": Operation(
        household_answers.HouseholdAnswer,
        households.CreateHousehold,
        201,
        refusals=(400, 413, 422),
        example=_HOUSEHOLD,
    ),
    "list_households": Operation(household_answers.HouseholdsAnswer, refusals=(400, 422)),
    "get_household": Operation(household_answers.HouseholdAnswer, refusals=_READS),
    "replace_household": Operation(
        household_answers.HouseholdAnswer, households.PutHousehold, refusals=_CHANGES, example=_HOUSEHOLD_SETTINGS
    ),
    **_collection("client", "clients", "Client", households.ClientBody, _CLIENT),
    **_collection("dependant", "dependants", "Dependant", households.DependantBody, _DEPENDANT),
    **_collection("life_event", "life_events", "LifeEvent", households.LifeEventBody, _LIFE_EVENT, formatted=True),
    **_collection(
        "contribution", "contributions", "Contribution", savings.ContributionBody, _CONTRIBUTION, formatted=True
    ),
    "create_saving": Operation(
        household_answers.SavingAnswer, savings.SavingBody, 201, query=_FORMATTED, refusals=_CHANGES, example=_SAVING
    ),
    "list_savings": Operation(household_answers.SavingsAnswer, query=_FORMATTED, refusals=_READS),
    "get_saving": Operation(household_answers.SavingAnswer, query=_FORMATTED, refusals=_READS),
    "replace_saving": Operation(
        household_answers.SavingAnswer, savings.SavingBody, query=_FORMATTED, refusals=_CHANGES, example=_SAVING
    ),
    "delete_saving": Operation(household_answers.DeletedAnswer, refusals=_DELETIONS),
    "project_saving": Operation(
        household_answers.ProjectionAnswer,
        query=(Query("until", "The last date of the projection.", {"type": "string", "format": "date"}),),
        refusals=_READS,
    ),
    "savings_options": Operation(household_answers.OptionsAnswer, refusals=_READS),
    "pensions_options": Operation(household_answers.OptionsAnswer, refusals=_READS),
    "life_events_options": Operation(household_answers.OptionsAnswer, refusals=_READS),
    "contributions_options": Operation(household_answers.OptionsAnswer, refusals=_READS),
    "report_transaction": Operation(
        ledger.TransactionAnswer,
        ledger.ReportTransaction,
        201,
        refusals=(400, 404, 409, 413, 422),
        example={"transaction": _TRANSACTION},
    ),
    "list_transactions": Operation(ledger.TransactionsAnswer, query=_TRANSACTIONS, refusals=(400,)),
    "get_transaction": Operation(ledger.TransactionAnswer, query=(_USER,)),
    "reverse_transaction": Operation(
        ledger.TransactionAnswer,
        ledger.ReverseTransaction,
        201,
        refusals=(400, 404, 409, 413, 422),
        example={"transaction": {"externalId": "bank-4712"}},
    ),
    "make_performance": Operation(
        ledger.AccountAnswer,
        ledger.MakePerformance,
        201,
        refusals=(400, 404, 409, 413, 422),
        example={"account": {"type": "Performance", "savingsId": "00000000-0000-8000-8000-000000000000"}},
    ),
    "list_notifications": Operation(notifications.NotificationsAnswer, query=_INBOX, refusals=(400,)),
    "mark_notification": Operation(
        notifications.NotificationAnswer,
        notifications.MarkNotification,
        refusals=(400, 404, 413, 422),
        example={"read": True},
    ),
    "get_preferences": Operation(notifications.PreferencesAnswer, refusals=(400, 404)),
    "set_preferences": Operation(
        notifications.PreferencesAnswer,
        notifications.SetPreferences,
        refusals=(400, 404, 413, 422),
        example={"channels": {"goal.milestone.reached": "email"}, "language": "en", "reminder_days": 3},
    ),
    "list_accounts": Operation(ledger.AccountsAnswer, query=_TRANSACTIONS[:4], refusals=(400,)),
    "get_account": Operation(ledger.AccountAnswer, query=(_USER,)),
    "change_account": Operation(
        ledger.AccountAnswer,
        ledger.ChangeAccount,
        query=(_USER,),
        refusals=(400, 404, 413, 422),
        example={"account": {"externalId": "bank-account-1"}},
    ),
}
