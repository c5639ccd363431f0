"""Contributions: planned payments into an account, their rules, their dates and what they come to.

Amounts are minor units of the household's currency, percentages are hundredths of a percent, dates are local.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from savings.domain import calendar, codes
from savings.domain.calendar import add_months, months_between
from savings.domain.codes import ALLOWANCE_TRANSFER, GAINS_ALLOWANCE, ONE_OFF, REINVESTED_DIVIDENDS, TRANSFER_IN, YEARLY
from savings.domain.dates import Life, Moment
from savings.domain.errors import Checks

NIL_GUID: Final = "00000000-0000-0000-0000-000000000000"
"""As LinkedSavingsGUID of a transfer in: the money comes from outside the listed savings."""

_MONTHS: Final = {12: 1, 4: 3, 2: 6, 1: 12}
_DAYS: Final = {52: 7, 26: 14, 13: 28}


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """One planned payment or row of payments into an account.

    `linked` is the account that the money comes from; `linked_nil` says that it comes from outside. `start_date` and
    `end_date` are what start and end resolve to, None where that cannot be told.
    """

    number: int
    account: int
    type: int
    frequency: int | None
    start: Moment
    end: Moment | None
    amount: int | None = None
    percentage: int | None = None
    linked: int | None = None
    linked_nil: bool = False
    start_date: date | None = None
    end_date: date | None = None
    extras: str | None = None

    @property
    def counts_percentage(self) -> bool:
        """Whether each payment is a share of the linked account: a real link, a percentage, and no amount beside it."""
        return self.type == TRANSFER_IN and self.linked is not None and not self.amount and bool(self.percentage)

    def day_of(self, occurrence: int) -> date | None:
        """Return the date of payment `occurrence` (0 first); None after the last, or where nothing is planned.

        Payments fall from the start date on, computed from it and never from the one before, up to and including the
        end date. A one-off is paid once, on the start date.
        """
        if self.start_date is None or self.frequency is None:
            return None
        if self.frequency == ONE_OFF:
            return self.start_date if occurrence == 0 else None
        try:
            day = _step(self.start_date, self.frequency, occurrence)
        except OverflowError:
            return None
        return day if self.end_date is None or day <= self.end_date else None

    def first_after(self, day: date) -> tuple[int, date] | None:
        """Return the first payment after `day`, its number (0 first) and date; None when there is none."""
        if self.start_date is None or self.frequency is None:
            return None
        occurrence = 0 if self.frequency == ONE_OFF else _passed(self.start_date, self.frequency, day)
        # A month's payment may fall on the day itself or before: then the next one is meant.
        for number in (occurrence, occurrence + 1):
            found = self.day_of(number)
            if found is not None and found > day:
                return number, found
        return None

    def days(self, until: date) -> Iterator[tuple[int, date]]:
        """Yield the payments with their dates up to and including `until`."""
        occurrence = 0
        while (day := self.day_of(occurrence)) is not None and day <= until:
            yield occurrence, day
            occurrence += 1


@dataclass(frozen=True, slots=True)
class Planned:
    """A contribution with where it stands: every payment up to `told_until` was told, `sequence` counts its events."""

    tenant: str
    household: str
    currency: str
    zone: str
    contribution: Contribution
    told_until: date
    sequence: int = 0
    is_gone: bool = False

    @property
    def next(self) -> tuple[int, date] | None:
        """The first payment that was not told yet: its number (0 first) and date; None when there is none left."""
        return None if self.is_gone else self.contribution.first_after(self.told_until)

    @property
    def due_at(self) -> datetime | None:
        """The first instant of the next payment's date; None when nothing is left to tell."""
        following = self.next
        return calendar.first_instant(following[1], self.zone) if following else None


def _step(start: date, frequency: int, times: int) -> date:
    if frequency in _MONTHS:
        return add_months(start, _MONTHS[frequency] * times)
    return start + timedelta(days=_DAYS[frequency] * times)


