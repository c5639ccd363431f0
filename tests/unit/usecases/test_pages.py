"""A page is cut from what is read as it is asked for."""

from collections.abc import Iterator

from savings.usecases.pages import LOOKED_THROUGH, page_of


class Things:
    """Numbers from 1 on, which say how many were read."""

    def __init__(self, count: int) -> None:
        self._count, self.read = count, 0

    def __iter__(self) -> Iterator[int]:
        for number in range(1, self._count + 1):
            self.read = number
            yield number


def place(number: int) -> tuple[int]:
    return (number,)


def test_a_page_reads_one_thing_more_than_it_has() -> None:
    things = Things(1000)
    assert page_of(things, 3, place) == ([1, 2, 3], (3,))
    assert things.read == 4


def test_the_last_page_leads_nowhere_even_where_it_is_full() -> None:
    assert page_of(Things(3), 3, place) == ([1, 2, 3], None)
    assert page_of(Things(2), 3, place) == ([1, 2], None)
    assert page_of(Things(0), 3, place) == ([], None)


def test_without_a_limit_everything_that_is_wanted_comes() -> None:
    assert page_of(Things(1000), None, place, lambda number: number % 500 == 0) == ([500, 1000], None)


def test_a_page_of_what_is_rare_ends_where_it_stopped_looking() -> None:
    things = Things(1000)
    assert page_of(things, 2, place, lambda number: number == 7) == ([7], (2 * LOOKED_THROUGH,))
    assert things.read == 2 * LOOKED_THROUGH + 1


def test_a_page_goes_on_behind_what_it_has_seen_last() -> None:
    """What comes after it need not be wanted: the next page may be empty."""
    assert page_of(Things(6), 2, place, lambda number: number in (2, 4)) == ([2, 4], (4,))
