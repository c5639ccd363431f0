"""A signed request is the one that botocore would send, byte for byte."""

from datetime import UTC, datetime
from functools import partial
from unittest.mock import patch

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials as BotocoreCredentials
from hypothesis import given
from hypothesis import strategies as st

from savings.dynamodb.signing import CONTENT_TYPE, Credentials, Signer

hosts = st.sampled_from(
    ["dynamodb.eu-west-1.amazonaws.com", "127.0.0.1:8000", "[::1]:4566", "vpce-1.dynamodb.vpce.amazonaws.com"]
)
secrets = st.text(st.characters(codec="ascii", categories=["L", "N", "P", "S"]), min_size=1, max_size=60)


def as_botocore_signs(
    credentials: Credentials, region: str, host: str, target: str, body: bytes, instant: datetime
) -> dict[str, str]:
    request = AWSRequest(
        "POST", f"https://{host}/", {"Content-Type": CONTENT_TYPE, "X-Amz-Target": target, "Host": host}, body
    )
    signer = SigV4Auth(
        BotocoreCredentials(credentials.access_key, credentials.secret_key, credentials.token or None),
        "dynamodb",
        region,
    )
    with patch("botocore.auth.get_current_datetime", return_value=instant.replace(tzinfo=None)):
        signer.add_auth(request)
    return {name.lower(): value for name, value in request.headers.items()}


@given(
    key=secrets,
    secret=secrets,
    token=st.one_of(st.just(""), secrets),
    region=st.sampled_from(["eu-west-1", "ap-southeast-5", "mx-central-1"]),
    host=hosts,
    operation=st.sampled_from(["GetItem", "TransactWriteItems"]),
    body=st.text().map(str.encode),
    instant=st.integers(946_684_800, 4_102_444_800).map(partial(datetime.fromtimestamp, tz=UTC)),
)
def test_every_header_is_the_one_of_botocore(
    key: str, secret: str, token: str, region: str, host: str, operation: str, body: bytes, instant: datetime
) -> None:
    credentials, target = Credentials(key, secret, token), f"DynamoDB_20120810.{operation}"
    signer = Signer(region, host)
    for body_now in (body, b"{}"):
        made = dict(signer.headers(credentials, target, body_now, f"{instant:%Y%m%dT%H%M%SZ}"))
        assert made.pop("content-length") == str(len(body_now))
        assert made == as_botocore_signs(credentials, region, host, target, body_now, instant)


def test_a_new_day_and_new_credentials_have_a_key_of_their_own() -> None:
    signer = Signer("eu-west-1", "dynamodb.eu-west-1.amazonaws.com")
    signed = {
        signer.headers(Credentials("a", secret), "t", b"{}", f"{day}T100000Z")["authorization"]
        for secret in ("one", "two", "one")
        for day in ("20270110", "20270111", "20270110")
    }
    assert len(signed) == 4
