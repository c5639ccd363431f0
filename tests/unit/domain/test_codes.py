"""The code lists of the published documents, word for word: they are on the wire and in the table."""

from enum import StrEnum
from typing import Final

import pytest

from savings.domain import codes
from savings.domain.account import AccountKind
from savings.domain.actions import Direction
from savings.domain.calendar import Frequency
from savings.domain.codes import CODES, SAVINGS_TYPE, SAVINGS_TYPES, Source
from savings.domain.goal import MeasuredBy, Status, TrackingType
from savings.domain.household import Level
from savings.domain.plan import Target
from savings.domain.progress import TrackingStatus
from tests.published_tables import EVERY_SAVINGS_TYPE, allowed_contributions, is_joint

PUBLISHED_LABELS: Final[list[tuple[str, int | str, str]]] = [
    ("savings_type", 1, "Bank Current Account"),
    ("savings_type", 22, "Structured Product"),
    ("atr_slot", 1, "Medium"),
    ("risk_level", 17, "Lowest"),
    ("risk_level", 19, "Balanced and more"),
    ("risk_level", 22, "Cautious"),
    ("provider", "8379dc94-3bcf-e011-87a9-b8ac6f1693a9", "1st Source Direct"),
    ("isa_special_type", 1, "Junior ISA"),
    ("isa_special_type", 2, "Lifetime ISA"),
    ("back_office_sync", 1, "Yes"),
    ("back_office_sync", 2, "No"),
    ("back_office_sync", 3, "Only update from back office"),
    ("risk_change", 1, "Yes"),
    ("risk_change", 2, "No"),
    ("risk_basis", 2, "Specific Age"),
    ("risk_basis", 3, "Specific Date"),
    ("risk_basis", 4, "Event"),
    ("contribution_type", 2, "Savings Contribution"),
    ("frequency", 120, "One-off"),
    ("frequency", 52, "Paid Weekly"),
    ("frequency", 26, "Paid Fortnightly"),
    ("start_basis", 1, "Current"),
    ("start_basis", 3, "Specific Date"),
    ("end_basis", 3, "Specific Date"),
]


@pytest.mark.parametrize(
    ("codes", "words"),
    [
        (Frequency, "annually biannually quarterly monthly four_weekly fortnightly weekly daily singular"),
        (Target, "amount date open_ended current_balance available_balance"),
        (Status, "unstarted active finalising completed failed cancelled"),
        (TrackingType, "credit debit debit_credit"),
        (TrackingStatus, "above equal below"),
        (MeasuredBy, "actions transactions balance"),
        (Direction, "credit debit"),
        (AccountKind, "SharedSavings Performance"),
        (Level, "view edit"),
    ],
)
def test_the_codes_are_the_published_words(codes: type[StrEnum], words: str) -> None:
    assert [code.value for code in codes] == words.split()


def test_the_savings_types_are_one_to_twenty_two() -> None:
    assert [row.code for row in SAVINGS_TYPES] == list(EVERY_SAVINGS_TYPE) == list(SAVINGS_TYPE)


@pytest.mark.parametrize("savings_type", EVERY_SAVINGS_TYPE)
def test_a_savings_type_is_joint_and_takes_contributions_as_published(savings_type: int) -> None:
    row = SAVINGS_TYPE[savings_type]
    assert row.joint is is_joint(savings_type)
    assert row.contributions == allowed_contributions(savings_type)
    assert row.is_investment is (savings_type > 5)


def test_every_contribution_that_a_savings_type_takes_has_a_label() -> None:
    taken = frozenset[int]().union(*(row.contributions for row in SAVINGS_TYPES))
    assert taken == {row.code for row in CODES["contribution_type"]}


@pytest.mark.parametrize(("member", "code", "label"), PUBLISHED_LABELS)
def test_what_the_published_pages_call_a_code_is_its_label(member: str, code: int | str, label: str) -> None:
    assert codes.label(member, code) == label
    assert next(row for row in CODES[member] if row.code == code).source is Source.PUBLISHED


@pytest.mark.parametrize("member", CODES)
def test_a_members_codes_and_labels_are_there_once(member: str) -> None:
    rows = CODES[member]
    assert len({row.code for row in rows}) == len({row.label for row in rows}) == len(rows)
    assert all(codes.is_known(member, row.code) for row in rows)


@pytest.mark.parametrize(
    ("member", "known"),
    [
        ("frequency", {120, 52, 26, 13, 12, 4, 2, 1}),
        ("start_basis", {1, 2, 3, 4, 7}),
        ("end_basis", {2, 3, 4, 7}),
        ("risk_basis", {2, 3, 4, 7}),
        ("contribution_type", {2, 3, 11, 12, 13}),
        ("back_office_sync", {1, 2, 3}),
        ("isa_special_type", {1, 2}),
        ("risk_change", {1, 2}),
        ("risk_level", {1, 17, 19, 22}),
        ("atr_slot", {1, 17, 19, 22}),
    ],
)
def test_no_other_code_is_known(member: str, known: set[int]) -> None:
    """Bases 5 and 6 are explained nowhere, and an end that is "current" would be over before it began."""
    assert {code for code in range(-1, 400) if codes.is_known(member, code)} == known
    assert codes.label(member, 0) is None
