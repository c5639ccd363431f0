"""Money: what is shown is what was read, and parts always sum to the whole."""

from decimal import Decimal
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from savings.domain import money
from savings.domain.errors import Refused
from tests.property.drawn import CURRENCIES

minors = st.integers(-money.MAX_MINOR, money.MAX_MINOR)
currencies = st.sampled_from(CURRENCIES)


@given(minors, currencies)
def test_what_is_shown_is_read_back(minor: int, currency: str) -> None:
    assert money.parse(money.show(minor, currency), currency, "amount") == minor


@given(minors, currencies)
def test_what_is_shown_has_the_currencys_decimals_and_value(minor: int, currency: str) -> None:
    shown = Decimal(money.show(minor, currency))
    assert shown.as_tuple().exponent == -money.exponent(currency)
    assert shown == Decimal(minor).scaleb(-money.exponent(currency))


def test_every_currency_reads_and_shows_one_minor_unit_and_the_largest_amount() -> None:
    for currency, minor in product(CURRENCIES, (1, -1, 0, money.MAX_MINOR, -money.MAX_MINOR)):
        assert money.parse(money.show(minor, currency), currency, "amount") == minor


@given(st.text(max_size=45) | st.from_regex(r"\A-?[0-9]{0,18}(\.[0-9]{0,5})?\Z"), currencies)
def test_any_text_is_read_exactly_or_refused(text: str, currency: str) -> None:
    try:
        minor = money.parse(text, currency, "amount")
    except Refused:
        return
    assert Decimal(minor).scaleb(-money.exponent(currency)) == Decimal(text)
    assert abs(minor) <= money.MAX_MINOR


@given(minors, st.integers(1, 4000), st.data())
def test_a_split_sums_exactly_and_its_parts_differ_by_one_at_most(total: int, parts: int, data: st.DataObject) -> None:
    shares = [money.share(total, parts, index) for index in range(parts)]
    assert sum(shares) == total
    assert max(shares) - min(shares) <= 1
    assert sorted(shares, key=abs, reverse=True) == shares
    index = data.draw(st.integers(0, parts))
    assert money.shares_before(total, parts, index) == sum(shares[:index])


@given(minors, st.integers(1, 400))
def test_a_negative_split_is_the_mirror_image(total: int, parts: int) -> None:
    assert [money.share(-total, parts, index) for index in range(parts)] == [
        -money.share(total, parts, index) for index in range(parts)
    ]


@given(st.integers(-(10**6), money.MAX_MINOR), st.integers(1, money.MAX_MINOR))
def test_a_hundred_percent_means_reached(amount: int, target: int) -> None:
    percent = money.percent(amount, target)
    assert (percent >= 100) == (amount >= target)
    assert percent >= 0
