"""Contributions: paid on dates counted from the first, and projections that make and lose no money."""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Any, Final

from hypothesis import event, given
from hypothesis import strategies as st

from savings.domain.codes import ALLOWANCE_TRANSFER, CODES, CURRENT, GAINS_ALLOWANCE, ONE_OFF, SAVINGS_TYPE, TRANSFER_IN
from savings.domain.contribution import Contribution, Planned, check_contribution
from savings.domain.dates import DATED, Life, LifeEvent, Moment
from savings.domain.errors import Refused
from savings.domain.projection import Payment, project
from tests.property.drawn import examples, near_dates, zones

ACCOUNTS: Final = (4096, 8192, 12288)
TODAY: Final = date(2027, 1, 10)
FREQUENCIES: Final = [int(row.code) for row in CODES["frequency"]]
TYPES: Final = [int(row.code) for row in CODES["contribution_type"]]
MONTHS: Final = {12: 1, 4: 3, 2: 6, 1: 12}
DAYS: Final = {52: 7, 26: 14, 13: 28}
LIFE: Final = Life(
    {"anna": date(1988, 4, 12), "ben": date(1992, 2, 29)},
    {1: LifeEvent(number=1, label="Retirement", basis=DATED, day=date(2040, 1, 1))},
)

starts = near_dates
amounts = st.integers(0, 500_00)
percentages = st.integers(0, 250_00)
balances = st.fixed_dictionaries({account: st.integers(-200_00, 2000_00) for account in ACCOUNTS})
days_ahead = st.integers(0, 900).map(lambda days: TODAY + timedelta(days=days))


@st.composite
def contributions(draw: st.DrawFn, number: int) -> Contribution:
    """Draw a planned payment between three accounts or from outside, whatever the rules say of it."""
    account = draw(st.sampled_from(ACCOUNTS))
    kind = draw(st.sampled_from(TYPES) | st.just(TRANSFER_IN))
    others = [other for other in ACCOUNTS if other != account]
    linked = draw(st.none() | st.sampled_from(others)) if kind in {TRANSFER_IN, ALLOWANCE_TRANSFER} else None
    start = TODAY + timedelta(days=draw(st.integers(-400, 400)))
    end = draw(st.none() | st.integers(1, 900).map(lambda days: start + timedelta(days=days)))
    return Contribution(
        number=number,
        account=account,
        type=kind,
        frequency=draw(st.sampled_from(FREQUENCIES)),
        start=Moment(CURRENT),
        end=None,
        amount=draw(st.none() | amounts),
        percentage=draw(st.none() | percentages),
        linked=linked,
        linked_nil=linked is None,
        start_date=start,
        end_date=end,
    )


@st.composite
def plans(draw: st.DrawFn) -> list[Contribution]:
    """Draw up to five contributions; two of different accounts may have the same number."""
    made = [draw(contributions(number)) for number in range(1, draw(st.integers(1, 5)) + 1)]
    if len(made) > 1 and made[0].account != made[1].account and draw(st.booleans()):
        made[1] = replace(made[1], number=made[0].number)
    return made


def projected(
    values: Mapping[int, int], plan: list[Contribution], after: date, until: date
) -> dict[int, list[Payment]]:
    return {account: project(values, plan, after, until, account) for account in ACCOUNTS}


def ends_with(values: Mapping[int, int], payments: Mapping[int, list[Payment]]) -> dict[int, int]:
    return {account: payments[account][-1].value if payments[account] else values[account] for account in ACCOUNTS}


@given(starts, st.sampled_from(FREQUENCIES), st.integers(0, 400))
def test_a_payment_is_counted_from_the_first(start: date, frequency: int, occurrence: int) -> None:
    """The n-th is n periods after the first, whatever became of those between: no day is lost in February."""
    contribution = replace(_plain(start), frequency=frequency)
    found = contribution.day_of(occurrence)
    if frequency == ONE_OFF:
        assert found == (start if occurrence == 0 else None)
        return
    assert found is not None
    if frequency in DAYS:
        assert (found - start).days == DAYS[frequency] * occurrence
    else:
        months = (found.year - start.year) * 12 + found.month - start.month
        assert months == MONTHS[frequency] * occurrence
        assert found.day == min(start.day, monthrange(found.year, found.month)[1])


