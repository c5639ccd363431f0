"""JSON Web Tokens of one issuer, proven by its public keys (RFC 7515, RFC 7519): RS256, and no other algorithm.

To prove a signature takes nothing that is secret, so the standard library's integers do; a library would be most of
what this function's start costs.
"""

import binascii
import json
from base64 import urlsafe_b64decode
from datetime import datetime
from hashlib import sha256
from typing import Any, Final, Protocol

_SHA256: Final = bytes.fromhex("3031300d060960864801650304020105000420")
"""What stands before a SHA-256 digest in a signature of PKCS #1 (RFC 8017, section 9.2)."""
LONGEST: Final = 8_192
"""Signs of a token; the gateway's limit for all headers is not far above."""


class PublicKeys(Protocol):
    """The keys of an issuer."""

    def find(self, name: str) -> tuple[int, int] | None:
        """Return modulus and exponent of the key of this name, None for an unknown one."""
        ...


def proven(token: str, keys: PublicKeys, issuer: str, now: datetime) -> dict[str, Any] | None:
    """Return the claims of an access token that the issuer has signed and that is good now; None for any other.

    One that names an audience beside its own client is for that one, and not for this API.
    """
    try:
        signed, _, last = token[:LONGEST].rpartition(".")
        header, claims = (_members(part) for part in signed.split("."))
        signature = _bytes(last)
        name = header["kid"] if header.get("alg") == "RS256" and "crit" not in header else None
        key = keys.find(name) if isinstance(name, str) else None
        if key is None or not _has_signed(*key, signed.encode("ascii"), signature):
            return None
        return claims if _is_good(claims, issuer, now.timestamp()) else None
    except (KeyError, TypeError, ValueError, binascii.Error):
        return None


def read_keys(document: dict[str, Any]) -> dict[str, tuple[int, int]]:
    """Return modulus and exponent of the RSA keys of a JSON Web Key Set, by their names."""
    return {
        key["kid"]: (int.from_bytes(_bytes(key["n"])), int.from_bytes(_bytes(key["e"])))
        for key in document["keys"]
        if key.get("kty") == "RSA" and "kid" in key and key.get("use", "sig") == "sig"
    }


def _is_good(claims: dict[str, Any], issuer: str, now: float) -> bool:
    client = claims["client_id"]
    return (
        claims["iss"] == issuer
        and claims.get("token_use", "access") == "access"
        and claims.get("aud", client) in (client, [client])
        and claims["exp"] > now
        and max(claims.get("nbf", 0), claims.get("iat", 0)) <= now
    )


def _has_signed(modulus: int, exponent: int, signed: bytes, signature: bytes) -> bool:
    """Whether a signature is that of the key (RFC 8017, section 8.2.2): all of it is compared, nothing of it read."""
    length = (modulus.bit_length() + 7) // 8
    number = int.from_bytes(signature)
    if len(signature) != length or number >= modulus:
        return False
    ending = b"\x00" + _SHA256 + sha256(signed).digest()
    expected = b"\x00\x01" + b"\xff" * (length - 2 - len(ending)) + ending
    return pow(number, exponent, modulus).to_bytes(length) == expected


def _members(part: str) -> dict[str, Any]:
    read = json.loads(_bytes(part))
    if not isinstance(read, dict):
        raise TypeError(part)
    return read


def _bytes(part: str) -> bytes:
    return urlsafe_b64decode(part + "=" * (-len(part) % 4))
