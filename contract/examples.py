"""An example of each body, by operation."""

from collections.abc import Mapping
from typing import Any, Final

Json = dict[str, Any]

_ACCOUNT: Final = "00000000-0000-8000-8000-000000000000"
_PERSON: Final = "00000000-0000-4000-8000-000000000000"

_GOAL: Final[Json] = {
    "name": "Winter holiday",
    "account_id": _ACCOUNT,
    "tracking_type": "credit",
    "frequency": "monthly",
    "target": "date",
    "target_amount": "1200.00",
    "end_date": "2027-12-31",
}
_ACTION: Final[Json] = {"amount": {"value": "15", "currency": "USD"}, "credit_debit_indicator": "credit"}
_SETTINGS: Final[Json] = {"HouseholdLabel": "The Edwards family", "TimeZone": "Europe/London", "Currency": "GBP"}
_CLIENT: Final[Json] = {"FirstName": "Tina", "LastName": "Edwards", "DateOfBirth": "1990-05-04"}
_DEPENDANT: Final[Json] = {"FirstName": "Diane", "LastName": "Edwards", "DateOfBirth": "2016-09-30"}
_LIFE_EVENT: Final[Json] = {"EventLabel": "Paying off the house", "EventBasis": 1, "EventDate": "2040-06-01"}
_SAVING: Final[Json] = {
    "ClientGUID": _PERSON,
    "SavingsDescription": "Rainy days",
    "SavingsType": 2,
    "Value": 2500.5,
    "ValueDate": "2024-01-01",
}
_CONTRIBUTION: Final[Json] = {
    "TransactionType": 2,
    "TransactionAmount": 250.5,
    "Frequency": 12,
    "StartBasis": 1,
    "EndBasis": 3,
    "EndDate": "2040-06-01",
}
_TRANSACTION: Final[Json] = {
    "type": "Deposit",
    "externalId": "bank-4711",
    "userId": _PERSON,
    "amountCents": 2500,
    "settledAt": "2027-01-31T10:00:00Z",
    "toAccountId": _ACCOUNT,
}

BODIES: Final[Mapping[str, Json]] = {
    "create_goal": _GOAL,
    "preview_goal": _GOAL,
    "update_goal": {"name": "Summer holiday"},
    "preview_change": {"one_off": "50.00"},
    "goals_v1_savings_post": {
        "name": "Car Savings",
        "account_id": _ACCOUNT,
        "target_amount": {"value": "3000", "currency": "USD"},
        "recurrent_amount": {"value": "750", "currency": "USD"},
    },
    "goals_v1_savings_patch": {"name": "New car"},
    "goals_v1_savings_actions_post": _ACTION,
    "goals_v1_savings_actions_patch": _ACTION,
    "create_household": {**_SETTINGS, "Clients": [_CLIENT]},
    "replace_household": _SETTINGS,
    "create_client": _CLIENT,
    "replace_client": _CLIENT,
    "create_dependant": _DEPENDANT,
    "replace_dependant": _DEPENDANT,
    "create_life_event": _LIFE_EVENT,
    "replace_life_event": _LIFE_EVENT,
    "create_saving": _SAVING,
    "replace_saving": _SAVING,
    "create_contribution": _CONTRIBUTION,
    "replace_contribution": _CONTRIBUTION,
    "mark_notification": {"read": True},
    "set_preferences": {"channels": {"goal.milestone.reached": "email"}, "language": "en", "reminder_days": 3},
    "create_webhook": {"url": "https://bank.example/savings-events", "types": ["goal.achieved", "goal.period.closed"]},
    "report_transaction": {"transaction": _TRANSACTION},
    "reverse_transaction": {"transaction": {"externalId": "bank-4712"}},
    "make_performance": {"account": {"type": "Performance", "savingsId": _ACCOUNT}},
    "change_account": {"account": {"externalId": "bank-account-1"}},
}
