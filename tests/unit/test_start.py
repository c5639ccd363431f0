"""A start takes compiled methods from the package, and what they do is what Python would have compiled."""

import json
import marshal
import os
import subprocess
import sys
from importlib.util import MAGIC_NUMBER
from pathlib import Path

import pytest

from savings import start

LAYER = Path(start.__file__).parents[1]
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


@pytest.mark.parametrize("function", ["goals", "actions", "notifications"])
def test_a_function_loads_no_sdk_no_pydantic_and_no_powertools_before_a_body_comes(function: str) -> None:
    program = f"import sys, {function}.handler; print(*sys.modules)"
    paths = os.pathsep.join([str(LAYER), str(LAYER.parents[2] / "functions")])
    environment = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    ran = subprocess.run(
        [sys.executable, "-c", program],
        env=environment | {"PYTHONPATH": paths},
        check=True,
        capture_output=True,
        text=True,
    )
    loaded = {name.partition(".")[0] for name in ran.stdout.split()}
    slow = {
        "boto3",
        "botocore",
        "urllib3",
        "pydantic",
        "pydantic_core",
        "aws_lambda_powertools",
        "iso4217",
        "asyncio",
        "xml",
    }
    assert loaded & slow == set()
