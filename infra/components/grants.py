"""Permissions: each a list of literal actions on literal resources, so that a role can be read in one glance."""

from collections.abc import Sequence

import aws_cdk as cdk
from aws_cdk import aws_iam as iam
from constructs import Construct

TABLE_ITEMS = (
    "dynamodb:BatchGetItem",
    "dynamodb:DeleteItem",
    "dynamodb:GetItem",
    "dynamodb:PutItem",
    "dynamodb:Query",
    "dynamodb:UpdateItem",
)
"""What an HTTP function does with items; a transaction needs the actions of its parts."""

INBOX_ITEMS = CLOSE_ITEMS = (
    "dynamodb:BatchGetItem",
    "dynamodb:GetItem",
    "dynamodb:PutItem",
    "dynamodb:Query",
    "dynamodb:UpdateItem",
)
DUE_ITEMS = ("dynamodb:Query",)
AUDIT_ITEMS = ("dynamodb:GetItem", "dynamodb:Query")
NOTIFY_ITEMS = (
    "dynamodb:BatchGetItem",
    "dynamodb:DeleteItem",
    "dynamodb:GetItem",
    "dynamodb:PutItem",
    "dynamodb:UpdateItem",
)
"""What the notifier does: it claims, settles and lets go of notifications, and stops a customer's e-mail."""
DELIVER_ITEMS = ("dynamodb:PutItem", "dynamodb:Query", "dynamodb:UpdateItem")
"""What the deliverer does: it reads webhooks, and keeps how they fare and what became of each delivery."""
READ_SECRET = ("secretsmanager:GetSecretValue",)
KEEP_SECRET = (
    "secretsmanager:CreateSecret",
    "secretsmanager:DeleteSecret",
    "secretsmanager:GetSecretValue",
    "secretsmanager:PutSecretValue",
)
"""What is done with the keys of webhooks by what makes, shows and deletes them."""
READ_STREAM = ("dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator", "dynamodb:ListStreams")
SEND = ("sqs:SendMessage",)
RECEIVE = ("sqs:ChangeMessageVisibility", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage")
PUT_EVENTS = ("events:PutEvents",)
WRITE_LOG = ("logs:CreateLogStream", "logs:PutLogEvents")
INVOKE = ("lambda:InvokeFunction",)
SEND_MAIL = ("ses:SendEmail",)

DEAD_LETTERS_OF_QUEUE = "A queue keeps by itself what fails: its redrive policy sends it to dead letters."
"""Why the mapping of a queue needs no destination."""


def allow(role: iam.Role, actions: Sequence[str], *resources: str) -> None:
    """Let `role` do `actions` on `resources` (ARNs)."""
    role.add_to_policy(iam.PolicyStatement(actions=list(actions), resources=list(resources)))


def accept(scope: Construct, rule: str, reason: str) -> None:
    """Acknowledge one finding of cdk-nag on one resource, with the reason why it stands.

    `rule` is one of the pack AwsSolutions, or of the pack Serverless where it begins with its name.
    """
    pack = "Serverless" if rule.startswith("Serverless-") else "AwsSolutions"
    name = rule.removeprefix("Serverless-")
    cdk.Validations.of(scope).acknowledge(cdk.Acknowledgment(id=f"{pack}::{pack}-{name}", reason=reason))
