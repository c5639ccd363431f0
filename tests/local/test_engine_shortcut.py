"""The short way to the engine: boto3 answers as it does by its own way, whatever comes back."""

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from botocore.exceptions import ClientError

from local.engine import Engine
from tests.engines import REGION, connect

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

KEY = {"PK": {"S": "T#t"}, "SK": {"S": "é"}}
ITEM: dict[str, Any] = {
    **KEY,
    "n": {"N": "1"},
    "b": {"B": b"\x00\xff"},
    "m": {"M": {"l": {"L": [{"BOOL": True}, {"NULL": True}]}}},
}
ABSENT = {"ConditionExpression": "attribute_not_exists(PK)", "ReturnValuesOnConditionCheckFailure": "ALL_OLD"}


@pytest.fixture
def by_its_own_way(engine: Engine) -> Iterator["DynamoDBClient"]:
    client = boto3.client("dynamodb", endpoint_url=engine.endpoint, region_name=REGION)
    yield client
    client.close()


@pytest.mark.every_engine
@pytest.mark.parametrize(
    "call",
    [
        lambda client, table: client.get_item(TableName=table, Key=KEY),
        lambda client, table: client.batch_get_item(RequestItems={table: {"Keys": [KEY]}}),
        lambda client, table: client.scan(TableName=table, ReturnConsumedCapacity="TOTAL"),
        lambda client, table: client.put_item(TableName=table, Item=KEY, **ABSENT),
        lambda client, table: client.transact_write_items(
            TransactItems=[{"Put": {"TableName": table, "Item": KEY, **ABSENT}}], ClientRequestToken="t"
        ),
        lambda client, table: client.get_item(TableName="no-such-table", Key=KEY),
        lambda client, table: client.describe_table(TableName=table),
    ],
)
def test_answers_and_errors_are_the_same_as_by_botos_own_way(
    dynamodb: "DynamoDBClient",
    by_its_own_way: "DynamoDBClient",
    table_name: str,
    call: Callable[["DynamoDBClient", str], dict[str, Any]],
) -> None:
    by_its_own_way.put_item(TableName=table_name, Item=ITEM)

    assert heard(call, dynamodb, table_name) == heard(call, by_its_own_way, table_name)


def heard(call: Callable[[Any, str], dict[str, Any]], client: "DynamoDBClient", table: str) -> tuple[str, Any]:
    try:
        kind, answer = "answer", call(client, table)
    except ClientError as error:
        kind, answer = type(error).__name__, dict(error.response)
    assert answer.pop("ResponseMetadata")["HTTPStatusCode"] == (200 if kind == "answer" else 400)
    return kind, answer


def test_a_connection_that_the_other_side_closed_is_replaced() -> None:
    class Closing(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(200)
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"{}")

        def log_message(self, *_: Any) -> None: ...

    with ThreadingHTTPServer(("127.0.0.1", 0), Closing) as server:
        threading.Thread(target=server.serve_forever).start()
        client = connect(f"http://127.0.0.1:{server.server_port}")
        for _ in range(3):
            assert "Item" not in client.get_item(TableName="any", Key=KEY)
        client.close()
        server.shutdown()


def test_many_threads_share_one_client(dynamodb: "DynamoDBClient", table_name: str) -> None:
    def put(name: str) -> None:
        for number in range(10):
            dynamodb.put_item(TableName=table_name, Item={"PK": {"S": name}, "SK": {"S": str(number)}})

    threads = [threading.Thread(target=put, args=(f"T#{name}",)) for name in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert dynamodb.scan(TableName=table_name)["Count"] == 80
