"""The code lists of the published documents, word for word: they are on the wire and in the table."""

from enum import StrEnum

import pytest

from savings.domain.account import AccountKind
from savings.domain.actions import Direction
from savings.domain.calendar import Frequency
from savings.domain.goal import MeasuredBy, Status, TrackingType
from savings.domain.household import Level
from savings.domain.plan import Target
from savings.domain.progress import TrackingStatus


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
