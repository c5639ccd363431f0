"""The console as files: small, whole in both languages, served with a strict policy and nothing from other hosts."""

import base64
import gzip
import hashlib
import json
import re
from pathlib import Path
from typing import Final

from contract import console
from local import publish
from local.npm import install
from savings_goals_client import families as families_of_client
from tests.local.serving import Served

_LINES: Final = 200
_GZIPPED: Final = 150 * 1024
_TEXTS: Final = {file: file.read_text(encoding="utf-8") for file in console.CONSOLE.rglob("*") if file.is_file()}


def test_the_policy_allows_the_consoles_own_files_and_its_import_map_and_nothing_else(stack: Served) -> None:
    page = stack.http.get("/")
    policy = dict(rule.split(" ", 1) for rule in page.headers["content-security-policy"].split("; "))
    imports = re.search(r'<script type="importmap">(.*?)</script>', page.text, re.DOTALL)
    assert imports is not None
    digest = base64.b64encode(hashlib.sha256(imports[1].encode()).digest()).decode()

    assert policy == {
        "default-src": "'none'",
        "script-src": f"'self' 'sha256-{digest}'",
        "style-src": "'self'",
        "img-src": "'self' data:",
        "connect-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "'none'",
        "require-trusted-types-for": "'script'",
    }
    wanted = [*json.loads(imports[1])["imports"].values(), *re.findall(r'(?:src|href)="([^"]+)"', page.text)]
    assert {
        path: stack.http.get(f"/{path.removeprefix('./').lstrip('/')}").status_code for path in wanted
    } == dict.fromkeys(wanted, 200)


def test_every_file_is_served_and_what_is_none_of_the_consoles_is_not(stack: Served) -> None:
    for name in console.files(install("console")):
        answer = stack.http.get(f"/console/{name}")
        assert answer.status_code == 200, name
        assert answer.headers["x-content-type-options"] == "nosniff"
    for name in (
        "missing.js",
        "%2e%2e/pyproject.toml",
        "%2e%2e/docs/openapi.json",
        "views",
        "schemas/%2e%2e%2fasyncapi.yaml",
    ):
        assert stack.http.get(f"/console/{name}").status_code == 404, name
    assert stack.http.get("/console/schemas/goal.created.v1.json").json()["title"]


def test_the_console_with_its_libraries_is_small_and_its_files_are_short() -> None:
    sizes = {name: len(gzip.compress(file.read_bytes())) for name, file in console.files(install("console")).items()}
    long = {file.name: len(text.splitlines()) for file, text in _TEXTS.items() if file.suffix in {".js", ".css"}}

    assert sum(sizes.values()) < _GZIPPED
    assert {name: lines for name, lines in long.items() if lines >= _LINES} == {}


def test_nothing_comes_from_another_host_and_no_markup_is_made_of_text() -> None:
    for file, text in _TEXTS.items():
        assert re.findall(r"https?://(?!www\.w3\.org/2000/svg)", text) == [], file
        assert re.findall(r"innerHTML|insertAdjacentHTML|document\.write|dangerously|\beval\(", text) == [], file


def test_each_text_is_there_in_both_languages_with_the_same_places() -> None:
    english, german = (json.loads((console.CONSOLE / "messages" / f"{name}.json").read_text()) for name in ("en", "de"))
    script = "\n".join(text for file, text in _TEXTS.items() if file.suffix == ".js")
    used = set(re.findall(r'\bt\(\s*"([\w.]+)"', script))
    families = set(re.findall(r"\bt\(`([a-z]+)\.\$\{", script))

    assert english.keys() == german.keys()
    assert used <= english.keys()
    assert families <= {name.partition(".")[0] for name in english}
    for name, text in english.items():
        assert sorted(re.findall(r"\{\w+\}", text)) == sorted(re.findall(r"\{\w+\}", german[name])), name


def test_each_call_that_it_shows_as_code_is_an_operation_and_a_method_of_the_python_client() -> None:
    """A call that is none of them has no code to show, and the page says so by failing; the gates make each call."""
    listed = re.findall(r'\["([A-Z]+)", "([^"]+)", "(\w+)\.(\w+)"\]', _TEXTS[console.CONSOLE / "client" / "calls.js"])
    families = {name.lower(): made for name, made in vars(families_of_client).items() if isinstance(made, type)}
    documented = json.loads((console.CONSOLE.parent / "docs" / "openapi.json").read_text())["paths"]

    assert len(listed) > 15
    for method, path, family, name in listed:
        assert method.lower() in documented[path], (method, path)
        assert hasattr(families[family.replace("_", "")], name), name


def test_for_a_stage_it_is_written_with_its_settings_and_headers(tmp_path: Path) -> None:
    sign_in, api = "https://sign-in.example/oauth2", "https://api.example"
    given = [
        "--api",
        f"{api}/",
        "--authorize",
        f"{sign_in}/authorize",
        "--token",
        f"{sign_in}/token",
        "--client",
        "app",
    ]
    assert publish.main([str(tmp_path), *given]) == 0
    settings = json.loads((tmp_path / "console" / "settings.json").read_text())
    headers = json.loads((tmp_path / "headers.json").read_text())

    assert {str(file.relative_to(tmp_path)) for file in tmp_path.rglob("*") if file.is_file()} == {
        "index.html",
        "headers.json",
        "console/settings.json",
        *(f"console/{name}" for name in console.files(install("console"))),
    }
    assert (settings["signIn"], settings["api"], settings["clientId"]) == ("code", api, "app")
    assert f"connect-src 'self' {api} https://sign-in.example;" in headers["content-security-policy"]
    assert "secret" not in json.dumps(settings)
