"""Projections: what the planned contributions make of a household's accounts, payment by payment.

Amounts are minor units. A payment in adds to its account; a transfer from a linked account is taken from that one, at
most what is there, so that no plan makes money. Contributions whose size nothing tells (a percentage of dividends, an
unused allowance) are no payments here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from savings.domain.codes import ALLOWANCE_TRANSFER, TRANSFER_IN
from savings.domain.contribution import Contribution

PERCENT = 100_00
"""Percentages are hundredths of a percent."""


@dataclass(frozen=True, slots=True)
class Payment:
    """A dated payment as one account sees it: positive in, negative out, and the account's value after it."""

    day: date
    contribution: int
    occurrence: int
    amount: int
    value: int


def project(
    balances: Mapping[int, int], contributions: Iterable[Contribution], after: date, until: date, account: int
) -> list[Payment]:
    """Return the payments of `account` after `after` and up to `until`, in order, with its running value.

    `balances` are the household's accounts as they stand; all of them run along, since transfers depend on them.
    Payments of one day are in the order in which their contributions were made.
    """
    running = dict(balances)
    due = sorted(
        (day, contribution.number, occurrence, contribution)
        for contribution in contributions
        if contribution.type != ALLOWANCE_TRANSFER and (contribution.amount or contribution.counts_percentage)
        for occurrence, day in contribution.days(until)
        if day > after
    )
    seen: list[Payment] = []
    for day, number, occurrence, contribution in due:
        amount, source = _size(contribution, running), _source(contribution)
        running[contribution.account] = running.get(contribution.account, 0) + amount
        if source is not None:
            running[source] = running.get(source, 0) - amount
        if contribution.account == account:
            seen.append(Payment(day, number, occurrence, amount, running[account]))
        elif source == account:
            seen.append(Payment(day, number, occurrence, -amount, running[account]))
    return seen


def _source(contribution: Contribution) -> int | None:
    return contribution.linked if contribution.type == TRANSFER_IN else None


def _size(contribution: Contribution, running: Mapping[int, int]) -> int:
    source = _source(contribution)
    there = max(0, running.get(source, 0)) if source is not None else None
    if contribution.counts_percentage:
        return (there or 0) * (contribution.percentage or 0) // PERCENT
    wanted = contribution.amount or 0
    return wanted if there is None else min(wanted, there)
