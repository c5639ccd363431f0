"""Contributions: planned payments into an account, their rules, their dates and what they come to.

Amounts are minor units of the household's currency, percentages are hundredths of a percent, dates are local.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from savings.domain import calendar, codes
from savings.domain.calendar import Frequency
from savings.domain.codes import (
    AGES,
    ALLOWANCE_TRANSFER,
    CURRENT,
    DATE,
    EVENT,
    GAINS_ALLOWANCE,
    ONE_OFF,
    REINVESTED_DIVIDENDS,
    TRANSFER_IN,
    YEARLY,
)
from savings.domain.dates import Life, Moment, check_moment
from savings.domain.errors import Checks
from savings.domain.schedule import Schedule, step_date

_FREQUENCY: Final = {
    ONE_OFF: Frequency.SINGULAR,
    52: Frequency.WEEKLY,
    26: Frequency.FORTNIGHTLY,
    13: Frequency.FOUR_WEEKLY,
    12: Frequency.MONTHLY,
    4: Frequency.QUARTERLY,
    2: Frequency.BIANNUALLY,
    YEARLY: Frequency.ANNUALLY,
}
"""What the codes of a contribution's frequency mean."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """One planned payment or row of payments into an account.

    Number and account are 0 until it is given them. `linked` is the account that the money comes from; `linked_nil`
    says that it comes from outside. `start_date` and `end_date` are what start and end resolve to, None where nothing
    says that.
    """

    number: int = 0
    account: int = 0
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
            day = step_date(self.start_date, _FREQUENCY[self.frequency], occurrence)
        except OverflowError:
            return None
        return day if self.end_date is None or day <= self.end_date else None

    def first_after(self, day: date) -> tuple[int, date] | None:
        """Return the first payment after `day`, its number (0 first) and date; None when there is none."""
        if self.start_date is None or self.frequency is None:
            return None
        number = Schedule(_FREQUENCY[self.frequency], self.start_date, self.start_date).index_of(day) + 1
        found = self.day_of(number)
        return (number, found) if found is not None else None

    def days(self, until: date) -> Iterator[tuple[int, date]]:
        """Yield the payments with their dates up to and including `until`."""
        occurrence = 0
        while (day := self.day_of(occurrence)) is not None and day <= until:
            yield occurrence, day
            occurrence += 1

    @property
    def selected(self) -> list[Moment]:
        """The moments that count: a one-off has no end."""
        has_end = self.end is not None and self.frequency != ONE_OFF
        return [self.start] + ([self.end] if has_end and self.end else [])

    @property
    def needs_events(self) -> list[int]:
        """The life events on which its dates depend."""
        return [moment.event for moment in self.selected if moment.basis == EVENT and moment.event is not None]

    @property
    def takes_dates(self) -> bool:
        """Whether its dates come from the household's people or life events."""
        return any(moment.basis in AGES or moment.basis == EVENT for moment in self.selected)

    def resolved(self, life: Life, owner: str, today: date) -> "Contribution":
        """Return the contribution with the dates that its start and end mean; a start that is now is `today`."""

        def day(moment: Moment) -> date | None:
            return life.moment_date(moment, owner, today)

        return self._on([day(moment) for moment in self.selected])

    def moved(self, life: Life, owner: str) -> "Contribution":
        """Return it with its dates in another life: those that are written out, and a start that was now, stay."""

        def day(moment: Moment, before: date | None) -> date | None:
            return before if moment.basis in (CURRENT, DATE) else life.moment_date(moment, owner, date.min)

        dates = (self.start_date, self.end_date)
        return self._on([day(*one) for one in zip(self.selected, dates, strict=False)])

    def _on(self, dates: list[date | None]) -> "Contribution":
        start, *end = dates
        return replace(self, start_date=start, end_date=end[0] if end else None)


