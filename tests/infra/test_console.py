"""The console behind the API's own address: off until somebody asks for it, open to all, and able to do nothing."""

import base64
import gzip
import json
import re
from typing import Any

import pytest
from pydantic import ValidationError

from console.handler import build
from contract import console
from contract.callers import SAVER_SCOPES
from contract.wiring import CONSOLE, CONSOLE_ROUTES
from infra.components.bundle import function_package
from infra.settings import Settings
from local.npm import install
from savings import config
from savings.runtime import Runtime
from tests.infra.template import ISSUER, Template
from tests.infra.test_packages import HERE

SIGN_IN = "https://sign-in.example"


@pytest.fixture(scope="module")
def answer(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The function as its package has it, called for a path."""
    target = tmp_path_factory.mktemp("package")
    assert function_package(CONSOLE, HERE, "arm64").try_bundle(str(target))
    serve = build(Runtime(config.Settings(sign_in=SIGN_IN)), target / "console" / "files")

    class Context:
        function_name = invoked_function_arn = aws_request_id = "console"
        memory_limit_in_mb = 256

        def get_remaining_time_in_millis(self) -> int:
            return 5_000

    return lambda path: serve({"rawPath": path}, Context())


def read(answered: dict[str, Any]) -> str:
    assert (answered["statusCode"], answered["headers"]["content-encoding"]) == (200, "gzip")
    return gzip.decompress(base64.b64decode(answered["body"])).decode()


def test_it_is_there_only_where_it_is_asked_for(template: Template, full: Template) -> None:
    assert CONSOLE not in template.functions()
    assert not {*CONSOLE_ROUTES} & {route["RouteKey"] for route in template.properties("ApiGatewayV2::Route").values()}
    assert CONSOLE in full.functions()
    assert full.words(full.service.document["Outputs"]["ConsoleUrl"]["Value"]) == "https://savings.bank.example/console"


def test_anybody_may_call_it_and_nothing_else(full: Template) -> None:
    routes = full.properties("ApiGatewayV2::Route").values()
    assert {route["RouteKey"] for route in routes if route["AuthorizationType"] == "NONE"} == {*CONSOLE_ROUTES}
    assert {route["AuthorizationType"] for route in routes} == {"NONE", "CUSTOM"}


def test_it_may_write_its_log_and_knows_the_sign_in_of_the_stages_pool(full: Template) -> None:
    log = {"ConsoleLog.Arn": {"logs:CreateLogStream", "logs:PutLogEvents"}}
    tracing = {"*": {"xray:PutTraceSegments", "xray:PutTelemetryRecords"}}
    assert full.grants("ConsoleRole") == log | tracing
    variables = full.functions()[CONSOLE]["Environment"]["Variables"]
    assert "TABLE_NAME" not in variables
    assert re.fullmatch(r"https://savings-goals-.+|https://UsersDomain\w*.+", str(variables["SIGN_IN"]))


def test_its_page_may_call_the_api_and_the_sign_in_and_load_its_own_files_alone(answer: Any) -> None:
    page = answer("/console")
    policy = dict(rule.split(" ", 1) for rule in page["headers"]["content-security-policy"].split("; "))
    assert policy.pop("script-src").startswith("'self' 'sha256-")
    assert policy == {
        "default-src": "'none'",
        "style-src": "'self'",
        "img-src": "'self' data:",
        "connect-src": f"'self' {SIGN_IN}",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "'none'",
        "require-trusted-types-for": "'script'",
    }
    assert page["headers"]["cache-control"] == "no-cache"
    settings = json.loads(read(answer("/console/settings.json")))
    assert settings == {
        "signIn": "code",
        "scope": " ".join(SAVER_SCOPES),
        "authorize": f"{SIGN_IN}/oauth2/authorize",
        "token": f"{SIGN_IN}/oauth2/token",
        "signOut": f"{SIGN_IN}/logout",
    }


def test_each_file_is_kept_for_good_by_its_version_and_by_no_other(answer: Any) -> None:
    found = re.search(r'src="console/([0-9a-f]{16})/app.js"', read(answer("/console")))
    assert found is not None
    for name, file in console.files(install(CONSOLE)).items():
        versioned = answer(f"/console/{found[1]}/{name}")
        assert read(versioned) == file.read_text(encoding="utf-8")
        assert versioned["headers"]["cache-control"] == "public, max-age=31536000, immutable"
        for other in (f"/console/{name}", f"/console/{'0' * 16}/{name}"):
            assert answer(other)["headers"]["cache-control"] == "no-cache"


@pytest.mark.parametrize("path", ["/console/missing.js", "/console/../handler.py", "/console/index.html", "/consoles"])
def test_what_is_no_file_of_it_is_unknown(answer: Any, path: str) -> None:
    assert answer(path)["statusCode"] == 404


def test_a_package_has_the_same_files_each_time() -> None:
    assert console.packed(install(CONSOLE)) == console.packed(install(CONSOLE))


def test_an_issuer_of_ones_own_has_no_console_here() -> None:
    with pytest.raises(ValidationError, match="console is for the stage's own user pool"):
        Settings.model_validate({"console": True, "oidc_issuer": ISSUER, "audience": ["bank"]})
