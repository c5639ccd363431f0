"""The engine: it starts, keeps data in a folder, and ends with the process that started it."""

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from local import npm
from local.engine import DYNAMODB_LOCAL, Engine, EngineUnavailableError, preferred_engine, process
from local.installed import PackageUnavailableError
from savings.store.schema import TABLE
from tests.engines import connect

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_PARENT = """
import sys
from local.engine import Engine, preferred_engine
engine = Engine(preferred_engine())
print(engine.process_id, flush=True)
sys.stdin.read()
"""


@pytest.mark.every_engine
def test_a_fresh_table_has_the_products_definition_and_nothing_in_it(
    dynamodb: "DynamoDBClient", table_name: str
) -> None:
    table = dynamodb.describe_table(TableName=table_name)["Table"]

    assert table["KeySchema"] == TABLE["KeySchema"]
    assert [index["IndexName"] for index in table["GlobalSecondaryIndexes"]] == ["due"]
    assert table["StreamSpecification"]["StreamViewType"] == "NEW_IMAGE"
    assert dynamodb.scan(TableName=table_name)["Count"] == 0


def test_data_in_a_folder_survive_a_stop_and_a_start(tmp_path: Path) -> None:
    item = {"PK": {"S": "T#t"}, "SK": {"S": "GOAL#1"}}
    with Engine(preferred_engine(), tmp_path) as engine:
        client = connect(engine.endpoint)
        client.create_table(TableName="savings-kept", **TABLE)
        client.put_item(TableName="savings-kept", Item=item)
        client.close()

    with Engine(preferred_engine(), tmp_path) as engine:
        client = connect(engine.endpoint)
        assert client.get_item(TableName="savings-kept", Key=item)["Item"] == item
        client.close()


def test_engines_of_one_process_do_not_share_their_data() -> None:
    with Engine(preferred_engine()) as one, Engine(preferred_engine()) as other:
        assert one.endpoint != other.endpoint


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's leash is a matter of Linux")
def test_killing_the_parent_leaves_no_engine_behind() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", _PARENT], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        watch = os.pidfd_open(child)
        parent.send_signal(signal.SIGKILL)

        try:
            _wait_for_the_end_of(watch)
        finally:
            os.close(watch)


def test_a_package_is_installed_once_however_many_ask_at_the_same_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs: list[Path] = []

    def fill(folder: Path, pins: Path) -> None:
        runs.append(pins)
        (folder / "node_modules").mkdir()

    monkeypatch.setattr(npm, "_BUILD", tmp_path)
    monkeypatch.setattr(npm, "_install_into", fill)
    with ThreadPoolExecutor(8) as pool:
        folders = set(pool.map(npm.install, ["dynoxide"] * 8))

    assert len(runs) == 1
    assert [folder.is_dir() for folder in folders] == [True]


def test_a_failed_installation_says_why_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(npm, "_BUILD", tmp_path)
    monkeypatch.setattr(npm, "npm", lambda: [sys.executable, "-c", "import sys; sys.exit('no such package')"])

    with pytest.raises(PackageUnavailableError, match="no such package"):
        npm.install("dynoxide")
    assert [entry.name for entry in tmp_path.iterdir()] == [next(tmp_path.glob("dynoxide-*.lock")).name]


@pytest.mark.parametrize("package", ["dynoxide", "dynamodb_local", "api_checks", "api_page"])
def test_the_pins_carry_hashes_and_no_address(package: str) -> None:
    lock = (Path(npm.__file__).parent / package / "package-lock.json").read_text()

    assert "sha512-" in lock
    assert "://" not in lock


def test_the_java_runtime_is_pinned_by_hash_for_every_platform_and_without_an_address() -> None:
    lock = (Path(__file__).parents[2] / "requirements" / "java.txt").read_text()

    assert lock.count("--hash=sha256:") == 5
    assert "://" not in lock


@pytest.mark.gate
def test_dynamodb_local_runs_on_a_java_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with Engine(DYNAMODB_LOCAL) as engine:
        assert engine.is_running


@pytest.mark.parametrize("name", ["dynoxide", "dynamodb_local"])
def test_a_setting_chooses_the_engine(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ENGINE", name)
    assert preferred_engine() == name


def test_an_engine_that_there_is_not_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ENGINE", "mysql")
    with pytest.raises(EngineUnavailableError, match="'mysql'"):
        preferred_engine()


@pytest.mark.parametrize(
    ("machine", "name"),
    [
        (("linux", "x86_64"), "dynoxide"),
        (("linux", "aarch64"), "dynamodb_local"),
        (("darwin", "arm64"), "dynamodb_local"),
    ],
)
def test_where_dynoxide_has_no_build_it_is_dynamodb_local(
    machine: tuple[str, str], name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ENGINE", raising=False)
    monkeypatch.setattr(process, "_MACHINE", machine)
    assert preferred_engine() == name


def _wait_for_the_end_of(watch: int) -> None:
    import select

    ready, _, _ = select.select([watch], [], [], 10)
    assert ready, "the engine still runs after its parent has ended"


@pytest.mark.gate
def test_an_engine_that_starts_anew_is_empty_and_where_it_was() -> None:
    with Engine(DYNAMODB_LOCAL) as engine:
        client, where = connect(engine.endpoint), engine.endpoint
        client.create_table(TableName="savings-test-anew", **TABLE)
        engine.start_anew()
        assert engine.endpoint == where
        assert client.list_tables()["TableNames"] == []
        client.close()
