"""How a new version comes into service: at once, or bit by bit while the alarms watch."""

from collections.abc import Iterable
from typing import Final

from aws_cdk import aws_codedeploy as codedeploy
from constructs import Construct

from infra.components.alarms import Alarms
from infra.components.function import ServiceFunction
from infra.components.grants import accept
from infra.settings import Settings

_WAYS: Final = {
    "canary": codedeploy.LambdaDeploymentConfig.CANARY_10_PERCENT_15_MINUTES,
    "linear": codedeploy.LambdaDeploymentConfig.LINEAR_10_PERCENT_EVERY_3_MINUTES,
}


def release_gradually(
    scope: Construct, functions: Iterable[ServiceFunction], alarms: Alarms, settings: Settings
) -> None:
    """Have CodeDeploy move calls to each new version; an alarm of the function or of the API takes them back.

    A deployment fails with it, and CloudFormation takes back the rest.
    """
    if settings.release == "at_once":
        return
    application = codedeploy.LambdaApplication(scope, "Releases")
    for function in functions:
        group = codedeploy.LambdaDeploymentGroup(
            function,
            "Release",
            application=application,
            alias=function.alias,
            deployment_config=_WAYS[settings.release],
            alarms=[alarms.of(f"{function.node.id}Errors"), alarms.of("ApiFailing")],
        )
        accept(
            group,
            "IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSCodeDeployRoleForLambdaLimited]",
            "The policy is AWS's own for moving an alias; a copy of it would not follow the service.",
        )
