"""The operator's commands work on the local stack as on AWS: clients come and go, and webhooks are tried."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from queue import SimpleQueue
from socket import socket
from typing import Any

import httpx2
import pytest
from standardwebhooks import Webhook

from contract.wiring import DELIVER_QUEUE
from infra.components.bundle import ROOT
from local.queues import Queue
from local.stack import TABLE_NAME
from savings.clock import SystemClock
from tests.local.serving import Served
from tests.server import request_of, served

pytestmark = pytest.mark.gate

Operate = Callable[..., list[str]]
HOUSEHOLDS = "/api/v2/household"
FAMILY = {"Clients": [{"FirstName": "Ada", "LastName": "Lovelace", "DateOfBirth": "1985-12-10"}]}


@pytest.fixture
def operate(stack: Served) -> Operate:
    """The command for tenants, with the variables that the book names."""
    return command(stack, "operations.tenants")


def command(stack: Served, module: str) -> Operate:
    address = f"{str(stack.http.base_url).rstrip('/')}/_local/aws"
    access = {"AWS_ACCESS_KEY_ID": "local", "AWS_SECRET_ACCESS_KEY": "local", "AWS_DEFAULT_REGION": "eu-west-1"}
    others = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}

    def run(*arguments: str) -> list[str]:
        ran = subprocess.run(
            [sys.executable, "-m", module, "--table", TABLE_NAME, *arguments],
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


def test_a_webhook_on_this_machine_is_registered_and_tried_by_command_and_by_its_tenant(stack: Served) -> None:
    operate, heard = command(stack, "operations.webhooks"), SimpleQueue[bytes]()

    def take(connection: socket) -> None:
        heard.put(request_of(connection))
        connection.sendall(b"HTTP/1.1 204 Taken\r\n\r\n")

    with served(take) as server:
        url = f"http://127.0.0.1:{server.port}/events"
        made = json.loads(operate("create", url, "--all-tenants", "--type", "goal.failed", "--anywhere")[0])
        queue = Queue(DELIVER_QUEUE, SystemClock()).url
        tried = json.loads(operate("test", str(made["webhook"]), "--queue", queue)[0])
        assert verified(heard.get(timeout=30), made["key"])["id"] == tried["event_id"]
        assert operate("delete", str(made["webhook"])) == [f"{made['webhook']} is removed"]
        stack.act_for(None)
        own = stack.http.post("/webhooks", json={"url": url}).json()
        key = stack.http.get(f"/webhooks/{own['id']}/keys").json()["current"]
        assert stack.http.post(f"/webhooks/{own['id']}/test").status_code == 204
        assert verified(heard.get(timeout=30), key)["type"] == "savings.goals.webhook.test.v1"
    assert stack.http.delete(f"/webhooks/{own['id']}").status_code == 204


def verified(request: bytes, key: str) -> dict[str, Any]:
    """Return the event of a request, as the published library verifies it."""
    head, _, body = request.partition(b"\r\n\r\n")
    fields = dict(line.decode().split(": ", 1) for line in head.split(b"\r\n")[1:])
    found: dict[str, Any] = Webhook(key).verify(body.decode(), fields)
    return found
