"""The template deploys."""

import pytest

from tests.e2e.deployment import HTTPS_ONLY, NOT_EMULATED, Deployment

pytestmark = pytest.mark.e2e


def test_everything_is_deployed_but_what_the_emulator_lacks(deployment: Deployment) -> None:
    assert deployment.left_out == NOT_EMULATED | {HTTPS_ONLY}
    assert {"ApiUrl", "BusName", "TableName", "BackendClientId", "UserPoolId"} <= set(deployment.outputs)
