"""Each function has what the house gives a function, and may do what it is for and nothing else."""

import pytest

from contract.wiring import CONSOLE, FUNCTIONS
from tests.infra.template import Template

SERVICES = tuple(name for name in FUNCTIONS if name != CONSOLE)
"""Those of every stage; the console is where the settings ask for it (test_console.py)."""

ITEMS = {
    "dynamodb:BatchGetItem",
    "dynamodb:DeleteItem",
    "dynamodb:GetItem",
    "dynamodb:PutItem",
    "dynamodb:Query",
    "dynamodb:UpdateItem",
}
TAKE = {"sqs:ChangeMessageVisibility", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"}
SEND = {"sqs:SendMessage"}
SECRETS = {f"secretsmanager:{verb}" for verb in ("CreateSecret", "DeleteSecret", "GetSecretValue", "PutSecretValue")}

KEYS = "arn:AWS::Partition:secretsmanager:AWS::Region:AWS::AccountId:secret:savings-goals-sandbox/webhooks/*"
GRANTS = {
    "goals": {"Table.Arn": ITEMS},
    "actions": {"Table.Arn": ITEMS},
    "households": {"Table.Arn": ITEMS},
    "notifications": {"Table.Arn": ITEMS - {"dynamodb:DeleteItem"}},
    "webhooks": {"Table.Arn": ITEMS, "DeliverQueue.Arn": SEND, KEYS: SECRETS},
    "enqueue": {"CloseQueue.Arn": SEND, "EnqueueDeadLetters.Arn": SEND},
    "close": {
        "Table.Arn": ITEMS - {"dynamodb:DeleteItem"},
        "Table.Arn/index/due": {"dynamodb:Query"},
        "CloseQueue.Arn": TAKE | SEND,
    },
    "authorize": {},
    "audit": {"Table.Arn": {"dynamodb:GetItem", "dynamodb:Query"}, "Table.Arn/index/due": {"dynamodb:Query"}},
    "publish": {
        "Table.StreamArn": {
            "dynamodb:DescribeStream",
            "dynamodb:GetRecords",
            "dynamodb:GetShardIterator",
            "dynamodb:ListStreams",
        },
        "Bus.Arn": {"events:PutEvents"},
        "PublishDeadLetters.Arn": SEND,
    },
    "notify": {"Table.Arn": ITEMS - {"dynamodb:Query"}, "NotifyQueue.Arn": TAKE | SEND},
    "deliver": {
        "Table.Arn": {"dynamodb:PutItem", "dynamodb:Query", "dynamodb:UpdateItem"},
        "DeliverQueue.Arn": TAKE | SEND,
        "DeliverDeadLetters.Arn": SEND,
        KEYS: {"secretsmanager:GetSecretValue"},
    },
}
EVERYWHERE = {"LOG_LEVEL", "POWERTOOLS_METRICS_NAMESPACE", "POWERTOOLS_SERVICE_NAME"}


def test_the_stack_has_exactly_the_declared_functions(template: Template) -> None:
    assert sorted(template.functions()) == sorted(SERVICES)


@pytest.mark.parametrize("service", SERVICES)
def test_a_function_may_do_exactly_what_the_table_of_grants_says(template: Template, service: str) -> None:
    own_log = f"{service.capitalize()}Log.Arn"
    assert template.grants(f"{service.capitalize()}Role") == {
        **GRANTS[service],
        own_log: {"logs:CreateLogStream", "logs:PutLogEvents"},
    }


@pytest.mark.parametrize("service", SERVICES)
def test_a_function_has_a_role_of_its_own_without_managed_policies(template: Template, service: str) -> None:
    role = f"{service.capitalize()}Role"
    users = [name for name, function in template.functions().items() if function["Role"] == f"{role}.Arn"]
    assert users == [service]
    assert "ManagedPolicyArns" not in template.properties("IAM::Role")[role]


@pytest.mark.parametrize("service", SERVICES)
def test_a_function_writes_to_a_log_group_of_its_own_that_forgets(template: Template, service: str) -> None:
    group = template.properties("Logs::LogGroup")[f"{service.capitalize()}Log"]
    assert template.functions()[service]["LoggingConfig"] == {"LogGroup": group["LogGroupName"]}
    assert group["RetentionInDays"] == 90


@pytest.mark.parametrize("service", SERVICES)
def test_a_function_runs_the_chosen_python_on_arm_with_the_layer(template: Template, service: str) -> None:
    function = template.functions()[service]
    assert function["Runtime"] == "python3.13"
    assert function["Architectures"] == ["arm64"]
    assert function["Layers"] == ["Layer"]


@pytest.mark.parametrize("service", SERVICES)
def test_a_function_gets_the_variables_it_reads_and_no_others(template: Template, service: str) -> None:
    of_mail = {"MAIL_FROM", "MAIL_CONFIGURATION_SET"}
    given = set(template.functions()[service]["Environment"]["Variables"])
    assert given == EVERYWHERE | set(FUNCTIONS[service].variables) - of_mail


def test_every_function_has_a_time_out_that_fits_its_caller(template: Template) -> None:
    limits = {"enqueue": 300, "close": 60, "publish": 60, "notify": 30, "deliver": 30, "audit": 60}
    for service, function in template.functions().items():
        assert 3 < function["Timeout"] <= limits.get(service, 29)


def test_only_workers_that_queue_their_own_rest_may_send_work_to_themselves(template: Template) -> None:
    allowed = [name for name, function in template.functions().items() if function["RecursiveLoop"] == "Allow"]
    assert sorted(allowed) == ["close", "deliver", "notify"]


def test_work_of_time_has_its_part_of_the_account_and_no_more(
    template: Template, other: Template, proving: Template
) -> None:
    """Callers have all the rest, whatever is due."""

    def reserved(stack: Template) -> dict[str, int]:
        name = "ReservedConcurrentExecutions"
        return {of: function[name] for of, function in stack.functions().items() if name in function}

    assert reserved(template) == {"close": 64, "publish": 160, "notify": 4, "deliver": 10}
    assert reserved(other) == {"close": 8, "publish": 20, "notify": 2, "deliver": 3}
    mappings = other.properties("Lambda::EventSourceMapping")
    queues = ("CloseShards", "NotifyEvents", "DeliverMessages")
    most = {name: mappings[name]["ScalingConfig"]["MaximumConcurrency"] for name in queues}
    assert most == {"CloseShards": 8, "NotifyEvents": 2, "DeliverMessages": 3}
    assert reserved(proving) == {}


@pytest.mark.parametrize("service", SERVICES)
def test_a_function_is_traced_only_where_that_is_chosen(template: Template, full: Template, service: str) -> None:
    assert "TracingConfig" not in template.functions()[service]
    assert full.functions()[service]["TracingConfig"] == {"Mode": "Active"}
    assert full.grants(f"{service.capitalize()}Role")["*"] == {"xray:PutTraceSegments", "xray:PutTelemetryRecords"}


def test_memory_and_retention_follow_the_settings(full: Template) -> None:
    assert full.functions()["close"]["MemorySize"] == 1024
    assert {group["RetentionInDays"] for group in full.properties("Logs::LogGroup").values()} == {30}
