"""What a browser sees: the console, the start page and the API reference, with no asset from another host."""

import base64
import hashlib
import re
from html import escape
from pathlib import Path
from typing import Final

from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from local.identity import CLIENTS
from local.npm import install

_ROOT: Final = Path(__file__).resolve().parents[1]
CONSOLE: Final = _ROOT / "console"
_WEB: Final = Path(__file__).with_name("html")
_DOCUMENT: Final = _ROOT / "docs" / "openapi.json"
_SCHEMAS: Final = _ROOT / "docs" / "events" / "schemas"
_README: Final = _ROOT / "README.md"
_HEADERS: Final = {
    "content-security-policy": "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'",
    "x-content-type-options": "nosniff",
}
LIBRARIES: Final = {
    "preact.mjs": "preact/dist/preact.mjs",
    "hooks.mjs": "preact/hooks/dist/hooks.mjs",
    "htm.mjs": "htm/dist/htm.mjs",
    "signals-core.mjs": "@preact/signals-core/dist/signals-core.mjs",
    "signals.mjs": "@preact/signals/dist/signals.mjs",
}
"""The console's libraries: the name under which its import map knows a file, and the file in its package."""
_FILE_HEADERS: Final = {"x-content-type-options": "nosniff", "cache-control": "no-cache"}
_TYPES: Final = {
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".css": "text/css",
    ".json": "application/json",
    ".svg": "image/svg+xml",
}


def routes() -> list[Route]:
    """Return the routes of the pages."""
    return [*_console(), *_pages()]


def security_headers(page: str, connects: str = "'self'") -> dict[str, str]:
    """Return the headers of the console's page: its own files, its one inline script by hash, nothing else."""
    inline = re.findall(r'<script type="importmap">(.*?)</script>', page, re.DOTALL)
    hashes = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in inline]
    policy = {
        "default-src": "'none'",
        "script-src": " ".join(["'self'", *(f"'sha256-{digest}'" for digest in hashes)]),
        "style-src": "'self'",
        "img-src": "'self' data:",
        "connect-src": connects,
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "'none'",
        "require-trusted-types-for": "'script'",
    }
    return {
        "content-security-policy": "; ".join(f"{name} {value}" for name, value in policy.items()),
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
    }


def console_files() -> dict[str, Path]:
    """Return each file of the console by its address below `/console/`."""
    own = {str(file.relative_to(CONSOLE)): file for file in sorted(CONSOLE.rglob("*")) if file.suffix in _TYPES}
    return own | _libraries()


def _libraries() -> dict[str, Path]:
    packages = install("console")
    return {f"lib/{name}": packages / file for name, file in LIBRARIES.items()}


def _console() -> list[Route]:
    libraries = _libraries()

    async def index(_: Request) -> Response:
        page = (CONSOLE / "index.html").read_text()
        return HTMLResponse(page, headers=security_headers(page) | {"cache-control": "no-cache"})

    async def settings(_: Request) -> Response:
        clients = [{"id": client, "secret": secret} for client, secret in CLIENTS.items()]
        return JSONResponse({"signIn": "local", "clients": clients})

    async def file(request: Request) -> Response:
        name = request.path_params["name"]
        found = libraries.get(name) or (CONSOLE / name).resolve()
        if name not in libraries and not (found.is_relative_to(CONSOLE) and found.is_file() and found.suffix in _TYPES):
            return Response(status_code=404)
        return FileResponse(found, headers=_FILE_HEADERS, media_type=_TYPES[found.suffix])

    async def schema(request: Request) -> Response:
        found = _SCHEMAS / request.path_params["name"]
        return FileResponse(found, headers=_FILE_HEADERS) if found.is_file() else Response(status_code=404)

    return [
        Route("/", index),
        Route("/console/settings.json", settings),
        Route("/console/schemas/{name}", schema),
        Route("/console/{name:path}", file),
    ]


def _pages() -> list[Route]:
    scalar = install("api_page") / "@scalar" / "api-reference" / "dist" / "browser"
    assets = {
        "docs.js": _WEB / "docs.js",
        "docs.css": _WEB / "docs.css",
        "scalar.js": scalar / "standalone.js",
    }

    async def start(request: Request) -> Response:
        calls = _first_calls(str(request.base_url).rstrip("/"))
        return HTMLResponse((_WEB / "start.html").read_text().replace("{calls}", escape(calls)), headers=_HEADERS)

    async def docs(_: Request) -> Response:
        return HTMLResponse((_WEB / "docs.html").read_text(), headers=_HEADERS)

    async def asset(request: Request) -> Response:
        file = assets.get(request.path_params["name"])
        return Response(status_code=404) if file is None else FileResponse(file, headers=_HEADERS)

    async def openapi(_: Request) -> Response:
        return FileResponse(_DOCUMENT, media_type="application/json")

    return [
        Route("/start", start),
        Route("/docs", docs),
        Route("/docs/{name}", asset),
        Route("/openapi.json", openapi),
    ]


def _first_calls(address: str) -> str:
    """Return the first shell block of README.md, for the stack at an address."""
    first = _README.read_text(encoding="utf-8").split("```bash\n", 1)[1].partition("```")[0]
    return first.replace("http://127.0.0.1:8000", address)
