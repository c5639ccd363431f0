"""Alarms: each says what is wrong and how urgent that is, and leads to its paragraph in the operator's book."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Final

from aws_cdk import Aws
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_cloudwatch_actions as actions
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_sns as sns
from aws_cdk import aws_sns_subscriptions as subscriptions
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from contract.wiring import PUBLISH_DEAD_LETTERS
from infra.components.function import PERIOD, ServiceFunction
from infra.components.grants import accept
from infra.components.kept import hand_over, taken_over
from infra.settings import Settings

RUNBOOK: Final = "docs/operations.md"

Watched = cloudwatch.Metric | cloudwatch.MathExpression


class Urgency(StrEnum):
    """Whether an alarm wakes a person; each has a topic of its own."""

    PAGE = "page"
    """Somebody is harmed now and will be until a person acts."""
    TICKET = "ticket"
    """It can wait until somebody is at work."""


def make_alarm_topics(scope: Construct, settings: Settings) -> None:
    """Add an encrypted topic for each urgency; CloudWatch may write to it, an address of the settings reads it."""
    # CloudWatch cannot use the key that AWS manages for SNS, so the topics have one of their own.
    key = kms.Key(scope, "AlarmKey", enable_key_rotation=True, description="Alarms of the savings-goals platform")
    alarms = iam.ServicePrincipal(
        "cloudwatch.amazonaws.com", conditions={"StringEquals": {"aws:SourceAccount": Aws.ACCOUNT_ID}}
    )
    key.add_to_resource_policy(
        iam.PolicyStatement(actions=["kms:Decrypt", "kms:GenerateDataKey"], principals=[alarms], resources=["*"])
    )
    readers = {Urgency.PAGE: settings.page_email or settings.alarm_email, Urgency.TICKET: settings.alarm_email}
    for urgency, reader in readers.items():
        topic = sns.Topic(scope, _topic(urgency), master_key=key, enforce_ssl=True)
        topic.add_to_resource_policy(
            iam.PolicyStatement(actions=["sns:Publish"], principals=[alarms], resources=[topic.topic_arn])
        )
        if reader:
            subscription = topic.add_subscription(subscriptions.EmailSubscription(reader))
            accept(
                subscription,
                "Serverless-SNSRedrivePolicy",
                "An alarm that no mail server takes is worth nothing later; the alarm itself stays visible.",
            )
        hand_over(scope, settings, f"{_topic(urgency)}Arn", topic.topic_arn)


def find_alarm_topics(scope: Construct, settings: Settings) -> dict[Urgency, sns.ITopic]:
    """Return these topics."""
    return {
        urgency: sns.Topic.from_topic_arn(scope, _topic(urgency), taken_over(scope, settings, f"{_topic(urgency)}Arn"))
        for urgency in Urgency
    }


def _topic(urgency: Urgency) -> str:
    return f"{urgency.capitalize()}Topic"


class Alarms(Construct):
    """Alarms on five-minute metrics, each sent to the topic of its urgency when it starts and when it is over.

    A metric without data is good news for all of them: a stage that was just deployed has none.
    """

    def __init__(self, scope: Construct, name: str, topics: Mapping[Urgency, sns.ITopic]) -> None:
        super().__init__(scope, name)
        self._actions = {urgency: actions.SnsAction(topic) for urgency, topic in topics.items()}

    def when_above(
        self,
        name: str,
        metric: Watched,
        threshold: float,
        what: str,
        *,
        urgency: Urgency = Urgency.TICKET,
        periods: int = 1,
        paragraph: str | None = None,
    ) -> None:
        """Alarm when `metric` is above `threshold` for `periods` in a row; its paragraph is called as it is itself."""
        beyond = cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD
        self._alarm(name, metric, beyond, threshold, periods, urgency, f"{what} {_runbook(urgency, paragraph or name)}")

    def when_zero(self, name: str, metric: Watched, what: str, *, urgency: Urgency, periods: int) -> None:
        """Alarm when `metric` says zero for `periods` in a row: one that is there without anything to count."""
        below = cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD
        self._alarm(name, metric, below, 1, periods, urgency, f"{what} {_runbook(urgency, name)}")

    def on_functions(self, functions: Iterable[ServiceFunction]) -> None:
        """Alarm on errors and on throttles of each function."""
        for function in functions:
            name, of = function.node.id, function.function
            self.when_above(
                f"{name}Errors",
                of.metric_errors(period=PERIOD),
                0,
                f"The function {name} has failed.",
                paragraph="FunctionErrors",
            )
            self.when_above(
                f"{name}Throttles",
                of.metric_throttles(period=PERIOD),
                0,
                f"The function {name} is called more often than the account lets it run.",
                paragraph="FunctionThrottles",
            )

    def on_dead_letters(self, queues: Iterable[sqs.IQueue]) -> None:
        """Alarm when one of `queues` holds anything; a change that partners never hear of is urgent."""
        for queue in queues:
            name = queue.node.id
            self.when_above(
                name,
                queue.metric_approximate_number_of_messages_visible(period=PERIOD, statistic="Maximum"),
                0,
                f"{name} holds work that failed for good: read it, mend the cause, send it back.",
                urgency=Urgency.PAGE if name == PUBLISH_DEAD_LETTERS else Urgency.TICKET,
            )

    def _alarm(
        self,
        name: str,
        metric: Watched,
        comparison: cloudwatch.ComparisonOperator,
        threshold: float,
        periods: int,
        urgency: Urgency,
        description: str,
    ) -> None:
        alarm = metric.create_alarm(
            self,
            name,
            threshold=threshold,
            evaluation_periods=periods,
            comparison_operator=comparison,
            treat_missing_data=cloudwatch.TreatMissingData.NOT_BREACHING,
            alarm_description=description,
        )
        alarm.add_alarm_action(self._actions[urgency])
        alarm.add_ok_action(self._actions[urgency])

    def of(self, name: str) -> cloudwatch.Alarm:
        """Give the alarm of this name."""
        alarm = self.node.find_child(name)
        if not isinstance(alarm, cloudwatch.Alarm):
            raise TypeError(f"{name} is no alarm")
        return alarm


def _runbook(urgency: Urgency, paragraph: str) -> str:
    return f"({urgency}; {RUNBOOK}#{paragraph.lower()})"
