"""The web application: the stack's own addresses, the pages, and the gateway for everything else."""

from collections.abc import Collection

from starlette.applications import Starlette
from starlette.types import Receive, Scope, Send

from local import pages
from local.endpoints import Endpoints
from local.gateway import Gateway
from local.routes import RouteTable
from local.stack import Stack
from savings.api.contract import ROUTES


def application(stack: Stack, origins: Collection[str] = ()) -> Starlette:
    """Return the ASGI application that serves `stack`; pages of the `origins` may call the API from a browser."""
    gateway = Gateway(RouteTable(ROUTES), stack.functions, origins)
    app = Starlette(routes=[*Endpoints(stack).routes(), *pages.routes()])

    async def serve(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await gateway(scope, receive, send)
            if scope["method"] != "GET":
                stack.workers.wake()

    app.router.default = serve
    return app
