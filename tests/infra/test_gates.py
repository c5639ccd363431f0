"""What the security rules found is answered one by one, and the template gives nothing away."""

import re

import pytest

from tests.infra.template import Template


@pytest.fixture(params=["template", "full"])
def made(request: pytest.FixtureRequest) -> Template:
    """The templates with every setting at its default, and with every optional part."""
    found: Template = request.getfixturevalue(request.param)
    return found


def test_both_packs_of_rules_are_asked(template: Template) -> None:
    assert {report["pluginName"] for report in template.report["pluginReports"]} == {"AwsSolutions", "Serverless"}


def test_every_acknowledgement_gives_a_reason(made: Template) -> None:
    assert all(len(reason) > 30 for reason in _acknowledged(made).values())


def test_no_acknowledgement_stays_without_its_finding(made: Template) -> None:
    answered = {
        (found["acknowledgedAt"], found["acknowledgedId"])
        for report in made.report["pluginReports"]
        for found in report["suppressedViolations"]
    }
    assert set(_acknowledged(made)) == answered


def test_nothing_is_acknowledged_for_the_stack_as_a_whole(template: Template) -> None:
    assert all(path.count("/") >= 1 for path, _ in _acknowledged(template))


def test_the_template_holds_no_account_no_key_and_no_secret(template: Template) -> None:
    for stack in (template.data, template.service):
        assert not re.search(r"(?<![0-9A-Za-z])\d{12}(?![0-9A-Za-z])", stack.text)
        assert not re.search(r"AKIA|ASIA|BEGIN [A-Z ]*PRIVATE KEY", stack.text)
    assert template.resources("SecretsManager::Secret") == {}


def _acknowledged(template: Template) -> dict[tuple[str, str], str]:
    return {
        (path.removeprefix("/"), rule): reason
        for stack in (template.data, template.service)
        for path, entries in stack.metadata.items()
        for entry in entries
        if entry["type"] == "aws:cdk:acknowledged-rules"
        for rule, reason in entry["data"].items()
    }
