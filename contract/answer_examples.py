"""An example of each answer, by its model: those that the four published APIs show, with this platform's ids."""

from collections.abc import Mapping
from typing import Final

from contract.examples import Json
from savings.api.contract import Route

_HOUSEHOLD: Final = "6f0c3a52-5a0c-4f2e-9a57-0f4f4b1c2d3e"
_TINA: Final = "2a7a1f1c-18b9-4af1-8424-91c5848e8037"
_DIANE: Final = "00000000-0000-8027-8f1d-5f8a64e0c1b2"
_ACCOUNT: Final = "659edb20-0000-8073-8d76-a4ed4f5b682b"
_GOAL: Final = "659edd78-0000-8042-a976-d1f2005c3aa4"
_AT: Final = "2027-01-05T09:05:00Z"


def _usd(value: str) -> Json:
    return {"currency": "USD", "value": value}


_PERIOD: Final[Json] = {
    "id": 3575455835750401,
    "goal_id": 3575455835750400,
    "index": 0,
    "start_date": "2027-01-05",
    "end_date": "2027-02-04",
    "target_amount": "100.00",
    "current_amount": "25.00",
    "required_amount": "75.00",
    "tracking_status": "equal",
    "closed_amount": None,
}
_TRACKED: Final[Json] = {
    "current_period": _PERIOD,
    "id": 3575455835750400,
    "name": "Winter holiday",
    "description": None,
    "image_url": None,
    "account_id": 3575455794806784,
    "tracking_status": "equal",
    "tracking_type": "credit",
    "status": "active",
    "frequency": "monthly",
    "target": "date",
    "currency": "USD",
    "current_amount": "25.00",
    "period_amount": "100.00",
    "start_amount": "0.00",
    "target_amount": "1200.00",
    "start_date": "2027-01-05",
    "end_date": "2028-01-04",
    "estimated_end_date": None,
    "estimated_target_amount": None,
    "periods_count": 12,
    "metadata": {},
    "measured_by": "transactions",
    "sequence": 2,
    "achieved_at": None,
    "finalises_at": None,
    "estimate_null_reason": "no_history",
}
_PREVIEWED: Final[Json] = {
    **_TRACKED,
    "id": None,
    "current_period": {**_PERIOD, "id": None, "goal_id": None},
}
_CAR: Final[Json] = {
    "id": _GOAL,
    "account_id": _ACCOUNT,
    "name": "Car Savings",
    "target_amount": _usd("3000.00"),
    "recurrent_amount": _usd("750.00"),
    "target_date": "2027-05-31",
    "saved_amount": _usd("0.00"),
    "created_at": _AT,
}
_ACTION: Final[Json] = {
    "id": "659edd78-0002-8099-8b11-0c1d52f0a0e3",
    "amount": _usd("10.00"),
    "credit_debit_indicator": "credit",
    "created_at": _AT,
}
_PERSON: Final[Json] = {
    "ClientGUID": _TINA,
    "FirstName": "Tina",
    "LastName": "Edwards",
    "DateOfBirth": "1990-05-04",
    "Email": None,
}
_DEPENDANT: Final[Json] = {
    "DependantGUID": _DIANE,
    "FirstName": "Diane",
    "LastName": "Edwards",
    "DateOfBirth": "2016-09-30",
    "ClientGUID": _TINA,
}
_LISTED: Final[Json] = {
    "HouseholdGUID": _HOUSEHOLD,
    "HouseholdLabel": "The Edwards family",
    "TimeZone": "Europe/London",
    "Currency": "GBP",
    "Locale": "en_GB",
}
_FAMILY: Final[Json] = {
    **_LISTED,
    "FinalisingDays": 2,
    "Clients": [_PERSON],
    "Dependants": [_DEPENDANT],
    "Access": [],
}
_LIFE_EVENT: Final[Json] = {
    "EventGUID": "00000000-0000-80b2-8e61-7d7c1f0a9b10",
    "EventLabel": "Paying off the house",
    "EventBasis": 1,
    "EventDate": "2040-06-01",
    **dict.fromkeys(("ClientGUID", "AgeYears", "AgeMonths", "LinkedEventGUID", "OffsetBasis", "OffsetYears")),
    **dict.fromkeys(("OffsetMonths", "EventType", "EventIcon", "EventColour", "GoalSet", "GoalPriority")),
    **dict.fromkeys(f"Goal{what}{number}" for what in ("Years", "Amount") for number in range(1, 6)),
    "FormattedValues": {"EventBasis": "Date", "EventDate": "01/06/2040"},
}
_SAVING: Final[Json] = {
    "SavingsGUID": _ACCOUNT,
    "ClientGUID": _TINA,
    "SavingsDescription": "API Test",
    "SavingsType": 22,
    "Value": 150000.1,
    "ValueDate": "2023-04-20",
    "JointOwnerClientGUID": None,
    "MinimumBalance": 10000.1,
    "DependantGUID": _DIANE,
    "ATRSlot": 1,
    "OriginalInvestmentValue": 1500,
    "OriginalInvestmentDate": "2023-04-20",
    "OriginalInvestmentPercentageWithdrawn": 15,
    "BackOfficeID": "13573",
    "BackOfficeSync": 1,
    "PolicyNumber": "134300454",
    "ProviderCode": "8379dc94-3bcf-e011-87a9-b8ac6f1693a9",
    "ISASpecialType": None,
    **dict.fromkeys(("FutureRiskLevelChange", "FutureRiskLevel", "FutureRiskDateOfChangeBasis")),
    **{f"FutureRiskDateOfChange{what}": None for what in ("EventGUID", "Age", "Date")},
    "DefaultAccount": None,
    "FormattedValues": {
        "Value": "£150,000",
        "ValueDate": "20/04/2023",
        "SavingsType": "Structured Product",
        "ProviderCode": "1st Source Direct",
        "DefaultAccount": "No",
    },
}
_CONTRIBUTION: Final[Json] = {
    "TransactionGUID": "659edb20-0001-80a4-9c7b-3a0f4c2d1e5f",
    "TransactionType": 2,
    "SavingsGUID": _ACCOUNT,
    "LinkedSavingsGUID": None,
    "TransactionAmount": 5000.1,
    "TransactionPercentage": 12,
    "Frequency": 26,
    "StartBasis": 3,
    "StartEventGUID": None,
    "StartAge": 42,
    "StartDate": "2024-01-01",
    "EndBasis": 3,
    "EndEventGUID": None,
    "EndAge": 65,
    "EndDate": "2025-01-01",
    "BackOfficeID": "13573",
    "BackOfficeSync": 1,
    "FormattedValues": {
        "EndDate": "01/01/2025",
        "EndBasis": "Specific Date",
        "Frequency": "Paid Fortnightly",
        "StartDate": "01/01/2024",
        "TransactionAmount": "£5,000",
    },
}
_PAYMENT: Final[Json] = {
    "TransactionGUID": _CONTRIBUTION["TransactionGUID"],
    "Occurrence": 1,
    "Date": "2027-02-01",
    "Amount": 250.5,
    "Value": 2750.5,
}
_USER: Final[Json] = {"type": "User", "id": _TINA}
_TRANSACTION: Final[Json] = {
    "type": "Deposit",
    "id": "659edd79-0000-8011-94c2-6b1e0d3f7a58",
    "externalId": "bank-4711",
    "user": _USER,
    "amountCents": 2500,
    "state": "settled",
    "requestedAt": _AT,
    "settledAt": _AT,
    "toAccount": {"type": "SharedSavings", "id": _ACCOUNT},
}
_BOOKED: Final[Json] = {
    "type": "SharedSavings",
    "id": _ACCOUNT,
    "externalId": "bank-account-1",
    "user": _USER,
    "currency": "USD",
    "balanceCents": 252500,
    "residualCents": 251500,
    "sequence": 3,
}
_NOTE: Final[Json] = {
    "id": "00000000-0000-8089-9699-f655a5188173",
    "event": "goal.achieved",
    "event_id": "00000000-0000-8089-9699-f655a5188173",
    "goal_id": _GOAL,
    "title": "You have reached your goal",
    "text": "Car Savings has reached its target of $3,000.00.",
    "at": _AT,
    "read": False,
    "mail": "sent",
}

