"""One stack for the tests that can share it: each brings its own household, and time only goes forward."""

from collections.abc import Iterator

import pytest

from tests.local.serving import Served


@pytest.fixture(scope="session")
def shared_stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with Served(tmp_path_factory.mktemp("shared") / "data") as served:
        yield served


@pytest.fixture
def stack(shared_stack: Served) -> Served:
    """The shared stack, with nobody's token."""
    for name in ("Authorization", "X-Client-Id", "X-Customer-Id"):
        shared_stack.http.headers.pop(name, None)
    return shared_stack
