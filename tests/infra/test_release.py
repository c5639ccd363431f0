"""A new version comes into service through an alias, and leaves it again when an alarm goes off."""

import re

import pytest

from tests.infra.template import ON_CALL, Synthesize, Template

WAYS = {"canary": "LambdaCanary10Percent15Minutes", "linear": "LambdaLinear10PercentEvery3Minutes"}


def test_callers_call_the_version_in_service(template: Template) -> None:
    aliases = {f"{service.capitalize()}Live" for service in template.functions()}
    assert set(template.properties("Lambda::Alias")) == aliases
    called = [one["FunctionName"] for one in template.properties("Lambda::EventSourceMapping").values()]
    called += [one["IntegrationUri"] for one in template.properties("ApiGatewayV2::Integration").values()]
    called += re.findall(r"\w+Live", template.only("ApiGatewayV2::Authorizer")["AuthorizerUri"])
    called += [one["Target"]["Arn"] for one in template.properties("Scheduler::Schedule").values()]
    assert sorted(called) == sorted(aliases)
    assert template.only("Lambda::EventInvokeConfig")["Qualifier"] == "live"


def test_a_version_takes_over_at_once_unless_a_way_is_chosen(template: Template) -> None:
    assert template.resources("CodeDeploy::DeploymentGroup") == {}
    assert all("UpdatePolicy" not in alias for alias in template.resources("Lambda::Alias").values())


@pytest.mark.parametrize("way", WAYS)
def test_a_version_takes_over_bit_by_bit_and_goes_back_on_an_alarm(full: Template, other: Template, way: str) -> None:
    made = {"canary": full, "linear": other}[way]
    groups = made.properties("CodeDeploy::DeploymentGroup")
    assert set(groups) == {f"{service.capitalize()}Release" for service in made.functions()}
    for name, group in groups.items():
        assert group["DeploymentConfigName"].endswith(WAYS[way])
        watched = {alarm["Name"] for alarm in group["AlarmConfiguration"]["Alarms"]}
        assert watched == {f"Alarms{name.removesuffix('Release')}Errors", "AlarmsApiFailing"}
        events = group["AutoRollbackConfiguration"]["Events"]
        assert set(events) == {"DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM"}
    for alias in made.resources("Lambda::Alias").values():
        assert "CodeDeployLambdaAliasUpdate" in alias["UpdatePolicy"]


def test_where_customers_save_a_version_takes_over_bit_by_bit(synthesize: Synthesize) -> None:
    live = synthesize("live", alarm_email=ON_CALL)
    assert {group["DeploymentConfigName"] for group in live.properties("CodeDeploy::DeploymentGroup").values()} != set()
