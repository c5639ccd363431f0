"""Both transports make the same of whatever the service says, and the functions' own keeps what it promises alone."""

import json
import ssl
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.config import Config
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from savings.dynamodb.by_boto3 import ByBoto3
from savings.dynamodb.direct import Direct
from savings.dynamodb.signing import Credentials
from savings.dynamodb.surroundings import endpoint, tls
from savings.dynamodb.transport import NoAnswer, NotSent, ServiceError, Transport
from tests.unit.dynamodb.scripted import CLOSE, SILENCE, Scripted, answer, scripted

REGION = "eu-west-1"
NOW = datetime(2027, 1, 10, 10, tzinfo=UTC)
GET = {"TableName": "savings", "Key": {"PK": {"S": "p"}, "SK": {"S": "s"}}}
PUT = {"TableName": "savings", "Item": {"PK": {"S": "p"}, "SK": {"S": "s"}}}
BOTH = {"TransactItems": [{"Put": PUT}, {"Put": PUT}]}
REQUESTS: dict[str, dict[str, Any]] = {"GetItem": GET, "PutItem": PUT, "TransactWriteItems": BOTH}


def direct(port: int, **options: Any) -> Direct:
    at = endpoint({"AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}", "AWS_REGION": REGION})
    given: dict[str, Any] = {"connect": 5.0, "answer": 5.0, "now": NOW.timestamp} | options
    return Direct(at, lambda: Credentials("key", "secret"), None, **given)


@pytest.fixture(scope="module")
def service() -> Iterator[Scripted]:
    """A service without a script: each test brings its own."""
    with scripted([]) as made:
        yield made


@pytest.fixture(scope="module")
def reference(service: Scripted) -> Iterator[ByBoto3]:
    client = boto3.client(
        "dynamodb",
        endpoint_url=f"http://127.0.0.1:{service.port}",
        region_name=REGION,
        aws_access_key_id="key",
        aws_secret_access_key="secret",
        config=Config(retries={"mode": "standard", "total_max_attempts": 1}),
    )
    yield ByBoto3(client)
    client.close()


def outcome(transport: Transport, operation: str) -> Any:
    """Return what a transport makes of an answer: the answer, or the failure with all that the product reads of it."""
    try:
        said = transport.call(operation, REQUESTS[operation])
    except ServiceError as failure:
        members = {name: failure.response.get(name) for name in ("Item", "CancellationReasons")}
        return failure.code, failure.status, failure.operation_name, members
    except (NotSent, NoAnswer) as failure:
        return type(failure)
    return {name: value for name, value in said.items() if name != "ResponseMetadata"}


def error(kind: str, message: str = "No.", **members: Any) -> str:
    return json.dumps({"__type": f"com.amazonaws.dynamodb.v20120810#{kind}", "message": message, **members})


