"""A POST reaches only servers that everybody reaches, in bounded time, and reads of an answer what it needs."""

import itertools
import socket
import ssl
from collections.abc import Callable, Iterator
from threading import Event
from typing import Any

import pytest

from bench.certificates import Certificates, certified
from savings.https.posting import Answer, Found, Poster
from tests.server import Server, answering, request_of, served, silent

BODY = '{"specversion":"1.0","id":"…"}'.encode()
OK = b"HTTP/1.1 204 No Content\r\n\r\n"


@pytest.fixture(scope="module")
def certificates() -> Iterator[Certificates]:
    with certified() as made:
        yield made


def leads_to(*addresses: str) -> Callable[[str, int], list[Found]]:
    """A resolver by which each name has these addresses."""

    def resolve(_host: str, port: int) -> list[Found]:
        return [(socket.AF_INET6 if ":" in one else socket.AF_INET, (one, port)) for one in addresses]

    return resolve


def posted(server: Server, **how: Any) -> Answer:
    """What comes of a post to a server of this machine, which is allowed here."""
    return Poster(anywhere=True, **how).post(f"http://127.0.0.1:{server.port}/hook", {}, BODY)


def test_the_body_arrives_byte_for_byte_with_its_headers() -> None:
    heard: list[bytes] = []
    with served(answering(OK, heard)) as server:
        url = f"http://127.0.0.1:{server.port}/in/box?of=bank"
        assert Poster(anywhere=True).post(url, {"webhook-id": "7"}, BODY) == Answer(204, "204")
    head, _, body = heard[0].partition(b"\r\n\r\n")
    assert body == BODY
    assert head.decode().split("\r\n") == [
        "POST /in/box?of=bank HTTP/1.1",
        f"Host: 127.0.0.1:{server.port}",
        "User-Agent: SavingsGoals-Webhooks/1",
        f"Content-Length: {len(BODY)}",
        "webhook-id: 7",
        "Connection: close",
    ]


ANSWERS = {
    b"HTTP/1.1 200 OK\r\n": Answer(200, "200"),
    b"HTTP/1.0 202\r\n": Answer(202, "202"),
    b"HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: a\r\n\r\nHTTP/1.1 201 Made\r\n": Answer(
        201, "201"
    ),
    b"HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/\r\n\r\n": Answer(302, "302"),
    b"HTTP/1.1 410 Gone\r\n\r\n": Answer(410, "410"),
    b"HTTP/1.1 429 Too Many\r\nRetry-After: 90\r\n\r\n": Answer(429, "429", 90),
    b"HTTP/1.1 503 Busy\r\nX: y\r\nretry-after:7\r\n\r\n": Answer(503, "503", 7),
    b"HTTP/1.1 503 Busy\r\nRetry-After: Wed, 21 Oct 2026 07:28:00 GMT\r\n\r\n": Answer(503, "503"),
    b"HTTP/1.1 503 Busy\r\nRetry-After: 90": Answer(503, "503"),
    b"HTTP/2 200\r\n": Answer(None, "not http"),
    b"SSH-2.0-OpenSSH_9.9\r\n": Answer(None, "not http"),
    b"HTTP/1.1 999 What\r\n": Answer(None, "not http"),
    b"a" * 20_000: Answer(None, "not http"),
    b"": Answer(None, "closed"),
}


@pytest.mark.parametrize("answer", ANSWERS)
def test_an_answer_is_its_status_and_when_to_come_again(answer: bytes) -> None:
    with served(answering(answer)) as server:
        assert posted(server) == ANSWERS[answer]


def test_a_redirect_is_not_followed_and_a_body_is_not_read() -> None:
    gone = Event()

    def endless(connection: socket.socket) -> None:
        request_of(connection)
        connection.sendall(b"HTTP/1.1 307 Elsewhere\r\nLocation: /hook\r\n\r\n")
        try:
            while True:
                connection.sendall(b"a" * 65_536)
        except OSError:
            gone.set()

    with served(endless) as server:
        assert posted(server).status == 307
        assert gone.wait(30)
        assert server.connections == 1


def test_a_slow_drip_does_not_extend_the_time() -> None:
    ticks = itertools.count()

    def drip(connection: socket.socket) -> None:
        request_of(connection)
        connection.sendall(b"HTTP/1.1 200")
        while True:
            connection.sendall(b" ")

    with served(drip) as server:
        assert posted(server, now=lambda: next(ticks)) == Answer(None, "timeout")
        assert next(ticks) <= 7


