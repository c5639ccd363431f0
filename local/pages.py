"""What a browser sees: the start page and the interactive API page, with no asset from another host."""

from html import escape
from pathlib import Path
from typing import Final

from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.routing import Route

from local.npm import install

_WEB: Final = Path(__file__).with_name("html")
_DOCUMENT: Final = Path(__file__).resolve().parents[1] / "docs" / "openapi.json"
_HEADERS: Final = {
    "content-security-policy": "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'",
    "x-content-type-options": "nosniff",
}


def routes() -> list[Route]:
    """Return the routes of the pages."""
    swagger = install("swagger_ui") / "swagger-ui-dist"
    assets = {
        "docs.js": _WEB / "docs.js",
        "swagger-ui-bundle.js": swagger / "swagger-ui-bundle.js",
        "swagger-ui.css": swagger / "swagger-ui.css",
    }

    async def start(request: Request) -> Response:
        base = escape(str(request.base_url).rstrip("/"))
        return HTMLResponse((_WEB / "index.html").read_text().replace("{base}", base), headers=_HEADERS)

    async def docs(_: Request) -> Response:
        return HTMLResponse((_WEB / "docs.html").read_text(), headers=_HEADERS)

    async def asset(request: Request) -> Response:
        file = assets.get(request.path_params["name"])
        return Response(status_code=404) if file is None else FileResponse(file, headers=_HEADERS)

    async def openapi(_: Request) -> Response:
        return FileResponse(_DOCUMENT, media_type="application/json")

    return [
        Route("/", start),
        Route("/docs", docs),
        Route("/docs/{name}", asset),
        Route("/openapi.json", openapi),
    ]
