"""The copy of ISO 4217 is in step with the package that reads the standard's list."""

from iso4217 import Currency

from savings.domain.currencies import DECIMALS


def test_every_currency_with_a_minor_unit_is_there_and_no_other() -> None:
    assert {one.code: one.exponent for one in Currency if one.exponent is not None} == DECIMALS