@dataclass(frozen=True, slots=True)
class Planned:
    """A contribution as it stands: payments up to `published_until` were published, `sequence` counts its events."""

    tenant: str
    household: str
    currency: str
    zone: str
    contribution: Contribution
    published_until: date
    sequence: int = 0
    is_gone: bool = False

    @property
    def next(self) -> tuple[int, date] | None:
        """The first payment that was not published yet: its number (0 first) and date; None when there is none left."""
        return None if self.is_gone else self.contribution.first_after(self.published_until)

    @property
    def due_at(self) -> datetime | None:
        """The first instant of the next payment's date; None when nothing is left to publish."""
        following = self.next
        return calendar.first_instant(following[1], self.zone) if following else None


def check_contribution(contribution: Contribution, savings_type: int, accounts: frozenset[int], life: Life) -> None:
    """Apply every published rule of a contribution; raises Refused with all that are broken.

    `savings_type` is its account's, `accounts` are the household's; the contribution's resolved dates are taken as they
    are.
    """
    checks = Checks()
    _check_type(contribution, savings_type, checks)
    _check_link(contribution, accounts, checks)
    _check_amounts(contribution, checks)
    _check_frequency(contribution, checks)
    check_moment(contribution.start, "start", life, checks)
    if contribution.frequency != ONE_OFF:
        _check_end(contribution, life, checks)
    checks.done()


def _check_type(contribution: Contribution, savings_type: int, checks: Checks) -> None:
    kind = codes.SAVINGS_TYPE.get(savings_type)
    if kind is None or contribution.type not in kind.contributions:
        checks.add("contribution_type", "not_allowed", "Is not one that the savings type takes.")


def _check_link(contribution: Contribution, accounts: frozenset[int], checks: Checks) -> None:
    needed = contribution.type in (ALLOWANCE_TRANSFER, TRANSFER_IN)
    if not needed:
        return
    if contribution.linked_nil:
        if contribution.type == ALLOWANCE_TRANSFER:
            checks.add("linked", "not_real", "Must be a saving of the household.")
    elif contribution.linked is None:
        checks.add("linked", "required", "Is required.")
    elif contribution.linked == contribution.account:
        checks.add("linked", "itself", "Must be another one than its own.")
    elif contribution.linked not in accounts:
        checks.add("linked", "not_in_household", "Must be in the household.")


def _check_amounts(contribution: Contribution, checks: Checks) -> None:
    amount, percentage = contribution.amount, contribution.percentage
    real_link = contribution.type == TRANSFER_IN and not contribution.linked_nil
    either = contribution.type == REINVESTED_DIVIDENDS or real_link
    missing = contribution.type != ALLOWANCE_TRANSFER and not amount and not (either and percentage)
    _check_size("amount", amount, missing, checks)
    _check_size("percentage", percentage, missing and either, checks)


def _check_size(field: str, value: int | None, needed: bool, checks: Checks) -> None:
    """Zero is as good as nothing: wrong where the field is needed, accepted beside the other one."""
    if value is None and needed:
        checks.add(field, "required", "Is required.")
    elif value is not None and (value < 0 or (needed and value == 0)):
        checks.add(field, "not_positive", "Must be greater than 0.")


def _check_frequency(contribution: Contribution, checks: Checks) -> None:
    frequency = contribution.frequency
    if frequency is None:
        if contribution.type != ALLOWANCE_TRANSFER:
            checks.add("frequency", "required", "Is required.")
        return
    codes.check("frequency", frequency, checks)
    if contribution.type == GAINS_ALLOWANCE and frequency != YEARLY and codes.is_known("frequency", frequency):
        checks.add("frequency", "not_yearly", f"Must be {YEARLY} for this transaction type.")


def _check_end(contribution: Contribution, life: Life, checks: Checks) -> None:
    end = contribution.end
    if end is None:
        checks.add("end_basis", "required", "Is required.")
        return
    check_moment(end, "end", life, checks)
    if end.basis not in codes.BASES:
        return
    starts, ends = contribution.start_date, contribution.end_date
    if starts is not None and ends is not None:
        is_after = ends > starts
    else:
        same_life = contribution.start.basis == end.basis and end.basis in AGES
        ages = (contribution.start.age, end.age)
        is_after = not same_life or None in ages or (end.age or 0) > (contribution.start.age or 0)
    if not is_after:
        field = {DATE: "end_date", EVENT: "end_event"}.get(end.basis, "end_age")
        checks.add(field, "not_after_start", "Must be after the start.")
