"""dynoxide's stream costs the same however long it is, and ends where its reader has been."""

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from local.engine import DYNOXIDE, Engine, preferred_engine
from savings.store.schema import TABLE
from tests.engines import connect
from tests.stream import records

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

pytestmark = pytest.mark.skipif(preferred_engine() != DYNOXIDE, reason="dynoxide has no build for this machine")

NAME = "savings-stream"
# What dynoxide 1.2.1 asks before it writes a record, and when records are read.
LAST_NUMBER = "SELECT COALESCE(MAX(CAST(sequence_number AS INTEGER)), 0) + 1 FROM _stream_records WHERE table_name = ?1"
RECORDS_AFTER = (
    "SELECT new_image FROM _stream_records "
    "WHERE table_name = ?1 AND shard_id = ?2 AND CAST(sequence_number AS INTEGER) > ?3 "
    "ORDER BY CAST(sequence_number AS INTEGER) ASC LIMIT ?4"
)


@pytest.fixture(params=["in memory", "in a folder"])
def any_engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    with Engine(DYNOXIDE, tmp_path if request.param == "in a folder" else None) as engine:
        yield engine


@pytest.fixture
def client(any_engine: Engine) -> Iterator["DynamoDBClient"]:
    client = connect(any_engine.endpoint)
    client.create_table(TableName=NAME, **TABLE)
    yield client
    client.close()


def put(client: "DynamoDBClient", *names: str) -> None:
    for name in names:
        client.put_item(TableName=NAME, Item={"PK": {"S": "T#t"}, "SK": {"S": name}})


def kept(client: "DynamoDBClient") -> dict[str, str]:
    """The sequence number of each record that the stream still has, by the name of what was put."""
    changes = [record["dynamodb"] for record in records(client, NAME)]
    return {change["Keys"]["SK"]["S"]: change["SequenceNumber"] for change in changes}


def database(engine: Engine) -> sqlite3.Connection:
    assert engine._stream is not None
    return engine._stream._database


@pytest.mark.parametrize(("statement", "values"), [(LAST_NUMBER, ("a",)), (RECORDS_AFTER, ("a", "b", 1, 2))])
def test_the_engine_finds_its_place_in_the_stream_by_an_index(
    any_engine: Engine, statement: str, values: tuple[str | int, ...]
) -> None:
    steps = [step for *_, step in database(any_engine).execute(f"EXPLAIN QUERY PLAN {statement}", values)]

    assert len(steps) == 1, steps  # no sorting afterwards
    assert steps[0].startswith("SEARCH _stream_records USING INDEX stream_in_order (table_name=?")


def test_what_was_read_can_be_forgotten_and_numbers_go_on(any_engine: Engine, client: "DynamoDBClient") -> None:
    put(client, "a", "b", "c", "d")
    numbers = kept(client)
    any_engine.trim_stream(NAME, numbers["c"])
    assert kept(client).keys() == {"c", "d"}

    any_engine.trim_stream(NAME, numbers["d"])
    put(client, "e")
    assert int(kept(client)["e"]) == int(numbers["d"]) + 1


def test_a_deleted_table_leaves_no_records(any_engine: Engine, client: "DynamoDBClient") -> None:
    put(client, "a", "b")
    client.delete_table(TableName=NAME)
    any_engine.forget_stream(NAME)

    assert database(any_engine).execute("SELECT * FROM _stream_records").fetchall() == []


def files_of(engine: Engine) -> set[str]:
    found = set()
    for descriptor in Path(f"/proc/{engine.process_id}/fd").iterdir():
        with suppress(FileNotFoundError):  # a connection that ended meanwhile
            found.add(str(descriptor.readlink()))
    return {file for file in found if "table.sqlite" in file}


def test_data_in_memory_have_no_name_that_could_stay_behind() -> None:
    with Engine(DYNOXIDE) as engine:
        files = files_of(engine)

    assert len(files) == 3, files
    assert all(file.endswith(" (deleted)") for file in files), files


def test_a_ram_disk_with_little_room_is_not_used(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def little(_: object) -> SimpleNamespace:
        return SimpleNamespace(free=64 << 20)

    monkeypatch.setattr(shutil, "disk_usage", little)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with Engine(DYNOXIDE) as engine:
        files = files_of(engine)

    assert files
    assert all(file.startswith(str(tmp_path)) for file in files), files
