"""The actions function: the ledgers of savings goals and of accounts."""

from typing import Final

import savings  # noqa: F401  # first: it makes the start fast
from actions import ledger_routes, routes
from savings.api.app import App
from savings.runtime import Entry, Handler, Runtime


def build(runtime: Runtime) -> Handler:
    """Return the function's handler."""
    app = App(runtime, "actions")
    routes.register(app)
    ledger_routes.register(app)
    return app.handler


handler: Final = Entry(build)
