"""Where DynamoDB is and who calls it, from the environment as the AWS SDKs read it."""

import os
import re
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from savings.dynamodb.signing import Credentials

_COMMERCIAL: Final = re.compile(r"(us|eu|ap|sa|ca|me|af|il|mx)-[a-z]+-[0-9]+")

_ADDRESS: Final = re.compile(r"(https?)://(?:\[([0-9a-f:.]+)\]|([^\s/:@\[\]]+))(?::([0-9]{1,5}))?/?", re.IGNORECASE)
_ROOTS: Final = os.path.join(os.path.dirname(__file__), "amazon_roots.pem")  # noqa: PTH118, PTH120  # pathlib is slow to import


class Unusable(Exception):
    """The environment asks for what only boto3 can do."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"{reason}: set TABLE_TRANSPORT=boto3")


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where to connect, for which region to sign, and the `authority` to send: host, and port where it is unusual."""

    host: str
    port: int
    is_encrypted: bool
    authority: str
    region: str


def endpoint(environment: Mapping[str, str] = os.environ) -> Endpoint:
    """Return where DynamoDB is.

    Raises Unusable for a region without a public endpoint by the common name, and where a proxy is in the way.
    """
    region = environment.get("AWS_REGION") or environment.get("AWS_DEFAULT_REGION") or ""
    address = (
        environment.get("AWS_ENDPOINT_URL_DYNAMODB")
        or environment.get("AWS_ENDPOINT_URL")
        or f"https://{_public(region, environment)}"
    )
    parts = _ADDRESS.fullmatch(address)
    if parts is None:
        raise Unusable(f"{address!r} is not the address of a service")
    scheme, ipv6, name, given = (part and part.lower() for part in parts.groups())
    usual = 443 if scheme == "https" else 80
    port = int(given or usual)
    host = f"[{ipv6}]" if ipv6 else name
    if any(environment.get(variable) for variable in (f"{scheme}_proxy", f"{scheme}_proxy".upper())):
        _refuse_proxy(scheme, host, environment)
    return Endpoint(ipv6 or name, port, scheme == "https", host if port == usual else f"{host}:{port}", region)


def _public(region: str, environment: Mapping[str, str]) -> str:
    if not _COMMERCIAL.fullmatch(region):
        raise Unusable(f"{region!r} is not a region of the commercial partition")
    fips = "-fips" if environment.get("AWS_USE_FIPS_ENDPOINT", "").lower() == "true" else ""
    dual_stack = environment.get("AWS_USE_DUALSTACK_ENDPOINT", "").lower() == "true"
    return f"dynamodb{fips}.{region}.{'api.aws' if dual_stack else 'amazonaws.com'}"


def _refuse_proxy(scheme: str, host: str, environment: Mapping[str, str]) -> None:
    # Slow to import, and no function has a proxy by itself.
    from urllib.request import proxy_bypass_environment  # type: ignore[attr-defined]  # noqa: PLC0415

    excepted = environment.get("no_proxy") or environment.get("NO_PROXY") or ""
    if not proxy_bypass_environment(host, {"no": excepted}):
        raise Unusable(f"a proxy is set for {scheme}")


def tls(at: Endpoint, environment: Mapping[str, str] = os.environ) -> ssl.SSLContext | None:
    """Return how connections are encrypted, or None where they are not."""
    return amazons(environment) if at.is_encrypted else None


def amazons(environment: Mapping[str, str] = os.environ) -> ssl.SSLContext:
    """Return how connections to AWS are encrypted; certificates are checked against AWS_CA_BUNDLE or Amazon's roots.

    The roots are the five that Amazon Trust Services names: to read all that the machine trusts takes longer than to
    connect.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(environment.get("AWS_CA_BUNDLE") or _ROOTS)
    return context


def credentials(environment: Mapping[str, str] = os.environ) -> Callable[[], Credentials]:
    """Return what gives the credentials of a call: those of the environment, as it is at each call.

    Where it has none, botocore looks for them as it always does, and renews those that expire.
    """

    def from_environment() -> Credentials:
        return Credentials(
            environment["AWS_ACCESS_KEY_ID"],
            environment["AWS_SECRET_ACCESS_KEY"],
            environment.get("AWS_SESSION_TOKEN", ""),
        )

    return from_environment if "AWS_ACCESS_KEY_ID" in environment else _found_by_botocore()


def _found_by_botocore() -> Callable[[], Credentials]:
    from botocore.session import Session  # noqa: PLC0415  # slow to import, and seldom needed

    provider = Session().get_credentials()
    if provider is None:
        raise Unusable("there are no credentials")

    def current() -> Credentials:
        frozen = provider.get_frozen_credentials()
        return Credentials(str(frozen.access_key), str(frozen.secret_key), frozen.token or "")

    return current
