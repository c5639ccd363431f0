"""Members that are answered as they were sent, whether or not a rule looks at them, in the order of the answer."""

from decimal import Context, Decimal
from typing import Any, Final

from savings.api.jsontext import LONGEST_NUMBER, dump, load

OF_A_SAVING: Final = (
    "ATRSlot",
    "OriginalInvestmentValue",
    "OriginalInvestmentDate",
    "OriginalInvestmentPercentageWithdrawn",
    "BackOfficeID",
    "BackOfficeSync",
    "PolicyNumber",
    "ProviderCode",
    "ISASpecialType",
    "FutureRiskLevelChange",
    "FutureRiskLevel",
    "FutureRiskDateOfChangeBasis",
    "FutureRiskDateOfChangeEventGUID",
    "FutureRiskDateOfChangeAge",
    "FutureRiskDateOfChangeDate",
)
"""Members that have no part in any sum."""

OF_A_CONTRIBUTION: Final = (
    "LinkedSavingsGUID",
    "TransactionAmount",
    "TransactionPercentage",
    "Frequency",
    "StartBasis",
    "StartEventGUID",
    "StartAge",
    "StartDate",
    "EndBasis",
    "EndEventGUID",
    "EndAge",
    "EndDate",
    "BackOfficeID",
    "BackOfficeSync",
)
"""What a type or basis does not select is answered all the same."""

OF_A_LIFE_EVENT: Final = (
    "EventType",
    "EventIcon",
    "EventColour",
    "GoalSet",
    "GoalPriority",
    "GoalYears1",
    "GoalYears2",
    "GoalYears3",
    "GoalYears4",
    "GoalYears5",
    "GoalAmount1",
    "GoalAmount2",
    "GoalAmount3",
    "GoalAmount4",
    "GoalAmount5",
)
"""Members that have no part in any date."""

# Members that were sent as JSON numbers; their digits are kept as text.
_NUMBERS = frozenset(
    {
        "OriginalInvestmentValue",
        "OriginalInvestmentPercentageWithdrawn",
        "TransactionAmount",
        "TransactionPercentage",
        *(f"GoalAmount{place}" for place in range(1, 6)),
    }
)
_EXACT = Context(prec=2 * LONGEST_NUMBER)


def kept(body: object, members: tuple[str, ...]) -> str | None:
    """Return what is stored of these members of a body; None where none was sent."""
    sent: dict[str, Any] = {name: value for name in members if (value := getattr(body, name)) is not None}
    return dump(sent) if sent else None


def shown(text: str | None, members: tuple[str, ...]) -> dict[str, Any]:
    """Return the members as they were sent; None where one was not."""
    sent = load(text) if text else {}
    return {
        member: number(sent[member]) if member in _NUMBERS and member in sent else sent.get(member)
        for member in members
    }


def number(text: str) -> int | Decimal:
    """Return the JSON number of a decimal text, without trailing zeros: 150000.10 is 150000.1, 1500.00 is 1500."""
    value = Decimal(text)
    return int(value) if value == value.to_integral_value() else value.normalize(_EXACT)