def test_who_never_answers_is_waited_for_no_longer_than_that() -> None:
    with served(silent) as server:
        assert posted(server, seconds=0.05) == Answer(None, "timeout")


def test_a_name_that_is_never_resolved_takes_no_longer_either() -> None:
    released = Event()

    def stuck(_host: str, _port: int) -> list[Found]:
        released.wait(30)
        return []

    assert Poster(seconds=0.05, resolve=stuck).post("https://partner.example/", {}, BODY) == Answer(None, "timeout")
    released.set()


REFUSED = {
    "http://partner.example/": "url",
    "ftp://partner.example/": "url",
    "https://user@partner.example/": "url",
    "https://partner.example/a b": "url",
    "https://partner.example/\r\nHost: other": "url",
    "https://partner.example/#part": "url",
    "https://127.0.0.1/": "private address",
    "https://2130706433/": "private address",
    "https://0x7f.1/": "private address",
    "https://localhost/": "private address",
    "https://[::1]/": "private address",
    "https://[::ffff:127.0.0.1]/": "private address",
    "https://169.254.169.254/latest/meta-data": "private address",
    f"https://{'a' * 64}.example/": "unknown host",
}


@pytest.mark.parametrize("url", REFUSED)
def test_what_leads_into_our_own_net_is_not_called(url: str) -> None:
    assert Poster().post(url, {}, BODY) == Answer(None, REFUSED[url])


def test_a_single_address_that_is_not_public_spoils_a_name() -> None:
    resolve = leads_to("93.184.216.34", "10.0.0.7")
    assert Poster(resolve=resolve).post("https://partner.example/", {}, BODY) == Answer(None, "private address")


def test_a_name_is_resolved_once_and_what_was_proven_is_called(monkeypatch: pytest.MonkeyPatch) -> None:
    asked, called = [], []
    answers = iter([["93.184.216.34"], ["127.0.0.1"]])

    def rebinding(host: str, port: int) -> list[Found]:
        asked.append(host)
        return leads_to(*next(answers))(host, port)

    def connect(_: socket.socket, address: object) -> None:
        called.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket.socket, "connect", connect)
    answer = Poster(resolve=rebinding).post("https://partner.example:8443/", {}, BODY)
    assert (answer, asked, called) == (Answer(None, "unreachable"), ["partner.example"], [("93.184.216.34", 8443)])


def test_a_server_that_is_down_is_tried_at_its_other_addresses() -> None:
    with served(answering(OK)) as server:
        resolve = leads_to("::1", "127.0.0.1")
        url = f"http://partner.example:{server.port}/"
        assert Poster(anywhere=True, resolve=resolve).post(url, {}, BODY) == Answer(204, "204")
    assert Poster(anywhere=True, resolve=resolve).post(url, {}, BODY) == Answer(None, "unreachable")


def trusting(certificates: Certificates) -> Callable[[], ssl.SSLContext]:
    return lambda: ssl.create_default_context(cafile=str(certificates.folder / "authority.pem"))


def test_a_certificate_must_be_the_hosts_and_of_an_authority_that_is_trusted(certificates: Certificates) -> None:
    heard: list[bytes] = []
    named: list[str | None] = []
    certificates.context.sni_callback = lambda _socket, name, _context: named.append(name)
    with served(answering(OK, heard), certificates.context) as server:
        here, there = f"https://127.0.0.1:{server.port}/", f"https://partner.example:{server.port}/"
        resolve = leads_to("127.0.0.1")
        trusted = Poster(anywhere=True, tls=trusting(certificates), resolve=resolve)
        assert trusted.post(here, {}, BODY) == Answer(204, "204")
        assert trusted.post(there, {}, BODY) == Answer(None, "certificate")
        assert Poster(anywhere=True, resolve=resolve).post(here, {}, BODY) == Answer(None, "certificate")
    assert len(heard) == 1
    assert named == [None, "partner.example", None]


def test_a_server_without_tls_is_not_spoken_to() -> None:
    with served(lambda connection: connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")) as server:
        url = f"https://127.0.0.1:{server.port}/"
        assert Poster(anywhere=True).post(url, {}, BODY) == Answer(None, "tls")


def test_no_proxy_of_the_environment_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    with served(answering(OK)) as proxy, served(answering(OK)) as server:
        for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")
        assert posted(server).status == 204
        assert proxy.connections == 0
