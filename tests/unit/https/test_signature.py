"""Signatures are those of Standard Webhooks: the published library verifies them, and knows what was changed."""

from base64 import b64encode
from datetime import UTC, datetime, timedelta

import pytest
from standardwebhooks import Webhook, WebhookVerificationError

from savings.https.signature import signed

OLD, NEW, OTHER = (f"whsec_{b64encode(bytes([number]) * 32).decode()}" for number in (1, 2, 3))
EVENT = "00000000-0000-8089-9699-f655a5188173"
BODY = '{"id":"…","data":{}}'.encode()


def now() -> datetime:
    return datetime.now(UTC)


def test_it_is_the_signature_of_the_specification() -> None:
    at = datetime.fromtimestamp(1614265330, UTC)
    key, message = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek"
    assert signed([key], message, at, b'{"test": 2432232314}') == {
        "webhook-id": message,
        "webhook-timestamp": "1614265330",
        "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    }


@pytest.mark.parametrize("key", [OLD, NEW])
def test_during_a_rotation_both_keys_verify_and_no_other_does(key: str) -> None:
    headers = signed([NEW, OLD], EVENT, now(), BODY)
    assert Webhook(key).verify(BODY, headers) == {"id": "…", "data": {}}
    with pytest.raises(WebhookVerificationError):
        Webhook(OTHER).verify(BODY, headers)
    assert len(headers["webhook-signature"].split(" ")) == 2


def test_whatever_is_changed_on_the_way_is_noticed() -> None:
    headers = signed([NEW], EVENT, now(), BODY)
    later = str(int(headers["webhook-timestamp"]) + 1)
    for body, changed in ((BODY + b" ", {}), (BODY, {"webhook-id": "another"}), (BODY, {"webhook-timestamp": later})):
        with pytest.raises(WebhookVerificationError, match="No matching"):
            Webhook(NEW).verify(body, headers | changed)


def test_a_message_of_long_ago_is_not_taken_for_a_new_one() -> None:
    with pytest.raises(WebhookVerificationError, match="too old"):
        Webhook(NEW).verify(BODY, signed([NEW], EVENT, now() - timedelta(minutes=6), BODY))
