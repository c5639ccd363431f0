"""The operator's command works on the local stack as on AWS: who is onboarded calls, and clients come and go."""

import os
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import httpx2
import pytest

from infra.components.bundle import ROOT
from local.stack import TABLE_NAME
from tests.local.serving import Served

Operate = Callable[..., list[str]]
HOUSEHOLDS = "/api/v2/household"
FAMILY = {"Clients": [{"FirstName": "Ada", "LastName": "Lovelace", "DateOfBirth": "1985-12-10"}]}


@pytest.fixture
def operate(stack: Served) -> Operate:
    """The command, with the variables that the book names."""
    address = f"{str(stack.http.base_url).rstrip('/')}/_local/aws"
    access = {"AWS_ACCESS_KEY_ID": "local", "AWS_SECRET_ACCESS_KEY": "local", "AWS_DEFAULT_REGION": "eu-west-1"}
    others = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}

    def run(*arguments: str) -> list[str]:
        ran = subprocess.run(
            [sys.executable, "-m", "operations.tenants", "--table", TABLE_NAME, *arguments],
            env={**others, **access, "AWS_ENDPOINT_URL": address},
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert ran.returncode == 0, ran.stderr + ran.stdout
        return ran.stdout.splitlines()

    return run


def handed(lines: list[str]) -> tuple[str, str]:
    given = dict(line.split("=", 1) for line in lines[1:])
    return given["client_id"], given["client_secret"]


def call(stack: Served, client: tuple[str, str], method: str = "GET", **more: Any) -> httpx2.Response:
    """Call the route of all households with a new token of a client."""
    form = {"grant_type": "client_credentials"}
    token = httpx2.post(f"{stack.http.base_url}/oauth2/token", data=form, auth=client).raise_for_status().json()
    bearer = {"Authorization": f"Bearer {token['access_token']}"}
    with httpx2.Client(base_url=stack.http.base_url, headers=bearer) as http:
        return http.request(method, HOUSEHOLDS, **more)


def test_a_tenant_is_onboarded_rotated_and_removed_while_the_stack_serves(stack: Served, operate: Operate) -> None:
    first = handed(operate("onboard", "acme", "--pool", "local", "--zone", "Europe/Paris", "--currency", "EUR"))
    assert call(stack, first).json()["data"] == []
    second = handed(operate("add", "acme", "--pool", "local"))
    assert call(stack, second).status_code == 200
    lines = operate("take", "acme", "--pool", "local", "--client", first[0])
    assert lines[1:] == [f"{first[0]} is deleted"]
    with pytest.raises(httpx2.HTTPStatusError):
        call(stack, first)
    assert [line for line in operate("list") if '"acme"' in line]
    assert operate("remove", "acme", "--pool", "local") == ["acme is removed", f"{second[0]} is deleted"]


def test_a_default_is_taken_and_the_clock_still_goes_anywhere_before(stack: Served, operate: Operate) -> None:
    client = handed(operate("onboard", "globex", "--pool", "local", "--zone", "Europe/Paris", "--currency", "EUR"))
    made = call(stack, client, "POST", json=FAMILY)
    assert made.status_code == 201, made.text
    assert (made.json()["data"]["TimeZone"], made.json()["data"]["Currency"]) == ("Europe/Paris", "EUR")
