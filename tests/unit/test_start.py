"""A start takes compiled methods from the package, and what they do is what Python would have compiled."""

import json
import marshal
import os
import shutil
import subprocess
import sys
from importlib.util import MAGIC_NUMBER
from pathlib import Path

import pytest

from contract import validators
from contract.examples import BODIES
from contract.validators import models_of
from savings import start
from savings.api.bodies import READY
from savings.api.contract import ROUTES

LAYER = Path(start.__file__).parents[1]
SOURCES = LAYER.parents[2] / "functions"
SERVING = sorted({route.function for route in ROUTES})
STARTED = """
import builtins, dataclasses, gc, json, marshal, sys
from pathlib import Path
from savings import start
start.COMPILED = Path(sys.argv[1])
if sys.argv[2] == "prepared":
    start.begin()
taken = vars(dataclasses).get("exec", lambda *arguments: builtins.exec(*arguments))
texts = []
def execute(text, *namespaces):
    texts.append(text)
    taken(text, *namespaces)
dataclasses.exec = execute
compiled = []
real = builtins.exec
builtins.exec = lambda code, *namespaces: (compiled.append(isinstance(code, str)), real(code, *namespaces))[1]
from savings.domain.money import share
from savings.domain.goal import Goal
from savings.usecases import goals
builtins.exec = real
methods = [getattr(Goal, name) for name in ("__init__", "__eq__", "__repr__", "__hash__")]
found = {"texts": len(texts), "compiled": sum(compiled), "shown": [one.__code__.co_code.hex() for one in methods]}
found["was_off"] = not gc.isenabled()
start.end()
print(json.dumps(found | {"is_on": gc.isenabled()}))
"""


def started(prepared: Path, how: str) -> dict[str, object]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    command = [sys.executable, "-c", STARTED, str(prepared), how]
    ran = subprocess.run(
        command, env=environment | {"PYTHONPATH": str(LAYER)}, check=True, capture_output=True, text=True
    )
    found: dict[str, object] = json.loads(ran.stdout)
    return found


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("start") / "dataclasses.bin"
    program = (
        "import pathlib, sys; from savings import start; start.COMPILED = pathlib.Path(sys.argv[1]); start.prepare()"
    )
    environment = os.environ | {"PYTHONPATH": str(LAYER)}
    subprocess.run([sys.executable, "-c", program, str(path)], env=environment, check=True)
    return path


def test_no_method_of_a_dataclass_is_compiled_at_a_start_and_each_is_the_same(prepared: Path) -> None:
    fast, usual = started(prepared, "prepared"), started(prepared, "not prepared")
    assert (fast["texts"], fast["compiled"]) == (usual["texts"], 0)
    assert usual["compiled"] == usual["texts"] != 0
    assert fast["shown"] == usual["shown"]


def test_the_collector_is_off_while_a_function_loads_and_on_afterwards(prepared: Path) -> None:
    loaded = started(prepared, "prepared")
    assert (loaded["was_off"], loaded["is_on"]) == (True, True)


@pytest.mark.parametrize("content", [None, b"", b"\0\0\0\0" + marshal.dumps({}), MAGIC_NUMBER + marshal.dumps({})])
def test_without_what_was_prepared_for_this_python_methods_are_compiled_as_usual(
    tmp_path: Path, content: bytes | None
) -> None:
    path = tmp_path / "dataclasses.bin"
    if content is not None:
        path.write_bytes(content)
    loaded = started(path, "prepared")
    assert loaded["compiled"] == loaded["texts"] != 0


SLOW = {
    *("inspect", "ast", "dis"),
    *("boto3", "botocore", "urllib3", "pydantic", "pydantic_core", "typing_extensions", "aws_lambda_powertools"),
    *("iso4217", "asyncio", "xml", "email", "calendar", "pathlib", "pkgutil", "random", "urllib"),
}


