"""The stack as a process of its own, which a test may kill and start again."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any, Self

import httpx2

from tests.contract.event_schemas import prove

ROOT = Path(__file__).parents[2]
_PATHS = [ROOT / "functions", ROOT / "layers" / "common" / "python", ROOT]


def command_environment(data: Path, **variables: str) -> dict[str, str]:
    """The environment of `python -m local` on a free port, with its data in `data`."""
    paths = os.pathsep.join(map(str, _PATHS))
    return {**os.environ, "PYTHONPATH": paths, "PORT": "0", "DATA_DIR": str(data), **variables}


class Served:
    """A running stack; `http` calls it, with the headers of whoever `act_for` named."""

    def __init__(self, data: Path, **variables: str) -> None:
        """Start it and wait until it says that it serves."""
        self._log = data.with_suffix(".log")
        with self._log.open("a") as errors:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "local"],
                env=command_environment(data, **variables),
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
            )
        assert self.process.stdout is not None
        self.announcement = self.process.stdout.readline()
        assert self.announcement.startswith("ready "), self.log()
        self.base_url = self.announcement.removeprefix("ready ").strip()
        self.http = httpx2.Client(base_url=self.base_url, timeout=60, trust_env=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop(signal.SIGTERM)

    def stop(self, with_signal: signal.Signals) -> tuple[int, str]:
        """End it by a signal; return its exit code and what else it said on standard output."""
        self.http.close()
        self.process.send_signal(with_signal)
        said, _ = self.process.communicate(timeout=30)
        return self.process.returncode, said

    def token(self, client: str = "demo-app", **form: str) -> str:
        """Return a token of a client app, or of the customer whose GUID is given as `username`."""
        grant = "password" if "username" in form else "client_credentials"
        secret = client.replace("-app", "-secret")
        form = {"grant_type": grant, "client_id": client, "client_secret": secret, **form}
        return str(self.http.post("/oauth2/token", data=form).json()["access_token"])

    def act_for(self, customer: str | None, client: str = "demo-app") -> None:
        """Call as the client app, for the customer if there is one."""
        self.http.headers.update({"Authorization": f"Bearer {self.token(client)}", "X-Client-Id": client})
        if customer is not None:
            self.http.headers["X-Customer-Id"] = customer

    def household(self, currency: str = "USD", value: int = 100_000) -> "Family":
        """Create a household with one client and one account, and act for that client."""
        self.http.headers.pop("X-Customer-Id", None)
        self.act_for(None)
        body = {
            "HouseholdLabel": "The Edwards family",
            "TimeZone": "Europe/London",
            "Currency": currency,
            "Clients": [{"FirstName": "Tina", "LastName": "Edwards", "DateOfBirth": "1990-05-04"}],
        }
        made = self.http.post("/api/v2/household", json=body).json()["data"]
        customer = made["Clients"][0]["ClientGUID"]
        today = self.http.get("/_local/clock").json()["now"][:10]
        saving = {
            "ClientGUID": customer,
            "SavingsDescription": "Rainy days",
            "SavingsType": 2,
            "Value": value,
            "ValueDate": today,
        }
        path = f"/api/v2/household/{made['HouseholdGUID']}/savings"
        account = self.http.post(path, json=saving).json()["data"]["SavingsGUID"]
        self.act_for(customer)
        return Family(made["HouseholdGUID"], customer, account)

    def log(self) -> str:
        """Return all that was written into the log."""
        return self._log.read_text()

    def lines(self, message: str) -> list[dict[str, Any]]:
        """Return the log lines of the functions that have this message, oldest first."""
        read = [json.loads(line) for line in self.log().splitlines() if line.startswith('{"level"')]
        return [line for line in read if line["message"] == message]

    def set_clock(self, now: str) -> httpx2.Response:
        """Ask for a walk of the clock."""
        return self.http.put("/_local/clock", json={"now": now})

    def events(self, after: int = 0) -> list[dict[str, Any]]:
        """Return what partners have heard, each event as its schema says."""
        events: list[dict[str, Any]] = self.http.get("/_local/events", params={"after": after}).json()["events"]
        for event in events:
            prove(event["detail"])
        return events


class Family:
    """A household with its one customer and account."""

    def __init__(self, household: str, customer: str, account: str) -> None:
        self.household = household
        self.customer = customer
        self.account = account
