"""The place of DynamoDB and the caller's credentials are those that botocore finds, or a clear refusal."""

import ssl
from pathlib import Path
from typing import Any

import pytest
from botocore.session import Session

from savings.dynamodb import surroundings
from savings.dynamodb.signing import Credentials
from savings.dynamodb.surroundings import Unusable, credentials, endpoint, tls

IRELAND = {"AWS_REGION": "eu-west-1"}
KEYS = {"AWS_ACCESS_KEY_ID": "AKIA", "AWS_SECRET_ACCESS_KEY": "secret"}


@pytest.mark.parametrize(
    "region", ["eu-west-1", "us-east-1", "ap-southeast-5", "il-central-1", "mx-central-1", "ca-west-1"]
)
@pytest.mark.parametrize("dual_stack", ["true", "false"])
@pytest.mark.parametrize("fips", ["true", "false"])
def test_a_region_has_the_endpoint_that_botocore_resolves(
    region: str, dual_stack: str, fips: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = {"AWS_REGION": region, "AWS_USE_DUALSTACK_ENDPOINT": dual_stack, "AWS_USE_FIPS_ENDPOINT": fips}
    for name, value in (names | KEYS).items():
        monkeypatch.setenv(name, value)
    client = Session().create_client("dynamodb", region_name=region)
    found = endpoint(names)
    assert f"https://{found.authority}" == client.meta.endpoint_url
    assert (found.host, found.port, found.is_encrypted, found.region) == (found.authority, 443, True, region)


@pytest.mark.parametrize(
    ("url", "host", "port", "is_encrypted", "authority"),
    [
        ("http://127.0.0.1:8000", "127.0.0.1", 8000, False, "127.0.0.1:8000"),
        ("http://localhost", "localhost", 80, False, "localhost"),
        ("https://[::1]:4566/", "::1", 4566, True, "[::1]:4566"),
        ("https://vpce-1.vpce.amazonaws.com:443", "vpce-1.vpce.amazonaws.com", 443, True, "vpce-1.vpce.amazonaws.com"),
    ],
)
def test_an_address_of_its_own_takes_the_place_of_the_region(
    url: str, host: str, port: int, is_encrypted: bool, authority: str
) -> None:
    for name in ("AWS_ENDPOINT_URL_DYNAMODB", "AWS_ENDPOINT_URL"):
        found = endpoint({**IRELAND, name: url})
        assert found == surroundings.Endpoint(host, port, is_encrypted, authority, "eu-west-1")
    assert endpoint({**IRELAND, "AWS_ENDPOINT_URL": "http://other", "AWS_ENDPOINT_URL_DYNAMODB": url}).host == host


@pytest.mark.parametrize(
    ("environment", "reason"),
    [
        ({}, "'' is not a region of the commercial partition"),
        ({"AWS_REGION": "cn-north-1"}, "'cn-north-1' is not a region of the commercial partition"),
        ({"AWS_REGION": "us-gov-west-1"}, "'us-gov-west-1' is not"),
        ({**IRELAND, "AWS_ENDPOINT_URL": "localhost:8000"}, "is not the address of a service"),
        ({**IRELAND, "AWS_ENDPOINT_URL": "http://localhost/dynamodb"}, "is not the address of a service"),
        ({**IRELAND, "HTTPS_PROXY": "http://proxy:3128"}, "a proxy is set for https"),
        ({**IRELAND, "https_proxy": "http://proxy:3128", "NO_PROXY": "example.com"}, "a proxy is set for https"),
        ({**IRELAND, "AWS_ENDPOINT_URL": "http://db", "http_proxy": "http://proxy"}, "a proxy is set for http"),
    ],
)
def test_what_only_boto3_can_do_is_refused_by_name(environment: dict[str, str], reason: str) -> None:
    with pytest.raises(Unusable, match=f"{reason}.*: set TABLE_TRANSPORT=boto3"):
        endpoint(environment)


@pytest.mark.parametrize(
    "environment",
    [
        {"HTTP_PROXY": "http://proxy:3128"},
        {"HTTPS_PROXY": ""},
        {"HTTPS_PROXY": "http://proxy:3128", "NO_PROXY": "amazonaws.com"},
        {"HTTPS_PROXY": "http://proxy:3128", "no_proxy": "*"},
    ],
)
def test_a_proxy_that_is_for_others_is_none(environment: dict[str, str]) -> None:
    assert endpoint(IRELAND | environment).host == "dynamodb.eu-west-1.amazonaws.com"


def test_credentials_are_read_from_the_environment_at_each_call() -> None:
    environment = dict(KEYS)
    current = credentials(environment)
    assert current() == Credentials("AKIA", "secret")
    environment.update(AWS_SECRET_ACCESS_KEY="renewed", AWS_SESSION_TOKEN="token")
    assert current() == Credentials("AKIA", "renewed", "token")


def test_without_any_in_the_environment_botocore_finds_them(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name)
    shared = tmp_path / "credentials"
    shared.write_text("[default]\naws_access_key_id = AKIB\naws_secret_access_key = filed\n", encoding="utf-8")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(shared))
    assert credentials({})() == Credentials("AKIB", "filed")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", "/dev/null")
    with pytest.raises(Unusable, match="there are no credentials"):
        credentials({})


def test_certificates_are_checked_against_amazons_five_roots() -> None:
    context = tls(endpoint(IRELAND), {})
    assert context is not None
    assert (context.verify_mode, context.check_hostname) == (ssl.CERT_REQUIRED, True)
    roots: list[Any] = context.get_ca_certs()
    names = {dict(part[0] for part in root["subject"])["commonName"] for root in roots}
    numbered = {f"Amazon Root CA {number}" for number in range(1, 5)}
    assert names == numbered | {"Starfield Services Root Certificate Authority - G2"}


def test_the_roots_are_those_that_botocore_trusts() -> None:
    import botocore

    trusted = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    trusted.load_verify_locations(Path(botocore.__file__).with_name("cacert.pem"))
    context = tls(endpoint(IRELAND), {})
    assert context is not None
    known = set(trusted.get_ca_certs(binary_form=True))
    assert set(context.get_ca_certs(binary_form=True)) <= known


def test_another_bundle_may_be_named_and_plain_connections_have_none(tmp_path: Path) -> None:
    assert tls(endpoint({**IRELAND, "AWS_ENDPOINT_URL": "http://localhost:8000"}), {}) is None
    with pytest.raises(FileNotFoundError):
        tls(endpoint(IRELAND), {"AWS_CA_BUNDLE": str(tmp_path / "none.pem")})
