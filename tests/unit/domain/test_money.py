"""Money: parsing, printing, splitting; one unit more or less is somebody's money."""

import pytest

from savings.domain import money
from savings.domain.errors import Refused


def refusal(text: str, currency: str) -> str:
    with pytest.raises(Refused) as refused:
        money.parse(text, currency, "target_amount.value")
    [error] = refused.value.errors
    assert error.name in {"target_amount.value", "currency"}
    return error.code


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [
        ("1250.50", "GBP", 125050),
        ("10", "GBP", 1000),
        ("10.0", "GBP", 1000),
        ("0", "GBP", 0),
        ("0.01", "GBP", 1),
        ("-12.34", "GBP", -1234),
        ("5", "JPY", 5),
        ("0", "JPY", 0),
        ("1.005", "KWD", 1005),
        ("1.005", "BHD", 1005),
        ("1.005", "OMR", 1005),
        ("1.0005", "CLF", 10005),
        ("1.0005", "UYW", 10005),
        ("90071992547409.91", "GBP", 2**53 - 1),
        ("-90071992547409.91", "GBP", -(2**53) + 1),
        ("9007199254740991", "JPY", 2**53 - 1),
    ],
)
def test_a_plain_decimal_number_is_read_exactly(text: str, currency: str, minor: int) -> None:
    """T-16, T-17."""
    assert money.parse(text, currency, "amount") == minor


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            " ",
            "-",
            ".",
            "1.",
            ".5",
            "-.5",
            "--1",
            "+5",
            " 5",
            "5 ",
            "5\n",
            "\t5",
            "00.5",
            "01",
            "1e3",
            "1E3",
            "1.5e1",
        ),
        *(
            "NaN",
            "nan",
            "Infinity",
            "-Infinity",
            "inf",
            "0x10",
            "1,000",
            "1,000.00",
            "1.000,00",
            "1_000",
            "1 000",
            "1'000",
        ),
        *(
            "٥",
            "５",
            "1.٥",
            "½",
            "١٢",
            "ten",
            "£5",
            "5 GBP",
            "5-",
            "(5)",
            "true",
            "null",
            "1.2.3",
            "\u2212" + "5",
            "5\u0000",
        ),
        "9" * 41,
        "0." + "0" * 400,
    ],
)
def test_anything_else_is_refused(text: str) -> None:
    """T-16."""
    assert refusal(text, "GBP") == "invalid_amount"


@pytest.mark.parametrize("text", ["-0", "-0.0", "-0.00"])
def test_a_negative_zero_is_refused(text: str) -> None:
    """T-16."""
    assert refusal(text, "GBP") == "invalid_amount"


@pytest.mark.parametrize(
    ("text", "currency"),
    [("10.5", "JPY"), ("10.0", "JPY"), ("10.001", "GBP"), ("1.005", "GBP"), ("2.675", "GBP"), ("1.0001", "KWD")],
)
def test_more_decimals_than_the_currency_has_are_refused_and_never_rounded(text: str, currency: str) -> None:
    """T-16, T-18."""
    assert refusal(text, currency) == "invalid_amount_scale"


@pytest.mark.parametrize(
    ("text", "currency"),
    [
        ("90071992547409.92", "GBP"),
        ("-90071992547409.92", "GBP"),
        ("9007199254740992", "JPY"),
        ("9223372036854775807", "JPY"),
        ("9" * 40, "KWD"),
    ],
)
def test_an_amount_beyond_what_a_json_reader_keeps_exactly_is_refused(text: str, currency: str) -> None:
    """T-17."""
    assert refusal(text, currency) == "amount_too_large"


@pytest.mark.parametrize(
    "code", ["", "gbp", "Gbp", "GB", "GBPX", " GBP", "ZZZ", "€", "826", "US Dollar", "XAU", "XXX", "XTS"]
)
def test_a_code_without_an_amount_in_iso_4217_is_refused(code: str) -> None:
    """T-16: unknown codes, and metals and test codes, which have no minor unit."""
    with pytest.raises(Refused) as refused:
        money.exponent(code, "target_amount.currency")
    [error] = refused.value.errors
    assert (error.name, error.code) == ("target_amount.currency", "unknown_currency")


@pytest.mark.parametrize(
    ("minor", "currency", "text"),
    [
        (125050, "GBP", "1250.50"),
        (0, "GBP", "0.00"),
        (5, "GBP", "0.05"),
        (-5, "GBP", "-0.05"),
        (-12345, "GBP", "-123.45"),
        (0, "JPY", "0"),
        (-7, "JPY", "-7"),
        (5, "KWD", "0.005"),
        (10005, "CLF", "1.0005"),
        (2**53 - 1, "GBP", "90071992547409.91"),
    ],
)
def test_an_amount_shows_the_currencys_usual_decimals(minor: int, currency: str, text: str) -> None:
    assert money.show(minor, currency) == text


@pytest.mark.parametrize(
    ("total", "parts", "split"),
    [
        (10000, 3, [3334, 3333, 3333]),
        (1000, 3, [334, 333, 333]),
        (500000, 12, [41667] * 8 + [41666] * 4),
        (5, 7, [1] * 5 + [0] * 2),
        (-10000, 3, [-3334, -3333, -3333]),
        (0, 2, [0, 0]),
        (7, 1, [7]),
    ],
)
def test_a_split_gives_the_remainder_to_the_first_parts(total: int, parts: int, split: list[int]) -> None:
    """T-14, with the vectors of GBP, JPY and KWD."""
    assert [money.share(total, parts, index) for index in range(parts)] == split
    assert [money.shares_before(total, parts, index) for index in range(parts + 1)] == [
        sum(split[:index]) for index in range(parts + 1)
    ]


@pytest.mark.parametrize(("amount", "by", "result"), [(10, 5, 2), (11, 5, 3), (0, 5, 0), (-1, 5, 0), (-6, 5, -1)])
def test_dividing_up_never_leaves_a_rest(amount: int, by: int, result: int) -> None:
    """T-25."""
    assert money.ceil_div(amount, by) == result


@pytest.mark.parametrize(
    ("amount", "target", "percent"),
    [
        (0, 1000, 0),
        (9, 1000, 0),
        (10, 1000, 1),
        (995, 1000, 99),
        (999, 1000, 99),
        (1000, 1000, 100),
        (2505, 1000, 250),
        (-1, 1000, 0),
        (0, 0, 100),
        (0, 1, 0),
        (2**53 - 2, 2**53 - 1, 99),
    ],
)
def test_percent_is_floored_so_that_100_means_reached(amount: int, target: int, percent: int) -> None:
    """T-19."""
    assert money.percent(amount, target) == percent