ITEM = {"PK": {"S": "pä☂\U0001f600"}, "n": {"N": "12345678901234567890"}, "m": {"M": {"l": {"L": [{"NULL": True}]}}}}
REASONS = [
    {"Code": "None"},
    {"Code": "ConditionalCheckFailed", "Item": ITEM, "Message": "The conditional request failed"},
]
ITEMS = [
    answer(200, json.dumps({"Item": ITEM})),
    answer(200, json.dumps({"Item": ITEM}, ensure_ascii=False)),
    answer(200, json.dumps({"Item": {"text": {"S": "ä" * 300_000}}})),
    b'HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{"Item": {"a": {"S": "b"}}}',
]
ANSWERS = {
    **dict(zip(("an item", "an item, not escaped", "a large item", "an item without a length"), ITEMS, strict=True)),
    "nothing": answer(200, "{}"),
    "with its checksum": answer(200, "{}", x_amz_crc32=str(zlib.crc32(b"{}"))),
    "in pieces": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n1\r\n}\r\n0\r\n\r\n",
    "not an answer": b"SSH-2.0-OpenSSH_9.6\r\n\r\n",
    **{
        kind: answer(400, error(kind))
        for kind in (
            *("ThrottlingException", "ProvisionedThroughputExceededException", "RequestLimitExceeded"),
            *("TransactionConflictException", "TransactionInProgressException", "IdempotentParameterMismatchException"),
            *(
                "ValidationException",
                "ResourceNotFoundException",
                "AccessDeniedException",
                "UnrecognizedClientException",
            ),
            *("ItemCollectionSizeLimitExceededException", "ExpiredTokenException", "SerializationException"),
        )
    },
    "a condition": answer(400, error("ConditionalCheckFailedException")),
    "a condition and the item": answer(400, error("ConditionalCheckFailedException", Item=ITEM)),
    "cancelled": answer(400, error("TransactionCanceledException", CancellationReasons=REASONS)),
    "a kind without a namespace": answer(400, '{"__type": "ThrottlingException", "Message": "Slower."}'),
    "a kind with an address": answer(400, '{"__type": "aws#Gone:http://internal.amazon.com/"}'),
    "no kind": answer(413, "{}"),
    "no JSON": answer(400, "<html>"),
    "unwell": answer(500, error("InternalServerError")),
    "unavailable without a word": answer(503, ""),
    "a gateway": answer(502, "<html>bad gateway</html>"),
}


SAID = [
    pytest.param(operation, said, id=f"{name}-{operation}")
    for name, said in ANSWERS.items()
    for operation in REQUESTS
    if operation == "GetItem" or said not in ITEMS  # the answer of a write has no item in botocore's model
]


@pytest.mark.parametrize(("operation", "said"), SAID)
def test_an_answer_is_read_as_botocore_reads_it(
    service: Scripted, reference: ByBoto3, operation: str, said: bytes
) -> None:
    service.script[:] = [said, said]
    assert outcome(direct(service.port), operation) == outcome(reference, operation)


@pytest.mark.parametrize("operation", REQUESTS)
def test_a_connection_that_ends_without_an_answer_leaves_it_open_what_was_done(
    service: Scripted, reference: ByBoto3, operation: str
) -> None:
    service.script[:] = [CLOSE, CLOSE]
    assert outcome(direct(service.port), operation) is outcome(reference, operation) is NoAnswer


@pytest.mark.parametrize("operation", REQUESTS)
@pytest.mark.parametrize(
    "said",
    [
        answer(200, '{"Item": '),
        answer(200, "{}", x_amz_crc32="1"),
        answer(400, '{"__type": "ThrottlingException"}', x_amz_crc32="1"),
    ],
)
def test_what_is_not_what_was_sent_is_no_answer(service: Scripted, operation: str, said: bytes) -> None:
    service.script[:] = [said]
    assert outcome(direct(service.port), operation) is NoAnswer


def test_a_service_that_is_not_there_was_sent_nothing() -> None:
    with scripted([]) as gone:
        pass
    assert outcome(direct(gone.port), "PutItem") is NotSent


def test_a_service_that_says_nothing_is_waited_for_no_longer_than_that() -> None:
    with scripted([SILENCE, answer(200, "{}")]) as service:
        transport = direct(service.port, answer=0.05)
        with pytest.raises(NoAnswer):
            transport.call("PutItem", PUT)
        assert transport.call("PutItem", PUT) == {}
        assert [number for number, _ in service.requests] == [1, 2], "a late answer must not meet another request"


def test_a_connection_is_kept_for_the_next_call() -> None:
    with scripted([answer(200, "{}")] * 3) as service:
        transport = direct(service.port)
        transport.connections.open()
        for _ in range(3):
            transport.call("PutItem", PUT)
        assert [number for number, _ in service.requests] == [1, 1, 1]


def test_a_kept_connection_that_was_closed_is_replaced_before_anything_is_sent() -> None:
    with scripted([answer(200, "{}", Connection="close"), answer(200, "{}")]) as service:
        transport = direct(service.port)
        transport.call("PutItem", PUT)
        transport.call("PutItem", PUT)
        assert [number for number, _ in service.requests] == [1, 2]


