"""The web application: the stack's own addresses, the pages, and the gateway for everything else."""

from starlette.applications import Starlette
from starlette.types import Receive, Scope, Send

from local import pages
from local.endpoints import Endpoints
from local.gateway import Gateway
from local.routes import RouteTable
from local.stack import Stack
from savings.api.contract import ROUTES


def application(stack: Stack) -> Starlette:
    """Return the ASGI application that serves `stack`."""
    gateway = Gateway(RouteTable(ROUTES), stack.identity, stack.functions)
    app = Starlette(routes=[*Endpoints(stack).routes(), *pages.routes()])

    async def serve(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await gateway(scope, receive, send)
            if scope["method"] != "GET":
                stack.workers.wake()

    app.router.default = serve
    return app
