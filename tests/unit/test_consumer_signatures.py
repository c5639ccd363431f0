"""The example for partners takes a delivery that is signed, and no other."""

import json
from base64 import b64encode
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from examples.consumer import Consumer, server, verified
from savings.https.posting import Answer, Poster
from savings.https.signature import signed
from tests.contract.event_examples import examples

OLD, NEW = (f"whsec_{b64encode(bytes([number]) * 32).decode()}" for number in (1, 2))
BODY = b'{"id": "1"}'
NOW = datetime(2027, 1, 29, 13, tzinfo=UTC)
HEADERS = signed([NEW, OLD], "1", NOW, BODY)


@pytest.mark.parametrize(
    ("keys", "changed", "body", "later", "is_ours"),
    [
        ([NEW], {}, BODY, 0, True),
        ([OLD], {}, BODY, 299, True),
        ([OLD, NEW], {}, BODY, -299, True),
        ([f"whsec_{b64encode(bytes(32)).decode()}"], {}, BODY, 0, False),
        ([], {}, BODY, 0, False),
        ([NEW], {}, BODY + b" ", 0, False),
        ([NEW], {"webhook-id": "2"}, BODY, 0, False),
        ([NEW], {"webhook-timestamp": "soon"}, BODY, 0, False),
        ([NEW], {"webhook-signature": ""}, BODY, 0, False),
        ([NEW], {"webhook-signature": "v1,a"}, BODY, 0, False),
        ([NEW], {}, BODY, 301, False),
        ([NEW], {}, BODY, -301, False),
    ],
)
def test_only_what_is_signed_and_new_is_ours(
    keys: list[str], changed: dict[str, str], body: bytes, later: int, *, is_ours: bool
) -> None:
    assert verified(keys, HEADERS | changed, body, NOW.timestamp() + later) is is_ours


def test_headers_that_are_missing_are_no_signature() -> None:
    assert not verified([NEW], {}, BODY, NOW.timestamp())


def test_the_example_takes_a_delivery_as_a_webhook_and_refuses_a_forged_one() -> None:
    event, consumer, poster = examples()["goal.created"], Consumer(), Poster(anywhere=True)
    body = json.dumps(event.envelope()).encode()
    receiving = server(consumer, lambda: [NEW], 0, NOW.timestamp)
    url = f"http://127.0.0.1:{receiving.server_port}/"

    def posted(key: str, at: datetime) -> Answer:
        with ThreadPoolExecutor(1) as caller:
            answer = caller.submit(poster.post, url, signed([key], event.id, at, body), body)
            receiving.handle_request()
            return answer.result()

    assert posted(OLD, NOW) == posted(NEW, NOW - timedelta(hours=1)) == Answer(401, "401")
    assert [*consumer.goals()] == []
    assert posted(NEW, NOW) == Answer(204, "204")
    assert [goal.id for goal in consumer.goals()] == [event.subject]
    receiving.server_close()
