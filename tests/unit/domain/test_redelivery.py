"""When a delivery is tried again, and for how long its webhook rests."""

from datetime import UTC, datetime, timedelta

import pytest

from savings.domain.redelivery import LONGEST_REST, SHORTEST_REST, TRIED_FOR, WAITS, next_at, rest

FIRST = datetime(2027, 1, 29, 13, tzinfo=UTC)
NONE = timedelta(0)


def test_eight_calls_fit_into_a_day_and_no_ninth_is_made() -> None:
    now = FIRST
    for attempts in range(1, 8):
        after = next_at(attempts, FIRST, now, NONE, share=0)
        assert after == now + WAITS[attempts - 1]
        now = after
    assert now - FIRST < TRIED_FOR
    assert next_at(8, FIRST, now, NONE, share=0) is None


def test_what_is_a_day_old_is_not_tried_again_however_few_calls_were_made() -> None:
    assert next_at(1, FIRST, FIRST + TRIED_FOR, NONE, share=0) is None
    assert next_at(1, FIRST, FIRST + TRIED_FOR - timedelta(seconds=1), NONE, share=0) is not None


@pytest.mark.parametrize(
    ("attempts", "asked", "waits"), [(1, 60, 60), (1, 9_999, 300), (7, 99_999, 28_800), (2, 9, 300)]
)
def test_a_server_is_given_the_time_that_it_asks_for_up_to_the_step_that_follows(
    attempts: int, asked: int, waits: int
) -> None:
    assert next_at(attempts, FIRST, FIRST, timedelta(seconds=asked), share=0) == FIRST + timedelta(seconds=waits)


def test_shares_bring_deliveries_up_to_a_tenth_earlier() -> None:
    found = [next_at(4, FIRST, FIRST, NONE, share) for share in range(100)]
    assert len(set(found)) == 100
    assert all(one and 0.9 * WAITS[3] <= one - FIRST <= WAITS[3] for one in found)


def test_a_webhook_rests_the_longer_the_longer_it_fails_and_one_that_answers_only_then() -> None:
    assert rest(NONE, NONE, is_down=True) == SHORTEST_REST
    assert rest(NONE, NONE, is_down=False) == NONE
    assert rest(NONE, timedelta(seconds=40), is_down=True) == timedelta(seconds=40)
    for is_down in (True, False):
        assert rest(timedelta(minutes=4), NONE, is_down=is_down) == timedelta(minutes=1)
        assert rest(timedelta(days=2), timedelta(days=1), is_down=is_down) == LONGEST_REST
