"""FormattedValues: what people read beside the codes, in the household's locale (CLDR). Output only.

Money is shown in whole units, half up, as the published samples have it, and percentages with at most two decimals; a
GUID is shown as the name of what it names.
Only members that have a value are there.
"""

import re
from collections.abc import Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from typing import Any, Final

from babel import Locale
from babel.dates import format_skeleton
from babel.numbers import format_currency, format_percent

from households.options import NIL_GUID
from savings.api.jsontext import LONGEST_NUMBER
from savings.domain import codes, guids
from savings.domain.household import Household
from savings.usecases.contributions import ContributionFound

_DATE: Final = "yMd"
_DECIMALS: Final = re.compile(r"\.0+")
_ROUNDING: Final = Context(prec=2 * LONGEST_NUMBER, rounding=ROUND_HALF_UP)


class Formatter:
    """Formats values for one household."""

    def __init__(self, household: Household) -> None:
        self._household = household
        self._locale = Locale.parse(household.locale)

    def money(self, value: Any) -> str:
        """Return an amount in whole units of the household's currency: 150000.1 is £150,000."""
        pattern = _DECIMALS.sub("", self._locale.currency_formats["standard"].pattern)
        currency = self._household.currency
        with localcontext(_ROUNDING):
            whole = Decimal(value).quantize(Decimal(1)) + 0  # no minus before a zero
            return format_currency(whole, currency, pattern, locale=self._locale, currency_digits=False)

    def day(self, value: Any) -> str:
        """Return a date with day, month and year: 20/04/2023 in Britain."""
        return format_skeleton(_DATE, date.fromisoformat(str(value)), locale=self._locale)

    def percent(self, value: Any) -> str:
        """Return a percentage with at most two decimals: 12%."""
        pattern = self._locale.percent_formats[None].pattern.replace("0", "0.##")
        with localcontext(_ROUNDING):
            share = Decimal(value).quantize(Decimal("0.01")) + 0
            return format_percent(share / 100, pattern, locale=self._locale)

    def person(self, guid: Any) -> str | None:
        """Return a client's or dependant's name."""
        household = self._household
        client = household.client(str(guid))
        if client is not None:
            return f"{client.first_name} {client.last_name}"
        dependant = household.dependant(guids.read_dependant(str(guid), household.tenant, household.guid))
        return f"{dependant.first_name} {dependant.last_name}" if dependant else None

    def life_event(self, guid: Any) -> str | None:
        """Return a life event's label."""
        household = self._household
        event = household.life_event(guids.read_life_event(str(guid), household.tenant, household.guid))
        return event.label if event else None

    def apply(self, kinds: Mapping[str, str], view: Mapping[str, Any]) -> dict[str, str]:
        """Return the formatted values of a view; `kinds` says how a member is written, or whose code it is."""
        formatted: dict[str, str] = {}
        for member, kind in kinds.items():
            value = view.get(member)
            if value is not None:
                text = codes.label(kind, value) if kind in codes.CODES else getattr(self, kind)(value)
                if text is not None:
                    formatted[member] = text
        return formatted


_SAVING: Final = {
    "Value": "money",
    "ATRSlot": "atr_slot",
    "ValueDate": "day",
    "SavingsType": "savings_type",
    "ProviderCode": "provider",
    "DependantGUID": "person",
    "ISASpecialType": "isa_special_type",
    "MinimumBalance": "money",
    "FutureRiskLevel": "risk_level",
    "FutureRiskLevelChange": "risk_change",
    "OriginalInvestmentDate": "day",
    "OriginalInvestmentValue": "money",
    "FutureRiskDateOfChangeDate": "day",
    "FutureRiskDateOfChangeBasis": "risk_basis",
    "FutureRiskDateOfChangeEventGUID": "life_event",
    "OriginalInvestmentPercentageWithdrawn": "percent",
}

_CONTRIBUTION: Final = {
    "EndDate": "day",
    "EndBasis": "end_basis",
    "Frequency": "frequency",
    "StartDate": "day",
    "StartBasis": "start_basis",
    "EndEventGUID": "life_event",
    "StartEventGUID": "life_event",
    "TransactionType": "contribution_type",
    "TransactionAmount": "money",
    "TransactionPercentage": "percent",
}

_LIFE_EVENT: Final = {
    "EventBasis": "event_basis",
    "EventDate": "day",
    "ClientGUID": "person",
    "LinkedEventGUID": "life_event",
    "OffsetBasis": "offset_basis",
    "GoalSet": "goal_set",
    "GoalPriority": "goal_priority",
    **{f"GoalAmount{place}": "money" for place in range(1, 6)},
}


def formatted_saving(household: Household, view: Mapping[str, Any]) -> dict[str, str]:
    """Return a saving's formatted values; DefaultAccount is always there."""
    formatted = Formatter(household).apply(_SAVING, view)
    return formatted | {"DefaultAccount": "Yes" if view["DefaultAccount"] else "No"}


def formatted_contribution(found: ContributionFound, view: Mapping[str, Any]) -> dict[str, str]:
    """Return a contribution's formatted values, with the descriptions of the savings that it names."""
    household, savings = found.household, found.details
    formatted = Formatter(household).apply(_CONTRIBUTION, view)
    formatted["SavingsGUID"] = savings[found.account.number].description
    link = view["LinkedSavingsGUID"]
    if link is not None and link != NIL_GUID:
        linked = savings.get(guids.read_account(link, household.tenant, household.guid) or 0)
        if linked is not None:
            formatted["LinkedSavingsGUID"] = linked.description
    return formatted


def formatted_life_event(household: Household, view: Mapping[str, Any]) -> dict[str, str]:
    """Return a life event's formatted values."""
    return Formatter(household).apply(_LIFE_EVENT, view)