@given(starts, st.sampled_from(FREQUENCIES), st.integers(0, 800))
def test_payments_are_between_start_and_end_each_later_than_the_one_before(
    start: date, frequency: int, length: int
) -> None:
    end = start + timedelta(days=length)
    contribution = replace(_plain(start), frequency=frequency, end_date=end)
    found = list(contribution.days(date(2999, 12, 31)))
    assert [occurrence for occurrence, _ in found] == list(range(len(found)))
    assert all(one < other for (_, one), (_, other) in pairwise(found))
    assert found[0][1] == start
    assert found[-1][1] <= end
    assert contribution.day_of(len(found)) is None


@given(starts, st.sampled_from(FREQUENCIES), st.integers(-5, 800), zones)
def test_telling_what_is_next_again_and_again_reports_every_payment_once(
    start: date, frequency: int, length: int, zone: str
) -> None:
    contribution = replace(_plain(start), frequency=frequency, end_date=start + timedelta(days=length))
    planned = Planned("bank", "household", "GBP", zone, contribution, start - timedelta(days=1))
    said: list[tuple[int, date]] = []
    instants = []
    while (following := planned.next) is not None and (due_at := planned.due_at) is not None:
        said.append(following)
        instants.append(due_at)
        planned = replace(planned, published_until=following[1])
    assert said == list(contribution.days(date(2999, 12, 31)))
    assert instants == sorted(set(instants))
    assert planned.due_at is None


@given(starts, st.sampled_from(FREQUENCIES), st.none() | st.integers(0, 800), st.integers(-400, 3000))
def test_the_next_payment_is_the_first_after_what_was_reported(
    start: date, frequency: int, length: int | None, said: int
) -> None:
    end = None if length is None else start + timedelta(days=length)
    contribution = replace(_plain(start), frequency=frequency, end_date=end)
    until = start + timedelta(days=said)
    every = contribution.days(until + timedelta(days=400))
    assert contribution.first_after(until) == next(((n, day) for n, day in every if day > until), None)


@given(balances, plans(), days_ahead)
def test_money_between_accounts_is_neither_made_nor_lost(
    values: dict[int, int], plan: list[Contribution], until: date
) -> None:
    """What all accounts gain is what came from outside."""
    payments = projected(values, plan, TODAY, until)
    outside = {(one.account, one.number) for one in plan if one.type != TRANSFER_IN or one.linked is None}
    came = sum(
        payment.amount
        for account in ACCOUNTS
        for payment in payments[account]
        if (payment.account, payment.contribution) in outside
    )
    assert sum(ends_with(values, payments).values()) == sum(values.values()) + came
    assert came >= 0


@given(balances, plans(), days_ahead)
def test_a_transfer_is_seen_on_both_sides(values: dict[int, int], plan: list[Contribution], until: date) -> None:
    payments = projected(values, plan, TODAY, until)
    linked = {(one.account, one.number): one.linked for one in plan if one.type == TRANSFER_IN and one.linked}
    for (account, number), source in linked.items():

        def of(side: int, account: int = account, number: int = number) -> list[tuple[date, int, int]]:
            seen = payments[side]
            return [(p.day, p.occurrence, p.amount) for p in seen if (p.account, p.contribution) == (account, number)]

        event("a transfer" if of(account) else "no transfer")
        assert of(source) == [(day, occurrence, -amount) for day, occurrence, amount in of(account)]


@given(balances, plans(), days_ahead)
def test_each_value_is_the_one_before_and_the_payment(
    values: dict[int, int], plan: list[Contribution], until: date
) -> None:
    """And nothing is taken that is not there."""
    for account, payments in projected(values, plan, TODAY, until).items():
        value = values[account]
        for payment in payments:
            assert payment.value == value + payment.amount
            assert payment.amount >= 0 or payment.value >= 0
            assert TODAY < payment.day <= until
            value = payment.value
        assert [payment.day for payment in payments] == sorted(payment.day for payment in payments)