@pytest.mark.parametrize(("operation", "is_repeated"), [("GetItem", True), ("PutItem", False)])
def test_on_a_kept_connection_that_dies_under_a_call_a_read_is_repeated_and_a_write_never(
    operation: str, is_repeated: bool
) -> None:
    with scripted([answer(200, "{}"), CLOSE, answer(200, "{}")]) as service:
        transport = direct(service.port)
        transport.call(operation, REQUESTS[operation])
        if is_repeated:
            assert transport.call(operation, REQUESTS[operation]) == {}
        else:
            with pytest.raises(NoAnswer):
                transport.call(operation, REQUESTS[operation])
        assert [number for number, _ in service.requests] == ([1, 1, 2] if is_repeated else [1, 1])


def refused_for_its_time(at: datetime) -> bytes:
    return answer(400, error("InvalidSignatureException", "Signature expired"), Date=format_datetime(at, usegmt=True))


def test_a_clock_that_is_wrong_is_set_by_the_services_own() -> None:
    an_hour_later = NOW + timedelta(hours=1)
    with scripted([refused_for_its_time(an_hour_later), answer(200, "{}"), answer(200, "{}")]) as service:
        transport = direct(service.port)
        transport.call("PutItem", PUT)
        transport.call("PutItem", PUT)
        dates = [request.partition("x-amz-date: ")[2][:16] for _, request in service.requests]
        assert dates == ["20270110T100000Z", "20270110T110000Z", "20270110T110000Z"]


@pytest.mark.parametrize("seconds", [0, 200])
def test_a_signature_that_is_refused_for_another_reason_is_not_made_again(seconds: int) -> None:
    with scripted([refused_for_its_time(NOW + timedelta(seconds=seconds))]) as service:
        with pytest.raises(ServiceError, match="InvalidSignatureException"):
            direct(service.port).call("PutItem", PUT)
        assert len(service.requests) == 1


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate of 127.0.0.1 that has signed itself, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "scripted")])
    names = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder(
        name, name, key.public_key(), x509.random_serial_number(), now, now + timedelta(days=1)
    )
    signed = made.add_extension(names, critical=False).sign(key, hashes.SHA256())
    path = tmp_path_factory.mktemp("tls") / "certificate.pem"
    formats = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    path.write_bytes(signed.public_bytes(serialization.Encoding.PEM) + key.private_bytes(*formats))
    return path


def encrypted(certificate: Path, trusted: str, name: str = "127.0.0.1", calls: int = 2) -> tuple[list[int], Any]:
    """Make calls over TLS; return the connections that they took."""
    served = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    served.load_cert_chain(certificate)
    with scripted([answer(200, "{}")] * calls, served) as service:
        at = endpoint({"AWS_ENDPOINT_URL": f"https://{name}:{service.port}", "AWS_REGION": REGION})
        context = tls(at, {"AWS_CA_BUNDLE": trusted})
        transport = Direct(at, lambda: Credentials("key", "secret"), context, connect=5, answer=5)
        answers = [transport.call("PutItem", PUT) for _ in range(calls)]
        return [number for number, _ in service.requests], answers


def test_over_tls_a_connection_is_kept_although_the_service_sends_tickets_after_the_handshake(
    certificate: Path,
) -> None:
    assert encrypted(certificate, str(certificate), calls=4) == ([1, 1, 1, 1], [{}] * 4)


def test_whoever_is_not_trusted_or_has_another_name_hears_nothing(certificate: Path) -> None:
    with pytest.raises(ssl.SSLCertVerificationError, match="self-signed certificate"):
        encrypted(certificate, "")
    with pytest.raises(ssl.SSLCertVerificationError, match="Hostname mismatch"):
        encrypted(certificate, str(certificate), name="localhost")
