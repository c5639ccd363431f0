"""Alarms: each says what is wrong, and all go to one topic."""

from collections.abc import Iterable

from aws_cdk import Aws
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_cloudwatch_actions as actions
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_sns as sns
from aws_cdk import aws_sns_subscriptions as subscriptions
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from infra.components.function import PERIOD, ServiceFunction
from infra.components.grants import accept
from infra.components.kept import hand_over, taken_over
from infra.settings import Settings


def make_alarm_topic(scope: Construct, settings: Settings) -> None:
    """Add the encrypted topic; CloudWatch may write to it, the address of the settings reads it."""
    # CloudWatch cannot use the key that AWS manages for SNS, so the topic has one of its own.
    key = kms.Key(scope, "AlarmKey", enable_key_rotation=True, description="Alarms of the savings-goals platform")
    alarms = iam.ServicePrincipal(
        "cloudwatch.amazonaws.com", conditions={"StringEquals": {"aws:SourceAccount": Aws.ACCOUNT_ID}}
    )
    key.add_to_resource_policy(
        iam.PolicyStatement(actions=["kms:Decrypt", "kms:GenerateDataKey"], principals=[alarms], resources=["*"])
    )
    topic = sns.Topic(scope, "AlarmTopic", master_key=key, enforce_ssl=True)
    topic.add_to_resource_policy(
        iam.PolicyStatement(actions=["sns:Publish"], principals=[alarms], resources=[topic.topic_arn])
    )
    if settings.alarm_email:
        subscription = topic.add_subscription(subscriptions.EmailSubscription(settings.alarm_email))
        accept(
            subscription,
            "Serverless-SNSRedrivePolicy",
            "An alarm that no mail server takes is worth nothing later; the alarm itself stays visible.",
        )
    hand_over(scope, settings, "AlarmTopicArn", topic.topic_arn)


def find_alarm_topic(scope: Construct, settings: Settings) -> sns.ITopic:
    """Return this topic."""
    return sns.Topic.from_topic_arn(scope, "AlarmTopic", taken_over(scope, settings, "AlarmTopicArn"))


class Alarms(Construct):
    """Alarms on five-minute metrics, each sent to the topic when it starts and when it is over."""

    def __init__(self, scope: Construct, name: str, topic: sns.ITopic) -> None:
        super().__init__(scope, name)
        self._action = actions.SnsAction(topic)

    def when_above(
        self, name: str, metric: cloudwatch.Metric, threshold: float, description: str, *, periods: int = 1
    ) -> None:
        """Alarm when `metric` is above `threshold` for `periods` in a row; no data is good news."""
        alarm = metric.create_alarm(
            self,
            name,
            threshold=threshold,
            evaluation_periods=periods,
            comparison_operator=cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
            treat_missing_data=cloudwatch.TreatMissingData.NOT_BREACHING,
            alarm_description=description,
        )
        self._tell(alarm)

    def when_silent(self, name: str, metric: cloudwatch.Metric, description: str, *, periods: int) -> None:
        """Alarm when `metric` counts nothing for `periods` in a row; no data is the bad news."""
        alarm = metric.create_alarm(
            self,
            name,
            threshold=1,
            evaluation_periods=periods,
            comparison_operator=cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD,
            treat_missing_data=cloudwatch.TreatMissingData.BREACHING,
            alarm_description=description,
        )
        self._tell(alarm)

    def on_functions(self, functions: Iterable[ServiceFunction]) -> None:
        """Alarm on errors and on throttles of each function."""
        for function in functions:
            name = function.node.id
            self.when_above(
                f"{name}Errors", function.function.metric_errors(period=PERIOD), 0, f"The function {name} has failed"
            )
            self.when_above(
                f"{name}Throttles",
                function.function.metric_throttles(period=PERIOD),
                0,
                f"The function {name} is called more often than the account lets it run",
            )

    def on_dead_letters(self, queues: Iterable[sqs.IQueue]) -> None:
        """Alarm when one of `queues` holds anything."""
        for queue in queues:
            self.when_above(
                queue.node.id,
                queue.metric_approximate_number_of_messages_visible(period=PERIOD, statistic="Maximum"),
                0,
                f"{queue.node.id} holds work that failed for good: read it, mend the cause, send it back",
            )

    def of(self, name: str) -> cloudwatch.Alarm:
        """Give the alarm of this name."""
        alarm = self.node.find_child(name)
        if not isinstance(alarm, cloudwatch.Alarm):
            raise TypeError(f"{name} is no alarm")
        return alarm

    def _tell(self, alarm: cloudwatch.Alarm) -> None:
        alarm.add_alarm_action(self._action)
        alarm.add_ok_action(self._action)