def _passed(start: date, frequency: int, day: date) -> int:
    """How many payments fall before the month of `day` or, where days are counted, up to `day`; never negative."""
    if frequency in _MONTHS:
        return max(0, months_between(start, day) // _MONTHS[frequency])
    return max(0, (day - start).days // _DAYS[frequency] + 1)


@dataclass(frozen=True, slots=True)
class Parent:
    """What the rules ask about the account that a contribution is for."""

    number: int
    savings_type: int
    owner: str


def check_contribution(contribution: Contribution, parent: Parent, accounts: frozenset[int], life: Life) -> None:
    """Apply every published rule of a contribution; raises Refused with all that are broken.

    `accounts` are the household's; the contribution's resolved dates are taken as they are.
    """
    checks = Checks()
    _check_type(contribution, parent, checks)
    _check_link(contribution, accounts, checks)
    _check_amounts(contribution, checks)
    _check_frequency(contribution, checks)
    _check_moment(contribution.start, "Start", life, checks)
    if contribution.frequency != ONE_OFF:
        _check_end(contribution, life, checks)
    checks.done()


def _check_type(contribution: Contribution, parent: Parent, checks: Checks) -> None:
    kind = codes.SAVINGS_TYPE.get(parent.savings_type)
    if kind is None or contribution.type not in kind.contributions:
        checks.add("TransactionType", "not_allowed", "The selected transaction type is invalid.")


def _check_link(contribution: Contribution, accounts: frozenset[int], checks: Checks) -> None:
    needed = contribution.type in (ALLOWANCE_TRANSFER, TRANSFER_IN)
    if not needed:
        return
    if contribution.linked_nil:
        if contribution.type == ALLOWANCE_TRANSFER:
            checks.add("LinkedSavingsGUID", "not_real", "The linked savings guid must be a saving of the household.")
    elif contribution.linked is None:
        checks.add("LinkedSavingsGUID", "required", "Is required.")
    elif contribution.linked == contribution.account:
        checks.add("LinkedSavingsGUID", "itself", "The linked savings guid and savings guid must be different.")
    elif contribution.linked not in accounts:
        checks.add("LinkedSavingsGUID", "not_in_household", "The linked savings guid must be in the household.")


def _check_amounts(contribution: Contribution, checks: Checks) -> None:
    amount, percentage = contribution.amount, contribution.percentage
    real_link = contribution.type == TRANSFER_IN and not contribution.linked_nil
    either = contribution.type == REINVESTED_DIVIDENDS or real_link
    missing = contribution.type != ALLOWANCE_TRANSFER and not amount and not (either and percentage)
    _check_size("TransactionAmount", amount, missing, checks)
    _check_size("TransactionPercentage", percentage, missing and either, checks)


def _check_size(member: str, value: int | None, needed: bool, checks: Checks) -> None:
    """Zero is as good as nothing: wrong where the member is needed, accepted beside the other one."""
    if value is None and needed:
        checks.add(member, "required", "Is required.")
    elif value is not None and (value < 0 or (needed and value == 0)):
        name = {"TransactionAmount": "amount", "TransactionPercentage": "percentage"}[member]
        checks.add(member, "not_positive", f"The transaction {name} must be greater than 0.")


def _check_frequency(contribution: Contribution, checks: Checks) -> None:
    frequency = contribution.frequency
    if frequency is None:
        if contribution.type != ALLOWANCE_TRANSFER:
            checks.add("Frequency", "required", "Is required.")
    elif not codes.is_known("Frequency", frequency):
        checks.add("Frequency", "unknown_code", "The selected frequency is invalid.")
    elif contribution.type == GAINS_ALLOWANCE and frequency != YEARLY:
        checks.add("Frequency", "not_yearly", "The frequency must be 1 for this transaction type.")


def _check_moment(moment: Moment, side: str, life: Life, checks: Checks) -> None:
    if not codes.is_known(f"{side}Basis", moment.basis):
        checks.add(f"{side}Basis", "unknown_code", f"The selected {side.lower()} basis is invalid.")
    elif moment.basis in codes.AGES and moment.age is None:
        checks.add(f"{side}Age", "required", "Is required.")
    elif moment.basis == codes.DATE and moment.day is None:
        checks.add(f"{side}Date", "required", "Is required.")
    elif moment.basis == codes.EVENT and moment.event is None:
        checks.add(f"{side}EventGUID", "required", "Is required.")
    elif moment.basis == codes.EVENT and moment.event not in life.events:
        message = f"The {side.lower()} event guid must be in the household."
        checks.add(f"{side}EventGUID", "not_in_household", message)


def _check_end(contribution: Contribution, life: Life, checks: Checks) -> None:
    end = contribution.end
    if end is None:
        checks.add("EndBasis", "required", "Is required.")
        return
    _check_moment(end, "End", life, checks)
    if end.basis not in codes.BASES:
        return
    member = {codes.DATE: "EndDate", codes.EVENT: "EndEventGUID"}.get(end.basis, "EndAge")
    starts, ends = contribution.start_date, contribution.end_date
    if starts is not None and ends is not None:
        is_after = ends > starts
    else:
        same_life = contribution.start.basis == end.basis and end.basis in codes.AGES
        ages = (contribution.start.age, end.age)
        is_after = not same_life or None in ages or (end.age or 0) > (contribution.start.age or 0)
    if not is_after:
        name = {"EndDate": "end date", "EndEventGUID": "end event guid", "EndAge": "end age"}[member]
        checks.add(member, "not_after_start", f"The {name} must be after the start.")
