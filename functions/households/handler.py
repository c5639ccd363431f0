"""The households function: households, their people and their savings."""

from typing import Final

import savings  # noqa: F401  # first: it makes the start fast
from households import collection_routes, routes
from savings.api.app import App
from savings.runtime import Entry, Handler, Runtime


def build(runtime: Runtime) -> Handler:
    """Return the function's handler."""
    app = App(runtime, "households", routes.judge)
    routes.register(app)
    collection_routes.register(app)
    return app.handler


handler: Final = Entry(build)
