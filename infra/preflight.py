"""What a stage's settings need of its account: `STAGE=live python -m infra.preflight`.

It asks the account and ends with 1 where that has less; `--offline` asks nobody.
"""

import argparse
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

import boto3

from infra.settings import Settings

UNRESERVED: Final = 100
"""Executions that AWS wants to stay free of reservations."""
_PUT_EVENTS: Final = ("events", "L-9B653E91")
_GATEWAY: Final = ("apigateway", "L-8A5B8E43")
"""Service and code of quotas in Service Quotas."""

Client = Callable[[str], Any]


@dataclass(frozen=True)
class Need:
    """One quota: what it is called, how much of it the settings need, why, and how to ask the account for its value."""

    name: str
    least: float
    why: str
    ask: Callable[[Client], float]


def needs(settings: Settings) -> Iterator[Need]:
    """Yield what the settings need."""
    if settings.reserve_concurrency:
        reserved = settings.close_concurrency + settings.publish_concurrency
        reserved += settings.notify_concurrency + settings.deliver_concurrency
        why = f"{reserved} reserved, and {UNRESERVED} that must stay free, which callers have"
        yield Need("Lambda: concurrent executions", reserved + UNRESERVED, why, _executions)
    rate = max(settings.reads.rate, settings.writes.rate)
    yield Need("API Gateway: requests a second", rate, "the limit of a single route", _quota(*_GATEWAY))
    why = "a change in each call of a route that writes, one event in each"
    yield Need("EventBridge: PutEvents a second", settings.writes.rate, why, _quota(*_PUT_EVENTS))
    if settings.mail_from:
        yield Need("SES: letters a second", 2, "an account in SES's sandbox has 1, and reaches nobody else", _letters)


def check(settings: Settings, client: Client | None) -> list[str]:
    """Print each need, and beside it what the account has if there is a `client`; return the names of what lacks."""
    lacking = []
    for need in needs(settings):
        line = f"{need.name:34} needs {need.least:>9,g}"
        if client is not None:
            has = need.ask(client)
            line += f"  has {has:>9,g}"
            if has < need.least:
                lacking.append(need.name)
                line += "  TOO LITTLE"
        print(f"{line}  ({need.why})")  # noqa: T201
    return lacking


def _executions(client: Client) -> float:
    return int(client("lambda").get_account_settings()["AccountLimit"]["ConcurrentExecutions"])


def _letters(client: Client) -> float:
    account = client("sesv2").get_account()
    return int(account["SendQuota"]["MaxSendRate"]) if account["ProductionAccessEnabled"] else 0


def _quota(service: str, code: str) -> Callable[[Client], float]:
    def ask(client: Client) -> float:
        quota = client("service-quotas").get_service_quota(ServiceCode=service, QuotaCode=code)
        return int(quota["Quota"]["Value"])

    return ask


def main() -> None:
    """Check the stage that is named in the environment."""
    parser = argparse.ArgumentParser(description="Compare what a stage needs with what its account has.")
    parser.add_argument("--offline", action="store_true", help="say what is needed and ask nobody")
    parser.add_argument("-c", dest="chosen", action="append", default=[], metavar="NAME=VALUE", help="one setting")
    options = parser.parse_args()
    chosen = dict(one.split("=", 1) for one in options.chosen)
    settings = Settings.of_stage(os.environ.get("STAGE", "dev"), chosen)
    session: Any = boto3.Session()  # typed per service otherwise, and here the service is a variable
    lacking = check(settings, None if options.offline else session.client)
    if lacking:
        raise SystemExit(f"ask AWS for more: {', '.join(lacking)}")


if __name__ == "__main__":
    main()