def loaded_by(program: str, *paths: Path, given: str = "") -> set[str]:
    """Return the packages that a program has imported at its end, the core of pydantic by itself left out."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    environment["AWS_LAMBDA_FUNCTION_NAME"] = "a start as on AWS"
    ran = subprocess.run(
        [sys.executable, "-c", f"{program}\nprint(*sys.modules)"],
        env=environment | {"PYTHONPATH": os.pathsep.join(map(str, [*paths, LAYER]))},
        input=given,
        check=True,
        capture_output=True,
        text=True,
    )
    modules = set(ran.stdout.splitlines()[-1].split()) - {"pydantic_core._pydantic_core"}
    return {name.partition(".")[0] for name in modules}


@pytest.mark.parametrize("function", SERVING)
def test_a_function_loads_no_sdk_no_pydantic_and_no_powertools_before_a_body_comes(function: str) -> None:
    loaded = loaded_by(f"import sys, {function}.handler", SOURCES)
    assert loaded & SLOW == set()
    assert "simplejson" in loaded


def test_whoever_needs_the_whole_of_inspect_gets_pythons_own() -> None:
    asked = "import savings, dataclasses, inspect; assert dataclasses.inspect.unwrap is inspect.unwrap"
    assert "ast" in loaded_by(f"import sys; {asked}; assert str(inspect.signature(lambda x: x)) == '(x)'")


FIRST_BODIES = """
import json, sys
from types import SimpleNamespace
from {function}.handler import handler
from savings.api import bodies
from savings.domain.tenant import Tenant
from savings.runtime import Runtime
Runtime.directory = SimpleNamespace(tenant_of=Tenant)
claims = {{"sub": "demo-app", "client_id": "demo-app"}}
headers = {{"x-client-id": "demo-app", "x-customer-id": "6f0c3a52-5a0c-4f2e-9a57-0f4f4b1c2d3e"}}
context = SimpleNamespace(
    function_name="f", memory_limit_in_mb=256, invoked_function_arn="arn", aws_request_id="1",
    get_remaining_time_in_millis=lambda: 9000,
)
for key, model, example in json.load(sys.stdin):
    about = {{"requestId": "1", "authorizer": {{"jwt": {{"claims": claims, "scopes": []}}}}}}
    event = {{"routeKey": key, "rawPath": "/", "headers": headers, "requestContext": about}}
    event |= {{"pathParameters": {{"goal_id": "1"}}, "body": '{{"name": 1, "": 2}}'}}
    assert handler(event, context)["statusCode"] in (400, 422), key
    bodies.validate(model, bodies.parse(example, ""))
"""
"""Sends each route a body that it refuses, and reads one that it takes."""


@pytest.mark.parametrize("function", SERVING)
def test_the_first_body_of_a_packaged_function_loads_no_pydantic_and_no_model(function: str, tmp_path: Path) -> None:
    package = shutil.copytree(SOURCES / function, tmp_path / function)
    (package / f"{READY}.py").write_text(validators.text(function), encoding="utf-8")
    routes = [route for route in ROUTES if route.function == function and route.body and "{House" not in route.path]
    given = json.dumps([(one.key, next(iter(models_of(one))), json.dumps(BODIES[one.operation])) for one in routes])
    program = FIRST_BODIES.format(function=function)
    assert loaded_by(program, tmp_path, given=given) & SLOW == set()
    assert "pydantic" in loaded_by(program, SOURCES, given=given)


def test_a_core_for_another_processor_is_a_missing_module(tmp_path: Path) -> None:
    """Regression: packages for another processor are made here too, where the modules that need it are skipped."""
    (tmp_path / "pydantic_core" / "_pydantic_core").mkdir(parents=True)
    (tmp_path / "pydantic_core" / "__init__.py").touch()
    (tmp_path / "pydantic_core" / "_pydantic_core.cpython-313-elsewhere.so").touch()
    program = "try: import savings.api.core\nexcept ModuleNotFoundError as missing: print(missing.name)"
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(map(str, [tmp_path, LAYER]))}
    ran = subprocess.run([sys.executable, "-c", program], env=environment, check=True, capture_output=True, text=True)
    assert ran.stdout == "pydantic_core._pydantic_core\n"
