"""The world of a command over a product: its table and its clock; nobody waits, and one thing is done after another."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from operations.table import AtTable
from savings.config import Settings
from tests.product import Product

World = Callable[[str, int], AtTable]
T = TypeVar("T")
U = TypeVar("U")


class InOrder(AtTable):
    """A world in which what dies has died at the same write each time."""

    def side_by_side(self, work: Callable[[T], U], on: Iterable[T]) -> list[U]:
        return [work(thing) for thing in on]


def world_of(product: Product) -> World:
    """Return how a command reaches the world of a product."""

    def made(table: str, rate: int) -> AtTable:
        there = InOrder(Settings(table_name=table), product.clock, sleep=lambda _: None, rate=10**9)
        vars(there)["table"] = product.table
        return there

    return made
