"""The floor of a warm request: its calls to DynamoDB, signed and sent with the standard library, and nothing beside."""

import hashlib
import hmac
import http.client
import json
import os
import ssl
import time
from typing import Any
from urllib.parse import urlsplit

from bench.peers import work

ENDPOINT = urlsplit(os.environ["AWS_ENDPOINT_URL_DYNAMODB"])
REGION = os.environ["AWS_REGION"]
KEY = os.environ["AWS_ACCESS_KEY_ID"]
TOKEN = os.environ["AWS_SESSION_TOKEN"]
SIGNED = "content-type;host;x-amz-date;x-amz-security-token;x-amz-target"
TYPE = "application/x-amz-json-1.0"

_keys: dict[str, bytes] = {}


def _connect() -> http.client.HTTPConnection:
    if ENDPOINT.scheme == "http":
        return http.client.HTTPConnection(ENDPOINT.netloc)
    trusted = ssl.create_default_context(cafile=os.environ["AWS_CA_BUNDLE"])
    return http.client.HTTPSConnection(ENDPOINT.netloc, context=trusted)


_connection = _connect()


def _keyed(key: bytes, text: str) -> bytes:
    return hmac.digest(key, text.encode(), "sha256")


def _key_of(day: str) -> bytes:
    """Return the key that signs a day's requests."""
    if day not in _keys:
        key = b"AWS4" + os.environ["AWS_SECRET_ACCESS_KEY"].encode()
        for part in (day, REGION, "dynamodb", "aws4_request"):
            key = _keyed(key, part)
        _keys.clear()
        _keys[day] = key
    return _keys[day]


def call(operation: str, arguments: dict[str, Any]) -> dict[str, Any]:
    """Call DynamoDB (Signature Version 4)."""
    body = json.dumps(arguments).encode()
    now = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime())
    day = now[:8]
    target = f"DynamoDB_20120810.{operation}"
    canonical = (
        f"POST\n/\n\ncontent-type:{TYPE}\nhost:{ENDPOINT.netloc}\nx-amz-date:{now}\nx-amz-security-token:{TOKEN}\n"
        f"x-amz-target:{target}\n\n{SIGNED}\n{hashlib.sha256(body).hexdigest()}"
    )
    scope = f"{day}/{REGION}/dynamodb/aws4_request"
    text = f"AWS4-HMAC-SHA256\n{now}\n{scope}\n{hashlib.sha256(canonical.encode()).hexdigest()}"
    signature = _keyed(_key_of(day), text).hex()
    headers = {
        "Content-Type": TYPE,
        "X-Amz-Date": now,
        "X-Amz-Security-Token": TOKEN,
        "X-Amz-Target": target,
        "Authorization": f"AWS4-HMAC-SHA256 Credential={KEY}/{scope}, SignedHeaders={SIGNED}, Signature={signature}",
    }
    _connection.request("POST", "/", body, headers)
    answer = _connection.getresponse()
    content = answer.read()
    if answer.status != 200:
        raise RuntimeError(content.decode())
    parsed: dict[str, Any] = json.loads(content)
    return parsed


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Serve either route."""
    goal = call("GetItem", work.read(event))["Item"]
    if event["routeKey"] != work.RECORD:
        return _answered(200, work.plain(goal))
    body = json.loads(event["body"])
    minor = int(body["amount"]["value"]) * 100
    call("TransactWriteItems", work.record(goal, minor, body["credit_debit_indicator"]))
    return _answered(201, {"data": body, "metadata": {"goal_id": work.plain(goal)["id"]}})


def _answered(status: int, body: dict[str, Any]) -> dict[str, Any]:
    return {"statusCode": status, "headers": {"Content-Type": "application/json"}, "body": json.dumps(body)}
