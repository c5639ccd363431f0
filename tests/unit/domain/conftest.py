"""The domain is pure: none of its tests may open a connection."""

import pytest


@pytest.fixture(autouse=True)
def no_network(socket_disabled: None) -> None:
    """Refuse every socket while a test of the domain runs."""