_WEBHOOK: Final[Json] = {
    "id": 3577281617211392,
    "url": "https://bank.example/savings-events",
    "types": ["goal.achieved", "goal.period.closed"],
    "made_at": _AT,
    "rotated_at": None,
    "disabled_because": None,
    "failing_since": None,
}
_DELIVERY: Final[Json] = {
    "event_id": "00000000-0000-8089-9699-f655a5188173",
    "event": "goal.achieved",
    "subject": _GOAL,
    "at": _AT,
    "outcome": "delivered",
    "attempts": 1,
    "answer": "204",
    "first_at": _AT,
    "last_at": _AT,
}


def _one(data: object) -> Json:
    return {"success": True, "data": data}


EXAMPLES: Final[Mapping[str, object]] = {
    "Goal": _TRACKED,
    "Goals": [_TRACKED],
    "Period": _PERIOD,
    "Periods": [_PERIOD],
    "Preview": {
        "feasible": True,
        "goal": _PREVIEWED,
        "periods": [{**_PERIOD, "id": None, "goal_id": None}],
        "estimate": None,
        "shortfall": None,
        "alternatives": [],
    },
    "Integrity": {
        "goal_id": 3575455835750400,
        "holds": True,
        "complete": True,
        "through": _AT,
        "invariants": [{"number": 1, "name": "amount", "holds": True, "expected": 2500, "actual": 2500}],
    },
    "OneSavingsGoal": {"operation_id": "", "data": _CAR},
    "SomeSavingsGoals": {"operation_id": "", "data": [_CAR], "metadata": {"results": 1, "account_id": _ACCOUNT}},
    "OneAction": {"operation_id": "", "data": _ACTION, "metadata": {"goal_id": _GOAL}},
    "SomeActions": {
        "operation_id": "",
        "data": [_ACTION],
        "metadata": {"results": 1, "page_token": "", "page_size": 100, "goal_id": _GOAL},
    },
    "OneHousehold": _one(_FAMILY),
    "SomeHouseholds": _one([_LISTED]),
    "OneClient": _one(_PERSON),
    "SomeClients": _one([_PERSON]),
    "OneDependant": _one(_DEPENDANT),
    "SomeDependants": _one([_DEPENDANT]),
    "OneLifeEvent": _one(_LIFE_EVENT),
    "SomeLifeEvents": _one([_LIFE_EVENT]),
    "OneSaving": _one(_SAVING),
    "SomeSavings": _one([_SAVING]),
    "OneContribution": _one(_CONTRIBUTION),
    "SomeContributions": _one([_CONTRIBUTION]),
    "OneProjection": _one(
        {
            "SavingsGUID": _ACCOUNT,
            "Value": 2500,
            "Until": "2027-02-28",
            "ProjectedValue": 2750.5,
            "Payments": [_PAYMENT],
        }
    ),
    "Options": _one({"Frequency": {"12": "Paid Monthly", "26": "Paid Fortnightly"}}),
    "Deleted": {"success": True, "message": "Deleted."},
    "Inbox": {"notifications": [_NOTE], "next": None},
    "Notification": {**_NOTE, "read": True},
    "Preferences": {
        "channels": {"goal.achieved": "email", "goal.milestone.reached": "inbox"},
        "language": None,
        "reminder_days": 3,
        "mail": {"address_known": True, "stopped": None},
    },
    "Webhook": _WEBHOOK,
    "Webhooks": [_WEBHOOK],
    "WebhookKeys": {
        "current": "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
        "previous": None,
        "previous_until": None,
    },
    "Deliveries": [_DELIVERY],
    "OneTransaction": {"transaction": _TRANSACTION},
    "SomeTransactions": {"transactions": [_TRANSACTION], "meta": {"next_url": None}},
    "OneAccount": {"account": _BOOKED},
    "SomeAccounts": {"accounts": [_BOOKED], "meta": {"next_url": None}},
}
"""By the model of the answer."""


def example_of(route: Route) -> object:
    """Return an example of a route's answer, which names the operation where its family does so."""
    found = EXAMPLES[route.answer or ""]
    if isinstance(found, dict) and "operation_id" in found:
        return {**found, "operation_id": route.operation}
    return found
