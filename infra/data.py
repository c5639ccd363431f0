"""What is kept: the record of people's savings, who they are, and what was published, logged or failed."""

from typing import Final

from aws_cdk import CfnOutput, RemovalPolicies, Stack
from constructs import Construct

from infra.components.alarms import make_alarm_topics
from infra.components.domain import make_domain
from infra.components.events import make_bus
from infra.components.identity import make_user_pool
from infra.components.kept import hand_over
from infra.components.logs import make_log_groups
from infra.components.notifications import make_mail_identity
from infra.components.queues import make_dead_letters
from infra.components.table import make_table
from infra.settings import Settings

_DERIVED: Final = ["AWS::SSM::Parameter"]
"""What only repeats how other resources are called: a deployment makes it again."""


class DataStack(Stack):
    """The stack of what must not be lost; `settings` are the operator's choices.

    Table, bus, archive and log groups have fixed names; those of the rest are in parameters. The service stack knows
    these alone.
    """

    def __init__(self, scope: Construct, name: str, settings: Settings) -> None:
        super().__init__(
            scope,
            name,
            stack_name=f"{settings.name}-data",
            description="Savings goals for banks: the data, and what is kept beside them",
            termination_protection=settings.keeps_data,
        )
        table = make_table(self, settings)
        hand_over(self, settings, "TableStreamArn", str(table.table_stream_arn))
        bus = make_bus(self, settings)
        make_dead_letters(self, settings)
        make_log_groups(self, settings)
        make_alarm_topics(self, settings)
        make_mail_identity(self, settings)
        if settings.domain:
            make_domain(self, settings.domain)
        if settings.oidc_issuer is None:
            make_user_pool(self, settings)
        CfnOutput(self, "TableName", value=table.table_name)
        CfnOutput(self, "BusName", value=bus.event_bus_name)
        policies = RemovalPolicies.of(self)
        if settings.keeps_data:
            policies.retain(exclude_resource_types=_DERIVED)
        else:
            policies.destroy()
