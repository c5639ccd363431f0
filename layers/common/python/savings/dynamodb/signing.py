"""AWS Signature Version 4 for one kind of request: a POST to the root of DynamoDB.

Source: AWS's "Signature Version 4 signing process"; what it makes is held to botocore byte for byte.
"""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

CONTENT_TYPE: Final = "application/x-amz-json-1.0"


@dataclass(frozen=True, slots=True)
class Credentials:
    """Who signs; `token` is empty for credentials that do not expire."""

    access_key: str
    secret_key: str
    token: str = ""


class Signer:
    """Signs the requests to one host of one region."""

    def __init__(self, region: str, host: str) -> None:
        self._region = region
        self._host = host
        self._key_of: tuple[str, str] = ("", "")
        self._key = b""

    def headers(self, credentials: Credentials, target: str, body: bytes, instant: str) -> Mapping[str, str]:
        """Return all headers of a request that is signed at an instant such as 20270110T100000Z.

        `target` names the operation as X-Amz-Target does.
        """
        headers = {"content-type": CONTENT_TYPE, "host": self._host, "x-amz-date": instant}
        if credentials.token:
            headers["x-amz-security-token"] = credentials.token
        headers["x-amz-target"] = target
        names = ";".join(headers)
        canonical = "".join(f"{name}:{value}\n" for name, value in headers.items())
        request = f"POST\n/\n\n{canonical}\n{names}\n{sha256(body).hexdigest()}"
        scope = f"{instant[:8]}/{self._region}/dynamodb/aws4_request"
        text = f"AWS4-HMAC-SHA256\n{instant}\n{scope}\n{sha256(request.encode()).hexdigest()}"
        signature = hmac.digest(self._signing_key(credentials.secret_key, instant[:8]), text.encode(), "sha256").hex()
        headers["authorization"] = (
            f"AWS4-HMAC-SHA256 Credential={credentials.access_key}/{scope}, SignedHeaders={names}, "
            f"Signature={signature}"
        )
        headers["content-length"] = str(len(body))
        return headers

    def _signing_key(self, secret_key: str, date: str) -> bytes:
        """Derive the key of a day; a function signs with one all day long."""
        if self._key_of != (secret_key, date):
            key = f"AWS4{secret_key}".encode()
            for part in (date, self._region, "dynamodb", "aws4_request"):
                key = hmac.digest(key, part.encode(), "sha256")
            self._key_of, self._key = (secret_key, date), key
        return self._key
