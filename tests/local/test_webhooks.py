"""The local stack delivers to webhooks of this machine; what waits survives a restart and follows the local clock."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from queue import SimpleQueue
from socket import socket
from unittest.mock import patch

import boto3

from local.options import Options
from local.stack import TABLE_NAME, Stack, stack
from savings import ids
from savings.config import Settings
from savings.domain.calendar import instant
from savings.domain.events import SOURCE, Event
from savings.domain.webhook import DeliveryOutcome, Webhook
from savings.dynamodb.by_boto3 import ByBoto3
from savings.runtime import Runtime
from savings.store import webhooks
from savings.store.table import Table
from savings.usecases import webhook_keys
from tests.server import request_of, served


@contextmanager
def running(folder: Path) -> Iterator[tuple[Stack, Table]]:
    with patch.dict(os.environ), patch.object(boto3, "DEFAULT_SESSION", None), stack(Options(data=folder)) as started:
        yield started, Table(ByBoto3(boto3.client("dynamodb")), TABLE_NAME)


def test_a_delivery_that_failed_is_made_when_the_clock_is_moved_also_after_a_restart(tmp_path: Path) -> None:
    heard: SimpleQueue[bytes] = SimpleQueue()
    answers = iter((b"503 Busy", b"204 Taken"))

    def answer(connection: socket) -> None:
        request = request_of(connection)
        connection.sendall(b"HTTP/1.1 " + next(answers) + b"\r\n\r\n")
        heard.put(request)

    with served(answer) as server:
        with running(tmp_path) as (first, table):
            now = first.clock.now()
            url = f"http://127.0.0.1:{server.port}/"
            webhook = Webhook(id=ids.STEP, owner="demo-app", url=url, made_at=now)
            table.write(webhooks.insert(webhook))
            webhook_keys.make(Runtime(Settings(webhook_keys=f"{TABLE_NAME}/webhooks/")), webhook)
            event = Event("goal.achieved", "demo-app", "659edd78-0000-8042-a976-d1f2005c3aa4", 1, now, {})
            said = {"Source": SOURCE, "DetailType": event.name, "Time": instant(now)}
            first.services.bus.put({**said, "Detail": json.dumps(event.envelope())})
            before = heard.get(timeout=30)
        with running(tmp_path) as (second, table):
            second.timekeeper.walk(second.clock.now() + timedelta(hours=1))
            after = heard.get(timeout=30)
            assert [one.outcome for one in webhooks.deliveries(table, webhook, 10, None)[0]] == [
                DeliveryOutcome.DELIVERED
            ]
    assert f"webhook-id: {event.id}".encode() in before
    assert f"webhook-id: {event.id}".encode() in after
    assert before.partition(b"\r\n\r\n")[2] == after.partition(b"\r\n\r\n")[2]
