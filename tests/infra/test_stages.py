"""Stages: a file each, one value of it replaced at a time, and nothing that two of them in one account would share."""

import json
from typing import Any

import pytest
from pydantic import ValidationError

from infra.settings import STAGES, Settings
from tests.infra.template import ON_CALL, RESTORED_STREAM, Stack, Synthesize, Template

KEPT = (
    "AWS::DynamoDB::Table",
    "AWS::Events::EventBus",
    "AWS::Events::Archive",
    "AWS::SQS::Queue",
    "AWS::SQS::QueuePolicy",
    "AWS::Logs::LogGroup",
    "AWS::KMS::Key",
    "AWS::SNS::Topic",
    "AWS::SNS::TopicPolicy",
    "AWS::Cognito::UserPool",
    "AWS::Cognito::UserPoolDomain",
    "AWS::Cognito::UserPoolResourceServer",
)
NAMES = sorted(file.stem for file in STAGES.glob("*.toml"))


@pytest.fixture(scope="module", params=NAMES)
def stage(request: pytest.FixtureRequest) -> str:
    """Each stage that has a file."""
    return str(request.param)


@pytest.mark.parametrize(
    "stage", ["live", *(pytest.param(name, marks=pytest.mark.gate) for name in NAMES if name != "live")], indirect=True
)
def test_every_stage_synthesizes_twice_to_the_same_template(synthesize: Synthesize, stage: str) -> None:
    first, again = synthesize(stage, alarm_email=ON_CALL), synthesize(stage, run=2, alarm_email=ON_CALL)
    assert (first.data.text, first.service.text) == (again.data.text, again.service.text)


def test_stages_of_one_account_share_no_name_and_no_metric(synthesize: Synthesize, stage: str) -> None:
    made = synthesize(stage, alarm_email=ON_CALL)
    assert (made.data.name, made.service.name) == (f"savings-goals-{stage}-data", f"savings-goals-{stage}-service")
    assert {one["Environment"]["Variables"]["POWERTOOLS_METRICS_NAMESPACE"] for one in made.functions().values()} == {
        f"SavingsGoals/{stage}"
    }
    of_the_stage = (f"savings-goals-{stage}", f"/savings-goals/{stage}/")
    assert all(name == of_the_stage[0] or name.startswith(of_the_stage[1]) for name in _given_names(made))
    (tags,) = {json.dumps(sorted(_tags(one).items())) for one in made.properties("Lambda::Function").values()}
    assert json.loads(tags) == [["product", "savings-goals"], ["stage", stage]]


def _given_names(made: Template) -> set[str]:
    """What resources are called by the template itself, and not by AWS."""
    others = ("ArchiveName", "UserPoolName", "RuleName", "RoleName")
    members = (
        "TableName",
        "QueueName",
        "FunctionName",
        "LogGroupName",
        "TopicName",
        "DashboardName",
        "AlarmName",
        *others,
    )
    named = ("Events::EventBus", "SSM::Parameter", "Events::Rule", "Scheduler::Schedule", "SES::ConfigurationSet")
    every = [one["Properties"] for stack in (made.data, made.service) for one in stack.document["Resources"].values()]
    own = [one for kind in named for one in made.properties(kind).values() if "Name" in one]
    return {one[member] for one in every for member in members if isinstance(one.get(member), str)} | {
        one["Name"] for one in own
    }


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


def test_what_a_stage_keeps_stays_when_its_stacks_are_deleted(template: Template) -> None:
    """A parameter only repeats how another resource is called."""
    assert _policies(template.data) == {"AWS::SSM::Parameter": {"none"}, **{kind: {"Retain"} for kind in KEPT}}
    assert template.only("DynamoDB::Table")["DeletionProtectionEnabled"] is True
    assert template.only("Cognito::UserPool")["DeletionProtection"] == "ACTIVE"
    assert (template.data.is_protected, template.service.is_protected) == (True, False)


def test_nothing_of_the_service_stays_when_it_is_deleted(template: Template) -> None:
    assert set().union(*_policies(template.service).values()) <= {"Delete", "none"}


def test_nothing_stays_of_a_stage_that_does_not_keep_its_data(synthesize: Synthesize) -> None:
    dev = synthesize("dev", alarm_email=ON_CALL)
    assert set().union(*_policies(dev.data).values()) == {"Delete"}
    assert dev.only("DynamoDB::Table")["DeletionProtectionEnabled"] is False
    assert dev.only("Cognito::UserPool")["DeletionProtection"] == "INACTIVE"
    assert (dev.data.is_protected, dev.service.is_protected) == (False, False)


def test_the_stacks_share_names_and_nothing_that_binds_one_to_the_other(template: Template) -> None:
    for stack in (template.data, template.service):
        assert all("Export" not in output for output in stack.document["Outputs"].values())
        assert "Fn::ImportValue" not in stack.text
    handed_over = {one["Name"] for one in template.properties("SSM::Parameter").values()}
    taken_over = {of["Default"] for of in template.service.document["Parameters"].values()}
    assert taken_over - {"/cdk-bootstrap/hnb659fds/version"} == handed_over


def test_the_service_works_on_a_restored_table_where_one_is_named(other: Template) -> None:
    assert {one["Environment"]["Variables"].get("TABLE_NAME", "restored") for one in other.functions().values()} == {
        "restored"
    }
    mapping = other.properties("Lambda::EventSourceMapping")["PublishChanges"]
    assert mapping["EventSourceArn"] == RESTORED_STREAM
    assert other.only("DynamoDB::Table")["TableName"] == "savings-goals-sandbox"
    for role in ("GoalsRole", "CloseRole", "NotifyRole", "PublishRole"):
        assert not any(resource.startswith("Table.") for resource in other.grants(role))


def _policies(stack: Stack) -> dict[str, set[str]]:
    """What becomes of a stack's resources with it, by their types."""
    policies: dict[str, set[str]] = {}
    for one in stack.document["Resources"].values():
        policies.setdefault(one["Type"], set()).add(one.get("DeletionPolicy", "none"))
    return policies
