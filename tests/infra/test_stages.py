"""Stages: a file each, one value of it replaced at a time, and nothing that two of them in one account would share."""

import json
from typing import Any

import pytest
from pydantic import ValidationError

from infra.settings import STAGES, Settings
from tests.infra.template import ON_CALL, Synthesize, Template

NAMES = sorted(file.stem for file in STAGES.glob("*.toml"))


@pytest.fixture(scope="module", params=NAMES)
def stage(request: pytest.FixtureRequest) -> str:
    """Each stage that has a file."""
    return str(request.param)


def test_every_stage_synthesizes_twice_to_the_same_template(synthesize: Synthesize, stage: str) -> None:
    first, again = (synthesize(stage, alarm_email=ON_CALL) for _ in range(2))
    assert first.text == again.text


def test_stages_of_one_account_share_no_name_and_no_metric(synthesize: Synthesize, stage: str) -> None:
    made = synthesize(stage, alarm_email=ON_CALL)
    assert made.stack_name == f"savings-goals-{stage}"
    assert {one["Environment"]["Variables"]["POWERTOOLS_METRICS_NAMESPACE"] for one in made.functions().values()} == {
        f"SavingsGoals/{stage}"
    }
    assert _given_names(made) <= {"$default", "Tokens", "Scopes", "due", "savings"}
    (tags,) = {json.dumps(sorted(_tags(one).items())) for one in made.properties("Lambda::Function").values()}
    assert json.loads(tags) == [["product", "savings-goals"], ["stage", stage]]


def _given_names(made: Template) -> set[str]:
    """What resources are called by the template itself, and not by AWS: two stacks with one such name would collide."""
    kinds = ("DynamoDB::Table", "SQS::Queue", "Lambda::Function", "Events::EventBus", "Logs::LogGroup", "SNS::Topic")
    members = ("TableName", "QueueName", "FunctionName", "LogGroupName", "TopicName", "DashboardName", "AlarmName")
    every = [
        one for kind in (*kinds, "CloudWatch::Alarm", "CloudWatch::Dashboard") for one in made.properties(kind).values()
    ]
    return {one[member] for one in every for member in members if member in one}


def _tags(function: dict[str, Any]) -> dict[str, str]:
    return {tag["Key"]: tag["Value"] for tag in function["Tags"]}


def test_a_value_on_the_command_line_replaces_that_value_alone() -> None:
    chosen = Settings.of_stage("dev", {"memory.close": "1024", "partner_buses": "{}", "mail_from": "a@bank.example"})
    dev = Settings.of_stage("dev", {})
    assert chosen.memory.close == 1024
    assert chosen.mail_from == "a@bank.example"
    changed = {"memory", "mail_from"}
    assert chosen.model_dump(exclude=changed) == dev.model_dump(exclude=changed)
    assert chosen.memory.model_dump(exclude={"close"}) == dev.memory.model_dump(exclude={"close"})
    assert (dev.stage, dev.close_concurrency) == ("dev", 4)


def test_a_value_of_the_command_line_is_what_its_setting_makes_of_it() -> None:
    chosen = Settings.of_stage(
        "dev",
        {"python": "3.13", "tracing": "true", "audience": '["adviser"]', "reads.rate": "2.5", "archive_days": "30"},
    )
    assert (chosen.python, chosen.tracing, chosen.audience) == ("3.13", True, ("adviser",))
    assert (chosen.reads.rate, chosen.archive_days) == (2.5, 30)


@pytest.mark.parametrize(
    ("stage", "chosen", "said"),
    [
        ("liv", {}, "no stage 'liv', but .*'dev', 'live', 'sandbox'"),
        ("dev", {"clos_concurrency": "8"}, "clos_concurrency"),
        ("dev", {"memory.clos": "512"}, r"memory.clos"),
        ("dev", {"close_concurrency": "many"}, "close_concurrency"),
        ("dev", {"audience": "[adviser"}, "Expecting value"),
        ("live", {}, "alarm_email: nobody would hear"),
    ],
)
def test_what_cannot_be_meant_stops_the_synthesis(stage: str, chosen: dict[str, str], said: str) -> None:
    with pytest.raises((ValueError, ValidationError), match=said):
        Settings.of_stage(stage, chosen)


def test_only_a_stage_that_keeps_its_data_is_protected(synthesize: Synthesize, template: Template) -> None:
    for made, is_kept in ((template, True), (synthesize("dev"), False)):
        policy = "Retain" if is_kept else "Delete"
        for kind in ("DynamoDB::Table", "Cognito::UserPool"):
            (resource,) = made.resources(kind).values()
            assert (resource["DeletionPolicy"], resource["UpdateReplacePolicy"]) == (policy, policy)
        assert made.only("DynamoDB::Table")["DeletionProtectionEnabled"] is is_kept
        assert made.only("Cognito::UserPool")["DeletionProtection"] == ("ACTIVE" if is_kept else "INACTIVE")
        assert made.is_protected is is_kept
