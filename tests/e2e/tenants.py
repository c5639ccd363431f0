"""Tenants of the deployed stacks, onboarded by the operator's own command."""

import os
import subprocess
import sys
from typing import Final

import httpx2

from infra.components.bundle import ROOT
from tests.e2e.deployment import Deployment
from tests.e2e.emulator import ACCOUNT, REGION

TENANT: Final = "savings-bank"


def operate(deployment: Deployment, *arguments: str) -> list[str]:
    """Run the command for tenants as an operator does, with an administrator's credentials; return what it prints."""
    table = ("--table", deployment.outputs["TableName"])
    access = {"AWS_ACCESS_KEY_ID": ACCOUNT, "AWS_SECRET_ACCESS_KEY": "e2e", "AWS_DEFAULT_REGION": REGION}
    paths = os.pathsep.join([str(ROOT), str(ROOT / "layers" / "common" / "python")])
    ran = subprocess.run(
        [sys.executable, "-m", "operations.tenants", *table, *arguments],
        env={**os.environ, **access, "AWS_ENDPOINT_URL": deployment.emulator.url, "PYTHONPATH": paths},
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    return ran.stdout.splitlines()


def onboard(deployment: Deployment, tenant: str, *terms: str) -> tuple[str, str]:
    """Onboard a tenant with a backend of its own in the user pool, and return that one's id and secret."""
    _, *handed = operate(deployment, "onboard", tenant, "--pool", deployment.outputs["UserPoolId"], *terms)
    given = dict(line.split("=", 1) for line in handed)
    return given["client_id"], given["client_secret"]


def bank(deployment: Deployment) -> tuple[str, str]:
    """Return id and secret of the backend of the one tenant that most tests have."""
    if deployment.emulator.url not in _BANKS:
        _BANKS[deployment.emulator.url] = onboard(deployment, TENANT)
    return _BANKS[deployment.emulator.url]


_BANKS: Final[dict[str, tuple[str, str]]] = {}


def token(deployment: Deployment, client: str, secret: str, scope: str) -> str:
    """Return a token of a client, as the token endpoint gives it."""
    answer = httpx2.post(
        f"{deployment.emulator.url}/oauth2/token",
        auth=(client, secret),
        data={"grant_type": "client_credentials", "scope": scope},
    )
    given: str = answer.raise_for_status().json()["access_token"]
    return given
