"""A tenant's whole time in the emulator, by the commands of its guide as they stand there."""

import os
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx2
import pytest

from tests.e2e.deployment import Deployment
from tests.e2e.emulator import ACCOUNT, REGION
from tests.pages import README, ROOT, Step, differs, run, steps

pytestmark = pytest.mark.e2e

PAGE = ROOT / "docs" / "guides" / "keep-a-tenant.md"
TOKENS = "/oauth2/token"


@pytest.fixture
def base(deployment: Deployment) -> Iterator[str]:
    """One address for the API and its tokens, which the emulator distinguishes by host names."""
    client = httpx2.Client(base_url=deployment.emulator.url, timeout=60)

    class Front(BaseHTTPRequestHandler):
        def forward(self) -> None:
            host = {} if self.path.startswith(TOKENS) else {"Host": deployment.host()}
            headers = {name: value for name, value in self.headers.items() if name.lower() != "host"} | host
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            answer = client.request(self.command, self.path, headers=headers, content=body)
            self.send_response(answer.status_code)
            self.send_header("Content-Length", str(len(answer.content)))
            self.end_headers()
            self.wfile.write(answer.content)

        def do_GET(self) -> None:
            self.forward()

        def do_POST(self) -> None:
            self.forward()

        def do_DELETE(self) -> None:
            self.forward()

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    with client, ThreadingHTTPServer(("127.0.0.1", 0), Front) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_a_tenants_whole_time_is_as_its_guide_shows(deployment: Deployment, base: str) -> None:
    """All but its first block, which is about the local stack."""
    words, _, _ = steps(README)[0].script.partition("# 1.")
    todo = [Step(words, ()), *steps(PAGE)[1:]]
    own = {
        "AWS_ENDPOINT_URL": deployment.emulator.url,
        "AWS_ACCESS_KEY_ID": ACCOUNT,
        "AWS_SECRET_ACCESS_KEY": "e2e",
        "AWS_DEFAULT_REGION": REGION,
        "TABLE": deployment.outputs["TableName"],
        "POOL": deployment.outputs["UserPoolId"],
    }
    try:
        printed = run(todo, base, {**os.environ, **own})
    except AssertionError as failure:
        failure.add_note("\n".join(deployment.complaints()))
        raise
    wrong = [differs(list(step.shown), answers) for step, answers in zip(todo, printed, strict=True) if step.shown]
    assert not any(wrong), wrong
