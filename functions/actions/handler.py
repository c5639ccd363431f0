"""The actions function: the ledgers of savings goals."""

from typing import Final

from actions import routes
from savings.api.app import App
from savings.runtime import Entry, Handler, Runtime


def build(runtime: Runtime) -> Handler:
    """Return the function's handler."""
    app = App(runtime, "actions")
    routes.register(app)
    return app.handler


handler: Final = Entry(build)
