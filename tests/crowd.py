"""Several at once: jobs in threads that start together, and products that share a table and a clock."""

import os
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Final, TypeVar

from savings.api.answers import Answer
from savings.api.running import run
from savings.runtime import Runtime
from savings.store.idempotency import Once
from savings.usecases.attempt import Attempt, Outcome
from savings.usecases.caller import Caller
from tests.product import Product

T = TypeVar("T")

ROUNDS: Final = int(os.environ.get("ROUNDS", "2"))
"""How often many at once do what a test has them do; `make gates` has them do it more often."""


def perform(runtime: Runtime, caller: Caller, work: Callable[[Attempt], Outcome[T]], once: Once | None = None) -> T:
    """Run a use case as the edge runs a request, and return what came of it; None under a key that came before."""
    made: list[T] = []

    def one(attempt: Attempt) -> Answer:
        outcome = work(attempt)
        made[:] = [outcome.made]
        return Answer(200, "{}", outcome=outcome)

    run(runtime, caller, once, one)
    return made[0]


def at_once(jobs: Sequence[Callable[[], T]]) -> list[T]:
    """Run jobs in threads that start together; raise what any of them raised."""
    barrier = Barrier(len(jobs))

    def start(job: Callable[[], T]) -> T:
        barrier.wait()
        return job()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(start, jobs))


def another(product: Product) -> Product:
    """Return the product over the same table and clock, with the real pauses."""
    other = Product(product.client, product.table_name, product.clock.instant)
    other.clock = product.clock
    vars(other.runtime).update(clock=product.clock, sleep=time.sleep)
    return other
