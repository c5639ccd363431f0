"""The notifications function: a customer's inbox, and what the customer wants to hear of."""

from typing import Final

import savings  # noqa: F401  # first: it makes the start fast
from notifications import routes
from savings.api.app import App
from savings.runtime import Entry, Handler, Runtime


def build(runtime: Runtime) -> Handler:
    """Return the function's handler."""
    app = App(runtime, "notifications")
    routes.register(app)
    return app.handler


handler: Final = Entry(build)
