"""Tries and their pauses, on a virtual clock: who meets others gets through, and who cannot says so in time."""

import random
from datetime import datetime
from itertools import pairwise

import pytest

from savings.clock import SystemClock
from savings.config import Settings
from savings.deadline import TIMEOUTS, TO_ANSWER
from savings.domain.errors import Busy
from savings.runtime import FIRST_PAUSE, LONGEST_PAUSE, Patience, Runtime
from savings.store.table import ConditionFailed, Contended
from savings.usecases.attempt import TRIES, attempts
from tests.virtual import VirtualTime

TIMEOUT = TIMEOUTS["actions"] * 1000
CALL = 60
WRITERS, REQUESTS = 12, 40


@pytest.fixture
def time() -> VirtualTime:
    return VirtualTime()


def runtime(time: VirtualTime) -> Runtime:
    """The runtime of one function that is invoked now."""
    made = Runtime(Settings(), SystemClock(), sleep=time.sleep)
    made.deadline.begin(time.invocation(TIMEOUT))
    return made


class OneItem:
    """An item that many want to change: each reads it, and writes if nobody else does or did meanwhile."""

    def __init__(self, time: VirtualTime) -> None:
        self.version = 0
        self._time = time
        self._busy_until = 0

    def change(self) -> None:
        """Read and write, each as one call of 60 ms. Raises Contended or ConditionFailed as the table does."""
        self._time.wait(CALL // 2)
        seen = self.version
        self._time.wait(CALL // 2)
        if self._busy_until > self._time.now:
            self._time.wait(CALL)
            raise Contended("transact_write_items")
        if self.version != seen:
            self._time.wait(CALL)
            raise ConditionFailed({("T#bank", "GOAL"): None})
        self._busy_until = self._time.now + CALL
        self._time.wait(CALL)
        self.version += 1


@pytest.mark.parametrize("seed", range(3))
def test_of_twelve_writers_who_never_stop_fewer_than_one_request_in_a_hundred_gives_up(
    time: VirtualTime, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    """Regression: with eight tries and pauses that doubled without end, every fifth request gave up."""
    monkeypatch.setattr("random.randint", random.Random(seed).randint)
    item, given_up, took = OneItem(time), [], []

    def writer() -> None:
        for _ in range(REQUESTS):
            began = time.now
            try:
                attempts(runtime(time), lambda _: item.change())
            except Busy:
                given_up.append(began)
            took.append(time.now - began)

    time.run([writer] * WRITERS)
    assert item.version == WRITERS * REQUESTS - len(given_up)
    assert len(given_up) < WRITERS * REQUESTS / 100
    assert max(took) <= TIMEOUT - TO_ANSWER


def test_pauses_double_up_to_the_longest_and_are_drawn_at_random(
    time: VirtualTime, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[tuple[int, int]] = []

    def longest(least: int, most: int) -> int:
        drawn.append((least, most))
        return most

    monkeypatch.setattr("random.randint", longest)
    begun = [time.now for _ in runtime(time).tries(6)]
    assert drawn == [(0, 100), (0, 200), (0, 200), (0, 200), (0, 200)]
    assert [after - before for before, after in pairwise(begun)] == [most for _, most in drawn]
    assert (FIRST_PAUSE, LONGEST_PAUSE) == (100, 200)


def test_the_last_try_is_not_followed_by_a_pause(time: VirtualTime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("random.randint", lambda _, most: most)
    assert len(list(runtime(time).tries(1))) == 1
    assert time.now == 0


@pytest.mark.parametrize("a_try", [0, 60, 1_000, 2_499])
def test_who_always_meets_others_says_so_before_the_function_is_stopped(time: VirtualTime, a_try: int) -> None:
    tried: list[int] = []

    def work(_: datetime) -> None:
        tried.append(time.now)
        time.wait(a_try)
        raise Contended("transact_write_items")

    with pytest.raises(Busy):
        attempts(runtime(time), work)
    assert 1 < len(tried) <= TRIES
    assert time.now <= TIMEOUT - TO_ANSWER
    assert tried[-1] + Patience().longest <= TIMEOUT - TO_ANSWER


def test_a_call_begins_only_if_it_can_end_in_time(time: VirtualTime) -> None:
    made = runtime(time)
    time.wait(TIMEOUT - TO_ANSWER - Patience().longest)
    assert made.has_time_for_a_call()
    time.wait(1)
    assert not made.has_time_for_a_call()


def test_what_nobody_invoked_has_as_much_time_as_a_request() -> None:
    made = Runtime(Settings(), SystemClock())
    assert made.has_time_for_a_call()
    assert made.deadline.allows(TIMEOUT - TO_ANSWER)
    assert not made.deadline.allows(TIMEOUT)
