"""What a browser sees: the console, the start page and the API reference, with no asset from another host."""

from html import escape
from pathlib import Path
from typing import Final

from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from console import policy
from contract.console import CONSOLE, libraries
from local.identity import CLIENTS
from local.npm import install

_ROOT: Final = Path(__file__).resolve().parents[1]
_WEB: Final = Path(__file__).with_name("html")
_DOCUMENT: Final = _ROOT / "docs" / "openapi.json"
_SCHEMAS: Final = _ROOT / "docs" / "events" / "schemas"
_README: Final = _ROOT / "README.md"
_FILE_HEADERS: Final = {**policy.OF_FILES, "cache-control": "no-cache"}
_HEADERS: Final = {
    "content-security-policy": "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'",
    "x-content-type-options": "nosniff",
}


def routes() -> list[Route]:
    """Return the routes of the pages."""
    return [*_console(), *_pages()]


def _console() -> list[Route]:
    of_packages = libraries(install("console"))

    async def index(_: Request) -> Response:
        page = (CONSOLE / "index.html").read_text()
        return HTMLResponse(page, headers=policy.of_page(page) | _FILE_HEADERS)

    async def settings(_: Request) -> Response:
        clients = [{"id": client, "secret": secret} for client, secret in CLIENTS.items()]
        return JSONResponse({"signIn": "local", "clients": clients})

    async def file(request: Request) -> Response:
        name = request.path_params["name"]
        found = of_packages.get(name) or (CONSOLE / name).resolve()
        is_own = found.is_relative_to(CONSOLE) and found.is_file() and found.suffix in policy.TYPES
        if name not in of_packages and not is_own:
            return Response(status_code=404)
        return FileResponse(found, headers=_FILE_HEADERS, media_type=policy.TYPES[found.suffix])

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
