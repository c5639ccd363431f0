"""What a stage needs of its account is compared with what that has, before anything is deployed."""

from typing import Any

import boto3
import pytest
from botocore.stub import Stubber

from infra.preflight import check, needs
from infra.settings import Settings
from tests.infra.template import ON_CALL, SENDER

SANDBOX = Settings.of_stage("sandbox", {})


class Account:
    """An account that answers as AWS documents it; botocore checks each call and each answer."""

    def __init__(self, *, executions: int = 1_000, is_in_sandbox: bool = False) -> None:
        self._answers: dict[str, list[tuple[Any, ...]]] = {
            "lambda": [("get_account_settings", {"AccountLimit": {"ConcurrentExecutions": executions}}, {})],
            "service-quotas": [
                ("get_service_quota", {"Quota": {"Value": 10_000.0}}, {"ServiceCode": service, "QuotaCode": code})
                for service, code in (("apigateway", "L-8A5B8E43"), ("events", "L-9B653E91"))
            ],
            "sesv2": [
                (
                    "get_account",
                    {"ProductionAccessEnabled": not is_in_sandbox, "SendQuota": {"MaxSendRate": 14.0}},
                    {},
                )
            ],
        }

    def client(self, service: str) -> Any:
        """Give a client whose next call is answered."""
        made: Any = boto3.Session(region_name="eu-west-1", aws_access_key_id="-", aws_secret_access_key="-")
        client = made.client(service)
        stubber = Stubber(client)
        stubber.add_response(*self._answers[service].pop(0))
        stubber.activate()
        return client


def test_reserved_work_and_what_must_stay_free_are_counted_together() -> None:
    (first, *_) = needs(SANDBOX)
    assert (first.name, first.least) == ("Lambda: concurrent executions", 64 + 160 + 4 + 10 + 100)


def test_an_account_with_enough_of_everything_passes(capsys: pytest.CaptureFixture[str]) -> None:
    settings = Settings.of_stage("live", {"alarm_email": ON_CALL, "mail_from": SENDER})
    assert check(settings, Account().client) == []
    assert "TOO LITTLE" not in capsys.readouterr().out


def test_what_an_account_lacks_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    settings = SANDBOX.model_copy(update={"mail_from": SENDER})
    lacking = check(settings, Account(executions=10, is_in_sandbox=True).client)
    assert lacking == ["Lambda: concurrent executions", "SES: letters a second"]
    assert capsys.readouterr().out.count("TOO LITTLE") == 2


def test_without_an_account_the_needs_are_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert check(Settings.of_stage("dev", {}), None) == []
    assert "PutEvents a second" in capsys.readouterr().out