@given(balances, plans(), days_ahead, days_ahead)
def test_projecting_to_one_day_and_on_from_there_is_projecting_to_the_last(
    values: dict[int, int], plan: list[Contribution], one: date, other: date
) -> None:
    first, last = min(one, other), max(one, other)
    before = projected(values, plan, TODAY, first)
    after = projected(ends_with(values, before), plan, first, last)
    assert {account: before[account] + after[account] for account in ACCOUNTS} == projected(values, plan, TODAY, last)


@given(balances, plans(), days_ahead, st.data())
def test_the_order_in_which_plans_are_read_does_not_matter(
    values: dict[int, int], plan: list[Contribution], until: date, data: st.DataObject
) -> None:
    shuffled = data.draw(st.permutations(plan))
    assert projected(values, plan, TODAY, until) == projected(values, shuffled, TODAY, until)


moments = st.builds(
    Moment, st.sampled_from([2, 3, 4, 7]), st.integers(30, 90), st.dates(TODAY, date(2080, 1, 1)), st.just(1)
)
wild_moments = st.builds(
    Moment,
    st.integers(0, 8),
    st.none() | st.integers(0, 130),
    st.none() | near_dates,
    st.none() | st.sampled_from([0, 1, 2]),
)
WILD: Final[dict[str, st.SearchStrategy[Any]]] = {
    "type": st.integers(0, 14),
    "frequency": st.none() | st.integers(0, 400),
    "start": wild_moments,
    "end": st.none() | wild_moments,
    "amount": st.none() | st.integers(-1, 1),
    "percentage": st.none() | st.integers(-1, 1),
    "linked": st.none() | st.sampled_from((*ACCOUNTS, 0)),
    "linked_nil": st.booleans(),
}


@st.composite
def sent_to(draw: st.DrawFn, savings_type: int) -> Contribution:
    """Draw a contribution that breaks no rule, but for its end, with up to three members that may be anything."""
    kind = draw(st.sampled_from(sorted(SAVINGS_TYPE[savings_type].contributions)))
    whole = Contribution(
        number=1,
        account=ACCOUNTS[0],
        type=kind,
        frequency=1 if kind == GAINS_ALLOWANCE else draw(st.sampled_from(FREQUENCIES)),
        start=draw(moments | st.just(Moment(CURRENT))),
        end=draw(moments),
        amount=draw(st.integers(1, 500_00)),
        linked=draw(st.sampled_from(ACCOUNTS[1:])),
    )
    return replace(whole, **{name: draw(WILD[name]) for name in draw(st.sets(st.sampled_from([*WILD]), max_size=3))})


@examples(400)
@given(st.sampled_from([*SAVINGS_TYPE]), st.data())
def test_what_the_rules_accept_can_be_paid(savings_type: int, data: st.DataObject) -> None:
    """Whatever is sent is accepted or refused by name; what is accepted ends after it starts and takes from another."""
    sent = data.draw(sent_to(savings_type))
    contribution = sent.resolved(LIFE, "anna", TODAY)
    try:
        check_contribution(contribution, savings_type, frozenset(ACCOUNTS), LIFE)
    except Refused as refusal:
        event("refused")
        names = [error.name for error in refusal.errors]
        assert len(names) == len(set(names))
        return
    event("accepted")
    assert sent.type in SAVINGS_TYPE[savings_type].contributions
    if contribution.start_date is not None and contribution.end_date is not None:
        assert contribution.end_date > contribution.start_date
    assert contribution.frequency == ONE_OFF or contribution.end is not None
    if sent.type == TRANSFER_IN:
        assert contribution.linked_nil or contribution.linked in ACCOUNTS[1:]
    project(dict.fromkeys(ACCOUNTS, 100_00), [contribution], TODAY, TODAY + timedelta(days=900), ACCOUNTS[0])


def _plain(start: date) -> Contribution:
    return Contribution(
        number=1, account=ACCOUNTS[0], type=2, frequency=12, start=Moment(CURRENT), end=None, amount=1, start_date=start
    )
