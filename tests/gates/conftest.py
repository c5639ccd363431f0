"""What is slow by nature: `make gates` runs it, `make test` does not. The product is that of the integration tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error

from local.installed import PackageUnavailableError
from tests.gates.browser import chromium
from tests.gates.console_page import desk, served
from tests.integration.conftest import account, audited, faults, household, product

__all__ = ["account", "audited", "desk", "faults", "household", "product", "served"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A Chromium; where none runs, what it would drive is skipped."""
    try:
        with chromium() as started:
            yield started
    except (Error, PackageUnavailableError) as error:
        pytest.skip(f"NO CHROMIUM RUNS HERE, its pages are not driven: {error}")


_HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder."""
    for item in items:
        if _HERE in item.path.parents:
            item.add_marker("gate")
