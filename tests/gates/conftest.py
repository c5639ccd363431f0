"""What is slow by nature: `make gates` runs it, `make test` does not. The product is that of the integration tests."""

from pathlib import Path

import pytest

from tests.integration.conftest import account, audited, faults, household, product

__all__ = ["account", "audited", "faults", "household", "product"]

_HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder."""
    for item in items:
        if _HERE in item.path.parents:
            item.add_marker("gate")
