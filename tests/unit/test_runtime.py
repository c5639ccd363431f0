"""Work side by side: nothing of it is under way any more when it is over."""

import threading

import pytest

from savings.config import Settings
from savings.correlation import serve, served
from savings.runtime import THREADS, Runtime


@pytest.fixture
def runtime() -> Runtime:
    return Runtime(Settings())


def test_things_are_worked_on_side_by_side_and_answered_in_their_order(runtime: Runtime) -> None:
    all_there = threading.Barrier(THREADS + 1, timeout=30)

    def work(number: int) -> int:
        all_there.wait()
        return -number

    assert runtime.side_by_side(work, range(THREADS + 1)) == [-number for number in range(THREADS + 1)]


def test_what_fails_is_raised_when_all_have_ended(runtime: Runtime) -> None:
    failed, ended = threading.Event(), []

    def work(number: int) -> None:
        if number == 0:
            failed.set()
            raise LookupError(number)
        failed.wait(30)
        ended.append(number)
        if number == 2:
            raise KeyError(number)

    with pytest.raises(LookupError, match="0"):
        runtime.side_by_side(work, range(4))
    assert sorted(ended) == [1, 2, 3]


def test_what_is_done_side_by_side_serves_the_same_request_until_it_serves_one_of_its_own(runtime: Runtime) -> None:
    all_serve = threading.Barrier(3, timeout=30)

    def work(own: str) -> tuple[str, str]:
        before = served()
        serve(own)
        all_serve.wait()
        return before, served()

    serve("all")
    assert runtime.side_by_side(work, "abc") == [("all", "a"), ("all", "b"), ("all", "c")]
    assert served() == "all"


def test_threads_are_kept_and_one_thing_needs_none(runtime: Runtime) -> None:
    def work(_: int) -> threading.Thread:
        return threading.current_thread()

    assert runtime.side_by_side(work, []) == []
    assert runtime.side_by_side(work, [1]) == [threading.current_thread()]
    threads = {thread for _ in range(50) for thread in runtime.side_by_side(work, [1, 2])}
    assert threading.current_thread() in threads
    assert len(threads) <= THREADS + 1
