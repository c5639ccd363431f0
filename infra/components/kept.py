"""What the service stack knows of the data stack beside fixed names: values in parameters, read at each deployment."""

from aws_cdk import CfnParameter
from aws_cdk import aws_ssm as ssm
from constructs import Construct

from infra.settings import Settings


def hand_over(scope: Construct, settings: Settings, name: str, value: str) -> None:
    """Keep a value of the data stack for the service stack of the same stage."""
    ssm.CfnParameter(scope, f"{name}Parameter", name=f"{settings.path}/{name}", type="String", value=value)


def taken_over(scope: Construct, settings: Settings, name: str) -> str:
    """Return the value, as a reference that each deployment resolves anew."""
    return CfnParameter(
        scope, name, type="AWS::SSM::Parameter::Value<String>", default=f"{settings.path}/{name}"
    ).value_as_string
