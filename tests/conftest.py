"""What every test may ask for: an engine, a fresh table on it and an environment without anybody's account."""

import itertools
import os
import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from botocore.loaders import JSONFileLoader
from xdist.scheduler import LoadScopeScheduling

from local.engine import DYNAMODB_LOCAL, Engine, preferred_engine
from savings.store.schema import TABLE
from tests.engines import ENVIRONMENT, connect
from tests.ready import packaged
from tests.wire import direct

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_TOGETHER = (
    re.compile(rf"\[(.*-)?{DYNAMODB_LOCAL}\b"),  # one Java
    re.compile(r"^tests/gates/test_console\.py::"),  # one browser
    re.compile(r"^tests/infra/"),  # one synthesis
    re.compile(
        r"^tests/local/test_(addresses|console|consumer|even_out|notifications|tokens)\.py::"
    ),  # one shared stack
)
_numbers = itertools.count(1)
TABLES_OF_ONE_JAVA = 100
"""DynamoDB Local gets slower with each table that it had: after so many a new one takes over."""


def pytest_configure(config: pytest.Config) -> None:
    """Declare the marker of the storage contract tests."""
    config.addinivalue_line("markers", "every_engine: runs on dynoxide, and in the gates on DynamoDB Local")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run tests marked `every_engine` on both engines: in the gates on DynamoDB Local, on one worker with one Java."""
    if "engine" in metafunc.fixturenames and metafunc.definition.get_closest_marker("every_engine"):
        second = pytest.param(DYNAMODB_LOCAL, marks=pytest.mark.gate)
        preferred = preferred_engine()
        engines = [preferred] if preferred == DYNAMODB_LOCAL else [preferred, second]
        metafunc.parametrize("engine", engines, indirect=True, scope="session")


class _Together(LoadScopeScheduling):  # type: ignore[misc]
    """Hands out single tests, but keeps those together that share something slow to start.

    What xdist has for this, marks of groups, is without effect under pytest 9.2.
    """

    def _split_scope(self, nodeid: str) -> str:
        return next((pattern.pattern for pattern in _TOGETHER if pattern.search(nodeid)), nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadScopeScheduling:
    """Distribute the tests over xdist's workers."""
    return _Together(config, log)


@pytest.fixture(scope="session", autouse=True)
def aws_environment() -> Iterator[None]:
    """Hide the machine's own AWS settings and put dummies in their place."""
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("AWS_")]:
            patch.delenv(name)
        for name, value in ENVIRONMENT.items():
            patch.setenv(name, value)
        yield


@pytest.fixture(scope="session", autouse=True)
def endpoints_of_services() -> Iterator[None]:
    """Parse what all services have in common once: moto gives each test a new session of boto3, which does it anew.

    The model of a service is not shared: its client changes it.
    """
    parse = JSONFileLoader.load_file
    common = cache(lambda path: parse(JSONFileLoader(), path))

    def load(loader: JSONFileLoader, path: str) -> Any:
        return parse(loader, path) if "service-" in path else common(path)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(JSONFileLoader, "load_file", load)
        yield


@pytest.fixture(params=["models", "package"])
def validators(request: pytest.FixtureRequest) -> Iterator[None]:
    """Bodies are read by their models, and once more by what the functions' packages have ready."""
    if request.param == "models":
        yield
    else:
        with packaged():
            yield


@pytest.fixture(scope="session")
def engine(request: pytest.FixtureRequest, aws_environment: None) -> Iterator[Engine]:
    """One engine in memory per session (with xdist: per worker)."""
    with Engine(getattr(request, "param", preferred_engine())) as started:
        yield started


@pytest.fixture(scope="session")
def dynamodb(engine: Engine) -> Iterator["DynamoDBClient"]:
    """A client of the engine, with dummy credentials and without retries."""
    client = connect(engine.endpoint)
    yield client
    client.close()


@pytest.fixture
def table_name(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The name of a new, empty table with the product's definition; the environment names it and its engine."""
    name = f"savings-test-{next(_numbers)}"  # dynoxide's streams want at least 11 characters
    engine_at = direct(engine.endpoint)
    engine_at.call("CreateTable", {"TableName": name, **TABLE})
    monkeypatch.setenv("AWS_ENDPOINT_URL_DYNAMODB", engine.endpoint)
    monkeypatch.setenv("AWS_ENDPOINT_URL_DYNAMODB_STREAMS", engine.endpoint)
    monkeypatch.setenv("TABLE_NAME", name)
    yield name
    engine_at.call("DeleteTable", {"TableName": name})
    engine.forget_stream(name)
    if engine.name == DYNAMODB_LOCAL and int(name.rpartition("-")[2]) % TABLES_OF_ONE_JAVA == 0:
        engine.start_anew()
