"""Projections: what the planned contributions make of a household's accounts, payment by payment.

Amounts are minor units. A payment in adds to its account; a transfer from a linked account is taken from that one, at
most what is there, so that no plan makes money. Contributions whose size nothing says (a percentage of dividends, an
unused allowance) are no payments here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice

from savings.domain.codes import ALLOWANCE_TRANSFER, TRANSFER_IN
from savings.domain.contribution import Contribution
from savings.domain.errors import Refused

MAX_PAYMENTS = 10_000
"""A projection runs through at most this many payments of the household."""

PERCENT = 100_00
"""Percentages are hundredths of a percent."""


@dataclass(frozen=True, slots=True)
class Payment:
    """A dated payment as one account sees it: positive in, negative out, and the account's value after it.

    `account` and `contribution` name whose contribution it is.
    """

    day: date
    account: int
    contribution: int
    occurrence: int
    amount: int
    value: int


def project(
    balances: Mapping[int, int], contributions: Iterable[Contribution], after: date, until: date, account: int
) -> list[Payment]:
    """Return the payments of `account` after `after` and up to `until`, in order, with its running value.

    `balances` are the household's accounts as they stand; all of them run along, since transfers depend on them.
    Payments of one day are in the order in which their contributions were made. Raises Refused for more payments than
    an answer can hold.
    """
    running = dict(balances)
    due = _due(contributions, after, until)
    seen: list[Payment] = []
    for day, contribution, occurrence in due:
        amount, source = _size(contribution, running), _source(contribution)
        running[contribution.account] = running.get(contribution.account, 0) + amount
        if source is not None:
            running[source] = running.get(source, 0) - amount
        if contribution.account == account:
            seen.append(Payment(day, account, contribution.number, occurrence, amount, running[account]))
        elif source == account:
            of = contribution.account, contribution.number
            seen.append(Payment(day, *of, occurrence, -amount, running[account]))
    return seen


def _due(contributions: Iterable[Contribution], after: date, until: date) -> list[tuple[date, Contribution, int]]:
    """All payments of the span in order; two contributions to different accounts may have the same number."""
    payments = (
        (day, contribution, occurrence)
        for contribution in contributions
        if contribution.type != ALLOWANCE_TRANSFER and (contribution.amount or contribution.counts_percentage)
        for occurrence, day in contribution.days(until)
        if day > after
    )
    due = list(islice(payments, MAX_PAYMENTS + 1))
    if len(due) > MAX_PAYMENTS:
        raise Refused.one("until", "too_many_payments", f"Must give at most {MAX_PAYMENTS} payments of the household.")
    return sorted(due, key=lambda one: (one[0], one[1].number, one[1].account, one[2]))


def _source(contribution: Contribution) -> int | None:
    return contribution.linked if contribution.type == TRANSFER_IN else None


def _size(contribution: Contribution, running: Mapping[int, int]) -> int:
    source = _source(contribution)
    there = max(0, running.get(source, 0)) if source is not None else None
    wanted = contribution.amount or 0
    if contribution.counts_percentage:
        wanted = (there or 0) * (contribution.percentage or 0) // PERCENT
    return wanted if there is None else min(wanted, there)
